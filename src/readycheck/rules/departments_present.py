"""Rule `departments_present`: every department that the profile calls for is in the plan, and somebody leads it.

Reads `departments`. A department whose work another does says `done_by`; the other one's lead answers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import DepartmentId
from readycheck.model.plan import LaunchPlan
from readycheck.rules.calls import Facts, called_for, in_words
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class DepartmentsPresent(Rule):
    """Options: which departments are called for by which facts."""

    called_for: dict[DepartmentId, Facts] = Field(
        min_length=1,
        description="Departments, each with the facts that must all be yes; none means always.",
        examples=[{"legal": [], "manufacturing": ["hardware"]}],
    )
    example: ClassVar[str] = """\
departments:
  legal: {lead: dana.cho}
  customer-success: {done_by: support}
  support: {lead: lee.ng}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "departments"

    @property
    def wants(self) -> str:
        """What passes."""
        return f"these are in the plan with a lead, or done by another department: {in_words(self.called_for)}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if not subject.plan.departments:
            return unsaid("which departments take part (`departments:`)")
        called = called_for(self.called_for, subject.plan)
        missing = [*_missing(called.names, subject.plan)]
        unled = [name for name in called.names if subject.plan.lead_of(name) is None]
        return unsaid(f"who leads {', '.join(unled)}") if unled and not missing else ruling(missing, called.undecided)


def _missing(names: tuple[str, ...], plan: LaunchPlan) -> Iterator[Failing]:
    for name in names:
        if name not in plan.departments:
            yield Failing(f"{name} is not in the plan", plan.launch.owner, None, ("departments",))
