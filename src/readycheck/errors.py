"""The error tree. The class owns the exit code; the message says where, what was expected and what to do.

ReadycheckError
├── UsageError        2  the command line asks for something that does not exist
├── RefusedInput      2  a plan, checklist or policy cannot be audited; carries every problem found
└── OutputError       4  the report could not be written

Anything else that reaches the top of the program is a defect of ours and exits 70 (`cli`).
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from readycheck.model.place import Problem


class ExitCode(IntEnum):
    """What the shell sees. Independent of the format (design.md §6)."""

    PASSED = 0
    FAILED = 1
    REFUSED = 2
    UNDECIDED = 3
    NOT_WRITTEN = 4
    DEFECT = 70
    INTERRUPTED = 130


#: Of several plans, the first of these that occurred is the exit code of the run (design.md §6).
PRECEDENCE = (
    ExitCode.INTERRUPTED,
    ExitCode.DEFECT,
    ExitCode.NOT_WRITTEN,
    ExitCode.REFUSED,
    ExitCode.FAILED,
    ExitCode.UNDECIDED,
    ExitCode.PASSED,
)


def worst(codes: Iterable[ExitCode]) -> ExitCode:
    """Return the exit code of a run that produced `codes`; PASSED where there is none."""
    return min(codes, key=PRECEDENCE.index, default=ExitCode.PASSED)


class ReadycheckError(Exception):
    """An error that the user can act on."""

    exit_code: ClassVar[ExitCode] = ExitCode.REFUSED

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(ReadycheckError):
    """The command line names something that does not exist or does not fit together."""


class RefusedInput(ReadycheckError):
    """A file cannot be used. `problems` are sorted by place, each once, and there is at least one."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__(self.problems[0].message)

    def __reduce__(self) -> tuple[type[RefusedInput], tuple[Problem, ...]]:
        """Return how it is made again in another process: from its problems, not from its message."""
        return type(self), self.problems


class OutputError(ReadycheckError):
    """The report could not be written; nothing is left half-written."""

    exit_code = ExitCode.NOT_WRITTEN
