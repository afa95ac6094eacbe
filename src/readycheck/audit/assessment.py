"""What one milestone comes to: how the plan stands for it, held against what the policy demands.

The same conditions are held against every state: as things are, at best, if the plan is kept, if all that can be
done in time is done.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from readycheck.audit.condition import Condition, Held, Route, Signing, State
from readycheck.audit.feasibility import passes, reach
from readycheck.audit.schedule import Work, schedule
from readycheck.audit.standing import Inputs, Standing, derived, met, stand
from readycheck.audit.verdict import decide_course, decide_verdict
from readycheck.model.checklist import Item
from readycheck.model.vocabulary import Course, Decision, Outcome, Severity, Verdict


class Verified(NamedTuple):
    """One condition, held against every state."""

    condition: Condition
    worst: Held
    best: Held
    course: Held


@dataclass(frozen=True, slots=True)
class Assessment(Standing):
    """What one milestone comes to."""

    conditions: tuple[Verified, ...]
    verdict: Verdict
    course: Course

    def decided(self, verified: Verified) -> bool:
        """Return whether a condition is why the verdict is not better."""
        if self.verdict is Verdict.NO_GO:
            return not verified.best.holds
        return self.verdict is Verdict.UNDECIDED and not verified.worst.holds


class Conclusion(NamedTuple):
    """What is said of a milestone before all else."""

    verdict: Verdict
    course: Course


class _Cases(NamedTuple):
    """The states that every condition is held against."""

    worst: State
    best: State
    """With everything unknown taken as met."""
    course: State
    """With the plan kept."""


def assess(inputs: Inputs, milestone: str) -> Assessment:
    """Hold a plan against a dated milestone. Pure and total."""
    standing = stand(inputs, milestone)
    cases = _cases(standing)
    verified = tuple(
        Verified(c, c.hold(cases.worst), c.hold(cases.best), c.hold(cases.course)) for c in inputs.conditions
    )
    verdict, course = _conclusion(
        inputs,
        standing,
        at_worst=all(v.worst.holds for v in verified),
        at_best=all(v.best.holds for v in verified),
        if_planned=all(v.course.holds for v in verified),
    )
    return Assessment(
        milestone=milestone,
        milestone_day=standing.milestone_day,
        day=standing.day,
        work=standing.work,
        state=standing.state,
        schedule=standing.schedule,
        waivers=standing.waivers,
        conditions=verified,
        verdict=verdict,
        course=course,
    )


def conclude(inputs: Inputs, standing: Standing) -> Conclusion:
    """Return the verdict and the course that `assess` comes to, where nobody asks which conditions decide them."""
    at_worst, at_best, if_planned = (passes(inputs, state) for state in _cases(standing))
    return _conclusion(inputs, standing, at_worst=at_worst, at_best=at_best, if_planned=if_planned)


def _conclusion(inputs: Inputs, standing: Standing, *, at_worst: bool, at_best: bool, if_planned: bool) -> Conclusion:
    """Return the verdict and the course from whether every condition holds in each case."""
    reachable = if_planned or passes(inputs, reach(standing))
    return Conclusion(
        decide_verdict(
            holds_at_worst=at_worst,
            holds_at_best=at_best,
            relies_on_exceptions=at_worst and relies_on_exceptions(standing.state),
        ),
        decide_course(holds_if_planned=if_planned, holds_if_all_in_time=reachable),
    )


def _cases(standing: Standing) -> _Cases:
    worst, work, planned = standing.state, standing.work, standing.schedule.planned
    best_work, best_outcomes = _at_best(work)
    best = replace(
        worst,
        outcomes=best_outcomes,
        planned=schedule(best_work, best_outcomes, standing.milestone_day).planned,
        ruled_out=worst.ruled_out | _may_be_ruled_out(work),
        signing=Signing.MISSING_AS_GIVEN,
        figures_optional=True,
    )
    course = replace(
        worst,
        outcomes=met(worst.outcomes, planned),
        planned=frozenset(),
        signing=Signing.MISSING_AS_GIVEN,
        figures_optional=True,
    )
    return _Cases(worst, best, course)


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


def _at_best(work: Work) -> tuple[Work, dict[str, Outcome]]:
    """Return the work and the outcomes with every unknown taken as met, and prerequisites derived anew.

    An item whose applicability is undecided needs nothing here: its fact may turn out to be no, and a no_go must
    be one whatever the fact turns out to be.
    """
    undecided = frozenset(item for item, judgement in work.judgements.items() if judgement.undecided_fact is not None)
    best = work._replace(
        judgements={
            item: judgement._replace(outcome=Outcome.MET) if judgement.outcome is Outcome.UNKNOWN else judgement
            for item, judgement in work.judgements.items()
        },
    )
    return best, derived(best, without_needs=undecided)


def _may_be_ruled_out(work: Work) -> frozenset[str]:
    """Return the dropped items that an undecided fact may rule out, so that dropping them would cost nothing."""
    return frozenset(
        item
        for item, judgement in work.judgements.items()
        if judgement.outcome is Outcome.NOT_APPLICABLE and judgement.undecided_fact is not None
    )
