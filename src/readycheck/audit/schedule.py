"""When each gap can be closed, and which gaps are planned for (design.md §6 and §7).

Days are calendar days. A schedule belongs to one state of the outcomes: meeting gaps makes another.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

from readycheck.audit.answers import Response
from readycheck.audit.outcome import Judgement
from readycheck.model.checklist import Item
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Outcome, Status
from readycheck.rules import Failing

_ON_THE_WAY = frozenset({Status.TODO, Status.IN_PROGRESS, Status.DONE})


class Work(NamedTuple):
    """What is to be done about every item, whatever the outcomes are. Indexed by item id, in `order`."""

    plan: LaunchPlan
    as_of: date
    items: Mapping[str, Item]
    order: tuple[str, ...]
    """Every item after everything it needs or waits for."""
    before: Mapping[str, tuple[str, ...]]
    """What each item needs or waits for, in checklist order."""
    responses: Mapping[str, Response]
    judgements: Mapping[str, Judgement]

    def own(self, item: str) -> Outcome:
        """What an item comes to by itself; an undecided fact counts as yes."""
        judgement = self.judgements[item]
        return (judgement.if_yes if judgement.outcome is Outcome.UNKNOWN else None) or judgement.outcome

    def awaits(self, item: str) -> tuple[str, ...]:
        """What must be done before an item: what it needs or waits for; once it is done, only what it needs."""
        needs = self.items[item].spec.needs
        return tuple(other for other in self.before[item] if other in needs or not self.own(item).holds)

    def remaining_days(self, item: str) -> int:
        """Days of work left in a gap: none where only its prerequisites are missing, one to prove what is done."""
        own = self.own(item)
        if own.holds:
            return 0
        return 1 if own is Outcome.UNPROVEN else self.items[item].spec.lead_days

    def owner(self, item: str) -> str | None:
        """Who must act: for an undecided fact the launch owner, for a failed rule the first failing entry's owner."""
        judgement = self.judgements[item]
        if judgement.undecided_fact is not None:
            return self.plan.launch.owner
        if judgement.failing:
            return self._first_failing(judgement.failing).owner or self.responses[item].owner
        return self.responses[item].owner

    def dates(self, item: str) -> tuple[date | None, date | None]:
        """The day agreed and the day expected, from the answer or from the entries that fail the item's rule.

        Of those the first to act on says when; expected is the last, where all have a day.
        """
        judgement, response = self.judgements[item], self.responses[item]
        if judgement.failing:
            days = [failing.due for failing in judgement.failing if failing.due is not None]
            all_dated = len(days) == len(judgement.failing)
            return (self._first_failing(judgement.failing).due, max(days) if all_dated else None)
        if self.items[item].spec.rule is not None or self.own(item).holds:
            return (None, None)
        return (response.due, response.expect)

    def _first_failing(self, failing: tuple[Failing, ...]) -> Failing:
        """Return the entry to act on first: one that is overdue, else one without a day, else the next to be due."""

        def key(entry: Failing) -> tuple[int, date]:
            if entry.due is None:
                return (1, date.min)
            return (0 if entry.due < self.as_of else 2, entry.due)

        return min(failing, key=key)

    def is_dated(self, item: str, until: date) -> bool:
        """Return whether somebody has said to close this gap by itself, in time for `until` (design.md §6, planned)."""
        judgement, response = self.judgements[item], self.responses[item]

        def in_time(day: date | None) -> bool:
            return day is not None and self.as_of <= day <= until

        if judgement.outcome is Outcome.MET:
            return True
        if judgement.failing:
            return all(
                (failing.owner or response.owner) is not None and in_time(failing.due) for failing in judgement.failing
            )
        return (
            judgement.outcome in {Outcome.OPEN, Outcome.UNPROVEN}
            and response.status in _ON_THE_WAY
            and response.owner is not None
            and in_time(response.planned_day)
        )


