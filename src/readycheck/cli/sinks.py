"""Where each format goes, and writing it there: to stdout as the screen can show it, or to a file, whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from readycheck.app.reading import Ready
from readycheck.cli import streams
from readycheck.errors import ExitCode, OutputError, UsageError
from readycheck.files import normal, real, repository_root, write_whole
from readycheck.model.path import PathToGreen
from readycheck.model.report import Report
from readycheck.model.text import printable
from readycheck.reports import EXTENSIONS, Format, Options

STDOUT = "-"


class Sink(NamedTuple):
    """A format, and where it goes."""

    form: Format
    target: str

    @property
    def is_stdout(self) -> bool:
        """Whether it goes to stdout."""
        return self.target == STDOUT


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


def options_for(sink: Sink, *, color: str | None = None, all_gaps: bool = False) -> Options:
    """Return how a report is to be rendered for a sink."""
    terminal = sink.is_stdout and streams.stdout_is_terminal()
    return Options(
        terminal=terminal or (sink.is_stdout and color == "always"),
        color=sink.is_stdout and streams.wants_color(color, os.environ, terminal=terminal),
        width=streams.width(os.environ),
        ascii_only=sink.is_stdout and streams.is_ascii_only(),
        all_gaps=all_gaps,
        directory=str(Path.cwd()),
        root=str(repository_root(Path.cwd())),
    )


def deliver(sinks: Iterable[Sink], render: Callable[[Sink], str], *, quiet: bool) -> Iterator[ExitCode]:
    """Write what is rendered for each sink; say where that fails, yield its exit code, and go on with the next."""
    for sink in sinks:
        try:
            encoding = None if sink.form is Format.TEXT else "utf-8"
            put(sink.target, render(sink), quiet=quiet, encoding=encoding)
        except OutputError as error:
            streams.say(f"error: {error.message}")
            streams.say(f"help: {error.hint or 'name another file with --output'}")
            yield error.exit_code


def put(target: str, text: str, *, quiet: bool, encoding: str | None = "utf-8") -> None:
    """Write a text to stdout, in the terminal's encoding where none is given, or to a file; OutputError."""
    if target == STDOUT:
        streams.write_stdout(text, encoding=encoding)
    else:
        write_file(target, text, quiet=quiet)


def write_file(target: str, content: str | bytes, *, quiet: bool) -> None:
    """Write a file, whole or not at all, and say so; OutputError where that fails."""
    try:
        write_whole(Path(target), content)
    except OSError as error:
        message = f"cannot write {printable(target)}: {error.strerror or error}"
        raise OutputError(message, hint="check the folder and its permissions") from None
    if not quiet:
        streams.say(f"wrote {target}")


def files_read(made: Report | PathToGreen | Ready) -> set[Path]:
    """Return the files that were read for a report: the plan's, those of launches it needs, policies and checklists."""
    return {real(Path(source.file)) for source in (*made.sources, *made.policy_files)}


def _leads_out(target: Path, root: Path) -> bool:
    way, inside = real(target), real(root)
    return normal(target).is_relative_to(root) and (not way.is_relative_to(inside) or ".git" in way.parts)


def check_targets(targets: Iterable[str], read: Collection[Path]) -> None:
    """Refuse to write over a file that was read, and through links of a repository out of it."""
    root = repository_root(Path.cwd())
    for target in targets:
        if target != STDOUT and (root / ".git").exists() and _leads_out(Path(target), root):
            hint = "a link in the repository leads there; name another file"
            raise UsageError(f"--output {printable(target)} leads outside the repository", hint=hint)
        if target != STDOUT and real(Path(target)) in read:
            raise UsageError(
                f"--output {printable(target)} is the plan itself, or its policy", hint="name another file"
            )
