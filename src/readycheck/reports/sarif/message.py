"""Text as SARIF's messages hold it: nothing in it is a placeholder or a link, and nothing is longer than it may be.

Knows no finding and no rule.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from readycheck.model.text import one_line

_BREAK = "\u200b"
#: In plain text `[words](address)` is a link: a zero-width space parts the two.
_LINK = re.compile(r"\](?=\()")
#: A brace stands for a placeholder, and is itself written twice (SARIF 2.1.0, 3.11.5).
_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def plain(*paragraphs: str) -> dict[str, str]:
    """Return a message in plain text; a paragraph is a line, whatever stands in it."""
    return {"text": _plain("\n".join(map(one_line, paragraphs)))}


def short(text: str, most: int) -> dict[str, str]:
    """Return a message of one line and at most so many characters; what is left out shows as an ellipsis."""
    line = one_line(text)
    if len(_plain(line)) <= most:
        return plain(line)
    fits = bisect_right(range(most), most - 1, key=lambda length: len(_plain(line[:length]))) - 1
    return plain(f"{line[:fits].rstrip()}…")


def formatted(markdown: str) -> dict[str, str]:
    """Return a message in Markdown that is safe already, without the plain text that must stand beside it."""
    return {"markdown": markdown.translate(_BRACES)}


def _plain(text: str) -> str:
    return _LINK.sub(f"]{_BREAK}", text).translate(_BRACES)
