"""GitLab's code quality report: entries that GitLab takes, and that it knows again on the next run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft7Validator

from readycheck.app import AuditRequest, PlanSource, audit_plan
from readycheck.model.place import Place
from readycheck.model.report import Report
from readycheck.model.vocabulary import Severity
from readycheck.reports import Format, Options, Selection, render, select
from tests.core.strategies import Case, cases
from tests.reports.conftest import AS_OF, WORD, report_of

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/launch.yaml"))

#: What GitLab demands of an entry, and stops reading the report without: app/validators/json_schemas/codeclimate.json
#: of gitlab-org/gitlab. Beyond it, what docs.gitlab.com/ci/testing/code_quality says: the five severities, a line from
#: 1 on, a path from the root of the repository without `./`.
_LINES = {"type": "object", "required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}
_LOCATION = {
    "type": "object",
    "required": ["path", "lines"],
    "additionalProperties": False,
    "properties": {"path": {"type": "string", "pattern": r"^(?!\./)."}, "lines": _LINES},
}
_TEXT = {"type": "string", "minLength": 1}
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "additionalProperties": False,
        "properties": {
            "description": _TEXT,
            "check_name": _TEXT,
            "fingerprint": _TEXT,
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": _LOCATION,
        },
    },
}


def entries_of(*reports: Report, **options: str) -> list[dict[str, Any]]:
    """Return the entries of reports, which GitLab would take."""
    text = render(Format.GITLAB, reports, Options(**options))  # type: ignore[arg-type]
    entries: list[dict[str, Any]] = json.loads(text)
    Draft7Validator(SCHEMA).validate(entries)
    fingerprints = [entry["fingerprint"] for entry in entries]
    assert len(set(fingerprints)) == len(fingerprints)
    return entries


def known(entries: list[dict[str, Any]]) -> dict[str, str]:
    """Return by what GitLab knows the entry of each item."""
    return {entry["check_name"]: entry["fingerprint"] for entry in entries}


def test_a_gap_has_one_entry_with_item_place_and_what_is_missing() -> None:
    """The whole entry but its fingerprint, worked out by hand."""
    report = report_of("One")
    gap = next(gap for gap in report.gaps if gap.item == "legal.later")
    assert gap.timing is not None
    gap = gap._replace(
        title="Later", reason="half done", ticket="LAW-41", owner=None, place=Place("./plans/launch.yaml", 7, 3),
        timing=gap.timing._replace(holder=None, by=AS_OF),
    )  # fmt: skip
    (entry,) = entries_of(report._replace(gaps=(gap,)))
    assert re.fullmatch("[0-9a-f]{64}", entry.pop("fingerprint"))
    assert entry == {
        "description": "Later: half done (LAW-41); nobody named, by 2026-11-22",
        "check_name": "legal.later",
        "severity": "major",
        "location": {"path": "plans/launch.yaml", "lines": {"begin": 7}},
    }


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_gap_that_counts_is_an_entry_in_its_order(case: Case) -> None:
    """Severities are our own words, which are GitLab's; what was waived is for information and stays."""
    report = case.run()
    found = [(entry["check_name"], entry["severity"]) for entry in entries_of(report)]
    assert found == [(gap.item, "info" if gap.waived else gap.severity.value) for gap in report.gaps]


def test_a_waiver_resolves_nothing() -> None:
    """A gap that is waived now is the same entry to GitLab: it would call one that is gone resolved."""
    report = report_of(WORD)
    waived = tuple(gap._replace(waived=True) for gap in report.gaps)
    assert known(entries_of(report)) == known(entries_of(report._replace(gaps=waived)))


def test_an_entry_is_known_again_when_lines_and_words_change() -> None:
    """Its fingerprint is that of plan and item, wherever the answer stands and whatever is said of it."""
    report = report_of(WORD)
    moved = tuple(
        gap._replace(place=Place("legal.yaml", 90, 1), reason="other", severity=Severity.MINOR) for gap in report.gaps
    )
    assert known(entries_of(report)) == known(entries_of(report._replace(gaps=moved)))


def test_a_plan_is_known_again_however_it_was_named() -> None:
    """From another folder, or by its whole path, the file in the repository is the same; another plan's is another."""
    report = report_of(WORD)

    def named(file: str, directory: str) -> dict[str, str]:
        source = report.sources[0]._replace(file=file)
        return known(entries_of(report._replace(sources=(source,)), directory=directory, root="/repo"))

    same = named("plans/launch.yaml", "/repo")
    assert named("./launch.yaml", "/repo/plans") == same
    assert named("/repo/plans/launch.yaml", "/elsewhere") == same
    assert set(named("other/launch.yaml", "/repo").values()).isdisjoint(same.values())


def test_a_plan_that_is_audited_twice_has_two_entries_an_item() -> None:
    """Fingerprints are unique in the document, else GitLab would show only one."""
    report = report_of(WORD)
    assert len(entries_of(report, report, report._replace(sources=()))) == 3 * len(report.gaps)


def test_a_gap_of_a_file_as_a_whole_stands_on_its_first_line() -> None:
    """GitLab wants a line."""
    report = report_of(WORD)
    (entry,) = entries_of(report._replace(gaps=(report.gaps[0]._replace(place=Place("plan.yaml")),)))
    assert entry["location"]["lines"]["begin"] == 1


def test_without_gaps_the_report_is_an_empty_array() -> None:
    """GitLab then calls everything resolved, rightly."""
    assert entries_of(report_of(WORD)._replace(gaps=())) == []


def test_a_selection_narrows_the_entries() -> None:
    """Only the gaps that are shown are listed."""
    report = select(report_of(WORD), Selection(departments=("legal",), severities=("major",)))
    assert {entry["check_name"] for entry in entries_of(report)} == {"legal.later", "legal.notice", "legal.inputs"}


@pytest.mark.parametrize("plan", EXAMPLES, ids=lambda plan: plan.parent.name)
def test_gitlab_takes_the_examples(plan: Path) -> None:
    """Each entry points to a line of a file of the example."""
    found = audit_plan(PlanSource(f"{plan.parent.name}/launch.yaml", plan), AuditRequest(as_of=AS_OF)).report
    assert found is not None
    for entry in entries_of(found):
        lines = (plan.parent.parent / entry["location"]["path"]).read_text(encoding="utf-8").splitlines()
        assert lines[entry["location"]["lines"]["begin"] - 1].strip()
