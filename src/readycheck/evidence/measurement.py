"""Measurements: a number in a file, or the last value of a measure of the plan, held against its bounds."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from readycheck.evidence.number import number_in
from readycheck.files import Unreadable
from readycheck.model.facts import Proven
from readycheck.model.number import exact, plain
from readycheck.model.plan import Evidence
from readycheck.model.plan.bounds import Bounds
from readycheck.model.plan.metric import Metric
from readycheck.model.vocabulary import Strength


def measured(proof: Evidence, file: str, read: Callable[[int], bytes]) -> Proven:
    """Return what the number comes to that a proof names in a file; `read` returns at most so many bytes of it."""
    name = proof.value or ""
    text = f"{file}: {name}"
    try:
        written = number_in(file, read, name)
    except Unreadable as error:
        return Proven(Strength.MEASUREMENT, text, str(error))
    return _held(text, written, Fraction(written), proof)


def measured_by(proof: Evidence, metric: Metric | None) -> Proven:
    """Return what the last value of a measure comes to: by the bounds of the proof, else by the measure's target."""
    text = f"metric {proof.metric}"
    if metric is None:
        return Proven(Strength.MEASUREMENT, text, "is no measure of the plan")
    bounds = proof if proof.is_bounded else metric.target
    dated = metric.dated or proof.dated  # what was measured then is not made newer by who cites it
    if metric.now is None:
        found = Proven(Strength.MEASUREMENT, text, "has no value yet")
    elif bounds is None:
        found = Proven(Strength.MEASUREMENT, text, "has no target to be held against")
    else:
        found = _held(text, plain(exact(metric.now)), exact(metric.now), bounds)
    return found._replace(dated=dated)


def _held(text: str, written: str, value: Fraction, bounds: Bounds) -> Proven:
    if bounds.admits(value):
        return Proven(Strength.MEASUREMENT, text, measured=f"{written}, {bounds.bounds}")
    return Proven(Strength.MEASUREMENT, text, f"is {written}, and should be {bounds.bounds}")
