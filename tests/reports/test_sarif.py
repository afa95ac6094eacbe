"""SARIF: what the published schema and code scanning accept, saying of each gap what is missing, who acts and by when."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.cli import main
from readycheck.errors import UsageError
from readycheck.model.place import Place
from readycheck.model.report import Finding, Report, Source
from readycheck.model.text import INVISIBLE
from readycheck.model.vocabulary import Outcome, Severity
from readycheck.reports import Format, Options, Selection, render, render_answer, select
from readycheck.reports.sarif.message import short
from tests.conftest import ROOT
from tests.core.strategies import Case, cases
from tests.reports import code_scanning
from tests.reports.code_scanning import Alert
from tests.reports.conftest import AS_OF, WORD, path_of, report_of

EXAMPLES = [f"examples/{name}" for name in ("aurora-backup", "every-box-ticked", "kestrel-sensor", "price-change")]
GAPS, EVERYTHING = Options(), Options(all_gaps=True)


def log_of(*reports: Report, options: Options = GAPS) -> dict[str, Any]:
    """Return the document of reports."""
    log: dict[str, Any] = json.loads(render(Format.SARIF, reports, options))
    return log


def alerts_of(report: Report, options: Options = GAPS) -> list[Alert]:
    """Return what code scanning makes of a report."""
    (alerts,) = code_scanning.read(render(Format.SARIF, (report,), options))
    return alerts


def audited(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return what an audit on the command line writes to stdout."""
    main(["audit", *arguments, "--as-of", AS_OF.isoformat(), "--format", "sarif"])
    return capsys.readouterr().out


# ---------------------------------------------------------------- the standard, and what GitHub takes
@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases(), everything=st.booleans())
def test_every_generated_report_is_a_log_that_code_scanning_takes(case: Case, everything: bool) -> None:  # noqa: FBT001
    """Schema, rule indices, places, fingerprints and limits hold for whatever was audited; each finding is told once."""
    report = case.run()
    alerts = alerts_of(report, Options(all_gaps=everything))
    told = report.findings if everything else report.gaps
    assert sorted(alert.item for alert in alerts) == sorted(finding.item for finding in told)


