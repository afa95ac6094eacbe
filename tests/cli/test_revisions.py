"""Revisions on the command line: policy that a change cannot lower, sides that lie in history, what changed since."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cli.conftest import POLICY, Desk, go_plan, no_go_plan
from tests.history.building import Clone

#: What the built-in policy bounds for a standard launch.
LIMITS = (
    "proven at least 80; proven of each_department at least 50; answered at least 90; "
    "not_applicable_share of each_department at most 25; waivers of blocker at most 1; waivers of major at most 5"
)


@pytest.fixture
def history(company: Desk) -> Clone:
    """The small company's repository on 22 November 2026: two days ago a go, since yesterday a no-go."""
    (company.path / ".git").rmdir()
    clone = Clone(company.path)
    clone.seconds -= 2 * 86400
    company.write("plan.yaml", go_plan())
    clone.commit("ready")
    company.write("plan.yaml", no_go_plan())
    clone.commit("counsel is ill")
    return clone


def deviations(desk: Desk, *arguments: str) -> list[tuple[str, str, str, bool]]:
    """What the JSON report says deviates from what was agreed."""
    (report,) = json.loads(desk.audit("plan.yaml", *arguments, "-f", "json", "-q").out)["reports"]
    return [(found["what"], found["was"], found["now"], found["eases"]) for found in report["agreed"]["deviations"]]


# ---------------------------------------------------------------- --policy-ref
def test_the_rules_of_the_revision_are_used_and_a_change_of_them_fails(company: Desk, history: Clone) -> None:
    """A policy that asks for nothing passes by itself; held to what was agreed it does not, and both reasons stand."""
    history.git("tag", "agreed")
    company.write("readycheck.yaml", {**POLICY, "require": {"blocker": "any"}, "limits": [], "signoffs": "none"})
    assert company.audit("plan.yaml").code == 0
    result = company.audit("plan.yaml", "--policy-ref", "agreed")
    assert result.code == 1
    assert "verdict: no-go (if GA were today)" in result.out
    assert "held to agreed (" in result.out
    assert "3 things are easier than agreed there" in result.out
    assert [line.partition(", which is")[0].split(": ", 1)[1] for line in result.err.splitlines()] == [
        "policy: require: blocker waived, major explained, minor any → blocker any, major explained, minor any",
        f"policy: limits: {LIMITS} → none",
        "policy: signoffs: departments_with_blockers → none",
    ]
    assert all("readycheck.yaml:1:" in line for line in result.err.splitlines())


def test_a_plan_that_is_as_agreed_is_held_to_the_verdict_only(company: Desk, history: Clone) -> None:
    """Nothing deviates: the run passes or fails as it would have."""
    company.write("plan.yaml", go_plan())
    result = company.audit("plan.yaml", "--policy-ref", "HEAD")
    assert (result.code, result.err) == (0, "")
    assert "Nothing is easier than agreed there." in result.out
    assert deviations(company, "--policy-ref", "HEAD") == []
    assert len(history.git("rev-parse", "HEAD")) == 40


@pytest.mark.parametrize(
    ("change", "what", "eases"),
    [
        ({"class": "quiet"}, "class", True),
        ({"class": "flagship"}, "class", False),
        ({"sponsor": "lee.ng"}, "sponsor", True),
        ({"milestones": {"ga": "2026-12-30"}}, "milestone ga", True),
        ({"milestones": {"ga": "2026-12-01"}}, "milestone ga", False),
    ],
)
def test_what_may_ease_a_go_fails_although_the_verdict_is_a_go(
    company: Desk, history: Clone, change: dict[str, Any], what: str, *, eases: bool
) -> None:
    """Every deviation is told; only what may ease a go fails."""
    del history
    plan = go_plan()
    plan["launch"] |= change
    company.write("plan.yaml", plan)
    assert [(found[0], found[3]) for found in deviations(company, "--policy-ref", "HEAD~1")] == [(what, eases)]
    assert company.audit("plan.yaml", "--policy-ref", "HEAD~1", "-q").code == int(eases)


def test_an_item_that_only_the_change_knows_is_read_and_not_asked(company: Desk, history: Clone) -> None:
    """A change that adds an item, with its answer, is no plan with an unknown item; and adds no weight yet."""
    del history
    path = company.path / "checklists" / "legal.yaml"
    checklist = json.loads(path.read_text())
    checklist["items"].append({**checklist["items"][1], "id": "marks"})
    company.write("checklists/legal.yaml", checklist)
    plan = go_plan()
    plan["departments"]["legal"]["items"]["marks"] = "todo"
    company.write("plan.yaml", plan)
    assert deviations(company, "--policy-ref", "HEAD") == [("legal.marks", "not in the checklists", "asked", False)]
    report = json.loads(company.audit("plan.yaml", "--policy-ref", "HEAD", "-f", "json").out)["reports"][0]
    assert [found["item"] for found in report["findings"] if found["item"] == "legal.marks"] == []
    assert company.audit("plan.yaml", "--policy-ref", "HEAD", "-q").code == 0


def test_a_new_plan_is_held_to_the_rules_and_compared_with_nothing(company: Desk, history: Clone) -> None:
    """There is no class or date to deviate from, and that is said."""
    del history
    company.write("second.yaml", go_plan())
    result = company.audit("second.yaml", "--policy-ref", "HEAD")
    assert result.code == 0
    assert "HEAD:second.yaml is not there: class, profile, dates and people were not compared" in (result.out)


def test_a_revision_that_is_not_there_is_refused(company: Desk, history: Clone) -> None:
    """Never taken for no revision: exit 2, with what to do in CI."""
    del history
    for arguments in (("--policy-ref", "origin/main"), ("--baseline", "origin/main")):
        result = company.audit("plan.yaml", *arguments)
        assert (result.code, result.out) == (2, "")
        assert "there is no revision `origin/main`" in result.err
        assert "fetch-depth: 0" in result.err


