"""CSV: what a spreadsheet reads back is every item of every plan, each text as it was and none a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.model.between import Who
from readycheck.model.place import Place
from readycheck.model.report import Finding, Report
from readycheck.model.text import one_line
from readycheck.model.vocabulary import Outcome, Severity, Stage
from readycheck.model.worksheet import unguarded
from readycheck.reports import Format, Options, Selection, render, select
from readycheck.reports.csv import HEADINGS
from tests.core.strategies import Case, cases
from tests.reports.conftest import WORD, report_of

COLUMNS = (
    "plan,launch,as of,milestone,milestone day,course,verdict,department,item,title,severity,stage,counts for,counts,"
    "outcome,reason,waived,planned,proof,expires,ticket,owner,holder,by,due,expected,earliest finish,slack days,overdue,"
    "file,line"
)


def table_of(*reports: Report) -> str:
    """Return the table of reports."""
    return render(Format.CSV, reports, Options())


def rows_of(table: str) -> list[dict[str, str]]:
    """Return the rows as a strict reader of RFC 4180 finds them, and each as wide as the headings."""
    assert table.startswith("\ufeff")
    reader = csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline=""), strict=True)
    head, *rows = reader
    assert head == list(HEADINGS)
    assert all(len(row) == len(head) for row in rows)
    return [dict(zip(head, row, strict=True)) for row in rows]


def records(table: str) -> Iterator[str]:
    """Yield the records by RFC 4180 alone: CRLF ends one unless quotes are open."""
    record = ""
    for piece in table.split("\r\n"):
        record += piece
        if record.count('"') % 2 == 0:
            yield record
            record = ""
        else:
            record += "\r\n"


def test_the_columns_are_the_documented_ones() -> None:
    """The headings stand once, whatever number of plans follows."""
    table = table_of(report_of("One"), report_of("Two"))
    assert table.removeprefix("\ufeff").split("\r\n")[0] == COLUMNS
    assert table.count("counts for") == 1
    assert [row["launch"] for row in rows_of(table)] == ["One"] * 9 + ["Two"] * 9


def test_a_gap_has_one_row_with_everything_that_is_known_of_it() -> None:
    """The whole row, worked out by hand."""
    report = report_of("One")
    gap = next(found for found in report.findings if found.item == "legal.later")
    assert gap.timing is not None
    timing = gap.timing._replace(
        due=date(2026, 12, 10), expect=date(2026, 12, 12), by=date(2026, 12, 12), earliest_finish=date(2026, 12, 18),
        slack_days=-3, overdue=False, holder=Who("lee.ng", "Lee Ng"),
    )  # fmt: skip
    gap = gap._replace(
        title='The "later" terms, signed', outcome=Outcome.OPEN, reason="half done", ticket="LAW-41", timing=timing,
        owner=Who("dana.cho", "Dana Cho"), severity=Severity.MAJOR, stage=Stage.BUY, place=Place("./a.yaml", 7, 3),
        planned=True, waived=False, counted=True, milestone="beta",
    )  # fmt: skip
    plan = "plan.yaml,One,2026-11-22,ga,2026-12-15,off_course,no_go,"
    item = 'legal,legal.later,"The ""later"" terms, signed",major,buy,beta,yes,'
    state = "open,half done,no,yes,,,LAW-41,dana.cho,"
    days = "lee.ng,2026-12-12,2026-12-10,2026-12-12,2026-12-18,-3,no,a.yaml,7"
    assert table_of(report._replace(findings=(gap,))).split("\r\n")[1:] == [plan + item + state + days, ""]


def test_what_is_proven_has_its_proof_and_nothing_left_to_do() -> None:
    """No holder, no day to act, no slack: those cells are empty."""
    report = report_of("One")
    done = report.findings[0]._replace(
        outcome=Outcome.MET,
        proof="legal/terms.md",
        expires=date(2027, 5, 29),
        timing=None,
        owner=None,
        place=Place("a"),
    )
    (row,) = rows_of(table_of(report._replace(findings=(done,))))
    assert (row["outcome"], row["proof"], row["expires"]) == ("met", "legal/terms.md", "2027-05-29")
    empty = ("owner", "holder", "by", "due", "expected", "earliest finish", "slack days", "overdue", "line")
    assert {row[name] for name in empty} == {""}


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_item_has_a_row_in_the_order_of_the_checklists(case: Case) -> None:
    """Also those that do not count for this milestone, do not apply, or are proven."""
    report = case.run()
    rows = rows_of(table_of(report))
    assert [row["item"] for row in rows] == [found.item for found in report.findings]
    assert [row["counts"] == "yes" for row in rows] == [found.counted for found in report.findings]
    assert [row["outcome"] for row in rows] == [found.outcome for found in report.findings]
    for row, found in zip(rows, report.findings, strict=True):
        assert row["slack days"] == (str(found.timing.slack_days) if found.timing else "")


def test_a_selection_narrows_the_rows() -> None:
    """Only items that are shown have a row."""
    report = select(report_of(WORD), Selection(stages=("learn",), departments=("legal",)))
    assert {row["department"] for row in rows_of(table_of(report))} == {"legal"}


# ---------------------------------------------------------------- hostile texts
TEXTS = st.text(max_size=30) | st.text(alphabet="=+-@\t\r\n'\",; \x00\x1b\ufeffa1", max_size=15)


@settings(max_examples=400, suppress_health_check=list(HealthCheck))
@given(title=TEXTS, reason=TEXTS, ticket=TEXTS, file=TEXTS)
def test_no_text_begins_as_a_formula(title: str, reason: str, ticket: str, file: str) -> None:
    """A cell that would begin with what a spreadsheet computes begins with an apostrophe, as in `export csv`."""
    report, gap = ONE
    found = gap._replace(title=title, reason=reason, ticket=ticket, place=Place(f"-{file}", 1, 1), proof=title)
    (row,) = rows_of(table_of(report._replace(findings=(found,))))
    for name in ("title", "reason", "ticket", "file", "proof"):
        assert row[name][:1] not in {*"=+-@\t\r"}
    assert row["file"].startswith("'-")
    assert [unguarded(row[name]) for name in ("title", "reason", "ticket")] == [*map(one_line, (title, reason, ticket))]


def _one() -> tuple[Report, Finding]:
    report = report_of("One")
    return report, report.gaps[0]


ONE = _one()
