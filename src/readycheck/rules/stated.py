"""Rule `stated`: what customers are told is the same whoever tells them.

Reads `stated` of the plan and of each department. The plan states each fact once; `{}` says that there is none to tell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from typing import ClassVar, NamedTuple

from pydantic import Field

from readycheck.model.base import Identifier, Many
from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import position_of_department
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", re.ASCII)


class Said(NamedTuple):
    """A fact as somebody tells it."""

    by: str
    """The department, or `the plan`."""
    value: str | float | bool
    path: PlanPath

    @property
    def words(self) -> str:
        """The value as it is printed."""
        return str(self.value).lower() if isinstance(self.value, bool) else str(self.value)


class Contradiction(NamedTuple):
    """A fact that two tell differently: as it should be, and as another has it."""

    fact: str
    first: Said
    other: Said
    owner: str | None
    """Who should mend it: the lead of the department that differs."""


def contradictions(plan: LaunchPlan) -> Iterator[Contradiction]:
    """Yield the facts that are told differently, in the order of the plan. 29 and "29" agree; true and 1 do not."""
    told = {fact: Said("the plan", value, ("stated", fact)) for fact, value in (plan.stated or {}).items()}
    # in the order of reports, so that the order of a file decides nothing
    for department in sorted(plan.departments, key=lambda name: (position_of_department(name), name)):
        part = plan.departments[department]
        for fact, value in part.stated.items():
            said = Said(department, value, ("departments", department, "stated", fact))
            first = told.setdefault(fact, said)
            if _meaning(first.value) != _meaning(value):
                yield Contradiction(fact, first, said, plan.lead_of(department))


def _meaning(value: str | float) -> tuple[str, object]:
    """Return what a value means to whoever is told it, so that two spellings of it agree."""
    if isinstance(value, bool):
        return ("truth", value)
    if isinstance(value, str):
        text = " ".join(unicodedata.normalize("NFKC", value).split())
        if text.lower() in {"yes", "no"}:
            return ("truth", text.lower() == "yes")
        return ("number", Fraction(text)) if _NUMBER.fullmatch(text) else ("text", text)
    return ("number", Fraction(value))


class Stated(Rule):
    """Options: facts that must be stated."""

    facts: Many[Identifier] = Field(default=(), description="Facts that must be stated.", examples=[["price"]])
    example: ClassVar[str] = """\
stated: {price_monthly_eur: 29}     # {} where customers are told no figures
departments:
  marketing:
    lead: nina.bauer
    stated: {price_monthly_eur: 29}      # as it stands on the website
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "stated"

    @property
    def wants(self) -> str:
        """What passes."""
        named = f"{', '.join(self.facts)}, and " if self.facts else ""
        return f"the plan states {named}whatever customers are told, and no department tells them otherwise"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan = subject.plan
        different = [*map(_failing, contradictions(plan))]
        if plan.stated is None:
            return ruling(different) if different else unsaid("what customers are told (`stated:`)")
        missing = [
            Failing(f"{fact} is not stated", plan.launch.owner, None, ("stated",))
            for fact in self.facts
            if fact not in plan.stated
        ]
        return ruling([*missing, *different, *_stated_elsewhere(plan)])


def _stated_elsewhere(plan: LaunchPlan) -> Iterator[Failing]:
    """Yield what a department tells and the plan does not: two spellings of one fact would never disagree."""
    for department, part in plan.departments.items():
        for fact in part.stated:
            if fact not in (plan.stated or {}):
                path: PlanPath = ("departments", department, "stated", fact)
                text = f"{department} tells {fact}, which the plan does not state"
                yield Failing(text, plan.lead_of(department), None, path)


def _failing(found: Contradiction) -> Failing:
    text = f"{found.fact} is {found.first.words} in {found.first.by}, {found.other.words} in {found.other.by}"
    return Failing(text, found.owner, None, found.other.path)
