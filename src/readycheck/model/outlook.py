"""When a launch can be reached at the earliest, and what changes when it moves (design.md §7)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from readycheck.model.between import Who


class Link(NamedTuple):
    """A gap of the critical chain."""

    item: str
    owner: Who | None
    days: int
    """Calendar days from the end of the link before, or from as-of, until it is closed: they add up to the date."""
    finish: date


class Earliest(NamedTuple):
    """The first day on which a milestone can be reached."""

    day: date | None
    """None where that is more than two years ahead, or never."""
    spare_days: int
    """Days from then to the milestone; negative where the milestone comes too early. 0 where there is no day."""
    chain: tuple[Link, ...]
    """What sets it, the first to act first. Empty where nothing has to be waited for."""
    because: str
    """What sets it where no chain of work does; else empty."""
