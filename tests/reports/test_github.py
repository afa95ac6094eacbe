"""Commands to GitHub's runner: read back by its own rules, they say what was meant, and nothing else is one."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from posixpath import normpath

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.app import AuditRequest, PlanSource, audit_plan
from readycheck.audit.comparison import compare
from readycheck.audit.snapshot import snapshot
from readycheck.model.deviation import Agreed, Deviation
from readycheck.model.place import Place
from readycheck.model.report import Finding, Report
from readycheck.model.text import one_line
from readycheck.model.vocabulary import Outcome, Severity
from readycheck.reports import Format, Options, render
from readycheck.reports.agreed import REMEDY
from tests.core.building import item, run
from tests.core.strategies import Case, cases
from tests.reports.conftest import AS_OF, report_of
from tests.reports.runner import Command, read

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/launch.yaml"))
#: What the runners of GitHub, Azure and TeamCity obey anywhere in a line.
ELSEWHERE = re.compile(r"##\w*\[", re.IGNORECASE)


@cache
def one() -> tuple[Report, Finding]:
    """Return a report, and a gap of it that has a command: a blocker that nobody waived."""
    report = report_of("One")
    return report, next(gap for gap in report.gaps if gap.item == "legal.terms")


def log_of(*reports: Report) -> str:
    """Return what is written for reports."""
    return render(Format.GITHUB, reports, Options())


def commands(log: str) -> list[Command]:
    """Return what the runner takes for commands."""
    return [line for line in read(log) if isinstance(line, Command)]


def meant(text: str) -> str:
    """Return a text as a command may say it: on one line, number signs before a bracket apart."""
    return re.sub(r"##(?=\w*\[)", "# ", one_line(text))


def expected(report: Report) -> list[tuple[str, dict[str, str]]]:
    """Return level and properties of each command: the first ten blockers and the first ten majors that count."""
    found = []
    for severity, level in ((Severity.BLOCKER, "error"), (Severity.MAJOR, "warning")):
        gaps = [gap for gap in report.gaps if gap.severity is severity and not gap.waived]
        for gap in gaps[:10]:
            place = {"file": gap.place.file, "line": str(gap.place.line), "col": str(gap.place.column)}
            found.append((level, {**place, "title": f"{severity} {gap.item}"}))
    return found


def said(log: str) -> list[tuple[str, dict[str, str]]]:
    """Return level and properties of each command of a log."""
    return [(command.name, command.properties) for command in commands(log)]


def check_inert(log: str) -> None:
    """Check that the lines are ours: plain ones begin with a word of ours, and no other runner finds a command."""
    for line in read(log):
        if isinstance(line, str):
            assert re.match(r"(audit|not read|defect|shown|not annotated): |$", line)
    assert log.count("\n") == len(log.splitlines())
    assert ELSEWHERE.search(log) is None


# ---------------------------------------------------------------- the rules themselves
def test_the_oracle_knows_commands_from_text() -> None:
    """The examples of GitHub's documentation are read as documented; what looks like them is text."""
    known = "::warning file=app.js,line=1,col=5,endColumn=7,title=YOUR-TITLE::Missing semicolon"
    properties = {"file": "app.js", "line": "1", "col": "5", "endColumn": "7", "title": "YOUR-TITLE"}
    assert [*read(known)] == [Command("warning", properties, "Missing semicolon")]
    assert [*read("a\r\n  ::ERROR::b%0Ac%2525")] == ["a", Command("error", {}, "b\nc%25")]
    assert [*read("::error file==a%2Cb%3A,title=::x::y")] == [Command("error", {"file": "a,b:"}, "x::y")]
    assert [*read("x ##[group a=b;c=d%3B]e")] == [Command("group", {"a": "b", "c": "d;"}, "e")]
    for text in (
        "::error",
        "a::error::b",
        "::unknown::a",
        ":: error::a",
        "##[unknown]a",
        "##[error",
        "\u200b::error::a",
    ):
        assert [*read(text)] == [text]


# ---------------------------------------------------------------- what is written
def test_a_gap_has_one_command_with_its_place_and_what_to_do() -> None:
    """The whole line, worked out by hand: level, place, item, what is missing, who acts by when, how to begin."""
    report = report_of("Terms, 100 %: final")
    gap = next(gap for gap in report.gaps if gap.item == "legal.later")
    assert gap.timing is not None
    assert gap.owner is not None
    who = gap.owner._replace(name="Dana Cho")
    gap = gap._replace(
        title="Late terms: signed", outcome=Outcome.OPEN, reason="50 % done", fix=("Ask counsel",), owner=who,
        place=Place("a, b/50%:c.yaml", 7, 3), ticket="LAW-41", severity=Severity.MAJOR,
        timing=gap.timing._replace(holder=who, by=AS_OF),
    )  # fmt: skip
    place = "file=a%2C b/50%25%3Ac.yaml,line=7,col=3,title=major legal.later"
    data = "Late terms: signed: 50 %25 done (LAW-41); Dana Cho, by 2026-11-22. Next: Ask counsel"
    assert log_of(report._replace(gaps=(gap,))).splitlines()[1:] == [f"::warning {place}::{data}"]


