"""Plain values to YAML on one line: bare where that is safe for every reader, in quotes where it is not.

Whatever a text holds, it is nothing but that text when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from readycheck.syntax.yaml import Value

#: A container that would make its line longer than this goes on lines of its own.
WIDTH: Final = 120

#: Texts that mean the same to every reader of YAML without quotes; inside braces and brackets fewer do. A day is
#: written as people write it in plans: without quotes, though readers of YAML 1.1 make a date of it.
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}|"
_BARE = re.compile(_DAY + r"(?:[A-Za-z]|[0-9]{1,9} [A-Za-z])(?:[\w .,;()/'’£€$%&+=<>!?@“”–—-]|:(?=[\w/]))*(?<! )")
_BARE_INSIDE = re.compile(_DAY + r"(?:[A-Za-z]|[0-9]{1,9} [A-Za-z])[\w ./’£€$%&+=<>!@“”–—-]*(?<! )")
#: Words that some readers of YAML take for something else than text.
_WORDS = frozenset("null true false yes no on off y n".split())


def quoted(text: str) -> str:
    """Return a text in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False)


def scalar(value: Value, *, inside: bool = False) -> str:
    """Return a value that is no container, as it may stand in a block, or `inside` braces and brackets."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float | date):
        return str(value)
    bare = _BARE_INSIDE if inside else _BARE
    return value if bare.fullmatch(value) and value.lower() not in _WORDS else quoted(value)


def on_one_line(value: Value) -> str:
    """Return a value on one line, containers in braces and brackets."""
    if isinstance(value, Mapping):
        entries = (f"{scalar(key, inside=True)}: {on_one_line(inner)}" for key, inner in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(on_one_line, value))}]"
    return scalar(value, inside=True)


def like(style: str, text: str, *, inside: bool) -> str:
    """Return a text in the quotes that the one before it had."""
    if style == '"':
        return quoted(text)
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return scalar(text, inside=inside)
