"""Plain values to YAML that reads back as the same values: the way back from `yaml`.

Owns when a text needs quotes, and what stands on one line. Knows nothing of plans; whatever a text holds, it is
nothing but that text when it is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from readycheck.documents.yaml import Value
from readycheck.model.place import PlanPath
from readycheck.model.text import printable

WIDTH = 120

#: Texts that mean the same to every reader of YAML without quotes; inside braces and brackets fewer do.
_BARE = re.compile(r"(?:[A-Za-z]|[0-9]{1,9} [A-Za-z])(?:[\w .,;()/'’£€$%&+=<>!?@“”–—-]|:(?=[\w/]))*(?<! )")
_BARE_INSIDE = re.compile(r"(?:[A-Za-z]|[0-9]{1,9} [A-Za-z])[\w ./’£€$%&+=<>!@“”–—-]*(?<! )")
#: Words that some readers of YAML take for something else than text.
_WORDS = frozenset("null true false yes no on off y n".split())


class Notes(NamedTuple):
    """Comments, each above the key or the entry of a list that it speaks of."""

    texts: Mapping[PlanPath, str] = {}
    around: frozenset[PlanPath] = frozenset()
    """Every place that has a note somewhere inside."""

    @classmethod
    def at(cls, texts: Mapping[PlanPath, str]) -> Notes:
        """Return the notes at some places."""
        return cls(texts, frozenset(path[:length] for path in texts for length in range(len(path))))


def quoted(text: str) -> str:
    """Return a text in double quotes, on one line."""
    return json.dumps(text, ensure_ascii=False)


def scalar(value: Value, *, inside: bool = False) -> str:
    """Return a value that is no container, as it may stand in a block, or `inside` braces and brackets."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float | date):
        return str(value)
    bare = _BARE_INSIDE if inside else _BARE
    return value if bare.fullmatch(value) and value.lower() not in _WORDS else quoted(value)


def on_one_line(value: Value) -> str:
    """Return a value on one line, containers in braces and brackets."""
    if isinstance(value, Mapping):
        entries = (f"{scalar(key, inside=True)}: {on_one_line(inner)}" for key, inner in value.items())
        return f"{{{', '.join(entries)}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(on_one_line, value))}]"
    return scalar(value, inside=True)


def entry(key: str, value: Value, path: PlanPath, notes: Notes) -> Iterator[str]:
    """Yield the lines of `key: value` where it stands at `path`, indented by two for each step that leads there."""
    margin = "  " * (len(path) - 1)
    yield from _note(margin, path, notes)
    compact = f"{margin}{scalar(key)}: {_compact(value)}"
    if not _is_container(value) or not value or (len(path) > 1 and _fits(compact, value, path, notes)):
        yield compact
        return
    yield f"{margin}{scalar(key)}:"
    if isinstance(value, Mapping):
        for inner_key, inner in value.items():
            yield from entry(inner_key, inner, (*path, inner_key), notes)
    else:
        for index, inner in enumerate(value):
            yield from _listed(inner, (*path, index), notes)


def _listed(value: Value, path: PlanPath, notes: Notes) -> Iterator[str]:
    """Yield the lines of an entry of a list."""
    margin = "  " * (len(path) - 1)
    yield from _note(margin, path, notes)
    compact = f"{margin}- {_compact(value)}"
    if not isinstance(value, Mapping) or not value or _fits(compact, value, path, notes):
        yield compact
        return
    first, *rest = (line for key, inner in value.items() for line in entry(key, inner, (*path, key), notes))
    yield f"{margin}- {first.strip()}"
    yield from rest


def _note(margin: str, path: PlanPath, notes: Notes) -> Iterator[str]:
    if path in notes.texts:
        yield f"{margin}# {printable(notes.texts[path])}"


def _is_container(value: Value) -> bool:
    return isinstance(value, Mapping | list)


def _compact(value: Value) -> str:
    return on_one_line(value) if _is_container(value) else scalar(value)


def _fits(compact: str, value: Value, path: PlanPath, notes: Notes) -> bool:
    """Return whether a container may stand on one line: short, no list of mappings, and without a note inside."""
    return len(compact) <= WIDTH and not _lists_mappings(value) and path not in notes.around


def _lists_mappings(value: Value) -> bool:
    if isinstance(value, Mapping):
        return any(map(_lists_mappings, value.values()))
    several = isinstance(value, list) and len(value) > 1
    return isinstance(value, list) and any(
        (several and isinstance(inner, Mapping)) or _lists_mappings(inner) for inner in value
    )
