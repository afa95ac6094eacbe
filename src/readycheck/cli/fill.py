"""`readycheck fill`: puts the open items to whoever answers for them, one by one, and saves each answer at once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from readycheck.app.answering import Desk, check, is_current, open_plan, write
from readycheck.app.reading import AuditRequest
from readycheck.app.source import PlanSource
from readycheck.cli import streams
from readycheck.cli.desk import opened
from readycheck.cli.plans import request_for, source_of
from readycheck.cli.questions import ask
from readycheck.documents.answers import Filled
from readycheck.documents.merge import status_word
from readycheck.errors import ExitCode, UsageError
from readycheck.model.checklist import ChecklistItem
from readycheck.model.place import Place
from readycheck.model.report import Finding
from readycheck.model.vocabulary import Exemption, Outcome, Status, Strength
from readycheck.model.worksheet import Cells, Column
from readycheck.reports.wording import EXEMPTION, OUTCOME, milestone_name, proof_words
from readycheck.reports.worksheet import wants_status

_WIDTH = 80
_STATUSES = tuple(Status)
_LATER, _END = "", "q"
#: What is typed stands in no file: each cell is known by a line of its own.
_PLACES = {column: Place("terminal", line, 1) for line, column in enumerate(Column, start=1)}


def fill(
    *,
    plan: str,
    departments: tuple[str, ...],
    owners: tuple[str, ...],
    as_of: str | None,
    milestone: str | None,
    policy: str | None,
) -> int:
    """Ask the open items, most pressing first; an end of input is an interrupt, and what was answered is saved."""
    if plan == "-" or not streams.stdin_is_terminal():
        hint = "where there is none, `readycheck export xlsx` writes the same questions as a workbook"
        raise UsageError("fill asks at a terminal, and writes into a file", hint=hint)
    source = source_of(plan)
    request = request_for(as_of, policy, milestone)
    desk, selection = opened(source, request, departments, owners)
    gaps = tuple(gap for gap in desk.report.gaps if selection.concerns((gap.department,), gap.owner))
    _tell_head(desk, gaps)
    answered = 0
    for number, gap in enumerate(filter(_asked, gaps), start=1):
        _tell_item(desk, gap, f"{number} of {sum(map(_asked, gaps))}")
        cells = _ask_item(desk, gap)
        if cells is None:
            break
        if cells != desk.answers.cells(gap.item):
            before, desk = desk, desk if is_current(source, desk) else open_plan(source, request)
            if desk.answers.cells(gap.item) != before.answers.cells(gap.item):
                streams.say("  somebody else answered this meanwhile: theirs stands, yours was not saved")
                continue
            desk = _saved(source, request, desk, gap.item, cells)
            answered += 1
    if gaps:
        streams.say(f"\n{answered} answered; next: readycheck audit {plan}")
    return ExitCode.PASSED


def _asked(gap: Finding) -> bool:
    """Whether an answer would be used: a status answers it, and no fact is in the way."""
    return wants_status(gap) and gap.undecided_fact is None


# ---------------------------------------------------------------- what is told
def _tell_head(desk: Desk, gaps: tuple[Finding, ...]) -> None:
    open_ = sum(map(_asked, gaps))
    report = desk.report
    streams.say(f"{report.launch.name}: {open_} open item{'' if open_ == 1 else 's'} to answer, most pressing first.")
    if open_:
        streams.say("Empty leaves an item for later, q ends; each answer is saved before the next question.")
    facts = sorted({gap.undecided_fact for gap in gaps if gap.undecided_fact is not None})
    if facts:
        streams.say(f"Not asked: what hangs on undecided facts ({', '.join(facts)}); decide them under `profile:`.")
    elsewhere = sorted({gap.reads for gap in gaps if gap.reads is not None})
    if elsewhere:
        streams.say(f"Not asked: what the plan's own sections answer ({', '.join(elsewhere)}).")


def _tell_item(desk: Desk, gap: Finding, count: str) -> None:
    spec = desk.catalogue.by_id[gap.item].spec
    said = [f"{count}  {gap.item} ({gap.severity}, {milestone_name(gap.milestone)})", gap.title, f"Ask: {gap.ask}"]
    said += [f"Why: {gap.why}", *(f"Do: {step}" for step in gap.fix), f"Proof: {proof_words(spec)}"]
    today = gap.reason or OUTCOME[gap.outcome]
    streams.say("\n" + "\n".join(_wrapped([*said, f"Today: {today}" if gap.outcome is not Outcome.UNKNOWN else ""])))


def _wrapped(paragraphs: Iterable[str]) -> Iterable[str]:
    for number, paragraph in enumerate(filter(None, paragraphs)):
        yield from textwrap.wrap(paragraph, _WIDTH, initial_indent="  " if number else "", subsequent_indent="  ")


# ---------------------------------------------------------------- what is asked
def _ask_item(desk: Desk, gap: Finding) -> Cells | None:
    """Return the cells of an item as answered, unchanged where it is left for later; None where that is all."""
    spec = desk.catalogue.by_id[gap.item].spec
    cells = dict(desk.answers.cells(gap.item))
    streams.say("  " + "  ".join(f"{number} {status}" for number, status in enumerate(_STATUSES, start=1)))
    while (word := ask("Where does it stand (a number or a word; empty: later)?")).lower() not in {_LATER, _END}:
        status = _status(word)
        if status is None:
            streams.say(f"`{word}` is none of them. Give a number from 1 to {len(_STATUSES)}, or the word")
            continue
        if status is Status.NOT_APPLICABLE and spec.exemption is Exemption.NEVER:
            streams.say("It applies to every launch of this kind. Say where it stands, or ask for a waiver")
            continue
        answer: Cells = {**cells, Column.STATUS: status.value}
        for column in _columns(status, spec):
            given = _ask_column(desk, gap, answer, column)
            if given is None:
                return None
            answer = given
        problems = check(desk, Filled(gap.item, answer, _PLACES))
        if not problems:
            return answer
        for problem in problems:
            streams.say(f"{problem.message}. {problem.help}")
    return cells if word == _LATER else None


def _status(word: str) -> Status | None:
    if word.isascii() and word.isdigit() and 1 <= int(word) <= len(_STATUSES):
        return _STATUSES[int(word) - 1]
    flat = status_word(word)
    near = [status for status in _STATUSES if status.value.startswith(flat)]
    return near[0] if len(near) == 1 else None


def _columns(status: Status, spec: ChecklistItem) -> tuple[Column, ...]:
    """Return what a status is asked for."""
    match status:
        case Status.DONE:
            proof = (Column.EVIDENCE,) if spec.evidence is not Strength.NONE else ()
            return (*proof, *((Column.CHECKED_BY,) if spec.second_person else ()))
        case Status.TODO | Status.IN_PROGRESS:
            return (Column.OWNER, Column.EXPECT, Column.NOTE)
        case Status.BLOCKED:
            return (Column.REASON, Column.OWNER, Column.EXPECT)
        case Status.WILL_NOT_DO:
            return (Column.REASON, Column.APPROVED_BY)
        case Status.NOT_APPLICABLE:
            return (Column.REASON, *((Column.APPROVED_BY,) if spec.exemption is Exemption.APPROVED else ()))


def _ask_column(desk: Desk, gap: Finding, answer: Cells, column: Column) -> Cells | None:
    """Ask for a cell until what is given may stand there; empty keeps what there is, proof is added to proof.

    None where that is all.
    """
    question = _question(desk, gap, answer, column)
    stands = answer[column]
    needs_reason = column is Column.REASON and check(desk, Filled(gap.item, answer, _PLACES))
    while (text := ask(question)) or needs_reason:
        if text.lower() == _END:
            return None
        if not text:
            streams.say("A blocked item says why: in a few words, or q to leave it as it was")
            continue
        cell = f"{stands}\n{text}" if stands and column is Column.EVIDENCE else text
        filled = Filled(gap.item, {**answer, column: cell}, _PLACES)
        wrong = [problem for problem in check(desk, filled) if problem.place == _PLACES[column]]
        if not wrong:
            return filled.cells
        streams.say(f"{wrong[0].message}. {wrong[0].help}")
    return answer


def _question(desk: Desk, gap: Finding, answer: Cells, column: Column) -> str:
    stands = answer[column]
    kept = f"; empty keeps {stands}" if stands else ""
    match column:
        case Column.EVIDENCE:
            return (
                f"What {'else ' if stands else ''}proves it (a file in the repository, an https address, a sentence)?"
            )
        case Column.CHECKED_BY:
            return f"Who, other than the owner, looked at the proof (an id{kept})?"
        case Column.APPROVED_BY:
            return f"Who, other than the owner, agreed to that (an id; empty: {stands or 'nobody yet'})?"
        case Column.OWNER:
            part = desk.ready.plan.departments.get(gap.department)
            lead = part.lead if part is not None else None
            return f"Who answers for it (an id; empty: {stands or lead or 'nobody yet'})?"
        case Column.DUE | Column.EXPECT:
            return f"When will it be done (such as 2026-12-03, or T-14: 14 days before the launch{kept})?"
        case Column.REASON if answer[Column.STATUS] == Status.NOT_APPLICABLE:
            allowed = EXEMPTION[desk.catalogue.by_id[gap.item].spec.exemption]
            return f"Why does it not apply (it may be left out {allowed}{kept})?"
        case Column.REASON:
            return f"Why{f' (empty keeps {stands})' if stands else ''}?"
        case Column.NOTE | Column.STATUS:
            return f"Anything the meeting should know{f' (empty keeps {stands})' if stands else ''}?"


# ---------------------------------------------------------------- what is saved
def _saved(source: PlanSource, request: AuditRequest, desk: Desk, item: str, cells: Cells) -> Desk:
    """Write an answer, read the plan again, and tell what the answer is worth."""
    files = write(source, desk, {item: cells})
    desk = open_plan(source, request)
    worth = [
        OUTCOME[finding.outcome] + (f": {finding.reason}" if finding.reason else "")
        for finding in desk.report.findings
        if finding.item == item
    ]
    streams.say(f"  saved in {'; '.join([', '.join(files), *worth])}")
    return desk
