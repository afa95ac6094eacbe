"""Commands that look at the rules: explain, checklist, policy, schema, version."""

from __future__ import annotations

import json
import platform
import re
from enum import StrEnum
from typing import Any

import pytest
import yaml

from readycheck import __version__
from readycheck.model.vocabulary import Course, Outcome, Serves, Severity, Stage, Status, Verdict
from tests.cli.conftest import POLICY, Desk, go_plan

pytestmark = pytest.mark.usefixtures("untraced")

#: The thirteen departments of the design; those that ship grow towards it.
DEPARTMENTS = set(
    "product marketing sales-enablement project-management engineering legal sales systems-engineering manufacturing "
    "finance cloud-ops support customer-success".split()
)


# ---------------------------------------------------------------- explain
def test_an_item_is_explained(desk: Desk) -> None:
    """What it asks, why, what to do, what proves it, and how it stands in a plan; prose takes 80 columns."""
    result = desk.run("explain", "legal.licence-terms")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("legal.licence-terms (blocker")
    labels = re.findall(r"^([a-z/]+) +\S", result.out, re.MULTILINE)
    assert labels[:2] == ["ask", "why"]
    assert {"do", "proof", "n/a", "applies", "takes", "who", "matters"} <= set(labels)
    assert "1. " in result.out
    assert "status: done" in result.out
    assert max(map(len, result.out.partition("In the plan")[0].splitlines())) <= 80


def test_every_shipped_item_can_be_explained_and_its_example_loads(desk: Desk) -> None:
    """Each item of each checklist has an explanation, and the plan that it shows is a plan."""
    head = {key: go_plan()[key] for key in ("readycheck", "launch")}
    people = {"mara.lind": "product", "tom.oduya": "management", "somebody.else": "external"}
    departments: dict[str, list[str]] = {}
    for row in json.loads(desk.run("checklist", "list", "--json").out)["checklists"]:
        for item in json.loads(desk.run("checklist", "show", row["department"], "--json").out):
            result = desk.run("explain", item["item"])
            assert result.code == 0
            assert item["title"] in " ".join(result.out.split())
            if item["rule"] is None:
                answers = yaml.safe_load(result.out.partition("other answers:\n")[2])["departments"]
                assert [f"{row['department']}.{name}" for name in answers[row["department"]]["items"]] == [item["item"]]
                example = next(line for line in result.out.splitlines() if "status: done" in line)
                departments.setdefault(row["department"], []).append(example)
    text = json.dumps({**head, "people": people})[:-1] + ', "departments": {'
    parts = (f'"{name}": {{"items": {{{", ".join(answers)}}}}}' for name, answers in departments.items())
    text += ", ".join(parts) + "}}"
    desk.write("plan.yaml", text.replace("YYYY-MM-DD", "2026-11-20"))
    assert desk.audit("plan.yaml").err == ""


ITEM: dict[str, Any] = {
    "id": "terms",
    "title": "The terms are ready",
    "ask": "Are they?",
    "why": "Customers ask.",
    "fix": ["Write them", "Publish them"],
    "stage": "buy",
    "severity": "major",
}


def explained(desk: Desk, item: dict[str, Any], **policy: Any) -> str:
    """Return what is said of an item of the company's own."""
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    first = {**ITEM, "id": "first"}
    desk.write("items.yaml", {**head, "items": [first, {**ITEM, **item}]})
    rules = {"readycheck": "policy/1", "shipped_checklists": False, "checklists": ["items.yaml"], **policy}
    desk.write("readycheck.yaml", rules)
    result = desk.run("explain", "legal.terms")
    assert (result.code, result.err) == (0, "")
    return " ".join(result.out.split())


