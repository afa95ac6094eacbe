"""iCalendar: the calendar of a launch, for the calendars in which people look.

Written by icalendar, which only those who want this need: it is an extra. An event keeps its UID when its day or its
owner changes, so that a calendar that reads the file again moves it and does not add another.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time
from hashlib import sha256
from typing import TYPE_CHECKING

from readycheck.errors import UsageError
from readycheck.model.outlook import Event, EventKind
from readycheck.model.report import Report
from readycheck.model.text import one_line
from readycheck.reports.selection import Selection, select_events
from readycheck.reports.wording import milestone_name

if TYPE_CHECKING:
    from icalendar import Event as Entry

_TITLES = {
    EventKind.DUE: "due",
    EventKind.START: "begin at the latest",
    EventKind.CONDITION: "condition",
    EventKind.WAIVER_ENDS: "waiver ends",
    EventKind.PROOF_ENDS: "proof ends",
}


def render(report: Report, selection: Selection) -> str:
    """Return the calendar; UsageError where icalendar is not installed. The same report gives the same bytes."""
    try:
        from icalendar import Calendar, vText  # noqa: PLC0415 - an extra
    except ImportError:
        hint = "pip install 'readycheck-cli[ics]'"
        raise UsageError("writing a calendar needs the package icalendar", hint=hint) from None
    calendar = Calendar()
    calendar.add("prodid", "-//readycheck//launch calendar//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", vText(one_line(report.launch.name)))  # icalendar escapes only what it knows is text
    if report.unread:
        unread = f"Not read, answers missing here: {', '.join(report.unread)}"
        calendar.add("x-wr-caldesc", vText(one_line(unread)))
    seen: Counter[tuple[str, ...]] = Counter()
    for event in report.calendar:  # numbered before any is left out, so that a selection changes no UID
        seen[_identity(event)] += 1
        if event in select_events((event,), selection):
            calendar.add_component(_entry(event, seen[_identity(event)], report))
    text: bytes = calendar.to_ical()
    return text.decode()


def _entry(event: Event, number: int, report: Report) -> Entry:
    from icalendar import Event as Entry  # noqa: PLC0415 - an extra

    entry = Entry()
    key = "\n".join((report.launch.name, *_identity(event), str(number)))
    digest = sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    entry.add("uid", f"{digest[:24]}@readycheck")
    entry.add("dtstamp", datetime.combine(report.as_of, time(), UTC))
    entry.add("dtstart", event.day)
    entry.add("summary", one_line(_summary(event, report)))
    entry.add("description", one_line(_description(event, report)))
    entry.add("categories", [event.kind.value])
    entry.add("transp", "TRANSPARENT")
    return entry


def _identity(event: Event) -> tuple[str, ...]:
    """Return what an event is known by: of a subject's conditions, by what each asks for."""
    return (event.kind, event.subject, *([event.text] if event.kind is EventKind.CONDITION else []))


def _summary(event: Event, report: Report) -> str:
    match event.kind:
        case EventKind.MILESTONE:
            return f"{report.launch.name}: {milestone_name(event.subject)}"
        case EventKind.MEETING:
            return f"{report.launch.name}: go or no-go"
        case _:
            who = f" ({event.who.name})" if event.who is not None else ""
            return f"{_TITLES[event.kind]}: {event.subject}{who}"


def _description(event: Event, report: Report) -> str:
    who = event.who.name if event.who is not None else "nobody named"
    text = f"{event.text}. " if event.text else ""
    return f"{text}Who: {who}. Launch: {report.launch.name}, as of {report.as_of}."
