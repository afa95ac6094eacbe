"""`readycheck init`: asks what a first plan needs, or the next one after the last launch, and writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from readycheck.app.past import Former, read_past
from readycheck.app.planning import first_plan, next_plan
from readycheck.cli import streams
from readycheck.cli.day import day_of
from readycheck.cli.given import Given, first_answers, next_answers
from readycheck.cli.plans import source_of
from readycheck.cli.rules import rules_at
from readycheck.documents.last_time import LastTime
from readycheck.documents.nearest import find_policy
from readycheck.documents.policy import Rules
from readycheck.errors import ExitCode, OutputError, RefusedInput, UsageError
from readycheck.files import disk, write_whole
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
    last: str | None,
    policy: str | None,
    force: bool,
) -> int:
    """Write a first plan, or the one after `last`; UsageError where an answer is missing and nobody can be asked."""
    target = Path(path or "launch.yaml")
    if _is_there(target) and not force:
        raise UsageError(f"{printable(str(target))} is there already", hint="name another file, or use --force")
    rules = rules_at(target.parent, policy)
    given = Given(name, date, owner, sponsor, launch_class, kind, leads, yes_facts, no_facts, day_of(as_of))
    if last is not None:
        return _again(target, given, rules, last, Path(policy) if policy else None)
    answers = first_answers(given, rules)
    _write(target, first_plan(answers, rules, as_of=given.as_of, file=str(target)))
    streams.say(f"wrote {target}; next: readycheck audit {target}")
    return ExitCode.PASSED


def _again(target: Path, given: Given, rules: Rules, last: str, policy: Path | None) -> int:
    """Write the plan of the next launch from that of the last, and say what is otherwise now."""
    past = read_past(source_of(last), policy)
    if past.would_take_in(target):
        message = f"{printable(str(target))} is, or would be, a part of the last plan, which stays as it is"
        raise UsageError(message, hint="name a file elsewhere")
    answers = next_answers(given, past.plan, rules)
    there = find_policy(target.parent, disk(target.parent))
    moved = None if policy is not None or _same(there, past.policy) else _other_rules(past.policy, there, target)
    try:
        following = next_plan(past.plan, answers, rules, as_of=given.as_of, file=str(target))
    except RefusedInput as error:
        if moved is None:
            raise
        raise UsageError(f"the last plan does not fit the rules at {target}: {error.message}", hint=moved) from None
    _write(target, following.text)
    for line in (
        *_former(past.former_items(rules.catalogue)),
        *_newer(following.last, rules),
        *([moved] if moved else []),
    ):
        streams.say(line)
    streams.say(f"wrote {target}; next: read it through, then readycheck audit {target}")
    return ExitCode.PASSED


def _same(one: Path | None, other: Path | None) -> bool:
    return (one and one.resolve()) == (other and other.resolve())


def _other_rules(was: Path | None, now: Path | None, target: Path) -> str:
    """Return what to say where the next plan is held against other rules than the last."""
    here = disk(Path.cwd())
    found = f"{here.label(now)} applies" if now is not None else "no policy applies"
    if was is None:
        return f"the last plan had no policy of its own; {found} to {target}"
    return f"tailoring does not come along: {found} to {target}; copy {here.label(was)} to {target.parent / was.name}"


def _former(items: tuple[Former, ...]) -> Iterator[str]:
    for place, item, now in items:
        what = f"is called {now} now" if now is not None else "is in no checklist any more; its answer is left out"
        yield f"{place}: {item} {what}"


def _newer(last: LastTime, rules: Rules) -> Iterator[str]:
    version = rules.catalogue.version
    if last.pin and last.pin != version:
        items = "1 item is new" if len(last.new) == 1 else f"{len(last.new)} items are new"
        yield f"checklists {last.pin} → {version}: {items}, and marked so"


def _is_there(target: Path) -> bool:
    try:
        return target.resolve().exists()
    except (OSError, RuntimeError) as error:  # a link to itself, before Python 3.13
        message = f"cannot write {printable(str(target))}: {error}"
        raise OutputError(message, hint="check the folder and its permissions") from None


def _write(target: Path, text: str) -> None:
    try:
        write_whole(target, text)
    except OSError as error:
        message = f"cannot write {printable(str(target))}: {error.strerror or error}"
        raise OutputError(message, hint="check the folder and its permissions") from None
