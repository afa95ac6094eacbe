"""Runs the examples of docs/examples/messages, and makes of them the page that says what each message means.

An example is data: a few lines of a plan (or other files, or a command line), and what to do about what is said of
them. What is said is no data: each example is run, and what it really gives stands on the page. The lines of a plan
stand at its top; what they leave out is taken from the sound plan beside the examples, section by section, and for
the last section entry by entry. Workbooks are written for the run; what is typed at questions is typed at a terminal.
"""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from readycheck.cli import main
from scripts.console import COLUMNS, ROOT
from scripts.console import run as run_at_terminal
from scripts.workbook import Changes, Sheets, write_workbook

EXAMPLES = ROOT / "docs" / "examples" / "messages"
SOUND = EXAMPLES / "plan.yaml"
RUN = "readycheck audit plan.yaml --as-of 2026-11-23"

_SECTION = re.compile(r"^(?P<key>[a-z_]+):.*\n(?:[ #].*\n|\n)*", re.MULTILINE)
_ENTRY = re.compile(r"^  (?P<key>[a-z._-]+):.*\n", re.MULTILINE)
_SAID = re.compile(r"(\S+: )?(error|warning|help): ")


@dataclass(frozen=True)
class Example:
    """An input, where to look for what is said of it, and what to do about that."""

    do: str
    plan: str | None = None
    files: dict[str, str | list[tuple[str, int]]] = field(default_factory=dict)
    """Texts by name; a long one as pieces, each with how often it stands there."""
    workbook: Sheets = field(default_factory=dict)
    """The rows of each sheet of legal.xlsx."""
    changed: Changes = field(default_factory=dict)
    """Parts of the workbook that are not as a program writes them."""
    committed: dict[str, str] | None = None
    """The files as they were when they were last committed, on 20 November; a plan's lines as for `plan`."""
    looks: str = ""
    """What is given, in words, where showing it would tell less."""
    types: list[str] | None = None
    """What is typed at the questions of the command."""
    run: str = RUN
    opens: str | None = None
    """The file that the command writes, where what to show stands in it."""
    shows: str | list[str] | None = None
    """The item whose reason to show, or else words of the lines to show; where it is absent, what is wrong."""


@dataclass(frozen=True)
class Group:
    """What people were doing when they were told something."""

    title: str
    about: str
    examples: tuple[Example, ...]


def groups() -> Iterator[Group]:
    """Yield the groups in the order of their files."""
    for path in sorted(EXAMPLES.glob("[0-9]*.yaml")):
        given = yaml.safe_load(path.read_text(encoding="utf-8"))
        yield Group(
            given["title"],
            given["about"],
            tuple(Example(**{"run": given.get("run", RUN)} | entry) for entry in given["examples"]),
        )


def tables() -> Iterator[str]:
    """Yield the lines of a page, a heading and a table for each group. The examples are run side by side."""
    every = tuple(groups())
    with ProcessPoolExecutor() as processes:
        lines = processes.map(said, (example for group in every for example in group.examples), chunksize=4)
        for group in every:
            yield ""
            yield f"## {group.title}"
            yield ""
            yield " ".join(group.about.split())
            yield ""
            yield "| message | given by | what to do |"
            yield "|---|---|---|"
            for example in group.examples:
                cells = ("<br>".join(map(_code, next(lines))), _given(example), " ".join(example.do.split()))
                yield f"| {' | '.join(cells)} |"


def said(example: Example) -> list[str]:
    """Run an example and return what is said of it; ValueError where that is nothing."""
    wants_reason = isinstance(example.shows, str)
    output, problems = _run(example, f"{example.run} -f json" if wants_reason else example.run)
    if wants_reason:
        found = next(entry for entry in json.loads(output)["reports"][0]["findings"] if entry["item"] == example.shows)
        lines = [found["reason"]]
    elif example.shows is not None:
        every = (problems + output).splitlines()
        lines = [line.strip() for line in every if any(_is_meant(words, line) for words in example.shows)]
    else:
        lines = [line.strip() for line in problems.splitlines() if _SAID.match(line.strip())]
    if not any(lines):
        raise ValueError(f"nothing is said of {example}:\n{problems}{output[:2000]}")
    return lines


def _is_meant(words: str, line: str) -> bool:
    """Return whether a line holds the words; those that end in a colon begin it."""
    return line.startswith(words) if words.endswith(":") else words in line


