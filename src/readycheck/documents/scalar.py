"""Plain values as YAML text: as short as it reads back, in quotes where it would not.

Owns the writing of values that people edit afterwards; what reads back differently is never written plain.
"""

from __future__ import annotations

import json
from typing import Final

from readycheck.documents.span import INDENT
from readycheck.documents.yaml import Value, parse
from readycheck.errors import RefusedInput

#: A mapping that would make its line longer than this is written with a line for each key.
WIDEST: Final = 120


def inline(value: Value) -> str:
    """Return a value on one line, as it may stand anywhere: plain, quoted, `[a, b]` or `{a: b}`."""
    match value:
        case dict():
            return "{" + ", ".join(f"{inline(key)}: {inline(entry)}" for key, entry in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case str():
            return value if _reads_back(value) else _quoted(value)
        case _:
            return json.dumps(value)


def like(style: str, text: str) -> str:
    """Return a text in the quotes that the one before it had."""
    if style == '"':
        return _quoted(text)
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return inline(text)


def lines_of(path: tuple[str | int, ...], value: Value, column: int, newline: str) -> str:
    """Return the lines of a new key: a line for each key on the way, then the value."""
    *way, last = path
    lines = ""
    for key in way:
        lines += f"{' ' * column}{inline(key)}:{newline}"
        column += INDENT
    line = f"{' ' * column}{inline(last)}: {inline(value)}"
    if isinstance(value, dict) and len(line) > WIDEST:
        return f"{lines}{' ' * column}{inline(last)}:{newline}{unfolded(value, column + INDENT, newline)}"
    return f"{lines}{line}{newline}"


def unfolded(value: dict[str, Value], column: int, newline: str) -> str:
    """Return a line for each key of a mapping."""
    return "".join(lines_of((key,), entry, column, newline) for key, entry in value.items())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _reads_back(text: str) -> bool:
    """Whether a text stands for itself without quotes, inside braces too."""
    if text != text.strip() or not text.isprintable():
        return False
    try:
        return bool(parse(f"{{k: {text}}}".encode(), "").value == {"k": text})
    except RefusedInput:
        return False
