"""How a plan deviates from the revision whose rules it is held to, in words: what every format says alike."""

from __future__ import annotations

from typing import NamedTuple

from readycheck.model.deviation import Agreed, Deviation
from readycheck.model.place import Place

_SHORT = 10
#: What is to be done about what is easier than agreed.
REMEDY = "take it back, or have it merged by somebody who answers for the rules of this launch"


class Row(NamedTuple):
    """One deviation."""

    what: str
    """`class: flagship → quiet`."""
    eases: bool
    place: Place


class Sheet(NamedTuple):
    """All that is said of a revision that a plan is held to."""

    title: str
    answer: str
    rows: tuple[Row, ...]
    """What may ease a go first."""


def sheet_of(agreed: Agreed) -> Sheet:
    """Return how a plan deviates from a revision, in words."""
    rows = sorted((_row(found) for found in agreed.deviations), key=lambda row: not row.eases)
    answer = " ".join(filter(None, (_answer(agreed), agreed.note)))
    return Sheet(f"Held to {agreed.revision} ({agreed.commit[:_SHORT]})", answer, tuple(rows))


def _row(found: Deviation) -> Row:
    return Row(f"{found.what}: {words(found)}", found.eases, found.place)


def words(found: Deviation) -> str:
    """Return a deviation as `flagship → quiet`."""
    return f"{found.was} → {found.now}"


def _answer(agreed: Agreed) -> str:
    number = len(agreed.eased)
    if number:
        return f"{number} {'thing is' if number == 1 else 'things are'} easier than agreed there: {REMEDY}."
    return "Nothing is easier than agreed there."
