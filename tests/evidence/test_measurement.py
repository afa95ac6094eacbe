"""A number in a file proves what it says and no more: which number, exactly, and within which bounds."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readycheck.evidence import gather
from readycheck.evidence.number import number_in
from readycheck.files import Disk, Unreadable
from readycheck.model.facts import Proven
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Strength
from tests.evidence.test_gather import CATALOGUE

MIB = 1_048_576
#: The time of a processor that one file may take. Where coverage looks at every line, all takes several times as long.
BOUND_S = 0.5 * (6 if sys.gettrace() is not None else 1)

K6 = {"metrics": {"http_req_duration": {"values": {"p(95)": 287.4, "max": 912}}}, "runs": [{"p95": 1}, {"p95": 2.50}]}
LOCUST = "Type,Name,Requests,95%,99%\nGET,/restore,100,240,410\nGET,/list,900,35,80\n,Aggregated,1000,230,400\n"
JUNIT = """<?xml version="1.0"?>
<testsuites><testsuite name="a" tests="4" failures="1" errors="1" skipped="1">
<testcase name="one"/><testcase name="two"><failure message="no">x</failure></testcase>
<testcase name="three"><error/><system-out>&lt;failure/&gt;</system-out></testcase><testcase name="four"><skipped/></testcase>
</testsuite></testsuites>"""
PASSED = (
    '<testsuite tests="2"><testcase name="one"/><testcase name="two"><system-out>ok</system-out></testcase></testsuite>'
)
COBERTURA = (
    '<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">'
    '<coverage line-rate="0.9312" branch-rate="0.88" lines-valid="250"><packages/></coverage>'
)
JACOCO = (
    '<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd"><report name="a">'
    '<package name="p"><counter type="LINE" missed="9" covered="1"/></package>'
    '<counter type="LINE" missed="1" covered="2"/><counter type="BRANCH" missed="0" covered="0"/></report>'
)


def number(file: str, text: str | bytes, name: str) -> str:
    """Return the number called `name`, or why there is none."""
    data = text.encode() if isinstance(text, str) else text
    try:
        return number_in(file, lambda limit: data[: limit + 1], name)
    except Unreadable as error:
        return str(error)


# ---------------------------------------------------------------- which number
@pytest.mark.parametrize(
    ("file", "text", "name", "found"),
    [
        ("load.json", '{"p95_ms": 287}', "p95_ms", "287"),
        ("load.json", '{"p95_ms": 287.10}', "p95_ms", "287.10"),
        ("load.json", '{"p95_ms": -1.5e3}', "p95_ms", "-1.5e3"),
        ("load.json", json.dumps(K6), "metrics.http_req_duration.values.p(95)", "287.4"),
        ("load.json", json.dumps(K6), "runs.1.p95", "2.5"),
        ("load.json", '{"a.b": {"c": 1}}', "a.b.c", "1"),
        ("load.json", '\ufeff{"a": 1}', "a", "1"),
        ("LOAD.JSON", '{"a": 1}', "a", "1"),
        ("load.yaml", "results: {p95: 0.30}", "results.p95", "0.3"),
        ("load.yml", "runs:\n  - p95: 7\n", "runs.0.p95", "7"),
        ("load.csv", "p95_ms,errors\n287,0\n", "errors", "0"),
        ("load.csv", LOCUST, "Aggregated.95%", "230"),
        ("load.csv", "name;p95\nall;1.5\n", "p95", "1.5"),
        ("load.csv", "name;p95\nall;0.123\n", "p95", "0.123"),
        ("load.csv", "name,p95,\nall,1.200,\n", "p95", "1.200"),
        ("load.csv", "name,p95\nall,1.200,\n", "p95", "1.200"),
        ("load.csv", "name,v1.2\nall,3\n", "v1.2", "3"),
        ("junit.xml", JUNIT, "tests", "4"),
        ("junit.xml", JUNIT, "failed", "2"),
        ("junit.xml", JUNIT, "skipped", "1"),
        ("junit.xml", JUNIT, "passed", "1"),
        ("junit.xml", PASSED, "failed", "0"),
        ("coverage.xml", COBERTURA, "line-rate", "0.9312"),
        ("coverage.xml", COBERTURA, "branch-rate", "0.88"),
        ("jacoco.xml", JACOCO, "LINE", "0.666666"),
    ],
)
def test_a_number_is_found_by_its_name(file: str, text: str, name: str, found: str) -> None:
    """A key, a way through keys, a column, or what a report of tests or coverage counts; as it is written there."""
    assert number(file, text, name) == found


@pytest.mark.parametrize(
    ("file", "text", "name", "why"),
    [
        ("load.json", '{"p95_ms": 287}', "p99_ms", "holds no `p99_ms`"),
        ("load.json", '{"a": "287"}', "a", "holds no number under `a`"),
        ("load.json", '{"a": true}', "a", "holds no number under `a`"),
        ("load.json", '{"a": null}', "a", "holds no number under `a`"),
        ("load.json", '{"a": {"b": 1}}', "a", "holds no number under `a`"),
        ("load.json", '{"a": 1, "a": 2}', "a", "says something twice under one name"),
        ("load.json", '{"a.b": 1, "a": {"b": 2}}', "a.b", "holds more than one `a.b`"),
        ("load.json", '{"a": NaN}', "a", "holds NaN, which is no number"),
        ("load.json", '{"a": -Infinity}', "a", "holds -Infinity, which is no number"),
        ("load.json", '{"a": 1e9999}', "a", "holds no number under `a`"),
        ("load.json", '{"a": ' + "9" * 5000 + "}", "a", "holds no number under `a`"),
        ("load.json", "[1, 2]", "0", "1"),
        ("load.json", "[1, 2]", "2", "holds no `2`"),
        ("load.json", "[1, 2]", "-1", "holds no `-1`"),
        ("load.json", "287", "p95", "holds no `p95`"),
        ("load.json", "{", "a", "is not JSON that can be read"),
        ("load.json", "", "a", "is not JSON that can be read"),
        ("load.json", "[" * 100_000, "a", "is not JSON that can be read"),
        ("load.json", b"\xff\xfe", "a", "is not saved as UTF-8"),
        ("load.yaml", "a: &x 1\nb: *x\n", "b", "is not YAML that can be read, see line 1"),
        ("load.yaml", "a: yes", "a", "holds no number under `a`"),
        ("load.yaml", "a: true", "a", "holds no number under `a`"),
        ("load.csv", LOCUST, "95%", "holds 3 numbers called `95%`; name one row: `ROW.95%`"),
        ("load.csv", LOCUST, "GET.95%", "holds 2 numbers called `GET.95%`; name one row: `ROW.GET.95%`"),
        ("load.csv", LOCUST, "Nowhere.95%", "holds no `Nowhere.95%`"),
        ("load.csv", "a,a\n1,2\n", "a", "holds no `a`"),
        ("load.csv", "a\nfast\n", "a", "holds no number under `a`"),
        ("load.csv", "a\n1_000\n", "a", "holds no number under `a`"),
        ("load.csv", 'a,b\n"1,0', "a", "is not CSV that can be read"),
        ("load.csv", "", "a", "holds no `a`"),
        ("load.csv", "p95\n300,5\n", "p95", "has more cells in that row than headings; a comma in a number makes two of it"),
        ("load.csv", "name,p95\nall,1,200\n", "p95", "has more cells in that row than headings; a comma in a number makes two of it"),
        ("load.csv", "name;p95\nall;1.200\n", "p95", "holds under `p95` what may be thousands or thousandths; write thousands without a point, or other than three decimals"),
        ("junit.xml", '<testsuite tests="90" failures="0"/>', "failed", "ran no test"),
        ("junit.xml", "<testsuite><testcase><skipped/></testcase></testsuite>", "failed", "ran no test"),
        ("junit.xml", JUNIT, "errors", "holds no `errors`; name tests, failed, skipped or passed"),
        ("coverage.xml", COBERTURA, "lines", "holds no `lines`"),
        ("coverage.xml", '<coverage line-rate="1" lines-valid="0"/>', "line-rate", "covers nothing: it counts no line"),
        ("coverage.xml", '<coverage branch-rate="1" lines-valid="9" branches-valid="0"/>', "branch-rate", "covers nothing: it counts no branch"),
        ("coverage.xml", '<coverage line-rate="80"/>', "line-rate", "holds no share under `line-rate`, which would be from 0 to 1"),
        ("jacoco.xml", JACOCO, "BRANCH", "covers nothing: it counts no line"),
        ("jacoco.xml", '<report><counter type="LINE" missed="9" covered="1"/><counter type="LINE" missed="0" covered="1"/></report>', "LINE", "says something twice under one name"),
        ("jacoco.xml", '<report><counter type="LINE" missed="1,200" covered="1"/></report>', "LINE", "holds no number under `LINE`"),
        ("jacoco.xml", '<report><counter type="LINE" covered="1"/></report>', "LINE", "holds no number under `LINE`"),
        ("page.xml", "<html/>", "p95", "is neither a JUnit nor a coverage report"),
        ("page.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "p", "holds a document type (`<!DOCTYPE`), which may define anything"),
        ("load.txt", "p95 287", "p95", "holds no numbers that can be read; give JSON, YAML, CSV, or a JUnit or coverage report in XML"),
    ],
    ids=lambda value: repr(value)[:30],
)  # fmt: skip
def test_what_is_no_number_or_several_is_refused(file: str, text: str | bytes, name: str, why: str) -> None:
    """Text, truth values, what stands twice, what is not finite and reports of nothing prove nothing."""
    assert number(file, text, name) == why


def test_a_report_whose_sums_hide_a_failure_is_counted_and_one_whose_sums_admit_more_is_believed() -> None:
    """Failures are counted case by case; where a suite states more of them, it knows more than its cases show."""
    hiding = JUNIT.replace('failures="1" errors="1"', 'failures="0" errors="0"')
    assert number("junit.xml", hiding, "failed") == "2"
    crashed = PASSED.replace('tests="2"', 'tests="2" errors="3"')
    assert number("junit.xml", crashed, "failed") == "3"


def test_what_the_whole_states_is_believed_and_what_every_level_repeats_is_counted_once() -> None:
    """Failures before the first suite stand in the sums of the whole; PHPUnit repeats the sums of each suite above it."""
    case = '<testcase name="one"/>'
    whole = f'<testsuites failures="3"><testsuite>{case}</testsuite></testsuites>'
    assert number("junit.xml", whole, "failed") == "3"
    failing = '<testcase name="two"><failure/></testcase>'
    repeated = f'<testsuite failures="1"><testsuite failures="1">{case}{failing}</testsuite></testsuite>'
    assert number("junit.xml", f"<testsuites>{repeated}</testsuites>", "failed") == "1"
    apart = f'<testsuites><testsuite errors="1">{case}</testsuite><testsuite>{failing}</testsuite></testsuites>'
    assert number("junit.xml", apart, "failed") == "2"
    assert number("junit.xml", f"<testsuite><testcase><failure/>{case}</testcase></testsuite>", "failed") == "1"


def test_a_case_may_say_by_an_attribute_that_it_failed_or_never_ran() -> None:
    """GoogleTest writes disabled tests without an element in them, other tools failures: neither has passed."""
    disabled = '<testcase name="a" status="notrun" result="suppressed"/>'
    assert number("junit.xml", f"<testsuite>{disabled}</testsuite>", "failed") == "ran no test"
    ran = '<testcase name="b" status="run" result="completed"/>'
    assert number("junit.xml", f"<testsuite>{disabled}{ran}</testsuite>", "passed") == "1"
    assert number("junit.xml", f'<testsuite>{ran}<testcase status="Failed"/></testsuite>', "failed") == "1"


@given(st.binary(max_size=200), st.sampled_from(["a.json", "a.yaml", "a.csv", "a.xml"]), st.text(max_size=20))
def test_no_bytes_and_no_name_do_anything_but_find_or_refuse(data: bytes, file: str, name: str) -> None:
    """Whatever the file holds, there is a number or a reason."""
    assert number(file, data, name)


@pytest.mark.parametrize(
    ("file", "data"),
    [
        ("a.json", lambda: b"[" + b"[]," * 340_000 + b"[]]"),
        ("a.json", lambda: b'{"a":' * 150_000),
        ("a.csv", lambda: b"a," * 500_000),
        ("a.csv", lambda: b"a\n" * 500_000),
        ("a.xml", lambda: b"<testsuite>" + b"<testcase/>" * 90_000 + b"</testsuite>"),
        ("a.xml", lambda: b"<a " + b"b" * MIB),
        ("a.json", lambda: b"{" + b"%s" % b",".join(b'"a%s":1' % (b".a" * n) for n in range(90)) + b"}"),
    ],
    ids=["lists", "depth", "cells", "rows", "cases", "attribute", "dots"],
)
def test_a_hostile_file_takes_no_time(file: str, data: Callable[[], bytes]) -> None:
    """A mebibyte of brackets, cells or keys is read or refused at once."""
    content = data()
    started = time.process_time()
    assert number(file, content, "a.a.a.a" * 20)
    assert time.process_time() - started < BOUND_S


# ---------------------------------------------------------------- within which bounds
METRIC = {"id": "restore-time", "kind": "kpi", "department": "support", "now": 8, "date": "2026-11-15"}


def prove(base: Path, proof: dict[str, Any], **metric: Any) -> Proven:
    """Return what one measurement comes to."""
    plan = LaunchPlan.model_validate(
        {
            "readycheck": 1,
            "launch": {"name": "Aurora", "owner": "mara", "milestones": {"ga": "2026-12-15"}},
            "departments": {"legal": {"items": {"terms": {"status": "done", "evidence": proof}}}},
            "metrics": [{key: value for key, value in {**METRIC, **metric}.items() if value is not None}],
        }
    )
    facts = gather(
        plan, CATALOGUE, base=base, tree=Disk(base), own_files=frozenset(), last_change=lambda path: CHANGED[path.name]
    )
    return facts.proofs["legal.terms"][0]


#: The days on which files of the test were last changed.
CHANGED = {"load.json": date(2026, 11, 3)}


@pytest.mark.parametrize(
    ("written", "bounds", "text", "defect"),
    [
        ("287", {"at_most": 300}, "load.json: p95 287, at most 300", None),
        ("300", {"at_most": 300}, "load.json: p95 300, at most 300", None),
        ("300.0000000000000000001", {"at_most": 300}, "load.json: p95", "is 300.0000000000000000001, and should be at most 300"),
        ("0.3", {"at_most": 0.3}, "load.json: p95 0.3, at most 0.3", None),
        ("0.30000000000000001", {"at_most": 0.3}, "load.json: p95", "is 0.30000000000000001, and should be at most 0.3"),
        ("89.95", {"at_least": 90}, "load.json: p95", "is 89.95, and should be at least 90"),
        ("5", {"at_least": 2, "at_most": 8}, "load.json: p95 5, at least 2 and at most 8", None),
        ("9007199254740993", {"at_most": 9007199254740992}, "load.json: p95", "is 9007199254740993, and should be at most 9007199254740992"),
    ],
)  # fmt: skip
def test_a_number_is_compared_exactly(
    tmp_path: Path, written: str, bounds: dict[str, float], text: str, defect: str | None
) -> None:
    """Digit by digit, as file and plan have it: nothing is rounded on the way, and a bound is within."""
    (tmp_path / "load.json").write_text(f'{{"p95": {written}}}')
    found = prove(tmp_path, {"file": "load.json", "value": "p95", **bounds})
    assert (found.strength, found.shown, found.defect) == (Strength.MEASUREMENT, text, defect)


def test_a_measurement_has_the_day_that_is_given_else_that_of_its_file(tmp_path: Path) -> None:
    """Where the item wants a day, and the plan gives none, the last change of the file is one."""
    (tmp_path / "load.json").write_text('{"p95": 1}')
    proof = {"file": "load.json", "value": "p95", "at_most": 2}
    assert prove(tmp_path, {**proof, "date": "2026-10-01"}).dated == date(2026, 10, 1)
    assert prove(tmp_path, proof).dated == date(2026, 11, 3)


def test_a_file_that_cannot_be_read_is_no_measurement(tmp_path: Path) -> None:
    """What is wrong with a file is said as for documents."""
    proof = {"value": "p95", "at_most": 2}
    assert prove(tmp_path, {"file": "load.json", **proof}).defect == "does not exist"
    assert prove(tmp_path, {"file": "../load.json", **proof}).defect == "does not exist"
    (tmp_path / "load.json").write_bytes(b" " * (MIB + 1))
    assert prove(tmp_path, {"file": "load.json", **proof}).defect == "is larger than 1024 KiB"


@pytest.mark.parametrize(
    ("bounds", "metric", "text", "defect"),
    [
        ({"at_most": 8}, {}, "metric restore-time 8, at most 8", None),
        ({"at_most": 7.5}, {}, "metric restore-time", "is 8, and should be at most 7.5"),
        ({}, {"target": {"at_most": 10}}, "metric restore-time 8, at most 10", None),
        ({}, {"target": {"at_most": 5, "unit": "minutes"}}, "metric restore-time", "is 8, and should be at most 5"),
        ({"at_most": 9}, {"target": {"at_most": 5}}, "metric restore-time 8, at most 9", None),
        ({}, {}, "metric restore-time", "has no target to be held against"),
        ({"at_most": 8}, {"now": None}, "metric restore-time", "has no value yet"),
    ],
)
def test_a_measure_of_the_plan_proves_by_its_last_value(
    tmp_path: Path, bounds: dict[str, float], metric: dict[str, Any], text: str, defect: str | None
) -> None:
    """It is held against the bounds of the proof, else against its own target, and is of the day of its value."""
    found = prove(tmp_path, {"metric": "restore-time", **bounds}, **metric)
    assert (found.strength, found.shown, found.defect) == (Strength.MEASUREMENT, text, defect)
    assert found.dated == date(2026, 11, 15)


def test_who_cites_a_measure_does_not_make_it_newer() -> None:
    """It was measured when the plan says so; only one without a day takes that of the proof."""
    tree = Path()
    cited = {"metric": "restore-time", "at_most": 8, "date": "2026-11-20"}
    assert prove(tree, cited).dated == date(2026, 11, 15)
    assert prove(tree, cited, date=None).dated == date(2026, 11, 20)


def test_a_value_is_printed_with_all_its_digits() -> None:
    """`is 300, and should be at most 300` would be nonsense."""
    found = prove(Path(), {"metric": "restore-time", "at_most": 300}, now=300.00000000001)
    assert found.defect == "is 300.00000000001, and should be at most 300"
    assert prove(Path(), {"metric": "restore-time", "at_least": 1e300}).defect == "is 8, and should be at least 1e+300"
