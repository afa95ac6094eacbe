"""What a pull request cannot bend: held to `origin/main`, each way to make a go easier exits 1 and is named.

And what it may do: whoever closes a gap, tells bad news or asks for more gets through.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.cli.conftest import CHECKLISTS, POLICY, Desk, Result, go_plan
from tests.history.building import Clone

Files = dict[str, Any]
Change = Callable[[Files], object]

PLAN = "aurora.yaml"
MAIN = "refs/remotes/origin/main"
HELD = ("--policy-ref", "origin/main", "--baseline", "origin/main")


def company() -> Files:
    """Return the files of the small company, by name: values, which are written as YAML, or text."""
    plan = go_plan()
    plan["departments"]["legal"]["items"]["notice"] = {"status": "in_progress", "due": "2026-12-10"}
    files: Files = {PLAN: plan, "readycheck.yaml": copy.deepcopy(POLICY)}
    for department, items in copy.deepcopy(CHECKLISTS).items():
        head = {"readycheck": "checklist/1", "version": "1.0", "department": department, "title": department.title()}
        files[f"checklists/{department}.yaml"] = {**head, "items": items}
    files["terms.md"] = "The board approved the terms of 3 November.\n"
    files["channels.md"] = "Three people called, wrote and chatted on 12 November.\n"
    return files


class Forge:
    """A repository in which something was agreed on `origin/main`, and a pull request is checked out."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.clone = desk, Clone(desk.path)

    def put(self, files: Files) -> None:
        """Replace every file of the checkout."""
        if self.clone.git("ls-files"):
            self.clone.git("rm", "-rqf", ".")
        for name, content in files.items():
            self.desk.write(name, content)
        self.clone.commit()

    def hold(self, agreed: Files, change: Change, *arguments: str, plan: str = PLAN) -> Result:
        """Return what an audit of a changed checkout comes to, held to what was agreed."""
        self.put(agreed)
        self.clone.git("update-ref", MAIN, "HEAD")
        files = copy.deepcopy(agreed)
        change(files)
        self.put(files)
        return self.desk.audit(plan, *HELD, "-f", "comment", *arguments)


@pytest.fixture
def forge(desk: Desk) -> Forge:
    return Forge(desk)


def legal(files: Files) -> Any:
    return files[PLAN]["departments"]["legal"]


def spec(files: Files, index: int, department: str = "legal") -> Any:
    return files[f"checklists/{department}.yaml"]["items"][index]


def nothing(_: Files) -> None:
    """Change nothing."""


# ---------------------------------------------------------------- what asks for less
def _refuse_with_a_friend(files: Files) -> None:
    files[PLAN]["people"]["new.friend"] = "product"
    legal(files)["items"]["notice"] = {
        "status": "will_not_do",
        "reason": "Nobody reads it",
        "approved_by": "new.friend",
    }


def _refuse_by_the_former_owner(files: Files) -> None:
    refused = {"status": "will_not_do", "reason": "Nobody reads it", "owner": "mara.lind", "approved_by": "dana.cho"}
    legal(files)["items"]["notice"] = refused


def _move_to_another_department(files: Files) -> None:
    moved = files["checklists/legal.yaml"]["items"].pop(1)
    files["checklists/support.yaml"]["items"].append({**moved, "formerly": ["legal.notice"]})


def _date_beta(files: Files) -> None:
    files[PLAN]["launch"]["milestones"]["beta"] = "2026-12-01"


def _loosen_another_class(files: Files) -> None:
    files["readycheck.yaml"]["classes"] = {"flagship": {"limits": [], "signoffs": "none"}}


def _set(key: str, value: object, index: int = 1) -> Change:
    return lambda files: spec(files, index).update({key: value})


def _journeyed(files: Files) -> None:
    steps = [{"name": name, "stage": "learn", "department": "legal"} for name in ("Compares", "Asks")]
    files[PLAN]["journeys"] = [{"name": "Buys", "touchpoints": steps}]


def _leave_out_a_step(files: Files) -> None:
    files[PLAN]["journeys"][0]["touchpoints"].pop()


def _leave_out_all(files: Files) -> None:
    del files[PLAN]["journeys"]


