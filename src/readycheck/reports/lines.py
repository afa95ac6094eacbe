"""Text for pipes and logs: the answer first, then one gap a line, never wrapped, nothing that depends on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from readycheck.model.number import percent
from readycheck.model.obligation import Obligation
from readycheck.model.outlook import Slip
from readycheck.model.report import Finding, Report
from readycheck.model.text import inert_in_logs, printable
from readycheck.reports.between import falls_sentence
from readycheck.reports.dates import changes_of
from readycheck.reports.obligation import agreed_words, owed, what_words
from readycheck.reports.options import Options
from readycheck.reports.wording import (
    COURSE,
    VERDICT,
    accepted_now,
    blockers_sentence,
    condition_words,
    countdown,
    deciding,
    defects_sentence,
    earliest_sentence,
    kind_words,
    left_out,
    milestone_name,
    outcome_words,
    person_words,
)


def render(report: Report, options: Options) -> str:
    """Return the report, a line for each gap that is shown."""
    return "\n".join(map(inert_line, _lines(report, options))) + "\n"


def inert_line(line: str) -> str:
    """Return a line that is one line, and no command to whatever shows a log."""
    return inert_in_logs(printable(" ".join(line.split())))


def _lines(report: Report, options: Options) -> Iterator[str]:
    milestone = milestone_name(report.milestone)
    day = f"{milestone} {report.milestone_day}"
    yield f"launch: {report.launch.name}: {day} ({countdown(report)}), as of {report.as_of} (UTC)"
    yield f"course: {COURSE[report.course]}"
    yield f"verdict: {VERDICT[report.verdict]} (if {milestone} were today)"
    falls = falls_sentence(report)
    if falls:
        yield _opening(falls).removesuffix(".")
    yield f"blockers: {blockers_sentence(report.blockers)}"
    first = earliest_sentence(report.earliest, report.milestone, report.milestone_day, report.as_of)
    yield f"date: {first}"
    for condition in deciding(report):
        yield f"decides: {condition_words(condition)}"
    for reliance in accepted_now(report):
        by = f", by {reliance.by}" if reliance.by else ""
        kind = kind_words(reliance)
        yield f"rests on: {kind} {reliance.subject}: {reliance.text} ({person_words(reliance.owner)}{by})"
    yield from (f"differs from the default: {departure.what}: {departure.detail}" for departure in report.departures)
    yield from (f"left out of the count: {found.item}: {found.reason}" for found in left_out(report))
    yield from caveats(report)
    yield from (_gap(gap, report.as_of) for gap in (report.gaps if options.all_gaps else report.headline))
    yield from _between(report)
    yield from (_obligation(known, report.as_of) for known in owed(report))
    yield from (f"{notice.place}: notice[{notice.kind}] {notice.message}" for notice in report.notices)
    for number, step in enumerate(report.first, start=1):
        yield f"first {number}: {person_words(step.who)} {step.what}, {_until(step.by, report.as_of)}"
    yield from (_slip(slip) for slip in report.slips)
    yield _figures(report)
    yield from _agreed(report)
    yield from _changes(report)
    hidden = len(report.gaps) - len(report.headline)
    if hidden and not options.all_gaps:
        yield f"{hidden} more gap{'s' if hidden > 1 else ''}: --all lists {'them' if hidden > 1 else 'it'}"


def caveats(report: Report) -> Iterator[str]:
    """Yield what is missing in a list of gaps, a line each."""
    for unread in report.unread:
        yield f"not read: {unread}; its answers are missing here"
    if report.defects:
        yield f"defect: {defects_sentence(report)}"
    if report.shown:
        yield f"shown: {report.shown}"


def _gap(gap: Finding, as_of: date) -> str:
    reason = outcome_words(gap)
    assert gap.timing is not None  # noqa: S101 - gaps have a timing
    holder = person_words(gap.timing.holder)
    until = _until(gap.timing.by, as_of)
    return f"{gap.place}: {gap.severity}[{gap.item}] {gap.outcome}: {reason} ({holder}, {until})"


def _between(report: Report) -> Iterator[str]:
    between = report.between
    for handoff in between.handoffs:
        if handoff.defect is not None:
            due = f", {_until(handoff.due, report.as_of)}" if handoff.due else ""
            yield f"{handoff.place}: handoff[{handoff.ends}] {handoff.defect} ({person_words(handoff.owner)}{due})"
    for promise in between.promises:
        if promise.defect is not None:
            yield f"{promise.place}: promise[{promise.promise}] {promise.defect} ({person_words(promise.owner)})"
    for found in between.contradictions:
        said = f"{found.first_value} in {found.first} ({found.first_place}), {found.other_value} in {found.other}"
        yield f"{found.other_place}: stated[{found.fact}] {said} ({person_words(found.owner)})"
    for ask in between.asks:
        owner = f"{person_words(ask.owner)}, {_until(ask.by, report.as_of)}"
        yield f"{ask.place}: ask[{ask.owed_by} -> {ask.asked_by}] {ask.what} ({owner})"


def _obligation(known: Obligation, as_of: date) -> str:
    agreed = agreed_words(known, str(known.given))
    until = _until(known.by, as_of) if known.by is not None else "no day"
    who = f"{person_words(known.owner)}, {until}"
    return f"{known.place}: obligation[{known.origin} {known.subject}] {what_words(known)} ({who}; {agreed})"


def _slip(slip: Slip) -> str:
    changes = "; ".join(changes_of(slip))
    said = f"moved by {slip.days} days to {slip.day}: {COURSE[slip.course]}, {VERDICT[slip.verdict]} if it were today"
    return f"{said}, {len(slip.late)} late" + (f"; {changes}" if changes else "")


def _agreed(report: Report) -> Iterator[str]:
    if report.agreed is None:
        return
    from readycheck.reports.agreed import sheet_of  # noqa: PLC0415 - most audits are held to what lies beside the plan

    sheet = sheet_of(report.agreed)
    yield f"{_opening(sheet.title)}: {sheet.answer}"
    for row in sheet.rows:
        yield f"{row.place}: {'easier' if row.eases else 'otherwise'}[agreed] {row.what}"


def _changes(report: Report) -> Iterator[str]:
    if report.changes is None:
        return
    from readycheck.reports.changes import sheet_of  # noqa: PLC0415 - most audits are compared with nothing

    sheet = sheet_of(report.changes)
    yield f"{_opening(sheet.title)}: {sheet.counts}"
    yield f"figures before and now: {', '.join(sheet.figures)}"
    for row in sheet.rows:
        yield f"{row.place}: {row.kind}[{row.item}] {row.states}" + (f": {row.why}" if row.why else "")
    yield from (f"changed: {said}" for said in filter(None, (sheet.note, *sheet.others)))
    yield from (f"regression: {refused}" for refused in sheet.refusals)


def _opening(title: str) -> str:
    return title[:1].lower() + title[1:]


def _until(day: date, as_of: date) -> str:
    return "at once" if day < as_of else f"by {day}"


def _figures(report: Report) -> str:
    figures = report.figures
    return (
        f"figures: proven {percent(figures.proven)}, claimed {percent(figures.claimed)}, "
        f"planned {percent(figures.planned)}, answered {percent(figures.answered)}, "
        f"not applicable {percent(figures.not_applicable_share)}"
    )
