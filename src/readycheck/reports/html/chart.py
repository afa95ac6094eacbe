"""Bars as numbers: how long each part is, for templates to draw. No text, no colour, no markup."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from readycheck.model.figures import BlockerCount, Figures

#: A bar has so many units, ten for each per cent, so that it ends where its figure does.
FULL = 1000


class Bar(NamedTuple):
    """Readiness as lengths from the left, in thousandths."""

    proven: int
    claimed: int
    planned: int


def bar(figures: Figures) -> Bar:
    """Return the bar of figures; empty where nothing applies."""
    return Bar(_length(figures.proven), _length(figures.claimed), _length(figures.planned))


def _length(value: Fraction | None) -> int:
    return 0 if value is None else value.numerator * FULL // (100 * value.denominator)


def blocker_cells(count: BlockerCount) -> tuple[tuple[str, int], ...]:
    """Return how many blockers stand how, those that hold first; a kind that has none is left out."""
    kinds = (
        ("proven", count.proven),
        ("on course", count.planned),
        ("waived", count.waived),
        ("n/a", count.not_applicable),
        ("no way to yes yet", count.stuck),
    )
    return tuple((kind, number) for kind, number in kinds if number)
