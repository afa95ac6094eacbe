"""What an outsider tried on the sections between departments: texts that take long, and plans that a report overwrites."""

from __future__ import annotations

import time

import pytest

from readycheck.reports import Format
from tests.cli.conftest import Desk

HEAD = "readycheck: 1\nlaunch: {name: A, owner: a.b, milestones: {ga: 2026-12-22}}\n"
PEOPLE = "people: {a.b: product}\n"
MANY = ", ".join(f"p{number}: product" for number in range(5000))
SLOW = {
    "ends of a handoff with spaces between": f'{HEAD}{PEOPLE}handoffs: [{{standing: "a{" " * 60_000}b"}}]\n',
    "a journey of number signs": (
        f'{HEAD}{PEOPLE}journeys: [{{name: "{"#" * 60_000}x", touchpoints: [{{name: T, stage: use, department: sales}}]}}]\n'
    ),
    "thousands of people who are not there": (
        f"{HEAD}people: {{a.b: product, {MANY}}}\n"
        f"metrics: [{{id: x, kind: kpi, department: sales, shaped_with: [{', '.join(['zz'] * 20_000)}]}}]\n"
    ),
}


@pytest.mark.parametrize("text", SLOW.values(), ids=list(SLOW))
def test_no_text_takes_longer_than_it_is_long(desk: Desk, text: str) -> None:
    """Each took 12 to 160 seconds once; it takes a moment, in every format."""
    desk.write("plan.yaml", text)
    for form in Format:
        start = time.process_time()
        assert desk.audit("plan.yaml", "-f", form).code in {1, 2, 3}
        assert time.process_time() - start < 3


def test_a_report_does_not_overwrite_the_plan_of_a_launch_that_is_needed(desk: Desk) -> None:
    """What was read for a report is an input, whichever launch it belongs to."""
    needed = desk.write("identity.yaml", f"{HEAD}{PEOPLE}")
    desk.write("plan.yaml", f"{HEAD}{PEOPLE}depends_on: [{{launch: A, by: T-1, owner: a.b, plan: identity.yaml}}]\n")
    result = desk.audit("plan.yaml", "-f", "json", "-o", "identity.yaml")
    assert result.code == 2
    assert needed.read_text() == f"{HEAD}{PEOPLE}"


def test_a_department_whose_work_another_does_has_no_lead_of_its_own(desk: Desk) -> None:
    """Else one line would make a handoff between two leads vanish; and each such pairing is named in the report."""
    parts = "departments: {sales: {lead: a.b}, support: {done_by: sales%s}}\n"
    desk.write("plan.yaml", HEAD + PEOPLE + parts % ", lead: a.b")
    refused = desk.audit("plan.yaml")
    assert refused.code == 2
    assert "is done by another, and it has a lead" in refused.err
    desk.write("plan.yaml", HEAD + PEOPLE + parts % "")
    assert "differs from the default: support is done by sales" in desk.audit("plan.yaml").out


def test_a_missed_promise_of_service_is_not_hidden_by_those_that_are_kept(desk: Desk) -> None:
    """Two service levels are asked for; a third that is missed is still a gap."""
    entry = "{id: %s, kind: sla, department: support, owner: a.b, target: {at_most: 8}, reported_to: product%s}"
    kept = [entry % (name, "") for name in ("one", "two")]
    missed = entry % ("three", ", now: 90, date: 2026-11-20")
    desk.write("plan.yaml", f"{HEAD}{PEOPLE}metrics: [{', '.join([*kept, missed])}]\n")
    assert (
        "[support.service-levels] open: three is 90, and at most 8 was promised" in desk.audit("plan.yaml", "--all").out
    )
