"""JSON to rows: a list of objects, each an entry, its keys the headings. Each is placed at the line where it begins."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

from readycheck.documents.table.row import MAX_CELL, MAX_COLUMNS, MAX_ROWS, Row, Table
from readycheck.errors import RefusedInput
from readycheck.model.place import Place
from readycheck.model.text import INVISIBLE
from readycheck.syntax.source import code_point, problem_in

_SPACE: Final = re.compile(r"[ \t\r\n]*")
_FORBIDDEN = re.compile(f"[{INVISIBLE}]|\r(?!\n)")
_DEEPEST: Final = 4


def parse_json(text: str, name: str) -> Table:
    """Return the table that a list of objects makes; RefusedInput where the text is none."""
    return _Reader(text, name).read()


class _Reader:
    """Reads one object after the other, so that each has its place."""

    def __init__(self, text: str, name: str) -> None:
        self._text = text
        self._name = name
        self._lines = 1
        self._counted = 0
        self._decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)

    def read(self) -> Table:
        at = self._skip(0)
        if not self._text.startswith("[", at):
            raise self._refuse(at, "this is not a list of objects", 'write [{"title": "…"}, …]')
        start, at = at, self._skip(at + 1)
        rows: list[Row] = []
        more = not self._text.startswith("]", at)
        while more:
            place = self._place(at)
            value, at = self._value(at)
            rows.append(Row(place, value))
            if len(rows) > MAX_ROWS:
                raise self._refuse(at, f"more than {MAX_ROWS:,} objects", "split the list into several files")
            at = self._skip(at)
            more = self._text.startswith(",", at)
            if more:
                at = self._skip(at + 1)
            elif not self._text.startswith("]", at):
                raise self._refuse(at, "a comma or the end of the list is due here", "check what stands before it")
        if self._skip(at + 1) != len(self._text):
            raise self._refuse(self._skip(at + 1), "something stands behind the list", "keep the list alone")
        headings = tuple(dict.fromkeys(key for row in rows for key in row.cells))
        if len(headings) > MAX_COLUMNS:
            raise self._refuse(start, f"more than {MAX_COLUMNS} different keys", "keep the keys that are needed")
        whole = tuple(row._replace(cells={heading: row.cells.get(heading, "") for heading in headings}) for row in rows)
        return Table("", self._place(0), headings, whole)

    def _value(self, at: int) -> tuple[dict[str, str], int]:
        try:
            value, end = self._decoder.raw_decode(self._text, at)
        except json.JSONDecodeError as error:
            raise self._refuse(error.pos, f"not valid JSON: {error.msg}", "check quotes, commas and brackets") from None
        except (ValueError, RecursionError) as error:
            said = str(error) if isinstance(error, ValueError) else "nested too deep"
            raise self._refuse(at, f"not a row: {said}", "give each object plain values") from None
        if not isinstance(value, dict):
            raise self._refuse(at, "an entry of the list is no object", 'write {"title": "…"}')
        cells: dict[str, str] = {}
        for key, inside in value.items():
            self._flatten(cells, at, key, inside, 1)
        return cells, end

    def _flatten(self, cells: dict[str, str], at: int, key: str, value: Any, depth: int) -> None:  # noqa: ANN401 - JSON
        """Write a value as cells: an object as one for each of its keys, a list of texts as lines."""
        if isinstance(value, dict) and depth < _DEEPEST:
            for inner, inside in value.items():
                self._flatten(cells, at, f"{key} {inner}", inside, depth + 1)
            return
        cell = "\n".join(map(_text, value)) if isinstance(value, list) else _text(value)
        for text in (key, cell):
            found = _FORBIDDEN.search(text)
            if found is not None:
                help_ = "delete it: what a reader cannot see may hide what the text says"
                raise self._refuse(at, f"an escape writes the character {code_point(found[0])}", help_)
        if len(cell) > MAX_CELL:
            raise self._refuse(at, f"`{key[:50]}` holds more than {MAX_CELL // 1024} KiB", "shorten the text")
        cells[" ".join(key.split())] = cell.replace("\r\n", "\n").strip()

    # ------------------------------------------------------------ places
    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found is not None else at

    def _place(self, at: int) -> Place:
        """Return a place; asked for in ascending order, so that lines are counted once."""
        self._lines += self._text.count("\n", self._counted, at)
        self._counted = max(self._counted, at)
        return Place(self._name, self._lines, at - self._text.rfind("\n", 0, at))

    def _refuse(self, at: int, message: str, help_: str) -> RefusedInput:
        return RefusedInput(problem_in(self._name, self._text, at, message, help_))


def _text(value: Any) -> str:  # noqa: ANN401 - JSON
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in pairs:
        if key in values:
            raise ValueError(f"the key `{key[:50]}` stands twice")
        values[key] = value
    return values


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"`{word}` is no number")
