"""What can still be met by a day, and the first day on which that is enough (design.md §7).

Moving a milestone moves whatever is counted from the launch day, ends proofs and waivers, and changes who is away, so
each day has to be looked at anew. Most days need no more than a glance: what cannot change for the better with the
milestone says how early the first one can be.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from readycheck.audit.answers import responses
from readycheck.audit.condition import Condition, Held, Signing, State
from readycheck.audit.moving import decided, moved
from readycheck.audit.outcome import Day
from readycheck.audit.schedule import Work, schedule
from readycheck.audit.standing import Inputs, Standing, derived, judged, met, stand

#: How many days ahead a launch is looked for.
HORIZON = timedelta(days=730)
_DAY = timedelta(days=1)
_NEVER = date.max


class Candidate(NamedTuple):
    """A day for a milestone: how things stand for it with the milestone there."""

    inputs: Inputs
    standing: Standing

    @property
    def day(self) -> date:
        """The day."""
        return self.standing.milestone_day


class Unmet(NamedTuple):
    """A condition that does not hold."""

    condition: Condition
    held: Held


def reach(standing: Standing) -> State:
    """Return the state in which every gap that can be closed by the milestone is met, and every sign-off is given."""
    return closed_by(standing, standing.milestone_day)


def closed_by(standing: Standing, day: date) -> State:
    """Return the state in which every gap that can be closed by a day is met, and every sign-off is given."""
    return _closed(standing.state, standing.schedule.finish, day)


def _closed(state: State, finish: Mapping[str, date], day: date) -> State:
    """Return a state with all met that is closed by a day, and all signed; what is planned for later is not counted."""
    outcomes = met(state.outcomes, frozenset(item for item, end in finish.items() if end <= day))
    return replace(state, outcomes=outcomes, planned=frozenset(), signing=Signing.ALL_GIVEN)


def passes(inputs: Inputs, state: State) -> bool:
    """Return whether every condition holds in a state."""
    return all(condition.hold(state).holds for condition in inputs.conditions)


def failing(inputs: Inputs, state: State) -> tuple[Unmet, ...]:
    """Return the conditions that do not hold in a state, in the order of the report."""
    every = (Unmet(condition, condition.hold(state)) for condition in inputs.conditions)
    return tuple(unmet for unmet in every if not unmet.held.holds)


def candidate(inputs: Inputs, milestone: str, day: date) -> Candidate:
    """Return how things stand with a dated milestone, and those after it, moved so that it falls on a day."""
    there = moved(inputs, milestone, day)
    return Candidate(there, stand(there, milestone))


def earliest(inputs: Inputs, milestone: str) -> Candidate | None:
    """Return the first day, from as-of on, on which a milestone can be reached; None where that is beyond the horizon.

    It is never before the milestone that precedes it. A profile fact that is not decided counts as yes.
    """
    inputs = decided(inputs)
    day, last = inputs.timeline.earliest(milestone, inputs.as_of), inputs.as_of + HORIZON
    while day <= last:
        there = candidate(inputs, milestone, day)
        enough = _enough(there, there.standing.schedule.finish)
        if enough <= day:
            return there
        day = _Prospect.of(there).next_day(min(enough, last + _DAY))
    return None


def _enough(there: Candidate, finish: Mapping[str, date]) -> date:
    """Return the day by which enough gaps are closed that finish on these days; _NEVER where all are not enough."""
    ends = sorted({there.day, *(end for end in finish.values() if end > there.day)})

    def is_enough(day: date) -> bool:
        return passes(there.inputs, _closed(there.standing.state, finish, day))

    found = bisect(ends, x=False, key=is_enough)
    return ends[found] if found < len(ends) else _NEVER


# ---------------------------------------------------------------- which days need a look
class _Prospect(NamedTuple):
    """What may be better on a later day than on one that is not feasible.

    A gap that is not late counts as met already, so only late ones, and what they wait for, can make a day better.
    """

    here: Candidate
    movable: frozenset[str]
    """Gaps that may come to something else, or be closed sooner, with the milestone on another day."""
    never: frozenset[str]
    """Gaps that stay late, since they are expected so many days after the milestone, and all that waits for them."""

    @classmethod
    def of(cls, here: Candidate) -> _Prospect:
        """Return what to look for: by a rule, by a day counted from launch, by an absence that moves along."""
        work, day = here.standing.work, here.day
        moving = _glance(here, day + _DAY, ())
        movable: set[str] = set()
        never: set[str] = set()
        for item in way_to_what_is_late(here.standing):
            if work.items[item].spec.rule is not None or _days(work, item) != _days(moving, item):
                movable.add(item)
            expect, then = work.dates(item)[1], moving.dates(item)[1]
            is_behind = expect is not None and expect > day and then is not None and then > expect
            if (is_behind and work.items[item].spec.rule is None) or not never.isdisjoint(work.awaits(item)):
                never.add(item)
        return cls(here, frozenset(movable - never), frozenset(never))

    def next_day(self, enough: date) -> date:
        """Return the first later day that may be feasible, at the latest `enough`; _NEVER where none ever is."""
        here, standing = self.here, self.here.standing
        outcomes = met(standing.outcomes, self.movable)
        others = schedule(standing.work, outcomes, here.day).finish
        finish = {**dict.fromkeys(self.movable, here.inputs.as_of), **others}
        soonest = _enough(here, {item: end for item, end in finish.items() if item not in self.never})
        day = max(soonest, here.day + _DAY)
        while day < enough and not self._may_do(day):
            day += _DAY
        return day

    def _may_do(self, day: date) -> bool:
        """Return whether a day may be feasible, by what may change only: all else stays as it is, or becomes worse."""
        if not self.movable:
            return False
        here, there = self.here.standing.work, _glance(self.here, day, self.movable)
        if all(here.own(item) is there.own(item) and _days(here, item) == _days(there, item) for item in self.movable):
            return False
        outcomes = derived(there)
        finish = schedule(there, outcomes, day).finish
        state = replace(self.here.standing.state, outcomes=outcomes)
        return passes(self.here.inputs, _closed(state, finish, day))


def _glance(here: Candidate, day: date, items: Collection[str]) -> Work:
    """Return the work with the milestone on another day, where only some items are judged anew."""
    there, work = moved(here.inputs, here.standing.milestone, day), here.standing.work
    given = responses(there.plan, there.catalogue, there.facts)
    anew = judged(there, Day(there.as_of, day), given, map(work.items.__getitem__, items))
    return work._replace(plan=there.plan, responses=given, judgements={**work.judgements, **anew})


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
