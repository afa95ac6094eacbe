"""Exact edits of a YAML file: what is meant changes, every other byte stays as it was.

A value is replaced, added or taken out where it stands; comments, quotes, order, indentation and line ends of all
else are not read and written again, they are left alone. What comes out is read back and held against what was
meant before anybody writes it: a text that cannot be edited so is refused, never bent.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import yaml

from readycheck.documents.patch import Patch, addition, lines_of, patched, removal, replacement
from readycheck.documents.span import Branch, Leaf, Page
from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from readycheck.syntax.source import MAX_BYTES
from readycheck.syntax.yaml import Value, parse

Keys = tuple[str | int, ...]


class Edit(NamedTuple):
    """What the value at a path is to be; None takes the key, or the entry of a list, out."""

    path: Keys
    value: Value


def edit(text: str, edits: Iterable[Edit], name: str) -> str:
    """Return a file's text with edits made in their order; RefusedInput where that cannot be done exactly.

    An empty text is a file that is not there yet.
    """
    meant = parse(text.encode(), name).value if text else {}
    left: list[Edit] = []
    for change in edits:
        for step in _steps(meant, change):
            left.append(step)
            meant = _with(meant, step)
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    after = text.removeprefix(mark)
    try:
        while left:
            after, left = _round(after, left)
        same = _comparable(parse(after.encode(), name).value if after else {}) == _comparable(meant)
    except (RefusedInput, yaml.YAMLError):
        same = False
    if len(after.encode()) > MAX_BYTES:
        message = f"with this change the file would be larger than {MAX_BYTES // 1024} KiB"
        raise RefusedInput(Problem(Place(name), message, "split it by department; nothing was written"))
    if not same:
        message = "the way this is written cannot be edited line by line"
        raise RefusedInput(Problem(Place(name), message, "make the change by hand; nothing was written"))
    return mark + after


def _comparable(value: Value) -> str:
    return json.dumps(_filled(value), sort_keys=True)


def _filled(value: Value) -> Value:
    """Return a value in which a mapping whose last key was taken out is as good as nothing, as it is written then."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items()} or None
    return [_filled(inner) for inner in value] if isinstance(value, list) else value


# ---------------------------------------------------------------- what is meant
def _steps(value: Value, change: Edit) -> Iterator[Edit]:
    """Yield a change of a list as the entries that go and those that come, so that the others keep their lines."""
    old, new = _at(value, change.path), change.value
    if _comparable(old) == _comparable(new):
        return
    if not (isinstance(old, list) and isinstance(new, list) and any(entry in new for entry in old)):
        yield change
        return
    kept = [entry for entry in old if entry in new]
    if new[: len(kept)] == kept:
        gone, come = [index for index, entry in enumerate(old) if entry not in new], new[len(kept) :]
    else:
        gone, come = [*range(len(new), len(old))], new[len(old) :]
        for index, (before, after) in enumerate(zip(old, new, strict=False)):
            if before != after:
                yield Edit((*change.path, index), after)
    for index in reversed(gone):
        yield Edit((*change.path, index), None)
    for index, entry in enumerate(come, len(old)):
        yield Edit((*change.path, index), entry)


def _at(value: Value, path: Keys) -> Value:
    for key in path:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _with(value: Value, change: Edit) -> Value:
    """Return a plain value with a change made; the one given stays as it is."""
    key, *rest = change.path
    if isinstance(value, list) and isinstance(key, int):
        return [*value[:key], *([] if change.value is None else [change.value]), *value[key + 1 :]]
    inner = dict(value) if isinstance(value, dict) else {}
    if rest:
        inner[key] = _with(inner.get(key), Edit(tuple(rest), change.value))
    elif change.value is None:
        inner.pop(key, None)
    else:
        inner[key] = change.value
    return inner


# ---------------------------------------------------------------- where it is written
def _round(text: str, edits: list[Edit]) -> tuple[str, list[Edit]]:
    """Make the edits that do not touch each other; return the text, and the edits that are left for the next round."""
    page = Page(text)
    if page.is_empty:
        first, *others = edits
        return text + lines_of(first.path, first.value, 0, page.newline), others
    made: list[tuple[int | None, Patch]] = []
    left: list[Edit] = []
    waiting: set[Keys] = set()
    for change in edits:
        branch, entry, rest = _anchor(page.root, change.path)
        added_to_this = branch.start if entry is None and len(rest) == 1 and _takes_many(branch) else None
        patches = _patches(page, branch, entry, rest, change.value)
        if any(_concern_each_other(change.path, path) for path in waiting) or any(
            patch.touches(other) and (added_to is None or added_to != added_to_this)
            for patch in patches
            for added_to, other in made
        ):
            left.append(change)
            waiting.add(change.path[:-1])
        else:
            made += [(added_to_this, patch) for patch in patches]
    return patched(text, (patch for _, patch in made)), left


def _concern_each_other(path: Keys, other: Keys) -> bool:
    """Whether one of two paths leads to what lies inside the other."""
    return path[: len(other)] == other[: len(path)]


def _takes_many(branch: Branch) -> bool:
    """Whether entries can be added one behind the other in one round: on lines, or in braces that stay as they are."""
    return not branch.flow or (bool(branch.entries) and (branch.listed or branch.inner is None))


def _anchor(root: Branch, path: Keys) -> tuple[Branch, Leaf | None, Keys]:
    """Return the innermost mapping or list on a path that is there, its entry on the path, and the path from there."""
    branch = root
    for depth, key in enumerate(path):
        entry = branch.entry(key)
        if entry is None or entry.value is None or depth == len(path) - 1:
            return branch, entry, path[depth:]
        branch = entry.value
    return branch, None, ()


def _patches(page: Page, branch: Branch, entry: Leaf | None, rest: Keys, value: Value) -> tuple[Patch, ...]:
    if entry is None:
        return () if value is None else addition(page, branch, rest, value)
    if len(rest) > 1:
        return () if value is None else replacement(page, branch, entry, rest[1:], value)
    return removal(page, branch, entry) if value is None else replacement(page, branch, entry, (), value)
