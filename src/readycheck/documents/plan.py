"""A launch plan on disk, one file or a directory, to a checked LaunchPlan with the place of everything in it.

A directory holds `launch.yaml` and, for departments that keep their own part, `<department>.yaml` with
what else would stand under `departments:`. A department file that cannot be used is reported and left
out; the rest of the plan is still read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from readycheck.documents.checked import Checked
from readycheck.documents.validation import did_you_mean, paths_and_problems
from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.plan import LaunchPlan
from readycheck.model.text import printable
from readycheck.model.vocabulary import DEPARTMENTS, ELSEWHERE
from readycheck.syntax.source import MAX_BYTES, MAX_PROBLEMS
from readycheck.syntax.yaml import Document, parse

MAIN_FILE = "launch.yaml"
_OTHER_FILES = frozenset({MAIN_FILE, "readycheck.yaml"})
_NEWEST_FORMAT = 1

#: Turns the bytes of a file, printed under a name, into values.
Parse = Callable[[bytes, str], Document]


class PlanFile(NamedTuple):
    """One file of a plan as bytes, under the name to print."""

    name: str
    data: bytes


class PlanFiles(NamedTuple):
    """A plan as bytes: the main file and the departments' own."""

    main: PlanFile
    departments: dict[str, PlanFile]
    problems: tuple[Problem, ...] = ()
    """Why department files could not be read."""
    unreadable: tuple[str, ...] = ()
    """The departments whose files these are."""

    def name_of(self, department: str) -> str:
        """The printed name of a department's file."""
        prefix = self.main.name.removesuffix(MAIN_FILE)
        return f"{prefix}{department}.yaml"

    @property
    def digests(self) -> tuple[tuple[str, str], ...]:
        """Each file's printed name and SHA-256, main file first."""
        every = (self.main, *self.departments.values())
        return tuple((file.name, hashlib.sha256(file.data).hexdigest()) for file in every)


class LoadedPlan(NamedTuple):
    """A plan that can be audited, and what of it could not be read."""

    plan: LaunchPlan
    document: Document
    problems: tuple[Problem, ...]
    """Why parts of it were left out."""
    unread: tuple[str, ...]
    """The departments whose files were left out."""


# ---------------------------------------------------------------- from disk
def read_plan(path: Path, name: str, tree: Tree, departments: frozenset[str]) -> PlanFiles:
    """Read a plan's bytes, printed as `name`; RefusedInput where there is no plan.

    A directory, or a file called `launch.yaml`, is a plan with department files beside it.
    """
    label = printable(name)
    directory = path if tree.is_directory(path) else None
    if path.name == MAIN_FILE and directory is None:
        directory, label = path.parent, label.removesuffix(MAIN_FILE).rstrip("/") or "."
    if directory is None:
        return PlanFiles(PlanFile(label, _bytes(path, tree, label)), {})
    prefix = "" if label == "." else f"{label.rstrip('/')}/"
    main = PlanFile(f"{prefix}{MAIN_FILE}", _bytes(directory / MAIN_FILE, tree, f"{prefix}{MAIN_FILE}"))
    parts: dict[str, PlanFile] = {}
    problems: list[Problem] = []
    unreadable: list[str] = []
    for file_name in tree.names(directory):
        if Path(file_name).suffix not in {".yaml", ".yml"}:
            continue
        printed = f"{prefix}{printable(file_name)}"
        department = file_name.removesuffix(".yaml")
        if department in departments:
            try:
                parts[department] = PlanFile(printed, tree.read(tree.inside(file_name, directory), MAX_BYTES))
            except Unreadable as error:
                help_ = "a department's file stands beside the plan"
                problems.append(Problem(Place(printed), str(error), help_))
                unreadable.append(department)
        elif file_name not in _OTHER_FILES:
            near = did_you_mean(department.removesuffix(".yml"), departments)
            if near:
                help_ = f"{near} Name it `<department>.yaml`, or move it out of the plan's directory"
                problems.append(Problem(Place(printed), "this is no department's file", help_))
    return PlanFiles(main, parts, tuple(problems), tuple(unreadable))


def _bytes(path: Path, tree: Tree, label: str) -> bytes:
    try:
        return tree.read(tree.within(path), MAX_BYTES)
    except Unreadable as error:
        help_ = f"a plan is a YAML file, or a directory with {MAIN_FILE}; `readycheck init` writes a first one"
        raise RefusedInput(Problem(Place(label), str(error), help_)) from None


