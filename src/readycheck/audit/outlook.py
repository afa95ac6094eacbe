"""The first day on which a milestone can be reached, and what sets it, as a report says it (design.md §7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from readycheck.audit.feasibility import Candidate, candidate, closed_by, failing, reach
from readycheck.audit.moving import decided
from readycheck.audit.people import who
from readycheck.audit.standing import Inputs, Standing, stand
from readycheck.model.outlook import Earliest, Link
from readycheck.model.vocabulary import Severity

_NOTHING = "nothing that counts for it carries weight"


def outlook(inputs: Inputs, milestone: str, first: Candidate | None) -> Earliest:
    """Return the first feasible day of a milestone with what sets it; `first` is that day as it was found."""
    if first is None:
        return Earliest(None, 0, (), _never(decided(inputs), milestone))
    spare = (inputs.timeline.days[milestone] - first.day).days
    setter = None if first.day == inputs.timeline.earliest(milestone, inputs.as_of) else _setter(first)
    if setter is not None:
        return Earliest(first.day, spare, tuple(_links(first.standing, setter)), "")
    return Earliest(first.day, spare, (), _because(inputs, milestone, first.day))


def _setter(first: Candidate) -> str | None:
    """Return the gap that is closed on the first day and not before, and is needed: the most severe, else the first."""
    standing = first.standing
    lacking = failing(first.inputs, closed_by(standing, first.day - timedelta(days=1)))
    if not lacking:
        return None
    named = lacking[0].held.failing
    severities = list(Severity)
    last = (item for item in standing.state.items if standing.schedule.finish.get(item.id) == first.day)
    ranked = sorted(last, key=lambda item: (item.id not in named, severities.index(item.spec.severity)))
    return ranked[0].id


def _links(standing: Standing, setter: str) -> Iterator[Link]:
    """Yield the chain of a gap, from the first of which the end sets the next."""
    work, times = standing.work, standing.schedule
    chain = times.chain(setter)
    first = next((n for n in range(len(chain) - 1, 0, -1) if _is_expected(standing, chain[n])), 0)
    day = work.as_of
    for item in chain[first:]:
        if not work.own(item).holds:
            away = times.pushed[item][1] if item in times.pushed else None
            days, expected = (times.finish[item] - day).days, _is_expected(standing, item)
            yield Link(item, who(work.plan, work.owner(item)), days, times.finish[item], expected, away)
        day = times.finish[item]


def _is_expected(standing: Standing, item: str) -> bool:
    """Return whether a gap is closed when somebody expects it, later than what it waits for would allow."""
    expect = standing.work.dates(item)[1]
    return expect is not None and expect > standing.schedule.start[item]


def _because(inputs: Inputs, milestone: str, day: date) -> str:
    """Return what stood in the way the day before, where it is no work: another milestone, or something that moves."""
    if day == inputs.as_of:
        return ""
    if day == inputs.timeline.earliest(milestone, inputs.as_of):
        return f"not before {[*inputs.timeline.days][[*inputs.timeline.days].index(milestone) - 1]}"
    there = candidate(decided(inputs), milestone, day - timedelta(days=1))
    lacking = failing(there.inputs, reach(there.standing))[0].held
    reasons = (_reason(there.standing, item) for item in lacking.failing if item in there.standing.judgements)
    return next(reasons, lacking.value)


def _reason(standing: Standing, item: str) -> str:
    """Return why a gap is open, or who is away on the day on which it could be closed."""
    for other in standing.schedule.chain(item) if item in standing.schedule.finish else ():
        if other in standing.schedule.pushed:
            person, last = standing.work.responses[other].owner, standing.schedule.pushed[other][1]
            return f"{other}: {standing.work.plan.name_of(person or '')} is away to {last}"
    return f"{item}: {standing.judgements[item].reason}"


def _never(inputs: Inputs, milestone: str) -> str:
    lacking = failing(inputs, closed_by(stand(inputs, milestone), date.max))
    if not lacking:
        return "it is more than two years ahead, or always after what is expected of it"
    words = (
        f"{condition.name} {held.value}, {condition.demand}" if held.measured is not None or held.failing else _NOTHING
        for condition, held in lacking
    )
    return ", ".join(dict.fromkeys(words))
