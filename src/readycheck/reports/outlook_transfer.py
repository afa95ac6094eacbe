"""What is said of days to come as a published format: types of their own, as those of the report (`transfer`)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict


class LinkOut(TypedDict):
    """A gap of the critical chain."""

    item: Annotated[str, Field(description="The item.")]
    owner: Annotated[str | None, Field(description="Whose it is.")]
    days: Annotated[
        int, Field(description="Calendar days from the end of the link before, or from as-of, until it is closed.")
    ]
    finish: Annotated[str, Field(description="When it is closed at the earliest.")]
    expected: Annotated[bool, Field(description="Whether that is the day that somebody expects.")]
    away: Annotated[str | None, Field(description="The last day of its owner's absence, where that pushed it.")]


class EarliestOut(TypedDict):
    """The first day on which the milestone can be reached."""

    day: Annotated[str | None, Field(description="The day; null where there is none within two years.")]
    spare_days: Annotated[int, Field(description="Days from then to the milestone; negative where it comes too early.")]
    chain: Annotated[tuple[LinkOut, ...], Field(description="What sets it, the first to act first.")]
    because: Annotated[str, Field(description="What sets it where no chain of work does; else empty.")]


class EventOut(TypedDict):
    """One day of the calendar."""

    day: Annotated[str, Field(description="The day.")]
    kind: Annotated[str, Field(description="milestone, meeting, due, start, condition, waiver ends or proof ends.")]
    subject: Annotated[str, Field(description="The milestone, item or department.")]
    text: Annotated[str, Field(description="What it is about.")]
    who: Annotated[str | None, Field(description="Who.")]


class EndingOut(TypedDict):
    """Something that ends before the day."""

    subject: Annotated[str, Field(description="The item.")]
    what: Annotated[str, Field(description="proof or waiver.")]
    until: Annotated[str, Field(description="The last day on which it holds.")]


class AwayOut(TypedDict):
    """Somebody who is away when a gap would be closed."""

    item: Annotated[str, Field(description="The gap.")]
    person: Annotated[str, Field(description="Who.")]
    first: Annotated[str, Field(description="First day away.")]
    last: Annotated[str, Field(description="Last day away.")]


class ChangedOut(TypedDict):
    """An item of which a rule finds something wanting on that day only."""

    item: Annotated[str, Field(description="The item.")]
    reason: Annotated[str, Field(description="What is wanting.")]


class SlipOut(TypedDict):
    """What it would be with the milestone on another day."""

    days: Annotated[int, Field(description="By how many days it moves.")]
    day: Annotated[str, Field(description="The day.")]
    verdict: Annotated[str, Field(description="If it were today, with the milestone on that day.")]
    course: Annotated[str, Field(description="Whether the plan leads there.")]
    late: Annotated[tuple[str, ...], Field(description="Gaps that do not fit before it.")]
    fits: Annotated[tuple[str, ...], Field(description="Gaps that fit then and do not on the day that is planned.")]
    ends: Annotated[tuple[EndingOut, ...], Field(description="Proofs and waivers that have ended by then.")]
    away: Annotated[tuple[AwayOut, ...], Field(description="Who is away then.")]
    worse: Annotated[tuple[ChangedOut, ...], Field(description="What else is wanting then.")]
