"""People as reports name them."""

from __future__ import annotations

from readycheck.model.between import Who
from readycheck.model.plan import LaunchPlan


def who(plan: LaunchPlan, person: str | None) -> Who | None:
    """Return a person with the name to print."""
    return Who(person, plan.name_of(person)) if person is not None else None
