"""The same input and `--as-of` give the same bytes in every format, whatever the machine, the user and the shell are like."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from readycheck.reports import Format
from tests.conftest import ROOT

AS_OF = "2026-11-22"
#: Where the launch lies, as seen from the folder in which the program runs.
PLAN = "launches/aurora-backup"
DATED = (PLAN, "--as-of", AS_OF)
#: What is run, one after the other, in one process.
COMMANDS: tuple[tuple[str, ...], ...] = (
    (
        "audit",
        *DATED,
        "--weeks",
        "2",
        "--all",
        *(word for form in Format for word in ("-f", form, "-o", f"out/{form}")),
    ),
    ("audit", *DATED, "--policy-ref", "main", "--baseline", "launches/price-change", "-f", "comment"),
    ("audit", "launches/price-change", PLAN, "--as-of", AS_OF),
    ("audit", "no-such-plan.yaml"),
    ("audit", "launches/broken"),
    *(("next", *DATED, "-f", form) for form in ("text", "markdown", "json")),
    *(("diff", "launches/price-change", PLAN, "--as-of", AS_OF, "-f", form) for form in ("text", "markdown", "json")),
    *(("trend", PLAN, "-f", form) for form in ("text", "markdown", "json")),
    *(("export", form, *DATED, "-o", f"out/export.{form}") for form in ("ics", "xlsx", "csv")),
    *(("schema", name) for name in ("plan", "report", "checklist")),
    ("init", "out/launch.yaml", "--name", "Aurora", "--date", "2027-03-01", "--owner", "mara.lind", "--as-of", AS_OF),
    ("init", "out/next.yaml", "--from", PLAN, "--name", "Aurora 3", "--date", "2028-03-01", "--as-of", AS_OF),
    ("checklist", "list"),
    ("policy", "show"),
    ("explain", "legal.licence-terms"),
)
#: Runs them with folders listed in an order of its own, and writes down what each says.
SCRIPT = """
import ast, io, os, sys
from pathlib import Path
def ordered(function, key, backwards):
    class Listed(list):
        __enter__ = lambda self: self
        __exit__ = lambda self, *_: None
        close = lambda self: None
        __next__ = lambda self: self.pop(0)
    return lambda *given: Listed(sorted(function(*given), key=key, reverse=backwards))
backwards = sys.argv[2] == "backwards"
os.listdir = ordered(os.listdir, str, backwards)
os.scandir = ordered(os.scandir, lambda entry: entry.name, backwards)
from readycheck.cli import main
Path("out").mkdir()
for number, command in enumerate(ast.literal_eval(sys.argv[1])):
    sys.stdout, sys.stderr = (io.TextIOWrapper(io.BytesIO(), encoding=sys.__stdout__.encoding) for _ in range(2))
    code = main(command)
    said = {"stdout": sys.stdout, "stderr": sys.stderr}
    for name, stream in said.items():
        stream.flush()
        Path(f"out/{number:02d}.{name}").write_bytes(stream.buffer.getvalue())
    Path(f"out/{number:02d}.code").write_text(str(int(code)))
"""


class World(NamedTuple):
    """What a run must not depend on."""

    environment: Mapping[str, str]
    python: tuple[str, ...] = ()
    order: str = "forwards"
    umask: int = 0o022
    folder: str = "here"


WORLDS = {
    "another hash": World({"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}),
    "another folder": World(
        {"PYTHONHASHSEED": "4242", "TZ": "America/St_Johns", "LANG": "de_DE.UTF-8"}, folder="far/away"
    ),
    "another order": World(
        {"PYTHONHASHSEED": "random", "COLUMNS": "43", "TERM": "dumb"}, order="backwards", umask=0o077
    ),
    "another Python": World(
        {"PYTHONHASHSEED": "7", "LC_ALL": "tr_TR.UTF-8", "LANGUAGE": "tr"}, python=("-O", "-X", "utf8")
    ),
    "another user": World(
        {"PYTHONHASHSEED": "random", "HOME": "/nonexistent", "USER": "somebody", "LC_ALL": "C.UTF-8", "COLUMNS": "200"},
        python=("-X", "dev"),
    ),
}
FIRST = World({"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository of launches: two examples and one that cannot be read, in two revisions."""
    folder = tmp_path_factory.mktemp("made")
    for name in ("price-change", "aurora-backup"):
        shutil.copytree(ROOT / "examples" / name, folder / "launches" / name)
        _commit(folder, f"Add {name}")
    broken = folder / "launches" / "broken"
    broken.mkdir()
    (broken / "launch.yaml").write_text("readycheck: 1\nlaunch: {nam: A, clas: B}\npeople: 1\nprofile: {x: 1, y: 2}\n")
    for name in ("legal", "support", "finance"):
        (broken / f"{name}.yaml").write_text("items: [\n")
    return folder


def _commit(folder: Path, message: str) -> None:
    who = {"NAME": "A", "EMAIL": "a@example.org", "DATE": "2026-11-20T12:00:00Z"}
    person = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in who.items()}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    for command in (("-c", "init.defaultBranch=main", "init", "-q"), ("add", "-A"), ("commit", "-q", "-m", message)):
        subprocess.run(["git", *command], cwd=folder, env={**os.environ, **person, **alone}, check=True)


def outcome(made: Path, where: Path, world: World) -> dict[str, bytes]:
    """Return every file that a run leaves, by its name."""
    folder = where / world.folder
    shutil.copytree(made, folder)
    environment = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    command = [
        sys.executable,
        *world.python,
        "-c",
        SCRIPT,
        repr([[str(word) for word in command] for command in COMMANDS]),
        world.order,
    ]
    subprocess.run(
        command, cwd=folder, env={**environment, **world.environment}, check=True, umask=world.umask, timeout=120
    )
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.fixture(scope="module")
def first(made: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the first run leaves."""
    return outcome(made, tmp_path_factory.mktemp("first"), FIRST)


def test_the_commands_say_something(first: dict[str, bytes]) -> None:
    """Each format is written, and each command ends as it should, so that equal bytes mean something."""
    codes = [first[f"{number:02d}.code"].decode() for number in range(len(COMMANDS))]
    assert codes == ["1", "1", "1", "2", "2", *["0"] * (len(COMMANDS) - 5)]
    assert [form for form in Format if not first[form]] == []
    assert first["export.xlsx"].startswith(b"PK")
    assert first["04.stderr"].count(b"error") >= 4


@pytest.mark.parametrize("world", WORLDS.values(), ids=list(WORLDS))
def test_the_same_input_gives_the_same_bytes(world: World, made: Path, first: dict[str, bytes], tmp_path: Path) -> None:
    """Hash seeds, zones, locales, folders, orders of files, users, widths and flags of Python change nothing."""
    found = outcome(made, tmp_path, world)
    assert sorted(found) == sorted(first)
    assert [name for name in found if found[name] != first[name]] == []
