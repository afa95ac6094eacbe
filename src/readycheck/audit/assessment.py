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


def assess(inputs: Inputs, milestone: str) -> Assessment:
    """Hold a plan against a dated milestone. Pure and total."""
    standing = stand(inputs, milestone)
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
    verified = tuple(Verified(c, c.hold(worst), c.hold(best), c.hold(course)) for c in inputs.conditions)
    holds = all(v.worst.holds for v in verified)
    on_course = all(v.course.holds for v in verified)
    reachable = on_course or passes(inputs, reach(standing))
    return Assessment(
        milestone=milestone,
        milestone_day=standing.milestone_day,
        day=standing.day,
        work=work,
        state=worst,
        schedule=standing.schedule,
        waivers=standing.waivers,
        conditions=verified,
        verdict=decide_verdict(
            holds_at_worst=holds,
            holds_at_best=all(v.best.holds for v in verified),
            relies_on_exceptions=holds and relies_on_exceptions(worst),
        ),
        course=decide_course(holds_if_planned=on_course, holds_if_all_in_time=reachable),
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
