"""The weeks to launch as a picture: where each day and each week's gaps stand, in the units of a drawing.

Geometry only: a template draws it, and the table of weeks beside it says the same in words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from readycheck.model.outlook import EventKind
from readycheck.model.report import Report
from readycheck.model.vocabulary import Severity
from readycheck.reports.day import day_words
from readycheck.reports.wording import milestone_name

WIDTH = 960
_LEFT, _RIGHT = 8, 8
_WEEK = timedelta(days=7)
#: A picture shows at least and at most so many weeks, and a milestone after the audited one where it is not far.
_FEWEST, _MOST, _BEYOND = 4, 53, 8
#: Room for the gaps that should have been begun or closed before today, and for those after the last week.
_ASIDE = 76
_LANE, _BARS, _FOOT = 24, 110, 44
#: About how wide a letter is.
_LETTER = 7.2
_LONGEST = 28


class Mark(NamedTuple):
    """A day that matters, as a line with its label above."""

    kind: str
    """today, meeting, earliest, audited or milestone."""
    label: str
    x: int
    text_x: int
    """The middle of the label, moved where it would leave the picture."""
    lane: int
    """How high the label stands, so that no two touch; 0 is the lowest."""


class Part(NamedTuple):
    """The gaps of one severity in one week."""

    severity: Severity
    gaps: int
    y: int
    height: int


class Week(NamedTuple):
    """One week, with the gaps on which somebody must act in it."""

    x: int
    width: int
    spoken: str
    """The Monday, `at once` or `later`."""
    label: str
    """The same; empty where there is no room for it."""
    countdown: str
    parts: tuple[Part, ...]
    total: int
    top: int


class Timeline(NamedTuple):
    """All that is drawn."""

    width: int
    height: int
    base: int
    """Where the bars stand."""
    lane: int
    """How high a lane of labels is."""
    lanes: int
    weeks: tuple[Week, ...]
    marks: tuple[Mark, ...]


class _Axis(NamedTuple):
    """Which weeks there are, and where a day stands among them."""

    first: date
    weeks: int
    start: int
    stop: int

    @property
    def step(self) -> float:
        return (self.stop - self.start) / self.weeks

    def week_of(self, day: date) -> int:
        """Return the week in which a day falls; what comes later falls in one after the last."""
        return min((day - self.first).days // 7, self.weeks)

    def x(self, day: date) -> int:
        """Return where the middle of a day stands, or of all that comes later."""
        if self.week_of(day) == self.weeks:
            return self.stop + _ASIDE // 2
        return round(self.start + ((day - self.first).days + 0.5) * self.step / 7)


def timeline_of(report: Report) -> Timeline:
    """Return the picture of a report."""
    axis = _axis(report)
    marks = tuple(_marks(report, axis))
    lanes = max((mark.lane for mark in marks), default=0) + 1
    base = lanes * _LANE + _BARS + 18
    return Timeline(WIDTH, base + _FOOT, base, _LANE, lanes, tuple(_weeks(report, axis, base)), marks)


def _axis(report: Report) -> _Axis:
    first = report.as_of - timedelta(days=report.as_of.weekday())
    far = max(report.milestone_day, report.as_of) + _WEEK * _BEYOND
    days = [report.milestone_day, *(milestone.day for milestone in report.milestones), *_others(report)]
    last = max((day for day in days if first <= day <= far), default=first)
    weeks = min(max((last - first).days // 7 + 1, _FEWEST), _MOST)
    later = max([report.milestone_day, *_acting(report)]) >= first + _WEEK * weeks
    start = _LEFT + (_ASIDE if _overdue(report) else 0)
    return _Axis(first, weeks, start, WIDTH - _RIGHT - (_ASIDE if later else 0))


def _others(report: Report) -> Iterator[date]:
    if report.earliest.day is not None:
        yield report.earliest.day
    yield from (event.day for event in report.calendar if event.kind is EventKind.MEETING)


# ---------------------------------------------------------------- gaps
def _acting(report: Report) -> Iterator[date]:
    yield from (gap.timing.by for gap in report.gaps if gap.timing is not None)


def _overdue(report: Report) -> list[Severity]:
    return [gap.severity for gap in report.gaps if gap.timing is not None and gap.timing.by < report.as_of]


def _weeks(report: Report, axis: _Axis, base: int) -> Iterator[Week]:
    """Yield a column for what is overdue, where something is, one for each week, and one for what comes later."""
    overdue = Counter(_overdue(report))
    weeks: list[Counter[Severity]] = [Counter() for _ in range(axis.weeks + 1)]
    for gap in report.gaps:
        if gap.timing is not None and gap.timing.by >= report.as_of:
            weeks[axis.week_of(gap.timing.by)][gap.severity] += 1
    highest = max((found.total() for found in (overdue, *weeks)), default=0) or 1
    if overdue:
        yield _week((_LEFT, _ASIDE - 16), ("at once", "at once", ""), overdue, highest, base)
    mondays = [axis.first + _WEEK * number for number in range(axis.weeks)]
    spoken = [day_words(monday, report.as_of) for monday in mondays]
    every = ceil(max(map(_room, spoken)) / axis.step)
    for number, (monday, words) in enumerate(zip(mondays, spoken, strict=True)):
        left = (report.milestone_day - max(monday, report.as_of)).days
        x = round(axis.start + number * axis.step)
        named = number % every == 0 and x + _room(words) <= axis.stop + _RIGHT
        labels = (words, f"T-{left}" if left >= 0 else f"T+{-left}") if named else ("", "")
        yield _week((x, round(axis.step)), (words, *labels), weeks[number], highest, base)
    if axis.stop < WIDTH - _RIGHT:
        yield _week((axis.stop + 8, _ASIDE - 16), ("later", "later", ""), weeks[-1], highest, base)


def _room(label: str) -> float:
    """Return how wide the label of a week is, with what keeps it apart from the next."""
    return len(label) * _LETTER + 10


def _week(
    room: tuple[int, int], labels: tuple[str, str, str], found: Counter[Severity], highest: int, base: int
) -> Week:
    parts = []
    y = base
    for severity in Severity:
        if found[severity]:
            height = max(3, round(found[severity] * _BARS / highest))
            y -= height
            parts.append(Part(severity, found[severity], y, height))
    return Week(*room, *labels, tuple(parts), found.total(), y)


# ---------------------------------------------------------------- days
def _marks(report: Report, axis: _Axis) -> Iterator[Mark]:
    """Yield the days that matter, from left to right, each label in the lowest lane that is free."""
    ends: list[float] = []
    for day, kind, name in sorted(_days(report), key=lambda found: found[0]):
        if day < axis.first or (kind != "audited" and axis.week_of(day) == axis.weeks):
            continue
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1]}…"
        label = f"{short} {day_words(day, report.as_of)}"
        half = len(label) * _LETTER / 2 + 6
        middle = min(max(axis.x(day), half), WIDTH - half)
        lane = next((lane for lane, end in enumerate(ends) if end <= middle - half), len(ends))
        ends[lane:] = [middle + half, *ends[lane + 1 :]]
        yield Mark(kind, label, axis.x(day), round(middle), lane)


def _days(report: Report) -> Iterator[tuple[date, str, str]]:
    yield report.as_of, "today", "today"
    if report.launch.meeting is not None:
        yield report.launch.meeting, "meeting", "go/no-go"
    name = milestone_name(report.milestone)
    if report.earliest.day is not None and report.earliest.day not in {report.milestone_day, report.as_of}:
        yield report.earliest.day, "earliest", f"earliest {name}"
    yield report.milestone_day, "audited", name
    for milestone in report.milestones:
        if milestone.id != report.milestone:
            yield milestone.day, "milestone", milestone_name(milestone.id)
