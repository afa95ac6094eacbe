"""JSON: the path to green in its transfer types."""

from __future__ import annotations

from readycheck import __version__
from readycheck.model.path import PathToGreen, Task
from readycheck.reports.outlook_json import earliest_out
from readycheck.reports.path_transfer import (
    SCHEMA_VERSION,
    ChoiceOut,
    CommitmentOut,
    HandoverOut,
    ObstacleOut,
    PathOut,
    RelaxationOut,
    SignOffOut,
    TaskOut,
)
from readycheck.reports.value import as_json, day_out, id_of, place_out, source_out


def render(path: PathToGreen) -> str:
    """Return the path to green as a document of its own."""
    out = PathOut(
        schema_version=SCHEMA_VERSION,
        tool=f"readycheck {__version__}",
        plan=path.plan,
        sources=tuple(map(source_out, path.sources)),
        policy=path.policy_name,
        policy_sha256=path.policy_sha256,
        policy_files=tuple(map(source_out, path.policy_files)),
        unread=path.unread,
        launch=path.launch,
        as_of=path.as_of.isoformat(),
        milestone=path.milestone,
        milestone_day=path.milestone_day.isoformat(),
        is_reachable=path.is_reachable,
        day=day_out(path.day),
        verdict=path.verdict.value,
        course=path.course.value,
        earliest=earliest_out(path.earliest),
        gaps=path.gaps,
        work_days=path.work_days,
        is_least=path.is_least,
        shown=path.shown,
        tasks=tuple(map(_task, path.tasks)),
        choices=tuple(
            ChoiceOut(fact=choice.fact, question=choice.question, owner=choice.owner.id, items=choice.items)
            for choice in path.choices
        ),
        commitments=tuple(
            CommitmentOut(item=kept.item, owner=id_of(kept.owner), by=kept.by.isoformat()) for kept in path.commitments
        ),
        signoffs=tuple(
            SignOffOut(department=word.department, by=id_of(word.by), is_no_go=word.is_no_go) for word in path.signoffs
        ),
        obstacles=tuple(
            ObstacleOut(name=found.name, demand=found.demand, value=found.value, items=found.items)
            for found in path.obstacles
        ),
        relaxations=tuple(
            RelaxationOut(
                change=way.change,
                subject=way.subject,
                who=id_of(way.who),
                day=day_out(way.day),
                instead=day_out(way.instead),
            )
            for way in path.relaxations
        ),
    )
    return as_json(out)


def _task(task: Task) -> TaskOut:
    gap, timing = task.gap, task.gap.timing
    assert timing is not None  # noqa: S101 - gaps have a timing
    return TaskOut(
        item=gap.item,
        title=gap.title,
        severity=gap.severity.value,
        outcome=gap.outcome.value,
        reason=gap.reason,
        owner=id_of(gap.owner),
        what=task.what,
        how=task.how,
        days=timing.remaining_days,
        start=task.start.isoformat(),
        latest_start=task.latest_start.isoformat(),
        finish=timing.earliest_finish.isoformat(),
        finish_by=task.finish_by.isoformat(),
        after=task.after,
        hands_over=tuple(HandoverOut(item=handover.item, to=id_of(handover.to)) for handover in task.hands_over),
        place=place_out(gap.place),
    )
