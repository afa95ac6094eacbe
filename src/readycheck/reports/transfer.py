"""The JSON report as a published format: types of its own, so that renaming something inside changes nothing outside.

`SCHEMA_VERSION` rises with every change that could break a reader; new keys alone do not.
Figures are per cent, floored to four decimals; dates are `YYYY-MM-DD`; people are ids of the plan.
"""

from __future__ import annotations

from pydantic import Field

from readycheck.reports.change_transfer import ComparisonOut
from readycheck.reports.outlook_transfer import EarliestOut, EventOut, SlipOut
from readycheck.reports.value import DepartureOut, FiguresOut, PlaceOut, SourceOut, Transfer

SCHEMA_VERSION = 1


class FindingOut(Transfer):
    """One item, evaluated once."""

    item: str = Field(description="The item's id.")
    department: str = Field(description="The department that answers.")
    title: str = Field(description="What is true once it is done.")
    severity: str = Field(description="blocker, major, minor or info.")
    stage: str = Field(description="learn, buy, use or grow.")
    serves: tuple[str, ...] = Field(description="Why a customer cares: retain, win, protect.")
    evidence: str = Field(description="The least proof that counts: none, claim, link or document.")
    formerly: tuple[str, ...] = Field(description="The ids that it had before.")
    milestone: str = Field(description="The milestone for which it counts.")
    counted: bool = Field(description="Whether it counts for the audited milestone.")
    outcome: str = Field(description="met, unproven, open, unknown or not_applicable.")
    reason: str = Field(description="What decided the outcome.")
    status: str | None = Field(description="The plan's answer; null where there is none, or where a rule answers.")
    approved_by: str | None = Field(description="Who agreed to an answer of not_applicable or will_not_do.")
    exempt: bool = Field(description="Not applicable by answer or by policy, not because of profile or class.")
    dropped: bool = Field(description="The policy leaves it out.")
    undecided_fact: str | None = Field(description="The profile fact that must be decided first.")
    place: PlaceOut = Field(description="Where the answer stands, or would stand.")
    owner: str | None = Field(description="Who answers for it.")
    planned: bool = Field(description="Somebody has said to close it in time.")
    waived: bool = Field(description="A valid waiver accepts it.")
    stuck: bool = Field(description="It fails what is required, and nothing in the plan leads to a yes.")
    proof: str | None = Field(description="What proves it.")
    expires: str | None = Field(description="The last day on which the proof holds.")
    holder: str | None = Field(description="Who holds it up: the owner of the first gap in its chain.")
    by: str | None = Field(description="When the holder must act.")
    due: str | None = Field(description="When it was agreed to be done.")
    expect: str | None = Field(description="When it is expected.")
    earliest_finish: str | None = Field(description="The earliest day on which it can be done.")
    latest_start: str | None = Field(description="The last day on which work on it may start.")
    slack_days: int | None = Field(description="Days between earliest finish and milestone; negative is late.")
    overdue: bool = Field(description="A day that was agreed or expected has passed.")
    waiting: int = Field(description="How many other gaps wait for it.")
    chain: tuple[str, ...] = Field(description="The gaps that set its finish, first to act first.")
    ticket: str | None = Field(description="Where the work is tracked.")


class ConditionOut(Transfer):
    """One condition of the policy."""

    name: str = Field(description="What is bounded.")
    demand: str = Field(description="What is asked.")
    value: str = Field(description="What was measured, nothing unknown taken for granted.")
    measured: float | None = Field(description="The same as a number, where it is one.")
    limit: float | None = Field(description="The bound, where there is one.")
    holds: bool = Field(description="As things stand.")
    holds_at_best: bool = Field(description="With everything unknown taken as met.")
    holds_on_course: bool = Field(description="With everything planned taken as met.")
    decided: bool = Field(description="Whether it is why the verdict is not better.")
    failing: tuple[str, ...] = Field(description="The items, departments or stages that fail it.")


class RelianceOut(Transfer):
    """Something that a go would rest on."""

    kind: str = Field(description="waiver, refusal, plan, not_applicable or sign-off.")
    subject: str = Field(description="The item or department.")
    text: str = Field(description="What must hold.")
    owner: str | None = Field(description="Who sees to it.")
    by: str | None = Field(description="Until when.")


class ObligationOut(Transfer):
    """Something that is still owed from an earlier yes; it decides nothing."""

    origin: str = Field(
        description="What it came with: sign-off, waiver, decision; despite is a gap that a meeting accepted."
    )
    subject: str = Field(description="The department that signed, the item accepted, or the milestone decided on.")
    milestone: str | None = Field(description="The milestone that was said yes to; null of a waiver.")
    text: str = Field(description="What must happen; of an accepted gap its title.")
    given_by: str = Field(description="Who said yes.")
    given: str = Field(description="When.")
    owner: str | None = Field(description="Who sees to it.")
    by: str | None = Field(description="Until when; null where nobody gave a day.")
    overdue: bool = Field(description="Whether that day has passed.")
    met: str | None = Field(description="When it is said to be met, where that day is still to come.")
    relied_on: bool = Field(description="Whether the verdict rests on it, so that it is a reliance as well.")
    place: PlaceOut = Field(description="Where it stands.")


