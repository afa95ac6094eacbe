"""The way of a plan as text and as Markdown: a line of blocks for each figure, and a table of revisions.

What both say is put together once; they only draw it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from readycheck.model.number import percent
from readycheck.model.text import inert_in_logs, printable
from readycheck.model.trend import Point, Step, Trend
from readycheck.reports.day import short_day, weekday
from readycheck.reports.markup import escape, heading, table
from readycheck.reports.options import Options
from readycheck.reports.wording import COURSE, VERDICT, milestone_name

_BLOCKS, _DIGITS = "▁▂▃▄▅▆▇█", "12345678"
#: How many columns a line of blocks has at most, and rows a table, unless all are asked for.
_COLUMNS, _ROWS = 40, 32
_HEAD: Final = ("day", "commit", "proven", "on course", "blockers ok", "gaps", "course", "verdict")
_NUMBERS: Final = (2, 3, 4, 5)
_SHORT = 8


class _Line(NamedTuple):
    """One figure over all revisions."""

    name: str
    blocks: str
    ends: str
    """From what to what."""


class _Sheet(NamedTuple):
    """All that is said of a way."""

    title: str
    summary: str
    lines: tuple[_Line, ...]
    rows: tuple[tuple[str, ...], ...]
    left_out: str
    problems: tuple[str, ...]


def text(trend: Trend, options: Options) -> str:
    """Return the way as plain lines; ASCII alone where the sink has no more."""
    text = "\n".join(map(inert_in_logs, map(printable, _text(_sheet(trend, options))))) + "\n"
    return text.replace("→", "->").replace("–", "-") if options.ascii_only else text


def markdown(trend: Trend, options: Options) -> str:
    """Return the way in the Markdown that GitHub and GitLab both render."""
    return "\n".join(_markdown(_sheet(trend, options._replace(ascii_only=False)))) + "\n"


def _text(sheet: _Sheet) -> Iterator[str]:
    yield sheet.title
    yield sheet.summary
    yield ""
    width = max((len(line.blocks) for line in sheet.lines), default=0)
    yield from (f"{line.name:<12} {line.blocks:<{width}}  {line.ends}" for line in sheet.lines)
    yield ""
    widths = [max(map(len, column)) for column in zip(_HEAD, *sheet.rows, strict=True)]
    for row in (_HEAD, *sheet.rows):
        cells = (
            f"{cell:>{width}}" if index in _NUMBERS else f"{cell:<{width}}"
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        yield "  ".join(cells).rstrip()
    yield from filter(None, (sheet.left_out,))
    yield from sheet.problems


def _markdown(sheet: _Sheet) -> Iterator[str]:
    yield f"# {heading(sheet.title)}"
    yield ""
    yield escape(sheet.summary)
    yield ""
    yield from table(("", "", "from → to"), ((line.name, line.blocks, escape(line.ends)) for line in sheet.lines))
    yield ""
    yield from table(_HEAD, (map(escape, row) for row in sheet.rows), numbers=_NUMBERS)
    for note in (sheet.left_out, *sheet.problems):
        if note:
            yield ""
            yield escape(note)


# ---------------------------------------------------------------- what is said
def _sheet(trend: Trend, options: Options) -> _Sheet:
    points = tuple(step.point for step in trend.steps if step.point is not None)
    shown = trend.steps if options.all_gaps else _shown(trend.steps)
    first, last = trend.steps[0].day, trend.steps[-1].day
    revisions = f"{len(trend.steps)} revision{'s' if len(trend.steps) != 1 else ''}"
    policy = f"policy {trend.policy_name}, checklists {trend.checklists_version}"
    several = len({point.milestone for point in points}) > 1
    return _Sheet(
        title=f"{trend.launch}: {_goal(points)}",
        summary=f"{revisions}, {weekday(first)} to {weekday(last)}; all by {policy}",
        lines=tuple(_lines(points, _DIGITS if options.ascii_only else _BLOCKS)),
        rows=tuple(_row(step, with_milestone=several) for step in shown),
        left_out=_left_out(trend.steps, shown),
        problems=tuple(f"{step.commit[:_SHORT]} {step.day}: {step.problem}" for step in shown if step.problem),
    )


def _goal(points: Sequence[Point]) -> str:
    if not points:
        return "no revision could be audited"
    last = points[-1]
    return f"the way to {milestone_name(last.milestone)} on {weekday(last.milestone_day)}"


def _lines(points: Sequence[Point], blocks: str) -> Iterator[_Line]:
    figures: dict[str, Callable[[Point], Fraction | None]] = {
        "proven": lambda point: point.figures.proven,
        "on course": lambda point: point.figures.planned,
        "answered": lambda point: point.figures.answered,
        "blockers ok": _blockers_share,
    }
    for name, figure in figures.items():
        values = [figure(point) for point in points]
        if not values:
            continue
        ends = f"{percent(values[0])} → {percent(values[-1])}"
        if name == "blockers ok":
            ends = f"{_blockers(points[0])} → {_blockers(points[-1])}"
        yield _Line(name, _spark(values, blocks), ends)


def _spark(values: Sequence[Fraction | None], blocks: str) -> str:
    """Return shares in per cent as blocks, from empty to full; a long way by the last value of each of its parts."""
    number = min(len(values), _COLUMNS)
    chosen = (values[(index + 1) * len(values) // number - 1] for index in range(number))
    return "".join(
        "-" if value is None else blocks[min(int(value * len(blocks) / 100), len(blocks) - 1)] for value in chosen
    )


def _blockers_ok(point: Point) -> int:
    return point.blockers.proven + point.blockers.waived + point.blockers.not_applicable


def _blockers_share(point: Point) -> Fraction | None:
    total = point.blockers.total
    return Fraction(100 * _blockers_ok(point), total) if total else None


def _blockers(point: Point) -> str:
    return f"{_blockers_ok(point)} of {point.blockers.total}"


def _shown(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the last revision of each day, or where these are many, of each week; always the first and the last."""
    for period in (_day, _week, _month):
        last = {period(step.day): step for step in steps}
        if len(last) < _ROWS:
            break
    kept = (steps[0], *last.values())
    return tuple(dict.fromkeys(kept))


def _day(day: date) -> tuple[int, ...]:
    return (day.toordinal(),)


def _week(day: date) -> tuple[int, ...]:
    return day.isocalendar()[:2]


def _month(day: date) -> tuple[int, ...]:
    return (day.year, day.month)


def _left_out(steps: Sequence[Step], shown: Sequence[Step]) -> str:
    left = len(steps) - len(shown)
    return f"{left} revision{'s' if left != 1 else ''} between these left out; --all shows them" if left else ""


def _row(step: Step, *, with_milestone: bool) -> tuple[str, ...]:
    day, commit, point = f"{short_day(step.day)} {step.day.year}", step.commit[:_SHORT], step.point
    if point is None:
        return (day, commit, "–", "–", "–", "–", "not audited", "")
    goal = f"{milestone_name(point.milestone)}: " if with_milestone else ""
    return (
        day,
        commit,
        percent(point.figures.proven),
        percent(point.figures.planned),
        _blockers(point),
        str(point.gaps),
        f"{goal}{COURSE[point.course].partition(',')[0]}",
        VERDICT[point.verdict],
    )
