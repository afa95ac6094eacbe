"""How much work is lacking at least: what the search for the least work may leave out.

Knows what gaps offer, not which of them wait for others: a bound may be too low, never too high.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate
from operator import le
from typing import NamedTuple

from readycheck.audit.target import Target


class Offer(NamedTuple):
    """What closing a gap would add to each target."""

    days: int
    adds: tuple[int, ...]
    only_closed: tuple[int, ...]
    """The part of it that cannot be had while the gap stays open."""


class Ahead:
    """What the gaps still to be decided can add to the targets, and how much work that is at least."""

    def __init__(self, offers: Sequence[Offer], families: tuple[tuple[int, ...], ...]) -> None:
        self._offers = offers
        self._families = families
        targets = range(sum(map(len, families)))
        self.most = tuple(sum(offer.adds[target] for offer in offers) for target in targets)

    def may_suffice(self, lacks: tuple[int, ...]) -> bool:
        """Return whether nothing is lacking that cannot be had any more."""
        return all(map(le, lacks, self.most))

    def least_days(self, lacks: tuple[int, ...]) -> int:
        """Return how many days of work are lacking at least: as if gaps could be closed in part.

        The targets of a family have no item in common, so their days add up.
        """
        rates = self._rates
        return max(
            (sum(rates[target].days(lacks[target]) for target in family if lacks[target]) for family in self._families),
            default=0,
        )

    @cached_property
    def _rates(self) -> tuple[_Rate, ...]:
        targets = range(len(self.most))
        return tuple(_Rate(self._offers, target) for target in targets)


class _Rate:
    """What can be added to one target: some of it for nothing, the rest the most for its work first."""

    def __init__(self, offers: Sequence[Offer], target: int) -> None:
        paid = ((offer.days, offer.only_closed[target]) for offer in offers)
        useful = sorted((offer for offer in paid if offer[1]), key=lambda offer: Fraction(*offer))
        self._free = sum(offer.adds[target] - offer.only_closed[target] for offer in offers)
        self._offers = useful
        self._days = [*accumulate((days for days, _ in useful), initial=0)]
        self._adds = [*accumulate((adds for _, adds in useful), initial=0)]

    def days(self, lack: int) -> int:
        """Return how many days it takes at least to add so much."""
        lack -= self._free
        if lack <= 0:
            return 0
        full = bisect_right(self._adds, lack) - 1
        if full >= len(self._offers):
            return self._days[-1]
        days, adds = self._offers[full]
        return self._days[full] - (-(lack - self._adds[full]) * days // adds)


def families(targets: Sequence[Target]) -> tuple[tuple[int, ...], ...]:
    """Return the targets, by number, in groups of which no two have an item in common."""
    families: list[list[int]] = []
    for number, target in enumerate(targets):
        fits = (family for family in families if all(targets[n].items.isdisjoint(target.items) for n in family))
        family = next(fits, None)
        if family is None:
            families.append([number])
        else:
            family.append(number)
    return tuple(map(tuple, families))
