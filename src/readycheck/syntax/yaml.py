"""YAML bytes to plain values and the position of every key and value, in one pass over libyaml's events.

Owns what YAML means here: the 1.2 core schema (null, true/false, decimal integers, finite floats; all else
is text), no anchors, aliases, merge keys or tags, text keys that stand once, and bounds on size, depth and
nodes that are checked before anything is built. Knows nothing of plans or checklists.

PyYAML's own constructors are not used: they follow YAML 1.1, take the last of duplicate keys, expand aliases
without bound, and the C composer crashes the process on deep nesting; none of this happens on bare events.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

import yaml
import yaml.cyaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from readycheck.errors import RefusedInput
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.text import INVISIBLE
from readycheck.syntax.libyaml import in_plain_words
from readycheck.syntax.source import MAX_PROBLEMS, code_point, decode, problem_at, problem_in

MAX_DEPTH: Final = 64
#: Values of any kind, and lists and mappings among them: each of these may be wrong in half a dozen ways, and what a
#: model says of each takes a kilobyte. A checklist of a mebibyte has as many.
MAX_NODES: Final = 40_000
MAX_CONTAINERS: Final = 10_000
MAX_SCALAR: Final = 64 * 1024
_TOO_MUCH: Final = "split it by department"

#: A plain value: what JSON has, with text keys.
Value = Any
#: For each key or index of a container: line and column of the key, of the value (from 0), and the
#: marks inside the value where that is a container itself. In a list, key and value are one.
Mark = tuple[int, int, int, int, Any]

_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_TRUE = frozenset({"true", "True", "TRUE"})
_FALSE = frozenset({"false", "False", "FALSE"})
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,6})?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
_FORBIDDEN_IN_VALUE = re.compile(f"[{INVISIBLE}\r]")
#: A directive (`%TAG`, `%YAML`). Thousands of them take libyaml quadratic time, and none is needed.
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_PROSE_IN_BRACES = re.compile(r"[{,]\s*(?P<key>[\w.-]+): +(?P<prose>[^\s\"'\[\]{},][^\"\[\]{},]*?: [^,}\]]*)")
_PROSE_WITH_COLON = re.compile(r"(?P<head>\s*(?:- +)*[\w.-]+:[ ]+)(?P<prose>[^\s'\"\[{|>&*!%@`#].*?: .*)")


class Document(NamedTuple):
    """A parsed file: its values, and where each of them stands."""

    name: str
    lines: tuple[str, ...]
    value: dict[str, Value]
    marks: dict[str, Mark]
    grafts: Mapping[PlanPath, Document] = {}
    """Parts of the value that stand in files of their own."""

    def file_of(self, path: PlanPath) -> tuple[Document, PlanPath]:
        """Return the document in which `path` stands, and the rest of the path inside it."""
        for prefix, document in self.grafts.items():
            if path[: len(prefix)] == prefix:
                return document, path[len(prefix) :]
        return self, path

    def mark(self, path: PlanPath) -> tuple[Mark | None, bool]:
        """Return the mark of the deepest part of `path` that stands in the file, and whether that is all of it.

        Steps that the file does not have (a shorthand written out, a key that is missing) are passed over.
        """
        found: Mark | None = None
        inside: Any = self.marks
        complete = True
        for step in path:
            mark = _step(inside, step)
            complete = mark is not None
            if mark is not None:
                found, inside = mark, mark[4]
        return found, complete

    def place(self, path: PlanPath) -> Place:
        """Return where the key (or the list entry) at `path` stands, else what encloses it."""
        document, rest = self.file_of(path)
        found, _ = document.mark(rest)
        return Place(document.name, found[0] + 1, found[1] + 1) if found else Place(document.name, 1, 1)

    def problem(self, path: PlanPath, message: str, help_: str = "", *, key: bool = False) -> Problem:
        """Return a problem with the value (or the key) at `path`, its source line and the width of what is meant."""
        document, rest = self.file_of(path)
        found, complete = document.mark(rest)
        if found is None:
            return problem_at(document.name, document.lines, 0, 0, message, help_)
        line, column = found[:2] if key or not complete else found[2:4]
        return problem_at(document.name, document.lines, line, column, message, help_)


def parse(data: bytes, name: str) -> Document:
    """Parse one YAML document whose root is a mapping; RefusedInput with every problem found otherwise."""
    text = _decode(data, name)
    lines = tuple(text.splitlines())
    reader = _Reader(text, name, lines)
    try:
        value, marks = reader.read()
    except yaml.YAMLError as error:
        raise RefusedInput(*reader.problems, _syntax(error, name, lines)) from None
    if reader.problems:
        raise RefusedInput(*reader.problems)
    return Document(name, lines, value, marks)


def _decode(data: bytes, name: str) -> str:
    text = decode(data, name, too_large="split it by department; binary files do not belong in a plan")
    found = _DIRECTIVE.search(text)
    if found is not None:
        raise RefusedInput(problem_in(name, text, found.start(), "a line that starts with `%`", "remove the line"))
    return text


# ---------------------------------------------------------------- events to values
class _Reader:
    """One pass over the events of one text. Collects problems that do not prevent reading on."""

    def __init__(self, text: str, name: str, lines: tuple[str, ...]) -> None:
        self._next: Any = yaml.cyaml.CParser(text).get_event  # type: ignore[attr-defined]
        self._name = name
        self._lines = lines
        self._nodes = 0
        self._containers = 0
        self.problems: list[Problem] = []

    def read(self) -> tuple[dict[str, Value], dict[str, Mark]]:
        get = self._next
        get()  # the start of the stream
        start = get()
        if not isinstance(start, DocumentStartEvent):
            raise self._refuse(start, "the file is empty", "`readycheck init` writes a first plan")
        root = get()
        if not isinstance(root, MappingStartEvent):
            raise self._refuse(
                root, "the file does not begin with lines such as `name: value`", "start with `readycheck: 1`"
            )
        self._guard(root)
        value, marks = self._mapping(1)
        get()  # the end of the document
        after = get()
        if not isinstance(after, StreamEndEvent):
            raise self._refuse(
                after, "a second document starts here", "remove the line, or move what follows to a file of its own"
            )
        return value, marks

    def _mapping(self, depth: int) -> tuple[dict[str, Value], dict[str, Mark]]:
        values: dict[str, Value] = {}
        marks: dict[str, Mark] = {}
        get = self._next
        while True:
            event = get()
            if isinstance(event, MappingEndEvent):
                return values, marks
            key = self._key(event)
            line, column = event.start_mark.line, event.start_mark.column
            event = get()
            value, inside = self._value(event, depth)
            if key is None:
                continue
            if key in marks:
                first = marks[key][0] + 1
                self._complain(
                    line, column, f"`{key}` stands twice", f"it is on line {first} already; keep one of them"
                )
                continue
            values[key] = value
            marks[key] = (line, column, event.start_mark.line, event.start_mark.column, inside)

    def _sequence(self, depth: int) -> tuple[list[Value], list[Mark]]:
        values: list[Value] = []
        marks: list[Mark] = []
        get = self._next
        while True:
            event = get()
            if isinstance(event, SequenceEndEvent):
                return values, marks
            line, column = event.start_mark.line, event.start_mark.column
            value, inside = self._value(event, depth)
            values.append(value)
            marks.append((line, column, line, column, inside))

    def _value(self, event: Any, depth: int) -> tuple[Value, Any]:  # noqa: ANN401 - PyYAML's events are untyped
        self._guard(event)
        if isinstance(event, ScalarEvent):
            return self._scalar(event), None
        if depth >= MAX_DEPTH:
            raise self._refuse(event, f"nested more than {MAX_DEPTH} levels deep", "no plan is that deep")
        self._containers += 1
        if self._containers > MAX_CONTAINERS:
            raise self._refuse(event, f"more than {MAX_CONTAINERS} lists and mappings in one file", _TOO_MUCH)
        if isinstance(event, MappingStartEvent):
            return self._mapping(depth + 1)
        return self._sequence(depth + 1)

    def _guard(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events are untyped
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refuse(event, f"more than {MAX_NODES} values in one file", _TOO_MUCH)
        if isinstance(event, AliasEvent) or event.anchor is not None:
            sign = "*" if isinstance(event, AliasEvent) else "&"
            advice = f"write the value out at each place; a text that begins with {sign} needs quotes"
            raise self._refuse(event, f"`{sign}{event.anchor}` stands for a value elsewhere", advice)
        if event.tag is not None:
            raise self._refuse(event, f"`{event.tag}` means something in YAML", "remove it, or put the text in quotes")

    def _key(self, event: Any) -> str | None:  # noqa: ANN401 - PyYAML's events are untyped
        self._guard(event)
        if not isinstance(event, ScalarEvent):
            raise self._refuse(event, "what stands before a colon is a name, not a list", "write `name: value`")
        value = self._scalar(event)
        mark: Any = event.start_mark
        if event.value == "<<" and event.implicit[0]:
            raise self._refuse(event, "`<<` merges in what stands elsewhere", "write the values out at each place")
        if not isinstance(value, str):
            shown = event.value or "(nothing)"
            self._complain(mark.line, mark.column, f"the name `{shown}` is not text", f'write "{shown}" in quotes')
            return None
        return value

    def _scalar(self, event: Any) -> Value:  # noqa: ANN401 - PyYAML's events are untyped
        text: str = event.value
        mark = event.start_mark
        if len(text) > MAX_SCALAR:
            advice = "put long texts into files of their own and name them"
            raise self._refuse(event, f"a text of more than {MAX_SCALAR // 1024} KiB", advice)
        if event.style == '"':
            found = _FORBIDDEN_IN_VALUE.search(text)
            if found is not None:
                advice = "remove it: what a reader cannot see may hide what the file says"
                message = f"`\\` writes an invisible character, {code_point(found[0])}"
                self._complain(mark.line, mark.column, message, advice)
        if not event.implicit[0]:
            return text
        return self._plain(text, mark)

    def _plain(self, text: str, mark: Any) -> Value:  # noqa: ANN401 - PyYAML's marks are untyped
        first = text[:1]
        if first.isalpha() and first not in "nNtTfF":
            return text
        if text in _NULL:
            return None
        if text in _TRUE or text in _FALSE:
            return text in _TRUE
        if _INTEGER.fullmatch(text):
            return int(text)
        if _NOT_FINITE.fullmatch(text):
            self._complain(mark.line, mark.column, f"`{text}` is no number that can be compared", "write it in digits")
            return None
        if len(text) <= 40 and _FLOAT.fullmatch(text) and not text.lstrip("+-").isdigit():  # noqa: PLR2004
            number = float(text)
            if number in {float("inf"), float("-inf")}:
                self._complain(
                    mark.line,
                    mark.column,
                    f"`{text}` is too large a number",
                    "write it in a larger unit, such as thousands",
                )
                return None
            return number
        return text

    def _complain(self, line: int, column: int, message: str, help_: str) -> None:
        if len(self.problems) == MAX_PROBLEMS:
            self.problems.append(Problem(Place(self._name), "and more problems of this kind"))
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem_at(self._name, self._lines, line, column, message, help_))

    def _refuse(self, event: Any, message: str, help_: str) -> RefusedInput:  # noqa: ANN401 - PyYAML's events are untyped
        mark = event.start_mark
        return RefusedInput(*self.problems, problem_at(self._name, self._lines, mark.line, mark.column, message, help_))


# ---------------------------------------------------------------- places
def _syntax(error: yaml.YAMLError, name: str, lines: tuple[str, ...]) -> Problem:
    mark = getattr(error, "problem_mark", None)
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    line = min(line, max(len(lines) - 1, 0))
    said = str(getattr(error, "problem", None) or "this is not YAML")
    source = lines[line] if lines else ""
    prose = _PROSE_WITH_COLON.fullmatch(source)
    message = "text with `: ` in it needs quotes"
    if "mapping values are not allowed" in said and prose is not None:
        advice = f"write {prose['head'].strip()} {_quoted(prose['prose'])}"
        return problem_at(name, lines, line, len(prose["head"]), message, advice)
    braced = _PROSE_IN_BRACES.search(source)
    if "did not find expected ','" in said and braced is not None:
        advice = f"write {braced['key']}: {_quoted(braced['prose'].rstrip())}"
        return problem_at(name, lines, line, braced.start("prose"), message, advice)
    advice = "check quotes, brackets and indentation here"
    return problem_at(name, lines, line, column, f"not valid YAML: {in_plain_words(said)}", advice)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _step(inside: Any, step: str | int) -> Mark | None:  # noqa: ANN401 - marks nest
    if isinstance(inside, dict) and isinstance(step, str):
        return inside.get(step)
    if isinstance(inside, list) and isinstance(step, int) and 0 <= step < len(inside):
        mark: Mark = inside[step]
        return mark
    return None