@pytest.mark.parametrize("more", [(), ("--all",)])
def test_all_examples_make_one_log_with_a_run_each(
    more: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each plan has a category of its own, and every alert lies in a file of its example that exists, on a line of it."""
    monkeypatch.chdir(ROOT)
    text = audited(capsys, *EXAMPLES, *more)
    runs = code_scanning.read(text)
    assert [run["automationDetails"]["id"] for run in json.loads(text)["runs"]] == [
        f"readycheck/{example}/launch.yaml/" for example in EXAMPLES
    ]
    for example, alerts in zip(EXAMPLES, runs, strict=True):
        assert len(alerts) == 189 if more else 0 < len(alerts) < 189
        assert {alert.file.rpartition("/")[0] for alert in alerts} == {example}
        for alert in alerts:
            lines = (ROOT / alert.file).read_text(encoding="utf-8").splitlines()
            assert 0 < alert.column <= len(lines[alert.line - 1])


def test_the_schema_and_the_reader_refuse_what_is_wrong() -> None:
    """A check that takes anything would prove nothing: an unknown key, a rule of another item and a wrong level fail."""
    first, second, *_ = log_of(report_of(WORD))["runs"][0]["results"]
    spoils: tuple[dict[str, Any], ...] = (
        {"more": 1},
        {"ruleIndex": second["ruleIndex"]},
        {"kind": "review", "level": "error"},
        {"partialFingerprints": second["partialFingerprints"]},
        {"message": {"text": "a {0} b"}},
        {"message": {"text": "[a](https://evil.example)"}},
        {"locations": []},
    )
    for spoiled in spoils:
        log = log_of(report_of(WORD))
        log["runs"][0]["results"][0] = first | spoiled
        with pytest.raises((AssertionError, ValueError)):
            code_scanning.read(json.dumps(log))


def test_more_plans_than_a_file_may_hold_are_refused() -> None:
    """GitHub drops the whole file at 21 runs, so it is not written."""
    assert len(log_of(*[report_of(WORD)] * 20)["runs"]) == 20
    with pytest.raises(UsageError, match="21 plans do not fit"):
        log_of(*[report_of(WORD)] * 21)


def test_a_plan_that_is_audited_twice_has_two_categories() -> None:
    """GitHub refuses two runs of one category."""
    text = render(Format.SARIF, (report_of("One"), report_of("Two")), Options())
    first, second = code_scanning.read(text)
    assert [run["automationDetails"]["id"] for run in json.loads(text)["runs"]] == [
        "readycheck/plan.yaml/",
        "readycheck/plan.yaml/2/",
    ]
    assert not {alert.fingerprint for alert in first} & {alert.fingerprint for alert in second}


def test_more_gaps_than_github_shows_are_counted() -> None:
    """The most pressing 5,000 are results, and a notification says how many are left out."""
    report = report_of(WORD)
    finding = finding_with(Outcome.OPEN, Severity.BLOCKER)
    many = tuple(finding._replace(item=f"legal.item-{number}") for number in range(5_003))
    log = log_of(report._replace(gaps=many, findings=many))
    run = log["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == [gap.item for gap in many[:5_000]]
    assert len(run["tool"]["driver"]["rules"]) == 5_003
    (said,) = [
        each["message"]["text"]
        for each in run["invocations"][0]["toolExecutionNotifications"]
        if "left out" in each["message"]["text"]
    ]
    assert said.startswith("3 more are left out")


def test_more_items_than_rules_are_allowed_leave_the_rules_of_what_is_shown() -> None:
    """GitHub refuses a run with more than 25,000 rules."""
    report = report_of(WORD)
    finding = finding_with(Outcome.OPEN, Severity.BLOCKER)
    many = tuple(finding._replace(item=f"legal.item-{number}") for number in range(25_001))
    rules = log_of(report._replace(gaps=many[-2:], findings=many))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["legal.item-24999", "legal.item-25000"]


@given(text=st.text(st.sampled_from("a{} .…é\n"), min_size=1), most=st.integers(8, 20))
def test_a_short_text_is_whole_or_ends_in_an_ellipsis(text: str, most: int) -> None:
    """Whatever is cut, braces included, fits, is the beginning of the text, and shows that something is missing."""
    made = code_scanning.shown(short(text, most)["text"])
    whole = " ".join(text.split())
    assert len(short(text, most)["text"]) <= most
    if made != whole:
        assert made.endswith("…")
        assert whole.startswith(made[:-1])
        assert len(short(whole, 10_000)["text"]) > most


# ---------------------------------------------------------------- what a finding is called
def finding_with(outcome: Outcome, severity: Severity) -> Finding:
    """Return a finding of that outcome, which nobody waived; a gap keeps its timing."""
    gap = report_of(WORD).gaps[0]
    timing = gap.timing if outcome.is_gap else None
    return gap._replace(outcome=outcome, severity=severity, timing=timing, waived=False)


@pytest.mark.parametrize(
    ("outcome", "severity", "kind", "level"),
    [
        (Outcome.OPEN, Severity.BLOCKER, "fail", "error"),
        (Outcome.OPEN, Severity.MAJOR, "fail", "warning"),
        (Outcome.OPEN, Severity.MINOR, "fail", "note"),
        (Outcome.OPEN, Severity.INFO, "fail", "note"),
        (Outcome.UNPROVEN, Severity.BLOCKER, "review", "none"),
        (Outcome.UNKNOWN, Severity.BLOCKER, "open", "none"),
        (Outcome.NOT_APPLICABLE, Severity.BLOCKER, "notApplicable", "none"),
        (Outcome.MET, Severity.MAJOR, "pass", "none"),
    ],
)
def test_outcome_and_severity_make_kind_and_level(outcome: Outcome, severity: Severity, kind: str, level: str) -> None:
    """As the standard means them: only what failed has a level."""
    finding = finding_with(outcome, severity)
    gaps = (finding,) if outcome.is_gap else ()
    (alert,) = alerts_of(report_of(WORD)._replace(findings=(finding,), gaps=gaps), EVERYTHING)
    assert (alert.kind, alert.level) == (kind, level)


@pytest.mark.parametrize(
    ("severity", "level", "problem"),
    [
        (Severity.BLOCKER, "error", "error"),
        (Severity.MAJOR, "warning", "warning"),
        (Severity.MINOR, "note", "recommendation"),
        (Severity.INFO, "note", "recommendation"),
    ],
)
def test_a_rule_keeps_the_severity_that_a_gap_without_an_answer_cannot_have(
    severity: Severity, level: str, problem: str
) -> None:
    """An unanswered blocker has the level none: its rule says that it is a blocker, in level, sorting and tags."""
    finding = finding_with(Outcome.UNKNOWN, severity)
    (alert,) = alerts_of(report_of(WORD)._replace(findings=(finding,), gaps=(finding,)))
    assert alert.rule["defaultConfiguration"]["level"] == level
    assert alert.rule["properties"]["problem.severity"] == problem
    assert severity in alert.rule["properties"]["tags"]


def test_only_gaps_are_results_unless_everything_is_asked_for() -> None:
    """GitHub makes an alert of every result, of a pass too; with --all the rest follows, in checklist order."""
    report = report_of(WORD)
    assert [alert.item for alert in alerts_of(report)] == [gap.item for gap in report.gaps]
    everything = [alert.item for alert in alerts_of(report, EVERYTHING)]
    rest = [finding.item for finding in report.findings if finding not in report.gaps]
    assert everything == [gap.item for gap in report.gaps] + rest
    assert "legal.marks" in rest


def test_an_alert_says_what_is_missing_who_acts_and_by_when(read: Callable[[dict[str, Any]], Report]) -> None:
    """The first sentence is enough where there is no room: the title, why, the ticket, the person, the day."""
    report = read(
        {
            "readycheck": 1,
            "launch": {"name": "Aurora", "owner": "mara.lind", "milestones": {"ga": "2026-12-15"}},
            "profile": {"paid": "yes"},
            "people": {"mara.lind": "product", "dana.cho": {"name": "Dana Cho", "department": "legal"}},
            "departments": {
                "legal": {
                    "lead": "dana.cho",
                    "items": {
                        "licence-terms": {
                            "status": "in_progress",
                            "note": "Two redlines open",
                            "due": "2026-12-04",
                            "ticket": "LAW-41",
                        }
                    },
                }
            },
        }
    )
    (alert,) = [alert for alert in alerts_of(report) if alert.item == "legal.licence-terms"]
    assert alert.text == (
        "Licence or subscription terms are approved and published: in progress: Two redlines open (LAW-41); "
        "Dana Cho, by 2026-12-04. Blocker for GA on 2026-12-15."
    )
    assert alert.rule["name"] == "LegalLicenceTerms"
    assert alert.rule["help"]["text"].endswith("readycheck explain legal.licence-terms")


def test_a_valid_waiver_suppresses_its_gap_and_no_other() -> None:
    """Accepted elsewhere, with its reason, who and until when; an empty list says of every other gap that nobody did."""
    suppressed = {alert.item: alert.suppressions for alert in alerts_of(report_of(WORD)) if alert.suppressions}
    assert list(suppressed) == ["support.channels"]  # the waiver of support.chat has no effect
    (suppression,) = suppressed["support.channels"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == f"{WORD} (accepted by Tom Oduya until 2027-01-31)"
    assert code_scanning.address(suppression["location"]) == "plan.yaml"


def test_an_alert_is_known_by_plan_and_item_alone() -> None:
    """Another line, reason, owner or day leaves it the same alert; another plan makes it another."""
    report = report_of(WORD)
    moved = tuple(
        gap._replace(place=Place("support.yaml", 99, 1), reason="another", owner=None, ticket="T-1")
        for gap in report.gaps
    )
    known = [alert.fingerprint for alert in alerts_of(report)]
    assert [alert.fingerprint for alert in alerts_of(report._replace(gaps=moved, as_of=date(2026, 11, 30)))] == known
    other = report._replace(sources=(Source("other.yaml", "0" * 64),))
    assert not {alert.fingerprint for alert in alerts_of(other)} & set(known)


# ---------------------------------------------------------------- where it is
@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("plan.yaml", "sub/plan.yaml"),
        ("./plan.yaml", "sub/plan.yaml"),
        ("../launches/a.yaml", "launches/a.yaml"),
        ("/repo/launches/a.yaml", "launches/a.yaml"),
        ("stdin", "sub/stdin"),
        ("a b#c?d%e:f.yaml", "sub/a%20b%23c%3Fd%25e%3Af.yaml"),
        ("plän.yaml", "sub/pl%C3%A4n.yaml"),
        ("{0}.yaml", "sub/%7B0%7D.yaml"),
        ("/elsewhere/x y.yaml", "file:///elsewhere/x%20y.yaml"),
        ("../../outside.yaml", "../../outside.yaml"),
        ("a\udcff.yaml", "sub/a%3F.yaml"),
    ],
)
def test_a_file_is_named_from_the_root_of_the_repository(file: str, uri: str) -> None:
    """Wherever the command was run and however the plan was named; by its full address where it lies elsewhere."""
    report = report_of(WORD)
    placed = tuple(gap._replace(place=Place(file, 7, 3)) for gap in report.gaps)
    options = Options(directory="/repo/sub", root="/repo")
    text = render(Format.SARIF, (report._replace(gaps=placed),), options)
    (alerts,) = code_scanning.read(text)
    assert {(alert.line, alert.column) for alert in alerts} == {(7, 3)}
    results = json.loads(text)["runs"][0]["results"]
    (written,) = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in results}
    assert written == uri


def test_a_file_as_a_whole_is_its_first_line() -> None:
    """Code scanning shows no alert without a line."""
    report = report_of(WORD)
    placed = tuple(gap._replace(place=Place("plan.yaml")) for gap in report.gaps)
    assert {(alert.line, alert.column) for alert in alerts_of(report._replace(gaps=placed))} == {(1, 1)}


def test_the_command_line_names_files_from_the_root_wherever_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the root, from a folder, by an absolute path and through `..` a plan gives the same bytes."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "launches" / "aurora"
    folder.mkdir(parents=True)
    plan = folder / "launch.yaml"
    plan.write_bytes((ROOT / "examples" / "first-plan" / "plan.yaml").read_bytes())
    monkeypatch.chdir(tmp_path)
    expected = audited(capsys, "launches/aurora/launch.yaml")
    (alerts,) = code_scanning.read(expected)
    assert {alert.file for alert in alerts} == {"launches/aurora/launch.yaml"}
    assert audited(capsys, str(plan)) == expected
    assert audited(capsys, "launches/aurora") == expected
    monkeypatch.chdir(folder)
    assert audited(capsys, "launch.yaml") == expected
    assert audited(capsys, "../aurora/launch.yaml") == expected


def test_a_plan_from_stdin_is_named_as_it_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By its file name where that is given: then the bytes are those of the file; by `stdin` else."""
    monkeypatch.chdir(ROOT)
    plan = "examples/first-plan/plan.yaml"
    for options, file in ((("--stdin-filename", plan), plan), ((), "stdin")):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO((ROOT / plan).read_bytes())))
        text = audited(capsys, "-", *options)
        assert {alert.file for alert in code_scanning.read(text)[0]} == {file}
        assert (text == audited(capsys, plan)) == (file == plan)


