"""The touchpoints of a plan in order, with places and owners: what several rules walk. No rule kind of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.journey import Journey, Touchpoint


class Step(NamedTuple):
    """A touchpoint on a journey."""

    journey: Journey
    touchpoint: Touchpoint
    path: PlanPath
    owner: str | None
    """Who answers for it: as named, else the lead of its department."""
    due: date | None
    """When what it lacks will be there: as dated, else as its journey is."""

    @property
    def name(self) -> str:
        """The touchpoint's name as it is printed, between quotes."""
        return f"“{self.touchpoint.name}”"


def steps(plan: LaunchPlan) -> Iterator[Step]:
    """Yield every touchpoint of every journey, in the order of the plan."""
    for index in range(len(plan.journeys or ())):
        yield from steps_of(plan, index)


def steps_of(plan: LaunchPlan, index: int) -> Iterator[Step]:
    """Yield the touchpoints of one journey, in the order in which the customer meets them."""
    journey = (plan.journeys or ())[index]
    for number, touchpoint in enumerate(journey.touchpoints):
        yield Step(
            journey,
            touchpoint,
            ("journeys", index, "touchpoints", number),
            touchpoint.owner or plan.lead_of(touchpoint.department),
            plan.on(touchpoint.due or journey.due),
        )
