"""The path to green as text that can be pasted into a mail, and as Markdown: by person, the first to act first.

What both say is put together once, as a sheet of plain text; they only draw it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.path import Change, PathToGreen, Relaxation, Task
from readycheck.model.report import Timing
from readycheck.model.text import inert_in_logs, printable
from readycheck.model.vocabulary import Outcome
from readycheck.reports.day import day_words, days_words, until_words, weekday
from readycheck.reports.markup import escape, heading
from readycheck.reports.options import Options
from readycheck.reports.wording import earliest_sentence, listed, milestone_name, person_words

_WIDTH = 78


class _Entry(NamedTuple):
    """One thing that somebody does: when and what, then what else there is to say of it."""

    when: str
    what: str
    more: tuple[str, ...] = ()


class _Part(NamedTuple):
    """What one person does."""

    title: str
    entries: tuple[_Entry, ...]


class _Sheet(NamedTuple):
    """All that is said of a path."""

    title: str
    summary: tuple[str, ...]
    why: tuple[str, ...]
    """Why the day that is planned cannot be reached."""
    ways_out: tuple[str, ...]
    """What would open a path to it."""
    parts: tuple[_Part, ...]


def text(path: PathToGreen, options: Options) -> str:
    """Return the sheet as plain lines, for a mail or a terminal."""
    del options
    return "\n".join(map(inert_in_logs, _text(_sheet(path)))) + "\n"


def markdown(path: PathToGreen, options: Options) -> str:
    """Return the sheet in the Markdown that GitHub and GitLab both render."""
    del options
    return "\n".join(_markdown(_sheet(path))) + "\n"


# ---------------------------------------------------------------- what is said
def _sheet(path: PathToGreen) -> _Sheet:
    name, day = milestone_name(path.milestone), weekday(path.milestone_day)
    return _Sheet(
        title=f"{path.launch}: the path to {name} on {day}, as of {weekday(path.as_of)}",
        summary=tuple(_summary(path)),
        why=tuple(
            f"{found.name}: {found.value}, {found.demand}" + (f" ({listed(found.items)})" if found.items else "")
            for found in path.obstacles
        ),
        ways_out=tuple(_way_out(way, path) for way in path.relaxations),
        parts=tuple(_parts(path)),
    )


def _summary(path: PathToGreen) -> Iterator[str]:
    name = milestone_name(path.milestone)
    if path.unread:
        yield f"NOT READ, answers missing here: {', '.join(path.unread)}."
    if not path.is_reachable and path.earliest.spare_days >= 0:
        yield f"There is no path to {name} on {weekday(path.milestone_day)}."
    yield earliest_sentence(path.earliest, path.milestone, path.milestone_day, path.as_of)
    if path.day is not None and path.gaps:
        gaps, days = _count(path.gaps, "gap"), days_words(path.work_days)
        least = "" if path.is_least else " A shorter way may exist: the search was stopped before it was proven."
        until = "" if path.is_reachable else f", which leads to {name} on {weekday(path.day)}"
        yield f"The least work: {gaps} to close, {days} of work in all{until}.{least}"
    elif path.day is not None:
        yield "No gap has to be closed for a go." + (" What is promised must be kept." if path.commitments else "")
    if path.shown:
        yield f"Shown: {path.shown}."


def _way_out(way: Relaxation, path: PathToGreen) -> str:
    name = milestone_name(path.milestone)
    who = f" ({way.who.name})" if way.who is not None else ""
    match way.change:
        case Change.DATE:
            assert way.day is not None  # noqa: S101 - the core gives a day
            later = (way.day - path.milestone_day).days
            return f"{name} on {weekday(way.day)}, {days_words(abs(later))} {'later' if later > 0 else 'earlier'}{who}"
        case Change.HURRY:
            assert way.day is not None  # noqa: S101 - the core gives both days
            assert way.instead is not None  # noqa: S101 - the core gives both days
            sooner, instead = day_words(way.day, path.as_of), day_words(way.instead, path.as_of)
            return f"{way.subject} closed by {sooner} instead of {instead}{who}"
        case Change.WAIVER:
            approver = way.who.name if way.who is not None else "somebody other than its owner"
            unanswered = {task.gap.item for task in path.tasks if task.gap.outcome is Outcome.UNKNOWN}
            first = ", once it is answered" if way.subject in unanswered else ""
            return f"a waiver of {way.subject}{first}, approved by {approver}"
        case Change.DEPUTY:
            return f"a deputy for {way.subject} while away{who}"
        case Change.FACT:
            return f"{way.subject}: no{who}"
        case Change.LIMIT:
            return f"a policy that is content with what can be had: {way.subject}"


class _Person(NamedTuple):
    """Somebody, with what to say to them, the most urgent first."""

    who: Who | None
    entries: list[_Entry]


def _parts(path: PathToGreen) -> Iterator[_Part]:
    people: dict[str | None, _Person] = {}
    for who, entry in _entries(path):
        people.setdefault(who.id if who else None, _Person(who, [])).entries.append(entry)
    for person in people.values():
        yield _Part(person_words(person.who), tuple(person.entries))


def _entries(path: PathToGreen) -> Iterator[tuple[Who | None, _Entry]]:
    """Yield what is to be done: facts to decide, tasks, promises to keep, sign-offs to give."""
    for choice in path.choices:
        hanging = f"On it hang {listed(choice.items)}"
        yield choice.owner, _Entry("now", f"decide {choice.fact}: {choice.question}", (hanging,))
    for task in path.tasks:
        yield task.gap.owner, _task(task, path)
    for kept in path.commitments:
        yield kept.owner, _Entry(until_words(kept.by, path.as_of), f"keep the promise: close {kept.item}")
    for word in path.signoffs:
        what = "turn the no-go into a go" if word.is_no_go else "say go or no-go"
        until = until_words(path.day or path.milestone_day, path.as_of)
        yield word.by, _Entry(until, f"{what} for {word.department}, {milestone_name(path.milestone)}")


def _task(task: Task, path: PathToGreen) -> _Entry:
    gap = task.gap
    assert gap.timing is not None  # noqa: S101 - gaps have a timing
    others = {other.gap.item: person_words(other.gap.owner) for other in path.tasks if other.gap.owner != gap.owner}
    after = ", ".join(f"{item} ({others[item]})" if item in others else item for item in task.after)
    return _Entry(
        f"{_begin(task, gap.timing, path.as_of)}, done {until_words(task.finish_by, path.as_of)}",
        f"{task.what} ({gap.severity}, {days_words(gap.timing.remaining_days)})",
        (
            gap.title,
            *([f"{_HOW[gap.outcome] if gap.reads is None else 'Missing'}: {task.how}"] if task.how else []),
            *([f"After {after}"] if after else []),
            *(
                f"Then hand over to {handover.to.name}: {handover.item}"
                if handover.to is not None
                else f"Then {handover.item} can begin, which nobody owns"
                for handover in task.hands_over
            ),
        ),
    )


_HOW = {Outcome.UNKNOWN: "To answer", Outcome.UNPROVEN: "Missing", Outcome.OPEN: "Begin"}


def _begin(task: Task, timing: Timing, as_of: date) -> str:
    """Return when work begins: where somebody expects the end of it, that says more."""
    if timing.expect is not None and timing.expect >= as_of:
        return f"expected {day_words(timing.expect, as_of)}"
    return "start now" if task.latest_start <= as_of else f"start {until_words(task.latest_start, as_of)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number != 1 else ''}"


# ---------------------------------------------------------------- how it is drawn
def _text(sheet: _Sheet) -> Iterator[str]:
    yield from _wrapped(sheet.title, 0)
    yield ""
    for sentence in sheet.summary:
        yield from _wrapped(sentence, 0)
    for title, lines in (("Why not", sheet.why), ("Any one of these would open a path", sheet.ways_out)):
        if lines:
            yield ""
            yield f"{title}:"
            for line in lines:
                yield from _wrapped(f"- {line}", 2)
    for part in sheet.parts:
        yield ""
        yield from _wrapped(part.title, 0)
        for entry in part.entries:
            yield from _wrapped(f"- {entry.when}: {entry.what}", 2)
            for line in entry.more:
                yield from _wrapped(line, 6)


def _wrapped(line: str, indent: int) -> list[str]:
    margin = " " * indent
    hanging = f"{margin}  " if line.startswith("- ") else margin
    flat = printable(" ".join(line.split()))
    return textwrap.wrap(
        flat, _WIDTH, initial_indent=margin, subsequent_indent=hanging, break_long_words=False, break_on_hyphens=False
    )


def _markdown(sheet: _Sheet) -> Iterator[str]:
    yield f"# {heading(sheet.title)}"
    yield ""
    yield "  \n".join(map(escape, sheet.summary))
    for title, lines in (("Why not", sheet.why), ("Any one of these would open a path", sheet.ways_out)):
        if lines:
            yield ""
            yield f"## {title}"
            yield ""
            yield from (f"- {escape(line)}" for line in lines)
    for part in sheet.parts:
        yield ""
        yield f"## {heading(part.title)}"
        yield ""
        for entry in part.entries:
            yield f"- **{escape(entry.when)}:** {escape(entry.what)}"
            yield from (f"  - {escape(line)}" for line in entry.more)
