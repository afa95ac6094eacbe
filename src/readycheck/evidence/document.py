"""Documents: does a file's content say anything? Nothing of it is ever shown."""

from __future__ import annotations

from hashlib import sha256
from typing import Final, NamedTuple

from readycheck.evidence.claim import says_at_least, says_nothing
from readycheck.files import MIB

#: The largest document that is looked at.
MAX_DOCUMENT: Final = 10 * MIB
#: How many bytes a document has at least: in words where it is a text, in all where it is none.
SHORTEST: Final = 16
SMALLEST: Final = 64
#: How a file begins in whose place Git LFS has put a note of where it lies.
_POINTER: Final = b"version https://git-lfs.github.com/spec/"


class Content(NamedTuple):
    """What the content of a file comes to."""

    digest: str
    """The same for the same bytes, whatever the file is called."""
    defect: str | None = None
    """Why it proves nothing."""
    weakness: str | None = None
    """Why it proves no more than a sentence would."""


def look_at(data: bytes) -> Content:
    """Return what the content of a file comes to."""
    digest = sha256(data).hexdigest()
    if not data.strip():
        return Content(digest, "is empty")
    if data.startswith(_POINTER):
        return Content(digest, "is not here, but in Git LFS; fetch it")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return Content(digest, weakness="is too small for a document" if len(data) < SMALLEST else None)
    if says_nothing(text):
        return Content(digest, "holds nothing but placeholders")
    return Content(digest, weakness=None if says_at_least(text, SHORTEST) else "says less than a sentence")
