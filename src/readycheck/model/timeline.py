"""Milestones: which are dated, which is audited, and for which of them an item counts (design.md §5)."""

from datetime import date
from typing import NamedTuple

from readycheck.model.plan import LaunchPlan


class Timeline(NamedTuple):
    """The policy's milestones in order, and the days that the plan gives them."""

    order: tuple[str, ...]
    days: dict[str, date]
    """The dated ones, in the policy's order; never empty for a plan that was loaded."""

    def next_on(self, as_of: date) -> str:
        """Return the next dated milestone on or after a day; where all have passed, the last."""
        return next((name for name, day in self.days.items() if day >= as_of), self.last)

    @property
    def last(self) -> str:
        """The last dated milestone."""
        return next(reversed(self.days))

    def earliest(self, milestone: str, as_of: date) -> date:
        """Return the first day to which a milestone can be moved: as-of, or the day of the one that precedes it."""
        names = [*self.days]
        before = names[: names.index(milestone)]
        return max((as_of, *(self.days[name] for name in before)))

    def counts_for(self, milestone: str) -> str:
        """Return the dated milestone for which an item of `milestone` counts: itself, the next dated, else the last."""
        later = self.order[self.order.index(milestone) :] if milestone in self.order else ()
        return next((name for name in later if name in self.days), self.last)

    def is_counted(self, milestone: str, audited: str) -> bool:
        """Return whether an item of `milestone` counts when `audited` is audited. Milestones are cumulative."""
        return self.order.index(self.counts_for(milestone)) <= self.order.index(audited)


def timeline(plan: LaunchPlan, order: tuple[str, ...]) -> Timeline:
    """Return the timeline of a plan under a policy's order of milestones."""
    given = plan.launch.milestones
    return Timeline(order, {name: plan.on(given[name]) for name in order if name in given})
