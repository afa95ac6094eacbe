"""Waivers, refusals and sign-offs: what people accepted, and whether it counts (design.md §6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from readycheck.audit.answers import Response
from readycheck.audit.outcome import Day
from readycheck.audit.people import no_word_of_its_own, outside
from readycheck.model.checklist import Item
from readycheck.model.facts import Facts
from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan, SignOff, Waiver
from readycheck.model.policy import Policy
from readycheck.model.vocabulary import Decision, Severity, Status


class CheckedWaiver(NamedTuple):
    """A waiver of the plan, and why it has no effect where it has none."""

    waiver: Waiver
    path: PlanPath
    defect: str | None


def check_waivers(
    plan: LaunchPlan,
    items: Mapping[str, Item],
    responses: Mapping[str, Response],
    policy: Policy,
    facts: Facts,
    day: Day,
) -> tuple[CheckedWaiver, ...]:
    """Return every waiver of an item in force, in the order of the plan."""
    return tuple(
        CheckedWaiver(
            waiver,
            ("waivers", index),
            _defect(waiver, items[waiver.item], responses[waiver.item].owner, plan, policy, day)
            or facts.flaw_of_word(("waivers", index)),
        )
        for index, waiver in enumerate(plan.waivers)
        if waiver.item in items
    )


def _defect(waiver: Waiver, item: Item, owner: str | None, plan: LaunchPlan, policy: Policy, day: Day) -> str | None:
    if waiver.dated > day.as_of:
        return f"is dated {waiver.dated}, in the future"
    if waiver.until < day.audited:
        return f"ends {waiver.until}, before {day.audited}"
    if waiver.until - waiver.dated > policy.waiver_span:
        return f"runs longer than {policy.waiver_max_days} days"
    if waiver.approved_by == owner:
        return "was approved by the item's own owner"
    if item.spec.severity is Severity.BLOCKER and waiver.approved_by != plan.launch.sponsor:
        return "waives a blocker, and was not approved by the sponsor"
    if outside(plan, waiver.approved_by):
        return "was approved by somebody outside the company"
    why = no_word_of_its_own(plan, waiver.approved_by, owner)
    return f"was approved by {waiver.approved_by}, {why}" if why is not None else None


def is_explained_refusal(response: Response, plan: LaunchPlan, policy: Policy) -> bool:
    """Return whether `will_not_do` was explained, and agreed by somebody of the company other than the owner."""
    if response.status is not Status.WILL_NOT_DO or not response.reason:
        return False
    if not policy.refusal_needs_approval:
        return True
    person = response.approved_by
    return (
        person is not None
        and person != response.owner
        and not outside(plan, person)
        and no_word_of_its_own(plan, person, response.owner) is None
    )


# ---------------------------------------------------------------- sign-offs
class Word(NamedTuple):
    """A department's sign-off that counts, and those that do not."""

    sign_off: SignOff | None
    path: PlanPath
    ignored: tuple[tuple[PlanPath, str], ...]
    """Sign-offs for the milestone that have no effect, and why."""


_WORST_FIRST = (Decision.NO_GO, Decision.CONDITIONAL, Decision.GO)


def word_of(department: str, plan: LaunchPlan, milestone: str, facts: Facts, as_of: date, *, asked: bool) -> Word:
    """Return the latest sign-off of a department that counts; of several on one day, the most cautious.

    A department that gives none of its own is covered by that of the department that does its work. Whether it is
    `asked` for one decides what another may have written in its name: what is no help counts, whoever wrote it.
    """
    part = plan.departments.get(department)
    if part is not None and not part.signoffs and part.done_by is not None:
        return word_of(part.done_by, plan, milestone, facts, as_of, asked=asked)
    path: PlanPath = ("departments", department, "signoffs")
    if part is None:
        return Word(None, path, ())
    lead = plan.lead_of(department)
    entitled = {lead, *plan.deputies_of(lead)}
    given: list[tuple[PlanPath, SignOff]] = []
    ignored: list[tuple[PlanPath, str]] = []
    for index, sign_off in enumerate(part.signoffs):
        if sign_off.milestone != milestone:
            continue
        if sign_off.by not in entitled:
            ignored.append(((*path, index), "was given by neither the lead nor the lead's deputy"))
        elif sign_off.dated > as_of:
            ignored.append(((*path, index), f"is dated {sign_off.dated}, in the future"))
        else:
            given.append(((*path, index), sign_off))
    no_help = {Decision.NO_GO} if asked else {Decision.NO_GO, Decision.CONDITIONAL}
    best, forged = _latest(given, facts, no_help)
    return Word(best[1] if best else None, best[0] if best else path, (*ignored, *forged))


def _latest(
    given: list[tuple[PlanPath, SignOff]], facts: Facts, no_help: Collection[Decision]
) -> tuple[tuple[PlanPath, SignOff] | None, list[tuple[PlanPath, str]]]:
    """Return the latest sign-off that counts, and those after it that were written by others.

    A yes does not count where a later one was forged: that must not bring it back.
    """
    forged: list[tuple[PlanPath, str]] = []
    for path, sign_off in sorted(given, key=lambda one: _key(one[1]), reverse=True):
        flaw = facts.flaw_of_word(path)
        if sign_off.decision in no_help or (flaw is None and not forged):
            return (path, sign_off), forged
        if flaw is not None:
            forged.append((path, flaw))
    return None, forged


def _key(sign_off: SignOff) -> tuple[date, int]:
    return (sign_off.dated, -_WORST_FIRST.index(sign_off.decision))
