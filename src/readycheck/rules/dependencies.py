"""Rule `dependencies`: the launches that this one needs will have reached what is needed, in time.

Reads `depends_on`, and the plans that it names: each is audited for the milestone that is needed. `[]` says that no
other launch is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from readycheck.model.facts import Awaited
from readycheck.model.plan.launching import Dependency
from readycheck.model.vocabulary import Course, Verdict
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid

_VERDICTS = {Verdict.NO_GO: "a no-go", Verdict.UNDECIDED: "undecided"}


class Dependencies(Rule):
    """No options."""

    example: ClassVar[str] = """\
people:
  ben.osei: engineering
depends_on:       # [] where no other launch is needed
  - {launch: Identity 3, needs: ga, by: T-14, owner: ben.osei, reached: 2026-11-20}
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "depends_on"

    @property
    def wants(self) -> str:
        """What passes."""
        return "every launch that is needed has reached what is needed, or its plan says go for it by that day"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if subject.plan.depends_on is None:
            return unsaid("which other launches this one needs (`depends_on:`)")
        return ruling(_flaws(subject))


def _flaws(subject: Subject) -> Iterator[Failing]:
    plan = subject.plan
    for index, needed in enumerate(plan.depends_on or ()):
        by = plan.on(needed.by)
        awaited = subject.facts.launches.get(index)
        if needed.plan is None:
            if needed.reached is None or needed.reached > subject.as_of:
                entered = f"; {needed.reached} is in the future" if needed.reached is not None else ""
                text = f"{needed.launch} has not reached {needed.needs}{entered}"
                yield Failing(text, needed.owner, by, ("depends_on", index))
            continue
        text, on_its_way = _state(needed, awaited, subject)
        if text:
            yield Failing(text, needed.owner, by if on_its_way else None, ("depends_on", index))


def _state(needed: Dependency, awaited: Awaited | None, subject: Subject) -> tuple[str, bool]:
    """Return what is wrong with a launch whose plan is named, and whether it is on its way all the same."""
    if awaited is None or awaited.defect is not None or awaited.day is None:
        why = (awaited.defect if awaited else None) or "was not audited"
        return f"{needed.launch}: its plan {why}", False
    by = subject.plan.on(needed.by)
    if awaited.day > by:
        return f"{needed.launch} reaches {needed.needs} on {awaited.day}, and is needed on {by}", False
    if awaited.verdict in _VERDICTS:
        verdict, on_its_way = _VERDICTS[awaited.verdict], awaited.course is Course.ON_COURSE
        course = "on course" if on_its_way else "off course"
        return f"{needed.launch} would be {verdict} for {needed.needs} on {awaited.day}, {course}", on_its_way
    return "", True