def test_the_extension_implies_the_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One run writes both: .sarif for code scanning, .xml for the test page."""
    monkeypatch.chdir(ROOT)
    log, page = tmp_path / "gaps.sarif", tmp_path / "gaps.xml"
    plan = "examples/first-plan/plan.yaml"
    assert main(["audit", plan, "--as-of", AS_OF.isoformat(), "-o", str(log), "-o", str(page)]) == 1
    assert code_scanning.read(log.read_text(encoding="utf-8"))
    assert page.read_text(encoding="utf-8").startswith('<?xml version="1.0" encoding="utf-8"?>\n<testsuites ')


# ---------------------------------------------------------------- the run
def test_a_run_says_the_answer_of_the_audit() -> None:
    """Verdict, course, readiness, milestone, day, what decides and what differs from the default."""
    report = report_of(WORD)
    properties = log_of(report)["runs"][0]["properties"]
    assert properties["verdict"] == "no_go"
    assert properties["course"] == report.course
    assert properties["asOf"] == "2026-11-22"
    assert (properties["milestone"], properties["milestoneDay"]) == ("ga", "2026-12-15")
    assert properties["readiness"] == 0.0
    assert len(properties["decides"]) == sum(condition.decided for condition in report.conditions)
    assert len(properties["departures"]) == len(report.departures)
    nothing = report._replace(figures=report.figures._replace(proven=None))
    assert log_of(nothing)["runs"][0]["properties"]["readiness"] is None


def notifications_of(report: Report) -> list[dict[str, Any]]:
    """Return the notifications of a report."""
    (run,) = log_of(report)["runs"]
    (invocation,) = run["invocations"]
    made: list[dict[str, Any]] = invocation["toolExecutionNotifications"]
    wrong = any(notification["level"] == "error" for notification in made)
    assert invocation["executionSuccessful"] is not wrong
    return made


def test_notices_are_notifications_at_their_place() -> None:
    """What to mend in the plan is no result; what the meeting must not miss is a warning."""
    report = report_of(WORD)
    made = notifications_of(report)
    assert [each["properties"]["kind"] for each in made] == [notice.kind for notice in report.notices]
    assert [each["level"] for each in made] == [
        "warning" if notice.first_screen else "note" for notice in report.notices
    ]
    assert {code_scanning.address(each["locations"][0]) for each in made} == {"plan.yaml"}


def test_a_crashed_rule_is_an_error_of_the_run() -> None:
    """A run that did not check everything was not successful."""
    made = notifications_of(report_of(WORD)._replace(defects=("legal.inputs",), notices=()))
    assert [each["level"] for each in made] == ["error"]
    assert "legal.inputs" in made[0]["message"]["text"]


def test_an_unreadable_department_file_is_an_error_of_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The rest is still told, and the file is named."""
    monkeypatch.chdir(tmp_path)
    Path("launch.yaml").write_text(
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {ga: 2026-12-15}}\npeople: {mara.lind: product}\n"
    )
    Path("legal.yaml").write_text("items: [\n")
    text = audited(capsys, ".")
    (alerts,) = code_scanning.read(text)
    assert alerts
    (invocation,) = json.loads(text)["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False
    (said,) = [each for each in invocation["toolExecutionNotifications"] if each["level"] == "error"]
    assert "legal.yaml could not be read" in said["message"]["text"]
    assert code_scanning.address(said["locations"][0]) == "legal.yaml"


def test_a_selection_narrows_results_and_rules_and_is_named() -> None:
    """As in every format: fewer are listed, and no figure changes."""
    report = report_of(WORD)
    shown = select(report, Selection(departments=("support",)))
    alerts = alerts_of(shown, EVERYTHING)
    assert [alert.item for alert in alerts][: len(shown.gaps)] == [gap.item for gap in shown.gaps]
    assert len(alerts) == len(shown.findings) < len(report.findings)
    narrow, whole = log_of(shown)["runs"][0], log_of(report)["runs"][0]
    assert len(narrow["tool"]["driver"]["rules"]) == len(shown.findings)
    assert narrow["properties"] == whole["properties"] | {"shown": shown.shown}


# ---------------------------------------------------------------- nothing in a plan is live
@pytest.mark.parametrize(
    "text", ["{0}", "{{0}}", "}{", "[a](https://evil.example)", "a](1)", "\\[a\\](2)", "{", "a }} b"]
)
def test_what_a_message_would_replace_reads_as_it_was_written(text: str) -> None:
    """Braces and brackets of a plan are braces and brackets for whoever reads a message."""
    said = " ".join(code_scanning.messages(render(Format.SARIF, (report_of(text),), EVERYTHING)))
    assert text in said.replace("\u200b", "")


def test_no_character_that_cannot_be_seen_is_written() -> None:
    """Controls, marks of direction and lone surrogates show as their code points, and the log is UTF-8."""
    for letter in "\x00\x1b\x7f\x9b\u202e\ufeff\ud800\U000e0041":
        text = render(Format.SARIF, (report_of(f"a{letter}b"),), EVERYTHING)
        text.encode("utf-8")
        said = json.dumps(json.loads(text), ensure_ascii=False)
        assert letter not in said
        assert f"a\\u{{{{{ord(letter):04x}}}}}b" in " ".join(_texts(json.loads(text)))
    assert INVISIBLE


def _texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in _texts(part)]


# ---------------------------------------------------------------- the same input, the same bytes
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_the_same_report_gives_the_same_bytes(case: Case) -> None:
    """Whatever the screen is like; and no time of day stands in it."""
    text = render(Format.SARIF, (case.run(),), Options())
    assert text == render(Format.SARIF, (case.run(),), Options(terminal=True, color=True, width=40, ascii_only=True))
    assert "TimeUtc" not in text
    assert text.endswith("}\n")


def test_a_path_to_green_is_no_sarif() -> None:
    """It is refused with what can be had."""
    with pytest.raises(UsageError, match="cannot be had as sarif"):
        render_answer(Format.SARIF, path_of(WORD), Options())
