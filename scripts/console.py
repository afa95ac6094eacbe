"""Runs the commands that README and docs show, and puts their output below them.

A block fenced as ```console holds lines `$ command` and what each printed at a terminal of 80 columns. Blocks that
are fenced otherwise are not run. Both the generator and the tests use this module, so what is shown is what happens.
"""

from __future__ import annotations

import os
import pty
import re
import select
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"^```console\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
COLUMNS = 80


def refresh(text: str, directory: Path) -> str:
    """Return a page with the output of every command as it is now; commands run in `directory`, in order."""
    return BLOCK.sub(lambda block: f"```console\n{_run_block(block['body'], directory)}```", text)


def _run_block(body: str, directory: Path) -> str:
    shown: list[str] = []
    code = 0
    for line in body.splitlines():
        if not line.startswith("$ "):
            continue
        command = line.removeprefix("$ ")
        if command == "echo $?":
            shown.append(f"{line}\n{code}\n")
            continue
        output, code = run(command, directory)
        shown.append(f"{line}\n{output}")
    return "".join(shown)


def run(command: str, directory: Path) -> tuple[str, int]:
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
        **{name: value for name, value in os.environ.items() if not name.startswith("READYCHECK_")},
        "NO_COLOR": "1",
        "COLUMNS": str(COLUMNS),
        "PYTHONUTF8": "1",
        "TERM": "xterm",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=directory,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    data = b""
    while select.select([ours], [], [], 60)[0]:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        data += chunk
    os.close(ours)
    text = data.decode("utf-8").replace("\r\n", "\n")
    if head is not None:
        text = "\n".join(text.splitlines()[:head]) + "\n"
    return text, process.wait()
