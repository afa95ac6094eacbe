"""The text of a plan without answers: complete, commented, and with nothing answered that nobody has answered.

Every item that applies stands there as a comment, blockers first, with the day on which work on it must
start at the latest. A plan that `init` wrote is therefore undecided, and its first audit says whom to ask for what.
"""

from __future__ import annotations

from datetime import date

from readycheck.documents.last_time import LastTime
from readycheck.documents.plain import plain
from readycheck.documents.proposal import Proposal
from readycheck.documents.scalar import on_one_line, quoted, scalar
from readycheck.documents.yaml_text import Notes, entry
from readycheck.model.checklist import Catalogue
from readycheck.model.format import modeline
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Finding
from readycheck.model.text import one_line, printable
from readycheck.model.vocabulary import Outcome, Severity, Truth
from readycheck.syntax.yaml import Value


def render(
    plan: LaunchPlan,
    findings: tuple[Finding, ...],
    proposal: Proposal,
    last: LastTime,
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
        return "\n".join(entry(path[-1], value, path, last.notes))

    environment.filters |= {"quoted": quoted, "scalar": scalar, "comment": one_line}
    return environment.get_template("unanswered.yaml.j2").render(
        modeline=modeline("plan"),
        plan=values,
        last=last,
        written=written,
        remark=_remark,
        too_near=plain(dict(last.too_near)),
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
                "gaps": [
                    _gap(finding, plan, last, as_of) for finding in _open(findings) if finding.department == department
                ],
            }
            for department in plan.departments
        ],
    )


def _remark(value: Value, *path: str) -> str:
    """Return what could stand at a path, as a comment."""
    margin = "  " * (len(path) - 1)
    return "\n".join(f"{margin}# {line.removeprefix(margin)}" for line in entry(path[-1], value, path, Notes()))


def _open(findings: tuple[Finding, ...]) -> list[Finding]:
    """Return what somebody has to answer, worst first."""
    severities = list(Severity)
    wanted = (
        finding
        for finding in findings
        if finding.outcome is not Outcome.NOT_APPLICABLE and finding.timing is not None and not finding.reads
    )
    return sorted(wanted, key=lambda finding: severities.index(finding.severity))


def _gap(finding: Finding, plan: LaunchPlan, last: LastTime, as_of: date) -> dict[str, Value]:
    """Return how an item stands in the plan: its title, and an answer that holds once its `#` is taken away."""
    exempt = finding.item in last.exempt
    if exempt:
        reason = last.exempt[finding.item]
        answer = {"status": "not_applicable", **({"reason": reason} if reason else {})}
    else:
        begin = max(finding.timing.latest_start, as_of) if finding.timing else as_of
        answer = {"status": "todo", "due": _offset(begin, plan.launch_day)}
    if finding.item in last.owners:
        answer["owner"] = last.owners[finding.item]
    return {
        "key": finding.item.partition(".")[2],
        "kind": f"{finding.severity}, new since {last.pin}" if finding.item in last.new else finding.severity.value,
        "title": finding.title,
        "answer": on_one_line(answer),
        "asked": _asked(finding.item, last) if exempt else "",
    }


def _asked(item: str, last: LastTime) -> str:
    """Return what has to be asked before an item may be left out again."""
    agreed = ", and who agrees to it (approved_by)" if item in last.approved else ""
    return f"  # last time; true again{agreed}?"


def _offset(day: date, launch: date) -> str:
    days = (day - launch).days
    return f"T+{days}" if days > 0 else f"T-{-days}"
