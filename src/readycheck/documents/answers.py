"""The answers of a plan as they stand in its files, and writing others there: checked, exact, each file whole.

Nothing is written here: what comes back are the bytes of the files that change, proven to load.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError

from readycheck.documents.edit import Edit, edit
from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, load_plan
from readycheck.documents.validation import problems_of
from readycheck.errors import RefusedInput
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, Problem
from readycheck.model.plan.answer import Answer
from readycheck.model.worksheet import Cells, Column, Raw, answered, cells_of
from readycheck.syntax.yaml import Document


class Answers(NamedTuple):
    """What a plan says of each item."""

    raw: Mapping[str, Raw]
    """By full id as it is today."""
    keys: Mapping[str, str]
    """The key under which it stands, where that is an old id."""

    def cells(self, item: str) -> Cells:
        """Return the answer of an item as cells."""
        return cells_of(self.raw.get(item))


def answers_of(document: Document, catalogue: Catalogue) -> Answers:
    """Return the answers of a plan that was loaded, in the order in which they stand."""
    raw: dict[str, Raw] = {}
    keys: dict[str, str] = {}
    for department, part in (document.value.get("departments") or {}).items():
        for key, answer in ((part or {}).get("items") or {}).items():
            full = catalogue.renamed.get(f"{department}.{key}", f"{department}.{key}")
            raw[full], keys[full] = answer, key
    return Answers(raw, keys)


class Filled(NamedTuple):
    """What is to stand in the cells of an item, and where it was said: for what is wrong with it."""

    item: str
    cells: Cells
    places: Mapping[Column, Place]


def refusals(filled: Filled, answers: Answers, names: Known) -> tuple[Problem, ...]:
    """Return what is wrong with an answer, each placed at the cell that says it; nothing where it may stand.

    `names` are those of the plan that an answer may refer to.
    """
    raw = answered(answers.raw.get(filled.item), filled.cells)
    if raw is None:
        return ()
    given = {"status": raw} if isinstance(raw, str) else raw
    if "status" not in given:
        help_ = "say where it stands: done, in_progress, todo, blocked, will_not_do or not_applicable"
        return (Problem(filled.places[Column.STATUS], f"{filled.item} has no status", help_),)
    try:
        Answer.model_validate(given, context=names)
    except ValidationError as error:
        marks = {
            column.key: (place.line - 1, place.column - 1, place.line - 1, place.column - 1, None)
            for column, place in filled.places.items()
        }
        sheet = Document(filled.places[Column.STATUS].file, (), given, marks)
        return tuple(problems_of(error, Answer, sheet))
    return ()


def with_answers(
    files: PlanFiles,
    loaded: LoadedPlan,
    answers: Answers,
    filled: Mapping[str, Cells],
    catalogue: Catalogue,
    milestones: tuple[str, ...],
) -> tuple[PlanFile, ...]:
    """Return the files that hold other answers then, new ones among them; RefusedInput where that cannot be done."""
    edits: dict[str, list[Edit]] = {}
    for item, cells in filled.items():
        department, _, name = item.partition(".")
        path = ("items", answers.keys.get(item, name))
        file = _file_of(files, loaded, department)
        inside = path if file else ("departments", department, *path)
        edits.setdefault(file, []).extend(_edits(inside, answers.raw.get(item), cells))
    changed = {file: _edited(files, file, steps) for file, steps in edits.items() if steps}
    after = files._replace(
        main=changed.get("", files.main),
        departments=files.departments | {file: part for file, part in changed.items() if file},
    )
    again = load_plan(after, catalogue, milestones)
    if set(again.problems) - set(loaded.problems):
        raise RefusedInput(*again.problems)
    return tuple(changed.values())


def _edits(path: tuple[str, ...], raw: Raw, cells: Cells) -> list[Edit]:
    after = answered(raw, cells)
    if not isinstance(raw, dict) or not isinstance(after, dict):
        return [Edit(path, after)]
    return [Edit((*path, key), after.get(key)) for key in {**raw, **after} if raw.get(key) != after.get(key)]


def _file_of(files: PlanFiles, loaded: LoadedPlan, department: str) -> str:
    """Return the department in whose own file an answer belongs; empty for the main file."""
    if department in loaded.unread:
        name = files.name_of(department)
        raise RefusedInput(Problem(Place(name), "cannot be read, so nothing can be answered in it", "mend it first"))
    if department in files.departments:
        return department
    inline: Any = loaded.document.value.get("departments")
    stands = isinstance(inline, dict) and department in inline
    return department if files.departments and not stands else ""


def _edited(files: PlanFiles, department: str, edits: list[Edit]) -> PlanFile:
    file = files.departments.get(department) if department else files.main
    if file is None:
        file = PlanFile(files.name_of(department), b"")
    return PlanFile(file.name, edit(file.data.decode(), edits, file.name).encode())
