"""Texts that are mostly alike, such as the revisions of one file, to values: each part of a text is parsed once.

A part is what stands under one key of a block mapping, down to the fields of large entries. Parts are told apart by
indentation alone, which is safe: what begins in one part and would end in another (a quote, a bracket) cannot be
parsed as a part, and then, as with every other refusal, the text is parsed as a whole, whose word counts. Places are
left out: who needs them parses the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from readycheck.errors import RefusedInput
from readycheck.syntax.yaml import MAX_CONTAINERS, Document, Value, parse

#: A part that is shorter than this, in characters, is not divided further.
_WHOLE: Final = 400
#: One of these stands before, in or behind whatever is no single text.
_SIGNS: Final = "-:,?[{"
#: A line that does nothing but open a mapping: `  legal:`.
_OPENING = re.compile(r"(?P<indent> *)(?P<key>[A-Za-z][\w.-]*):[ ]*(#.*)?\n")
#: Other ends of lines than the usual, a mark before the first, or the end of a document: a part may end with one.
_UNUSUAL = re.compile(r"[\r\ufeff\u0085\u2028\u2029]|(?!\A)^(?:---|\.\.\.)|^%", re.MULTILINE)
_FIRST = re.compile(r"^( *)[^\s#]", re.MULTILINE)


class Parts:
    """The parts of texts that were parsed before."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Value] = {}
        self._whole: dict[bytes, dict[str, Value]] = {}

    def parse(self, data: bytes, name: str) -> Document:
        """Return the values of a text as `yaml.parse` does, without their places; RefusedInput with every problem."""
        if data in self._whole:
            return Document(name, (), self._whole[data], {})
        try:
            text = data.decode()
            first = _FIRST.search(text)
            divisible = _is_small(text) and not _UNUSUAL.search(text) and first is not None and not first[1]
            value = self._together(_split(text, 0), "", ()) if divisible else None
        except (RefusedInput, UnicodeDecodeError):
            value = None
        if value is None:
            return parse(data, name)
        self._whole[data] = value
        return Document(name, (), value, {})

    def _together(self, parts: Iterable[str], above: str, path: tuple[str, ...]) -> dict[str, Any] | None:
        """Return what parts hold below opening lines; None where one is no mapping, or two speak of one key."""
        value: dict[str, Any] = {}
        for part in parts:
            inside = self._part(part, above, path)
            if not isinstance(inside, dict) or not value.keys().isdisjoint(inside):
                return None
            value.update(inside)
        return value

    def _part(self, part: str, above: str, path: tuple[str, ...]) -> Value:
        """Return what a part holds, as a rule its key with its value, below the opening lines at `path`."""
        known = self._known.get((above, part))
        if known is None:
            known = self._known[above, part] = self._divided(part, above, path) or _parsed(above + part, path)
        return known

    def _divided(self, part: str, above: str, path: tuple[str, ...]) -> dict[str, Any] | None:
        """Return what a large part holds from the parts below its opening line; None where it is not divided."""
        opening = _OPENING.match(part)
        below = _FIRST.search(part, opening.end()) if opening is not None and len(part) > _WHOLE else None
        if opening is None or below is None or len(below[1]) <= len(opening["indent"]):
            return None
        inner = _split(part[opening.end() :], len(below[1]))
        value = self._together(inner, above + opening[0], (*path, opening["key"]))
        return None if value is None else {opening["key"]: value}


def _is_small(text: str) -> bool:
    """Whether a text cannot hold more than a file may: each list or mapping takes a sign, and so do two values."""
    return sum(map(text.count, _SIGNS)) < MAX_CONTAINERS


def _split(text: str, indent: int) -> Iterator[str]:
    """Yield a text in parts that begin with a key at an indentation; what stands before the first goes with it."""
    starts = [found.start() for found in re.finditer(rf"^ {{{indent}}}(?=[\w'\"])", text, re.MULTILINE)][1:]
    for start, end in zip((0, *starts), (*starts, len(text)), strict=True):
        yield text[start:end]


def _parsed(text: str, path: tuple[str, ...]) -> Value:
    """Return what a part below opening lines holds; None where something in it stands outside of them."""
    value: Value = parse(text.encode(), "").value
    for key in path:
        if value.keys() != {key}:
            return None
        value = value[key]
    return value
