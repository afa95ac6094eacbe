"""One plan held against one milestone: outcomes, schedule, conditions, verdict and course.

Everything that a report says of a milestone is derived from an Assessment.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from graphlib import TopologicalSorter
from typing import NamedTuple

from readycheck.audit.answers import Response, responses
from readycheck.audit.applicability import applicability
from readycheck.audit.condition import Condition, Held, Route, Signing, State, conditions
from readycheck.audit.exceptions import CheckedWaiver, Word, check_waivers, is_explained_refusal, word_of
from readycheck.audit.outcome import Day, Judgement, derive, judge
from readycheck.audit.schedule import Schedule, Work, schedule
from readycheck.audit.timeline import Timeline
from readycheck.audit.verdict import decide_course, decide_verdict
from readycheck.model.checklist import Catalogue, Item
from readycheck.model.facts import Facts
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Policy
from readycheck.model.vocabulary import Course, Decision, Outcome, Severity, Truth, Verdict
from readycheck.rules import Duty, Rule, Subject


class Inputs(NamedTuple):
    """All that an audit depends on, apart from the milestone."""

    plan: LaunchPlan
    catalogue: Catalogue
    policy: Policy
    facts: Facts
    as_of: date
    timeline: Timeline
    rules: Mapping[str, Rule]
    """The rules that answer items, by item id."""


class Verified(NamedTuple):
    """One condition, held against every state."""

    condition: Condition
    worst: Held
    best: Held
    course: Held


class Assessment(NamedTuple):
    """What one milestone comes to."""

    milestone: str
    day: Day
    work: Work
    state: State
    """As things stand: the worst case."""
    schedule: Schedule
    conditions: tuple[Verified, ...]
    waivers: tuple[CheckedWaiver, ...]
    verdict: Verdict
    course: Course

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome of every item in force, counted for this milestone or not."""
        return self.state.outcomes

    @property
    def judgements(self) -> Mapping[str, Judgement]:
        """What every item comes to by itself."""
        return self.work.judgements

    def decided(self, verified: Verified) -> bool:
        """Return whether a condition is why the verdict is not better."""
        if self.verdict is Verdict.NO_GO:
            return not verified.best.holds
        return self.verdict is Verdict.UNDECIDED and not verified.worst.holds


def assess(inputs: Inputs, milestone: str) -> Assessment:
    """Hold a plan against a dated milestone. Pure and total."""
    milestone_day = inputs.timeline.days[milestone]
    day = Day(inputs.as_of, max(inputs.as_of, milestone_day))
    work = _work(inputs, day)
    outcomes = _derived(work)
    plan_of_work = schedule(work, outcomes, milestone_day)
    waivers = check_waivers(inputs.plan, work.items, work.responses, inputs.policy, day)
    worst = _state(inputs, milestone, work, waivers, outcomes, plan_of_work)

    best_work, best_outcomes = _at_best(work)
    best = worst._replace(
        outcomes=best_outcomes,
        planned=schedule(best_work, best_outcomes, milestone_day).planned,
        ruled_out=worst.ruled_out | _may_be_ruled_out(work),
        signing=Signing.MISSING_AS_GIVEN,
        figures_optional=True,
    )
    course = worst._replace(
        outcomes=_met(outcomes, plan_of_work.planned),
        planned=frozenset(),
        signing=Signing.MISSING_AS_GIVEN,
        figures_optional=True,
    )
    in_time = frozenset(item for item, finish in plan_of_work.finish.items() if finish <= milestone_day)
    reach = worst._replace(outcomes=_met(outcomes, in_time), planned=frozenset(), signing=Signing.ALL_GIVEN)

    demanded = conditions(inputs.policy)
    verified = tuple(Verified(c, c.hold(worst), c.hold(best), c.hold(course)) for c in demanded)
    on_course = all(v.course.holds for v in verified)
    return Assessment(
        milestone=milestone,
        day=day,
        work=work,
        state=worst,
        schedule=plan_of_work,
        conditions=verified,
        waivers=waivers,
        verdict=decide_verdict(
            holds_at_worst=all(v.worst.holds for v in verified),
            holds_at_best=all(v.best.holds for v in verified),
            relies_on_exceptions=relies_on_exceptions(worst),
        ),
        course=decide_course(
            holds_if_planned=on_course,
            holds_if_all_in_time=on_course or all(c.hold(reach).holds for c in demanded),
        ),
    )


def relies_on_exceptions(state: State) -> bool:
    """Return whether a go would rest on something that somebody accepted rather than on proof."""
    return (
        any(state.route(item) in {Route.WAIVER, Route.REFUSAL, Route.PLAN} for item in state.items)
        or any(is_exempt_blocker(item, state) for item in state.items)
        or any(
            (sign_off := word.sign_off) is not None and sign_off.decision is Decision.CONDITIONAL
            for word in state.words.values()
        )
    )


def is_exempt_blocker(item: Item, state: State) -> bool:
    """Return whether an item is a blocker that an answer or the policy, not the profile, made not applicable."""
    return (
        item.spec.severity is Severity.BLOCKER
        and state.outcomes[item.id] is Outcome.NOT_APPLICABLE
        and item.id not in state.ruled_out
    )


