"""What the last launch tells the next, as comments: nothing of it counts until somebody confirms it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from readycheck.documents.plain import plain
from readycheck.documents.renewal import Days, milestones_that_pass, needed_launches
from readycheck.documents.yaml_text import Notes
from readycheck.model.base import Offset
from readycheck.model.checklist import Catalogue, version_key
from readycheck.model.place import PlanPath
from readycheck.model.plan import Answer, LaunchPlan, Waiver
from readycheck.model.plan.agreement import Condition
from readycheck.model.plan.department import Stated
from readycheck.model.vocabulary import Exemption, Status
from readycheck.syntax.yaml import Value


class Debt(NamedTuple):
    """What was accepted as missing."""

    question: str
    """What became of it?"""
    reason: str = ""
    """Why it was accepted; empty where nobody said so."""


class LastTime(NamedTuple):
    """What is remembered. Items are named in full, as they are called now."""

    launch: str = ""
    """What was launched; empty where this is the first plan."""
    pin: str = ""
    """The version of the checklists; empty where the plan was not pinned."""
    new: frozenset[str] = frozenset()
    """The items that are newer than that."""
    owners: Mapping[str, str] = {}
    """Who owned an item, where that was not the lead."""
    exempt: Mapping[str, str | None] = {}
    """The items that did not apply, and why."""
    approved: frozenset[str] = frozenset()
    """The items of which somebody has to agree that they do not apply."""
    too_near: Mapping[str, Offset] = {}
    """The milestones that would be over already."""
    notes: Notes = Notes()
    """What is said beside what was kept."""
    stated: Mapping[str, Stated] = {}
    """What customers were told, by department; the plan's own under the empty name."""
    needed: Value = None
    """The launches that were needed, as a plan writes them; None where there were none."""
    debts: tuple[Debt, ...] = ()


def remember(last: LaunchPlan, following: LaunchPlan, catalogue: Catalogue, as_of: date) -> LastTime:
    """Return what the last launch tells the plan that follows it."""
    days = Days(last, following.launch_day)
    stated = {"": last.stated or {}} | {name: part.stated for name, part in last.departments.items()}
    pin = last.checklists or ""
    return LastTime(
        launch=last.launch.name,
        pin=pin,
        new=frozenset(item.id for item in catalogue.items if pin and not item.own and _is_newer(item.spec.since, pin)),
        owners=_owners(last, following, catalogue),
        exempt=_exempt(last, catalogue),
        approved=frozenset(item.id for item in catalogue.items if item.spec.exemption is Exemption.APPROVED),
        too_near=milestones_that_pass(last, days, as_of),
        notes=Notes.at(dict(_notes(last))),
        stated={name: facts for name, facts in stated.items() if facts},
        needed=plain(needed_launches(last, days)) or None,
        debts=(*(_debt(waiver, last) for waiver in last.waivers), *_conditions(last)),
    )


def answered_items(last: LaunchPlan, catalogue: Catalogue) -> Iterator[tuple[str, PlanPath]]:
    """Yield the items that a plan answers, as they are called now, and where."""
    for department, part in last.departments.items():
        for key in part.items:
            yield (
                catalogue.renamed.get(f"{department}.{key}", f"{department}.{key}"),
                ("departments", department, "items", key),
            )


def _is_newer(version: str, than: str) -> bool:
    return version_key(version) > version_key(than)


def _answers(last: LaunchPlan, catalogue: Catalogue) -> Iterator[tuple[str, Answer]]:
    for item, (_, department, _, key) in answered_items(last, catalogue):
        yield item, last.departments[str(department)].items[str(key)]


def _owners(last: LaunchPlan, following: LaunchPlan, catalogue: Catalogue) -> dict[str, str]:
    return {
        item: answer.owner
        for item, answer in _answers(last, catalogue)
        if answer.owner is not None and answer.owner != following.lead_of(item.partition(".")[0])
    }


def _exempt(last: LaunchPlan, catalogue: Catalogue) -> dict[str, str | None]:
    return {
        item: answer.reason
        for item, answer in _answers(last, catalogue)
        if answer.status is Status.NOT_APPLICABLE
        and item in catalogue.by_id
        and catalogue.by_id[item].spec.exemption is not Exemption.NEVER
    }


def _notes(last: LaunchPlan) -> Iterator[tuple[PlanPath, str]]:
    for index, metric in enumerate(last.metrics or ()):
        if metric.now is not None:
            day = f" on {metric.dated}" if metric.dated else ""
            yield ("metrics", index), f"last time {plain(metric.now)}{day}"
    for number, journey in enumerate(last.journeys or ()):
        for step, touchpoint in enumerate(journey.touchpoints):
            for index, question in enumerate(touchpoint.questions):
                if question.answer is not None:
                    path: PlanPath = ("journeys", number, "touchpoints", step, "questions", index)
                    yield path, f"last time: {question.answer}"


def _debt(waiver: Waiver, last: LaunchPlan) -> Debt:
    until = f"{waiver.item}: last time waived until {waiver.until}"
    if waiver.condition is None:
        return Debt(f"{until}: is it there now?", waiver.reason)
    return Debt(f"{until}, {_condition(waiver.condition, last)}: was it done?", waiver.reason)


def _conditions(last: LaunchPlan) -> Iterator[Debt]:
    """Yield the conditions under which departments signed and meetings decided, where nobody said they were met."""
    for department, part in last.departments.items():
        for signed in part.signoffs:
            for condition in signed.conditions:
                if condition.met is None:
                    words = _condition(condition, last)
                    yield Debt(f"{department}: last time signed for {signed.milestone} {words}: was it done?")
    for made in last.decisions:
        for condition in made.conditions:
            if condition.met is None:
                yield Debt(f"last time decided for {made.milestone} {_condition(condition, last)}: was it done?")


def _condition(asked: Condition, last: LaunchPlan) -> str:
    who = [last.name_of(asked.owner)] if asked.owner is not None else []
    by = [f"by {last.on(asked.by)}"] if asked.by is not None else []
    words = f" ({', '.join((*who, *by))})" if who or by else ""
    return f"with the condition “{asked.what}”{words}"
