"""Numbers in nested values: `results.p95` is `p95` under `results`, `runs.0.p95` that of the first run.

A key may hold dots itself, as those of load tests do; where that gives a name two meanings it has none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from readycheck.evidence.number.literal import Literal, literal
from readycheck.files import Unreadable


def number_at(tree: Any, name: str) -> str:  # noqa: ANN401 - whatever the file holds
    """Return the number called `name`, as it is written; Unreadable where there is none, or several."""
    found = list(_found(tree, name))
    if not found:
        raise Unreadable(f"holds no `{name}`")
    if len(found) > 1:
        raise Unreadable(f"holds more than one `{name}`")
    if not isinstance(found[0], Literal):
        raise Unreadable(f"holds no number under `{name}`")
    return literal(found[0], name)


def _found(node: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 - whatever the file holds
    """Yield what a name leads to. Each step takes a part of it, so that no node is visited twice."""
    end = len(name)
    ends = [index for index in range(end + 1) if index == end or name[index] == "."]
    for stop in ends:
        inside = _step(node, name[:stop])
        if inside is None:
            continue
        if stop == end:
            yield inside[0]
        else:
            yield from _found(inside[0], name[stop + 1 :])


def _step(node: Any, step: str) -> tuple[Any] | None:  # noqa: ANN401 - whatever the file holds
    if isinstance(node, dict):
        return (node[step],) if step in node else None
    if isinstance(node, list) and step.isascii() and step.isdigit() and len(step) < 9 and int(step) < len(node):  # noqa: PLR2004
        return (node[int(step)],)
    return None
