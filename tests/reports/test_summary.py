"""The summary of a step on GitHub: at most 1 MiB, cut at sections only, and it says what it left out."""

from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.model.report import Report
from readycheck.model.vocabulary import Verdict
from readycheck.reports import Format, Options, render
from readycheck.reports.markdown import sections
from readycheck.reports.summary import MOST_PLANS
from tests.core.strategies import Case, cases
from tests.reports.conftest import WORD, report_of
from tests.reports.test_markdown import by_cmark, by_markdown_it, rows_of

#: What docs.github.com says a step's summary may have.
MEBIBYTE = 1_048_576
NOTE = re.compile(r"^\*\*Left out, because a step's summary holds at most 1 MiB: (.+)\.\*\* ", re.MULTILINE)
#: 60 characters that take 180 bytes.
WIDE = "納期は未定です。担当者が決まるまで待つこと。" * 3


def summary_of(*reports: Report) -> str:
    """Return the summary of reports, which GitHub would take."""
    summary = render(Format.SUMMARY, reports, Options())
    assert len(summary.encode("utf-8")) <= MEBIBYTE
    return summary


def page_of(report: Report) -> str:
    """Return the whole page of a report."""
    return render(Format.MARKDOWN, (report,), Options())


@cache
def plain(name: str = WORD) -> Report:
    """Return a report of a small launch."""
    return report_of(name)


@cache
def with_gaps(number: int, name: str = WORD) -> Report:
    """Return a report with so many gaps, each with about 370 bytes of reason, most in characters of three bytes."""
    gap = plain().gaps[0]
    gaps = tuple(gap._replace(item=f"legal.item-{place}", reason=f"{WIDE} {place}") for place in range(number))
    report = plain(name)
    return report._replace(gaps=gaps)


@cache
def with_notices(number: int, name: str = WORD) -> Report:
    """Return a report whose last section before the list of gaps is long."""
    report = plain(name)
    notice = report.notices[0]._replace(first_screen=False)
    return report._replace(notices=tuple(notice._replace(message=f"{WIDE} {place}") for place in range(number)))


def check_well_formed(summary: str) -> None:
    """Check that tables, folds and lines are whole, in the eyes of two renderers."""
    assert summary.endswith("\n")
    for head, *rows in rows_of(summary):
        assert all(len(row) == len(head) for row in rows)
    opened, closed = (len(re.findall(rf"^<{tag}>$", summary, re.MULTILINE)) for tag in ("details", "/details"))
    assert opened == closed
    tags = [kind for kind, _ in by_cmark(summary)]
    assert tags.count("<details>") == tags.count("</details>") == opened
    assert tags.count("<table>") == len(rows_of(summary))
    html = [text for kind, text in by_markdown_it(summary) if kind.startswith("html_block")]
    assert len(html) == 2 * opened


# ---------------------------------------------------------------- while it fits
def test_the_summary_of_one_plan_is_its_page() -> None:
    """Nothing is added where nothing is left out."""
    assert summary_of(plain()) == page_of(plain())


@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_several_plans_have_an_overview_and_then_their_pages(case: Case) -> None:
    """Whatever the plans are, the whole pages stand below the overview in their order."""
    report = case.run()
    summary = summary_of(report, plain())
    assert summary.endswith(f"\n\n{page_of(report)}\n{page_of(plain())}")
    check_well_formed(summary)


def test_the_overview_has_a_row_for_each_plan() -> None:
    """Plan, launch, milestone, course, verdict, what is proven, blockers: worked out by hand."""
    one = plain("One")
    departments = tuple(part._replace(blockers=3, blockers_ok=1) for part in one.departments[:2])
    two = plain("Two")._replace(verdict=Verdict.GO, plan="two|2.yaml", departments=departments)
    two = two._replace(figures=two.figures._replace(proven=None))
    head, rule, *rows = summary_of(one, two).splitlines()[2:6]
    assert summary_of(one, two).startswith("# 2 launch plans\n\n")
    assert head == "| plan | launch | milestone | course | verdict | proven | blockers ok |"
    assert rule == "|---|---|---|---|---|---:|---:|"
    assert rows[0].startswith("| plan.yaml | One | GA 15 Dec 2026 | off course, still reachable | **no-go** | ")
    assert rows[1].startswith("| two\\|2.yaml | Two | GA 15 Dec 2026 | off course, still reachable | **go** | ")
    assert rows[1].endswith(" | 2 of 6 |")


# ---------------------------------------------------------------- where it does not fit
def test_a_page_that_is_too_long_loses_the_list_of_all_gaps() -> None:
    """3,500 gaps take more than a mebibyte; all else stays, and the page says what is missing and where it is."""
    report = with_gaps(3500)
    assert len(page_of(report).encode()) > MEBIBYTE
    summary = summary_of(report)
    (left,) = NOTE.findall(summary)
    assert left == "the list of all gaps"
    assert "The whole page: `readycheck audit` with `--format markdown`." in summary
    assert "<details>" not in summary
    whole = [part.text for part in sections(report) if part.name != "the list of all gaps"]
    assert all(text in summary for text in whole)
    check_well_formed(summary)


