"""`readycheck export`: what an audit knows, for other programs: the calendar of a launch."""

from __future__ import annotations

from readycheck.app import audit_plan
from readycheck.cli import streams
from readycheck.cli.diagnostic import tell
from readycheck.cli.plans import check_departments, check_owners, request_for, source_of
from readycheck.cli.sinks import STDOUT, check_targets, files_read, put
from readycheck.reports import Selection, render_calendar


def ics(  # noqa: PLR0913 - the options of the command
    *,
    plan: str,
    output: str | None,
    as_of: str | None,
    milestone: str | None,
    departments: tuple[str, ...],
    owners: tuple[str, ...],
    policy: str | None,
    quiet: bool,
) -> int:
    """Write the calendar of a launch; exit 0, whatever the verdict, unless a part of the plan could not be read."""
    request = request_for(as_of, policy, milestone)
    audited = audit_plan(source_of(plan), request)
    report = audited.report
    if audited.problems:
        streams.say(tell(set(audited.problems)))
    if report is None:
        return audited.exit_code
    check_departments(departments, {finding.department for finding in report.findings})
    check_owners(owners, report.people)
    target = output or STDOUT
    check_targets((target,), files_read(report))
    text = render_calendar(report, Selection(departments=departments, owners=owners))
    put(target, text, quiet=quiet)
    return audited.exit_code
