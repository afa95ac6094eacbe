"""Rule `announcements`: everybody who must hear of the launch will, in words that somebody else has approved.

Reads `announcements`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import Identifier, Many
from readycheck.model.plan.launching import Announcement
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Announcements(Rule):
    """Options: the audiences."""

    to: Many[Identifier] = Field(default=(), description="Audiences that must hear of it.", examples=[["customers"]])
    example: ClassVar[str] = """\
people:
  nina.bauer: marketing
  mara.lind: product
announcements:
  - {to: employees, channel: all-hands, owner: mara.lind, date: T-3, text: marketing/staff.md, approved_by: nina.bauer}
  - {to: customers, channel: mail, owner: nina.bauer, date: T+0, text: marketing/mail.md, approved_by: mara.lind}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "announcements"

    @property
    def wants(self) -> str:
        """What passes."""
        audiences = f"one to {' and one to '.join(self.to)}; " if self.to else ""
        return f"{audiences}each with an owner, a day, a text that is there, and an approval by somebody else"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        given = subject.plan.announcements
        if given is None:
            return unsaid("what is announced to whom (`announcements:`)")
        there = {announcement.to for announcement in given}
        missing = [
            Failing(f"nothing is announced to {audience}", None, None, ("announcements",))
            for audience in self.to
            if audience not in there
        ]
        return ruling([*missing, *_flawed(given, subject)])


def _flawed(given: tuple[Announcement, ...], subject: Subject) -> Iterator[Failing]:
    plan = subject.plan
    for index, announcement in enumerate(given):
        path = ("announcements", index)
        flaw = _flaw(announcement, path, subject)
        if flaw is not None:
            text = f"the announcement to {announcement.to} {flaw}"
            yield Failing(text, announcement.owner, plan.on(announcement.due), path)


def _flaw(announcement: Announcement, path: tuple[str, int], subject: Subject) -> str | None:
    if announcement.owner is None:
        return "has no owner"
    if announcement.dated is None:
        return "has no day"
    if announcement.text is None:
        return "has no text"
    flaw = subject.flaw_of_proof((*path, "text"))
    if flaw is not None:
        return f"has no text that can be sent: {flaw}"
    if announcement.approved_by is None:
        return "has a text that nobody approved"
    if announcement.approved_by == announcement.owner:
        return "has a text that only its owner approved"
    forged = subject.facts.flaw_of_word((*path, "approved_by"))
    name = subject.plan.name_of(announcement.approved_by)
    return f"has a text without an approval: that by {name} {forged}" if forged is not None else None
