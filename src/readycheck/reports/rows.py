"""The table on the first screen: gaps, or what a go rests on, each with a person, a day and a line."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import zip_longest
from typing import NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.text import Text

from readycheck.model.report import Finding, Reliance, Report
from readycheck.model.vocabulary import Outcome
from readycheck.reports.between import Grid
from readycheck.reports.day import by_words, short_day
from readycheck.reports.wording import kind_words, outcome_words

_WHO, _BY, _LINE = 13, 7, 4
_CELL_LINES = 3
#: Screens of fewer columns have no room for the line of a gap.
NARROW = 66
_NARROW_WHO = 8
_SYMBOL = {
    Outcome.MET: ("+", "green"),
    Outcome.UNPROVEN: ("!", "yellow"),
    Outcome.OPEN: ("x", "red"),
    Outcome.UNKNOWN: ("?", "magenta"),
    Outcome.NOT_APPLICABLE: ("-", "dim"),
}


class Row(NamedTuple):
    """One line of the table, before it is fitted to a width."""

    symbol: str
    style: str
    subject: str
    text: str
    who: str
    by: str
    line: int


def gap_row(gap: Finding, report: Report) -> Row:
    """Return a gap as a row; whoever holds it up is marked where the item is somebody else's."""
    assert gap.timing is not None  # noqa: S101 - gaps have a timing
    symbol, style = _SYMBOL[gap.outcome]
    holder = gap.timing.holder.name if gap.timing.holder else "nobody"
    who = f"{fit(holder, min(len(holder), _WHO - 1)).rstrip()}*" if holds_up_another(gap) else holder
    by = by_words(gap.timing.by, report.as_of)
    return Row(symbol, style, gap.item, outcome_words(gap), who, by, gap.place.line)


def holds_up_another(gap: Finding) -> bool:
    """Return whether a gap waits for somebody who does not own it."""
    holder = gap.timing.holder if gap.timing is not None else None
    return holder is not None and gap.owner is not None and holder != gap.owner


def reliance_row(reliance: Reliance) -> Row:
    """Return something that a go rests on as a row."""
    kind = kind_words(reliance)
    who = reliance.owner.name if reliance.owner else "nobody"
    by = short_day(reliance.by) if reliance.by else "-"
    return Row("~", "yellow", reliance.subject, f"{kind}: {reliance.text}", who, by, reliance.place.line)


class _Widths(NamedTuple):
    """Columns of the table. Where the screen is narrow, the line is left out."""

    subject: int
    text: int
    who: int
    by: int
    line: int

    @classmethod
    def of(cls, rows: list[Row], width: int) -> _Widths:
        widest = max((len(row.subject) for row in rows), default=0)
        if width < NARROW:
            rest = width - 7 - _NARROW_WHO - _BY
            subject = min(widest, rest // 2)
            return cls(subject, rest - subject, _NARROW_WHO, _BY, 0)
        subject = min(widest, max(16, width - 52))
        return cls(subject, width - 8 - subject - _WHO - _BY - _LINE, _WHO, _BY, _LINE)

    def tail(self, who: str, by: str, line: str) -> str:
        """Return the columns behind the text."""
        return f"{fit(who, self.who)} {by:>{self.by}}" + (f" {line:>{self.line}}" if self.line else "")


def table(title: str, rows: list[Row], width: int, room: int | None, left: int = 0) -> Iterator[Text]:
    """Yield rows below their title, at most `room` lines of them; texts take a second line where there is room.

    `left` counts what belongs to the table and is not among the rows.
    """
    widths = _Widths.of(rows, width)
    names = widths.tail("who", "by", "line")
    yield Text(f" {fit(title, width - len(names) - 2)} {names}", style="bold")
    spare = len(rows) if room is None else room - 1 - len(rows) - bool(left)
    hidden = min(-spare + (not left), len(rows)) if spare < 0 else 0
    for row in rows[: len(rows) - hidden]:
        lines = wrap(row.text, widths.text, 2 if spare > 0 else 1)
        spare -= len(lines) - 1
        shown = Text("  ")
        shown.append(row.symbol, row.style)
        tail = widths.tail(row.who, row.by, str(row.line or "-"))
        shown.append(f" {fit(row.subject, widths.subject)} {lines[0]} {tail}")
        yield shown
        yield from (Text(" " * (5 + widths.subject) + more) for more in lines[1:])
    if hidden + left:
        yield Text(f"    and {hidden + left} more: --all")


def grid_lines(grid: Grid, width: int) -> Iterator[Text]:
    """Yield a table of plain text below its title: columns as wide as they need, wrapped where room is short."""
    rows = [grid.head, *grid.marked]
    widths = [max(cell_len(row[column]) for row in rows) for column in range(len(grid.head))]
    while sum(widths) + 2 * len(widths) + 1 > width:
        widest = widths.index(max(widths))
        widths[widest] -= 1
    yield Text(f" {fit(grid.title, width - 2)}", style="bold")
    for number, row in enumerate(rows):
        if any(row):
            columns = [wrap(cell, size, _CELL_LINES) for cell, size in zip(row, widths, strict=True)]
            for cells in zip_longest(*columns, fillvalue=""):
                line = "  ".join(fit(cell, size) for cell, size in zip(cells, widths, strict=True))
                yield Text(f"   {line}", style="dim" if number == 0 else "")


def fit(text: str, width: int) -> str:
    """Return a text on one line, cut with an ellipsis where it is wider than `width` columns, else padded to it."""
    flat = " ".join(text.split())
    if cell_len(flat) > width:
        return f"{set_cell_size(flat, width - 1)}…"
    return set_cell_size(flat, width)


def wrap(text: str, width: int, lines: int) -> list[str]:
    """Return a text on at most `lines` lines of `width` columns, the last cut with an ellipsis."""
    flat = " ".join(text.split())
    if cell_len(flat) == len(flat):
        wrapped = textwrap.wrap(flat, width, break_long_words=True, break_on_hyphens=False) or [""]
    else:  # wide characters: scripts that have them break anywhere
        wrapped = chop_cells(flat, width)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], f"{wrapped[lines - 1]} {' '.join(wrapped[lines:])}"]
    return [fit(line, width) for line in wrapped]
