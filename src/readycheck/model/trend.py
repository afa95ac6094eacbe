"""The way of a plan: what an audit says of each of its revisions, by one and the same policy."""

from datetime import date
from typing import NamedTuple

from readycheck.model.figures import BlockerCount, Figures
from readycheck.model.vocabulary import Course, Verdict


class Point(NamedTuple):
    """What a plan came to on a day."""

    milestone: str
    """The one that was next on that day, or that was asked for."""
    milestone_day: date
    verdict: Verdict
    course: Course
    figures: Figures
    blockers: BlockerCount
    gaps: int
    """How many gaps count for the milestone."""


class Step(NamedTuple):
    """A revision of a plan."""

    commit: str
    day: date
    """When it was committed, UTC; the audit is as of that day."""
    point: Point | None
    """None where the plan could not be audited."""
    problem: str = ""
    """Why it could not be."""


class Trend(NamedTuple):
    """The revisions of a plan, oldest first."""

    tool_version: str
    plan: str
    """The plan as the user named it."""
    launch: str
    """The launch's name."""
    policy_name: str
    checklists_version: str
    steps: tuple[Step, ...]
