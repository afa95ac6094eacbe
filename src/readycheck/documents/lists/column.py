"""Rows with headings to entries: which column says what, in the words that lists use for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from readycheck.documents.lists.entry import LONGEST_TITLE, Beside, Entry, Found
from readycheck.documents.lists.inline import Words
from readycheck.documents.lists.meaning import plain, severity_of, stage_of, strength_of
from readycheck.documents.table.row import Row
from readycheck.model.place import Place

#: For each key of an item the headings that mean it, the clearest first.
_MEANINGS: Final = {
    "title": "title, item, check, checklist item, task, task name, to-do, name, requirement, criterion, criteria, "
    "control, question, entry, what, activity, deliverable, subject, summary, action, description",
    "id": "id, key, item id, issue key, identifier",
    "ask": "ask, description, details, detail, explanation, definition",
    "why": "why, reason, rationale, risk, impact, consequence, why it matters",
    "fix": "fix, steps, how, how to, remedy, remediation, next steps, instructions",
    "stage": "stage, customer stage",
    "milestone": "milestone, gate",
    "severity": "severity, level, priority, importance, criticality, required, mandatory, moscow, weight",
    "evidence": "evidence, proof",
    "lead_days": "lead days, days, lead time",
}
#: Columns that may name the department, the clearest first.
_DEPARTMENTS: Final = ("department", "team", "function", "area", "category", "section", "group", "scope", "owner")
#: Columns about one launch, which a plan states and a checklist does not.
_OF_A_PLAN: Final = (
    "owner, assignee, assigned to, responsible, due, due date, deadline, date, eta, status, done, state, progress"
)
_BETWEEN_STEPS = re.compile(r"[\n;]")
_NUMBERING = re.compile(r"^(?:[-*•]|[0-9]{1,2}[.)])\s+")
_MILESTONE = re.compile(r"(?!t[+-])[a-z0-9][a-z0-9._-]{0,59}")
_DAYS = re.compile(r"0|[1-9][0-9]?|[1-6][0-9]{2}|7[0-2][0-9]|730")

#: Turns the text of a cell into its words: a cell of Markdown has marks, one of a workbook has none.
Say = Callable[[str], Words]


def as_it_stands(cell: str) -> Words:
    """Return the words of a cell that has no marks."""
    return Words(" ".join(cell.split()))


def columns_of(headings: Sequence[str]) -> dict[str, str]:
    """Return for each key of an item the heading of the column that gives it, a column for one key only."""
    names: dict[str, str] = {}
    for heading in headings:
        names.setdefault(plain(heading), heading)
    columns: dict[str, str] = {}
    for key, meanings in _MEANINGS.items():
        free = (names[name] for name in meanings.split(", ") if name in names and names[name] not in columns.values())
        chosen = next(free, None)
        if chosen is not None:
            columns[key] = chosen
    return columns


def entries_of(
    headings: Sequence[str], rows: Sequence[Row], place: Place, sections: tuple[str, ...], say: Say = as_it_stands
) -> Found:
    """Return the entries of a table, one a row; none, and why, where no column gives their titles."""
    columns = columns_of(headings)
    if "title" not in columns:
        known = "Title, Item, Check, Name or Task"
        what = f"a table of {len(rows)} rows: none of its headings says which column names the entries ({known})"
        return Found(beside=(Beside(place, what),))
    entries: list[Entry] = []
    untitled: list[Beside] = []
    for row in rows:
        title = say(row.cells[columns["title"]])
        if not title.text:
            untitled.append(Beside(row.place, f"a row without anything under `{columns['title']}`"))
        elif len(title.text) > LONGEST_TITLE:
            untitled.append(Beside(row.place, f"an entry of more than {LONGEST_TITLE:,} characters"))
        else:
            entries.append(_entry(row, title, columns, sections, say))
    used = set(columns.values())
    kept = [
        Beside(place, _kept(heading, count))
        for heading in headings
        if heading not in used and (count := sum(bool(row.cells[heading].strip()) for row in rows))
    ]
    return Found(tuple(entries), untitled=tuple(untitled), kept=tuple(kept))


def _kept(heading: str, count: int) -> str:
    belongs = "has no key of its own"
    if plain(heading) in _OF_A_PLAN.split(", "):
        belongs = "is for the plan of a launch"
    elif plain(heading) in _DEPARTMENTS:
        belongs = "may name the department"
    return f"column `{heading}` of {count} {'entry' if count == 1 else 'entries'}, which {belongs}"


def _entry(row: Row, title: Words, columns: dict[str, str], sections: tuple[str, ...], say: Say) -> Entry:
    def given(key: str) -> str:
        return row.cells[columns[key]].strip() if key in columns else ""

    def told(key: str) -> str:
        return say(given(key)).text

    level, stage, evidence = told("severity"), told("stage"), told("evidence")
    severity = severity_of(level, columns.get("severity", ""))
    milestone, lead_days = _matching(_MILESTONE, given("milestone").casefold()), _matching(_DAYS, given("lead_days"))
    remarks = [f"link: {link}" for link in title.links]
    for key, value, understood in (
        ("severity", level, severity),
        ("stage", stage, stage_of(stage)),
        ("milestone", told("milestone"), milestone),
        ("evidence", evidence, strength_of(evidence)),
        ("lead_days", told("lead_days"), lead_days),
    ):
        if value and not understood:
            remarks.append(f"{columns[key]}: {value}")
    rest = [heading for heading in row.cells if heading not in columns.values() and row.cells[heading].strip()]
    remarks += [f"{heading}: {say(row.cells[heading]).text}" for heading in rest]
    return Entry(
        row.place,
        title.text,
        (*sections, *_sections(row, columns)),
        id=given("id"),
        ask=told("ask"),
        why=told("why"),
        fix=tuple(filter(None, (say(step).text for step in _steps(given("fix"))))),
        stage=stage_of(stage),
        milestone=milestone,
        severity=severity,
        level=level,
        evidence=strength_of(evidence),
        lead_days=lead_days,
        remarks=tuple(remarks),
    )


def _matching(pattern: re.Pattern[str], text: str) -> str:
    """Return a text that has the form of a value; "" where it has not, and stands as a comment instead."""
    return text if pattern.fullmatch(text) else ""


def _steps(cell: str) -> Iterator[str]:
    """Yield the steps of a cell, without the numbers or bullets before them."""
    return (_NUMBERING.sub("", step.strip()) for step in _BETWEEN_STEPS.split(cell))


def _sections(row: Row, columns: dict[str, str]) -> tuple[str, ...]:
    """Return the cells that may name the department, the clearest last."""
    named = {plain(heading): cell for heading, cell in row.cells.items() if heading not in columns.values()}
    return tuple(named[name] for name in reversed(_DEPARTMENTS) if named.get(name))
