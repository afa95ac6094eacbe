"""Finds and reads the policy: the built-in one, and the company's own `readycheck.yaml`."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from readycheck.documents import packaged
from readycheck.documents.catalogue import Source, compile_catalogue, load_facts, own_sources, read, shipped_sources
from readycheck.documents.validation import build, did_you_mean
from readycheck.documents.yaml import Document
from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable, normal
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
    sources: tuple[Source, ...] = ()
    """The checklists that it consists of."""

    @property
    def milestones(self) -> tuple[str, ...]:
        """The milestones in force, in the order of launching."""
        return _milestones(self.builtin, self.own)


def find_policy(directory: Path, tree: Tree) -> Path | None:
    """Return the nearest `readycheck.yaml` from `directory` up to the root of the repository, or None."""
    start = normal(directory)
    for candidate in (start, *start.parents):
        if tree.is_file(candidate / FILE_NAME):
            return candidate / FILE_NAME
        if candidate == tree.root:
            break
    return None


def load_builtin() -> PolicyFile:
    """Return the policy that ships with the program."""
    return PolicyFile.model_validate(packaged.value("policy.yaml"))


def load_shipped() -> Rules:
    """Return what plans are held against where there is no policy."""
    builtin, sources = load_builtin(), tuple(shipped_sources())
    catalogue = compile_catalogue(sources, builtin, load_facts(), _milestones(builtin, None))
    return Rules(builtin, None, None, catalogue, sources)


def load_rules(path: Path, name: str, tree: Tree) -> Rules:
    """Read the policy at `path`, printed as `name`, and the checklists it puts in force; RefusedInput otherwise."""
    builtin, facts = load_builtin(), load_facts()
    try:
        tree.within(path)
    except Unreadable as error:
        raise RefusedInput(Problem(Place(printable(name)), str(error), "keep the policy in the repository")) from None
    document = read(name, path, tree)
    draft = build(PolicyFile, document)
    for fact in draft.facts:
        if fact in facts:
            help_ = "give your own fact another name"
            raise RefusedInput(
                document.problem(("facts", fact), f"`{fact}` is a shipped profile fact", help_, key=True)
            )
    facts |= draft.facts
    sources = (
        *(() if draft.shipped_checklists is False else shipped_sources()),
        *own_sources(draft, document, path.parent, tree),
    )
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
    return Rules(builtin, build(PolicyFile, document, known), document, catalogue, sources)


def _milestones(builtin: PolicyFile, own: PolicyFile | None) -> tuple[str, ...]:
    return (own and own.milestones) or builtin.milestones or ()
