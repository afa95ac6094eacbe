"""Rule `accountable`: one person drives the launch, and a senior sponsor has agreed to it.

Reads `launch.owner`, `launch.sponsor` and `launch.sponsor_agreed`. A team is nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


class Accountable(Rule):
    """No options."""

    example: ClassVar[str] = """\
launch:
  owner: mara.lind
  sponsor: tom.oduya
  sponsor_agreed: 2026-09-01
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "launch"

    @property
    def wants(self) -> str:
        """What passes."""
        return "owner and sponsor are two persons, no teams, and the sponsor agreed on a date"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        flaws = [*_flaws(subject)]
        if flaws or subject.plan.launch.sponsor_agreed is not None:
            return ruling(flaws)
        return unsaid("which sponsor agreed to it, and when (`sponsor:` and `sponsor_agreed:`)")


def _flaws(subject: Subject) -> Iterator[Failing]:
    plan, launch = subject.plan, subject.plan.launch
    for role, person in (("owner", launch.owner), ("sponsor", launch.sponsor)):
        if person is not None and plan.is_team(person):
            text = f"the {role} {plan.name_of(person)} is a team, not one person"
            yield Failing(text, launch.owner, None, ("launch", role))
    if launch.sponsor_agreed is not None and launch.sponsor is None:
        yield Failing("a day of agreement, and no sponsor who agreed", launch.owner, None, ("launch", "sponsor_agreed"))
    elif launch.sponsor_agreed is not None and launch.sponsor_agreed > subject.as_of:
        text = f"the sponsor agreed on {launch.sponsor_agreed}, in the future"
        yield Failing(text, launch.sponsor, None, ("launch", "sponsor_agreed"))
