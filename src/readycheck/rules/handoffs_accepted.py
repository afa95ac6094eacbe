"""Rule `handoffs_accepted`: wherever a journey passes from one department to another, the receiver has accepted it.

Reads `journeys` and the standing `handoffs`. Both ends have agreed to the terms, and not before they last changed;
what a department does for another (`done_by`) passes to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.handoff import Ends, Handoff, is_department
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.way import Step, steps_of


class Crossing(NamedTuple):
    """A step at which a journey passes from one department to another."""

    before: Step
    after: Step
    ends: Ends


class Defect(NamedTuple):
    """Why a handoff does not hold, and who can mend that."""

    text: str
    owner: str | None


def crossings(plan: LaunchPlan) -> Iterator[Crossing]:
    """Yield the crossings of every journey, in the order in which customers go."""
    for index in range(len(plan.journeys or ())):
        way = list(steps_of(plan, index))
        for before, after in pairwise(way):
            ends = Ends(plan.doer_of(before.touchpoint.department), plan.doer_of(after.touchpoint.department))
            if ends.giver != ends.receiver:
                yield Crossing(before, after, ends)


def defect_of_standing(handoff: Handoff, path: PlanPath, subject: Subject) -> Defect | None:
    """Return why a standing handoff does not hold; None where both ends agreed to what it carries today.

    Between departments of which one does the other's work nothing passes.
    """
    plan, ends = subject.plan, handoff.ends
    if plan.doer_of(ends.giver) == plan.doer_of(ends.receiver):
        return None
    flaw = _flaw_of_terms(handoff, path, subject)
    if flaw is not None:
        return Defect(f"its terms, {flaw}", handoff.owner or plan.lead_of(ends.giver))
    words = ((ends.receiver, "accepted"), (ends.giver, "agreed to"))
    return next(filter(None, (_defect_of_end(end, word, handoff, subject) for end, word in words)), None)


def _flaw_of_terms(handoff: Handoff, path: PlanPath, subject: Subject) -> str | None:
    """Return what of `when` and `carries` is missing or says nothing; None where both say something."""
    places: dict[str, list[PlanPath]] = {
        "when": [(*path, "when")] if handoff.when else [],
        "carries": [(*path, "carries", index) for index in range(len(handoff.carries))],
    }
    for key, given in places.items():
        flaws = [subject.flaw_of_proof(place) for place in given] or ["nothing is said"]
        if any(flaws):
            return f"`{key}:`, {next(filter(None, flaws))}"
    return None


def _defect_of_end(end: str, word: str, handoff: Handoff, subject: Subject) -> Defect | None:
    """Return why an end has not given its word; customers and partners are not asked for one."""
    if not is_department(end):
        return None
    lead, day = subject.plan.lead_of(end), handoff.agreed_days.get(end)
    owner = handoff.owner or lead
    if lead is None:
        return Defect(f"nobody leads {end}", handoff.owner)
    if day is None:
        return Defect(f"not {word} by {end}", owner)
    if day > subject.as_of:
        return Defect(f"{word} by {end} on {day}, in the future", owner)
    if handoff.changed is not None and day < handoff.changed:
        return Defect(f"{word} by {end} on {day}, before it changed on {handoff.changed}", owner)
    return None


class HandoffsAccepted(Rule):
    """No options."""

    example: ClassVar[str] = """\
departments:
  sales: {lead: greta.holm}
  support: {lead: lee.ng}
journeys:
  - name: Firm buys from a seller
    touchpoints:
      - {name: Signs, stage: buy, department: sales}
      - {name: First call, stage: use, department: support}
handoffs:
  - standing: sales -> support
    when: Contract signed
    carries: [contract, what the firm wants to achieve]
    agreed: {sales: 2026-11-17, support: 2026-11-19}
"""

    @property
    def reads(self) -> str:
        """The sections of the plan that answer."""
        return "journeys and handoffs"

    @property
    def wants(self) -> str:
        """What passes."""
        return "every step from one department to another has a standing handoff, and both agreed to its present terms"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if not subject.plan.journeys:
            return unsaid("what customers go through (`journeys:`)")
        if subject.plan.handoffs is None:
            return unsaid("what passes between departments (`handoffs:`)")
        missing = [failing for failing, _ in missing_handoffs(subject.plan)]
        return ruling([*missing, *_unaccepted(subject)])


def missing_handoffs(plan: LaunchPlan) -> Iterator[tuple[Failing, Crossing]]:
    """Yield, once for each pair of departments, the crossings for which no standing handoff is planned.

    A plan that says nothing of handoffs is unknown, not wrong.
    """
    if plan.handoffs is None:
        return
    planned = {Ends(*map(plan.doer_of, handoff.standing)) for handoff in plan.handoffs if handoff.standing}
    seen: set[Ends] = set()
    for crossing in crossings(plan):
        ends = crossing.ends
        if ends in seen:
            continue
        seen.add(ends)
        if ends in planned:
            continue
        text = f"no handoff {ends}, where the customer goes from {crossing.before.name} to {crossing.after.name}"
        yield Failing(text, plan.lead_of(ends.giver), None, crossing.after.path), crossing


def _unaccepted(subject: Subject) -> Iterator[Failing]:
    for index, handoff in enumerate(subject.plan.handoffs or ()):
        path: PlanPath = ("handoffs", index)
        defect = defect_of_standing(handoff, path, subject) if handoff.standing else None
        if defect is not None:
            due = subject.plan.on(handoff.due)
            yield Failing(f"{handoff.ends}: {defect.text}", defect.owner, due, path)
