"""What a plan's sections offer as proof, and where: texts that point to something, or that say something."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.plan import Evidence, LaunchPlan
from readycheck.model.plan.journey import Journey


class Label(NamedTuple):
    """A text of a word or two, which must be no placeholder and need say no more."""

    text: str


#: What stands at one place: proofs in the order of the plan.
Offer = tuple[PlanPath, tuple[str | Evidence | Label, ...]]


def offers(plan: LaunchPlan) -> Iterator[Offer]:
    """Yield every offer of the plan's sections, in the order of the plan."""
    yield from _customers(plan)
    for index, journey in enumerate(plan.journeys or ()):
        yield from _journey(journey, ("journeys", index))
    for index, scenario in enumerate(plan.scenarios or ()):
        yield from _text(("scenarios", index, "answer"), scenario.answer)
        yield ("scenarios", index, "evidence"), scenario.evidence
    if plan.rollback is not None:
        yield from _text(("rollback", "if"), plan.rollback.trigger)
        yield from _text(("rollback", "how"), plan.rollback.how)
    for index, announcement in enumerate(plan.announcements or ()):
        yield from _text(("announcements", index, "text"), announcement.text)
    for index, handoff in enumerate(plan.handoffs or ()):
        yield from _label(("handoffs", index, "when"), handoff.when)
        for number, carried in enumerate(handoff.carries):
            yield from _label(("handoffs", index, "carries", number), carried)
    yield from _costs(plan)


def _label(path: PlanPath, text: str | None) -> Iterator[Offer]:
    if text is not None:
        yield path, (Label(text),)


def _text(path: PlanPath, text: str | None) -> Iterator[Offer]:
    if text is not None:
        yield path, (text,)


def _customers(plan: LaunchPlan) -> Iterator[Offer]:
    if plan.customers is None:
        return
    for index, segment in enumerate(plan.customers.segments or ()):
        yield from _text(("customers", "segments", index, "persona"), segment.persona)
        yield from _text(("customers", "segments", index, "pain"), segment.pain)
        for worth, text in segment.value.items():
            yield from _label(("customers", "segments", index, "value", worth.value), text)
    for index, account in enumerate(plan.customers.accounts or ()):
        yield from _text(("customers", "accounts", index, "brief"), account.brief)
    for index, involved in enumerate(plan.customers.involved or ()):
        yield ("customers", "involved", index, "evidence"), involved.evidence
    for goal, text in (plan.customers.goals or {}).items():
        yield ("customers", "goals", goal.value), (text,)


def _journey(journey: Journey, path: PlanPath) -> Iterator[Offer]:
    for stage, why in journey.skips.items():
        yield (*path, "skips", stage.value), (why,)
    for key, trial in (("drawn", journey.drawn), ("walked", journey.walked)):
        if trial is not None:
            yield (*path, key, "evidence"), trial.evidence
    for index, touchpoint in enumerate(journey.touchpoints):
        place = (*path, "touchpoints", index)
        yield from _label((*place, "promise"), touchpoint.promise)
        yield from _label((*place, "kept_by", "service"), touchpoint.kept_by.service if touchpoint.kept_by else None)
        if touchpoint.tested is not None:
            yield (*place, "tested", "evidence"), touchpoint.tested.evidence
        for number, question in enumerate(touchpoint.questions):
            yield from _text((*place, "questions", number, "answer"), question.answer)


def _costs(plan: LaunchPlan) -> Iterator[Offer]:
    for index, waiver in enumerate(plan.waivers):
        for serves, text in waiver.costs.items():
            yield ("waivers", index, "costs", serves.value), (text,)
    for department, part in plan.departments.items():
        for key, answer in part.items.items():
            for serves, text in answer.costs.items():
                yield ("departments", department, "items", key, "costs", serves.value), (text,)
