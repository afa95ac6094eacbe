"""Reports to render: one whose every free text can be replaced, and one read from files."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from readycheck.app import AuditRequest, PlanSource, audit_plan
from readycheck.audit import audit
from readycheck.audit.path import path_to_green
from readycheck.model.base import Text
from readycheck.model.checklist import Catalogue, ChecklistItem, Item, RuleCall, Tailored
from readycheck.model.facts import Facts, Proven
from readycheck.model.path import PathToGreen
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Limit, Policy, Require, Weights
from readycheck.model.report import Report, Source
from readycheck.model.vocabulary import Exemption, Measure, Severity, Stage, Strength

AS_OF = date(2026, 11, 22)
#: A word that no report contains by itself.
WORD = "Qwxyz"


def as_read(text: str) -> str:
    """Return a text as models hold it: whatever they make of it, they make of it here too."""
    return TypeAdapter[str](Text).validate_python(text)


def item(department: str, key: str, severity: Severity, text: str = "A text", **more: Any) -> Item:
    """Return an item of a checklist, `text` in each of its texts."""
    spec: dict[str, Any] = {"evidence": Strength.NONE, "lead_days": 5, "stage": Stage.LEARN, **more}
    made = ChecklistItem(id=key, title=text, ask=text, why=text, fix=(text,), severity=severity, **spec)
    return Item(f"{department}.{key}", department, made, own=True)


def catalogue_of(text: str) -> Catalogue:
    """Return a catalogue with an item for each way in which a plan's words reach a report."""
    blocker, major, minor = Severity.BLOCKER, Severity.MAJOR, Severity.MINOR
    tailored = item("support", "faq", minor, text)._replace(tailored=Tailored("severity major → minor", text))
    return Catalogue(
        items=(
            item("legal", "terms", blocker, text, evidence=Strength.DOCUMENT),
            item("legal", "notice", major, text),
            item("legal", "marks", blocker, text, not_applicable=Exemption.APPROVED),
            item("legal", "later", major, text, lead_days=1),
            item("legal", "inputs", major, text, rule=RuleCall(kind="asks")),
            item("support", "channels", blocker, text),
            item("support", "training", major, text),
            item("support", "chat", minor, text),
            tailored,
        ),
        titles={"legal": text, "support": "Support"},
        facts={"paid": text},
        version="1.0",
    )


def written_plan(text: str) -> dict[str, Any]:
    """Return a plan as a file holds it, with `text` wherever people may write what they like."""
    person = {"name": text, "department": "legal"}
    condition = {"what": text, "owner": "dana.cho", "by": "T-3"}
    return {
        "readycheck": 1,
        "launch": {
            "name": text,
            "summary": text,
            "owner": "mara.lind",
            "sponsor": "tom.oduya",
            "milestones": {"ga": "2026-12-15"},
            "decision": {"meeting": "T-7", "chair": "tom.oduya"},
            "links": {"tickets": text},
        },
        "people": {
            "mara.lind": {**person, "department": "product"},
            "tom.oduya": {"department": "management"},
            "dana.cho": person,
            "lee.ng": {**person, "department": "support"},
        },
        "departments": {
            "legal": {
                "lead": "dana.cho",
                "called": text,
                "asks": [{"what": text, "from": "support", "by": "T-25"}],
                "stated": {"price": text},
                "signoffs": [
                    {
                        "for": "ga",
                        "by": "dana.cho",
                        "date": "2026-11-20",
                        "decision": "conditional",
                        "conditions": [condition],
                        "note": text,
                    }
                ],
                "items": {
                    "terms": {"status": "done", "evidence": text},
                    "notice": {"status": "blocked", "reason": text, "note": text, "ticket": text},
                    "marks": {"status": "not_applicable", "reason": text, "approved_by": "tom.oduya"},
                    "later": {"status": "todo", "due": "T-5"},
                },
            },
            "support": {
                "lead": "lee.ng",
                "stated": {"price": 29},
                "signoffs": [{"for": "ga", "by": "lee.ng", "date": "2026-11-20", "decision": "no_go", "note": text}],
                "items": {
                    "channels": {"status": "todo"},
                    "training": {"status": "will_not_do", "reason": text, "approved_by": "tom.oduya"},
                },
            },
        },
        "customers": {"segments": [{"id": "firms", "name": text}]},
        "journeys": [
            {
                "name": text,
                "for": "firms",
                "skips": {"grow": text},
                "touchpoints": [
                    {
                        "name": text,
                        "stage": "buy",
                        "department": "legal",
                        "promise": text,
                        "level": "premium",
                        "kept_by": text,
                        "tested": {"date": "2026-11-10", "evidence": text},
                        "questions": [text, {"how": text, "answer": text}],
                    },
                    {"name": text, "stage": "use", "department": "support"},
                ],
            }
        ],
        "handoffs": [
            {"standing": "support -> partner:KOVA", "carries": [text], "when": text, "accept": text},
            {"once": "legal -> support", "carries": [text], "due": "T-11"},
        ],
        "waivers": [
            {
                "item": "support.channels",
                "reason": text,
                "approved_by": "tom.oduya",
                "date": "2026-11-20",
                "until": "2027-01-31",
                "condition": condition,
            },
            {
                "item": "support.chat",
                "reason": text,
                "approved_by": "lee.ng",
                "date": "2026-11-20",
                "until": "2027-01-31",
            },
        ],
        "decisions": [
            {"for": "beta", "date": "2026-10-08", "decision": "go", "by": "tom.oduya", "despite": ["legal.terms"]},
            {
                "for": "ga",
                "date": "2026-11-20",
                "decision": "conditional",
                "by": "tom.oduya",
                "conditions": [condition],
            },
        ],
    }