@pytest.mark.parametrize(
    ("item", "says", "not_said"),
    [
        ({"evidence": "none"}, ["status: done}"], ["evidence:"]),
        ({"evidence": "claim"}, ["evidence: "], []),
        ({"evidence": "link"}, ["https://"], []),
        ({"evidence": "document"}, ["legal/terms.md"], []),
        ({"evidence": "document", "max_age_days": 90}, ["90 days", "file: legal/terms.md", "date: "], []),
        ({"evidence": "link", "max_age_days": 90}, ["90 days", "link: ", "date: "], []),
        ({"second_person": True}, ["other than its owner", "checked_by:"], []),
        ({"not_applicable": "never"}, ["n/a never"], []),
        ({"not_applicable": "with_reason"}, ["with a reason"], ["approved by"]),
        ({"severity": "blocker"}, ["blocker", "approved by"], []),
        ({"not_applicable": "free"}, ["n/a "], ["with a reason"]),
        ({"applies": {"profile": ["paid"]}}, ["paid"], ["always"]),
        ({"applies": {"classes": ["flagship", "standard"]}}, ["flagship", "standard"], ["quiet", "always"]),
        ({}, ["applies always"], []),
        ({"needs": ["legal.first"], "lead_days": 12}, ["12 days", "legal.first"], []),
        ({"serves": ["win", "protect"]}, ["win, protect"], []),
        ({"rule": {"kind": "asks"}, "evidence": "none"}, ["asks"], ["status: done"]),
    ],
    ids=["none", "claim", "link", "document", "dated file", "dated link", "second person", "never", "reason",
         "approved", "free", "profile", "classes", "always", "needs", "serves", "rule"],
)  # fmt: skip
def test_what_an_item_demands_is_said(desk: Desk, item: dict[str, Any], says: list[str], not_said: list[str]) -> None:
    """Each demand of an item is in its explanation, and nothing that it does not demand."""
    text = explained(desk, item)
    assert [part for part in says if part not in text] == []
    assert [part for part in not_said if part in text] == []


def test_tailoring_is_said_with_its_reason(desk: Desk) -> None:
    """An item that the policy changed says how, and why."""
    text = explained(desk, {}, tailoring={"legal.terms": {"severity": "minor", "reason": "We are few"}})
    assert "(minor" in text
    assert "We are few" in text


def test_a_practice_is_named_with_its_source(desk: Desk) -> None:
    """An item that carries a published practice says which, and where it was published."""
    shipped = [
        item
        for row in json.loads(desk.run("checklist", "list", "--json").out)["checklists"]
        for item in json.loads(desk.run("checklist", "show", row["department"], "--json").out)
        if item["practices"]
    ]
    assert shipped
    text = desk.run("explain", shipped[0]["item"]).out
    assert re.search(r"^from +\S", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("item", "says"),
    [
        ("legal.licence-term", "legal.licence-terms"),
        ("licence-terms", "licence-terms"),
        ("unprovn", "did you mean `unproven`?"),
        ("hostd", "did you mean `hosted`?"),
        ("zzz", "checklist list"),
        ("", ""),
    ],
    ids=["typo", "no department", "typo in a word", "typo in a fact", "nothing near", "empty"],
)
def test_an_item_that_does_not_exist_is_told_with_what_is_near(desk: Desk, item: str, says: str) -> None:
    """A typo is answered with the item that was meant, else with where to look."""
    result = desk.run("explain", item)
    assert (result.code, result.out) == (2, "")
    assert f"`{item}`" in result.err
    assert "help: " in result.err
    assert says in result.err


@pytest.mark.parametrize(
    ("severity", "demanded", "says"),
    [
        ("blocker", "met", "blocker: a go needs it proven applies"),
        ("blocker", "waived", "blocker: a go needs it proven, or waived applies"),
        ("major", "answered", "major: a go needs an answer to it applies"),
        ("minor", "any", "minor: counts in the figures, and alone never keeps a launch back applies"),
        ("info", "any", "info: is shown, and counts for nothing applies"),
    ],
)
def test_what_an_item_means_for_a_go_is_said_by_the_policy_in_force(
    desk: Desk, severity: str, demanded: str, says: str
) -> None:
    """What a severity demands is the policy's to say, so the same item may matter more in one company than in another."""
    demands = {"blocker": "waived", "major": "explained", "minor": "any"}
    require = demands if severity == "info" else {**demands, severity: demanded}
    assert f"matters {says}" in explained(desk, {"severity": severity}, require=require)


