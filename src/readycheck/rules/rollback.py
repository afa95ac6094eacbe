"""Rule `rollback`: it is settled what makes us take the launch back, who decides, how, and that it works.

Reads `rollback`.
"""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from pydantic import Field

from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.launching import Rollback as Section
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.presence import first_day_without, nobody_there


class Rollback(Rule):
    """Options: how old the rehearsal may be."""

    max_age_days: int = Field(default=180, ge=1, le=3650, description="Older rehearsals do not count.", examples=[180])
    example: ClassVar[str] = """\
people:
  sam.ito: cloud-ops
rollback:
  if: More than 2 % of restores fail within an hour
  decides: sam.ito
  until: T+3
  how: ops/rollback.md
  rehearsed: 2026-11-06
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "rollback and people"

    @property
    def wants(self) -> str:
        """What passes."""
        return (
            "a trigger, one person who decides and is there, until when it is possible, how, and a rehearsal at most "
            f"{self.max_age_days} days before the milestone"
        )

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        section = subject.plan.rollback
        if section is None:
            return unsaid("how the launch is taken back (`rollback:`)")
        plan = subject.plan
        flaw = self._flaw(section, subject)
        if flaw is None:
            return ruling(())
        owner = section.decides or plan.launch.owner
        return ruling([Failing(flaw, owner, plan.on(section.due), ("rollback",))])

    def _flaw(self, section: Section, subject: Subject) -> str | None:
        plan = subject.plan
        for key, word in (("trigger", "what sets it off"), ("decides", "who decides"), ("until", "until when")):
            if getattr(section, key) is None:
                return f"the rollback does not say {word}"
        flaw = subject.flaw_of_proof(("rollback", "if"))
        if flaw is not None:
            return f"what sets the rollback off: {flaw}"
        flaw = subject.flaw_of_proof(("rollback", "how")) if section.how else "not said"
        if flaw is not None:
            return f"how to roll back: {flaw}"
        if section.rehearsed is None:
            return "the rollback was not rehearsed"
        flaw = subject.flaw_of_day(section.rehearsed, self.max_age_days)
        if flaw is not None:
            return f"the rehearsal of the rollback {flaw}"
        return _flaw_of_decider(section.decides or "", plan.launch_day, plan.on(section.until or plan.launch_day), plan)


def _flaw_of_decider(person: str, first: date, last: date, plan: LaunchPlan) -> str | None:
    if plan.is_team(person):
        return f"{plan.name_of(person)}, who decides, is a team, not one person"
    if last < first:
        return f"the rollback is possible only until {last}, before the launch"
    day = first_day_without([person], first, last, plan)
    return f"whoever decides is missing: {nobody_there(plan, person, day)}" if day is not None else None
