"""Who is at work on which days: absences, with deputies taken into account. No rule kind of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readycheck.model.plan import LaunchPlan


def first_day_without(people: Iterable[str], first: date, last: date, plan: LaunchPlan) -> date | None:
    """Return the first day from `first` to `last` on which none of some people, nor a deputy of theirs, is there.

    None where somebody always is; the first day where there is nobody to begin with.
    """
    there = [person for known in people for person in (known, *plan.deputies_of(known))]
    starts = {start for person in there for start, _ in plan.absences_of(person) if first <= start <= last}
    for day in sorted({first, *starts}):
        if all(is_away(plan, person, day) for person in there):
            return day
    return None


def is_away(plan: LaunchPlan, person: str, day: date) -> bool:
    """Return whether a person is away on a day."""
    return any(start <= day <= end for start, end in plan.absences_of(person))


def nobody_there(plan: LaunchPlan, person: str, day: date) -> str:
    """Return that neither a person nor a deputy is there on a day, in words."""
    deputies = [plan.name_of(deputy) for deputy in plan.deputies_of(person)]
    if not deputies:
        return f"{plan.name_of(person)} is away on {day}, and has no deputy"
    return f"{plan.name_of(person)} is away on {day}, and so is {deputies[0]}, the deputy"