# ---------------------------------------------------------------- sides in history
@pytest.mark.parametrize(
    ("old", "new"),
    [("HEAD~1", "plan.yaml"), ("HEAD~1:plan.yaml", "plan.yaml"), ("HEAD~1:./plan.yaml", "HEAD:plan.yaml")],
)
def test_a_side_may_lie_in_a_revision(company: Desk, history: Clone, old: str, new: str) -> None:
    """A revision alone means what it has of the other side."""
    del history
    lines = company.run("diff", old, new, "--as-of", "2026-11-22").out.splitlines()
    assert lines[0] == "1 opened"
    assert any("legal.terms  proven → blocked: Counsel is ill" in line for line in lines)


def test_a_folder_of_plans_may_lie_in_a_revision(company: Desk, history: Clone) -> None:
    """Plans are matched by their path below it, those of one side only are named."""
    company.write("launches/a/launch.yaml", go_plan())
    company.write("launches/b.yaml", _as_block(go_plan()))
    history.commit("two launches")
    company.write("launches/a/launch.yaml", no_go_plan())
    company.write("launches/c.yaml", _as_block(go_plan()))
    found = json.loads(company.run("diff", "HEAD", "launches", "--as-of", "2026-11-22", "-f", "json").out)
    items = {each["after"]["plan"]: [change["item"] for change in each["changes"]] for each in found["comparisons"]}
    assert items == {"launches/a": ["legal.terms"], "launches/b.yaml": []}
    assert found["only_after"] == ["launches/c.yaml"]


def test_the_ratchet_against_a_revision(company: Desk, history: Clone) -> None:
    """What got worse since fails; what was so before passes; a plan that is new there is said to be."""
    del history
    assert company.audit("plan.yaml", "--baseline", "HEAD~1", "-q").code == 1
    assert company.audit("plan.yaml", "--baseline", "HEAD", "-q").code == 0
    company.write("second.yaml", go_plan())
    result = company.audit("second.yaml", "--baseline", "HEAD")
    assert result.code == 0
    assert "second.yaml: is not in the baseline HEAD" in result.err


@pytest.mark.parametrize("name", ["agreed", "agreed:plan.yaml"])
def test_a_path_does_not_take_the_place_of_a_revision(company: Desk, history: Clone, name: str) -> None:
    """A change that adds a folder called like the branch would choose what it is compared with."""
    history.git("branch", "agreed")
    company.write(f"{name}/launch.yaml", no_go_plan())
    result = company.audit("plan.yaml", "--baseline", name)
    assert (result.code, result.out) == (2, "")
    assert f"error: {name} is a path, and agreed is a revision" in result.err
    assert f"help: write ./{name} for the path, or rename it" in result.err
    company.write("terms.md", "As agreed on 3 November.\n")
    assert "is a revision" not in company.audit("plan.yaml", "--baseline", f"./{name}").err


def test_what_is_neither_a_plan_nor_a_revision(company: Desk, history: Clone) -> None:
    """A slip of the pen in a path is told as both."""
    del history
    result = company.run("diff", "plam", "plan.yaml")
    assert (result.code, result.out) == (2, "")
    assert "plam is no plan, and there is no revision `plam`" in result.err


# ---------------------------------------------------------------- --since
@pytest.mark.parametrize("form", ["text", "markdown", "html", "json"])
def test_what_changed_since_a_day_stands_in_every_report(company: Desk, history: Clone, form: str) -> None:
    """On the morning of the 21st the plan was as committed on the 20th. It is told, and decides nothing."""
    del history
    result = company.audit("plan.yaml", "--since", "2026-11-21", "-f", form)
    assert (result.code, result.err) == (1, "")  # as the verdict has it
    assert "Counsel is ill" in result.out
    if form == "json":
        (change,) = json.loads(result.out)["reports"][0]["changes"]["changes"]
        assert (change["item"], change["kind"], change["regression"]) == ("legal.terms", "opened", None)
    else:
        assert "hanges since 21 November 2026" in result.out


def test_a_plan_that_is_younger_is_compared_with_its_first_revision(company: Desk, history: Clone) -> None:
    """It was committed on the 20th: nothing was there a week before."""
    del history
    result = company.audit("plan.yaml", "--since", "2026-11-15")
    assert "changes since 20 November 2026: 1 opened" in result.out


def test_nothing_changed_since_the_last_commit(company: Desk, history: Clone) -> None:
    """Said, rather than left out."""
    del history
    assert ":plan.yaml: nothing changed" in company.audit("plan.yaml", "--since", "2026-11-22").out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--since", "yesterday"), "--since: "),
        (("--since", "2026-11-21", "--baseline", "HEAD"), "both say what to compare with"),
    ],
)
def test_since_what_makes_no_sense_is_refused(
    company: Desk, history: Clone, arguments: tuple[str, ...], message: str
) -> None:
    """Exit 2, with what to do."""
    del history
    result = company.audit("plan.yaml", *arguments)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_since_needs_a_history(company: Desk, history: Clone) -> None:
    """A plan that was never committed has none."""
    del history
    company.write("second.yaml", go_plan())
    result = company.audit("second.yaml", "--since", "2026-11-21")
    assert result.code == 2
    assert "second.yaml has no history" in result.err


def _as_block(plan: dict[str, Any]) -> str:
    """Return a plan as YAML whose first key stands on a line of its own."""
    return "readycheck: 1\n" + "".join(
        f"{key}: {json.dumps(value)}\n" for key, value in plan.items() if key != "readycheck"
    )