def _derived(work: Work, *, without_needs: frozenset[str] = frozenset()) -> dict[str, Outcome]:
    own = {item: judgement.outcome for item, judgement in work.judgements.items()}
    needs = {item: () if item in without_needs else work.items[item].spec.needs for item in own}
    return derive(own, needs, work.order)


def _at_best(work: Work) -> tuple[Work, dict[str, Outcome]]:
    """Return the work and the outcomes with every unknown taken as met, and prerequisites derived anew.

    An item whose applicability is undecided needs nothing here: its fact may turn out to be no, and a no_go must
    be one whatever the fact turns out to be.
    """
    undecided = frozenset(item for item, judgement in work.judgements.items() if judgement.undecided_fact is not None)
    met = work._replace(
        judgements={
            item: judgement._replace(outcome=Outcome.MET) if judgement.outcome is Outcome.UNKNOWN else judgement
            for item, judgement in work.judgements.items()
        },
    )
    return met, _derived(met, without_needs=undecided)


def _may_be_ruled_out(work: Work) -> frozenset[str]:
    """Return the dropped items that an undecided fact may rule out, so that dropping them would cost nothing."""
    return frozenset(
        item
        for item, judgement in work.judgements.items()
        if judgement.outcome is Outcome.NOT_APPLICABLE and judgement.undecided_fact is not None
    )


def _met(outcomes: Mapping[str, Outcome], items: frozenset[str]) -> dict[str, Outcome]:
    return {item: Outcome.MET if item in items else outcome for item, outcome in outcomes.items()}


def _work(inputs: Inputs, day: Day) -> Work:
    catalogue = inputs.catalogue
    given = responses(inputs.plan, catalogue)
    subject = Subject(inputs.plan, "", day.as_of, day.audited, inputs.facts, _duties(inputs, given))
    position = {item.id: index for index, item in enumerate(catalogue.items)}
    before = {
        item.id: tuple(
            sorted(
                {other for other in (*item.spec.needs, *given[item.id].waits_for) if other in position},
                key=position.__getitem__,
            )
        )
        for item in catalogue.items
    }
    return Work(
        plan=inputs.plan,
        as_of=inputs.as_of,
        items=catalogue.by_id,
        order=tuple(TopologicalSorter(before).static_order()),
        before=before,
        responses=given,
        judgements={
            item.id: judge(
                item, given[item.id], inputs.rules.get(item.id), subject._replace(department=item.department)
            )
            for item in catalogue.items
        },
    )


def _duties(inputs: Inputs, given: Mapping[str, Response]) -> tuple[Duty, ...]:
    """Return the blockers that apply, or may, each with its owner."""
    return tuple(
        Duty(item.id, given[item.id].owner, undecided=applies is Truth.UNKNOWN)
        for item in inputs.catalogue.items
        if item.spec.severity is Severity.BLOCKER
        and not item.dropped
        and (applies := applicability(item.spec.applies, inputs.plan).applies) is not Truth.NO
    )


def _state(
    inputs: Inputs,
    milestone: str,
    work: Work,
    waivers: tuple[CheckedWaiver, ...],
    outcomes: Mapping[str, Outcome],
    plan_of_work: Schedule,
) -> State:
    counted = tuple(
        item for item in inputs.catalogue.items if inputs.timeline.is_counted(item.spec.milestone, milestone)
    )
    ruled_out = frozenset(item for item, judgement in work.judgements.items() if judgement.ruled_out)
    asked = _asked_to_sign(inputs.policy, counted, ruled_out)
    departments = dict.fromkeys((*inputs.catalogue.titles, *inputs.plan.departments, *asked))
    words: dict[str, Word] = {name: word_of(name, inputs.plan, milestone, inputs.as_of) for name in departments}
    return State(
        policy=inputs.policy,
        items=counted,
        outcomes=outcomes,
        planned=plan_of_work.planned,
        ruled_out=ruled_out,
        waived=frozenset(checked.waiver.item for checked in waivers if checked.defect is None),
        refused=frozenset(
            item
            for item, response in work.responses.items()
            if work.items[item].spec.rule is None and is_explained_refusal(response, inputs.policy)
        ),
        words=words,
        signers=tuple(name for name, word in words.items() if name in asked or _says_no(word)),
        signing=Signing.AS_GIVEN,
        figures_optional=False,
    )


def _says_no(word: Word) -> bool:
    """A recorded no-go fails in every case, asked for or not: otherwise settling a fact could make it vanish."""
    return word.sign_off is not None and word.sign_off.decision is Decision.NO_GO


def _asked_to_sign(policy: Policy, counted: tuple[Item, ...], ruled_out: frozenset[str]) -> tuple[str, ...]:
    if policy.signoffs == "none":
        return ()
    if isinstance(policy.signoffs, tuple):
        return policy.signoffs
    return tuple(
        dict.fromkeys(
            item.department for item in counted if item.spec.severity is Severity.BLOCKER and item.id not in ruled_out
        )
    )
