"""`readycheck diff` and `audit --baseline`: sides, formats, exit codes, and what is said on stderr."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft7Validator

from readycheck.cli.schema import render as render_schema
from tests.cli.conftest import DATED, Desk, go_plan, no_go_plan, undecided_plan

#: In the small company's plan: the terms are proven, then blocked.
OPENED = "opened  legal.terms  proven → blocked: Counsel is ill"
REASON = "legal.terms: was proven; now blocked: Counsel is ill"


@pytest.fixture
def both(company: Desk) -> Desk:
    """The small company with a plan that may launch, and the same plan with an open blocker."""
    company.write("old.yaml", go_plan())
    company.write("new.yaml", no_go_plan())
    return company


def changes(desk: Desk, *arguments: str) -> dict[str, Any]:
    """What `diff` says as JSON, valid by the schema that we publish."""
    result = desk.run("diff", *arguments, *DATED, "-f", "json")
    assert (result.code, result.err) == (0, "")
    found: dict[str, Any] = json.loads(result.out)
    schema = json.loads(render_schema("diff"))
    Draft7Validator.check_schema(schema)
    assert [error.message for error in Draft7Validator(schema).iter_errors(found)] == []
    return found


# ---------------------------------------------------------------- diff
def test_a_diff_is_an_answer_whatever_changed(both: Desk) -> None:
    """Totals first, then figures and verdict as they were and are, then each item by name. It never exits 1."""
    result = both.run("diff", "old.yaml", "new.yaml", *DATED)
    lines = result.out.splitlines()
    assert (result.code, result.err) == (0, "")
    assert lines[0] == "1 opened"
    assert lines[2] == "Aurora: old.yaml → new.yaml"
    assert lines[3].endswith("off course, still reachable (was on course). If GA were today: no-go (was go).")
    assert lines[4].startswith("  blockers ok 2 → 1 of 2 · proven 100.0 → 62.9 %")
    assert f"  {OPENED} (new.yaml:1:{_column(both, 'terms')})" in lines
    assert lines[-1] == f"  regression: {REASON} (Dana Cho)"


def _column(desk: Desk, key: str) -> int:
    return (desk.path / "new.yaml").read_text().index(f'"{key}"') + 1


def test_nothing_changed_between_a_plan_and_itself(both: Desk) -> None:
    """The figures stand all the same."""
    assert both.run("diff", "old.yaml", "old.yaml", *DATED).out.splitlines()[0] == "nothing changed"


def test_a_json_report_stands_for_the_plan_that_it_is_of(both: Desk) -> None:
    """On either side, and for the same changes; only names are ids then."""
    of_plans = changes(both, "old.yaml", "new.yaml")["comparisons"]
    for name in ("old", "new"):
        both.audit(f"{name}.yaml", "-f", "json", "-o", f"{name}.json", "-q")
    of_reports = changes(both, "old.json", "new.json")["comparisons"]
    assert of_reports == of_plans
    assert changes(both, "old.json", "new.yaml")["comparisons"] == of_plans


def test_folders_are_matched_by_path_and_plans_on_one_side_only_are_named(both: Desk) -> None:
    """Every YAML file with `readycheck: 1`, and every folder with launch.yaml; nothing else is taken for a plan."""
    for side, plan in (("before", go_plan()), ("after", no_go_plan())):
        both.write(f"{side}/a.yaml", _as_block(plan))
        both.write(f"{side}/deep/b/launch.yaml", plan)
        both.write(f"{side}/notes.yaml", "readycheck_is: fine\n")
        both.write(f"{side}/.hidden/c.yaml", "readycheck: 1\n")
    both.write("before/gone.yaml", _as_block({**go_plan(), "launch": {**go_plan()["launch"], "name": "Gone"}}))
    both.write("after/come.yaml", _as_block({**go_plan(), "launch": {**go_plan()["launch"], "name": "Come"}}))
    for side in ("before", "after"):
        for document in ("terms.md", "channels.md"):
            text = (both.path / document).read_text()
            both.write(f"{side}/{document}", text)
            both.write(f"{side}/deep/b/{document}", text)
    found = changes(both, "before", "after")
    assert [(each["before"]["plan"], each["after"]["plan"]) for each in found["comparisons"]] == [
        ("before/a.yaml", "after/a.yaml"),
        ("before/deep/b", "after/deep/b"),
    ]
    assert (found["only_before"], found["only_after"]) == (["before/gone.yaml"], ["after/come.yaml"])
    assert found["counts"] == {"closed": 0, "opened": 2, "left": 0, "entered": 0, "changed": 0}
    text = both.run("diff", "before", "after", *DATED).out
    assert text.startswith("2 opened; 2 of 2 plans changed\n")
    assert "only in before: before/gone.yaml\n" in text


def _as_block(plan: dict[str, Any]) -> str:
    return "".join(f"{key}: {json.dumps(value)}\n" for key, value in plan.items())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere.yaml", "new.yaml"), "nowhere.yaml: error: does not exist"),
        (("old.yaml", "checklists"), "checklists: error: there is no plan in this folder"),
        (("report.json", "new.yaml"), "report.json: error: this is not JSON"),
        (("old.yaml", "new.yaml", "-o", "changes.html"), "error: this cannot be had as html"),
        (("old.yaml", "new.yaml", "-o", "old.yaml", "-f", "text"), "error: --output old.yaml is the plan itself"),
        (("old.yaml", "new.yaml", "--milestone", "beta"), "there is no milestone `beta` to audit"),
    ],
)
def test_what_cannot_be_compared_is_refused(both: Desk, arguments: tuple[str, ...], message: str) -> None:
    """With where and why, and exit 2."""
    both.write("report.json", "{")
    result = both.run("diff", *arguments, *DATED)
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_one_plan_that_cannot_be_read_does_not_silence_the_others(both: Desk) -> None:
    """The others are compared, the refusal is told, and the run exits 2."""
    for side in ("before", "after"):
        both.write(f"{side}/a/launch.yaml", go_plan())
        both.write(f"{side}/b/launch.yaml", go_plan() if side == "before" else "readycheck: 1\nlaunch: {}\n")
    result = both.run("diff", "before", "after", *DATED)
    assert result.code == 2
    assert "after/b/launch.yaml:2:" in result.err
    assert "Aurora: before/a → after/a" in result.out


def test_markdown_shows_the_same_as_a_table(both: Desk) -> None:
    """One row an item; what the ratchet refuses is bold."""
    page = both.run("diff", "old.yaml", "new.yaml", *DATED, "-f", "markdown").out
    assert "| **opened** | legal.terms | proven → blocked | Counsel is ill |" in page


# ---------------------------------------------------------------- the ratchet
def test_the_ratchet_fails_where_anything_got_worse_and_says_what_on_stderr(both: Desk) -> None:
    """One line each: where, which item, why. The report itself goes to stdout."""
    result = both.audit("new.yaml", "--baseline", "old.yaml")
    assert result.code == 1
    assert result.err == f"new.yaml:1:{_column(both, 'terms')}: {REASON}\n"
    assert "changes from old.yaml: 1 opened" in result.out


def test_the_ratchet_passes_a_no_go_that_got_no_worse(both: Desk) -> None:
    """That is what a ratchet is for: it holds what was reached, and demands no more."""
    result = both.audit("new.yaml", "--baseline", "new.yaml")
    assert (result.code, result.err) == (0, "")
    assert "changes since the baseline: nothing changed" in result.out


@pytest.mark.parametrize("more", [("--gate", "verdict"), ("--gate", "course"), ("--strict",), ("--fail-under", "50")])
def test_another_gate_beside_the_ratchet_must_hold_too(both: Desk, more: tuple[str, ...]) -> None:
    """What somebody asks for by name is never ignored."""
    assert both.audit("new.yaml", "--baseline", "new.yaml", *more).code == 1
    assert both.audit("old.yaml", "--baseline", "old.yaml", *more).code == 0


def test_an_answer_taken_away_is_refused_although_the_verdict_would_only_be_undecided(both: Desk) -> None:
    """Deleting an answer is no way past the gate."""
    both.write("silent.yaml", undecided_plan())
    assert both.audit("silent.yaml").code == 3
    assert both.audit("silent.yaml", "--baseline", "new.yaml").code == 1


def test_a_baseline_that_cannot_be_read_is_never_taken_for_none(both: Desk) -> None:
    """Missing, broken, made with --department, or with none of the plans in it: exit 2, each with what to do."""
    both.write("broken.yaml", "readycheck: [\n")
    both.audit("old.yaml", "-f", "json", "-o", "part.json", "-q", "--department", "legal")
    both.write("other/x.yaml", _as_block({**go_plan(), "launch": {**go_plan()["launch"], "name": "Other"}}))
    both.write("other/y.yaml", _as_block({**go_plan(), "launch": {**go_plan()["launch"], "name": "More"}}))
    for baseline, message in {
        "gone.yaml": "does not exist",
        "broken.yaml": "broken.yaml:",
        "part.json": "the report of Aurora shows only a part: department legal",
        "other": "the baseline has none of the plans that are audited",
    }.items():
        result = both.audit("new.yaml", "--baseline", baseline)
        assert result.code == 2, baseline
        assert message in result.err


def test_answers_that_could_not_be_read_are_not_told_as_taken_away(both: Desk) -> None:
    """One broken department file: exit 2 for that, and not a line for each answer that is missing with it."""
    both.write("was/launch.yaml", go_plan())
    plan = go_plan()
    part = plan["departments"].pop("legal")
    both.write("is/launch.yaml", plan)
    both.write("is/legal.yaml", json.dumps(part)[:-1])
    for side in ("was", "is"):
        for document in ("terms.md", "channels.md"):
            both.write(f"{side}/{document}", (both.path / document).read_text())
    result = both.audit("is", "--baseline", "was")
    assert result.code == 2
    assert "is/legal.yaml:" in result.err
    assert "legal.terms" not in result.err


def test_a_plan_that_is_new_in_a_folder_passes_and_is_named(both: Desk) -> None:
    """A second launch must not fail because the baseline does not have it yet; it must not pass unseen either."""
    both.write("main/new.yaml", _as_block(no_go_plan()))
    both.write("add.yaml", {**no_go_plan(), "launch": {**go_plan()["launch"], "name": "Second"}})
    result = both.audit("new.yaml", "add.yaml", "--baseline", "main")
    assert result.code == 0
    assert result.err == "add.yaml: is not in the baseline main, so nothing in it can be worse\n"


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "comment"])
def test_the_reasons_stand_in_every_format(both: Desk, form: str) -> None:
    """Whoever reads any of them knows why the run failed."""
    result = both.audit("new.yaml", "--baseline", "old.yaml", "-f", form)
    assert "was proven; now blocked: Counsel is ill" in result.out.replace("\\", "").replace("\u200b", "")
    assert result.code == 1


def test_the_screen_shows_what_changed_below_the_figures(both: Desk) -> None:
    """And in ASCII where the encoding has no more."""
    options = ("--baseline", "old.yaml", "--color", "always")
    screen = both.audit("new.yaml", *options).out
    assert "Changes from old.yaml: 1 opened" in screen
    assert "Regression: legal.terms: was proven; now blocked" in screen
    plain = both.spawn(
        "audit", "new.yaml", *DATED, *options, environment={"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}
    )
    assert b"proven > blocked" in plain.stdout
    assert plain.stdout.isascii()


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_without_a_baseline_nothing_is_said_of_changes(both: Desk, form: str) -> None:
    """A report of one day alone is as it was."""
    assert "hange" not in both.audit("old.yaml", "-f", form).out.partition("</style>")[2 if form == "html" else 0]


def test_output_over_the_baseline_is_refused(both: Desk) -> None:
    """What was read is never written over."""
    result = both.audit("new.yaml", "--baseline", "old.yaml", "-f", "markdown", "-o", "old.yaml")
    assert result.code == 2
    assert "--output old.yaml is the plan itself" in result.err