# ---------------------------------------------------------------- from bytes
def load_plan(
    files: PlanFiles,
    catalogue: Catalogue,
    milestones: tuple[str, ...],
    *,
    past: bool = False,
    parse: Parse = parse,
    checked: Checked | None = None,
) -> LoadedPlan:
    """Parse and check a plan; RefusedInput with every problem where what remains cannot be audited.

    In a plan of the `past`, items may stand that no checklist has any more. Departments that were `checked` before are
    not checked again, where `parse` gives the very same values for them.
    """
    checked = checked or Checked()
    main = parse(files.main.data, files.main.name)
    _check_format(main)
    problems: list[Problem] = list(files.problems)
    unread: list[str] = list(files.unreadable)
    grafts: dict[PlanPath, Document] = {}
    inline = main.value.get("departments")
    for department, file in files.departments.items():
        if isinstance(inline, dict) and department in inline:
            help_ = f"it stands in {main.name} too; keep it in one file"
            problems.append(Problem(Place(file.name, 1, 1), f"department `{department}` stands in two files", help_))
            unread.append(department)
            continue
        try:
            grafts["departments", department] = parse(file.data, file.name)
        except RefusedInput as refusal:
            problems += refusal.problems
            unread.append(department)
    while True:
        document = _together(main, grafts)
        found = tuple(_validate(document, catalogue, milestones, grafts, frozenset(unread), checked, past=past))
        if not any(isinstance(result, Problem) for result in found):
            break
        spoiled = {result for result in found if isinstance(result, str)}
        problems += [result for result in found if isinstance(result, Problem)]
        if "" in spoiled:
            raise RefusedInput(*problems)
        unread += sorted(spoiled)
        grafts = {path: part for path, part in grafts.items() if path[1] not in spoiled}
    plan = next(result for result in found if isinstance(result, LaunchPlan))
    return LoadedPlan(plan, document, tuple(sorted(problems)), tuple(sorted(unread)))


def _together(main: Document, grafts: dict[PlanPath, Document]) -> Document:
    inline = main.value.get("departments")
    if not grafts or not (inline is None or isinstance(inline, dict)):
        return main
    parts = dict(inline or {})
    parts |= {str(path[1]): part.value for path, part in grafts.items()}
    return main._replace(value={**main.value, "departments": parts}, grafts=grafts)


def _validate(
    document: Document,
    catalogue: Catalogue,
    milestones: tuple[str, ...],
    grafts: dict[PlanPath, Document],
    unread: frozenset[str],
    checked: Checked,
    *,
    past: bool,
) -> Iterator[Problem | str | LaunchPlan]:
    """Yield the plan, or else each problem followed by the department whose file it spoils ("" for the main file)."""
    known = known_names(document, catalogue, milestones, past=past)
    found = list(_item_names(document, catalogue, past=past))
    plan: LaunchPlan | None = None
    try:
        plan = checked.plan(document.value, known)
    except ValidationError as error:
        found += paths_and_problems(error, LaunchPlan, document)
    else:
        found += _contradictions(plan, document, catalogue, milestones, unread)
    for path, problem in found:
        yield problem
        yield _spoiled(path, grafts)
    if plan is not None and not found:
        yield plan


def _spoiled(path: PlanPath, grafts: dict[PlanPath, Document]) -> str:
    return str(path[1]) if path[:2] in grafts else ""


def known_names(document: Document, catalogue: Catalogue, milestones: tuple[str, ...], *, past: bool = False) -> Known:
    """Return the names that a plan may refer to: its own people and segments, the items, departments and facts."""
    people = document.value.get("people")
    departments = {*DEPARTMENTS, *catalogue.titles, *(item.department for item in catalogue.newer)}
    items = {} if past else {"item": {item.id for item in (*catalogue.items, *catalogue.newer)}}
    return Known(
        {
            **items,
            "person": people.keys() if isinstance(people, dict) else (),
            "department": departments,
            "affiliation": departments | {*ELSEWHERE},
            "milestone": milestones,
            "fact": catalogue.facts.keys(),
            "metric": _ids(document.value.get("metrics")),
            "segment": _ids(_mapping(document.value, "customers").get("segments")),
        },
        catalogue.renamed,
    )


def _ids(entries: object) -> set[str]:
    """Return the ids of a list of entries."""
    return (
        {str(entry.get("id")) for entry in entries if isinstance(entry, dict)} if isinstance(entries, list) else set()
    )


def _check_format(document: Document) -> None:
    given = document.value.get("readycheck")
    if isinstance(given, int) and not isinstance(given, bool) and given != _NEWEST_FORMAT:
        help_ = "upgrade readycheck" if given > _NEWEST_FORMAT else f"write `readycheck: {_NEWEST_FORMAT}`"
        message = f"plan format {given} is not understood; this version reads format {_NEWEST_FORMAT}"
        raise RefusedInput(document.problem(("readycheck",), message, help_))


