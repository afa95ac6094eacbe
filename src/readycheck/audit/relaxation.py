"""What, changed alone, would open a path to a day that cannot be reached (design.md §7). Each is tried out."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from readycheck.audit.condition import Route, State
from readycheck.audit.feasibility import Candidate, Unmet, passes, reach, way_to_what_is_late
from readycheck.audit.people import who
from readycheck.audit.schedule import Schedule, schedule
from readycheck.audit.standing import Inputs, Standing, stand
from readycheck.model.checklist import Item
from readycheck.model.path import Change, Relaxation
from readycheck.model.vocabulary import Outcome, Requirement, Severity, Truth

#: How many gaps of a chain are tried out, the longest first.
_MOST_HURRIED = 40


def relaxations(
    inputs: Inputs, planned: Candidate, lacking: tuple[Unmet, ...], first: Candidate | None
) -> Iterator[Relaxation]:
    """Yield what would open a path to the day that is planned: another date, then what people can do or grant.

    `inputs` are those of the plan as it is; `planned` is the day that cannot be reached, `lacking` what is lacking on
    it, `first` the first day that can.
    """
    plan, milestone = inputs.plan, planned.standing.milestone
    if first is not None:
        yield Relaxation(Change.DATE, milestone, who(plan, plan.launch.sponsor), first.day)
    late = way_to_what_is_late(planned.standing)
    for item in _longest(planned.standing, late):
        yield from _hurry(planned, item)
    yield from _waivers(planned)
    yield from _deputies(planned, late)
    for fact in inputs.catalogue.facts:
        if plan.undecided_of((fact,)) is not None:
            profile = planned.inputs.plan.with_facts({fact: Truth.NO})
            if _opens(planned.inputs._replace(plan=profile), milestone):
                yield Relaxation(Change.FACT, fact, who(plan, plan.launch.owner))
    if len(lacking) == 1 and lacking[0].held.measured is not None:
        yield Relaxation(Change.LIMIT, lacking[0].condition.name, None)


def _opens(inputs: Inputs, milestone: str) -> bool:
    return passes(inputs, reach(stand(inputs, milestone)))


def _longest(standing: Standing, late: list[str]) -> list[str]:
    """Return the gaps that take longest, in checklist order: there are too many to try each in a very long chain."""
    work, times = standing.work, standing.schedule
    to_do = [item for item in late if not work.own(item).holds]
    longest = sorted(to_do, key=lambda item: times.start[item] - times.finish[item])[:_MOST_HURRIED]
    return sorted(longest, key=[*work.items].index)


def _hurry(planned: Candidate, item: str) -> Iterator[Relaxation]:
    """Yield that an item is closed sooner: as late as it may be for all the rest to fit."""
    standing, work = planned.standing, planned.standing.work
    start, instead = standing.schedule.start[item], standing.schedule.finish[item]

    def hurried(day: date) -> Schedule:
        return schedule(work, standing.outcomes, planned.day, hurried={item: day})

    def fails(days: int) -> bool:
        times = hurried(start + timedelta(days=days))
        return not passes(planned.inputs, reach(replace(standing, schedule=times)))

    if fails(0):
        return
    day = start + timedelta(days=bisect(range((instead - start).days), x=False, key=fails) - 1)
    closed = hurried(day).finish[item]
    if closed < instead:
        yield Relaxation(Change.HURRY, item, who(work.plan, work.owner(item)), closed, instead)


def _waivers(planned: Candidate) -> Iterator[Relaxation]:
    """Yield what could be waived: a blocker by the sponsor, anything else by somebody other than its owner.

    What is waived is taken as open: an item without an answer has to be answered first, or the waiver accepts nothing.
    """
    state, plan = reach(planned.standing), planned.inputs.plan
    for item in state.items:
        if state.route(item) is not Route.FAILS or not _may_be_waived(item, state):
            continue
        outcomes = {**state.outcomes, item.id: Outcome.OPEN}
        then = replace(state, waived=state.waived | {item.id}, outcomes=outcomes)
        if passes(planned.inputs, then):
            blocker = item.spec.severity is Severity.BLOCKER
            yield Relaxation(Change.WAIVER, item.id, who(plan, plan.launch.sponsor if blocker else None))


def _may_be_waived(item: Item, state: State) -> bool:
    return state.policy.require.of(item.spec.severity) in {Requirement.WAIVED, Requirement.EXPLAINED}


def _deputies(planned: Candidate, late: list[str]) -> Iterator[Relaxation]:
    """Yield whose absence stands in the way, where nobody acts for them."""
    plan, work = planned.inputs.plan, planned.standing.work
    owners = dict.fromkeys(owner for item in late if (owner := work.responses[item].owner) is not None)
    for person in owners:
        if plan.absences_of(person) and not plan.deputies_of(person):
            deputy = next((other for other in plan.people if other != person), None)
            if deputy is not None and _opens(
                planned.inputs._replace(plan=plan.with_deputy(person, deputy)), planned.standing.milestone
            ):
                yield Relaxation(Change.DEPUTY, person, who(plan, plan.launch.owner))
