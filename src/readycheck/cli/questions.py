"""Questions at a terminal: put on stderr, asked again until the answer does, an end of input is an interrupt."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from typing import TypeVar

from readycheck.cli import streams
from readycheck.errors import UsageError
from readycheck.model.text import INVISIBLE, printable
from readycheck.syntax.source import code_point

T = TypeVar("T")
_INVISIBLE = re.compile(f"[{INVISIBLE}]")


def ask(question: str) -> str:
    """Put a question and return the line that was typed; KeyboardInterrupt at the end of input.

    A line that no file could hold (bytes of another encoding, an arrow key, a pasted mark that nobody sees) is told,
    and the question is put again.
    """
    while True:
        sys.stderr.write(f"{question} ")
        sys.stderr.flush()
        try:
            line = sys.stdin.readline()
        except UnicodeDecodeError:
            streams.say("What was typed cannot be read as text. Type it again")
            continue
        if not line:
            raise KeyboardInterrupt
        found = _INVISIBLE.search(line)
        if found is None:
            return line.strip()
        streams.say(f"What was typed holds a character that nobody can see, {code_point(found[0])}. Type it again")


def needed(option: str, question: str, given: str | None, read: Callable[[str], T], *, terminal: bool) -> T:
    """Return the answer given by an option, else asked for; UsageError where nobody can be asked."""
    if given is not None:
        return read(given)
    if not terminal:
        raise UsageError(f"{option} is missing, and nobody can be asked here", hint=f"give {option}")
    while True:
        answer = ask(question)
        try:
            if answer:
                return read(answer)
        except UsageError as error:
            streams.say(f"{error.message}. {error.hint}")


def optional(question: str, given: str | None, read: Callable[[str], T], *, terminal: bool) -> T | None:
    """Return the answer given by an option, else asked for; None where it is left empty or nobody can be asked."""
    if given is not None:
        return read(given)
    while terminal and (answer := ask(question)):
        try:
            return read(answer)
        except UsageError as error:
            streams.say(f"{error.message}. {error.hint}")
    return None


def several(question: str, choices: Mapping[str, str], *, rest: bool = False) -> tuple[str, ...]:
    """Return the choices whose numbers are typed; with `rest`, that word stands for all of them."""

    def read(text: str) -> tuple[str, ...]:
        if rest and text == "rest":
            return tuple(choices)
        names = tuple(choices)
        words = text.replace(",", " ").split()
        for word in words:
            if not (word.isascii() and word.isdigit() and 1 <= int(word) <= len(names)):
                raise UsageError(f"`{printable(word)}` is none of them", hint=f"give numbers from 1 to {len(names)}")
        return tuple(dict.fromkeys(names[int(word) - 1] for word in words))

    for number, text in enumerate(choices.values(), start=1):
        streams.say(f"  {number:>2} {text}")
    return optional(question, None, read, terminal=True) or ()


def agreed() -> bool:
    """Ask whether to write changes that were shown; UsageError where there is nobody to ask."""
    if not streams.stdin_is_terminal():
        hint = "give --yes to write these changes, or --preview to see them only"
        raise UsageError("there is no terminal to ask at, and nothing was written", hint=hint)
    return ask("Write these changes (y or n)?").lower() in {"y", "yes"}
