"""What a workbook stores in a cell, as the text that a person sees there: numbers, dates, yes and no."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, auto

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_NUMBER = re.compile(r"[-+]?(\d{1,40}(\.\d{0,40})?|\.\d{1,40})([eE][-+]?\d{1,4})?", re.ASCII)
#: What a number format says beside its letters: quoted and escaped text, colours, conditions and languages.
_BESIDE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
_LARGEST_PLAIN = Decimal(10) ** 21


class Form(Enum):
    """How a number is shown."""

    NUMBER = auto()
    DATE = auto()
    TIME = auto()


#: The numbers of formats that need no definition (ECMA-376, 18.8.30).
BUILT_IN = {
    **dict.fromkeys((*range(14, 18), 22, *range(27, 32), 36, *range(50, 55), 57, 58), Form.DATE),
    **dict.fromkeys((*range(18, 22), *range(32, 36), *range(45, 48), 55, 56), Form.TIME),
}


def form_of(code: str) -> Form:
    """Return what a format code shows: a date where it has a day or a year, a time where it has hours or seconds."""
    letters = _BESIDE.sub("", code.partition(";")[0]).casefold()
    if letters == "general":
        return Form.NUMBER
    if "y" in letters or "d" in letters:
        return Form.DATE
    if "h" in letters or "s" in letters:
        return Form.TIME
    return Form.DATE if "m" in letters else Form.NUMBER


def unescaped(text: str) -> str:
    """Return a text with characters that XML cannot hold (`_x000D_`) put back, and line ends as line feeds."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n") if "_x" in text else text


def number(stored: str, form: Form, first_day: date) -> str | None:
    """Return a number as it is read: 3, 0.3, 2026-12-01, 14:30; None where it is not one, or no day of a calendar."""
    if not _NUMBER.fullmatch(stored):
        return None
    value = float(stored)
    if form is Form.DATE:
        return _day(value, first_day)
    if form is Form.TIME and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return f"{minutes // 60 % 24:02}:{minutes % 60:02}"
    if value in {float("inf"), float("-inf")}:
        return None
    shown = Decimal(f"{value:.15g}")  # as many digits as a spreadsheet shows
    if abs(shown) >= _LARGEST_PLAIN:
        return f"{shown.normalize():e}"
    return f"{shown.normalize() + 0:f}"


def _day(value: float, first_day: date) -> str | None:
    """Return a day by its number. Excel's first calendar counts a 29 February 1900, which never was."""
    days = int(value) + (1 if first_day.year == 1899 and 1 <= value < 60 else 0)  # noqa: PLR2004
    if days < 1:
        return None
    try:
        return (first_day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
