"""Rule `hard_questions`: every touchpoint was asked how it really works, and each question has an answer.

Reads `journeys[].touchpoints[].questions`. What nobody can answer is closed before it becomes an escalation.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid
from readycheck.rules.way import steps


class HardQuestions(Rule):
    """No options."""

    example: ClassVar[str] = """\
journeys:
  - name: Firm buys online
    touchpoints:
      - name: Loses its key
        stage: use
        department: support
        questions:
          - {how: How does a firm get its key back?, answer: "By post, in two days, to the address in the contract"}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "journeys, `questions:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return "every touchpoint was asked at least one question of how it works, and each question has an answer"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if not any(step.touchpoint.questions for step in steps(subject.plan)):
            return unsaid("what any touchpoint was asked (`questions:`)")
        return ruling(_flaws(subject))


def _flaws(subject: Subject) -> Iterator[Failing]:
    plan = subject.plan
    for step in steps(plan):
        if not step.touchpoint.questions:
            yield Failing(f"{step.name} was asked no question", step.owner, step.due, step.path)
        for index, question in enumerate(step.touchpoint.questions):
            path = (*step.path, "questions", index)
            answered = question.answer is not None
            flaw = subject.flaw_of_proof((*path, "answer")) if answered else "no answer"
            if flaw is not None:
                owner, due = question.owner or step.owner, plan.on(question.due) or step.due
                yield Failing(f"“{question.how}” at {step.name}: {flaw}", owner, due, path)
