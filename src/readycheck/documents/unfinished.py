"""What a checklist still lacks: keys that every item needs and that are blank or not there.

A list that was imported has many of them. All else in the file is checked besides, so that one run tells everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from readycheck.model.checklist import ChecklistItem
from readycheck.model.place import Problem
from readycheck.syntax.yaml import Document

#: What every item needs, and what to write there.
WANTED: Final = {
    "title": "say what is true once it is done",
    "ask": "put the question to its owner",
    "why": "say what goes wrong without it",
    "fix": "list the steps that close it",
    "stage": "learn, buy, use or grow: where it touches the customer",
    "severity": "blocker, major, minor or info",
}


def unfinished(document: Document) -> Iterator[Problem]:
    """Yield each key that an item lacks, placed where it stands blank, else at the item."""
    for index, item in _items(document):
        name = item.get("id")
        called = f"item `{name}`" if isinstance(name, str) else f"item {index + 1}"
        for key, help_ in WANTED.items():
            if item.get(key) is None:
                yield document.problem(("items", index, key), f"{called} has no `{key}`", help_, key=True)


def completed(document: Document) -> dict[str, Any]:
    """Return the values of a checklist with an example in the place of each key that an item lacks."""
    fields = ChecklistItem.model_fields
    lacking = dict(_items(document))
    items = [
        item | {key: (fields[key].examples or [None])[0] for key in WANTED if item.get(key) is None}
        if (item := lacking.get(index)) is not None
        else given
        for index, given in enumerate(document.value["items"])
    ]
    return document.value | {"items": items}


def _items(document: Document) -> Iterator[tuple[int, dict[str, Any]]]:
    items = document.value.get("items")
    for index, item in enumerate(items if isinstance(items, list) else []):
        if isinstance(item, dict):
            yield index, item
