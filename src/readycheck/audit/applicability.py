"""Whether an item concerns a launch at all (design.md §4)."""

from __future__ import annotations

from typing import NamedTuple

from readycheck.model.checklist import Applies
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Truth


class Applicability(NamedTuple):
    """Whether an item applies, and which facts say so."""

    applies: Truth
    because: str = ""
    """Why not; empty where it applies or is undecided."""
    undecided: str | None = None
    """The first fact that is not decided, where that is why it is unknown."""


def applicability(applies: Applies, plan: LaunchPlan) -> Applicability:
    """Return no where anything that is named is no, else unknown where a fact is unknown or absent, else yes."""
    launch_class = plan.launch.launch_class
    if applies.classes and launch_class not in applies.classes:
        return Applicability(Truth.NO, f"not for a {launch_class} launch")
    ruled_out = plan.rules_out(applies.profile)
    if ruled_out is not None:
        return Applicability(Truth.NO, f"profile: {ruled_out} is no")
    undecided = plan.undecided_of(applies.profile)
    if undecided is not None:
        return Applicability(Truth.UNKNOWN, undecided=undecided)
    return Applicability(Truth.YES)
