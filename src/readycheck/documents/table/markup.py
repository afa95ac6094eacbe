"""XML to calls at each tag and text, one pass, nothing built: no document types, no depth, no floods.

Expat is used bare: a tree of a hostile part would take hundreds of times its size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.parsers import expat

MAX_ELEMENTS: Final = 250_000
MAX_DEPTH: Final = 100
#: No text of a cell is as long as this, so a stretch without a tag is no table either.
MAX_STRETCH: Final = 512 * 1024


#: Takes the name of an element and its attributes.
Start = Callable[[str, dict[str, str]], None]
#: Takes the name of an element that ends, or a piece of text.
End = Callable[[str], None]


class NotATable(Exception):
    """A part cannot be one of a table; the message says why. Never reaches the user as it is."""


class Walk:
    """One way through the parts of a workbook, which together have at most MAX_ELEMENTS."""

    def __init__(self) -> None:
        self._left = MAX_ELEMENTS

    def through(
        self,
        content: bytearray,
        start: Start,
        end: End | None = None,
        text: End | None = None,
    ) -> None:
        """Call `start`, `end` and `text` as they come, names without prefix; NotATable where that cannot be."""
        starts = range(0, len(content) - MAX_STRETCH, MAX_STRETCH)
        if any(content.find(b"<", begin, begin + MAX_STRETCH) < 0 for begin in starts):
            raise NotATable("holds a text longer than any cell may be")
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        depth = 0
        left = self._left

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, left
            depth += 1
            left -= 1
            if left < 0:
                raise NotATable(f"is larger than any table: it has more than {MAX_ELEMENTS:,} parts")
            if depth > MAX_DEPTH:
                raise NotATable(f"is damaged: it is nested more than {MAX_DEPTH} levels deep")
            start(name.rpartition(":")[2] if ":" in name else name, attributes)

        def closed(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name.rpartition(":")[2] if ":" in name else name)

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.StartDoctypeDeclHandler = _refuse_doctype
        parser.CharacterDataHandler = text
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat's word for the last piece
        except expat.ExpatError as error:
            raise NotATable(f"is damaged: {expat.ErrorString(error.code)}, line {error.lineno}") from None
        self._left = left


def _refuse_doctype(*_: object) -> None:
    raise NotATable("holds a definition that no spreadsheet program writes")