def _hand_over_a_department(files: Files) -> None:
    files[PLAN]["departments"]["legal"] = {"done_by": "support", "items": legal(files)["items"]}


def _take_other_milestones(files: Files) -> None:
    files["readycheck.yaml"]["milestones"] = ["beta", "hypercare"]
    for department in ("legal", "support"):
        for item in files[f"checklists/{department}.yaml"]["items"]:
            item["milestone"] = "beta"


def _ask_of_a_fact(files: Files) -> None:
    files["readycheck.yaml"]["facts"] = {"regulated": "Does a regulator have to be told of it?"}
    files["checklists/legal.yaml"]["items"][1]["applies"] = {"profile": ["regulated"]}


def _reword_a_fact(files: Files) -> None:
    files["readycheck.yaml"]["facts"]["regulated"] = "Does a regulator have to agree to it?"


def _move_a_lead(files: Files) -> None:
    files[PLAN]["people"]["dana.cho"] = "support"


LESS = {
    "milestones that the plan does not date": (_take_other_milestones, "milestone ga: 2026-12-15 → no date"),
    "another fact": (_reword_a_fact, "fact regulated: Does a regulator have to be told of it? →"),
    "a lead of another department": (_move_a_lead, "department of dana.cho: legal → support"),
    "a touchpoint less": (_leave_out_a_step, "touchpoint “Asks” of “Buys”: there → not there"),
    "no journeys": (_leave_out_all, "aurora.yaml:1:1: journey “Buys”: there → not there"),
    "somebody else's work": (_hand_over_a_department, "lead of legal: dana.cho → lee.ng"),
    "refuse with a friend": (_refuse_with_a_friend, "agreed by New Friend, who was not in the plan before"),
    "refuse by its owner until now": (_refuse_by_the_former_owner, "agreed by its own owner only"),
    "other words": (_set("title", "A notice exists"), "legal.notice: title"),
    "another question": (_set("ask", "Is there a notice?"), "legal.notice: ask"),
    "another stage": (_set("stage", "grow"), "legal.notice: stage"),
    "less time": (_set("lead_days", 1), "legal.notice: lead_days"),
    "another department": (_move_to_another_department, "legal.notice: department"),
    "an earlier milestone to be audited": (_date_beta, "milestone beta"),
    "a class for later": (_loosen_another_class, "policy for flagship: limits"),
}


@pytest.mark.parametrize(("change", "reason"), LESS.values(), ids=LESS)
def test_what_asks_for_less_is_refused_and_named(forge: Forge, change: Change, reason: str) -> None:
    """Exit 1, and stderr says which."""
    agreed = company()
    _journeyed(agreed)
    _ask_of_a_fact(agreed)
    agreed[PLAN]["profile"] = {"regulated": "yes"}
    result = forge.hold(agreed, change)
    assert result.code == 1, (result.out, result.err)
    assert reason in result.err


# ---------------------------------------------------------------- what is honest
def _close(files: Files) -> None:
    legal(files)["items"]["notice"] = {"status": "done", "evidence": "Mailed to all 412 customers"}


def _slip(files: Files) -> None:
    legal(files)["items"]["notice"] = {"status": "in_progress", "due": "2026-12-10", "expect": "2026-12-18"}


def _refuse_openly(files: Files) -> None:
    legal(files)["items"]["notice"] = {"status": "will_not_do", "reason": "No time"}


def _refuse_agreed(files: Files) -> None:
    refused = {"status": "will_not_do", "reason": "Not before spring", "approved_by": "tom.oduya"}
    legal(files)["items"]["notice"] = refused


def _waive(files: Files) -> None:
    agreed = {"approved_by": "tom.oduya", "date": "2026-11-22", "until": "2027-01-31"}
    files[PLAN]["waivers"] = [{"item": "legal.notice", "reason": "Nobody is affected before February", **agreed}]


def _add_a_department(files: Files) -> None:
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "works", "title": "Works"}
    files["checklists/works.yaml"] = {**head, "items": [{**spec(files, 1), "id": "gate"}]}
    files["readycheck.yaml"]["checklists"].append("checklists/works.yaml")
    files[PLAN]["people"]["kim.poe"] = "works"
    files[PLAN]["departments"]["works"] = {"lead": "kim.poe", "items": {"gate": "todo"}}


