"""SARIF 2.1.0: gaps as results, for code scanning and for whatever else reads the format. One run per plan.

Kind and level say what the standard means by them. GitHub reads neither kind nor suppressions, and makes an alert of
every result; so only gaps are results, unless everything is asked for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from readycheck import __version__
from readycheck.errors import UsageError
from readycheck.model.number import tenths
from readycheck.model.place import Place
from readycheck.model.report import Finding, Report
from readycheck.model.text import one_line
from readycheck.reports.location import plan_in_repository
from readycheck.reports.options import Options
from readycheck.reports.sarif.message import plain
from readycheck.reports.sarif.result import ROOT, Results, location, quoted
from readycheck.reports.sarif.rule import rule
from readycheck.reports.wording import accepting_waivers, condition_words, deciding, defects_sentence

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://pypi.org/project/readycheck-cli/"

#: GitHub refuses a file with more runs, shows so many results of a run, and refuses a run with more rules:
#: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning
RUNS, RESULTS, RULES = 20, 5_000, 25_000


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one log with a run for each report; UsageError where there are more than code scanning takes."""
    if len(reports) > RUNS:
        message = f"{len(reports)} plans do not fit into one SARIF file: GitHub takes at most {RUNS}"
        raise UsageError(message, hint="audit fewer plans at a time, each time into a file of its own")
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [*_runs(reports, options)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _runs(reports: tuple[Report, ...], options: Options) -> Iterator[dict[str, Any]]:
    times: Counter[str] = Counter()
    for report in reports:
        plan = plan_in_repository(report, options)
        times[plan] += 1  # a plan that is audited twice has two runs, which must not go by one name
        yield _run(report, options, plan if times[plan] == 1 else f"{plan}/{times[plan]}")


def _run(report: Report, options: Options, plan: str) -> dict[str, Any]:
    listed = _listed(report, options)
    shown = listed[:RESULTS]
    ruled = report.findings if len(report.findings) <= RULES else shown
    results = Results(
        options,
        plan,
        rules={finding.item: index for index, finding in enumerate(ruled)},
        waivers=accepting_waivers(report),
    )
    return {
        "tool": {
            "driver": {
                "name": "readycheck",
                "version": __version__,
                "informationUri": _HOME,
                "rules": [rule(finding) for finding in ruled],
            }
        },
        "automationDetails": {"id": f"readycheck/{quoted(plan).lstrip('/')}/"},
        "invocations": [_invocation(report, options, left_out=len(listed) - len(shown))],
        "originalUriBaseIds": {ROOT: {"description": plain("The root of the repository.")}},
        "columnKind": "unicodeCodePoints",
        "results": [results.of(finding) for finding in shown],
        "properties": _properties(report),
    }


def _listed(report: Report, options: Options) -> tuple[Finding, ...]:
    """Return the gaps, most pressing first; where everything is asked for, what else there is in checklist order.

    What passed would be an alert on GitHub: https://github.com/microsoft/PSRule/issues/955.
    """
    if not options.all_gaps:
        return report.gaps
    gaps = {gap.item for gap in report.gaps}
    return (*report.gaps, *(finding for finding in report.findings if finding.item not in gaps))


def _invocation(report: Report, options: Options, *, left_out: int) -> dict[str, Any]:
    return {
        "executionSuccessful": not (report.defects or report.unread),
        "toolExecutionNotifications": [*_notifications(report, options, left_out)],
    }


def _notifications(report: Report, options: Options, left_out: int) -> Iterator[dict[str, Any]]:
    """Yield what a reader of the results must know, what went wrong first."""
    for file in report.unread:
        words = f"{file} could not be read; its answers are missing here"
        yield {"level": "error", "message": plain(words), "locations": [location(Place(file), options)]}
    if report.defects:
        yield {"level": "error", "message": plain(defects_sentence(report))}
    if left_out:
        yield {"level": "warning", "message": plain(f"{left_out} more are left out: GitHub takes {RESULTS} results")}
    for notice in report.notices:
        yield {
            "level": "warning" if notice.first_screen else "note",
            "message": plain(notice.message),
            "locations": [location(notice.place, options)],
            "properties": {"kind": notice.kind},
        }


def _properties(report: Report) -> dict[str, Any]:
    """Return the answer of the audit, and what decides it."""
    proven = report.figures.proven
    return {
        "launch": one_line(report.launch.name),
        "asOf": report.as_of.isoformat(),
        "milestone": report.milestone,
        "milestoneDay": report.milestone_day.isoformat(),
        "verdict": report.verdict,
        "course": report.course,
        "readiness": float(tenths(proven)) if proven is not None else None,
        "decides": [one_line(condition_words(condition)) for condition in deciding(report)],
        "departures": [one_line(f"{departure.what}: {departure.detail}") for departure in report.departures],
        "policy": one_line(report.policy_name),
        "shown": one_line(report.shown),
    }
