"""Who is at work on which days: absences, with deputies taken into account. No rule kind of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readycheck.model.plan import LaunchPlan

_Days = list[tuple[date, date]]


def first_day_without(people: Iterable[str], first: date, last: date, plan: LaunchPlan) -> date | None:
    """Return the first day from `first` to `last` on which none of some people, nor a deputy of theirs, is there.

    None where somebody always is; the first day where there is nobody to begin with. Linear in the absences.
    """
    without: _Days = [(first, last)] if first <= last else []
    for person in dict.fromkeys(person for known in people for person in (known, *plan.deputies_of(known))):
        without = _both(without, plan.absences_of(person))
    return without[0][0] if without else None


def _both(one: _Days, other: Iterable[tuple[date, date]]) -> _Days:
    """Return the days that are in both of two lists of stretches, each in order of time and without overlaps."""
    rest, found = list(other), []
    index = 0
    for start, end in one:
        while index < len(rest) and rest[index][1] < start:
            index += 1
        following = index
        while following < len(rest) and rest[following][0] <= end:
            found.append((max(start, rest[following][0]), min(end, rest[following][1])))
            following += 1
        index = max(index, following - 1)
    return found


def nobody_there(plan: LaunchPlan, person: str, day: date) -> str:
    """Return that neither a person nor a deputy is there on a day, in words."""
    deputies = [plan.name_of(deputy) for deputy in plan.deputies_of(person)]
    if not deputies:
        return f"{plan.name_of(person)} is away on {day}, and has no deputy"
    return f"{plan.name_of(person)} is away on {day}, and so is {deputies[0]}, the deputy"
