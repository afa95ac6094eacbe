"""The figures, exactly as design.md §5 defines them. Fractions throughout; rounding is for renderers."""

from __future__ import annotations

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
#: The part that was taken out by answer or by policy.
_EXEMPT = ("exempt",)
#: The parts of it that each share adds up.
_SHARES = {
    Measure.PROVEN: ("met",),
    Measure.CLAIMED: ("met", "unproven", "unproven planned"),
    Measure.PLANNED: ("met", "unproven planned", "open planned", "unknown planned"),
    Measure.ANSWERED: ("met", "unproven", "unproven planned", "open", "open planned"),
}


class Tally(NamedTuple):
    """What some items weigh, by what they come to, in points times `scale`: figures are made of it as asked for."""

    points: Mapping[str, int]
    scale: int

    def share(self, measure: Measure) -> Fraction | None:
        """Return a share, in per cent; None where nothing applies, but that the share of n/a is 0 then."""
        possible = self._sum(_POSSIBLE)
        if measure is Measure.NOT_APPLICABLE_SHARE:
            exempt = self._sum(_EXEMPT)
            return Fraction(100 * exempt, possible + exempt) if possible + exempt else Fraction(0)
        return Fraction(100 * self._sum(_SHARES[measure]), possible) if possible else None

    @property
    def figures(self) -> Figures:
        """All figures."""
        return Figures(
            proven=self.share(Measure.PROVEN),
            claimed=self.share(Measure.CLAIMED),
            planned=self.share(Measure.PLANNED),
            answered=self.share(Measure.ANSWERED),
            not_applicable_share=self.share(Measure.NOT_APPLICABLE_SHARE) or Fraction(0),
            proven_points=Fraction(self._sum(_SHARES[Measure.PROVEN]), self.scale),
            possible_points=Fraction(self._sum(_POSSIBLE), self.scale),
        )

    def _sum(self, parts: tuple[str, ...]) -> int:
        return sum(self.points[part] for part in parts if part in self.points)


def tally(items: Iterable[Counted], weights: Weights) -> Tally:
    """Return what items that count for the audited milestone weigh."""
    scaled = weights.scaled
    points: dict[str, int] = {}
    for item in items:
        part = _part(item)
        points[part] = points.get(part, 0) + scaled[item.severity]
    return Tally(points, weights.scale)


def worth(item: Counted, measure: Measure, weights: Weights) -> int:
    """Return what one item adds to a share, in points times `weights.scale`."""
    return weights.scaled[item.severity] if _part(item) in _SHARES[measure] else 0


def _part(item: Counted) -> str:
    if item.outcome is Outcome.NOT_APPLICABLE:
        return "ruled out" if item.ruled_out else "exempt"
    return f"{item.outcome} planned" if item.planned and item.outcome.is_gap else str(item.outcome)
