"""`readycheck checklist import`: a list that a company already has becomes checklist files, for people to complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from readycheck.cli import streams
from readycheck.cli.rules import rules_here
from readycheck.cli.sinks import STDOUT, put
from readycheck.documents.lists import Beside, Found, read_list
from readycheck.documents.lists.draft import Draft, DraftItem, Homeless, draft, title_of, unresolved, weighed
from readycheck.documents.lists.meaning import plain
from readycheck.documents.lists.writing import write_checklist
from readycheck.documents.table import MAX_FILE
from readycheck.documents.unfinished import WANTED
from readycheck.documents.validation import did_you_mean
from readycheck.errors import ExitCode, OutputError, RefusedInput, UsageError
from readycheck.model.base import Identifier
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.model.vocabulary import Severity
from readycheck.syntax.source import read_source

#: How much of what is beside the entries is told.
_MOST_TOLD = 200
_DEPARTMENT = TypeAdapter(Identifier)


def import_list(  # noqa: PLR0913 - the options of the command
    *,
    file: str,
    department: str | None,
    sheet: str | None,
    stage: str | None,
    severity: str | None,
    levels: tuple[str, ...],
    output: str | None,
    policy: str | None,
    force: bool,
    quiet: bool,
) -> int:
    """Write a checklist for each department of a list; exit 2 and write nothing where that cannot be."""
    catalogue = rules_here(policy).catalogue
    default = _department(department)
    help_ = "check the path and its permissions; of a large workbook give the table alone"
    found = read_list(read_source(Path(file), file, help_, MAX_FILE), printable(file), sheet)
    found = found._replace(entries=tuple(weighed(found.entries, _levels(levels))))
    made = draft(found.entries, default, catalogue)
    if isinstance(made, Homeless):
        raise _homeless(made, found)
    if not made.items:
        for line in _told("left out", (*found.beside, *found.untitled)):
            streams.say(line)
        raise RefusedInput(
            Problem(Place(printable(file)), "no entry was found", "entries are `- [ ]` or rows of a table")
        )
    given = {key: value for key, value in (("stage", stage), ("severity", severity)) if value is not None}
    texts = {
        name: write_checklist(name, title_of(name, catalogue.titles), items, given, Path(file).name)
        for name, items in made.items.items()
    }
    targets = _targets(tuple(texts), output, file, force=force)
    for name, target in targets.items():
        put(target, texts[name], quiet=quiet)
    if not quiet:
        streams.say(
            "\n".join(_report(found, made, given, new=[name for name in texts if name not in catalogue.titles]))
        )
    return ExitCode.PASSED


# ---------------------------------------------------------------- what is given
def _department(given: str | None) -> str | None:
    try:
        return None if given is None else _DEPARTMENT.validate_python(given)
    except ValidationError:
        hint = "use small letters, digits and -, such as legal"
        raise UsageError(f"--department `{printable(given or '')}` is no department's id", hint=hint) from None


def _levels(given: Iterable[str]) -> dict[str, str]:
    levels: dict[str, str] = {}
    for entry in given:
        word, _, severity = entry.rpartition("=")
        if not plain(word) or severity not in set(Severity):
            hint = did_you_mean(severity, set(Severity)) or "write --level High=blocker"
            raise UsageError(f"--level {printable(entry)} does not say which severity a word has", hint=hint)
        levels[plain(word)] = severity
    return levels


def _homeless(made: Homeless, found: Found) -> UsageError:
    first = made.entries[0]
    message = f"{len(made.entries)} of {found.total} entries stand under no department's heading"
    where = f"the first is at {first.place.file}:{first.place.line}, `{first.title[:50]}`"
    return UsageError(message, hint=f"give --department NAME for them; {where}")


# ---------------------------------------------------------------- where it goes
def _targets(departments: tuple[str, ...], output: str | None, file: str, *, force: bool) -> dict[str, str]:
    """Return the file of each department, none of which is there, or is the list; OutputError where that cannot be."""
    try:
        targets = _named(departments, output)
        there = [target for target in targets.values() if target != STDOUT and Path(target).exists()]
        if any(Path(target).samefile(file) for target in there):
            raise UsageError(f"{printable(file)} is the list itself", hint="name another place")
    except OSError as error:
        raise OutputError(f"cannot write to {printable(output or '')}: {error.strerror or error}") from None
    if there and not force:
        raise UsageError(f"{printable(there[0])} is there already", hint="name another place, or use --force")
    for target in targets.values():
        if target != STDOUT:
            _make_directory(Path(target).parent)
    return targets


def _named(departments: tuple[str, ...], output: str | None) -> dict[str, str]:
    """Return the file of each department: in a directory, or the one file where there is one department.

    In a directory they have names that shipped checklists have not, so that nobody takes one for the other.
    """
    if output is not None and (output.endswith(("/", "\\")) or Path(output).is_dir()):
        return {name: str(Path(output) / f"{name}-own.yaml") for name in departments}
    if len(departments) > 1:
        message = f"the entries belong to {len(departments)} departments: {', '.join(departments)}"
        raise UsageError(message, hint="a checklist is one department's: give a directory, -o checklists/")
    return {departments[0]: output or STDOUT}


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot write to {printable(str(directory))}: {error.strerror or error}") from None


# ---------------------------------------------------------------- what is told
def _report(found: Found, made: Draft, given: dict[str, str], *, new: list[str]) -> Iterator[str]:
    """Yield what was found, what was written, and everything that became no item or not as it stood."""
    items = [item for each in made.items.values() for item in each]
    yield from _told("left out", (*found.beside, *found.untitled, *made.twice))
    yield from _told("kept as comments", found.kept)
    yield from _told("to be changed", unresolved(item.entry for item in items))
    left = len(found.untitled) + len(made.twice)
    yield (
        f"{_count(found.total, 'entry', 'entries')} found: {len(items):,} written as items, "
        f"{found.steps:,} as steps of these, {left} left out"
    )
    yield f"by department: {', '.join(f'{name} {len(each)}' for name, each in made.items.items())}"
    if new:
        yield f"new departments, with no shipped checklist: {', '.join(new)}"
    yield from _levels_told(items)
    if found.ticked:
        lines = ", ".join(str(place.line) for place in found.ticked[:20])
        boxes = _count(len(found.ticked), "box", "boxes")
        yield f"{boxes} ticked (line {lines}): left out, a tick says nothing of the next launch"
    blank = {
        key: sum(not (getattr(item.entry, key, "") or given.get(key)) for item in items)
        for key in WANTED
        if key != "ask"
    }
    if any(blank.values()):
        yield f"left blank for you: {', '.join(f'{key} of {count}' for key, count in blank.items() if count)}"


def _told(how: str, beside: Iterable[Beside]) -> Iterator[str]:
    """Yield a line for each place, in their order, as far as anybody reads them."""
    lines = [f"{place.file}:{place.line}: {how}: {what}" for place, what in sorted(beside)]
    yield from lines[:_MOST_TOLD]
    if len(lines) > _MOST_TOLD:
        yield f"{how}: {len(lines) - _MOST_TOLD} more"


def _levels_told(items: Iterable[DraftItem]) -> Iterator[str]:
    """Yield how the list's own words for levels were understood."""
    understood = Counter((item.entry.level, item.entry.severity) for item in items if item.entry.level)
    if understood:
        words = (
            f"`{level}` is {severity or 'nothing known'} ({count})" for (level, severity), count in understood.items()
        )
        yield f"levels: {', '.join(words)}; --level WORD=SEVERITY says otherwise"


def _count(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or f'{one}s'}"
