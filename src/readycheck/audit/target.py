"""What a policy demands of the gaps, as sums: so much must be gained, and each item adds a part of it.

A condition says whether a state is enough. A target says how far a state is from that, so that the least work that
closes the distance can be looked for. Each is the sum over items that its condition is made of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from math import ceil
from typing import NamedTuple

from readycheck.audit.condition import Route, State, department_of, stage_of
from readycheck.audit.readiness import worth
from readycheck.model.checklist import Item
from readycheck.model.policy import Limit
from readycheck.model.vocabulary import Measure, Outcome, Requirement, Severity


class Target(NamedTuple):
    """What some items together must be worth."""

    items: frozenset[str]
    worth: Callable[[Item, State], int]
    """What one of them is worth in a state. Looks at that item only, and never falls when a gap is met."""
    least: int

    def of(self, item: Item, state: State) -> int:
        """Return what an item adds."""
        return self.worth(item, state) if item.id in self.items else 0


def targets(state: State) -> Iterator[Target]:
    """Yield what a policy demands, but for what no gap changes: shares of n/a, and sign-offs."""
    for severity in Severity:
        if state.policy.require.of(severity) is not Requirement.ANY:
            concerned = (item for item in state.items if item.spec.severity is severity)
            yield Target(_ids(concerned), _unless_it_fails, 0)
    for limit in state.policy.limits:
        if limit.measure is Measure.WAIVERS:
            concerned = (item for item in state.items if item.spec.severity == limit.of)
            yield Target(_ids(concerned), _unless_it_uses_budget, -int(limit.bound))
        elif limit.measure is not Measure.NOT_APPLICABLE_SHARE:
            yield from _shares(state, limit)


def _ids(items: Iterable[Item]) -> frozenset[str]:
    return frozenset(item.id for item in items)


def _unless_it_fails(item: Item, state: State) -> int:
    return -(state.route(item) is Route.FAILS)


def _unless_it_uses_budget(item: Item, state: State) -> int:
    return -state.uses_budget(item)


def _shares(state: State, limit: Limit) -> Iterator[Target]:
    weights = state.policy.weights
    groups: dict[str, list[Item]] = {}
    for item in state.items:
        if state.outcomes[item.id] is not Outcome.NOT_APPLICABLE:
            groups.setdefault(_group(item, limit), []).append(item)

    def points(item: Item, case: State) -> int:
        return worth(case.counted(item), limit.measure, weights)

    for group in groups.values():
        possible = sum(weights.scaled[item.spec.severity] for item in group)
        yield Target(_ids(group), points, ceil(limit.bound * possible / 100))


def _group(item: Item, limit: Limit) -> str:
    match limit.of:
        case "each_department":
            return department_of(item)
        case "each_stage":
            return stage_of(item)
        case _:
            return ""
