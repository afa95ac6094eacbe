"""A file to bytes, and these to text that holds nothing a reader cannot see; problems placed in it, with its line.

Shared by every text that is read: YAML, tables, lists. Knows no format.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable, read_bytes
from readycheck.model.place import Place, Problem
from readycheck.model.text import INVISIBLE, printable

MAX_BYTES: Final = 1024 * 1024
#: How many problems of one file are collected.
MAX_PROBLEMS: Final = 200

_FORBIDDEN = re.compile(f"[{INVISIBLE}]|\r(?!\n)")
_TOKEN = re.compile(r"""(?P<quoted>"(?:[^"\\]|\\.)*"|'[^']*')|(?P<plain>[^\s:,\[\]{}#]+(?::(?=\S)[^\s,\[\]{}#]+)*)""")
_LONGEST_SHOWN: Final = 200


def read_source(path: Path, name: str, help_: str, limit: int = MAX_BYTES, tree: Tree | None = None) -> bytes:
    """Return the bytes of a file that somebody names; RefusedInput, placed under its name, where it cannot be read.

    It is read from the disk where no `tree` is given.
    """
    try:
        return tree.read(path, limit) if tree is not None else read_bytes(path, limit)
    except Unreadable as error:
        raise RefusedInput(Problem(Place(printable(name)), str(error), help_)) from None


def decode(
    data: bytes,
    name: str,
    *,
    too_large: str,
    not_utf8: str = "save it again, with UTF-8 as its encoding",
    limit: int = MAX_BYTES,
) -> str:
    """Return the text of a file without its byte-order mark; RefusedInput with the advice given where it has none."""
    if len(data) > limit:
        raise RefusedInput(Problem(Place(name), f"the file is larger than {limit // 1024} KiB", too_large))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line = before.count("\n")
        column = len(before) - before.rfind("\n") - 1
        message = f"the file is not saved as UTF-8 (byte 0x{data[error.start]:02x})"
        raise RefusedInput(Problem(Place(name, line + 1, column + 1), message, not_utf8)) from None
    text = text.removeprefix("\ufeff")
    found = _FORBIDDEN.search(text)
    if found is not None:
        advice = "delete it: what a reader cannot see may hide what the file says"
        raise RefusedInput(problem_in(name, text, found.start(), f"invisible character {code_point(found[0])}", advice))
    return text


def code_point(character: str) -> str:
    """Return how a character is named that cannot be shown: U+200B."""
    return f"U+{ord(character[0]):04X}"


def problem_in(name: str, text: str, index: int, message: str, help_: str) -> Problem:
    """Return a problem at an index of a text."""
    line = text.count("\n", 0, index)
    column = index - text.rfind("\n", 0, index) - 1
    return problem_at(name, tuple(text.split("\n")), line, column, message, help_)


def problem_at(name: str, lines: tuple[str, ...], line: int, column: int, message: str, help_: str) -> Problem:
    """Return a problem at a line and column, both from 0, with what stands there shown and underlined."""
    source = lines[line] if line < len(lines) else ""
    token = _TOKEN.match(source, column, column + _LONGEST_SHOWN)  # a megabyte in quotes would take far more to match
    width = len(token[0]) if token else 1
    shown = printable(source[:_LONGEST_SHOWN])
    return Problem(Place(name, line + 1, column + 1), printable(message), printable(help_), shown, width)
