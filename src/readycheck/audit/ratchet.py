"""The ratchet: what of a change nobody may let through unseen, however much else got better.

An item gets worse where it was met and is a gap, was answered and is not, left the count or is refused without somebody
else's agreement, lost a waiver that it relied on, or is asked for less or later. What is worse only because more is
asked, or more is known, is none: a claim found to be open, a plan that slips, an item that is new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.change import ItemState, Refused, Snapshot, WaiverState
from readycheck.model.vocabulary import Outcome, Severity, Status

_AGREE = "have somebody else agree, who was in the plan before"
_UNDO = "take that back"
_AGAIN = {Outcome.UNPROVEN: "prove it again", Outcome.UNKNOWN: "answer it again"}


class Sides(NamedTuple):
    """Both audits."""

    before: Snapshot
    after: Snapshot

    @property
    def same_milestone(self) -> bool:
        """Whether both are of one milestone."""
        return self.before.head.milestone == self.after.head.milestone


def together(refusals: Iterable[Refused]) -> Refused | None:
    """Return several as one, each remedy once; None where there is none."""
    every = [*refusals]
    remedies = dict.fromkeys(refused.remedy for refused in every)
    return Refused("; ".join(refused.reason for refused in every), "; ".join(remedies)) if every else None


def item_refusals(
    before: ItemState | None, after: ItemState | None, sides: Sides, *, left: str | None
) -> Iterator[Refused]:
    """Yield why an item got worse. `left` says how it left the count, where it did.

    What is new in the checklists was not worse before, and an item that was and is for information never counts.
    """
    if before is None or (before.severity is Severity.INFO and (after is None or after.severity is Severity.INFO)):
        return
    if left is not None:
        yield from _left(before, after, sides, left)
    if after is not None:
        yield from _outcome(before, after)
        yield from _exemption(before, after, sides, left)
        yield from _refusal(before, after, sides)
        yield from _waiver(before, after, sides)
        yield from _demand(before, after, sides)


def _left(before: ItemState, after: ItemState | None, sides: Sides, why: str) -> Iterator[Refused]:
    by_answer = after is not None and not after.applies and after.exempt and not after.dropped
    if not by_answer or after is None:
        yield Refused(f"left the count: {why}", "bring it back")
    elif (lacking := _disagreed(before, after.owner, after.approved_by, sides)) is not None:
        yield Refused(f"left the count as n/a, {lacking}", _AGREE)


def _outcome(before: ItemState, after: ItemState) -> Iterator[Refused]:
    if before.outcome is Outcome.MET and after.outcome.is_gap:
        yield Refused(f"was proven; now {after.reason or after.outcome}", _AGAIN.get(after.outcome, "close it again"))
    elif after.outcome is Outcome.UNKNOWN and before.outcome in {Outcome.OPEN, Outcome.UNPROVEN}:
        yield Refused(f"was answered; now {after.reason or after.outcome}", "answer it again")
    elif after.outcome is Outcome.UNKNOWN and before.applies and before.status is not None and after.status is None:
        yield Refused("its answer was taken away", "answer it again")


def _exemption(before: ItemState, after: ItemState, sides: Sides, left: str | None) -> Iterator[Refused]:
    """Yield what is wrong with a new answer of n/a, where leaving the count has not said so."""
    if left is None and after.claims_exemption and not before.claims_exemption:
        lacking = _disagreed(before, after.owner, after.approved_by, sides)
        if lacking is not None:
            yield Refused(f"answered n/a, {lacking}", _AGREE)


def _refusal(before: ItemState, after: ItemState, sides: Sides) -> Iterator[Refused]:
    """Yield what is wrong with a `will_not_do` that somebody is said to agree to; one that nobody does is bad news."""
    said = (after.status, after.approved_by) != (before.status, before.approved_by)
    if said and after.status is Status.WILL_NOT_DO and after.approved_by is not None:
        lacking = _disagreed(before, after.owner, after.approved_by, sides)
        if lacking is not None:
            yield Refused(f"will not be done, {lacking}", _AGREE)


def _waiver(before: ItemState, after: ItemState, sides: Sides) -> Iterator[Refused]:
    relied_on = any(waiver.relied_on and waiver.item == before.item for waiver in sides.before.waivers)
    if relied_on and after.outcome.is_gap and not after.waived:
        yield Refused("relied on a waiver that it no longer has", "close it, or have it waived again")


def _demand(before: ItemState, after: ItemState, sides: Sides) -> Iterator[Refused]:
    """Yield how less is asked of an item, or later."""
    severities = list(Severity)
    if severities.index(after.severity) > severities.index(before.severity):
        yield Refused(f"severity lowered from {before.severity} to {after.severity}", _UNDO)
    if _comes_later(before.milestone, after.milestone, sides):
        yield Refused(f"put off from {before.milestone} to {after.milestone}", _UNDO)
    if before.evidence is not None and after.evidence is not None and after.evidence.rank < before.evidence.rank:
        yield Refused(f"proof asked for lowered from {before.evidence} to {after.evidence}", _UNDO)


def _comes_later(before: str, after: str, sides: Sides) -> bool:
    """Return whether an item counts for a later milestone, in the order of the plan that dates both, else by day."""
    if before == after:
        return False
    for snapshot in (sides.after, sides.before):
        order = [milestone.id for milestone in snapshot.milestones]
        if before in order and after in order:
            return order.index(after) > order.index(before)
    was = {milestone.id: milestone.day for milestone in sides.before.milestones}.get(before)
    now = {milestone.id: milestone.day for milestone in sides.after.milestones}.get(after)
    return was is None or now is None or now > was


def waiver_refusals(before: WaiverState | None, after: WaiverState | None, sides: Sides) -> Iterator[Refused]:
    """Yield what is wrong with a waiver that is new or was given other terms.

    One that was relied on and is gone is told of its item.
    """
    if after is None or (before is not None and _same_terms(before, after)):
        return
    if after.defect is not None:
        yield Refused(f"its waiver has no effect: {after.defect}", "mend the waiver, or withdraw it")
        return
    state = {state.item: state for state in sides.before.items}.get(after.item)
    owner = {now.item: now.owner for now in sides.after.items}.get(after.item)
    lacking = None if state is None else _disagreed(state, owner, after.approved_by, sides)
    if lacking is not None:
        yield Refused(f"its waiver is {lacking}", _AGREE)


def _same_terms(before: WaiverState, after: WaiverState) -> bool:
    return (before.reason, before.approved_by.id, before.until) == (after.reason, after.approved_by.id, after.until)


def _disagreed(before: ItemState, owner: Who | None, approved_by: Who | None, sides: Sides) -> str | None:
    """Return why an exception is nobody else's decision than its owner's; None where somebody else agreed.

    Whoever owned the item before, or was not in the plan, cannot agree: a change must not bring its own approver.
    """
    if approved_by is None:
        return "agreed by nobody"
    if approved_by.id in {person.id for person in (before.owner, owner) if person is not None}:
        return "agreed by its own owner only"
    if approved_by.id not in sides.before.people:
        return f"agreed by {approved_by.name}, who was not in the plan before"
    return None
