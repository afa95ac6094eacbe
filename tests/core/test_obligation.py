"""What came with an earlier yes is owed until it is met, whatever is audited and whenever; and it decides nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.model.obligation import Obligation, Origin
from readycheck.model.outlook import EventKind
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Report
from readycheck.model.vocabulary import Verdict
from tests.core.building import AS_OF, LEAD, OTHER, SPONSOR, item, plan, policy, run
from tests.core.strategies import LEADS, MILESTONES, TODAY, Case, cases
from tests.core.strategies import SPONSOR as ANY_SPONSOR

MONTHS_LATER = date(2027, 6, 1)
DATED = {"beta": "2026-11-01", "ga": "2026-12-22", "hypercare": "2027-01-22"}


def signed(milestone: str = "beta", **fields: Any) -> dict[str, Any]:
    """A conditional sign-off of legal for a milestone."""
    return {"for": milestone, "by": LEAD, "date": "2026-10-28", "decision": "conditional", **fields}


def asked(what: str = "DPA published", **fields: Any) -> dict[str, Any]:
    return {"what": what, **fields}


def launch(*sign_offs: dict[str, Any], answers: dict[str, Any] | None = None, **changes: Any) -> LaunchPlan:
    """A launch with a beta, a launch day and a hypercare, which legal signed so."""
    departments = {"legal": {"signoffs": list(sign_offs)}}
    if answers:
        departments["legal"]["items"] = answers  # type: ignore[assignment]
    return plan(launch={"milestones": DATED}, departments=departments, **changes)


def owed(report: Report) -> list[tuple[str, str]]:
    return [(known.origin.value, known.text) for known in report.obligations]


def only(report: Report) -> Obligation:
    (known,) = report.obligations
    return known


@pytest.mark.parametrize("as_of", [date(2026, 11, 1), AS_OF, MONTHS_LATER], ids=str)
@pytest.mark.parametrize("milestone", ["beta", "ga", "hypercare", None])
def test_a_condition_for_beta_is_owed_whatever_is_audited(as_of: date, milestone: str | None) -> None:
    """On the day of beta, when GA is next, and months after the launch; whichever milestone is looked at."""
    report = run([item("terms")], launch(signed(conditions=[asked()])), as_of=as_of, milestone=milestone)
    known = only(report)
    assert (known.origin, known.subject, known.milestone, known.text) == (
        Origin.SIGN_OFF, "legal", "beta", "DPA published",
    )  # fmt: skip
    assert known.relied_on == (report.milestone == "beta")


@pytest.mark.parametrize(
    ("fields", "by", "overdue"),
    [
        ({}, date(2026, 11, 1), True),
        ({"by": "2026-11-21"}, date(2026, 11, 21), True),
        ({"by": "2026-11-22"}, date(2026, 11, 22), False),
        ({"by": "T-9"}, date(2026, 12, 13), False),
    ],
    ids=["by the day of its milestone", "yesterday", "today", "counted from the launch day"],
)
def test_a_condition_has_a_day_and_an_owner(fields: dict[str, Any], by: date, overdue: bool) -> None:  # noqa: FBT001
    """Its own day, else that of its milestone; its own owner, else whoever asked for it."""
    known = only(run([item("terms")], launch(signed(conditions=[asked(**fields)]))))
    assert (known.by, known.overdue) == (by, overdue)
    assert known.owner is not None
    assert known.owner.id == LEAD
    other = only(run([item("terms")], launch(signed(conditions=[asked(owner=OTHER, **fields)]))))
    assert other.owner is not None
    assert other.owner.id == OTHER


@pytest.mark.parametrize(("met", "open_"), [("2026-11-22", False), ("2026-11-23", True)])
def test_what_is_met_is_gone_and_what_will_be_met_is_not(met: str, open_: bool) -> None:  # noqa: FBT001
    """A day up to as-of closes it; a day to come does not, and is said."""
    report = run([item("terms")], launch(signed(conditions=[asked(met=met), asked("Seats named", met="2026-11-20")])))
    assert owed(report) == ([("sign-off", "DPA published")] if open_ else [])
    assert [known.met for known in report.obligations] == ([date(2026, 11, 23)] if open_ else [])


def test_a_plain_go_that_follows_does_not_take_a_condition_back() -> None:
    """The department says go a week later: what it asked for is owed all the same, but a go no longer rests on it."""
    later = {"for": "beta", "by": LEAD, "date": "2026-11-04", "decision": "go"}
    report = run([item("terms")], launch(signed(conditions=[asked()]), later), milestone="beta")
    assert owed(report) == [("sign-off", "DPA published")]
    assert not only(report).relied_on
    assert report.reliances == ()


def test_a_condition_said_again_is_one_and_the_later_counts() -> None:
    """The same words for the same milestone: the later day stands. For another milestone they are another condition."""
    again = signed(date="2026-11-04", conditions=[asked(by="2026-12-01")])
    report = run([item("terms")], launch(signed(conditions=[asked(by="2026-11-10")]), again))
    assert [(known.by, known.given) for known in report.obligations] == [(date(2026, 12, 1), date(2026, 11, 4))]
    both = run([item("terms")], launch(signed(conditions=[asked()]), signed("ga", conditions=[asked()])))
    assert [known.milestone for known in both.obligations] == ["beta", "ga"]


def test_a_condition_outlives_whoever_asked_for_it() -> None:
    """The lead who signed has left: the sign-off counts no longer, what it asked for is owed."""
    report = run([item("terms")], launch(signed(by=OTHER, conditions=[asked()])), milestone="beta")
    assert owed(report) == [("sign-off", "DPA published")]
    assert any("neither the lead" in notice.message for notice in report.notices)


@pytest.mark.parametrize(
    ("sign_off", "expected"),
    [
        (signed(decision="no_go", conditions=[asked()]), []),
        (signed(date="2026-11-23", conditions=[asked()]), []),
        (signed(decision="go", conditions=[asked()]), [("sign-off", "DPA published")]),
        (signed(), [("sign-off", "signed off with conditions that are not written down")]),
        (signed(note="Once the seats are named"), [("sign-off", "Once the seats are named")]),
    ],
    ids=["a no asks for nothing", "tomorrow's", "a go that asks", "not written down", "only a note"],
)
def test_only_a_yes_binds_and_it_binds_although_nothing_is_written(
    sign_off: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    """A conditional yes that does not say its conditions is owed them until they are written down."""
    assert owed(run([item("terms")], launch(sign_off))) == expected


WAIVER = {
    "item": "legal.terms", "reason": "Next month", "approved_by": SPONSOR, "date": "2026-11-20",
    "until": "2027-01-31", "condition": {"what": "Restore rehearsed", "by": "T-3"},
}  # fmt: skip


def test_the_condition_of_a_waiver_is_owed_after_the_waiver_has_ended_and_after_its_item_is_met() -> None:
    """While the verdict rests on it, it is among the reliances; then it stands alone; `met` closes it."""
    waived = launch(answers={"terms": "todo"}, waivers=[WAIVER])
    before = only(run([item("terms")], waived))
    assert (before.relied_on, before.by, before.overdue) == (True, date(2026, 12, 19), False)
    ended = only(run([item("terms")], waived, as_of=MONTHS_LATER))
    assert (ended.relied_on, ended.overdue) == (False, True)
    done = run([item("terms")], launch(answers={"terms": "done"}, waivers=[WAIVER]))
    assert (done.verdict, owed(done)) == (Verdict.GO, [("waiver", "Restore rehearsed")])
    met = {**WAIVER, "condition": {"what": "Restore rehearsed", "met": "2026-11-21"}}
    assert owed(run([item("terms")], launch(answers={"terms": "todo"}, waivers=[met]))) == []


def test_the_meeting_asks_for_conditions_and_accepts_gaps() -> None:
    """Its conditions are owed until met; a gap it knew of, for as long as it is one; a no-go asks for nothing."""
    decision = {
        "for": "beta", "date": "2026-10-30", "decision": "go", "by": SPONSOR, "despite": ["legal.terms"],
        "conditions": [asked("Rota doubled", owner=OTHER, by="T-20")],
    }  # fmt: skip
    answers = {"terms": {"status": "todo", "due": "2026-11-20"}}
    report = run([item("terms")], launch(answers=answers, decisions=[decision]))
    accepted, condition = report.obligations
    assert (accepted.origin, accepted.subject, accepted.by, accepted.overdue, accepted.given) == (
        Origin.DESPITE, "legal.terms", date(2026, 11, 20), True, date(2026, 10, 30),
    )  # fmt: skip
    assert (condition.origin, condition.subject, condition.text, condition.by) == (
        Origin.DECISION, "beta", "Rota doubled", date(2026, 12, 2),
    )  # fmt: skip
    closed = run([item("terms")], launch(answers={"terms": "done"}, decisions=[decision]))
    assert owed(closed) == [("decision", "Rota doubled")]
    refused = run([item("terms")], launch(answers=answers, decisions=[{**decision, "decision": "no_go"}]))
    assert owed(refused) == []


def test_a_conditional_decision_says_its_conditions_or_names_gaps() -> None:
    """With neither, that they are not written down is owed."""
    bare = {"for": "beta", "date": "2026-10-30", "decision": "conditional", "by": SPONSOR}
    assert owed(run([item("terms")], launch(decisions=[bare]))) == [
        ("decision", "decided go with conditions that are not written down")
    ]
    named = {**bare, "despite": ["legal.terms"]}
    assert [known.origin for known in run([item("terms")], launch(decisions=[named])).obligations] == [Origin.DESPITE]


def test_an_accepted_gap_that_a_waiver_carries_stands_with_the_waiver() -> None:
    """What the verdict rests on is not said a second time."""
    decision = {"for": "beta", "date": "2026-10-30", "decision": "go", "by": SPONSOR, "despite": ["legal.terms"]}
    bare = {key: value for key, value in WAIVER.items() if key != "condition"}
    known = only(run([item("terms")], launch(answers={"terms": "todo"}, waivers=[bare], decisions=[decision])))
    assert known.relied_on


def test_what_is_overdue_is_one_notice_on_the_first_screen_and_first_to_do_where_it_is_a_go() -> None:
    """Two overdue conditions are counted, the one due first is named with its place."""
    conditions = [asked(by="2026-11-10"), asked("Seats named", by="2026-11-05"), asked("Rota doubled", by="T-1")]
    report = run([item("terms")], launch(signed(conditions=conditions), answers={"terms": "done"}))
    (notice,) = (notice for notice in report.notices if notice.kind == "overdue")
    assert notice.first_screen
    assert notice.message == "2 obligations are overdue, the first since 2026-11-05: Seats named (legal)"
    assert notice.place.file == "departments/legal/signoffs/0"
    assert report.verdict is Verdict.GO
    assert [step.what for step in report.first] == [
        "sees to legal: Seats named", "sees to legal: DPA published", "sees to legal: Rota doubled",
    ]  # fmt: skip
    single = run([item("terms")], launch(signed(conditions=[asked(by="2026-11-10")])))
    assert "still owed since 2026-11-10: DPA published (legal)" in [notice.message for notice in single.notices]


def test_what_a_go_rests_on_is_said_once() -> None:
    """A condition for the audited milestone is one reliance, one event, and no notice of its own."""
    report = run([item("terms")], launch(signed("ga", conditions=[asked(by="2026-11-10")]), answers={"terms": "done"}))
    assert [(known.kind, known.text) for known in report.reliances] == [("sign-off", "DPA published")]
    assert [notice.message for notice in report.notices if notice.kind == "overdue"] == [
        "what legal rests on was due 2026-11-10: DPA published"
    ]
    assert len(report.first) == 1
    assert [event.text for event in report.calendar if event.kind is EventKind.CONDITION] == ["DPA published"]


def test_every_condition_is_in_the_calendar_once_and_an_accepted_gap_has_its_own_day() -> None:
    """Conditions of every milestone, the meeting's among them."""
    decision = {
        "for": "beta", "date": "2026-10-30", "decision": "go", "by": SPONSOR, "despite": ["legal.terms"],
        "conditions": [asked("Rota doubled", by="T-20")],
    }  # fmt: skip
    given_plan = launch(
        signed(conditions=[asked(by="2026-11-28")]),
        answers={"terms": {"status": "todo", "due": "2026-12-01"}},
        waivers=[WAIVER],
        decisions=[decision],
    )
    events = [event for event in run([item("terms")], given_plan).calendar if event.kind is EventKind.CONDITION]
    assert [(event.day, event.subject, event.text) for event in events] == [
        (date(2026, 11, 28), "legal", "DPA published"),
        (date(2026, 12, 2), "beta", "Rota doubled"),
        (date(2026, 12, 19), "legal.terms", "Restore rehearsed"),
    ]


