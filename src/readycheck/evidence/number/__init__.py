"""Numbers in files: one module a kind of file, each `find(data, name)`: the number that a plan names, as it is written.

Nothing else of a file is ever shown. Unreadable says why there is no such number; two of one name are none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from importlib import import_module
from typing import Final, Protocol

from readycheck.files import MIB, Unreadable

#: The modules by suffix, each with the largest file that it reads: values take many times the size of their text.
_KINDS: Final = {
    ".json": ("json", MIB),
    ".yaml": ("yaml", MIB),
    ".yml": ("yaml", MIB),
    ".csv": ("csv", MIB),
    ".xml": ("xml", 10 * MIB),
}


class _Kind(Protocol):
    def find(self, data: bytes, name: str) -> str: ...


def number_in(file: str, read: Callable[[int], bytes], name: str) -> str:
    """Return the number called `name` in a file, as it is written there; Unreadable where there is none, or several."""
    known = _KINDS.get(posixpath.splitext(file)[1].lower())
    if known is None:
        raise Unreadable(
            "holds no numbers that can be read; give JSON, YAML, CSV, or a JUnit or coverage report in XML"
        )
    kind, limit = known
    module: _Kind = import_module(f"readycheck.evidence.number.{kind}")
    return module.find(read(limit), name)
