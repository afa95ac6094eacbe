"""What audits were held against besides the policy, a baseline or a revision: what they fall short of, on stderr."""

from __future__ import annotations

from collections.abc import Iterable

from readycheck.app.comparing import Side
from readycheck.cli import streams
from readycheck.cli.diagnostic import tell
from readycheck.model.report import Report
from readycheck.model.text import printable
from readycheck.reports.refusal import refusals


def tell_baseline(baseline: Side, new: tuple[str, ...]) -> None:
    """Say what of a baseline could not be read, and for which plans it has nothing to hold against."""
    if baseline.problems:
        streams.say(tell(set(baseline.problems)))
    for plan in new:
        streams.say(f"{plan}: is not in the baseline {printable(baseline.name)}, so nothing in it can be worse")


def tell_refusals(reports: Iterable[Report]) -> None:
    """Say what is refused, a line each."""
    for report in reports:
        for refused in refusals(report):
            streams.say(f"{refused.place}: {refused.subject}: {refused.reason}")
