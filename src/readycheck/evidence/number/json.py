"""Numbers in JSON. What stands twice, NaN, and what is nested without end is refused."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from readycheck.evidence.number.literal import Literal, text_of
from readycheck.evidence.number.nested import number_at
from readycheck.files import Unreadable


def find(data: bytes, name: str) -> str:
    """Return the number called `name`, as it is written; Unreadable where there is none, or several."""
    return number_at(_load(text_of(data)), name)


def _load(text: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(
            text, parse_int=Literal, parse_float=Literal, parse_constant=_refuse_constant, object_pairs_hook=_mapping
        )
    except (ValueError, RecursionError):
        raise Unreadable("is not JSON that can be read") from None


def _refuse_constant(constant: str) -> NoReturn:
    raise Unreadable(f"holds {constant}, which is no number")


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise Unreadable("says something twice under one name")
    return found
