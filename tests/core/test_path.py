"""The earliest day and the path to green (design.md §7), against brute force and against the audit itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from readycheck.audit import least
from readycheck.audit.condition import Signing, State, conditions
from readycheck.audit.feasibility import earliest
from readycheck.audit.least import least_work
from readycheck.audit.moving import decided, moved
from readycheck.audit.schedule import schedule
from readycheck.audit.standing import Inputs, Standing, derived, stand
from readycheck.model.vocabulary import Course, Outcome
from tests.core.strategies import MILESTONES, TODAY, Case, cases

pytestmark = pytest.mark.usefixtures("untraced")

PLANS = 500
thorough = settings(max_examples=PLANS, suppress_health_check=list(HealthCheck))
brief = settings(max_examples=200, suppress_health_check=list(HealthCheck))
#: What is tried one by one: every set of at most so many gaps.
MOST_GAPS = 16


def state_with(standing: Standing, closed: tuple[str, ...]) -> State:
    """The state once some gaps are closed and everybody has said go, derived anew; what is late is not planned."""
    judgements = {
        item: judged._replace(outcome=Outcome.MET) if item in closed else judged
        for item, judged in standing.judgements.items()
    }
    work = standing.work._replace(judgements=judgements)
    outcomes = derived(work)
    in_time = {item for item, finish in standing.schedule.finish.items() if finish <= standing.milestone_day}
    planned = schedule(work, outcomes, standing.milestone_day).planned & in_time
    return replace(standing.state, outcomes=outcomes, planned=planned, signing=Signing.ALL_GIVEN)


def is_enough(inputs: Inputs, standing: Standing, closed: tuple[str, ...]) -> bool:
    """Whether every condition holds once these gaps are closed."""
    state = state_with(standing, closed)
    return all(condition.hold(state).holds for condition in conditions(inputs.policy))


def can_be_closed(standing: Standing) -> list[str]:
    """The gaps, in checklist order, in which there is something to do that fits before the milestone."""
    return [
        item
        for item in standing.work.items
        if standing.outcomes[item].is_gap
        and standing.judgements[item].outcome is not Outcome.MET
        and standing.schedule.finish[item] <= standing.milestone_day
    ]


def is_closed_under_waiting(standing: Standing, chosen: tuple[str, ...]) -> bool:
    """Whether all that a set waits for is in the set too, or met once the set is."""
    outcomes = state_with(standing, chosen).outcomes
    return all(outcomes[other].holds for item in chosen for other in standing.work.awaits(item))


def sets_by_cost(
    standing: Standing, always: list[str], choices: list[str]
) -> Iterator[tuple[tuple[int, int, tuple[int, ...]], tuple[str, ...]]]:
    """Every set of some gaps and any of others, with its cost: days, number, places in the checklists."""
    places = {item: place for place, item in enumerate(standing.work.items)}
    for size in range(len(choices) + 1):
        for some in combinations(choices, size):
            chosen = tuple(sorted((*always, *some), key=places.__getitem__))
            days = sum(map(standing.work.remaining_days, chosen))
            yield (days, len(chosen), tuple(map(places.__getitem__, chosen))), chosen


def all_without(standing: Standing, gaps: list[str], gap: str) -> tuple[str, ...]:
    """Every gap that can be closed without one of them: it, and all that waits for it, are left out."""
    out = {gap}
    for item in standing.work.order:
        if standing.outcomes[item].is_gap and not out.isdisjoint(standing.work.awaits(item)):
            out.add(item)
    return tuple(other for other in gaps if other not in out)


def brute_force(inputs: Inputs, standing: Standing) -> tuple[tuple[str, ...], int] | None:
    """The cheapest set that is enough, and its days, found by trying every set.

    A gap without which all others are not enough belongs to every such set (meeting a gap makes nothing worse), so
    only the rest is tried.
    """
    gaps = can_be_closed(standing)
    if not is_enough(inputs, standing, tuple(gaps)):
        return None
    always = [gap for gap in gaps if not is_enough(inputs, standing, all_without(standing, gaps, gap))]
    choices = [gap for gap in gaps if gap not in always]
    for (days, _, _), chosen in sorted(sets_by_cost(standing, always, choices)):
        if is_enough(inputs, standing, chosen) and is_closed_under_waiting(standing, chosen):
            return chosen, days
    raise AssertionError("all of them were enough")


@thorough
@given(cases(60))
def test_no_set_with_less_work_is_enough(case: Case) -> None:
    """Of all sets of gaps, tried in the order of days, number and place, the first that is enough is the path."""
    inputs = decided(case.inputs)
    milestone = inputs.timeline.next_on(TODAY)
    standing = stand(inputs, milestone)
    assume(3 <= len(can_be_closed(standing)) <= MOST_GAPS)
    found = least_work(inputs, standing)
    assert (found and (found.items, found.days)) == brute_force(inputs, standing)
    assert found is None or found.is_least


@brief
@given(cases(40), st.integers(1, 3))
def test_a_search_that_is_stopped_early_still_finds_a_path(case: Case, width: int) -> None:
    """However few ways are carried on, what is found is enough, and is called the least only where it is."""
    inputs = decided(case.inputs)
    standing = stand(inputs, inputs.timeline.next_on(TODAY))
    with patch.object(least, "FEW", width), patch.object(least, "MANY", width):
        found = least_work(inputs, standing)
    best = least_work(inputs, standing)
    assert (found is None) == (best is None)
    if found is not None and best is not None:
        assert is_enough(inputs, standing, found.items)
        assert is_closed_under_waiting(standing, found.items)
        assert found.items == best.items or not found.is_least


@brief
@given(cases(12))
def test_the_path_leads_to_a_go(case: Case) -> None:
    """Once its tasks are done, its facts decided and everybody has said go, an audit says go; it names its promises."""
    path = case.path()
    assume(path.day is not None)
    done = case.decided().signed().launching(path.milestone, path.day or TODAY)
    for task in path.tasks:
        done = done.meeting(task.gap.item)
    report = done.run(path.milestone)
    assert report.verdict.is_go
    assert {kept.item for kept in path.commitments} <= {known.subject for known in report.reliances}
    assert path.work_days == sum(task.gap.timing.remaining_days for task in path.tasks if task.gap.timing)


@brief
@given(cases(12))
def test_the_course_says_whether_there_is_a_path(case: Case) -> None:
    """With every fact decided, `unreachable` means that there is none, else there is one, if anything weighs at all."""
    path = case.decided().path()
    assert path.is_reachable == (not path.obstacles)
    if case.decided().run().figures.proven is not None:
        assert path.is_reachable == (path.course is not Course.UNREACHABLE)
    if path.is_reachable:
        assert path.earliest.day is not None
        assert path.earliest.spare_days >= 0


def first_day_by_looking_at_each(inputs: Inputs, milestone: str) -> date | None:
    """The first feasible day within three months, found by looking at every day."""
    names = [*inputs.timeline.days]
    day = max([TODAY, *(inputs.timeline.days[name] for name in names[: names.index(milestone)])])
    while day <= TODAY + timedelta(days=95):
        there = moved(inputs, milestone, day)
        standing = stand(there, milestone)
        gaps = tuple(item for item, finish in standing.schedule.finish.items() if finish <= day)
        if is_enough(there, standing, gaps):
            return day
        day += timedelta(days=1)
    return None


@brief
@given(cases(10), st.sampled_from(MILESTONES))
def test_the_earliest_day_is_the_first_of_all_days(case: Case, milestone: str) -> None:
    """No day before it would do, whatever moves along, ends, or is away; looked at day by day."""
    inputs = decided(case.inputs)
    assume(milestone in inputs.timeline.days)
    found = earliest(inputs, milestone)
    assert (found.day if found else None) == first_day_by_looking_at_each(inputs, milestone)
