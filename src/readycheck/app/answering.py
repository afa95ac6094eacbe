"""Let departments answer outside the file, at a terminal or on a sheet, and write that into the plan's files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from readycheck.app.auditing import audit_ready, read_plan_for
from readycheck.app.reading import AuditRequest, Ready, why_unreadable
from readycheck.app.saving import save
from readycheck.app.source import PlanSource, files_of
from readycheck.documents.answers import Answers, Filled, answers_of, refusals, with_answers
from readycheck.documents.merge import Merged, Side, merge
from readycheck.documents.plan import known_names
from readycheck.documents.sheet import parse_sheets
from readycheck.documents.table import MAX_FILE
from readycheck.errors import RefusedInput
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Problem
from readycheck.model.report import Report
from readycheck.model.text import printable
from readycheck.model.worksheet import Cells
from readycheck.syntax.source import read_source


class Desk(NamedTuple):
    """A plan on which somebody works: what it says, and what its audit says of that."""

    ready: Ready
    report: Report
    answers: Answers
    names: Known
    """Those that an answer may refer to."""

    @property
    def catalogue(self) -> Catalogue:
        """The items in force."""
        return self.ready.catalogue


def open_plan(source: PlanSource, request: AuditRequest) -> Desk:
    """Read and audit a plan that is to be answered; RefusedInput where it cannot be audited."""
    try:
        ready = read_plan_for(source, request)
    except OSError as error:
        raise RefusedInput(*why_unreadable(source, error)) from None
    document = ready.loaded.document
    names = known_names(document, ready.catalogue, ready.rules.milestones)
    return Desk(ready, audit_ready(request, ready), answers_of(document, ready.catalogue), names)


def is_current(source: PlanSource, desk: Desk) -> bool:
    """Whether the plan's files are as they were read."""
    try:
        return files_of(source, desk.ready.rules) == desk.ready.files
    except (RefusedInput, OSError):
        return False


def check(desk: Desk, filled: Filled) -> tuple[Problem, ...]:
    """Return what is wrong with the answer of an item, each placed where it was given."""
    return refusals(filled, desk.answers, desk.names)


def write(source: PlanSource, desk: Desk, filled: Mapping[str, Cells]) -> tuple[str, ...]:
    """Write answers into the plan's files, each whole; return their names.

    RefusedInput where a file cannot be edited exactly, or was changed since it was read; OutputError where it cannot
    be written.
    """
    ready = desk.ready
    changed = with_answers(ready.files, ready.loaded, desk.answers, filled, ready.catalogue, ready.rules.milestones)
    return save(source, ready.files, changed)


def read_sheet(path: Path, desk: Desk, prefer: Side | None) -> Merged:
    """Hold a file of answers against the plan; RefusedInput with every cell that cannot stand in it."""
    name = printable(str(path))
    help_ = "name the file that `readycheck export xlsx` or `export csv` wrote"
    data = read_source(path, str(path), help_, MAX_FILE)
    merged = merge(parse_sheets(data, name), desk.answers, desk.catalogue, prefer=prefer)
    problems = [problem for filled in merged.filled for problem in check(desk, filled)]
    if problems:
        raise RefusedInput(*problems)
    return merged
