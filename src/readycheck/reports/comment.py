"""The comment under a pull request: what it changes about the launch, and who must do what before it is merged.

The first line is a hidden marker, by which whoever posts the comment finds the one of the last run. Anybody may read a
pull request, so absences and e-mail addresses stay out; and a forge takes only so many characters, so whole rows are
left out, and counted, where there are more.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import islice
from posixpath import commonpath, normpath
from typing import Final
from urllib.parse import quote

from readycheck.model.change import ChangeKind, Comparison
from readycheck.model.deviation import Agreed
from readycheck.model.number import percent
from readycheck.model.report import Report
from readycheck.reports.changes import Row, Sheet, counts_words, sheet_of
from readycheck.reports.day import by_words, day_words
from readycheck.reports.markup import escape, table
from readycheck.reports.options import Options
from readycheck.reports.refusal import refusals
from readycheck.reports.wording import (
    COURSE,
    VERDICT,
    blockers_ok,
    blockers_sentence,
    countdown,
    headline_title,
    holder_words,
    milestone_name,
    person_words,
    why_words,
)

#: What GitHub takes, in its characters (UTF-16).
MOST_CHARACTERS: Final = 65_536
#: How much of one text is shown: a reason may be as long as its author likes.
_LONGEST: Final = 300
_ADDRESS = re.compile(r"[^\s<>()\[\]@]{1,64}@[^\s<>()\[\]@]+")
_HIDDEN: Final = "see the plan"


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one comment for the reports of a run. `options` change nothing.

    Where all does not fit, each list has as many rows as do; where even the launches without any do not, as many.
    """
    del options
    rows = _most(range(max(map(_longest_list, reports)) + 1), lambda rows: _comment(reports, rows, len(reports)))
    launches = len(reports) if rows else _most(range(len(reports) + 1), lambda shown: _comment(reports, 0, shown))
    return _comment(reports, rows, launches)


def _longest_list(report: Report) -> int:
    """Return how many entries the longest list has that is said of a launch."""
    refused = len([*refusals(report)])
    if report.changes is None:
        return max(refused, len(report.headline))
    sheet = sheet_of(report.changes)
    return max(refused, len(sheet.rows), len(sheet.others))


def _most(numbers: range, comment: Callable[[int], str]) -> int:
    """Return the greatest of some numbers from 0 with which a comment fits; 0 where none does."""
    return max(0, bisect_right(numbers, x=False, key=lambda number: not _fits(comment(number))) - 1)


def _fits(text: str) -> bool:
    return len(text.encode("utf-16-le")) <= 2 * MOST_CHARACTERS


def marker(reports: tuple[Report, ...]) -> str:
    """Return the hidden line by which the comment is found again: of one plan its path, else the folder of all.

    Nothing in a path can end the HTML comment that it stands in.
    """
    paths = [normpath(report.plan.replace("\\", "/")).removesuffix("/launch.yaml") for report in reports]
    alike = len({path.startswith("/") for path in paths}) == 1
    path = paths[0] if len(paths) == 1 else (commonpath(paths) if alike else "") or "."
    return f"<!-- readycheck:{quote(path, safe='/').replace('--', '-%2D')} -->"


def _comment(reports: tuple[Report, ...], rows: int, launches: int) -> str:
    """Return the comment with at most so many rows in each list, on so many launches."""
    parts = ["\n".join(_launch(report, rows)) for report in reports[:launches]]
    left = len(reports) - launches
    parts += [f"*{left} more {'launches are' if left > 1 else 'launch is'} left out here.*"] if left else []
    return f"{marker(reports)}\n" + "\n\n".join(parts) + "\n"


def _launch(report: Report, rows: int) -> Iterator[str]:
    yield _head(report)
    if report.changes is None:
        yield from _standing(report, rows)
    else:
        yield f"This change: **{_counts(report.changes, report.agreed)}**"
        yield from _changes(report.changes, rows)
    yield from _before_merge(report, rows)
    yield ""
    yield f"*As of {report.as_of} UTC · readycheck {report.tool_version} · policy {_text(report.policy_name)}*"


def _head(report: Report) -> str:
    milestone = escape(milestone_name(report.milestone))
    day = day_words(report.milestone_day, report.as_of)
    course, verdict = f"{COURSE[report.course]}**", f"**{VERDICT[report.verdict]}**"
    if report.changes is not None:
        was = report.changes.before
        course += " (as before)" if was.course is report.course else f" (was {COURSE[was.course]})"
        verdict += " (as before)" if was.verdict is report.verdict else f" (was {VERDICT[was.verdict]})"
    head = f"**{_text(report.launch.name)}, {milestone} {day} ({countdown(report)}): {course}"
    return f"{head}. If {milestone} were today: {verdict}."


