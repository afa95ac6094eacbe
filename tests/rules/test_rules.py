"""What holds of every rule kind: it has a table, an example that passes, words for users, and an answer to any plan."""

from __future__ import annotations

import copy
from importlib import import_module
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Outcome, Truth
from readycheck.rules import KINDS, Duty, Subject
from tests.core.building import AS_OF, GA
from tests.rules.generation import random_case, resolves
from tests.rules.options import EXAMPLES, OPTIONS, Options
from tests.rules.repairs import REPAIRS
from tests.rules.table import (
    BASE,
    Case,
    facts_of,
    judge,
    merged,
    outcomes,
    passes,
    plain,
    rule_of,
    shipped,
    subject_of,
)

pytestmark = pytest.mark.usefixtures("untraced")

EVERY = [(kind, options) for kind in KINDS for options in OPTIONS[kind]]


def names_of(given: tuple[str, Options]) -> str:
    kind, (options, _) = given
    return f"{kind} {options}" if options else kind


def table_of(kind: str) -> tuple[Case, ...]:
    cases: tuple[Case, ...] = import_module(f"tests.rules.test_{kind}").TABLE
    return cases


# ---------------------------------------------------------------- tables
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_table_of_all_four_answers(kind: str) -> None:
    """A rule kind cannot ship without plans that pass, fail, do not say, and do not concern it."""
    cases = table_of(kind)
    assert {case.kind for case in cases} == {kind}
    assert outcomes(cases) == {Outcome.MET, Outcome.OPEN, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE}
    claims = [case.row.claim for case in cases]
    assert sorted(set(claims)) == sorted(claims)


# ---------------------------------------------------------------- what users read
@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_kind_is_a_plan_that_passes(kind: str) -> None:
    """What `explain` shows can be pasted into a plan, and then the rule passes."""
    options, blockers = EXAMPLES.get(kind, ({}, ()))
    document = merged(merged(plain(BASE), {"profile": {"hosted": "yes"}}), plain(KINDS[kind].example))
    case = Case(kind, passes(""), document, {"options": options, "blockers": blockers})
    assert judge(case) == (Truth.YES, "", ())


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_says_something(kind: str) -> None:
    """An example is needed: without it, the rule does not pass. Who owns the blockers is not only said in a plan."""
    options, blockers = EXAMPLES.get(kind, ({}, ()))
    case = Case(kind, passes(""), plain(BASE), {"options": options, "blockers": blockers})
    assert (judge(case).holds is Truth.YES) == (kind == "blocker_load")


@pytest.mark.parametrize("given", EVERY, ids=map(names_of, EVERY))
def test_what_a_rule_wants_names_its_options(given: tuple[str, Options]) -> None:
    """`wants` is one sentence with every option in it that decides; `reads` names the section."""
    kind, (options, words) = given
    rule = rule_of(kind, options)
    assert rule.reads
    assert rule.reads == rule.reads.strip()
    assert rule.wants
    assert rule.wants == rule.wants.strip(" .")
    assert "\n" not in rule.wants
    assert [word for word in words if word not in rule.wants] == []
    assert "None" not in rule.wants


def test_the_options_of_every_kind_are_tried() -> None:
    """No option goes untried: each is set by some row of the options above."""
    for kind, rule in KINDS.items():
        known = {field.alias or name for name, field in rule.model_fields.items()}
        assert {name for options, _ in OPTIONS[kind] for name in options} == known, kind


#: Options with the least and the most that they may be.
BOUNDS = [
    ("blocker_load", "at_most_percent", 1, 100),
    ("blocker_load", "spare", 0, 50),
    ("journeys_checked", "max_age_days", 1, 3650),
    ("launch_week", "days_before", 0, 30),
    ("launch_week", "days_after", 0, 60),
    ("lead_present", "days_before", 0, 60),
    ("lead_present", "days_after", 0, 60),
    ("metrics", "at_least", 0, 50),
    ("metrics", "every_days", 1, 400),
    ("rollback", "max_age_days", 1, 3650),
    ("scenarios", "max_age_days", 1, 3650),
    ("touchpoints", "max_age_days", 1, 3650),
    ("voice", "sources", 1, 20),
]