class Schedule(NamedTuple):
    """The gaps of one state of the outcomes, each with the day on which it can be closed at the earliest."""

    start: Mapping[str, date]
    """The first day on which work on each can begin: as-of, or the finish of what holds it up."""
    finish: Mapping[str, date]
    held_up_by: Mapping[str, str | None]
    """The gap before each that sets its start; None where it waits for nothing."""
    planned: frozenset[str]
    """The gaps that somebody will close in time, if everybody does what they said."""
    pushed: Mapping[str, tuple[date, date]]
    """The absence of its owner behind which the finish of a gap was pushed, as first and last day."""

    def chain(self, item: str) -> tuple[str, ...]:
        """Return the gaps that set an item's finish, the first to act first, ending with the item."""
        way = [item]
        while (previous := self.held_up_by[way[-1]]) is not None:
            way.append(previous)
        return tuple(reversed(way))


def schedule(
    work: Work, outcomes: Mapping[str, Outcome], milestone: date, *, hurried: Mapping[str, date] | None = None
) -> Schedule:
    """Schedule the gaps among `outcomes`, and say which are planned for `milestone`.

    A gap of `hurried` is closed on that day, or as soon as all that it waits for is, whatever is expected of it.
    """
    start: dict[str, date] = {}
    finish: dict[str, date] = {}
    held_up_by: dict[str, str | None] = {}
    planned: set[str] = set()
    pushed: dict[str, tuple[date, date]] = {}
    for item in work.order:
        if not outcomes[item].is_gap:
            continue
        waits = [other for other in work.awaits(item) if outcomes[other].is_gap]
        last = max(waits, key=finish.__getitem__, default=None)
        held_up_by[item] = last
        start[item] = finish[last] if last is not None else work.as_of
        day = hurried.get(item) if hurried else None
        finish[item] = _finish(work, item, start[item]) if day is None else max(day, start[item])
        absence = _absence(work, item, finish[item])
        if absence is not None:
            pushed[item] = absence
            finish[item] = _later(absence[1], 1)
        if finish[item] <= milestone and work.is_dated(item, milestone) and planned.issuperset(waits):
            planned.add(item)
    return Schedule(start, finish, held_up_by, frozenset(planned), pushed)


def _finish(work: Work, item: str, start: date) -> date:
    """Earliest finish of one gap on which work can start on a day, whoever is away (design.md §7)."""
    expect = work.dates(item)[1]
    if expect is not None and expect >= work.as_of:
        return max(expect, start)
    return _later(start, work.remaining_days(item))


def _later(day: date, days: int) -> date:
    return day + timedelta(days=min(days, (date.max - day).days))


def _earlier(day: date, days: int) -> date:
    return day - timedelta(days=min(days, (day - date.min).days))


def _absence(work: Work, item: str, day: date) -> tuple[date, date] | None:
    """Return the absence in which a gap would be closed, where nobody acts for its owner. Absences do not touch."""
    owner = work.responses[item].owner
    span = next((span for span in work.plan.absences_of(owner) if span[0] <= day <= span[1]), None)
    return None if span is None or work.own(item).holds or work.plan.deputies_of(owner) else span


def latest_starts(work: Work, gaps: Mapping[str, Outcome], deadlines: Mapping[str, date]) -> dict[str, date]:
    """Return the last day on which work on each gap may start, so that it and all that waits for it are in time."""
    start: dict[str, date] = {}
    finish_by = {item: deadlines[item] for item in work.order if gaps[item].is_gap}
    for item in reversed(work.order):
        if item not in finish_by:
            continue
        start[item] = _earlier(finish_by[item], work.remaining_days(item))
        for other in work.awaits(item):
            if other in finish_by:
                finish_by[other] = min(finish_by[other], start[item])
    return start


def waiting_counts(work: Work, outcomes: Mapping[str, Outcome]) -> dict[str, int]:
    """Return how many gaps wait for each gap, directly or through others."""
    waiting: dict[str, set[str]] = {item: set() for item in work.order if outcomes[item].is_gap}
    for item in reversed(work.order):
        if item not in waiting:
            continue
        for other in work.awaits(item):
            if other in waiting:
                waiting[other] |= {item} | waiting[item]
    return {item: len(others) for item, others in waiting.items()}
