"""Rule `journeys_cover`: every journey goes through the stages, or says why it skips one, and begins at its beginning.

Reads `journeys`. The journey begins the moment a prospect first hears of the product, and does not end with the
purchase: being served afterwards is designed too, not left to chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import Many, OneOf
from readycheck.model.vocabulary import Stage
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class JourneysCover(Rule):
    """Options: the stages."""

    stages: Many[OneOf[Stage]] = Field(
        default=tuple(Stage), min_length=1, description="The stages that a journey goes through.", examples=[["use"]]
    )
    example: ClassVar[str] = """\
journeys:
  - name: Firm buys online
    skips: {grow: Bought once and never again}
    touchpoints:
      - {name: Reads the comparison page, stage: learn, department: marketing}
      - {name: Pays, stage: buy, department: finance}
      - {name: First restore, stage: use, department: support}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "journeys"

    @property
    def wants(self) -> str:
        """What passes."""
        stages = ", ".join(self.stages)
        return f"every journey has a touchpoint in each of {stages}, or says under `skips:` why not, and begins there"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if not subject.plan.journeys:
            return unsaid("what customers go through (`journeys:`)")
        return ruling(self._flaws(subject))

    def _flaws(self, subject: Subject) -> Iterator[Failing]:
        plan, order = subject.plan, tuple(Stage)
        for index, journey in enumerate(plan.journeys or ()):
            owner, due = journey.owner or plan.launch.owner, plan.on(journey.due)
            there = [touchpoint.stage for touchpoint in journey.touchpoints]
            wanted = [stage for stage in self.stages if stage not in journey.skips]
            missing = [stage for stage in wanted if stage not in there]
            vague = [
                stage for stage in journey.skips if subject.flaw_of_proof(("journeys", index, "skips", stage.value))
            ]
            if vague or not wanted:
                text = f"“{journey.name}” does not say why it skips {', '.join(vague or self.stages)}"
                yield Failing(text, owner, due, ("journeys", index, "skips"))
            elif missing:
                text = f"“{journey.name}” has no touchpoint in {', '.join(missing)}"
                yield Failing(text, owner, due, ("journeys", index))
            elif order.index(there[0]) > order.index(wanted[0]):
                text = f"“{journey.name}” begins at {there[0]}, not at {wanted[0]}"
                yield Failing(text, owner, due, ("journeys", index, "touchpoints", 0))