@pytest.mark.parametrize(("kind", "option", "least", "most"), BOUNDS)
def test_an_option_out_of_bounds_is_refused(kind: str, option: str, least: int, most: int) -> None:
    """A number that makes no sense is refused when the checklist is loaded, not met when a plan is judged."""
    needed = OPTIONS[kind][0][0]
    for number in (least, most):
        assert rule_of(kind, {**needed, option: number}).wants
    for number in (least - 1, most + 1):
        with pytest.raises(ValidationError):
            rule_of(kind, {**needed, option: number})


def test_every_number_among_the_options_has_bounds() -> None:
    """No option that is a number goes without a row above."""
    numbers = {
        (kind, name)
        for kind, rule in KINDS.items()
        for name, field in rule.model_fields.items()
        if field.annotation in {int, int | None}
    }
    assert numbers == {(kind, option) for kind, option, _, _ in BOUNDS}


@pytest.mark.parametrize("kind", KINDS)
def test_an_option_that_a_kind_does_not_have_is_refused(kind: str) -> None:
    """A misspelt option is no option that is silently left out."""
    with pytest.raises(ValidationError, match="no_such_option"):
        rule_of(kind, {**OPTIONS[kind][0][0], "no_such_option": 1})


def test_rules_of_the_shipped_checklists_say_what_they_read_and_want() -> None:
    """Every rule that an item calls has both sentences."""
    calls = [item.spec.rule for item in shipped().catalogue.items if item.spec.rule is not None]
    assert {call.kind for call in calls} == set(KINDS)
    for call in calls:
        rule = rule_of(call.kind, call.options)
        assert rule.reads
        assert rule.wants


# ---------------------------------------------------------------- a plan that says nothing
@pytest.mark.parametrize("given", EVERY, ids=map(names_of, EVERY))
def test_a_plan_that_says_nothing_is_unknown(given: tuple[str, Options]) -> None:
    """A rule whose section is missing is unknown (design.md §4): neither a pass nor a fail."""
    kind, (options, _) = given
    unowned = tuple(Duty(f"legal.item-{number}", None) for number in range(9))
    ruling = judge(Case(kind, passes(""), plain(BASE), {"options": options, "blockers": unowned}))
    assert ruling.holds is Truth.UNKNOWN
    assert ruling.reason
    assert not ruling.failing


#: The sections that each kind reads, any one of which it cannot do without.
SECTIONS = {
    "accountable": ["launch/sponsor_agreed"],
    "accounts": ["customers", "customers/accounts"],
    "announcements": ["announcements"],
    "asks": ["departments", "departments/legal/asks"],
    "departments_present": ["departments"],
    "dependencies": ["depends_on"],
    "deputies": ["departments"],
    "exceptions_weighed": ["waivers"],
    "experience_levels": ["journeys"],
    "goals": ["customers", "customers/goals"],
    "handoffs_accepted": ["journeys", "handoffs"],
    "handoffs_on_time": ["handoffs"],
    "hard_questions": ["journeys"],
    "involvement": ["customers", "customers/involved"],
    "journeys_checked": ["journeys"],
    "journeys_cover": ["journeys"],
    "launch_week": ["launch_week"],
    "lead_present": ["departments"],
    "metrics": ["metrics"],
    "personas": ["customers", "customers/segments", "journeys", "voice_of_customer"],
    "promises_kept": ["journeys"],
    "rollback": ["rollback"],
    "scenarios": ["scenarios"],
    "segments": ["customers", "customers/segments"],
    "stated": ["stated"],
    "touchpoints": ["journeys"],
    "voice": ["voice_of_customer"],
}
MISSING = [(kind, section) for kind, sections in SECTIONS.items() for section in sections]


