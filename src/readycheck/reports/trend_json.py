"""JSON: the way of a plan, as a published format with types of its own (as those of the report, `transfer`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from readycheck import __version__
from readycheck.model.trend import Point, Step, Trend
from readycheck.reports.value import CLOSED, FiguresOut, as_json, figures_out

SCHEMA_VERSION = 1


class BlockersOut(TypedDict):
    """How the blockers stood. The parts add up to the total."""

    total: Annotated[int, Field(description="How many applied.")]
    proven: Annotated[int, Field(description="Of these, how many were proven.")]
    planned: Annotated[int, Field(description="How many somebody had said to close in time.")]
    waived: Annotated[int, Field(description="How many a valid waiver accepted.")]
    not_applicable: Annotated[int, Field(description="How many were not applicable by answer or by policy.")]
    stuck: Annotated[int, Field(description="How many had no way to yes.")]


class PointOut(TypedDict):
    """What the plan came to."""

    milestone: Annotated[str, Field(description="The milestone that was audited.")]
    milestone_day: Annotated[str, Field(description="Its day, as the plan had it.")]
    verdict: Annotated[str, Field(description="no_go, undecided, go_with_conditions or go.")]
    course: Annotated[str, Field(description="on_course, off_course or unreachable.")]
    figures: Annotated[FiguresOut, Field(description="Readiness over all items.")]
    blockers: Annotated[BlockersOut, Field(description="How the blockers stood.")]
    gaps: Annotated[int, Field(description="How many gaps counted for the milestone.")]


class StepOut(TypedDict):
    """A revision of the plan."""

    commit: Annotated[str, Field(description="The commit.")]
    day: Annotated[str, Field(description="When it was committed, UTC; the audit is as of that day.")]
    point: Annotated[PointOut | None, Field(description="What the plan came to; null where it could not be audited.")]
    problem: Annotated[str, Field(description="Why it, or a part of it, could not be read; mostly empty.")]


@CLOSED
class TrendOut(TypedDict):
    """A run of `readycheck trend`."""

    schema_version: Annotated[int, Field(description="The version of this format.")]
    tool: Annotated[str, Field(description="Name and version of the program.")]
    plan: Annotated[str, Field(description="The plan as named on the command line.")]
    launch: Annotated[str, Field(description="The launch's name.")]
    policy: Annotated[str, Field(description="The policy file by which all revisions were audited, or built-in.")]
    checklists: Annotated[str, Field(description="Version of the shipped checklists.")]
    steps: Annotated[tuple[StepOut, ...], Field(description="Every revision of the plan, oldest first.")]


def render(trend: Trend) -> str:
    """Return the way of a plan as a document of its own."""
    out = TrendOut(
        schema_version=SCHEMA_VERSION,
        tool=f"readycheck {__version__}",
        plan=trend.plan,
        launch=trend.launch,
        policy=trend.policy_name,
        checklists=trend.checklists_version,
        steps=tuple(map(_step, trend.steps)),
    )
    return as_json(out)


def _step(step: Step) -> StepOut:
    return StepOut(
        commit=step.commit,
        day=step.day.isoformat(),
        point=_point(step.point) if step.point is not None else None,
        problem=step.problem,
    )


def _point(point: Point) -> PointOut:
    blockers = point.blockers
    return PointOut(
        milestone=point.milestone,
        milestone_day=point.milestone_day.isoformat(),
        verdict=point.verdict.value,
        course=point.course.value,
        figures=figures_out(point.figures),
        blockers=BlockersOut(
            total=blockers.total,
            proven=blockers.proven,
            planned=blockers.planned,
            waived=blockers.waived,
            not_applicable=blockers.not_applicable,
            stuck=blockers.stuck,
        ),
        gaps=point.gaps,
    )
