"""The JSON report: a published format, whose schema is the one that `readycheck schema report` prints."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft7Validator

from readycheck import __version__
from readycheck.cli.schema import render as render_schema
from readycheck.model.figures import Figures
from readycheck.model.report import Report
from readycheck.reports import Format, Options, render
from tests.core.strategies import Case, cases
from tests.reports.conftest import WORD, report_of

#: The keys of one report. A key that goes, or is renamed, breaks readers: then `schema_version` rises.
KEYS = (
    "plan launch class as_of sources unread checklists policy milestone milestone_day days_left verdict course figures "
    "stages milestones conditions undecided reliances waivers departments first shown gaps findings notices "
    "departures newer between earliest calendar slips people changes obligations agreed policy_sha256 policy_files"
).split()
FINDING_KEYS = (
    "item department title severity stage serves milestone counted outcome reason undecided_fact place owner planned waived "
    "stuck proof expires holder by due expect earliest_finish latest_start slack_days overdue waiting chain ticket "
    "evidence formerly status approved_by exempt dropped"
).split()

PLAN: dict[str, Any] = {
    "readycheck": 1,
    "launch": {"name": "Aurora", "owner": "mara.lind", "milestones": {"ga": "2026-12-15"}},
    "people": {"mara.lind": "product", "dana.cho": "legal"},
    "departments": {"legal": {"lead": "dana.cho", "items": {"licence-terms": {"status": "todo", "ticket": "LAW-41"}}}},
}


def document_of(*reports: Report) -> dict[str, Any]:
    """Return the JSON of reports, read again; NaN and infinity are no JSON."""

    def refuse(constant: str) -> None:
        pytest.fail(f"{constant} is no JSON")

    text = render(Format.JSON, reports, Options())
    document: dict[str, Any] = json.loads(text, parse_constant=refuse)
    return document


def test_every_obligation_is_there_and_says_whether_the_verdict_rests_on_it() -> None:
    """Of legal's condition, the waiver's, the meeting's and the accepted gap the verdict rests on the first two."""
    (report,) = document_of(report_of(WORD))["reports"]
    assert [
        (known["origin"], known["subject"], known["milestone"], known["by"], known["relied_on"])
        for known in report["obligations"]
    ] == [
        ("sign-off", "legal", "ga", "2026-12-12", True),
        ("waiver", "support.channels", None, "2026-12-12", True),
        ("decision", "ga", "ga", "2026-12-12", False),
        ("despite", "legal.terms", "beta", None, False),
    ]
    assert report["obligations"][3]["given_by"] == "tom.oduya"
    assert {known["overdue"] for known in report["obligations"]} == {False}


@pytest.fixture(scope="module")
def validator() -> Draft7Validator:
    """The published schema."""
    schema = json.loads(render_schema("report"))
    Draft7Validator.check_schema(schema)
    return Draft7Validator(schema)


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_generated_report_is_valid(validator: Draft7Validator, case: Case) -> None:
    """Whatever was audited, the document fits the published schema."""
    assert [error.message for error in validator.iter_errors(document_of(case.run()))] == []


def test_the_schema_refuses_what_is_not_a_report(validator: Draft7Validator) -> None:
    """A schema that allows anything would prove nothing: a missing, an unknown and a wrong value are errors."""
    document = document_of(report_of(WORD))
    without = {key: value for key, value in document.items() if key != "tool"}
    assert not validator.is_valid(without)
    assert not validator.is_valid({**document, "more": 1})
    assert not validator.is_valid({**document, "schema_version": "1"})


def test_the_keys_are_those_that_readers_know() -> None:
    """The top level, a report, and a finding have exactly the published keys."""
    document = document_of(report_of(WORD))
    assert sorted(document) == ["reports", "schema_version", "tool"]
    assert document["schema_version"] == 1
    assert document["tool"] == f"readycheck {__version__}"
    (report,) = document["reports"]
    assert sorted(report) == sorted(KEYS)
    assert all(sorted(finding) == sorted(FINDING_KEYS) for finding in report["findings"])


def test_several_plans_give_several_reports_in_their_order() -> None:
    """One document holds every report of a run."""
    document = document_of(report_of("One"), report_of("Two"), report_of("Three"))
    assert [report["launch"] for report in document["reports"]] == ["One", "Two", "Three"]
    assert document_of()["reports"] == []


