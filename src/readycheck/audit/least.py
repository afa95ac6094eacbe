"""The least work that makes it a go: the gaps of the path to green (design.md §7).

Exact: gaps are decided one after the other, each after what it waits for, and of all ways that have come equally far
only the cheapest is carried on. How far a way has come is what each target still lacks, and what it made of the gaps
that others still wait for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from itertools import accumulate, compress
from operator import gt, le, sub
from typing import NamedTuple

from readycheck.audit.feasibility import failing, reach
from readycheck.audit.outcome import held_back
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


class _Ahead:
    """What the gaps still to be decided can add to the targets, and how much work that is at least."""

    def __init__(self, offers: Sequence[_Offer], families: tuple[tuple[int, ...], ...]) -> None:
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

    def __init__(self, offers: Sequence[_Offer], target: int) -> None:
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


def least_work(inputs: Inputs, standing: Standing) -> LeastWork | None:
    """Return the least work by which it would be a go; None where no work that fits before the milestone does.

    Least total days, then fewest gaps, then first in checklist order. What is done, and held back by what it needs, is
    met once that is: it is no work, and not listed. What cannot be closed in time does not count as planned either.
    """
    if failing(inputs, reach(standing)):
        return None
    search = _Search(inputs, standing)
    found = search.run(FEW)
    if found is None or found.is_least:
        return found
    better = search.run(max(FEW, MANY // search.choices), at_most=found.days)
    return better or found


class _Search:
    """What stays the same while ways are looked for: what must be closed in any case, and what is left to decide."""

    def __init__(self, inputs: Inputs, standing: Standing) -> None:
        self._standing = standing
        self._known: dict[tuple[str, _Case], tuple[int, ...]] = {}
        gaps = tuple(_gaps(inputs, standing))
        state = standing.state
        lacks = {target: target.least - sum(target.of(i, state) for i in state.items) for target in targets(state)}
        lacks = {target: lack for target, lack in lacks.items() if lack > 0}
        self._targets = tuple(lacks)
        forced = _forced(gaps, [self._offer(gap) for gap in gaps], tuple(lacks.values()))
        self._forced = [gaps[number] for number in forced]
        for gap in self._forced:
            gains = zip(lacks.items(), self._gain(gap, _MET), strict=True)
            lacks = {target: lack - gain for (target, lack), gain in gains}
        self._targets = tuple(target for target, lack in lacks.items() if lack > 0)
        self._lacks = tuple(lack for lack in lacks.values() if lack > 0)
        self._known.clear()  # the targets are others now
        self._gaps = _without(gaps, forced)
        offers = [self._offer(gap) for gap in self._gaps]
        families = _families(self._targets)
        self._ahead = [_Ahead(offers[number:], families) for number in range(len(offers) + 1)]
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

    def _choices(self, number: int, known: Mapping[int, _Case], cost: _Cost) -> Iterator[tuple[_Case, _Cost]]:
        """Yield what can become of a gap: it stays open, and where that is possible, it is closed."""
        gap = self._gaps[number]
        yield gap.left_open(known), cost
        if gap.may_be_closed(known):
            yield _MET, cost.plus(gap)

    def _after(self, way: _Way, number: int, case: _Case, kept: Sequence[bool]) -> _Way:
        gains = zip(way.lacks, self._gain(self._gaps[number], case), strict=True)
        lacks = tuple([lack - gain if lack > gain else 0 for lack, gain in gains])
        return _Way(lacks, tuple(compress((*way.awaited, case), kept)))

    def _gain(self, gap: _Gap, case: _Case) -> tuple[int, ...]:
        """Return what a case of a gap adds to each target, beyond what the gap adds as things stand."""
        known = self._known.get((gap.item, case))
        if known is None:
            item, state = self._standing.work.items[gap.item], self._standing.state
            planned = frozenset([gap.item]) if case.planned else frozenset()
            then = state._replace(outcomes={gap.item: case.outcome}, planned=planned)
            known = tuple(target.of(item, then) - target.of(item, state) for target in self._targets)
            self._known[gap.item, case] = known
        return known

    def _offer(self, gap: _Gap) -> _Offer:
        open_ = self._gain(gap, _MET if gap.own is Outcome.MET else _Case(gap.own, gap.is_dated))
        if not gap.can_be_closed:
            return _Offer(0, open_, (0,) * len(open_))
        closed = self._gain(gap, _MET)
        return _Offer(gap.days, closed, tuple(map(sub, closed, open_)))

    def _found(self, cost: _Cost, *, is_least: bool) -> LeastWork:
        chosen = [gap for gap in (*self._forced, *self._gaps) if -cost.places & gap.place]
        items = tuple(gap.item for gap in sorted(chosen, key=lambda gap: -gap.place))
        return LeastWork(items, cost.days, is_least)


def _most_promising(ways: dict[_Way, _Cost], surest: _Way, ahead: _Ahead, width: int) -> dict[_Way, _Cost]:
    """Return the ways that promise most, and that on which everything is closed, which always leads to a go."""
    ranked = sorted(ways.items(), key=lambda found: (found[1].days + ahead.least_days(found[0].lacks), found[1]))
    kept = dict(ranked[: width - 1])
    return {**kept, surest: ways[surest]} if surest in ways else kept


def _families(targets: Sequence[Target]) -> tuple[tuple[int, ...], ...]:
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


def _forced(gaps: Sequence[_Gap], offers: Sequence[_Offer], lacks: tuple[int, ...]) -> list[int]:
    """Return the gaps without which a target cannot be reached, and all that these wait for, in order."""
    spare = [sum(offer.adds[target] for offer in offers) - lack for target, lack in enumerate(lacks)]
    forced = {number for number, offer in enumerate(offers) if any(map(gt, offer.only_closed, spare))}
    for number in range(len(gaps) - 1, -1, -1):  # whatever waits stands behind what it waits for
        if number in forced:
            forced.update(gaps[number].waits)
    return [number for number in sorted(forced) if gaps[number].own is not Outcome.MET]


def _without(gaps: Sequence[_Gap], closed: Sequence[int]) -> tuple[_Gap, ...]:
    """Return the gaps that are left once some are closed, numbered anew: nothing waits for those any more."""
    left = [number for number in range(len(gaps)) if number not in closed]
    numbers = {old: new for new, old in enumerate(left)}

    def renumbered(waits: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(numbers[old] for old in waits if old in numbers)

    return tuple(
        gap._replace(waits=renumbered(gap.waits), needs=renumbered(gap.needs)) for gap in map(gaps.__getitem__, left)
    )


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
