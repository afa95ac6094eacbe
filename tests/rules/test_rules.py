"""Every rule kind passes, fails and does not know where it should."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.model.checklist import RuleCall
from readycheck.model.vocabulary import Course, Outcome, Truth
from readycheck.rules import KINDS, Subject, parse_rule
from tests.core.building import AS_OF, LEAD, OTHER, finding, item, plan, run

ASK = {"what": "Price list", "from": "finance", "by": "2026-12-01"}
AWAY = [{"from": "2026-12-20", "to": "2026-12-30"}]

# kind -> name of the case -> options, changes of the plan, holds
CASES: dict[str, dict[str, tuple[dict[str, Any], dict[str, Any], Truth]]] = {
    "asks": {
        "section missing": ({}, {}, Truth.UNKNOWN),
        "nothing needed": ({}, {"departments": {"legal": {"lead": LEAD, "asks": []}}}, Truth.YES),
        "all arrived": (
            {},
            {"departments": {"legal": {"lead": LEAD, "asks": [{**ASK, "got": "2026-11-20"}]}}},
            Truth.YES,
        ),
        "not arrived": ({}, {"departments": {"legal": {"lead": LEAD, "asks": [ASK]}}}, Truth.NO),
        "arrives tomorrow": (
            {},
            {"departments": {"legal": {"lead": LEAD, "asks": [{**ASK, "got": "2026-11-23"}]}}},
            Truth.NO,
        ),
    },
    "lead_present": {
        "no lead": ({}, {"departments": {"legal": {"lead": None}}}, Truth.UNKNOWN),
        "at work": ({}, {}, Truth.YES),
        "away at launch": ({}, {"people": {LEAD: {"department": "legal", "away": AWAY}}}, Truth.NO),
        "away, with a deputy": (
            {},
            {"people": {LEAD: {"department": "legal", "away": AWAY, "deputy": OTHER}}},
            Truth.YES,
        ),
        "away, and the deputy too": (
            {},
            {
                "people": {
                    LEAD: {"department": "legal", "away": AWAY, "deputy": OTHER},
                    OTHER: {"department": "finance", "away": AWAY},
                }
            },
            Truth.NO,
        ),
        "away later than the days asked for": (
            {"days_after": 2},
            {"people": {LEAD: {"department": "legal", "away": [{"from": "T+3", "to": "T+9"}]}}},
            Truth.YES,
        ),
        "away on the last day asked for": (
            {"days_after": 3},
            {"people": {LEAD: {"department": "legal", "away": [{"from": "T+3", "to": "T+9"}]}}},
            Truth.NO,
        ),
    },
}
FLAT = {f"{kind}: {name}": (kind, *case) for kind, cases in CASES.items() for name, case in cases.items()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_passing_failing_and_unknown_cases(kind: str) -> None:
    """A rule kind cannot ship without a table."""
    assert {holds for _, _, holds in CASES[kind].values()} == set(Truth)


@pytest.mark.parametrize("case", FLAT.values(), ids=FLAT.keys())
def test_a_rule_judges_the_plan(case: tuple[str, dict[str, Any], dict[str, Any], Truth]) -> None:
    """Each row of the table."""
    kind, options, changes, holds = case
    rule = parse_rule(RuleCall.model_validate({"kind": kind, **options}))
    ruling = rule.judge(Subject(plan(**changes), "legal", AS_OF))
    assert ruling.holds is holds
    assert bool(ruling.failing) == (holds is Truth.NO)
    assert rule.reads


def asks(*entries: dict[str, Any]) -> Any:
    return plan(
        {"legal.inputs": "done"},
        departments={"legal": {"lead": LEAD, "items": {"inputs": "done"}, "asks": list(entries)}},
    )


INPUTS = item("inputs", rule={"kind": "asks"}, not_applicable="never")


def test_the_rule_answers_instead_of_the_plan() -> None:
    """An answer to such an item is not used, and the plan is told so."""
    report = run([INPUTS], asks(ASK))
    assert finding(report, "legal.inputs").outcome is Outcome.OPEN
    assert any("is read from asks" in notice.message for notice in report.notices)


def test_a_failed_rule_is_planned_when_every_failing_entry_is() -> None:
    """Owner and due date of each entry that fails make it planned; one that is overdue does not."""
    assert run([INPUTS], asks(ASK)).course is Course.ON_COURSE
    assert run([INPUTS], asks(ASK, {**ASK, "by": "2026-11-20"})).course is Course.OFF_COURSE


def test_a_failing_entry_is_placed_and_given_to_whoever_owes_it() -> None:
    """The finding points at the entry, and its holder is the lead of the department that owes it."""
    found = finding(run([INPUTS], asks(ASK)), "legal.inputs")
    assert found.place.file == "departments/legal/asks/0"
    assert found.timing is not None
    assert found.timing.holder is not None
    assert found.timing.holder.id == OTHER


def test_a_section_that_is_missing_is_never_not_applicable() -> None:
    """A plan that says nothing of its asks is unknown."""
    assert finding(run([INPUTS]), "legal.inputs").outcome is Outcome.UNKNOWN
