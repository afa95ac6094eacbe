"""All that a renderer needs: results, made once by `audit`, frozen, in the order in which they are shown.

Figures are exact fractions in per cent, or None where nothing that carries weight applies. People
are given with the name to print. Places are concrete.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from readycheck.model.between import Between, Who
from readycheck.model.change import Comparison
from readycheck.model.departure import Departure
from readycheck.model.deviation import Agreed
from readycheck.model.figures import BlockerCount, Figures
from readycheck.model.obligation import Obligation
from readycheck.model.outlook import Earliest, Event, Slip
from readycheck.model.place import Place
from readycheck.model.vocabulary import (
    Course,
    Decision,
    LaunchClass,
    Measure,
    Outcome,
    Serves,
    Severity,
    Stage,
    Status,
    Strength,
    Verdict,
)


class Timing(NamedTuple):
    """When a gap can be closed (design.md §7). Days of slack; negative is late."""

    due: date | None
    expect: date | None
    milestone: date
    """The day on which the item must hold: its own milestone, or the audited one where its own has passed."""
    remaining_days: int
    earliest_finish: date
    latest_start: date
    slack_days: int
    overdue: bool
    waiting: int
    """How many other gaps wait for this one."""
    chain: tuple[str, ...]
    """The gaps that set its finish, first to act first, ending with the item itself."""
    holder: Who | None
    """Whoever holds it up: the owner of the first gap in the chain."""
    by: date
    """When the holder must act: expected, else due, else the latest start."""


class Finding(NamedTuple):
    """One item, evaluated once."""

    item: str
    department: str
    title: str
    ask: str
    why: str
    fix: tuple[str, ...]
    severity: Severity
    stage: Stage
    serves: tuple[Serves, ...]
    """Why a customer cares."""
    evidence: Strength
    """The least proof that counts."""
    formerly: tuple[str, ...]
    """The ids that it had before."""
    milestone: str
    """The milestone for which it counts in this plan."""
    counted: bool
    """True where it counts for the audited milestone."""
    outcome: Outcome
    reason: str
    """What decided the outcome, in words; empty where the outcome says it all."""
    status: Status | None
    """The plan's answer; None where there is none, or where a rule answers instead."""
    approved_by: Who | None
    """Who agreed to an answer of `not_applicable` or `will_not_do`."""
    exempt: bool
    """Not applicable by answer or by policy, rather than because of the profile or the class."""
    dropped: bool
    """The policy leaves it out."""
    reads: str | None
    """The section of the plan that a rule reads, where a rule answers instead of a status."""
    undecided_fact: str | None
    """The profile fact that is not decided, where that is why nothing is known."""
    place: Place
    owner: Who | None
    planned: bool
    """Somebody has said to close it in time."""
    waived: bool
    """A valid waiver accepts it."""
    stuck: bool
    """It fails what the policy requires, and nothing in the plan leads to a yes."""
    proof: str | None
    expires: date | None
    """The last day on which the proof holds."""
    ticket: str | None
    note: str | None
    timing: Timing | None
    """None where there is nothing left to do."""
    unreached: bool = False
    """Nothing is known because proofs could not be looked at."""


class Judged(NamedTuple):
    """One condition of the policy, held against the plan."""

    name: str
    demand: str
    """What is asked: `at least 90 %`."""
    value: str
    """What was measured, in the worst case."""
    holds: bool
    """As things stand, nothing unknown taken for granted."""
    holds_at_best: bool
    """With everything unknown taken as met."""
    holds_on_course: bool
    """With everything planned taken as met."""
    decided: bool
    """True where this condition is why the verdict is not better."""
    items: tuple[str, ...]
    """The items or departments that fail it as things stand, in checklist order."""
    measure: Measure | None
    limit: Fraction | None
    measured: Fraction | None


class Reliance(NamedTuple):
    """Something a go would rest on, that somebody accepted: it has an owner and a date."""

    kind: str
    """waiver, refusal, plan, not_applicable or sign-off."""
    subject: str
    """The item or department."""
    text: str
    owner: Who | None
    by: date | None
    place: Place


class WaiverUse(NamedTuple):
    """A waiver, and whether it has any effect."""

    item: str
    severity: Severity
    reason: str
    approved_by: Who
    until: date
    defect: str | None
    """Why it has no effect; None where it is valid."""
    relied_on: bool
    place: Place


