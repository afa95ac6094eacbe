"""What became of one item: which kind of change it is, and what made it, in words."""

from __future__ import annotations

from collections.abc import Iterator

from readycheck.audit.ratchet import Sides, item_refusals, together
from readycheck.model.change import Change, ChangeKind, ItemState
from readycheck.model.vocabulary import Outcome, Status

_REFUSED = Status.WILL_NOT_DO


def change_of(before: ItemState | None, after: ItemState | None, sides: Sides) -> Change | None:
    """Return what became of an item; None where it is as it was. At least one of the two is given."""
    kind = _kind(before, after, sides)
    if kind is None:
        return None
    state = after or before
    assert state is not None  # noqa: S101 - one of the two is given
    why = _why(kind, before, after, sides)
    refused = item_refusals(before, after, sides, left=why if kind is ChangeKind.LEFT else None)
    return Change(state.item, kind, before, after, why, together(refused))


def _kind(before: ItemState | None, after: ItemState | None, sides: Sides) -> ChangeKind | None:
    was, now = _in_count(before, after, sides)
    if was != now:
        return ChangeKind.LEFT if was else ChangeKind.ENTERED
    if before is None or after is None:
        return None
    if was and before.outcome.is_gap and after.outcome is Outcome.MET:
        return ChangeKind.CLOSED
    if was and before.outcome is Outcome.MET and after.outcome.is_gap:
        return ChangeKind.OPENED
    differs = (was and before.outcome is not after.outcome) or any(_differences(before, after))
    return ChangeKind.CHANGED if differs else None


def _in_count(before: ItemState | None, after: ItemState | None, sides: Sides) -> tuple[bool, bool]:
    """Return whether an item is in the count, before and after.

    That is of the audited milestone where it is the same in both; an item that counts for a later one in both, and
    any item where different milestones were audited, is in the count of its own.
    """
    states = [state for state in (before, after) if state is not None]
    of_milestone = sides.same_milestone and any(state.counted for state in states)

    def counts(state: ItemState | None) -> bool:
        return state is not None and state.applies and (state.counted or not of_milestone)

    return counts(before), counts(after)


def _why(kind: ChangeKind, before: ItemState | None, after: ItemState | None, sides: Sides) -> str:
    match kind:
        case ChangeKind.LEFT:
            return _why_left(before, after, sides)
        case ChangeKind.ENTERED:
            return _why_entered(before, after, sides)
        case _:
            assert before is not None  # noqa: S101 - it is in both
            assert after is not None  # noqa: S101
            word = after.proof if kind is ChangeKind.CLOSED else after.reason if before.reason != after.reason else ""
            return "; ".join(filter(None, (word, *_differences(before, after))))


def _why_left(before: ItemState | None, after: ItemState | None, sides: Sides) -> str:
    """Return which of the ways out of the count an item took."""
    if after is None:
        pinned = before is not None and before.item in sides.after.newer
        return _pinned(sides) if pinned else "no longer in the checklists"
    if after.applies:
        return f"counts for {after.milestone} now"
    if after.exempt and not after.dropped:
        who = after.approved_by.name if after.approved_by is not None else "nobody"
        return f"{after.reason or 'no reason given'}; agreed by {who}"
    return after.reason


def _why_entered(before: ItemState | None, after: ItemState | None, sides: Sides) -> str:
    """Return how an item came into the count."""
    if before is None:
        pinned = after is not None and after.item in sides.before.newer
        return _pinned(sides) if pinned else "new in the checklists"
    if before.applies:
        return f"counts for {after.milestone if after else before.milestone} now"
    if before.dropped:
        return "no longer dropped by policy"
    return "no longer answered n/a" if before.exempt else f"no longer ruled out ({before.reason})"


def _pinned(sides: Sides) -> str:
    return f"the checklists are pinned to {sides.after.head.checklists} now"


def _differences(before: ItemState, after: ItemState) -> Iterator[str]:
    """Yield what is different about an item besides its outcome, in words; alike in both directions."""
    yield from _answer(before, after)
    if before.outcome.is_gap and after.outcome.is_gap:
        if before.planned != after.planned:
            yield "planned in time now" if after.planned else "no longer planned in time"
        if before.waived != after.waived:
            yield "waived now" if after.waived else "no longer waived"
    if before.severity is not after.severity:
        yield f"{before.severity} → {after.severity}"
    if before.milestone != after.milestone:
        yield f"counts for {after.milestone} instead of {before.milestone}"
    if before.evidence is not None and after.evidence is not None and before.evidence is not after.evidence:
        yield f"proof asked for: {before.evidence} → {after.evidence}"


def _answer(before: ItemState, after: ItemState) -> Iterator[str]:
    """Yield how an answer changed without a change of outcome that would say so."""
    if before.claims_exemption != after.claims_exemption:
        yield "answered n/a now" if after.claims_exemption else "no longer answered n/a"
    elif before.outcome is after.outcome is Outcome.UNKNOWN and (before.status is None) != (after.status is None):
        yield "its answer was taken away" if after.status is None else "answered now"
    elif before.outcome is after.outcome is Outcome.OPEN and (before.status is _REFUSED) != (after.status is _REFUSED):
        yield "will not be done" if after.status is _REFUSED else "will be done after all"