class WaiverOut(Transfer):
    """A waiver, and whether it has any effect."""

    item: str = Field(description="The item.")
    reason: str = Field(description="Why it may be missing.")
    approved_by: str = Field(description="Who accepts that.")
    until: str = Field(description="The last day on which it holds.")
    defect: str | None = Field(description="Why it has no effect; null where it is valid.")
    relied_on: bool = Field(description="Whether the verdict rests on it.")


class DepartmentOut(Transfer):
    """One department."""

    id: str = Field(description="The department.")
    title: str = Field(description="Its name as printed.")
    lead: str | None = Field(description="Who answers for it.")
    in_plan: bool = Field(description="Whether the plan names it.")
    figures: FiguresOut = Field(description="Its readiness.")
    blockers: int = Field(description="Blockers that apply.")
    blockers_ok: int = Field(description="Of these, how many are proven, exempt or waived.")
    sign_off: str | None = Field(description="go, conditional or no_go; null where not given.")
    sign_off_required: bool = Field(description="Whether the policy asks for it.")
    next_by: str | None = Field(description="The earliest day on which somebody must act.")
    watch: tuple[str, ...] = Field(description="What the meeting should look at.")


class JourneyRowOut(Transfer):
    """One department on a journey."""

    department: str = Field(description="The department as printed.")
    stages: dict[str, str] = Field(description="covered, gap or none, by stage.")


class JourneyGapOut(Transfer):
    """Why a touchpoint is not covered."""

    text: str = Field(description="What is wrong.")
    owner: str | None = Field(description="Who must act.")
    due: str | None = Field(description="Until when.")
    place: PlaceOut = Field(description="Where.")


class JourneyOut(Transfer):
    """A journey as a map."""

    name: str = Field(description="The journey.")
    segment: str | None = Field(description="Who goes this way.")
    owner: str | None = Field(description="Who answers for it.")
    rows: tuple[JourneyRowOut, ...] = Field(description="The departments, in the order of the journey.")
    skipped: dict[str, str] = Field(description="Stages that it leaves out, and why.")
    gaps: tuple[JourneyGapOut, ...] = Field(description="What is wrong at its touchpoints.")
    place: PlaceOut = Field(description="Where it stands.")


class HandoffOut(Transfer):
    """A handoff, planned or missing."""

    ends: str = Field(description="From whom to whom.")
    kind: str = Field(description="standing, once, or missing: a journey passes here and nothing is planned.")
    carries: tuple[str, ...] = Field(description="What is handed over.")
    given: str | None = Field(description="When the giver agreed or offered.")
    accepted: str | None = Field(description="When the receiver accepted.")
    defect: str | None = Field(description="Why it does not hold; null where it does.")
    owner: str | None = Field(description="Who must act, or takes over.")
    due: str | None = Field(description="Until when.")
    place: PlaceOut = Field(description="Where it stands, or would stand.")


class PromiseOut(Transfer):
    """What customers are promised, and what keeps it."""

    promise: str = Field(description="The promise.")
    level: str = Field(description="basic, standard or premium.")
    touchpoint: str = Field(description="Where it is made.")
    service: str | None = Field(description="What keeps it.")
    service_level: str | None = Field(description="How good that is.")
    department: str = Field(description="Who gives it.")
    defect: str | None = Field(description="Why it is not kept; null where it is.")
    owner: str | None = Field(description="Who must act.")
    due: str | None = Field(description="Until when.")
    place: PlaceOut = Field(description="Where it stands.")


class ContradictionOut(Transfer):
    """A fact that customers are told in two ways."""

    fact: str = Field(description="The fact.")
    first: str = Field(description="Who says the first: a department, or the plan.")
    first_value: str = Field(description="What is said there.")
    first_place: PlaceOut = Field(description="Where.")
    other: str = Field(description="Who says otherwise.")
    other_value: str = Field(description="What is said there.")
    other_place: PlaceOut = Field(description="Where.")
    owner: str | None = Field(description="Who should mend it.")


class AskOut(Transfer):
    """Something that one department still owes another."""

    owed_by: str = Field(description="The department that owes it.")
    asked_by: str = Field(description="The department that waits.")
    what: str = Field(description="What.")
    owner: str | None = Field(description="Who owes it.")
    by: str = Field(description="Until when.")
    overdue: bool = Field(description="Whether that day has passed.")
    place: PlaceOut = Field(description="Where it stands.")


class BetweenOut(Transfer):
    """The ground between departments."""

    falls: tuple[str, ...] = Field(description="What falls between departments, in a few words each.")
    journeys: tuple[JourneyOut, ...] = Field(description="Every journey.")
    handoffs: tuple[HandoffOut, ...] = Field(description="Every handoff, and those that are missing.")
    promises: tuple[PromiseOut, ...] = Field(description="Every promise.")
    contradictions: tuple[ContradictionOut, ...] = Field(description="Facts that are told in two ways.")
    asks: tuple[AskOut, ...] = Field(description="What is still owed.")


