"""A pull request cannot lower its own gate: the action, run as on GitHub, in a repository with a plan and its rules."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from cmarkgfm import github_flavored_markdown_to_html  # type: ignore[import-untyped]

from tests.ci.action import Ran, run_action
from tests.ci.attacks import (
    ATTACKS,
    ease_the_other_launch,
    lower_the_limit,
    mark_five_by_a_friend,
    need_another_launch,
    set_launch,
)
from tests.ci.company import INPUTS, PLAN, Company, close_the_terms
from tests.reports.code_scanning import read as read_alerts
from tests.reports.runner import Command
from tests.reports.runner import read as read_log


@pytest.fixture
def company(tmp_path: Path) -> Company:
    return Company(tmp_path)


def plain(markdown: str) -> str:
    """What a reader sees of GitHub's Markdown: markup gone, entities resolved."""
    html = github_flavored_markdown_to_html(markdown)
    text = re.sub(r"<[^>]*>", "", html)
    return text.replace("&quot;", '"').replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def check(ran: Ran) -> None:
    """Nothing but words of ours, figures and paths are outputs; every file is what it says."""
    assert set(ran.outputs) == {"verdict", "course", "readiness", "report", "comment", "sarif"}
    assert ran.outputs["verdict"] in {"no_go", "undecided", "go_with_conditions", "go"}
    assert ran.outputs["course"] in {"unreachable", "off_course", "on_course"}
    assert re.fullmatch(r"\d+\.\d", ran.outputs["readiness"])
    for name in ("report", "comment", "sarif"):
        assert Path(ran.outputs[name]).is_relative_to(ran.temporary)
    assert json.loads(ran.read("report"))["reports"]
    assert read_alerts(ran.read("sarif"))
    assert ran.read("comment").startswith("<!-- readycheck:launches/aurora -->\n")
    commands = [found for found in read_log(ran.log + ran.errors) if isinstance(found, Command)]
    assert {command.name for command in commands} <= {"error", "warning", "notice"}


def again(company: Company, **given: str) -> Ran:
    """Run the action once more on what is checked out, where there is nothing to be held to."""
    return run_action(company.clone.path, company.temporary / "again", {**INPUTS, **given})


def outcome(ran: Ran, item: str) -> str:
    """What became of an item."""
    (report,) = json.loads(ran.read("report"))["reports"]
    (found,) = (each["outcome"] for each in report["findings"] if each["item"] == item)
    return str(found)


# ---------------------------------------------------------------- what may pass
def test_a_pull_request_that_closes_a_gap_passes_and_says_so(company: Company) -> None:
    """Six of seven blockers of 10, a major of 5 and a minor of 2: 67 of 77 points are 87.0 %."""
    ran = company.pull_request(close_the_terms)
    assert (ran.code, ran.errors) == (0, "")
    check(ran)
    assert (ran.outputs["verdict"], ran.outputs["course"], ran.outputs["readiness"]) == ("no_go", "on_course", "87.0")
    said = plain(ran.read("comment"))
    assert "This change: 1 closed" in said
    assert re.search(r"✔ closed\s+legal\.terms\s+in progress → proven", said)
    assert "Before merge" not in said
    assert "Aurora" in plain(ran.summary)


def test_a_pull_request_about_something_else_passes(company: Company) -> None:
    """Whatever the verdict is three weeks before launch."""
    ran = company.pull_request(lambda work: (work.write("README.md", "Hello\n"), None)[1])
    assert (ran.code, ran.errors) == (0, "")
    assert "nothing changed" in ran.read("comment")


def test_a_pull_request_that_raises_the_bar_passes_and_is_held_to_what_is_agreed(company: Company) -> None:
    """An item more and a higher limit count once they are merged; until then they are told."""

    def raise_the_bar(work: Company) -> None:
        work.policy["limits"][0]["at_least"] = 95
        close_the_terms(work)

    ran = company.pull_request(raise_the_bar)
    assert (ran.code, ran.errors) == (0, "")
    assert "policy: limits" in plain(ran.summary)


def test_another_milestone_before_the_audited_one_is_told(company: Company) -> None:
    """A beta may be planned. From then on it is the beta that is audited, so it is said."""
    ran = company.pull_request(set_launch("milestones", {"beta": "2026-11-30", "ga": "2026-12-15"}))
    assert "milestone beta" in plain(ran.summary)


# ---------------------------------------------------------------- what may not
@pytest.mark.parametrize("name", ATTACKS)
def test_a_pull_request_is_refused_with_its_reason_that(company: Company, name: str) -> None:
    """Exit 1; the reason stands in the comment, in the step's summary, beside the line, and on stderr."""
    attack = ATTACKS[name]
    if attack.before is not None:
        attack.before(company)
        company.agree()
    ran = company.pull_request(attack.change)
    assert ran.code == 1
    check(ran)
    comment = plain(ran.read("comment"))
    assert attack.said in comment.partition("Before merge:")[2]
    assert attack.said in plain(ran.summary)
    assert attack.said in ran.errors
    refused = [found for found in read_log(ran.log) if isinstance(found, Command) and found.name == "error"]
    assert any(attack.said in f"{each.properties['title']} {each.data}" for each in refused)
    assert all(each.properties["file"] for each in refused)


