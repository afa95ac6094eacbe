"""The example launches come to what they were made to show, and their first screens answer the meeting's questions."""

from __future__ import annotations

import json
import shlex
from fractions import Fraction
from pathlib import Path

import pytest
from scripts.console import run

from readycheck.cli import main
from readycheck.model.number import tenths

AS_OF = "2026-11-22"

# example -> course, verdict, exit code of the gate on the verdict, of the gate on the course
EXAMPLES = {
    "examples/price-change/launch.yaml": ("on_course", "go_with_conditions", 0, 0),
    "examples/aurora-backup/launch.yaml": ("on_course", "no_go", 1, 0),
    "examples/kestrel-sensor/launch.yaml": ("off_course", "no_go", 1, 1),
    "examples/first-plan/plan.yaml": ("off_course", "no_go", 1, 1),
}
WORDS = {
    "on_course": "ON COURSE",
    "off_course": "OFF COURSE",
    "go_with_conditions": "GO WITH CONDITIONS",
    "no_go": "NO-GO",
}


@pytest.fixture(params=EXAMPLES)
def example(request: pytest.FixtureRequest, root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each example, with the checkout as the working directory."""
    monkeypatch.chdir(root)
    name: str = request.param
    return name


def test_an_example_comes_to_what_it_shows(example: str, capfd: pytest.CaptureFixture[str]) -> None:
    """Course, verdict and both exit codes."""
    course, verdict, by_verdict, by_course = EXAMPLES[example]
    assert main(["audit", example, "--as-of", AS_OF, "-f", "json"]) == by_verdict
    captured = capfd.readouterr()
    report = json.loads(captured.out)["reports"][0]
    assert (report["course"], report["verdict"]) == (course, verdict)
    assert captured.err == ""
    assert main(["audit", example, "--as-of", AS_OF, "--gate", "course"]) == by_course


def test_the_first_screen_answers_the_meeting(example: str, root: Path) -> None:
    """24 lines of 80 columns: course, verdict, what decides, at most seven gaps with people and days, what to do first."""
    course, verdict, code, _ = EXAMPLES[example]
    text, exit_code = run(f"readycheck audit {example} --as-of {AS_OF}", root)
    assert exit_code == code
    lines = text.splitlines()
    rule = next(number for number, line in enumerate(lines) if set(line) == {"─"})
    screen = lines[:rule]
    assert rule < 24
    assert max(map(len, lines)) <= 80
    assert WORDS[course] in screen[2]
    assert screen[2].endswith(WORDS[verdict])
    assert any("Decides:" in line or "A go rests on" in line for line in screen)
    gaps = [line for line in screen if line.startswith(("  x ", "  ! ", "  ? ", "  ~ "))]
    assert 1 <= len(gaps) <= 7
    assert all(line.split()[-1].isdigit() for line in gaps)
    first = next(number for number, line in enumerate(screen) if "First: 1 " in line)
    assert [line.split()[0] for line in screen[first + 1 : first + 3]] == ["2", "3"]


def test_the_page_of_the_examples_says_their_exit_codes(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command on the page is run, and exits as the page says."""
    monkeypatch.chdir(root)
    page = (root / "examples" / "README.md").read_text(encoding="utf-8")
    commands = [line.partition("#") for line in page.splitlines() if line.startswith("readycheck ")]
    assert len(commands) == 7
    for command, _, note in commands:
        said = int(note.removeprefix(" exit ").partition(":")[0])
        assert main(shlex.split(command)[1:]) == said, command


def test_the_figures_of_the_first_plan_are_those_computed_by_hand(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """docs/verdict.md has the calculation: 5 blockers, 21 majors, 2 minors apply."""
    possible = 5 * 10 + 21 * 5 + 2 * 2
    met = 5 * 5  # help-centre, finance.inputs-received, and lead-present of finance, support, legal
    unproven = 10  # finance.price-list
    planned = 2 * 10  # finance.tax-setup, support.channels-tested
    blocked = 10  # support.escalation-path
    expected = {
        "proven": Fraction(100 * met, possible),
        "claimed": Fraction(100 * (met + unproven), possible),
        "planned": Fraction(100 * (met + planned), possible),
        "answered": Fraction(100 * (met + unproven + planned + blocked), possible),
        "not_applicable_share": Fraction(0),
    }
    main(["audit", str(root / "examples/first-plan/plan.yaml"), "--as-of", AS_OF, "-f", "json"])
    figures = json.loads(capfd.readouterr().out)["reports"][0]["figures"]
    assert figures["possible_points"] == possible == 159
    for name, value in expected.items():
        assert figures[name] == pytest.approx(float(value), abs=0.0001)
    assert [tenths(expected[name]) for name in ("proven", "claimed", "planned", "answered")] == [
        "15.7",
        "22.0",
        "28.3",
        "40.8",
    ]
