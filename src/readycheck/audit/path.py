"""The path to green: who does what, when, so that it is a go on the day that is planned, or as soon as it can be.

All that `readycheck next` says (design.md §7).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from readycheck.audit.assessment import assess
from readycheck.audit.clock import Clock, deadlines
from readycheck.audit.condition import Route
from readycheck.audit.feasibility import Candidate, earliest, failing, reach
from readycheck.audit.finding import findings, step_of
from readycheck.audit.least import LeastWork, least_work
from readycheck.audit.moving import decided
from readycheck.audit.outlook import outlook
from readycheck.audit.people import who
from readycheck.audit.relaxation import relaxations
from readycheck.audit.schedule import schedule
from readycheck.audit.standing import Inputs, Standing, derived, prepare, stand
from readycheck.model.between import Who
from readycheck.model.checklist import Catalogue
from readycheck.model.facts import Facts
from readycheck.model.path import Choice, Commitment, Handover, Obstacle, PathToGreen, SignOffToGet, Task
from readycheck.model.place import Locate
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Policy
from readycheck.model.vocabulary import Decision, Outcome, Severity


def path_to_green(
    plan: LaunchPlan,
    catalogue: Catalogue,
    policy: Policy,
    facts: Facts,
    as_of: date,
    *,
    locate: Locate,
    milestone: str | None = None,
) -> PathToGreen:
    """Return the least work that makes it a go by a dated milestone (default: the next), or else as soon as it can be.

    Pure and total, as `audit` is, and completed by the caller in the same way.
    """
    inputs = prepare(plan, catalogue, policy, facts, as_of)
    audited = milestone or inputs.timeline.next_on(as_of)
    today = assess(inputs, audited)
    settled = decided(inputs)
    planned = Candidate(settled, stand(settled, audited))
    first = earliest(inputs, audited)
    lacking = failing(settled, reach(planned.standing))
    way = _way(first if lacking else planned, locate)
    return PathToGreen(
        tool_version="",
        as_of=as_of,
        plan="",
        sources=(),
        policy_name="",
        policy_sha256="",
        policy_files=(),
        launch=plan.launch.name,
        milestone=audited,
        milestone_day=planned.day,
        day=way.day,
        verdict=today.verdict,
        course=today.course,
        earliest=outlook(inputs, audited, first),
        tasks=way.tasks,
        gaps=len(way.tasks),
        work_days=way.work.days,
        is_least=way.work.is_least,
        choices=tuple(_choices(inputs, today)),
        commitments=way.commitments,
        signoffs=tuple(_signoffs(plan, today)),
        obstacles=tuple(
            Obstacle(condition.name, condition.demand, held.value, held.failing) for condition, held in lacking
        ),
        relaxations=tuple(relaxations(inputs, planned, lacking, first)) if lacking else (),
        people=tuple(sorted(plan.people)),
        departments=tuple(catalogue.titles),
        defects=tuple(item for item, judgement in today.judgements.items() if judgement.crashed),
    )


class _Way(NamedTuple):
    """The path itself; empty where there is none."""

    day: date | None = None
    work: LeastWork = LeastWork((), 0, is_least=True)
    tasks: tuple[Task, ...] = ()
    commitments: tuple[Commitment, ...] = ()


def _way(there: Candidate | None, locate: Locate) -> _Way:
    work = least_work(there.inputs, there.standing) if there is not None else None
    if there is None or work is None:
        return _Way()
    return _Way(there.day, work, tuple(_tasks(there, work, locate)), tuple(_commitments(there, work)))


def _tasks(there: Candidate, work: LeastWork, locate: Locate) -> Iterator[Task]:
    """Yield the tasks in the order in which they must be begun; the more severe first, then in checklist order."""
    standing = there.standing
    gaps = {found.item: found for found in findings(there.inputs, standing, locate) if found.item in work.items}
    before = {item: frozenset(_tasks_before(standing, item, gaps.keys())) for item in gaps}
    windows = _windows(there, gaps.keys())
    severities = list(Severity)
    for item in sorted(gaps, key=lambda item: (windows[item].latest_start, severities.index(gaps[item].severity))):
        what, how = step_of(gaps[item])
        yield Task(
            gap=gaps[item],
            what=what,
            how=how,
            start=windows[item].start,
            latest_start=windows[item].latest_start,
            finish_by=windows[item].finish_by,
            after=tuple(other for other in gaps if other in before[item]),
            hands_over=tuple(
                Handover(other, gaps[other].owner)
                for other in gaps
                if item in before[other] and gaps[other].owner != gaps[item].owner
            ),
        )


class _Window(NamedTuple):
    """Between which days a task is done: from when it can begin, to when it must, and to when it must be closed."""

    start: date
    latest_start: date
    finish_by: date


def _windows(there: Candidate, tasks: Collection[str]) -> dict[str, _Window]:
    """Return the window of each task. None ends before the task can be closed: all of them together are in time.

    A task takes as long as it does in the schedule, where it is expected sooner than its work usually takes.
    """
    work, must_hold = there.standing.work, deadlines(there.inputs, there.standing)
    starts, finish = there.standing.schedule.start, there.standing.schedule.finish
    finish_by = {item: min(must_hold[item], there.day) for item in finish}
    windows: dict[str, _Window] = {}
    for item in reversed(work.order):
        if item not in finish or not (item in tasks or work.own(item).holds):
            continue
        start, last = starts[item], max(finish_by[item], finish[item])
        latest = max(start, last - timedelta(days=min(work.remaining_days(item), (finish[item] - start).days)))
        windows[item] = _Window(start, latest, last)
        for other in work.awaits(item):
            if other in finish:
                finish_by[other] = min(finish_by[other], latest)
    return windows


def _tasks_before(standing: Standing, item: str, tasks: Collection[str]) -> Iterator[str]:
    """Yield the tasks that a task waits for, directly or through what they hold back."""
    for other in standing.work.awaits(item):
        if other in tasks:
            yield other
        elif standing.outcomes[other].is_gap:
            yield from _tasks_before(standing, other, tasks)


def _choices(inputs: Inputs, today: Standing) -> Iterator[Choice]:
    """Yield the facts to decide, in their order, on which something hangs that counts."""
    hanging = [item for item in today.state.items if today.judgements[item.id].undecided_fact is not None]
    owner = inputs.plan.launch.owner
    for fact, question in inputs.catalogue.facts.items():
        if inputs.plan.undecided_of((fact,)) is not None:
            items = tuple(item.id for item in hanging if fact in item.spec.applies.profile)
            if items:
                yield Choice(fact, question, Who(owner, inputs.plan.name_of(owner)), items)


def _commitments(there: Candidate, work: LeastWork) -> Iterator[Commitment]:
    """Yield the planned gaps that a go would rely on once the path is done, in checklist order."""
    standing = there.standing
    done = {
        item: judgement._replace(outcome=Outcome.MET) if item in work.items else judgement
        for item, judgement in standing.judgements.items()
    }
    then = standing.work._replace(judgements=done)
    outcomes = derived(then)
    in_time = {item for item, finish in standing.schedule.finish.items() if finish <= there.day}
    planned = schedule(then, outcomes, there.day).planned & in_time
    state = replace(standing.state, outcomes=outcomes, planned=planned)
    clock = Clock.of(there.inputs, standing)
    for item in state.items:
        if state.route(item) is Route.PLAN:
            yield Commitment(item.id, who(there.inputs.plan, standing.work.owner(item.id)), clock.by(item.id))


def _signoffs(plan: LaunchPlan, today: Standing) -> Iterator[SignOffToGet]:
    for department in today.state.signers:
        sign_off = today.state.words[department].sign_off
        if sign_off is None or sign_off.decision is Decision.NO_GO:
            yield SignOffToGet(department, who(plan, plan.lead_of(department)), is_no_go=sign_off is not None)
