"""A line of Markdown to its words: marks taken off, links kept as text with their address beside it.

In time linear in the line, whatever stands in it. What marks nothing stays as it is: `2 * 3`, `snake_case`, `[name]`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Final, NamedTuple

from readycheck.model.text import printable

_CODE = re.compile(r"`+")
_TOKEN = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<auto><(?P<address>https?://[^\s<>]{1,2000})>)"
    r"|(?P<tag></?(?:a|abbr|b|br|code|del|details|div|em|i|img|ins|kbd|li|mark|p|s|small|span|strong|sub|summary|sup|u|ul)"
    r"(?:[ /][^<>]*)?>)"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|(?P<run>\*{1,3}(?!\*)|_{1,3}(?!_)|~~)",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\(\s*<?(?P<address>[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
)
_REFERENCE = re.compile(r"\[(?P<label>[^\[\]]{0,200})\]")

#: Of more pieces than this no label of a link is made.
_LONGEST_LABEL: Final = 8


class Words(NamedTuple):
    """What a line says."""

    text: str
    links: tuple[str, ...] = ()
    """The addresses of its links, in order, each once."""
    images: tuple[str, ...] = ()
    """What its images are called."""
    lead: str = ""
    """The words in bold at its start, where a colon or a dash sets them off."""
    rest: str = ""
    """What comes behind the lead."""


def words(line: str, references: Mapping[str, str] | None = None) -> Words:
    """Return the words of a line. `references` are the addresses of labels, in small letters."""
    scan = _Scan(references or {})
    pieces = [*_split(_without_comments(line)), ("", False)]
    for (piece, is_code), (following, _) in pairwise(pieces):
        if is_code:
            scan.take_code(piece)
        else:
            scan.take(piece, following[:1])
    return scan.words()


def _split(line: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a line, and whether each is code: from a run of backticks to the next of that length."""
    runs = list(_CODE.finditer(line))
    partner: dict[int, int] = {}
    latest: dict[int, int] = {}
    for index in range(len(runs) - 1, -1, -1):
        length = len(runs[index][0])
        if length in latest:
            partner[index] = latest[length]
        latest[length] = index
    position = index = 0
    while index < len(runs):
        closing = partner.get(index)
        if closing is None:
            index += 1
            continue
        yield line[position : runs[index].start()], False
        yield line[runs[index].end() : runs[closing].start()], True
        position, index = runs[closing].end(), closing + 1
    yield line[position:], False


def _without_comments(line: str) -> str:
    kept: list[str] = []
    position = 0
    while (start := line.find("<!--", position)) >= 0:
        end = line.find("-->", start)
        if end < 0:
            break
        kept.append(line[position:start])
        position = end + 3
    return "".join([*kept, line[position:]])


class _Scan:
    """Collects pieces of text; takes a mark off once its partner has come."""

    def __init__(self, references: Mapping[str, str]) -> None:
        self._references = references
        self._pieces: list[str] = []
        self._opened: dict[str, int] = {}
        self._brackets: list[int] = []
        self._links: dict[str, None] = {}
        self._images: list[str] = []
        self._lead: int | None = None

    def take_code(self, text: str) -> None:
        """Take code as it stands."""
        self._pieces.append(text.strip() or text)

    def take(self, text: str, following: str) -> None:
        """Take text that may hold marks, and the first character of the code that follows it."""
        position = 0
        while (found := _TOKEN.search(text, position)) is not None:
            self._pieces.append(html.unescape(text[position : found.start()]))
            position = self._token(text, found, following)
        self._pieces.append(html.unescape(text[position:]))

    def _token(self, text: str, found: re.Match[str], following: str) -> int:
        """Take one mark; return where the text goes on."""
        token = found[0]
        if found["escape"]:
            self._pieces.append(token[1])
        elif found["auto"]:
            self._links[found["address"]] = None
            self._pieces.append(found["address"])
        elif found["tag"]:
            self._pieces.append(" " if token.lower().startswith("<br") else "")
        elif found["open"]:
            self._brackets.append(len(self._pieces))
            self._pieces.append(token)
        elif found["close"]:
            return self._close(text, found.end())
        else:
            self._run(
                token, text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1] or following
            )
        return found.end()

    def _close(self, text: str, end: int) -> int:
        """Take a closing bracket: the end of a link or an image where an address follows."""
        if not self._brackets:
            self._pieces.append("]")
            return end
        start = self._brackets.pop()
        target = _TARGET.match(text, end) if text.startswith("(", end) else None
        label = _REFERENCE.match(text, end) if text.startswith("[", end) else None
        is_image = self._pieces[start] == "!["
        if target is None and (label is None or (not is_image and not self._known(label, start))):
            self._pieces.append("]")
            return end
        address = (
            target["address"]
            if target is not None
            else self._references.get(label["label"].lower(), "")
            if label
            else ""
        )
        if is_image:
            self._images.append("".join(self._pieces[start + 1 :]).strip())
            del self._pieces[start:]
            self._opened = {run: index for run, index in self._opened.items() if index < start}
        else:
            self._pieces[start] = ""
            if address:
                self._links[address] = None
        followed = target if target is not None else label
        return followed.end() if followed is not None else end

    def _known(self, label: re.Match[str], start: int) -> bool:
        if not label["label"] and len(self._pieces) - start > _LONGEST_LABEL:
            return False
        name = label["label"] or "".join(self._pieces[start + 1 :])
        return name.lower() in self._references

    def _run(self, run: str, before: str, after: str) -> None:
        """Take marks of emphasis: they go once the same marks close them."""
        before = before or (self._pieces[-1][-1:] if self._pieces else "")
        opens, closes = bool(after.strip()), bool(before.strip())
        if run[0] == "_" and before.isalnum() and after.isalnum():
            opens = closes = False
        if closes and run in self._opened:
            start = self._opened.pop(run)
            self._pieces[start] = ""
            if run in {"**", "__"} and self._lead is None and not any(piece.strip() for piece in self._pieces[:start]):
                self._lead = len(self._pieces)
            self._pieces.append("")
        else:
            if opens:
                self._opened[run] = len(self._pieces)
            self._pieces.append(run)

    def words(self) -> Words:
        """Return what was taken."""
        text = _flat("".join(self._pieces))
        lead, rest = "", ""
        if self._lead is not None:
            lead, rest = _flat("".join(self._pieces[: self._lead])), _flat("".join(self._pieces[self._lead :]))
            separated = lead.endswith(":") or re.match(r"[:–—-]\s", rest) is not None
            lead, rest = (lead.rstrip(": "), rest.lstrip(":–—- ")) if separated and rest else ("", "")
        return Words(text, tuple(self._links), tuple(self._images), lead, rest)


def _flat(text: str) -> str:
    return printable(" ".join(text.split()))