@pytest.mark.parametrize(
    ("exemption", "line"),
    [
        ("never", None),
        ("approved", '# terms: {status: not_applicable, reason: "…", approved_by: somebody.else}'),
        ("with_reason", '# terms: {status: not_applicable, reason: "…"}'),
        ("free", "# terms: {status: not_applicable}"),
    ],
)
def test_how_to_say_that_an_item_does_not_apply_is_shown(desk: Desk, exemption: str, line: str | None) -> None:
    """The line for n/a has what makes it count; an item that is never n/a has none."""
    text = explained(desk, {"not_applicable": exemption})
    assert ("status: not_applicable" in text) == (line is not None)
    assert line is None or line in text


@pytest.mark.parametrize(
    "word", ["unproven", "planned", "no_go", "no-go", "Go with conditions", "blocker", "off course"]
)
def test_a_word_of_reports_is_explained(desk: Desk, word: str) -> None:
    """A word is explained as it stands in a plan, and as it is printed."""
    result = desk.run("explain", word)
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith(f"{word.lower().replace(' ', '_').replace('-', '_')}: ")
    assert max(map(len, result.out.splitlines())) <= 80


@pytest.mark.parametrize("kind", [Severity, Stage, Status, Outcome, Verdict, Course, Serves])
def test_every_word_that_an_item_can_have_is_explained(desk: Desk, kind: type[StrEnum]) -> None:
    """Whatever a report says of an item or of a launch can be looked up."""
    assert [word.value for word in kind if desk.run("explain", word.value).code != 0] == []


def test_a_profile_fact_is_explained_with_what_it_decides(desk: Desk) -> None:
    """A fact has its question, its place in the plan, and the items that hang on it: two of the shipped ones."""
    text = " ".join(desk.run("explain", "payment_cards").out.split())
    assert text.startswith("payment_cards: Do we take card payments for it? where in the plan, under `profile:`")
    assert "these 2 apply: finance.card-compliance, finance.fraud-chargebacks" in text


def test_a_department_is_no_item_and_its_items_are_pointed_to(desk: Desk) -> None:
    """Whoever names a department alone is told how to see its items."""
    result = desk.run("explain", "legal")
    assert (result.code, result.out) == (2, "")
    assert "`readycheck checklist show legal`" in result.err


def test_an_old_name_of_an_item_is_understood(desk: Desk) -> None:
    """An item that was renamed is found by its former id."""
    explained(desk, {"formerly": ["legal.eula"]})
    assert desk.run("explain", "legal.eula").out.startswith("legal.terms")


# ---------------------------------------------------------------- checklist list and show
def test_the_checklists_in_force_are_listed(desk: Desk) -> None:
    """Departments with their numbers, then the profile facts with their questions; text and JSON agree."""
    text = desk.run("checklist", "list")
    listed = json.loads(desk.run("checklist", "list", "--json").out)
    assert (text.code, text.err) == (0, "")
    departments = [row["department"] for row in listed["checklists"]]
    assert departments
    assert set(departments) <= DEPARTMENTS
    assert f": {sum(row['items'] for row in listed['checklists'])} items" in text.out.splitlines()[0]
    for row in listed["checklists"]:
        line = next(line for line in text.out.splitlines() if line.startswith(f"{row['department']} "))
        assert re.search(rf"\b{row['items']} items, +{row['blockers']} blockers", line)
    for fact, question in listed["facts"].items():
        assert re.search(rf"^{fact} +{re.escape(question)}$", text.out, re.MULTILINE)


