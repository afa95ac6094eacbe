"""What can still be met by a day, and the first day on which that is enough (design.md §7)."""

from __future__ import annotations

from readycheck.audit.condition import Signing, State
from readycheck.audit.standing import Standing, met


def reach(standing: Standing) -> State:
    """Return the state in which every gap that can be closed by its milestone is met, and every sign-off is given."""
    in_time = frozenset(item for item, finish in standing.schedule.finish.items() if finish <= standing.milestone_day)
    return standing.state._replace(
        outcomes=met(standing.outcomes, in_time), planned=frozenset(), signing=Signing.ALL_GIVEN
    )
