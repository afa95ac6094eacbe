"""What `readycheck checklist upgrade` says as a published format: types of its own, as those of the report."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from readycheck.reports.change_transfer import ComparisonOut
from readycheck.reports.outlook_transfer import EarliestOut
from readycheck.reports.value import CLOSED, PlaceOut, SourceOut

SCHEMA_VERSION = 1


class NewItemOut(TypedDict):
    """An item that begins to count."""

    item: Annotated[str, Field(description="The item's id.")]
    department: Annotated[str, Field(description="The department that answers.")]
    title: Annotated[str, Field(description="What is true once it is done.")]
    severity: Annotated[str, Field(description="blocker, major, minor or info.")]
    milestone: Annotated[str, Field(description="The milestone for which it counts.")]
    counted: Annotated[bool, Field(description="Whether it counts for the audited milestone.")]
    points: Annotated[float, Field(description="What it adds to the weight that applies to that.")]
    outcome: Annotated[str, Field(description="met, unproven, open, unknown or not_applicable.")]
    reason: Annotated[str, Field(description="What decided the outcome.")]
    status: Annotated[
        str | None, Field(description="The plan's answer; null where there is none, or where a rule answers.")
    ]
    wants_answer: Annotated[bool, Field(description="Whether somebody has to answer it.")]
    owner: Annotated[str | None, Field(description="Who answers for it.")]
    by: Annotated[str | None, Field(description="When somebody must act: expected, else due, else the latest start.")]
    latest_start: Annotated[str | None, Field(description="The last day on which work on it may start.")]
    place: Annotated[PlaceOut, Field(description="Where the answer stands, or would stand.")]


class OldNameOut(TypedDict):
    """An item that the plan calls by a former name."""

    written: Annotated[str, Field(description="As it stands in the plan.")]
    item: Annotated[str, Field(description="What it is called today.")]
    can_follow: Annotated[bool, Field(description="Whether today's name is written in its place.")]
    place: Annotated[PlaceOut, Field(description="Where.")]


@CLOSED
class UpgradeOut(TypedDict):
    """What raising the pin of a plan comes to."""

    schema_version: Annotated[int, Field(description="The version of this format.")]
    tool: Annotated[str, Field(description="Name and version of the program.")]
    plan: Annotated[str, Field(description="The plan as named on the command line.")]
    sources: Annotated[tuple[SourceOut, ...], Field(description="The files that were read.")]
    unread: Annotated[tuple[str, ...], Field(description="Files that could not be read; their answers are missing.")]
    pin: Annotated[
        str | None, Field(description="The version that the plan is pinned to; null where it follows the newest.")
    ]
    start: Annotated[str, Field(description="The version that counts now.")]
    to: Annotated[str, Field(description="The version asked for.")]
    points: Annotated[
        float, Field(description="What the new items add to the weight that applies to the audited milestone.")
    ]
    new: Annotated[tuple[NewItemOut, ...], Field(description="The items that begin to count, in checklist order.")]
    old_names: Annotated[tuple[OldNameOut, ...], Field(description="Items that the plan calls by a former name.")]
    comparison: Annotated[
        ComparisonOut, Field(description="The audit under each of the two versions, and what changes.")
    ]
    earliest_before: Annotated[
        EarliestOut, Field(description="The first day on which the milestone can be reached now.")
    ]
    earliest_after: Annotated[EarliestOut, Field(description="The same under the version asked for.")]
