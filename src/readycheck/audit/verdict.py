"""From conditions to a verdict and a course (design.md §6). Every state has exactly one of each."""

from __future__ import annotations

from readycheck.model.vocabulary import Course, Verdict


def decide_verdict(*, holds_at_worst: bool, holds_at_best: bool, relies_on_exceptions: bool) -> Verdict:
    """Return the verdict from whether every condition holds as things stand, and with every unknown met."""
    if not holds_at_best:
        return Verdict.NO_GO
    if not holds_at_worst:
        return Verdict.UNDECIDED
    return Verdict.GO_WITH_CONDITIONS if relies_on_exceptions else Verdict.GO


def decide_course(*, holds_if_planned: bool, holds_if_all_in_time: bool) -> Course:
    """Return the course from whether every condition holds once the plan is kept, and once all that can be is met."""
    if holds_if_planned:
        return Course.ON_COURSE
    return Course.OFF_COURSE if holds_if_all_in_time else Course.UNREACHABLE
