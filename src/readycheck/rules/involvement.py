"""Rule `involvement`: customers take part from idea to service, and those inside the company too.

Reads `customers.involved`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import Many, OneOf
from readycheck.model.plan.customer import Customers
from readycheck.model.vocabulary import CustomerGroup, Phase
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Involvement(Rule):
    """Options: the phases."""

    phases: Many[OneOf[Phase]] = Field(
        default=tuple(Phase), min_length=1, description="The phases that they take part in.", examples=[["design"]]
    )
    example: ClassVar[str] = """\
customers:
  segments:
    - {id: small-firms, name: Law firms of 2 to 20 people}
    - {id: help-desk, name: Our own help desk, group: internal}
  involved:
    - {who: small-firms, in: [idea, design], how: Six interviews, date: 2026-05-12, evidence: research/interviews.md}
    - {who: help-desk, in: [test, service], how: Beta testers, date: 2026-10-20, evidence: research/beta.md}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "customers, `involved:`"

    @property
    def wants(self) -> str:
        """What passes."""
        phases = ", ".join(self.phases)
        return f"customers took part in {phases}, internal ones in at least one, each with a day and evidence"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        customers = subject.plan.customers
        if customers is None or customers.involved is None:
            return unsaid("how customers take part (`customers.involved:`)")
        return ruling(self._flaws(customers, subject))

    def _flaws(self, customers: Customers, subject: Subject) -> Iterator[Failing]:
        internal = {segment.id for segment in customers.segments or () if segment.group is CustomerGroup.INTERNAL}
        due = subject.plan.on(customers.due)
        phases: set[Phase] = set()
        heard: set[str] = set()
        for index, involved in enumerate(customers.involved or ()):
            path = ("customers", "involved", index)
            if involved.dated is None or involved.dated > subject.as_of:
                flaw: str | None = "no day that has passed"
            else:
                flaw = subject.flaw_of_proof((*path, "evidence"))
            if flaw is not None:
                yield Failing(f"“{involved.how}”: {flaw}", None, due, path)
            else:
                phases |= set(involved.phases)
                heard.add(involved.who)
        missing = [phase for phase in self.phases if phase not in phases]
        if missing:
            yield Failing(f"no customer took part in {', '.join(missing)}", None, due, ("customers", "involved"))
        if not heard & internal:
            yield Failing("no internal customer took part in anything", None, due, ("customers", "involved"))
