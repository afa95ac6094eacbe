"""Numbers in CSV: `p95` is the only number of that column, `Aggregated.p95` the one in the row that says Aggregated."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Final

from readycheck.evidence.number.literal import literal, text_of
from readycheck.files import Unreadable
from readycheck.syntax.csv import rows

#: Where semicolons stand between cells, a comma stands in numbers, and a point may part the thousands.
_GROUPED: Final = re.compile(r"[-+]?[1-9]\d{0,2}\.\d{3}", re.ASCII)


def find(data: bytes, name: str) -> str:
    """Return the number called `name`, as it is written; Unreadable where there is none, or several."""
    try:
        reader = rows(text_of(data)).reader
        table = (row for row in reader if row)
        head: list[str] = next(table, [])
        meanings = _meanings(name, [cell.strip() for cell in head])
        found = [(row, column) for row in table if meanings for label, column in meanings if _has(row, label, column)]
    except csv.Error:
        raise Unreadable("is not CSV that can be read") from None
    if not found:
        raise Unreadable(f"holds no `{name}`")
    if len(found) > 1:
        raise Unreadable(f"holds {len(found)} numbers called `{name}`; name one row: `ROW.{name}`")
    row, column = found[0]
    if any(cell.strip() for cell in row[len(head) :]):
        raise Unreadable("has more cells in that row than headings; a comma in a number makes two of it")
    number = literal(row[column].strip(), name)
    if reader.dialect.delimiter == ";" and _GROUPED.fullmatch(number):
        raise Unreadable(
            f"holds under `{name}` what may be thousands or thousandths; "
            "write thousands without a point, or other than three decimals"
        )
    return number


def _meanings(name: str, head: list[str]) -> list[tuple[str | None, int]]:
    """Return which row (None for any) and which column a name may mean; columns that stand twice are none."""
    often = Counter(head)
    single = [(index, column) for index, column in enumerate(head) if column and often[column] == 1]
    meanings: list[tuple[str | None, int]] = [(None, index) for index, column in single if column == name]
    meanings += [(name[: -len(column) - 1], index) for index, column in single if name.endswith(f".{column}")]
    return meanings


def _has(row: list[str], label: str | None, column: int) -> bool:
    """Return whether a row has a cell in a column, and its label in another."""
    if column >= len(row):
        return False
    return label is None or any(cell.strip() == label for index, cell in enumerate(row) if index != column)
