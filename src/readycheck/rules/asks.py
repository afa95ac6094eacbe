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
    path: PlanPath


def open_asks(plan: LaunchPlan, department: str, as_of: date) -> Iterator[OpenAsk]:
    """Yield what a department asked for and has not got, in the order of the plan."""
    part = plan.departments.get(department)
    for index, ask in enumerate((part.asks if part else None) or ()):
        if ask.got is None or ask.got > as_of:
            path: PlanPath = ("departments", department, "asks", index)
            owner = ask.owner or plan.lead_of(ask.of)
            yield OpenAsk(ask.what, department, ask.of, owner, plan.on(ask.by), path)


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
        part = plan.departments.get(department)
        if part is None or part.asks is None:
            return unsaid(f"what {department} needs from others (`asks:`)")
        return ruling(
            Failing(f"not yet from {ask.owed_by}: {ask.what}", ask.owner, ask.by, ask.path)
            for ask in open_asks(plan, department, subject.as_of)
        )
