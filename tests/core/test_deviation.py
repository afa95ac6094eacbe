"""What deviates from what was agreed, and which of it may ease a go: one change at a time, and changes at random."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.audit.deviation import Terms, deviations, rule_deviations
from readycheck.model.checklist import Catalogue, Item, Tailored
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Limit, Policy, Require, Weights
from readycheck.model.vocabulary import Measure, Requirement, Severity, Stage, Strength, Verdict
from tests.core.building import AS_OF, LEAD, OTHER, SPONSOR, item, located, plan, policy, run
from tests.core.strategies import Case, cases

PAID = item("terms", applies={"profile": ["paid"]}, evidence="link", max_age_days=90, needs=["legal.marks"])
MARKS = item("marks", severity="major")
ITEMS = (PAID, MARKS)
NO_GO = {"for": "ga", "by": LEAD, "date": "2026-11-20", "decision": "no_go"}
GO = {**NO_GO, "decision": "go"}
CONDITION = {"what": "Marks filed", "owner": LEAD, "by": "2026-12-01"}
CONDITIONAL = {**NO_GO, "decision": "conditional", "conditions": [CONDITION]}

#: What is said of a deviation: what, how it was, how it is, and whether it eases a go.
Said = tuple[str, str, str, bool]


def terms(launch: LaunchPlan | None = None, rules: Policy | None = None, items: tuple[Item, ...] = ITEMS) -> Terms:
    catalogue = Catalogue(items, {"legal": "Legal"}, {"paid": "?", "hosted": "?"}, "1.0")
    return Terms(launch or plan(), rules or policy(), catalogue)


def of_plans(was: LaunchPlan, now: LaunchPlan) -> list[Said]:
    return [found[:4] for found in deviations(terms(was), terms(now), located)]


def of_rules(was: Terms, now: Terms) -> list[Said]:
    return [found[:4] for found in rule_deviations(was, now, located)]


def signed(*words: dict[str, Any]) -> dict[str, Any]:
    return {"departments": {"legal": {"signoffs": list(words)}}}


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ({"launch": {"class": "flagship"}}, {"launch": {"class": "quiet"}}, [("class", "flagship", "quiet", True)]),
        ({}, {"launch": {"class": "flagship"}}, [("class", "standard", "flagship", False)]),
        ({}, {"launch": {"owner": LEAD}}, [("owner", "mara.lind", LEAD, False)]),
        ({}, {"launch": {"sponsor": OTHER}}, [("sponsor", SPONSOR, OTHER, True)]),
        ({}, {"launch": {"sponsor": None}}, [("sponsor", SPONSOR, "nobody", True)]),
        ({}, {"profile": {"paid": "no"}}, [("profile: paid", "unknown", "no, which leaves 1 item out", True)]),
        ({}, {"profile": {"paid": "yes"}}, [("profile: paid", "unknown", "yes", False)]),
        ({"profile": {"paid": "no"}}, {}, [("profile: paid", "no", "unknown", False)]),
        ({}, {"profile": {"hosted": "no"}}, [("profile: hosted", "unknown", "no", False)]),
        (
            {},
            {"launch": {"milestones": {"ga": "2027-01-05"}}},
            [("milestone ga", "2026-12-22", "2027-01-05", True)],
        ),
        (
            {},
            {"launch": {"milestones": {"ga": "2026-12-20"}}},
            [("milestone ga", "2026-12-22", "2026-12-20", False)],
        ),
        (
            {"launch": {"milestones": {"beta": "T-15", "ga": "2026-12-22"}}},
            {},
            [("milestone beta", "2026-12-07", "no date", True)],
        ),
        (
            {},
            {"launch": {"milestones": {"beta": "T-15", "ga": "2026-12-22"}}},
            [("milestone beta", "no date", "2026-12-07", True)],
        ),
        ({}, {"checklists": "1.0"}, [("checklists", "newest", "1.0", True)]),
        ({"checklists": "1.0"}, {}, [("checklists", "1.0", "newest", False)]),
        ({"checklists": "1.10"}, {"checklists": "1.9"}, [("checklists", "1.10", "1.9", True)]),
        ({}, {"departments": {"legal": {"lead": OTHER}}}, [("lead of legal", LEAD, OTHER, True)]),
        ({"departments": {"legal": {"lead": None}}}, {}, [("lead of legal", "nobody", LEAD, False)]),
        (
            {},
            {"people": {LEAD: {"department": "legal", "deputy": OTHER}}},
            [(f"deputy of {LEAD}", "nobody", OTHER, True)],
        ),
        (
            {"people": {LEAD: {"department": "legal", "deputy": OTHER}}},
            {},
            [(f"deputy of {LEAD}", OTHER, "nobody", False)],
        ),
        (
            signed(NO_GO),
            signed(GO),
            [
                ("sign-off of legal for ga", f"no-go by {LEAD} on 2026-11-20", "not there, or changed", True),
                ("sign-off of legal for ga", "not there", f"go by {LEAD} on 2026-11-20", False),
            ],
        ),
        (
            signed(CONDITIONAL),
            signed({**CONDITIONAL, "conditions": []}),
            [
                ("sign-off of legal for ga", f"conditional by {LEAD} on 2026-11-20", "not there, or changed", True),
                ("sign-off of legal for ga", "not there", f"conditional by {LEAD} on 2026-11-20", False),
            ],
        ),
        (signed(CONDITIONAL), signed({**CONDITIONAL, "conditions": [{**CONDITION, "met": "2026-11-21"}]}), []),
        (signed(GO), {}, [("sign-off of legal for ga", f"go by {LEAD} on 2026-11-20", "not there, or changed", False)]),
    ],
)
def test_one_change_of_a_plan(was: dict[str, Any], now: dict[str, Any], said: list[Said]) -> None:
    """Whatever could make a go easier is marked; what is only news, or more, is told."""
    assert of_plans(plan(**was), plan(**now)) == said


def rules(**changes: Any) -> Terms:
    return terms(rules=policy(**changes))


def limit(bound: float, measure: Measure = Measure.PROVEN) -> Limit:
    return Limit.model_validate({"measure": measure, "at_most" if measure.has_ceiling else "at_least": bound})


SHARE = Measure.NOT_APPLICABLE_SHARE


@pytest.mark.parametrize(
    ("key", "was", "now", "eases"),
    [
        ("limits", (limit(85),), (limit(10),), True),
        ("limits", (limit(85),), (), True),
        ("limits", (limit(85),), (limit(86),), False),
        ("limits", (limit(85),), (limit(10), limit(85)), False),
        ("limits", (limit(25, SHARE),), (limit(30, SHARE),), True),
        ("limits", (limit(25, SHARE),), (limit(20, SHARE),), False),
        ("limits", (), (limit(85),), False),
        ("weights", Weights(), Weights(minor=0), True),
        ("weights", Weights(minor=0), Weights(), True),
        ("require", Require(), Require(blocker=Requirement.ANY), True),
        ("require", Require(), Require(blocker=Requirement.MET), False),
        ("require", Require(major=Requirement.EXPLAINED), Require(major=Requirement.ANSWERED), True),
        ("signoffs", "departments_with_blockers", "none", True),
        ("signoffs", "departments_with_blockers", ("legal",), True),
        ("signoffs", ("legal",), ("legal", "finance"), False),
        ("signoffs", ("legal", "finance"), ("finance",), True),
        ("signoffs", "none", ("legal",), False),
        ("waiver_max_days", 180, 365, True),
        ("waiver_max_days", 180, 90, False),
        ("refusal_needs_approval", True, False, True),
        ("refusal_needs_approval", False, True, False),
        ("milestones", ("beta", "ga"), ("ga", "beta"), True),
    ],
)
def test_one_key_of_a_policy(key: str, was: object, now: object, *, eases: bool) -> None:
    """Less asked may ease a go; more asked cannot; what cannot be ordered may."""
    (found,) = rule_deviations(rules(**{key: was}), rules(**{key: now}), located)
    assert (found.what, found.eases, found.place.file) == (f"policy: {key}", eases, key)


def changed(which: Item, **changes: Any) -> tuple[Item, ...]:
    spec = which.spec.model_copy(update=changes)
    return tuple(one._replace(spec=spec) if one is which else one for one in ITEMS)


@pytest.mark.parametrize(
    ("which", "changes", "eases"),
    [
        (PAID, {"severity": Severity.MAJOR}, True),
        (MARKS, {"severity": Severity.BLOCKER}, False),
        (PAID, {"milestone": "hypercare"}, True),
        (PAID, {"milestone": "beta"}, False),
        (PAID, {"evidence": Strength.CLAIM}, True),
        (PAID, {"evidence": Strength.DOCUMENT}, False),
        (PAID, {"max_age_days": None}, True),
        (PAID, {"max_age_days": 365}, True),
        (PAID, {"max_age_days": 30}, False),
        (MARKS, {"second_person": True}, False),
        (PAID, {"lead_days": 1}, True),
        (PAID, {"lead_days": 60}, False),
        (PAID, {"title": "Terms exist"}, True),
        (PAID, {"stage": Stage.GROW}, True),
        (PAID, {"needs": ()}, True),
        (MARKS, {"needs": ("legal.terms",)}, False),
        (MARKS, {"applies": PAID.spec.applies}, True),
        (PAID, {"applies": MARKS.spec.applies}, True),
    ],
)
def test_one_demand_of_an_item(which: Item, changes: dict[str, Any], *, eases: bool) -> None:
    """Each demand by itself; where an item applies cannot be ordered."""
    (found,) = rule_deviations(terms(), terms(items=changed(which, **changes)), located)
    assert (found.what, found.eases) == (f"{which.id}: {next(iter(changes))}", eases)


def _words(which: Item) -> dict[str, str]:
    return {"title": which.spec.title, "ask": which.spec.ask}


def test_items_that_come_and_go() -> None:
    """One that is gone or dropped may ease a go; a new one cannot; a renamed one is the same; advice is no demand."""
    told = PAID._replace(dropped=True, tailored=Tailored("dropped", "We sell nothing"))
    renamed = item("conditions", applies={"profile": ["paid"]}, evidence="link", max_age_days=90, needs=["legal.marks"])
    renamed = renamed._replace(spec=renamed.spec.model_copy(update={"formerly": ("legal.terms",), **_words(PAID)}))
    assert of_rules(terms(), terms(items=(MARKS,))) == [("legal.terms", "asked", "not in the checklists", True)]
    assert of_rules(terms(), terms(items=(told, MARKS))) == [("legal.terms", "asked", "dropped: We sell nothing", True)]
    assert of_rules(terms(items=(told, MARKS)), terms()) == [("legal.terms", "dropped", "asked", False)]
    assert of_rules(terms(items=(MARKS,)), terms()) == [("legal.terms", "not in the checklists", "asked", False)]
    assert of_rules(terms(), terms(items=(renamed, MARKS))) == []
    assert of_rules(terms(), terms(items=changed(PAID, why="Other words", fix=("Draft",)))) == []


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases(), st.data())
def test_what_is_told_as_no_easier_is_no_easier(case: Case, data: st.DataObject) -> None:
    """Whatever one key of a policy becomes: where nothing is marked, the verdict does not get better."""
    verdicts = list(Verdict)
    key, value = data.draw(
        st.sampled_from(
            [
                ("limits", (*case.policy.limits, limit(50))),
                ("limits", tuple(case.policy.limits[1:])),
                ("require", Require(blocker=Requirement.MET, major=Requirement.MET, minor=Requirement.MET)),
                ("require", Require(blocker=Requirement.ANY, major=Requirement.ANY, minor=Requirement.ANY)),
                ("signoffs", "none"),
                ("signoffs", "departments_with_blockers"),
                ("waiver_max_days", 1),
                ("waiver_max_days", 3650),
                ("refusal_needs_approval", True),
                ("refusal_needs_approval", False),
            ]
        )
    )
    launch = LaunchPlan.model_validate(case.plan)
    change: dict[str, Any] = {key: value}
    was, now = case.policy, case.policy._replace(**change)
    agreed, beside = Terms(launch, was, case.catalogue), Terms(launch, now, case.catalogue)
    if any(found.eases for found in rule_deviations(agreed, beside, located)):
        return
    before, after = (run(list(case.catalogue.items), launch, rules=rule, as_of=AS_OF).verdict for rule in (was, now))
    assert verdicts.index(after) <= verdicts.index(before)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_nothing_deviates_from_itself(case: Case) -> None:
    """The same plan, policy and items give nothing to tell."""
    both = Terms(LaunchPlan.model_validate(case.plan), case.policy, case.catalogue)
    assert deviations(both, both, located) == ()
    assert rule_deviations(both, both, located) == ()
