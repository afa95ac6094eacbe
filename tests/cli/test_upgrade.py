"""Raising a pin: what begins to count and what that changes is shown, and the plan is edited in that place only.

The shipped checklists have one version so far. Here a directory of checklists with items of later versions stands in
for them; the program reads it as it reads its own.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from readycheck.cli.schema import render as render_schema
from readycheck.documents import packaged
from tests.cli.conftest import DATED, Desk, Result, go_plan


def item(key: str, severity: str, **fields: Any) -> dict[str, Any]:
    """An item that takes five days."""
    texts = {"title": f"The {key} is there", "ask": "Is it?", "why": "Customers ask.", "fix": ["Do it"]}
    return {"id": key, "severity": severity, "evidence": "none", "stage": "buy", "lead_days": 5, **texts, **fields}


#: 10 + 5 and 10 + 2 points in 1.0; 10 and 5 more in 1.1, of which one is answered; 5 more in 1.2.
SHIPPED = {
    "legal": [
        item("terms", "blocker"),
        item("notice", "major", formerly=["legal.privacy"]),
        item("model-card", "blocker", since="1.1", lead_days=10),
        item("radio", "minor", since="1.1", applies={"profile": ["hardware"]}),
        item("seal", "major", since="1.2", milestone="hypercare"),
    ],
    "support": [
        item("channels", "blocker", needs=["legal.model-card"]),
        item("faq", "minor", formerly=["legal.questions"]),
        item("tips", "major", since="1.1"),
    ],
}
PLAN = """\
readycheck: 1                       # the format
checklists: "1.0"                   # as agreed in May
launch: {name: Aurora, owner: mara.lind, sponsor: tom.oduya, milestones: {ga: 2026-12-15, hypercare: 2027-01-15}}
profile: {hardware: no}
people: {mara.lind: product, tom.oduya: management, dana.cho: legal, lee.ng: support}
departments:
  legal:
    lead: dana.cho
    signoffs: [{for: ga, by: dana.cho, date: 2026-11-20, decision: go}]
    items:
      terms: done                   # signed
      "privacy": {status: done, waits_for: [legal.terms]}   # under the name of last year
  support:
    lead: lee.ng
    signoffs: [{for: ga, by: lee.ng, date: 2026-11-20, decision: go}]
    items:
      channels: {status: done, waits_for: [legal.privacy]}
      faq: done
      tips: done
decisions:
  - {for: ga, date: 2026-11-20, decision: go, by: tom.oduya, despite: [legal.terms, 'legal.privacy']}
"""


@pytest.fixture
def newer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A desk at which the program ships checklists of three versions."""
    there = packaged.directory()
    for name in ("policy.yaml", "profile.yaml"):
        desk.write(f"shipped/{name}", (there / name).read_bytes())
    for department, items in SHIPPED.items():
        head = {"readycheck": "checklist/1", "version": "1.2", "department": department, "title": department.title()}
        desk.write(f"shipped/{department}.yaml", {**head, "items": items})
    monkeypatch.setattr(packaged, "directory", lambda: desk.path / "shipped")
    desk.write("plan.yaml", PLAN)
    return desk


def upgrade(desk: Desk, *arguments: str) -> Result:
    return desk.run("checklist", "upgrade", "plan.yaml", *DATED, *arguments)


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def document(desk: Desk, *arguments: str) -> dict[str, Any]:
    result = upgrade(desk, "--preview", "-f", "json", *arguments)
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out)
    Draft7Validator(json.loads(render_schema("upgrade"))).validate(found)
    return found


def test_each_new_item_is_told_with_what_it_comes_to(newer: Desk) -> None:
    """An unanswered blocker, an item that the profile rules out, one that the plan answers already; in this order."""
    found = document(newer, "--to", "1.1")
    assert [(new["item"], new["severity"], new["points"], new["outcome"], new["wants_answer"]) for new in found["new"]] == [
        ("legal.model-card", "blocker", 10.0, "unknown", True),
        ("legal.radio", "minor", 0.0, "not_applicable", False),
        ("support.tips", "major", 5.0, "met", False),
    ]  # fmt: skip
    card = found["new"][0]
    # it takes ten days, and what waits for it is done
    assert (card["owner"], card["latest_start"]) == ("dana.cho", "2026-12-05")
    assert (found["pin"], found["start"], found["to"], found["points"]) == ("1.0", "1.0", "1.1", 15.0)


def test_figures_verdict_and_date_are_told_before_and_after(newer: Desk) -> None:
    """27 of 27 points are proven, then 22 of 42: the blocker of 1.1 is missing, and the channels need it."""
    found = document(newer, "--to", "1.1")["comparison"]
    before, after = found["before"], found["after"]
    assert (before["verdict"], after["verdict"]) == ("go", "undecided")
    assert (before["course"], after["course"]) == ("on_course", "off_course")
    assert (before["figures"]["proven"], before["figures"]["possible_points"]) == (100.0, 27.0)
    assert (after["figures"]["proven_points"], after["figures"]["possible_points"]) == (22.0, 42.0)
    assert after["figures"]["proven"] == 52.3809
    assert (before["checklists"], after["checklists"]) == ("1.0", "1.1")
    others = [change for change in found["changes"] if change["item"] == "support.channels"]
    assert [(change["before"]["outcome"], change["after"]["outcome"]) for change in others] == [("met", "unknown")]


