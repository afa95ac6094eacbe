"""What `readycheck next` says as a published format: types of its own, as those of the report (`transfer`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from readycheck.reports.outlook_transfer import EarliestOut
from readycheck.reports.value import CLOSED, PlaceOut, SourceOut

SCHEMA_VERSION = 1


class HandoverOut(TypedDict):
    """Something of somebody else's that waits for a task."""

    item: Annotated[str, Field(description="What waits.")]
    to: Annotated[str | None, Field(description="Whose it is.")]


class TaskOut(TypedDict):
    """A gap on the path."""

    item: Annotated[str, Field(description="The item.")]
    title: Annotated[str, Field(description="What must hold.")]
    severity: Annotated[str, Field(description="blocker, major, minor or info.")]
    outcome: Annotated[str, Field(description="unproven, open or unknown.")]
    reason: Annotated[str, Field(description="What decided the outcome.")]
    owner: Annotated[str | None, Field(description="Whose it is.")]
    what: Annotated[str, Field(description="What the owner does.")]
    how: Annotated[str, Field(description="How to begin.")]
    days: Annotated[int, Field(description="Days of work left.")]
    start: Annotated[str, Field(description="The first day on which it can begin.")]
    latest_start: Annotated[str, Field(description="The last day on which it may begin.")]
    finish: Annotated[str, Field(description="When it is closed at the earliest.")]
    finish_by: Annotated[str, Field(description="The last day on which it may be closed.")]
    after: Annotated[tuple[str, ...], Field(description="The tasks that come first.")]
    hands_over: Annotated[tuple[HandoverOut, ...], Field(description="What waits for it and is somebody else's.")]
    place: Annotated[PlaceOut, Field(description="Where it stands in the plan.")]


class ChoiceOut(TypedDict):
    """A profile fact to decide; on the path it counts as yes."""

    fact: Annotated[str, Field(description="The fact.")]
    question: Annotated[str, Field(description="What is asked.")]
    owner: Annotated[str, Field(description="Who decides.")]
    items: Annotated[tuple[str, ...], Field(description="What hangs on it.")]


class CommitmentOut(TypedDict):
    """A planned gap on which the go would rely."""

    item: Annotated[str, Field(description="The item.")]
    owner: Annotated[str | None, Field(description="Who said to close it.")]
    by: Annotated[str, Field(description="Until when.")]


class SignOffOut(TypedDict):
    """A word that is missing."""

    department: Annotated[str, Field(description="The department.")]
    by: Annotated[str | None, Field(description="Who gives it.")]
    is_no_go: Annotated[bool, Field(description="Whether it was given, and is no-go.")]


class ObstacleOut(TypedDict):
    """A condition that nothing can meet by the day that is planned."""

    name: Annotated[str, Field(description="The condition.")]
    demand: Annotated[str, Field(description="What is asked.")]
    value: Annotated[str, Field(description="What can be had at most.")]
    items: Annotated[tuple[str, ...], Field(description="The items, departments or stages that fail it.")]


class RelaxationOut(TypedDict):
    """One thing that, changed alone, would open a path."""

    change: Annotated[str, Field(description="date, hurry, waiver, deputy, fact or limit.")]
    subject: Annotated[str, Field(description="The milestone, item, person, fact or condition.")]
    who: Annotated[str | None, Field(description="Who can change it.")]
    day: Annotated[str | None, Field(description="The day that goes with it.")]
    instead: Annotated[str | None, Field(description="The day that it is instead of.")]


@CLOSED
class PathOut(TypedDict):
    """What `readycheck next` says: the least work that makes it a go."""

    schema_version: Annotated[int, Field(description="The version of this format.")]
    tool: Annotated[str, Field(description="Name and version of the program.")]
    plan: Annotated[str, Field(description="The plan as named on the command line.")]
    sources: Annotated[tuple[SourceOut, ...], Field(description="The files that were read.")]
    policy: Annotated[str, Field(description="The policy file over those that it extends, or built-in.")]
    policy_sha256: Annotated[
        str, Field(description="SHA-256 over the names and bytes of the policy's files, as in a report.")
    ]
    policy_files: Annotated[tuple[SourceOut, ...], Field(description="Policies and own checklists that were read.")]
    unread: Annotated[tuple[str, ...], Field(description="Files that could not be read; their answers are missing.")]
    launch: Annotated[str, Field(description="The launch's name.")]
    as_of: Annotated[str, Field(description="The day on which it was looked for, UTC.")]
    milestone: Annotated[str, Field(description="The milestone.")]
    milestone_day: Annotated[str, Field(description="The day that is planned.")]
    is_reachable: Annotated[bool, Field(description="Whether that day can be reached.")]
    day: Annotated[str | None, Field(description="The day to which the path leads; null where there is none.")]
    verdict: Annotated[str, Field(description="As things stand.")]
    course: Annotated[str, Field(description="Whether the plan leads there.")]
    earliest: Annotated[EarliestOut, Field(description="The first day on which the milestone can be reached.")]
    gaps: Annotated[int, Field(description="How many tasks there are in all.")]
    work_days: Annotated[int, Field(description="Days of work in all.")]
    is_least: Annotated[bool, Field(description="Whether it is proven that no less work will do.")]
    shown: Annotated[str, Field(description="What was narrowed to; empty where all is shown.")]
    tasks: Annotated[tuple[TaskOut, ...], Field(description="The gaps to close, the first to begin first.")]
    choices: Annotated[tuple[ChoiceOut, ...], Field(description="The facts to decide.")]
    commitments: Annotated[tuple[CommitmentOut, ...], Field(description="What is planned, and must be kept.")]
    signoffs: Annotated[tuple[SignOffOut, ...], Field(description="The words to get.")]
    obstacles: Annotated[tuple[ObstacleOut, ...], Field(description="Why the day that is planned cannot be reached.")]
    relaxations: Annotated[tuple[RelaxationOut, ...], Field(description="What would open a path, each alone.")]
