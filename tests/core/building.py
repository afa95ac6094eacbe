"""Small audits built by hand, for claims about one thing at a time."""

from __future__ import annotations

from datetime import date
from typing import Any

from readycheck.audit import audit
from readycheck.model.checklist import Catalogue, ChecklistItem, Item
from readycheck.model.facts import Facts, Proven
from readycheck.model.place import Place, PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Policy, Require, Weights
from readycheck.model.report import Finding, Report
from readycheck.model.vocabulary import Requirement, Strength

AS_OF = date(2026, 11, 22)
GA = date(2026, 12, 22)
LEAD, SPONSOR, OWNER, OTHER = "lea.legal", "tom.oduya", "mara.lind", "fin.finance"


def item(name: str, **fields: Any) -> Item:
    """An item of legal (or of `department.name`) with the least that an item needs."""
    department, _, key = name.rpartition(".")
    spec = {
        "id": key,
        "title": f"{key} is done",
        "ask": "What?",
        "why": "Because.",
        "fix": ["Do it"],
        "stage": "use",
        "severity": "blocker",
        "evidence": "none",
        **fields,
    }
    return Item(f"{department or 'legal'}.{key}", department or "legal", ChecklistItem.model_validate(spec))


def policy(**changes: Any) -> Policy:
    """A policy that demands that blockers are met or waived, and nothing else."""
    base: dict[str, Any] = {
        "milestones": ("beta", "ga", "hypercare"),
        "weights": Weights(),
        "require": Require(blocker=Requirement.WAIVED, major=Requirement.ANY, minor=Requirement.ANY),
        "limits": (),
        "signoffs": "none",
        "waiver_max_days": 180,
        "refusal_needs_approval": True,
    }
    return Policy(**{**base, **changes})


def plan(answers: dict[str, Any] | None = None, **changes: Any) -> LaunchPlan:
    """A plan of legal, finance and support with these answers by full item id."""
    departments: dict[str, Any] = {
        "legal": {"lead": LEAD, "items": {}},
        "finance": {"lead": OTHER, "items": {}},
        "support": {"lead": "sue.support", "items": {}},
    }
    for full, answer in (answers or {}).items():
        department, _, key = full.partition(".")
        departments[department]["items"][key] = answer
    for name, part in changes.pop("departments", {}).items():
        departments[name] = {**departments.get(name, {}), **part}
    launch = {"name": "Aurora", "owner": OWNER, "sponsor": SPONSOR, "milestones": {"ga": GA.isoformat()}}
    document = {
        "readycheck": 1,
        "launch": {**launch, **changes.pop("launch", {})},
        "people": {
            OWNER: "product",
            SPONSOR: "management",
            LEAD: "legal",
            OTHER: "finance",
            "sue.support": "support",
            **changes.pop("people", {}),
        },
        "departments": departments,
        **changes,
    }
    return LaunchPlan.model_validate(document)


def run(
    items: list[Item],
    given: LaunchPlan | dict[str, Any] | None = None,
    *,
    rules: Policy | None = None,
    proofs: dict[str, tuple[Proven, ...]] | None = None,
    facts: Facts | None = None,
    as_of: date = AS_OF,
    milestone: str | None = None,
    fail_under: float | None = None,
    slip: int = 0,
    weeks: int = 0,
) -> Report:
    """Audit a plan (or a plan with these answers) against these items, with these proofs or all these facts."""
    catalogue = Catalogue(
        items=tuple(items),
        titles={"legal": "Legal", "finance": "Finance", "support": "Support"},
        facts={"paid": "?", "hosted": "?"},
        version="1.0",
    )
    return audit(
        given if isinstance(given, LaunchPlan) else plan(given),
        catalogue,
        rules or policy(),
        facts or Facts(proofs or {}),
        as_of,
        locate=located,
        milestone=milestone,
        fail_under=fail_under,
        slip=slip,
        weeks=weeks,
    )


def located(path: PlanPath) -> Place:
    """Keep the path, so that tests can see what a place is of."""
    return Place("/".join(map(str, path)), 1, 1)


def finding(report: Report, name: str) -> Finding:
    """The finding of an item."""
    return next(found for found in report.findings if found.item == name)


def proof(strength: Strength = Strength.DOCUMENT, **fields: Any) -> tuple[Proven, ...]:
    """One proof."""
    return (Proven(strength, "legal/proof.md", **fields),)