# ---------------------------------------------------------------- with a baseline
def _counts(comparison: Comparison, agreed: Agreed | None) -> str:
    """Return what changed in numbers: items, and what is easier than agreed."""
    counts, eased = counts_words([comparison]), len(agreed.eased) if agreed is not None else 0
    easier = f"{eased} {'thing' if eased == 1 else 'things'} easier than agreed" if eased else ""
    return " · ".join(filter(None, (counts if comparison.changes or not eased else "", easier)))


def _changes(comparison: Comparison, rows: int) -> Iterator[str]:
    sheet = sheet_of(comparison)
    hidden = _hidden(comparison)
    if sheet.rows:
        yield ""
        cells = (
            (
                f"{_sign(row)} {row.kind}",
                _text(row.item),
                _text(row.states),
                _HIDDEN if row.item in hidden else _text(row.why),
            )
            for row in sheet.rows[:rows]
        )
        yield from table(("", "item", "before → now", "why"), cells)
        yield from _left_out(len(sheet.rows) - rows)
    yield ""
    yield _text(" · ".join(_first(sheet)), most=2 * _LONGEST)
    if sheet.note:
        yield f"\n{_text(sheet.note)}"
    yield from _list(sheet.others, rows)


def _sign(row: Row) -> str:
    return "✘" if row.refused else "✔" if row.kind is ChangeKind.CLOSED else "·"


def _first(sheet: Sheet) -> Iterator[str]:
    """Yield the figures that changed, and always the first two."""
    yield from (said for number, said in enumerate(sheet.figures) if number < 2 or "→" in said)  # noqa: PLR2004


def _before_merge(report: Report, rows: int) -> Iterator[str]:
    refused = tuple(refusals(report))
    hidden = _hidden(report.changes) if report.changes is not None else set()
    if refused:
        yield ""
        yield "**Before merge:**"
        yield ""
    for each in refused[:rows]:
        reason = _HIDDEN if each.subject in hidden else _text(each.reason)
        who = f"**{_text(person_words(each.owner))}**, " if each.owner is not None else ""
        yield f"- {who}{_text(each.subject)}: {_text(each.remedy)} ({reason})"
    yield from _left_out(len(refused) - rows)


# ---------------------------------------------------------------- without one
def _standing(report: Report, rows: int) -> Iterator[str]:
    yield _text(blockers_sentence(report.blockers))
    if report.headline:
        yield ""
        yield f"**{_text(headline_title(report)).removesuffix('.')}**"
        yield ""
        cells = (
            (
                _text(gap.item),
                gap.severity.value,
                _HIDDEN if _is_private(gap.reads) else _text(why_words(gap)),
                _text(holder_words(gap)),
                by_words(gap.timing.by, report.as_of) if gap.timing is not None else "",
            )
            for gap in report.headline[:rows]
        )
        yield from table(("item", "severity", "why", "who", "by"), cells)
        yield from _left_out(len(report.headline) - rows)
    yield ""
    figures = report.figures
    yield f"Blockers ok {blockers_ok(report)} · on course {percent(figures.planned)} · proven {percent(figures.proven)}"


# ---------------------------------------------------------------- what may be said in public
def _hidden(comparison: Comparison) -> set[str]:
    """Return the items of which nothing is said but how they stand."""
    return {change.item for change in comparison.changes if _is_private(change.state.reads)}


def _is_private(reads: str | None) -> bool:
    """Return whether a rule may have said who is away: one that reads `people`."""
    return reads is not None and "people" in reads


def _text(text: str, most: int = _LONGEST) -> str:
    """Return text as the comment shows it: without addresses, of bearable length, and no markup."""
    shown = text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
    return escape(_ADDRESS.sub("(address)", shown))


def _list(entries: tuple[str, ...], rows: int) -> Iterator[str]:
    if entries:
        yield ""
    yield from (f"- {_text(entry)}" for entry in islice(entries, rows))
    yield from _left_out(len(entries) - rows)


def _left_out(rows: int) -> Iterator[str]:
    if rows > 0:
        yield ""
        yield f"*{rows} more {'rows are' if rows > 1 else 'row is'} left out here.*"
