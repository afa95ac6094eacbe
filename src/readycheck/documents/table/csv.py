"""CSV bytes to a table, and what is wrong with those that hold none."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Final

from readycheck.documents.table.row import MAX_CELL, MAX_FILE, Line, Table, to_table
from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from readycheck.syntax.csv import rows
from readycheck.syntax.source import decode, problem_at

_SAVE: Final = "save it as `CSV UTF-8` (in Excel: Save As, CSV UTF-8), or give the .xlsx file"


def parse_csv(data: bytes, name: str) -> Table:
    """Return the table that a CSV file holds; RefusedInput where it is not one."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:100]:
        raise RefusedInput(Problem(Place(name), "the file is not saved as CSV UTF-8, or is no CSV file", _SAVE))
    text = decode(data, name, too_large="split the table into several files", not_utf8=_SAVE, limit=MAX_FILE)
    table = to_table("", _lines(text, name))
    if table is None:
        raise RefusedInput(Problem(Place(name), "the file is empty", "the first row holds the headings"))
    return table


def _lines(text: str, name: str) -> Iterator[Line]:
    reader, skipped = rows(text)
    while True:
        start = reader.line_num + skipped
        try:
            cells = next(reader, None)
        except csv.Error as error:
            raise RefusedInput(_problem(str(error), text, name, start, reader.line_num + skipped)) from None
        if cells is None:
            return
        yield Line(Place(name, start + 1, 1), [cell.replace("\r\n", "\n") for cell in cells])


def _problem(said: str, text: str, name: str, start: int, end: int) -> Problem:
    """Return csv's complaint in words of help. Lines are counted from 0."""
    lines = tuple(text.splitlines())
    if "field larger" in said:
        message = f"a cell of more than {MAX_CELL:,} characters starts in this row"
        return problem_at(name, lines, start, 0, message, "shorten the text; is a quote never closed?")
    if "unexpected end" in said:
        help_ = "close it; a quote inside a cell is written twice"
        return problem_at(name, lines, start, 0, "a quote is opened in this row and never closed", help_)
    help_ = "a quote inside a cell is written twice, and the whole cell stands in quotes"
    return problem_at(name, lines, max(end - 1, start), 0, "text stands behind a closing quote", help_)
