"""A snapshot of a report: what a later audit is compared with."""

from __future__ import annotations

from readycheck.model.change import Head, ItemState, MilestoneState, Snapshot, WaiverState
from readycheck.model.report import Finding, Report, WaiverUse


def snapshot(report: Report) -> Snapshot:
    """Return what a comparison needs of a report. It must hold every finding: take it before any selection."""
    return Snapshot(
        head=_head(report),
        milestones=tuple(MilestoneState(each.id, each.day, each.verdict, each.course) for each in report.milestones),
        waivers=tuple(map(_waiver, report.waivers)),
        departures=report.departures,
        items=tuple(map(_item, report.findings)),
        newer=report.newer,
        people=frozenset(report.people),
    )


def _head(report: Report) -> Head:
    return Head(
        plan=report.plan,
        launch=report.launch.name,
        launch_class=report.launch.launch_class,
        as_of=report.as_of,
        milestone=report.milestone,
        milestone_day=report.milestone_day,
        verdict=report.verdict,
        course=report.course,
        figures=report.figures,
        blockers=sum(department.blockers for department in report.departments),
        blockers_ok=sum(department.blockers_ok for department in report.departments),
        policy=report.policy_name,
        checklists=report.checklists_version,
    )


def _item(finding: Finding) -> ItemState:
    return ItemState(
        item=finding.item,
        title=finding.title,
        outcome=finding.outcome,
        counted=finding.counted,
        severity=finding.severity,
        milestone=finding.milestone,
        evidence=finding.evidence,
        exempt=finding.exempt,
        dropped=finding.dropped,
        status=finding.status,
        approved_by=finding.approved_by,
        reason=finding.reason,
        proof=finding.proof,
        owner=finding.owner,
        planned=finding.planned,
        waived=finding.waived,
        place=finding.place,
        reads=finding.reads,
        formerly=finding.formerly,
    )


def _waiver(waiver: WaiverUse) -> WaiverState:
    return WaiverState(
        item=waiver.item,
        reason=waiver.reason,
        approved_by=waiver.approved_by,
        until=waiver.until,
        defect=waiver.defect,
        relied_on=waiver.relied_on,
        place=waiver.place,
    )
