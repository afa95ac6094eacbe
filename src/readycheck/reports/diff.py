"""What changed between two sides as text, and as Markdown for a review: totals first, then each plan by name."""

from __future__ import annotations

from collections.abc import Iterator

from readycheck.model.change import Comparison, Difference
from readycheck.model.text import inert_in_logs, printable
from readycheck.reports.changes import Sheet, counts_words, row_words, sheet_of
from readycheck.reports.markup import escape, heading, table
from readycheck.reports.options import Options

_IN_ASCII = str.maketrans({"→": ">", "·": "|", "–": "-"})


def text(difference: Difference, options: Options) -> str:
    """Return what changed as lines that are never wrapped: one for each item, with its place."""
    lines = (inert_in_logs(printable(line)) for line in _lines(difference))
    out = "\n".join(line.rstrip() for line in lines) + "\n"
    return out.translate(_IN_ASCII) if options.ascii_only else out


def _lines(difference: Difference) -> Iterator[str]:
    yield _totals(difference)
    for comparison in difference.comparisons:
        if not comparison.is_empty or len(difference.comparisons) == 1:
            yield ""
            yield f"{comparison.after.launch}: {_from_to(comparison)}"
            yield from (f"  {line}" for line in _said(sheet_of(comparison)))
    if difference.only_before or difference.only_after:
        yield ""
    yield from (f"only in {difference.before}: {name}" for name in difference.only_before)
    yield from (f"only in {difference.after}: {name}" for name in difference.only_after)


def _said(sheet: Sheet) -> Iterator[str]:
    yield sheet.answer
    yield " · ".join(sheet.figures)
    yield from filter(None, [sheet.note])
    yield from map(row_words, sheet.rows)
    yield from sheet.others
    yield from (f"regression: {refused}" for refused in sheet.refusals)


def _totals(difference: Difference) -> str:
    counts = counts_words(difference.comparisons)
    plans, changed = len(difference.comparisons), sum(not each.is_empty for each in difference.comparisons)
    if not plans:
        return "no plan stands on both sides"
    return counts if plans == 1 else f"{counts}; {changed} of {plans} plans changed"


def _from_to(comparison: Comparison) -> str:
    before, after = comparison.before, comparison.after
    days = "" if before.as_of == after.as_of else f", as of {before.as_of} → {after.as_of}"
    return f"{before.plan} → {after.plan}{days}"


def markdown(difference: Difference, options: Options) -> str:
    """Return what changed in the Markdown that GitHub and GitLab both render."""
    del options
    return "\n".join(_page(difference)) + "\n"


def _page(difference: Difference) -> Iterator[str]:
    yield f"# Changes from {heading(difference.before)} to {heading(difference.after)}"
    yield ""
    yield f"**{escape(_totals(difference))}**"
    for comparison in difference.comparisons:
        if not comparison.is_empty or len(difference.comparisons) == 1:
            yield ""
            yield f"## {heading(comparison.after.launch)}"
            yield ""
            yield f"{escape(_from_to(comparison))}  "
            yield from section(sheet_of(comparison))
    only = [(difference.before, name) for name in difference.only_before]
    only += [(difference.after, name) for name in difference.only_after]
    if only:
        yield ""
        yield from (f"- only in {escape(side)}: {escape(name)}" for side, name in only)


def section(sheet: Sheet) -> Iterator[str]:
    """Yield what changed in one plan as Markdown, below whatever heading."""
    yield f"{escape(sheet.answer)}  "
    yield escape(" · ".join(sheet.figures))
    if sheet.note:
        yield from ["", escape(sheet.note)]
    if sheet.rows:
        yield ""
        cells = (
            (f"**{row.kind}**" if row.refused else row.kind.value, *map(escape, (row.item, row.states, row.why)))
            for row in sheet.rows
        )
        yield from table(("", "item", "before → after", "why"), cells)
    yield from _list("", sheet.others)
    yield from _list("Regressions, on which a ratchet (`audit --baseline`) fails:", sheet.refusals)


def _list(above: str, entries: tuple[str, ...]) -> Iterator[str]:
    if entries:
        yield from ["", above, ""] if above else [""]
    yield from (f"- {escape(entry)}" for entry in entries)
