"""What ships: thirteen checklists that carry every practice, each of a size that a lead can answer."""

from __future__ import annotations

import pytest

from readycheck.documents.catalogue import shipped_sources
from readycheck.documents.lint import load_practices
from readycheck.documents.policy import load_shipped
from readycheck.documents.proposal import load_kinds
from readycheck.model.checklist import Item
from readycheck.model.vocabulary import DEPARTMENTS, Exemption, LaunchClass, Severity, Strength


def shipped() -> tuple[Item, ...]:
    return load_shipped().catalogue.items


def test_there_is_a_checklist_of_each_department_at_one_version() -> None:
    """All thirteen ship, as 1.0, and no item is newer than its checklist."""
    checklists = [source.checklist for source in shipped_sources()]
    assert [checklist.department for checklist in checklists] == list(DEPARTMENTS)
    assert {checklist.version for checklist in checklists} == {"1.0"}
    assert {item.spec.since for item in shipped()} == {"1.0"}
    assert 130 <= len(shipped()) <= 190


def test_every_practice_is_carried_and_nothing_else_is() -> None:
    """196 practices: each is carried by an item, and no item carries what is none."""
    known = {practice.id for practice in load_practices().practices}
    carried = {name for item in shipped() for name in item.spec.practices}
    assert len(known) == 196
    assert known - carried == set()
    assert carried - known == set()


def test_a_practice_that_the_plan_itself_must_show_is_carried_by_a_rule() -> None:
    """49 practices are read from the plan: an item whose rule reads it carries each of them."""
    of_the_plan = {practice.id for practice in load_practices().practices if practice.model}
    by_rule = {name for item in shipped() if item.spec.rule is not None for name in item.spec.practices}
    assert len(of_the_plan) == 49
    assert of_the_plan - by_rule == set()


def test_every_practice_says_where_it_comes_from() -> None:
    """Each names a source with a title and a year, as far as that is known, and a department that exists."""
    practices = load_practices()
    for practice in practices.practices:
        assert practices.sources[practice.source].title
        assert practices.sources[practice.source].published
        assert practice.department in DEPARTMENTS


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_checklist_is_of_a_size_that_a_lead_can_answer(department: str) -> None:
    """At most 30 items, of which at most 22 want an answer; few blockers; each with steps and why a customer cares."""
    items = [item.spec for item in shipped() if item.department == department]
    assert 5 <= len(items) <= 30
    assert sum(item.rule is None for item in items) <= 22
    assert sum(item.severity is Severity.BLOCKER for item in items) <= 7
    assert all(len(item.fix) >= 2 and item.serves and len(item.title) <= 70 for item in items)


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_each_department_is_asked_what_it_needs_of_others(department: str) -> None:
    """The last thing a list asks for is what must come from elsewhere."""
    asking = [item for item in shipped() if item.department == department and item.spec.rule is not None]
    assert any(item.spec.rule is not None and item.spec.rule.kind == "asks" for item in asking)


def test_an_item_that_a_rule_answers_wants_no_proof_and_no_exemption() -> None:
    """The plan itself proves it; it cannot be ticked, and it cannot be called n/a by an answer."""
    for item in shipped():
        if item.spec.rule is not None:
            assert item.spec.evidence is Strength.NONE, item.id
            assert item.spec.exemption is Exemption.NEVER, item.id
        else:
            assert item.spec.evidence is not Strength.NONE, item.id


def test_a_quiet_launch_is_spared_most_of_it() -> None:
    """A quiet launch is asked for less than half of what a standard one is."""

    def concerns(launch_class: LaunchClass) -> int:
        return sum(not item.spec.applies.classes or launch_class in item.spec.applies.classes for item in shipped())

    assert concerns(LaunchClass.QUIET) * 2 < concerns(LaunchClass.STANDARD)


def test_the_kinds_of_launch_name_departments_and_facts_that_exist() -> None:
    """What `init` proposes fits the shipped lists, and every proposed journey goes on all three levels."""
    facts = load_shipped().catalogue.facts
    for kind in load_kinds().values():
        assert kind.facts.keys() <= facts.keys()
        for journey in kind.journeys:
            assert {touchpoint.department for touchpoint in journey.touchpoints} <= set(DEPARTMENTS)
            assert len({touchpoint.feel for touchpoint in journey.touchpoints} - {None}) == 3