def _run(example: Example, command: str) -> tuple[str, str]:
    """Run the command of an example among its files; return what it wrote to stdout and to stderr."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("READYCHECK_")}
    with tempfile.TemporaryDirectory() as directory:
        repository = Path(directory) / "aurora"
        repository.mkdir()
        if example.committed is None:
            (repository / ".git").mkdir()
        else:
            _commit(repository, example.committed, environment)
        return _run_in(repository, example, command, environment)


def _commit(repository: Path, files: dict[str, str], environment: dict[str, str]) -> None:
    """Make a repository of a directory, with one commit of these files."""
    for name, text in files.items():
        (repository / name).write_text(_completed(text) if name == "plan.yaml" else text, encoding="utf-8")
    made = {"NAME": "Ann Otter", "EMAIL": "ann@example.com", "DATE": "2026-11-20T12:00:00Z"}
    who = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in made.items()}
    git = shutil.which("git") or "git"
    for command in ("init -q -b main", "add -A", "commit -q --allow-empty -m agreed"):
        subprocess.run(
            [git, *command.split()],
            cwd=repository,
            env={**environment, **who, "GIT_CONFIG_GLOBAL": os.devnull},
            check=True,
        )


def _run_in(repository: Path, example: Example, command: str, environment: dict[str, str]) -> tuple[str, str]:
    with chdir(repository):
        for name, text in {"plan.yaml": _completed(example.plan or ""), **example.files}.items():
            whole = text if isinstance(text, str) else "".join(piece * count for piece, count in text)
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(whole.encode("utf-8", "surrogateescape"))
        if example.workbook:
            write_workbook(Path("legal.xlsx"), example.workbook, example.changed)
        if example.types is not None:
            return run_at_terminal(command, repository, example.types)[0], ""
        before = dict(os.environ)
        os.environ.clear()
        os.environ.update(environment, COLUMNS=str(COLUMNS), NO_COLOR="1")
        try:
            output, problems = _captured(shlex.split(command)[1:])
            return (Path(example.opens).read_text(encoding="utf-8") if example.opens else output), problems
        finally:
            os.environ.clear()
            os.environ.update(before)


def _captured(arguments: list[str]) -> tuple[str, str]:
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2)]
    stdin, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO())
    try:
        with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
            main(arguments)
    finally:
        sys.stdin = stdin
    for stream in streams:
        stream.seek(0)
    return streams[0].read(), streams[1].read()


def _completed(lines: str) -> str:
    """Return the lines of an example with what they leave out of the sound plan."""
    given, sound = _sections(lines), _sections(SOUND.read_text(encoding="utf-8"))
    last = next(reversed(given), "")
    if last in sound and given[last].startswith(f"{last}:\n"):
        lines += "".join(entry for key, entry in _entries(sound[last]) if f"\n  {key}:" not in given[last])
    return lines + "".join(text for key, text in sound.items() if key not in given)


def _sections(text: str) -> dict[str, str]:
    return {found["key"]: found[0] for found in _SECTION.finditer(text)}


def _entries(section: str) -> Iterator[tuple[str, str]]:
    yield from ((found["key"], found[0]) for found in _ENTRY.finditer(section))


# ---------------------------------------------------------------- cells of a table
def _given(example: Example) -> str:
    shown = [_code(line) for line in (example.plan or "").splitlines()]
    if example.looks:
        shown.append(example.looks)
    for name, agreed in (example.committed or {}).items() if not example.looks else ():
        shown += [f"{_code(name)} as committed:", *map(_code, agreed.splitlines() or ["(a sound plan)"])]
    for name, text in example.files.items():
        if isinstance(text, str) and not example.looks:
            shown += [f"{_code(name)}:", *map(_code, text.splitlines()[:6] or ["(an empty file)"])]
    for title, rows in example.workbook.items():
        if not example.looks:
            shown += [f"`legal.xlsx`, sheet {title}:", *(_code(" | ".join(row)) for row in rows)]
    if example.types:
        shown.append(f"typed: {', '.join(_code(word) if word else 'nothing' for word in example.types)}")
    if example.run != RUN or not shown:
        shown.append(_code(example.run.removesuffix(" --as-of 2026-11-23")))
    return "<br>".join(shown)


def _code(text: str) -> str:
    """Return one line as code in a cell, whatever it holds."""
    shown = "".join(character if character.isprintable() else f"\\x{ord(character):02x}" for character in text)
    fence = "``" if "`" in shown else "`"
    space = " " if "`" in shown else ""
    return f"{fence}{space}{shown.replace('|', chr(92) + '|')}{space}{fence}"
