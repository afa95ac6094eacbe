"""`readycheck next`, `audit --slip` and `--weeks`, `export ics`: what they say, refuse and return."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import vobject  # type: ignore[import-untyped]
from jsonschema import Draft7Validator

from readycheck.cli.schema import render as render_schema
from readycheck.reports import EXTENSIONS, Format
from tests.cli.conftest import DATED, Desk, conditional_plan, go_plan, no_go_plan, undecided_plan

KETTLE = "docs/examples/kettle"


@pytest.fixture
def kettle(root: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The launch of docs/dates.md, which is worked out by hand there."""
    monkeypatch.chdir(root)
    return KETTLE


# ---------------------------------------------------------------- the example worked out by hand
def test_the_kettle_comes_out_as_it_was_worked_out_by_hand(desk: Desk, kettle: str) -> None:
    """43 days of chain: 22 and 27 December, 4 January. 49 days of work: three blockers, reply texts, launch page."""
    result = desk.run("next", kettle, *DATED, "-f", "json")
    assert result.code == 0
    path = json.loads(result.out)
    Draft7Validator(json.loads(render_schema("path"))).validate(path)
    assert path["earliest"]["day"] == "2027-01-04"
    assert path["earliest"]["spare_days"] == -20
    assert [(link["item"], link["days"], link["finish"]) for link in path["earliest"]["chain"]] == [
        ("legal.trademarks", 30, "2026-12-22"),
        ("manufacturing.packaging", 5, "2026-12-27"),
        ("manufacturing.first-stock", 8, "2027-01-04"),
    ]
    assert {task["item"] for task in path["tasks"]} == {
        "legal.trademarks",
        "manufacturing.packaging",
        "manufacturing.first-stock",
        "support.reply-texts",
        "marketing.launch-page",
    }
    assert path["work_days"] == 30 + 5 + 8 + 2 + 4
    assert path["is_least"] is True
    assert [(way["change"], way["subject"], way["day"], way["instead"]) for way in path["relaxations"]] == [
        ("date", "ga", "2027-01-04", None),
        ("hurry", "legal.trademarks", "2026-12-02", "2026-12-22"),  # 23 - 5 - 8 = 10 days
    ]


def test_what_would_save_the_date_does(desk: Desk, root: Path) -> None:
    """With the search for the name in ten days instead of thirty, 15 December can be reached; with eleven it cannot."""
    for file in (root / KETTLE).rglob("*.yaml"):
        text = file.read_text(encoding="utf-8")
        desk.write(str(file.relative_to(root / KETTLE)), text)
    trademarks = (desk.path / "checklists" / "legal.yaml").read_text(encoding="utf-8")
    for days, reachable in ((10, True), (11, False)):
        desk.write("checklists/legal.yaml", trademarks.replace("lead_days: 30", f"lead_days: {days}"))
        path = json.loads(desk.run("next", "launch.yaml", *DATED, "-f", "json").out)
        assert path["is_reachable"] is reachable


def test_slipping_the_kettle_to_its_earliest_day_opens_the_path(desk: Desk, kettle: str) -> None:
    """Twenty days later it is reachable with nothing to spare; nineteen are not enough."""
    assert "course: off course, still reachable" in desk.audit(kettle, "--slip", "20").out
    moved = desk.audit(kettle, "--slip", "20", "--milestone", "ga")
    assert "GA 2027-01-04 (T-43)" in moved.out
    assert "Earliest possible GA 4 Jan (no day to spare)" in moved.out
    assert "differs from the default: --slip: ga on 2027-01-04 instead of 2026-12-15" in moved.out
    assert "course: not reachable by then" in desk.audit(kettle, "--slip", "19").out


# ---------------------------------------------------------------- next
def test_next_answers_and_never_fails_a_gate(desk: Desk) -> None:
    """A path, and that nothing is left to do, are answers: exit 0, whatever the verdict."""
    desk.company()
    for plan in (go_plan(), conditional_plan(), undecided_plan(), no_go_plan()):
        desk.write("plan.yaml", plan)
        assert desk.run("next", "plan.yaml", *DATED).code == 0
    desk.write("plan.yaml", go_plan())
    assert "No gap has to be closed for a go." in desk.run("next", "plan.yaml", *DATED).out


