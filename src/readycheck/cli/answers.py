"""`readycheck import`, `export xlsx` and `export csv`: a department's answers, out to a sheet and back."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from readycheck.app.answering import Desk, open_plan, read_sheet, write
from readycheck.app.reading import AuditRequest, exit_code
from readycheck.cli import streams
from readycheck.cli.desk import opened
from readycheck.cli.diagnostic import tell
from readycheck.cli.plans import request_for, source_of
from readycheck.cli.questions import agreed
from readycheck.cli.sinks import STDOUT, check_targets, files_read, put, write_file
from readycheck.documents.merge import Difference, Merged, Side
from readycheck.errors import ExitCode, UsageError
from readycheck.model.text import printable
from readycheck.model.worksheet import Worksheet
from readycheck.reports.worksheet import render_csv, worksheets
from readycheck.reports.xlsx import render as render_workbook


# ---------------------------------------------------------------- out
def xlsx(
    *,
    plan: str,
    output: str | None,
    as_of: str | None,
    departments: tuple[str, ...],
    owners: tuple[str, ...],
    policy: str | None,
    quiet: bool,
) -> int:
    """Write a workbook with a sheet a department."""
    if output is None or output == STDOUT:
        raise UsageError("a workbook is not for a terminal", hint="give --output answers.xlsx")
    request = request_for(as_of, policy)
    desk, sheets = _sheets(plan, request, departments, owners, output)
    write_file(output, render_workbook(sheets, request.as_of), quiet=quiet)
    return _told(desk)


def csv(
    *,
    plan: str,
    output: str | None,
    as_of: str | None,
    departments: tuple[str, ...],
    owners: tuple[str, ...],
    policy: str | None,
    quiet: bool,
) -> int:
    """Write one table of all departments."""
    target = output or STDOUT
    desk, sheets = _sheets(plan, request_for(as_of, policy), departments, owners, target)
    put(target, render_csv(sheets), quiet=quiet)
    return _told(desk)


def _sheets(
    plan: str, request: AuditRequest, departments: tuple[str, ...], owners: tuple[str, ...], target: str
) -> tuple[Desk, tuple[Worksheet, ...]]:
    desk, selection = opened(source_of(plan), request, departments, owners)
    check_targets((target,), files_read(desk.report))
    sheets = worksheets(desk.report, desk.catalogue, desk.answers.cells, selection)
    if not sheets:
        hint = "leave out --department and --owner to see whose items there are"
        raise UsageError("there is nothing to fill in: none of these items wants an answer from them", hint=hint)
    return desk, sheets


def _told(desk: Desk) -> ExitCode:
    """Tell what of the plan could not be read, and return what the run comes to."""
    problems = desk.ready.loaded.problems
    if problems:
        streams.say(tell(problems))
    return exit_code(desk.report, problems)


# ---------------------------------------------------------------- and back
def take_in(  # noqa: PLR0913 - the options of the command
    *,
    file: str,
    into: str | None,
    prefer: str | None,
    preview: bool,
    yes: bool,
    as_of: str | None,
    policy: str | None,
    quiet: bool,
) -> int:
    """Show what a sheet changes in a plan, and write it once that is agreed to."""
    if into is None or into == "-":
        raise UsageError("--into names no file of a plan", hint="give --into launch.yaml")
    source = source_of(into)
    desk = open_plan(source, request_for(as_of, policy))
    merged = read_sheet(Path(file), desk, Side(prefer) if prefer else None)
    if merged.unread:
        streams.say(f"not read, since they are no columns of an export: {', '.join(merged.unread)}")
    streams.write_stdout(_shown(merged, file, into))
    left = ExitCode.REFUSED if merged.conflicts else _told(desk)
    if preview or not merged.filled:
        return left
    if not yes and not agreed():
        streams.say("nothing was written")
        return left
    for name in write(source, desk, {filled.item: filled.cells for filled in merged.filled}):
        if not quiet:
            streams.say(f"wrote {name}")
    return left


def _shown(merged: Merged, file: str, into: str) -> str:
    """Return the preview: the changes by item, then what was changed on both sides."""
    items = len(merged.filled)
    head = (
        f"{printable(file)} into {printable(into)}: {_count(len(merged.changes), 'change')} in {_count(items, 'item')}"
    )
    lines = [head, *_listed(merged.changes, "{plan} → {file}")]
    if merged.conflicts:
        lines += [
            "",
            f"{_count(len(merged.conflicts), 'conflict')}: changed here and in the file; the plan stays as it is",
        ]
        lines += _listed(merged.conflicts, "plan {plan} | file {file}")
        lines += ["", "Settle them by hand, or say whose word holds: --prefer plan, or --prefer file."]
    return "\n".join(lines) + "\n"


def _listed(differences: tuple[Difference, ...], words: str) -> list[str]:
    lines: list[str] = []
    for item, own in groupby(differences, key=lambda difference: difference.item):
        lines += ["", item]
        for change in own:
            plan, other = (
                printable(" / ".join(text.split("\n"))) or "(nothing)" for text in (change.plan, change.file)
            )
            lines.append(f"  {change.column:<11} {words.format(plan=plan, file=other)}")
    return lines


def _count(number: int, what: str) -> str:
    return f"{number or 'no'} {what}{'' if number == 1 else 's'}"
