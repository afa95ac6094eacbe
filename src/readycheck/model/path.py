"""The path to green: the least work that makes it a go, by whom and by when (design.md §7)."""

from datetime import date
from enum import StrEnum, unique
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.outlook import Earliest
from readycheck.model.report import Finding, Source
from readycheck.model.vocabulary import Course, Verdict


class Handover(NamedTuple):
    """What waits for a task and is somebody else's."""

    item: str
    to: Who | None


class Task(NamedTuple):
    """A gap on the path to green."""

    gap: Finding
    what: str
    """What its owner does: `closes legal.licence-terms`."""
    how: str
    """How to begin."""
    start: date
    """The first day on which work on it can begin."""
    latest_start: date
    """The last day on which it may begin."""
    finish_by: date
    """The last day on which it may be closed, so that all that waits for it is in time."""
    after: tuple[str, ...]
    """The tasks that come first."""
    hands_over: tuple[Handover, ...]
    """Tasks of others that wait for it."""


class Choice(NamedTuple):
    """A profile fact to decide; on the path it counts as yes."""

    fact: str
    question: str
    owner: Who
    items: tuple[str, ...]
    """What hangs on it."""


class Commitment(NamedTuple):
    """A gap that the go relies on although it is not on the path: it is planned, and must be kept."""

    item: str
    owner: Who | None
    by: date


class SignOffToGet(NamedTuple):
    """A word that is missing, or that is no-go and must become another."""

    department: str
    by: Who | None
    is_no_go: bool


class Obstacle(NamedTuple):
    """A condition that nothing can meet by the day that is planned."""

    name: str
    demand: str
    value: str
    """What can be had at most."""
    items: tuple[str, ...]
    """The items or departments that fail it."""


@unique
class Change(StrEnum):
    """What kind of thing may be changed."""

    DATE = "date"
    """The milestone moves to `day`."""
    HURRY = "hurry"
    """The item is closed by `day` instead of by `instead`."""
    WAIVER = "waiver"
    """The item is waived."""
    DEPUTY = "deputy"
    """The person gets a deputy."""
    FACT = "fact"
    """The profile fact is no."""
    LIMIT = "limit"
    """The condition is content with what can be had."""


class Relaxation(NamedTuple):
    """One thing that, changed alone, would open a path to the day that is planned."""

    change: Change
    subject: str
    """The milestone, item, person's id, fact or condition."""
    who: Who | None
    """Who can change it; None where that is for the meeting."""
    day: date | None = None
    instead: date | None = None


class PathToGreen(NamedTuple):
    """The least work that makes it a go, by whom and by when."""

    tool_version: str
    as_of: date
    plan: str
    """The plan as the user named it."""
    sources: tuple[Source, ...]
    policy_name: str
    policy_sha256: str
    policy_files: tuple[Source, ...]
    launch: str
    milestone: str
    milestone_day: date
    """The day that is planned."""
    day: date | None
    """The day that the path leads to: the one planned, else the earliest; None where there is none."""
    verdict: Verdict
    """As things stand."""
    course: Course
    earliest: Earliest
    tasks: tuple[Task, ...]
    """In the order in which they must be begun."""
    gaps: int
    """How many tasks there are in all."""
    work_days: int
    """Days of work in all."""
    is_least: bool
    """Whether it is proven that no less work will do."""
    choices: tuple[Choice, ...]
    commitments: tuple[Commitment, ...]
    signoffs: tuple[SignOffToGet, ...]
    obstacles: tuple[Obstacle, ...]
    """Why the day that is planned cannot be reached; empty where it can."""
    relaxations: tuple[Relaxation, ...]
    """What would open a path to the day that is planned, each alone."""
    people: tuple[str, ...]
    """Everybody's id, in the order of the alphabet."""
    departments: tuple[str, ...]
    shown: str = ""
    """What the tasks were narrowed to; empty where all are shown."""
    defects: tuple[str, ...] = ()
    """Items whose rule crashed: a defect of this program, so that the run exits 70."""
    unread: tuple[str, ...] = ()
    """Files of the plan that could not be read; their answers are missing here."""

    @property
    def is_reachable(self) -> bool:
        """Whether the day that is planned can be reached."""
        return self.day == self.milestone_day
