"""The action: valid, its inputs out of reach of the shell, and what it installs and says as outputs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from scripts.outputs import answers, main, written

from tests.ci.action import ACTION, ROOT, SHELLCHECK, STEPS, default_of, outputs_of, run_action

SCHEMAS = ROOT / "tests" / "schemas"


def test_the_action_is_valid() -> None:
    """By the schema of action files that editors use."""
    schema = json.loads((SCHEMAS / "github-action.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(ACTION)] == []


def test_no_input_is_ever_a_part_of_a_script() -> None:
    """It stands in a variable, and is all of it; the scripts hold no expression at all."""
    for step in STEPS:
        assert "${{" not in step["run"]
        assert step["shell"] == "bash"
        assert "if" not in step
        assert all(re.fullmatch(r"\$\{\{ inputs\.[a-z-]+ \}\}", value) for value in step["env"].values())
    used = {value for step in STEPS for value in step["env"].values()}
    assert used == {f"${{{{ inputs.{name} }}}}" for name in ACTION["inputs"]}


def test_every_output_is_of_the_step_that_writes_it() -> None:
    """By its own name."""
    for name, about in ACTION["outputs"].items():
        assert about["value"] == f"${{{{ steps.audit.outputs.{name} }}}}"


@pytest.mark.skipif(SHELLCHECK is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step["name"])
def test_the_scripts_are_sound(step: dict[str, Any]) -> None:
    """Shellcheck, which knows what is easily got wrong, finds nothing."""
    assert SHELLCHECK is not None
    done = subprocess.run(
        [SHELLCHECK, "--shell=bash", "-"],
        input=step["run"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.stdout == ""


# ---------------------------------------------------------------- what it is held to
@pytest.mark.parametrize("name", ["baseline", "policy-ref"])
def test_a_pull_request_is_held_to_the_branch_that_it_would_change(name: str) -> None:
    """Named in full, so that no tag takes its place; in a merge queue the commit on which it is put; else nothing."""
    value = ACTION["inputs"][name]["default"]
    assert default_of(value, base_ref="main") == "refs/remotes/origin/main"
    assert default_of(value, base_sha="5f2a") == "5f2a"
    assert default_of(value) == ""


# ---------------------------------------------------------------- what it installs
INSTALLER = """#!/bin/sh
echo "$@" >> "$HOME/asked"
if [ "$3" = venv ]; then mkdir -p "$4/bin" && cp "$0" "$4/bin/python3"; fi
"""


@pytest.mark.parametrize(
    ("version", "wanted"), [("", str(ROOT)), ("1.2.0", "readycheck-cli==1.2.0"), ("$(x)", "readycheck-cli==$(x)")]
)
def test_it_installs_itself_or_the_version_that_is_asked_for(tmp_path: Path, version: str, wanted: str) -> None:
    """Beside the caller's Python, which stays as it is; isolated, so that no module of the checkout is taken for pip."""
    programs = tmp_path / "programs"
    programs.mkdir()
    (programs / "python3").write_text(INSTALLER)
    (programs / "python3").chmod(0o755)
    run_action(tmp_path, tmp_path / "temporary", {"plans": "launch.yaml", "version": version}, programs=programs)
    venv = tmp_path / "temporary" / "readycheck-venv"
    asked = (tmp_path / "temporary" / "asked").read_text().splitlines()
    assert asked[:2] == [f"-I -m venv {venv}", f"-I -m pip install --quiet --disable-pip-version-check {wanted}"]


# ---------------------------------------------------------------- what it says
def report(verdict: str, course: str, proven: float, possible: float) -> dict[str, Any]:
    return {"verdict": verdict, "course": course, "figures": {"proven_points": proven, "possible_points": possible}}


def test_of_several_plans_the_worst_counts() -> None:
    """Each output by itself: 9 of 10 points are 90.0 %, 8999 of 10000 are 89.9 and not 90."""
    reports = [report("go", "off_course", 9.0, 10.0), report("no_go", "on_course", 8999.0, 10000.0)]
    assert dict(answers(reports)) == {"verdict": "no_go", "course": "off_course", "readiness": "89.9"}


def test_where_nothing_counts_there_is_no_figure() -> None:
    """An empty output is no number that a gate could pass."""
    assert dict(answers([report("go", "on_course", 0.0, 0.0)]))["readiness"] == ""


def test_a_word_that_is_none_of_ours_is_no_output() -> None:
    """Whatever wrote it."""
    with pytest.raises(ValueError, match="not in"):
        dict(answers([report("go\nverdict=go", "on_course", 1.0, 1.0)]))


def test_a_path_is_an_output_where_the_file_is_there_and_its_name_ends_no_line(tmp_path: Path) -> None:
    """A newline in it would begin another output."""
    file = tmp_path / "report.json"
    file.touch()
    assert dict(written({"report": str(file), "comment": str(tmp_path / "none.md"), "sarif": ""})) == {
        "report": str(file)
    }
    with pytest.raises(ValueError, match="is no path"):
        dict(written({"report": f"{file}\nverdict=go"}))


@pytest.mark.parametrize("code", ["0", "1", "3"])
def test_outputs_are_lines_that_the_runner_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str) -> None:
    """`name=value`, whichever way the gate went."""
    file = tmp_path / "report.json"
    file.write_text(json.dumps({"reports": [report("undecided", "unreachable", 1.0, 3.0)]}))
    main(code, f"report={file}")
    (tmp_path / "outputs").write_text(capsys.readouterr().out)
    expected = {"report": str(file), "verdict": "undecided", "course": "unreachable", "readiness": "33.3"}
    assert outputs_of(tmp_path / "outputs") == expected


def test_nothing_is_answered_where_a_run_was_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The report of the plans that could be read is there; what they come to is not all."""
    file = tmp_path / "report.json"
    file.write_text(json.dumps({"reports": [report("go", "on_course", 1.0, 1.0)]}))
    main("2", f"report={file}")
    assert capsys.readouterr().out == f"report={file}\n"
