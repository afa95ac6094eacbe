"""Edge out: reports to text. One file a format, each a pure `render(reports, options) -> str`, one line in `render`.

Formats are imported when they are asked for: rich, or the transfer types of JSON, cost more than an audit.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, assert_never

from readycheck.errors import UsageError
from readycheck.model.path import PathToGreen
from readycheck.model.report import Report
from readycheck.model.trend import Trend
from readycheck.reports.options import Options
from readycheck.reports.selection import Selection, select, select_path

if TYPE_CHECKING:
    from readycheck.model.change import Difference
    from readycheck.model.upgrade import Upgrade

__all__ = [
    "EXTENSIONS",
    "Format",
    "Options",
    "Selection",
    "render",
    "render_calendar",
    "render_difference",
    "render_path",
    "render_trend",
    "render_upgrade",
    "select",
    "select_path",
]


@unique
class Format(StrEnum):
    """The formats in which a report can be had."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    GITHUB = "github"
    GITLAB = "gitlab"
    CSV = "csv"
    SUMMARY = "summary"
    SARIF = "sarif"
    JUNIT = "junit"
    COMMENT = "comment"


#: The format that a file's extension implies.
EXTENSIONS = {
    ".txt": Format.TEXT,
    ".md": Format.MARKDOWN,
    ".html": Format.HTML,
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".sarif": Format.SARIF,
    ".xml": Format.JUNIT,
}


def render(form: Format, reports: tuple[Report, ...], options: Options) -> str:  # noqa: C901, PLR0911 - one case a format
    """Return reports in a format, in their order."""
    match form:
        case Format.TEXT if options.terminal:
            from readycheck.reports import screen

            return "\n".join(screen.render(report, options) for report in reports)
        case Format.TEXT:
            from readycheck.reports import lines

            return "\n".join(lines.render(report, options) for report in reports)
        case Format.MARKDOWN:
            from readycheck.reports import markdown

            return "\n".join(markdown.render(report, options) for report in reports)
        case Format.HTML:
            from readycheck.reports import html

            return html.render(reports, options)
        case Format.JSON:
            from readycheck.reports import json

            return json.render(reports, options)
        case Format.GITHUB:
            from readycheck.reports import github

            return github.render(reports, options)
        case Format.GITLAB:
            from readycheck.reports import gitlab

            return gitlab.render(reports, options)
        case Format.CSV:
            from readycheck.reports import csv

            return csv.render(reports, options)
        case Format.SUMMARY:
            from readycheck.reports import summary

            return summary.render(reports, options)
        case Format.SARIF:
            from readycheck.reports import sarif

            return sarif.render(reports, options)
        case Format.JUNIT:
            from readycheck.reports import junit

            return junit.render(reports, options)
        case Format.COMMENT:
            from readycheck.reports import comment

            return comment.render(reports, options)
    assert_never(form)


def render_path(form: Format, path: PathToGreen) -> str:
    """Return a path to green in a format; UsageError where it cannot be had in that."""
    match form:
        case Format.TEXT:
            from readycheck.reports.path import text

            return text(path)
        case Format.MARKDOWN:
            from readycheck.reports.path import markdown

            return markdown(path)
        case Format.JSON:
            from readycheck.reports import path_json

            return path_json.render(path)
        case _:
            raise UsageError(f"a path to green cannot be had as {form}", hint="take text, markdown or json")


def render_difference(form: Format, difference: Difference, options: Options) -> str:
    """Return what changed between two sides in a format; UsageError where it cannot be had in that."""
    match form:
        case Format.TEXT:
            from readycheck.reports.diff import text

            return text(difference, options)
        case Format.MARKDOWN:
            from readycheck.reports.diff import markdown

            return markdown(difference)
        case Format.JSON:
            from readycheck.reports import change_json

            return change_json.render(difference)
        case _:
            raise UsageError(f"what changed cannot be had as {form}", hint="take text, markdown or json")


def render_trend(form: Format, trend: Trend, options: Options) -> str:
    """Return the way of a plan in a format; UsageError where it cannot be had in that."""
    match form:
        case Format.TEXT:
            from readycheck.reports.trend import text

            return text(trend, options)
        case Format.MARKDOWN:
            from readycheck.reports.trend import markdown

            return markdown(trend, options)
        case Format.JSON:
            from readycheck.reports import trend_json

            return trend_json.render(trend)
        case _:
            raise UsageError(f"a trend cannot be had as {form}", hint="take text, markdown or json")


def render_upgrade(form: Format, upgrade: Upgrade, options: Options) -> str:
    """Return what raising a pin comes to in a format; UsageError where it cannot be had in that."""
    match form:
        case Format.TEXT:
            from readycheck.reports.upgrade import text

            return text(upgrade, options)
        case Format.MARKDOWN:
            from readycheck.reports.upgrade import markdown

            return markdown(upgrade)
        case Format.JSON:
            from readycheck.reports import upgrade_json

            return upgrade_json.render(upgrade)
        case _:
            raise UsageError(f"what raising a pin changes cannot be had as {form}", hint="take text, markdown or json")


def render_calendar(report: Report, selection: Selection) -> str:
    """Return the calendar of a launch as iCalendar; UsageError where the library for it is not installed."""
    from readycheck.reports import ics

    return ics.render(report, selection)
