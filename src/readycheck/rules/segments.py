"""Rule `segments`: customers are known, those who pay and those who work with us, and what each brings.

Reads `customers.segments`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.place import PlanPath
from readycheck.model.plan.customer import Segment
from readycheck.model.vocabulary import CustomerGroup
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Segments(Rule):
    """No options."""

    example: ClassVar[str] = """\
customers:
  segments:
    - id: small-firms
      name: Law firms of 2 to 20 people
      pain: A restore takes a weekend
      value: {revenue_now: 1.2 million a year, brand: Two of them write columns}
    - {id: help-desk, name: Our own help desk, group: internal, pain: Nobody sees what the firm sees}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "customers, `segments:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return "external and internal customers are named, each with its pain, each external one with what it brings"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        customers = subject.plan.customers
        if customers is None or not customers.segments:
            return unsaid("who the customers are (`customers.segments:`)")
        return ruling(_flaws(customers.segments, subject))


def _flaws(segments: tuple[Segment, ...], subject: Subject) -> Iterator[Failing]:
    plan = subject.plan
    for group in CustomerGroup:
        if all(segment.group is not group for segment in segments):
            yield Failing(f"no {group} customers are named", None, None, ("customers", "segments"))
    for index, segment in enumerate(segments):
        path: PlanPath = ("customers", "segments", index)
        flaw = subject.flaw_of_proof((*path, "pain")) if segment.pain else "no pain is stated"
        if flaw is None and segment.group is CustomerGroup.EXTERNAL:
            flaw = _flaw_of_value(segment, path, subject)
        if flaw is not None:
            yield Failing(f"“{segment.name}”: {flaw}", segment.owner, plan.on(segment.due), path)


def _flaw_of_value(segment: Segment, path: PlanPath, subject: Subject) -> str | None:
    if not segment.value:
        return "what it brings is not stated (`value:`)"
    flaws = (subject.flaw_of_proof((*path, "value", worth.value)) for worth in segment.value)
    return next((f"what it brings: {flaw}" for flaw in flaws if flaw is not None), None)
