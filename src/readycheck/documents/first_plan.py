"""What `init` asks, and the plan that the answers make: who, what and when, and nothing of any item."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.journey import Journey
from readycheck.model.vocabulary import DEPARTMENTS, LaunchClass, Truth


class Basics(NamedTuple):
    """What `init` asks."""

    name: str
    day: date
    owner: str
    sponsor: str | None
    launch_class: LaunchClass
    profile: dict[str, Truth]
    leads: dict[str, str]
    journeys: tuple[Journey, ...] = ()
    """Those that customers go on, as proposed for the kind of launch."""


def people_of(answers: Basics) -> dict[str, str]:
    """Return everybody who is named, each with a department: leads their own, owner product, sponsor management."""
    people: dict[str, str] = {}
    for department in (*DEPARTMENTS, *answers.leads):
        if department in answers.leads:
            people.setdefault(answers.leads[department], department)
    people.setdefault(answers.owner, "product")
    if answers.sponsor is not None:
        people.setdefault(answers.sponsor, "management")
    return people


def bare(answers: Basics) -> LaunchPlan:
    """Return the plan without any item: what an audit needs to say what applies, and when."""
    return LaunchPlan.model_validate(
        {
            "readycheck": 1,
            "launch": {
                "name": answers.name,
                "owner": answers.owner,
                **({"sponsor": answers.sponsor} if answers.sponsor else {}),
                "class": answers.launch_class.value,
                "milestones": {"ga": answers.day.isoformat()},
            },
            "profile": {fact: value.value for fact, value in answers.profile.items()},
            "people": people_of(answers),
            "departments": {department: {"lead": lead} for department, lead in answers.leads.items()},
        }
    )
