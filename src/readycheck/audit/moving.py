"""The same plan if something were otherwise: a milestone on another day, profile facts decided (design.md §7)."""

from __future__ import annotations

from datetime import date

from readycheck.audit.standing import Inputs
from readycheck.model.timeline import Timeline
from readycheck.model.vocabulary import Truth


def moved(inputs: Inputs, milestone: str, to: date) -> Inputs:
    """Return the inputs with a dated milestone, and those after it, moved so that it falls on `to`.

    Whatever is counted from the launch day moves along; what has a fixed date keeps it. `to` is not before the
    milestone that precedes it: see `Timeline.earliest`.
    """
    times = inputs.timeline
    names = [*times.days]
    later = frozenset(names[names.index(milestone) :])
    shift = to - times.days[milestone]
    days = {name: day + shift if name in later else day for name, day in times.days.items()}
    return inputs._replace(plan=inputs.plan.redated(days), timeline=Timeline(times.order, days))


def decided(inputs: Inputs) -> Inputs:
    """Return the inputs with every profile fact that is not decided taken as yes."""
    facts = {fact: Truth.YES for fact in inputs.catalogue.facts if inputs.plan.undecided_of((fact,))}
    return inputs._replace(plan=inputs.plan.with_facts(facts)) if facts else inputs
