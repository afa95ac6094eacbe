"""Checklist files to the catalogue of items in force: shipped ones, the company's own, tailoring, version pin.

What an audit relies on is checked here, wherever an item comes from: ids stand once, facts and
prerequisites exist, nothing needs itself, no prerequisite comes later than what needs it, and rules
have valid options.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pydantic import ValidationError

from readycheck.documents import packaged
from readycheck.documents.digest import Digest, digest_of
from readycheck.documents.unfinished import completed, unfinished
from readycheck.documents.validation import build, did_you_mean, problems_of
from readycheck.errors import RefusedInput
from readycheck.files import Disk, Tree, Unreadable
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue, Checklist, Item, ProfileFacts, Tailored, version_key
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.policy import PolicyFile, Tailoring
from readycheck.model.text import printable
from readycheck.model.vocabulary import DEPARTMENTS, position_of_department
from readycheck.syntax.source import read_source
from readycheck.syntax.yaml import Document, parse

#: How many checklists one directory may hold.
MAX_CHECKLISTS = 100


@dataclass(frozen=True)
class Source:
    """A checklist as it was read: the model, and where everything in it stands."""

    checklist: Checklist
    name: str
    """The file as it is printed."""
    own: bool
    file: Path
    """The file, links resolved, so that one file is never taken for two."""
    tree: Tree
    """Where it lies."""
    digest: Digest

    @cached_property
    def document(self) -> Document:
        """The file with the place of everything in it; read only where something is to be placed."""
        return read(self.name, self.file, self.tree)

    def path_of(self, index: int, *steps: str | int) -> PlanPath:
        """Return the path of one of its items, or of a value inside it."""
        return ("items", index, *steps)


def read(name: str, path: Path, tree: Tree) -> Document:
    """Read and parse a file under the name to print; RefusedInput where that cannot be done."""
    return read_with_digest(name, path, tree)[0]


def read_with_digest(name: str, path: Path, tree: Tree) -> tuple[Document, Digest]:
    """Read and parse a file, at a path without links; RefusedInput where that cannot be done."""
    data = read_source(path, name, "check the path and its permissions", tree=tree)
    return parse(data, printable(name)), digest_of(data, printable(name), tree.address(path))


def load_facts() -> dict[str, str]:
    """Return the shipped profile facts, in the order of asking."""
    return ProfileFacts.model_validate(packaged.value("profile.yaml")).facts


def shipped_sources() -> Iterator[Source]:
    """Yield the shipped checklists, in the order of departments."""
    present, tree = packaged.names(), Disk(packaged.directory())
    for department in DEPARTMENTS:
        name = f"{department}.yaml"
        if name in present:
            shipped = packaged.load(name)
            checklist = Checklist.model_validate(shipped.value)
            printed = f"checklists/{name}"
            digest = Digest(printed, printed, shipped.sha256)
            yield Source(checklist, printed, own=False, file=tree.root / name, tree=tree, digest=digest)


def own_sources(policy: PolicyFile, document: Document, base: Path, tree: Tree) -> Iterator[Source]:
    """Yield the checklists that a policy names, in its order; RefusedInput placed at the name that cannot be read."""
    for index, name in enumerate(policy.checklists):
        try:
            yield from sources_at(tree.inside(name, base), tree)
        except Unreadable as error:
            help_ = "name a file or a folder in the repository, relative to this policy"
            raise RefusedInput(document.problem(("checklists", index), f"`{name}` {error}", help_)) from None


def sources_at(target: Path, tree: Tree) -> Iterator[Source]:
    """Yield the checklist at a path without links, or those of the directory there, by name.

    Unreadable where it is a directory without any; RefusedInput where a file is not a checklist.
    """
    for file in checklist_files(target, tree) if tree.is_directory(target) else (target,):
        yield load_checklist(tree.label(file), file, tree, own=True)


def checklist_files(directory: Path, tree: Tree) -> tuple[Path, ...]:
    """Return the checklists that lie in a directory itself, by name; Unreadable where there is none, or too many."""
    try:
        names = [name for name in tree.names(directory) if name.endswith((".yaml", ".yml")) and name[0] != "."]
    except OSError:
        raise Unreadable("cannot be read") from None
    if not names:
        raise Unreadable("holds no checklist: no .yaml file lies in it")
    if len(names) > MAX_CHECKLISTS:
        raise Unreadable(f"holds more than {MAX_CHECKLISTS} checklists")
    found = []
    for name in names:
        try:
            found.append(tree.inside(name, directory))
        except Unreadable as error:
            raise Unreadable(f"holds `{printable(name)}`, which {error}") from None
    return tuple(found)


def load_checklist(name: str, path: Path, tree: Tree, *, own: bool) -> Source:
    """Read one checklist file, at a path without links; RefusedInput with every problem."""
    document, digest = read_with_digest(name, path, tree)
    if not str(document.value.get("readycheck")).startswith("checklist/"):
        help_ = "a checklist begins with `readycheck: checklist/1`; a folder of checklists holds no other .yaml files"
        raise RefusedInput(document.problem(("readycheck",), "this file is no checklist", help_))
    blank = tuple(unfinished(document))
    try:
        checklist = build(Checklist, document, value=completed(document) if blank else None)
    except RefusedInput as refusal:
        raise RefusedInput(*blank, *refusal.problems) from None
    if blank:
        raise RefusedInput(*blank)
    return Source(checklist, document.name, own, path, tree, digest)


def compile_catalogue(
    sources: Iterable[Source], policies: Iterable[PolicyFile], facts: dict[str, str], milestones: tuple[str, ...]
) -> Catalogue:
    """Put checklists together, tailored; RefusedInput with every problem that an audit could not live with.

    Policies come weakest first: of two that tailor one item, the later decides.
    """
    every = tuple(sources)
    now = renamed(every)
    tailored = {now.get(name, name): change for policy in policies for name, change in policy.tailoring.items()}
    problems = tuple(check(every, facts, milestones, tailored))
    if problems:
        raise RefusedInput(*problems)
    titles: dict[str, str] = {}
    items: list[Item] = []
    for source in sorted(every, key=lambda source: position_of_department(source.checklist.department)):
        checklist = source.checklist
        titles.setdefault(checklist.department, checklist.title)
        for spec in checklist.items:
            item = Item(f"{checklist.department}.{spec.id}", checklist.department, spec, own=source.own)
            items.append(_tailored(item, tailored.get(item.id)))
    shipped = [source.checklist.version for source in every if not source.own]
    return Catalogue(
        items=tuple(items),
        titles=titles,
        facts=facts,
        version=max(shipped, key=version_key, default="1.0"),
        shipped=bool(shipped),
    )


def renamed(sources: Iterable[Source]) -> dict[str, str]:
    """Return the former ids of items, and what they are called now."""
    return {
        old: f"{source.checklist.department}.{spec.id}"
        for source in sources
        for spec in source.checklist.items
        for old in spec.formerly
    }


def pinned(catalogue: Catalogue, version: str | None) -> Catalogue:
    """Leave out, and list as newer, the shipped items that came after `version`."""
    if version is None:
        return catalogue
    key = version_key(version)
    newer = tuple(item for item in catalogue.items if not item.own and version_key(item.spec.since) > key)
    kept = tuple(item for item in catalogue.items if item not in newer)
    return replace(catalogue, items=kept, newer=newer) if newer else catalogue


def _tailored(item: Item, tailoring: Tailoring | None) -> Item:
    if tailoring is None:
        return item
    changes = {
        key: value for key in ("severity", "milestone", "evidence") if (value := getattr(tailoring, key)) is not None
    }
    words = [f"{key} {getattr(item.spec, key)} → {value}" for key, value in changes.items()]
    words += ["dropped"] if tailoring.drop else []
    return item._replace(
        spec=item.spec.model_copy(update=changes),
        dropped=bool(tailoring.drop),
        tailored=Tailored(", ".join(words), tailoring.reason),
    )


# ---------------------------------------------------------------- what must hold of checklists
def check(
    sources: tuple[Source, ...],
    facts: dict[str, str],
    milestones: tuple[str, ...],
    tailoring: dict[str, Tailoring],
) -> Iterator[Problem]:
    """Yield what makes checklists unusable together, in the order of the files."""
    known: dict[str, tuple[Source, int]] = {}
    order: dict[str, int] = {}
    former: dict[str, str] = {}
    departments = {*DEPARTMENTS, *(source.checklist.department for source in sources)}
    names = Known({"fact": facts, "department": departments})
    for source in sources:
        for index, spec in enumerate(source.checklist.items):
            full = f"{source.checklist.department}.{spec.id}"
            if full in known:
                help_ = f"it is at {_place(known[full])} already; give one of them another id"
                yield source.document.problem(source.path_of(index, "id"), f"item `{full}` stands twice", help_)
            known.setdefault(full, (source, index))
            milestone = (tailoring[full].milestone if full in tailoring else None) or spec.milestone
            order[full] = milestones.index(milestone) if milestone in milestones else -1
            if milestone not in milestones:
                help_ = did_you_mean(milestone, milestones) or f"the policy has {', '.join(milestones)}; add it there"
                place = source.path_of(index, "milestone")
                yield source.document.problem(place, f"milestone `{milestone}` of {full} does not exist", help_)
            for position, fact in enumerate(spec.applies.profile):
                if fact not in facts:
                    help_ = did_you_mean(fact, facts) or "add it to the policy's `facts:` with its question"
                    place = source.path_of(index, "applies", "profile", position)
                    yield source.document.problem(place, f"profile fact `{fact}` does not exist", help_)
            yield from _check_rule(source, index, names)
    for source in sources:
        yield from _check_former_names(source, known, former)
        yield from _check_needs(source, order)
    yield from _check_cycles(sources, known)


def _place(item: tuple[Source, int]) -> Place:
    source, index = item
    return source.document.place(source.path_of(index))


def _check_former_names(
    source: Source, known: dict[str, tuple[Source, int]], former: dict[str, str]
) -> Iterator[Problem]:
    for index, spec in enumerate(source.checklist.items):
        full = f"{source.checklist.department}.{spec.id}"
        for position, old in enumerate(spec.formerly):
            owner = old if old in known else former.setdefault(old, full)
            if owner != full or old == full:
                path = source.path_of(index, "formerly", position)
                help_ = "an old id belongs to one item, and is no item's id today"
                yield source.document.problem(path, f"`{old}` is taken by `{owner}`", help_)


def _check_rule(source: Source, index: int, known: Known) -> Iterator[Problem]:
    call = source.checklist.items[index].rule
    if call is None or not source.own:
        return  # a test holds those that ship
    from readycheck.rules import KINDS, parse_rule  # noqa: PLC0415 - a plan may be refused before any rule is needed

    path = source.path_of(index, "rule")
    if call.kind not in KINDS:
        help_ = did_you_mean(call.kind, KINDS) or f"kinds: {', '.join(KINDS)}"
        yield source.document.problem((*path, "kind"), f"rule kind `{call.kind}` does not exist", help_)
        return
    try:
        parse_rule(call, known)
    except ValidationError as error:
        yield from problems_of(error, KINDS[call.kind], source.document, at=path)


def _check_needs(source: Source, order: dict[str, int]) -> Iterator[Problem]:
    for index, spec in enumerate(source.checklist.items):
        full = f"{source.checklist.department}.{spec.id}"
        for position, need in enumerate(spec.needs):
            path = source.path_of(index, "needs", position)
            if need not in order:
                help_ = did_you_mean(need, order) or "name an item with its department: legal.trademarks"
                yield source.document.problem(path, f"`{full}` needs `{need}`, which does not exist", help_)
            elif order[need] > order[full] >= 0:
                help_ = "a prerequisite has the same milestone or an earlier one"
                yield source.document.problem(path, f"`{full}` needs `{need}`, which comes later", help_)


def _check_cycles(sources: tuple[Source, ...], known: dict[str, tuple[Source, int]]) -> Iterator[Problem]:
    graph = {
        f"{source.checklist.department}.{spec.id}": spec.needs for source in sources for spec in source.checklist.items
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[str] = error.args[1]
        way = " needs ".join(reversed(cycle))
        place = min(_place(known[item]) for item in cycle)
        yield Problem(place, f"items need each other: {way}", "break the circle at one of them")