# ---------------------------------------------------------------- what a model alone cannot see
def _contradictions(
    plan: LaunchPlan, document: Document, catalogue: Catalogue, milestones: tuple[str, ...], unread: frozenset[str]
) -> Iterator[tuple[PlanPath, Problem]]:
    yield from _milestones_in_order(plan, document, milestones)
    yield from _pin(plan, document, catalogue)
    for department, part in plan.departments.items():
        path: PlanPath = ("departments", department, "done_by")
        other = plan.departments.get(part.done_by) if part.done_by is not None else None
        if part.done_by in unread:
            continue
        if part.done_by is not None and (part.done_by == department or other is None or other.done_by is not None):
            help_ = "name a department of this plan that does its own work"
            yield path, document.problem(path, f"`{part.done_by}` cannot do the work of {department}", help_)
        if part.done_by is not None and part.lead is not None:
            help_ = f"{part.done_by} answers for it: leave out `lead`, or `done_by`"
            path = ("departments", department, "lead")
            yield path, document.problem(path, f"the work of {department} is done by another, and it has a lead", help_)
    yield from _circles(plan, document, catalogue)


def _item_names(document: Document, catalogue: Catalogue, *, past: bool) -> Iterator[tuple[PlanPath, Problem]]:
    """Check the ids of answers on the values as read, so that they are reported beside what the model refuses."""
    return islice(_every_item_name(document, catalogue, past=past), MAX_PROBLEMS)


def _every_item_name(document: Document, catalogue: Catalogue, *, past: bool) -> Iterator[tuple[PlanPath, Problem]]:
    names = {item.id for item in (*catalogue.items, *catalogue.newer)}
    for department, part in _mapping(document.value, "departments").items():
        seen: dict[str, str] = {}
        for key in _mapping(part, "items"):
            path: PlanPath = ("departments", department, "items", key)
            full = catalogue.renamed.get(f"{department}.{key}", f"{department}.{key}")
            missing = full not in names and not past
            if missing and department in catalogue.titles:
                own = [name.partition(".")[2] for name in names if name.startswith(f"{department}.")]
                help_ = did_you_mean(key, own) or f"`readycheck checklist show {department}` lists its items"
                yield path, document.problem(path, f"item `{full}` does not exist", help_, key=True)
            elif missing and department in DEPARTMENTS:
                help_ = "no checklist of this department is in force; remove the answer"
                yield path, document.problem(path, f"item `{full}` does not exist", help_, key=True)
            elif full in seen:
                help_ = f"`{seen[full]}` is the same item under another name; keep one of them"
                yield path, document.problem(path, f"item `{full}` is answered twice", help_, key=True)
            seen[full] = key


def _mapping(value: object, key: str) -> dict[str, object]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _milestones_in_order(
    plan: LaunchPlan, document: Document, milestones: tuple[str, ...]
) -> Iterator[tuple[PlanPath, Problem]]:
    previous: tuple[str, date] | None = None
    for milestone in milestones:
        if milestone not in plan.launch.milestones:
            continue
        day = plan.on(plan.launch.milestones[milestone])
        if previous is not None and day < previous[1]:
            path = ("launch", "milestones", milestone)
            help_ = f"the order is {', '.join(milestones)}; {previous[0]} is on {previous[1]}"
            yield path, document.problem(path, f"{milestone} on {day} comes before {previous[0]}", help_)
        previous = (milestone, day)


def _pin(plan: LaunchPlan, document: Document, catalogue: Catalogue) -> Iterator[tuple[PlanPath, Problem]]:
    if plan.checklists is None:
        return
    if plan.checklists not in catalogue.versions:
        ordered = ", ".join(catalogue.versions)
        path = ("checklists",)
        yield (
            path,
            document.problem(path, f"checklist version `{plan.checklists}` does not exist", f"shipped: {ordered}"),
        )


def _circles(plan: LaunchPlan, document: Document, catalogue: Catalogue) -> Iterator[tuple[PlanPath, Problem]]:
    graph = {item.id: {*item.spec.needs} for item in catalogue.items}
    paths: dict[str, PlanPath] = {}
    for department, part in plan.departments.items():
        for key, answer in part.items.items():
            full = catalogue.renamed.get(f"{department}.{key}", f"{department}.{key}")
            if answer.waits_for:
                graph.setdefault(full, set()).update(answer.waits_for)
                paths[full] = ("departments", department, "items", key, "waits_for")
    if not paths:
        return  # what items need of each other makes no circle: their checklists were held
    cycle = _circle(tuple((item, tuple(sorted(needs))) for item, needs in sorted(graph.items())))
    if cycle:
        path = next((paths[item] for item in cycle if item in paths), ())
        way = " waits for ".join(cycle)
        yield path, document.problem(path, f"items wait for each other: {way}", "break the circle at one of them")


@lru_cache(maxsize=8)
def _circle(graph: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """Return a circle in what items wait for, its first item again at the end; empty where there is none."""
    try:
        TopologicalSorter(dict(graph)).prepare()
    except CycleError as error:
        return tuple(reversed(error.args[1]))
    return ()
