"""The summary of a step on GitHub: the Markdown pages of all plans, as far as it holds them. Cuts at sections only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from readycheck.model.number import percent
from readycheck.model.report import Report
from readycheck.model.text import one_line
from readycheck.reports.day import short_day
from readycheck.reports.markdown import Section, joined, sections
from readycheck.reports.markup import escape, table
from readycheck.reports.options import Options
from readycheck.reports.wording import COURSE, VERDICT, blockers_ok, milestone_name

#: GitHub refuses the whole summary of a step where it has more bytes.
LIMIT: Final = 1024 * 1024
#: So many plans have a row and a page; what the others came to is counted.
MOST_PLANS: Final = 100
#: Characters of a name in the overview.
_LONGEST: Final = 60
_WHOLE: Final = "The whole page: `readycheck audit` with `--format markdown`."


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return an overview where there are several plans, then their pages: at most LIMIT bytes in UTF-8.

    Pages that are too long lose the list of all gaps, then more sections from the end, and say which.
    """
    del options
    overview = "\n".join((*_overview(reports), "", "")) if len(reports) > 1 else ""
    pages = [sections(report) for report in reports[:MOST_PLANS]]
    room = LIMIT - _size(overview) - len(pages) + 1  # an empty line between each two
    most = _most([_size(joined(page)) for page in pages], room)
    return overview + "\n".join(_fitted(page, most) for page in pages)


def _overview(reports: tuple[Report, ...]) -> Iterator[str]:
    yield f"# {len(reports)} launch plans"
    yield ""
    head = ("plan", "launch", "milestone", "course", "verdict", "proven", "blockers ok")
    yield from table(head, map(_row, reports[:MOST_PLANS]), numbers=(5, 6))
    left = Counter(report.verdict for report in reports[MOST_PLANS:])
    if left:
        said = ", ".join(f"{left[verdict]} {words}" for verdict, words in VERDICT.items() if left[verdict])
        yield ""
        yield f"**And {left.total()} more, which have no row and no page here: {said}.** {_WHOLE}"


def _row(report: Report) -> tuple[str, ...]:
    return (
        _short(report.plan),
        _short(report.launch.name),
        f"{escape(milestone_name(report.milestone))} {short_day(report.milestone_day)} {report.milestone_day.year}",
        COURSE[report.course],
        f"**{VERDICT[report.verdict]}**",
        percent(report.figures.proven),
        blockers_ok(report),
    )


def _short(text: str) -> str:
    """Return a text that is escaped and has a bound, whatever a plan holds."""
    shown = one_line(text)
    return escape(shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…")


def _most(sizes: list[int], room: int) -> int:
    """Return how many bytes a page may have so that all find room: short pages leave theirs to the long ones."""
    ascending = sorted(sizes)
    for index, size in enumerate(ascending):
        share = room // (len(ascending) - index)
        if size > share:
            return share
        room -= size
    return max(ascending, default=0)


def _fitted(page: tuple[Section, ...], most: int) -> str:
    """Return a page of at most so many bytes: whole, else its first sections, what was left out, and its foot."""
    *parts, foot = page
    whole = joined(page)
    if _size(whole) <= most:
        return whole
    for kept in range(len(parts) - 1, 0, -1):
        left = ", ".join(part.name for part in parts[kept:])
        note = Section("", f"**Left out, because a step's summary holds at most 1 MiB: {left}.** {_WHOLE}")
        shorter = joined((*parts[:kept], note, foot))
        if _size(shorter) <= most:
            return shorter
    return f"**A page is left out: not even its head finds room in the 1 MiB of a step's summary.** {_WHOLE}\n"


def _size(text: str) -> int:
    return len(text.encode())
