"""Every combination of what holds gives one verdict and one course; and the rules of the gate, one by one."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from readycheck.audit.verdict import decide_course, decide_verdict
from readycheck.model.policy import Limit, Require
from readycheck.model.vocabulary import Course, Measure, Requirement, Verdict
from tests.core.building import LEAD, OTHER, OWNER, SPONSOR, finding, item, plan, policy, run

#: worst holds, best holds, rests on exceptions -> verdict. Where the worst holds, the best does too.
VERDICTS = {
    (True, True, False): Verdict.GO,
    (True, True, True): Verdict.GO_WITH_CONDITIONS,
    (False, True, False): Verdict.UNDECIDED,
    (False, True, True): Verdict.UNDECIDED,
    (False, False, False): Verdict.NO_GO,
    (False, False, True): Verdict.NO_GO,
    (True, False, False): Verdict.NO_GO,
    (True, False, True): Verdict.NO_GO,
}
#: holds if planned, holds if all in time -> course.
COURSES = {
    (True, True): Course.ON_COURSE,
    (True, False): Course.ON_COURSE,
    (False, True): Course.OFF_COURSE,
    (False, False): Course.UNREACHABLE,
}


@pytest.mark.parametrize("state", list(product([True, False], repeat=3)), ids=str)
def test_every_combination_has_exactly_one_verdict(state: tuple[bool, bool, bool]) -> None:
    """The table above is complete, and is what is decided."""
    worst, best, exceptions = state
    decided = decide_verdict(holds_at_worst=worst, holds_at_best=best, relies_on_exceptions=exceptions)
    assert decided is VERDICTS[state]


@pytest.mark.parametrize("state", list(product([True, False], repeat=2)), ids=str)
def test_every_combination_has_exactly_one_course(state: tuple[bool, bool]) -> None:
    """The table above is complete, and is what is decided."""
    assert decide_course(holds_if_planned=state[0], holds_if_all_in_time=state[1]) is COURSES[state]


def answered(status: str, **fields: Any) -> dict[str, Any]:
    return {"status": status, **fields}


WAIVER = {
    "item": "legal.terms",
    "reason": "Next month",
    "approved_by": SPONSOR,
    "date": "2026-11-20",
    "until": "2027-01-31",
}

# what one blocker's answer is, what waivers there are -> verdict and course
ONE_BLOCKER = {
    "done": (answered("done"), [], Verdict.GO, Course.ON_COURSE),
    "no answer": (None, [], Verdict.UNDECIDED, Course.OFF_COURSE),
    "todo, undated": (answered("todo"), [], Verdict.NO_GO, Course.OFF_COURSE),
    "todo, dated in time": (answered("todo", due="2026-12-10"), [], Verdict.NO_GO, Course.ON_COURSE),
    "todo, dated on launch day": (answered("todo", due="2026-12-22"), [], Verdict.NO_GO, Course.ON_COURSE),
    "todo, dated after launch": (answered("todo", due="2026-12-23"), [], Verdict.NO_GO, Course.OFF_COURSE),
    "todo, date past": (answered("todo", due="2026-11-21"), [], Verdict.NO_GO, Course.OFF_COURSE),
    "expect counts before due": (
        answered("todo", due="2026-12-10", expect="2026-12-23"),
        [],
        Verdict.NO_GO,
        Course.UNREACHABLE,
    ),
    "blocked is never planned": (
        answered("blocked", reason="No vendor", due="2026-12-10"),
        [],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "waived by the sponsor": (answered("todo"), [WAIVER], Verdict.GO_WITH_CONDITIONS, Course.ON_COURSE),
    "waived by its own owner": (
        answered("todo"),
        [{**WAIVER, "approved_by": LEAD}],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "waived by another lead": (answered("todo"), [{**WAIVER, "approved_by": OTHER}], Verdict.NO_GO, Course.OFF_COURSE),
    "waived until the day before launch": (
        answered("todo"),
        [{**WAIVER, "until": "2026-12-21"}],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "waived until launch day": (
        answered("todo"),
        [{**WAIVER, "until": "2026-12-22"}],
        Verdict.GO_WITH_CONDITIONS,
        Course.ON_COURSE,
    ),
    "waived for 181 days": (
        answered("todo"),
        [{**WAIVER, "until": "2027-05-20"}],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "waived tomorrow": (answered("todo"), [{**WAIVER, "date": "2026-11-23"}], Verdict.NO_GO, Course.OFF_COURSE),
    "waived but unanswered": (None, [WAIVER], Verdict.UNDECIDED, Course.OFF_COURSE),
    "n/a without approval": (
        answered("not_applicable", reason="Not us"),
        [],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "n/a approved by the sponsor": (
        answered("not_applicable", reason="Not us", approved_by=SPONSOR),
        [],
        Verdict.GO_WITH_CONDITIONS,
        Course.ON_COURSE,
    ),
    "n/a approved by another lead": (
        answered("not_applicable", reason="Not us", approved_by=OTHER),
        [],
        Verdict.GO_WITH_CONDITIONS,
        Course.ON_COURSE,
    ),
    "n/a approved by its own lead": (
        answered("not_applicable", reason="Not us", approved_by=LEAD),
        [],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "n/a approved without a reason": (
        answered("not_applicable", approved_by=SPONSOR),
        [],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
    "refused with approval": (
        answered("will_not_do", reason="No", approved_by=SPONSOR),
        [],
        Verdict.NO_GO,
        Course.OFF_COURSE,
    ),
}


@pytest.mark.parametrize("case", ONE_BLOCKER.values(), ids=ONE_BLOCKER.keys())
def test_one_blocker_decides(case: tuple[dict[str, Any] | None, list[dict[str, Any]], Verdict, Course]) -> None:
    """What is said of the one blocker, and waived of it, decides verdict and course."""
    answer, waivers, verdict, course = case
    given = plan({"legal.terms": answer} if answer else {}, waivers=waivers)
    report = run([item("terms")], given)
    assert (report.verdict, report.course) == (verdict, course)


def test_what_takes_longer_than_there_is_time_is_unreachable() -> None:
    """A blocker that takes 31 days cannot be met in 30, whoever promises it."""
    assert run([item("terms", lead_days=31)]).course is Course.UNREACHABLE
    assert run([item("terms", lead_days=30)]).course is Course.OFF_COURSE


# what a major's answer is under `explained` -> verdict
EXPLAINED = {
    "planned": (answered("todo", due="2026-12-10"), Verdict.GO_WITH_CONDITIONS),
    "undated": (answered("todo"), Verdict.NO_GO),
    "refused, approved by another": (
        answered("will_not_do", reason="No", approved_by=OTHER),
        Verdict.GO_WITH_CONDITIONS,
    ),
    "refused, approved by its owner": (answered("will_not_do", reason="No", approved_by=LEAD), Verdict.NO_GO),
    "refused without approval": (answered("will_not_do", reason="No"), Verdict.NO_GO),
    "refused without a reason": (answered("will_not_do", approved_by=OTHER), Verdict.NO_GO),
    "no answer": (None, Verdict.UNDECIDED),
}


@pytest.mark.parametrize("case", EXPLAINED.values(), ids=EXPLAINED.keys())
def test_a_major_may_be_explained(case: tuple[dict[str, Any] | None, Verdict]) -> None:
    """A major that is planned, or refused with approval, is explained, and the go says so."""
    answer, verdict = case
    rules = policy(require=Require(blocker=Requirement.WAIVED, major=Requirement.EXPLAINED, minor=Requirement.ANY))
    report = run([item("terms", severity="major")], {"legal.terms": answer} if answer else {}, rules=rules)
    assert report.verdict is verdict
    if verdict is Verdict.GO_WITH_CONDITIONS:
        assert [reliance.subject for reliance in report.reliances] == ["legal.terms"]
        assert report.reliances[0].owner is not None
        assert report.reliances[0].by is not None


def test_a_policy_may_let_refusals_stand_without_approval() -> None:
    """With `refusal_needs_approval: false` a reason is enough."""
    require = Require(blocker=Requirement.WAIVED, major=Requirement.EXPLAINED, minor=Requirement.ANY)
    rules = policy(require=require, refusal_needs_approval=False)
    report = run([item("terms", severity="major")], {"legal.terms": answered("will_not_do", reason="No")}, rules=rules)
    assert report.verdict is Verdict.GO_WITH_CONDITIONS


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("todo", Verdict.GO), ("will_not_do", Verdict.GO), ("done", Verdict.NO_GO), (None, Verdict.UNDECIDED)],
)
def test_answered_asks_for_an_answer_that_is_not_an_unproven_claim(status: str | None, verdict: Verdict) -> None:
    """`answered` takes any answer but a done that proves nothing."""
    rules = policy(require=Require(blocker=Requirement.ANSWERED, major=Requirement.ANY, minor=Requirement.ANY))
    given = {"legal.terms": answered(status)} if status else {}
    assert run([item("terms", evidence="document")], given, rules=rules).verdict is verdict


def test_waivers_are_budgeted() -> None:
    """Two blockers waived where one may be is a no-go, which names both."""
    rules = policy(limits=(Limit(measure=Measure.WAIVERS, of="blocker", at_most=1),))
    waivers = [WAIVER, {**WAIVER, "item": "legal.marks"}]
    given = plan({"legal.terms": answered("todo"), "legal.marks": answered("todo")}, waivers=waivers)
    report = run([item("terms"), item("marks")], given, rules=rules)
    budget = next(condition for condition in report.conditions if condition.measure is Measure.WAIVERS)
    assert report.verdict is Verdict.NO_GO
    assert (budget.value, budget.items, budget.decided) == ("2", ("legal.terms", "legal.marks"), True)


def test_a_figure_just_below_its_limit_fails_and_is_not_shown_as_reaching_it() -> None:
    """89.99 % is not 90 %, neither in the comparison nor on paper."""
    rules = policy(
        require=Require(blocker=Requirement.ANY, major=Requirement.ANY, minor=Requirement.ANY),
        limits=(Limit(measure=Measure.PROVEN, at_least=66.7),),
    )
    items = [item("a"), item("b"), item("c")]
    report = run(
        items, {"legal.a": answered("done"), "legal.b": answered("done"), "legal.c": answered("todo")}, rules=rules
    )
    proven = next(condition for condition in report.conditions if condition.measure is Measure.PROVEN)
    assert not proven.holds
    assert proven.value == "66.6 %"


def test_where_nothing_applies_an_overall_limit_is_undecided_and_a_departments_holds() -> None:
    """No figure exists: the limit over all fails in the worst case only, the one per department holds."""
    limits = (
        Limit(measure=Measure.PROVEN, at_least=1),
        Limit(measure=Measure.PROVEN, of="each_department", at_least=1),
    )
    given = plan(profile={"paid": "no"})
    report = run([item("terms", applies={"profile": ["paid"]})], given, rules=policy(limits=limits))
    overall, each = [condition for condition in report.conditions if condition.measure is Measure.PROVEN]
    assert (overall.holds, overall.holds_at_best, each.holds) == (False, True, True)
    assert report.verdict is Verdict.UNDECIDED


def test_everything_relabelled_not_applicable_exceeds_the_share() -> None:
    """With every item out by answer, the share per department is 100 %, and that is no go."""
    limits = (Limit(measure=Measure.NOT_APPLICABLE_SHARE, of="each_department", at_most=25),)
    given = {"legal.a": answered("not_applicable", reason="Not us")}
    report = run([item("a", severity="major")], given, rules=policy(limits=limits))
    assert report.verdict is Verdict.NO_GO
    assert report.figures.not_applicable_share == 100


def signed(decision: str, **fields: Any) -> dict[str, Any]:
    return {"for": "ga", "by": LEAD, "date": "2026-11-20", "decision": decision, **fields}


DEPUTY = {"people": {LEAD: {"department": "legal", "deputy": OWNER}}}

# sign-offs of legal, further changes -> verdict
SIGNED = {
    "go": ([signed("go")], {}, Verdict.GO),
    "none": ([], {}, Verdict.UNDECIDED),
    "no_go": ([signed("no_go")], {}, Verdict.NO_GO),
    "conditional": ([signed("conditional")], {}, Verdict.GO_WITH_CONDITIONS),
    "by somebody else": ([signed("go", by=OTHER)], {}, Verdict.UNDECIDED),
    "by the deputy": ([signed("go", by=OWNER)], DEPUTY, Verdict.GO),
    "in the future": ([signed("go", date="2026-11-23")], {}, Verdict.UNDECIDED),
    "for another milestone": ([signed("go", **{"for": "beta"})], {}, Verdict.UNDECIDED),
    "a no_go, later a go": ([signed("no_go", date="2026-11-19"), signed("go")], {}, Verdict.GO),
    "a go and a no_go on one day": ([signed("go"), signed("no_go")], {}, Verdict.NO_GO),
}


@pytest.mark.parametrize("case", SIGNED.values(), ids=SIGNED.keys())
def test_departments_with_blockers_sign_off(case: tuple[list[dict[str, Any]], dict[str, Any], Verdict]) -> None:
    """Only the lead's or deputy's latest word for this milestone counts."""
    signoffs, changes, verdict = case
    given = plan(
        {"legal.terms": answered("done")},
        departments={"legal": {"lead": LEAD, "items": {"terms": "done"}, "signoffs": signoffs}},
        **changes,
    )
    report = run([item("terms")], given, rules=policy(signoffs="departments_with_blockers"))
    assert report.verdict is verdict


def test_a_sign_off_over_open_blockers_is_called_premature() -> None:
    """Going on record early is printed, and does not decide."""
    given = plan(departments={"legal": {"lead": LEAD, "items": {"terms": "todo"}, "signoffs": [signed("go")]}})
    report = run([item("terms")], given, rules=policy(signoffs="departments_with_blockers"))
    legal = next(department for department in report.departments if department.id == "legal")
    assert legal.sign_off.premature
    assert any("although blockers of it are open" in notice.message for notice in report.notices)


def test_fail_under_only_raises_the_bar() -> None:
    """The option adds a limit; it takes none away."""
    rules = policy(
        require=Require(blocker=Requirement.ANY, major=Requirement.ANY, minor=Requirement.ANY),
        limits=(Limit(measure=Measure.PROVEN, at_least=50),),
    )
    given = {"legal.a": answered("done"), "legal.b": answered("todo")}
    items = [item("a"), item("b")]
    assert run(items, given, rules=rules, fail_under=10).verdict is Verdict.GO
    assert run(items, given, rules=rules, fail_under=51).verdict is Verdict.NO_GO
    assert run([item("a")], {}, rules=rules, fail_under=0).verdict is Verdict.UNDECIDED


def test_the_answers_that_would_decide_are_named() -> None:
    """An undecided verdict lists the unknown items and the sign-offs that are missing."""
    rules = policy(signoffs="departments_with_blockers")
    report = run([item("terms")], {}, rules=rules)
    assert report.verdict is Verdict.UNDECIDED
    assert report.undecided == ("legal.terms", "sign-off of legal")
    assert finding(report, "legal.terms").reason == "no answer"
