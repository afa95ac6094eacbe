"""A table as CSV that Excel reads as UTF-8, and in which no text is taken for a formula. Knows no columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from datetime import date

from readycheck.model.worksheet import guarded

#: What a cell holds. Numbers and days are our own and stay what they are; None is an empty cell.
Cell = str | int | date | None


def comma_separated(headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> str:
    """Return a table as in RFC 4180, behind a byte-order mark; every text is guarded."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(headings)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return f"\ufeff{stream.getvalue()}"
