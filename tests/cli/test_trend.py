"""`readycheck trend`: formats, exit codes, what is said on stderr, and progress for somebody who looks."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest
import yaml

from tests.cli.conftest import Desk, go_plan, no_go_plan
from tests.history.building import DAY, Clone


class Office(Clone):
    """The small company's desk as a repository with a history."""

    def __init__(self, desk: Desk) -> None:
        shutil.rmtree(desk.path / ".git")
        super().__init__(desk.path)
        self.seconds -= DAY
        self.commit()

    def revise(self, plan: Mapping[str, Any], number: int = 1) -> None:
        """Commit a plan so many times, a day apart, with another summary each time."""
        before = "from refs/heads/main^0\n" if self.git("branch", "--list", "main") else ""
        stream: list[str] = []
        for revision in range(number):
            launch = {**plan["launch"], "summary": f"Draft {revision}"}
            data = yaml.safe_dump({**plan, "launch": launch}, sort_keys=False)
            where = "" if revision else before
            commit = (
                f"commit refs/heads/main\ncommitter Ann Otter <ann@example.com> {self.seconds} +0000\ndata 0\n{where}"
            )
            stream.append(f"{commit}M 644 inline plan.yaml\ndata {len(data.encode())}\n{data}\n")
            self.seconds += DAY
        command = ["git", "fast-import", "--quiet"]
        subprocess.run(command, cwd=self.path, input="".join(stream).encode(), check=True)
        self.git("reset", "-q", "--hard")


@pytest.fixture
def office(company: Desk) -> Office:
    return Office(company)


def test_the_way_is_an_answer_wherever_it_leads(company: Desk, office: Office) -> None:
    """A no-go is no failure here; everything stands on stdout."""
    office.revise(go_plan())
    office.revise(no_go_plan())
    result = company.run("trend", "plan.yaml")
    lines = result.out.splitlines()
    assert (result.code, result.err) == (0, "")
    assert lines[0] == "Aurora: the way to GA on Tue 15 Dec 2026"
    assert lines[1].startswith("2 revisions, Sun 22 Nov 2026 to Mon 23 Nov 2026; all by policy ")
    assert [line.rpartition("  ")[2] for line in lines[-2:]] == ["go", "no-go"]


def test_formats_and_files(company: Desk, office: Office) -> None:
    """Several in one run; the extension says which."""
    office.revise(go_plan(), 2)
    result = company.run("trend", "plan.yaml", "-o", "way.md", "-o", "way.json", "-f", "text")
    assert result.code == 0
    assert (company.path / "way.md").read_text().startswith("# Aurora: the way to GA")
    found = json.loads((company.path / "way.json").read_text())
    assert [step["day"] for step in found["steps"]] == ["2026-11-22", "2026-11-23"]
    assert (found["plan"], found["launch"]) == ("plan.yaml", "Aurora")
    assert {line for line in result.err.splitlines() if line} == {"wrote way.md", "wrote way.json"}
    assert company.run("trend", "plan.yaml", "-o", "way.md", "-q").err == ""


def test_since_and_milestone(company: Desk, office: Office) -> None:
    """Fewer revisions, and the milestone that was asked for."""
    office.revise(go_plan(), 3)
    out = company.run("trend", "plan.yaml", "--since", "2026-11-23", "--milestone", "ga", "-f", "json").out
    found = json.loads(out)
    assert [(step["day"], step["point"]["milestone"]) for step in found["steps"]] == [
        ("2026-11-23", "ga"),
        ("2026-11-24", "ga"),
    ]


def test_all_revisions(company: Desk, office: Office) -> None:
    """Those of one day too."""
    for _ in range(3):
        office.revise(go_plan())
        office.seconds -= DAY - 60
        office.revise(no_go_plan())
        office.seconds -= DAY - 60
    few, every = (company.run("trend", "plan.yaml", *more).out.splitlines() for more in ((), ("--all",)))
    assert few[-1] == "4 revisions between these left out; --all shows them"
    assert sum("22 Nov 2026" in line for line in every[6:]) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("missing.yaml",), "missing.yaml"),
        (("other.yaml",), "other.yaml has no revisions"),
        (("plan.yaml", "--since", "2027-01-01"), "plan.yaml has no revisions since 2027-01-01"),
        (("plan.yaml", "--since", "tomorrow"), "tomorrow"),
        (("plan.yaml", "-f", "sarif"), "'sarif' is not one of 'text'"),
        (("plan.yaml", "-o", "plan.yaml"), "plan.yaml"),
    ],
)
def test_what_cannot_be_asked_exits_2(company: Desk, office: Office, arguments: tuple[str, ...], said: str) -> None:
    """With one line that says why, one that says what to do, and nothing on stdout."""
    office.revise(go_plan())
    before = (company.path / "plan.yaml").read_bytes()
    company.write("other.yaml", go_plan())
    result = company.run("trend", *arguments)
    assert (result.code, result.out) == (2, "")
    assert said in result.err
    assert (company.path / "plan.yaml").read_bytes() == before


def test_outside_of_a_repository(company: Desk) -> None:
    """An empty folder called `.git` is no repository to git."""
    company.write("plan.yaml", go_plan())
    result = company.run("trend", "plan.yaml")
    assert (result.code, result.out) == (2, "")
    shutil.rmtree(company.path / ".git")
    result = company.run("trend", "plan.yaml")
    assert (result.code, result.out) == (2, "")
    assert "is in no git repository" in result.err


def test_progress_is_for_who_looks(company: Desk, office: Office) -> None:
    """At a terminal long work says how far it is, and is silent with --quiet, for short work, and in a pipe."""
    office.revise(go_plan(), 3)
    assert "auditing revisions" not in company.terminal("trend", "plan.yaml").out
    office.revise(go_plan(), 120)
    loud = company.terminal("trend", "plan.yaml", columns=100)
    assert loud.code == 0
    assert "auditing revisions" in loud.out
    assert re.search(r"\d+%", loud.out)
    assert "auditing revisions" not in company.terminal("trend", "plan.yaml", "-q").out
    piped = company.spawn("trend", "plan.yaml")
    assert (piped.returncode, piped.stderr) == (0, b"")
    assert piped.stdout.decode().startswith("Aurora: the way to GA")


def test_the_same_history_gives_the_same_bytes(company: Desk, office: Office) -> None:
    """However the work is spread, and on whatever day it is asked."""
    office.revise(go_plan(), 90)
    one, other = (company.spawn("trend", "plan.yaml", "-f", "json") for _ in range(2))
    assert one.stdout == other.stdout
    assert len(json.loads(one.stdout)["steps"]) == 90