def test_what_a_gate_refuses_has_a_command_with_who_mends_it_and_how() -> None:
    """A class that is easier than agreed, and an item that was done: the first is nobody's, the second its owner's."""
    terms = [item("terms")]
    report = run(terms, {"legal.terms": "todo"})
    eased = Deviation("class", "flagship", "quiet", eases=True, place=Place("a,b.yaml", 3, 5))
    report = report._replace(
        agreed=Agreed("main", "0" * 40, (eased,), ""),
        changes=compare(snapshot(run(terms, {"legal.terms": "done"})), snapshot(report)),
    )
    first, second, *_ = [line for line in log_of(report).splitlines() if "title=refused" in line]
    (worse,) = report.changes.regressions if report.changes is not None else ()
    assert first == (
        f"::error file={worse.place.file},line=1,col=1,title=refused legal.terms"
        f"::{worse.reason}. Lea Legal: {worse.remedy}"
    )
    assert second == (
        "::error file=a%2Cb.yaml,line=3,col=5,title=refused class"
        f"::flagship → quiet, which is easier than agreed in main. Next: {REMEDY}"
    )


def test_a_plain_line_with_course_and_verdict_comes_first() -> None:
    """Every plan has one, before all commands, with its days and what decides."""
    lines = log_of(report_of("One"), report_of("Two")).splitlines()
    assert [line.split(";")[0] for line in lines[:2]] == [
        "audit: One: GA 2026-12-15 (T-23): off course, still reachable",
        "audit: Two: GA 2026-12-15 (T-23): off course, still reachable",
    ]
    assert all("; no-go if GA were today (2026-11-22); decided by " in line for line in lines[:2])
    assert lines[2].startswith("::error ")


def gap_of(severity: Severity, number: int, *, waived: bool = False) -> Finding:
    """Return a gap of a severity, as many as one likes of them."""
    _, gap = one()
    return gap._replace(item=f"legal.{severity}-{number}", severity=severity, waived=waived)


def test_of_many_the_worst_ten_of_each_level_are_shown_and_the_rest_is_counted() -> None:
    """12 blockers, 11 majors, 2 minors, 1 info, 3 waived: twenty commands, and one line for the others."""
    report, _ = one()
    gaps = [gap_of(Severity.BLOCKER, number) for number in range(12)]
    gaps += [gap_of(Severity.MAJOR, number) for number in range(11)]
    gaps += [gap_of(Severity.MINOR, number) for number in range(2)]
    gaps += [gap_of(Severity.INFO, 0)]
    gaps += [gap_of(Severity.BLOCKER, number, waived=True) for number in range(20, 23)]
    log = log_of(report._replace(gaps=tuple(gaps)))
    assert [command.name for command in commands(log)] == ["error"] * 10 + ["warning"] * 10
    assert [command.properties["title"] for command in commands(log)][9:11] == [
        "blocker legal.blocker-9",
        "major legal.major-0",
    ]
    assert log.splitlines()[-1] == (
        "not annotated: 2 blockers, 1 major, 2 minors, 1 info, 3 waived; --format text --all lists every gap"
    )


def test_the_worst_of_several_plans_are_shown_together() -> None:
    """GitHub counts by step, so the ten errors are the ten worst of all plans, whatever their order."""
    late, pressing = one()
    early = report_of("Two")
    assert pressing.timing is not None
    overdue = pressing._replace(timing=pressing.timing._replace(overdue=True), place=Place("two.yaml", 1, 1))
    calm = gap_of(Severity.BLOCKER, 0)
    assert calm.timing is not None
    calm = calm._replace(timing=calm.timing._replace(overdue=False))
    log = log_of(late._replace(gaps=(calm,) * 10), early._replace(gaps=(overdue,)))
    assert [command.properties["file"] for command in commands(log)] == ["two.yaml"] + ["plan.yaml"] * 9
    assert log.splitlines()[-1].startswith("not annotated: 1 blocker;")


