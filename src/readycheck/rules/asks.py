"""Rule `asks`: everything that a department needs from others has arrived.

Reads `departments.<department>.asks`. Launches fail where one department waits for another that
was never asked; so a department that asks for nothing says so with `asks: []`.
"""

from __future__ import annotations

from readycheck.model.vocabulary import Truth
from readycheck.rules.interface import Failing, Rule, Ruling, Subject


class Asks(Rule):
    """No options."""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "asks"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan, department = subject.plan, subject.department
        part = plan.departments.get(department)
        if part is None or part.asks is None:
            return Ruling(Truth.UNKNOWN, f"the plan does not say what {department} needs from others (`asks:`)")
        failing = tuple(
            Failing(
                text=f"not yet from {ask.of}: {ask.what}",
                owner=ask.owner or plan.lead_of(ask.of),
                due=plan.on(ask.by),
                path=("departments", department, "asks", index),
            )
            for index, ask in enumerate(part.asks)
            if ask.got is None or ask.got > subject.as_of
        )
        return Ruling(Truth.NO if failing else Truth.YES, failing=failing)
