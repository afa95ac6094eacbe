"""Conducts an attack: makes its files, runs the program on them as a process within limits, and looks at what is left.

What a case may take is the time of a processor, not time on the wall: machines are shared, and what else they do is
not the program's fault. Even that time grows on a busy machine, so a case that seems to take too long is measured
again beside a unit of work, `import yaml; from pydantic import BaseModel`; four of these are half a second on the
machine for which the limit was set. The measured process is not traced by coverage, which would take several times
as long and says nothing of a user's run; and its modules are compiled once, as they are where it is installed.
"""

from __future__ import annotations

import shlex
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from tests.attacks import limits
from tests.attacks.attack import AS_OF, OUTSIDE, SECRET, Attack
from tests.cli.conftest import environment_with

#: What a case may take.
SECONDS, UNITS, MEBIBYTES = 0.5, 4.0, 150
#: What ends it: what no case comes near to unless something is wrong.
WALL_S, ADDRESSES_MIB = 60, 512

_COMPILED = Path(tempfile.gettempdir()) / "readycheck-attacks-cache"
_UNIT = ("-c", "import yaml; from pydantic import BaseModel")


class Run(NamedTuple):
    """What came of a command."""

    code: int
    """Negative where a signal ended it."""
    out: str
    err: str
    peak_kib: int
    seconds: float
    """Of a processor."""


class Scene:
    """A repository in which a stranger's files lie, and a secret beside it."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.desk = directory / "desk"

    def lay(self, attack: Attack) -> None:
        """Make the files of an attack."""
        (self.desk / ".git").mkdir(parents=True)
        (self.directory / OUTSIDE).write_text(SECRET)
        for name, content in attack.files.items():
            path = self.desk / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, str | bytes):
                path.write_bytes(content.encode() if isinstance(content, str) else content)
            else:
                content(path)

    def run(self, attack: Attack) -> Run:
        """Run the command of an attack."""
        program = [sys.executable, "-m", "readycheck", *shlex.split(attack.command)]
        if attack.redirect:
            program = ["sh", "-c", f'exec "$@" {attack.redirect}', "sh", *program]
        return self._measured(program, attack)

    def units(self) -> float:
        """Return the seconds that the unit takes now."""
        return self._measured([sys.executable, *_UNIT], Attack({}, "")).seconds

    def _measured(self, program: list[str], attack: Attack) -> Run:
        out, err = self.directory / "out", self.directory / "err"
        how = "interrupt" if attack.interrupted else "run"
        limited = [
            sys.executable,
            "-I",
            "-S",
            limits.__file__,
            str(WALL_S),
            str(ADDRESSES_MIB),
            how,
            str(out),
            str(err),
        ]
        done = subprocess.run(
            [*limited, *program],
            cwd=self.desk,
            env=_environment(attack),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=True,
            text=True,
        )
        code, peak_kib, seconds = done.stdout.split()
        told, said = (path.read_bytes().decode("utf-8", "backslashreplace") for path in (out, err))
        return Run(int(code), told, said, int(peak_kib), float(seconds))

    def names(self) -> dict[str, str]:
        """Return what lies in the repository and beside it, by path: its kind, and of a file its size and last change."""
        return {str(path.relative_to(self.directory)): _state(path) for path in self.directory.rglob("*")}


def _state(path: Path) -> str:
    status = path.lstat()
    kind = stat.filemode(status.st_mode)
    return kind if stat.S_ISDIR(status.st_mode) else f"{kind} {status.st_size} {status.st_mtime_ns}"


def _environment(attack: Attack) -> dict[str, str]:
    ours = {
        "COVERAGE_PROCESS_START": None,
        "COVERAGE_PROCESS_CONFIG": None,
        "PYTHONDONTWRITEBYTECODE": None,
        "PYTHONPYCACHEPREFIX": str(_COMPILED),
        "READYCHECK_AS_OF": AS_OF,
    }
    return environment_with({**ours, **attack.environment})
