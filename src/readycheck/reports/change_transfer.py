"""What a comparison says as a published format: `readycheck diff`, and the changes in a report with a baseline."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from readycheck.reports.value import CLOSED, DepartureOut, FiguresOut, LaunchOut, PlaceOut

SCHEMA_VERSION = 1


class HeadOut(LaunchOut):
    """What one of the two audits said of the launch."""

    as_of: Annotated[str, Field(description="The day of the audit, UTC.")]
    milestone: Annotated[str, Field(description="The audited milestone.")]
    milestone_day: Annotated[str, Field(description="Its day.")]
    verdict: Annotated[str, Field(description="no_go, undecided, go_with_conditions or go.")]
    course: Annotated[str, Field(description="on_course, off_course or unreachable.")]
    figures: Annotated[FiguresOut, Field(description="Readiness over all items.")]
    blockers: Annotated[int, Field(description="Blockers that apply.")]
    blockers_ok: Annotated[int, Field(description="Of these, how many are proven, exempt or waived.")]
    policy: Annotated[str, Field(description="The policy file, or built-in.")]
    checklists: Annotated[str, Field(description="Version of the shipped checklists.")]


class StateOut(TypedDict):
    """An item, as one of the two audits found it."""

    outcome: Annotated[str, Field(description="met, unproven, open, unknown or not_applicable.")]
    reason: Annotated[str, Field(description="What decided the outcome.")]
    status: Annotated[
        str | None, Field(description="The plan's answer; null where there is none, or where a rule answers.")
    ]
    counted: Annotated[bool, Field(description="Whether it counts for the audited milestone.")]
    severity: Annotated[str, Field(description="blocker, major, minor or info.")]
    milestone: Annotated[str, Field(description="The milestone for which it counts.")]
    planned: Annotated[bool, Field(description="Somebody has said to close it in time.")]
    waived: Annotated[bool, Field(description="A valid waiver accepts it.")]
    approved_by: Annotated[str | None, Field(description="Who agreed to an answer of not_applicable or will_not_do.")]
    owner: Annotated[str | None, Field(description="Who answers for it.")]
    proof: Annotated[str | None, Field(description="What proves it.")]


class ChangeOut(TypedDict):
    """An item that is not as it was."""

    item: Annotated[str, Field(description="The item's id.")]
    title: Annotated[str, Field(description="What is true once it is done.")]
    kind: Annotated[str, Field(description="closed, opened, left, entered or changed.")]
    before: Annotated[StateOut | None, Field(description="As it was; null where it was not in the checklists.")]
    after: Annotated[StateOut | None, Field(description="As it is; null where it is no longer in the checklists.")]
    why: Annotated[str, Field(description="What made the change; empty where the two states say it all.")]
    regression: Annotated[str | None, Field(description="Why the ratchet refuses it; null where it does not.")]
    place: Annotated[PlaceOut, Field(description="Where the item stands now; where it stood, if it is gone.")]


class WaiverTermsOut(TypedDict):
    """The terms of a waiver."""

    reason: Annotated[str, Field(description="Why the item may be missing.")]
    approved_by: Annotated[str, Field(description="Who accepts that.")]
    until: Annotated[str, Field(description="The last day on which it holds.")]
    defect: Annotated[str | None, Field(description="Why it has no effect; null where it is valid.")]


class WaiverChangeOut(TypedDict):
    """A waiver that is not as it was."""

    item: Annotated[str, Field(description="The item.")]
    before: Annotated[WaiverTermsOut | None, Field(description="As it was; null where it is new.")]
    after: Annotated[WaiverTermsOut | None, Field(description="As it is; null where it was withdrawn.")]
    regression: Annotated[str | None, Field(description="Why the ratchet refuses it; null where it does not.")]


class MilestoneStateOut(TypedDict):
    """A milestone, as one of the two audits found it."""

    day: Annotated[str, Field(description="Its day.")]
    verdict: Annotated[str, Field(description="What would be said if it were today.")]
    course: Annotated[str, Field(description="Whether the plan leads there.")]


class MilestoneChangeOut(TypedDict):
    """A milestone on another day, or of which something else would be said."""

    id: Annotated[str, Field(description="The milestone.")]
    before: Annotated[MilestoneStateOut | None, Field(description="As it was; null where it was not dated.")]
    after: Annotated[MilestoneStateOut | None, Field(description="As it is; null where it is not dated.")]


class RegressionOut(TypedDict):
    """One reason for which the ratchet refuses a change."""

    item: Annotated[str, Field(description="The item.")]
    reason: Annotated[str, Field(description="Why, in words.")]
    remedy: Annotated[str, Field(description="What its owner does about it.")]
    place: Annotated[PlaceOut, Field(description="Where.")]
    owner: Annotated[str | None, Field(description="Who answers for it.")]


class ComparisonOut(TypedDict):
    """What changed in one plan. What is equal in both audits is not listed."""

    before: Annotated[HeadOut, Field(description="The earlier audit.")]
    after: Annotated[HeadOut, Field(description="The later audit.")]
    counts: Annotated[dict[str, int], Field(description="How many items closed, opened, left, entered or changed.")]
    changes: Annotated[tuple[ChangeOut, ...], Field(description="Every item that changed, in checklist order.")]
    waivers: Annotated[tuple[WaiverChangeOut, ...], Field(description="Every waiver that changed.")]
    milestones: Annotated[tuple[MilestoneChangeOut, ...], Field(description="Every milestone that changed.")]
    rules_added: Annotated[
        tuple[DepartureOut, ...], Field(description="What differs from the default in the later audit only.")
    ]
    rules_removed: Annotated[tuple[DepartureOut, ...], Field(description="What did in the earlier one only.")]
    regressions: Annotated[tuple[RegressionOut, ...], Field(description="Why the ratchet fails; empty where it holds.")]


@CLOSED
class DiffOut(TypedDict):
    """A run of `readycheck diff`."""

    schema_version: Annotated[int, Field(description="The version of this format.")]
    tool: Annotated[str, Field(description="Name and version of the program.")]
    before: Annotated[str, Field(description="The earlier side, as named on the command line.")]
    after: Annotated[str, Field(description="The later side.")]
    counts: Annotated[
        dict[str, int], Field(description="Over all plans: how many items closed, opened, left, and so on.")
    ]
    comparisons: Annotated[tuple[ComparisonOut, ...], Field(description="One for each plan on both sides.")]
    only_before: Annotated[tuple[str, ...], Field(description="Plans that stand on the earlier side only.")]
    only_after: Annotated[tuple[str, ...], Field(description="Plans that stand on the later side only.")]
