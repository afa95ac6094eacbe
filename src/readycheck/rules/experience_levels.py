"""Rule `experience_levels`: each journey is thought of as a first impression, in use, and in memory.

Reads `journeys[].touchpoints[].feel`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Feel
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class ExperienceLevels(Rule):
    """No options."""

    example: ClassVar[str] = """\
journeys:
  - name: Firm buys online
    touchpoints:
      - {name: Sees the comparison page, stage: learn, department: marketing, feel: first_impression}
      - {name: First restore, stage: use, department: support, feel: in_use}
      - {name: Yearly report of what was saved, stage: grow, department: product, feel: in_memory}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "journeys, `feel:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return f"each journey has a touchpoint with each of `feel:` {', '.join(Feel)}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        journeys = subject.plan.journeys or ()
        if not any(touchpoint.feel for journey in journeys for touchpoint in journey.touchpoints):
            return unsaid("how any touchpoint is felt (`feel:`)")
        return ruling(_missing(subject.plan))


def _missing(plan: LaunchPlan) -> Iterator[Failing]:
    for index, journey in enumerate(plan.journeys or ()):
        there = {touchpoint.feel for touchpoint in journey.touchpoints}
        missing = [feel for feel in Feel if feel not in there]
        if missing:
            text = f"“{journey.name}” has no touchpoint with `feel: {'` or `feel: '.join(missing)}`"
            yield Failing(text, journey.owner or plan.launch.owner, plan.on(journey.due), ("journeys", index))
