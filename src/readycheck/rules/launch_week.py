"""Rule `launch_week`: on each day around the launch, somebody of every department that must be there is there.

Reads `launch_week` and the absences under `people`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import DepartmentId
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.launching import LaunchWeek as Section
from readycheck.rules.calls import Facts, called_for, in_words
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.lead_present import absence_within


class LaunchWeek(Rule):
    """Options: which departments must be there."""

    departments: dict[DepartmentId, Facts] = Field(
        min_length=1,
        description="Departments, each with the facts that must all be yes; none means always.",
        examples=[{"support": [], "cloud-ops": ["hosted"]}],
    )
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
        return f"on each day of it somebody covers for {in_words(self.departments)}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        section = subject.plan.launch_week
        if section is None:
            return unsaid("who is there in launch week (`launch_week:`)")
        called = called_for(self.departments, subject.plan)
        return ruling(_uncovered(section, called.names, subject.plan), called.undecided)


def _uncovered(section: Section, departments: tuple[str, ...], plan: LaunchPlan) -> Iterator[Failing]:
    first, last = plan.on(section.start), plan.on(section.end)
    if not first <= plan.launch_day <= last:
        text = f"launch week, {first} to {last}, leaves out the launch day {plan.launch_day}"
        yield Failing(text, plan.launch.owner, plan.on(section.due), ("launch_week",))
        return
    covered = {plan.doer_of(name): people for name, people in section.cover.items()}
    for department in departments:
        people = covered.get(plan.doer_of(department), ())
        day = _first_day_without(people, first, last, plan)
        if day is not None:
            text = f"nobody of {department} is there on {day}" if people else f"nobody covers for {department}"
            owner = plan.lead_of(department) or plan.launch.owner
            yield Failing(text, owner, plan.on(section.due), ("launch_week", "cover", department))


def _first_day_without(people: tuple[str, ...], first: date, last: date, plan: LaunchPlan) -> date | None:
    """Return the first day on which nobody is there: the first day, or one on which somebody's absence begins."""
    there = [person for known in people for person in (known, *plan.deputies_of(known))]
    starts = {max(start, first) for person in there for start, _ in plan.absences_of(person) if start <= last}
    for day in sorted({first, *(start for start in starts if start >= first)}):
        if all(absence_within(plan, person, day, day) for person in there):
            return day
    return None
