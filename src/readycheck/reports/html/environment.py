"""How templates become a page: every value is escaped, shown on one line, and must be there."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from readycheck.model.number import percent
from readycheck.model.text import one_line
from readycheck.model.vocabulary import Stage
from readycheck.reports import agenda, between, day, obligation, wording
from readycheck.reports.html import chart
from readycheck.reports.html.security import host_of

if TYPE_CHECKING:
    from jinja2 import Environment

#: The words that templates may say, as every other format says them.
_WORDS = (
    wording.blockers_ok,
    wording.blockers_sentence,
    day.by_words,
    wording.condition_words,
    wording.countdown,
    day.day_words,
    day.days_words,
    wording.decided_last,
    wording.deciding,
    wording.defects_sentence,
    wording.departments_shown,
    wording.figures_words,
    wording.gaps_title,
    wording.gaps_words,
    wording.headline_left,
    wording.headline_title,
    wording.holder_words,
    wording.left_out,
    wording.listed,
    day.long_day,
    wording.milestone_name,
    wording.milestones_words,
    wording.person_words,
    wording.pressing_words,
    wording.says_words,
    day.short_day,
    wording.state_words,
    day.until_words,
    wording.watch_words,
    day.weekday,
    wording.why_words,
    agenda.footings,
    agenda.footings_title,
    agenda.topics,
    between.falls_sentence,
    between.journey_gap_words,
    between.journey_title,
    chart.bar,
    chart.blocker_cells,
    host_of,
    obligation.obligation_grids,
    percent,
)
_SETS = {
    "COURSE": wording.COURSE,
    "VERDICT": wording.VERDICT,
    "OUTCOME": wording.OUTCOME,
    "DECIDED": wording.DECIDED,
    "STAGES": tuple(Stage),
}


@cache
def environment() -> Environment:
    """Return the environment of the page's templates, which are compiled once."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("readycheck.reports.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {word.__name__: word for word in _WORDS} | _SETS
    return made


def source(name: str) -> str:
    """Return a file that goes into the page as it is."""
    from importlib.resources import files  # noqa: PLC0415 - as above

    return (files("readycheck.reports.html") / name).read_text(encoding="utf-8")


def _shown(value: object) -> object:
    """Return a value as it is printed: on one line, nothing invisible. What is markup already stays as it is."""
    if hasattr(value, "__html__"):
        return value
    if value is None:
        raise TypeError("a template prints what is not there")
    return one_line(str(value))
