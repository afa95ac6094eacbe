"""When gaps can be closed, who holds them up, and what the meeting is told of it (design.md §7)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from readycheck.model.report import Report, Timing
from readycheck.model.vocabulary import Course
from tests.core.building import AS_OF, GA, LEAD, OTHER, finding, item, plan, run


def timing(report: Report, name: str) -> Timing:
    found = finding(report, name).timing
    assert found is not None
    return found


def after(days: int) -> date:
    return AS_OF + timedelta(days=days)


def test_what_nobody_dated_finishes_after_its_lead_time() -> None:
    """Without an expectation: today plus what it takes; latest start is the milestone less that."""
    found = timing(run([item("terms", lead_days=10)]), "legal.terms")
    assert found.earliest_finish == after(10)
    assert found.latest_start == GA - timedelta(days=10)
    assert found.slack_days == 20
    assert found.by == found.latest_start


@pytest.mark.parametrize(
    ("answer", "finish"),
    [
        ({"status": "todo", "expect": "2026-12-01"}, date(2026, 12, 1)),
        ({"status": "todo", "expect": "2026-11-21"}, after(10)),
        ({"status": "todo", "due": "2026-12-01"}, after(10)),
        ({"status": "done"}, after(1)),
    ],
    ids=["expected", "expectation past", "due says nothing of the finish", "only to be proven"],
)
def test_an_expectation_that_is_not_past_is_the_finish(answer: dict[str, Any], finish: date) -> None:
    """Expected in the future counts; else the remaining days do: the lead time, or one to prove what is done."""
    found = timing(run([item("terms", lead_days=10, evidence="document")], {"legal.terms": answer}), "legal.terms")
    assert found.earliest_finish == finish


def test_finishes_add_up_along_what_is_needed_or_waited_for() -> None:
    """Vendor 5 days, list 10, agreement 6: the agreement is done in 21, and the vendor's owner holds it up."""
    items = [
        item("finance.vendor", lead_days=5),
        item("list", lead_days=10),
        item("dpa", lead_days=6, needs=["legal.list"]),
    ]
    report = run(items, {"legal.list": {"status": "todo", "waits_for": ["finance.vendor"]}})
    found = timing(report, "legal.dpa")
    assert found.earliest_finish == after(21)
    assert found.chain == ("finance.vendor", "legal.list", "legal.dpa")
    assert found.holder is not None
    assert found.holder.id == OTHER
    assert timing(report, "finance.vendor").latest_start == GA - timedelta(days=21)
    assert timing(report, "finance.vendor").waiting == 2


def test_an_expectation_before_what_it_waits_for_is_put_off() -> None:
    """Nobody finishes before what they need is finished."""
    items = [item("marks", lead_days=20), item("terms", needs=["legal.marks"])]
    found = timing(run(items, {"legal.terms": {"status": "todo", "expect": "2026-11-25"}}), "legal.terms")
    assert found.earliest_finish == after(20)


AWAY = [{"from": "2026-12-01", "to": "2026-12-10"}, {"from": "2026-12-11", "to": "2026-12-12"}]


@pytest.mark.parametrize(
    ("person", "finish"),
    [
        ({"department": "legal", "away": AWAY}, date(2026, 12, 13)),
        ({"department": "legal", "away": AWAY, "deputy": OTHER}, date(2026, 12, 2)),
    ],
    ids=["nobody acts", "a deputy acts"],
)
def test_absences_push_a_finish_past_them(person: dict[str, Any], finish: date) -> None:
    """A finish on a day away moves to the first day back, unless there is a deputy."""
    given = plan(people={LEAD: person})
    assert timing(run([item("terms", lead_days=10)], given), "legal.terms").earliest_finish == finish


def test_a_gap_is_planned_only_when_what_it_waits_for_is() -> None:
    """A date does not help while the thing waited for has none."""
    items = [item("marks"), item("terms", needs=["legal.marks"])]
    dated = {"status": "todo", "due": "2026-12-10"}
    assert not finding(run(items, {"legal.terms": dated, "legal.marks": "todo"}), "legal.terms").planned
    assert finding(run(items, {"legal.terms": dated, "legal.marks": dated}), "legal.terms").planned


def test_what_is_done_but_for_its_prerequisites_is_planned_with_them() -> None:
    """Nobody has to date again what is proven already."""
    items = [item("marks"), item("terms", needs=["legal.marks"])]
    report = run(items, {"legal.terms": "done", "legal.marks": {"status": "todo", "due": "2026-12-10"}})
    assert finding(report, "legal.terms").planned
    assert report.course is Course.ON_COURSE


