"""What a list of others holds: entries, and what is beside them. Knows neither the format of the list nor ours."""

from __future__ import annotations

from typing import Final, NamedTuple

from readycheck.model.place import Place

#: What has more characters is no title of anything.
LONGEST_TITLE: Final = 2_000


class Entry(NamedTuple):
    """One requirement as the list states it. What the list does not say is empty: nothing is made up."""

    place: Place
    title: str
    sections: tuple[str, ...] = ()
    """The headings above it, outermost first: they may name its department."""
    id: str = ""
    ask: str = ""
    why: str = ""
    fix: tuple[str, ...] = ()
    stage: str = ""
    milestone: str = ""
    severity: str = ""
    level: str = ""
    """The list's own word for the severity."""
    evidence: str = ""
    lead_days: str = ""
    remarks: tuple[str, ...] = ()
    """What a checklist has no key for: links, owners, notes. Kept as comments."""


class Beside(NamedTuple):
    """Something in the list that becomes no item, or not as it stands."""

    place: Place
    what: str


class Found(NamedTuple):
    """All that a list holds. Each entry that was found is in `entries`, in `steps` or in `untitled`."""

    entries: tuple[Entry, ...] = ()
    steps: int = 0
    """How many entries stand below another and became its steps."""
    untitled: tuple[Beside, ...] = ()
    """Entries that cannot be items: without words, with far too many, or struck out."""
    ticked: tuple[Place, ...] = ()
    """Boxes that are ticked: they were about another launch."""
    beside: tuple[Beside, ...] = ()
    """What is no entry."""
    kept: tuple[Beside, ...] = ()
    """What entries say that a checklist has no key for: kept as comments."""

    @property
    def total(self) -> int:
        """How many entries the list has."""
        return len(self.entries) + self.steps + len(self.untitled)