def test_a_sign_off_asked_for_by_the_policy_counts_as_before() -> None:
    """A conditional yes with everything met is still go with conditions: obligations do not enter the verdict."""
    rules = policy(signoffs=("legal",))
    for conditions in ([asked()], [asked(met="2026-11-21")]):
        given_plan = launch(signed("ga", conditions=conditions), answers={"terms": "done"})
        assert run([item("terms")], given_plan, rules=rules).verdict is Verdict.GO_WITH_CONDITIONS


# ---------------------------------------------------------------- of every audit
_TEXTS = ("DPA published", "Seats named", "Rota doubled")


@st.composite
def owing(draw: st.DrawFn) -> Case:
    """A generated audit with conditions on sign-offs, waivers and decisions, none of them met."""

    def condition() -> dict[str, Any]:
        by = draw(st.none() | st.integers(-60, 60))
        day = {} if by is None else {"by": (TODAY + timedelta(days=by)).isoformat()}
        return {"what": draw(st.sampled_from(_TEXTS)), **day}

    def past() -> str:
        return (TODAY - timedelta(days=draw(st.integers(-3, 60)))).isoformat()

    def yes(by: str) -> dict[str, Any]:
        decision = draw(st.sampled_from(["go", "conditional", "conditional", "no_go"]))
        conditions = [condition() for _ in range(draw(st.integers(0, 2)))]
        milestone = draw(st.sampled_from(MILESTONES))
        return {"for": milestone, "by": by, "date": past(), "decision": decision, "conditions": conditions}

    def waiver() -> dict[str, Any]:
        until = (TODAY + timedelta(days=draw(st.integers(-10, 100)))).isoformat()
        waived = draw(st.sampled_from([item.id for item in case.items]))
        return {
            "item": waived, "reason": "A reason", "approved_by": ANY_SPONSOR, "date": past(), "until": until,
            "condition": condition(),
        }  # fmt: skip

    case = draw(cases())
    departments = {
        name: {**part, "signoffs": [*part["signoffs"], *(yes(LEADS[name]) for _ in range(draw(st.integers(0, 2))))]}
        for name, part in case.plan["departments"].items()
    }
    decisions = [
        {**yes(ANY_SPONSOR), "despite": draw(st.lists(st.sampled_from([item.id for item in case.items]), max_size=2))}
        for _ in range(draw(st.integers(0, 2)))
    ]
    waivers = [waiver() for _ in range(draw(st.integers(0, 2)))]
    return case.with_plan(departments=departments, decisions=decisions, waivers=waivers)


