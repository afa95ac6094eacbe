"""A file of answers as it comes back from a department: CSV or a workbook, told apart by its name."""

from __future__ import annotations

from readycheck.documents.table import Row, Table, parse_csv, parse_xlsx
from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from readycheck.model.worksheet import HEADINGS, ITEM, Column, unguarded

_NEEDED = frozenset({ITEM, Column.STATUS.value})


def parse_sheets(data: bytes, name: str) -> tuple[Table, ...]:
    """Return the tables of answers in a file, others left out; RefusedInput where it cannot be read or has none."""
    if name.lower().endswith(".xlsx"):
        tables = tuple(map(_named, parse_xlsx(data, name, wanted=_NEEDED)))
    elif name.lower().endswith(".csv"):
        tables = (_named(_unguarded(parse_csv(data, name))),)
    else:
        raise RefusedInput(Problem(Place(name), "this is neither a workbook nor CSV", "name a .xlsx or a .csv file"))
    if not tables or not all(set(table.headings) >= _NEEDED for table in tables):
        help_ = "its first row has the headings that `readycheck export` writes: item, status, owner and so on"
        place = tables[0].place if tables else Place(name)
        raise RefusedInput(Problem(place, "this holds no answers", help_))
    return tables


def _named(table: Table) -> Table:
    """Return a table whose headings are those of an export where they differ in nothing but capitals."""
    known = {heading: lower for heading in table.headings if (lower := heading.casefold()) in HEADINGS}
    rows = (
        Row(row.place, {known.get(heading, heading): cell for heading, cell in row.cells.items()}) for row in table.rows
    )
    return table._replace(headings=tuple(known.get(heading, heading) for heading in table.headings), rows=tuple(rows))


def _unguarded(table: Table) -> Table:
    rows = (Row(row.place, {heading: unguarded(cell) for heading, cell in row.cells.items()}) for row in table.rows)
    return table._replace(rows=tuple(rows))
