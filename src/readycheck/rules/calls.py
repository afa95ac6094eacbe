"""Which departments, topics or audiences a profile calls for: options that name facts. No rule kind of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, NamedTuple

from readycheck.model import grammar
from readycheck.model.base import FactId, Many
from readycheck.model.plan import LaunchPlan

#: The facts that must all be yes for something to be called for; none means always.
Facts = Annotated[Many[FactId], grammar.Described("Facts that must all be yes; none means always.", [], ["hosted"])]


class Called(NamedTuple):
    """What a profile calls for."""

    names: tuple[str, ...]
    undecided: tuple[str, ...]
    """The facts that leave open whether something is called for."""


def called_for(options: Mapping[str, tuple[str, ...]], plan: LaunchPlan) -> Called:
    """Return the names whose facts are all yes, in the order of the options."""
    names = []
    undecided = []
    for name, facts in options.items():
        if plan.rules_out(facts) is not None:
            continue
        open_fact = plan.undecided_of(facts)
        if open_fact is None:
            names.append(name)
        else:
            undecided.append(open_fact)
    return Called(tuple(names), tuple(undecided))


def in_words(options: Mapping[str, tuple[str, ...]]) -> str:
    """Return the options as a list: `support, cloud-ops (where hosted)`."""
    return ", ".join(f"{name} (where {' and '.join(facts)})" if facts else name for name, facts in options.items())
