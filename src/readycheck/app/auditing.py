"""Audit a plan: find the policy, read plan and checklists, look at the evidence, audit, complete the report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from readycheck import __version__
from readycheck.app.dependencies import Others, awaited_launches, plan_path
from readycheck.audit import audit
from readycheck.audit.timeline import timeline
from readycheck.documents.catalogue import pinned
from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, load_plan, read_plan
from readycheck.documents.policy import FILE_NAME, Rules, find_policy, load_rules
from readycheck.errors import ExitCode, RefusedInput
from readycheck.evidence import gather
from readycheck.files import repository_root
from readycheck.model.place import Place, Problem
from readycheck.model.policy import in_force
from readycheck.model.report import Report, Source
from readycheck.model.text import printable
from readycheck.model.vocabulary import DEPARTMENTS, Course, Gate, Verdict


class AuditRequest(NamedTuple):
    """What to audit, and how."""

    as_of: date
    milestone: str | None = None
    policy: Path | None = None
    """A policy to use instead of the one found upward from the plan."""
    fail_under: float | None = None


class PlanSource(NamedTuple):
    """Where a plan comes from: a path, or bytes read from elsewhere under a name."""

    name: str
    path: Path
    data: bytes | None = None


class Audited(NamedTuple):
    """What became of one plan."""

    name: str
    report: Report | None
    problems: tuple[Problem, ...]
    """Why the plan, or a part of it, could not be read."""


def audit_plan(source: PlanSource, request: AuditRequest) -> Audited:
    """Audit one plan. Refused input is a result, so that one plan does not silence others."""
    try:
        made = _audit(source, request, {})
    except RefusedInput as refusal:
        return Audited(source.name, None, refusal.problems)
    except OSError as error:  # a path that the system does not take: too long, too deep, unreadable on the way
        why = f"cannot be read: {error.strerror or type(error).__name__}"
        return Audited(source.name, None, (Problem(Place(printable(source.name)), why, "check the path"),))
    return Audited(source.name, _complete(made, source), made.loaded.problems)


class _Audit(NamedTuple):
    """One audit, and what it was made from."""

    report: Report
    files: PlanFiles
    rules: Rules
    loaded: LoadedPlan
    others: tuple[tuple[str, str], ...]
    """The files of the launches that it needs, each with its SHA-256."""


def _audit(source: PlanSource, request: AuditRequest, others: Others) -> _Audit:
    base = source.path if source.path.is_dir() else source.path.parent
    root = repository_root(base)
    rules = load_rules_for(base, root, request.policy)
    files = _files(source, root, rules)
    loaded = load_plan(files, rules.catalogue, rules.milestones)
    plan = loaded.plan
    if request.milestone is not None and request.milestone not in plan.launch.milestones:
        message = f"there is no milestone `{printable(request.milestone)}` to audit"
        help_ = f"the plan dates {', '.join(plan.launch.milestones)}"
        raise RefusedInput(loaded.document.problem(("launch", "milestones"), message, help_, key=True))
    milestone = request.milestone or timeline(plan, rules.milestones).next_on(request.as_of)
    others.setdefault((plan_path(source.path), milestone), None)
    facts = gather(
        plan,
        base=base,
        root=root,
        own_files=frozenset(_own_files(base, files)),
        renamed=rules.catalogue.renamed,
    )

    def audit_other(path: Path, needed: str) -> Report:
        return _other(path, AuditRequest(request.as_of, needed), others)

    launches = dict(awaited_launches(plan, base, root, others, audit_other))
    report = audit(
        plan,
        pinned(rules.catalogue, plan.checklists),
        in_force(rules.builtin, rules.own, plan.launch.launch_class),
        facts._replace(launches=launches),
        request.as_of,
        locate=loaded.document.place,
        milestone=milestone,
        fail_under=request.fail_under,
    )
    read = tuple(file for awaited in launches.values() for file in awaited.files)
    return _Audit(report, files, rules, loaded, read)


def _other(path: Path, request: AuditRequest, others: Others) -> Report:
    """Audit a plan that another needs, by its own policy; RefusedInput where a part of it cannot be read."""
    source = PlanSource(_near(path), path)
    made = _audit(source, request, others)
    if made.loaded.problems:
        raise RefusedInput(*made.loaded.problems)
    return _complete(made, source)


def load_rules_for(base: Path, root: Path, given: Path | None) -> Rules:
    """Read the policy that applies to plans in `base`: the one given, else the nearest, else the built-in."""
    path = given or find_policy(base, root)
    if path is None:
        return load_rules(None, "", root)
    return load_rules(path, str(given) if given else _near(path), repository_root(path.parent) if given else root)


def _near(path: Path) -> str:
    """Return a path as seen from the working directory, where it is below it."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


def _files(source: PlanSource, root: Path, rules: Rules) -> PlanFiles:
    if source.data is not None:
        return PlanFiles(PlanFile(printable(source.name), source.data), {})
    return read_plan(source.path, source.name, root, frozenset({*DEPARTMENTS, *rules.catalogue.titles}))


def _own_files(base: Path, files: PlanFiles) -> Iterator[Path]:
    for file in (files.main, *files.departments.values()):
        yield (base / Path(file.name).name).resolve()
    yield (base / FILE_NAME).resolve()


def _complete(made: _Audit, source: PlanSource) -> Report:
    return made.report._replace(
        tool_version=__version__,
        plan=printable(source.name),
        sources=tuple(Source(name, digest) for name, digest in dict.fromkeys((*made.files.digests, *made.others))),
        policy_name=made.rules.document.name if made.rules.document else "built-in",
        unread=tuple(map(made.files.name_of, made.loaded.unread)),
    )


def gate(report: Report, by: Gate, *, strict: bool) -> ExitCode:
    """Return what a report means for a gate (design.md §6)."""
    if report.defects:
        return ExitCode.DEFECT
    if report.unread:
        return ExitCode.REFUSED
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
