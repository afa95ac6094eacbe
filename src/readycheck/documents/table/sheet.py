"""One sheet of a workbook to rows of texts. Formulas, errors and merged cells are problems, placed at their cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from readycheck.documents.table.row import MAX_COLUMNS, Line
from readycheck.documents.table.value import unescaped
from readycheck.model.place import Place, Problem
from readycheck.model.text import INVISIBLE, printable
from readycheck.syntax.source import MAX_PROBLEMS, code_point
from readycheck.syntax.xml import Unusable

MAX_CELLS: Final = 50_000
#: Characters in all cells of a sheet: one long text may stand in many of them, stored once.
MAX_TEXT: Final = 4 * 1024 * 1024
_LAST_ROW: Final = 1_048_576

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_INDEX = re.compile(r"[0-9]{1,7}", re.ASCII)
_FORBIDDEN = re.compile(f"[{INVISIBLE}\r]")


class Numbers(NamedTuple):
    """What the sheets of a workbook share."""

    texts: list[str]
    """The shared strings, in order."""
    shown: Callable[[str, str], str | None]
    """A stored number and the number of its style to what is seen; None where that cannot be."""


class Sheet:
    """Takes the tags and texts of a sheet as they come; `lines` and `problems` hold what it was."""

    def __init__(self, file: str, title: str, shared: Numbers) -> None:
        self.problems: list[Problem] = []
        self._file = f"{file}[{printable(title)}]"
        self._title = title
        self._shared = shared
        self._rows: dict[int, dict[int, str]] = {}
        self._row = self._column = self._cells = self._characters = 0
        self._kind = self._style = ""
        self._inside: list[str] = []
        self._text: list[str] = []

    def lines(self) -> Iterator[Line]:
        """Yield the rows that hold something, in order."""
        for row in sorted(self._rows):
            cells = self._rows[row]
            texts = [cells.get(column, "") for column in range(1, max(cells) + 1)]
            yield Line(Place(self._file, row, 1), texts, numbered=True)

    @property
    def headings(self) -> frozenset[str]:
        """What stands in the first row that holds something, capitals aside."""
        first = self._rows[min(self._rows)] if self._rows else {}
        return frozenset(text.strip().casefold() for text in first.values())

    # ------------------------------------------------------------ tags and texts
    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element."""
        if tag == "row":
            self._row, self._column = self._row_number(attributes), 0
        elif tag == "c":
            self._begin_cell(attributes)
        elif tag == "mergeCell":
            self._merged(attributes.get("ref", ""))
        elif tag == "f" and self._inside:
            help_ = "copy the column and paste it over itself as values (Paste Special, Values)"
            self._complain(f"{self._at()} holds a formula", help_)
        elif self._inside:
            self._inside.append(tag)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        if tag == "c" and self._inside:
            self._end_cell("".join(self._text))
            self._inside = []
        elif self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def text(self, text: str) -> None:
        """Take a piece of text: it counts inside a value, but not as a reading aid of another text."""
        if self._inside[-1:] in (["v"], ["t"]) and "rPh" not in self._inside:
            self._text.append(text)

    # ------------------------------------------------------------ cells
    def _row_number(self, attributes: dict[str, str]) -> int:
        given = attributes.get("r", str(self._row + 1))
        if not given.isascii() or not given.isdigit() or len(given) > len(str(_LAST_ROW)):
            raise Unusable(f"is damaged: it has a row numbered `{given[:20]}`")
        if not self._row < int(given) <= _LAST_ROW:
            raise Unusable(f"is damaged: it has row {int(given)} where one from {self._row + 1} to {_LAST_ROW} is due")
        return int(given)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        given = attributes.get("r")
        column = self._column + 1
        if given is not None:
            found = _CELL.fullmatch(given)
            if found is None or int(found[2]) != self._row:
                raise Unusable(f"is damaged: it has a cell named `{given[:20]}` in row {self._row}")
            column = column_number(found[1])
        if column <= self._column:
            raise Unusable(f"is damaged: its cells are out of order in row {self._row}")
        self._column = column
        self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        self._inside, self._text = ["c"], []

    def _end_cell(self, stored: str) -> None:
        value = self._value(stored) if stored else ""
        if not value.strip():
            return
        self._cells += 1
        self._characters += len(value)
        if self._cells > MAX_CELLS or self._characters > MAX_TEXT:
            raise Unusable("holds more cells or text than any list")
        if self._column > MAX_COLUMNS:
            self._complain(f"{self._at()} is beyond {MAX_COLUMNS} columns", "delete the columns that are not needed")
        elif (found := _FORBIDDEN.search(value)) is not None:
            help_ = "delete it: what a reader cannot see may hide what the cell says"
            self._complain(f"{self._at()} holds the invisible character {code_point(found[0])}", help_)
        self._rows.setdefault(self._row, {})[self._column] = value

    def _value(self, stored: str) -> str:
        match self._kind:
            case "s":
                return self._shared_text(stored)
            case "inlineStr" | "str":
                return unescaped(stored)
            case "b":
                return {"1": "yes", "true": "yes", "0": "no", "false": "no"}.get(stored, stored)
            case "e":
                self._complain(
                    f"{self._at()} holds the error {printable(stored[:20])}",
                    "type what the cell should say, or empty it",
                )
                return ""
            case "d":
                return stored[:10]
            case _:
                shown = self._shared.shown(stored, self._style)
                if shown is None:
                    self._complain(
                        f"{self._at()} holds no number or day that can be read",
                        "format the cell as text, and type it again",
                    )
                return shown or ""

    def _shared_text(self, stored: str) -> str:
        index = int(stored) if _INDEX.fullmatch(stored) else len(self._shared.texts)
        if index >= len(self._shared.texts):
            raise Unusable(f"is damaged: it names a text `{stored[:20]}` that is not there")
        return self._shared.texts[index]

    # ------------------------------------------------------------ problems
    def _at(self) -> str:
        return f"{self._title}!{letters(self._column)}{self._row}"

    def _merged(self, reference: str) -> None:
        found = _CELL.match(reference)
        if found is not None:
            self._row, self._column = min(int(found[2]), _LAST_ROW), column_number(found[1])
        help_ = "unmerge them: each row of a table has cells of its own"
        self._complain(f"the cells {self._title}!{reference[:20]} are merged", help_)

    def _complain(self, message: str, help_: str) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(Place(self._file, self._row, self._column), printable(message), help_))


def column_number(name: str) -> int:
    """Return the number of a column: A is 1, AA 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """Return the letters of a column: 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name