def test_a_policy_decides_which_checklists_are_listed(company: Desk) -> None:
    """The company's own two departments are listed, and none of those that ship."""
    listed = json.loads(company.run("checklist", "list", "--json").out)
    assert [(row["department"], row["items"], row["blockers"]) for row in listed["checklists"]] == [
        ("legal", 2, 1),
        ("support", 2, 1),
    ]
    company.write("elsewhere.yaml", {"readycheck": "policy/1"})
    given = json.loads(company.run("checklist", "list", "--json", "--policy", "elsewhere.yaml").out)
    assert len(given["checklists"]) > 2


def test_the_items_of_a_department_are_shown(company: Desk) -> None:
    """Each item has a line with its severity, milestone and title; JSON has the whole item."""
    text = company.run("checklist", "show", "legal")
    assert (text.code, text.err) == (0, "")
    assert re.search(r"^blocker +ga +terms +The terms are ready$", text.out, re.MULTILINE)
    assert re.search(r"^major +ga +notice +The notice are ready$", text.out, re.MULTILINE)
    shown = json.loads(company.run("checklist", "show", "legal", "--json").out)
    assert [item["item"] for item in shown] == ["legal.terms", "legal.notice"]
    assert shown[0]["evidence"] == "document"


@pytest.mark.parametrize(("given", "says"), [("legl", "`legal`"), ("zzz", "support")])
def test_a_department_without_a_checklist_is_told(company: Desk, given: str, says: str) -> None:
    """A typo is answered with the department that was meant, else with those there are."""
    result = company.run("checklist", "show", given)
    assert (result.code, result.out) == (2, "")
    assert given in result.err
    assert says in result.err


# ---------------------------------------------------------------- checklist lint
def test_the_shipped_checklists_are_sound(desk: Desk) -> None:
    """Those that ship have no errors; items and checklists are counted."""
    result = desk.run("checklist", "lint")
    listed = json.loads(desk.run("checklist", "list", "--json").out)["checklists"]
    assert result.code == 0
    assert result.out.startswith(f"{len(listed)} checklists, {sum(row['items'] for row in listed)} items: 0 errors")
    assert ": error: " not in result.err


def linted(desk: Desk, *items: dict[str, Any]) -> tuple[int, str, str]:
    """Return what lint says of a checklist of the company's own."""
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "works", "title": "Works"}
    desk.write("works.yaml", {**head, "items": [{**ITEM, **item} for item in items]})
    return desk.run("checklist", "lint", "works.yaml")


def test_a_sound_checklist_passes(desk: Desk) -> None:
    """One file given is one file counted, though the shipped ones are read beside it."""
    code, out, _ = linted(desk, {"evidence": "document", "needs": ["legal.licence-terms"]})
    assert code == 0
    assert out.startswith("1 checklists, 1 items: 0 errors")


@pytest.mark.parametrize(
    ("items", "says"),
    [
        ([{"needs": ["legal.licence-term"]}], ["legal.licence-term", "legal.licence-terms"]),
        ([{"applies": {"profile": ["payd"]}}], ["payd", "paid"]),
        ([{"milestone": "gaa"}], ["gaa", "ga"]),
        ([{"rule": {"kind": "askss"}}], ["askss", "asks"]),
        ([{"rule": {"kind": "lead_present", "days_before": -1}}], ["0"]),
        ([{"id": "a"}, {"id": "a"}], ["works.a", "twice"]),
        ([{"id": "a", "needs": ["works.b"]}, {"id": "b", "needs": ["works.a"]}], ["works.a", "works.b"]),
        ([{"id": "a", "milestone": "beta", "needs": ["works.b"]}, {"id": "b"}], ["works.a", "works.b"]),
        ([{"practices": ["tp.no.such"]}], ["tp.no.such"]),
    ],
    ids=["needs", "fact", "milestone", "rule", "option", "twice", "circle", "later", "practice"],
)
def test_a_checklist_that_cannot_be_used_fails(desk: Desk, items: list[dict[str, Any]], says: list[str]) -> None:
    """What an audit could not live with is an error with its place, and the exit code is 2."""
    code, out, err = linted(desk, *items)
    assert code == 2
    assert "0 errors" not in out
    assert re.search(r"works\.yaml:1:\d+: error: ", err)
    assert [word for word in says if word not in err] == []


