"""`readycheck audit`: audits each plan, writes each report, returns the exit code that matters most."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from readycheck.app import Audited, AuditRequest, PlanSource, audit_plan, gate
from readycheck.cli import streams
from readycheck.cli.day import day_of
from readycheck.cli.diagnostic import tell
from readycheck.documents.validation import did_you_mean
from readycheck.documents.yaml import MAX_BYTES
from readycheck.errors import ExitCode, OutputError, UsageError, worst
from readycheck.files import write_whole
from readycheck.model.report import Report
from readycheck.model.text import printable
from readycheck.model.vocabulary import Gate
from readycheck.reports import EXTENSIONS, Format, Options, Selection, render, select

STDOUT = "-"


class Sink(NamedTuple):
    """A format, and where it goes."""

    form: Format
    target: str


def audit(  # noqa: PLR0913 - the options of the command
    *,
    plans: tuple[str, ...],
    as_of: str | None,
    milestone: str | None,
    gate: str | None,
    strict: bool,
    fail_under: float | None,
    policy: str | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    departments: tuple[str, ...],
    stages: tuple[str, ...],
    owners: tuple[str, ...],
    severities: tuple[str, ...],
    all_gaps: bool,
    stdin_filename: str | None,
    color: str | None,
    verbose: bool,
    quiet: bool,
) -> int:
    """Audit plans; see the table for what each option means."""
    if fail_under is not None and not 0 <= fail_under <= 100:  # noqa: PLR2004 - per cent
        message = f"--fail-under {fail_under:g} is not a percentage"
        raise UsageError(message, hint="give a number from 0 to 100")
    sinks = pair(formats, outputs)
    request = AuditRequest(day_of(as_of), milestone, Path(policy) if policy else None, fail_under)
    results = [audit_plan(_source(plan, stdin_filename), request) for plan in plans]
    problems = [problem for result in results for problem in result.problems]
    reports = tuple(result.report for result in results if result.report is not None)
    if problems:
        streams.say(tell(set(problems)))
    if verbose:
        streams.say("\n".join(map(_sources, reports)))
    selection = Selection(departments, stages, owners, severities)
    _check_selection(selection, reports)
    _check_targets(sinks, reports)
    codes = _codes(results, Gate(gate or "verdict"), strict=strict)
    shown = tuple(select(report, selection) for report in reports)
    for sink in sinks if shown else ():
        try:
            _write(sink, shown, all_gaps=all_gaps, color=color, quiet=quiet)
        except OutputError as error:
            streams.say(f"error: {error.message}")
            streams.say(f"help: {error.hint or 'name another file with --output'}")
            codes.append(error.exit_code)
    return worst(codes)


def _codes(results: Sequence[Audited], by: Gate, *, strict: bool) -> list[ExitCode]:
    return [
        ExitCode.REFUSED
        if result.report is None or (result.problems and not result.report.defects)
        else gate(result.report, by, strict=strict)
        for result in results
    ]


def _source(plan: str, stdin_filename: str | None) -> PlanSource:
    if plan != "-":
        return PlanSource(plan, Path(plan))
    name = stdin_filename or "stdin"
    if sys.stdin is None or sys.stdin.closed:
        message = "stdin is closed"
        raise UsageError(message, hint="name a plan")
    return PlanSource(name, Path(stdin_filename or "stdin").absolute(), sys.stdin.buffer.read(MAX_BYTES + 1))


def _sources(report: Report) -> str:
    files = ", ".join(source.file for source in report.sources)
    return f"{report.plan}: read {files}; policy {report.policy_name}; checklists {report.checklists_version}"


def _check_selection(selection: Selection, reports: tuple[Report, ...]) -> None:
    """Refuse to narrow to a department or person that does not exist: an empty list would look like no gaps."""
    known = {finding.department for report in reports for finding in report.findings}
    for department in selection.departments:
        if reports and department not in known:
            message = f"--department {printable(department)}: no checklist of that name is in force"
            raise UsageError(message, hint=f"there are {', '.join(sorted(known))}")
    people = {person for report in reports for person in report.people}
    for owner in selection.owners:
        if reports and owner not in people:
            hint = did_you_mean(owner, people) or "name somebody by the id that stands under `people:`"
            raise UsageError(f"--owner {printable(owner)}: nobody of that id is in the plan", hint=hint)


def _check_targets(sinks: tuple[Sink, ...], reports: tuple[Report, ...]) -> None:
    """Refuse to write a report over a file that was read for it."""
    read = {Path(source.file).resolve() for report in reports for source in report.sources}
    for sink in sinks:
        if sink.target != STDOUT and Path(sink.target).resolve() in read:
            raise UsageError(f"--output {printable(sink.target)} is the plan itself", hint="name another file")


# ---------------------------------------------------------------- where each format goes
def pair(formats: tuple[str, ...], outputs: tuple[str, ...]) -> tuple[Sink, ...]:
    """Pair formats with outputs; an extension implies the format where -f is left out. UsageError where none fits."""
    forms = [Format(form) for form in formats]
    if len(outputs) == len(forms):
        targets = list(outputs)
    elif len(outputs) < len(forms):
        targets = [*outputs, *[STDOUT] * (len(forms) - len(outputs))]
    else:
        implied = {output: EXTENSIONS.get(Path(output).suffix.lower()) for output in outputs}
        spare = list(forms)
        for form in implied.values():
            if form in spare:
                spare.remove(form)
        forms = []
        for output in outputs:
            form = implied[output] or (spare.pop(0) if spare else None)
            if form is None:
                message = f"--output {printable(output)}: no format is given and the name implies none"
                raise UsageError(message, hint=f"add --format, or end the name in {', '.join(EXTENSIONS)}")
            forms.append(form)
        targets = list(outputs)
    sinks = tuple(Sink(form, target) for form, target in zip(forms, targets, strict=True))
    if not sinks:
        return (Sink(Format.TEXT, STDOUT),)
    for target in targets:
        if targets.count(target) > 1:
            where = "stdout" if target == STDOUT else printable(target)
            message = f"two formats would go to {where}"
            raise UsageError(message, hint="give each format its own --output")
    return sinks


def _write(sink: Sink, reports: tuple[Report, ...], *, all_gaps: bool, color: str | None, quiet: bool) -> None:
    to_stdout = sink.target == STDOUT
    terminal = to_stdout and streams.stdout_is_terminal()
    options = Options(
        terminal=terminal or (to_stdout and color == "always"),
        color=to_stdout and streams.wants_color(color, os.environ, terminal=terminal),
        width=streams.width(os.environ),
        ascii_only=to_stdout and streams.is_ascii_only(),
        all_gaps=all_gaps,
    )
    text = render(sink.form, reports, options)
    if to_stdout:
        streams.write_stdout(text, encoding=None if sink.form is Format.TEXT else "utf-8")
        return
    try:
        write_whole(Path(sink.target), text)
    except OSError as error:
        message = f"cannot write {printable(sink.target)}: {error.strerror or error}"
        raise OutputError(message, hint="check the directory and its permissions") from None
    if not quiet:
        streams.say(f"wrote {sink.target}")
