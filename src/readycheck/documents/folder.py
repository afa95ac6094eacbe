"""The plans below a directory that is none itself: which files and folders are launch plans, in a fixed order."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from readycheck.documents.plan import MAIN_FILE
from readycheck.documents.source import MAX_BYTES
from readycheck.errors import RefusedInput
from readycheck.files import Unreadable, read_bytes, within
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable

#: How many plans one folder may hold, and how deep they may lie.
MOST_PLANS: Final = 1000
DEEPEST: Final = 12

_FORMAT = re.compile(rb"""^\{?\s*["']?readycheck["']?\s*:\s*1\s*(?:[,}#\r]|$)""", re.MULTILINE)


def find_plans(directory: Path, name: str) -> tuple[str, ...]:
    """Return the plans below a directory, as paths relative to it with `/`, in the order of the alphabet.

    A plan is a folder with `launch.yaml`, or a YAML file with `readycheck: 1`. Hidden folders, and links to folders,
    are not searched. RefusedInput where there are too many.
    """
    found: list[str] = []
    for plan in _search(directory, directory, ""):
        found.append(plan)
        if len(found) > MOST_PLANS:
            help_ = "name a folder below it"
            raise RefusedInput(
                Problem(Place(printable(name)), f"there are more than {MOST_PLANS} plans below it", help_)
            )
    return tuple(sorted(found))


def _search(directory: Path, root: Path, prefix: str) -> Iterator[str]:
    with os.scandir(directory) as entries:
        ordered = sorted(entries, key=lambda entry: entry.name)
    for entry in ordered:
        inner = f"{prefix}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            if entry.name.startswith(".") or inner.count("/") >= DEEPEST:
                continue
            if (Path(entry.path) / MAIN_FILE).is_file():
                yield inner
            yield from _search(Path(entry.path), root, f"{inner}/")
        elif entry.name.endswith(".yaml") and entry.name != MAIN_FILE and _is_plan(Path(entry.path), root):
            yield inner


def _is_plan(path: Path, root: Path) -> bool:
    try:
        return _FORMAT.search(read_bytes(within(path, root), MAX_BYTES)) is not None
    except Unreadable:
        return False