def test_a_warning_does_not_fail(desk: Desk) -> None:
    """A blocker that an unchecked tick can meet is warned of, with its place; the file can be used."""
    code, out, err = linted(desk, {"severity": "blocker", "evidence": "none"})
    assert code == 0
    assert "0 errors, 0 warnings" not in out
    assert re.search(r"works\.yaml:1:\d+: warning: ", err)


@pytest.mark.parametrize("name", ["missing.yaml", "text.md", ".", "a" * 5000])
def test_a_file_that_is_no_checklist_is_told(desk: Desk, name: str) -> None:
    """What cannot be read is told as any other input that cannot."""
    desk.write("text.md", "text")
    result = desk.run("checklist", "lint", name)
    assert (result.code, result.out) == (2, "")
    assert name in result.err


def test_lint_checks_what_is_in_force_and_nothing_else(company: Desk) -> None:
    """Without a file, the checklists in force are checked: here the company's own two, as the shipped are left out."""
    result = company.run("checklist", "lint")
    assert result.code == 0
    assert result.out.startswith("2 checklists, 4 items: 0 errors")


def test_a_file_that_is_given_is_checked_alone(company: Desk) -> None:
    """A file that is called as a shipped one is still another file, and its items alone are counted."""
    result = company.run("checklist", "lint", "checklists/legal.yaml")
    assert result.code == 0
    assert result.out.startswith("1 checklists, 2 items: 0 errors")


def test_an_item_may_have_the_id_of_a_shipped_one_that_is_left_out(company: Desk) -> None:
    """What an audit accepts lint accepts: without the shipped checklists, their ids are free."""
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    company.write("checklists/legal.yaml", {**head, "items": [{**ITEM, "id": "licence-terms"}]})
    assert company.run("checklist", "show", "legal").code == 0
    result = company.run("checklist", "lint")
    assert (result.code, result.err) == (0, "")


# ---------------------------------------------------------------- policy show
def test_the_built_in_policy_is_shown(desk: Desk) -> None:
    """Every key of design.md section 6 with its value, and that it is built in."""
    result = desk.run("policy", "show")
    assert (result.code, result.err) == (0, "")
    assert "standard" in result.out.splitlines()[0]
    for part in (
        "milestones: [beta, ga, hypercare]",
        "blocker: 10, major: 5, minor: 2",
        "blocker: waived, major: explained, minor: any",
        "{measure: proven, at_least: 80}",
        "{measure: proven, of: each_department, at_least: 50}",
        "{measure: waivers, of: blocker, at_most: 1}",
        "signoffs: departments_with_blockers",
        "waiver_max_days: 180",
        "refusal_needs_approval: true",
    ):
        assert part in result.out
    assert "readycheck.yaml" not in result.out


@pytest.mark.parametrize(("launch_class", "bar"), [("flagship", 90), ("standard", 80), ("quiet", 70)])
def test_the_bar_depends_on_the_class(desk: Desk, launch_class: str, bar: int) -> None:
    """Design.md section 6: 90, 80 and 70 per cent proven."""
    out = desk.run("policy", "show", "--class", launch_class).out
    assert f"{{measure: proven, at_least: {bar}}}" in out
    assert launch_class in out.splitlines()[0]


