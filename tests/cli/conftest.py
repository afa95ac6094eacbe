"""A desk to work at: a directory with a plan, the program in process, in a process of its own, and at a terminal."""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import pty
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from readycheck.cli import main

AS_OF = "2026-11-22"
DATED = ("--as-of", AS_OF)

#: What in the environment would change what the program does.
_VARIABLES = (
    "NO_COLOR FORCE_COLOR CLICOLOR CLICOLOR_FORCE COLUMNS LINES TERMINAL_WIDTH PYTHONIOENCODING PYTHONUTF8 "
    "PYTHONSAFEPATH"
).split()


class Result(NamedTuple):
    """What a run came to."""

    code: int
    out: str
    err: str


# ---------------------------------------------------------------- a small company with two departments
def _item(key: str, severity: str, evidence: str) -> dict[str, Any]:
    texts = {"title": f"The {key} are ready", "ask": "Are they?", "why": "Customers ask.", "fix": ["Do it"]}
    return {"id": key, "severity": severity, "evidence": evidence, "stage": "buy", "lead_days": 5, **texts}


CHECKLISTS = {
    "legal": [
        _item("terms", "blocker", "document"),
        {**_item("notice", "major", "claim"), "stage": "learn"},
    ],
    "support": [
        _item("channels", "blocker", "document"),
        {**_item("faq", "minor", "none"), "stage": "use"},
    ],
}
POLICY: dict[str, Any] = {
    "readycheck": "policy/1",
    "shipped_checklists": False,
    "checklists": [f"checklists/{department}.yaml" for department in CHECKLISTS],
}


def go_plan() -> dict[str, Any]:
    """Return a plan with which the small company may launch: everything proven, everybody signed."""

    def word(lead: str) -> list[dict[str, str]]:
        return [{"for": "ga", "by": lead, "date": "2026-11-20", "decision": "go"}]

    return {
        "readycheck": 1,
        "launch": {
            "name": "Aurora",
            "owner": "mara.lind",
            "sponsor": "tom.oduya",
            "milestones": {"ga": "2026-12-15"},
        },
        "people": {"mara.lind": "product", "tom.oduya": "management", "dana.cho": "legal", "lee.ng": "support"},
        "departments": {
            "legal": {
                "lead": "dana.cho",
                "signoffs": word("dana.cho"),
                "items": {
                    "terms": {"status": "done", "evidence": "terms.md"},
                    "notice": {"status": "done", "evidence": "Mailed to all 412 customers"},
                },
            },
            "support": {
                "lead": "lee.ng",
                "signoffs": word("lee.ng"),
                "items": {"channels": {"status": "done", "evidence": "channels.md"}, "faq": "done"},
            },
        },
    }


def undecided_plan() -> dict[str, Any]:
    """Return a plan in which the one answer that decides is missing."""
    plan = go_plan()
    del plan["departments"]["legal"]["items"]["terms"]
    return plan


def no_go_plan() -> dict[str, Any]:
    """Return a plan whose open blocker leaves no way to a go today, and which is not on its way to one."""
    plan = go_plan()
    plan["departments"]["legal"]["items"]["terms"] = {"status": "blocked", "reason": "Counsel is ill"}
    return plan


def conditional_plan() -> dict[str, Any]:
    """Return a plan whose go rests on a waiver: 22 of 27 points are proven, and one major is waived."""
    plan = go_plan()
    plan["departments"]["legal"]["items"]["notice"] = "todo"
    plan["waivers"] = [
        {
            "item": "legal.notice",
            "reason": "Nobody is affected before February",
            "approved_by": "tom.oduya",
            "date": "2026-11-20",
            "until": "2027-01-31",
        }
    ]
    return plan


# ---------------------------------------------------------------- the desk
class Desk:
    """A working directory, and the program in it."""

    def __init__(self, path: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.path = path
        self._capture = capture

    def write(self, name: str, content: str | bytes | Mapping[str, Any]) -> Path:
        """Write a file: text, bytes, or values as JSON, which is YAML."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Mapping):
            content = json.dumps(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def company(self) -> None:
        """Put the small company's policy, checklists and documents on the desk, as the root of a repository."""
        (self.path / ".git").mkdir(exist_ok=True)
        self.write("readycheck.yaml", POLICY)
        for department, items in CHECKLISTS.items():
            head = {"readycheck": "checklist/1", "version": "1.0", "department": department}
            self.write(f"checklists/{department}.yaml", {**head, "title": department.capitalize(), "items": items})
        self.write("terms.md", "The board approved the terms of 3 November.\n")
        self.write("channels.md", "Three people called, wrote and chatted on 12 November.\n")

    def run(self, *arguments: str) -> Result:
        """Run the program in this process, as a user would."""
        self._capture.readouterr()
        code = main(list(arguments))
        out, err = self._capture.readouterr()
        return Result(code, out, err)

    def audit(self, *arguments: str) -> Result:
        """Run an audit as of a fixed day."""
        return self.run("audit", *DATED, *arguments)

    def spawn(
        self,
        *arguments: str,
        flags: tuple[str, ...] = (),
        environment: Mapping[str, str | None] | None = None,
        **options: Any,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the program in a process of its own."""
        command = [sys.executable, *flags, "-m", "readycheck", *arguments]
        settings: dict[str, Any] = {
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "cwd": self.path,
            "timeout": 60,
            **options,
        }
        return subprocess.run(command, env=environment_with(environment), check=False, **settings)

    def terminal(
        self,
        *arguments: str,
        environment: Mapping[str, str | None] | None = None,
        columns: int = 80,
        answer: Callable[[str], str | None] | None = None,
    ) -> Result:
        """Run the program at a terminal of 24 lines; `answer` gets what was printed so far and returns what to type.

        What it writes to stdout and stderr cannot be told apart at a terminal: both are in `out`.
        """
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "readycheck", *arguments],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=self.path,
            env=environment_with({"TERM": "xterm-256color", **(environment or {})}),
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509 - so that Ctrl-C, typed, reaches the program
        )
        os.close(theirs)
        try:
            out = _talk(ours, answer)
            code = process.wait(30)
        finally:
            process.kill()
            process.wait()
            os.close(ours)
        return Result(code, out, "")


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def _talk(descriptor: int, answer: Callable[[str], str | None] | None) -> str:
    """Read until the other side is gone, typing what `answer` returns whenever something new was printed."""
    data = b""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([descriptor], [], [], 0.3)
        if not ready:
            continue
        try:
            more = os.read(descriptor, 65536)
        except OSError:
            break
        if not more:
            break
        data += more
        typed = answer(_text(data)) if answer is not None else None
        if typed is not None:
            os.write(descriptor, typed.encode("utf-8", "surrogateescape"))
    return _text(data)


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n")


def environment_with(changes: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return this environment without what changes the program, and with `changes`; None takes a variable away."""
    kept = {name: value for name, value in os.environ.items() if not _matters(name)}
    merged: dict[str, str | None] = {**kept, "PYTHONIOENCODING": "utf-8", **(changes or {})}
    return {name: value for name, value in merged.items() if value is not None}


def _matters(name: str) -> bool:
    return name in _VARIABLES or name.startswith(("READYCHECK_", "_READYCHECK"))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """An empty desk; nothing in the environment changes what the program does."""
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if _matters(name):
            monkeypatch.delenv(name)
    yield Desk(tmp_path, capfd)
    with contextlib.suppress(OSError):
        sys.stdout.flush()


@pytest.fixture
def company(desk: Desk) -> Desk:
    """A desk with the small company's rules."""
    desk.company()
    return desk
