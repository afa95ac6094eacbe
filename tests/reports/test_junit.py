"""JUnit: what the published schema and two parsers accept, with a case for each item and counts that add up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import HealthCheck, given, settings
from junitparser import JUnitXml

from readycheck.cli import main
from readycheck.errors import UsageError
from readycheck.model.report import Report
from readycheck.model.vocabulary import Outcome
from readycheck.reports import Format, Options, Selection, render, render_answer, select
from tests.conftest import ROOT
from tests.core.strategies import Case, cases
from tests.reports.conftest import AS_OF, WORD, path_of, report_of

SCHEMA = xmlschema.XMLSchema(ROOT / "tests" / "schemas" / "junit-10.xsd")
EXAMPLES = [f"examples/{name}" for name in ("aurora-backup", "every-box-ticked", "kestrel-sensor", "price-change")]


class Shown(NamedTuple):
    """A case, as a CI service shows it."""

    suite: str
    classname: str
    name: str
    came: str
    """passed, failure, error or skipped."""
    kind: str
    message: str
    text: str


def parsed(text: str) -> ET.Element:
    """Return the root of a document, as any reader gets it: from bytes."""
    return ET.fromstring(text.encode("utf-8"))  # noqa: S314 - it was written by the test


def read(text: str) -> list[Shown]:
    """Return the cases of a document; AssertionError where schema, counts, times or another parser disagree."""
    SCHEMA.validate(text)
    root = parsed(text)
    made = [case for suite in root for case in _cases(suite)]
    whole = Counter(case.came for case in made)
    assert {key: root.get(key) for key in ("tests", "failures", "errors")} == {
        "tests": str(len(made)),
        "failures": str(whole["failure"]),
        "errors": str(whole["error"]),
    }
    names = [(case.classname, case.name) for case in made]
    assert len(set(names)) == len(names)
    other = JUnitXml.fromstring(text.encode("utf-8"))
    assert sorted((case.classname, case.name) for suite in other for case in suite) == sorted(names)
    assert not any("timestamp" in element.attrib for element in root.iter())
    return made


def _cases(suite: ET.Element) -> list[Shown]:
    made = []
    for case in suite.findall("testcase"):
        came = list(case)
        assert len(came) <= 1
        said = came[0] if came else ET.Element("passed")
        assert case.get("time") == "0"
        made.append(
            Shown(
                suite.attrib["name"],
                case.attrib["classname"],
                case.attrib["name"],
                said.tag,
                said.get("type", ""),
                said.get("message", ""),
                said.text or "",
            )
        )
    counts = Counter(case.came for case in made)
    assert made
    assert suite.get("time") == "0"
    assert {key: suite.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": str(len(made)),
        "failures": str(counts["failure"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skipped"]),
    }
    return made


def junit_of(*reports: Report) -> list[Shown]:
    """Return the cases of reports."""
    return read(render(Format.JUNIT, reports, Options()))


def case_of(report: Report, item: str) -> Shown:
    """Return the case of an item."""
    (found,) = [case for case in junit_of(report) if case.name.startswith(f"{item}:")]
    return found


# ---------------------------------------------------------------- the schema, and counts
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_generated_report_is_a_document_with_a_case_for_each_item(case: Case) -> None:
    """What is proven passes, what nobody has to act on is skipped, and every other gap fails or is an error."""
    report = case.run()
    made = junit_of(report)
    assert sorted(case.name.partition(":")[0] for case in made) == sorted(finding.item for finding in report.findings)
    counts = Counter(case.came for case in made)
    assert counts["passed"] == sum(finding.outcome is Outcome.MET for finding in report.findings)
    assert counts["failure"] + counts["error"] == sum(not gap.waived for gap in report.gaps)


def test_all_examples_make_one_document(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A suite per plan and department, named by both, each item in it once."""
    monkeypatch.chdir(ROOT)
    main(["audit", *EXAMPLES, "--as-of", AS_OF.isoformat(), "-f", "junit"])
    made = read(capsys.readouterr().out)
    assert len(made) == 4 * 189
    suites = list(dict.fromkeys(case.suite for case in made))
    assert suites[0] == "examples/aurora-backup/launch.yaml.product"
    assert len(suites) == 4 * 13
    assert all(case.classname == case.suite for case in made)


def test_a_suite_of_one_plan_is_named_by_its_department() -> None:
    """And says in its properties what no count says: verdict, course and how much is proven."""
    text = render(Format.JUNIT, (report_of(WORD),), Options())
    root = parsed(text)
    assert [suite.get("name") for suite in root] == ["legal", "support"]
    assert {suite.get("package") for suite in root} == {"plan.yaml"}
    said = {each.get("name"): each.get("value") for each in root[0].iter("property")}
    assert said["verdict"] == "no_go"
    assert said["as of"] == "2026-11-22"
    assert said["milestone"] == "ga 2026-12-15"
    assert said["proven"] == "0.0 %"


