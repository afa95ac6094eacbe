"""The plan of the next launch, made from that of the last: what was set up stays, what was proven is left behind.

Structure, people, owners, targets and terms of agreement are kept, and days are counted from the new launch day. No
answer, proof, day of agreement, sign-off, waiver or decision is kept: those were for a launch that is over.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from readycheck.documents.first_plan import Basics, people_of
from readycheck.model.base import FIRST_DAY, FURTHEST, LAST_DAY, AnyDay, Model, Offset
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.customer import Customers
from readycheck.model.plan.department import Department
from readycheck.model.plan.journey import Journey, Touchpoint
from readycheck.model.plan.launch import Launch
from readycheck.model.plan.launching import Announcement, Dependency, LaunchWeek, Rollback
from readycheck.model.plan.people import Absence, Person

M = TypeVar("M", bound=Model)


def renew(last: LaunchPlan, basics: Basics, as_of: date) -> LaunchPlan:
    """Return the plan of the next launch, in which nothing is answered or proven."""
    days = Days(last, basics.day)
    return last.changed(
        checklists=None,
        launch=_launch(last.launch, basics, days, as_of),
        profile=basics.profile,
        people=_people(last, basics, days, as_of),
        departments=_departments(last, basics, days),
        customers=_customers(last.customers) if last.customers else None,
        journeys=_each(map(_journey, last.journeys or ())),
        handoffs=_reset(last.handoffs, "due", "agreed", "changed", "offered", "accepted"),
        metrics=_reset(last.metrics, "due", "now", "dated"),
        voice_of_customer=_reset(last.voice_of_customer, "due", "last"),
        scenarios=_each(
            scenario.model_copy(update={"due": None, "rehearsed": None, "evidence": ()})
            for scenario in last.scenarios or ()
        ),
        rollback=_rollback(last.rollback, days) if last.rollback else None,
        launch_week=_launch_week(last.launch_week, days) if last.launch_week else None,
        announcements=_each(_announcement(entry, days) for entry in last.announcements or ()),
        depends_on=None,
        stated=None,
        waivers=(),
        decisions=(),
    )


class Days(NamedTuple):
    """How days of the last launch are said of the next."""

    last: LaunchPlan
    launch: date
    """The next launch day."""

    def counted(self, day: AnyDay) -> Offset:
        """Return a day as it is counted from the launch day."""
        days = day.days if isinstance(day, Offset) else (day - self.last.launch_day).days
        return Offset(min(max(days, -FURTHEST), FURTHEST))

    def moved(self, day: AnyDay) -> AnyDay:
        """Return a day moved by as many days as the launch; one that is counted from the launch day stays as it is."""
        if isinstance(day, Offset):
            return day
        there = day + (self.launch - self.last.launch_day)
        return there if FIRST_DAY <= there <= LAST_DAY else self.counted(day)

    def has_passed(self, day: AnyDay, as_of: date) -> bool:
        """Return whether a day of the last launch, said of the next, is over."""
        return self.launch + timedelta(days=self.counted(day).days) < as_of


def milestones_that_pass(last: LaunchPlan, days: Days, as_of: date) -> dict[str, Offset]:
    """Return the milestones for which the next launch is too near, each as it is counted from the launch day."""
    return {name: days.counted(day) for name, day in last.launch.milestones.items() if days.has_passed(day, as_of)}


def needed_launches(last: LaunchPlan, days: Days) -> tuple[Dependency, ...]:
    """Return the launches that the last one needed, by the same number of days before the next."""
    reset = {"due": None, "reached": None}
    return tuple(needed.model_copy(update={**reset, "by": days.counted(needed.by)}) for needed in last.depends_on or ())


# ---------------------------------------------------------------- the launch, its people and departments
def _launch(last: Launch, basics: Basics, days: Days, as_of: date) -> Launch:
    too_near = milestones_that_pass(days.last, days, as_of)
    milestones = {name: days.moved(day) for name, day in last.milestones.items() if name not in too_near}
    meeting = last.decision and last.decision.model_copy(update={"meeting": days.moved(last.decision.meeting)})
    return last.model_copy(
        update={
            "name": basics.name,
            "owner": basics.owner,
            "sponsor": basics.sponsor,
            "sponsor_agreed": None,
            "launch_class": basics.launch_class,
            "milestones": {**milestones, last.launch_milestone: basics.day},
            "decision": meeting,
        }
    )


def _people(last: LaunchPlan, basics: Basics, days: Days, as_of: date) -> dict[str, Person]:
    known = {}
    for name, person in last.people.items():
        away = [_absence(absence, days) for absence in person.away]
        ahead = tuple(absence for start, end, absence in away if start <= end and end >= as_of)
        known[name] = person.model_copy(update={"away": ahead})
    return {name: Person(department=department) for name, department in people_of(basics).items()} | known


def _absence(absence: Absence, days: Days) -> tuple[date, date, Absence]:
    """Return an absence on fixed days: people are away when they are away, whenever the launch is."""
    start, end = (min(max(days.last.on(day), FIRST_DAY), LAST_DAY) for day in (absence.start, absence.end))
    return start, end, absence.model_copy(update={"start": start, "end": end})


def _departments(last: LaunchPlan, basics: Basics, days: Days) -> dict[str, Department]:
    kept = {name: _department(part, days) for name, part in last.departments.items()}
    for name, lead in basics.leads.items():
        led = {"lead": lead, "done_by": None}
        kept[name] = kept.get(name, Department()).model_copy(update=led)
    return kept


def _department(part: Department, days: Days) -> Department:
    asks = (ask.model_copy(update={"by": days.counted(ask.by), "got": None}) for ask in part.asks or ())
    return part.model_copy(update={"asks": _each(asks), "signoffs": (), "items": {}, "stated": {}})


# ---------------------------------------------------------------- sections
def _customers(last: Customers) -> Customers | None:
    involved = _each(entry.model_copy(update={"dated": None, "evidence": ()}) for entry in last.involved or ())
    kept = last.model_copy(
        update={
            "due": None,
            "segments": _reset(last.segments, "due"),
            "accounts": _reset(last.accounts, "due"),
            "involved": involved,
            "goals": last.goals or None,
        }
    )
    return None if kept == Customers() else kept


def _journey(last: Journey) -> Journey:
    touchpoints = tuple(map(_touchpoint, last.touchpoints))
    return last.model_copy(update={"due": None, "drawn": None, "walked": None, "touchpoints": touchpoints})


def _touchpoint(last: Touchpoint) -> Touchpoint:
    questions = _reset(last.questions, "due", "answer") or ()
    return last.model_copy(update={"due": None, "tested": None, "questions": questions})


def _rollback(last: Rollback, days: Days) -> Rollback:
    until = days.counted(last.until) if last.until is not None else None
    return last.model_copy(update={"due": None, "rehearsed": None, "until": until})


def _launch_week(last: LaunchWeek, days: Days) -> LaunchWeek:
    start, end = days.counted(last.start), days.counted(last.end)
    if end < start:  # written in two ways, a week that ends before it begins is not seen
        return LaunchWeek(cover=last.cover)
    return last.model_copy(update={"due": None, "start": start, "end": end})


def _announcement(last: Announcement, days: Days) -> Announcement:
    day = days.counted(last.dated) if last.dated is not None else None
    return last.model_copy(update={"due": None, "dated": day, "text": None, "approved_by": None})


def _reset(entries: Iterable[M] | None, *fields: str) -> tuple[M, ...] | None:
    """Return entries without what some fields say; a list of none is as good as nobody having said anything."""
    return _each(entry.model_copy(update=dict.fromkeys(fields)) for entry in entries or ())


def _each(entries: Iterable[M]) -> tuple[M, ...] | None:
    return tuple(entries) or None
