"""Rule `handoffs_on_time`: what is handed over once, for this launch, has been accepted.

Reads the `handoffs` with `once`. Until it is accepted it is a gap; with a day still to come the gap is planned.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.place import PlanPath
from readycheck.model.plan.handoff import Handoff, is_department
from readycheck.rules.handoffs_accepted import Defect
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


def defect_of_once(handoff: Handoff, path: PlanPath, subject: Subject) -> Defect | None:
    """Return why a handoff for this launch is not done; None where its receiver accepted it."""
    plan, ends = subject.plan, handoff.ends
    if plan.doer_of(ends.giver) == plan.doer_of(ends.receiver):
        return None
    giver, receiver = (handoff.owner or plan.lead_of(end) for end in ends)
    if handoff.offered is None and handoff.accepted is None:
        return Defect(f"not offered by {ends.giver}", giver)
    if handoff.offered is not None and handoff.offered.dated > subject.as_of:
        return Defect(f"offered on {handoff.offered.dated}, in the future", giver)
    if handoff.offered is not None:
        forged = subject.facts.flaw_of_word((*path, "offered"))
        if forged is not None:
            return Defect(f"the offer by {plan.name_of(handoff.offered.by)} {forged}", giver)
    empty = (subject.flaw_of_proof((*path, "carries", index)) for index in range(len(handoff.carries)))
    flaw = next(filter(None, empty), None)
    if flaw is not None:
        return Defect(f"what it carries says nothing: {flaw}", giver)
    refused = _flaw_of_acceptance(handoff, path, subject)
    return Defect(refused, receiver) if refused is not None else None


def _flaw_of_acceptance(handoff: Handoff, path: PlanPath, subject: Subject) -> str | None:
    plan, receiver, offered, accepted = subject.plan, handoff.ends.receiver, handoff.offered, handoff.accepted
    if accepted is None:
        return f"not accepted by {receiver}"
    if accepted.dated > subject.as_of:
        return f"accepted on {accepted.dated}, in the future"
    if offered is not None and accepted.dated < offered.dated:
        return f"accepted on {accepted.dated}, before it was offered on {offered.dated}"
    if offered is not None and offered.by == accepted.by:
        return f"accepted by {plan.name_of(accepted.by)}, who offered it"
    if is_department(receiver) and not _is_of(accepted.by, receiver, subject):
        return f"accepted by {plan.name_of(accepted.by)}, who is not of {receiver}"
    forged = subject.facts.flaw_of_word((*path, "accepted"))
    return f"the acceptance by {plan.name_of(accepted.by)} {forged}" if forged is not None else None


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
        path: PlanPath = ("handoffs", index)
        defect = defect_of_once(handoff, path, subject) if handoff.once else None
        if defect is not None:
            due = subject.plan.on(handoff.due)
            carries = f" ({', '.join(handoff.carries)})" if handoff.carries else ""
            when = "" if due is not None else ", and no day is agreed"
            yield Failing(f"{handoff.ends}{carries}: {defect.text}{when}", defect.owner, due, path)
