"""JSON: what changed, in its transfer types."""

from __future__ import annotations

from collections.abc import Iterable

from readycheck import __version__
from readycheck.model.change import (
    Change,
    ChangeKind,
    Comparison,
    Difference,
    Head,
    ItemState,
    MilestoneState,
    WaiverState,
)
from readycheck.reports.change_transfer import (
    SCHEMA_VERSION,
    ChangeOut,
    ComparisonOut,
    DiffOut,
    HeadOut,
    MilestoneChangeOut,
    MilestoneStateOut,
    RegressionOut,
    StateOut,
    WaiverChangeOut,
    WaiverTermsOut,
)
from readycheck.reports.value import as_json, departure_out, figures_out, id_of, launch_out, place_out


def render(difference: Difference) -> str:
    """Return what changed as a document of its own."""
    out = DiffOut(
        schema_version=SCHEMA_VERSION,
        tool=f"readycheck {__version__}",
        before=difference.before,
        after=difference.after,
        counts=_counts(change for comparison in difference.comparisons for change in comparison.changes),
        comparisons=tuple(map(comparison_out, difference.comparisons)),
        only_before=difference.only_before,
        only_after=difference.only_after,
    )
    return as_json(out)


def comparison_out(comparison: Comparison) -> ComparisonOut:
    """Return what changed in one plan."""
    return ComparisonOut(
        before=_head(comparison.before),
        after=_head(comparison.after),
        counts=_counts(comparison.changes),
        changes=tuple(map(_change, comparison.changes)),
        waivers=tuple(
            WaiverChangeOut(
                item=change.item,
                before=_terms(change.before),
                after=_terms(change.after),
                regression=change.refused.reason if change.refused is not None else None,
            )
            for change in comparison.waivers
        ),
        milestones=tuple(
            MilestoneChangeOut(id=change.id, before=_milestone(change.before), after=_milestone(change.after))
            for change in comparison.milestones
        ),
        rules_added=tuple(map(departure_out, comparison.rules_added)),
        rules_removed=tuple(map(departure_out, comparison.rules_removed)),
        regressions=tuple(
            RegressionOut(
                item=each.item,
                reason=each.reason,
                remedy=each.remedy,
                place=place_out(each.place),
                owner=id_of(each.owner),
            )
            for each in comparison.regressions
        ),
    )


def _counts(changes: Iterable[Change]) -> dict[str, int]:
    counts = dict.fromkeys(map(str, ChangeKind), 0)
    for change in changes:
        counts[change.kind.value] += 1
    return counts


def _head(head: Head) -> HeadOut:
    return HeadOut(
        **launch_out(head.plan, head.launch, head.launch_class),
        as_of=head.as_of.isoformat(),
        milestone=head.milestone,
        milestone_day=head.milestone_day.isoformat(),
        verdict=head.verdict.value,
        course=head.course.value,
        figures=figures_out(head.figures),
        blockers=head.blockers,
        blockers_ok=head.blockers_ok,
        policy=head.policy,
        checklists=head.checklists,
    )


def _change(change: Change) -> ChangeOut:
    return ChangeOut(
        item=change.item,
        title=change.state.title,
        kind=change.kind.value,
        before=_state(change.before),
        after=_state(change.after),
        why=change.why,
        regression=change.regression,
        place=place_out(change.state.place),
    )


def _state(state: ItemState | None) -> StateOut | None:
    if state is None:
        return None
    return StateOut(
        outcome=state.outcome.value,
        reason=state.reason,
        status=state.status.value if state.status else None,
        counted=state.counted,
        severity=state.severity.value,
        milestone=state.milestone,
        planned=state.planned,
        waived=state.waived,
        approved_by=id_of(state.approved_by),
        owner=id_of(state.owner),
        proof=state.proof,
    )


def _terms(waiver: WaiverState | None) -> WaiverTermsOut | None:
    if waiver is None:
        return None
    return WaiverTermsOut(
        reason=waiver.reason,
        approved_by=waiver.approved_by.id,
        until=waiver.until.isoformat(),
        defect=waiver.defect,
    )


def _milestone(milestone: MilestoneState | None) -> MilestoneStateOut | None:
    if milestone is None:
        return None
    return MilestoneStateOut(
        day=milestone.day.isoformat(), verdict=milestone.verdict.value, course=milestone.course.value
    )
