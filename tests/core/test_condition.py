"""The demands of a policy held against a state of affairs, one by one, and by what route each item satisfies them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from readycheck.audit.condition import Condition, Held, Route, Signing, State, conditions
from readycheck.audit.exceptions import Word
from readycheck.model.checklist import Item
from readycheck.model.plan import SignOff
from readycheck.model.policy import Limit, Policy, Require
from readycheck.model.vocabulary import Decision, Measure, Outcome, Requirement
from tests.core.building import item, policy

TERMS = "legal.terms"
MET, UNPROVEN, OPEN, UNKNOWN, NA = Outcome.MET, Outcome.UNPROVEN, Outcome.OPEN, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE


ANYTHING = Require(blocker=Requirement.ANY, major=Requirement.ANY, minor=Requirement.ANY)


def state(rules: Policy, outcomes: dict[Item, Outcome], **changes: Any) -> State:
    """A state in which items have these outcomes, and nothing is planned, waived or signed."""
    base: dict[str, Any] = {
        "items": tuple(outcomes),
        "outcomes": {found.id: outcome for found, outcome in outcomes.items()},
        "planned": frozenset(),
        "ruled_out": frozenset(),
        "waived": frozenset(),
        "refused": frozenset(),
        "words": {},
        "signers": (),
        "signing": Signing.AS_GIVEN,
        "figures_optional": False,
    }
    return State(rules, **{**base, **changes})


def demanding(requirement: Requirement) -> Policy:
    return policy(require=Require(blocker=requirement, major=Requirement.ANY, minor=Requirement.ANY))


def limited(**limit: Any) -> Policy:
    return policy(require=ANYTHING, limits=(Limit(**limit),))


def only(rules: Policy) -> Condition:
    (condition,) = conditions(rules)
    return condition


def test_a_policy_is_a_list_of_demands_in_plain_words() -> None:
    """Requirements by severity, then limits as they are written, then sign-offs."""
    limits = (
        Limit(measure=Measure.PROVEN, at_least=80),
        Limit(measure=Measure.CLAIMED, of="each_department", at_least=70.5),
        Limit(measure=Measure.PLANNED, of="each_stage", at_least=95),
        Limit(measure=Measure.ANSWERED, at_least=100),
        Limit(measure=Measure.NOT_APPLICABLE_SHARE, of="each_department", at_most=25),
        Limit(measure=Measure.WAIVERS, of="blocker", at_most=1),
    )
    require = Require(blocker=Requirement.MET, major=Requirement.EXPLAINED, minor=Requirement.ANSWERED)
    found = conditions(policy(require=require, limits=limits, signoffs="all"))
    assert [(condition.name, condition.demand) for condition in found] == [
        ("blockers", "all proven"),
        ("majors", "all proven, planned, waived or refused"),
        ("minors", "all answered"),
        ("proven", "at least 80 %"),
        ("claimed, each department", "at least 70.5 %"),
        ("planned, each stage", "at least 95 %"),
        ("answered", "at least 100 %"),
        ("n/a, each department", "at most 25 %"),
        ("waivers of blockers", "at most 1"),
        ("sign-offs", "given by all asked"),
    ]
    assert [condition.limit for condition in found] == [None, None, None, *limits, None]
    assert only(demanding(Requirement.WAIVED)).demand == "all proven or waived"
    assert conditions(demanding(Requirement.ANY)) == ()


# ---------------------------------------------------------------- requirements
# what blockers must come to, the outcome of one, and what there is for it -> its route, and whether it counts as waived
ROUTES = {
    "met": (Requirement.MET, MET, "", Route.HELD, False),
    "n/a": (Requirement.MET, NA, "", Route.HELD, False),
    "met, and waived all the same": (Requirement.WAIVED, MET, "waived", Route.HELD, False),
    "open where anything will do": (Requirement.ANY, OPEN, "waived", Route.NOT_REQUIRED, False),
    "unknown where anything will do": (Requirement.ANY, UNKNOWN, "waived", Route.NOT_REQUIRED, False),
    "open where proof is asked for": (Requirement.MET, OPEN, "waived planned refused", Route.FAILS, False),
    "unknown where proof is asked for": (Requirement.MET, UNKNOWN, "waived", Route.FAILS, False),
    "open where an answer will do": (Requirement.ANSWERED, OPEN, "", Route.NOT_REQUIRED, False),
    "unproven where an answer will do": (Requirement.ANSWERED, UNPROVEN, "waived", Route.FAILS, False),
    "unknown where an answer will do": (Requirement.ANSWERED, UNKNOWN, "waived", Route.FAILS, False),
    "open where a waiver will do": (Requirement.WAIVED, OPEN, "planned refused", Route.FAILS, False),
    "waived": (Requirement.WAIVED, OPEN, "waived", Route.WAIVER, True),
    "waived, and planned": (Requirement.WAIVED, OPEN, "waived planned", Route.WAIVER, True),
    "unknown, and waived": (Requirement.WAIVED, UNKNOWN, "waived", Route.FAILS, True),
    "unknown": (Requirement.WAIVED, UNKNOWN, "", Route.FAILS, False),
    "open where an explanation will do": (Requirement.EXPLAINED, OPEN, "", Route.FAILS, False),
    "planned": (Requirement.EXPLAINED, OPEN, "planned", Route.PLAN, False),
    "planned, and waived": (Requirement.EXPLAINED, UNPROVEN, "planned waived", Route.PLAN, False),
    "waived, and refused": (Requirement.EXPLAINED, OPEN, "waived refused", Route.WAIVER, True),
    "refused": (Requirement.EXPLAINED, OPEN, "refused", Route.REFUSAL, True),
    "unknown, and refused": (Requirement.EXPLAINED, UNKNOWN, "refused planned", Route.FAILS, True),
}


@pytest.mark.parametrize("case", ROUTES.values(), ids=ROUTES.keys())
def test_an_item_satisfies_what_is_required_by_one_route(
    case: tuple[Requirement, Outcome, str, Route, bool],
) -> None:
    """Proof before a plan, a plan before a waiver, a waiver before a refusal; an unknown is none of them."""
    requirement, outcome, given, route, counts = case
    flags = {name: frozenset({TERMS} if name in given.split() else ()) for name in ("planned", "waived", "refused")}
    terms = item("terms")
    found = state(demanding(requirement), {terms: outcome}, **flags)
    assert (found.route(terms), found.uses_budget(terms)) == (route, counts)


def test_a_requirement_counts_the_items_of_its_severity_that_apply() -> None:
    """Of three blockers one is ruled out and one is open: 1 of 2. Majors do not matter."""
    rules = demanding(Requirement.MET)
    outcomes = {item("a"): MET, item("b"): OPEN, item("c"): NA, item("d", severity="major"): OPEN}
    held = only(rules).hold(state(rules, outcomes, ruled_out=frozenset({"legal.c"})))
    assert held == Held(holds=False, value="1 of 2 not yet", failing=("legal.b",))
    assert only(rules).hold(state(rules, {item("a"): MET, item("b"): MET})) == Held(holds=True, value="all 2")


# ---------------------------------------------------------------- limits
@pytest.mark.parametrize(
    ("measure", "bound", "holds", "value", "measured"),
    [
        (Measure.PROVEN, {"at_least": 50}, True, "50.0 %", 50),
        (Measure.PROVEN, {"at_least": 50.1}, False, "50.0 %", 50),
        (Measure.ANSWERED, {"at_least": 100}, True, "100.0 %", 100),
        (Measure.NOT_APPLICABLE_SHARE, {"at_most": 0}, True, "0.0 %", 0),
    ],
)
def test_a_limit_on_all_items_is_reached_exactly_or_not(
    measure: Measure,
    bound: dict[str, float],
    holds: bool,  # noqa: FBT001
    value: str,
    measured: int,
) -> None:
    """One of two equal blockers is proven, both are answered, none is taken out."""
    rules = limited(measure=measure, **bound)
    held = only(rules).hold(state(rules, {item("a"): MET, item("b"): OPEN}))
    assert held == Held(holds, value, (), Fraction(measured))


def test_what_is_planned_counts_as_planned_and_what_is_ruled_out_not_at_all() -> None:
    """Of two blockers that apply one is proven and one planned; a third is ruled out, and so neither asked nor exempt."""
    outcomes = {item("a"): MET, item("b"): OPEN, item("c"): NA}
    flags = {"planned": frozenset({"legal.b"}), "ruled_out": frozenset({"legal.c"})}
    for measure, value in ((Measure.PLANNED, 100), (Measure.CLAIMED, 50)):
        rules = limited(measure=measure, at_least=0)
        assert only(rules).hold(state(rules, outcomes, **flags)).measured == value
    rules = limited(measure=Measure.NOT_APPLICABLE_SHARE, at_most=100)
    assert only(rules).hold(state(rules, outcomes, **flags)).measured == 0


@pytest.mark.parametrize("optional", [True, False])
def test_a_figure_that_does_not_exist_is_enough_but_in_the_worst_case(optional: bool) -> None:  # noqa: FBT001
    """Where nothing applies, nothing is proven; per department nothing is asked then."""
    rules = limited(measure=Measure.PROVEN, at_least=1)
    nothing = {"ruled_out": frozenset({"legal.a"}), "figures_optional": optional}
    assert only(rules).hold(state(rules, {item("a"): NA}, **nothing)) == Held(optional, "nothing applies")
    each = limited(measure=Measure.PROVEN, of="each_department", at_least=1)
    assert only(each).hold(state(each, {item("a"): NA}, **nothing)) == Held(holds=True, value="nothing applies")


def test_a_limit_on_each_part_names_the_worst_and_all_that_fail() -> None:
    """Support has 0 %, legal 50 %, finance 100 %: with at least 60 %, two fail, in the order of the checklists."""
    outcomes = {item("a"): MET, item("support.b"): OPEN, item("finance.c"): MET, item("d"): OPEN}
    rules = limited(measure=Measure.PROVEN, of="each_department", at_least=60)
    held = only(rules).hold(state(rules, outcomes))
    assert held == Held(holds=False, value="support 0.0 %", failing=("legal", "support"), measured=Fraction(0))


def test_of_a_ceiling_on_each_part_the_highest_is_the_worst() -> None:
    """All of support was taken out, and a quarter is allowed; nothing of legal was."""
    outcomes = {item("a"): MET, item("support.b"): NA}
    rules = limited(measure=Measure.NOT_APPLICABLE_SHARE, of="each_department", at_most=25)
    held = only(rules).hold(state(rules, outcomes))
    assert held == Held(holds=False, value="support 100.0 %", failing=("support",), measured=Fraction(100))


def test_a_limit_on_each_stage_groups_items_by_stage() -> None:
    """What customers use is proven, what they buy is not, though both are legal's."""
    outcomes = {item("a", stage="use"): MET, item("b", stage="buy"): OPEN}
    rules = limited(measure=Measure.PROVEN, of="each_stage", at_least=50)
    held = only(rules).hold(state(rules, outcomes))
    assert held == Held(holds=False, value="buy 0.0 %", failing=("buy",), measured=Fraction(0))


