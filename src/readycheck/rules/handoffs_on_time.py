"""Rule `handoffs_on_time`: what is handed over once, for this launch, has been accepted.

Reads the `handoffs` with `once`. Until it is accepted it is a gap; with a day still to come the gap is planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.plan.handoff import Handoff, is_department
from readycheck.rules.handoffs_accepted import Defect
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


def defect_of_once(handoff: Handoff, subject: Subject) -> Defect | None:
    """Return why a handoff for this launch is not done; None where its receiver accepted it."""
    plan, ends, offered, accepted = subject.plan, handoff.ends, handoff.offered, handoff.accepted
    giver = handoff.owner or plan.lead_of(ends.giver)
    receiver = handoff.owner or plan.lead_of(ends.receiver)
    if offered is None and accepted is None:
        return Defect(f"not offered by {ends.giver}", giver)
    if offered is not None and offered.dated > subject.as_of:
        return Defect(f"offered on {offered.dated}, in the future", giver)
    if accepted is None:
        return Defect(f"not accepted by {ends.receiver}", receiver)
    if accepted.dated > subject.as_of:
        return Defect(f"accepted on {accepted.dated}, in the future", receiver)
    if offered is not None and accepted.dated < offered.dated:
        return Defect(f"accepted on {accepted.dated}, before it was offered on {offered.dated}", receiver)
    if offered is not None and offered.by == accepted.by:
        return Defect(f"accepted by {plan.name_of(accepted.by)}, who offered it", receiver)
    if is_department(ends.receiver) and not _is_of(accepted.by, ends.receiver, subject):
        return Defect(f"accepted by {plan.name_of(accepted.by)}, who is not of {ends.receiver}", receiver)
    return None


def _is_of(person: str, department: str, subject: Subject) -> bool:
    plan, doer = subject.plan, subject.plan.doer_of(department)
    known, lead = plan.people.get(person), plan.lead_of(department)
    return (known is not None and known.department in {department, doer}) or person in {lead, *plan.deputies_of(lead)}


class HandoffsOnTime(Rule):
    """No options."""

    example: ClassVar[str] = """\
people:
  mara.lind: product
  lee.ng: support
handoffs:       # [] where nothing is handed over once
  - once: product -> support
    carries: [known issues]
    due: T-11
    offered: {by: mara.lind, date: 2026-11-20}
    accepted: {by: lee.ng, date: 2026-11-21}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "handoffs"

    @property
    def wants(self) -> str:
        """What passes."""
        return "whatever is handed over once for this launch was accepted by somebody of the receiving department"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if subject.plan.handoffs is None:
            return unsaid("what passes between departments (`handoffs:`)")
        return ruling(_pending(subject))


def _pending(subject: Subject) -> Iterator[Failing]:
    for index, handoff in enumerate(subject.plan.handoffs or ()):
        defect = defect_of_once(handoff, subject) if handoff.once else None
        if defect is not None:
            due = subject.plan.on(handoff.due)
            carries = f" ({', '.join(handoff.carries)})" if handoff.carries else ""
            when = "" if due is not None else ", and no day is agreed"
            yield Failing(f"{handoff.ends}{carries}: {defect.text}{when}", defect.owner, due, ("handoffs", index))
