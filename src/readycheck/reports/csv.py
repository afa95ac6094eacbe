"""CSV: a row for every item of every plan, for spreadsheets that compare launches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from readycheck.model.report import Finding, Report
from readycheck.model.text import one_line
from readycheck.reports.cells import Cell, comma_separated
from readycheck.reports.location import in_repository
from readycheck.reports.options import Options
from readycheck.reports.value import id_of

#: What every row of one plan says alike, what an item is, how it stands, and when and where somebody acts.
_PLAN: Final = ("plan", "launch", "as of", "milestone", "milestone day", "course", "verdict")
_ITEM: Final = ("department", "item", "title", "severity", "stage", "counts for", "counts")
_STATE: Final = ("outcome", "reason", "waived", "planned", "proof", "expires", "ticket", "owner")
_TIMING: Final = ("holder", "by", "due", "expected", "earliest finish", "slack days", "overdue")
_PLACE: Final = ("file", "line")
HEADINGS: Final = (*_PLAN, *_ITEM, *_STATE, *_TIMING, *_PLACE)


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one table: plans in their order, items in that of the checklists, each row on one line.

    Items that do not count for the audited milestone have rows too; `counts` tells them apart. Days of slack are
    negative where an item comes too late. `options` say only where the repository lies.
    """
    return comma_separated(HEADINGS, (_row(report, found, options) for report in reports for found in report.findings))


def _row(report: Report, found: Finding, options: Options) -> Iterator[Cell]:
    cells = (*_plan(report), *_item(found), *_state(found), *_timing(found), *_place(found, options))
    return (one_line(cell) if isinstance(cell, str) else cell for cell in cells)


def _plan(report: Report) -> tuple[Cell, ...]:
    audited = (report.milestone, report.milestone_day, report.course.value, report.verdict.value)
    return (report.plan, report.launch.name, report.as_of, *audited)


def _item(found: Finding) -> tuple[Cell, ...]:
    known = (found.severity.value, found.stage.value, found.milestone, _yes_or_no(found.counted))
    return (found.department, found.item, found.title, *known)


def _state(found: Finding) -> tuple[Cell, ...]:
    said = (found.outcome.value, found.reason, _yes_or_no(found.waived), _yes_or_no(found.planned))
    return (*said, found.proof, found.expires, found.ticket, id_of(found.owner))


def _timing(found: Finding) -> tuple[Cell, ...]:
    timing = found.timing
    if timing is None:
        return (None,) * len(_TIMING)
    days = (timing.by, timing.due, timing.expect, timing.earliest_finish, timing.slack_days)
    return (id_of(timing.holder), *days, _yes_or_no(timing.overdue))


def _place(found: Finding, options: Options) -> tuple[Cell, ...]:
    return (in_repository(found.place.file, options), found.place.line or None)


def _yes_or_no(value: bool) -> str:  # noqa: FBT001 - a value, not a switch
    return "yes" if value else "no"
