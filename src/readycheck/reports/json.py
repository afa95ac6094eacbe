"""JSON: the report in its transfer types."""

from __future__ import annotations

from readycheck import __version__
from readycheck.model.between import Between, JourneyMap
from readycheck.model.deviation import Agreed
from readycheck.model.obligation import Obligation
from readycheck.model.report import DepartmentResult, Finding, Judged, Report
from readycheck.model.vocabulary import Stage
from readycheck.reports.change_json import comparison_out
from readycheck.reports.options import Options
from readycheck.reports.outlook_json import earliest_out, event_out, slip_out
from readycheck.reports.transfer import (
    SCHEMA_VERSION,
    AgreedOut,
    AskOut,
    AuditOut,
    BetweenOut,
    ConditionOut,
    ContradictionOut,
    DepartmentOut,
    DeviationOut,
    FindingOut,
    HandoffOut,
    JourneyGapOut,
    JourneyOut,
    JourneyRowOut,
    MilestoneOut,
    NoticeOut,
    ObligationOut,
    PromiseOut,
    RelianceOut,
    ReportOut,
    StepOut,
    WaiverOut,
)
from readycheck.reports.value import (
    as_json,
    day_out,
    departure_out,
    figures_out,
    id_of,
    launch_out,
    number_out,
    place_out,
    source_out,
)


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one document with every report. `options` change nothing."""
    del options
    tool = f"readycheck {__version__}"
    out = AuditOut(schema_version=SCHEMA_VERSION, tool=tool, reports=tuple(map(_report, reports)))
    return as_json(out)


def _report(report: Report) -> ReportOut:
    return ReportOut(
        **launch_out(report.plan, report.launch.name, report.launch.launch_class),
        as_of=report.as_of.isoformat(),
        sources=tuple(map(source_out, report.sources)),
        unread=report.unread,
        checklists=report.checklists_version,
        policy=report.policy_name,
        policy_sha256=report.policy_sha256,
        policy_files=tuple(map(source_out, report.policy_files)),
        milestone=report.milestone,
        milestone_day=report.milestone_day.isoformat(),
        days_left=report.days_left,
        verdict=report.verdict.value,
        course=report.course.value,
        earliest=earliest_out(report.earliest),
        figures=figures_out(report.figures),
        stages={stage.stage.value: figures_out(stage.figures) for stage in report.stages},
        milestones=tuple(
            MilestoneOut(
                id=milestone.id,
                day=milestone.day.isoformat(),
                verdict=milestone.verdict.value,
                course=milestone.course.value,
                audited=milestone.audited,
            )
            for milestone in report.milestones
        ),
        conditions=tuple(map(_condition, report.conditions)),
        undecided=report.undecided,
        reliances=tuple(
            RelianceOut(
                kind=reliance.kind,
                subject=reliance.subject,
                text=reliance.text,
                owner=id_of(reliance.owner),
                by=day_out(reliance.by),
            )
            for reliance in report.reliances
        ),
        obligations=tuple(map(_obligation, report.obligations)),
        waivers=tuple(
            WaiverOut(
                item=waiver.item,
                reason=waiver.reason,
                approved_by=waiver.approved_by.id,
                until=waiver.until.isoformat(),
                defect=waiver.defect,
                relied_on=waiver.relied_on,
            )
            for waiver in report.waivers
        ),
        departments=tuple(map(_department, report.departments)),
        between=_between(report.between),
        first=tuple(
            StepOut(who=id_of(step.who), what=step.what, how=step.how, item=step.item, by=step.by.isoformat())
            for step in report.first
        ),
        calendar=tuple(map(event_out, report.calendar)),
        slips=tuple(map(slip_out, report.slips)),
        shown=report.shown,
        gaps=tuple(gap.item for gap in report.gaps),
        findings=tuple(map(_finding, report.findings)),
        notices=tuple(
            NoticeOut(kind=notice.kind, message=notice.message, place=place_out(notice.place))
            for notice in report.notices
        ),
        departures=tuple(map(departure_out, report.departures)),
        newer=report.newer,
        people=report.people,
        agreed=_agreed(report.agreed) if report.agreed is not None else None,
        changes=comparison_out(report.changes) if report.changes is not None else None,
    )


def _obligation(known: Obligation) -> ObligationOut:
    return ObligationOut(
        origin=known.origin.value,
        subject=known.subject,
        milestone=known.milestone,
        text=known.text,
        given_by=known.given_by.id,
        given=known.given.isoformat(),
        owner=id_of(known.owner),
        by=day_out(known.by),
        overdue=known.overdue,
        met=day_out(known.met),
        relied_on=known.relied_on,
        place=place_out(known.place),
    )


def _between(between: Between) -> BetweenOut:
    return BetweenOut(
        falls=between.falls,
        journeys=tuple(map(_journey, between.journeys)),
        handoffs=tuple(
            HandoffOut(
                ends=handoff.ends,
                kind=handoff.kind,
                carries=handoff.carries,
                given=day_out(handoff.given),
                accepted=day_out(handoff.taken),
                defect=handoff.defect,
                owner=id_of(handoff.owner),
                due=day_out(handoff.due),
                place=place_out(handoff.place),
            )
            for handoff in between.handoffs
        ),
        promises=tuple(
            PromiseOut(
                promise=promise.promise,
                level=promise.level.value,
                touchpoint=promise.touchpoint,
                service=promise.service,
                service_level=promise.service_level.value if promise.service_level else None,
                department=promise.department,
                defect=promise.defect,
                owner=id_of(promise.owner),
                due=day_out(promise.due),
                place=place_out(promise.place),
            )
            for promise in between.promises
        ),
        contradictions=tuple(
            ContradictionOut(
                fact=found.fact,
                first=found.first,
                first_value=found.first_value,
                first_place=place_out(found.first_place),
                other=found.other,
                other_value=found.other_value,
                other_place=place_out(found.other_place),
                owner=id_of(found.owner),
            )
            for found in between.contradictions
        ),
        asks=tuple(
            AskOut(
                owed_by=ask.owed_by,
                asked_by=ask.asked_by,
                what=ask.what,
                owner=id_of(ask.owner),
                by=ask.by.isoformat(),
                overdue=ask.overdue,
                place=place_out(ask.place),
            )
            for ask in between.asks
        ),
    )


def _journey(journey: JourneyMap) -> JourneyOut:
    return JourneyOut(
        name=journey.name,
        segment=journey.segment,
        owner=id_of(journey.owner),
        rows=tuple(
            JourneyRowOut(
                department=row.department,
                stages={stage.value: cell.coverage.value for stage, cell in zip(Stage, row.cells, strict=True)},
            )
            for row in journey.rows
        ),
        skipped={stage.value: why for stage, why in journey.skipped},
        gaps=tuple(
            JourneyGapOut(text=gap.text, owner=id_of(gap.owner), due=day_out(gap.due), place=place_out(gap.place))
            for gap in journey.gaps
        ),
        place=place_out(journey.place),
    )


def _finding(finding: Finding) -> FindingOut:
    timing = finding.timing
    return FindingOut(
        item=finding.item,
        department=finding.department,
        title=finding.title,
        severity=finding.severity.value,
        stage=finding.stage.value,
        serves=tuple(serves.value for serves in finding.serves),
        evidence=finding.evidence.value,
        formerly=finding.formerly,
        milestone=finding.milestone,
        counted=finding.counted,
        outcome=finding.outcome.value,
        reason=finding.reason,
        status=finding.status.value if finding.status else None,
        approved_by=id_of(finding.approved_by),
        exempt=finding.exempt,
        dropped=finding.dropped,
        undecided_fact=finding.undecided_fact,
        place=place_out(finding.place),
        owner=id_of(finding.owner),
        planned=finding.planned,
        waived=finding.waived,
        stuck=finding.stuck,
        proof=finding.proof,
        expires=day_out(finding.expires),
        holder=id_of(timing.holder) if timing else None,
        by=day_out(timing.by) if timing else None,
        due=day_out(timing.due) if timing else None,
        expect=day_out(timing.expect) if timing else None,
        earliest_finish=day_out(timing.earliest_finish) if timing else None,
        latest_start=day_out(timing.latest_start) if timing else None,
        slack_days=timing.slack_days if timing else None,
        overdue=timing.overdue if timing else False,
        waiting=timing.waiting if timing else 0,
        chain=timing.chain if timing else (),
        ticket=finding.ticket,
    )


def _condition(condition: Judged) -> ConditionOut:
    return ConditionOut(
        name=condition.name,
        demand=condition.demand,
        value=condition.value,
        measured=number_out(condition.measured),
        limit=number_out(condition.limit),
        holds=condition.holds,
        holds_at_best=condition.holds_at_best,
        holds_on_course=condition.holds_on_course,
        decided=condition.decided,
        failing=condition.items,
    )


def _department(department: DepartmentResult) -> DepartmentOut:
    decision = department.sign_off.decision
    return DepartmentOut(
        id=department.id,
        title=department.title,
        lead=id_of(department.lead),
        in_plan=department.in_plan,
        figures=figures_out(department.figures),
        blockers=department.blockers,
        blockers_ok=department.blockers_ok,
        sign_off=decision.value if decision else None,
        sign_off_required=department.sign_off.required,
        next_by=day_out(department.next_by),
        watch=department.watch,
    )


def _agreed(agreed: Agreed) -> AgreedOut:
    return AgreedOut(
        revision=agreed.revision,
        commit=agreed.commit,
        note=agreed.note,
        deviations=tuple(
            DeviationOut(what=found.what, was=found.was, now=found.now, eases=found.eases, place=place_out(found.place))
            for found in agreed.deviations
        ),
    )