def test_a_page_that_is_still_too_long_keeps_its_first_sections() -> None:
    """Where what is to mend alone is too long, it goes too; head, gaps that press, and the foot stay."""
    report = with_notices(5000)
    summary = summary_of(report)
    assert NOTE.findall(summary) == ["what to mend in the plan, the list of all gaps"]
    parts = {part.name: part.text for part in sections(report)}
    for name in ("the head", "what to do first", "the most pressing gaps", "the departments", "the foot"):
        assert parts[name] in summary
    check_well_formed(summary)


def test_the_limit_is_used_to_the_last_byte() -> None:
    """A page of exactly a mebibyte is whole; with one byte more the list of all gaps goes."""
    report = with_notices(4000)
    room = MEBIBYTE - len(page_of(report).encode())

    def padded(more: int) -> Report:
        last = report.notices[-1]
        return report._replace(notices=(*report.notices[:-1], last._replace(message=f"{last.message}{'x' * more}")))

    assert len(summary_of(padded(room)).encode()) == MEBIBYTE
    assert NOTE.findall(summary_of(padded(room))) == []
    assert NOTE.findall(summary_of(padded(room + 1))) == ["the list of all gaps"]


def test_where_not_even_the_head_finds_room_that_is_said() -> None:
    """A summary of a mebibyte and more leaves one sentence, and no half of a line."""
    report = plain()._replace(launch=plain().launch._replace(summary="長" * 400_000))
    assert summary_of(report).startswith("**A page is left out: not even its head finds room")
    check_well_formed(summary_of(report, plain()))


def test_short_pages_leave_their_room_to_long_ones() -> None:
    """Of a long page and two short ones only the long one is cut, wherever it stands."""
    long = with_gaps(2700, "Long")
    assert len(page_of(long).encode()) < MEBIBYTE
    others = (plain("One"), plain("Two"))
    for reports in ((long, *others), (*others, long), (others[0], long, others[1])):
        summary = summary_of(*reports)
        assert NOTE.findall(summary) == []
        assert all(page_of(report) in summary for report in reports)
    reports = (with_gaps(3500, "Long"), *others)
    summary = summary_of(*reports)
    assert NOTE.findall(summary) == ["the list of all gaps"]
    assert all(page_of(report) in summary for report in others)


def test_two_long_pages_are_cut_alike() -> None:
    """Each gets half: one that fits into that stays whole."""
    summary = summary_of(with_gaps(2600, "One"), with_gaps(1000, "Two"), with_gaps(2600, "Three"))
    assert NOTE.findall(summary) == ["the list of all gaps"] * 2
    assert page_of(with_gaps(1000, "Two")) in summary
    check_well_formed(summary)


def test_of_very_many_plans_the_others_are_counted_by_verdict() -> None:
    """Every plan's verdict is told, in a row or in the count."""
    reports = [plain(f"Launch {number}") for number in range(3)] * (MOST_PLANS // 3 + 1)
    reports = [*reports[:MOST_PLANS], plain()._replace(verdict=Verdict.GO), plain(), plain()]
    summary = summary_of(*reports)
    assert summary.startswith(f"# {MOST_PLANS + 3} launch plans\n")
    assert len(rows_of(summary)[0]) == MOST_PLANS + 2
    assert "**And 3 more, which have no row and no page here: 2 no-go, 1 go.**" in summary
    check_well_formed(summary)


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(lengths=st.lists(st.sampled_from([(5, 5), (9, 2500), (2500, 9), (4000, 4000)]), min_size=2, max_size=4))
def test_every_summary_is_made_of_whole_sections(lengths: list[tuple[int, int]]) -> None:
    """However long the pages are: each begins with its head, and every line of it is a line of the whole page."""
    reports = [with_gaps(gaps)._replace(notices=with_notices(notices).notices) for gaps, notices in lengths]
    summary = summary_of(*reports)
    overview, *pages = re.split(r"^(?=# Qwxyz)", summary, flags=re.MULTILINE)
    assert len(overview.splitlines()) == len(reports) + 5
    assert len(pages) == len(reports)
    for page, report in zip(pages, reports, strict=True):
        assert page.count("<details>") == page.count("</details>")
        lines = [line for line in page.splitlines() if not NOTE.match(line)]
        assert set(lines) <= set(page_of(report).splitlines())


def test_options_of_a_terminal_change_nothing() -> None:
    """The summary depends on neither width nor colour."""
    wide = Options(terminal=True, color=True, width=40, ascii_only=True, all_gaps=True)
    assert render(Format.SUMMARY, (plain(),), wide) == summary_of(plain())


@pytest.mark.parametrize("number", [0, 1, 5])
def test_parts_of_the_page_have_names(number: int) -> None:
    """Whatever may be left out can be called by a name of its own; the list of all gaps stands last but the foot."""
    parts = sections(with_gaps(number))
    names = [part.name for part in parts]
    assert len(set(names)) == len(names)
    assert (names[0], names[-1]) == ("the head", "the foot")
    assert (names[-2] == "the list of all gaps") is (number > 0)
