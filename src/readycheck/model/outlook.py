"""When a launch can be reached at the earliest, and what changes when it moves (design.md §7)."""

from datetime import date
from enum import StrEnum, unique
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.vocabulary import Course, Verdict


class Link(NamedTuple):
    """A gap of the critical chain."""

    item: str
    owner: Who | None
    days: int
    """Calendar days from the end of the link before, or from as-of, until it is closed: they add up to the date."""
    finish: date
    expected: bool = False
    """Whether it is closed on that day because somebody expects so, rather than by work or by what it waits for."""
    away: date | None = None
    """The last day of its owner's absence, where that pushed it."""


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


# ---------------------------------------------------------------- another day
class Ending(NamedTuple):
    """Something that holds today and ends before the day."""

    subject: str
    """The item whose proof ends, or whose waiver does."""
    what: str
    """proof or waiver."""
    until: date
    """The last day on which it holds."""


class Away(NamedTuple):
    """Somebody who is not there when a gap would be closed, and has no deputy."""

    item: str
    person: Who
    first: date
    last: date


class Changed(NamedTuple):
    """An item that comes to something else on another day, for another reason."""

    item: str
    reason: str


class Slip(NamedTuple):
    """What moving a milestone, and those after it, does to it."""

    days: int
    """By how many days; negative is earlier."""
    day: date
    verdict: Verdict
    """Could we launch today, with the milestone on that day."""
    course: Course
    late: tuple[str, ...]
    """Gaps that do not fit before it, in checklist order."""
    fits: tuple[str, ...]
    """Gaps that fit now and did not on the day that is planned."""
    ends: tuple[Ending, ...]
    away: tuple[Away, ...]
    worse: tuple[Changed, ...]
    """Items that a rule finds wanting on that day and not on the day that is planned."""


# ---------------------------------------------------------------- the calendar
@unique
class EventKind(StrEnum):
    """What is to happen on a day, in the order in which the events of one day are listed."""

    MILESTONE = "milestone"
    MEETING = "meeting"
    DUE = "due"
    """A gap is due, or expected."""
    START = "start"
    """The last day on which work on a gap may begin."""
    CONDITION = "condition"
    """What somebody accepted asks for something by then."""
    WAIVER_ENDS = "waiver ends"
    PROOF_ENDS = "proof ends"


class Event(NamedTuple):
    """One day of the calendar of a launch."""

    day: date
    kind: EventKind
    subject: str
    """The milestone, item or department."""
    text: str
    who: Who | None
    department: str | None