def _raise_the_class(files: Files) -> None:
    files[PLAN]["launch"]["class"] = "flagship"


def _lead_first(files: Files) -> None:
    files[PLAN]["people"]["ben.osei"] = "finance"
    files[PLAN]["departments"]["finance"] = {"lead": "ben.osei"}


HONEST = {
    "a journey": _journeyed,
    "a higher class": _raise_the_class,
    "a first lead": _lead_first,
    "nothing": nothing,
    "a gap closed": _close,
    "a slip": _slip,
    "a refusal that nobody agreed to": _refuse_openly,
    "a refusal that the sponsor agreed to": _refuse_agreed,
    "a waiver by the sponsor": _waive,
    "a stronger proof": _set("evidence", "document"),
    "more time": _set("lead_days", 30),
    "a department more": _add_a_department,
}


@pytest.mark.parametrize("change", HONEST.values(), ids=HONEST)
def test_what_is_honest_gets_through(forge: Forge, change: Change) -> None:
    """Exit 0, whatever the verdict."""
    result = forge.hold(company(), change)
    assert result.code == 0, (result.out, result.err)


# ---------------------------------------------------------------- other plans
def test_a_plan_that_is_needed_is_held_to_the_same_revision(forge: Forge) -> None:
    """What it needs cannot be made easier beside it, neither in that plan nor in that plan's own policy."""
    agreed = company()
    agreed["readycheck.yaml"]["shipped_checklists"] = False
    agreed["checklists/legal.yaml"]["items"][1]["rule"] = {"kind": "dependencies"}
    agreed["identity/launch.yaml"] = {**go_plan(), "launch": {**go_plan()["launch"], "name": "Identity"}}
    agreed["identity/launch.yaml"]["departments"] = {}
    agreed["identity/readycheck.yaml"] = {**POLICY, "checklists": [f"../{name}" for name in POLICY["checklists"]]}
    needed = {"launch": "Identity", "by": "2026-12-15", "plan": "identity/launch.yaml", "owner": "mara.lind"}
    agreed[PLAN]["depends_on"] = [needed]

    def ease_its_policy(files: Files) -> None:
        everything = {"blocker": "any", "major": "any", "minor": "any"}
        files["identity/readycheck.yaml"] |= {"limits": [], "signoffs": "none", "require": everything}

    def verdict(change: Change) -> str:
        forge.hold(agreed, change)
        result = forge.desk.audit(PLAN, "--policy-ref", "origin/main", "-f", "json")
        findings = {finding["item"]: finding for finding in json.loads(result.out)["reports"][0]["findings"]}
        return str(findings["legal.notice"]["reason"])

    assert "easier than agreed" not in verdict(nothing)
    assert "cannot be audited: policy: require is easier than agreed" in verdict(ease_its_policy)


# ---------------------------------------------------------------- names
def test_a_folder_called_like_the_revision_is_not_taken_for_it(forge: Forge) -> None:
    """A pull request that brings a folder `origin/main`, with a plan as it likes it, is refused."""

    def bring(files: Files) -> None:
        legal(files)["items"]["terms"] = "todo"
        files["origin/main/launch.yaml"] = files[PLAN]

    result = forge.hold(company(), bring)
    assert result.code == 2
    assert "origin/main is a path, and origin/main is a revision" in result.err
    forge.desk.write("origin/main:aurora.yaml", json.dumps({}))
    refused = forge.desk.audit(PLAN, "--baseline", "origin/main:aurora")
    assert refused.code == 2
    assert forge.desk.audit(PLAN, "--baseline", "./origin/main", "-f", "json").code == 0


def test_a_tag_called_like_the_branch_is_not_taken_for_it(forge: Forge) -> None:
    """Git would take the tag: whoever may push one could choose what a launch is held to."""
    forge.hold(company(), nothing)
    forge.clone.git("tag", "origin/main", "HEAD")
    result = forge.desk.audit(PLAN, *HELD)
    assert result.code == 2
    assert "`origin/main` stands for several revisions" in result.err
    assert forge.desk.audit(PLAN, "--policy-ref", MAIN, "--baseline", MAIN).code == 0


