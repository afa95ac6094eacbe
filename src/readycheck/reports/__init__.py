"""Edge out: reports to text. One file a format, called like it, each a pure `render(reports, options) -> str`.

Formats are imported when they are asked for: rich, or the transfer types of JSON, cost more than an audit. Text and
Markdown are rendered report by report; text is drawn otherwise for a screen.
"""

from __future__ import annotations

from enum import StrEnum, unique
from importlib import import_module
from types import ModuleType

from readycheck.errors import UsageError
from readycheck.model.change import Difference
from readycheck.model.path import PathToGreen
from readycheck.model.report import Report
from readycheck.model.trend import Trend
from readycheck.model.upgrade import Upgrade
from readycheck.reports.options import Options
from readycheck.reports.selection import Selection, select, select_path

__all__ = [
    "EXTENSIONS",
    "Format",
    "Options",
    "Selection",
    "render",
    "render_answer",
    "render_calendar",
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


#: What is answered otherwise than with a report: the modules that draw it, and that write it as JSON.
_ANSWERS = {
    PathToGreen: ("path", "path_json"),
    Difference: ("diff", "change_json"),
    Trend: ("trend", "trend_json"),
    Upgrade: ("upgrade", "upgrade_json"),
}


def render(form: Format, reports: tuple[Report, ...], options: Options) -> str:
    """Return reports in a format, in their order."""
    match form:
        case Format.TEXT:
            one = _module("screen" if options.terminal else "lines")
            return "\n".join(one.render(report, options) for report in reports)
        case Format.MARKDOWN:
            one = _module("markdown")
            return "\n".join(one.render(report, options) for report in reports)
        case _:
            text: str = _module(form.value).render(reports, options)
            return text


def render_answer(form: Format, answer: PathToGreen | Difference | Trend | Upgrade, options: Options) -> str:
    """Return what is no report in a format; UsageError where it cannot be had in that."""
    drawn, written = _ANSWERS[type(answer)]
    text: str
    match form:
        case Format.TEXT:
            text = _module(drawn).text(answer, options)
        case Format.MARKDOWN:
            text = _module(drawn).markdown(answer, options)
        case Format.JSON:
            text = _module(written).render(answer)
        case _:
            raise UsageError(f"this cannot be had as {form}", hint="take text, markdown or json")
    return text


def _module(name: str) -> ModuleType:
    """Return a module of this package, imported when it is asked for."""
    return import_module(f"{__name__}.{name}")


def render_calendar(report: Report, selection: Selection) -> str:
    """Return the calendar of a launch as iCalendar; UsageError where the library for it is not installed."""
    from readycheck.reports import ics

    return ics.render(report, selection)
