"""The lines of a Markdown text to blocks: headings, list items, tables, code and other text.

Follows CommonMark and GitHub's additions as far as lists need it. Each line is looked at once, words not at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import Final, NamedTuple

_TAB: Final = 4
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ ]+(.*))?$")
_UNDERLINE = re.compile(r" {0,3}(=+|-+) *$")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_FENCE = re.compile(r" *(`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"( *)([-*+]|[0-9]{1,9}[.)])( +|$)")
_BOX = re.compile(r"(?:\[([ xX]?)\](?: |$)|([☐☑☒]) ?)")
_TICKED: Final = frozenset({"[x]", "☑", "☒"})
_QUOTE = re.compile(r"(?: {0,3}> ?)+")
_REFERENCE = re.compile(
    r" {0,3}\[([^\[\]^][^\[\]]{0,199})\]: *<?([^\s<>]{1,2000})>?(?: +(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?$"
)
_PIPE = re.compile(r"(?<!\\)\|")
_DELIMITER = re.compile(r":?-+:?")


class Kind(Enum):
    """What a block is."""

    HEADING = auto()
    TASK = auto()
    BULLET = auto()
    TABLE = auto()
    TEXT = auto()
    CODE = auto()


class Block(NamedTuple):
    """A block, and where it begins. What does not concern its kind is left as it is."""

    kind: Kind
    line: int
    text: str = ""
    """Its words, marks and all, lines joined."""
    level: int = 0
    """Of a heading."""
    indent: int = 0
    content: int = 0
    """Of a list item: from which column on what it holds stands."""
    ticked: bool = False
    lines: int = 1
    rows: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Of a table: each line that is not the rule below the headings, and its cells, which may be too many."""


class Blocks(NamedTuple):
    """The blocks of a text, and the addresses that it gives labels."""

    blocks: tuple[Block, ...]
    references: dict[str, str]


def blocks(text: str) -> Blocks:
    """Return the blocks of a text in order, without blank lines, rules and comments."""
    scan = _Scan([_unquoted(line.expandtabs(_TAB).rstrip()) for line in text.splitlines()])
    return Blocks(tuple(scan.blocks()), scan.references)


def _unquoted(line: str) -> str:
    quote = _QUOTE.match(line)
    return line[quote.end() :] if quote is not None else line


