"""Rule `lead_present`: a department's lead, or a deputy, is at work around the launch day.

Reads `departments.<department>.lead` and `people.<lead>.away` and `deputy`.
"""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from pydantic import Field

from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.presence import first_day_without, nobody_there


class LeadPresent(Rule):
    """Options: how many days before and after the launch day."""

    days_before: int = Field(default=1, ge=0, le=60, description="Days before the launch day.", examples=[1])
    days_after: int = Field(default=7, ge=0, le=60, description="Days after the launch day.", examples=[7])

    example: ClassVar[str] = """\
people:
  dana.cho: {department: legal, deputy: ruben.aske, away: {from: T-2, to: T+5}}
  ruben.aske: legal
departments:
  legal: {lead: dana.cho}
"""

    @property
    def reads(self) -> str:
        """The sections of the plan that answer."""
        return "lead and people"

    @property
    def wants(self) -> str:
        """What passes."""
        return f"the lead, or a deputy, is at work from T-{self.days_before} to T+{self.days_after}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan = subject.plan
        lead = plan.lead_of(subject.department)
        if lead is None:
            return unsaid(f"who leads {subject.department}")
        first = plan.launch_day - timedelta(days=self.days_before)
        last = plan.launch_day + timedelta(days=self.days_after)
        day = first_day_without([lead], first, last, plan)
        if day is None:
            return ruling(())
        return ruling([Failing(nobody_there(plan, lead, day), owner=lead, due=None, path=("people", lead, "away"))])
