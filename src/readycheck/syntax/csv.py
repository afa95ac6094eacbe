"""CSV text to rows: comma, semicolon or tab between cells, quotes as in RFC 4180, and no guesses beyond that.

Excel writes semicolons where a comma stands in numbers, so the separator is found from the heading row.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any, Final, NamedTuple

_SEPARATORS: Final = ",;\t"
#: What Excel understands, and some programs write, above the headings.
_DECLARED = re.compile(r"sep=([,;\t])\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"?')


class Rows(NamedTuple):
    """The rows of a text, one after another."""

    reader: Any
    """Yields lists of cells; raises csv.Error. Counts lines in `line_num`."""
    skipped: int
    """How many lines stand before the headings."""


def rows(text: str) -> Rows:
    """Return the rows of a text, that of the headings first."""
    declared = _DECLARED.match(text)
    body = text[declared.end() :] if declared else text
    separator = declared[1] if declared else _separator(body)
    return Rows(csv.reader(io.StringIO(body, newline=""), delimiter=separator, strict=True), 1 if declared else 0)


def _separator(text: str) -> str:
    """Return what separates the headings: whichever stands most often outside quotes, a comma where none does."""
    heading = _QUOTED.sub("", text.lstrip("\r\n")).lstrip("\r\n").partition("\n")[0]
    return max(_SEPARATORS, key=heading.count)
