"""The text of a first plan: complete, commented, and with nothing answered that nobody has answered.

Every item that applies stands there as a comment, blockers first, with the day on which work on it must
start at the latest. A plan that `init` wrote is therefore undecided, and its first audit says whom to ask for what.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from readycheck.documents.proposal import Proposal
from readycheck.model.checklist import Catalogue
from readycheck.model.plan.journey import Journey
from readycheck.model.report import Finding
from readycheck.model.text import printable
from readycheck.model.vocabulary import DEPARTMENTS, LaunchClass, Outcome, Severity, Truth


class FirstAnswers(NamedTuple):
    """What `init` asks."""

    name: str
    day: date
    owner: str
    sponsor: str | None
    launch_class: LaunchClass
    profile: dict[str, Truth]
    leads: dict[str, str]
    journeys: tuple[Journey, ...] = ()
    """Those that customers go on, as proposed for the kind of launch."""


def people_of(answers: FirstAnswers) -> dict[str, str]:
    """Return everybody who is named, each with a department: leads their own, owner product, sponsor management."""
    people: dict[str, str] = {}
    for department in (*DEPARTMENTS, *answers.leads):
        if department in answers.leads:
            people.setdefault(answers.leads[department], department)
    people.setdefault(answers.owner, "product")
    if answers.sponsor is not None:
        people.setdefault(answers.sponsor, "management")
    return people


def bare(answers: FirstAnswers, departments: tuple[str, ...]) -> dict[str, object]:
    """Return the plan as plain values, without any item: what an audit needs to say what applies, and when."""
    return {
        "readycheck": 1,
        "launch": {
            "name": answers.name,
            "owner": answers.owner,
            **({"sponsor": answers.sponsor} if answers.sponsor else {}),
            "class": answers.launch_class.value,
            "milestones": {"ga": answers.day.isoformat()},
        },
        "profile": {fact: value.value for fact, value in answers.profile.items()},
        "people": people_of(answers),
        "departments": {
            department: {"lead": answers.leads[department]} if department in answers.leads else {}
            for department in departments
        },
    }


def render(
    answers: FirstAnswers,
    findings: tuple[Finding, ...],
    proposal: Proposal,
    *,
    catalogue: Catalogue,
    titles: dict[str, str],
    as_of: date,
    file: str,
) -> str:
    """Return the YAML of a first plan. `findings` are those of an audit of the plan without items.

    `titles` are the departments that have a part in it, in their order.
    """
    import json  # noqa: PLC0415 - needed by this command only

    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("readycheck", "documents"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - YAML, not HTML; every text goes through `quoted` or `comment`
    )
    environment.filters |= {"quoted": lambda text: json.dumps(text, ensure_ascii=False), "comment": printable}
    return environment.get_template("first_plan.yaml.j2").render(
        name=answers.name,
        owner=answers.owner,
        sponsor=answers.sponsor,
        launch_class=answers.launch_class.value,
        day=answers.day.isoformat(),
        version=catalogue.version,
        file=printable(file),
        facts=[
            (fact, answers.profile.get(fact, Truth.UNKNOWN).value, question)
            for fact, question in catalogue.facts.items()
        ],
        people=list(people_of(answers).items()),
        proposal=proposal,
        departments=[
            {
                "id": department,
                "title": title,
                "lead": answers.leads.get(department),
                "gaps": _gaps(findings, department, answers.day, as_of),
            }
            for department, title in titles.items()
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
