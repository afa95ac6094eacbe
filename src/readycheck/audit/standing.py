"""How a plan stands for one milestone: what is to be done, what each item comes to, when each gap can be closed.

Everything else that is said of a milestone starts from a Standing: what today comes to, what is still possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from graphlib import TopologicalSorter
from typing import NamedTuple

from readycheck.audit.answers import Response, responses
from readycheck.audit.applicability import applicability
from readycheck.audit.condition import Condition, Signing, State, conditions
from readycheck.audit.exceptions import CheckedWaiver, Word, check_waivers, is_explained_refusal, word_of
from readycheck.audit.outcome import Day, Judgement, derive, judge
from readycheck.audit.schedule import Schedule, Work, schedule
from readycheck.model.checklist import Catalogue, Item
from readycheck.model.facts import Facts
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Policy
from readycheck.model.timeline import Timeline, timeline
from readycheck.model.vocabulary import Decision, Outcome, Severity, Truth
from readycheck.rules import Duty, Rule, Subject, parse_rule


class Terms(NamedTuple):
    """What any plan is held against."""

    catalogue: Catalogue
    policy: Policy
    rules: Mapping[str, Rule]
    """The rules that answer items, by item id."""
    conditions: tuple[Condition, ...]
    """What the policy demands, in the order of the report."""


def terms(catalogue: Catalogue, policy: Policy) -> Terms:
    """Return what any plan is held against under a policy."""
    rules = {item.id: parse_rule(item.spec.rule) for item in catalogue.items if item.spec.rule is not None}
    return Terms(catalogue, policy, rules, conditions(policy))


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
    conditions: tuple[Condition, ...]
    """What the policy demands, in the order of the report."""


def prepare(plan: LaunchPlan, catalogue: Catalogue, policy: Policy, facts: Facts, as_of: date) -> Inputs:
    """Return all that an audit depends on, apart from the milestone."""
    return under(terms(catalogue, policy), plan, facts, as_of)


def under(terms: Terms, plan: LaunchPlan, facts: Facts, as_of: date) -> Inputs:
    """Return all that an audit by terms depends on, apart from the milestone."""
    times = timeline(plan, terms.policy.milestones)
    return Inputs(plan, terms.catalogue, terms.policy, facts, as_of, times, terms.rules, terms.conditions)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a plan stands for one milestone, as things are."""

    milestone: str
    milestone_day: date
    day: Day
    work: Work
    state: State
    """As things stand: the worst case."""
    schedule: Schedule
    waivers: tuple[CheckedWaiver, ...]

    @property
    def outcomes(self) -> Mapping[str, Outcome]:
        """The outcome of every item in force, counted for this milestone or not."""
        return self.state.outcomes

    @property
    def judgements(self) -> Mapping[str, Judgement]:
        """What every item comes to by itself."""
        return self.work.judgements


def stand(inputs: Inputs, milestone: str) -> Standing:
    """Return how a plan stands for a dated milestone. Pure and total."""
    milestone_day = inputs.timeline.days[milestone]
    day = Day(inputs.as_of, max(inputs.as_of, milestone_day))
    work = _work(inputs, day)
    outcomes = derived(work)
    plan_of_work = schedule(work, outcomes, milestone_day)
    waivers = check_waivers(inputs.plan, work.items, work.responses, inputs.policy, inputs.facts, day)
    state = _state(inputs, milestone, work, waivers, outcomes, plan_of_work)
    return Standing(milestone, milestone_day, day, work, state, plan_of_work, waivers)


def derived(work: Work, *, without_needs: frozenset[str] = frozenset()) -> dict[str, Outcome]:
    """Return the outcomes of all items with prerequisites applied, but for those of some items."""
    own = {item: judgement.outcome for item, judgement in work.judgements.items()}
    needs = {item: () if item in without_needs else work.items[item].spec.needs for item in own}
    return derive(own, needs, work.order)


def met(outcomes: Mapping[str, Outcome], items: frozenset[str]) -> dict[str, Outcome]:
    """Return the outcomes with some items met."""
    return {item: Outcome.MET if item in items else outcome for item, outcome in outcomes.items()}


def _work(inputs: Inputs, day: Day) -> Work:
    catalogue = inputs.catalogue
    given = responses(inputs.plan, catalogue, inputs.facts)
    before = {**catalogue.needs, **dict(_waiting(catalogue, given))}
    return Work(
        plan=inputs.plan,
        as_of=inputs.as_of,
        items=catalogue.by_id,
        order=_in_order(tuple(before.items())),
        before=before,
        responses=given,
        judgements=judged(inputs, day, given, catalogue.items),
    )


def _waiting(catalogue: Catalogue, given: Mapping[str, Response]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each item that waits for others, by its answer, with all that comes before it, in checklist order."""
    position = {item: index for index, item in enumerate(catalogue.needs)}
    for item, needs in catalogue.needs.items():
        if given[item].waits_for:
            others = {*needs, *given[item].waits_for} & position.keys()
            yield item, tuple(sorted(others, key=position.__getitem__))


@lru_cache(maxsize=8)
def _in_order(before: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[str, ...]:
    """Return items so that each comes after what is before it; the same for most revisions of a plan."""
    return tuple(TopologicalSorter(dict(before)).static_order())


def judged(inputs: Inputs, day: Day, given: Mapping[str, Response], items: Iterable[Item]) -> dict[str, Judgement]:
    """Return what items come to, each by itself."""
    every = Subject(inputs.plan, "", day.as_of, day.audited, inputs.facts, _duties(inputs, given))
    departments = {item.department for item in inputs.catalogue.items}
    subjects = {department: every._replace(department=department) for department in departments}
    return {
        item.id: judge(item, given[item.id], inputs.rules.get(item.id), subjects[item.department]) for item in items
    }


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
    of_milestones = {item.spec.milestone for item in inputs.catalogue.items}
    until = {name for name in of_milestones if inputs.timeline.is_counted(name, milestone)}
    counted = tuple(item for item in inputs.catalogue.items if item.spec.milestone in until)
    ruled_out = frozenset(item for item, judgement in work.judgements.items() if judgement.ruled_out)
    asked = _asked_to_sign(inputs.policy, counted, ruled_out)
    departments = dict.fromkeys((*inputs.catalogue.titles, *inputs.plan.departments, *asked))
    plan, facts, as_of = inputs.plan, inputs.facts, inputs.as_of
    words: dict[str, Word] = {
        name: word_of(name, plan, milestone, facts, as_of, asked=name in asked) for name in departments
    }
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
            if work.items[item].spec.rule is None and is_explained_refusal(response, inputs.plan, inputs.policy)
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
