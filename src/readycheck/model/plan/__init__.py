"""The launch plan: the document that describes one launch (design.md §2), a module for each of its parts.

A plan says what people know, plan and have proven. It decides nothing: what applies, what counts
and what follows from it is worked out in `rules` and `audit`.
"""

from readycheck.model.plan.agreement import Condition, MeetingDecision, SignOff, Waiver
from readycheck.model.plan.answer import Answer, Evidence
from readycheck.model.plan.document import LaunchPlan

__all__ = ["Answer", "Condition", "Evidence", "LaunchPlan", "MeetingDecision", "SignOff", "Waiver"]