class _Scan:
    """Goes through the lines once."""

    def __init__(self, lines: list[str]) -> None:
        self.references: dict[str, str] = {}
        self._lines = lines
        self._at = 0
        self._open: Block | None = None
        """The list item or text that a following line may continue."""
        self._more: list[str] = []
        """Its lines after the first."""
        self._content = 0
        """Where what belongs to the list item above stands at the least; 0 outside of lists."""

    def blocks(self) -> Iterator[Block]:
        yield from self._front_matter()
        while self._at < len(self._lines):
            yield from self._take(self._lines[self._at])
        yield from self._close()

    # ------------------------------------------------------------ one line
    def _take(self, line: str) -> Iterator[Block]:
        if not line.strip():
            yield from self._close()
            self._at += 1
            return
        taken = self._fence(line) or self._comment(line) or self._table() or self._heading(line)
        if taken is None and _RULE.match(line):
            yield from self._close()
            self._at += 1
            return
        taken = taken or self._item(line)
        if taken is None:
            self._other(line)
        else:
            yield from self._close()
            if taken.kind in {Kind.TASK, Kind.BULLET}:
                self._open, self._content = taken, taken.content
            elif taken.text or taken.rows:
                yield taken

    def _close(self) -> Iterator[Block]:
        if self._open is not None:
            yield self._whole(self._open)
        self._open = None

    def _whole(self, block: Block) -> Block:
        """Return the open block with the lines that continued it."""
        more, self._more = self._more, []
        return block._replace(text=" ".join([block.text, *more]), lines=1 + len(more)) if more else block

    def _other(self, line: str) -> None:
        """Take a line of text: it continues what is open, else begins a text."""
        self._at += 1
        indent = len(line) - len(line.lstrip())
        if self._open is not None:
            self._more.append(line.strip())
            return
        reference = _REFERENCE.match(line)
        if reference is not None:
            self.references[reference[1].lower()] = reference[2]
            return
        self._content = self._content if indent else 0
        code = not self._content and indent >= _TAB
        inside = indent if self._content else 0
        self._open = Block(Kind.CODE if code else Kind.TEXT, self._at, line.strip(), indent=inside)

    # ------------------------------------------------------------ what a line may begin
    def _front_matter(self) -> Iterator[Block]:
        if self._lines[:1] != ["---"]:
            return
        end = next((index for index, line in enumerate(self._lines[1:200], start=1) if line in {"---", "..."}), None)
        if end is not None:
            yield Block(Kind.CODE, 1, "the head of the file", lines=end + 1)
            self._at = end + 1

    def _fence(self, line: str) -> Block | None:
        found = _FENCE.match(line)
        if found is None:
            return None
        start, mark = self._at, found[1]
        self._at += 1
        while self._at < len(self._lines):
            closing = self._lines[self._at].strip()
            self._at += 1
            if closing.startswith(mark) and not closing.strip(mark[0]):
                break
        indent = len(line) - len(line.lstrip())
        return Block(Kind.CODE, start + 1, line.strip(), indent=indent if self._content else 0, lines=self._at - start)

    def _comment(self, line: str) -> Block | None:
        if not line.lstrip().startswith("<!--"):
            return None
        start = self._at
        while self._at < len(self._lines) and "-->" not in self._lines[self._at]:
            self._at += 1
        if self._at == len(self._lines):
            return Block(Kind.CODE, start + 1, line.strip(), lines=self._at - start)
        self._at += 1
        return Block(Kind.TEXT, start + 1, self._lines[self._at - 1].partition("-->")[2].strip())

    def _heading(self, line: str) -> Block | None:
        found = _HEADING.match(line)
        if found is not None:
            self._at += 1
            self._content = 0
            text = (found[2] or "").strip()
            open_text = text.rstrip("#")
            closed = not open_text or open_text.endswith(" ")
            return Block(Kind.HEADING, self._at, open_text.rstrip() if closed else text, level=len(found[1]))
        above = self._open
        if above is None or above.kind is not Kind.TEXT or above.indent or not _UNDERLINE.match(line):
            return None
        self._open = None
        self._at += 1
        self._content = 0
        level = 1 if line.lstrip().startswith("=") else 2
        return Block(Kind.HEADING, above.line, self._whole(above).text, level=level)

    def _item(self, line: str) -> Block | None:
        found = _ITEM.match(line)
        if found is None:
            return self._loose_box(line)
        indent = len(found[1])
        if indent >= self._content + _TAB:
            return None
        self._at += 1
        width = len(found[2]) + (len(found[3]) if 1 <= len(found[3]) <= _TAB else 1)
        rest = line[found.end() :]
        box = _BOX.match(rest)
        kind = Kind.TASK if box is not None else Kind.BULLET
        ticked = box is not None and box[0].rstrip().lower() in _TICKED
        text = rest[box.end() :] if box is not None else rest
        return Block(kind, self._at, text.strip(), indent=indent, content=indent + width, ticked=ticked)

    def _loose_box(self, line: str) -> Block | None:
        """Take a line that begins with a box, as people and programs write lists that have no bullets."""
        stripped = line.lstrip()
        box = _BOX.match(stripped)
        if box is None or not (box[1] or box[2]):
            return None
        self._at += 1
        indent = len(line) - len(stripped)
        text = stripped[box.end() :].strip()
        return Block(
            Kind.TASK, self._at, text, indent=indent, content=indent + 2, ticked=box[0].rstrip().lower() in _TICKED
        )

    def _table(self) -> Block | None:
        """Take a table: a line with as many cells as the rule below it."""
        if self._at + 1 >= len(self._lines) or "|" not in self._lines[self._at]:
            return None
        headings, rule = _cells(self._lines[self._at]), self._lines[self._at + 1]
        if "-" not in rule or ("|" not in rule and len(headings) > 1):
            return None
        delimiters = _cells(rule)
        if len(delimiters) != len(headings) or not all(_DELIMITER.fullmatch(cell) for cell in delimiters):
            return None
        start = self._at
        rows = [(start + 1, headings)]
        self._at += 2
        while self._at < len(self._lines) and (line := self._lines[self._at]).strip() and "|" in line:
            self._at += 1
            rows.append((self._at, _cells(line)))
        self._content = 0
        return Block(Kind.TABLE, start + 1, rows=tuple(rows), lines=self._at - start)


def _cells(line: str) -> tuple[str, ...]:
    cells = [cell.strip().replace("\\|", "|") for cell in _PIPE.split(line.strip())]
    if cells and not cells[0]:
        cells = cells[1:]
    if cells and not cells[-1] and len(cells) > 1:
        cells = cells[:-1]
    return tuple(cells)
