"""Rule `scenarios`: what could go wrong was thought through, somebody owns the answer, and it was rehearsed.

Reads `scenarios`. The profile decides which topics are called for.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import Identifier
from readycheck.model.plan.launching import Scenario
from readycheck.rules.calls import Facts, called_for, in_words
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Scenarios(Rule):
    """Options: the topics, each with the facts that call for it; and how old a rehearsal may be."""

    topics: dict[Identifier, Facts] = Field(
        min_length=1,
        description="Topics, each with the facts that must all be yes; none means always.",
        examples=[{"outage": ["hosted"]}],
    )
    max_age_days: int = Field(default=180, ge=1, le=3650, description="Older rehearsals do not count.", examples=[180])
    example: ClassVar[str] = """\
people:
  sam.ito: cloud-ops
scenarios:
  - about: outage
    what_if: The region fails
    answer: We serve from the second region within the hour, and tell customers every 30 minutes
    owner: sam.ito
    rehearsed: 2026-11-02
    evidence: ops/failover.md
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "scenarios"

    @property
    def wants(self) -> str:
        """What passes."""
        return (
            f"one `about:` each of these, answered, owned, and rehearsed with evidence at most {self.max_age_days} "
            f"days before the milestone: {in_words(self.topics)}"
        )

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if subject.plan.scenarios is None:
            return unsaid("what could go wrong (`scenarios:`)")
        called = called_for(self.topics, subject.plan)
        return ruling([*self._missing(called.names, subject), *self._flawed(called.names, subject)], called.undecided)

    def _missing(self, topics: tuple[str, ...], subject: Subject) -> Iterator[Failing]:
        there = {scenario.about for scenario in subject.plan.scenarios or ()}
        for topic in topics:
            if topic not in there:
                yield Failing(f"no scenario is about {topic}", None, None, ("scenarios",))

    def _flawed(self, topics: tuple[str, ...], subject: Subject) -> Iterator[Failing]:
        plan = subject.plan
        for index, scenario in enumerate(plan.scenarios or ()):
            path = ("scenarios", index)
            flaw = self._flaw(scenario, path, subject, called=scenario.about in topics)
            if flaw is not None:
                yield Failing(f"“{scenario.what_if}” {flaw}", scenario.owner, plan.on(scenario.due), path)

    def _flaw(self, scenario: Scenario, path: tuple[str, int], subject: Subject, *, called: bool) -> str | None:
        if scenario.owner is None:
            return "has no owner"
        if scenario.answer is None:
            return "has no answer"
        flaw = subject.flaw_of_proof((*path, "answer"))
        if flaw is not None or not called:
            return f"has an answer that says nothing: {flaw}" if flaw is not None else None
        if scenario.rehearsed is None:
            return "was not rehearsed"
        late = subject.flaw_of_day(scenario.rehearsed, self.max_age_days)
        flaw = f"that {late}" if late is not None else subject.flaw_of_proof((*path, "evidence"))
        return f"was rehearsed: {flaw}" if flaw is not None else None