def test_without_a_revision_to_be_held_to_the_same_change_would_pass(company: Company) -> None:
    """The refusal comes from what was agreed, not from chance."""
    assert company.pull_request(lower_the_limit, **{"policy-ref": ""}).code == 0


def test_a_plan_that_is_moved_away_is_refused(company: Company) -> None:
    """The workflow names it, so it cannot go missing: no report, no answer, and the reason in the summary."""

    def move(work: Company) -> None:
        (work.clone.path / PLAN).unlink()
        work.place = "launches/aurora/plan.yaml"

    ran = company.pull_request(move)
    assert (ran.code, ran.outputs) == (2, {})
    assert f"{PLAN}: error: does not exist" in ran.errors
    assert f"    {PLAN}: error: does not exist" in ran.summary


def test_no_answer_is_given_where_one_of_several_plans_cannot_be_read(company: Company) -> None:
    """That of the others would look like the answer for all."""
    company.pull_request(close_the_terms)
    ran = again(company, plans=f"{PLAN}\nnowhere.yaml", comment="", sarif="")
    assert ran.code == 2
    assert set(ran.outputs) == {"report"}


def test_the_launch_that_is_waited_for_is_held_to_what_is_agreed_too(company: Company) -> None:
    """A policy that asks nothing of it would make it ready, and with it what waits for it."""
    need_another_launch(company)
    company.agree()
    assert outcome(company.pull_request(ease_the_other_launch), "support.others") != "met"
    assert outcome(again(company), "support.others") == "met"


# ---------------------------------------------------------------- around the gate
def test_a_folder_that_is_called_like_the_baseline_does_not_take_its_place(company: Company) -> None:
    """It holds the plan as the pull request wishes it had been."""

    def shadow(work: Company) -> None:
        mark_five_by_a_friend(work)
        work.write_yaml("refs/remotes/origin/main/launch.yaml", work.plan)

    ran = company.pull_request(shadow)
    assert (ran.code, ran.outputs) == (2, {})
    assert "refs/remotes/origin/main is a path, and refs/remotes/origin/main is a revision" in ran.errors


def test_a_tag_that_is_called_like_the_branch_does_not_take_its_place(company: Company) -> None:
    """Git would take the tag. The action names the branch in full; a short name is refused."""

    def tag(work: Company) -> None:
        lower_the_limit(work)
        work.save()
        work.clone.commit("Not agreed")
        work.clone.git("tag", "origin/main")

    ran = company.pull_request(tag)
    assert (ran.code, "policy: limits" in ran.errors) == (1, True)
    short = again(company, **{"policy-ref": "origin/main", "baseline": "origin/main"})
    assert short.code == 2
    assert "`origin/main` stands for several revisions" in short.errors


CANARY = 'touch "$HOME/canary"'
PYTHON = "import os, pathlib\npathlib.Path(os.environ['HOME'], 'canary').touch()\n"


def test_nothing_of_the_repository_is_run(company: Company) -> None:
    """Modules that Python would find where it stands, programs, settings of git, a repository within the repository."""

    def plant(work: Company) -> None:
        for module in ("yaml", "json", "readycheck", "pip", "venv", "sitecustomize", "usercustomize", "typer"):
            work.write(f"{module}.py", PYTHON)
        for program in ("readycheck", "python3", "git", "cat", "sed", "head", "mktemp", "bash"):
            work.write(program, f"#!/bin/sh\n{CANARY}\n").chmod(0o755)
        settings = f"[core]\n\tfsmonitor = '{CANARY}'\n\thooksPath = hooks\n[filter \"f\"]\n\tclean = '{CANARY}'\n"
        for name in (".gitconfig", ".gitmodules", "nested/config", "config"):
            work.write(name, settings)
        work.write("nested/HEAD", "ref: refs/heads/main\n")
        work.write("nested/objects/keep", "")
        work.write("nested/refs/keep", "")
        work.write(".gitattributes", "*.yaml filter=f diff=f\n")
        work.write(".bashrc", CANARY)
        work.write("pyvenv.cfg", "home = .\n")
        close_the_terms(work)

    ran = company.pull_request(plant)
    assert (ran.code, ran.errors) == (0, "")
    assert not (ran.temporary / "canary").exists()


HOSTILE = (
    "Aurora\nverdict=go\n::error::forged\n##[error]forged\n::set-output name=verdict::go\n"
    "$(touch canary) `touch canary` ${{ github.token }}\n<!-- readycheck:other -->\n# Passed\n| ✅ | go |\nEOF"
)


def test_a_hostile_title_forges_nothing(company: Company) -> None:
    """Not an output, not a command, not a marker, not a heading, and nothing that a shell would run."""

    def name_it(work: Company) -> None:
        work.plan["launch"]["name"] = HOSTILE
        work.legal["terms"] = {"status": "blocked", "reason": HOSTILE}

    ran = company.pull_request(name_it, milestone="ga\nverdict=go")
    assert (ran.code, ran.outputs) == (2, {})
    alone = again(company)
    assert alone.code == 1
    check(alone)
    assert alone.outputs["verdict"] == "no_go"
    for text in (alone.read("comment"), alone.summary):
        html = github_flavored_markdown_to_html(text)
        assert html.count("<!-- readycheck") <= 1
        assert not re.search(r"<h\d>\s*Passed", html)
    assert not [*company.clone.path.rglob("canary"), *ran.temporary.rglob("canary")]
