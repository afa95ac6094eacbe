"""`readycheck checklist upgrade`: shows what raising a plan's pin changes, and raises it once that is agreed to."""

from __future__ import annotations

from readycheck.app.source import PlanSource
from readycheck.app.upgrading import Raised, weigh, write
from readycheck.cli import streams
from readycheck.cli.diagnostic import tell
from readycheck.cli.plans import request_for, source_of
from readycheck.cli.questions import agreed
from readycheck.cli.sinks import check_targets, deliver, files_read, options_for, pair
from readycheck.errors import ExitCode, UsageError, worst
from readycheck.reports import render_answer


def upgrade(  # noqa: PLR0913 - the options of the command
    *,
    plan: str,
    to: str | None,
    preview: bool,
    yes: bool,
    as_of: str | None,
    milestone: str | None,
    policy: str | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    quiet: bool,
) -> int:
    """Show what raising the pin changes, and write it. That it changes a verdict is an answer, and no failure."""
    if plan == "-" and not preview:
        raise UsageError("what comes from stdin cannot be written", hint="name the plan's file, or add --preview")
    sinks = pair(formats, outputs)
    source = source_of(plan)
    raised = weigh(source, request_for(as_of, policy, milestone), to)
    told = _told(raised)
    check_targets((sink.target for sink in sinks), files_read(raised.ready))
    failed = [*deliver(sinks, lambda sink: render_answer(sink.form, raised.upgrade, options_for(sink)), quiet=quiet)]
    if not preview and told is ExitCode.PASSED and not failed and raised.upgrade.is_written:
        _write(source, raised, yes=yes, quiet=quiet)
    return worst([told, *failed])


def _write(source: PlanSource, raised: Raised, *, yes: bool, quiet: bool) -> None:
    if not yes and not agreed():
        streams.say("nothing was written")
        return
    for name in write(source, raised):
        if not quiet:
            streams.say(f"wrote {name}")


def _told(raised: Raised) -> ExitCode:
    """Tell what of the plan could not be read, and return what the run comes to."""
    problems = raised.ready.loaded.problems
    if problems:
        streams.say(tell(problems))
    if raised.defect:
        return ExitCode.DEFECT
    return ExitCode.REFUSED if problems else ExitCode.PASSED
