"""Real answers with verdicts that others computed: an integration quality scale of four cumulative tiers.

The adapter renames and reshapes, and decides nothing: a tier is a milestone, a rule a blocker, `exempt` is
`not_applicable` with the comment as its reason. The verdicts to agree with were computed by the scale's own authors.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readycheck.app import AuditRequest, PlanSource, audit_plan, gate
from readycheck.cli import main
from readycheck.errors import ExitCode
from readycheck.model.vocabulary import Gate
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "realdata" / "quality_scale"
AS_OF = date(2025, 4, 4)
#: Tiers have no dates; the adapter gives them ascending ones.
DAYS = {"bronze": "2025-05-01", "silver": "2025-06-01", "gold": "2025-07-01", "platinum": "2025-08-01"}
TIERS = tuple(DAYS)
#: Rules that are newer than the releases, as the data's description names them.
NEWER = {"docs-conditions", "docs-triggers"}

POLICY = {
    "readycheck": "policy/1",
    "milestones": list(TIERS),
    "require": {"blocker": "met"},
    "limits": [],
    "signoffs": "none",
    "shipped_checklists": False,
    "checklists": ["quality.yaml"],
}
STATUS = {"done": "done", "todo": "todo", "exempt": "not_applicable"}

pytestmark = [
    pytest.mark.skipif(not DATA.is_dir(), reason="the quality-scale data is not beside this checkout"),
    pytest.mark.usefixtures("untraced"),
]


def checklist() -> dict[str, Any]:
    rules = json.loads((DATA / "checklist.json").read_text(encoding="utf-8"))["rules"]
    return {
        "readycheck": "checklist/1",
        "version": "1.0",
        "department": "quality",
        "title": "Quality",
        "items": [
            {
                "id": rule["id"],
                "title": rule["id"],
                "ask": rule["id"],
                "why": rule["id"],
                "fix": [rule["id"]],
                "stage": "use",
                "milestone": rule["tier"],
                "severity": "blocker",
                "evidence": "none",
                "not_applicable": "free",
            }
            for rule in rules
            if rule["id"] not in NEWER
        ],
    }


def answer(given: str | dict[str, str]) -> dict[str, str]:
    if isinstance(given, str):
        return {"status": STATUS[given]}
    comment = (given.get("comment") or "").strip()
    return {"status": STATUS[given["status"]], **({"reason": comment} if comment else {})}


def plan(integration: dict[str, Any]) -> dict[str, Any]:
    rules = integration["rules"].items()
    return {
        "readycheck": 1,
        "launch": {"name": integration["name"], "owner": "maintainers", "milestones": DAYS},
        "people": {"maintainers": {"department": "quality", "team": True}},
        "departments": {
            "quality": {
                "lead": "maintainers",
                "items": {rule: answer(given) for rule, given in rules if rule not in NEWER},
            }
        },
    }


def plans(release: str) -> list[dict[str, Any]]:
    text = (DATA / f"plans_{release}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A directory with the policy and the checklist. JSON is YAML."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "readycheck.yaml").write_text(json.dumps(POLICY), encoding="utf-8")
    (tmp_path / "quality.yaml").write_text(json.dumps(checklist()), encoding="utf-8")
    return tmp_path


def passes(workspace: Path, integration: dict[str, Any], milestone: str) -> bool:
    """Audit one plan for one tier, as `readycheck audit --milestone` does."""
    path = workspace / "plan.yaml"
    path.write_text(json.dumps(plan(integration), ensure_ascii=False), encoding="utf-8")
    audited = audit_plan(PlanSource(str(path), path), AuditRequest(AS_OF, milestone))
    assert audited.problems == ()
    assert audited.report is not None
    return gate(audited.report, Gate.VERDICT, strict=False) is ExitCode.PASSED


def test_every_gate_of_release_2025_4_4_agrees_with_its_authors(workspace: Path) -> None:
    """The gate of each tier passes exactly where that tier's column and those below are all true: 392 of 392."""
    with (DATA / "expected_2025.4.4.csv").open(encoding="utf-8") as stream:
        expected = {row["domain"]: row for row in csv.DictReader(stream)}
    compared = 0
    for integration in plans("2025.4.4"):
        row = expected[integration["domain"]]
        passed = [tier for tier in TIERS if passes(workspace, integration, tier)]
        should = [tier for index, tier in enumerate(TIERS) if all(row[t] == "True" for t in TIERS[: index + 1])]
        assert passed == should, integration["domain"]
        assert (passed[-1] if passed else "none") == row["computed"], integration["domain"]
        compared += len(TIERS)
    assert compared == 392


