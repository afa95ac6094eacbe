"""Rule `promises_kept`: every promise to the customer is kept by a service of at least its level.

Reads `journeys[].touchpoints[].promise`, `level` and `kept_by`. A premium front with a standard back is a gap, whatever
both departments have ticked.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from readycheck.model.vocabulary import Level
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.way import Step, steps


class Promise(NamedTuple):
    """What a touchpoint promises, and what keeps it."""

    step: Step
    text: str
    level: Level
    service: str | None
    """None where nothing keeps it."""
    service_level: Level | None
    department: str
    """Who gives the service; where there is none, the department of the touchpoint."""
    owner: str | None
    flaw: str | None
    """Why it is not kept; None where it is."""


def promises(subject: Subject) -> Iterator[Promise]:
    """Yield every promise, in the order in which customers hear them."""
    plan = subject.plan
    for step in steps(plan):
        touchpoint = step.touchpoint
        if touchpoint.promise is None:
            continue
        kept_by = touchpoint.kept_by
        department = (kept_by.department if kept_by else None) or touchpoint.department
        yield Promise(
            step,
            touchpoint.promise,
            touchpoint.level,
            kept_by.service if kept_by else None,
            kept_by.level if kept_by else None,
            department,
            plan.lead_of(department) or step.owner,
            _flaw(step, department, subject),
        )


def _flaw(step: Step, department: str, subject: Subject) -> str | None:
    empty = subject.flaw_of_proof((*step.path, "promise"))
    if empty is not None:
        return f"is no promise: {empty}"
    kept_by, level = step.touchpoint.kept_by, step.touchpoint.level
    if kept_by is None:
        return "is kept by nothing"
    empty = subject.flaw_of_proof((*step.path, "kept_by", "service"))
    if empty is not None:
        return f"is kept by no service: {empty}"
    if kept_by.level.rank < level.rank:
        return f"is {level}, but kept by {kept_by.service} ({department}), which is {kept_by.level}"
    if subject.plan.lead_of(department) is None:
        return f"is kept by {kept_by.service}, which falls to {department}, and nobody leads that"
    return None


class PromisesKept(Rule):
    """No options."""

    example: ClassVar[str] = """\
departments:
  support: {lead: lee.ng}
journeys:
  - name: Firm buys online
    touchpoints:
      - name: Orders
        stage: buy
        department: marketing
        promise: We import your files for you
        level: premium
        kept_by: {service: Import desk with one person for each firm, department: support, level: premium}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "journeys, `promise:` and `kept_by:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return "every promise is kept by a service of a department that somebody leads, of at least its level"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        made = tuple(promises(subject))
        if not made:
            return unsaid("what any touchpoint promises (`promise:`)")
        return ruling(
            Failing(f"“{promise.text}” {promise.flaw}", promise.owner, promise.step.due, promise.step.path)
            for promise in made
            if promise.flaw is not None
        )
