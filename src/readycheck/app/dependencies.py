"""Look at the launches that a plan needs: where their plans are at hand, they are audited too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable, real
from readycheck.model.facts import Awaited
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Report

#: How many other plans one audit looks at, those that they need in turn included.
MAX_PLANS = 20

#: What is known of other plans, by path and milestone; None while one is being audited.
Others = dict[tuple[Path, str], Awaited | None]
#: Audits the plan at a path for a milestone.
AuditFor = Callable[[Path, str], Report]


def awaited_launches(
    plan: LaunchPlan, base: Path, tree: Tree, others: Others, audit: AuditFor
) -> Iterator[tuple[int, Awaited]]:
    """Yield each launch whose plan is named, by its position. What is wrong with that plan is said, never raised."""
    for index, needed in enumerate(plan.depends_on or ()):
        if needed.plan is not None:
            yield index, _look(needed.plan, needed.needs, base, tree, others, audit)


def _look(name: str, milestone: str, base: Path, tree: Tree, others: Others, audit: AuditFor) -> Awaited:
    try:
        path = plan_path(tree.inside(name, base))
    except Unreadable as error:
        return Awaited(defect=str(error))
    key = (path, milestone)
    if key in others:
        return others[key] or Awaited(defect="waits for this launch in turn")
    if len(others) > MAX_PLANS:
        return Awaited(defect=f"is not looked at: more than {MAX_PLANS} plans are needed in all")
    others[key] = None
    try:
        report = audit(path, milestone)
    except RefusedInput as refusal:
        problem = refusal.problems[0]
        found = Awaited(defect=f"cannot be audited: {problem.message} ({problem.place})")
    except OSError as error:
        found = Awaited(defect=f"cannot be read: {error.strerror or type(error).__name__}")
    else:
        files = tuple((source.file, source.sha256) for source in report.sources)
        found = Awaited(report.milestone_day, report.verdict, report.course, files=files)
    others[key] = found
    return found


def plan_path(path: Path) -> Path:
    """Return the one path by which a plan is known: its directory where it is one, links resolved."""
    resolved = real(path)
    return resolved.parent if resolved.name == "launch.yaml" else resolved
