"""Rule `exceptions_weighed`: whoever accepts a gap has said what it costs: customers lost, customers later, risk.

Reads `costs` of the waivers, and of the answers `will_not_do`. A plan that says `waivers: []` has nothing to weigh.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Serves, Status
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class _Accepted(NamedTuple):
    """A gap that somebody accepts."""

    item: str
    costs: dict[Serves, str]
    owner: str | None
    path: PlanPath


class ExceptionsWeighed(Rule):
    """No options."""

    example: ClassVar[str] = """\
waivers:       # [] where no gap is accepted
  - item: cloud-ops.disaster-recovery
    reason: The second region comes in January
    approved_by: tom.oduya
    date: 2026-11-19
    until: 2027-01-31
    costs:
      retain: Nobody leaves over it; no firm has asked
      win: Two tenders ask for a second region and wait until February
      protect: One night of files could be lost in a fire
"""

    @property
    def reads(self) -> str:
        """The sections of the plan that answer."""
        return "waivers and answers, `costs:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return f"every waiver and every will_not_do says under `costs:` what it costs for each of {', '.join(Serves)}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        accepted = tuple(_accepted(subject.plan))
        if not accepted and "waivers" not in subject.plan.model_fields_set:
            return unsaid("whether any gap is accepted (`waivers: []` where none is)")
        if accepted and not any(found.costs for found in accepted):
            return unsaid("what any accepted gap costs (`costs:`)")
        return ruling(_flaws(accepted, subject))


def _flaws(accepted: tuple[_Accepted, ...], subject: Subject) -> Iterator[Failing]:
    for found in accepted:
        missing = [serves for serves in Serves if serves not in found.costs]
        flaws = [subject.flaw_of_proof((*found.path, "costs", serves.value)) for serves in found.costs]
        flaw = f"not weighed for {', '.join(missing)}" if missing else next(filter(None, flaws), None)
        if flaw is not None:
            yield Failing(f"{found.item} is accepted, what it costs: {flaw}", found.owner, None, found.path)


def _accepted(plan: LaunchPlan) -> Iterator[_Accepted]:
    for index, waiver in enumerate(plan.waivers):
        yield _Accepted(waiver.item, waiver.costs, waiver.approved_by, ("waivers", index))
    for department, part in plan.departments.items():
        for key, answer in part.items.items():
            if answer.status is Status.WILL_NOT_DO:
                path: PlanPath = ("departments", department, "items", key)
                owner = answer.owner or plan.lead_of(department)
                yield _Accepted(f"{department}.{key}", answer.costs, owner, path)