class MilestoneOut(Transfer):
    """A dated milestone."""

    id: str = Field(description="The milestone.")
    day: str = Field(description="Its day.")
    verdict: str = Field(description="What would be said if it were today.")
    course: str = Field(description="Whether the plan leads there.")
    audited: bool = Field(description="Whether this report is about it.")


class NoticeOut(Transfer):
    """Something in the plan to mend; it decides nothing."""

    kind: str = Field(description="What kind of notice.")
    message: str = Field(description="What it is.")
    place: PlaceOut = Field(description="Where.")


class StepOut(Transfer):
    """One thing to do first."""

    who: str | None = Field(description="Who.")
    what: str = Field(description="What.")
    how: str = Field(description="The first step, or the question to answer.")
    item: str = Field(description="The item or department.")
    by: str = Field(description="Until when.")


class DeviationOut(Transfer):
    """Something that is not as it was agreed."""

    what: str = Field(description="What: class, a profile fact, a milestone, a key of the policy, an item.")
    was: str = Field(description="As the agreed revision has it.")
    now: str = Field(description="As it is now.")
    eases: bool = Field(description="Whether a go may come easier by it, which fails the gate.")
    place: PlaceOut = Field(description="Where it stands now.")


class AgreedOut(Transfer):
    """The revision whose policy and checklists were used."""

    revision: str = Field(description="The revision, as it was named.")
    commit: str = Field(description="The commit that it stands for.")
    note: str = Field(description="Why the plan itself was not compared; empty where it was.")
    deviations: tuple[DeviationOut, ...] = Field(description="What is not as it was agreed there.")


class ReportOut(Transfer):
    """One audit of one plan."""

    plan: str = Field(description="The plan as named on the command line.")
    launch: str = Field(description="The launch's name.")
    launch_class: str = Field(alias="class", description="flagship, standard or quiet.")
    as_of: str = Field(description="The day of the audit, UTC.")
    sources: tuple[SourceOut, ...] = Field(description="The files that were read.")
    unread: tuple[str, ...] = Field(description="Files that could not be read; their answers are missing.")
    checklists: str = Field(description="Version of the shipped checklists.")
    policy: str = Field(description="The policy file over those that it extends, or built-in.")
    policy_sha256: str = Field(
        description="SHA-256 over lines `sha256  path`, one for each file of the policy, sorted by path from the root."
    )
    policy_files: tuple[SourceOut, ...] = Field(
        description="Policies and own checklists that were read, weakest first; none where the policy is built in."
    )
    milestone: str = Field(description="The audited milestone.")
    milestone_day: str = Field(description="Its day.")
    days_left: int = Field(description="Days from as-of to the milestone.")
    verdict: str = Field(description="no_go, undecided, go_with_conditions or go.")
    course: str = Field(description="on_course, off_course or unreachable.")
    earliest: EarliestOut = Field(description="The first day on which the milestone can be reached.")
    figures: FiguresOut = Field(description="Readiness over all items.")
    stages: dict[str, FiguresOut] = Field(description="Readiness by stage.")
    milestones: tuple[MilestoneOut, ...] = Field(description="Every dated milestone, in order.")
    conditions: tuple[ConditionOut, ...] = Field(description="What the policy demands.")
    undecided: tuple[str, ...] = Field(description="Answers that would decide an undecided verdict.")
    reliances: tuple[RelianceOut, ...] = Field(description="What a go rests on.")
    obligations: tuple[ObligationOut, ...] = Field(description="What is still owed from any earlier yes, by day.")
    waivers: tuple[WaiverOut, ...] = Field(description="Every waiver.")
    departments: tuple[DepartmentOut, ...] = Field(description="Every department.")
    between: BetweenOut = Field(description="The ground between departments.")
    first: tuple[StepOut, ...] = Field(description="What to do first.")
    calendar: tuple[EventOut, ...] = Field(description="What is to happen when, in order.")
    slips: tuple[SlipOut, ...] = Field(description="What it would be on other days, where that was asked.")
    shown: str = Field(description="What the findings were narrowed to; empty where all are listed.")
    gaps: tuple[str, ...] = Field(description="Items that are gaps, most pressing first.")
    findings: tuple[FindingOut, ...] = Field(description="Every item, in checklist order.")
    notices: tuple[NoticeOut, ...] = Field(description="What to mend in the plan.")
    departures: tuple[DepartureOut, ...] = Field(description="How the audit differs from the default.")
    newer: tuple[str, ...] = Field(description="Items newer than the pinned checklists.")
    people: tuple[str, ...] = Field(description="Everybody's id, in the order of the alphabet.")
    agreed: AgreedOut | None = Field(
        description="How the plan deviates from the revision whose rules it is held to; null where none was given."
    )
    changes: ComparisonOut | None = Field(description="What changed since the baseline; null where none was given.")


class AuditOut(Transfer):
    """A run of `readycheck audit`."""

    schema_version: int = Field(description="The version of this format.")
    tool: str = Field(description="Name and version of the program.")
    reports: tuple[ReportOut, ...] = Field(description="One for each plan that could be read, in the order given.")
