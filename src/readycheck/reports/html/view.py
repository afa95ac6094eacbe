"""What the page needs of one report besides the report: names for its parts, choices for its filters, its picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from readycheck.model.between import JourneyMap, JourneyStep
from readycheck.model.change import ChangeKind
from readycheck.model.report import Finding, Report
from readycheck.model.vocabulary import Course, Outcome, Severity, Stage, Verdict
from readycheck.reports.agreed import Sheet as AgreedSheet
from readycheck.reports.agreed import sheet_of as sheet_of_agreed
from readycheck.reports.between import Grid, entries
from readycheck.reports.changes import Row, Sheet, sheet_of
from readycheck.reports.dates import date_grids
from readycheck.reports.html.timeline import Timeline, timeline_of
from readycheck.reports.wording import earliest_sentence

#: How each answer is to be taken, and the sign that stands beside its word.
_COURSE = {Course.ON_COURSE: "good", Course.OFF_COURSE: "fair", Course.UNREACHABLE: "bad"}
_VERDICT = {
    Verdict.GO: "good",
    Verdict.GO_WITH_CONDITIONS: "fair",
    Verdict.UNDECIDED: "unknown",
    Verdict.NO_GO: "bad",
}
_SIGN = {"good": "check", "fair": "alert", "bad": "cross", "unknown": "question"}
_OUTCOME = {
    Outcome.MET: ("good", "check"),
    Outcome.UNPROVEN: ("fair", "alert"),
    Outcome.OPEN: ("bad", "cross"),
    Outcome.UNKNOWN: ("unknown", "question"),
    Outcome.NOT_APPLICABLE: ("quiet", "dash"),
}
#: By whether the ratchet refuses a change, and whether it closed a gap.
_CHANGE = {
    (False, True): ("good", "check"),
    (False, False): ("quiet", "dash"),
    (True, True): ("bad", "cross"),
    (True, False): ("bad", "cross"),
}


class Choice(NamedTuple):
    """One value of a filter."""

    value: str
    label: str


class View(NamedTuple):
    """One report on the page."""

    report: Report
    prefix: str
    """What the ids of its parts begin with: nothing where it is alone on the page."""
    alone: bool
    earliest: str
    timeline: Timeline
    weeks: tuple[Grid, ...]
    """The tables of dates, the weeks first."""
    between: tuple[Grid, ...]
    """The ground between departments, but for its journeys, which are drawn as maps."""
    departments: tuple[Choice, ...]
    severities: tuple[Choice, ...]
    people: tuple[Choice, ...]
    changes: Sheet | None
    agreed: AgreedSheet | None

    @property
    def level(self) -> int:
        """The level of its sections' headings."""
        return 2 if self.alone else 3

    @property
    def course_tone(self) -> str:
        """How the course is to be taken."""
        return _COURSE[self.report.course]

    @property
    def verdict_tone(self) -> str:
        """How the verdict is to be taken."""
        return _VERDICT[self.report.verdict]

    def sign(self, tone: str) -> str:
        """Return the sign of a tone."""
        return _SIGN[tone]

    def outcome_tone(self, gap: Finding) -> tuple[str, str]:
        """Return the tone and the sign of an outcome."""
        return _OUTCOME[gap.outcome]

    def change_tone(self, row: Row) -> tuple[str, str]:
        """Return the tone and the sign of an item that changed: bad only where the ratchet refuses it."""
        return _CHANGE[row.refused, row.kind is ChangeKind.CLOSED]

    def severity_rank(self, gap: Finding) -> int:
        """Return where a severity stands, the worst first."""
        return tuple(Severity).index(gap.severity)

    def people_of(self, gap: Finding) -> str:
        """Return the ids of whoever owns a gap or holds it up."""
        holder = gap.timing.holder if gap.timing is not None else None
        return " ".join(dict.fromkeys(person.id for person in (gap.owner, holder) if person is not None))

    def steps_at(self, journey: JourneyMap, stage: Stage) -> tuple[JourneyStep, ...]:
        """Return the touchpoints of a journey at a stage."""
        return tuple(step for step in journey.steps if step.stage is stage)


def view_of(report: Report, number: int, reports: int) -> View:
    """Return the view of a report, the `number`th of so many."""
    planned, as_of = report.milestone_day, report.as_of
    return View(
        report=report,
        prefix="" if reports == 1 else f"launch-{number}-",
        alone=reports == 1,
        earliest=earliest_sentence(report.earliest, report.milestone, planned, as_of),
        timeline=timeline_of(report),
        weeks=tuple(date_grids(report)),
        between=tuple(entries(report)),
        departments=tuple(_departments(report)),
        severities=tuple(_severities(report)),
        people=tuple(_people(report)),
        changes=sheet_of(report.changes) if report.changes is not None else None,
        agreed=sheet_of_agreed(report.agreed) if report.agreed is not None else None,
    )


def _departments(report: Report) -> Iterator[Choice]:
    there = {gap.department for gap in report.gaps}
    return (Choice(part.id, part.title) for part in report.departments if part.id in there)


def _severities(report: Report) -> Iterator[Choice]:
    there = {gap.severity for gap in report.gaps}
    return (Choice(severity, severity) for severity in Severity if severity in there)


def _people(report: Report) -> Iterator[Choice]:
    """Yield whoever owns a gap or holds one up; of two of one name each with the id."""
    holders = (gap.timing.holder for gap in report.gaps if gap.timing is not None)
    found = {person.id: person.name for person in (*(gap.owner for gap in report.gaps), *holders) if person is not None}
    names = Counter(found.values())
    for known in report.people:
        if known in found:
            yield Choice(known, found[known] if names[found[known]] == 1 else f"{found[known]} ({known})")
