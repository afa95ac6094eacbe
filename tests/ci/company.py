"""A company whose launch plan, policy, own checklists and proofs lie on `main`, and pull requests to it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.ci.action import Ran, run_action
from tests.history.building import Clone

PLAN = "launches/aurora/launch.yaml"
AS_OF = "2026-11-22"
INPUTS = {"plans": PLAN, "as-of": AS_OF, "comment": "true", "sarif": "true"}
BLOCKERS = ("terms", "privacy", "licences", "export", "marks", "returns")


def _item(key: str, severity: str = "blocker", evidence: str = "document", **more: Any) -> dict[str, Any]:
    texts = {"title": f"The {key} are ready", "ask": "Are they?", "why": "Customers ask.", "fix": ["Do it"]}
    return {"id": key, "severity": severity, "evidence": evidence, "stage": "buy", "lead_days": 5, **texts, **more}


def checklists() -> dict[str, Any]:
    """Return the own checklists, by department."""
    items = {
        "legal": [*(_item(key) for key in BLOCKERS), _item("notice", "major", "claim", applies={"profile": ["paid"]})],
        "support": [_item("channels"), _item("faq", "minor", "none")],
    }
    head = {"readycheck": "checklist/1", "version": "1.0"}
    return {
        name: {**head, "department": name, "title": name.capitalize(), "items": listed}
        for name, listed in items.items()
    }


def policy() -> dict[str, Any]:
    """Return a policy that is stricter than the built-in one."""
    return {
        "readycheck": "policy/1",
        "shipped_checklists": False,
        "checklists": ["checklists/legal.yaml", "checklists/support.yaml"],
        "require": {"blocker": "waived", "major": "waived", "minor": "any"},
        "limits": [
            {"measure": "proven", "at_least": 80},
            {"measure": "not_applicable_share", "of": "each_department", "at_most": 25},
            {"measure": "waivers", "of": "blocker", "at_most": 1},
        ],
        "waiver_max_days": 60,
    }


def plan() -> dict[str, Any]:
    """Return a plan on its way: five of seven blockers are proven, the terms and the returns have an owner and a day."""
    done = {key: {"status": "done", "evidence": f"proof/{key}.md"} for key in (*BLOCKERS, "channels")}
    planned = {"status": "in_progress", "due": "2026-12-04", "expect": "2026-12-04"}
    return {
        "readycheck": 1,
        "launch": {
            "name": "Aurora",
            "owner": "mara.lind",
            "sponsor": "tom.oduya",
            "class": "flagship",
            "milestones": {"ga": "2026-12-15"},
        },
        "profile": {"paid": "yes"},
        "people": {"mara.lind": "product", "tom.oduya": "management", "dana.cho": "legal", "lee.ng": "support"},
        "departments": {
            "legal": {
                "lead": "dana.cho",
                "items": {
                    **{key: done[key] for key in BLOCKERS},
                    "terms": {**planned},
                    "returns": {**planned},
                    "notice": {"status": "done", "evidence": "Mailed to all 412 customers"},
                },
            },
            "support": {"lead": "lee.ng", "items": {"channels": done["channels"], "faq": "done"}},
        },
    }


class Company:
    """A checkout of the company's repository. What is changed after it was made is a pull request."""

    def __init__(self, path: Path) -> None:
        self.clone = Clone(path / "checkout")
        self.temporary = path / "temporary"
        self.plan, self.policy, self.checklists = plan(), policy(), checklists()
        self.place = PLAN
        for key in (*BLOCKERS, "channels"):
            self.write(f"launches/aurora/proof/{key}.md", f"The board agreed on the {key} on 3 November.\n")
        self.save()
        self.clone.commit("Agreed")
        self.clone.git("update-ref", "refs/remotes/origin/main", "main")

    @property
    def legal(self) -> dict[str, Any]:
        """The answers of the legal department."""
        answers: dict[str, Any] = self.plan["departments"]["legal"]["items"]
        return answers

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file of the repository."""
        return self.clone.write(name, text)

    def write_yaml(self, name: str, content: dict[str, Any]) -> None:
        """Write a file of the repository from values, each written out where it stands."""
        self.write(name, yaml.safe_dump(json.loads(json.dumps(content)), sort_keys=False))

    def save(self) -> None:
        """Write what the plan, the policy and the checklists are by now."""
        self.write_yaml(self.place, self.plan)
        self.write_yaml("readycheck.yaml", self.policy)
        for name, content in self.checklists.items():
            self.write_yaml(f"checklists/{name}.yaml", content)

    def agree(self) -> None:
        """Have what was changed so far on `main`."""
        self.save()
        self.clone.commit("Agreed as well")
        self.clone.git("update-ref", "refs/remotes/origin/main", "main")

    def pull_request(self, change: Callable[[Company], None], **given: str) -> Ran:
        """Make a change on a branch, merge it as GitHub does to try it, and run the action on that."""
        self.clone.git("checkout", "-q", "-b", "work")
        change(self)
        self.save()
        self.clone.commit("Proposed")
        self.clone.git("checkout", "-q", "--detach", "main")
        self.clone.git("merge", "-q", "--no-ff", "-m", "Merge work into main", "work")
        return run_action(self.clone.path, self.temporary, {**INPUTS, **given}, base_ref="main")


def close_the_terms(company: Company) -> None:
    """Do the work on the terms and prove it."""
    company.write("launches/aurora/proof/terms.md", "The board approved the terms of 3 November, all seven present.\n")
    company.legal["terms"] = {"status": "done", "evidence": "proof/terms.md"}
