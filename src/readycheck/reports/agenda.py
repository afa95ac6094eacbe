"""What the meeting decides, and what a go rests on: plain text, said alike wherever people read it.

Renderers only draw it: they escape and emphasise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.report import Report
from readycheck.reports.wording import accepted_now, departments_shown, kind_words, listed


class Topic(NamedTuple):
    """Something to decide in the meeting."""

    question: str
    """What is asked; empty where a notice of the plan says it all."""
    detail: str


class Footing(NamedTuple):
    """Something that a go rests on, or a waiver that would carry it and does not."""

    subject: str
    kind: str
    text: str
    who: Who | None
    until: date | None
    void: bool
    """Without effect: `text` says why."""


def topics(report: Report) -> Iterator[Topic]:
    """Yield what is to decide: what the meeting must not miss, undecided facts, departments that nobody leads."""
    for notice in report.notices:
        if notice.first_screen:
            message = notice.message[:1].upper() + notice.message[1:]
            yield Topic("", f"{message} ({notice.place.file}, line {notice.place.line}).")
    facts: dict[str, list[str]] = {}
    for gap in report.gaps:
        if gap.undecided_fact is not None:
            facts.setdefault(gap.undecided_fact, []).append(gap.item)
    for fact, items in facts.items():
        yield Topic(f"{fact}: yes or no?", f"On it hang {listed(items)}.")
    unled = [department.title for department in departments_shown(report) if department.lead is None]
    if unled:
        yield Topic(f"Who leads {', '.join(unled)}?", "")


def footings_title(report: Report) -> str:
    """Return what the table of footings is called."""
    return "What a go rests on" if report.verdict.is_go else "What a go would rest on"


def footings(report: Report) -> Iterator[Footing]:
    """Yield what somebody accepted, then the waivers that have no effect."""
    for reliance in accepted_now(report):
        kind = kind_words(reliance)
        yield Footing(reliance.subject, kind, reliance.text, reliance.owner, reliance.by, void=False)
    for waiver in report.waivers:
        if waiver.defect is not None:
            yield Footing(waiver.item, "waiver", f"it {waiver.defect}", waiver.approved_by, None, void=True)
