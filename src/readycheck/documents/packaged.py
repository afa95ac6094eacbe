"""The files that ship with the program: where they lie, and their values without parsing them at every start.

They lie beside the code in a wheel, at the repository root in a checkout. Parsing them costs half as much as the
rest of an audit, so their values are kept as JSON, in `packaged.json`, with the SHA-256 of the files they were made
from. A file that is not the one recorded is parsed instead: the values are never stale. The JSON is data, lies in
the package, and is made by `scripts/generate.py`.
"""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pydantic_core import from_json

from readycheck.files import read_bytes
from readycheck.syntax.source import MAX_BYTES
from readycheck.syntax.yaml import parse

_PACKAGE = Path(__file__).resolve().parent.parent
#: Read by `explain` and `lint`, and by `init`, only, so not kept as values.
PRACTICES, KINDS = "practices.yaml", "kinds.yaml"
COMPACT = Path(__file__).with_name("packaged.json")


def directory() -> Path:
    """Return the directory of the shipped checklists, policy, profile facts and practices."""
    in_wheel = _PACKAGE / "checklists"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent.parent / "checklists"


def names() -> tuple[str, ...]:
    """Return the names of the shipped files, sorted."""
    return tuple(sorted(path.name for path in directory().glob("*.yaml")))


class Shipped(NamedTuple):
    """A shipped file: its values, and the SHA-256 of its bytes."""

    value: dict[str, Any]
    sha256: str


def load(name: str) -> Shipped:
    """Return a shipped file, read once."""
    data = read_bytes(directory() / name, MAX_BYTES)
    sha256 = hashlib.sha256(data).hexdigest()
    kept = _compact().get(name)
    if kept is not None and kept["sha256"] == sha256:
        return Shipped(kept["value"], sha256)
    return Shipped(parse(data, name).value, sha256)


def value(name: str) -> dict[str, Any]:
    """Return the values of a shipped file."""
    return load(name).value


def compact() -> dict[str, Any]:
    """Return what `packaged.json` has to hold: by file name, digest and values."""
    made = {}
    for name in names():
        if name in {PRACTICES, KINDS}:
            continue
        data = read_bytes(directory() / name, MAX_BYTES)
        made[name] = {"sha256": hashlib.sha256(data).hexdigest(), "value": parse(data, name).value}
    return made


@cache
def _compact() -> dict[str, Any]:
    kept: dict[str, Any] = from_json(COMPACT.read_bytes()) if COMPACT.is_file() else {}
    return kept
