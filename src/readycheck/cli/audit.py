"""`readycheck audit`: audits each plan, writes each report, returns the exit code that matters most."""

from __future__ import annotations

from pathlib import Path

from readycheck.app import Audited, AuditRequest, audit_plan, gate
from readycheck.app.auditing import held
from readycheck.cli import streams
from readycheck.cli.day import day_of
from readycheck.cli.diagnostic import tell
from readycheck.cli.links import opener
from readycheck.cli.plans import check_departments, check_owners, request_for, source_of
from readycheck.cli.sinks import Sink, check_targets, deliver, files_read, options_for, pair
from readycheck.errors import ExitCode, UsageError, worst
from readycheck.model.report import Report
from readycheck.model.vocabulary import Gate
from readycheck.reports import Selection, render, select

#: How far a milestone may be moved, and for how many weeks a table may be asked.
MOST_DAYS, MOST_WEEKS = 3650, 104


def audit(  # noqa: PLR0913 - the options of the command
    *,
    plans: tuple[str, ...],
    as_of: str | None,
    milestone: str | None,
    baseline: str | None,
    since: str | None,
    gate: str | None,
    strict: bool,
    fail_under: float | None,
    slip: int | None,
    weeks: int | None,
    policy: str | None,
    policy_ref: str | None,
    online: bool,
    verify_authors: bool,
    allowed_signers: str | None,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    departments: tuple[str, ...],
    stages: tuple[str, ...],
    owners: tuple[str, ...],
    severities: tuple[str, ...],
    all_gaps: bool,
    stdin_filename: str | None,
    color: str | None,
    verbose: bool,
    quiet: bool,
) -> int:
    """Audit plans; see the table for what each option means."""
    _check_numbers(fail_under, slip, weeks)
    sinks = pair(formats, outputs)
    request = request_for(as_of, policy, milestone)
    request = request._replace(fail_under=fail_under, slip=slip or 0, weeks=weeks or 0, policy_ref=policy_ref)
    request = request._replace(links=opener(online=online, quiet=quiet))
    if verify_authors or allowed_signers is not None:
        from readycheck.app.authorship import Verification  # noqa: PLC0415 - for those who verify authors only

        signers = Path(allowed_signers) if allowed_signers is not None else None
        request = request._replace(verification=Verification(signers))
    sources = dict.fromkeys(source_of(plan, stdin_filename) for plan in plans)
    results = tuple(audit_plan(source, request) for source in sources)
    problems = [problem for result in results for problem in result.problems]
    if problems:
        streams.say(tell(set(problems)))
    results, read, codes = _compared(results, baseline, since, request)
    reports = tuple(result.report for result in results if result.report is not None)
    if baseline is not None or policy_ref is not None:
        from readycheck.cli.held import tell_refusals  # noqa: PLC0415 - most audits are held against nothing else

        tell_refusals(reports)
    if verbose:
        streams.say("\n".join(map(_sources, reports)))
    selection = Selection(departments, stages, owners, severities)
    if reports:
        check_departments(departments, {finding.department for report in reports for finding in report.findings})
        check_owners(owners, {person for report in reports for person in report.people})
    read |= {path for report in reports for path in files_read(report)}
    check_targets((sink.target for sink in sinks), read)
    by = Gate(gate or "verdict") if baseline is None or gate or strict or fail_under is not None else None
    codes += [*map(held, reports), *(_code(result, by, strict=strict) for result in results)]
    shown = tuple(select(report, selection) for report in reports)

    def rendered(sink: Sink) -> str:
        return render(sink.form, shown, options_for(sink, color=color, all_gaps=all_gaps))

    return worst([*codes, *deliver(sinks if shown else (), rendered, quiet=quiet)])


def _check_numbers(fail_under: float | None, slip: int | None, weeks: int | None) -> None:
    """Refuse a number that means nothing: UsageError."""
    if fail_under is not None and not 0 <= fail_under <= 100:  # noqa: PLR2004 - per cent
        message = f"--fail-under {fail_under:g} is not a percentage"
        raise UsageError(message, hint="give a number from 0 to 100")
    if slip is not None and abs(slip) > MOST_DAYS:
        raise UsageError(f"--slip {slip} is further than can be planned", hint=f"give at most {MOST_DAYS} days")
    if weeks is not None and not 0 <= weeks <= MOST_WEEKS:
        raise UsageError(f"--weeks {weeks} cannot be shown", hint=f"give a number from 0 to {MOST_WEEKS}")


def _compared(
    results: tuple[Audited, ...], baseline: str | None, since: str | None, request: AuditRequest
) -> tuple[tuple[Audited, ...], set[Path], list[ExitCode]]:
    """Return audits with what changed, where that was asked; with the files it took and what reading them came to."""
    if since is not None and baseline is not None:
        raise UsageError("--since and --baseline both say what to compare with", hint="leave one of them out")
    if since is None and baseline is None:
        return results, set(), []
    from readycheck.app.comparing import changes_since, hold_against  # noqa: PLC0415 - most are compared with nothing
    from readycheck.cli.held import tell_baseline  # noqa: PLC0415

    if since is not None:
        return changes_since(day_of(since, "--since"), results, request), set(), []
    compared = hold_against(str(baseline), results, request)
    tell_baseline(compared.baseline, compared.new)
    return compared.audits, {Path(name).resolve() for name in compared.baseline.read}, [*compared.baseline.codes]


def _code(result: Audited, by: Gate | None, *, strict: bool) -> ExitCode:
    """Return what an audit comes to: refused or a defect, else by the gate, where one is asked."""
    if result.report is None or result.exit_code is not ExitCode.PASSED or by is None:
        return result.exit_code
    return gate(result.report, by, strict=strict)


def _sources(report: Report) -> str:
    files = ", ".join(source.file for source in report.sources)
    policy = f"{report.policy_name} (sha256 {report.policy_sha256})"
    return f"{report.plan}: read {files}; policy {policy}; checklists {report.checklists_version}"