def test_the_earliest_date_is_told_before_and_after(newer: Desk) -> None:
    """Today; then ten days of work on the new blocker."""
    found = document(newer, "--to", "1.1")
    assert found["earliest_before"]["day"] == "2026-11-22"
    assert found["earliest_after"]["day"] == "2026-12-02"


def test_the_preview_says_it_in_words(newer: Desk) -> None:
    """What is new first, then what changes with it, then the launch as a whole, then former names."""
    result = upgrade(newer, "--to", "1.1", "--preview")
    assert (result.code, result.err) == (0, "")
    said = flat(result.out)
    for words in (
        "Aurora: checklists 1.0 → 1.1, as of Sun 22 Nov 2026",
        "3 items are new, 15 points more for GA; 1 to be answered.",
        "New, and to be answered - legal.model-card (blocker, 10 points): The model-card is there. no answer, Dana Cho,",
        "Dana Cho, begins by 5 Dec",
        "New, and answered or ruled out - legal.radio (minor, 0 points): The radio is there. profile: hardware is no",
        "support.tips (major, 5 points): The tips is there. proven, Lee Ng",
        "What changes with them - support.channels: proven → no answer (done, but needs legal.model-card)",
        "off course, still reachable (was on course). If GA were today: undecided (was go).",
        "proven 100.0 → 52.3 %",
        "Under a former name - privacy (plan.yaml:12:7) is written as legal.notice",
    ):
        assert words in said
    assert "differs from the default" not in said
    assert max(map(len, result.out.splitlines())) <= 78
    assert newer.path.joinpath("plan.yaml").read_text() == PLAN


def test_markdown_says_the_same(newer: Desk) -> None:
    """The same lines, as a page."""
    page = upgrade(newer, "--to", "1.1", "--preview", "-f", "markdown").out
    assert page.startswith("# Aurora: checklists 1.0 → 1.1, as of Sun 22 Nov 2026\n")
    assert "\n## New, and to be answered\n\n- legal.model-card (blocker, 10 points): The model-card is there." in page
    assert "\n## Before → after\n" in page


def test_the_version_and_the_names_are_written_and_every_other_byte_stays(newer: Desk) -> None:
    """One line for the pin, one for each former name; quotes and comments as they were."""
    result = upgrade(newer, "--to", "1.1", "--yes")
    assert (result.code, result.err) == (0, "wrote plan.yaml\n")
    expected = (
        PLAN.replace('checklists: "1.0"', 'checklists: "1.1"')
        .replace('"privacy":', '"notice":')
        .replace("legal.privacy", "legal.notice")
    )
    assert newer.path.joinpath("plan.yaml").read_text() == expected
    again = upgrade(newer, "--to", "1.1", "--yes")
    assert (again.code, again.err) == (0, "")
    assert "The plan is pinned to 1.1 already. No item is new." in flat(again.out)
    assert "Before → after" not in again.out


def test_after_it_the_audit_says_what_the_preview_said(newer: Desk) -> None:
    """Verdict, figures and what is still newer."""
    found = document(newer, "--to", "1.1")["comparison"]["after"]
    upgrade(newer, "--to", "1.1", "--yes", "--quiet")
    (report,) = json.loads(newer.audit("plan.yaml", "-f", "json").out)["reports"]
    assert (report["verdict"], report["course"], report["figures"]) == (
        found["verdict"], found["course"], found["figures"],
    )  # fmt: skip
    assert report["newer"] == ["legal.seal"]


def test_without_a_version_the_newest_is_meant(newer: Desk) -> None:
    """All that is newer than the pin begins to count; what counts only later adds nothing to this milestone."""
    found = document(newer)
    assert found["to"] == "1.2"
    assert [(new["item"], new["counted"], new["points"]) for new in found["new"]][-2:] == [
        ("legal.seal", False, 0.0), ("support.tips", True, 5.0),
    ]  # fmt: skip
    assert "legal.seal (major, from hypercare on)" in flat(upgrade(newer, "--preview").out)


def test_a_plan_without_a_pin_gets_one_below_its_format(newer: Desk) -> None:
    """It follows the newest already: nothing changes but that this version now stays."""
    bare = PLAN.replace('checklists: "1.0"                   # as agreed in May\n', "").replace("privacy", "notice")
    newer.write("plan.yaml", bare)
    result = upgrade(newer, "--yes")
    assert "The plan is not pinned: it follows the newest version, 1.2. This pins it. No item is new." in flat(
        result.out
    )
    head, _, rest = bare.partition("\n")
    assert newer.path.joinpath("plan.yaml").read_text() == f'{head}\nchecklists: "1.2"\n{rest}'


