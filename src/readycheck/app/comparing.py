"""Compare two sides: find the plans of each, audit those that are plans, match them, compare each with its counterpart.

A side is what one argument names: a plan, a directory of plans, either of them in a git revision, or a JSON report.
Where a side comes from is settled in `plans_of` alone; everything else sees named snapshots.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from readycheck.app.auditing import Audited, audit_plan
from readycheck.app.reading import AuditRequest, why_unreadable
from readycheck.app.source import PlanSource, in_revision, is_also_revision, is_revision_name
from readycheck.audit.comparison import compare
from readycheck.audit.snapshot import snapshot
from readycheck.documents.folder import find_plans
from readycheck.documents.past_report import MAX_REPORT, parse_report
from readycheck.documents.plan import MAIN_FILE
from readycheck.errors import ExitCode, RefusedInput, UsageError, worst
from readycheck.model.change import Difference, Snapshot
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.syntax.source import read_source


class Entry(NamedTuple):
    """One plan of a side: to be audited, or audited before."""

    key: str
    """Its path within the side; empty where the side is this one plan."""
    plan: PlanSource | Snapshot


class Taken(NamedTuple):
    """One plan of a side, audited."""

    key: str
    snapshot: Snapshot


class Side(NamedTuple):
    """All plans of a side that could be audited, and what is wrong with the others."""

    name: str
    taken: tuple[Taken, ...]
    problems: tuple[Problem, ...]
    codes: tuple[ExitCode, ...]
    """What the audit of each plan came to, whatever the verdict."""
    read: frozenset[str]
    """The files that were read, as they are named."""


class Compared(NamedTuple):
    """What changed, as far as both sides could be read."""

    difference: Difference
    problems: tuple[Problem, ...]
    exit_code: ExitCode
    read: frozenset[str]
    """The files that were read, as they are named."""


def plans_of(argument: str, beside: Sequence[str]) -> tuple[Entry, ...]:
    """Return the plans that an argument names: a plan, a directory of plans, or a JSON report (`*.json`).

    A plan or a directory may lie in a git revision, `REVISION:PATH`; a revision alone means what it has of the plans
    and directories `beside` it, on the other side. RefusedInput, or UsageError, where it names none or both, or OSError
    where its folder cannot be searched.
    """
    path = Path(argument)
    if path.suffix.lower() == ".json" and not path.is_dir():
        data = read_source(path, argument, "name a plan, a folder of plans, or a JSON report", MAX_REPORT)
        return tuple(Entry(past.head.plan, past) for past in parse_report(data, printable(argument)))
    if path.exists():
        if is_also_revision(argument, beside):
            message = f"{printable(argument)} is a path, and {printable(argument.partition(':')[0])} is a revision"
            raise UsageError(message, hint=f"write ./{printable(argument)} for the path, or rename it")
        return _plans_at(PlanSource(argument, path), "")
    named = in_revision(argument)
    if named is not None:
        return _plans_at(named, "")
    if not beside or not is_revision_name(argument):
        return (Entry("", PlanSource(argument, path)),)
    try:
        sources = [(name, PlanSource(name, Path(name)).at(argument)) for name in beside]
    except UsageError as error:
        raise UsageError(f"{printable(argument)} is no plan, and {error.message}", hint=error.hint) from None
    there = ((name, source) for name, source in sources if source.tree.exists(source.path))
    return tuple(entry for name, source in there for entry in _plans_at(source, name))


def _plans_at(source: PlanSource, name: str) -> tuple[Entry, ...]:
    """Return the plan that lies at a path, called `name`, or the plans below it."""
    tree, path = source.tree, source.path
    if not tree.is_directory(path) or tree.is_file(path / MAIN_FILE):
        return (Entry(name, source),)
    found = find_plans(path, source.name, tree)
    if not found:
        help_ = f"a plan is a YAML file with `readycheck: 1`, or a folder with {MAIN_FILE}"
        raise RefusedInput(Problem(Place(printable(source.name)), "there is no plan in this folder", help_))
    return tuple(Entry(key, source.below(key)) for key in found)


def take(argument: str, request: AuditRequest, beside: Sequence[str] = ()) -> Side:
    """Audit every plan of a side. What cannot be read is told, so that one plan does not silence others."""
    try:
        entries = plans_of(argument, beside)
    except (RefusedInput, OSError) as error:
        unread = why_unreadable(PlanSource(argument, Path(argument)), error)
        return Side(argument, (), unread, (ExitCode.REFUSED,), frozenset())
    taken: list[Taken] = []
    problems: list[Problem] = []
    codes: list[ExitCode] = []
    read = {argument}
    for entry in entries:
        if isinstance(entry.plan, Snapshot):
            taken.append(Taken(entry.key, entry.plan))
            continue
        audited = audit_plan(entry.plan, request)
        problems += audited.problems
        codes.append(audited.exit_code)
        if audited.report is not None and not audited.problems:
            taken.append(Taken(entry.key, snapshot(audited.report)))
            read |= {source.file for source in (*audited.report.sources, *audited.report.policy_files)}
    return Side(argument, tuple(taken), tuple(problems), tuple(codes), frozenset(read))


def compare_sides(old: str, new: str, request: AuditRequest) -> Compared:
    """Return what changed from one side to another."""
    before, after = take(old, request, [new]), take(new, request, [old])
    pairs = match(before.taken, after.taken)
    was, now = {first for first, _ in pairs}, {second for _, second in pairs}
    difference = Difference(
        printable(old),
        printable(new),
        tuple(compare(before.taken[first].snapshot, after.taken[second].snapshot) for first, second in pairs),
        only_before=tuple(each.snapshot.head.plan for index, each in enumerate(before.taken) if index not in was),
        only_after=tuple(each.snapshot.head.plan for index, each in enumerate(after.taken) if index not in now),
    )
    code = worst((*before.codes, *after.codes))
    return Compared(difference, (*before.problems, *after.problems), code, before.read | after.read)


class Held(NamedTuple):
    """Audits held against a baseline."""

    audits: tuple[Audited, ...]
    """As they were given; each report says what changed, where the baseline has its plan."""
    new: tuple[str, ...]
    """The plans that the baseline does not have."""
    baseline: Side


def hold_against(baseline: str, audits: Sequence[Audited], request: AuditRequest) -> Held:
    """Compare audits with what a baseline has of their plans; the baseline's own dates are not moved.

    A plan of which a part could not be read is compared with nothing: what is missing would look taken away.
    RefusedInput where the baseline has none of the plans: then nothing would be held against anything.
    """
    planned = request._replace(fail_under=None, slip=0, weeks=0, policy_ref=None)
    side = take(baseline, planned, [audited.name for audited in audits])
    whole = (index for index, audited in enumerate(audits) if not audited.problems)
    made = [(index, report) for index in whole if (report := audits[index].report) is not None]
    now = [Taken("", snapshot(report)) for _, report in made]
    pairs = {new: old for old, new in match(side.taken, now)}
    if side.taken and now and not pairs:
        help_ = "name the same plans, or the folder in which they lie, as they were before"
        problem = Problem(Place(printable(baseline)), "the baseline has none of the plans that are audited", help_)
        raise RefusedInput(problem)
    changed = [*audits]
    for position, (index, report) in enumerate(made):
        if position in pairs:
            comparison = compare(side.taken[pairs[position]].snapshot, now[position].snapshot)
            changed[index] = audits[index]._replace(report=report._replace(changes=comparison))
    new = tuple(report.plan for position, (_, report) in enumerate(made) if position not in pairs)
    return Held(tuple(changed), () if side.problems else new, side)


def changes_since(day: date, audits: Sequence[Audited], request: AuditRequest) -> tuple[Audited, ...]:
    """Return audits with what changed since a day began, or since a plan was first committed, if that came later.

    What was is audited as of that day, by its own policy. UsageError where a plan has no history, or RefusedInput where
    what was cannot be audited.
    """
    planned = request._replace(fail_under=None, slip=0, weeks=0, policy_ref=None)
    return tuple(_since(day, audited, planned) if audited.report is not None else audited for audited in audits)


def _since(day: date, audited: Audited, request: AuditRequest) -> Audited:
    assert audited.report is not None  # noqa: S101 - the caller's branch
    was = PlanSource(audited.name, Path(audited.name)).on(day)
    before = audit_plan(was.source, request._replace(as_of=was.day))
    if before.report is None:
        raise RefusedInput(*before.problems)
    comparison = compare(snapshot(before.report), snapshot(audited.report)).without_ratchet()
    return audited._replace(report=audited.report._replace(changes=comparison))


# ---------------------------------------------------------------- which plan is which
def match(before: Sequence[Taken], after: Sequence[Taken]) -> list[tuple[int, int]]:
    """Return the positions of what stands on both sides, in the order of the later one.

    One plan on each side is a pair, whatever it is called. Else plans are matched by their path within a folder, then
    by their path as it is named, then by the launch's name; only where one plan of each side answers to it.
    """
    if len(before) == len(after) == 1:
        return [(0, 0)]
    pairs: dict[int, int] = {}
    for names_of in (_keys, _paths, _launches):
        left = {index: names_of(taken)[0] for index, taken in enumerate(before) if index not in pairs.values()}
        count = Counter(left.values())
        once = {name: index for index, name in left.items() if name and count[name] == 1}
        asked = {
            index: next((once[name] for name in names_of(taken) if name in once), None)
            for index, taken in enumerate(after)
            if index not in pairs
        }
        wanted = Counter(asked.values())
        pairs |= {index: found for index, found in asked.items() if found is not None and wanted[found] == 1}
    return sorted(((old, new) for new, old in pairs.items()), key=itemgetter(1))


def _keys(taken: Taken) -> tuple[str, ...]:
    """Return the path within the folder; for a plan named by itself, every end of its path, the longest first."""
    if taken.key:
        return (_normal(taken.key),)
    parts = _normal(taken.snapshot.head.plan).split("/")
    return ("", *("/".join(parts[start:]) for start in range(len(parts))))


def _paths(taken: Taken) -> tuple[str, ...]:
    return (_normal(taken.snapshot.head.plan),)


def _launches(taken: Taken) -> tuple[str, ...]:
    return (taken.snapshot.head.launch,)


def _normal(path: str) -> str:
    """Return a path in one spelling: a folder and the `launch.yaml` in it are one plan."""
    return posixpath.normpath(path.replace("\\", "/")).removesuffix(f"/{MAIN_FILE}")