def plan_of(text: str) -> LaunchPlan:
    """Return that plan as it is read."""
    return LaunchPlan.model_validate(written_plan(text))


POLICY = Policy(
    milestones=("beta", "ga", "hypercare"),
    weights=Weights(),
    require=Require(),
    limits=(Limit(measure=Measure.PROVEN, at_least=80),),
    signoffs="departments_with_blockers",
    waiver_max_days=180,
    refusal_needs_approval=True,
    overridden=("limits",),
)


def facts_of(text: str) -> Facts:
    """Return a proof that proves nothing, and says `text`."""
    return Facts({"legal.terms": (Proven(Strength.CLAIM, text, "is a placeholder"),)})


def report_of(text: str, *, own_text: bool = True) -> Report:
    """Return a report of a launch off course, with `text` in every free text that reaches it.

    `own_text` says whether the checklists are the company's own, and so hold `text` as well.
    """
    text = as_read(text)
    report = audit(
        plan_of(text),
        catalogue_of(text if own_text else "A text"),
        POLICY,
        facts_of(text),
        AS_OF,
        locate=lambda _: Place("plan.yaml", 3, 5),
        weeks=1,
    )
    digest = "0123456789abcdef" * 4
    return report._replace(
        tool_version="9.9",
        plan="plan.yaml",
        sources=(Source("plan.yaml", digest),),
        policy_name="x",
        policy_sha256="b" * 64,
        policy_files=(),
    )


def path_of(text: str) -> PathToGreen:
    """Return the path to green of the same launch."""
    text = as_read(text)
    place = Place("plan.yaml", 3, 5)
    path = path_to_green(plan_of(text), catalogue_of(text), POLICY, facts_of(text), AS_OF, locate=lambda _: place)
    return path._replace(tool_version="9.9", plan="plan.yaml")


@pytest.fixture
def read(tmp_path: Path) -> Callable[[dict[str, Any]], Report]:
    """Return a function that writes a plan, as JSON (which is YAML), and audits it with the shipped checklists."""

    def audited(plan: dict[str, Any]) -> Report:
        path = tmp_path / "plan.yaml"
        path.write_text(json.dumps(plan), encoding="utf-8")
        found = audit_plan(PlanSource("plan.yaml", path), AuditRequest(as_of=AS_OF))
        assert found.report is not None, found.problems
        return found.report

    return audited
