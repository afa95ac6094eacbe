"""The action as GitHub's runner would run it: each step's script by bash, inputs in its environment and nowhere else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
#: Where programs are that the tests' extra brings, the one under test among them.
PROGRAMS = Path(sys.executable).parent
#: The program that checks scripts.
SHELLCHECK = shutil.which("shellcheck", path=f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}")
#: What an input may stand as: the whole value of a variable.
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
_EXPRESSION = re.compile(r"\$\{\{ (.*) \}\}")


class Ran(NamedTuple):
    """What a run of the action came to."""

    code: int
    log: str
    """What stands in the log: the commands to the runner in it."""
    errors: str
    outputs: dict[str, str]
    summary: str
    temporary: Path

    def read(self, output: str) -> str:
        """The file that an output names."""
        return Path(self.outputs[output]).read_text(encoding="utf-8")


class _Event:
    """An event that has nothing of what is asked of it."""

    def __getattr__(self, name: str) -> object:
        return _Event()

    def __bool__(self) -> bool:
        return False


def default_of(value: str, base_ref: str = "", base_sha: str = "") -> str:
    """Return what the default of an input comes to, where it is an expression of `github`, with its `&&` and `||`."""
    found = _EXPRESSION.fullmatch(value)
    if found is None:
        return value
    text = found[1].replace("&&", " and ").replace("||", " or ").replace("github.event.merge_group.base_sha", "sha")
    names = {"sha": base_sha, "format": str.format, "base": base_ref}
    text = re.sub(r"format\('([^']*)', github\.base_ref\)", r"format('\1', base)", text).replace(
        "github.base_ref", "base"
    )
    return str(eval(text, {"__builtins__": {}}, names))  # noqa: S307 - an expression of our own file


def run_action(
    where: Path, temporary: Path, given: Mapping[str, str], *, base_ref: str = "", programs: Path = PROGRAMS
) -> Ran:
    """Run every step of the action in a checkout, as long as they succeed. Programs are found in `programs` first."""
    inputs = {key: default_of(str(about.get("default", "")), base_ref) for key, about in ACTION["inputs"].items()}
    inputs |= {"version": "installed", **given}
    temporary.mkdir(parents=True, exist_ok=True)
    files = {name: temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")}
    for file in files.values():
        file.touch()
    environment = {
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(temporary),
        "RUNNER_TEMP": str(temporary),
        "GITHUB_WORKSPACE": str(where),
        "GITHUB_ACTION_PATH": str(ROOT),
        **{name: str(file) for name, file in files.items()},
    }
    log, errors, code = "", "", 0
    for number, step in enumerate(STEPS):
        script = temporary / f"step-{number}.sh"
        script.write_text(step["run"], encoding="utf-8")
        variables = {name: _INPUT.sub(lambda found: inputs[found[1]], value) for name, value in step["env"].items()}
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)]
        done = subprocess.run(
            command, cwd=where, env=environment | variables, capture_output=True, check=False, text=True, timeout=120
        )
        log, errors, code = log + done.stdout, errors + done.stderr, done.returncode
        if code:
            break
    assert files["GITHUB_ENV"].read_text() == files["GITHUB_PATH"].read_text() == ""
    return Ran(
        code, log, errors, outputs_of(files["GITHUB_OUTPUT"]), files["GITHUB_STEP_SUMMARY"].read_text(), temporary
    )


def outputs_of(file: Path) -> dict[str, str]:
    """Return the outputs in a file as the runner reads them: `name=value`, or `name<<MARK`, lines, `MARK`."""
    found: dict[str, str] = {}
    lines = iter(file.read_text(encoding="utf-8").splitlines())
    for line in lines:
        equals, heredoc = line.find("="), line.find("<<")
        if equals >= 0 and (heredoc < 0 or equals < heredoc):
            found[line[:equals]] = line[equals + 1 :]
        elif heredoc >= 0:
            text: list[str] = []
            for each in lines:
                if each == line[heredoc + 2 :]:
                    break
                text.append(each)
            found[line[:heredoc]] = "\n".join(text)
        else:
            assert not line, f"the runner does not take {line!r}"
    return found
