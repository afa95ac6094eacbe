"""Draft items to the YAML of a checklist, for people to complete.

What the list does not say is left blank, with a word of what belongs there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from readycheck.documents.lists.draft import DraftItem
from readycheck.documents.scalar import scalar
from readycheck.documents.unfinished import WANTED
from readycheck.model.format import modeline
from readycheck.model.text import printable

_LONGEST_REMARK: Final = 400


def write_checklist(
    department: str, title: str, items: tuple[DraftItem, ...], given: Mapping[str, str], origin: str
) -> str:
    """Return a checklist file. `given` are values of keys where the list says nothing; `origin` is the list's name."""
    head = [
        modeline("checklist"),
        f"# From {printable(origin)}. Complete what is blank, then: readycheck checklist lint FILE",
        "readycheck: checklist/1",
        'version: "1.0"',
        f"department: {scalar(department)}",
        f"title: {scalar(title)}",
        "items:",
    ]
    return "\n".join([*head, *(line for item in items for line in _item(item, given))]) + "\n"


def _item(item: DraftItem, given: Mapping[str, str]) -> Iterator[str]:
    entry = item.entry
    yield ""
    yield f"  - id: {scalar(item.id)}  # {printable(PurePath(entry.place.file).name)}:{entry.place.line}"
    yield f"    title: {scalar(entry.title)}"
    yield f"    ask: {scalar(entry.ask or _asked(entry.title))}"
    yield from _value("why", entry.why)
    if entry.fix:
        yield "    fix:"
        yield from (f"      - {scalar(step)}" for step in entry.fix)
    else:
        yield from _value("fix", "")
    yield from _value("stage", entry.stage or given.get("stage", ""))
    yield from _value("severity", entry.severity or given.get("severity", ""))
    for key in ("milestone", "evidence", "lead_days"):
        if getattr(entry, key):
            yield f"    {key}: {getattr(entry, key) if key == 'lead_days' else scalar(getattr(entry, key))}"
    yield from (f"    # {_remark(remark)}" for remark in entry.remarks)


def _value(key: str, text: str) -> Iterator[str]:
    yield f"    {key}: {scalar(text)}" if text else f"    {key}:  # {WANTED[key]}"


def _asked(title: str) -> str:
    """Return the title as the question whether it is so."""
    return f"{title.rstrip('.:!?… ')}?"


def _remark(text: str) -> str:
    flat = printable(" ".join(text.split()))
    return flat if len(flat) <= _LONGEST_REMARK else f"{flat[: _LONGEST_REMARK - 1]}…"
