"""Rule `launch_week`: on each day around the launch, somebody of every department that must be there is there.

Reads `launch_week` and the absences under `people`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import DepartmentId
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.launching import LaunchWeek as Section
from readycheck.rules.calls import Facts, called_for, in_words
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.presence import first_day_without


class LaunchWeek(Rule):
    """Options: which departments must be there."""

    departments: dict[DepartmentId, Facts] = Field(
        min_length=1,
        description="Departments, each with the facts that must all be yes; none means always.",
        examples=[{"support": [], "cloud-ops": ["hosted"]}],
    )
    days_before: int = Field(default=1, ge=0, le=30, description="Days before the launch day.", examples=[1])
    days_after: int = Field(default=5, ge=0, le=60, description="Days after the launch day.", examples=[5])
    example: ClassVar[str] = """\
people:
  kofi.mensah: support
  sre-oncall: {department: cloud-ops, team: true}
launch_week:
  from: T-1
  to: T+7
  cover: {support: kofi.mensah, cloud-ops: sre-oncall}
"""

    @property
    def reads(self) -> str:
        """The sections of the plan that answer."""
        return "launch_week and people"

    @property
    def wants(self) -> str:
        """What passes."""
        days = f"from T-{self.days_before} to T+{self.days_after} at least"
        return f"on each day of it, {days}, somebody covers for {in_words(self.departments)}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        section = subject.plan.launch_week
        if section is None:
            return unsaid("who is there in launch week (`launch_week:`)")
        called = called_for(self.departments, subject.plan)
        return ruling(
            [*self._too_short(section, subject.plan), *_uncovered(section, called.names, subject.plan)],
            called.undecided,
        )

    def _too_short(self, section: Section, plan: LaunchPlan) -> Iterator[Failing]:
        first, last = plan.on(section.start), plan.on(section.end)
        before, after = (plan.launch_day - first).days, (last - plan.launch_day).days
        if before < self.days_before or after < self.days_after:
            text = f"launch week is {first} to {last}, less than T-{self.days_before} to T+{self.days_after}"
            yield Failing(text, plan.launch.owner, plan.on(section.due), ("launch_week",))


def _uncovered(section: Section, departments: tuple[str, ...], plan: LaunchPlan) -> Iterator[Failing]:
    first, last = plan.on(section.start), plan.on(section.end)
    covered: dict[str, tuple[str, ...]] = {}
    for name, people in section.cover.items():
        covered[plan.doer_of(name)] = (*covered.get(plan.doer_of(name), ()), *people)
    for department in departments:
        people = covered.get(plan.doer_of(department), ())
        day = first_day_without(people, first, last, plan)
        if day is not None:
            text = f"nobody of {department} is there on {day}" if people else f"nobody covers for {department}"
            owner = plan.lead_of(department) or plan.launch.owner
            yield Failing(text, owner, plan.on(section.due), ("launch_week", "cover", department))
