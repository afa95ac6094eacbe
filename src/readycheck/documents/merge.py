"""A sheet that came back and the plan as it is now: which cells change, and which were changed on both sides.

A three-way merge: what a cell was exported with tells who changed it. Where both did, nobody's words are thrown
away: the cell is a conflict, and the plan stays as it is until somebody says which of the two holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum, unique
from typing import NamedTuple

from readycheck.documents.answers import Answers, Filled
from readycheck.documents.table import Row, Table
from readycheck.documents.validation import did_you_mean
from readycheck.errors import RefusedInput
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, Problem
from readycheck.model.vocabulary import Status
from readycheck.model.worksheet import EXPORTED, HEADINGS, ITEM, Cells, Column, exported_as, is_as_exported


@unique
class Side(StrEnum):
    """Whose word holds where both sides changed a cell."""

    PLAN = "plan"
    FILE = "file"


class Difference(NamedTuple):
    """A cell in which the file and the plan differ."""

    item: str
    column: Column
    plan: str
    file: str
    place: Place
    """Where it stands in the file."""


class Merged(NamedTuple):
    """What a sheet comes to."""

    changes: tuple[Difference, ...]
    conflicts: tuple[Difference, ...]
    filled: tuple[Filled, ...]
    """The items that change, with all their cells as they are to be."""
    unread: tuple[str, ...]
    """Columns that are not ours."""


def merge(tables: tuple[Table, ...], answers: Answers, catalogue: Catalogue, *, prefer: Side | None = None) -> Merged:
    """Hold a sheet against the plan; RefusedInput with every row that is about no item, or about one twice."""
    rows, problems = _rows(tables, catalogue)
    if problems:
        raise RefusedInput(*problems)
    changes: list[Difference] = []
    conflicts: list[Difference] = []
    filled: list[Filled] = []
    for item, row in rows.items():
        taken = []
        for difference, settled in _differences(item, row, answers.cells(item)):
            if settled is None and prefer is None:
                conflicts.append(difference)
            elif (settled or prefer) is Side.FILE:
                taken.append(difference)
        if taken:
            cells = {**answers.cells(item), **{change.column: change.file for change in taken}}
            filled.append(Filled(item, cells, {column: _place(row, column) for column in Column}))
        changes += taken
    unread = dict.fromkeys(heading for table in tables for heading in table.headings if heading not in HEADINGS)
    return Merged(tuple(changes), tuple(conflicts), tuple(filled), tuple(unread))


def _differences(item: str, row: Row, cells: Cells) -> Iterator[tuple[Difference, Side | None]]:
    """Yield each cell that differs, with the side that changed it; None where both did, or nobody can tell."""
    exported = exported_as(row.cells[ITEM].strip(), row.cells.get(EXPORTED, ""))
    for column in Column:
        if column.value not in row.cells:
            continue
        text, stands = _text(column, row.cells[column.value]), cells[column]
        if text == stands:
            continue
        side = None
        if is_as_exported(column, text, exported):
            side = Side.PLAN
        elif is_as_exported(column, stands, exported):
            side = Side.FILE
        yield Difference(item, column, stands, text, _place(row, column)), side


def status_word(text: str) -> str:
    """Return a status that somebody wrote, as a plan has it: `In progress`, `To do` and `n/a` are known."""
    word = "_".join(text.lower().replace("-", " ").split())
    return {"n/a": Status.NOT_APPLICABLE.value, "to_do": Status.TODO.value}.get(word, word)


def _text(column: Column, cell: str) -> str:
    """Return what somebody wrote into a cell as the plan has it: `In progress` is `in_progress`."""
    if column is Column.EVIDENCE:
        return "\n".join(filter(None, (" ".join(line.split()) for line in cell.split("\n"))))
    if column is not Column.STATUS:
        return cell.strip()
    return status_word(cell)


def _place(row: Row, column: Column) -> Place:
    headings = list(row.cells)
    return row.place._replace(column=headings.index(column.value) + 1) if column.value in headings else row.place


# ---------------------------------------------------------------- which item a row is about
def _rows(tables: Iterable[Table], catalogue: Catalogue) -> tuple[Mapping[str, Row], list[Problem]]:
    rows: dict[str, Row] = {}
    problems: list[Problem] = []
    for row in (row for table in tables for row in table.rows):
        name = row.cells[ITEM].strip()
        item = catalogue.renamed.get(name, name)
        problem = _wrong(item, row, rows, catalogue)
        if problem is not None:
            problems.append(problem)
        rows.setdefault(item, row)
    return rows, problems


def _wrong(item: str, row: Row, rows: Mapping[str, Row], catalogue: Catalogue) -> Problem | None:
    known = catalogue.by_id.get(item)
    if not item:
        return Problem(row.place, "this row names no item", "put the item's id back, or delete the row")
    if known is None:
        help_ = did_you_mean(item, catalogue.by_id) or "the ids are those of the export; put it back, or delete the row"
        return Problem(row.place, f"item `{item}` does not exist", help_)
    if item in rows:
        return Problem(row.place, f"item `{item}` stands in two rows", f"the other is {rows[item].place}; keep one")
    if known.spec.rule is not None:
        help_ = "delete the row; the plan's own sections answer this item"
        return Problem(row.place, f"item `{item}` is not answered by a status", help_)
    return None
