"""The ground between departments as tables of plain text: what every format that people read shows alike.

Journey maps, handoffs, promises, contradictions and open asks; a table that has no rows is left out. Renderers
only draw them: they escape, align and cut.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readycheck.model.between import HandoffState, JourneyGap, JourneyMap, PromiseState
from readycheck.model.place import Place
from readycheck.model.report import Report
from readycheck.model.vocabulary import Coverage, Stage
from readycheck.reports.day import by_words, short_day
from readycheck.reports.wording import person_words

#: How many things that fall between departments are named in the head of a report.
_NAMED = 3
_COVERAGE = {Coverage.COVERED: "+ covered", Coverage.GAP: "x gap", Coverage.NONE: "–"}


class Grid(NamedTuple):
    """A table below a title, and what is to be said under it."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    holds: tuple[bool, ...] = ()
    """Whether each row is as it should be; empty where that is not said of rows."""

    @property
    def marked(self) -> tuple[tuple[str, ...], ...]:
        """The rows with a sign before those that hold and those that do not, for formats that draw no signs."""
        if not self.holds:
            return self.rows
        return tuple(
            (f"{'+' if holds else 'x'} {first}", *rest)
            for holds, (first, *rest) in zip(self.holds, self.rows, strict=True)
        )


def falls_sentence(report: Report) -> str:
    """Return what falls between departments, in one sentence; empty where nothing does.

    The first of each kind comes first, so that one kind does not hide another.
    """
    falls = report.between.falls
    more = f", and {len(falls) - _NAMED} more" if len(falls) > _NAMED else ""
    return f"Falls between departments: {'; '.join(falls[:_NAMED])}{more}." if falls else ""


def grids(report: Report) -> Iterator[Grid]:
    """Yield the tables that have something to show."""
    yield from map(_journey, report.between.journeys)
    yield from entries(report)


def entries(report: Report) -> Iterator[Grid]:
    """Yield the tables of what lies between departments, beside the maps of journeys."""
    between = report.between
    every = (
        Grid(
            "Handoffs",
            ("handoff", "by giver", "receiver", "state", "who"),
            tuple(_handoff(handoff, report) for handoff in between.handoffs),
            holds=tuple(handoff.defect is None for handoff in between.handoffs),
        ),
        Grid(
            "Promises and what keeps them",
            ("promise", "level", "kept by", "level", "state"),
            tuple(map(_promise, between.promises)),
            holds=tuple(promise.defect is None for promise in between.promises),
        ),
        Grid(
            "Told in two ways",
            ("fact", "here", "there", "who mends it"),
            tuple(
                (
                    found.fact,
                    f"{found.first_value} in {found.first} ({_at(found.first_place)})",
                    f"{found.other_value} in {found.other} ({_at(found.other_place)})",
                    person_words(found.owner),
                )
                for found in between.contradictions
            ),
        ),
        Grid(
            "Still owed to another department",
            ("owed by", "to", "by", "who", "what"),
            tuple(
                (ask.owed_by, ask.asked_by, by_words(ask.by, report.as_of), person_words(ask.owner), ask.what)
                for ask in between.asks
            ),
        ),
    )
    yield from (grid for grid in every if grid.rows)


def _at(place: Place) -> str:
    return f"{place.file.rpartition('/')[2]}:{place.line}"


def journey_title(journey: JourneyMap) -> str:
    """Return a journey's name, who goes on it, and who answers for it."""
    whose = f" for {journey.segment}" if journey.segment else ""
    return f"Journey “{journey.name}”{whose}; owner {person_words(journey.owner)}"


def journey_gap_words(gap: JourneyGap) -> str:
    """Return what is wrong at a touchpoint, until when somebody mends it, who, and where it stands."""
    until = f"due {short_day(gap.due)}" if gap.due is not None else "no day"
    return f"{gap.text} ({until}, {person_words(gap.owner)}; {_at(gap.place)})"


def _journey(journey: JourneyMap) -> Grid:
    rows = tuple((row.department, *(_COVERAGE[cell.coverage] for cell in row.cells)) for row in journey.rows)
    skipped = tuple(f"No {stage}: {why}" for stage, why in journey.skipped)
    notes = (*skipped, *map(journey_gap_words, journey.gaps))
    return Grid(journey_title(journey), ("department", *Stage), rows, notes)


def _handoff(handoff: HandoffState, report: Report) -> tuple[str, ...]:
    state = handoff.defect or "accepted"
    if handoff.defect and handoff.due is not None:
        over = (report.as_of - handoff.due).days
        state += f", {over} day{'s' if over != 1 else ''} over" if over > 0 else f", due {short_day(handoff.due)}"
    given = short_day(handoff.given) if handoff.given else "–"
    taken = short_day(handoff.taken) if handoff.taken else "–"
    name = f"{handoff.ends} (once)" if handoff.kind == "once" else handoff.ends
    return (name, given, taken, state, person_words(handoff.owner))


def _promise(promise: PromiseState) -> tuple[str, ...]:
    service = f"{promise.service} ({promise.department})" if promise.service else "nothing"
    level = promise.service_level.value if promise.service_level else "–"
    return (
        promise.promise,
        promise.level.value,
        service,
        level,
        "not kept" if promise.defect else "kept",
    )
