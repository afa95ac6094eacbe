"""The one evaluator of conditions (design.md §6).

A policy becomes a list of conditions; a condition is held against a state: the outcomes as they
stand (worst), with everything unknown taken as met (best), or with everything planned taken as met.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto, unique
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, assert_never

from readycheck.audit.exceptions import Word
from readycheck.audit.readiness import Counted, Tally, tally
from readycheck.model.checklist import Item
from readycheck.model.number import percent, plain
from readycheck.model.policy import Limit, Policy
from readycheck.model.vocabulary import Decision, Measure, Outcome, Requirement, Severity


@unique
class Signing(Enum):
    """How sign-offs are taken in a state."""

    AS_GIVEN = auto()
    MISSING_AS_GIVEN = auto()
    """Those not yet given count as given; a recorded no-go stands."""
    ALL_GIVEN = auto()


@unique
class Route(Enum):
    """How an item satisfies what its severity requires."""

    HELD = auto()
    WAIVER = auto()
    REFUSAL = auto()
    PLAN = auto()
    NOT_REQUIRED = auto()
    FAILS = auto()


@dataclass(frozen=True)
class State:
    """One state of affairs, complete: all that a condition may look at. Tallies are made once."""

    policy: Policy
    items: tuple[Item, ...]
    """The items that count for the audited milestone, in checklist order."""
    outcomes: Mapping[str, Outcome]
    planned: frozenset[str]
    ruled_out: frozenset[str]
    waived: frozenset[str]
    """Items with a valid waiver."""
    refused: frozenset[str]
    """Items with an explained refusal."""
    words: Mapping[str, Word]
    """By department."""
    signers: tuple[str, ...]
    """The departments that must sign off."""
    signing: Signing
    figures_optional: bool
    """Whether a limit on an overall figure that does not exist holds: everywhere but in the worst case."""

    def route(self, item: Item) -> Route:
        """Return how an item satisfies the requirement on its severity. An unknown satisfies only `any`."""
        requirement = self.policy.require.of(item.spec.severity)
        outcome = self.outcomes[item.id]
        if outcome.holds:
            return Route.HELD
        if requirement is Requirement.ANY:
            return Route.NOT_REQUIRED
        if outcome is Outcome.UNKNOWN or requirement is Requirement.MET:
            return Route.FAILS
        if requirement is Requirement.ANSWERED:
            return Route.NOT_REQUIRED if outcome is Outcome.OPEN else Route.FAILS
        if requirement is Requirement.EXPLAINED and item.id in self.planned:
            return Route.PLAN
        if item.id in self.waived:
            return Route.WAIVER
        if requirement is Requirement.EXPLAINED and item.id in self.refused:
            return Route.REFUSAL
        return Route.FAILS

    def uses_budget(self, item: Item) -> bool:
        """Return whether an item counts as waived: by a route relied on, or unknown with an exception at hand."""
        if item.id not in self.waived and item.id not in self.refused:
            return False
        if self.route(item) in {Route.WAIVER, Route.REFUSAL}:
            return True
        needs_it = self.policy.require.of(item.spec.severity) in {Requirement.WAIVED, Requirement.EXPLAINED}
        return self.outcomes[item.id] is Outcome.UNKNOWN and needs_it

    @cached_property
    def tally(self) -> Tally:
        """What all items weigh, by what they come to."""
        return tally(map(self.counted, self.items), self.policy.weights)

    @cached_property
    def tally_by_department(self) -> dict[str, Tally]:
        """The same for the items of each department, in the order in which they come up."""
        return self._tally_by(department_of)

    @cached_property
    def tally_by_stage(self) -> dict[str, Tally]:
        """The same for the items of each stage, in the order in which they come up."""
        return self._tally_by(stage_of)

    def _tally_by(self, part_of: Callable[[Item], str]) -> dict[str, Tally]:
        groups: dict[str, list[Counted]] = {}
        for item in self.items:
            groups.setdefault(part_of(item), []).append(self.counted(item))
        return {part: tally(group, self.policy.weights) for part, group in groups.items()}

    def counted(self, item: Item) -> Counted:
        """Return an item as the figures see it."""
        planned, ruled_out = item.id in self.planned, item.id in self.ruled_out
        return Counted(item.spec.severity, self.outcomes[item.id], planned, ruled_out)


class Held(NamedTuple):
    """A condition held against one state."""

    holds: bool
    value: str
    failing: tuple[str, ...] = ()
    """Items, departments or stages that fail it, in their order."""
    measured: Fraction | None = None


class Condition(NamedTuple):
    """One demand of a policy. Monotone: meeting a gap never makes it fail."""

    name: str
    demand: str
    hold: Callable[[State], Held]
    limit: Limit | None = None


def conditions(policy: Policy) -> tuple[Condition, ...]:
    """Return a policy as conditions, in the order of the report: requirements, limits, sign-offs."""
    required = [
        _requirement(severity, policy.require.of(severity))
        for severity in Severity
        if policy.require.of(severity) is not Requirement.ANY
    ]
    limits = [_limit(limit) for limit in policy.limits]
    signing = [] if policy.signoffs == "none" else [Condition("sign-offs", "given by all asked", _signed)]
    return (*required, *limits, *signing)


# ---------------------------------------------------------------- requirements
_DEMANDS = {
    Requirement.MET: "all proven",
    Requirement.WAIVED: "all proven or waived",
    Requirement.EXPLAINED: "all proven, planned, waived or refused",
    Requirement.ANSWERED: "all answered",
}


def _requirement(severity: Severity, requirement: Requirement) -> Condition:
    def hold(state: State) -> Held:
        concerned = [item for item in state.items if item.spec.severity is severity]
        applying = [item for item in concerned if item.id not in state.ruled_out]
        failing = tuple(item.id for item in applying if state.route(item) is Route.FAILS)
        value = f"{len(failing)} of {len(applying)} not yet" if failing else f"all {len(applying)}"
        return Held(not failing, value, failing)

    return Condition(f"{severity}s", _DEMANDS[requirement], hold)


# ---------------------------------------------------------------- limits
_NAMES = {
    Measure.PROVEN: "proven",
    Measure.CLAIMED: "claimed",
    Measure.PLANNED: "planned",
    Measure.ANSWERED: "answered",
    Measure.NOT_APPLICABLE_SHARE: "n/a",
}


def _limit(limit: Limit) -> Condition:
    bound = plain(limit.bound)
    unit = "" if limit.measure is Measure.WAIVERS else " %"
    demand = f"{'at most' if limit.measure.has_ceiling else 'at least'} {bound}{unit}"
    if limit.measure is Measure.WAIVERS:
        return Condition(f"waivers of {limit.of}s", demand, lambda state: _count_waivers(state, limit), limit)
    if limit.of is None:
        return Condition(_NAMES[limit.measure], demand, lambda state: _overall(state, limit), limit)
    part = limit.of.removeprefix("each_")
    name = f"{_NAMES[limit.measure]}, each {part}"
    return Condition(name, demand, lambda state: _each(state, limit, part), limit)


def department_of(item: Item) -> str:
    """Return the department of an item."""
    return item.department


def stage_of(item: Item) -> str:
    """Return the stage of an item, as its word."""
    return item.spec.stage.value


def _within(value: Fraction, limit: Limit) -> bool:
    return value <= limit.bound if limit.measure.has_ceiling else value >= limit.bound


def _overall(state: State, limit: Limit) -> Held:
    value = state.tally.share(limit.measure)
    if value is None:
        return Held(state.figures_optional, "nothing applies")
    return Held(_within(value, limit), percent(value), measured=value)


def _each(state: State, limit: Limit, part: str) -> Held:
    groups = state.tally_by_department if part == "department" else state.tally_by_stage
    every = {name: group.share(limit.measure) for name, group in groups.items()}
    values = {name: value for name, value in every.items() if value is not None}
    if not values:
        return Held(holds=True, value="nothing applies")
    extreme = (max if limit.measure.has_ceiling else min)(values, key=values.__getitem__)
    failing = tuple(name for name, value in values.items() if not _within(value, limit))
    return Held(not failing, f"{extreme} {percent(values[extreme])}", failing, values[extreme])


def _count_waivers(state: State, limit: Limit) -> Held:
    used = tuple(item.id for item in state.items if item.spec.severity == limit.of and state.uses_budget(item))
    holds = _within(Fraction(len(used)), limit)
    return Held(holds, str(len(used)), () if holds else used, Fraction(len(used)))


# ---------------------------------------------------------------- sign-offs
def _signed(state: State) -> Held:
    def fails(department: str) -> bool:
        sign_off = state.words[department].sign_off
        match state.signing:
            case Signing.AS_GIVEN:
                return sign_off is None or sign_off.decision is Decision.NO_GO
            case Signing.MISSING_AS_GIVEN:
                return sign_off is not None and sign_off.decision is Decision.NO_GO
            case Signing.ALL_GIVEN:
                return False
        assert_never(state.signing)

    failing = tuple(department for department in state.signers if fails(department))
    refused = [
        department
        for department in failing
        if (sign_off := state.words[department].sign_off) is not None and sign_off.decision is Decision.NO_GO
    ]
    value = f"{len(state.signers) - len(failing)} of {len(state.signers)}"
    return Held(not failing, f"{value}, no-go from {', '.join(refused)}" if refused else value, failing)
