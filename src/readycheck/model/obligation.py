"""What is still owed from an earlier yes: conditions that came with it, and gaps that a meeting accepted.

An obligation decides nothing. It stands beside the verdict, in every audit, until somebody says that it is met.
"""

from datetime import date
from enum import StrEnum, unique
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.place import Place


@unique
class Origin(StrEnum):
    """What an obligation came with, in the order in which they are listed for one day."""

    SIGN_OFF = "sign-off"
    """A department's yes to a milestone."""
    WAIVER = "waiver"
    DECISION = "decision"
    """A meeting's go."""
    DESPITE = "despite"
    """A gap that a meeting knew of and accepted: owed for as long as it is one."""


class Obligation(NamedTuple):
    """Something that was agreed to with a yes, and that is open."""

    origin: Origin
    subject: str
    """The department that signed off, the item that was waived or accepted as missing, the milestone decided on."""
    milestone: str | None
    """The milestone that was said yes to; None of a waiver, which is of an item."""
    department: str | None
    """Whose it is; None of what the meeting asked for."""
    text: str
    """What must happen; of a gap that was accepted, its title."""
    given_by: Who
    given: date
    owner: Who | None
    """Who sees to it."""
    by: date | None
    """Until when; None where nobody gave a day."""
    overdue: bool
    met: date | None
    """When it is said to be met, where that day is still to come."""
    relied_on: bool
    """Whether the verdict on the audited milestone rests on it, so that it stands among the reliances as well."""
    place: Place
