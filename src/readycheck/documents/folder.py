"""The plans below a directory that is none itself: which files and folders are launch plans, in a fixed order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from readycheck.documents.plan import MAIN_FILE
from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.syntax.source import MAX_BYTES

#: How many plans one folder may hold, and how deep they may lie.
MOST_PLANS: Final = 1000
DEEPEST: Final = 12

_FORMAT = re.compile(rb"""^(?:\{\s*)?["']?readycheck["']?\s*:\s*1\s*(?:[,}#\r]|$)""", re.MULTILINE)


def find_plans(directory: Path, name: str, tree: Tree) -> tuple[str, ...]:
    """Return the plans below a directory, as paths relative to it with `/`, in the order of the alphabet.

    A plan is a folder with `launch.yaml`, or a YAML file with `readycheck: 1`. Hidden folders, and links to folders,
    are not searched. RefusedInput where there are too many.
    """
    found: list[str] = []
    for plan in _search(directory, tree, ""):
        found.append(plan)
        if len(found) > MOST_PLANS:
            help_ = "name a folder below it"
            raise RefusedInput(
                Problem(Place(printable(name)), f"there are more than {MOST_PLANS} plans below it", help_)
            )
    return tuple(sorted(found))


def _search(directory: Path, tree: Tree, prefix: str) -> Iterator[str]:
    for name in tree.names(directory):
        inner, path = f"{prefix}{name}", directory / name
        if tree.is_directory(path):
            if name.startswith(".") or inner.count("/") >= DEEPEST or _is_link(path, tree):
                continue
            if tree.is_file(path / MAIN_FILE):
                yield inner
            yield from _search(path, tree, f"{inner}/")
        elif name.endswith(".yaml") and name != MAIN_FILE and _is_plan(path, tree):
            yield inner


def _is_link(path: Path, tree: Tree) -> bool:
    try:
        return tree.within(path) != tree.within(path.parent) / path.name
    except Unreadable:
        return True


def _is_plan(path: Path, tree: Tree) -> bool:
    try:
        return _FORMAT.search(tree.read(tree.within(path), MAX_BYTES)) is not None
    except Unreadable:
        return False
