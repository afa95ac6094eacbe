"""What a comparison says as a published format: `readycheck diff`, and the changes in a report with a baseline."""

from __future__ import annotations

from pydantic import Field

from readycheck.reports.value import DepartureOut, FiguresOut, PlaceOut, Transfer

SCHEMA_VERSION = 1


class HeadOut(Transfer):
    """What one of the two audits said of the launch."""

    plan: str = Field(description="The plan, as it was named.")
    launch: str = Field(description="The launch's name.")
    launch_class: str = Field(alias="class", description="flagship, standard or quiet.")
    as_of: str = Field(description="The day of the audit, UTC.")
    milestone: str = Field(description="The audited milestone.")
    milestone_day: str = Field(description="Its day.")
    verdict: str = Field(description="no_go, undecided, go_with_conditions or go.")
    course: str = Field(description="on_course, off_course or unreachable.")
    figures: FiguresOut = Field(description="Readiness over all items.")
    blockers: int = Field(description="Blockers that apply.")
    blockers_ok: int = Field(description="Of these, how many are proven, exempt or waived.")
    policy: str = Field(description="The policy file, or built-in.")
    checklists: str = Field(description="Version of the shipped checklists.")


class StateOut(Transfer):
    """An item, as one of the two audits found it."""

    outcome: str = Field(description="met, unproven, open, unknown or not_applicable.")
    reason: str = Field(description="What decided the outcome.")
    status: str | None = Field(description="The plan's answer; null where there is none, or where a rule answers.")
    counted: bool = Field(description="Whether it counts for the audited milestone.")
    severity: str = Field(description="blocker, major, minor or info.")
    milestone: str = Field(description="The milestone for which it counts.")
    planned: bool = Field(description="Somebody has said to close it in time.")
    waived: bool = Field(description="A valid waiver accepts it.")
    approved_by: str | None = Field(description="Who agreed to an answer of not_applicable or will_not_do.")
    owner: str | None = Field(description="Who answers for it.")
    proof: str | None = Field(description="What proves it.")


class ChangeOut(Transfer):
    """An item that is not as it was."""

    item: str = Field(description="The item's id.")
    title: str = Field(description="What is true once it is done.")
    kind: str = Field(description="closed, opened, left, entered or changed.")
    before: StateOut | None = Field(description="As it was; null where it was not in the checklists.")
    after: StateOut | None = Field(description="As it is; null where it is no longer in the checklists.")
    why: str = Field(description="What made the change; empty where the two states say it all.")
    regression: str | None = Field(description="Why the ratchet refuses it; null where it does not.")
    place: PlaceOut = Field(description="Where the item stands now; where it stood, if it is gone.")


class WaiverTermsOut(Transfer):
    """The terms of a waiver."""

    reason: str = Field(description="Why the item may be missing.")
    approved_by: str = Field(description="Who accepts that.")
    until: str = Field(description="The last day on which it holds.")
    defect: str | None = Field(description="Why it has no effect; null where it is valid.")


class WaiverChangeOut(Transfer):
    """A waiver that is not as it was."""

    item: str = Field(description="The item.")
    before: WaiverTermsOut | None = Field(description="As it was; null where it is new.")
    after: WaiverTermsOut | None = Field(description="As it is; null where it was withdrawn.")
    regression: str | None = Field(description="Why the ratchet refuses it; null where it does not.")


class MilestoneStateOut(Transfer):
    """A milestone, as one of the two audits found it."""

    day: str = Field(description="Its day.")
    verdict: str = Field(description="What would be said if it were today.")
    course: str = Field(description="Whether the plan leads there.")


class MilestoneChangeOut(Transfer):
    """A milestone on another day, or of which something else would be said."""

    id: str = Field(description="The milestone.")
    before: MilestoneStateOut | None = Field(description="As it was; null where it was not dated.")
    after: MilestoneStateOut | None = Field(description="As it is; null where it is not dated.")


class RegressionOut(Transfer):
    """One reason for which the ratchet refuses a change."""

    item: str = Field(description="The item.")
    reason: str = Field(description="Why, in words.")
    remedy: str = Field(description="What its owner does about it.")
    place: PlaceOut = Field(description="Where.")
    owner: str | None = Field(description="Who answers for it.")


class ComparisonOut(Transfer):
    """What changed in one plan. What is equal in both audits is not listed."""

    before: HeadOut = Field(description="The earlier audit.")
    after: HeadOut = Field(description="The later audit.")
    counts: dict[str, int] = Field(description="How many items closed, opened, left, entered or changed.")
    changes: tuple[ChangeOut, ...] = Field(description="Every item that changed, in checklist order.")
    waivers: tuple[WaiverChangeOut, ...] = Field(description="Every waiver that changed.")
    milestones: tuple[MilestoneChangeOut, ...] = Field(description="Every milestone that changed.")
    rules_added: tuple[DepartureOut, ...] = Field(description="What differs from the default in the later audit only.")
    rules_removed: tuple[DepartureOut, ...] = Field(description="What did in the earlier one only.")
    regressions: tuple[RegressionOut, ...] = Field(description="Why the ratchet fails; empty where it holds.")


class DiffOut(Transfer):
    """A run of `readycheck diff`."""

    schema_version: int = Field(description="The version of this format.")
    tool: str = Field(description="Name and version of the program.")
    before: str = Field(description="The earlier side, as named on the command line.")
    after: str = Field(description="The later side.")
    counts: dict[str, int] = Field(description="Over all plans: how many items closed, opened, left, and so on.")
    comparisons: tuple[ComparisonOut, ...] = Field(description="One for each plan on both sides.")
    only_before: tuple[str, ...] = Field(description="Plans that stand on the earlier side only.")
    only_after: tuple[str, ...] = Field(description="Plans that stand on the later side only.")
