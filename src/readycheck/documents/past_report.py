"""A JSON report that was written earlier, read back as snapshots to compare with.

Reads only what a comparison needs, and takes what older versions wrote: a key that they did not have yet is empty.
What they say stands as it is written there, figures as they were rounded. Nothing in the file is trusted: words reach
a snapshot only once every invisible character in them is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Annotated, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from readycheck.errors import RefusedInput
from readycheck.model.base import parse_day
from readycheck.model.between import Who
from readycheck.model.change import Head, ItemState, MilestoneState, Snapshot, WaiverState
from readycheck.model.departure import Departure
from readycheck.model.figures import Figures
from readycheck.model.number import exact
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.model.vocabulary import Course, LaunchClass, Outcome, Severity, Status, Strength, Verdict

#: Reports of a hundred launches, each with hundreds of items, are not larger.
MAX_REPORT: Final = 16 * 1024 * 1024
#: The version of the format that is understood, as `reports.transfer` writes it.
_VERSION: Final = 1


def _day(value: object) -> date:
    return parse_day(value if isinstance(value, str) else "")


_Text = Annotated[str, AfterValidator(printable)]
_Day = Annotated[date, BeforeValidator(_day)]
_Number = Annotated[float, Field(ge=0, le=1e12)]


class _Past(BaseModel):
    """The base: strict about what it reads, and blind to the rest."""

    model_config = ConfigDict(strict=True, frozen=True, extra="ignore", allow_inf_nan=False)


class _Place(_Past):
    file: _Text
    line: int = Field(ge=0)
    column: int = Field(ge=0)


class _Figures(_Past):
    proven: _Number | None
    claimed: _Number | None
    planned: _Number | None
    answered: _Number | None
    not_applicable_share: _Number
    proven_points: _Number
    possible_points: _Number


class _Finding(_Past):
    item: _Text
    title: _Text
    outcome: Outcome
    counted: bool
    severity: Severity
    milestone: _Text
    evidence: Strength | None = None
    exempt: bool | None = None
    dropped: bool = False
    status: Status | None = None
    approved_by: _Text | None = None
    reason: _Text
    proof: _Text | None
    owner: _Text | None
    planned: bool
    waived: bool
    place: _Place


class _Waiver(_Past):
    item: _Text
    reason: _Text
    approved_by: _Text
    until: _Day
    defect: _Text | None
    relied_on: bool


class _Milestone(_Past):
    id: _Text
    day: _Day
    verdict: Verdict
    course: Course


class _Department(_Past):
    lead: _Text | None
    blockers: int
    blockers_ok: int


class _Departure(_Past):
    what: _Text
    detail: _Text


class _Report(_Past):
    plan: _Text
    launch: _Text
    launch_class: LaunchClass = Field(alias="class")
    as_of: _Day
    unread: tuple[_Text, ...]
    checklists: _Text
    policy: _Text
    milestone: _Text
    milestone_day: _Day
    verdict: Verdict
    course: Course
    figures: _Figures
    milestones: tuple[_Milestone, ...]
    waivers: tuple[_Waiver, ...]
    departments: tuple[_Department, ...]
    shown: _Text
    findings: tuple[_Finding, ...]
    departures: tuple[_Departure, ...]
    newer: tuple[_Text, ...]
    people: tuple[_Text, ...] = ()


class _Audit(_Past):
    schema_version: int
    reports: tuple[_Report, ...]


def parse_report(data: bytes, name: str) -> tuple[Snapshot, ...]:
    """Return a snapshot of each report in the file, in its order; RefusedInput where it cannot be compared with."""
    try:
        audit = _Audit.model_validate_json(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        help_ = "give what `readycheck audit -f json` wrote, whole and unchanged"
        if first["type"] == "json_invalid":
            raise RefusedInput(Problem(Place(name), "this is not JSON", help_)) from None
        where = printable(".".join(map(str, first["loc"])))
        message = f"this is no audit report: `{where}` is not as in one" if where else "this is no audit report"
        raise RefusedInput(Problem(Place(name), message, help_)) from None
    problems = tuple(_problems(audit, name))
    if problems:
        raise RefusedInput(*problems)
    return tuple(map(_snapshot, audit.reports))


def _problems(audit: _Audit, name: str) -> Iterator[Problem]:
    """Yield what makes a report one that nothing should be held against: what is missing in it would count as new."""
    place = Place(name)
    if audit.schema_version != _VERSION:
        message = f"report format {audit.schema_version} is not understood; this version reads format {_VERSION}"
        yield Problem(place, message, "write it again with this version of readycheck")
    if not audit.reports:
        yield Problem(place, "there is no report in it", "write it again with `readycheck audit PLAN -f json`")
    for report in audit.reports:
        if report.shown:
            message = f"the report of {report.launch} shows only a part: {report.shown}"
            yield Problem(place, message, "write it again without --department, --stage, --owner and --severity")
        if report.unread:
            message = f"the report of {report.launch} was made without {', '.join(report.unread)}"
            yield Problem(place, message, "mend that file, and write the report again")


# ---------------------------------------------------------------- to snapshots
def _snapshot(report: _Report) -> Snapshot:
    owners = {finding.owner for finding in report.findings} | {part.lead for part in report.departments}
    return Snapshot(
        head=_head(report),
        milestones=tuple(MilestoneState(each.id, each.day, each.verdict, each.course) for each in report.milestones),
        waivers=tuple(
            WaiverState(
                item=waiver.item,
                reason=waiver.reason,
                approved_by=Who(waiver.approved_by, waiver.approved_by),
                until=waiver.until,
                defect=waiver.defect,
                relied_on=waiver.relied_on,
                place=Place(report.plan),
            )
            for waiver in report.waivers
        ),
        departures=tuple(Departure(departure.what, departure.detail) for departure in report.departures),
        items=tuple(map(_item, report.findings)),
        newer=report.newer,
        people=frozenset(report.people) or frozenset(filter(None, owners)),
    )


def _head(report: _Report) -> Head:
    return Head(
        plan=report.plan,
        launch=report.launch,
        launch_class=report.launch_class,
        as_of=report.as_of,
        milestone=report.milestone,
        milestone_day=report.milestone_day,
        verdict=report.verdict,
        course=report.course,
        figures=_figures(report.figures),
        blockers=sum(department.blockers for department in report.departments),
        blockers_ok=sum(department.blockers_ok for department in report.departments),
        policy=report.policy,
        checklists=report.checklists,
    )


def _figures(figures: _Figures) -> Figures:
    return Figures(
        proven=_exact(figures.proven),
        claimed=_exact(figures.claimed),
        planned=_exact(figures.planned),
        answered=_exact(figures.answered),
        not_applicable_share=exact(figures.not_applicable_share),
        proven_points=exact(figures.proven_points),
        possible_points=exact(figures.possible_points),
    )


def _exact(value: float | None) -> Fraction | None:
    return None if value is None else exact(value)


def _item(finding: _Finding) -> ItemState:
    known = finding.exempt is not None
    ruled_out = finding.reason.startswith(("profile: ", "not for a "))  # as those who did not write `exempt` said it
    exempt = finding.outcome is Outcome.NOT_APPLICABLE and not ruled_out
    return ItemState(
        item=finding.item,
        title=finding.title,
        outcome=finding.outcome,
        counted=finding.counted,
        severity=finding.severity,
        milestone=finding.milestone,
        evidence=finding.evidence,
        exempt=finding.exempt is True if known else exempt,
        dropped=finding.dropped,
        status=finding.status if known or not exempt else Status.NOT_APPLICABLE,
        approved_by=_who(finding.approved_by),
        reason=finding.reason,
        proof=finding.proof,
        owner=_who(finding.owner),
        planned=finding.planned,
        waived=finding.waived,
        place=Place(finding.place.file, finding.place.line, finding.place.column),
    )


def _who(person: str | None) -> Who | None:
    """Return a person by the id, which is all that a report says of one."""
    return None if person is None else Who(person, person)
