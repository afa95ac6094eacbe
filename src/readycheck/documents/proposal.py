"""What a first plan proposes beside the items: journeys, the handoffs that they need, measures, what-ifs, cover.

A proposal is no answer. It names what the rules in force ask for, so that nobody has to look that up.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from readycheck.documents import packaged
from readycheck.model.checklist import Item
from readycheck.model.kind import LaunchKind, LaunchKinds
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.journey import Journey
from readycheck.rules import parse_rule
from readycheck.rules.announcements import Announcements
from readycheck.rules.handoffs_accepted import crossings
from readycheck.rules.launch_week import LaunchWeek
from readycheck.rules.metrics import Metrics
from readycheck.rules.scenarios import Scenarios


class Measure(NamedTuple):
    """A measure that a rule asks for by its id."""

    id: str
    kind: str
    department: str


class Proposal(NamedTuple):
    """What the sections of a first plan may look like."""

    kinds: frozenset[str]
    """The kinds of rules that apply: a section that none of them reads is left out."""
    journeys: tuple[Journey, ...]
    handoffs: tuple[str, ...]
    measures: tuple[Measure, ...]
    topics: tuple[str, ...]
    cover: tuple[str, ...]
    audiences: tuple[str, ...]


def load_kinds() -> dict[str, LaunchKind]:
    """Return the shipped kinds of launch, in the order of asking."""
    return LaunchKinds.model_validate(packaged.value(packaged.KINDS)).kinds


def narrowed(journeys: Iterable[Journey], departments: frozenset[str]) -> tuple[Journey, ...]:
    """Return journeys with the touchpoints of these departments only; one that has none is left out."""
    kept = []
    for journey in journeys:
        own = tuple(touchpoint for touchpoint in journey.touchpoints if touchpoint.department in departments)
        if own:
            kept.append(journey.model_copy(update={"touchpoints": own}))
    return tuple(kept)


def propose(plan: LaunchPlan, applying: Iterable[Item]) -> Proposal:
    """Return what a plan with these journeys may say for the items that apply, or may."""
    rules = [(item, parse_rule(item.spec.rule)) for item in applying if item.spec.rule is not None]
    measures: dict[str, Measure] = {}
    topics: dict[str, None] = {}
    cover: dict[str, None] = {}
    audiences: dict[str, None] = {}
    for item, rule in rules:
        match rule:
            case Metrics():
                department = rule.department or item.department
                for name in rule.names:
                    measures.setdefault(name, Measure(name, (rule.of or "kpi"), department))
            case Scenarios():
                topics |= dict.fromkeys(name for name, facts in rule.topics.items() if not plan.rules_out(facts))
            case LaunchWeek():
                cover |= dict.fromkeys(
                    name
                    for name, facts in rule.departments.items()
                    if not plan.rules_out(facts) and name in plan.departments
                )
            case Announcements():
                audiences |= dict.fromkeys(rule.to)
            case _:
                pass
    kinds = frozenset(item.spec.rule.kind for item, _ in rules if item.spec.rule is not None)
    return Proposal(
        kinds=kinds,
        journeys=(plan.journeys or ()) if "journeys_cover" in kinds else (),
        handoffs=tuple(dict.fromkeys(str(crossing.ends) for crossing in crossings(plan))),
        measures=tuple(measures.values()),
        topics=tuple(topics),
        cover=tuple(cover),
        audiences=tuple(audiences),
    )
