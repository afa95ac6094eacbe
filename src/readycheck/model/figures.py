"""Readiness in figures, and how the blockers stand: what is said of a plan in numbers."""

from fractions import Fraction
from typing import NamedTuple


class Figures(NamedTuple):
    """Readiness over some items (design.md §5), in per cent."""

    proven: Fraction | None
    claimed: Fraction | None
    planned: Fraction | None
    answered: Fraction | None
    not_applicable_share: Fraction
    proven_points: Fraction
    possible_points: Fraction


class BlockerCount(NamedTuple):
    """How the blockers stand. The parts add up to `total`."""

    total: int
    proven: int
    planned: int
    waived: int
    not_applicable: int
    """By answer or by policy."""
    stuck: int
    """No way to yes yet."""
