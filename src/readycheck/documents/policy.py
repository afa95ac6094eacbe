"""Finds and reads the policy: the built-in one, and the company's own `readycheck.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from readycheck.documents import packaged
from readycheck.documents.catalogue import compile_catalogue, load_facts, own_sources, read, shipped_sources
from readycheck.documents.validation import build, did_you_mean
from readycheck.documents.yaml import Document
from readycheck.errors import RefusedInput
from readycheck.files import Unreadable, normal, within
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, Problem
from readycheck.model.policy import PolicyFile
from readycheck.model.text import printable
from readycheck.model.vocabulary import DEPARTMENTS

FILE_NAME = "readycheck.yaml"


class Rules(NamedTuple):
    """What plans are held against: the policies, weakest first, and the catalogue they put in force."""

    builtin: PolicyFile
    own: PolicyFile | None
    document: Document | None
    """The company's own policy file, where there is one."""
    catalogue: Catalogue

    @property
    def milestones(self) -> tuple[str, ...]:
        """The milestones in force, in the order of launching."""
        return _milestones(self.builtin, self.own)


def find_policy(directory: Path, root: Path) -> Path | None:
    """Return the nearest `readycheck.yaml` from `directory` up to `root`, or None."""
    start, last = normal(directory), normal(root)
    for candidate in (start, *start.parents):
        if (candidate / FILE_NAME).is_file():
            return candidate / FILE_NAME
        if candidate == last:
            break
    return None


def load_builtin() -> PolicyFile:
    """Return the policy that ships with the program."""
    return PolicyFile.model_validate(packaged.value("policy.yaml"))


def load_rules(path: Path | None, name: str, root: Path) -> Rules:
    """Read the policy at `path`, printed as `name`, and the checklists it puts in force; RefusedInput otherwise."""
    builtin, facts = load_builtin(), load_facts()
    if path is None:
        catalogue = compile_catalogue(shipped_sources(), builtin, facts, _milestones(builtin, None))
        return Rules(builtin, None, None, catalogue)
    try:
        within(path, root)
    except Unreadable as error:
        raise RefusedInput(Problem(Place(printable(name)), str(error), "keep the policy in the repository")) from None
    document = read(name, path)
    draft = build(PolicyFile, document)
    for fact in draft.facts:
        if fact in facts:
            help_ = "give your own fact another name"
            raise RefusedInput(
                document.problem(("facts", fact), f"`{fact}` is a shipped profile fact", help_, key=True)
            )
    facts |= draft.facts
    sources = [
        *(() if draft.shipped_checklists is False else shipped_sources()),
        *own_sources(draft, document, path.parent, root),
    ]
    milestones = _milestones(builtin, draft)
    for item, tailoring in draft.tailoring.items():
        if tailoring.milestone is not None and tailoring.milestone not in milestones:
            help_ = did_you_mean(tailoring.milestone, milestones) or f"the policy has {', '.join(milestones)}"
            message = f"milestone `{tailoring.milestone}` does not exist"
            raise RefusedInput(document.problem(("tailoring", item, "milestone"), message, help_))
    catalogue = compile_catalogue(sources, draft, facts, milestones)
    known = Known(
        {
            "item": catalogue.by_id.keys(),
            "department": {*DEPARTMENTS, *catalogue.titles},
        },
        catalogue.renamed,
    )
    return Rules(builtin, build(PolicyFile, document, known), document, catalogue)


def _milestones(builtin: PolicyFile, own: PolicyFile | None) -> tuple[str, ...]:
    return (own and own.milestones) or builtin.milestones or ()
