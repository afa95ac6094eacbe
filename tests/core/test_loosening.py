"""A number that proves an item more easily than was agreed is told, each way by itself."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.audit.loosening import loosened
from tests.core.building import located, plan

LOAD = {"file": "load.json", "value": "p95", "at_most": 300}
METRIC = {"id": "restore", "kind": "kpi", "department": "legal", "target": {"at_most": 8, "unit": "hours"}}
CITED = {"metric": "restore"}
AGREED = "p95 at most 300"


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        (LOAD, {**LOAD, "at_most": 3000}, [(AGREED, "p95 at most 3000", True)]),
        (LOAD, {**LOAD, "at_most": 300.5}, [(AGREED, "p95 at most 300.5", True)]),
        (LOAD, {**LOAD, "at_most": 250}, [(AGREED, "p95 at most 250", False)]),
        (LOAD, {**LOAD, "at_least": 1}, [(AGREED, "p95 at least 1 and at most 300", False)]),
        (LOAD, {"file": "load.json", "value": "p95", "at_least": 1}, [(AGREED, "p95 at least 1", True)]),
        (LOAD, {**LOAD, "value": "p50"}, [(AGREED, "p50 at most 300", True)]),
        (LOAD, [LOAD, {**LOAD, "at_most": 3000}], [(AGREED, "p95 at most 300, p95 at most 3000", True)]),
        (LOAD, {"file": "load.json"}, [(AGREED, "no number", True)]),
        (LOAD, CITED, [(AGREED, "metric restore at most 8", True)]),
        (CITED, {**CITED, "at_most": 9}, [("metric restore at most 8", "metric restore at most 9", True)]),
        (CITED, {**CITED, "at_most": 8}, []),
        (LOAD, {**LOAD, "file": "runs/2026-11-20.json", "date": "2026-11-20"}, []),
        (LOAD, [LOAD, "legal/terms.md"], []),
        ("legal/terms.md", LOAD, []),
    ],
)
def test_what_a_number_must_be_is_held_to_what_was_agreed(
    was: Any, now: Any, told: list[tuple[str, str, bool]]
) -> None:
    """Bounds, names and numbers count; the file of the next run does not, nor what is offered beside the number."""
    before, after = (
        plan({"legal.terms": {"status": "done", "evidence": proof}}, metrics=[METRIC]) for proof in (was, now)
    )
    found = list(loosened(before, after, located))
    assert [(one.was, one.now, one.eases) for one in found] == told
    assert {one.what for one in found} <= {"proof of legal.terms"}


def test_an_item_is_held_to_its_number_once_it_is_done() -> None:
    """Who takes back that it is done says so; who planned for a number cannot be done with less."""
    done = plan({"legal.terms": {"status": "done", "evidence": LOAD}})
    loose = plan({"legal.terms": {"status": "done", "evidence": {**LOAD, "at_most": 3000}}})
    todo = plan({"legal.terms": {"status": "todo", "evidence": LOAD}})
    assert not [*loosened(done, todo, located), *loosened(done, plan(), located)]
    assert [one.now for one in loosened(todo, loose, located)] == ["p95 at most 3000"]


def test_another_target_is_told_of_the_measure_and_not_of_each_item_that_cites_it() -> None:
    """Nothing is told twice."""
    answers = {"legal.terms": {"status": "done", "evidence": CITED}}
    now = plan(answers, metrics=[{**METRIC, "target": {"at_most": 80}}])
    assert not list(loosened(plan(answers, metrics=[METRIC]), now, located))