def test_next_writes_each_format_where_it_is_told(desk: Desk) -> None:
    """Several outputs at once, as `audit` does; the same bytes each time."""
    desk.company()
    desk.write("plan.yaml", no_go_plan())
    files = ("-o", "a.md", "-o", "a.json", "-o", "a.txt")
    assert desk.run("next", "plan.yaml", *DATED, *files).code == 0
    first = [(desk.path / name).read_bytes() for name in ("a.md", "a.json", "a.txt")]
    assert desk.run("next", "plan.yaml", *DATED, *files, "-q").err == ""
    assert [(desk.path / name).read_bytes() for name in ("a.md", "a.json", "a.txt")] == first
    assert first[0].startswith(b"# Aurora: the path to GA on Tue 15 Dec 2026")
    assert b"closes legal.terms (blocker, 5 days)" in first[2]
    assert json.loads(first[1])["plan"] == "plan.yaml"


def test_next_narrows_to_a_person_or_a_department(desk: Desk) -> None:
    """Dana's page does not tell what Lee does, and says that it was narrowed."""
    desk.company()
    plan = no_go_plan()
    plan["departments"]["support"]["items"] = {}
    desk.write("plan.yaml", plan)
    everything = desk.run("next", "plan.yaml", *DATED).out
    assert "\nLee Ng\n" in everything
    for narrowed in (("--owner", "dana.cho"), ("--department", "legal")):
        page = desk.run("next", "plan.yaml", *DATED, *narrowed).out
        assert "\nDana Cho\n" in page
        assert "\nLee Ng\n" not in page
        assert "Shown: " in page
        assert everything.splitlines()[2:4] == page.splitlines()[2:4]  # what it adds up to is the same for all


