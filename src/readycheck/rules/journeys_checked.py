"""Rule `journeys_checked`: every journey was drawn from the customer's side, or walked by somebody as a customer would.

Reads `journeys[].drawn` and `journeys[].walked`. What every department ticked may still not add up for the customer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from readycheck.model.base import Many, OneOf, one_or_many
from readycheck.model.plan.entry import Trial
from readycheck.model.vocabulary import Audience
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.trial import flaw_of_trial


class JourneysChecked(Rule):
    """Options: drawn or walked, with whom, and how old that may be."""

    what: Literal["drawn", "walked"] = Field(description="drawn or walked.", examples=["walked"])
    audiences: Annotated[Many[OneOf[Audience]], one_or_many(OneOf[Audience])] = Field(
        default=(), alias="with", description="With whom; else with anybody.", examples=["customers"]
    )
    max_age_days: int = Field(default=180, ge=1, le=3650, description="Older ones do not count.", examples=[90])
    example: ClassVar[str] = """\
journeys:
  - name: Firm buys online
    drawn: {date: 2026-09-02, with: customers, evidence: research/map.md}
    walked: {date: 2026-11-10, by: ola.berg, evidence: research/walk.md}
    touchpoints:
      - {name: Pays, stage: buy, department: finance}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return f"journeys, `{self.what}:`"

    @property
    def wants(self) -> str:
        """What passes."""
        who = f" with {' or '.join(self.audiences)}" if self.audiences else ""
        return (
            f"every journey was {self.what}{who}, with evidence, at most {self.max_age_days} days before the milestone"
        )

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        journeys = subject.plan.journeys or ()
        if not any(getattr(journey, self.what) for journey in journeys):
            return unsaid(f"that any journey was {self.what} (`{self.what}:`)")
        return ruling(self._flaws(subject))

    def _flaws(self, subject: Subject) -> Iterator[Failing]:
        plan = subject.plan
        for index, journey in enumerate(plan.journeys or ()):
            path = ("journeys", index, self.what)
            trial = journey.drawn if self.what == "drawn" else journey.walked
            flaw = flaw_of_trial(trial, path, subject, max_age_days=self.max_age_days, audiences=self.audiences)
            owner = journey.owner or plan.launch.owner
            if flaw is None and self.what == "walked":
                flaw = _flaw_of_walker(trial, owner)
            if flaw is not None:
                yield Failing(f"“{journey.name}” {flaw}", owner, plan.on(journey.due), path)


def _flaw_of_walker(trial: Trial | None, owner: str) -> str | None:
    """Return why a walk by colleagues is no walk by somebody else; None where it is, or where outsiders went."""
    if trial is None or trial.audience is not Audience.COLLEAGUES:
        return None
    if trial.by is None:
        return "was walked, but nobody is named who did (`by:`)"
    return "was walked by its own owner only" if trial.by == owner else None