def conditions_of(report: Report) -> set[tuple[object, ...]]:
    """What is owed apart from accepted gaps, which are owed for as long as they are gaps."""
    return {
        (known.origin, known.subject, known.milestone, known.text)
        for known in report.obligations
        if known.origin is not Origin.DESPITE
    }


thorough = settings(max_examples=80, suppress_health_check=list(HealthCheck))
pytestmark = pytest.mark.usefixtures("untraced")


@thorough
@given(owing(), st.integers(0, 700), st.data())
def test_what_nobody_met_never_disappears(case: Case, days: int, data: st.DataObject) -> None:
    """Neither with time nor by auditing another milestone; a condition for the audited milestone is listed as well."""
    before = case.run()
    milestone = data.draw(st.sampled_from([None, *(each.id for each in before.milestones)]))
    after = case.run(milestone, TODAY + timedelta(days=days))
    assert conditions_of(before) <= conditions_of(after)
    signed_for = {(known.subject, known.text) for known in after.reliances if known.kind == "sign-off"}
    assert signed_for == {
        (known.subject, known.text) for known in after.obligations if known.relied_on and known.origin == "sign-off"
    }


@thorough
@given(owing())
def test_whether_a_gap_was_accepted_is_said_for_as_long_as_it_is_one(case: Case) -> None:
    """What a meeting accepted is owed exactly while its item is a gap."""
    report = case.run()
    accepted = {
        name
        for made in case.plan["decisions"]
        if made["decision"] != "no_go" and made["date"] <= TODAY.isoformat()
        for name in made["despite"]
    }
    gaps = {found.item for found in report.findings if found.outcome.is_gap}
    assert {known.subject for known in report.obligations if known.origin is Origin.DESPITE} == accepted & gaps


