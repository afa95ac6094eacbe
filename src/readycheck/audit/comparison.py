"""What changed from one audit to another: item by item, waivers, milestones, rules.

Pure and total: any two snapshots can be compared, of one plan or of two, for one milestone or for two. Nothing that
got better pays for anything that got worse: each item is looked at alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from readycheck.audit.change import change_of
from readycheck.audit.ratchet import Sides, together, waiver_refusals
from readycheck.model.change import (
    Change,
    Comparison,
    ItemState,
    MilestoneChange,
    Snapshot,
    WaiverChange,
    WaiverState,
)


def compare(old: Snapshot, new: Snapshot) -> Comparison:
    """Return what changed from `old` to `new`."""
    sides = Sides(old, new)
    return Comparison(
        before=old.head,
        after=new.head,
        changes=tuple(_changes(sides)),
        waivers=tuple(_waivers(sides)),
        milestones=tuple(_milestones(sides)),
        rules_added=tuple(departure for departure in new.departures if departure not in old.departures),
        rules_removed=tuple(departure for departure in old.departures if departure not in new.departures),
    )


def _changes(sides: Sides) -> Iterator[Change]:
    for before, after in _pairs(sides.before.items, sides.after.items):
        change = change_of(before, after, sides)
        if change is not None:
            yield change


def _pairs(
    before: tuple[ItemState, ...], after: tuple[ItemState, ...]
) -> Iterator[tuple[ItemState | None, ItemState | None]]:
    """Yield every item as it was and as it is, in checklist order; those that are gone behind what they stood behind.

    An item that was renamed is one item.
    """
    known = {state.item for state in after}
    now = {old: state.item for state in after for old in state.formerly if old not in known}
    was = {now.get(state.item, state.item): state for state in before}
    gone: dict[str | None, list[ItemState]] = {}
    last: str | None = None
    for item, state in was.items():
        if item in known:
            last = item
        else:
            gone.setdefault(last, []).append(state)
    yield from ((state, None) for state in gone.get(None, ()))
    for state in after:
        yield was.get(state.item), state
        yield from ((lost, None) for lost in gone.get(state.item, ()))


def _waivers(sides: Sides) -> Iterator[WaiverChange]:
    """Yield the waivers that changed, by item in the order in which plans name them, the earlier plan first."""
    before, after = _by_item(sides.before.waivers), _by_item(sides.after.waivers)
    owners = {state.item: state.owner for state in (*sides.before.items, *sides.after.items)}
    for item in dict.fromkeys((*before, *after)):
        were, are = before.get(item, []), after.get(item, [])
        lost = [waiver for waiver in were if _terms(waiver) not in map(_terms, are)]
        found = [waiver for waiver in are if _terms(waiver) not in map(_terms, were)]
        for was, now in zip_longest(lost, found):
            yield WaiverChange(item, owners.get(item), was, now, together(waiver_refusals(was, now, sides)))


def _by_item(waivers: tuple[WaiverState, ...]) -> dict[str, list[WaiverState]]:
    found: dict[str, list[WaiverState]] = {}
    for waiver in waivers:
        found.setdefault(waiver.item, []).append(waiver)
    return found


def _terms(waiver: WaiverState) -> tuple[object, ...]:
    return (waiver.reason, waiver.approved_by.id, waiver.until, waiver.defect is None)


def _milestones(sides: Sides) -> Iterator[MilestoneChange]:
    """Yield the milestones that moved or of which something else would be said, in the later audit's order."""
    before = {milestone.id: milestone for milestone in sides.before.milestones}
    after = {milestone.id: milestone for milestone in sides.after.milestones}
    for name in dict.fromkeys((*after, *before)):
        if before.get(name) != after.get(name):
            yield MilestoneChange(name, before.get(name), after.get(name))
