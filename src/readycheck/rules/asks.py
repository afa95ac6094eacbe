"""Rule `asks`: everything that a department needs from others has arrived.

Reads `departments.<department>.asks`. Launches fail where one department waits for another that
was never asked; so a department that asks for nothing says so with `asks: []`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar, NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class OpenAsk(NamedTuple):
    """Something that a department waits for."""

    what: str
    asked_by: str
    owed_by: str
    owner: str | None
    by: date
    got: date | None
    """The day entered for its arrival, where that is still to come."""
    path: PlanPath

    @property
    def words(self) -> str:
        """What is missing, in words."""
        if self.got is not None:
            return f"{self.what}, from {self.owed_by}, is entered as arrived on {self.got}, in the future"
        return f"{self.what}, due from {self.owed_by} on {self.by}, has not arrived"


def asker_of(plan: LaunchPlan, department: str) -> str:
    """Return who asks for a department: itself, or where it asks nothing, the department that does its work."""
    part = plan.departments.get(department)
    return department if part is not None and part.asks is not None else plan.doer_of(department)


def open_asks(plan: LaunchPlan, department: str, as_of: date) -> Iterator[OpenAsk]:
    """Yield what a department asked for and has not got, in the order of the plan."""
    asker = asker_of(plan, department)
    part = plan.departments.get(asker)
    for index, ask in enumerate((part.asks if part else None) or ()):
        if ask.got is None or ask.got > as_of:
            path: PlanPath = ("departments", asker, "asks", index)
            owner = ask.owner or plan.lead_of(ask.of) or plan.launch.owner
            yield OpenAsk(ask.what, asker, ask.of, owner, plan.on(ask.by), ask.got, path)


class Asks(Rule):
    """No options."""

    example: ClassVar[str] = """\
departments:
  legal:
    asks:        # [] where it needs nothing
      - {what: Final price list, from: finance, by: T-25, got: 2026-11-20}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "asks"

    @property
    def wants(self) -> str:
        """What passes."""
        return "everything that the department asked of others has arrived, or it says that it needs nothing"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan, department = subject.plan, subject.department
        part = plan.departments.get(asker_of(plan, department))
        if part is None or part.asks is None:
            return unsaid(f"what {department} needs from others (`asks:`)")
        return ruling(
            Failing(ask.words, ask.owner, ask.by, ask.path) for ask in open_asks(plan, department, subject.as_of)
        )
