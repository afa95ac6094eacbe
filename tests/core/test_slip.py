"""Moving a milestone: nothing becomes later relative to it, but for what ends and who is away, and that is named."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from readycheck.audit.assessment import assess
from readycheck.audit.clock import deadlines
from readycheck.audit.moving import moved
from readycheck.audit.slip import slip
from readycheck.audit.standing import Inputs, Standing
from readycheck.model.vocabulary import Course, Verdict
from tests.core.building import AS_OF, GA, LEAD, OTHER, item, plan, proof, run
from tests.core.strategies import TODAY, Case, cases

pytestmark = pytest.mark.usefixtures("untraced")


def slack(inputs: Inputs, standing: Standing) -> dict[str, int]:
    """Days between the finish of each gap and the day on which it must hold."""
    days = deadlines(inputs, standing)
    return {item: (days[item] - finish).days for item, finish in standing.schedule.finish.items()}


def touched(standing: Standing, named: set[str]) -> set[str]:
    """What is named, and all that waits for it."""
    found = set(named)
    for name in standing.work.order:
        if not found.isdisjoint(standing.work.before[name]):
            found.add(name)
    return found


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(cases(10), st.integers(1, 120))
def test_slipping_makes_nothing_later_but_for_what_is_named(case: Case, days: int) -> None:
    """Every gap keeps its slack or gains some, and nothing becomes a gap, unless a proof ends or somebody is away."""
    inputs = case.inputs
    milestone = inputs.timeline.next_on(TODAY)
    planned = assess(inputs, milestone)
    assume(planned.milestone_day >= TODAY)
    there = moved(inputs, milestone, planned.milestone_day + timedelta(days=days))
    then = assess(there, milestone)
    change = slip(inputs, planned, days)
    named = {away.item for away in change.away} | {worse.item for worse in change.worse}
    named |= {end.subject for end in change.ends}
    excused = touched(planned, named)
    before, after = slack(inputs, planned), slack(there, then)
    for gap, left in after.items():
        if gap not in excused:
            assert gap in before
            assert left >= before[gap]
    if not named:
        assert list(Verdict).index(then.verdict) >= list(Verdict).index(planned.verdict)
        assert list(Course).index(then.course) >= list(Course).index(planned.course)


def test_a_slip_of_no_days_changes_nothing() -> None:
    """The first row of a table of weeks is what the report says."""
    report = run([item("terms", lead_days=40)], weeks=2)
    first = report.slips[0]
    assert (first.days, first.day, first.verdict, first.course) == (0, GA, report.verdict, report.course)
    assert [change.day for change in report.slips] == [GA, GA + timedelta(days=7), GA + timedelta(days=14)]


def test_a_slip_says_what_fits_then() -> None:
    """Forty days do not fit into thirty, and do into forty-four."""
    change = run([item("terms", lead_days=40), item("marks", lead_days=5)], slip=14).slips[0]
    assert change.fits == ("legal.terms",)
    assert change.late == ()
    assert run([item("terms", lead_days=40)], slip=7).slips[0].late == ("legal.terms",)


def test_a_slip_names_the_proof_and_the_waiver_that_end() -> None:
    """A proof of until 1 January holds on 22 December and not on 5 January; so with a waiver."""
    items = [item("terms", evidence="document"), item("marks")]
    waiver = {
        "item": "legal.marks",
        "reason": "Later",
        "approved_by": "tom.oduya",
        "date": "2026-11-20",
        "until": "2027-01-01",
    }
    given_ = plan({"legal.terms": "done", "legal.marks": "todo"}, waivers=[waiver])
    proofs = {"legal.terms": proof(dated=AS_OF, valid_until=date(2027, 1, 1))}
    report = run(items, given_, proofs=proofs, slip=14)
    assert [(end.subject, end.what, end.until) for end in report.slips[0].ends] == [
        ("legal.terms", "proof", date(2027, 1, 1)),
        ("legal.marks", "waiver", date(2027, 1, 1)),
    ]
    assert report.verdict is Verdict.NO_GO
    assert run(items, given_, proofs=proofs).verdict is Verdict.GO_WITH_CONDITIONS


def test_a_slip_names_who_is_away() -> None:
    """Expected five days before launch: on 17 December she is there, on 31 December she is not, and has no deputy."""
    away: dict[str, Any] = {"department": "legal", "away": [{"from": "2026-12-24", "to": "2027-01-04"}]}
    answer = {"legal.terms": {"status": "todo", "expect": "T-5"}}
    report = run([item("terms", lead_days=5)], plan(answer, people={LEAD: away}), slip=14)
    (absent,) = report.slips[0].away
    assert (absent.item, absent.person.id, absent.first, absent.last) == (
        "legal.terms",
        LEAD,
        date(2026, 12, 24),
        date(2027, 1, 4),
    )
    gap = report.findings[0].timing
    assert gap is not None
    assert (gap.earliest_finish, gap.slack_days) == (date(2027, 1, 5), 0)
    with_deputy = plan(answer, people={LEAD: {**away, "deputy": OTHER}})
    assert run([item("terms", lead_days=5)], with_deputy, slip=14).slips[0].away == ()


def test_what_is_counted_from_launch_moves_and_what_is_dated_does_not() -> None:
    """T-7 is a week before the new day; 15 December stays 15 December; beta, before ga, stays where it is."""
    answers = {"legal.terms": {"status": "todo", "due": "T-7"}, "legal.marks": {"status": "todo", "due": "2026-12-15"}}
    milestones = {"beta": "2026-12-01", "ga": GA.isoformat(), "hypercare": "T+30"}
    given_ = plan(answers, launch={"milestones": milestones, "decision": {"meeting": "T-3"}})
    report = run([item("terms"), item("marks")], given_, milestone="ga", slip=10)
    due = {found.item: found.timing.due for found in report.findings if found.timing}
    assert due == {"legal.terms": date(2026, 12, 25), "legal.marks": date(2026, 12, 15)}
    assert [result.day for result in report.milestones] == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 1, 31)]
    assert report.launch.meeting == date(2026, 12, 29)
    assert any(departure.what == "--slip" for departure in report.departures)
