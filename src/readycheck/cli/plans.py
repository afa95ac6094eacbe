"""What commands that read plans share: where one comes from, what is asked of it, names that must exist in it."""

from __future__ import annotations

import re
import sys
from collections.abc import Collection
from pathlib import Path

from readycheck.app import AuditRequest, PlanSource
from readycheck.cli.day import day_of
from readycheck.documents.nearest import FILE_NAME
from readycheck.documents.plan import MAIN_FILE
from readycheck.documents.validation import did_you_mean
from readycheck.errors import UsageError
from readycheck.files import Unreadable, read_bytes
from readycheck.model.text import printable
from readycheck.syntax.source import MAX_BYTES

#: What a plan of its own says, and a department's file does not.
_NAMES_ITS_FORMAT = re.compile(rb"""(?:^|[{,])\s*["']?readycheck["']?\s*:""", re.MULTILINE)


def source_of(plan: str, stdin_filename: str | None = None) -> PlanSource:
    """Return where a plan comes from; `-` is stdin, and a department's file stands for the plan that it is part of."""
    if plan != "-":
        whole = _whole(Path(plan))
        return PlanSource((plan or ".") if whole == Path(plan) else str(whole), whole)
    name = stdin_filename or "stdin"
    if sys.stdin is None or sys.stdin.closed:
        message = "stdin is closed"
        raise UsageError(message, hint="name a plan")
    return PlanSource(name, Path(stdin_filename or "stdin").absolute(), sys.stdin.buffer.read(MAX_BYTES + 1))


def _whole(path: Path) -> Path:
    """Return what a file is a part of: the `launch.yaml` beside it where it is no plan itself, else the file."""
    if path.suffix != ".yaml" or path.name in {MAIN_FILE, FILE_NAME}:
        return path
    main = path.with_name(MAIN_FILE)
    try:
        is_part = main.is_file() and not _NAMES_ITS_FORMAT.search(read_bytes(path, MAX_BYTES))
    except (Unreadable, OSError):  # for whoever reads the plan to tell
        return path
    return main if is_part else path


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
