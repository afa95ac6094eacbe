"""The example launches come to what they were made to show, and their first screens answer the meeting's questions."""

from __future__ import annotations

import json
import shlex
import shutil
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from scripts.console import run

from readycheck.cli import main
from readycheck.model.number import tenths
from readycheck.model.plan import LaunchPlan
from readycheck.syntax.yaml import parse

AS_OF = "2026-11-22"

# example -> course, verdict, exit code of the gate on the verdict, of the gate on the course
EXAMPLES = {
    "examples/price-change/launch.yaml": ("on_course", "go_with_conditions", 0, 0),
    "examples/aurora-backup/launch.yaml": ("on_course", "no_go", 1, 0),
    "examples/kestrel-sensor/launch.yaml": ("off_course", "no_go", 1, 1),
    "examples/every-box-ticked/launch.yaml": ("off_course", "no_go", 1, 1),
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


#: The first feasible day of each example, worked out by hand from as-of: what somebody expects, or days of work.
EARLIEST = {
    "examples/first-plan/plan.yaml": "15 Dec",  # tax is expected on 1 December, and the invoices after it take 14 days
    "examples/price-change/launch.yaml": "27 Nov",  # support expects the promises on that day
    "examples/aurora-backup/launch.yaml": "16 Dec",  # the rehearsal of a disaster is expected on that day
    "examples/kestrel-sensor/launch.yaml": "1 Jan",  # the provision for returns 10 days, and the returns desk 30 after it
    "examples/every-box-ticked/launch.yaml": "2 Dec",  # a service to be made as good as its promise: 10 days
}


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
    assert f"Earliest possible GA {EARLIEST[example]} (" in " ".join(" ".join(screen).split())
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
    assert len(commands) == 8
    for command, _, note in commands:
        said = int(note.removeprefix(" exit ").partition(":")[0])
        assert main(shlex.split(command)[1:]) == said, command


def test_the_figures_of_the_first_plan_are_those_computed_by_hand(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """docs/verdict.md has the calculation: 7 blockers, 27 majors, 4 minors apply."""
    possible = 7 * 10 + 27 * 5 + 4 * 2
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
    assert figures["possible_points"] == possible == 213
    for name, value in expected.items():
        assert figures[name] == pytest.approx(float(value), abs=0.0001)
    assert [tenths(expected[name]) for name in ("proven", "claimed", "planned", "answered")] == [
        "11.7",
        "16.4",
        "21.1",
        "30.5",
    ]


# ---------------------------------------------------------------- a launch that falls between departments
TICKED = "examples/every-box-ticked"
#: What no department can see from its own list: the item, the file and the line to mend, and the sentence to read.
BETWEEN = {
    "product.handoffs-accepted": (
        "launch.yaml",
        "standing: sales -> customer-success",
        "not accepted by customer-success",
    ),
    "product.promises-kept": ("launch.yaml", "promise: We move your old diary over for you", "is premium, but kept by"),
    "marketing.stated-facts": ("marketing.yaml", "price_monthly_nzd: 45", "is 49 in the plan, 45 in marketing"),
}


def audited(path: Path, capfd: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    """The JSON report of a plan."""
    capfd.readouterr()
    main(["audit", str(path), "--as-of", AS_OF, "-f", "json", *options])
    report: dict[str, Any] = json.loads(capfd.readouterr().out)["reports"][0]
    return report


def test_where_every_box_is_ticked_only_what_lies_between_departments_is_open(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Every answer is done and proven, and it is a no-go: three findings, each at its line, in a sentence of its own."""
    report = audited(root / TICKED, capfd)
    for part in (parse(path.read_bytes(), path.name).value for path in sorted((root / TICKED).glob("*.yaml"))):
        parts = part.get("departments", {"": part})
        assert {answer["status"] for one in parts.values() for answer in one.get("items", {}).values()} <= {"done"}
    gaps = {found["item"]: found for found in report["findings"] if found["outcome"] not in {"met", "not_applicable"}}
    assert gaps.keys() == BETWEEN.keys()
    assert report["verdict"] == "no_go"
    for item, (file, line, sentence) in BETWEEN.items():
        place = gaps[item]["place"]
        assert place["file"].endswith(file)
        lines = (root / TICKED / file).read_text(encoding="utf-8").splitlines()
        touchpoint = lines[place["line"] - 1 : place["line"] + 5]
        assert any(line in near for near in touchpoint)
        assert sentence in gaps[item]["reason"]


def test_it_is_said_in_the_first_five_lines(root: Path) -> None:
    """On a screen and in a pipe: what falls between departments stands before any figure."""
    for command in (
        f"readycheck audit {TICKED} --as-of {AS_OF}",
        f"readycheck audit {TICKED} --as-of {AS_OF} -f markdown",
    ):
        text, _ = run(command, root)
        head = " ".join("\n".join(text.splitlines()[:5]).split())
        assert "Falls between departments: sales -" in head
        assert "We move your old diary over for you” is premium, its service standard" in head


@pytest.mark.parametrize("left", [*BETWEEN, None])
def test_each_of_the_three_alone_is_no_plain_go(
    left: str | None, root: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """With two of them mended the third is still found; with all three mended it is a plain go."""
    (tmp_path / ".git").mkdir()
    plan = tmp_path / "plan"
    shutil.copytree(root / TICKED, plan)
    mend = {
        "product.handoffs-accepted": ("launch.yaml", "agreed: {sales: 2026-11-12}", "agreed: 2026-11-12"),
        "product.promises-kept": (
            "launch.yaml",
            "kept_by: {service: Import desk, department: support, level: standard}",
            "kept_by: {service: Import desk, department: support, level: premium}",
        ),
        "marketing.stated-facts": ("marketing.yaml", "price_monthly_nzd: 45", "price_monthly_nzd: 49"),
    }
    for item, (file, was, becomes) in mend.items():
        text = (plan / file).read_text(encoding="utf-8")
        assert was in text
        if item != left:
            (plan / file).write_text(text.replace(was, becomes), encoding="utf-8")
    report = audited(plan, capfd)
    gaps = [found["item"] for found in report["findings"] if found["outcome"] not in {"met", "not_applicable"}]
    assert gaps == ([left] if left else [])
    assert report["verdict"] == ("no_go" if left else "go")
    assert bool(report["between"]["falls"]) == (left is not None)


@pytest.mark.parametrize("name", ["aurora-backup", "kestrel-sensor", "every-box-ticked"])
def test_a_full_example_uses_every_section(name: str, root: Path) -> None:
    """Nothing that a plan may say is left without an example."""
    plan = parse((root / "examples" / name / "launch.yaml").read_bytes(), "launch.yaml").value
    assert set(LaunchPlan.model_fields) - set(plan) <= {"decisions", "departments", "waivers"}
    assert {"segments", "involved", "goals"} <= set(plan["customers"])
    assert {"standing", "once"} <= {key for handoff in plan["handoffs"] for key in handoff}
