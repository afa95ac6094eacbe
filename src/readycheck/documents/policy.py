"""What plans are held against: the built-in policy, the company's own with what it extends, and their checklists."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from readycheck.documents import packaged
from readycheck.documents.catalogue import Source, compile_catalogue, load_facts, shipped_sources
from readycheck.documents.digest import Digest, digest_of_all
from readycheck.documents.layer import Layer, load_layers
from readycheck.documents.validation import build, did_you_mean
from readycheck.errors import RefusedInput
from readycheck.files import Tree
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.policy import Policy, PolicyFile, in_force
from readycheck.model.vocabulary import DEPARTMENTS, LaunchClass

_BUILTIN, _FACTS = "policy.yaml", "profile.yaml"


class Rules(NamedTuple):
    """What plans are held against: the policies, weakest first, and the catalogue they put in force."""

    builtin: PolicyFile
    layers: tuple[Layer, ...]
    """The company's own policy, which comes last, and what it extends; empty where there is none."""
    catalogue: Catalogue
    sources: tuple[Source, ...] = ()
    """The checklists that it consists of."""

    @property
    def policies(self) -> tuple[PolicyFile, ...]:
        """Every policy, weakest first."""
        return (self.builtin, *(layer.policy for layer in self.layers))

    @property
    def milestones(self) -> tuple[str, ...]:
        """The milestones in force, in the order of launching."""
        return _milestones(self.policies)

    @property
    def name(self) -> str:
        """The policy as it is printed, with what lies below it."""
        return " over ".join(layer.name for layer in reversed(self.layers)) or "built-in"

    @property
    def files(self) -> tuple[Digest, ...]:
        """The policies and checklists of the company's own, weakest first."""
        return tuple(digest for layer in self.layers for digest in layer.digests)

    @property
    def digest(self) -> str:
        """One digest over all of these files; over those that ship where there are none."""
        shipped = (Digest(name, name, packaged.load(name).sha256) for name in (_BUILTIN, _FACTS))
        return digest_of_all(self.files or (*shipped, *(source.digest for source in self.sources)))

    def place(self, path: PlanPath) -> Place:
        """Return where the strongest layer that says something says it, else what of the own policy encloses it."""
        said = (layer for layer in reversed(self.layers) if layer.document and layer.document.mark(path)[1])
        return next(said, self.layers[-1]).place(path)

    def in_force(self, launch_class: LaunchClass) -> Policy:
        """Return the policy for a launch class."""
        return in_force(self.policies, launch_class)


def load_builtin() -> PolicyFile:
    """Return the policy that ships with the program."""
    return PolicyFile.model_validate(packaged.value(_BUILTIN))


def load_shipped() -> Rules:
    """Return what plans are held against where there is no policy."""
    builtin, sources = load_builtin(), tuple(shipped_sources())
    catalogue = compile_catalogue(sources, [builtin], load_facts(), _milestones([builtin]))
    return Rules(builtin, (), catalogue, sources)


def load_rules(path: Path, name: str, tree: Tree) -> Rules:
    """Read the policy at `path`, printed as `name`, and all that it puts in force; RefusedInput otherwise."""
    builtin, layers = load_builtin(), load_layers(path, name, tree)
    policies = [builtin, *(layer.policy for layer in layers)]
    milestones, facts = _milestones(policies), load_facts()
    problems = (*_check_facts(layers, facts), *_check_milestones(layers, milestones))
    if problems:
        raise RefusedInput(*problems)
    for policy in policies:
        facts |= policy.facts
    shipped = next((said for policy in reversed(policies) if (said := policy.shipped_checklists) is not None), True)
    own = (source for layer in layers for source in layer.sources)
    sources = (*(shipped_sources() if shipped else ()), *own)
    catalogue = compile_catalogue(sources, policies, facts, milestones)
    return Rules(builtin, _with_names(layers, catalogue), catalogue, sources)


def _milestones(policies: list[PolicyFile] | tuple[PolicyFile, ...]) -> tuple[str, ...]:
    return next((policy.milestones for policy in reversed(policies) if policy.milestones), ())


def _check_facts(layers: tuple[Layer, ...], shipped: dict[str, str]) -> Iterator[Problem]:
    """Yield the facts that would change what a yes means: shipped ones, and two questions under one name."""
    asked: dict[str, tuple[str, Layer]] = {}
    for layer in layers:
        for fact, question in layer.policy.facts.items():
            first, where = asked.setdefault(fact, (question, layer))
            message, help_ = f"`{fact}` is a shipped profile fact", "give your own fact another name"
            if fact not in shipped:
                message = f"`{fact}` is another question at {where.place(('facts', fact))}"
            if layer.document and (fact in shipped or first != question):
                yield layer.document.problem(("facts", fact), message, help_, key=True)


def _check_milestones(layers: tuple[Layer, ...], milestones: tuple[str, ...]) -> Iterator[Problem]:
    for layer in layers:
        for item, tailoring in layer.policy.tailoring.items():
            if layer.document and tailoring.milestone is not None and tailoring.milestone not in milestones:
                help_ = did_you_mean(tailoring.milestone, milestones) or f"the policy has {', '.join(milestones)}"
                message = f"milestone `{tailoring.milestone}` does not exist"
                yield layer.document.problem(("tailoring", item, "milestone"), message, help_)


def _with_names(layers: tuple[Layer, ...], catalogue: Catalogue) -> tuple[Layer, ...]:
    """Return layers in which every item and department exists, former ids as new; RefusedInput with all that do not."""
    names = {"item": catalogue.by_id.keys(), "department": {*DEPARTMENTS, *catalogue.titles}}
    known = Known(names, catalogue.renamed)
    problems: list[Problem] = []
    checked: list[Layer] = []
    for layer in layers:
        try:
            policy = build(PolicyFile, layer.document, known) if layer.document else layer.policy
            checked.append(layer._replace(policy=policy))
        except RefusedInput as refusal:
            problems += refusal.problems
    if problems:
        raise RefusedInput(*problems)
    return tuple(checked)
