"""Numbers that prove more easily than was agreed: other bounds, another number, or none, for an item that is done.

Another file with the number of the same name is the next run of a test. An answer that is not `done` proves nothing,
and is told as what it is. A measure without bounds of its own is held to the agreed target: another is told of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readycheck.model.deviation import Deviation
from readycheck.model.number import exact
from readycheck.model.place import Locate
from readycheck.model.plan import Evidence, LaunchPlan
from readycheck.model.plan.answer import Answer
from readycheck.model.plan.bounds import Bounds
from readycheck.model.vocabulary import Status


class _Number(NamedTuple):
    """A number that a plan offers as a proof."""

    name: str
    bounds: Bounds | None

    @property
    def words(self) -> str:
        return f"{self.name} {self.bounds.bounds}" if self.bounds is not None else self.name


def loosened(was: LaunchPlan, now: LaunchPlan, locate: Locate) -> Iterator[Deviation]:
    """Yield where the numbers that prove an item are not those that were agreed, in the order of the agreed plan."""
    for department, part in was.departments.items():
        for key, answer in part.items.items():
            after = now.departments[department].items.get(key) if department in now.departments else None
            if after is None or after.status is not Status.DONE:
                continue
            agreed, offered = _numbers(was, answer), _numbers(was, after)
            if agreed and agreed != offered:
                easier = not offered or not all(any(_is_as_tight(old, new) for old in agreed) for new in offered)
                place = locate(("departments", department, "items", key))
                yield Deviation(f"proof of {department}.{key}", _words(agreed), _words(offered), easier, place)


def _numbers(plan: LaunchPlan, answer: Answer) -> tuple[_Number, ...]:
    metrics = {metric.id: metric for metric in plan.metrics or ()}
    found = []
    for proof in answer.evidence:
        if isinstance(proof, Evidence) and (proof.value is not None or proof.metric is not None):
            metric = metrics.get(proof.metric) if proof.metric is not None else None
            bounds: Bounds | None = proof if proof.is_bounded else metric.target if metric is not None else None
            least, most = (bounds.at_least, bounds.at_most) if bounds is not None else (None, None)
            name = proof.value if proof.value is not None else f"metric {proof.metric}"
            found.append(_Number(name, Bounds(at_least=least, at_most=most) if bounds is not None else None))
    return tuple(found)


def _is_as_tight(was: _Number, now: _Number) -> bool:
    """Return whether a number of the same name is held against bounds that ask at least as much."""
    if was.name != now.name or was.bounds is None or now.bounds is None:
        return was == now
    old, new = was.bounds, now.bounds
    above = old.at_least is None or (new.at_least is not None and exact(new.at_least) >= exact(old.at_least))
    below = old.at_most is None or (new.at_most is not None and exact(new.at_most) <= exact(old.at_most))
    return above and below


def _words(numbers: tuple[_Number, ...]) -> str:
    return ", ".join(number.words for number in numbers) or "no number"
