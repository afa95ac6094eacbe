"""`readycheck init`: asks what a first plan needs, at a terminal or by options, and writes it."""

from __future__ import annotations

from pathlib import Path

from readycheck.app.planning import first_plan
from readycheck.cli import streams
from readycheck.cli.given import Given, first_answers
from readycheck.cli.day import day_of
from readycheck.cli.rules import rules_here
from readycheck.errors import ExitCode, OutputError, UsageError
from readycheck.files import write_whole
from readycheck.model.text import printable


def init(  # noqa: PLR0913 - the options of the command
    *,
    path: str | None,
    name: str | None,
    date: str | None,
    owner: str | None,
    sponsor: str | None,
    launch_class: str | None,
    kind: str | None,
    leads: tuple[str, ...],
    yes_facts: tuple[str, ...],
    no_facts: tuple[str, ...],
    as_of: str | None,
    policy: str | None,
    force: bool,
) -> int:
    """Write a first plan; UsageError where an answer is missing and nobody can be asked."""
    target = Path(path or "launch.yaml")
    if _is_there(target) and not force:
        raise UsageError(f"{printable(str(target))} is there already", hint="name another file, or use --force")
    rules = rules_here(policy)
    given = Given(name, date, owner, sponsor, launch_class, kind, leads, yes_facts, no_facts, day_of(as_of))
    answers = first_answers(given, rules)
    _write(target, first_plan(answers, rules, as_of=given.as_of, file=str(target)))
    streams.say(f"wrote {target}; next: readycheck audit {target}")
    return ExitCode.PASSED


def _is_there(target: Path) -> bool:
    try:
        return target.exists()
    except OSError as error:
        raise OutputError(f"cannot write {printable(str(target))}: {error.strerror or error}") from None


def _write(target: Path, text: str) -> None:
    try:
        write_whole(target, text)
    except OSError as error:
        raise OutputError(f"cannot write {printable(str(target))}: {error.strerror or error}") from None
