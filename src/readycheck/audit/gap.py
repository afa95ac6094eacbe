"""The gaps of the path to green as they are decided: one after the other, each after what it waits for.

Says what a gap can become and what it takes; which of them to close is for `least` to find.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from readycheck.audit.outcome import held_back
from readycheck.audit.standing import Inputs, Standing
from readycheck.model.vocabulary import Outcome


class Case(NamedTuple):
    """What a way makes of a gap."""

    outcome: Outcome
    planned: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether what waits for it may be planned."""
        return self.planned or self.outcome is Outcome.MET


MET = Case(Outcome.MET)


class Gap(NamedTuple):
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

    def left_open(self, known: Mapping[int, Case]) -> Case:
        """Return what it is while nobody works on it."""
        planned = self.is_dated and all(known[number].is_settled for number in self.waits)
        if self.own is not Outcome.MET:
            return Case(self.own, planned)
        outcome = held_back([known[number].outcome for number in self.needs])
        return MET if outcome is Outcome.MET else Case(outcome, planned)

    def may_be_closed(self, known: Mapping[int, Case]) -> bool:
        """Return whether it can be closed: where all that it waits for is met."""
        return self.can_be_closed and all(known[number].outcome is Outcome.MET for number in self.waits)


def gaps_to_decide(inputs: Inputs, standing: Standing) -> Iterator[Gap]:
    """Yield the gaps that count, and all that these wait for, each after what it waits for."""
    work, finish = standing.work, standing.schedule.finish
    places = {item.id: 1 << place for place, item in enumerate(reversed(inputs.catalogue.items))}
    numbers: dict[str, int] = {}
    for item in _in_order(standing):
        numbers[item] = len(numbers)
        waits = [other for other in work.awaits(item) if standing.outcomes[other].is_gap]
        own = work.judgements[item].outcome
        fits = finish[item] <= standing.milestone_day
        yield Gap(
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


def without(gaps: Sequence[Gap], closed: Sequence[int]) -> tuple[Gap, ...]:
    """Return the gaps that are left once some are closed, numbered anew: nothing waits for those any more."""
    left = [number for number in range(len(gaps)) if number not in closed]
    numbers = {old: new for new, old in enumerate(left)}

    def renumbered(waits: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(numbers[old] for old in waits if old in numbers)

    return tuple(
        gap._replace(waits=renumbered(gap.waits), needs=renumbered(gap.needs)) for gap in map(gaps.__getitem__, left)
    )
