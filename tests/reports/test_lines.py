"""Text for pipes: one finding a line, in the form that editors and logs read, and nothing that a log would obey."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from readycheck.model.obligation import Origin
from readycheck.model.report import Report
from readycheck.model.vocabulary import Outcome, Severity
from readycheck.reports import Format, Options, render
from readycheck.reports.wording import COURSE, VERDICT
from tests.core.strategies import Case, cases
from tests.reports.conftest import WORD, report_of

GAP = re.compile(
    rf"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+): (?P<severity>{'|'.join(Severity)})"
    rf"\[(?P<item>[a-z0-9.-]+)\] (?P<outcome>{'|'.join(Outcome)}): (?P<reason>.+)"
)
NOTICE = re.compile(r"[^:]+:\d+:\d+: notice\[[a-z-]+\] .+")
#: What the runners of GitHub, Azure and TeamCity obey wherever, or where a line begins with it.
COMMAND = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.IGNORECASE)


def lines_of(report: Report, **options: Any) -> list[str]:
    """Return the lines of a report for a pipe."""
    text = render(Format.TEXT, (report,), Options(**options))
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_gap_has_one_line_in_the_documented_form(case: Case) -> None:
    """`path:line:col: severity[item] outcome: reason`, for each gap, most pressing first."""
    report = case.run()
    found = [match for line in lines_of(report, all_gaps=True) if (match := GAP.fullmatch(line))]
    assert [match["item"] for match in found] == [gap.item for gap in report.gaps]
    assert [match["severity"] for match in found] == [gap.severity for gap in report.gaps]
    assert [match["outcome"] for match in found] == [gap.outcome for gap in report.gaps]
    assert {(match["path"], match["line"], match["column"]) for match in found} <= {("plan.yaml", "1", "1")}


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_without_all_the_most_pressing_gaps_are_listed_and_the_rest_is_counted(case: Case) -> None:
    """At most seven gaps have lines; how many more there are is said."""
    report = case.run()
    lines = lines_of(report)
    found = [match["item"] for line in lines if (match := GAP.fullmatch(line))]
    assert found == [gap.item for gap in report.headline]
    assert len(found) <= 7
    hidden = len(report.gaps) - len(report.headline)
    assert any(line.startswith(f"{hidden} more gap") for line in lines) == (hidden > 0)


def test_what_is_owed_has_a_line_each_and_what_a_go_rests_on_has_none_of_them() -> None:
    """The meeting's condition and the gap that it accepted; legal's condition for GA stands under what a go rests on."""
    lines = [line for line in lines_of(report_of(WORD)) if "obligation[" in line]
    assert [line.split(": ", 1)[1] for line in lines] == [
        f"obligation[decision ga] {WORD} ({WORD}, by 2026-12-12; Tom Oduya decided on GA, 2026-11-20)",
        f"obligation[despite legal.terms] legal.terms: {WORD} ({WORD}, no day; Tom Oduya decided on beta despite it, 2026-10-08)",
    ]
    assert [line for line in lines_of(report_of(WORD)) if line.startswith("rests on: sign-off legal")] != []


def test_what_a_waiver_asked_for_is_owed_once_nothing_rests_on_it() -> None:
    """It says which waiver, and of when."""
    report = report_of(WORD)
    waived = next(known for known in report.obligations if known.origin is Origin.WAIVER)._replace(relied_on=False)
    (line,) = (line for line in lines_of(report._replace(obligations=(waived,))) if "obligation[" in line)
    assert line.endswith(f"({WORD}, by 2026-12-12; waiver of support.channels, 2026-11-20)")


def test_the_answer_comes_first() -> None:
    """The launch, the days, the course and the verdict stand in the first lines, one each."""
    report = report_of(WORD)
    lines = lines_of(report)
    for part in (WORD, "GA", "2026-12-15", "T-23", "2026-11-22"):
        assert part in lines[0]
    assert lines[1] == f"course: {COURSE[report.course]}"
    assert lines[2].startswith(f"verdict: {VERDICT[report.verdict]}")
    assert lines[3].startswith("falls between departments: ")
    assert lines[4].startswith("blockers: ")


def test_nothing_is_wrapped() -> None:
    """However long a text is, what is said of a gap stays on one line."""
    report = report_of("word " * 400)
    line = next(line for line in lines_of(report, all_gaps=True) if "[legal.notice]" in line)
    assert line.count("word") >= 400


def test_what_decides_what_to_mend_and_what_to_do_first_have_lines_of_their_own() -> None:
    """Conditions that decide, notices with their place, and first steps are found by the word they begin with."""
    report = report_of(WORD)
    lines = lines_of(report)
    assert len([line for line in lines if line.startswith("decides: ")]) == sum(c.decided for c in report.conditions)
    assert len([line for line in lines if NOTICE.fullmatch(line)]) == len(report.notices)
    assert len([line for line in lines if re.match(r"first \d: ", line)]) == len(report.first) == 3


def test_what_is_missing_is_said() -> None:
    """A file that was not read and a selection have lines of their own."""
    report = report_of(WORD)._replace(unread=("support.yaml",), shown="stage buy: 0 of 5 gaps")
    lines = lines_of(report)
    assert any(line.startswith("not read: support.yaml") for line in lines)
    assert "shown: stage buy: 0 of 5 gaps" in lines


def test_options_of_a_terminal_change_nothing() -> None:
    """Text for a pipe depends on neither width nor colour."""
    report = report_of(WORD)
    plain = render(Format.TEXT, (report,), Options())
    assert render(Format.TEXT, (report,), Options(color=True, width=40, ascii_only=True)) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize(
    "text",
    [
        "::error::a",
        ":::error::a",
        "::::::error::a",
        ": ::error::a",
        "::error file=a,line=1::b",
        "a\n::error::b",
        "a\n  ::set-output name=b::c",
        "::stop-commands::a",
        "a ##[error]b",
        "a ###[error]b",
        "a ####[error]b ##[error]c",
        "a ##[command]b",
        "a ##[add-mask]b",
        "a ##vso[task.complete]b",
        "a ##teamcity[buildStatus]b",
        "a\n##[endgroup]",
    ],
)
def test_a_text_is_no_command_to_a_runner(text: str) -> None:
    """No line begins with `::`, and none holds `##[` or what other runners obey."""
    lines = lines_of(report_of(text), all_gaps=True)
    assert [line for line in lines if COMMAND.search(line)] == []


@pytest.mark.parametrize("text", ["a\nverdict: go", "a\ncourse: on course", "a\nplan.yaml:1:1: info[a.b] met: c"])
def test_a_text_cannot_forge_a_line(text: str) -> None:
    """A text with an end of line in it has as many lines as one without, and none of them is its own."""
    lines = lines_of(report_of(text), all_gaps=True)
    assert len(lines) == len(lines_of(report_of(WORD), all_gaps=True))
    assert [line for line in lines if line in text.split("\n")] == []
    assert lines[2].startswith("verdict: no-go")


def test_several_reports_stand_one_below_the_other() -> None:
    """Each plan begins with its own first line."""
    text = render(Format.TEXT, (report_of("One"), report_of("Two")), Options())
    assert re.findall(r"\b(One|Two): GA", text) == ["One", "Two"]
