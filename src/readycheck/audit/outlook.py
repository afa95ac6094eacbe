"""The first day on which a milestone can be reached, and what sets it, as a report says it (design.md §7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from readycheck.audit.feasibility import Feasible, closed_by, failing
from readycheck.audit.moving import decided, earliest_day, moved
from readycheck.audit.people import who
from readycheck.audit.standing import Inputs, Standing, stand
from readycheck.model.outlook import Earliest, Link
from readycheck.model.vocabulary import Severity


def outlook(inputs: Inputs, milestone: str, first: Feasible | None) -> Earliest:
    """Return the first feasible day of a milestone with what sets it; `first` is that day as it was found."""
    if first is None:
        return Earliest(None, 0, (), _never(decided(inputs), milestone))
    spare = (inputs.timeline.days[milestone] - first.day).days
    setter = None if first.day == earliest_day(inputs.timeline, milestone, inputs.as_of) else _setter(first)
    if setter is not None:
        return Earliest(first.day, spare, tuple(_links(first.standing, setter)), "")
    return Earliest(first.day, spare, (), _because(inputs, milestone, first.day))


def _setter(first: Feasible) -> str | None:
    """Return the gap that is closed on the first day and not before, and is needed: the most severe, else the first."""
    standing = first.standing
    before = closed_by(standing, first.day - timedelta(days=1))
    lacking = failing(first.inputs, before)
    if not lacking:
        return None
    named = lacking[0].hold(before).failing
    severities = list(Severity)
    last = (item for item in standing.state.items if standing.schedule.finish.get(item.id) == first.day)
    ranked = sorted(last, key=lambda item: (item.id not in named, severities.index(item.spec.severity)))
    return ranked[0].id


def _links(standing: Standing, setter: str) -> Iterator[Link]:
    work = standing.work
    day = work.as_of
    for item in standing.schedule.chain(setter):
        finish = standing.schedule.finish[item]
        if not work.own(item).holds:
            yield Link(item, who(work.plan, work.owner(item)), (finish - day).days, finish)
        day = finish


def _because(inputs: Inputs, milestone: str, day: date) -> str:
    """Return what stood in the way the day before, where it is no work: another milestone, or something that moves."""
    if day == inputs.as_of:
        return ""
    if day == earliest_day(inputs.timeline, milestone, inputs.as_of):
        return f"not before {[*inputs.timeline.days][[*inputs.timeline.days].index(milestone) - 1]}"
    there = moved(decided(inputs), milestone, day - timedelta(days=1))
    standing = stand(there, milestone)
    state = closed_by(standing, standing.milestone_day)
    lacking = failing(there, state)[0].hold(state)
    reasons = (f"{item}: {standing.judgements[item].reason}" for item in lacking.failing if item in standing.judgements)
    return next(reasons, lacking.value)


def _never(inputs: Inputs, milestone: str) -> str:
    state = closed_by(stand(inputs, milestone), date.max)
    lacking = failing(inputs, state)
    if not lacking:
        return "more than two years ahead"
    return ", ".join(f"{condition.name} {condition.hold(state).value}, {condition.demand}" for condition in lacking)