# ---------------------------------------------------------------- what a case comes to
def test_a_gap_is_a_failure_with_its_outcome_who_acts_and_how() -> None:
    """The message says why; the text where, who by when, and the steps."""
    case = case_of(report_of("Release"), "legal.notice")
    assert (case.came, case.kind, case.message) == ("failure", "open", "blocked: Release (Release)")
    assert case.classname == "legal"
    assert case.text.splitlines() == [
        "major at plan.yaml:3:5",
        "blocked: Release (Release); Release, by 2026-12-10",
        "Release",
        "1. Release",
    ]


@pytest.mark.parametrize(
    ("item", "came", "kind"),
    [
        ("legal.terms", "failure", "unproven"),
        ("support.chat", "failure", "unknown"),
        ("legal.marks", "skipped", "not_applicable"),
        ("support.channels", "skipped", "open"),
    ],
)
def test_an_outcome_comes_to_its_element(item: str, came: str, kind: str) -> None:
    """Claimed without proof and unanswered fail as well: unknown is not yes. What is n/a or waived is skipped."""
    case = case_of(report_of(WORD), item)
    assert (case.came, case.kind) == (came, kind)


def test_a_waived_gap_is_skipped_and_says_who_accepts_it() -> None:
    """It passes for nobody, and nobody has to act on it."""
    message = case_of(report_of(WORD), "support.channels").message
    assert message == f"waived; to do; {WORD} (accepted by Tom Oduya until 2027-01-31)"


def changed(item: str, **changes: object) -> Report:
    """Return a report with one finding changed."""
    report = report_of(WORD)
    findings = tuple(
        finding._replace(**changes) if finding.item == item else finding  # type: ignore[arg-type]
        for finding in report.findings
    )
    return report._replace(findings=findings)


def test_what_is_asked_for_a_later_milestone_is_skipped() -> None:
    """The audited milestone does not wait for it; it is not called proven either."""
    case = case_of(changed("legal.notice", counted=False, milestone="hypercare"), "legal.notice")
    assert case.came == "skipped"
    assert case.message.startswith("not asked before hypercare on 2026-12-15; blocked")


def test_what_could_not_be_checked_is_an_error() -> None:
    """A crashed rule and an undecided profile fact: nobody has answered wrongly yet."""
    undecided = changed("support.chat", undecided_fact="paid", reason="profile undecided: paid")
    assert case_of(undecided, "support.chat").came == "error"
    crashed = changed("legal.inputs", outcome=Outcome.UNKNOWN, reason="could not check: KeyError in rule")
    assert case_of(crashed._replace(defects=("legal.inputs",)), "legal.inputs").came == "error"


def test_a_file_that_could_not_be_read_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has a case of its own, so that a page without answers does not look like a plan without them."""
    monkeypatch.chdir(tmp_path)
    Path("launch.yaml").write_text(
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {ga: 2026-12-15}}\npeople: {mara.lind: product}\n"
    )
    Path("legal.yaml").write_text("items: [\n")
    assert main(["audit", ".", "--as-of", AS_OF.isoformat(), "-f", "junit"]) == 2
    *_, last = read(capsys.readouterr().out)
    assert (last.suite, last.name, last.came) == ("unread", "legal.yaml", "error")


def test_a_selection_leaves_out_departments_and_is_named() -> None:
    """No suite is empty, and a narrowed page says so."""
    shown = select(report_of(WORD), Selection(severities=("minor",)))
    text = render(Format.JUNIT, (shown,), Options())
    assert [(case.suite, case.name) for case in read(text)] == [
        ("support", f"support.chat: {WORD}"),
        ("support", f"support.faq: {WORD}"),
    ]
    assert f'name="shown" value="{shown.shown}"' in text


# ---------------------------------------------------------------- nothing in a plan is live
def test_characters_that_xml_cannot_hold_are_shown() -> None:
    """Parsers refuse a file with a control character, even as an entity; a reader sees which one it was."""
    letters = [*map(chr, range(32)), "\x7f", "\x85", "\ud800", "\ufffe", "\uffff"]
    for letter in letters:
        if letter.isspace() and letter not in "\x1c\x1d\x1e\x1f\x85":
            continue
        (case, *_) = junit_of(report_of(f"a{letter}b"))
        assert f"a\\u{{{ord(letter):04x}}}b" in case.name or "a b" in case.name
        assert letter not in case.name


# ---------------------------------------------------------------- the same input, the same bytes
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_the_same_report_gives_the_same_bytes(case: Case) -> None:
    """Whatever the screen is like."""
    text = render(Format.JUNIT, (case.run(),), Options())
    assert text == render(Format.JUNIT, (case.run(),), Options(terminal=True, color=True, width=40, all_gaps=True))
    assert text.endswith("</testsuites>\n")


def test_a_path_to_green_is_no_junit() -> None:
    """It is refused with what can be had."""
    with pytest.raises(UsageError, match="cannot be had as junit"):
        render_answer(Format.JUNIT, path_of(WORD), Options())
