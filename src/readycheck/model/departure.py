"""Departures: the ways in which an audit differs from the default."""

from typing import NamedTuple


class Departure(NamedTuple):
    """A way in which this audit differs from the default, so that no change of the rules goes unseen."""

    what: str
    detail: str
