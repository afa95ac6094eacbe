"""What a plan comes to for a milestone, without the findings: for many plans, or many revisions of one."""

from __future__ import annotations

from readycheck.audit.assessment import conclude
from readycheck.audit.report import blockers_of
from readycheck.audit.standing import Inputs, stand
from readycheck.model.trend import Point


def point(inputs: Inputs, milestone: str) -> Point:
    """Return what a plan comes to for a dated milestone. Says what `audit` says."""
    standing = stand(inputs, milestone)
    verdict, course = conclude(inputs, standing)
    state = standing.state
    return Point(
        milestone=milestone,
        milestone_day=standing.milestone_day,
        verdict=verdict,
        course=course,
        figures=state.tally.figures,
        blockers=blockers_of(state),
        gaps=sum(state.outcomes[item.id].is_gap for item in state.items),
    )
