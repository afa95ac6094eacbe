"""Runs the commands that README and docs show, and puts their output below them.

A block fenced as ```console holds lines `$ command` and what each printed at a terminal of 80 columns. What somebody
typed at a question stands behind it, and is typed again. On a page that says EMPTY, commands run in an empty
directory of its own, where `diff FILE` blocks change a file and other blocks with a FILE write one, in the order of
the page; where a comment says `Committed by NAME <EMAIL>`, that person commits what is there. All other blocks are
left as they are. Generator and tests use this module, so what is shown is what happens.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
EMPTY = "<!-- The commands of this page run in an empty directory. -->"
COLUMNS = 80

_FENCE = re.compile(
    r"^```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<body>.*?)^```$"
    r"|^<!-- Committed by (?P<author>[^<\n]+) <(?P<email>[^>\n]+)>\. -->$",
    re.MULTILINE | re.DOTALL,
)
#: A question of ours as it stands on a page, and what was typed behind it. Choices, which are indented, are none.
_ASKED = re.compile(r"(?=\S).*\?(?: (?P<answer>.*))?$")
_QUESTION = b"? "


def refresh(text: str, directory: Path) -> str:
    """Return a page with the output of every command as it is now; commands run in `directory`, in order."""
    if EMPTY not in text:
        return _FENCE.sub(lambda block: _block(block, directory, writes=False), text)
    with tempfile.TemporaryDirectory() as empty:
        (Path(empty) / ".git").mkdir()
        return _FENCE.sub(lambda block: _block(block, Path(empty), writes=True), text)


def _block(block: re.Match[str], directory: Path, *, writes: bool) -> str:
    if block["author"] is not None:
        _commit(directory, block["author"], block["email"])
        return block[0]
    kind, name, body = block["kind"], block["file"], block["body"]
    if kind == "console":
        return f"```console\n{_run_block(body, directory)}```"
    if writes and name is not None:
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_changed(file.read_text(encoding="utf-8"), body) if kind == "diff" else body, encoding="utf-8")
    return block[0]


def _commit(directory: Path, author: str, email: str) -> None:
    """Commit what is there as somebody. Day and committer are always the same, so that commits have one id."""
    people = {"AUTHOR": (author, email), "COMMITTER": ("Ann Otter", "ann@example.com")}
    who = {
        f"GIT_{role}_{key}": value
        for role in people
        for key, value in zip(("NAME", "EMAIL"), people[role], strict=True)
    }
    fixed = {f"GIT_{role}_DATE": "2026-11-20T12:00:00Z" for role in people} | {"GIT_CONFIG_GLOBAL": os.devnull}
    git = shutil.which("git") or "git"
    for command in ("init -q", "add -A", "commit -q -m change"):
        subprocess.run([git, *command.split()], cwd=directory, env={**os.environ, **who, **fixed}, check=True)


def _changed(text: str, diff: str) -> str:
    """Return a text with the lines that begin with `-` replaced by those with `+` that follow them."""
    for hunk in re.finditer(r"(?P<old>(?:^-.*\n)+)(?P<new>(?:^\+.*\n)*)", diff, re.MULTILINE):
        old, new = (re.sub(r"^[-+]", "", hunk[part], flags=re.MULTILINE) for part in ("old", "new"))
        if text.count(old) != 1:
            raise ValueError(f"stands {text.count(old)} times in the file: {old}")
        text = text.replace(old, new)
    return text


def _run_block(body: str, directory: Path) -> str:
    shown: list[str] = []
    code = 0
    for command, answers in _commands(body):
        if command == "echo $?":
            shown.append(f"$ {command}\n{code}\n")
            continue
        output, code = run(command, directory, answers)
        shown.append(f"$ {command}\n{output}")
    return "".join(shown)


def _commands(body: str) -> Iterator[tuple[str, list[str]]]:
    """Yield each command, with what was typed at its questions."""
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        command, *lines = part.splitlines()
        yield command, [found["answer"] or "" for line in lines if (found := _ASKED.match(line)) is not None]


def run(command: str, directory: Path, answers: Sequence[str] = ()) -> tuple[str, int]:
    """Run one command of ours at a terminal without colour; return what it printed, and its exit code."""
    arguments = shlex.split(command)
    if arguments[0] != "readycheck":
        raise ValueError(f"not a command of ours: {command}")
    head = None
    if "|" in arguments:
        pipe = arguments.index("|")
        head = int(arguments[pipe + 2].removeprefix("-"))
        arguments = arguments[:pipe]
    ours, theirs = pty.openpty()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("READYCHECK_", "COVERAGE_"))},
        "NO_COLOR": "1",
        "COLUMNS": str(COLUMNS),
        "PYTHONUTF8": "1",
        "TERM": "xterm",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=directory,
        env=environment,
        stdin=theirs if answers else subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    data = b""
    left = list(answers)
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        data += chunk
        if left and data.endswith(_QUESTION):
            os.write(ours, f"{left.pop(0)}\n".encode())
    os.close(ours)
    text = data.decode("utf-8").replace("\r\n", "\n")
    if head is not None:
        text = "\n".join(text.splitlines()[:head]) + "\n"
    return text, process.wait()
