"""What is said of days to come as a published format: types of their own, as those of the report (`transfer`)."""

from __future__ import annotations

from pydantic import Field

from readycheck.reports.value import Transfer


class LinkOut(Transfer):
    """A gap of the critical chain."""

    item: str = Field(description="The item.")
    owner: str | None = Field(description="Whose it is.")
    days: int = Field(description="Calendar days from the end of the link before, or from as-of, until it is closed.")
    finish: str = Field(description="When it is closed at the earliest.")
    expected: bool = Field(description="Whether that is the day that somebody expects.")
    away: str | None = Field(description="The last day of its owner's absence, where that pushed it.")


class EarliestOut(Transfer):
    """The first day on which the milestone can be reached."""

    day: str | None = Field(description="The day; null where there is none within two years.")
    spare_days: int = Field(description="Days from then to the milestone; negative where it comes too early.")
    chain: tuple[LinkOut, ...] = Field(description="What sets it, the first to act first.")
    because: str = Field(description="What sets it where no chain of work does; else empty.")


class EventOut(Transfer):
    """One day of the calendar."""

    day: str = Field(description="The day.")
    kind: str = Field(description="milestone, meeting, due, start, condition, waiver ends or proof ends.")
    subject: str = Field(description="The milestone, item or department.")
    text: str = Field(description="What it is about.")
    who: str | None = Field(description="Who.")


class EndingOut(Transfer):
    """Something that ends before the day."""

    subject: str = Field(description="The item.")
    what: str = Field(description="proof or waiver.")
    until: str = Field(description="The last day on which it holds.")


class AwayOut(Transfer):
    """Somebody who is away when a gap would be closed."""

    item: str = Field(description="The gap.")
    person: str = Field(description="Who.")
    first: str = Field(description="First day away.")
    last: str = Field(description="Last day away.")


class ChangedOut(Transfer):
    """An item of which a rule finds something wanting on that day only."""

    item: str = Field(description="The item.")
    reason: str = Field(description="What is wanting.")


class SlipOut(Transfer):
    """What it would be with the milestone on another day."""

    days: int = Field(description="By how many days it moves.")
    day: str = Field(description="The day.")
    verdict: str = Field(description="If it were today, with the milestone on that day.")
    course: str = Field(description="Whether the plan leads there.")
    late: tuple[str, ...] = Field(description="Gaps that do not fit before it.")
    fits: tuple[str, ...] = Field(description="Gaps that fit then and do not on the day that is planned.")
    ends: tuple[EndingOut, ...] = Field(description="Proofs and waivers that have ended by then.")
    away: tuple[AwayOut, ...] = Field(description="Who is away then.")
    worse: tuple[ChangedOut, ...] = Field(description="What else is wanting then.")