class SignOffState(NamedTuple):
    """A department's word on the audited milestone."""

    decision: Decision | None
    """None where it has not been given, or does not count."""
    by: Who | None
    dated: date | None
    note: str | None
    required: bool
    premature: bool
    """Given although blockers were open."""


class DepartmentResult(NamedTuple):
    """One department."""

    id: str
    title: str
    lead: Who | None
    in_plan: bool
    figures: Figures
    blockers: int
    """How many apply."""
    blockers_ok: int
    """How many are proven, not applicable by answer, or waived."""
    sign_off: SignOffState
    next_by: date | None
    """The earliest day on which somebody must act for it."""
    watch: tuple[str, ...]
    """What the meeting should look at: absences, late items."""


class StageResult(NamedTuple):
    """One stage of the customer's way."""

    stage: Stage
    figures: Figures


class MilestoneResult(NamedTuple):
    """A dated milestone and what would be said on it."""

    id: str
    day: date
    verdict: Verdict
    course: Course
    audited: bool


class Notice(NamedTuple):
    """Something about the plan that somebody should mend; it is no finding and never decides."""

    kind: str
    message: str
    place: Place
    first_screen: bool = False
    """True where the meeting must not miss it."""


class Recorded(NamedTuple):
    """What a meeting decided."""

    milestone: str
    dated: date
    decision: Decision
    by: Who
    despite: tuple[str, ...]


class Step(NamedTuple):
    """One thing to do first."""

    who: Who | None
    what: str
    how: str
    """The first step that closes it, or the question to answer; empty where `what` says it all."""
    item: str
    by: date


class LaunchHead(NamedTuple):
    """The launch, as the head of a report names it."""

    name: str
    summary: str | None
    launch_class: LaunchClass
    owner: Who
    sponsor: Who | None
    meeting: date | None
    chair: Who | None
    links: tuple[tuple[str, str], ...]


class Source(NamedTuple):
    """A file that the audit read."""

    file: str
    sha256: str


class Report(NamedTuple):
    """One audit of one plan for one milestone."""

    tool_version: str
    as_of: date
    plan: str
    """The plan as the user named it."""
    sources: tuple[Source, ...]
    checklists_version: str
    policy_name: str
    policy_sha256: str
    """Over the names and bytes of all policy files and checklists of the company's own, else of the shipped ones."""
    policy_files: tuple[Source, ...]
    launch: LaunchHead
    milestones: tuple[MilestoneResult, ...]
    milestone: str
    milestone_day: date
    verdict: Verdict
    course: Course
    earliest: Earliest
    figures: Figures
    blockers: BlockerCount
    conditions: tuple[Judged, ...]
    reliances: tuple[Reliance, ...]
    obligations: tuple[Obligation, ...]
    """What is still owed from an earlier yes to any milestone, the one due first first."""
    undecided: tuple[str, ...]
    """Items and departments whose answers would decide an undecided verdict, worst first."""
    departments: tuple[DepartmentResult, ...]
    stages: tuple[StageResult, ...]
    between: Between
    findings: tuple[Finding, ...]
    """Every item, in checklist order."""
    gaps: tuple[Finding, ...]
    """The gaps that count for the audited milestone, most pressing first."""
    headline: tuple[Finding, ...]
    """At most seven of the gaps: those without a way to yes first."""
    first: tuple[Step, ...]
    """At most three things to do first."""
    calendar: tuple[Event, ...]
    """What is to happen when, in order."""
    slips: tuple[Slip, ...]
    """What it would be on other days, where that was asked."""
    waivers: tuple[WaiverUse, ...]
    decisions: tuple[Recorded, ...]
    notices: tuple[Notice, ...]
    departures: tuple[Departure, ...]
    people: tuple[str, ...]
    """Everybody's id, in the order of the alphabet."""
    newer: tuple[str, ...]
    """Items newer than the version that the plan is pinned to."""
    shown: str = ""
    """What the listed findings were narrowed to; empty where all are listed."""
    defects: tuple[str, ...] = ()
    """Items whose rule crashed: a defect of this program, so that the run exits 70."""
    unread: tuple[str, ...] = ()
    """Files of the plan that could not be read; their answers are missing here."""
    agreed: Agreed | None = None
    """The revision whose rules the plan is held to, and how it differs from that; None where it is not."""
    changes: Comparison | None = None
    """What changed since a baseline; None where there is none to compare with."""

    @property
    def days_left(self) -> int:
        """Days from the audited date to the milestone; negative once it has passed."""
        return (self.milestone_day - self.as_of).days
