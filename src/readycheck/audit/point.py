"""What a plan comes to for a milestone, without the findings: for many plans, or many revisions of one."""

from __future__ import annotations

from readycheck.audit.assessment import assess
from readycheck.audit.report import blockers_of
from readycheck.audit.standing import Inputs
from readycheck.model.trend import Point


def point(inputs: Inputs, milestone: str) -> Point:
    """Return what a plan comes to for a dated milestone. Says what `audit` says."""
    assessment = assess(inputs, milestone)
    state = assessment.state
    return Point(
        milestone=milestone,
        milestone_day=assessment.milestone_day,
        verdict=assessment.verdict,
        course=assessment.course,
        figures=state.tally.figures,
        blockers=blockers_of(assessment),
        gaps=sum(state.outcomes[item.id].is_gap for item in state.items),
    )
