"""Rule `voice`: customers are heard through several sources, and what they say reaches those who can act on it.

Reads `voice_of_customer`. A source that nobody owns, that reaches nobody, or that is overdue does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import DepartmentId, Many
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.metric import Voice as Source
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Voice(Rule):
    """Options: how many sources, from whom, and whom they must reach."""

    sources: int = Field(default=1, ge=1, le=20, description="How many different sources.", examples=[3])
    listener: DepartmentId | None = Field(
        default=None, alias="from", description="Only what this department hears.", examples=["support"]
    )
    feeds: Many[DepartmentId] = Field(
        default=(), description="Departments that must be reached.", examples=[["product", "engineering"]]
    )
    example: ClassVar[str] = """\
people:
  lee.ng: support
  mara.lind: product
departments:
  support: {lead: lee.ng}
voice_of_customer:
  - {source: Tickets, department: support, every_days: 7, last: 2026-11-18, feeds: [product, engineering]}
  - {source: Calls with firms that left, owner: mara.lind, last: 2026-11-05, feeds: product}
  - {source: Reviews, owner: mara.lind, every_days: 14, last: 2026-11-16, feeds: [product, support]}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "voice_of_customer"

    @property
    def wants(self) -> str:
        """What passes."""
        of = f" of {self.listener}" if self.listener else ""
        reach = f"; together they reach {' and '.join(self.feeds)}" if self.feeds else ""
        many = f"{self.sources} different sources{of}" if self.sources > 1 else f"a source{of}"
        return f"{many} with an owner and somebody who hears of it, none overdue{reach}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if subject.plan.voice_of_customer is None:
            return unsaid("how customers are heard (`voice_of_customer:`)")
        return ruling(self._flaws(subject))

    def _listens(self, source: Source, plan: LaunchPlan) -> bool:
        if self.listener is None:
            return True
        return source.department is not None and plan.doer_of(source.department) == plan.doer_of(self.listener)

    def _flaws(self, subject: Subject) -> Iterator[Failing]:
        plan = subject.plan
        heard: set[str] = set()
        reached: set[str] = set()
        flawed: list[Failing] = []
        named: set[str] = set()
        for index, source in enumerate(plan.voice_of_customer or ()):
            if not self._listens(source, plan):
                continue
            owner = source.owner or (plan.lead_of(source.department) if source.department else None)
            flaw = _flaw(source, owner, subject)
            if flaw is None:
                heard.add(source.source.casefold())
                reached |= set(map(plan.doer_of, source.feeds))
            else:
                named.add(source.source.casefold())
                path = ("voice_of_customer", index)
                flawed.append(Failing(f"{source.source} {flaw}", owner, plan.on(source.due), path))
        if len(heard) < self.sources:
            yield from flawed
            if len(heard | named) < self.sources:
                of = f" of {self.listener}" if self.listener else ""
                text = f"customers are heard through {len(heard)} of the {self.sources} sources{of} that are asked for"
                yield Failing(text, None, None, ("voice_of_customer",))
            return
        for department in self.feeds:
            if plan.doer_of(department) not in reached:
                yield Failing(f"what customers say does not reach {department}", None, None, ("voice_of_customer",))


def _flaw(source: Source, owner: str | None, subject: Subject) -> str | None:
    if owner is None:
        return "has no owner"
    if not source.feeds:
        return "reaches nobody"
    if source.last is None:
        return "was not heard yet (`last:`)"
    if source.last > subject.as_of:
        return f"was last heard on {source.last}, in the future"
    if (subject.as_of - source.last).days > source.every_days:
        return f"was last heard on {source.last}, and is due every {source.every_days} days"
    return None
