"""JSON: what is said of days to come, in its transfer types. The report says all of it, the path the earliest day."""

from __future__ import annotations

from readycheck.model.outlook import Earliest, Event, Slip
from readycheck.reports.outlook_transfer import AwayOut, ChangedOut, EarliestOut, EndingOut, EventOut, LinkOut, SlipOut
from readycheck.reports.value import day_out, id_of


def earliest_out(earliest: Earliest) -> EarliestOut:
    """Return the earliest day in its transfer type."""
    return EarliestOut(
        day=day_out(earliest.day),
        spare_days=earliest.spare_days,
        chain=tuple(
            LinkOut(
                item=link.item,
                owner=id_of(link.owner),
                days=link.days,
                finish=link.finish.isoformat(),
                expected=link.expected,
                away=day_out(link.away),
            )
            for link in earliest.chain
        ),
        because=earliest.because,
    )


def slip_out(slip: Slip) -> SlipOut:
    """Return what another day would be in its transfer type."""
    return SlipOut(
        days=slip.days,
        day=slip.day.isoformat(),
        verdict=slip.verdict.value,
        course=slip.course.value,
        late=slip.late,
        fits=slip.fits,
        ends=tuple(EndingOut(subject=end.subject, what=end.what, until=end.until.isoformat()) for end in slip.ends),
        away=tuple(
            AwayOut(
                item=away.item,
                person=away.person.id,
                first=away.first.isoformat(),
                last=away.last.isoformat(),
            )
            for away in slip.away
        ),
        worse=tuple(ChangedOut(item=change.item, reason=change.reason) for change in slip.worse),
    )


def event_out(event: Event) -> EventOut:
    """Return a day of the calendar in its transfer type."""
    return EventOut(
        day=event.day.isoformat(), kind=event.kind, subject=event.subject, text=event.text, who=id_of(event.who)
    )
