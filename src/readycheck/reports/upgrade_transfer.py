"""What `readycheck checklist upgrade` says as a published format: types of its own, as those of the report."""

from __future__ import annotations

from pydantic import Field

from readycheck.reports.change_transfer import ComparisonOut
from readycheck.reports.outlook_transfer import EarliestOut
from readycheck.reports.value import PlaceOut, SourceOut, Transfer

SCHEMA_VERSION = 1


class NewItemOut(Transfer):
    """An item that begins to count."""

    item: str = Field(description="The item's id.")
    department: str = Field(description="The department that answers.")
    title: str = Field(description="What is true once it is done.")
    severity: str = Field(description="blocker, major, minor or info.")
    milestone: str = Field(description="The milestone for which it counts.")
    counted: bool = Field(description="Whether it counts for the audited milestone.")
    points: float = Field(description="What it adds to the weight that applies to that.")
    outcome: str = Field(description="met, unproven, open, unknown or not_applicable.")
    reason: str = Field(description="What decided the outcome.")
    status: str | None = Field(description="The plan's answer; null where there is none, or where a rule answers.")
    wants_answer: bool = Field(description="Whether somebody has to answer it.")
    owner: str | None = Field(description="Who answers for it.")
    by: str | None = Field(description="When somebody must act: expected, else due, else the latest start.")
    latest_start: str | None = Field(description="The last day on which work on it may start.")
    place: PlaceOut = Field(description="Where the answer stands, or would stand.")


class OldNameOut(Transfer):
    """An item that the plan calls by a former name."""

    written: str = Field(description="As it stands in the plan.")
    item: str = Field(description="What it is called today.")
    can_follow: bool = Field(description="Whether today's name is written in its place.")
    place: PlaceOut = Field(description="Where.")


class UpgradeOut(Transfer):
    """What raising the pin of a plan comes to."""

    schema_version: int = Field(description="The version of this format.")
    tool: str = Field(description="Name and version of the program.")
    plan: str = Field(description="The plan as named on the command line.")
    sources: tuple[SourceOut, ...] = Field(description="The files that were read.")
    unread: tuple[str, ...] = Field(description="Files that could not be read; their answers are missing.")
    pin: str | None = Field(description="The version that the plan is pinned to; null where it follows the newest.")
    start: str = Field(description="The version that counts now.")
    to: str = Field(description="The version asked for.")
    points: float = Field(description="What the new items add to the weight that applies to the audited milestone.")
    new: tuple[NewItemOut, ...] = Field(description="The items that begin to count, in checklist order.")
    old_names: tuple[OldNameOut, ...] = Field(description="Items that the plan calls by a former name.")
    comparison: ComparisonOut = Field(description="The audit under each of the two versions, and what changes.")
    earliest_before: EarliestOut = Field(description="The first day on which the milestone can be reached now.")
    earliest_after: EarliestOut = Field(description="The same under the version asked for.")
