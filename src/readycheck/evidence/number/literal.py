"""What counts as a number in a file, and a file's bytes as text."""

from __future__ import annotations

import re
from typing import Final

from readycheck.files import Unreadable

#: No measurement needs more digits, and none is compared for longer than it takes to read.
_LONGEST: Final = 40
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?", re.ASCII)


class Literal(str):
    """A number as a file has it; a text is none, whatever its characters."""

    __slots__ = ()


def literal(text: str, name: str) -> str:
    """Return a number as it is written; Unreadable where it is none that can be compared."""
    if len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        raise Unreadable(f"holds no number under `{name}`")
    return text


def text_of(data: bytes) -> str:
    """Return the text of a file without its byte-order mark; Unreadable where it is none."""
    try:
        return data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Unreadable("is not saved as UTF-8") from None