@pytest.mark.parametrize(("most", "failing"), [(1, ("legal.a", "legal.b")), (2, ())])
def test_waivers_of_a_severity_are_counted(most: int, failing: tuple[str, ...]) -> None:
    """Two blockers are waived, and a major, which is not counted; a third blocker is met in spite of its waiver."""
    rules = policy(limits=(Limit(measure=Measure.WAIVERS, of="blocker", at_most=most),))
    outcomes = {item("a"): OPEN, item("b"): UNPROVEN, item("c"): MET, item("d", severity="major"): OPEN}
    waived = frozenset(found.id for found in outcomes)
    held = conditions(rules)[1].hold(state(rules, outcomes, waived=waived))
    assert held == Held(not failing, "2", failing, Fraction(2))


# ---------------------------------------------------------------- sign-offs
def word(decision: Decision | None) -> Word:
    if decision is None:
        return Word(None, (), ())
    given = {"for": "ga", "by": "lea.legal", "date": date(2026, 11, 20), "decision": decision.value}
    return Word(SignOff.model_validate(given), (), ())


@pytest.mark.parametrize(
    ("signing", "held"),
    [
        (Signing.AS_GIVEN, Held(holds=False, value="2 of 4, no-go from support", failing=("finance", "support"))),
        (Signing.MISSING_AS_GIVEN, Held(holds=False, value="3 of 4, no-go from support", failing=("support",))),
        (Signing.ALL_GIVEN, Held(holds=True, value="4 of 4")),
    ],
)
def test_sign_offs_are_taken_as_given_or_as_still_to_come(signing: Signing, held: Held) -> None:
    """Legal says go, marketing go with conditions, finance nothing and support no: a no stands until it is taken back."""
    given = {"legal": Decision.GO, "finance": None, "marketing": Decision.CONDITIONAL, "support": Decision.NO_GO}
    words = {department: word(decision) for department, decision in given.items()}
    rules = policy(signoffs="all")
    found = state(rules, {item("terms"): MET}, words=words, signers=tuple(given), signing=signing)
    assert conditions(rules)[-1].hold(found) == held


def test_all_who_said_no_are_named() -> None:
    """Both, in the order in which they are asked."""
    words = {"legal": word(Decision.NO_GO), "finance": word(Decision.NO_GO)}
    rules = policy(signoffs="all")
    found = state(rules, {item("terms"): MET}, words=words, signers=("legal", "finance"))
    assert conditions(rules)[-1].hold(found).value == "0 of 2, no-go from legal, finance"


def test_a_sign_off_that_is_missing_is_no_no() -> None:
    """1 of 2, and nobody has said no."""
    words = {"legal": word(Decision.GO), "finance": word(None)}
    rules = policy(signoffs="all")
    found = state(rules, {item("terms"): MET}, words=words, signers=("legal", "finance"))
    assert conditions(rules)[-1].hold(found) == Held(holds=False, value="1 of 2", failing=("finance",))
