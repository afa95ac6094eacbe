"""The text of a plan without answers: complete, commented, and with nothing answered that nobody has answered.

Every item that applies stands there as a comment, blockers first, with the day on which work on it must
start at the latest. A plan that `init` wrote is therefore undecided, and its first audit says whom to ask for what.
"""

from __future__ import annotations

from datetime import date

from readycheck.documents.plain import plain
from readycheck.documents.proposal import Proposal
from readycheck.documents.yaml import Value
from readycheck.documents.yaml_text import Notes, entry, quoted, scalar
from readycheck.model.checklist import Catalogue
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Finding
from readycheck.model.text import printable
from readycheck.model.vocabulary import Outcome, Severity, Truth


def render(
    plan: LaunchPlan,
    findings: tuple[Finding, ...],
    proposal: Proposal,
    *,
    catalogue: Catalogue,
    as_of: date,
    file: str,
) -> str:
    """Return the YAML of a plan that has no answers. `findings` are those of its audit; `file` is its name."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("readycheck", "documents"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - YAML, not HTML; every text goes through `quoted`, `scalar`, `written` or `comment`
    )
    values = plain(plan)

    def written(*path: str) -> str:
        value: Value = values
        for step in path:
            value = value[step]
        return "\n".join(entry(path[-1], value, path, Notes()))

    environment.filters |= {"quoted": quoted, "scalar": scalar, "comment": printable}
    return environment.get_template("unanswered.yaml.j2").render(
        plan=values,
        written=written,
        version=catalogue.version,
        file=printable(file),
        facts=[
            (fact, plan.profile.get(fact, Truth.UNKNOWN).value, question) for fact, question in catalogue.facts.items()
        ],
        proposal=proposal,
        departments=[
            {
                "id": department,
                "title": catalogue.titles.get(department, department),
                "part": values["departments"][department],
                "gaps": _gaps(findings, department, plan.launch_day, as_of),
            }
            for department in plan.departments
        ],
    )


def _gaps(findings: tuple[Finding, ...], department: str, day: date, as_of: date) -> list[dict[str, str]]:
    severities = list(Severity)
    open_items = [
        finding
        for finding in findings
        if finding.department == department
        and finding.outcome is not Outcome.NOT_APPLICABLE
        and finding.timing is not None
        and not finding.reads
    ]
    return [
        {
            "key": finding.item.partition(".")[2],
            "severity": finding.severity.value,
            "title": finding.title,
            "due": _offset(max(finding.timing.latest_start, as_of), day) if finding.timing else "",
        }
        for finding in sorted(open_items, key=lambda finding: severities.index(finding.severity))
    ]


def _offset(day: date, launch: date) -> str:
    days = (day - launch).days
    return f"T+{days}" if days > 0 else f"T-{-days}"
