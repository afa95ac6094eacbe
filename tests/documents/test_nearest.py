"""A `pyproject.toml` may say where the policy is; a `readycheck.yaml` that is as near comes first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from readycheck.documents.nearest import find_policy
from readycheck.errors import RefusedInput
from readycheck.files import Disk
from readycheck.model.place import Place, Problem

from .shelves import HEAD, write

TABLE = '[project]\nname = "aurora"\n\n[tool.readycheck]\n'
POINTER = TABLE + 'policy = "ops/rules.yaml"\n'


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository, so that files are printed by their short names."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)


def refusal(root: Path, project: str) -> Problem:
    """Return why a project file is refused."""
    write(root, {"pyproject.toml": project})
    with pytest.raises(RefusedInput) as caught:
        find_policy(root, Disk(root))
    (problem,) = caught.value.problems
    return problem


def test_a_project_file_names_the_policy(tmp_path: Path) -> None:
    """The path is seen from the project file, wherever below it the plan lies."""
    write(tmp_path, {"pyproject.toml": POINTER, "ops/rules.yaml": HEAD, "launches/aurora/launch.yaml": ""})
    assert find_policy(tmp_path / "launches" / "aurora", Disk(tmp_path)) == tmp_path / "ops" / "rules.yaml"


@pytest.mark.parametrize(
    ("policy", "wins"),
    [("readycheck.yaml", True), ("launches/readycheck.yaml", True), ("launches/aurora/readycheck.yaml", True)],
)
def test_a_policy_as_near_or_nearer_comes_first(tmp_path: Path, policy: str, *, wins: bool) -> None:
    """Beside the project file or below it, `readycheck.yaml` is the policy; the project file is not asked."""
    write(tmp_path, {"pyproject.toml": "[tool.readycheck]\nthis is no TOML", policy: HEAD, "launches/aurora/x": ""})
    assert (find_policy(tmp_path / "launches" / "aurora", Disk(tmp_path)) == tmp_path / policy) is wins


def test_a_nearer_project_file_comes_before_a_policy_further_up(tmp_path: Path) -> None:
    """Whatever is nearest decides."""
    write(tmp_path, {"readycheck.yaml": HEAD, "app/pyproject.toml": POINTER, "app/ops/rules.yaml": HEAD})
    assert find_policy(tmp_path / "app", Disk(tmp_path)) == tmp_path / "app" / "ops" / "rules.yaml"


@pytest.mark.parametrize(
    "project",
    [
        "",
        '[project]\nname = "aurora"\n',
        "this is no TOML at all [[[",
        '[project]\ndependencies = ["readycheck-cli"]\n',
        "tool = 1  # readycheck\n",
    ],
    ids=["empty", "of other tools", "broken", "names the program only", "no table of tools"],
)
def test_a_project_file_that_points_nowhere_is_passed_over(tmp_path: Path, project: str) -> None:
    """Most project files are none of our business, broken ones included: looking goes on above."""
    write(tmp_path, {"readycheck.yaml": HEAD, "app/pyproject.toml": project})
    assert find_policy(tmp_path / "app", Disk(tmp_path)) == tmp_path / "readycheck.yaml"


@pytest.mark.parametrize(
    ("project", "line", "column", "message", "help_"),
    [
        (TABLE + 'polcy = "x.yaml"\n', 5, 1, "unknown key `polcy`", "did you mean `policy`?"),
        (TABLE + 'strict = true\npolicy = "x.yaml"\n', 5, 1, "unknown key `strict`", "belongs in readycheck.yaml"),
        (TABLE, 4, 1, "names no policy", 'write `policy = "ops/readycheck.yaml"`'),
        (TABLE + "policy = 1\n", 5, 1, "names no policy", ""),
        ('tool.readycheck = "x.yaml"\n', 1, 6, "names no policy", ""),
        (TABLE + 'policy = "gone.yaml"\n', 5, 1, "`gone.yaml` does not exist", "relative to this file"),
        (TABLE + 'policy = ".."\n', 5, 1, "leads outside the repository", ""),
        (TABLE + '  policy = "/etc/passwd"\n', 5, 3, "is not a path within the repository", ""),
        (TABLE + 'policy = "C:\\\\x.yaml"\n', 5, 1, "is not a path within the repository", ""),
        (TABLE + "policy = \n", 5, 10, "not valid TOML", "correct the line"),
        ("# readycheck\nx = " + "[" * 10_000 + "\n", 1, 1, "not valid TOML", ""),
        ("# readycheck\nx = " + "9" * 5_000 + "\n", 1, 1, "not valid TOML", ""),
        ("# readycheck\n" + "a." * 101 + "a = 1\n", 2, 1, "too much in one project file", "readycheck.yaml beside it"),
        ("# readycheck" + "\n" * 300_000, 1, 1, "too much in one project file", ""),
        ('readycheck = "\0"\n', 1, 15, "not valid TOML", ""),
    ],
    ids=[
        "a key misspelt",
        "another key",
        "nothing",
        "a number",
        "a text",
        "missing",
        "outside",
        "absolute",
        "a drive",
        "no TOML",
        "deep",
        "a long number",
        "a name of many parts",
        "a long file",
        "a control character",
    ],
)
def test_what_a_project_file_may_not_say_is_told_where_it_stands(
    tmp_path: Path, project: str, line: int, column: int, message: str, help_: str
) -> None:
    """Where it may speak of the policy and nobody can tell what it says, nothing is audited."""
    problem = refusal(tmp_path, project)
    assert problem.place == Place("pyproject.toml", line, column)
    assert message in problem.message
    assert help_ in problem.help


def test_a_project_file_that_leads_out_is_not_read(tmp_path: Path) -> None:
    """A link to a file outside the repository cannot bring its policy in."""
    root = tmp_path / "repository"
    write(tmp_path, {"outside.toml": POINTER, "repository/ops/rules.yaml": HEAD})
    (root / "pyproject.toml").symlink_to("../outside.toml")
    with pytest.raises(RefusedInput) as caught:
        find_policy(root, Disk(root))
    assert "leads outside the repository" in caught.value.problems[0].message


@pytest.mark.parametrize(("project", "read"), [(None, False), ('[project]\nname = "a"\n', False), (POINTER, True)])
def test_a_reader_of_toml_is_loaded_only_where_it_is_needed(tmp_path: Path, project: str | None, *, read: bool) -> None:
    """Who has no such project file does not pay for it at start-up."""
    write(tmp_path, {"ops/rules.yaml": HEAD, **({} if project is None else {"pyproject.toml": project})})
    program = (
        "import sys; from pathlib import Path; from readycheck.documents.nearest import find_policy; "
        "from readycheck.files import disk; find_policy(Path(), disk(Path())); print('tomllib' in sys.modules)"
    )
    # a measurement of coverage would read the project's own file in the new process
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(read)
