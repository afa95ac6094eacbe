"""The words of people in a plan: what somebody is said to have signed, approved, checked or taken over.

Each is only text that anybody can write, until it is known who wrote it.
"""

from collections.abc import Iterator
from enum import StrEnum, unique
from typing import NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Status


@unique
class Kind(StrEnum):
    """What a word is, as it is counted in a report."""

    WAIVER = "waiver"
    SIGN_OFF = "sign-off"
    APPROVAL = "approval"
    CHECK = "check"
    ACCEPTANCE = "acceptance"
    OFFER = "offer"


class Word(NamedTuple):
    """One word: what it is, whose, and the place of the entry or the key that says so."""

    kind: Kind
    person: str
    path: PlanPath


def words_of(plan: LaunchPlan) -> Iterator[Word]:
    """Yield every word that can count for something, in the order: waivers, departments, handoffs, announcements."""
    for index, waiver in enumerate(plan.waivers):
        yield Word(Kind.WAIVER, waiver.approved_by, ("waivers", index))
    for department in plan.departments:
        yield from _of_department(plan, department)
    for index, handoff in enumerate(plan.handoffs or ()):
        if handoff.offered is not None:
            yield Word(Kind.OFFER, handoff.offered.by, ("handoffs", index, "offered"))
        if handoff.accepted is not None:
            yield Word(Kind.ACCEPTANCE, handoff.accepted.by, ("handoffs", index, "accepted"))
    for index, announcement in enumerate(plan.announcements or ()):
        if announcement.approved_by is not None:
            yield Word(Kind.APPROVAL, announcement.approved_by, ("announcements", index, "approved_by"))


def _of_department(plan: LaunchPlan, department: str) -> Iterator[Word]:
    part = plan.departments[department]
    for index, sign_off in enumerate(part.signoffs):
        yield Word(Kind.SIGN_OFF, sign_off.by, ("departments", department, "signoffs", index))
    for key, answer in part.items.items():
        path: PlanPath = ("departments", department, "items", key)
        if answer.status is Status.DONE and answer.checked_by is not None:
            yield Word(Kind.CHECK, answer.checked_by, (*path, "checked_by"))
        if answer.status in {Status.NOT_APPLICABLE, Status.WILL_NOT_DO} and answer.approved_by is not None:
            yield Word(Kind.APPROVAL, answer.approved_by, (*path, "approved_by"))
