"""The audit: a plan, a catalogue, a policy, facts and a day become a report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from readycheck.audit.assessment import Assessment, Conclusion, Verified, assess, conclude
from readycheck.audit.between import between
from readycheck.audit.calendar import calendar
from readycheck.audit.condition import Route, State
from readycheck.audit.departure import departures
from readycheck.audit.feasibility import earliest
from readycheck.audit.finding import findings, first_steps, keep_promises, rank
from readycheck.audit.moving import moved
from readycheck.audit.notice import notices, premature
from readycheck.audit.obligation import obligations
from readycheck.audit.outlook import outlook
from readycheck.audit.people import who
from readycheck.audit.readiness import tally
from readycheck.audit.reliance import reliances
from readycheck.audit.slip import slip as slip_by
from readycheck.audit.standing import Inputs, prepare, stand
from readycheck.model.between import Who
from readycheck.model.checklist import Catalogue
from readycheck.model.facts import Facts
from readycheck.model.figures import BlockerCount
from readycheck.model.headline import headline
from readycheck.model.outlook import Slip
from readycheck.model.place import Locate
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Limit, Policy
from readycheck.model.report import (
    DepartmentResult,
    Finding,
    Judged,
    LaunchHead,
    MilestoneResult,
    Recorded,
    Report,
    SignOffState,
    StageResult,
    WaiverUse,
)
from readycheck.model.vocabulary import Measure, Outcome, Severity, Stage, Verdict
from readycheck.rules import Subject


def audit(  # noqa: PLR0913 - everything that decides an audit is an argument
    plan: LaunchPlan,
    catalogue: Catalogue,
    policy: Policy,
    facts: Facts,
    as_of: date,
    *,
    locate: Locate,
    milestone: str | None = None,
    fail_under: float | None = None,
    slip: int = 0,
    weeks: int = 0,
) -> Report:
    """Audit a plan as of a day, for a dated milestone (default: the next).

    Pure and total: the same arguments give an equal report. `fail_under` adds a limit on proven readiness, so
    it can only raise the bar. `slip` moves the milestone and those after it by so many days, not before
    `Timeline.earliest`; `weeks` asks what it would be in each of so many weeks after it. The caller fills in
    what it alone knows: `tool_version`, `plan`, `sources`, what is said of the policy's files, `unread`. KeyError where
    `milestone` is not dated in the plan.
    """
    if fail_under is not None:
        limit = Limit(measure=Measure.PROVEN, at_least=fail_under)
        policy = policy._replace(limits=(*policy.limits, limit))
    as_planned = prepare(plan, catalogue, policy, facts, as_of)
    audited = milestone or as_planned.timeline.next_on(as_of)
    day = as_planned.timeline.days[audited] + timedelta(days=slip)
    inputs = moved(as_planned, audited, day) if slip else as_planned
    plan, times = inputs.plan, inputs.timeline
    assessment = assess(inputs, audited)
    found = findings(inputs, assessment, locate)
    gaps = rank(found)
    owed = obligations(inputs, assessment, locate)
    relied_on = tuple(reliances(inputs, assessment, found, owed, locate))
    return Report(
        tool_version="",
        as_of=as_of,
        plan="",
        sources=(),
        checklists_version=plan.checklists or catalogue.version,
        policy_name="",
        policy_sha256="",
        policy_files=(),
        launch=_head(plan),
        milestones=tuple(_milestones(inputs, assessment)),
        milestone=audited,
        milestone_day=times.days[audited],
        verdict=assessment.verdict,
        course=assessment.course,
        earliest=outlook(inputs, audited, earliest(inputs, audited)),
        figures=assessment.state.tally.figures,
        blockers=blockers_of(assessment.state),
        conditions=tuple(_judged(assessment, verified) for verified in assessment.conditions),
        reliances=relied_on,
        obligations=owed,
        undecided=_undecided(assessment, gaps),
        departments=tuple(_departments(inputs, assessment, found)),
        stages=_stages(assessment),
        between=between(inputs, _subject(inputs, assessment), _settled(assessment), locate),
        findings=found,
        gaps=gaps,
        headline=headline(gaps),
        first=keep_promises(relied_on, owed) if assessment.verdict.is_go else first_steps(inputs, assessment, gaps),
        calendar=calendar(inputs, assessment, found, owed),
        slips=tuple(_slips(as_planned, assessment, slip, weeks)),
        waivers=tuple(_waivers(inputs, assessment, locate)),
        decisions=tuple(
            Recorded(made.milestone, made.dated, made.decision, _someone(plan, made.by), made.despite)
            for made in plan.decisions
        ),
        notices=notices(inputs, assessment, found, relied_on, owed, locate),
        departures=departures(inputs, assessment, fail_under, slip),
        people=tuple(sorted(plan.people)),
        newer=tuple(item.id for item in catalogue.newer),
        defects=tuple(item for item, judgement in assessment.judgements.items() if judgement.crashed),
    )


def _milestones(inputs: Inputs, assessment: Assessment) -> Iterator[MilestoneResult]:
    for name, day in inputs.timeline.days.items():
        is_audited = name == assessment.milestone
        found = Conclusion(assessment.verdict, assessment.course)
        if not is_audited:
            found = conclude(inputs, stand(inputs, name))
        yield MilestoneResult(name, day, *found, is_audited)


def _slips(as_planned: Inputs, assessment: Assessment, days: int, weeks: int) -> Iterator[Slip]:
    """Yield what the slip that was asked for does, and each week from that day on; always against what is planned."""
    if days or weeks:
        planned = assess(as_planned, assessment.milestone) if days else assessment
        yield from (slip_by(as_planned, planned, days + 7 * week) for week in range(weeks + 1))


def _subject(inputs: Inputs, assessment: Assessment) -> Subject:
    return Subject(inputs.plan, "", assessment.day.as_of, assessment.day.audited, inputs.facts)


def _settled(assessment: Assessment) -> frozenset[str]:
    """Return the kinds of rules of which no item that counts is a gap that nobody waived, though there are items."""
    asked = {item.spec.rule.kind for item in assessment.work.items.values() if item.spec.rule is not None}
    pending = {
        item.spec.rule.kind
        for item in assessment.state.items
        if item.spec.rule is not None and assessment.outcomes[item.id].is_gap and item.id not in assessment.state.waived
    }
    return frozenset(asked - pending)


def _someone(plan: LaunchPlan, person: str) -> Who:
    return Who(person, plan.name_of(person))


def _head(plan: LaunchPlan) -> LaunchHead:
    launch, decision = plan.launch, plan.launch.decision
    return LaunchHead(
        name=launch.name,
        summary=launch.summary,
        launch_class=launch.launch_class,
        owner=_someone(plan, launch.owner),
        sponsor=who(plan, launch.sponsor),
        meeting=plan.on(decision.meeting) if decision else None,
        chair=who(plan, decision.chair) if decision else None,
        links=tuple(launch.links.items()),
    )


def blockers_of(state: State) -> BlockerCount:
    """Return how the blockers that count stand."""
    blockers = [
        item for item in state.items if item.spec.severity is Severity.BLOCKER and item.id not in state.ruled_out
    ]
    proven = sum(state.outcomes[item.id] is Outcome.MET for item in blockers)
    exempt = sum(state.outcomes[item.id] is Outcome.NOT_APPLICABLE for item in blockers)
    gaps = [item for item in blockers if state.outcomes[item.id].is_gap]
    planned = sum(item.id in state.planned for item in gaps)
    waived = sum(item.id in state.waived and item.id not in state.planned for item in gaps)
    return BlockerCount(
        total=len(blockers),
        proven=proven,
        planned=planned,
        waived=waived,
        not_applicable=exempt,
        stuck=len(gaps) - planned - waived,
    )


def _judged(assessment: Assessment, verified: Verified) -> Judged:
    condition = verified.condition
    return Judged(
        name=condition.name,
        demand=condition.demand,
        value=verified.worst.value,
        holds=verified.worst.holds,
        holds_at_best=verified.best.holds,
        holds_on_course=verified.course.holds,
        decided=assessment.decided(verified),
        items=verified.worst.failing,
        measure=condition.limit.measure if condition.limit else None,
        limit=condition.limit.bound if condition.limit else None,
        measured=verified.worst.measured,
    )


def _undecided(assessment: Assessment, gaps: tuple[Finding, ...]) -> tuple[str, ...]:
    """The answers that would decide an undecided verdict: unknown items, then sign-offs that are missing."""
    if assessment.verdict is not Verdict.UNDECIDED:
        return ()
    unknown = [gap.item for gap in gaps if gap.outcome is Outcome.UNKNOWN and gap.severity is not Severity.INFO]
    missing = [name for name in assessment.state.signers if assessment.state.words[name].sign_off is None]
    return (*unknown, *(f"sign-off of {department}" for department in missing))


def _waivers(inputs: Inputs, assessment: Assessment, locate: Locate) -> Iterator[WaiverUse]:
    plan, state = inputs.plan, assessment.state
    counted = {item.id for item in state.items}
    for checked in assessment.waivers:
        waiver, item = checked.waiver, assessment.work.items[checked.waiver.item]
        yield WaiverUse(
            item=waiver.item,
            severity=item.spec.severity,
            reason=waiver.reason,
            approved_by=_someone(plan, waiver.approved_by),
            until=waiver.until,
            defect=checked.defect,
            relied_on=checked.defect is None and item.id in counted and state.route(item) is Route.WAIVER,
            place=locate(checked.path),
        )


# ---------------------------------------------------------------- departments and stages
def _departments(inputs: Inputs, assessment: Assessment, found: tuple[Finding, ...]) -> Iterator[DepartmentResult]:
    plan, state = inputs.plan, assessment.state
    by_department, nothing = state.tally_by_department, tally((), inputs.policy.weights)
    for department, title in inputs.catalogue.titles.items():
        part = plan.departments.get(department)
        own = [finding for finding in found if finding.department == department and finding.counted]
        ruled_out = state.ruled_out
        blockers = [f for f in own if f.severity is Severity.BLOCKER and f.item not in ruled_out]
        yield DepartmentResult(
            id=department,
            title=(part.called if part else None) or title,
            lead=who(plan, plan.lead_of(department)),
            in_plan=part is not None,
            figures=by_department.get(department, nothing).figures,
            blockers=len(blockers),
            blockers_ok=sum(f.outcome.holds or f.waived for f in blockers),
            sign_off=_sign_off(inputs, assessment, department),
            next_by=min((f.timing.by for f in own if f.timing is not None and not f.waived), default=None),
            watch=tuple(_watch(inputs, assessment, department, own)),
        )


def _sign_off(inputs: Inputs, assessment: Assessment, department: str) -> SignOffState:
    state = assessment.state
    required = department in state.signers
    word = state.words.get(department)
    if word is None or word.sign_off is None:
        return SignOffState(None, None, None, None, required, premature=False)
    given = word.sign_off
    early = premature(assessment, department)
    return SignOffState(
        given.decision, _someone(inputs.plan, given.by), given.dated, given.note, required, premature=early
    )


def _watch(inputs: Inputs, assessment: Assessment, department: str, own: list[Finding]) -> Iterator[str]:
    plan = inputs.plan
    lead = plan.lead_of(department)
    part = plan.departments.get(department)
    if part is not None and part.done_by is not None:
        yield f"done by {part.done_by}"
    if lead is None and any(finding.outcome.is_gap for finding in own):
        yield "no lead"
    if not plan.deputies_of(lead):
        for first, last in plan.absences_of(lead):
            if first <= assessment.day.audited <= last:
                yield f"lead away {first} to {last}, no deputy"
    late = [f.item.partition(".")[2] for f in own if f.timing is not None and f.timing.slack_days < 0 and not f.waived]
    if late:
        yield f"late: {', '.join(late[:2])}" + (f" and {len(late) - 2} more" if len(late) > 2 else "")  # noqa: PLR2004


def _stages(assessment: Assessment) -> tuple[StageResult, ...]:
    by_stage = assessment.state.tally_by_stage
    return tuple(StageResult(stage, by_stage[stage.value].figures) for stage in Stage if stage.value in by_stage)
