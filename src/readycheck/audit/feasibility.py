"""What can still be met by a day, and the first day on which that is enough (design.md §7).

Moving a milestone moves whatever is counted from the launch day, ends proofs and waivers, and changes who is away, so
each day has to be looked at anew. Most days need no more than a glance: what cannot change for the better with the
milestone says how early the first one can be.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from readycheck.audit.answers import responses
from readycheck.audit.condition import Condition, Signing, State, conditions
from readycheck.audit.moving import decided, earliest_day, moved
from readycheck.audit.outcome import Day
from readycheck.audit.schedule import Work, schedule
from readycheck.audit.standing import Inputs, Standing, judged, met, stand
from readycheck.model.checklist import Item

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
        day = _next(there, standing, min(enough, last + _DAY))
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
def _next(inputs: Inputs, standing: Standing, enough: date) -> date:
    """Return the first later day that may be feasible: at the latest `enough`.

    A gap that is not late counts as met already, so only late ones, and what they wait for, can make a day better.
    """
    day = standing.milestone_day + _DAY
    may_change = _may_change(standing, moved(inputs, standing.milestone, day))
    outcomes = met(standing.outcomes, frozenset(item.id for item in may_change))
    others = schedule(standing.work, outcomes, standing.milestone_day).finish
    at_best = dict.fromkeys((item.id for item in may_change), inputs.as_of) | dict(others)
    day = max(_enough(inputs, standing, at_best) or enough, day)
    while day < enough and not _differs(moved(inputs, standing.milestone, day), standing, may_change):
        day += _DAY
    return day


def _may_change(standing: Standing, next_day: Inputs) -> tuple[Item, ...]:
    """Return the gaps that may come to something else, or be closed sooner, with the milestone on another day."""
    work, given = standing.work, responses(next_day.plan, next_day.catalogue)
    way = [item for item, finish in standing.schedule.finish.items() if finish > standing.milestone_day]
    seen = set(way)
    for item in way:  # grows: everything that what is late waits for
        new = [other for other in work.awaits(item) if other not in seen and standing.outcomes[other].is_gap]
        way += new
        seen.update(new)
    items = (work.items[item] for item in way)
    moving = work._replace(plan=next_day.plan, responses=given)
    return tuple(item for item in items if item.spec.rule is not None or _days(work, item) != _days(moving, item))


def _differs(inputs: Inputs, standing: Standing, items: tuple[Item, ...]) -> bool:
    """Return whether any of these items comes to something else, or has other days, in a plan that was moved."""
    here, given = standing.work, responses(inputs.plan, inputs.catalogue)
    day = Day(inputs.as_of, inputs.timeline.days[standing.milestone])
    there = here._replace(plan=inputs.plan, responses=given, judgements=judged(inputs, day, given, items))
    return any(here.own(i.id) is not there.own(i.id) or _days(here, i) != _days(there, i) for i in items)


def _days(work: Work, item: Item) -> tuple[object, ...]:
    """Return the days that decide when an item can be closed: expected, and when its owner is away."""
    return (work.dates(item.id)[1], work.plan.absences_of(work.responses[item.id].owner))
