"""Numbers in YAML, read as plans are: no aliases, no tags, nothing twice."""

from __future__ import annotations

from typing import Any

from readycheck.errors import RefusedInput
from readycheck.evidence.number.literal import Literal
from readycheck.evidence.number.nested import number_at
from readycheck.files import Unreadable
from readycheck.syntax.yaml import parse


def find(data: bytes, name: str) -> str:
    """Return the number called `name`, as it is written; Unreadable where there is none, or several."""
    try:
        document = parse(data, "")
    except RefusedInput as refusal:
        raise Unreadable(f"is not YAML that can be read, see line {refusal.problems[0].place.line}") from None
    return number_at(_with_literals(document.value), name)


def _with_literals(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, dict):
        return {key: _with_literals(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_with_literals(inner) for inner in value]
    return Literal(value) if isinstance(value, int | float) and not isinstance(value, bool) else value
