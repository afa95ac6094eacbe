"""What is still owed from an earlier yes, as a table of plain text: what every format that people read shows alike.

What the verdict rests on stands among the reliances and is left out here. Renderers only draw it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readycheck.model.obligation import Obligation, Origin
from readycheck.model.report import Report
from readycheck.reports.between import Grid
from readycheck.reports.day import day_words
from readycheck.reports.wording import milestone_name, person_words

TITLE = "Open obligations"


def owed(report: Report) -> tuple[Obligation, ...]:
    """Return the obligations that are not among what a go rests on, the one due first first."""
    return tuple(known for known in report.obligations if not known.relied_on)


def obligation_grids(report: Report) -> Iterator[Grid]:
    """Yield the table of what is owed, where anything is."""
    rows = tuple(
        (
            what_words(known),
            agreed_words(known, day_words(known.given, report.as_of)),
            person_words(known.owner),
            _until(known, report.as_of),
        )
        for known in owed(report)
    )
    if rows:
        yield Grid(TITLE, ("what", "agreed", "who", "until"), rows)


def obligation_sentence(known: Obligation, as_of: date) -> str:
    """Return an obligation in one line: until when, what, who, and which yes it came with."""
    agreed = agreed_words(known, day_words(known.given, as_of))
    return f"{_until(known, as_of)}: {what_words(known)} ({person_words(known.owner)}; {agreed})"


def what_words(known: Obligation) -> str:
    """Return what must happen; of a gap that was accepted, which; of what is said to be met, when that will be."""
    item = f"{known.subject}: " if known.origin is Origin.DESPITE else ""
    met = f" (met on {known.met}, which is to come)" if known.met is not None else ""
    return f"{item}{known.text}{met}"


def agreed_words(known: Obligation, day: str) -> str:
    """Return which yes an obligation came with, and on which day, said as `day`."""
    milestone = milestone_name(known.milestone or "")
    match known.origin:
        case Origin.SIGN_OFF:
            return f"{known.subject} signed for {milestone}, {day}"
        case Origin.WAIVER:
            return f"waiver of {known.subject}, {day}"
        case Origin.DECISION:
            return f"{known.given_by.name} decided on {milestone}, {day}"
        case Origin.DESPITE:
            return f"{known.given_by.name} decided on {milestone} despite it, {day}"


def _until(known: Obligation, as_of: date) -> str:
    if known.by is None:
        return "no day"
    return f"overdue since {day_words(known.by, as_of)}" if known.overdue else day_words(known.by, as_of)
