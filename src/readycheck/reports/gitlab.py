"""GitLab's code quality report: the gaps that count, as the widget of a merge request compares them.

The widget knows an entry by its fingerprint and calls what is no longer there resolved. So a fingerprint depends on
plan and item alone, and a waived gap stays in the list: a waiver resolves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from readycheck.model.report import Finding, Report
from readycheck.model.text import one_line
from readycheck.reports.location import in_repository, plan_in_repository
from readycheck.reports.options import Options
from readycheck.reports.wording import act_words


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one array, plans in their order, gaps most pressing first. `options` say where the repository lies."""
    return json.dumps([*_entries(reports, options)], ensure_ascii=False, indent=2) + "\n"


def _entries(reports: tuple[Report, ...], options: Options) -> Iterator[dict[str, Any]]:
    plans: list[str] = []
    for report in reports:
        plan = plan_in_repository(report, options)
        plans.append(plan)
        for gap in report.gaps:
            yield {
                "description": one_line(f"{gap.title}: {act_words(gap)}"),
                "check_name": gap.item,
                "fingerprint": _fingerprint(plan, plans.count(plan), gap.item),
                "severity": _severity(gap),
                "location": {
                    "path": in_repository(gap.place.file, options),
                    "lines": {"begin": max(gap.place.line, 1)},
                },
            }


def _severity(gap: Finding) -> str:
    """Return one of info, minor, major, critical, blocker: ours are among them; what was waived is for information."""
    return "info" if gap.waived else gap.severity.value


def _fingerprint(plan: str, time: int, item: str) -> str:
    """Return what an entry is known by from one run to the next; `time` counts where a plan is audited twice."""
    return sha256("\0".join((plan, str(time), item)).encode()).hexdigest()
