"""What can still be met by a day, and the first day on which that is enough (design.md §7).

Moving a milestone moves whatever is counted from the launch day, ends proofs and waivers, and changes who is away, so
each day has to be looked at anew. Most days need no more than a glance: what cannot change for the better with the
milestone says how early the first one can be.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from readycheck.audit.answers import responses
from readycheck.audit.condition import Condition, Signing, State, conditions
from readycheck.audit.moving import decided, earliest_day, moved
from readycheck.audit.outcome import Day
from readycheck.audit.schedule import Work, schedule
from readycheck.audit.standing import Inputs, Standing, derived, judged, met, stand

#: How many days ahead a launch is looked for.
HORIZON = timedelta(days=730)
_DAY = timedelta(days=1)


class Feasible(NamedTuple):
    """A day on which a milestone can be reached, and how things stand for it with the milestone there."""

    day: date
    inputs: Inputs
    standing: Standing


def reach(standing: Standing) -> State:
    """Return the state in which every gap that can be closed by the milestone is met, and every sign-off is given."""
    return closed_by(standing, standing.milestone_day)


def closed_by(standing: Standing, day: date) -> State:
    """Return the state in which every gap that can be closed by a day is met, and every sign-off is given."""
    return _closed(standing, (item for item, finish in standing.schedule.finish.items() if finish <= day))


def _closed(standing: Standing, items: Iterable[str]) -> State:
    outcomes = met(standing.outcomes, frozenset(items))
    return standing.state._replace(outcomes=outcomes, planned=frozenset(), signing=Signing.ALL_GIVEN)


def failing(inputs: Inputs, state: State) -> tuple[Condition, ...]:
    """Return the conditions that do not hold in a state, in the order of the report."""
    return tuple(condition for condition in conditions(inputs.policy) if not condition.hold(state).holds)


def earliest(inputs: Inputs, milestone: str) -> Feasible | None:
    """Return the first day, from as-of on, on which a milestone can be reached; None where that is beyond the horizon.

    It is never before the milestone that precedes it. A profile fact that is not decided counts as yes.
    """
    inputs = decided(inputs)
    day, last = earliest_day(inputs.timeline, milestone, inputs.as_of), inputs.as_of + HORIZON
    while day <= last:
        there = moved(inputs, milestone, day)
        standing = stand(there, milestone)
        enough = _enough(there, standing, standing.schedule.finish)
        if enough is None:
            return None
        if enough <= day:
            return Feasible(day, there, standing)
        following = _Outlook.of(there, standing).next_day(min(enough, last + _DAY))
        if following is None:
            return None
        day = following
    return None


def _enough(inputs: Inputs, standing: Standing, finish: Mapping[str, date]) -> date | None:
    """Return the day by which enough gaps are closed that finish on these days; None where all are not enough."""
    ends = sorted({standing.milestone_day, *finish.values()})
    ends = ends[ends.index(standing.milestone_day) :]

    def is_enough(day: date) -> bool:
        return not failing(inputs, _closed(standing, (item for item, end in finish.items() if end <= day)))

    found = bisect(ends, x=False, key=is_enough)
    return ends[found] if found < len(ends) else None


# ---------------------------------------------------------------- which days need a look
class _Outlook(NamedTuple):
    """What may be better on a later day than on one that is not feasible.

    A gap that is not late counts as met already, so only late ones, and what they wait for, can make a day better.
    """

    inputs: Inputs
    standing: Standing
    movable: frozenset[str]
    """Gaps that may come to something else, or be closed sooner, with the milestone on another day."""
    never: frozenset[str]
    """Gaps that stay late, since they are expected so many days after the milestone, and all that waits for them."""

    @classmethod
    def of(cls, inputs: Inputs, standing: Standing) -> _Outlook:
        """Return what to look for: by a rule, by a day counted from launch, by an absence that moves along."""
        work, day = standing.work, standing.milestone_day
        moving = _glance(inputs, standing, day + _DAY, ())
        movable: set[str] = set()
        never: set[str] = set()
        for item in way_to_what_is_late(standing):
            if work.items[item].spec.rule is not None or _days(work, item) != _days(moving, item):
                movable.add(item)
            expect, then = work.dates(item)[1], moving.dates(item)[1]
            is_behind = expect is not None and expect > day and then is not None and then > expect
            if (is_behind and work.items[item].spec.rule is None) or not never.isdisjoint(work.awaits(item)):
                never.add(item)
        return cls(inputs, standing, frozenset(movable - never), frozenset(never))

    def next_day(self, enough: date) -> date | None:
        """Return the first later day that may be feasible, at the latest `enough`; None where none ever is."""
        standing = self.standing
        outcomes = met(standing.outcomes, self.movable)
        others = schedule(standing.work, outcomes, standing.milestone_day).finish
        finish = {**dict.fromkeys(self.movable, self.inputs.as_of), **others}
        soonest = _enough(self.inputs, standing, {item: end for item, end in finish.items() if item not in self.never})
        if soonest is None:
            return None
        day = max(soonest, standing.milestone_day + _DAY)
        while day < enough and not self._may_do(day):
            day += _DAY
        return day

    def _may_do(self, day: date) -> bool:
        """Return whether a day may be feasible, by what may change only: all else stays as it is, or becomes worse."""
        if not self.movable:
            return False
        here, there = self.standing.work, _glance(self.inputs, self.standing, day, self.movable)
        if all(here.own(item) is there.own(item) and _days(here, item) == _days(there, item) for item in self.movable):
            return False
        outcomes = derived(there)
        finish = schedule(there, outcomes, day).finish
        closed = met(outcomes, frozenset(item for item, end in finish.items() if end <= day))
        state = self.standing.state._replace(outcomes=closed, planned=frozenset(), signing=Signing.ALL_GIVEN)
        return not failing(self.inputs, state)


def _glance(inputs: Inputs, standing: Standing, day: date, items: Collection[str]) -> Work:
    """Return the work with the milestone on another day, where only some items are judged anew."""
    there, here = moved(inputs, standing.milestone, day), standing.work
    given = responses(there.plan, there.catalogue)
    anew = judged(there, Day(there.as_of, day), given, map(here.items.__getitem__, items))
    return here._replace(plan=there.plan, responses=given, judgements={**here.judgements, **anew})


def way_to_what_is_late(standing: Standing) -> list[str]:
    """Return the late gaps and all that they wait for, each after what it waits for."""
    wanted = {item for item, finish in standing.schedule.finish.items() if finish > standing.milestone_day}
    for item in reversed(standing.work.order):
        if item in wanted:
            wanted.update(other for other in standing.work.awaits(item) if standing.outcomes[other].is_gap)
    return [item for item in standing.work.order if item in wanted]


def _days(work: Work, item: str) -> tuple[object, ...]:
    """Return the days that decide when an item can be closed: expected, and when its owner is away."""
    return (work.dates(item)[1], work.plan.absences_of(work.responses[item].owner))
