"""What libyaml says of a text that it cannot read, and what that means to whoever wrote the text."""

from __future__ import annotations

#: By a part of what libyaml says.
_PLAIN = {
    "expected ',' or '}'": "a `{` before this is not closed, or a comma is missing",
    "expected ',' or ']'": "a `[` before this is not closed, or a comma is missing",
    "mapping values are not allowed": "no colon may stand here",
    "did not find expected key": "this does not line up with what stands above",
    "did not find expected '-' indicator": "this does not line up with the list above",
    "could not find expected ':'": "a colon is missing",
    "unexpected end of stream": "a quote is opened and not closed",
    "cannot start any token": "a text begins with this character only in quotes",
}


def in_plain_words(said: str) -> str:
    """Return what libyaml said as its reader would say it; what is not known here, as it is."""
    return next((words for part, words in _PLAIN.items() if part in said), said)
