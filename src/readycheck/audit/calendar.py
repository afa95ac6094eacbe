"""The calendar of a launch: what is to happen when, and what ends (design.md §7). Each event once, in order."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readycheck.audit.people import who
from readycheck.audit.standing import Inputs, Standing
from readycheck.model.obligation import Obligation, Origin
from readycheck.model.outlook import Event, EventKind
from readycheck.model.report import Finding
from readycheck.model.vocabulary import Severity


def calendar(
    inputs: Inputs, standing: Standing, found: tuple[Finding, ...], owed: tuple[Obligation, ...]
) -> tuple[Event, ...]:
    """Return the events by day, then by kind, then in checklist order."""
    every = (
        *_meetings(inputs),
        *_gaps(found, inputs.as_of),
        *_waivers(standing),
        *_conditions(owed),
        *_proofs(found),
    )
    kinds = list(EventKind)
    return tuple(sorted(every, key=lambda event: (event.day, kinds.index(event.kind))))


def _meetings(inputs: Inputs) -> Iterator[Event]:
    plan, launch = inputs.plan, inputs.plan.launch
    owner = who(plan, launch.owner)
    for name, day in inputs.timeline.days.items():
        yield Event(day, EventKind.MILESTONE, name, launch.name, owner, None)
    if launch.decision is not None:
        chair = who(plan, launch.decision.chair) or owner
        yield Event(plan.on(launch.decision.meeting), EventKind.MEETING, "go/no-go", launch.name, chair, None)


def _gaps(found: tuple[Finding, ...], as_of: date) -> Iterator[Event]:
    """Yield the days of the gaps that count, that matter, and that nobody waived."""
    for gap in found:
        if gap.timing is None or not gap.counted or gap.waived or gap.severity is Severity.INFO:
            continue
        due = gap.timing.expect or gap.timing.due
        if due is not None:
            yield Event(due, EventKind.DUE, gap.item, gap.title, gap.owner, gap.department)
        begin = max(gap.timing.latest_start, as_of)  # what should have begun begins now
        yield Event(begin, EventKind.START, gap.item, gap.title, gap.owner, gap.department)


def _waivers(standing: Standing) -> Iterator[Event]:
    for checked in standing.waivers:
        if checked.defect is None:
            waiver, item = checked.waiver, standing.work.items[checked.waiver.item]
            approver = who(standing.work.plan, waiver.approved_by)
            yield Event(waiver.until, EventKind.WAIVER_ENDS, item.id, waiver.reason, approver, item.department)


def _conditions(owed: tuple[Obligation, ...]) -> Iterator[Event]:
    """Yield until when conditions must be met; a gap that was accepted has its own days."""
    for known in owed:
        if known.origin is not Origin.DESPITE and known.by is not None:
            yield Event(known.by, EventKind.CONDITION, known.subject, known.text, known.owner, known.department)


def _proofs(found: tuple[Finding, ...]) -> Iterator[Event]:
    for proven in found:
        if proven.expires is not None:
            yield Event(
                proven.expires, EventKind.PROOF_ENDS, proven.item, proven.proof or "", proven.owner, proven.department
            )