def test_each_value_says_where_it_comes_from(company: Desk) -> None:
    """Keys of the company's own policy name its file; tailoring and own checklists are listed."""
    changed = {"signoffs": ["legal"], "limits": [], "tailoring": {"legal.terms": {"drop": True, "reason": "Not sold"}}}
    company.write("readycheck.yaml", {**POLICY, **changed})
    lines = company.run("policy", "show").out.splitlines()
    assert next(line for line in lines if line.startswith("signoffs:")) == "signoffs: [legal]  # readycheck.yaml:1"
    assert next(line for line in lines if line.startswith("limits:")).endswith("# readycheck.yaml:1")
    assert next(line for line in lines if line.startswith("waiver_max_days:")).endswith("# built-in")
    assert any("legal.terms" in line and "drop" in line and "Not sold" in line for line in lines)
    assert [line.split()[-1] for line in lines if "version 1.0  # " in line] == POLICY["checklists"]


#: A company's policy over that of its group. Lines are counted from one.
LAYERED = {
    "group/readycheck.yaml": """\
readycheck: policy/1
limits: [{measure: proven, at_least: 75}]
waiver_max_days: 90
facts: {regulated: Does a regulator have to be told?}
tailoring:
  legal.terms: {severity: minor, reason: The group has terms}
""",
    "readycheck.yaml": """\
readycheck: policy/1
extends: group
shipped_checklists: false
checklists: [checklists]
classes:
  quiet: {waiver_max_days: 30}
tailoring:
  legal.terms: {severity: major, reason: Ours differ}
""",
}


def test_where_each_value_comes_from_is_shown_over_all_layers(company: Desk) -> None:
    """File and line of what decides, and of what it stands instead of; checklists, facts and reasons besides."""
    for name, text in LAYERED.items():
        company.write(name, text)
    lines = company.run("policy", "show", "--class", "quiet").out.splitlines()
    digest = company.run("policy", "show", "--json")
    assert lines[0] == "Policy for a quiet launch: readycheck.yaml over group/readycheck.yaml"
    assert lines[1] == f"sha256 {json.loads(digest.out)['sha256']}"
    for line in (
        "limits:  # group/readycheck.yaml:2",
        "waiver_max_days: 30  # readycheck.yaml:6, instead of group/readycheck.yaml:3",
        "signoffs: departments_with_blockers  # built-in",
        "  - Legal: 2 items, version 1.0  # checklists/legal.yaml",
        "  regulated: Does a regulator have to be told?  # group/readycheck.yaml:4",
        "  legal.terms: severity blocker → major (Ours differ)  # readycheck.yaml:8, instead of group/readycheck.yaml:6",
    ):
        assert line in lines


def test_the_policy_in_force_is_data_too(company: Desk) -> None:
    """As JSON: each value as it may be written, with the places of what decides and of what it replaces."""
    for name, text in LAYERED.items():
        company.write(name, text)
    result = company.run("policy", "show", "--json", "--class", "quiet")
    document = json.loads(result.out)
    assert (result.code, document["class"]) == (0, "quiet")
    assert document["keys"]["waiver_max_days"] == {
        "value": 30,
        "from": {"file": "readycheck.yaml", "line": 6, "column": 11},
        "instead_of": [{"file": "group/readycheck.yaml", "line": 3, "column": 1}],
    }
    assert document["keys"]["limits"]["value"] == [{"measure": "proven", "at_least": 75}]
    assert document["keys"]["signoffs"]["from"] is None
    assert [(entry["file"], entry["items"], entry["own"]) for entry in document["checklists"]] == [
        ("checklists/legal.yaml", 2, True),
        ("checklists/support.yaml", 2, True),
    ]
    assert [entry["file"] for entry in document["files"]] == [
        "group/readycheck.yaml",
        "readycheck.yaml",
        "checklists/legal.yaml",
        "checklists/support.yaml",
    ]
    (tailored,) = document["tailoring"]
    assert (tailored["item"], tailored["reason"]) == ("legal.terms", "Ours differ")
    assert [place["line"] for place in (tailored["from"], *tailored["instead_of"])] == [8, 6]
    assert document["facts"][0]["question"] == "Does a regulator have to be told?"


