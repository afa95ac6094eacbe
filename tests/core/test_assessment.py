"""What is taken as given in the best case and if the plan is kept, and which conditions decide."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.model.checklist import Tailored
from readycheck.model.policy import Limit, Require
from readycheck.model.vocabulary import Course, Measure, Requirement, Verdict
from tests.core.building import item, plan, policy, run

DATED = {"status": "todo", "due": "2026-12-10"}
EXPLAINED = Require(blocker=Requirement.WAIVED, major=Requirement.EXPLAINED, minor=Requirement.ANY)


@pytest.mark.parametrize(
    ("answers", "verdict", "decided"),
    [
        ({"legal.terms": "done", "legal.notice": "done"}, Verdict.GO, []),
        ({"legal.terms": "done"}, Verdict.UNDECIDED, ["majors"]),
        ({}, Verdict.UNDECIDED, ["blockers", "majors"]),
        ({"legal.terms": "todo"}, Verdict.NO_GO, ["blockers"]),
    ],
    ids=["a go", "one unknown", "two unknown", "one open and one unknown"],
)
def test_conditions_decide_that_keep_the_verdict_from_being_better(
    answers: dict[str, Any], verdict: Verdict, decided: list[str]
) -> None:
    """Of an undecided launch those that an answer would settle; of a no-go only those that no answer could save."""
    report = run([item("terms"), item("notice", severity="major")], answers, rules=policy(require=EXPLAINED))
    assert report.verdict is verdict
    assert [condition.name for condition in report.conditions if condition.decided] == decided


def test_a_plan_that_waits_for_an_unknown_may_still_be_kept() -> None:
    """A dated major needs something nobody has answered for: with that met it is planned, so this is no no-go yet."""
    items = [item("marks", severity="minor"), item("terms", severity="major", needs=["legal.marks"])]
    rules = policy(require=EXPLAINED)
    assert run(items, {"legal.terms": DATED}, rules=rules).verdict is Verdict.UNDECIDED
    assert run(items, {"legal.terms": DATED, "legal.marks": "todo"}, rules=rules).verdict is Verdict.NO_GO


@pytest.mark.parametrize(
    ("concerns", "answers", "verdict"),
    [
        ({"profile": ["paid"]}, {"legal.terms": "done", "legal.marks": "todo"}, Verdict.UNDECIDED),
        ({}, {"legal.marks": "todo"}, Verdict.NO_GO),
        ({}, {}, Verdict.UNDECIDED),
    ],
    ids=["may not apply at all", "applies, and needs what is open", "applies, and needs what is unknown"],
)
def test_at_best_what_may_not_apply_needs_nothing(
    concerns: dict[str, Any], answers: dict[str, Any], verdict: Verdict
) -> None:
    """A blocker that may turn out not to apply is no no-go for an open minor that it needs; one that applies is."""
    items = [item("marks", severity="minor"), item("terms", needs=["legal.marks"], applies=concerns)]
    assert run(items, answers).verdict is verdict


@pytest.mark.parametrize(
    ("paid", "verdict"), [("yes", Verdict.NO_GO), ("unknown", Verdict.UNDECIDED), ("no", Verdict.GO)]
)
def test_dropping_what_may_not_apply_costs_nothing_at_best(paid: str, verdict: Verdict) -> None:
    """An item is dropped where nothing may be: that is too much, unless its fact rules it out anyway."""
    rules = policy(limits=(Limit(measure=Measure.NOT_APPLICABLE_SHARE, at_most=0),))
    dropped = item("terms", severity="major", applies={"profile": ["paid"]})
    dropped = dropped._replace(tailored=Tailored("dropped", "Not us"), dropped=True)
    given = plan({"legal.marks": "done"}, profile={"paid": paid})
    assert run([item("marks"), dropped], given, rules=rules).verdict is verdict


def test_an_open_item_that_may_not_apply_still_counts_as_applying() -> None:
    """It is in the way of a share of what is n/a as little as any other gap."""
    rules = policy(limits=(Limit(measure=Measure.NOT_APPLICABLE_SHARE, at_most=50),))
    items = [item("marks", severity="major"), item("terms", severity="major", applies={"profile": ["paid"]})]
    given = {"legal.marks": {"status": "not_applicable", "reason": "Not us"}, "legal.terms": "todo"}
    assert run(items, given, rules=rules).verdict is Verdict.GO


def test_a_plan_that_is_kept_leaves_sign_offs_to_come() -> None:
    """Every item is done or dated, and nobody has signed yet: on course. A no that stands is not."""
    answers: dict[str, Any] = {"legal.terms": "done", "legal.marks": DATED}
    rules = policy(signoffs="departments_with_blockers")
    assert run([item("terms"), item("marks")], answers, rules=rules).course is Course.ON_COURSE
    no = {"for": "ga", "by": "lea.legal", "date": "2026-11-20", "decision": "no_go"}
    legal = {"lead": "lea.legal", "items": {"terms": "done", "marks": DATED}, "signoffs": [no]}
    given = plan(departments={"legal": legal})
    assert run([item("terms"), item("marks")], given, rules=rules).course is not Course.ON_COURSE


def test_where_nothing_applies_the_plan_is_kept() -> None:
    """A limit on a figure that does not exist keeps nobody off course."""
    rules = policy(limits=(Limit(measure=Measure.PROVEN, at_least=1),))
    given = plan(profile={"paid": "no"})
    assert run([item("terms", applies={"profile": ["paid"]})], given, rules=rules).course is Course.ON_COURSE
