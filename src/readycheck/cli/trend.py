"""`readycheck trend`: what the audit says of each revision of a plan."""

from __future__ import annotations

from pathlib import Path

from readycheck.app.reading import AuditRequest
from readycheck.app.trending import trend as trend_of
from readycheck.cli.day import day_of
from readycheck.cli.plans import source_of
from readycheck.cli.progress import progress
from readycheck.cli.sinks import check_targets, deliver, options_for, pair
from readycheck.errors import worst
from readycheck.reports import render_answer


def trend(  # noqa: PLR0913 - the options of the command
    *,
    plan: str,
    since: str | None,
    milestone: str | None,
    policy: str | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    all_gaps: bool,
    quiet: bool,
) -> int:
    """Write the way of a plan; wherever it leads, it is an answer, and no failure."""
    sinks = pair(formats, outputs)
    check_targets((sink.target for sink in sinks), {Path(plan).resolve()})
    first = day_of(since, "--since") if since is not None else None
    request = AuditRequest(day_of(None), milestone, Path(policy) if policy else None)
    with progress("auditing revisions", quiet=quiet) as told:
        found = trend_of(source_of(plan), request, first, told)
    return worst(
        deliver(sinks, lambda sink: render_answer(sink.form, found, options_for(sink, all_gaps=all_gaps)), quiet=quiet)
    )