def test_waived_gaps_are_no_errors() -> None:
    """What somebody accepted is counted, and marks no line."""
    report = report_of("One")
    log = log_of(report._replace(gaps=tuple(gap._replace(waived=True) for gap in report.gaps)))
    assert commands(log) == []
    assert log.splitlines()[-1].startswith(f"not annotated: {len(report.gaps)} waived;")


def test_a_launch_without_gaps_has_one_line() -> None:
    """Nothing is counted where nothing is left."""
    log = log_of(report_of("One")._replace(gaps=()))
    assert len(log.splitlines()) == 1


def test_what_is_missing_is_said() -> None:
    """A file that was not read, a rule that crashed and a selection have lines of their own."""
    report = report_of("One")._replace(
        unread=("support.yaml",), defects=("legal.terms",), shown="stage buy: 0 of 5 gaps"
    )
    words = [line.split(":")[0] for line in log_of(report).splitlines()]
    assert words[:4] == ["audit", "not read", "defect", "shown"]


def test_a_gap_of_a_file_as_a_whole_has_no_line() -> None:
    """GitHub would take line 0 for a mistake."""
    report, gap = one()
    log = log_of(report._replace(gaps=(gap._replace(place=Place("plan.yaml")),)))
    assert set(commands(log)[0].properties) == {"file", "title"}


# ---------------------------------------------------------------- nothing is forged
@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda plan: plan.parent.name)
def test_the_runner_reads_back_what_was_meant_for_the_examples(plan: Path) -> None:
    """Every command of an example names the file and line of its gap."""
    found = audit_plan(PlanSource(f"{plan.parent.name}/launch.yaml", plan), AuditRequest(as_of=AS_OF)).report
    assert found is not None
    log = log_of(found)
    assert said(log) == expected(found)
    titles = {f"{gap.severity} {gap.item}": gap.title for gap in found.gaps}
    assert all(command.data.startswith(f"{titles[command.properties['title']]}: ") for command in commands(log))
    check_inert(log)


TEXTS = st.text(max_size=40) | st.text(alphabet=":#[]%,=\n\r 0ADe;{}vsot\u2028\x85\u200b", max_size=25)


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(title=TEXTS, reason=TEXTS, name=TEXTS, launch=TEXTS, step=TEXTS)
def test_the_runner_reads_back_every_text(title: str, reason: str, name: str, launch: str, step: str) -> None:
    """Whatever stands in a plan, its gap is one command, and the message is the texts in their order."""
    report, gap = one()
    assert gap.timing is not None
    assert gap.owner is not None
    who = gap.owner._replace(name=name)
    gap = gap._replace(
        title=f"T{title}", reason=f"R{reason}", fix=(f"F{step}",), ask=f"F{step}", owner=who, ticket=None,
        outcome=Outcome.OPEN, reads=None, undecided_fact=None,
        timing=gap.timing._replace(holder=who, by=AS_OF),
    )  # fmt: skip
    log = log_of(report._replace(gaps=(gap,), launch=report.launch._replace(name=launch)))
    check_inert(log)
    (command,) = commands(log)
    assert command.data == meant(f"T{title}: R{reason}; {name}, by 2026-11-22. Next: F{step}")


@settings(max_examples=600, suppress_health_check=list(HealthCheck))
@given(file=TEXTS, line=st.integers(1, 10**6), column=st.integers(1, 10**6))
def test_the_runner_reads_back_every_name_of_a_file(file: str, line: int, column: int) -> None:
    """A file is named exactly, whatever stands in its name; nothing after it is taken for a part of the name."""
    name = one_line(f"a/{file}z")
    report, gap = one()
    log = log_of(report._replace(gaps=(gap._replace(place=Place(name, line, column)),)))
    (command,) = commands(log)
    assert (command.properties["line"], command.properties["col"]) == (str(line), str(column))
    assert command.properties["file"] == meant(normpath(name))


def test_a_name_that_begins_with_an_equals_sign_is_kept_whole() -> None:
    """The runner would take `file==a` for `file=a`: another file."""
    report, gap = one()
    log = log_of(report._replace(gaps=(gap._replace(place=Place("==a.yaml", 1, 1)),)))
    assert commands(log)[0].properties["file"] == "./==a.yaml"


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_generated_log_is_as_documented(case: Case) -> None:
    """Levels, places and titles are those of the gaps, in their order; the rest adds up."""
    report = case.run()
    log = log_of(report)
    assert said(log) == expected(report)
    left = re.search(r"^not annotated: (.+); --format", log, re.MULTILINE)
    counted = sum(map(int, re.findall(r"\d+", left[1]))) if left else 0
    assert counted + len(commands(log)) == len(report.gaps)
