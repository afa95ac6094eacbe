"""Exact numbers, and how they are shown."""

from fractions import Fraction
from typing import Final

#: From here on a whole number has more digits than anybody counts, or writes.
_LONG: Final = 10**18


def exact(number: float) -> Fraction:
    """Return a number as it is written: 89.95 is 8995/100, not the nearest binary fraction."""
    return Fraction(str(number))


def plain(number: Fraction) -> str:
    """Return a number as it was written: whole, or with its decimals."""
    is_short = number.denominator == 1 and abs(number) < _LONG
    return str(number.numerator) if is_short else str(float(number))


def tenths(value: Fraction) -> str:
    """Return a percentage floored to one decimal: 89.95 is 89.9, so that it never looks like 90."""
    floored = value.numerator * 10 // value.denominator
    return f"{floored // 10}.{floored % 10}"


def percent(value: Fraction | None) -> str:
    """Return a percentage with its sign, floored to one decimal; a dash where there is none."""
    return f"{tenths(value)} %" if value is not None else "–"
