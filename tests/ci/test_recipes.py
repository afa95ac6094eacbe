"""The recipes of docs/ci.md: valid, safe, and doing what the page says of them."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from tests.ci.action import ACTION, PROGRAMS, ROOT, SHELLCHECK
from tests.ci.attacks import lower_the_limit
from tests.ci.company import AS_OF, Company, close_the_terms

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
RECIPES: list[dict[Any, Any]] = [
    yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
]
#: YAML 1.1 reads the key `on` as true.
PULL_REQUEST, NIGHT = WORKFLOWS = [recipe for recipe in RECIPES if True in recipe]
(GITLAB,) = (recipe["launch gate"] for recipe in RECIPES if "launch gate" in recipe)


def steps_of(workflow: dict[Any, Any]) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


SCRIPTS = [*(step["run"] for workflow in WORKFLOWS for step in steps_of(workflow) if "run" in step), *GITLAB["script"]]


def run(script: str, where: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script as CI would; programs are found in `where` first."""
    path = os.pathsep.join((str(where / "programs"), str(PROGRAMS), os.environ["PATH"]))
    return subprocess.run(
        ["bash", "-e", "-c", script],
        cwd=where,
        env={"HOME": str(where), **environment, "PATH": path},
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )


def program(where: Path, name: str, script: str) -> None:
    """Put a program where the scripts find it."""
    path = where / "programs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


# ---------------------------------------------------------------- valid and safe
@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow["name"])
def test_a_workflow_is_valid(workflow: dict[Any, Any]) -> None:
    """By the schema of workflows that editors use."""
    schema = json.loads((ROOT / "tests" / "schemas" / "github-workflow.json").read_text(encoding="utf-8"))
    read = {"on" if key is True else key: value for key, value in workflow.items()}
    assert [error.message for error in Draft7Validator(schema).iter_errors(read)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda workflow: workflow["name"])
def test_a_workflow_may_only_read_and_runs_nothing_of_a_stranger(workflow: dict[Any, Any]) -> None:
    """What it uses is pinned; a job that may write checks nothing out of a pull request; no script holds an expression."""
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow[True]
    for step in steps_of(workflow):
        assert "${{" not in step.get("run", "")
        assert step.get("uses", "@FULL-SHA").endswith("@FULL-SHA")
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"] == {"fetch-depth": 0, "persist-credentials": False}
        if "OWNER/readycheck" in step.get("uses", ""):
            assert set(step["with"]) <= set(ACTION["inputs"])
            assert {name for name, about in ACTION["inputs"].items() if about.get("required")} <= set(step["with"])
    writing = [job for job in PULL_REQUEST["jobs"].values() if "write" in job.get("permissions", {}).values()]
    assert all("checkout" not in step.get("uses", "") for job in writing for step in job["steps"])


@pytest.mark.skipif(SHELLCHECK is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("script", SCRIPTS)
def test_the_scripts_are_sound(script: str) -> None:
    """Shellcheck finds nothing."""
    done = subprocess.run(
        [str(SHELLCHECK), "--shell=bash", "-"], input=script, capture_output=True, check=False, text=True
    )
    assert done.stdout == ""


# ---------------------------------------------------------------- posting
MARKER = "<!-- readycheck:launches/aurora -->"
GH = """echo "$@" >> asked
case "$*" in
  *--jq*) shift 3; jq -r "$2" < comments.json ;;
esac"""
COMMENTS = [
    {"id": 1, "user": {"login": "mallory"}, "body": f"{MARKER}\nAll is well"},
    {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "<!-- readycheck:launches/other -->\nOther"},
    {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"Quoting {MARKER}"},
]


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], "api --silent --method POST repos/acme/launches/issues/7/comments --field body=@comment.md"),
        ([4], "api --silent --method PATCH repos/acme/launches/issues/comments/4 --field body=@comment.md"),
    ],
)
def test_the_comment_of_the_last_run_is_changed_and_nobody_elses(
    tmp_path: Path, known: list[int], expected: str
) -> None:
    """It is known by its author and its first line; a comment that merely holds the line is not it."""
    (script,) = (step["run"] for step in PULL_REQUEST["jobs"]["comment"]["steps"] if "run" in step)
    ours = [{"id": each, "user": {"login": "github-actions[bot]"}, "body": f"{MARKER}\nBefore"} for each in known]
    (tmp_path / "comments.json").write_text(json.dumps([*COMMENTS, *ours]))
    (tmp_path / "comment.md").write_text(f"{MARKER}\nNow\n")
    program(tmp_path, "gh", GH)
    done = run(script, tmp_path, REPOSITORY="acme/launches", NUMBER="7")
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "asked").read_text().splitlines()[1:] == [expected]


# ---------------------------------------------------------------- when which gate
@pytest.mark.parametrize(
    ("today", "gate"), [("2026-12-14", "course"), ("2026-12-15", "verdict"), ("2027-01-02", "verdict")]
)
def test_the_verdict_counts_from_the_day_of_the_decision_on(tmp_path: Path, today: str, gate: str) -> None:
    """Until then the course does."""
    (step,) = (step for step in steps_of(NIGHT) if "run" in step)
    program(tmp_path, "date", f"echo {today}")
    done = run(step["run"], tmp_path, **step["env"], GITHUB_OUTPUT=str(tmp_path / "output"))
    assert (done.returncode, (tmp_path / "output").read_text()) == (0, f"gate={gate}\n")


# ---------------------------------------------------------------- GitLab
def test_a_merge_request_on_gitlab_is_held_to_its_target(tmp_path: Path) -> None:
    """It passes where it closes a gap, and is refused where it lowers a limit; the reports are there both times."""
    company = Company(tmp_path / "passes")
    company.pull_request(close_the_terms)
    target = {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main", "READYCHECK_AS_OF": AS_OF}
    passed = run(GITLAB["script"][0], company.clone.path, **target)
    assert passed.returncode == 0, passed.stderr
    company = Company(tmp_path / "refused")
    company.pull_request(lower_the_limit)
    (company.clone.path / "readycheck-reports").symlink_to(tmp_path)
    refused = run(GITLAB["script"][0], company.clone.path, **target)
    assert refused.returncode == 1
    assert "policy: limits" in refused.stderr
    assert not (tmp_path / "report.json").exists()
    for report in ("quality.json", "junit.xml", "report.json"):
        assert (company.clone.path / "readycheck-reports" / report).is_file()
    declared = [*GITLAB["artifacts"]["reports"].values()]
    assert all((company.clone.path / file).is_file() for file in declared)


def test_the_default_branch_on_gitlab_is_gated_on_the_course(tmp_path: Path) -> None:
    """The plan is on its way, and no launch could be today."""
    company = Company(tmp_path)
    assert run(GITLAB["script"][0], company.clone.path, READYCHECK_AS_OF=AS_OF).returncode == 0
    del company.legal["returns"]
    company.save()
    assert run(GITLAB["script"][0], company.clone.path, READYCHECK_AS_OF=AS_OF).returncode == 1
