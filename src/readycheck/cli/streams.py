"""What the program's streams can show, and writing to them: whole, in their encoding, or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping

from readycheck.errors import OutputError
from readycheck.model.text import inert_in_logs, printable

NARROWEST, WIDEST = 40, 200


def wants_color(when: str | None, environment: Mapping[str, str], *, terminal: bool) -> bool:
    """Return whether to colour: --color, NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, CLICOLOR, TERM, the stream."""
    if when in {"always", "never"}:
        return when == "always"
    if environment.get("NO_COLOR"):
        return False
    if any(environment.get(name, "0") not in {"", "0"} for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    if environment.get("CLICOLOR") == "0" or environment.get("TERM") == "dumb":
        return False
    return terminal


def stdout_is_terminal() -> bool:
    """Return whether somebody looks at stdout."""
    return sys.stdout is not None and not sys.stdout.closed and sys.stdout.isatty()


def stdin_is_terminal() -> bool:
    """Return whether somebody can answer."""
    return sys.stdin is not None and not sys.stdin.closed and sys.stdin.isatty()


def width(environment: Mapping[str, str]) -> int:
    """Return the columns to use: COLUMNS, else the terminal's, between NARROWEST and WIDEST."""
    given = environment.get("COLUMNS", "")
    columns = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0  # noqa: PLR2004
    if not columns:
        try:
            columns = os.get_terminal_size(1).columns
        except OSError:
            columns = 80
    return min(max(columns or 80, NARROWEST), WIDEST)


def is_ascii_only() -> bool:
    """Return whether stdout cannot show more than ASCII."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "").replace("_", "")
    return encoding not in {"utf8", "utf16", "utf32"}


def write_stdout(text: str, *, encoding: str | None = None) -> None:
    """Write a result. A reader that went away is no error; a full disk or a closed stream is an OutputError."""
    if sys.stdout is None or sys.stdout.closed:
        message = "stdout is closed"
        raise OutputError(message, hint="give --output FILE")
    data = text.encode(encoding or sys.stdout.encoding or "ascii", "backslashreplace")
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        abandon_stdout()
    except OSError as error:
        abandon_stdout()
        message = f"stdout: {error.strerror}"
        raise OutputError(message) from None


def abandon_stdout() -> None:
    """Send what Python would still flush at its end to nowhere, so that it cannot change the exit code."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)


def say(text: str) -> None:
    """Tell the user something that is not the result. A stderr that is closed is not told."""
    if sys.stderr is None or sys.stderr.closed:
        return
    lines = (inert_in_logs(printable(line)) for line in text.splitlines())
    encoding = sys.stderr.encoding or "ascii"
    data = ("\n".join(lines) + "\n").encode(encoding, "backslashreplace")
    try:
        sys.stderr.flush()
        sys.stderr.buffer.write(data)
        sys.stderr.buffer.flush()
    except OSError:
        return
