"""Rule `blocker_load`: nobody owns more than a set share of the blockers.

Reads who owns the blockers that apply. One person who holds up everything is a risk that no list shows.
"""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

from pydantic import Field

from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid


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
        plan, total = subject.plan, len(subject.blockers)
        owned = Counter(duty.owner for duty in subject.blockers if duty.owner is not None)
        overloaded = [
            Failing(
                f"{plan.name_of(person)} owns {count} of {total} blockers, more than {self.at_most_percent} %",
                plan.launch.owner,
                None,
                ("people", person),
            )
            for person, count in sorted(owned.items())
            if self._is_too_much(count, total)
        ]
        unowned = total - sum(owned.values())
        if unowned and not overloaded and self._is_too_much(max(owned.values(), default=0) + unowned, total):
            return unsaid(f"who owns {unowned} of the {total} blockers")
        return ruling(overloaded)

    def _is_too_much(self, count: int, total: int) -> bool:
        return count > self.spare and count * 100 > self.at_most_percent * total
