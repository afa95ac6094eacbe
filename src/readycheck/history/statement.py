"""What a file of a plan states in people's names, each as one text that is equal where the same is stated.

Read from raw values, so that a state of years ago, or one that no model takes, can be compared as well. A statement is
known by what it says and of what (the item, the milestone, the ends of a handoff), never by where in a list it stands:
whoever changes what was signed, lengthens it or swaps its proof has stated it anew. What happened since (`met`), and
notes, do not matter.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from readycheck.model.place import PlanPath

_OF_WAIVER = ("item", "reason", "approved_by", "date", "until", "costs")
_OF_SIGN_OFF = ("for", "by", "date", "decision")
_OF_CONDITION = ("what", "owner", "by")
_OF_APPROVAL = ("status", "reason", "approved_by")
_OF_CHECK = ("status", "checked_by", "evidence")
_OF_HANDOFF = ("once", "carries")
_OF_WORD = ("by", "date")
_OF_ANNOUNCEMENT = ("to", "channel", "text", "approved_by")


def statements(value: Any, department: str | None = None) -> dict[PlanPath, str]:  # noqa: ANN401 - any YAML
    """Return every statement of a file by its place in the plan: of the main file, or of a department's own."""
    found = _of_department(value, department) if department is not None else _of_plan(value)
    return {path: json.dumps(stated, ensure_ascii=False, sort_keys=True) for path, stated in found}


def _of_plan(value: Any) -> Iterator[tuple[PlanPath, Any]]:  # noqa: ANN401
    for department, part in _mapping(_mapping(value).get("departments")).items():
        yield from _of_department(part, department)
    for index, handoff in _entries(value, "handoffs"):
        for key in ("offered", "accepted"):
            if key in handoff:
                stated = [key, _some(handoff, _OF_HANDOFF), _some(handoff[key], _OF_WORD)]
                yield ("handoffs", index, key), stated
    for index, announcement in _entries(value, "announcements"):
        yield ("announcements", index, "approved_by"), ["announcement", _some(announcement, _OF_ANNOUNCEMENT)]
    for index, waiver in _entries(value, "waivers"):
        condition = _some(waiver.get("condition"), _OF_CONDITION)
        yield ("waivers", index), ["waiver", _some(waiver, _OF_WAIVER), condition]


def _of_department(part: Any, department: str) -> Iterator[tuple[PlanPath, Any]]:  # noqa: ANN401
    path: PlanPath = ("departments", department)
    for index, sign_off in _entries(part, "signoffs"):
        conditions = [_some(condition, _OF_CONDITION) for _, condition in _entries(sign_off, "conditions")]
        yield (*path, "signoffs", index), ["sign-off", department, _some(sign_off, _OF_SIGN_OFF), conditions]
    for key, answer in _mapping(_mapping(part).get("items")).items():
        if isinstance(answer, dict):
            of = (*path, "items", key)
            yield (*of, "approved_by"), ["approval", department, key, _some(answer, _OF_APPROVAL)]
            yield (*of, "checked_by"), ["check", department, key, _some(answer, _OF_CHECK)]


def _entries(value: Any, key: str) -> Iterator[tuple[int, dict[str, Any]]]:  # noqa: ANN401
    entries = _mapping(value).get(key)
    for index, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield index, entry


def _mapping(value: Any) -> dict[str, Any]:  # noqa: ANN401
    return value if isinstance(value, dict) else {}


def _some(value: Any, keys: tuple[str, ...]) -> dict[str, Any]:  # noqa: ANN401
    """Return some keys of an entry; one value and a list of it are the same."""
    given = _mapping(value)
    some = {key: given[key] for key in keys if given.get(key) is not None}
    return {
        key: [said] if key in {"evidence", "carries"} and not isinstance(said, list) else said
        for key, said in some.items()
    }
