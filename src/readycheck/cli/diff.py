"""`readycheck diff`: what changed from one plan, folder of plans or JSON report to another."""

from __future__ import annotations

from pathlib import Path

from readycheck.app.comparing import compare_sides
from readycheck.cli import streams
from readycheck.cli.diagnostic import tell
from readycheck.cli.plans import request_for
from readycheck.cli.sinks import Sink, check_targets, deliver, options_for, pair
from readycheck.errors import ExitCode, worst
from readycheck.reports import render_answer


def diff(  # noqa: PLR0913 - the options of the command
    *,
    old: str,
    new: str,
    as_of: str | None,
    milestone: str | None,
    policy: str | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    quiet: bool,
) -> int:
    """Write what changed. That something did is an answer, and no failure."""
    sinks = pair(formats, outputs)
    compared = compare_sides(old, new, request_for(as_of, policy, milestone))
    if compared.problems:
        streams.say(tell(set(compared.problems)))
    if compared.exit_code is ExitCode.REFUSED and not compared.difference.comparisons:
        return compared.exit_code
    check_targets((sink.target for sink in sinks), {Path(name).resolve() for name in compared.read})

    def rendered(sink: Sink) -> str:
        return render_answer(sink.form, compared.difference, options_for(sink))

    return worst([compared.exit_code, *deliver(sinks, rendered, quiet=quiet)])
