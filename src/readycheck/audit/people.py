"""People as reports name them, and whose word is one person's own."""

from __future__ import annotations

from readycheck.model.between import Who
from readycheck.model.plan import LaunchPlan


def who(plan: LaunchPlan, person: str | None) -> Who | None:
    """Return a person with the name to print."""
    return Who(person, plan.name_of(person)) if person is not None else None


def no_word_of_its_own(plan: LaunchPlan, person: str, owner: str | None) -> str | None:
    """Return why somebody's word is not that of one person other than an owner; None where it is."""
    known = plan.people.get(person)
    if known is None:
        return "who is not in the plan"
    if known.team:
        return "which is a team and no person"
    if owner is not None and person != owner and plan.seem_one(person, owner):
        return "who seems to be its owner under another id"
    return None


def outside(plan: LaunchPlan, person: str) -> bool:
    """Return whether somebody is of another company, and cannot accept a risk for this one."""
    known = plan.people.get(person)
    return known is not None and known.department == "external"
