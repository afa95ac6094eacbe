"""Rule `deputies`: every lead has a deputy who can act when the lead is away.

Reads `departments.<department>.lead` and `people.<lead>.deputy`. A team covers for itself.
"""

from __future__ import annotations

from typing import ClassVar

from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Deputies(Rule):
    """No options."""

    example: ClassVar[str] = """\
people:
  dana.cho: {department: legal, deputy: ruben.aske}
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
        return "everybody who leads a department has a deputy"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan = subject.plan
        led: dict[str, str] = {}
        for department, part in plan.departments.items():
            if part.lead is not None:
                led.setdefault(part.lead, department)
        if not any(plan.deputies_of(lead) or plan.is_team(lead) for lead in led):
            return unsaid("who stands in for any lead (`deputy:`)")
        return ruling(
            Failing(f"{plan.name_of(lead)} leads {department} and has no deputy", lead, None, ("people", lead))
            for lead, department in led.items()
            if not plan.deputies_of(lead) and not plan.is_team(lead)
        )
