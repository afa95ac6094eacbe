"""XML to calls at each tag and text, one pass, nothing built: no document types, no depth, no floods.

Expat is used bare: a tree of a hostile part would take hundreds of times its size.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final
from xml.parsers import expat

MAX_ELEMENTS: Final = 250_000
MAX_DEPTH: Final = 100
#: The longest stretch without a tag: expat takes ever longer for a token that does not end.
MAX_STRETCH: Final = 512 * 1024


#: Takes the name of an element and its attributes.
Start = Callable[[str, dict[str, str]], None]
#: Takes the name of an element that ends, or a piece of text.
End = Callable[[str], None]


class Unusable(Exception):
    """A text is no XML that may be read; the message says why. Never reaches the user as it is."""


class Walk:
    """One way through texts that belong together, which have at most MAX_ELEMENTS in all."""

    def __init__(self) -> None:
        self._left = MAX_ELEMENTS

    def through(
        self,
        content: bytes | bytearray,
        start: Start,
        end: End | None = None,
        text: End | None = None,
    ) -> None:
        """Call `start`, `end` and `text` as they come, names without prefix; Unusable where that cannot be."""
        starts = range(0, len(content) - MAX_STRETCH, MAX_STRETCH)
        if any(content.find(b"<", begin, begin + MAX_STRETCH) < 0 for begin in starts):
            raise Unusable(f"holds a text of more than {MAX_STRETCH // 1024} KiB")
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        depth = 0
        left = self._left

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal depth, left
            depth += 1
            left -= 1
            if left < 0:
                raise Unusable(f"has more than {MAX_ELEMENTS:,} elements")
            if depth > MAX_DEPTH:
                raise Unusable(f"is damaged: it is nested more than {MAX_DEPTH} levels deep")
            start(name.rpartition(":")[2] if ":" in name else name, attributes)

        def closed(name: str) -> None:
            nonlocal depth
            depth -= 1
            if end is not None:
                end(name.rpartition(":")[2] if ":" in name else name)

        parser.StartElementHandler = opened
        parser.EndElementHandler = closed
        parser.StartDoctypeDeclHandler = _refuse_definitions
        parser.CharacterDataHandler = text
        try:
            parser.Parse(content, True)  # noqa: FBT003 - expat's word for the last piece
        except expat.ExpatError as error:
            raise Unusable(f"is damaged: {expat.ErrorString(error.code)}, line {error.lineno}") from None
        self._left = left


def _refuse_definitions(_name: str, _system: str | None, _public: str | None, has_definitions: int) -> None:
    """Refuse a document type that defines anything; one that only names a file is harmless, for that is not read."""
    if has_definitions:
        raise Unusable("holds a document type (`<!DOCTYPE`), which may define anything")