REFUSED: dict[str, tuple[tuple[str, ...], str]] = {
    "an owner who is not there": (("--owner", "dana.choo"), "did you mean `dana.cho`"),
    "a department that is not there": (("--department", "leagl"), "there are legal, support"),
    "the plan as its output": (("-f", "text", "-o", "plan.yaml"), "is the plan itself"),
    "a milestone that is not dated": (("--milestone", "beta"), "no milestone `beta`"),
    "a day that is none": (("--as-of", "2026-11-31"), "does not exist in the calendar"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=list(REFUSED))
def test_next_refuses_what_does_not_exist(desk: Desk, case: tuple[tuple[str, ...], str]) -> None:
    """Exit 2, and what to do."""
    arguments, words = case
    desk.company()
    desk.write("plan.yaml", no_go_plan())
    result = desk.run("next", "plan.yaml", *DATED, *arguments)
    assert result.code == 2
    assert words in result.err
    assert result.out == ""


def test_next_answers_for_the_files_that_can_be_read(desk: Desk) -> None:
    """One department's file is broken: exit 2, it is named, and the path of the others is there."""
    desk.company()
    plan = no_go_plan()
    support = plan["departments"].pop("support")
    desk.write("launch/launch.yaml", plan)
    desk.write("launch/support.yaml", "items: [")
    result = desk.run("next", "launch", *DATED)
    assert result.code == 2
    assert "support.yaml" in result.err
    assert "NOT READ, answers missing here: launch/support.yaml" in result.out
    assert "closes legal.terms" in result.out
    desk.write("launch/support.yaml", support)
    assert desk.run("next", "launch", *DATED).code == 0
    assert desk.run("next", "nowhere.yaml", *DATED).code == 2


@pytest.mark.parametrize("form", sorted(set(Format) - {"text", "markdown", "json"}))
def test_a_path_has_no_page_and_no_format_for_ci(desk: Desk, form: str) -> None:
    """Neither by name nor by extension; what it can be had in is said, and nothing is written."""
    desk.company()
    desk.write("plan.yaml", go_plan())
    by_name = desk.run("next", "plan.yaml", *DATED, "-f", form)
    assert by_name.code == 2
    assert "text" in by_name.err
    for extension in (known for known, implied in EXTENSIONS.items() if implied == form):
        by_extension = desk.run("next", "plan.yaml", *DATED, "-o", f"next{extension}")
        assert by_extension.code == 2
        assert "help: take text, markdown or json" in by_extension.err
        assert not (desk.path / f"next{extension}").exists()


# ---------------------------------------------------------------- moving
def test_weeks_hold_the_plan_against_each_of_them(desk: Desk) -> None:
    """Two weeks are three rows: as planned, and one and two weeks on."""
    desk.company()
    desk.write("plan.yaml", go_plan())
    result = desk.audit("plan.yaml", "--weeks", "2")
    assert result.code == 0
    assert [line for line in result.out.splitlines() if line.startswith("moved")] == [
        f"moved by {days} days to {day}: on course, go if it were today, 0 late"
        for days, day in ((0, "2026-12-15"), (7, "2026-12-22"), (14, "2026-12-29"))
    ]
    assert "## If GA moves" in desk.audit("plan.yaml", "--weeks", "2", "-f", "markdown").out
    (report,) = json.loads(desk.audit("plan.yaml", "--weeks", "2", "-f", "json").out)["reports"]
    assert [slip["days"] for slip in report["slips"]] == [0, 7, 14]


def test_a_slip_decides_the_gate_of_the_day_that_is_asked_about(desk: Desk) -> None:
    """A proof that ends on 20 December: a go on the 15th, and none a week later; earlier days are looked at too."""
    desk.company()
    plan = go_plan()
    proof: Any = {"file": "terms.md", "valid_until": "2026-12-20"}
    plan["departments"]["legal"]["items"]["terms"]["evidence"] = proof
    desk.write("plan.yaml", plan)
    assert desk.audit("plan.yaml").code == 0
    slipped = desk.audit("plan.yaml", "--slip", "7")
    assert slipped.code == 1
    assert "proof ends: legal.terms (20 Dec)" in slipped.out
    assert desk.audit("plan.yaml", "--slip", "-7").code == 0


MOVES: dict[str, tuple[tuple[str, ...], str]] = {
    "before today": (("--slip", "-24"), "it can be on 2026-11-22 at the earliest: -23 days"),
    "a hundred years": (("--slip", "36500"), "give at most 3650 days"),
    "more weeks than a table holds": (("--weeks", "105"), "give a number from 0 to 104"),
    "weeks back": (("--weeks=-1",), "give a number from 0 to 104"),
    "half a day": (("--slip", "1.5"), "--slip"),
}


@pytest.mark.parametrize("case", MOVES.values(), ids=list(MOVES))
def test_moves_that_cannot_be_are_refused(desk: Desk, case: tuple[tuple[str, ...], str]) -> None:
    """Exit 2, and how far it may be moved."""
    arguments, words = case
    desk.company()
    desk.write("plan.yaml", go_plan())
    result = desk.audit("plan.yaml", *arguments)
    assert result.code == 2
    assert words in result.err
    assert desk.audit("plan.yaml", "--slip", "-23").code in {0, 1}


# ---------------------------------------------------------------- the calendar
def test_the_calendar_is_read_by_another_program(desk: Desk) -> None:
    """The milestone on its day, the blocker's last day to begin, and the end of the waiver."""
    desk.company()
    desk.write("plan.yaml", conditional_plan())
    assert desk.run("export", "ics", "plan.yaml", *DATED, "-o", "launch.ics").code == 0
    with (desk.path / "launch.ics").open(encoding="utf-8", newline="") as stream:
        events = vobject.readOne(stream).contents["vevent"]
    days = {event.summary.value: event.dtstart.value.isoformat() for event in events}
    assert days["Aurora: GA"] == "2026-12-15"
    assert days["waiver ends: legal.notice (Tom Oduya)"] == "2027-01-31"
    assert desk.run("export", "ics", "plan.yaml", *DATED).out.startswith("BEGIN:VCALENDAR")


def test_the_calendar_is_narrowed_and_refused_like_a_report(desk: Desk) -> None:
    """Departments and owners that do not exist, the plan as its output, a broken plan: exit 2."""
    desk.company()
    desk.write("plan.yaml", no_go_plan())
    everything = desk.run("export", "ics", "plan.yaml", *DATED).out
    support = desk.run("export", "ics", "plan.yaml", *DATED, "--department", "support").out
    assert "legal.terms" in everything
    assert "legal.terms" not in support
    assert "Aurora: GA" in support
    for arguments in (("--department", "sales"), ("--owner", "nobody"), ("-o", "plan.yaml")):
        assert desk.run("export", "ics", "plan.yaml", *DATED, *arguments).code == 2
    desk.write("broken.yaml", "launch: [")
    assert desk.run("export", "ics", "broken.yaml", *DATED).code == 2
    assert desk.run("export", "ics", "plan.yaml", *DATED, "-o", "nowhere/launch.ics").code == 4
