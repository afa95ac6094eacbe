"""`audit --baseline`: audits held against what was, and what got worse said on stderr, a line each."""

from __future__ import annotations

from readycheck.app.comparing import Held
from readycheck.cli import streams
from readycheck.cli.diagnostic import tell
from readycheck.model.text import printable


def tell_changes(held: Held) -> None:
    """Say what of the baseline could not be read, what got worse, and what there was nothing to hold against."""
    if held.baseline.problems:
        streams.say(tell(set(held.baseline.problems)))
    for audited in held.audits:
        changes = audited.report.changes if audited.report is not None else None
        for worse in changes.regressions if changes is not None else ():
            streams.say(f"{worse.place}: {worse.item}: {worse.reason}")
    for plan in held.new:
        streams.say(f"{plan}: is not in the baseline {printable(held.baseline.name)}, so nothing in it can be worse")