def test_an_undecided_fact_is_the_launch_owners_to_settle() -> None:
    """Who holds up an item that may not apply: whoever owns the launch."""
    found = timing(run([item("terms", applies={"profile": ["paid"]})]), "legal.terms")
    assert found.holder is not None
    assert found.holder.id == "mara.lind"


def test_gaps_rank_by_severity_then_overdue_then_latest_start() -> None:
    """A major comes after every blocker; among blockers the overdue one, then the one that must start first."""
    items = [
        item("slow", lead_days=20),
        item("quick", lead_days=1),
        item("late", lead_days=1),
        item("big", severity="major", lead_days=29),
    ]
    report = run(items, {"legal.late": {"status": "todo", "due": "2026-11-01"}})
    assert [gap.item for gap in report.gaps] == ["legal.late", "legal.slow", "legal.quick", "legal.big"]


NOTICES: dict[str, tuple[dict[str, Any], str]] = {
    "overdue": ({"status": "todo", "due": "2026-11-01"}, "was due 2026-11-01"),
    "after its milestone": ({"status": "todo", "due": "2026-12-23"}, "due 2026-12-23, and must hold on 2026-12-22"),
    "too optimistic": ({"status": "todo", "expect": "2026-11-24"}, "expected in 2 days; it usually takes 10"),
}


@pytest.mark.parametrize("case", NOTICES.values(), ids=NOTICES.keys())
def test_days_that_cannot_be_right_are_noticed(case: tuple[dict[str, Any], str]) -> None:
    """Overdue, due after the milestone, and under a quarter of the usual time are each named."""
    answer, words = case
    report = run([item("terms", lead_days=10)], {"legal.terms": answer})
    assert any(words in notice.message for notice in report.notices)


@pytest.mark.parametrize(
    ("beta", "must_hold"),
    [("2026-11-21", GA), ("2026-11-22", AS_OF), ("2026-12-01", date(2026, 12, 1))],
    ids=["passed", "today", "ahead"],
)
def test_an_item_must_hold_at_its_own_milestone_unless_that_has_passed(beta: str, must_hold: date) -> None:
    """What was asked for a milestone that is over is asked for the audited one."""
    given = plan(launch={"milestones": {"beta": beta, "ga": GA.isoformat()}})
    found = timing(run([item("terms", milestone="beta")], given, milestone="ga"), "legal.terms")
    assert found.milestone == must_hold


@pytest.mark.parametrize(
    ("answer", "overdue", "by"),
    [
        ({"due": "2026-11-22"}, False, AS_OF),
        ({"due": "2026-11-21"}, True, after(-1)),
        ({"due": "2026-12-01", "expect": "2026-11-21"}, True, after(-1)),
        ({"due": "2026-11-21", "expect": "2026-12-01"}, True, date(2026, 12, 1)),
        ({"expect": "2026-12-01"}, False, date(2026, 12, 1)),
        ({}, False, GA - timedelta(days=10)),
    ],
)
def test_a_gap_is_overdue_from_the_day_after_it_was_due_or_expected(
    answer: dict[str, Any],
    overdue: bool,  # noqa: FBT001
    by: date,
) -> None:
    """Somebody must act by the day expected, else due, else when work must start."""
    found = timing(run([item("terms", lead_days=10)], {"legal.terms": {"status": "todo", **answer}}), "legal.terms")
    assert (found.overdue, found.by) == (overdue, by)


def test_an_entry_that_fails_a_rule_says_by_when_somebody_must_act() -> None:
    """Of two promises due after each other the first; where the first to act on has no day, when work must start."""
    asks = [
        {"what": "Prices", "from": "finance", "by": "2026-12-01"},
        {"what": "Costs", "from": "finance", "by": "2026-12-09"},
    ]
    given = plan(departments={"legal": {"lead": LEAD, "items": {}, "asks": asks}})
    found = timing(run([item("inputs", lead_days=10, rule={"kind": "asks"})], given), "legal.inputs")
    assert (found.due, found.expect, found.by) == (date(2026, 12, 1), date(2026, 12, 9), date(2026, 12, 1))


def test_the_first_steps_are_three_and_name_people() -> None:
    """What holds up the most pressing gaps, each once."""
    items = [item("finance.vendor", lead_days=5), item("a", needs=["finance.vendor"]), item("b"), item("c"), item("d")]
    steps = run(items).first
    assert len(steps) == 3
    assert steps[0].item == "finance.vendor"
    assert all(step.who is not None for step in steps)
