"""The figures, exactly as design.md §5 defines them. Fractions throughout; rounding is for renderers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from readycheck.model.figures import Figures
from readycheck.model.policy import Weights
from readycheck.model.vocabulary import Measure, Outcome, Severity


class Counted(NamedTuple):
    """One item as the figures see it."""

    severity: Severity
    outcome: Outcome
    planned: bool
    ruled_out: bool
    """Not applicable because of the profile or the class."""


#: The parts of the weight that is possible: everything that applies.
_POSSIBLE = ("met", "unproven", "unproven planned", "open", "open planned", "unknown", "unknown planned")
#: The parts of it that each share adds up.
_SHARES = {
    Measure.PROVEN: ("met",),
    Measure.CLAIMED: ("met", "unproven", "unproven planned"),
    Measure.PLANNED: ("met", "unproven planned", "open planned", "unknown planned"),
    Measure.ANSWERED: ("met", "unproven", "unproven planned", "open", "open planned"),
}


def figures(items: Iterable[Counted], weights: Weights) -> Figures:
    """Return readiness over items that count for the audited milestone."""
    scaled = weights.scaled
    points: dict[str, int] = defaultdict(int)
    for item in items:
        points[_part(item)] += scaled[item.severity]
    possible = sum(points[part] for part in _POSSIBLE)
    in_scope = possible + points["exempt"]

    def share(measure: Measure) -> Fraction | None:
        return Fraction(100 * sum(points[part] for part in _SHARES[measure]), possible) if possible else None

    return Figures(
        proven=share(Measure.PROVEN),
        claimed=share(Measure.CLAIMED),
        planned=share(Measure.PLANNED),
        answered=share(Measure.ANSWERED),
        not_applicable_share=Fraction(100 * points["exempt"], in_scope) if in_scope else Fraction(0),
        proven_points=Fraction(points["met"], weights.scale),
        possible_points=Fraction(possible, weights.scale),
    )


def worth(item: Counted, measure: Measure, weights: Weights) -> int:
    """Return what one item adds to a share, in points times `weights.scale`."""
    return weights.scaled[item.severity] if _part(item) in _SHARES[measure] else 0


def _part(item: Counted) -> str:
    if item.outcome is Outcome.NOT_APPLICABLE:
        return "ruled out" if item.ruled_out else "exempt"
    return f"{item.outcome} planned" if item.planned and item.outcome.is_gap else str(item.outcome)


def value_of(given: Figures, measure: Measure) -> Fraction | None:
    """Return one figure by name; only shares, not the number of waivers."""
    by_name: Mapping[Measure, Fraction | None] = {
        Measure.PROVEN: given.proven,
        Measure.CLAIMED: given.claimed,
        Measure.PLANNED: given.planned,
        Measure.ANSWERED: given.answered,
        Measure.NOT_APPLICABLE_SHARE: given.not_applicable_share,
    }
    return by_name[measure]
