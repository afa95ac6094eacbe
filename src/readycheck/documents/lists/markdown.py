"""A Markdown document to entries: task lists, and tables whose headings say what they hold.

A box below a box is a step of it. Where a document has neither boxes nor tables of entries, its bullets
are the entries. What stands in code and in comments is no entry. Takes time linear in the text.
"""

from __future__ import annotations

import re

from readycheck.documents.lists.block import Block, Kind, blocks
from readycheck.documents.lists.column import columns_of, entries_of
from readycheck.documents.lists.entry import LONGEST_TITLE, Beside, Entry, Found
from readycheck.documents.lists.inline import Words, words
from readycheck.documents.lists.meaning import severity_of
from readycheck.documents.table.row import Line, to_table
from readycheck.errors import RefusedInput
from readycheck.model.place import Place
from readycheck.model.text import printable

#: Of what is longer, marks and all, the rest is not looked at: no more than its beginning is shown.
_FAR_TOO_LONG = 20_000
_LONG_TITLE = 200
_SHOWN = 50
_STRUCK = re.compile(r"~~[^~]+~~")


def read_markdown(text: str, name: str) -> Found:
    """Return what a Markdown text holds."""
    reader = _Reader(text, name)
    return reader.read()


class _Reader:
    """One pass over the blocks of a text."""

    def __init__(self, text: str, name: str) -> None:
        found = blocks(text)
        self._blocks = found.blocks
        self._references = found.references
        self._name = name
        self._headings: list[tuple[int, str, Place, bool]] = []
        self._entries: list[Entry] = []
        self._untitled: list[Beside] = []
        self._ticked: list[Place] = []
        self._beside: list[Beside] = []
        self._kept: list[Beside] = []
        self._above: list[tuple[int, str, bool]] = []
        self._steps = 0
        self._bullets_count = not any(block.kind is Kind.TASK or _lists(block) for block in self._blocks)

    def read(self) -> Found:
        for block in self._blocks:
            match block.kind:
                case Kind.HEADING:
                    self._heading(block)
                case Kind.TABLE:
                    self._table(block)
                case Kind.TASK | Kind.BULLET:
                    self._list_item(block)
                case Kind.TEXT | Kind.CODE:
                    self._text(block)
        self._leave(0)
        return Found(
            tuple(self._entries),
            self._steps,
            tuple(self._untitled),
            tuple(self._ticked),
            tuple(self._beside),
            tuple(self._kept),
        )

    def _place(self, block: Block) -> Place:
        return Place(self._name, block.line, 1)

    def _words(self, block: Block) -> Words:
        return words(block.text[:_FAR_TOO_LONG], self._references)

    def _sections(self) -> tuple[str, ...]:
        return tuple(text for _, text, _, _ in self._headings)

    # ------------------------------------------------------------ headings
    def _heading(self, block: Block) -> None:
        self._leave(block.level)
        self._above.clear()
        self._headings.append((block.level, self._words(block).text, self._place(block), False))

    def _leave(self, level: int) -> None:
        """Leave the headings of this level and below; say which had no entries."""
        while self._headings and self._headings[-1][0] >= level:
            _, text, place, used = self._headings.pop()
            if not used:
                self._beside.append(Beside(place, f"the heading `{_short(text)}` has no entries"))
            elif self._headings:
                self._headings[-1] = (*self._headings[-1][:3], True)

    def _use(self) -> None:
        if self._headings:
            self._headings[-1] = (*self._headings[-1][:3], True)

    # ------------------------------------------------------------ tables and text
    def _table(self, block: Block) -> None:
        self._above.clear()
        width = len(block.rows[0][1])
        lines = [Line(Place(self._name, line, 1), cells[:width]) for line, cells in block.rows]
        for line, cells in block.rows:
            over = " | ".join(filter(None, cells[width:]))
            if over:
                what = f"cells beyond the headings (a bar inside a cell is written `\\|`): {_short(printable(over))}"
                self._beside.append(Beside(Place(self._name, line, 1), what))
        try:
            table = to_table("", lines)
        except RefusedInput as refusal:
            problem = refusal.problems[0]
            self._beside.append(Beside(problem.place, f"a table: {problem.message}"))
            return
        if table is None:
            return
        blank = [line for line in lines if not any(cell.strip() for cell in line.cells)]
        found = entries_of(
            table.headings, table.rows, table.place, self._sections(), lambda cell: words(cell, self._references)
        )
        if found.entries:
            self._use()
        self._entries += found.entries
        self._untitled += found.untitled
        self._kept += found.kept
        self._beside += found.beside
        self._beside += [Beside(line.place, "an empty row of a table") for line in blank]

    def _text(self, block: Block) -> None:
        below = bool(block.indent and self._above and self._above[-1][2])
        if below and block.kind is Kind.TEXT:
            self._remark(self._words(block))
            return
        if not block.indent:
            self._above.clear()
        what = "code" if block.kind is Kind.CODE else "text"
        extent = f"{block.lines} lines of {what}" if block.lines > 1 else f"a line of {what}"
        self._beside.append(Beside(self._place(block), f"{extent}: {_short(self._words(block).text)}"))

    def _remark(self, said: Words) -> None:
        entry = self._entries[-1]
        links = tuple(f"link: {link}" for link in said.links)
        self._entries[-1] = entry._replace(remarks=(*entry.remarks, said.text, *links))

    # ------------------------------------------------------------ list items
    def _list_item(self, block: Block) -> None:
        while self._above and self._above[-1][0] > block.indent:
            self._above.pop()
        said = self._words(block)
        is_entry = block.kind is Kind.TASK or self._bullets_count
        below = bool(self._above) and self._above[-1][2]
        refused = ""
        if block.ticked:
            self._ticked.append(self._place(block))
        if not is_entry and not below:
            self._beside.append(Beside(self._place(block), f"a bullet without a box `[ ]`: {_short(said.text)}"))
        elif not is_entry:
            self._remark(said)
        elif refused := _refused(block, said):
            self._untitled.append(Beside(self._place(block), refused))
            below = False
        elif below:
            self._step(said)
        else:
            self._entry(block, said)
        self._above.append((block.content, said.text, below or (is_entry and not refused)))

    def _step(self, said: Words) -> None:
        entry = self._entries[-1]
        links = tuple(f"link: {link}" for link in said.links)
        self._entries[-1] = entry._replace(fix=(*entry.fix, said.text), remarks=(*entry.remarks, *links))
        self._steps += 1

    def _entry(self, block: Block, said: Words) -> None:
        self._use()
        context = tuple(text for _, text, _ in self._above)
        level = next((image for image in said.images if severity_of(image)), "")
        lost = [image for image in said.images if image != level]
        self._beside += [Beside(self._place(block), f"an image: {_short(image)}") for image in lost]
        title, ask = _title(said)
        remarks = [f"below: {text}" for text in context] + [f"link: {link}" for link in said.links]
        self._entries.append(
            Entry(
                self._place(block),
                title,
                (*self._sections(), *context),
                ask=ask,
                severity=severity_of(level),
                level=level,
                remarks=tuple(remarks),
            )
        )


def _lists(block: Block) -> bool:
    """Return whether a block is a table whose headings name the entries."""
    return block.kind is Kind.TABLE and "title" in columns_of(block.rows[0][1])


def _refused(block: Block, said: Words) -> str:
    """Return why a list item is no entry; "" where it is one."""
    if not said.text:
        return "a box without words"
    if len(said.text) > LONGEST_TITLE:
        return f"an entry of more than {LONGEST_TITLE:,} characters"
    return f"an entry that is struck out: {_short(said.text)}" if _STRUCK.fullmatch(block.text) else ""


def _title(said: Words) -> tuple[str, str]:
    """Return title and question: what is set off in bold and what follows, or the first sentence of a long text."""
    if said.lead:
        return said.lead, said.rest
    end = said.text.find(". ") + 1
    if len(said.text) > _LONG_TITLE and 0 < end <= _LONG_TITLE:
        return said.text[:end], said.text
    return said.text, ""


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