def test_a_digest_is_that_of_the_bytes_on_disk(read: Callable[[dict[str, Any]], Report], tmp_path: Path) -> None:
    """Each file that was read is named with the SHA-256 of its bytes."""
    (report,) = document_of(read(PLAN))["reports"]
    digest = hashlib.sha256((tmp_path / "plan.yaml").read_bytes()).hexdigest()
    assert report["sources"][0] == {"file": "plan.yaml", "sha256": digest}


def test_findings_say_what_the_plan_says(read: Callable[[dict[str, Any]], Report]) -> None:
    """People are ids, days are written as in the plan, an answer has its place, and a gap its dates."""
    (report,) = document_of(read(PLAN))["reports"]
    finding = next(finding for finding in report["findings"] if finding["item"] == "legal.licence-terms")
    assert finding["owner"] == "dana.cho"
    assert finding["ticket"] == "LAW-41"
    assert finding["outcome"] in {"open", "unknown"}
    assert finding["place"]["file"] == "plan.yaml"
    assert finding["place"]["line"] == 1
    assert report["as_of"] == "2026-11-22"
    assert report["milestone_day"] == "2026-12-15"
    assert report["days_left"] == 23
    assert finding["item"] in report["gaps"]


def test_a_finding_that_is_no_gap_has_no_dates() -> None:
    """What is met or does not apply has nobody to act and no day."""
    (report,) = document_of(report_of(WORD))["reports"]
    marks = next(finding for finding in report["findings"] if finding["item"] == "legal.marks")
    assert marks["outcome"] == "not_applicable"
    timed = "holder by due expect earliest_finish latest_start slack_days".split()
    assert [marks[key] for key in timed] == [None] * len(timed)
    assert marks["overdue"] is False
    assert marks["chain"] == []


def test_a_waiver_says_whether_it_counts() -> None:
    """A waiver without effect carries its defect; one that is relied on says so."""
    (report,) = document_of(report_of(WORD))["reports"]
    valid, void = report["waivers"]
    assert (valid["item"], valid["defect"], valid["relied_on"]) == ("support.channels", None, True)
    assert void["item"] == "support.chat"
    assert void["defect"]
    assert void["relied_on"] is False


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        (Fraction(200, 3), 66.6666),
        (Fraction(8995, 100), 89.95),
        (Fraction(899_999_999, 10_000_000), 89.9999),
        (Fraction(0), 0.0),
        (Fraction(100), 100.0),
        (None, None),
    ],
    ids=str,
)
def test_figures_are_floored(exact: Fraction | None, shown: float | None) -> None:
    """A figure below a limit never reads as at it: 89.9999999 is 89.9999, not 90."""
    report = report_of(WORD)
    figures = Figures(exact, exact, exact, exact, exact or Fraction(0), exact or Fraction(0), exact or Fraction(0))
    (out,) = document_of(report._replace(figures=figures))["reports"]
    assert out["figures"]["proven"] == shown
    assert out["figures"]["not_applicable_share"] == (shown or 0.0)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_no_figure_is_rounded_up(case: Case) -> None:
    """Each figure is at most what was computed, and less than a ten-thousandth below it."""
    report = case.run()
    (out,) = document_of(report)["reports"]
    for name in ("proven", "claimed", "planned", "answered"):
        exact, shown = getattr(report.figures, name), out["figures"][name]
        assert (exact is None) == (shown is None)
        if exact is not None:
            assert 0 <= exact - Fraction(str(shown)) < Fraction(1, 10_000)


def test_the_same_report_gives_the_same_bytes() -> None:
    """The document depends on nothing but the report."""
    report = report_of(WORD)
    assert render(Format.JSON, (report,), Options()) == render(
        Format.JSON, (report,), Options(terminal=True, color=True, width=40, ascii_only=True, all_gaps=True)
    )


@pytest.mark.parametrize("text", ['"', "\\", "a\nb", "</script>", "a\u2028b", "🚀", "NaN"])
def test_any_text_survives(text: str) -> None:
    """A name is read back as it was, whitespace aside."""
    assert document_of(report_of(text))["reports"][0]["launch"].split() == text.split()
