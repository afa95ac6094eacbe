"""A JSON report read back: what older versions wrote, what is missing, and what is hostile."""

from __future__ import annotations

import json
from typing import Any

import pytest

from readycheck.audit.comparison import compare
from readycheck.audit.snapshot import snapshot
from readycheck.documents.past_report import parse_report
from readycheck.errors import RefusedInput
from readycheck.model.change import Snapshot
from readycheck.model.report import Report
from readycheck.model.vocabulary import Status
from readycheck.reports import Format, Options, render
from tests.core.building import LEAD, OTHER, item, plan, run

#: What a finding and a report did not say before there was anything to compare.
NEWER_KEYS = ("evidence", "formerly", "status", "approved_by", "exempt", "dropped")


def report() -> Report:
    """An audit with an item of every kind: proven, open, ruled out, answered n/a."""
    items = [item(name, severity="major") for name in ("terms", "marks", "claims")]
    items.append(item("price", severity="major", applies={"profile": ["paid"]}))
    exempt = {"status": "not_applicable", "reason": "No budget", "approved_by": OTHER}
    answers = {"legal.terms": "done", "legal.marks": "todo", "legal.claims": exempt}
    return run(items, plan(answers, profile={"paid": "no"}))._replace(plan="launch.yaml", policy_name="built-in")


def document() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(render(Format.JSON, (report(),), Options()))
    return made


def read(given: object) -> tuple[Snapshot, ...]:
    return parse_report(json.dumps(given).encode(), "report.json")


def test_what_was_written_reads_back_as_it_was() -> None:
    """Compared with the audit itself, nothing changed; people are known by their ids."""
    [past] = read(document())
    assert compare(past, snapshot(report())).is_empty
    assert compare(snapshot(report()), past).is_empty
    assert {LEAD, OTHER} <= past.people
    assert past.items[0].owner is not None
    assert past.items[0].owner.name == LEAD


def test_what_an_older_version_wrote_is_understood() -> None:
    """Without the keys that came with comparing, an accepted n/a is taken for one, so that nothing seems new."""
    given = document()
    for finding in given["reports"][0]["findings"]:
        for key in NEWER_KEYS:
            del finding[key]
    for key in ("people", "changes"):
        del given["reports"][0][key]
    [past] = read(given)
    assert [state.exempt for state in past.items] == [False, False, True, False]
    assert past.items[2].status is Status.NOT_APPLICABLE
    assert compare(past, snapshot(report())).regressions == ()
    assert LEAD in past.people


def test_a_key_of_a_later_version_is_passed_over() -> None:
    """New keys alone do not raise the version of the format."""
    given = document()
    given["reports"][0]["mood"] = "fine"
    assert len(read(given)) == 1


def change(*path: str | int, to: object) -> dict[str, Any]:
    """The document with one value changed."""
    given = document()
    inner: Any = given
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    return given


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([], "this is no audit report"),
        ({"schema_version": 1}, "this is no audit report: `reports` is not as in one"),
        (change("schema_version", to=2), "report format 2 is not understood; this version reads format 1"),
        (change("reports", to=[]), "there is no report in it"),
        (change("reports", 0, "shown", to="owner dana"), "the report of Aurora shows only a part: owner dana"),
        (change("reports", 0, "unread", to=["legal.yaml"]), "the report of Aurora was made without legal.yaml"),
        (change("reports", 0, "findings", 0, "outcome", to="fine"), "`reports.0.findings.0.outcome` is not as in one"),
        (change("reports", 0, "findings", 0, "counted", to="yes"), "`reports.0.findings.0.counted` is not as in one"),
        (change("reports", 0, "as_of", to=20000), "`reports.0.as_of` is not as in one"),
        (change("reports", 0, "figures", "proven", to=1e300), "`reports.0.figures.proven` is not as in one"),
    ],
)
def test_what_is_not_whole_or_no_report_is_refused(given: object, message: str) -> None:
    """A part of a report is no baseline: what is missing in it would count as new."""
    with pytest.raises(RefusedInput, match=r"."):
        read(given)
    try:
        read(given)
    except RefusedInput as refusal:
        assert message in refusal.problems[0].message  # noqa: PT017 - the message holds what a pattern would obey


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"{" * 100_000,
        b"[" * 100_000,
        b'{"schema_version": ' + b"9" * 5000 + b', "reports": []}',
        b'{"schema_version": NaN, "reports": []}',
    ],
    ids=["empty", "no text", "deep", "deep list", "huge number", "nan"],
)
def test_what_only_looks_like_json_is_refused(data: bytes) -> None:
    """Without a crash, a hang or a number that is none."""
    with pytest.raises(RefusedInput):
        parse_report(data, "report.json")


def test_nothing_invisible_gets_out_of_a_report() -> None:
    """Escapes of JSON may hide what no file of ours may hold; it is shown as its code point."""
    given = change("reports", 0, "findings", 1, "reason", to="fine\u202e\u001b]52;c;")
    [past] = read(given)
    assert past.items[1].reason == "fine\\u{202e}\\u{001b}]52;c;"
