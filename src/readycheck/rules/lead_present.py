"""Rule `lead_present`: a department's lead, or a deputy, is at work around the launch day.

Reads `departments.<department>.lead` and `people.<lead>.away` and `deputy`.
"""

from __future__ import annotations

from datetime import date, timedelta

from pydantic import Field

from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Truth
from readycheck.rules.interface import Failing, Rule, Ruling, Subject


class LeadPresent(Rule):
    """Options: how many days before and after the launch day."""

    days_before: int = Field(default=1, ge=0, le=60, description="Days before the launch day.", examples=[1])
    days_after: int = Field(default=7, ge=0, le=60, description="Days after the launch day.", examples=[7])

    @property
    def reads(self) -> str:
        """The sections of the plan that answer."""
        return "lead and people"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan = subject.plan
        lead = plan.lead_of(subject.department)
        if lead is None:
            return Ruling(Truth.UNKNOWN, f"{subject.department} has no lead")
        first = plan.launch_day - timedelta(days=self.days_before)
        last = plan.launch_day + timedelta(days=self.days_after)
        absence = _absence(plan, lead, first, last)
        if absence is None:
            return Ruling(Truth.YES)
        if any(_absence(plan, deputy, first, last) is None for deputy in plan.deputies_of(lead)):
            return Ruling(Truth.YES)
        who = "the lead, and the deputy too," if plan.deputies_of(lead) else "the lead"
        text = f"{who} is away {absence[0]} to {absence[1]}" + ("" if plan.deputies_of(lead) else ", with no deputy")
        return Ruling(Truth.NO, failing=(Failing(text, owner=lead, due=None, path=("people", lead, "away")),))


def _absence(plan: LaunchPlan, person: str, first: date, last: date) -> tuple[date, date] | None:
    """Return the first absence of a person that touches the days from `first` to `last`."""
    return next(((start, end) for start, end in plan.absences_of(person) if start <= last and end >= first), None)
