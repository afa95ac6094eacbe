"""Audit a plan: read what it takes, audit, complete the report; and say what that means for a gate."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from readycheck.app.dependencies import AuditFor, Others
from readycheck.app.reading import AuditRequest, Ready, exit_code, read, why_unreadable
from readycheck.app.source import PlanSource
from readycheck.errors import ExitCode, RefusedInput
from readycheck.model.place import Problem
from readycheck.model.report import Report
from readycheck.model.vocabulary import Course, Gate, Verdict


class Audited(NamedTuple):
    """What became of one plan."""

    name: str
    report: Report | None
    problems: tuple[Problem, ...]
    """Why the plan, or a part of it, could not be read."""

    @property
    def exit_code(self) -> ExitCode:
        """What the run comes to, whatever the verdict."""
        return exit_code(self.report, self.problems)


def audit_plan(source: PlanSource, request: AuditRequest) -> Audited:
    """Audit one plan. Refused input is a result, so that one plan does not silence others."""
    try:
        ready = read_plan_for(source, request)
    except (RefusedInput, OSError) as error:
        return Audited(source.name, None, why_unreadable(source, error))
    return Audited(source.name, audit_ready(request, ready), ready.loaded.problems)


def read_plan_for(source: PlanSource, request: AuditRequest, others: Others | None = None) -> Ready:
    """Read one plan; those that it needs are audited, as far as they are at hand. RefusedInput, or OSError."""
    known: Others = {} if others is None else others
    return read(source, request, known, audit_of_others(source, request, known))


def audit_of_others(source: PlanSource, request: AuditRequest, known: Others) -> AuditFor:
    """Return how plans are audited that lie where a plan lies which needs them, held to the same revision."""

    def audit_other(path: Path, needed: str) -> Report:
        other = PlanSource(source.tree.label(path), path, revision=source.revision)
        asked = AuditRequest(
            request.as_of,
            needed,
            policy_ref=request.policy_ref,
            links=request.links,
            verification=request.verification,
        )
        return _other(other, asked, known)

    return audit_other


def _other(source: PlanSource, request: AuditRequest, others: Others) -> Report:
    """Audit a plan that another needs, by its own policy; RefusedInput where it cannot be relied on.

    That is where a part of it cannot be read, or it is easier than was agreed.
    """
    ready = read_plan_for(source, request, others)
    if ready.loaded.problems:
        raise RefusedInput(*ready.loaded.problems)
    if ready.agreed is not None and ready.agreed.eased:
        eased = ready.agreed.eased[0]
        help_ = "take that back, or have it merged by somebody who answers for that launch"
        raise RefusedInput(Problem(eased.place, f"{eased.what} is easier than agreed", help_))
    return audit_ready(request, ready)


def audit_ready(request: AuditRequest, ready: Ready) -> Report:
    """Audit a plan that was read."""
    from readycheck.audit import audit  # noqa: PLC0415 - what is refused is not judged

    report = audit(
        ready.plan,
        ready.catalogue,
        ready.policy,
        ready.facts,
        request.as_of,
        locate=ready.loaded.document.place,
        milestone=ready.milestone,
        fail_under=request.fail_under,
        slip=request.slip,
        weeks=request.weeks,
    )
    return ready.completed(report)._replace(agreed=ready.agreed)


def held(report: Report) -> ExitCode:
    """Return what a report means where it is held against a baseline, or a revision whose rules were agreed.

    What neither has cannot be worse: it passes.
    """
    worse = report.changes is not None and report.changes.regressions
    eased = report.agreed is not None and report.agreed.eased
    return _unusable(report) or (ExitCode.FAILED if worse or eased else ExitCode.PASSED)


def _unusable(report: Report) -> ExitCode | None:
    """Return the exit code of a report that no gate may pass, whatever it says; None for any other."""
    if report.defects:
        return ExitCode.DEFECT
    return ExitCode.REFUSED if report.unread else None


def gate(report: Report, by: Gate, *, strict: bool) -> ExitCode:
    """Return what a report means for a gate (design.md §6)."""
    unusable = _unusable(report)
    if unusable is not None:
        return unusable
    if by is Gate.NONE:
        return ExitCode.PASSED
    if by is Gate.COURSE:
        return ExitCode.PASSED if report.course is Course.ON_COURSE else ExitCode.FAILED
    match report.verdict:
        case Verdict.UNDECIDED:
            return ExitCode.UNDECIDED
        case Verdict.GO:
            return ExitCode.PASSED
        case Verdict.GO_WITH_CONDITIONS:
            return ExitCode.FAILED if strict else ExitCode.PASSED
        case Verdict.NO_GO:
            return ExitCode.FAILED
