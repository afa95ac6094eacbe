"""What changed, in words: what every format that people read says alike. Renderers only draw it.

Plain text: whoever draws it escapes, aligns and cuts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import NamedTuple

from readycheck.model.change import (
    Change,
    ChangeKind,
    Comparison,
    Head,
    ItemState,
    MilestoneChange,
    WaiverChange,
    WaiverState,
)
from readycheck.model.number import percent, tenths
from readycheck.model.place import Place
from readycheck.model.vocabulary import Outcome, Status
from readycheck.reports.day import day_words, long_day
from readycheck.reports.wording import COURSE, OUTCOME, VERDICT, milestone_name

#: What stands between a state and what else is said of it.
_SEPARATOR = re.compile(r"^[:;,] ")
_COUNTED = {
    ChangeKind.CLOSED: "closed",
    ChangeKind.OPENED: "opened",
    ChangeKind.LEFT: "left the count",
    ChangeKind.ENTERED: "entered the count",
    ChangeKind.CHANGED: "changed",
}
_OPEN = {
    Status.TODO: "to do",
    Status.IN_PROGRESS: "in progress",
    Status.BLOCKED: "blocked",
    Status.WILL_NOT_DO: "will not be done",
    Status.NOT_APPLICABLE: "marked n/a",
}
#: A figure that rose by less than so many points did not rise by work; reports give theirs rounded to four decimals.
_POINTS = Fraction(1, 100)


class Row(NamedTuple):
    """One item that changed."""

    kind: ChangeKind
    item: str
    states: str
    """`in progress → proven`."""
    why: str
    place: Place
    refused: bool
    """The ratchet refuses it."""


class Sheet(NamedTuple):
    """All that is said of what changed in one plan."""

    title: str
    """What it is compared with."""
    counts: str
    answer: str
    """The milestone with course and verdict, each as it was and is."""
    figures: tuple[str, ...]
    note: str
    """What is to be known to read the figures; mostly empty."""
    rows: tuple[Row, ...]
    """The items that changed: closed first, then opened, left, entered, changed; each in checklist order."""
    others: tuple[str, ...]
    """What changed besides items: waivers, milestones, and how the audit differs from the default."""
    refusals: tuple[str, ...]
    """The regressions: the item, why it is one, who answers for it."""


def sheet_of(comparison: Comparison) -> Sheet:
    """Return what changed in one plan, in words."""
    return Sheet(
        title=_title(comparison),
        counts=counts_words([comparison]),
        answer=_answer(comparison),
        figures=_figures(comparison),
        note=_note(comparison),
        rows=tuple(_row(change) for kind in ChangeKind for change in comparison.of(kind)),
        others=tuple(_others(comparison)),
        refusals=tuple(_refusals(comparison)),
    )


def counts_words(comparisons: Iterable[Comparison]) -> str:
    """Return how many items closed, opened and so on: `1 closed · 1 opened`; of several plans together."""
    every = [*comparisons]
    count = Counter(change.kind for comparison in every for change in comparison.changes)
    said = [f"{count[kind]} {words}" for kind, words in _COUNTED.items() if count[kind]]
    return " · ".join(said) or (
        "nothing changed" if all(comparison.is_empty for comparison in every) else "no item changed"
    )


def _title(comparison: Comparison) -> str:
    """Return what it is compared with: a day, where it is another one, else the plan."""
    before, after = comparison.before, comparison.after
    if before.as_of != after.as_of:
        return f"Changes since {long_day(before.as_of)}"
    return f"Changes from {before.plan}" if before.plan != after.plan else "Changes since the baseline"


def _row(change: Change) -> Row:
    now = _state(change.after)
    why = _SEPARATOR.sub("", change.why.removeprefix(now))  # what the state says already
    states = f"{_state(change.before)} → {now}"
    return Row(change.kind, change.item, states, why, change.state.place, refused=change.regression is not None)


def row_words(row: Row) -> str:
    """Return a row as a line of text, with its place."""
    why = f": {row.why}" if row.why else ""
    return f"{row.kind:<7} {row.item}  {row.states}{why} ({row.place})"


def _state(state: ItemState | None) -> str:
    if state is None:
        return "not asked"
    if state.outcome is Outcome.OPEN and state.status is not None:
        return _OPEN.get(state.status, OUTCOME[Outcome.OPEN])
    return OUTCOME[state.outcome]


# ---------------------------------------------------------------- the launch as a whole
def _answer(comparison: Comparison) -> str:
    before, after = comparison.before, comparison.after
    course, verdict = COURSE[after.course], VERDICT[after.verdict]
    course += " (as before)" if before.course is after.course else f" (was {COURSE[before.course]})"
    verdict += " (as before)" if before.verdict is after.verdict else f" (was {VERDICT[before.verdict]})"
    milestone = milestone_name(after.milestone)
    return f"{milestone} {day_words(after.milestone_day, after.as_of)}: {course}. If {milestone} were today: {verdict}."


def _note(comparison: Comparison) -> str:
    """Return that two milestones were audited, where that is so; else nothing."""
    before, after = (milestone_name(head.milestone) for head in (comparison.before, comparison.after))
    return (
        f"Audited for {before} before, and for {after} now: figures are not of the same items."
        if before != after
        else ""
    )


def _figures(comparison: Comparison) -> tuple[str, ...]:
    """Return blockers and figures, each as it was and is, with a note where one rose without any work."""
    before, after = comparison.before, comparison.after
    ok, of = (arrow(str(getattr(before, name)), str(getattr(after, name))) for name in ("blockers_ok", "blockers"))
    shares = (before.figures.not_applicable_share, after.figures.not_applicable_share)
    return (
        f"blockers ok {ok} of {of}",
        _figure("proven", before.figures.proven, after.figures.proven, comparison),
        _figure("claimed", before.figures.claimed, after.figures.claimed, comparison),
        _figure("on course", before.figures.planned, after.figures.planned, comparison),
        _figure("answered", before.figures.answered, after.figures.answered, comparison),
        f"n/a {arrow(tenths(shares[0]), tenths(shares[1]))} %",
    )


def arrow(before: str, after: str) -> str:
    """Return what was and what is; where that is the same, once."""
    return after if before == after else f"{before} → {after}"


def _figure(name: str, before: Fraction | None, after: Fraction | None, comparison: Comparison) -> str:
    was = "–" if before is None else tenths(before)
    said = percent(after) if was == ("–" if after is None else tenths(after)) else f"{was} → {percent(after)}"
    left = len(comparison.of(ChangeKind.LEFT))
    if before is None or after is None or after <= before or not left:
        return f"{name} {said}"
    won = _points(after, comparison.after) - _points(before, comparison.before)
    why = "an item" if left == 1 else "items"
    return f"{name} {said} (rises only because {why} left the count)" if won < _POINTS else f"{name} {said}"


def _points(figure: Fraction, head: Head) -> Fraction:
    return figure * head.figures.possible_points / 100


# ---------------------------------------------------------------- besides items
def _others(comparison: Comparison) -> Iterator[str]:
    yield from (_waiver(change) for change in comparison.waivers)
    yield from (_milestone(change, comparison) for change in comparison.milestones)
    yield from (f"differs from the default now: {rule.what}: {rule.detail}" for rule in comparison.rules_added)
    yield from (f"no longer differs from the default: {rule.what}: {rule.detail}" for rule in comparison.rules_removed)


def _waiver(change: WaiverChange) -> str:
    if change.after is None:
        return f"waiver of {change.item} withdrawn"
    if change.before is None:
        return f"waiver of {change.item} added: {_terms(change.after)}"
    return f"waiver of {change.item}: {_terms(change.before)} → {_terms(change.after)}"


def _terms(waiver: WaiverState) -> str:
    effect = f", no effect: {waiver.defect}" if waiver.defect else ""
    return f"until {long_day(waiver.until)}, approved by {waiver.approved_by.name}{effect}"


def _milestone(change: MilestoneChange, comparison: Comparison) -> str:
    name, as_of = milestone_name(change.id), comparison.after.as_of
    if change.after is None:
        return f"{name} has no date any more"
    day, verdict, course = (
        day_words(change.after.day, as_of),
        VERDICT[change.after.verdict],
        COURSE[change.after.course],
    )
    if change.before is None:
        return f"{name} is new: {day}, {verdict} if it were today, {course}"
    parts = (
        arrow(day_words(change.before.day, as_of), day),
        f"{arrow(VERDICT[change.before.verdict], verdict)} if it were today",
        arrow(COURSE[change.before.course], course),
    )
    return f"{name}: {', '.join(parts)}"


def _refusals(comparison: Comparison) -> Iterator[str]:
    for each in comparison.regressions:
        who = f" ({each.owner.name})" if each.owner is not None else ""
        yield f"{each.item}: {each.reason}{who}"
