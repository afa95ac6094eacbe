"""Rule `blocker_load`: nobody owns more than a set share of the blockers.

Reads who owns the blockers that apply. One person who holds up everything is a risk that no list shows.
"""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from pydantic import Field

from readycheck.rules.interface import Duty, Failing, Rule, Ruling, Subject, ruling, unsaid


class BlockerLoad(Rule):
    """Options: the largest share, and how many blockers are too few to matter."""

    at_most_percent: int = Field(default=40, ge=1, le=100, description="The largest share.", examples=[40])
    spare: int = Field(
        default=4, ge=0, le=50, description="Nobody is overloaded by so many blockers, or fewer.", examples=[4]
    )
    example: ClassVar[str] = """\
departments:
  legal:
    lead: dana.cho
    items:
      licence-terms: {status: todo, due: T-14, owner: ruben.aske}
"""

    @property
    def reads(self) -> str:
        """What answers."""
        return "the owners of the blockers"

    @property
    def wants(self) -> str:
        """What passes."""
        return f"nobody owns more than {self.at_most_percent} % of the blockers (up to {self.spare} are fine)"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        plan, blockers = subject.plan, subject.blockers
        decided = [duty for duty in blockers if not duty.undecided]
        owned = Counter(duty.owner for duty in decided if duty.owner is not None)
        possible = Counter(duty.owner for duty in blockers if duty.owner is not None)
        overloaded = [
            Failing(
                f"{plan.name_of(person)} owns {owned[person]} of {len(blockers)} blockers, "
                f"more than {self.at_most_percent} %",
                plan.launch.owner,
                None,
                ("people", person),
            )
            for person in sorted(possible)
            if self._is_too_much(owned[person], len(blockers) - possible[person] + owned[person])
        ]
        if overloaded:
            return ruling(overloaded)
        unowned = [duty for duty in blockers if duty.owner is None]
        for person in (None, *sorted(possible)):
            most = [*unowned, *(duty for duty in blockers if person is not None and duty.owner == person)]
            elsewhere = sum(duty not in most for duty in decided)
            if self._is_too_much(len(most), len(most) + elsewhere):
                return unsaid(self._open_question(blockers, len(unowned)))
        return ruling(())

    def _open_question(self, blockers: tuple[Duty, ...], unowned: int) -> str:
        if unowned:
            return f"who owns {unowned} of the {len(blockers)} blockers"
        undecided = sum(duty.undecided for duty in blockers)
        return f"whether {undecided} of the {len(blockers)} blockers apply: profile facts are undecided"

    def _is_too_much(self, count: int, total: int) -> bool:
        return count > self.spare and count * 100 > self.at_most_percent * total
