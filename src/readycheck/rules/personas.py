"""Rule `personas`: every department works from the same personas and hears the same customers.

Reads `customers.segments`, `journeys[].for` and `voice_of_customer[].feeds`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import CustomerGroup
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.way import steps


class Personas(Rule):
    """No options."""

    example: ClassVar[str] = """\
customers:
  segments:
    - {id: small-firms, name: Law firms of 2 to 20 people, persona: research/ruth.md}
journeys:
  - name: Firm buys online
    for: small-firms
    touchpoints:
      - {name: Reads the comparison page, stage: learn, department: marketing}
voice_of_customer:
  - {source: Tickets, department: support, feeds: [marketing, product]}
"""

    @property
    def reads(self) -> str:
        """The sections of the plan that answer."""
        return "customers, journeys and voice_of_customer"

    @property
    def wants(self) -> str:
        """What passes."""
        return (
            "every external segment has a persona, every journey names its segment, and every department on a "
            "journey is fed by a voice of the customer"
        )

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan = subject.plan
        if plan.customers is None or not plan.customers.segments:
            return unsaid("who the customers are (`customers.segments:`)")
        if not plan.journeys:
            return unsaid("what customers go through (`journeys:`)")
        if plan.voice_of_customer is None:
            return unsaid("how customers are heard (`voice_of_customer:`)")
        return ruling([*_without_persona(subject), *_without_segment(plan), *_deaf(plan)])


def _without_persona(subject: Subject) -> Iterator[Failing]:
    plan = subject.plan
    for index, segment in enumerate((plan.customers.segments if plan.customers else None) or ()):
        path = ("customers", "segments", index)
        if segment.group is CustomerGroup.EXTERNAL:
            flaw = subject.flaw_of_proof((*path, "persona")) if segment.persona else "no persona is given"
            if flaw is not None:
                yield Failing(f"“{segment.name}”: {flaw}", segment.owner, plan.on(segment.due), path)


def _without_segment(plan: LaunchPlan) -> Iterator[Failing]:
    for index, journey in enumerate(plan.journeys or ()):
        if journey.segment is None:
            owner = journey.owner or plan.launch.owner
            text = f"“{journey.name}” does not say whose way it is (`for:`)"
            yield Failing(text, owner, plan.on(journey.due), ("journeys", index))


def _deaf(plan: LaunchPlan) -> Iterator[Failing]:
    fed = {plan.doer_of(department) for source in plan.voice_of_customer or () for department in source.feeds}
    for department in dict.fromkeys(plan.doer_of(step.touchpoint.department) for step in steps(plan)):
        if department not in fed:
            text = f"{department} meets customers and hears no voice of theirs"
            yield Failing(text, plan.lead_of(department), None, ("voice_of_customer",))
