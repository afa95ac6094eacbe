"""When each gap is due, must be started and can be finished, as a report says it (design.md §7)."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from readycheck.audit.people import who
from readycheck.audit.schedule import latest_starts, waiting_counts
from readycheck.audit.standing import Inputs, Standing
from readycheck.model.report import Timing


def deadlines(inputs: Inputs, standing: Standing) -> dict[str, date]:
    """Return the day on which each item must hold: its own milestone's, or the audited one's where that has passed."""
    times = inputs.timeline
    own = {item.id: times.days[times.counts_for(item.spec.milestone)] for item in inputs.catalogue.items}
    return {item: day if day >= inputs.as_of else max(day, standing.milestone_day) for item, day in own.items()}


class Clock(NamedTuple):
    """The days of every gap of a standing."""

    standing: Standing
    deadlines: dict[str, date]
    starts: dict[str, date]
    waiting: dict[str, int]

    @classmethod
    def of(cls, inputs: Inputs, standing: Standing) -> Clock:
        """Return the days of the gaps of a plan as it stands."""
        work, outcomes, must_hold = standing.work, standing.outcomes, deadlines(inputs, standing)
        return cls(standing, must_hold, latest_starts(work, outcomes, must_hold), waiting_counts(work, outcomes))

    def by(self, item: str) -> date:
        """When somebody must act on a gap: expected, else due, else the latest start; of failing entries the first."""
        due, expect = self.standing.work.dates(item)
        if self.standing.judgements[item].failing:
            return due or self.starts[item]
        return expect or due or self.starts[item]

    def timing(self, item: str) -> Timing:
        """Return all that is known of when a gap can be closed."""
        work, plan = self.standing.work, self.standing.work.plan
        due, expect = work.dates(item)
        finish = self.standing.schedule.finish[item]
        chain = self.standing.schedule.chain(item)
        return Timing(
            due=due,
            expect=expect,
            milestone=self.deadlines[item],
            remaining_days=work.remaining_days(item),
            earliest_finish=finish,
            latest_start=self.starts[item],
            slack_days=(self.deadlines[item] - finish).days,
            overdue=any(day is not None and day < work.as_of for day in (due, expect)),
            waiting=self.waiting[item],
            chain=chain,
            holder=who(plan, work.owner(chain[0])),
            by=self.by(chain[0]),
        )
