"""The hooks for pre-commit: valid, offline, about plans and checklists only, and refusing only what is broken."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from readycheck.cli.quick import parse as parse_command_line
from readycheck.cli.table import COMMANDS
from tests.cli.conftest import environment_with

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))}
BIN = Path(sys.executable).parent
#: An example whose launch would be a no-go today, and has files of departments.
EXAMPLE = ROOT / "examples" / "price-change"


def pre_commit(*arguments: str, cwd: Path, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run pre-commit, which keeps what it needs in a cache of its own and asks no network."""
    environment = environment_with(
        {
            "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(cache),
            "GIT_CONFIG_GLOBAL": os.devnull,
        }
    )
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False, text=True)


def test_the_manifest_is_valid(tmp_path: Path) -> None:
    """Pre-commit takes it as it stands."""
    result = pre_commit("validate-manifest", str(MANIFEST), cwd=tmp_path, cache=tmp_path / "cache")
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_a_command_line_that_is_right(name: str) -> None:
    """Each runs the program, offline, on YAML files that it is given."""
    hook = HOOKS[name]
    program, *arguments = hook["entry"].split()
    assert (program, hook["language"], hook["types"]) == ("readycheck", "python", ["yaml"])
    assert "--online" not in arguments
    assert parse_command_line(COMMANDS, [*arguments, "a.yaml"], {}) is not None


CONCERNED = {
    "launch.yaml": "readycheck-audit",
    "launches/kettle.yaml": "readycheck-audit",
    "launches/aurora/launch.yaml": "readycheck-audit",
    "work/launches/aurora/legal.yaml": "readycheck-audit",
    "checklists/works.yaml": "readycheck-checklists",
    "launches/checklists/works.yaml": "readycheck-checklists",
    "launches/readycheck.yaml": "",
    "readycheck.yaml": "",
    "legal.yaml": "",
    "launches/aurora/ops/values.yaml": "",
    "prelaunch.yaml": "",
    "compose.yaml": "",
}


@pytest.mark.parametrize("file", CONCERNED)
def test_a_file_concerns_one_hook_or_none(file: str) -> None:
    """Plans where plans are kept, and checklists; no other YAML of a repository."""
    met = [
        name
        for name, hook in HOOKS.items()
        if re.search(hook["files"], file) and not re.search(hook.get("exclude", "^$"), file)
    ]
    assert met == [name for name in [CONCERNED[file]] if name]


# ---------------------------------------------------------------- in a repository
@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a plan of several files, its hooks run by the program under test, and everything staged."""
    here = tmp_path / "company"
    shutil.copytree(EXAMPLE, here / "launches" / "price-change")
    (here / "checklists").mkdir()
    (here / "compose.yaml").write_text("services: {}\n")
    hooks: list[dict[str, Any]] = [{**hook, "language": "system"} for hook in HOOKS.values()]
    (here / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    git(here, "init", "--quiet")
    return here


def git(here: Path, *arguments: str) -> None:
    """Run git, without anybody's settings."""
    subprocess.run(["git", *arguments], cwd=here, env=environment_with({"GIT_CONFIG_GLOBAL": os.devnull}), check=True)


def hooked(here: Path, *files: str) -> subprocess.CompletedProcess[str]:
    """Run all hooks on some files, as before a commit of them."""
    git(here, "add", "--all")
    return pre_commit("run", "--files", *files, cwd=here, cache=here.parent / "cache")


def test_what_can_be_audited_may_be_committed_whatever_it_comes_to(repository: Path) -> None:
    """A launch that nobody has answered yet is off course and undecided, and its plan is a plan."""
    (repository / "launches" / "next.yaml").write_text(
        "readycheck: 1\nlaunch: {name: Next, owner: mara, milestones: {ga: 2199-12-01}}\npeople: {mara: product}\n"
    )
    result = hooked(repository, "launches/next.yaml", "launches/price-change/launch.yaml", "compose.yaml")
    assert result.returncode == 0, result.stdout
    assert re.findall(r"\.(Passed|Failed|\(no files to check\)Skipped)$", result.stdout, re.MULTILINE) == [
        "Passed",
        "(no files to check)Skipped",
    ]


@pytest.mark.parametrize("changed", ["launches/price-change/legal.yaml", "launches/price-change/launch.yaml"])
def test_a_plan_with_a_mistake_is_refused_with_its_place(repository: Path, changed: str) -> None:
    """Whichever of its files was changed: the plan is read as a whole, and the mistake is told where it stands."""
    with (repository / changed).open("a") as file:
        file.write("nonsense: 1\n")
    result = hooked(repository, changed)
    assert result.returncode == 1
    assert re.search(rf"^{re.escape(changed)}:\d+:1: error: unknown key `nonsense`$", result.stdout, re.MULTILINE)
    assert "exit code: 2" in result.stdout


def test_a_plan_is_audited_once_however_many_of_its_files_were_changed(repository: Path) -> None:
    """A mistake in one file of a plan is one problem of the commit."""
    with (repository / "launches/price-change/legal.yaml").open("a") as file:
        file.write("nonsense: 1\n")
    files = [str(path.relative_to(repository)) for path in (repository / "launches/price-change").glob("*.yaml")]
    result = hooked(repository, *files)
    assert result.stdout.count("unknown key `nonsense`") == 1
    assert result.stdout.count("1 problem\n") == 1
    assert len(files) > 3


def test_a_checklist_with_a_mistake_is_refused(repository: Path) -> None:
    """The checklist's own hook says where, and the plans are left alone."""
    (repository / "checklists" / "works.yaml").write_text("readycheck: checklist/1\nversion: '1.0'\n")
    result = hooked(repository, "checklists/works.yaml")
    assert result.returncode == 1
    assert "checklists/works.yaml:1:1: error: `department` is missing" in result.stdout
