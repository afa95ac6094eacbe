"""Markdown that GitHub and GitLab render alike: text made inert, and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from readycheck.model.text import one_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$!^=])")
_BREAK = "\u200b"
#: What a forge turns into something live even when Markdown's own characters are escaped: mentions and mail
#: addresses, references to issues, emoji by name (also one that a colon of ours would close), bare addresses.
#: A zero-width space breaks each and shows nothing.
_LIVE = re.compile(
    r"@|#(?=\w)|:(?=[\w+-]+(?::|$))|(?<=[A-Za-z])(?=://)|(?i:(?<=\bwww)(?=\.))|(?<=[!%])(?=[\w\"])|(?i:(?<=\bGH)(?=-\d))"
)
#: What would open a block at the start of a line: a heading, a list, a rule.
_BLOCK = re.compile(r"^(\d{1,9}(?=[.)](?:\s|$))|(?=[-+#]))(.)")


def escape(text: str) -> str:
    """Return text on one line that Markdown shows as it is: nothing in it is markup, a mention, or a link."""
    inert = _SPECIAL.sub(r"\\\1", _LIVE.sub(lambda found: f"{found[0]}{_BREAK}", one_line(text)))
    return _BLOCK.sub(r"\1\\\2", inert)


def heading(text: str) -> str:
    """Return text for the end of a heading, where number signs would be taken for its closing."""
    inert = escape(text)
    kept = inert.rstrip("#")
    backslashes = len(kept) - len(kept.rstrip("\\"))
    if backslashes % 2:  # the first is escaped already
        kept = inert[: len(kept) + 1]
    return kept + "\\#" * (len(inert) - len(kept))


def table(head: Iterable[str], rows: Iterable[Iterable[str]], numbers: Iterable[int] = ()) -> Iterator[str]:
    """Yield a table; `numbers` are the columns to align right. Cells are escaped already."""
    names = list(head)
    right = set(numbers)
    yield f"| {' | '.join(names)} |"
    yield f"|{'|'.join('---:' if index in right else '---' for index in range(len(names)))}|"
    yield from (f"| {' | '.join(row)} |" for row in rows)
