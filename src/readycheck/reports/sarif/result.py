"""Findings as the results of a SARIF run: what each came to, where, and who must act by when."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import quote

from readycheck.model.place import Place
from readycheck.model.report import Finding, WaiverUse
from readycheck.model.text import one_line
from readycheck.model.vocabulary import Outcome
from readycheck.reports.location import in_repository
from readycheck.reports.options import Options
from readycheck.reports.sarif.message import plain
from readycheck.reports.sarif.rule import LEVEL
from readycheck.reports.value import day_out, id_of
from readycheck.reports.wording import act_words, milestone_name, outcome_words, waiver_words

#: The name of the folder from which files are named: the root of the repository.
ROOT = "%SRCROOT%"

KIND = {
    Outcome.MET: "pass",
    Outcome.UNPROVEN: "review",
    Outcome.OPEN: "fail",
    Outcome.UNKNOWN: "open",
    Outcome.NOT_APPLICABLE: "notApplicable",
}


class Results(NamedTuple):
    """All that results share."""

    options: Options
    plan: str
    """What the plan is known by from run to run."""
    rules: Mapping[str, int]
    """Where the rule of each item stands."""
    waivers: Mapping[str, WaiverUse]
    """The valid ones, by item."""

    def of(self, finding: Finding) -> dict[str, Any]:
        """Return the result of an item."""
        kind = KIND[finding.outcome]
        return {
            "ruleId": finding.item,
            "ruleIndex": self.rules[finding.item],
            "kind": kind,
            "level": LEVEL[finding.severity] if kind == "fail" else "none",
            "message": plain(_words(finding)),
            "locations": [location(finding.place, self.options)],
            "partialFingerprints": {"primaryLocationLineHash": self._fingerprint(finding)},
            "suppressions": self._suppressions(finding),
            "properties": _properties(finding),
        }

    def _fingerprint(self, finding: Finding) -> str:
        """Return what an alert is known by, whatever becomes of its line."""
        # GitHub knows alerts by the one name primaryLocationLineHash. Left out, it would be a hash of the lines there,
        # and every edit of an answer would close the alert and open another.
        return sha256(f"{self.plan}\0{finding.item}".encode()).hexdigest()[:32] + ":1"

    def _suppressions(self, finding: Finding) -> list[dict[str, Any]]:
        """Return the waiver that accepts a gap; an empty list says that nobody does."""
        if not finding.waived:
            return []
        waiver = self.waivers[finding.item]
        return [
            {
                "kind": "external",
                "status": "accepted",
                "justification": one_line(waiver_words(waiver)),
                "location": location(waiver.place, self.options),
            }
        ]


def location(place: Place, options: Options) -> dict[str, Any]:
    """Return a place; the first line of a file stands for the file as a whole, which code hosts cannot show."""
    return {
        "physicalLocation": {
            "artifactLocation": _artifact(in_repository(place.file, options)),
            "region": {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)},
        }
    }


def _artifact(file: str) -> dict[str, str]:
    """Return where a file is: from the root of the repository, or by its full address where it lies elsewhere."""
    path = PurePath(file)
    return {"uri": path.as_uri()} if path.is_absolute() else {"uri": quoted(file), "uriBaseId": ROOT}


def quoted(file: str) -> str:
    """Return the name of a file as part of an address."""
    return quote(file, errors="replace")


def _words(finding: Finding) -> str:
    """Return what came of an item; the first sentence alone is shown where there is no room."""
    if finding.timing is None:
        return f"{finding.title}: {outcome_words(finding)}."
    until = f"{milestone_name(finding.milestone)} on {finding.timing.milestone}"
    return f"{finding.title}: {act_words(finding)}. {finding.severity.capitalize()} for {until}."


def _properties(finding: Finding) -> dict[str, Any]:
    timing = finding.timing
    return {
        "outcome": finding.outcome,
        "severity": finding.severity,
        "milestone": finding.milestone,
        "counted": finding.counted,
        "planned": finding.planned,
        "owner": id_of(finding.owner),
        "holder": id_of(timing.holder) if timing else None,
        "by": day_out(timing.by) if timing else None,
    }
