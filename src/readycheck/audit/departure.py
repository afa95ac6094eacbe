"""Departures: every way in which an audit differs from the default, so that no change of the rules goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction

from readycheck.audit.assessment import Assessment
from readycheck.audit.standing import Inputs
from readycheck.model.checklist import Item
from readycheck.model.departure import Departure
from readycheck.model.number import plain
from readycheck.model.policy import Limit
from readycheck.model.vocabulary import LaunchClass, Truth


def departures(inputs: Inputs, assessment: Assessment, fail_under: float | None, slip: int) -> tuple[Departure, ...]:
    """Return the departures: options, class, profile, milestones, policy, tailoring, own items."""
    asked = () if fail_under is None else (Departure("--fail-under", f"proven at least {fail_under:g}"),)
    day = assessment.milestone_day
    dates = f"{assessment.milestone} on {day} instead of {day - timedelta(days=slip)}; what follows moves along"
    return (
        *_online(inputs),
        *((Departure("--slip", dates),) if slip else ()),
        *_launch(inputs, assessment),
        *_policy(inputs),
        *asked,
        *_items(inputs, assessment),
    )


def _online(inputs: Inputs) -> Iterator[Departure]:
    opened = inputs.facts.opened
    if opened is None:
        return
    counts = [f"{opened.dead} dead"] if opened.dead else []
    counts += [f"{opened.unreached} could not be checked"] if opened.unreached else []
    came = f": {', '.join(counts)}" if counts else ""
    links = "1 link was" if opened.links == 1 else f"{opened.links} links were"
    yield Departure("--online", f"{links} opened on {opened.day}{came}")


def _launch(inputs: Inputs, assessment: Assessment) -> Iterator[Departure]:
    plan = inputs.plan
    if plan.launch.launch_class is not LaunchClass.STANDARD:
        yield Departure("class", plan.launch.launch_class.value)
    for fact in inputs.catalogue.facts:
        value = plan.profile.get(fact, Truth.UNKNOWN)
        concerned = [item for item in assessment.state.items if fact in item.spec.applies.profile]
        weight = sum((inputs.policy.weights.of(item.spec.severity) for item in concerned), Fraction(0))
        if value is Truth.NO and weight:
            yield Departure(f"profile: {fact} is no", f"rules out {plain(weight)} points in {_count(concerned)}")
    for department, part in plan.departments.items():
        if part.done_by is not None:
            yield Departure(f"{department} is done by {part.done_by}", "nothing is handed over between the two")
    undated = [name for name in inputs.policy.milestones if name not in inputs.timeline.days]
    if undated:
        yield Departure("milestones without a date", ", ".join(undated))
    if inputs.catalogue.newer:
        yield Departure(
            "pinned checklists", f"{plan.checklists}: {len(inputs.catalogue.newer)} newer items do not count"
        )


def _count(items: list[Item]) -> str:
    return f"{len(items)} item{'s' if len(items) != 1 else ''}"


def _policy(inputs: Inputs) -> Iterator[Departure]:
    policy = inputs.policy
    for key in policy.overridden:
        yield Departure(f"policy: {key}", shown(getattr(policy, key)))
    if not inputs.catalogue.shipped:
        yield Departure("policy: shipped_checklists", "left out")


def shown(value: object) -> str:
    """Return a value of a policy in words."""
    if isinstance(value, tuple):
        return "; ".join(map(shown, value)) or "none"
    if isinstance(value, Limit):
        of = f" of {value.of}" if value.of else ""
        return f"{value.measure}{of} {'at most' if value.measure.has_ceiling else 'at least'} {plain(value.bound)}"
    if hasattr(value, "model_dump"):
        return ", ".join(f"{key} {word}" for key, word in value.model_dump().items())
    return str(value)


def _items(inputs: Inputs, assessment: Assessment) -> Iterator[Departure]:
    for item in inputs.catalogue.items:
        if item.tailored is not None:
            yield Departure(f"tailored: {item.id}", f"{item.tailored.change} ({item.tailored.reason})")
    own = [item for item in assessment.state.items if item.own]
    if own:
        weight = sum((inputs.policy.weights.of(item.spec.severity) for item in own), Fraction(0))
        yield Departure("own items", f"{_count(own)}, {plain(weight)} points")