@thorough
@given(owing())
def test_what_is_met_is_gone_and_nothing_else_is(case: Case) -> None:
    """With every condition met none is left but those that nobody wrote down."""

    def met(holder: dict[str, Any]) -> dict[str, Any]:
        return {**holder, "conditions": [{**each, "met": TODAY.isoformat()} for each in holder.get("conditions", [])]}

    plan_ = case.plan
    departments = {
        name: {**part, "signoffs": list(map(met, part["signoffs"]))} for name, part in plan_["departments"].items()
    }
    waivers = [
        {**waiver, "condition": {**waiver["condition"], "met": TODAY.isoformat()}} for waiver in plan_["waivers"]
    ]
    decisions = list(map(met, plan_["decisions"]))
    closed = case.with_plan(departments=departments, waivers=waivers, decisions=decisions).run()
    written = {each for each in conditions_of(case.run()) if each[3] in _TEXTS}
    assert conditions_of(closed) == conditions_of(case.run()) - written


@thorough
@given(owing())
def test_obligations_decide_nothing(case: Case) -> None:
    """Without any condition and decision, figures, verdict, course, findings and every date are the same."""

    def bare(part: dict[str, Any]) -> dict[str, Any]:
        return {**part, "signoffs": [{**each, "conditions": []} for each in part["signoffs"]]}

    departments = {name: bare(part) for name, part in case.plan["departments"].items()}
    waivers = [{key: each[key] for key in each if key != "condition"} for each in case.plan["waivers"]]
    before, after = case.run(), case.with_plan(departments=departments, waivers=waivers, decisions=[]).run()
    for said in (
        "verdict", "course", "figures", "milestones", "conditions", "earliest", "findings", "gaps", "departments",
        "blockers", "stages", "undecided",
    ):  # fmt: skip
        assert getattr(before, said) == getattr(after, said)


@thorough
@given(owing(), st.randoms(use_true_random=False))
def test_the_order_of_departments_changes_nothing(case: Case, random: Any) -> None:
    """Obligations come by day, then by what they came with and whose they are."""
    departments = list(case.plan["departments"].items())
    random.shuffle(departments)
    shuffled = replace(case, plan={**case.plan, "departments": dict(departments)})
    assert shuffled.run().obligations == case.run().obligations
