"""What raising a plan's pin comes to: the items that begin to count, and all that changes with them."""

from fractions import Fraction
from typing import NamedTuple

from readycheck.model.change import Change, Comparison
from readycheck.model.outlook import Earliest
from readycheck.model.place import Place
from readycheck.model.report import Finding, Source


class NewItem(NamedTuple):
    """An item that begins to count, as it would be found today."""

    finding: Finding
    points: Fraction
    """What it adds to the weight that applies to the audited milestone."""

    @property
    def wants_answer(self) -> bool:
        """Whether somebody has to answer it: it is a gap, and the plan gives no status for it."""
        return self.finding.outcome.is_gap and self.finding.status is None


class OldName(NamedTuple):
    """An item that the plan calls by a former name. It is understood for good; writing today's is a courtesy."""

    written: str
    """As it stands in the plan."""
    item: str
    """What it is called today."""
    place: Place
    can_follow: bool
    """Whether today's name can be written in its place; False where the item went to another department."""


class Upgrade(NamedTuple):
    """A plan under the version that counts now, and under another one."""

    plan: str
    """The plan as the user named it."""
    sources: tuple[Source, ...]
    unread: tuple[str, ...]
    pin: str | None
    """The version that the plan is pinned to; None where it follows the newest."""
    start: str
    """The version that counts now."""
    to: str
    comparison: Comparison
    earliest_before: Earliest
    earliest_after: Earliest
    new: tuple[NewItem, ...]
    """In checklist order."""
    old_names: tuple[OldName, ...]
    """In the order of the plan."""

    @property
    def is_written(self) -> bool:
        """Whether the plan's files change: by another pin, or by today's names of items."""
        return self.pin != self.to or any(old.can_follow for old in self.old_names)

    @property
    def others(self) -> tuple[Change, ...]:
        """The items that counted before and change with the new ones, in checklist order."""
        new = {item.finding.item for item in self.new}
        return tuple(change for change in self.comparison.changes if change.item not in new)

    @property
    def points(self) -> Fraction:
        """What the new items add to the weight that applies to the audited milestone."""
        return sum((item.points for item in self.new), Fraction())
