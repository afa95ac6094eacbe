"""What a report shows of the ground between departments: journeys, handoffs, promises, contradictions and asks.

Results, made once by `audit`, in the order in which they are shown; people with the name to print, places concrete.
"""

from datetime import date
from typing import NamedTuple

from readycheck.model.place import Place
from readycheck.model.vocabulary import Coverage, Level, Stage


class Who(NamedTuple):
    """A person or a team: the plan's id, and the name to print."""

    id: str
    name: str


class JourneyCell(NamedTuple):
    """One department at one stage of a journey."""

    coverage: Coverage
    touchpoints: tuple[str, ...]


class JourneyRow(NamedTuple):
    """One department on a journey, with a cell for each stage in their order."""

    department: str
    cells: tuple[JourneyCell, ...]


class JourneyGap(NamedTuple):
    """Why a touchpoint is not covered."""

    text: str
    owner: Who | None
    due: date | None
    place: Place


class JourneyStep(NamedTuple):
    """A touchpoint of a journey."""

    name: str
    stage: Stage
    department: str
    """The department, as it is printed."""
    promise: str | None
    kept: bool
    """Whether the promise is kept; False where there is none."""
    gaps: tuple[JourneyGap, ...]
    """Why it is not covered; empty where it is."""


class JourneyMap(NamedTuple):
    """A journey as a map: stages across, departments down."""

    name: str
    segment: str | None
    owner: Who | None
    rows: tuple[JourneyRow, ...]
    """The departments in the order in which the customer meets them."""
    steps: tuple[JourneyStep, ...]
    """The touchpoints in the order in which the customer meets them."""
    skipped: tuple[tuple[Stage, str], ...]
    """Stages that it leaves out, and why."""
    gaps: tuple[JourneyGap, ...]
    place: Place


class HandoffState(NamedTuple):
    """A handoff, planned or missing."""

    ends: str
    kind: str
    """standing, once, or missing: a journey passes here, and nothing is planned."""
    carries: tuple[str, ...]
    given: date | None
    """When the giver agreed or offered."""
    taken: date | None
    """When the receiver accepted."""
    defect: str | None
    """Why it does not hold; None where it does."""
    owner: Who | None
    due: date | None
    place: Place


class PromiseState(NamedTuple):
    """What customers are promised, and what keeps it."""

    promise: str
    level: Level
    touchpoint: str
    service: str | None
    service_level: Level | None
    department: str
    defect: str | None
    """Why it is not kept; None where it is."""
    owner: Who | None
    due: date | None
    place: Place


class ContradictionState(NamedTuple):
    """A fact that customers are told in two ways."""

    fact: str
    first: str
    """Who says the first: a department, or the plan."""
    first_value: str
    first_place: Place
    other: str
    other_value: str
    other_place: Place
    owner: Who | None


class OwedAsk(NamedTuple):
    """Something that one department still owes another."""

    owed_by: str
    asked_by: str
    what: str
    owner: Who | None
    by: date
    overdue: bool
    place: Place


class Between(NamedTuple):
    """The ground between departments."""

    journeys: tuple[JourneyMap, ...]
    handoffs: tuple[HandoffState, ...]
    promises: tuple[PromiseState, ...]
    contradictions: tuple[ContradictionState, ...]
    asks: tuple[OwedAsk, ...]
    """By who owes, the earliest day first."""
    falls: tuple[str, ...]
    """What falls between departments with nobody due to catch it, each in a few words; of each kind one in turn."""