@pytest.mark.parametrize(
    ("pin", "to", "words"),
    [
        ("1.0", "1.3", ["--to 1.3", "no such version", "there are 1.0, 1.1, 1.2"]),
        ("1.0", "one", ["--to one", "no such version"]),
        ("1.1", "1.0", ["older than 1.1", "legal.model-card, legal.radio, support.tips would leave the count"]),
        (None, "1.1", ["older than 1.2", "legal.seal would leave the count"]),
    ],
    ids=["not shipped", "no version", "lower than the pin", "lower than what counts without a pin"],
)
def test_a_version_that_cannot_be_is_refused(newer: Desk, pin: str | None, to: str, words: list[str]) -> None:
    """What there is, or what would leave, is named; nothing is written."""
    line = f'checklists: "{pin}"\n' if pin else ""
    plan = PLAN.replace('checklists: "1.0"                   # as agreed in May\n', line)
    newer.write("plan.yaml", plan)
    result = upgrade(newer, "--to", to, "--yes")
    assert (result.code, result.out) == (2, "")
    for said in words:
        assert said in result.err
    assert newer.path.joinpath("plan.yaml").read_text() == plan


def test_a_policy_without_the_shipped_checklists_has_nothing_to_pin(company: Desk) -> None:
    """Own checklists are in force as they are."""
    company.write("plan.yaml", go_plan())
    result = upgrade(company, "--preview")
    assert (result.code, result.out) == (2, "")
    assert "nothing to pin" in result.err


def test_where_nobody_can_be_asked_the_options_are_named(newer: Desk) -> None:
    """The preview is printed, nothing is written, and what to add is said."""
    result = upgrade(newer, "--to", "1.1")
    assert result.code == 2
    assert "legal.model-card" in result.out
    assert "--yes" in result.err
    assert "--preview" in result.err
    assert newer.path.joinpath("plan.yaml").read_text() == PLAN


def test_what_comes_from_stdin_cannot_be_written(newer: Desk) -> None:
    """It is refused before anything is read."""
    result = newer.run("checklist", "upgrade", "-", "--yes")
    assert (result.code, result.out) == (2, "")
    assert "--preview" in result.err


def test_a_department_file_that_cannot_be_read_stops_the_writing(newer: Desk) -> None:
    """What the raised pin comes to is not known without it: it is told, and nothing is written."""
    newer.write("launch.yaml", PLAN.partition("departments:")[0])
    newer.write("legal.yaml", "lead: [")
    result = newer.run("checklist", "upgrade", "launch.yaml", *DATED, "--yes")
    assert result.code == 2
    assert "legal.yaml" in result.err
    assert "NOT READ, answers missing here: legal.yaml." in result.out
    assert newer.path.joinpath("launch.yaml").read_text() == PLAN.partition("departments:")[0]


def test_names_are_written_in_the_file_in_which_they_stand(newer: Desk) -> None:
    """A department's own file is edited as the main one is; an answer that moved to another department stays."""
    main = PLAN.partition("departments:")[0]
    part = "lead: dana.cho\nitems:\n  terms: done\n  privacy: done  # so far\n  questions: done\n"
    newer.write("launch.yaml", main)
    newer.write("legal.yaml", part)
    result = newer.run("checklist", "upgrade", "launch.yaml", "--to", "1.1", *DATED, "--yes")
    assert (result.code, result.err) == (0, "wrote launch.yaml\nwrote legal.yaml\n")
    assert newer.path.joinpath("legal.yaml").read_text() == part.replace("privacy", "notice")
    assert "questions (legal.yaml:5:3) stays as it is, since its answer belongs under support: support.faq" in flat(
        result.out
    )


@pytest.mark.parametrize("text", [PLAN.replace("\n", "\r\n"), f"\ufeff{PLAN}", PLAN.removesuffix("\n")])
def test_line_ends_and_marks_stay(newer: Desk, text: str) -> None:
    """As the file has them."""
    newer.write("plan.yaml", text)
    assert upgrade(newer, "--to", "1.1", "--yes").code == 0
    expected = (
        text.replace('"1.0"', '"1.1"').replace('"privacy":', '"notice":').replace("legal.privacy", "legal.notice")
    )
    assert newer.path.joinpath("plan.yaml").read_bytes() == expected.encode()


def test_a_plan_in_json_stays_json(newer: Desk) -> None:
    """A pin is added in its braces."""
    values = {"readycheck": 1, "launch": {"name": "Aurora", "owner": "mara.lind", "milestones": {"ga": "2026-12-15"}}}
    newer.write("plan.yaml", {**values, "people": {"mara.lind": "product"}})
    assert upgrade(newer, "--yes").code == 0
    found = json.loads(newer.path.joinpath("plan.yaml").read_text())
    assert found == {**values, "people": {"mara.lind": "product"}, "checklists": "1.2"}


def test_a_directory_of_the_program_is_not_written(newer: Desk) -> None:
    """--output over the plan is refused."""
    result = upgrade(newer, "--preview", "-f", "markdown", "-o", "plan.yaml")
    assert result.code == 2
    assert Path("plan.yaml").read_text() == PLAN
