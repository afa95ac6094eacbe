"""What would open a path where there is none: each alone, and each really does once it is done."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readycheck.audit.path import path_to_green
from readycheck.model.checklist import Catalogue, Item
from readycheck.model.facts import Facts
from readycheck.model.path import Change, PathToGreen
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Limit, Policy
from readycheck.model.vocabulary import Measure, Requirement
from tests.core.building import AS_OF, GA, LEAD, OTHER, SPONSOR, item, located, plan, policy


def path(
    items: list[Item], given: LaunchPlan | dict[str, Any] | None = None, rules: Policy | None = None
) -> PathToGreen:
    """Look for the path to green of a small plan."""
    titles = {"legal": "Legal", "finance": "Finance", "support": "Support"}
    catalogue = Catalogue(tuple(items), titles, {"paid": "Is it paid?", "hosted": "Is it hosted?"}, "1.0")
    document = given if isinstance(given, LaunchPlan) else plan(given)
    return path_to_green(document, catalogue, rules or policy(), Facts(), AS_OF, locate=located)


def offered(found: PathToGreen) -> set[tuple[Change, str]]:
    """What would open a path."""
    return {(way.change, way.subject) for way in found.relaxations}


def test_a_day_that_can_be_reached_needs_nothing() -> None:
    """Ten days fit into thirty."""
    found = path([item("terms", lead_days=10)])
    assert found.is_reachable
    assert (found.obstacles, found.relaxations) == ((), ())
    assert [task.gap.item for task in found.tasks] == ["legal.terms"]


def test_a_blocker_that_takes_too_long_can_be_hurried_waived_or_waited_for() -> None:
    """Forty days do not fit into thirty: thirty days of work, a waiver of the sponsor, or ten days more would do."""
    found = path([item("terms", lead_days=40)])
    assert not found.is_reachable
    assert found.earliest.day == date(2027, 1, 1)
    assert found.earliest.spare_days == -10
    assert [(way.change, way.subject, way.day, way.instead) for way in found.relaxations] == [
        (Change.DATE, "ga", date(2027, 1, 1), None),
        (Change.HURRY, "legal.terms", GA, date(2027, 1, 1)),
        (Change.WAIVER, "legal.terms", None, None),
    ]
    waiver = found.relaxations[2]
    assert waiver.who is not None
    assert waiver.who.id == SPONSOR
    assert found.day == date(2027, 1, 1)
    assert [task.gap.item for task in found.tasks] == ["legal.terms"]


def test_what_a_late_gap_waits_for_can_be_hurried_too() -> None:
    """20 + 15 days do not fit into 30: the first five days sooner, or the second, would do, and both do when done."""
    items = [item("marks", lead_days=20), item("terms", needs=["legal.marks"], lead_days=15)]
    rules = policy(require=policy().require.model_copy(update={"blocker": Requirement.MET}))
    ways = {way.subject: way for way in path(items, rules=rules).relaxations if way.change is Change.HURRY}
    assert (ways["legal.marks"].day, ways["legal.marks"].instead) == (date(2026, 12, 7), date(2026, 12, 12))
    assert (ways["legal.terms"].day, ways["legal.terms"].instead) == (GA, date(2026, 12, 27))
    for name, way in ways.items():
        assert way.day is not None
        answer = {name: {"status": "todo", "expect": way.day.isoformat()}}
        assert path(items, answer, rules).is_reachable


def test_nobody_is_hurried_who_is_away() -> None:
    """Three days of work, but away until 28 December: only the date, a waiver or a deputy would do."""
    away = {"department": "legal", "away": [{"from": "2026-11-20", "to": "2026-12-28"}]}
    given = plan({"legal.terms": "todo"}, people={LEAD: away})
    found = path([item("terms", lead_days=3)], given)
    assert offered(found) == {(Change.DATE, "ga"), (Change.WAIVER, "legal.terms"), (Change.DEPUTY, LEAD)}
    (link,) = found.earliest.chain
    assert (link.item, link.finish, link.away) == ("legal.terms", date(2026, 12, 29), date(2026, 12, 28))


def test_the_chain_begins_where_an_expectation_sets_the_date() -> None:
    """The marks are done on 27 November; only that the terms are expected on 30 December sets the date."""
    items = [item("marks", lead_days=5), item("terms", needs=["legal.marks"], lead_days=5)]
    found = path(items, {"legal.terms": {"status": "todo", "expect": "2026-12-30"}})
    (link,) = found.earliest.chain
    assert (link.item, link.expected, link.finish) == ("legal.terms", True, date(2026, 12, 30))


def test_no_task_must_be_closed_before_it_can_be() -> None:
    """15 days, then what is expected 8 days before GA though it usually takes 20: the first may take its 15 days."""
    items = [item("marks", lead_days=15), item("terms", needs=["legal.marks"], lead_days=20)]
    first, second = path(items, {"legal.terms": {"status": "todo", "expect": "2026-12-14"}}).tasks
    assert (second.start, second.latest_start, second.finish_by) == (date(2026, 12, 7), date(2026, 12, 15), GA)
    assert (first.latest_start, first.finish_by) == (date(2026, 11, 30), date(2026, 12, 15))


def test_a_blocker_that_is_always_expected_after_launch_has_no_day() -> None:
    """Three days after launch, whenever that is: moving the launch does not help, and is not tried for two years."""
    found = path([item("terms")], {"legal.terms": {"status": "todo", "expect": "T+3"}})
    assert found.earliest.day is None
    assert "always after" in found.earliest.because
    assert (Change.HURRY, "legal.terms") in offered(found)


def test_a_waiver_does_not_help_what_waits_for_the_waived_item() -> None:
    """The terms need the marks: waiving either leaves the other late."""
    items = [item("marks", lead_days=40), item("terms", needs=["legal.marks"], lead_days=5)]
    assert offered(path(items)) == {(Change.DATE, "ga"), (Change.HURRY, "legal.marks")}


def test_two_late_blockers_are_opened_by_no_single_change_but_the_date() -> None:
    """Neither alone would do."""
    assert offered(path([item("terms", lead_days=40), item("marks", lead_days=50)])) == {(Change.DATE, "ga")}


def test_a_deputy_opens_the_path_where_an_absence_closes_it() -> None:
    """Expected on 20 December, and away from the 18th to 4 January."""
    away = {"department": "legal", "away": [{"from": "2026-12-18", "to": "2027-01-04"}]}
    answer = {"legal.terms": {"status": "todo", "expect": "2026-12-20"}}
    found = path([item("terms", lead_days=5)], plan(answer, people={LEAD: away}))
    assert (Change.DEPUTY, LEAD) in offered(found)
    assert path([item("terms", lead_days=5)], plan(answer, people={LEAD: {**away, "deputy": OTHER}})).is_reachable


def test_a_fact_that_is_no_opens_the_path_where_it_rules_the_late_item_out() -> None:
    """The item that takes too long is for paid launches only; whether this is one has not been said."""
    items = [item("terms", lead_days=40, applies={"profile": ["paid"]}), item("marks")]
    found = path(items)
    assert (Change.FACT, "paid") in offered(found)
    assert [(choice.fact, choice.items) for choice in found.choices] == [("paid", ("legal.terms",))]
    assert path(items, plan(profile={"paid": "no"})).is_reachable


def test_a_limit_that_nothing_can_meet_is_named_with_what_can_be_had() -> None:
    """Half of the items are n/a by answer, and a quarter may be: no date changes that."""
    items = [item("terms", not_applicable="free"), item("marks")]
    limits = (Limit(measure=Measure.NOT_APPLICABLE_SHARE, at_most=25),)
    found = path(items, {"legal.terms": "not_applicable"}, policy(limits=limits))
    assert found.day is None
    assert found.earliest.day is None
    assert found.earliest.because == "n/a 50.0 %, at most 25 %"
    assert [(obstacle.name, obstacle.value) for obstacle in found.obstacles] == [("n/a", "50.0 %")]
    assert offered(found) == {(Change.LIMIT, "n/a")}
    assert found.tasks == ()


def test_a_launch_more_than_two_years_ahead_is_out_of_sight() -> None:
    """What is expected in 2029 is not looked for."""
    found = path([item("terms")], {"legal.terms": {"status": "todo", "expect": "2029-03-01"}})
    assert found.earliest.day is None
    assert found.earliest.because.startswith("it is more than two years ahead")


def test_the_milestone_before_it_holds_a_launch_back() -> None:
    """Everything could be done in five days, but ga is not before beta."""
    given = plan(launch={"milestones": {"beta": "2026-12-10", "ga": GA.isoformat()}})
    items = [item("terms", lead_days=5)]
    titles = {"legal": "Legal"}
    catalogue = Catalogue(tuple(items), titles, {}, "1.0")
    found = path_to_green(given, catalogue, policy(), Facts(), AS_OF, locate=located, milestone="ga")
    assert found.earliest.day == date(2026, 12, 10)
    assert found.earliest.because == "not before beta"


def test_what_holds_a_launch_back_without_being_work_is_said() -> None:
    """Nobody of legal is there from 20 December to 10 January: the first day on which somebody is, is the 11th."""
    away = {"department": "legal", "away": [{"from": "2026-11-23", "to": "2027-01-10"}]}
    given = plan({"legal.there": "todo"}, people={LEAD: away}, departments={"legal": {"lead": LEAD}})
    found = path([item("there", rule={"kind": "lead_present"}, lead_days=300)], given)
    assert found.earliest.day is not None
    assert found.earliest.chain == ()
    assert "away" in found.earliest.because


@pytest.mark.parametrize("decision", ["no_go", None])
def test_words_that_are_missing_are_to_be_got(decision: str | None) -> None:
    """A sign-off that was not given, or is no-go, is an action of no days."""
    words = [{"for": "ga", "by": LEAD, "date": "2026-11-20", "decision": decision}] if decision else []
    given = plan(departments={"legal": {"lead": LEAD, "signoffs": words}})
    found = path([item("terms")], given, policy(signoffs=("legal",)))
    (word,) = found.signoffs
    assert (word.department, word.is_no_go) == ("legal", decision is not None)
    assert found.is_reachable


def test_a_planned_major_is_a_promise_and_no_task() -> None:
    """The default policy is content with a major that is planned: it is kept in mind, and not on the path."""
    items = [item("terms"), item("texts", severity="major")]
    rules = policy(require=policy().require.model_copy(update={"major": Requirement.EXPLAINED}))
    found = path(items, {"legal.texts": {"status": "todo", "due": "2026-12-10"}}, rules)
    assert [task.gap.item for task in found.tasks] == ["legal.terms"]
    assert [(kept.item, kept.by) for kept in found.commitments] == [("legal.texts", date(2026, 12, 10))]


def test_a_task_says_what_comes_first_and_to_whom_it_is_handed() -> None:
    """Finance finds the vendor in 5 days, legal lists it in 10, and needs that for the agreement in 6: GA less 21."""
    items = [
        item("finance.vendor", lead_days=5),
        item("list", lead_days=10, needs=["finance.vendor"]),
        item("dpa", lead_days=6, needs=["legal.list"]),
    ]
    vendor, list_, dpa = path(items).tasks
    assert (vendor.latest_start, vendor.finish_by) == (date(2026, 12, 1), date(2026, 12, 6))
    assert (list_.start, list_.latest_start) == (date(2026, 11, 27), date(2026, 12, 6))
    assert (dpa.start, dpa.finish_by) == (date(2026, 12, 7), GA)
    assert [(handover.item, handover.to and handover.to.id) for handover in vendor.hands_over] == [("legal.list", LEAD)]
    assert (list_.hands_over, dpa.after) == ((), ("legal.list",))


def test_what_is_done_and_held_back_is_no_task_and_passes_on_what_waits() -> None:
    """The agreement is done but needs the list, and the launch mail needs the agreement: two tasks."""
    items = [
        item("list", lead_days=10),
        item("dpa", needs=["legal.list"]),
        item("mail", lead_days=2, needs=["legal.dpa"]),
    ]
    first, second = path(items, {"legal.dpa": "done"}).tasks
    assert (first.gap.item, second.gap.item) == ("legal.list", "legal.mail")
    assert second.after == ("legal.list",)
    assert first.latest_start == date(2026, 12, 10)
