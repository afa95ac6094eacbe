"""What commands that read plans share: where one comes from, what is asked of it, names that must exist in it."""

from __future__ import annotations

import sys
from collections.abc import Collection
from pathlib import Path

from readycheck.app import AuditRequest, PlanSource
from readycheck.cli.day import day_of
from readycheck.documents.source import MAX_BYTES
from readycheck.documents.validation import did_you_mean
from readycheck.errors import UsageError
from readycheck.model.text import printable


def source_of(plan: str, stdin_filename: str | None = None) -> PlanSource:
    """Return where a plan comes from; `-` is stdin."""
    if plan != "-":
        return PlanSource(plan, Path(plan))
    name = stdin_filename or "stdin"
    if sys.stdin is None or sys.stdin.closed:
        message = "stdin is closed"
        raise UsageError(message, hint="name a plan")
    return PlanSource(name, Path(stdin_filename or "stdin").absolute(), sys.stdin.buffer.read(MAX_BYTES + 1))


def request_for(as_of: str | None, policy: str | None, milestone: str | None = None) -> AuditRequest:
    """Return what to audit, as the options say it; UsageError for a day that is none."""
    return AuditRequest(day_of(as_of), milestone, Path(policy) if policy else None)


def check_departments(given: tuple[str, ...], known: Collection[str]) -> None:
    """Refuse to narrow to a department that does not exist: an empty list would look like no gaps."""
    for department in given:
        if department not in known:
            message = f"--department {printable(department)}: no checklist of that name is in force"
            raise UsageError(message, hint=f"there are {', '.join(sorted(known))}")


def check_owners(given: tuple[str, ...], people: Collection[str]) -> None:
    """Refuse to narrow to a person who does not exist."""
    for owner in given:
        if owner not in people:
            hint = did_you_mean(owner, people) or "name somebody by the id that stands under `people:`"
            raise UsageError(f"--owner {printable(owner)}: nobody of that id is in the plan", hint=hint)
