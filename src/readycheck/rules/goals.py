"""Rule `goals`: the plan says how customers are identified, won, kept, sold more, and used to expand.

Reads `customers.goals`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar

from readycheck.model.vocabulary import Goal
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Goals(Rule):
    """No options."""

    example: ClassVar[str] = """\
customers:
  goals:
    identify: Firms without a server room, from the bar's register
    win: A restore of their own files in the trial, beside their old product
    keep: A test restore each quarter, with the report in their hands
    sell_more: Archive for closed cases, offered after the second test restore
    expand: Two reference firms in each county before we hire for the next
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "customers, `goals:`"

    @property
    def wants(self) -> str:
        """What passes."""
        return f"a sentence for each of {', '.join(Goal)}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        customers = subject.plan.customers
        if customers is None or customers.goals is None:
            return unsaid("how customers are won and kept (`customers.goals:`)")
        return ruling(_flaws(customers.goals, subject.plan.on(customers.due), subject))


_WORDS = {
    Goal.IDENTIFY: "identified",
    Goal.WIN: "won",
    Goal.KEEP: "kept",
    Goal.SELL_MORE: "sold more",
    Goal.EXPAND: "used to expand",
}


def _flaws(goals: Mapping[Goal, str], due: date | None, subject: Subject) -> Iterator[Failing]:
    for goal in Goal:
        path = ("customers", "goals", goal.value)
        flaw = subject.flaw_of_proof(path) if goal in goals else "not said"
        if flaw is not None:
            yield Failing(f"how customers are {_WORDS[goal]} (`goals: {goal}`): {flaw}", None, due, path)
