"""Rows of cells to a table: the first row that is not blank holds the headings. Knows no file format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.syntax.source import MAX_PROBLEMS

#: The largest file that is read. What is said of items stands beside what a plan says: a table is larger than a plan.
MAX_FILE: Final = 10 * 1024 * 1024
MAX_ROWS: Final = 10_000
MAX_COLUMNS: Final = 100
#: Characters in one cell.
MAX_CELL: Final = 64 * 1024

_SHOWN: Final = 60


class Row(NamedTuple):
    """A row below the headings that is not blank throughout."""

    place: Place
    """The line on which it starts; in a workbook its number, with the sheet in the file part: `answers.xlsx[Legal]`."""
    cells: dict[str, str]
    """Every heading, with what stands below it: without white space around it, "" where the cell is empty."""


class Table(NamedTuple):
    """A heading row and what stands below it."""

    name: str
    """The sheet's title; "" for CSV."""
    place: Place
    """Where the headings stand."""
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


class Line(NamedTuple):
    """A row as a file holds it: where it starts, and its cells from the first column on."""

    place: Place
    cells: Sequence[str]
    numbered: bool = False
    """Whether a cell is placed by the number of its column, as in a workbook; else by the row alone."""


def to_table(name: str, lines: Iterable[Line]) -> Table | None:
    """Return the table that the lines make, None where all are blank; RefusedInput with every problem.

    A row may have empty cells beyond the headings. A column without a heading must be blank throughout.
    """
    filled = (line for line in lines if any(cell.strip() for cell in line.cells))
    first = next(filled, None)
    if first is None:
        return None
    headings = _headings(first)
    rows: list[Row] = []
    problems: list[Problem] = []
    for line in filled:
        if len(rows) == MAX_ROWS:
            message = f"more than {MAX_ROWS:,} rows"
            raise RefusedInput(Problem(line.place, message, "split the table into several files"))
        problems += [*_too_long(line), *_without_heading(line, headings, first)]
        if len(problems) >= MAX_PROBLEMS:
            break
        texts = [cell.strip() for cell in line.cells[: len(headings)]]
        texts += [""] * (len(headings) - len(texts))
        rows.append(Row(line.place, {heading: text for heading, text in zip(headings, texts, strict=True) if heading}))
    if problems:
        raise RefusedInput(*problems)
    return Table(name, first.place, tuple(filter(None, headings)), tuple(rows))


def _headings(line: Line) -> tuple[str, ...]:
    """Return a heading for each column, "" where there is none; those at the end are left out."""
    headings = [" ".join(cell.split()) for cell in line.cells]
    while not headings[-1]:
        headings.pop()
    if len(headings) > MAX_COLUMNS:
        raise RefusedInput(
            Problem(line.place, f"more than {MAX_COLUMNS} columns", "delete the columns that are not needed")
        )
    seen: dict[str, str] = {}
    for heading in filter(None, headings):
        if heading.casefold() in seen:
            message = f"the heading `{_shown(heading)}` stands twice"
            raise RefusedInput(Problem(line.place, message, "give each column a heading of its own"))
        seen[heading.casefold()] = heading
    return tuple(headings)


def _too_long(line: Line) -> Iterator[Problem]:
    for index, cell in enumerate(line.cells):
        if len(cell) > MAX_CELL:
            message = f"column {index + 1} holds a text of more than {MAX_CELL:,} characters"
            yield Problem(_place(line, index), message, "shorten the text; is a quote never closed?")


def _place(line: Line, index: int) -> Place:
    return line.place._replace(column=index + 1) if line.numbered else line.place


def _without_heading(line: Line, headings: tuple[str, ...], first: Line) -> Iterator[Problem]:
    """Yield a problem where something stands in a column that has no heading."""
    for index, cell in enumerate(line.cells):
        if cell.strip() and (index >= len(headings) or not headings[index]):
            message = f"column {index + 1} holds `{_shown(cell)}`, but has no heading in row {first.place.line}"
            help_ = "add a heading, or empty the cell; in CSV a text with a comma or semicolon in it stands in quotes"
            if len(headings) == 1:
                help_ = "if the headings stand further down, delete the rows above them; else add a heading"
            yield Problem(_place(line, index), message, help_)
            return


def _shown(text: str) -> str:
    flat = printable(re.sub(r"\s+", " ", text[: 4 * _SHOWN]).strip())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
