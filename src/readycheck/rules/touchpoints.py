"""Rule `touchpoints`: every step where the customer meets us has a department with a lead, an owner, and a test.

Reads `journeys[].touchpoints`. With `feel`, only those, of which each journey must have one: the first impression is
designed and tested, not left to the page that happens to be found first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from readycheck.model.base import Many, OneOf, one_or_many
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Audience, Feel
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.trial import flaw_of_trial
from readycheck.rules.way import Step, steps


class Touchpoints(Rule):
    """Options: which touchpoints, tested with whom, and how old that may be."""

    feel: OneOf[Feel] | None = Field(
        default=None, description="Only touchpoints of this level; else all.", examples=["first_impression"]
    )
    audiences: Annotated[Many[OneOf[Audience]], one_or_many(OneOf[Audience])] = Field(
        default=(), alias="with", description="With whom they are tested; else with anybody.", examples=["customers"]
    )
    max_age_days: int = Field(default=180, ge=1, le=3650, description="Older tests do not count.", examples=[180])
    example: ClassVar[str] = """\
departments:
  marketing: {lead: nina.bauer}
journeys:
  - name: Firm buys online
    touchpoints:
      - name: First sees the comparison page
        stage: learn
        department: marketing
        feel: first_impression
        tested: {date: 2026-11-10, with: customers, evidence: research/first-click.md}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "journeys, `touchpoints:`"

    @property
    def wants(self) -> str:
        """What passes."""
        which = f"every journey has a touchpoint with `feel: {self.feel}`, and it" if self.feel else "every touchpoint"
        who = f" with {' or '.join(self.audiences)}" if self.audiences else ""
        return (
            f"{which} has a department with a lead, an owner, and a test{who} with evidence, at most "
            f"{self.max_age_days} days before the milestone"
        )

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        concerned = [step for step in steps(subject.plan) if self.feel in {None, step.touchpoint.feel}]
        if not concerned:
            return unsaid(f"where the customer meets us ({f'`feel: {self.feel}`' if self.feel else '`journeys:`'})")
        return ruling([*self._without(subject.plan, concerned), *self._flawed(subject, concerned)])

    def _without(self, plan: LaunchPlan, concerned: list[Step]) -> Iterator[Failing]:
        covered = {step.path[1] for step in concerned}
        for index, journey in enumerate(plan.journeys or ()):
            if index not in covered:
                text = f"“{journey.name}” has no touchpoint with `feel: {self.feel}`"
                owner = journey.owner or plan.launch.owner
                yield Failing(text, owner, plan.on(journey.due), ("journeys", index))

    def _flawed(self, subject: Subject, concerned: list[Step]) -> Iterator[Failing]:
        for step in concerned:
            flaw = self._flaw(step, subject)
            if flaw is not None:
                yield Failing(f"{step.name} {flaw}", step.owner, step.due, step.path)

    def _flaw(self, step: Step, subject: Subject) -> str | None:
        department = step.touchpoint.department
        if subject.plan.lead_of(department) is None:
            return f"falls to {department}, which nobody leads"
        return flaw_of_trial(
            step.touchpoint.tested,
            (*step.path, "tested"),
            subject,
            max_age_days=self.max_age_days,
            audiences=self.audiences,
        )
