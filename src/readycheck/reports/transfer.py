"""The JSON report as a published format: types of its own, so that renaming something inside changes nothing outside.

`SCHEMA_VERSION` rises with every change that could break a reader; new keys alone do not.
Figures are per cent, floored to four decimals; dates are `YYYY-MM-DD`; people are ids of the plan.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from readycheck.reports.change_transfer import ComparisonOut
from readycheck.reports.outlook_transfer import EarliestOut, EventOut, SlipOut
from readycheck.reports.value import CLOSED, DepartureOut, FiguresOut, LaunchOut, PlaceOut, SourceOut

SCHEMA_VERSION = 1


class FindingOut(TypedDict):
    """One item, evaluated once."""

    item: Annotated[str, Field(description="The item's id.")]
    department: Annotated[str, Field(description="The department that answers.")]
    title: Annotated[str, Field(description="What is true once it is done.")]
    severity: Annotated[str, Field(description="blocker, major, minor or info.")]
    stage: Annotated[str, Field(description="learn, buy, use or grow.")]
    serves: Annotated[tuple[str, ...], Field(description="Why a customer cares: retain, win, protect.")]
    evidence: Annotated[str, Field(description="The least proof that counts: none, claim, link or document.")]
    formerly: Annotated[tuple[str, ...], Field(description="The ids that it had before.")]
    milestone: Annotated[str, Field(description="The milestone for which it counts.")]
    counted: Annotated[bool, Field(description="Whether it counts for the audited milestone.")]
    outcome: Annotated[str, Field(description="met, unproven, open, unknown or not_applicable.")]
    reason: Annotated[str, Field(description="What decided the outcome.")]
    status: Annotated[
        str | None, Field(description="The plan's answer; null where there is none, or where a rule answers.")
    ]
    approved_by: Annotated[str | None, Field(description="Who agreed to an answer of not_applicable or will_not_do.")]
    exempt: Annotated[
        bool, Field(description="Not applicable by answer or by policy, not because of profile or class.")
    ]
    dropped: Annotated[bool, Field(description="The policy leaves it out.")]
    undecided_fact: Annotated[str | None, Field(description="The profile fact that must be decided first.")]
    place: Annotated[PlaceOut, Field(description="Where the answer stands, or would stand.")]
    owner: Annotated[str | None, Field(description="Who answers for it.")]
    planned: Annotated[bool, Field(description="Somebody has said to close it in time.")]
    waived: Annotated[bool, Field(description="A valid waiver accepts it.")]
    stuck: Annotated[bool, Field(description="It fails what is required, and nothing in the plan leads to a yes.")]
    proof: Annotated[str | None, Field(description="What proves it.")]
    expires: Annotated[str | None, Field(description="The last day on which the proof holds.")]
    holder: Annotated[str | None, Field(description="Who holds it up: the owner of the first gap in its chain.")]
    by: Annotated[str | None, Field(description="When the holder must act.")]
    due: Annotated[str | None, Field(description="When it was agreed to be done.")]
    expect: Annotated[str | None, Field(description="When it is expected.")]
    earliest_finish: Annotated[str | None, Field(description="The earliest day on which it can be done.")]
    latest_start: Annotated[str | None, Field(description="The last day on which work on it may start.")]
    slack_days: Annotated[
        int | None, Field(description="Days between earliest finish and milestone; negative is late.")
    ]
    overdue: Annotated[bool, Field(description="A day that was agreed or expected has passed.")]
    waiting: Annotated[int, Field(description="How many other gaps wait for it.")]
    chain: Annotated[tuple[str, ...], Field(description="The gaps that set its finish, first to act first.")]
    ticket: Annotated[str | None, Field(description="Where the work is tracked.")]


class ConditionOut(TypedDict):
    """One condition of the policy."""

    name: Annotated[str, Field(description="What is bounded.")]
    demand: Annotated[str, Field(description="What is asked.")]
    value: Annotated[str, Field(description="What was measured, nothing unknown taken for granted.")]
    measured: Annotated[float | None, Field(description="The same as a number, where it is one.")]
    limit: Annotated[float | None, Field(description="The bound, where there is one.")]
    holds: Annotated[bool, Field(description="As things stand.")]
    holds_at_best: Annotated[bool, Field(description="With everything unknown taken as met.")]
    holds_on_course: Annotated[bool, Field(description="With everything planned taken as met.")]
    decided: Annotated[bool, Field(description="Whether it is why the verdict is not better.")]
    failing: Annotated[tuple[str, ...], Field(description="The items, departments or stages that fail it.")]


class RelianceOut(TypedDict):
    """Something that a go would rest on."""

    kind: Annotated[str, Field(description="waiver, refusal, plan, not_applicable or sign-off.")]
    subject: Annotated[str, Field(description="The item or department.")]
    text: Annotated[str, Field(description="What must hold.")]
    owner: Annotated[str | None, Field(description="Who sees to it.")]
    by: Annotated[str | None, Field(description="Until when.")]


class ObligationOut(TypedDict):
    """Something that is still owed from an earlier yes; it decides nothing."""

    origin: Annotated[
        str,
        Field(description="What it came with: sign-off, waiver, decision; despite is a gap that a meeting accepted."),
    ]
    subject: Annotated[
        str, Field(description="The department that signed, the item accepted, or the milestone decided on.")
    ]
    milestone: Annotated[str | None, Field(description="The milestone that was said yes to; null of a waiver.")]
    text: Annotated[str, Field(description="What must happen; of an accepted gap its title.")]
    given_by: Annotated[str, Field(description="Who said yes.")]
    given: Annotated[str, Field(description="When.")]
    owner: Annotated[str | None, Field(description="Who sees to it.")]
    by: Annotated[str | None, Field(description="Until when; null where nobody gave a day.")]
    overdue: Annotated[bool, Field(description="Whether that day has passed.")]
    met: Annotated[str | None, Field(description="When it is said to be met, where that day is still to come.")]
    relied_on: Annotated[bool, Field(description="Whether the verdict rests on it, so that it is a reliance as well.")]
    place: Annotated[PlaceOut, Field(description="Where it stands.")]


class WaiverOut(TypedDict):
    """A waiver, and whether it has any effect."""

    item: Annotated[str, Field(description="The item.")]
    reason: Annotated[str, Field(description="Why it may be missing.")]
    approved_by: Annotated[str, Field(description="Who accepts that.")]
    until: Annotated[str, Field(description="The last day on which it holds.")]
    defect: Annotated[str | None, Field(description="Why it has no effect; null where it is valid.")]
    relied_on: Annotated[bool, Field(description="Whether the verdict rests on it.")]


class DepartmentOut(TypedDict):
    """One department."""

    id: Annotated[str, Field(description="The department.")]
    title: Annotated[str, Field(description="Its name as printed.")]
    lead: Annotated[str | None, Field(description="Who answers for it.")]
    in_plan: Annotated[bool, Field(description="Whether the plan names it.")]
    figures: Annotated[FiguresOut, Field(description="Its readiness.")]
    blockers: Annotated[int, Field(description="Blockers that apply.")]
    blockers_ok: Annotated[int, Field(description="Of these, how many are proven, exempt or waived.")]
    sign_off: Annotated[str | None, Field(description="go, conditional or no_go; null where not given.")]
    sign_off_required: Annotated[bool, Field(description="Whether the policy asks for it.")]
    next_by: Annotated[str | None, Field(description="The earliest day on which somebody must act.")]
    watch: Annotated[tuple[str, ...], Field(description="What the meeting should look at.")]


class JourneyRowOut(TypedDict):
    """One department on a journey."""

    department: Annotated[str, Field(description="The department as printed.")]
    stages: Annotated[dict[str, str], Field(description="covered, gap or none, by stage.")]


class JourneyGapOut(TypedDict):
    """Why a touchpoint is not covered."""

    text: Annotated[str, Field(description="What is wrong.")]
    owner: Annotated[str | None, Field(description="Who must act.")]
    due: Annotated[str | None, Field(description="Until when.")]
    place: Annotated[PlaceOut, Field(description="Where.")]


class JourneyOut(TypedDict):
    """A journey as a map."""

    name: Annotated[str, Field(description="The journey.")]
    segment: Annotated[str | None, Field(description="Who goes this way.")]
    owner: Annotated[str | None, Field(description="Who answers for it.")]
    rows: Annotated[tuple[JourneyRowOut, ...], Field(description="The departments, in the order of the journey.")]
    skipped: Annotated[dict[str, str], Field(description="Stages that it leaves out, and why.")]
    gaps: Annotated[tuple[JourneyGapOut, ...], Field(description="What is wrong at its touchpoints.")]
    place: Annotated[PlaceOut, Field(description="Where it stands.")]


class HandoffOut(TypedDict):
    """A handoff, planned or missing."""

    ends: Annotated[str, Field(description="From whom to whom.")]
    kind: Annotated[str, Field(description="standing, once, or missing: a journey passes here and nothing is planned.")]
    carries: Annotated[tuple[str, ...], Field(description="What is handed over.")]
    given: Annotated[str | None, Field(description="When the giver agreed or offered.")]
    accepted: Annotated[str | None, Field(description="When the receiver accepted.")]
    defect: Annotated[str | None, Field(description="Why it does not hold; null where it does.")]
    owner: Annotated[str | None, Field(description="Who must act, or takes over.")]
    due: Annotated[str | None, Field(description="Until when.")]
    place: Annotated[PlaceOut, Field(description="Where it stands, or would stand.")]


class PromiseOut(TypedDict):
    """What customers are promised, and what keeps it."""

    promise: Annotated[str, Field(description="The promise.")]
    level: Annotated[str, Field(description="basic, standard or premium.")]
    touchpoint: Annotated[str, Field(description="Where it is made.")]
    service: Annotated[str | None, Field(description="What keeps it.")]
    service_level: Annotated[str | None, Field(description="How good that is.")]
    department: Annotated[str, Field(description="Who gives it.")]
    defect: Annotated[str | None, Field(description="Why it is not kept; null where it is.")]
    owner: Annotated[str | None, Field(description="Who must act.")]
    due: Annotated[str | None, Field(description="Until when.")]
    place: Annotated[PlaceOut, Field(description="Where it stands.")]


class ContradictionOut(TypedDict):
    """A fact that customers are told in two ways."""

    fact: Annotated[str, Field(description="The fact.")]
    first: Annotated[str, Field(description="Who says the first: a department, or the plan.")]
    first_value: Annotated[str, Field(description="What is said there.")]
    first_place: Annotated[PlaceOut, Field(description="Where.")]
    other: Annotated[str, Field(description="Who says otherwise.")]
    other_value: Annotated[str, Field(description="What is said there.")]
    other_place: Annotated[PlaceOut, Field(description="Where.")]
    owner: Annotated[str | None, Field(description="Who should mend it.")]


class AskOut(TypedDict):
    """Something that one department still owes another."""

    owed_by: Annotated[str, Field(description="The department that owes it.")]
    asked_by: Annotated[str, Field(description="The department that waits.")]
    what: Annotated[str, Field(description="What.")]
    owner: Annotated[str | None, Field(description="Who owes it.")]
    by: Annotated[str, Field(description="Until when.")]
    overdue: Annotated[bool, Field(description="Whether that day has passed.")]
    place: Annotated[PlaceOut, Field(description="Where it stands.")]


class BetweenOut(TypedDict):
    """The ground between departments."""

    falls: Annotated[tuple[str, ...], Field(description="What falls between departments, in a few words each.")]
    journeys: Annotated[tuple[JourneyOut, ...], Field(description="Every journey.")]
    handoffs: Annotated[tuple[HandoffOut, ...], Field(description="Every handoff, and those that are missing.")]
    promises: Annotated[tuple[PromiseOut, ...], Field(description="Every promise.")]
    contradictions: Annotated[tuple[ContradictionOut, ...], Field(description="Facts that are told in two ways.")]
    asks: Annotated[tuple[AskOut, ...], Field(description="What is still owed.")]


class MilestoneOut(TypedDict):
    """A dated milestone."""

    id: Annotated[str, Field(description="The milestone.")]
    day: Annotated[str, Field(description="Its day.")]
    verdict: Annotated[str, Field(description="What would be said if it were today.")]
    course: Annotated[str, Field(description="Whether the plan leads there.")]
    audited: Annotated[bool, Field(description="Whether this report is about it.")]


class NoticeOut(TypedDict):
    """Something in the plan to mend; it decides nothing."""

    kind: Annotated[str, Field(description="What kind of notice.")]
    message: Annotated[str, Field(description="What it is.")]
    place: Annotated[PlaceOut, Field(description="Where.")]


class StepOut(TypedDict):
    """One thing to do first."""

    who: Annotated[str | None, Field(description="Who.")]
    what: Annotated[str, Field(description="What.")]
    how: Annotated[str, Field(description="The first step, or the question to answer.")]
    item: Annotated[str, Field(description="The item or department.")]
    by: Annotated[str, Field(description="Until when.")]


class DeviationOut(TypedDict):
    """Something that is not as it was agreed."""

    what: Annotated[str, Field(description="What: class, a profile fact, a milestone, a key of the policy, an item.")]
    was: Annotated[str, Field(description="As the agreed revision has it.")]
    now: Annotated[str, Field(description="As it is now.")]
    eases: Annotated[bool, Field(description="Whether a go may come easier by it, which fails the gate.")]
    place: Annotated[PlaceOut, Field(description="Where it stands now.")]


class AgreedOut(TypedDict):
    """The revision whose policy and checklists were used."""

    revision: Annotated[str, Field(description="The revision, as it was named.")]
    commit: Annotated[str, Field(description="The commit that it stands for.")]
    note: Annotated[str, Field(description="Why the plan itself was not compared; empty where it was.")]
    deviations: Annotated[tuple[DeviationOut, ...], Field(description="What is not as it was agreed there.")]


class ReportOut(LaunchOut):
    """One audit of one plan."""

    as_of: Annotated[str, Field(description="The day of the audit, UTC.")]
    sources: Annotated[tuple[SourceOut, ...], Field(description="The files that were read.")]
    unread: Annotated[tuple[str, ...], Field(description="Files that could not be read; their answers are missing.")]
    checklists: Annotated[str, Field(description="Version of the shipped checklists.")]
    policy: Annotated[str, Field(description="The policy file over those that it extends, or built-in.")]
    policy_sha256: Annotated[
        str,
        Field(
            description="SHA-256 over lines `sha256  path`, one for each file of the policy, "
            "sorted by path from the root."
        ),
    ]
    policy_files: Annotated[
        tuple[SourceOut, ...],
        Field(
            description="Policies and own checklists that were read, weakest first; none where the policy is built in."
        ),
    ]
    milestone: Annotated[str, Field(description="The audited milestone.")]
    milestone_day: Annotated[str, Field(description="Its day.")]
    days_left: Annotated[int, Field(description="Days from as-of to the milestone.")]
    verdict: Annotated[str, Field(description="no_go, undecided, go_with_conditions or go.")]
    course: Annotated[str, Field(description="on_course, off_course or unreachable.")]
    earliest: Annotated[EarliestOut, Field(description="The first day on which the milestone can be reached.")]
    figures: Annotated[FiguresOut, Field(description="Readiness over all items.")]
    stages: Annotated[dict[str, FiguresOut], Field(description="Readiness by stage.")]
    milestones: Annotated[tuple[MilestoneOut, ...], Field(description="Every dated milestone, in order.")]
    conditions: Annotated[tuple[ConditionOut, ...], Field(description="What the policy demands.")]
    undecided: Annotated[tuple[str, ...], Field(description="Answers that would decide an undecided verdict.")]
    reliances: Annotated[tuple[RelianceOut, ...], Field(description="What a go rests on.")]
    obligations: Annotated[
        tuple[ObligationOut, ...], Field(description="What is still owed from any earlier yes, by day.")
    ]
    waivers: Annotated[tuple[WaiverOut, ...], Field(description="Every waiver.")]
    departments: Annotated[tuple[DepartmentOut, ...], Field(description="Every department.")]
    between: Annotated[BetweenOut, Field(description="The ground between departments.")]
    first: Annotated[tuple[StepOut, ...], Field(description="What to do first.")]
    calendar: Annotated[tuple[EventOut, ...], Field(description="What is to happen when, in order.")]
    slips: Annotated[tuple[SlipOut, ...], Field(description="What it would be on other days, where that was asked.")]
    shown: Annotated[str, Field(description="What the findings were narrowed to; empty where all are listed.")]
    gaps: Annotated[tuple[str, ...], Field(description="Items that are gaps, most pressing first.")]
    findings: Annotated[tuple[FindingOut, ...], Field(description="Every item, in checklist order.")]
    notices: Annotated[tuple[NoticeOut, ...], Field(description="What to mend in the plan.")]
    departures: Annotated[tuple[DepartureOut, ...], Field(description="How the audit differs from the default.")]
    newer: Annotated[tuple[str, ...], Field(description="Items newer than the pinned checklists.")]
    people: Annotated[tuple[str, ...], Field(description="Everybody's id, in the order of the alphabet.")]
    agreed: Annotated[
        AgreedOut | None,
        Field(
            description="How the plan deviates from the revision whose rules it is held to; null where none was given."
        ),
    ]
    changes: Annotated[
        ComparisonOut | None, Field(description="What changed since the baseline; null where none was given.")
    ]


@CLOSED
class AuditOut(TypedDict):
    """A run of `readycheck audit`."""

    schema_version: Annotated[int, Field(description="The version of this format.")]
    tool: Annotated[str, Field(description="Name and version of the program.")]
    reports: Annotated[
        tuple[ReportOut, ...], Field(description="One for each plan that could be read, in the order given.")
    ]