def test_no_report_is_written_over_a_policy_or_a_checklist(company: Desk) -> None:
    """Every file of every layer is safe, whatever its name."""
    company.write("group.md", "readycheck: policy/1\n")
    company.write("readycheck.yaml", {**POLICY, "extends": "group.md"})
    company.write("plan.yaml", go_plan())
    result = company.run("audit", "plan.yaml", "--as-of", "2026-11-22", "-o", "group.md")
    assert result.code == 2
    assert "is the plan itself, or its policy" in result.err
    assert (company.path / "group.md").read_text(encoding="utf-8") == "readycheck: policy/1\n"


# ---------------------------------------------------------------- policy lint
def test_lint_says_how_a_policy_stands(company: Desk) -> None:
    """Warnings are told and pass, errors are told and fail, what cannot be read is refused; the built-in is sound."""
    sound = company.run("policy", "lint")
    assert (sound.code, sound.out, sound.err) == (0, "readycheck.yaml: 0 errors, 0 warnings\n", "")
    company.write("weak.yaml", "readycheck: policy/1\nwaiver_max_days: 3650\n")
    weak = company.run("policy", "lint", "weak.yaml")
    assert (weak.code, weak.out) == (0, "weak.yaml: 0 errors, 1 warnings\n")
    assert "weak.yaml:2:18: warning: a waiver may run for 3650 days" in weak.err
    company.write("empty.yaml", "readycheck: policy/1\nshipped_checklists: false\n")
    empty = company.run("policy", "lint", "empty.yaml")
    assert (empty.code, empty.out) == (2, "empty.yaml: 1 errors, 0 warnings\n")
    assert "empty.yaml:2:21: error: no checklist is in force" in empty.err
    company.write(
        "broken.yaml", "readycheck: policy/1\ntailoring: {a.b: {drop: true, reason: r}, c.d: {drop: true, reason: r}}\n"
    )
    broken = company.run("policy", "lint", "broken.yaml")
    assert (broken.code, broken.out) == (2, "")
    assert "item `a.b` does not exist" in broken.err
    assert "item `c.d` does not exist" in broken.err


def test_a_policy_that_cannot_be_used_is_not_shown(desk: Desk) -> None:
    """A policy with a mistake is told, never taken for the built-in one."""
    desk.write("readycheck.yaml", "readycheck: policy/1\nlimts: []\n")
    for command in (
        ["policy", "show"],
        ["checklist", "list"],
        ["explain", "legal.licence-terms"],
        ["checklist", "lint"],
    ):
        result = desk.run(*command)
        assert (result.code, result.out) == (2, "")
        assert "readycheck.yaml:2:1" in result.err


# ---------------------------------------------------------------- schema
@pytest.mark.parametrize("kind", ["plan", "department", "checklist", "policy", "report", "path"])
def test_a_schema_is_printed_the_same_each_time(desk: Desk, kind: str) -> None:
    """What is published can be compared byte for byte; what it says, tests/schema holds."""
    first, again = desk.run("schema", kind), desk.run("schema", kind)
    assert (first.code, first.err) == (0, "")
    assert first.out == again.out
    assert json.loads(first.out)["title"].startswith("readycheck")


# ---------------------------------------------------------------- version
def test_the_version_in_one_line(desk: Desk) -> None:
    """`--version` prints name and version; so does `-h`'s neighbour among other options."""
    assert desk.run("--version").out == f"readycheck {__version__}\n"
    again = desk.run("--version", "audit")
    assert (again.code, again.out) == (0, f"readycheck {__version__}\n")


def test_the_version_says_what_the_program_runs_on(desk: Desk) -> None:
    """Lines and JSON name the program, Python, and which YAML loader reads plans."""
    facts = json.loads(desk.run("version", "--json").out)
    assert facts["readycheck"] == __version__
    assert facts["python"] == platform.python_version()
    assert "libyaml" in facts["pyyaml"]
    lines = desk.run("version").out.splitlines()
    assert lines == [f"{name} {value}" for name, value in facts.items()]
