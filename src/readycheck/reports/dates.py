"""The launch date as tables of plain text: the weeks to launch, and what it would be on other days.

What every format that people read shows alike; renderers only draw them.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from readycheck.model.outlook import Event, EventKind, Slip
from readycheck.model.report import Report
from readycheck.model.vocabulary import Course
from readycheck.reports.between import Grid
from readycheck.reports.day import day_words, short_day
from readycheck.reports.wording import VERDICT, milestone_name, person_words

_WEEK = timedelta(days=7)
#: A page holds so many weeks; what comes after them stands in one row.
_WEEKS = 12
#: So many people, and so many items of each, are named in a week; the rest is counted.
_PEOPLE, _ITEMS = 4, 2
_COURSE = {Course.ON_COURSE: "on course", Course.OFF_COURSE: "off course", Course.UNREACHABLE: "not reachable"}
_OWED = frozenset({EventKind.DUE, EventKind.START})
_ENDS = frozenset({EventKind.PROOF_ENDS, EventKind.WAIVER_ENDS})


def date_grids(report: Report) -> Iterator[Grid]:
    """Yield the tables that have something to show."""
    rows = tuple(_weeks(report))
    if rows:
        yield Grid(
            f"The weeks to {milestone_name(report.milestone)}", ("week of", "", "what happens, and who owes what"), rows
        )
    if report.slips:
        yield _slips(report)


# ---------------------------------------------------------------- weeks
def _weeks(report: Report) -> Iterator[tuple[str, ...]]:
    """Yield a row for each week in which something happens, from today to the milestone."""
    first = report.as_of - timedelta(days=report.as_of.weekday())
    events = [event for event in _shown(report) if event.day <= max(report.milestone_day, report.as_of)]
    overdue = [event for event in events if event.day < report.as_of and event.kind in _OWED]
    if overdue:
        yield ("at once", "", _owed(overdue))
    last = first + _WEEK * (_WEEKS - 1)
    weeks: dict[date, list[Event]] = {}
    for event in events:
        if event.day >= report.as_of:
            weeks.setdefault(min(event.day - timedelta(days=event.day.weekday()), last), []).append(event)
    for monday, happening in sorted(weeks.items()):
        left = (report.milestone_day - max(monday, report.as_of)).days
        later = " on" if monday == last and report.milestone_day >= last + _WEEK else ""
        count = f"T-{left}" if left >= 0 else f"T+{-left}"
        said = "; ".join(filter(None, (_happens(happening), _owed(happening))))
        yield (f"{day_words(monday, report.as_of)}{later}", count, said)


def _shown(report: Report) -> Iterator[Event]:
    """Yield the events; of a gap only when it is due, or where nobody said, when it must be begun."""
    dated = {event.subject for event in report.calendar if event.kind is EventKind.DUE}
    gaps = {gap.item for gap in report.gaps}
    for event in report.calendar:
        if event.kind in _OWED and event.subject not in gaps:
            continue
        if event.kind is not EventKind.START or event.subject not in dated:
            yield event


def _happens(events: list[Event]) -> str:
    said = [
        *(f"{_title(event)} {short_day(event.day)}" for event in events if event.kind not in _OWED | _ENDS),
        *(f"{event.kind}: {event.subject} {short_day(event.day)}" for event in events if event.kind in _ENDS),
    ]
    more = f"; {len(said) - _PEOPLE} more" if len(said) > _PEOPLE else ""
    return "; ".join(said[:_PEOPLE]) + more


def _title(event: Event) -> str:
    match event.kind:
        case EventKind.MILESTONE:
            return milestone_name(event.subject)
        case EventKind.MEETING:
            return "go/no-go"
        case _:
            return f"condition of {event.subject}"


def _owed(events: list[Event]) -> str:
    """Return who owes what in a week, whoever owes first coming first."""
    people: dict[str, list[str]] = {}
    for event in events:
        if event.kind in _OWED:
            people.setdefault(person_words(event.who), []).append(event.subject)
    said = []
    for person, items in people.items():
        more = f" +{len(items) - _ITEMS}" if len(items) > _ITEMS else ""
        said.append(f"{person}: {', '.join(items[:_ITEMS])}{more}")
    rest = sum(map(len, list(people.values())[_PEOPLE:]))
    return "; ".join(said[:_PEOPLE]) + (f"; others: {rest}" if rest else "")


# ---------------------------------------------------------------- other days
def _slips(report: Report) -> Grid:
    name = milestone_name(report.milestone)
    head = (name, "moved", "course", "if today", "late", "what changes")
    rows = tuple(
        (
            day_words(slip.day, report.as_of),
            f"{slip.days:+d} days" if slip.days else "–",
            _COURSE[slip.course],
            VERDICT[slip.verdict],
            str(len(slip.late)),
            "; ".join(changes_of(slip)) or "–",
        )
        for slip in report.slips
    )
    return Grid(f"If {name} moves", head, rows)


def changes_of(slip: Slip) -> Iterator[str]:
    """Yield what fits, what ends, who is away, and what else a rule finds wanting."""
    if slip.fits:
        yield f"fits: {_some(slip.fits)}"
    for what in ("proof", "waiver"):
        ended = [f"{end.subject} ({short_day(end.until)})" for end in slip.ends if end.what == what]
        if ended:
            yield f"{what} ends: {_some(ended)}"
    away = dict.fromkeys(f"{away.person.name} to {short_day(away.last)}" for away in slip.away)
    if away:
        yield f"away: {_some([*away])}"
    if slip.worse:
        yield f"wanting: {_some([change.item for change in slip.worse])}"


def _some(names: tuple[str, ...] | list[str], most: int = 3) -> str:
    return ", ".join(names[:most]) + (f" +{len(names) - most}" if len(names) > most else "")
