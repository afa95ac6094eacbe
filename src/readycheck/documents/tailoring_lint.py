"""What a policy says of items and checklists that changes nothing, or that was meant of something else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath

from readycheck.documents.layer import Layer
from readycheck.documents.policy import Rules
from readycheck.model.checklist import ChecklistItem
from readycheck.model.place import Problem
from readycheck.model.policy import Tailoring
from readycheck.syntax.yaml import Document

_CHANGES = ("severity", "milestone", "evidence")


def lint_items(rules: Rules) -> Iterator[Problem]:
    """Yield warnings of tailoring, facts, and lists of checklists and policies."""
    specs = {
        f"{source.checklist.department}.{spec.id}": spec for source in rules.sources for spec in source.checklist.items
    }
    weaker: dict[str, Tailoring] = {}
    for layer in rules.layers:
        if layer.document is None:
            continue
        yield from _former(layer, layer.document, rules.catalogue.renamed)
        for name in layer.written_tailoring:
            item = rules.catalogue.renamed.get(name, name)
            tailoring = layer.policy.tailoring[item]
            yield from _needless(layer.document, name, specs[item], tailoring, weaker.get(item))
        weaker |= layer.policy.tailoring
        yield from _unused_facts(layer, layer.document, specs)
        for key in ("checklists", "extends"):
            yield from _listed_twice(layer.document, key, getattr(layer.policy, key))


def _former(layer: Layer, document: Document, renamed: dict[str, str]) -> Iterator[Problem]:
    for name in layer.written_tailoring:
        now = renamed.get(name)
        if now is None:
            continue
        message, help_ = f"`{name}` is called `{now}` now", f"write `{now}`"
        if now in layer.written_tailoring:
            message, help_ = f"`{name}` is called `{now}` now, which is tailored as well", "keep one of the two"
        yield document.problem(("tailoring", name), message, help_, key=True)


def _needless(
    document: Document, name: str, spec: ChecklistItem, tailoring: Tailoring, weaker: Tailoring | None
) -> Iterator[Problem]:
    path = ("tailoring", name)
    if weaker is not None:
        if tailoring.model_copy(update={"reason": weaker.reason}) == weaker:
            message = f"this changes nothing: a policy that is extended says the same of `{name}`"
            yield document.problem(path, message, "delete it", key=True)
        return
    for key in _CHANGES:
        value = getattr(tailoring, key)
        if value is None:
            continue
        if tailoring.drop:
            message = f"`{key}` has no effect: `{name}` is dropped"
        elif value == getattr(spec, key):
            message = f"this changes nothing: the {key} of `{name}` is {value} already"
        elif key == "evidence" and spec.rule is not None:
            message = f"`evidence` has no effect: `{name}` is answered by the plan's own sections"
        else:
            continue
        yield document.problem((*path, key), message, f"delete `{key}`", key=True)


def _unused_facts(layer: Layer, document: Document, specs: dict[str, ChecklistItem]) -> Iterator[Problem]:
    used = {
        fact for spec in specs.values() for fact in (*spec.applies.profile, *_words(spec.rule and spec.rule.options))
    }
    for fact in layer.policy.facts:
        if fact not in used:
            message = f"no item depends on `{fact}`, so that the question is asked for nothing"
            help_ = f"write `applies: {{profile: [{fact}]}}` at an item, or delete the fact"
            yield document.problem(("facts", fact), message, help_, key=True)


def _words(value: object) -> Iterator[str]:
    """Yield every text in the options of a rule: some name the facts that they depend on."""
    if isinstance(value, str):
        yield value
    for inside in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _words(inside)


def _listed_twice(document: Document, key: str, names: tuple[str, ...]) -> Iterator[Problem]:
    """Yield what a list names for the second time; of checklists, also the file of a directory that is named."""
    paths = [PurePosixPath(normpath(name)) for name in names]
    for index, path in enumerate(paths):
        folder = path.parent if key == "checklists" and path.parent != path else None
        for other, before in enumerate(paths):
            if before == folder or (before == path and other < index):
                message = f"`{names[index]}` is listed twice: `{names[other]}` brings it"
                yield document.problem((key, index), message, "delete one of the two")
                break