def test_a_plan_in_a_repository_of_its_own_is_not_held_to_that_one(forge: Forge) -> None:
    """A submodule in the place of a folder has an `origin/main` as well, which nobody here agreed to."""
    files = {f"launch/{name}": content for name, content in company().items()}
    forge.hold(files, nothing, plan=f"launch/{PLAN}")
    inner = Clone(forge.desk.path / "launch")
    inner.commit()
    inner.git("update-ref", MAIN, "HEAD")
    result = forge.desk.audit(f"launch/{PLAN}", "--policy-ref", "origin/main")
    assert result.code == 2
    assert "lies in a repository of its own" in result.err


# ---------------------------------------------------------------- what cannot be read
def test_a_plan_that_cannot_be_read_as_agreed_is_not_taken_for_a_new_one(forge: Forge) -> None:
    """Also where nothing is held against a baseline."""
    agreed = {**company(), PLAN: "readycheck: 1\nlaunch: [\n"}
    forge.put(agreed)
    forge.clone.git("update-ref", MAIN, "HEAD")
    forge.put(company())
    result = forge.desk.audit(PLAN, "--policy-ref", "origin/main", "-f", "json")
    assert result.code == 2
    assert "origin/main:aurora.yaml:" in result.err


@pytest.mark.parametrize("left_out", ["tree:0", "blob:none"])
def test_what_a_partial_clone_left_out_is_not_taken_for_absent(forge: Forge, desk: Desk, left_out: str) -> None:
    """Policy and plan of `origin/main` are not in the clone; the built-in policy does not step in."""
    forge.put({**company(), "readycheck.yaml": {**POLICY, "require": {"minor": "met"}}})
    forge.clone.git("config", "uploadpack.allowFilter", "true")
    forge.clone.git("branch", "pull")
    forge.clone.git("checkout", "-q", "pull")
    forge.put({**company(), PLAN: {**go_plan(), "launch": {**go_plan()["launch"], "class": "quiet"}}})
    part = desk.path / "part"
    forge.clone.git("clone", "-q", f"--filter={left_out}", "-b", "pull", f"file://{desk.path}", str(part))
    result = desk.audit(f"part/{PLAN}", "--policy-ref", "origin/main")
    assert "own" in result.err  # it lies below another repository
    forge.clone.git("worktree", "prune")
    (desk.path / ".git").rename(desk.path / "away")
    result = desk.audit(f"part/{PLAN}", "--policy-ref", "origin/main", "-f", "json")
    assert result.code == 2
    assert "a part of that revision is not in this clone" in result.err


# ---------------------------------------------------------------- ways out
@pytest.mark.parametrize("leads", ["{outside}/stolen.md", ".git/config", "folder/stolen.md"])
def test_no_report_is_written_through_a_link_that_leads_out(
    forge: Forge, leads: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A pull request may bring links: they choose neither a file of the runner nor one of git's."""
    outside = tmp_path_factory.mktemp("runner")
    forge.hold(company(), nothing)
    (forge.desk.path / "folder").symlink_to(outside)
    (forge.desk.path / "comment.md").symlink_to(leads.format(outside=outside))
    before = (forge.desk.path / ".git/config").read_bytes()
    result = forge.desk.audit(PLAN, "-f", "comment", "-o", "comment.md")
    assert result.code == 2
    assert "--output comment.md leads outside the repository" in result.err
    assert [*outside.iterdir()] == []
    assert (forge.desk.path / ".git/config").read_bytes() == before


def test_a_package_that_a_pull_request_brings_is_no_installed_one(
    forge: Forge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is agreed extends a package; one that lies in the repository, as when run from a checkout, is refused."""
    agreed = company()
    agreed["readycheck.yaml"]["extends"] = ["package:company_rules"]
    agreed["company_rules/__init__.py"] = "raise SystemExit(9)\n"
    agreed["company_rules/readycheck.yaml"] = {"readycheck": "policy/1", "limits": []}
    monkeypatch.syspath_prepend(forge.desk.path)
    result = forge.hold(agreed, nothing)
    assert result.code == 2
    assert "`package:company_rules` lies in this repository; name its folder instead" in result.err
