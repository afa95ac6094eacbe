"""The calendar, read back by a parser that did not write it."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]

from readycheck.errors import UsageError
from readycheck.model.outlook import Event, EventKind
from readycheck.model.report import Report
from readycheck.reports import Selection, render_calendar
from tests.reports.conftest import WORD, report_of


def events_of(text: str) -> list[Any]:
    """The events that the other parser finds."""
    return list(vobject.readOne(text).contents["vevent"])


def calendar_of(report: Report, **selection: tuple[str, ...]) -> str:
    return render_calendar(report, Selection(**selection))


def test_every_event_of_the_report_is_in_the_calendar_on_its_day() -> None:
    """Day and subject of each event, in the same order, whole days."""
    report = report_of(WORD)
    read = events_of(calendar_of(report))
    assert [event.dtstart.value for event in read] == [event.day for event in report.calendar]
    assert [event.categories.value[0] for event in read] == [event.kind for event in report.calendar]
    assert {event.kind for event in report.calendar} == set(EventKind) - {EventKind.PROOF_ENDS}
    assert all(not hasattr(event, "attendee") for event in read)


def test_the_same_report_gives_the_same_bytes_in_lines_that_are_folded() -> None:
    """CRLF, at most 75 octets a line, no clock."""
    text = calendar_of(report_of("Ä" * 200))
    assert text == calendar_of(report_of("Ä" * 200))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")


def test_ids_are_unique_and_stay_when_days_and_people_change() -> None:
    """A calendar that reads the file again moves the events that it has."""
    report = report_of(WORD)
    later = report._replace(
        as_of=report.as_of + timedelta(days=1),
        calendar=tuple(event._replace(day=event.day + timedelta(days=3), who=None) for event in report.calendar),
    )
    ids = [event.uid.value for event in events_of(calendar_of(report))]
    assert len(set(ids)) == len(ids)
    assert [event.uid.value for event in events_of(calendar_of(later))] == ids


def test_a_selection_changes_no_id_and_keeps_what_concerns_all() -> None:
    """Support's calendar has support's days, the milestones and the meeting, under the same ids."""
    report = report_of(WORD)
    everything = {event.uid.value for event in events_of(calendar_of(report))}
    support = events_of(calendar_of(report, departments=("support",)))
    assert {event.uid.value for event in support} < everything
    assert {"milestone", "meeting"} <= {event.categories.value[0] for event in support}
    assert not any("legal." in event.summary.value for event in support)


def test_two_events_of_a_kind_on_one_subject_are_two() -> None:
    """Two conditions of one sign-off do not overwrite each other."""
    report = report_of(WORD)
    event = Event(date(2026, 12, 1), EventKind.CONDITION, "legal", "One", None, "legal")
    twice = report._replace(calendar=(event, event._replace(text="Two")))
    read = events_of(calendar_of(twice))
    assert len({event.uid.value for event in read}) == 2
    assert "nobody named" in read[0].description.value


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The calendar is an extra."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(UsageError) as refusal:
        calendar_of(report_of(WORD))
    assert refusal.value.hint == "pip install 'readycheck-cli[ics]'"
