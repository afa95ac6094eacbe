"""Items as the rules of a SARIF run: what each asks, why, and how to close it. Says nothing of any answer."""

from __future__ import annotations

import re
from typing import Any

from readycheck.model.report import Finding
from readycheck.model.vocabulary import Severity
from readycheck.reports.markup import escape
from readycheck.reports.sarif.message import formatted, plain, short

#: What GitHub shows of a rule's descriptions.
DESCRIPTION = 1024

LEVEL = {
    Severity.BLOCKER: "error",
    Severity.MAJOR: "warning",
    Severity.MINOR: "note",
    Severity.INFO: "note",
}
#: By this GitHub sorts alerts that no level tells apart, as those of unanswered items.
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}


def rule(finding: Finding) -> dict[str, Any]:
    """Return the rule of an item. It depends on the checklists and the policy, and on the plan by its milestones."""
    level = LEVEL[finding.severity]
    return {
        "id": finding.item,
        "name": _name(finding.item),
        "shortDescription": short(finding.title, DESCRIPTION),
        "fullDescription": short(finding.why, DESCRIPTION),
        "help": plain(*_help(finding)) | formatted(_help_in_markdown(finding)),
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": [finding.department, finding.severity, finding.stage, finding.milestone, *finding.serves],
            "precision": "very-high",
            "problem.severity": _PROBLEM[level],
        },
    }


def _name(item: str) -> str:
    """Return the name of a rule, in one word, as the format's readers expect it: `LegalLicenceTerms`."""
    return "".join(part.capitalize() for part in re.split(r"[^a-z0-9]+", item))


def _help(finding: Finding) -> list[str]:
    steps = [f"{number}. {step}" for number, step in enumerate(finding.fix, start=1)]
    return [finding.ask, finding.why, *steps, f"More: readycheck explain {finding.item}"]


def _help_in_markdown(finding: Finding) -> str:
    steps = "\n".join(f"{number}. {escape(step)}" for number, step in enumerate(finding.fix, start=1))
    parts = (f"**{escape(finding.ask)}**", escape(finding.why), steps, f"More: `readycheck explain {finding.item}`")
    return "\n\n".join(filter(None, parts))
