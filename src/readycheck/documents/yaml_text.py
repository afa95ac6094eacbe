"""Plain values to the lines of a YAML document that reads back as the same values: the way back from `yaml`.

Owns what stands on one line, and where comments go. Knows nothing of plans.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from readycheck.documents.scalar import WIDTH, on_one_line, scalar
from readycheck.model.place import PlanPath
from readycheck.model.text import one_line
from readycheck.syntax.yaml import Value


class Notes(NamedTuple):
    """Comments, each above the key or the entry of a list that it speaks of."""

    texts: Mapping[PlanPath, str] = {}
    around: frozenset[PlanPath] = frozenset()
    """Every place that has a note somewhere inside."""

    @classmethod
    def at(cls, texts: Mapping[PlanPath, str]) -> Notes:
        """Return the notes at some places."""
        return cls(texts, frozenset(path[:length] for path in texts for length in range(len(path))))


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
        yield f"{margin}# {one_line(notes.texts[path])}"


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
