"""What was found outside the plan: plain data that `evidence` gathers and `audit` judges."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from readycheck.model.vocabulary import Strength


class Proven(NamedTuple):
    """One proof of one answer, looked at."""

    strength: Strength
    text: str
    """The claim, the address or the path, as the plan has it."""
    defect: str | None = None
    """Why it proves nothing; None where it does."""
    dated: date | None = None
    valid_until: date | None = None


class Facts(NamedTuple):
    """Everything found outside the plan. An item that is absent offered no proof."""

    proofs: Mapping[str, tuple[Proven, ...]] = {}
    """By item id, in the order of the plan."""
