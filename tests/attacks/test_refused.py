"""What no file may hold is refused by the loader, and what may be told of a file obeys nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readycheck.cli import main
from tests.attacks import reading
from tests.attacks.strings import SEEN, UNSEEN

#: A name stands where a text may, a key and a word of a closed set where no string of these may.
PLAN = "readycheck: 1\nlaunch: {{name: {text}, owner: mara.lind, milestones: {{ga: 2026-12-15}}}}\npeople: {{mara.lind: product}}\n"
WRONG = PLAN + "profile: {{{text}: {text}}}\nwaivers: [{{item: {text}}}]\n"


def audited(text: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Return exit code and stderr of an audit; AssertionError where stderr holds what somebody may obey."""
    Path("plan.yaml").write_text(text, encoding="utf-8", newline="")
    code = main(["audit", "plan.yaml", "--as-of", "2026-11-22"])
    said = capsys.readouterr().err
    reading.lines(said)
    return code, said


@pytest.mark.parametrize("string", UNSEEN.values(), ids=list(UNSEEN))
def test_what_cannot_be_seen_is_refused_with_its_place(
    string: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As an escape in a text, and as it stands where a file can hold it."""
    monkeypatch.chdir(tmp_path)
    escaped = PLAN.format(text=json.dumps(string))
    written = PLAN.format(text=f'"{string}"')
    for text in (escaped, written) if string != UNSEEN["lone surrogate"] else (escaped,):
        code, said = audited(text, capsys)
        assert code == 2
        assert said.startswith("plan.yaml:2:")


@pytest.mark.parametrize("string", SEEN.values(), ids=list(SEEN))
def test_a_string_told_in_a_diagnostic_obeys_nobody(
    string: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a key, as a word that does not exist and as an id: lines of stderr are ours, and none is a command."""
    monkeypatch.chdir(tmp_path)
    code, said = audited(WRONG.format(text=json.dumps(string)), capsys)
    assert code == 2
    own = ("plan.yaml:", "  ", "help:", "error:")
    assert [line for line in said.splitlines()[:-1] if not line.startswith(own)] == []
    assert said.splitlines()[-1].endswith(("problem", "problems"))
