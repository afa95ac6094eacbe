"""The least work that makes it a go: the gaps of the path to green (design.md §7).

Exact: gaps are decided one after the other, each after what it waits for, and of all ways that have come equally far
only the cheapest is carried on. How far a way has come is what each target still lacks, and what it made of the gaps
that others still wait for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, compress
from operator import gt, le, sub
from typing import NamedTuple

from readycheck.audit.feasibility import failing, reach
from readycheck.audit.outcome import held_back
from readycheck.audit.standing import Inputs, Standing
from readycheck.audit.target import targets
from readycheck.model.vocabulary import Outcome

#: How many ways are carried on side by side: few at first, which finds a good path; then, knowing what that costs,
#: many. Where even these are too few, the work found is not proven to be the least.
FEW, MANY = 50, 3_000


class LeastWork(NamedTuple):
    """The gaps to close."""

    items: tuple[str, ...]
    """In checklist order."""
    days: int
    """Days of work in all."""
    is_least: bool
    """Whether it is proven that no less work will do."""


class _Case(NamedTuple):
    """What a way makes of a gap."""

    outcome: Outcome
    planned: bool = False

    @property
    def is_settled(self) -> bool:
        return self.planned or self.outcome is Outcome.MET


_MET = _Case(Outcome.MET)


class _Gap(NamedTuple):
    """A gap to decide. Others are named by their number in the order of deciding."""

    item: str
    own: Outcome
    """What it comes to by itself."""
    days: int
    can_be_closed: bool
    """Whether there is something to do, and it fits before the milestone."""
    is_dated: bool
    """Whether it is planned once all that it waits for is."""
    waits: tuple[int, ...]
    needs: tuple[int, ...]
    """Those of them that must be met for it to be met."""
    place: int
    """A bit of its own, the higher the earlier it stands in the checklists."""

    def left_open(self, known: Mapping[int, _Case]) -> _Case:
        """Return what it is while nobody works on it."""
        planned = self.is_dated and all(known[number].is_settled for number in self.waits)
        if self.own is not Outcome.MET:
            return _Case(self.own, planned)
        outcome = held_back([known[number].outcome for number in self.needs])
        return _MET if outcome is Outcome.MET else _Case(outcome, planned)

    def may_be_closed(self, known: Mapping[int, _Case]) -> bool:
        """Return whether it can be closed: where all that it waits for is met."""
        return self.can_be_closed and all(known[number].outcome is Outcome.MET for number in self.waits)


class _Cost(NamedTuple):
    """What a way costs: the less, the better."""

    days: int = 0
    gaps: int = 0
    places: int = 0
    """The places of its gaps, negated: of as many gaps, the first in the checklists are the least."""

    def plus(self, gap: _Gap) -> _Cost:
        """Return the cost with one more gap to close."""
        return _Cost(self.days + gap.days, self.gaps + 1, self.places - gap.place)


class _Way(NamedTuple):
    """How far some decisions have come."""

    lacks: tuple[int, ...]
    """What each target still lacks."""
    awaited: tuple[_Case, ...]
    """What became of the gaps that are still waited for."""


class _Offer(NamedTuple):
    """What closing a gap would add to each target."""

    days: int
    adds: tuple[int, ...]
    only_closed: tuple[int, ...]
    """The part of it that cannot be had while the gap stays open."""
    must: bool = False
    """Whether a target cannot be reached without it."""


class _Ahead:
    """What the gaps still to be decided can add to the targets, and how much work that is at least."""

    def __init__(self, offers: Sequence[_Offer], targets: int) -> None:
        self._offers = offers
        self._targets = range(targets)
        self.most = tuple(sum(offer.adds[target] for offer in offers) for target in self._targets)

    def may_suffice(self, lacks: tuple[int, ...]) -> bool:
        """Return whether nothing is lacking that cannot be had any more."""
        return all(map(le, lacks, self.most))

    def least_days(self, lacks: tuple[int, ...]) -> int:
        """Return how many days of work are lacking at least: as if gaps could be closed in part."""
        sure, adds, rates = self._forced
        rest = map(sub, lacks, adds)
        return sure + max((rate.days(lack) for lack, rate in zip(rest, rates, strict=True) if lack > 0), default=0)

    @cached_property
    def _forced(self) -> tuple[int, tuple[int, ...], tuple[_Rate, ...]]:
        """The days of what must be closed in any case, what that adds, and what the rest offers."""
        sure = [offer for offer in self._offers if offer.must]
        rest = [offer for offer in self._offers if not offer.must]
        days = sum(offer.days for offer in sure)
        adds = tuple(sum(offer.adds[target] for offer in sure) for target in self._targets)
        rates = tuple(_Rate((offer.days, offer.adds[target]) for offer in rest) for target in self._targets)
        return days, adds, rates


class _Rate:
    """What can be added to one target, the most for its work first."""

    def __init__(self, offers: Iterable[tuple[int, int]]) -> None:
        useful = sorted((offer for offer in offers if offer[1]), key=lambda offer: Fraction(*offer))
        self._offers = useful
        self._days = [*accumulate((days for days, _ in useful), initial=0)]
        self._adds = [*accumulate((adds for _, adds in useful), initial=0)]

    def days(self, lack: int) -> int:
        """Return how many days it takes at least to add so much."""
        full = bisect_right(self._adds, lack) - 1
        if full >= len(self._offers):
            return self._days[-1]
        days, adds = self._offers[full]
        return self._days[full] - (-(lack - self._adds[full]) * days // adds)


def least_work(inputs: Inputs, standing: Standing) -> LeastWork | None:
    """Return the least work by which it would be a go; None where no work that fits before the milestone does.

    Least total days, then fewest gaps, then first in checklist order. What is done, and held back by what it needs, is
    met once that is: it is no work, and not listed. What cannot be closed in time does not count as planned either.
    """
    if failing(inputs, reach(standing)):
        return None
    search = _Search(inputs, standing)
    found = search.run(FEW)
    return found if found.is_least else search.run(MANY, at_most=found.days)


class _Search:
    """What stays the same while ways are looked for."""

    def __init__(self, inputs: Inputs, standing: Standing) -> None:
        self._standing = standing
        self._items = inputs.catalogue.items
        self._gaps = tuple(_gaps(inputs, standing))
        state = standing.state
        lacks = {target: target.least - sum(target.of(i, state) for i in state.items) for target in targets(state)}
        self._lacks = {target: lack for target, lack in lacks.items() if lack > 0}
        self._gains: dict[tuple[str, _Case], tuple[int, ...]] = {}
        self._offers = self._all_offers()
        self._ahead = [_Ahead(self._offers[number:], len(self._lacks)) for number in range(len(self._gaps) + 1)]
        last = {other: number for number, gap in enumerate(self._gaps) for other in gap.waits}
        self._last_awaited = [last.get(number, -1) for number in range(len(self._gaps))]

    def run(self, width: int, at_most: int | None = None) -> LeastWork:
        """Carry on at most `width` ways, none that must come to more than `at_most` days."""
        ways = {_Way(tuple(self._lacks.values()), ()): _Cost()}
        awaited: tuple[int, ...] = ()
        is_least = True
        for number, gap in enumerate(self._gaps):
            ahead = self._ahead[number + 1]
            decided = (*awaited, number)
            kept = [self._last_awaited[other] > number for other in decided]
            found: dict[_Way, _Cost] = {}
            for way, cost in ways.items():
                known = dict(zip(awaited, way.awaited, strict=True))
                for case, total in self._choices(number, known, cost):
                    gains = self._gain(gap, case)
                    lacks = tuple(
                        [lack - gain if lack > gain else 0 for lack, gain in zip(way.lacks, gains, strict=True)]
                    )
                    if not ahead.may_suffice(lacks):
                        continue
                    if at_most is not None and total.days + ahead.least_days(lacks) > at_most:
                        continue
                    after = _Way(lacks, tuple(compress((*way.awaited, case), kept)))
                    if after not in found or total < found[after]:
                        found[after] = total
            if len(found) > width:
                is_least = False
                found = self._best(found, ahead, width)
            awaited = tuple(compress(decided, kept))
            ways = found
        return self._path(min(ways.values()), is_least=is_least)

    def _choices(self, number: int, known: Mapping[int, _Case], cost: _Cost) -> Iterator[tuple[_Case, _Cost]]:
        gap = self._gaps[number]
        if not self._offers[number].must:
            yield gap.left_open(known), cost
        if gap.may_be_closed(known):
            yield _MET, cost.plus(gap)

    def _best(self, ways: dict[_Way, _Cost], ahead: _Ahead, width: int) -> dict[_Way, _Cost]:
        """Return the ways that promise most, and that on which everything is closed, which always leads to a go."""
        promising = sorted(ways.items(), key=lambda found: (found[1].days + ahead.least_days(found[0].lacks), found[1]))
        surest = max(ways.items(), key=lambda found: (found[1].gaps, found[1]))
        return dict([surest, *promising[: width - 1]])

    def _gain(self, gap: _Gap, case: _Case) -> tuple[int, ...]:
        """Return what a case of a gap adds to each target, beyond what the gap adds as things stand."""
        known = self._gains.get((gap.item, case))
        if known is None:
            item, state = self._standing.work.items[gap.item], self._standing.state
            planned = frozenset([gap.item]) if case.planned else frozenset()
            then = state._replace(outcomes={gap.item: case.outcome}, planned=planned)
            known = tuple(target.of(item, then) - target.of(item, state) for target in self._lacks)
            self._gains[gap.item, case] = known
        return known

    def _all_offers(self) -> tuple[_Offer, ...]:
        """Return what closing each gap would add, and whether a target cannot be reached without it."""
        offers = [self._offer(gap) for gap in self._gaps]
        most = [sum(offer.adds[target] for offer in offers) for target in range(len(self._lacks))]
        spare = [more - lack for more, lack in zip(most, self._lacks.values(), strict=True)]
        return tuple(offer._replace(must=any(map(gt, offer.only_closed, spare))) for offer in offers)

    def _offer(self, gap: _Gap) -> _Offer:
        open_ = self._gain(gap, _MET if gap.own is Outcome.MET else _Case(gap.own, gap.is_dated))
        if not gap.can_be_closed:
            return _Offer(0, open_, (0,) * len(open_))
        closed = self._gain(gap, _MET)
        return _Offer(gap.days, closed, tuple(map(sub, closed, open_)))

    def _path(self, cost: _Cost, *, is_least: bool) -> LeastWork:
        items = [gap.item for gap in sorted(self._gaps, key=lambda gap: -gap.place) if -cost.places & gap.place]
        return LeastWork(tuple(items), cost.days, is_least)


def _gaps(inputs: Inputs, standing: Standing) -> Iterator[_Gap]:
    """Yield the gaps that count, and all that these wait for, each after what it waits for."""
    work, finish = standing.work, standing.schedule.finish
    places = {item.id: 1 << place for place, item in enumerate(reversed(inputs.catalogue.items))}
    numbers: dict[str, int] = {}
    for item in _in_order(standing):
        numbers[item] = len(numbers)
        waits = [other for other in work.awaits(item) if standing.outcomes[other].is_gap]
        own = work.judgements[item].outcome
        fits = finish[item] <= standing.milestone_day
        yield _Gap(
            item=item,
            own=own,
            days=work.remaining_days(item),
            can_be_closed=own is not Outcome.MET and fits,
            is_dated=fits and work.is_dated(item, standing.milestone_day),
            waits=tuple(numbers[other] for other in waits),
            needs=tuple(numbers[other] for other in waits if other in work.items[item].spec.needs),
            place=places[item],
        )


def _in_order(standing: Standing) -> Iterator[str]:
    """Yield the gaps that count in checklist order, each after the gaps that it waits for."""
    seen: set[str] = set()
    for item in standing.state.items:
        stack = [item.id]
        while stack:
            top = stack[-1]
            waits = [other for other in standing.work.awaits(top) if other not in seen]
            if top in seen or not waits:
                stack.pop()
                if top not in seen and standing.outcomes[top].is_gap:
                    yield top
                seen.add(top)
            else:
                stack += waits[:1]