def test_every_gate_of_release_2026_2_3_follows_the_scales_rule(workspace: Path) -> None:
    """A tier passes where every rule of it and of lower tiers is done or exempt: 212 plans, each at each tier."""
    tiers = {item["id"]: item["milestone"] for item in checklist()["items"]}
    compared = 0
    for integration in plans("2026.2.3"):
        settled = {rule for rule, given in integration["rules"].items() if answer(given)["status"] != "todo"}
        for index, tier in enumerate(TIERS):
            demanded = {rule for rule, of in tiers.items() if TIERS.index(of) <= index}
            assert passes(workspace, integration, tier) == (demanded <= settled), (integration["domain"], tier)
            compared += 1
    assert compared == 848


# ---------------------------------------------------------------- from one release to the next
def releases(workspace: Path) -> tuple[Path, Path, dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Write the plans of both releases into a folder each; return the folders and the raw answers by integration."""
    folders, raw = [], []
    for release in ("2025.4.4", "2026.2.3"):
        folder = workspace / release
        folder.mkdir()
        every = {integration["domain"]: integration for integration in plans(release)}
        for domain, integration in every.items():
            text = "readycheck: 1\n" + "".join(
                f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
                for key, value in plan(integration).items()
                if key != "readycheck"
            )
            (folder / f"{domain}.yaml").write_text(text, encoding="utf-8")
        folders.append(folder)
        raw.append({domain: integration["rules"] for domain, integration in every.items()})
    return folders[0], folders[1], raw[0], raw[1]


def counted(old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]) -> Counter[tuple[str, str]]:
    """Count the steps from one status to another in the raw answers, without the program; `-` is no answer."""
    steps: Counter[tuple[str, str]] = Counter()
    for domain in old.keys() & new.keys():
        for rule in (old[domain].keys() | new[domain].keys()) - NEWER:
            was, now = (_raw(side[domain].get(rule)) for side in (old, new))
            steps[was, now] += was != now
    return +steps


def _raw(given: str | dict[str, str] | None) -> str:
    return given["status"] if isinstance(given, dict) else given or "-"


#: What `diff` says of an outcome, in the words of the scale.
OUTCOMES = {"met": "done", "open": "todo", "not_applicable": "exempt", "unknown": "-"}


def test_what_changed_between_the_releases_is_told_exactly(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """98 integrations in both: every change of status is listed once, by kind, and 20 change their highest tier."""
    before, after, old, new = releases(workspace)
    arguments = ["--as-of", "2026-02-03", "--milestone", "platinum", "-f", "json"]
    assert main(["diff", str(before), str(after), *arguments]) == ExitCode.PASSED
    found = json.loads(capsys.readouterr().out)
    assert len(found["comparisons"]) == 98
    assert (len(found["only_before"]), len(found["only_after"])) == (0, 114)

    changes = [change for comparison in found["comparisons"] for change in comparison["changes"]]
    steps = Counter((OUTCOMES[each["before"]["outcome"]], OUTCOMES[each["after"]["outcome"]]) for each in changes)
    assert steps == {
        ("todo", "done"): 180,
        ("exempt", "done"): 24,
        ("todo", "exempt"): 15,
        ("done", "exempt"): 6,
        ("done", "todo"): 1,
        ("-", "done"): 9,
        ("-", "todo"): 15,
    }
    assert steps == counted(old, new)
    assert found["counts"] == {"closed": 189, "opened": 1, "left": 21, "entered": 24, "changed": 15}
    #: Exempt without anybody's agreement, and the one that was done and is not: nobody else approves on this scale.
    refused = [each for comparison in found["comparisons"] for each in comparison["regressions"]]
    assert len(refused) == 15 + 6 + 1

    moved = {
        Path(comparison["after"]["plan"]).stem
        for comparison in found["comparisons"]
        if _highest(comparison, "before") != _highest(comparison, "after")
    }
    assert len(moved) == 20
    assert moved == {domain for domain in old if _tier(old[domain]) != _tier(new[domain])}


def _highest(comparison: dict[str, Any], side: str) -> int:
    """How many tiers pass, the lowest first. A milestone that is not listed has the verdict that it had."""
    changed = {each["id"]: each[side]["verdict"] for each in comparison["milestones"]}
    return sum(changed.get(tier, "same") in {"go", "go_with_conditions"} for tier in TIERS)


def _tier(rules: dict[str, Any]) -> int:
    """How many tiers pass by the scale's own rule: every rule of the tier and of lower ones is done or exempt."""
    demanded = {item["id"]: TIERS.index(item["milestone"]) for item in checklist()["items"]}
    failing = [tier for rule, tier in demanded.items() if _raw(rules.get(rule)) not in {"done", "exempt"}]
    return min(failing, default=len(TIERS))
