"""JSON: the way of a plan, as a published format with types of its own (as those of the report, `transfer`)."""

from __future__ import annotations

from pydantic import Field

from readycheck import __version__
from readycheck.model.trend import Point, Step, Trend
from readycheck.reports.value import FiguresOut, Transfer, figures_out

SCHEMA_VERSION = 1


class BlockersOut(Transfer):
    """How the blockers stood. The parts add up to the total."""

    total: int = Field(description="How many applied.")
    proven: int = Field(description="Of these, how many were proven.")
    planned: int = Field(description="How many somebody had said to close in time.")
    waived: int = Field(description="How many a valid waiver accepted.")
    not_applicable: int = Field(description="How many were not applicable by answer or by policy.")
    stuck: int = Field(description="How many had no way to yes.")


class PointOut(Transfer):
    """What the plan came to."""

    milestone: str = Field(description="The milestone that was audited.")
    milestone_day: str = Field(description="Its day, as the plan had it.")
    verdict: str = Field(description="no_go, undecided, go_with_conditions or go.")
    course: str = Field(description="on_course, off_course or unreachable.")
    figures: FiguresOut = Field(description="Readiness over all items.")
    blockers: BlockersOut = Field(description="How the blockers stood.")
    gaps: int = Field(description="How many gaps counted for the milestone.")


class StepOut(Transfer):
    """A revision of the plan."""

    commit: str = Field(description="The commit.")
    day: str = Field(description="When it was committed, UTC; the audit is as of that day.")
    point: PointOut | None = Field(description="What the plan came to; null where it could not be audited.")
    problem: str = Field(description="Why it, or a part of it, could not be read; mostly empty.")


class TrendOut(Transfer):
    """A run of `readycheck trend`."""

    schema_version: int = Field(description="The version of this format.")
    tool: str = Field(description="Name and version of the program.")
    plan: str = Field(description="The plan as named on the command line.")
    launch: str = Field(description="The launch's name.")
    policy: str = Field(description="The policy file by which all revisions were audited, or built-in.")
    checklists: str = Field(description="Version of the shipped checklists.")
    steps: tuple[StepOut, ...] = Field(description="Every revision of the plan, oldest first.")


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
    return out.as_json()


def _step(step: Step) -> StepOut:
    return StepOut(
        commit=step.commit,
        day=step.day.isoformat(),
        point=_point(step.point) if step.point is not None else None,
        problem=step.problem,
    )


def _point(point: Point) -> PointOut:
    return PointOut(
        milestone=point.milestone,
        milestone_day=point.milestone_day.isoformat(),
        verdict=point.verdict.value,
        course=point.course.value,
        figures=figures_out(point.figures),
        blockers=BlockersOut(**point.blockers._asdict()),
        gaps=point.gaps,
    )
