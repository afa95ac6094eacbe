"""The least work that makes it a go: the gaps of the path to green (design.md §7).

Exact: gaps are decided one after the other, each after what it waits for, and of all ways that have come equally far
only the cheapest is carried on. How far a way has come is what each target still lacks, and what it made of the gaps
that others still wait for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import compress
from operator import gt, sub
from typing import NamedTuple

from readycheck.audit.bound import Ahead, Offer, families
from readycheck.audit.feasibility import passes, reach
from readycheck.audit.gap import MET, Case, Gap, gaps_to_decide, without
from readycheck.audit.standing import Inputs, Standing
from readycheck.audit.target import Target, targets
from readycheck.model.vocabulary import Outcome

#: How many ways are carried on side by side: few at first, which finds a good path; then, knowing what that costs,
#: so many that there are MANY over all gaps. Where these are too few, the work found is not proven to be the least.
FEW, MANY = 50, 72_000


class LeastWork(NamedTuple):
    """The gaps to close."""

    items: tuple[str, ...]
    """In checklist order."""
    days: int
    """Days of work in all."""
    is_least: bool
    """Whether it is proven that no less work will do."""


class _Cost(NamedTuple):
    """What a way costs: the less, the better."""

    days: int = 0
    gaps: int = 0
    places: int = 0
    """The places of its gaps, negated: of as many gaps, the first in the checklists are the least."""

    def plus(self, gap: Gap) -> _Cost:
        """Return the cost with one more gap to close."""
        return _Cost(self.days + gap.days, self.gaps + 1, self.places - gap.place)


class _Way(NamedTuple):
    """How far some decisions have come."""

    lacks: tuple[int, ...]
    """What each target still lacks."""
    awaited: tuple[Case, ...]
    """What became of the gaps that are still waited for."""


def least_work(inputs: Inputs, standing: Standing) -> LeastWork | None:
    """Return the least work by which it would be a go; None where no work that fits before the milestone does.

    Least total days, then fewest gaps, then first in checklist order. What is done, and held back by what it needs, is
    met once that is: it is no work, and not listed. What cannot be closed in time does not count as planned either.
    """
    if not passes(inputs, reach(standing)):
        return None
    search = _Search(inputs, standing)
    found = search.run(FEW)
    if found is None or found.is_least:
        return found
    better = search.run(max(FEW, MANY // search.choices), at_most=found.days)
    return better or found


class _Gains:
    """What gaps add to some targets."""

    def __init__(self, standing: Standing, towards: Sequence[Target]) -> None:
        self._standing = standing
        self._targets = towards
        self._known: dict[tuple[str, Case], tuple[int, ...]] = {}

    def of(self, gap: Gap, case: Case) -> tuple[int, ...]:
        """Return what a case of a gap adds to each target, beyond what the gap adds as things stand."""
        known = self._known.get((gap.item, case))
        if known is None:
            item, state = self._standing.work.items[gap.item], self._standing.state
            planned = frozenset([gap.item]) if case.planned else frozenset()
            then = replace(state, outcomes={gap.item: case.outcome}, planned=planned)
            known = tuple(target.of(item, then) - target.of(item, state) for target in self._targets)
            self._known[gap.item, case] = known
        return known

    def offer(self, gap: Gap) -> Offer:
        """Return what closing a gap would add to each target."""
        left_open = self.of(gap, MET if gap.own is Outcome.MET else Case(gap.own, gap.is_dated))
        if not gap.can_be_closed:
            return Offer(0, left_open, (0,) * len(left_open))
        closed = self.of(gap, MET)
        return Offer(gap.days, closed, tuple(map(sub, closed, left_open)))


class _Search:
    """What stays the same while ways are looked for: what must be closed in any case, and what is left to decide."""

    def __init__(self, inputs: Inputs, standing: Standing) -> None:
        gaps, state = tuple(gaps_to_decide(inputs, standing)), standing.state
        lacks = {target: target.least - sum(target.of(i, state) for i in state.items) for target in targets(state)}
        lacks = {target: lack for target, lack in lacks.items() if lack > 0}
        gains = _Gains(standing, tuple(lacks))
        forced = _forced(gaps, [gains.offer(gap) for gap in gaps], tuple(lacks.values()))
        self._forced = [gaps[number] for number in forced]
        self._gaps = without(gaps, forced)
        for gap in self._forced:
            lacks = dict(zip(lacks, map(sub, lacks.values(), gains.of(gap, MET)), strict=True))
        lacks = {target: lack for target, lack in lacks.items() if lack > 0}
        self._lacks = tuple(lacks.values())
        self._gains = _Gains(standing, tuple(lacks))
        offers = [self._gains.offer(gap) for gap in self._gaps]
        groups = families(tuple(lacks))
        self._ahead = [Ahead(offers[number:], groups) for number in range(len(offers) + 1)]
        last = {other: number for number, gap in enumerate(self._gaps) for other in gap.waits}
        self._last_awaited = [last.get(number, -1) for number in range(len(self._gaps))]

    @property
    def choices(self) -> int:
        """How many gaps there are to decide."""
        return max(1, len(self._gaps))

    def run(self, width: int, at_most: int | None = None) -> LeastWork | None:
        """Carry on at most `width` ways, none that must come to more than `at_most` days.

        None where too many were given up on the way; never without `at_most`.
        """
        start = _Way(self._lacks, ())
        cost = _Cost()
        for gap in self._forced:
            cost = cost.plus(gap)
        ways, surest = {start: cost}, start
        awaited: tuple[int, ...] = ()
        is_least = True
        for number in range(len(self._gaps)):
            ahead = self._ahead[number + 1]
            decided = (*awaited, number)
            kept = [self._last_awaited[other] > number for other in decided]
            found: dict[_Way, _Cost] = {}
            for way, cost in ways.items():
                for case, total in self._choices(number, dict(zip(awaited, way.awaited, strict=True)), cost):
                    after = self._after(way, number, case, kept)
                    if not ahead.may_suffice(after.lacks):
                        continue
                    if at_most is not None and total.days + ahead.least_days(after.lacks) > at_most:
                        continue
                    if after not in found or total < found[after]:
                        found[after] = total
            *_, (most, _) = self._choices(number, dict(zip(awaited, surest.awaited, strict=True)), _Cost())
            surest = self._after(surest, number, most, kept)
            if len(found) > width:
                is_least = False
                found = _most_promising(found, surest, ahead, width)
            awaited = tuple(compress(decided, kept))
            ways = found
        return self._found(min(ways.values()), is_least=is_least) if ways else None

    def _choices(self, number: int, known: Mapping[int, Case], cost: _Cost) -> Iterator[tuple[Case, _Cost]]:
        """Yield what can become of a gap: it stays open, and where that is possible, it is closed."""
        gap = self._gaps[number]
        yield gap.left_open(known), cost
        if gap.may_be_closed(known):
            yield MET, cost.plus(gap)

    def _after(self, way: _Way, number: int, case: Case, kept: Sequence[bool]) -> _Way:
        gains = zip(way.lacks, self._gains.of(self._gaps[number], case), strict=True)
        lacks = tuple([lack - gain if lack > gain else 0 for lack, gain in gains])
        return _Way(lacks, tuple(compress((*way.awaited, case), kept)))

    def _found(self, cost: _Cost, *, is_least: bool) -> LeastWork:
        chosen = [gap for gap in (*self._forced, *self._gaps) if -cost.places & gap.place]
        items = tuple(gap.item for gap in sorted(chosen, key=lambda gap: -gap.place))
        return LeastWork(items, cost.days, is_least)


def _most_promising(ways: dict[_Way, _Cost], surest: _Way, ahead: Ahead, width: int) -> dict[_Way, _Cost]:
    """Return the ways that promise most, and that on which everything is closed, which always leads to a go."""
    ranked = sorted(ways.items(), key=lambda found: (found[1].days + ahead.least_days(found[0].lacks), found[1]))
    kept = dict(ranked[: width - 1])
    return {**kept, surest: ways[surest]} if surest in ways else kept


def _forced(gaps: Sequence[Gap], offers: Sequence[Offer], lacks: tuple[int, ...]) -> list[int]:
    """Return the gaps without which a target cannot be reached, and all that these wait for, in order."""
    spare = [sum(offer.adds[target] for offer in offers) - lack for target, lack in enumerate(lacks)]
    forced = {number for number, offer in enumerate(offers) if any(map(gt, offer.only_closed, spare))}
    for number in range(len(gaps) - 1, -1, -1):  # whatever waits stands behind what it waits for
        if number in forced:
            forced.update(gaps[number].waits)
    return [number for number in sorted(forced) if gaps[number].own is not Outcome.MET]