@pytest.mark.parametrize(("kind", "section"), MISSING)
def test_a_plan_that_passes_is_unknown_without_a_section(kind: str, section: str) -> None:
    """Whatever else a plan says, a section that is missing makes a pass neither a fail nor stay a pass."""
    assert SECTIONS.keys() == KINDS.keys() - {"blocker_load"}
    options, blockers = EXAMPLES.get(kind, ({}, ()))
    document = merged(merged(plain(BASE), {"profile": {"hosted": "yes"}}), plain(KINDS[kind].example))
    without: Any = document
    *steps, last = section.split("/")
    for step in steps:
        without = without[step]
    del without[last]
    plan = LaunchPlan.model_validate(document)
    subject = Subject(plan, "legal", AS_OF, GA, facts_of(plan), blockers)
    assert rule_of(kind, options).judge(subject).holds is Truth.UNKNOWN


# ---------------------------------------------------------------- any plan
@settings(max_examples=200)
@given(st.integers(0, 2**48))
def test_a_rule_answers_to_any_plan(seed: int) -> None:
    """No plan that the model accepts makes a rule raise, and each answer is whole: its words, its places, its people."""
    case = random_case(seed)
    subject = case.subject
    for kind, (options, _) in EVERY:
        rule = rule_of(kind, options)
        ruling = rule.judge(subject)
        assert ruling == rule.judge(subject)
        assert (ruling.holds is Truth.NO) == bool(ruling.failing), kind
        assert (ruling.holds is Truth.UNKNOWN) == bool(ruling.reason), kind
        for failing in ruling.failing:
            assert failing.text.strip(), kind
            assert "None" not in failing.text, failing
            assert "\n" not in failing.text, failing
            assert failing.owner is None or failing.owner in case.document["people"], failing
            assert resolves(failing.path, case.document), failing


@settings(max_examples=200)
@given(st.integers(0, 2**48))
def test_mending_a_plan_never_makes_a_rule_fail(seed: int) -> None:
    """A rule that passes still passes once a flaw, here or elsewhere, is taken away."""
    case = random_case(seed, as_of=AS_OF)
    random = Random(seed)
    rules = [(kind, rule_of(kind, options)) for kind, (options, _) in EVERY]
    passing = [(kind, rule) for kind, rule in rules if rule.judge(case.subject).holds is Truth.YES]
    for name, repair in random.sample(sorted(REPAIRS.items()), 15):
        mended = copy.deepcopy(case.document)
        if not repair(mended, random):
            continue
        better = case.with_document(mended).subject
        for kind, rule in passing:
            ruling = rule.judge(better)
            assert ruling.holds is Truth.YES, (name, kind, ruling)


PASSING = [case for kind in KINDS for case in table_of(kind) if case.row.expected is Outcome.MET]


@pytest.mark.parametrize("case", PASSING, ids=[f"{case.kind}: {case.row.claim}" for case in PASSING])
def test_mending_a_plan_of_a_table_never_makes_its_rule_fail(case: Case) -> None:
    """The same of plans that just pass."""
    rule, random = rule_of(case.kind, case.situation.get("options")), Random(case.row.claim)
    subject = subject_of(case.document, **case.situation)
    for name, repair in REPAIRS.items():
        mended = copy.deepcopy(case.document)
        if repair(mended, random):
            plan = LaunchPlan.model_validate(mended)
            facts = facts_of(plan, case.situation.get("broken"), case.situation.get("launches"))
            ruling = rule.judge(subject._replace(plan=plan, facts=facts))
            assert ruling.holds is Truth.YES, (name, ruling)


@settings(max_examples=200)
@given(st.integers(0, 2**48))
def test_a_proof_that_holds_is_never_worse_than_one_that_does_not(seed: int) -> None:
    """Where every proof holds, a rule that passed before still passes."""
    case = random_case(seed)
    proven = case.subject._replace(facts=facts_of(case.subject.plan, launches=case.subject.facts.launches))
    for kind, (options, _) in EVERY:
        rule = rule_of(kind, options)
        if rule.judge(case.subject).holds is Truth.YES:
            assert rule.judge(proven).holds is Truth.YES, kind
