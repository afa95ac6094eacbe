"""Draft items to the YAML of a checklist, for people to complete.

What the list does not say is left blank, with a word of what belongs there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Final

from readycheck.documents.lists.draft import DraftItem
from readycheck.documents.unfinished import WANTED
from readycheck.model.text import printable

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ,.;()/&+'!?%-]*[A-Za-z0-9.;()!?%]")
#: Words that readers of other versions of YAML take for something else than text.
_NOT_TEXT: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_LONGEST_REMARK: Final = 400


def write_checklist(
    department: str, title: str, items: tuple[DraftItem, ...], given: Mapping[str, str], origin: str
) -> str:
    """Return a checklist file. `given` are values of keys where the list says nothing; `origin` is the list's name."""
    head = [
        f"# From {printable(origin)}. Complete what is blank, then: readycheck checklist lint FILE",
        "readycheck: checklist/1",
        'version: "1.0"',
        f"department: {department}",
        f"title: {quoted(title)}",
        "items:",
    ]
    return "\n".join([*head, *(line for item in items for line in _item(item, given))]) + "\n"


def _item(item: DraftItem, given: Mapping[str, str]) -> Iterator[str]:
    entry = item.entry
    yield ""
    yield f"  - id: {item.id}  # {printable(PurePath(entry.place.file).name)}:{entry.place.line}"
    yield f"    title: {quoted(entry.title)}"
    yield f"    ask: {quoted(entry.ask or _asked(entry.title))}"
    yield from _value("why", entry.why)
    if entry.fix:
        yield "    fix:"
        yield from (f"      - {quoted(step)}" for step in entry.fix)
    else:
        yield from _value("fix", "")
    yield from _value("stage", entry.stage or given.get("stage", ""))
    yield from _value("severity", entry.severity or given.get("severity", ""))
    for key in ("milestone", "evidence", "lead_days"):
        if getattr(entry, key):
            yield f"    {key}: {getattr(entry, key) if key == 'lead_days' else quoted(getattr(entry, key))}"
    yield from (f"    # {_remark(remark)}" for remark in entry.remarks)


def _value(key: str, text: str) -> Iterator[str]:
    yield f"    {key}: {quoted(text)}" if text else f"    {key}:  # {WANTED[key]}"


def _asked(title: str) -> str:
    """Return the title as the question whether it is so."""
    return f"{title.rstrip('.:!?… ')}?"


def _remark(text: str) -> str:
    flat = printable(" ".join(text.split()))
    return flat if len(flat) <= _LONGEST_REMARK else f"{flat[: _LONGEST_REMARK - 1]}…"


def quoted(text: str) -> str:
    """Return a text as YAML: as it stands where that is safe, else in quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_TEXT:
        return text
    return json.dumps(text, ensure_ascii=False)
