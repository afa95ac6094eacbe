"""What raising a pin comes to, as text for a terminal or a mail and as Markdown: what is new, then what it changes.

What both say is put together once, as a sheet of plain text; they only draw it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from readycheck.model.number import plain
from readycheck.model.text import inert_in_logs, printable
from readycheck.model.upgrade import NewItem, OldName, Upgrade
from readycheck.model.vocabulary import Outcome
from readycheck.reports.changes import Row, arrow, sheet_of
from readycheck.reports.day import day_words, weekday
from readycheck.reports.markup import escape, heading
from readycheck.reports.options import Options
from readycheck.reports.wording import earliest_sentence, milestone_name, outcome_words, person_words

_WIDTH = 78
_IN_ASCII = str.maketrans({"→": ">", "·": "|", "–": "-"})


class _Part(NamedTuple):
    """Lines below a title."""

    title: str
    lines: tuple[str, ...]


class _Sheet(NamedTuple):
    """All that is said."""

    title: str
    summary: tuple[str, ...]
    parts: tuple[_Part, ...]


def text(upgrade: Upgrade, options: Options) -> str:
    """Return the sheet as plain lines."""
    out = "\n".join(inert_in_logs(printable(line)) for line in _text(_sheet(upgrade))) + "\n"
    return out.translate(_IN_ASCII) if options.ascii_only else out


def markdown(upgrade: Upgrade, options: Options) -> str:
    """Return the sheet in the Markdown that GitHub and GitLab both render."""
    del options
    return "\n".join(_markdown(_sheet(upgrade))) + "\n"


def _text(sheet: _Sheet) -> Iterator[str]:
    yield from _wrapped(sheet.title)
    yield ""
    for line in sheet.summary:
        yield from _wrapped(line)
    for part in sheet.parts:
        yield from ("", part.title)
        for line in part.lines:
            yield from _wrapped(line, "  - ", "    ")


def _wrapped(line: str, first: str = "", rest: str = "") -> list[str]:
    """Return a line of text as lines of the sheet's width; ids, which have hyphens, stay whole."""
    return textwrap.wrap(line, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def _markdown(sheet: _Sheet) -> Iterator[str]:
    yield f"# {heading(sheet.title)}"
    yield ""
    yield from (f"{escape(line)}  " for line in sheet.summary)
    for part in sheet.parts:
        yield from ("", f"## {heading(part.title)}", "")
        yield from (f"- {escape(line)}" for line in part.lines)


# ---------------------------------------------------------------- what is said
def _sheet(upgrade: Upgrade) -> _Sheet:
    after = upgrade.comparison.after
    rows = sheet_of(upgrade.comparison)
    others = {change.item for change in upgrade.others}
    asked, covered = (
        tuple(_new(new, upgrade) for new in upgrade.new if new.wants_answer is wanting) for wanting in (True, False)
    )
    parts = (
        _Part("New, and to be answered", asked),
        _Part("New, and answered or ruled out", covered),
        _Part("What changes with them", tuple(_other(row) for row in rows.rows if row.item in others)),
        _Part("Before → after", tuple(_whole(upgrade))),
        _Part("Under a former name", tuple(map(_old_name, upgrade.old_names))),
    )
    return _Sheet(
        title=f"{after.launch}: checklists {arrow(upgrade.start, upgrade.to)}, as of {weekday(after.as_of)}",
        summary=tuple(_summary(upgrade)),
        parts=tuple(part for part in parts if part.lines),
    )


def _summary(upgrade: Upgrade) -> Iterator[str]:
    if upgrade.unread:
        yield f"NOT READ, answers missing here: {', '.join(upgrade.unread)}."
    if upgrade.pin is None:
        yield f"The plan is not pinned: it follows the newest version, {upgrade.start}. This pins it."
    elif upgrade.pin == upgrade.to:
        yield f"The plan is pinned to {upgrade.pin} already."
    if not upgrade.new:
        yield "No item is new."
        return
    number, asked = len(upgrade.new), sum(new.wants_answer for new in upgrade.new)
    count = f"{number} item{'s are' if number > 1 else ' is'} new"
    milestone = milestone_name(upgrade.comparison.after.milestone)
    yield f"{count}, {plain(upgrade.points)} points more for {milestone}; {asked or 'none'} to be answered."


def _new(new: NewItem, upgrade: Upgrade) -> str:
    found, as_of = new.finding, upgrade.comparison.after.as_of
    counts = f"{plain(new.points)} points" if found.counted else f"from {milestone_name(found.milestone)} on"
    said = [outcome_words(found)]
    if found.outcome is not Outcome.NOT_APPLICABLE:
        said.append(person_words(found.owner))
    if found.timing is not None:
        by = day_words(found.timing.by, as_of)
        dated = found.timing.due is not None or found.timing.expect is not None
        said.append("late" if found.timing.by < as_of else f"due {by}" if dated else f"begins by {by}")
    return f"{found.item} ({found.severity}, {counts}): {found.title}. {', '.join(said)}"


def _other(row: Row) -> str:
    return f"{row.item}: {row.states}" + (f" ({row.why})" if row.why else "")


def _whole(upgrade: Upgrade) -> Iterator[str]:
    """Yield the launch as a whole, before and after; nothing where one version counts as much as the other."""
    if not upgrade.new:
        return
    comparison, after = upgrade.comparison, upgrade.comparison.after
    others = tuple(change for change in comparison.milestones if change.id != after.milestone)
    sheet = sheet_of(comparison._replace(milestones=others, rules_added=(), rules_removed=()))
    yield sheet.answer
    yield from sheet.figures
    yield from sheet.others
    days = [
        earliest_sentence(earliest, after.milestone, after.milestone_day, after.as_of)
        for earliest in (upgrade.earliest_before, upgrade.earliest_after)
    ]
    yield days[0] if days[0] == days[1] else f"{days[0]} Then: {days[1]}"


def _old_name(old: OldName) -> str:
    followed = "is written as" if old.can_follow else "stays as it is, since its answer belongs under"
    now = old.item if old.can_follow else f"{old.item.partition('.')[0]}: {old.item}"
    return f"{old.written} ({old.place}) {followed} {now}"
