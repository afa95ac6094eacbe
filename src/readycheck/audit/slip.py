"""What moving a milestone does to it: what fits then, what ends, who is away (design.md §7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from readycheck.audit.assessment import Assessment, assess
from readycheck.audit.clock import deadlines
from readycheck.audit.moving import moved
from readycheck.audit.people import who
from readycheck.audit.standing import Inputs
from readycheck.model.outlook import Away, Changed, Ending, Slip


def slip(inputs: Inputs, planned: Assessment, days: int) -> Slip:
    """Return what becomes of an assessed milestone when it, and what comes after it, moves by some days."""
    milestone = planned.milestone
    day = planned.milestone_day + timedelta(days=days)
    there = moved(inputs, milestone, day)
    then = assess(there, milestone)
    late, late_then = _late(inputs, planned), _late(there, then)
    return Slip(
        days=days,
        day=day,
        verdict=then.verdict,
        course=then.course,
        late=late_then,
        fits=tuple(item for item in late if item not in late_then),
        ends=tuple(_ends(planned, then)),
        away=tuple(_away(planned, then)),
        worse=tuple(_worse(planned, then)),
    )


def _late(inputs: Inputs, assessed: Assessment) -> tuple[str, ...]:
    days, finish = deadlines(inputs, assessed), assessed.schedule.finish
    return tuple(item.id for item in assessed.state.items if item.id in finish and finish[item.id] > days[item.id])


def _ends(planned: Assessment, then: Assessment) -> Iterator[Ending]:
    """Yield the proofs and waivers that hold on the day that is planned, and no longer on the other."""
    for item, judgement in planned.judgements.items():
        if judgement.expires is not None and judgement.expires < then.day.audited:
            yield Ending(item, "proof", judgement.expires)
    for checked, later in zip(planned.waivers, then.waivers, strict=True):
        if checked.defect is None and later.defect is not None:
            yield Ending(checked.waiver.item, "waiver", checked.waiver.until)


def _away(planned: Assessment, then: Assessment) -> Iterator[Away]:
    """Yield who is away when a gap could be closed, and is not for the day that is planned."""
    for item, (first, last) in then.schedule.pushed.items():
        if planned.schedule.pushed.get(item) != (first, last):
            person = who(then.work.plan, then.work.responses[item].owner)
            if person is not None:
                yield Away(item, person, first, last)


def _worse(planned: Assessment, then: Assessment) -> Iterator[Changed]:
    """Yield what a rule finds wanting on the other day only."""
    for item, judgement in then.judgements.items():
        ruled = then.work.items[item].spec.rule is not None
        if ruled and planned.judgements[item].outcome.holds and not judgement.outcome.holds:
            yield Changed(item, judgement.reason)
