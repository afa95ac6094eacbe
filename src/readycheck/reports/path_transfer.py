"""What `readycheck next` says as a published format: types of its own, as those of the report (`transfer`)."""

from __future__ import annotations

from pydantic import Field

from readycheck.reports.outlook_transfer import EarliestOut
from readycheck.reports.value import PlaceOut, SourceOut, Transfer

SCHEMA_VERSION = 1


class HandoverOut(Transfer):
    """Something of somebody else's that waits for a task."""

    item: str = Field(description="What waits.")
    to: str | None = Field(description="Whose it is.")


class TaskOut(Transfer):
    """A gap on the path."""

    item: str = Field(description="The item.")
    title: str = Field(description="What must hold.")
    severity: str = Field(description="blocker, major, minor or info.")
    outcome: str = Field(description="unproven, open or unknown.")
    reason: str = Field(description="What decided the outcome.")
    owner: str | None = Field(description="Whose it is.")
    what: str = Field(description="What the owner does.")
    how: str = Field(description="How to begin.")
    days: int = Field(description="Days of work left.")
    start: str = Field(description="The first day on which it can begin.")
    latest_start: str = Field(description="The last day on which it may begin.")
    finish: str = Field(description="When it is closed at the earliest.")
    finish_by: str = Field(description="The last day on which it may be closed.")
    after: tuple[str, ...] = Field(description="The tasks that come first.")
    hands_over: tuple[HandoverOut, ...] = Field(description="What waits for it and is somebody else's.")
    place: PlaceOut = Field(description="Where it stands in the plan.")


class ChoiceOut(Transfer):
    """A profile fact to decide; on the path it counts as yes."""

    fact: str = Field(description="The fact.")
    question: str = Field(description="What is asked.")
    owner: str = Field(description="Who decides.")
    items: tuple[str, ...] = Field(description="What hangs on it.")


class CommitmentOut(Transfer):
    """A planned gap on which the go would rely."""

    item: str = Field(description="The item.")
    owner: str | None = Field(description="Who said to close it.")
    by: str = Field(description="Until when.")


class SignOffOut(Transfer):
    """A word that is missing."""

    department: str = Field(description="The department.")
    by: str | None = Field(description="Who gives it.")
    is_no_go: bool = Field(description="Whether it was given, and is no-go.")


class ObstacleOut(Transfer):
    """A condition that nothing can meet by the day that is planned."""

    name: str = Field(description="The condition.")
    demand: str = Field(description="What is asked.")
    value: str = Field(description="What can be had at most.")
    items: tuple[str, ...] = Field(description="The items, departments or stages that fail it.")


class RelaxationOut(Transfer):
    """One thing that, changed alone, would open a path."""

    change: str = Field(description="date, hurry, waiver, deputy, fact or limit.")
    subject: str = Field(description="The milestone, item, person, fact or condition.")
    who: str | None = Field(description="Who can change it.")
    day: str | None = Field(description="The day that goes with it.")
    instead: str | None = Field(description="The day that it is instead of.")


class PathOut(Transfer):
    """What `readycheck next` says: the least work that makes it a go."""

    schema_version: int = Field(description="The version of this format.")
    tool: str = Field(description="Name and version of the program.")
    plan: str = Field(description="The plan as named on the command line.")
    sources: tuple[SourceOut, ...] = Field(description="The files that were read.")
    policy: str = Field(description="The policy file over those that it extends, or built-in.")
    policy_sha256: str = Field(description="SHA-256 over the names and bytes of the policy's files, as in a report.")
    policy_files: tuple[SourceOut, ...] = Field(description="Policies and own checklists that were read.")
    unread: tuple[str, ...] = Field(description="Files that could not be read; their answers are missing.")
    launch: str = Field(description="The launch's name.")
    as_of: str = Field(description="The day on which it was looked for, UTC.")
    milestone: str = Field(description="The milestone.")
    milestone_day: str = Field(description="The day that is planned.")
    is_reachable: bool = Field(description="Whether that day can be reached.")
    day: str | None = Field(description="The day to which the path leads; null where there is none.")
    verdict: str = Field(description="As things stand.")
    course: str = Field(description="Whether the plan leads there.")
    earliest: EarliestOut = Field(description="The first day on which the milestone can be reached.")
    gaps: int = Field(description="How many tasks there are in all.")
    work_days: int = Field(description="Days of work in all.")
    is_least: bool = Field(description="Whether it is proven that no less work will do.")
    shown: str = Field(description="What was narrowed to; empty where all is shown.")
    tasks: tuple[TaskOut, ...] = Field(description="The gaps to close, the first to begin first.")
    choices: tuple[ChoiceOut, ...] = Field(description="The facts to decide.")
    commitments: tuple[CommitmentOut, ...] = Field(description="What is planned, and must be kept.")
    signoffs: tuple[SignOffOut, ...] = Field(description="The words to get.")
    obstacles: tuple[ObstacleOut, ...] = Field(description="Why the day that is planned cannot be reached.")
    relaxations: tuple[RelaxationOut, ...] = Field(description="What would open a path, each alone.")
