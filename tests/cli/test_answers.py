"""`export xlsx`, `export csv`, `import` and `fill`, as a department lead and a launch manager use them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import DATED, Desk, Result

PLAN = """# Aurora, answered by its departments
readycheck: 1
launch:
  name: Aurora
  owner: mara.lind
  sponsor: tom.oduya
  milestones: {ga: 2026-12-15}   # a Tuesday
people: {mara.lind: product, tom.oduya: management, dana.cho: legal, lee.ng: support}
departments:
  legal:
    lead: dana.cho
    items:
      terms: todo   # counsel is back on Monday
      # notice: nobody has answered yet
  support:
    lead: lee.ng
    items: {channels: {status: done, evidence: channels.md}, faq: done}
"""


@pytest.fixture
def plan(company: Desk) -> Desk:
    """The small company with a plan in which legal has work to do."""
    company.write("plan.yaml", PLAN)
    return company


def rows_of(desk: Desk, name: str = "a.csv") -> list[dict[str, str]]:
    """Return a CSV file's rows by heading."""
    return list(csv.DictReader(io.StringIO((desk.path / name).read_text(encoding="utf-8-sig"))))


def edit_csv(desk: Desk, changes: dict[tuple[str, str], str], name: str = "a.csv") -> None:
    """Change cells of a CSV file, named by item and column."""
    rows = rows_of(desk, name)
    for (item, column), text in changes.items():
        next(row for row in rows if row["item"] == item)[column] = text
    with (desk.path / name).open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def take_in(desk: Desk, *arguments: str, file: str = "a.csv") -> Result:
    """Import a file into the plan."""
    return desk.run("import", file, "--into", "plan.yaml", *DATED, *arguments)


# ---------------------------------------------------------------- out
def test_a_department_gets_its_items_with_what_is_asked(plan: Desk) -> None:
    """The sheet of one department has its items only, each with ask, why, proof and what is answered."""
    result = plan.run("export", "csv", "plan.yaml", "--department", "legal", "-o", "a.csv", *DATED)
    assert (result.code, result.out, result.err) == (0, "", "wrote a.csv\n")
    terms, notice = rows_of(plan)
    assert (terms["item"], terms["status"], terms["severity"]) == ("legal.terms", "todo", "blocker")
    assert (terms["ask"], terms["why"]) == ("Are they?", "Customers ask.")
    assert terms["what proves it"] == "a document in the repository"
    assert terms["must hold by"] == "2026-12-15"
    assert (notice["item"], notice["status"]) == ("legal.notice", "")


def test_a_csv_goes_to_stdout_where_no_file_is_named(plan: Desk) -> None:
    """Like other formats; an owner narrows it."""
    result = plan.run("export", "csv", "plan.yaml", "--owner", "lee.ng", *DATED)
    assert result.code == 0
    assert re.findall(r"^(?:\ufeff)?([\w.-]+),", result.out, re.MULTILINE) == [
        "item",
        "support.channels",
        "support.faq",
    ]


def test_every_cell_of_a_workbook_is_text_and_ids_are_locked(plan: Desk) -> None:
    """Whatever stands in the plan: no cell is a formula; only what is to be filled in can be, status by drop-down."""
    plan.write("plan.yaml", PLAN.replace("terms: todo", 'terms: {status: todo, note: "=1+1", owner: dana.cho}'))
    result = plan.run("export", "xlsx", "plan.yaml", "-o", "a.xlsx", *DATED)
    assert result.code == 0
    book = openpyxl.load_workbook(plan.path / "a.xlsx")
    assert book.sheetnames == ["legal", "support"]
    sheet = book["legal"]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    headings = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, headings.index("note") + 1).value == "=1+1"
    open_cells = {heading for heading, cell in zip(headings, sheet[2], strict=True) if not cell.protection.locked}
    assert open_cells == {
        "status",
        "owner",
        "due",
        "expected",
        "evidence",
        "checked by",
        "reason",
        "approved by",
        "note",
    }
    assert sheet.protection.sheet
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert lists == {"H2:H3": '"done,in_progress,todo,blocked,will_not_do,not_applicable"'}
    assert headings[7] == "status"
    assert sheet.auto_filter.ref == "A1:Q3"  # sorting takes the hidden last column along
    assert headings[16] == "exported"


def test_the_same_plan_gives_the_same_workbook(plan: Desk) -> None:
    """Byte for byte, with the same day."""
    for name in ("a.xlsx", "b.xlsx"):
        plan.run("export", "xlsx", "plan.yaml", "-o", name, *DATED)
    assert (plan.path / "a.xlsx").read_bytes() == (plan.path / "b.xlsx").read_bytes()


def test_a_workbook_is_not_written_to_a_terminal(plan: Desk) -> None:
    """It needs a file, and is never written over the plan."""
    assert plan.run("export", "xlsx", "plan.yaml", *DATED).code == 2
    result = plan.run("export", "xlsx", "plan.yaml", "-o", "plan.yaml", *DATED)
    assert (result.code, (plan.path / "plan.yaml").read_text()) == (2, PLAN)


def test_who_does_the_work_of_a_department_gets_its_items(plan: Desk) -> None:
    """Support does the work of legal here: its sheet has the items of both."""
    text = PLAN.replace("    lead: dana.cho\n", "    done_by: support\n")
    plan.write("plan.yaml", text)
    result = plan.run("export", "csv", "plan.yaml", "--department", "support", "-o", "a.csv", *DATED)
    assert result.code == 0
    assert {row["item"].partition(".")[0] for row in rows_of(plan)} == {"legal", "support"}


# ---------------------------------------------------------------- and back
def test_answers_come_back_into_the_plan_and_count(plan: Desk) -> None:
    """What legal fills in is shown, written after --yes, changes two lines only, and is audited."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    edit_csv(
        plan,
        {
            ("legal.terms", "status"): "done",
            ("legal.terms", "evidence"): "terms.md",
            ("legal.notice", "status"): "Done",
            ("legal.notice", "evidence"): "Mailed to all 412 customers",
        },
    )
    result = take_in(plan, "--yes")
    assert result.code == 0
    assert result.out == (
        "a.csv into plan.yaml: 4 changes in 2 items\n"
        "\n"
        "legal.terms\n"
        "  status      todo → done\n"
        "  evidence    (nothing) → terms.md\n"
        "\n"
        "legal.notice\n"
        "  status      (nothing) → done\n"
        "  evidence    (nothing) → Mailed to all 412 customers\n"
    )
    assert result.err == "wrote plan.yaml\n"
    assert (plan.path / "plan.yaml").read_text() == PLAN.replace(
        "      terms: todo   # counsel is back on Monday\n",
        "      terms: {status: done, evidence: terms.md}   # counsel is back on Monday\n"
        "      notice: {status: done, evidence: Mailed to all 412 customers}\n",
    )
    report = json.loads(plan.audit("plan.yaml", "-f", "json").out)["reports"][0]
    assert report["figures"]["proven"] == 100.0


def test_a_sheet_that_nobody_edited_changes_nothing(plan: Desk) -> None:
    """Nothing is asked and nothing is written."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    result = take_in(plan)
    assert (result.code, result.out) == (0, "a.csv into plan.yaml: no changes in no items\n")
    assert (plan.path / "plan.yaml").read_text() == PLAN


def test_a_preview_writes_nothing(plan: Desk) -> None:
    """It shows the same as an import that writes."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    edit_csv(plan, {("legal.terms", "status"): "in_progress"})
    result = take_in(plan, "--preview")
    assert (result.code, result.err) == (0, "")
    assert "status      todo → in_progress" in result.out
    assert (plan.path / "plan.yaml").read_text() == PLAN


def test_without_a_terminal_an_import_asks_for_its_option(plan: Desk) -> None:
    """Nobody can agree to the changes: exit 2 names both options, and nothing is written."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    edit_csv(plan, {("legal.terms", "status"): "in_progress"})
    result = plan.spawn("import", "a.csv", "--into", "plan.yaml", *DATED)
    assert result.returncode == 2
    assert b"--yes" in result.stderr
    assert b"--preview" in result.stderr
    assert (plan.path / "plan.yaml").read_text() == PLAN


@pytest.mark.parametrize(("word", "written"), [("y", True), ("n", False), ("", False)])
def test_at_a_terminal_an_import_asks_first(plan: Desk, word: str, written: bool) -> None:  # noqa: FBT001
    """Only a yes writes."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    edit_csv(plan, {("legal.terms", "status"): "in_progress"})
    result = plan.terminal("import", "a.csv", "--into", "plan.yaml", *DATED, answer=once({"(y or n)?": word}))
    assert result.code == 0
    assert ("terms: in_progress" in (plan.path / "plan.yaml").read_text()) is written
    assert ("nothing was written" in result.out) is not written


def test_a_cell_changed_on_both_sides_is_listed_and_the_rest_is_written(plan: Desk) -> None:
    """The plan's word stays in the plan, the department's in the file; exit 2 says that something is to be settled."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    edit_csv(plan, {("legal.terms", "status"): "done", ("support.faq", "note"): "Nine questions"})
    plan.write("plan.yaml", PLAN.replace("terms: todo", "terms: in_progress"))
    result = take_in(plan, "--yes")
    assert result.code == 2
    assert "1 conflict: changed here and in the file; the plan stays as it is" in result.out
    assert "  status      plan in_progress | file done" in result.out
    text = (plan.path / "plan.yaml").read_text()
    assert "terms: in_progress" in text
    assert "faq: {status: done, note: Nine questions}" in text
    again = take_in(plan, "--yes", "--prefer", "file")
    assert again.code == 0
    assert "terms: done" in (plan.path / "plan.yaml").read_text()


def test_a_wrong_cell_refuses_the_whole_file(plan: Desk) -> None:
    """Every wrong cell is told with row and column; nothing of the file is written."""
    plan.run("export", "csv", "plan.yaml", "-o", "a.csv", *DATED)
    edit_csv(
        plan,
        {("legal.terms", "owner"): "dana.choo", ("legal.notice", "status"): "nearly", ("support.faq", "note"): "x"},
    )
    result = take_in(plan, "--yes")
    assert (result.code, result.out) == (2, "")
    assert "a.csv:2:9: error: person `dana.choo` does not exist\n" in result.err
    assert "a.csv:3:8: error: `nearly` is not understood here\n" in result.err
    assert (plan.path / "plan.yaml").read_text() == PLAN


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", "name,age\nx,3\n", "this holds no answers"),
        ("a.csv", "", "empty"),
        ("a.xlsx", "not a zip", "a.xlsx"),
        ("a.ods", "whatever", "this is neither a workbook nor CSV"),
    ],
)
def test_a_file_that_holds_no_answers_is_refused(plan: Desk, name: str, content: str, message: str) -> None:
    """With what was expected instead."""
    plan.write(name, content)
    result = take_in(plan, "--yes", file=name)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "help: " in result.err


def test_a_workbook_with_a_formula_is_refused_by_its_cell(plan: Desk) -> None:
    """A formula's value depends on who opens it; it is never taken in."""
    plan.run("export", "xlsx", "plan.yaml", "-o", "a.xlsx", *DATED)
    book = openpyxl.load_workbook(plan.path / "a.xlsx")
    book["legal"]["P2"] = '=HYPERLINK("https://attacker.example","done")'
    book.save(plan.path / "a.xlsx")
    result = take_in(plan, "--yes", file="a.xlsx")
    assert result.code == 2
    assert "formula" in result.err
    assert "P2" in result.err
    assert (plan.path / "plan.yaml").read_text() == PLAN


def test_a_plan_of_several_files_is_edited_where_each_answer_stands(company: Desk) -> None:
    """A department's own file gets its answers; the others keep every byte."""
    company.write("p/launch.yaml", PLAN[: PLAN.index("departments:")])
    company.write("p/legal.yaml", "lead: dana.cho\nitems:\n  terms: todo\n")
    company.write("p/support.yaml", "lead: lee.ng   # until March\n")
    company.run("export", "csv", "p", "-o", "a.csv", *DATED)
    edit_csv(company, {("legal.terms", "status"): "in_progress"})
    result = company.run("import", "a.csv", "--into", "p", "--yes", *DATED)
    assert (result.code, result.err) == (0, "wrote p/legal.yaml\n")
    assert (company.path / "p/legal.yaml").read_text() == "lead: dana.cho\nitems:\n  terms: in_progress\n"
    assert (company.path / "p/support.yaml").read_text() == "lead: lee.ng   # until March\n"


# ---------------------------------------------------------------- edited in an office program
def office() -> tuple[str, str] | None:
    """Return LibreOffice and the Python that can talk to it; None where one of them is missing."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    for python in ("/usr/bin/python3", "python3"):
        found = shutil.which(python)
        if (
            soffice
            and found
            and subprocess.run([found, "-c", "import uno"], check=False, capture_output=True).returncode == 0
        ):
            return soffice, found
    return None


def test_a_workbook_edited_in_libreoffice_comes_back(plan: Desk, tmp_path: Path) -> None:
    """It opens there, is edited by a script and saved, is imported, and audits as if it had been typed into the plan."""
    programs = office()
    if programs is None:
        pytest.skip("LibreOffice with its Python module uno is not installed")
    soffice, python = programs
    plan.run("export", "xlsx", "plan.yaml", "-o", "a.xlsx", *DATED)
    changes = [
        ("legal", "H2", "done"),
        ("legal", "L2", "terms.md"),
        ("legal", "H3", "in_progress"),
        ("legal", "J3", "2026-12-01"),
        ("legal", "P3", '=1+1, and "two"\nlines'),
    ]
    script = Path(__file__).with_name("office.py")
    subprocess.run(
        [python, script, soffice, plan.path / "a.xlsx", tmp_path / "profile", json.dumps(changes)],
        check=True,
        timeout=180,
    )
    book = openpyxl.load_workbook(plan.path / "a.xlsx")
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert take_in(plan, "--yes", file="a.xlsx").code == 0
    assert (plan.path / "plan.yaml").read_text() == PLAN.replace(
        "      terms: todo   # counsel is back on Monday\n",
        "      terms: {status: done, evidence: terms.md}   # counsel is back on Monday\n"
        '      notice: {status: in_progress, due: 2026-12-01, note: "=1+1, and \\"two\\"\\nlines"}\n',
    )
    report = json.loads(plan.audit("plan.yaml", "-f", "json").out)["reports"][0]
    outcomes = {finding["item"]: finding["outcome"] for finding in report["findings"]}
    assert outcomes["legal.terms"] == "met"
    assert outcomes["legal.notice"] == "open"


# ---------------------------------------------------------------- at a terminal
def once(answers: dict[str, str]) -> Callable[[str], str | None]:
    """Answer each prompt that was printed, in its order; a prompt that comes again is answered again."""
    seen = 0

    def answer(printed: str) -> str | None:
        nonlocal seen
        for question, text in answers.items():
            if printed[seen:].rstrip().endswith(question):
                seen = len(printed)
                return f"{text}\n"
        return None

    return answer


def conversation(*turns: tuple[str, str]) -> Callable[[str], str | None]:
    """Type each text once its question stands at the end of what was printed."""
    left = list(turns)

    def answer(printed: str) -> str | None:
        if left and left[0][0] in printed.rstrip().rpartition("\n")[2]:
            return f"{left.pop(0)[1]}\n"
        return None

    return answer


STANDS = "Where does it stand"


def test_open_items_are_asked_and_saved_one_by_one(plan: Desk) -> None:
    """Each item comes with what it asks, why and its proof; answers land in the plan, all else stays byte for byte."""
    result = plan.terminal(
        "fill", "plan.yaml", "--department", "legal", *DATED,
        answer=conversation(
            (STANDS, "1"),
            ("What proves it", "terms.md"),
            (STANDS, "in progress"),
            ("Who answers for it", "lee.ng"),
            ("When will it be done", "2026-12-01"),
            ("Anything the meeting", ""),
        ),
    )  # fmt: skip
    assert result.code == 0
    assert "1 of 2  legal.terms (blocker, GA)" in result.out
    assert "Proof: a document in the repository" in result.out
    assert result.out.count("saved in plan.yaml") == 2
    assert (plan.path / "plan.yaml").read_text() == PLAN.replace(
        "      terms: todo   # counsel is back on Monday\n",
        "      terms: {status: done, evidence: terms.md}   # counsel is back on Monday\n"
        "      notice: {status: in_progress, owner: lee.ng, expect: 2026-12-01}\n",
    )


def test_what_was_answered_is_saved_when_somebody_leaves(plan: Desk) -> None:
    """Ctrl-C in the second item: exit 130, and the first answer stands; the next run asks the second only."""
    result = plan.terminal(
        "fill", "plan.yaml", "-d", "legal", *DATED,
        answer=conversation((STANDS, "done"), ("What proves it", "terms.md"), (STANDS, "\x03")),
    )  # fmt: skip
    assert result.code == 130
    assert "terms: {status: done, evidence: terms.md}" in (plan.path / "plan.yaml").read_text()
    again = plan.terminal("fill", "plan.yaml", "-d", "legal", *DATED, answer=conversation((STANDS, "q")))
    assert again.code == 0
    assert "1 of 1  legal.notice" in again.out
    assert "0 answered" in again.out


def test_q_ends_at_any_question(plan: Desk) -> None:
    """A q is no note and no person: the run ends, and the item that was half answered stays as it was."""
    for turns in (
        [(STANDS, "Q")],
        [(STANDS, "todo"), ("Who answers", "q")],
        [(STANDS, "todo"), ("Who answers", ""), ("When will", ""), ("Anything the meeting", "q")],
    ):
        result = plan.terminal("fill", "plan.yaml", "-d", "legal", *DATED, answer=conversation(*turns))
        assert result.code == 0
        assert "0 answered" in result.out
        assert (plan.path / "plan.yaml").read_text() == PLAN


def test_departments_whose_names_begin_alike_have_sheets_of_their_own(plan: Desk) -> None:
    """The name of a sheet has at most 31 characters: cut, two departments would have the same."""
    names = [f"customer-success-and-support-for-{where}" for where in ("emea", "apac")]
    item = {"id": "a", "title": "T", "ask": "Q?", "why": "W.", "fix": ["F"], "stage": "buy", "severity": "major"}
    for name in names:
        head = {"readycheck": "checklist/1", "version": "1.0", "department": name, "title": name}
        plan.write(f"checklists/{name}.yaml", {**head, "items": [item]})
    policy = {"readycheck": "policy/1", "shipped_checklists": False}
    plan.write("readycheck.yaml", {**policy, "checklists": [f"checklists/{name}.yaml" for name in names]})
    plan.write(
        "plan.yaml", PLAN[: PLAN.index("departments:")].replace("legal", "management").replace("support", "product")
    )
    result = plan.run("export", "xlsx", "plan.yaml", "-o", "a.xlsx", *DATED)
    assert (result.code, result.err) == (0, "wrote a.xlsx\n")
    book = openpyxl.load_workbook(plan.path / "a.xlsx")
    assert [sheet["A2"].value for sheet in book] == [f"{name}.a" for name in names]
    assert take_in(plan, file="a.xlsx").out == "a.xlsx into plan.yaml: no changes in no items\n"


def test_an_answer_that_cannot_stand_is_asked_again(plan: Desk) -> None:
    """A person who is not in the plan, a day that is none, a word that is no status: told at once, asked again."""
    result = plan.terminal(
        "fill", "plan.yaml", "-d", "legal", *DATED,
        answer=conversation(
            (STANDS, "finished"),
            (STANDS, "todo"),
            ("Who answers for it", "dana.choo"),
            ("Who answers for it", "dana.cho"),
            ("When will it be done", "soon"),
            ("When will it be done", "T-5"),
            ("Anything the meeting", "Counsel: back on Monday"),
            (STANDS, ""),
        ),
    )  # fmt: skip
    assert result.code == 0
    assert "`finished` is none of them" in result.out
    assert "person `dana.choo` does not exist. did you mean `dana.cho`?" in result.out
    assert "`soon` is not a date" in result.out
    expected = 'terms: {status: todo, owner: dana.cho, expect: T-5, note: "Counsel: back on Monday"}   # counsel'
    assert expected in (plan.path / "plan.yaml").read_text()


@pytest.mark.parametrize(
    ("typed", "locale"),
    [
        ("caf\udce9", "utf-8:strict"),
        ("caf\udce9", "utf-8:surrogateescape"),
        ("back\x1b[D", "utf-8"),
        ("a\u202eb", "utf-8"),
    ],
    ids=["Latin-1", "Latin-1 let through", "an arrow key", "a pasted mark"],
)
def test_what_no_file_could_hold_is_asked_again(plan: Desk, typed: str, locale: str) -> None:
    """A note with bytes of another encoding or a character that nobody sees is told, and the question comes again."""
    result = plan.terminal(
        "fill", "plan.yaml", "-d", "legal", *DATED,
        environment={"PYTHONIOENCODING": locale},
        answer=conversation(
            (STANDS, "todo"), ("Who answers", ""), ("When will", ""),
            ("Anything the meeting", typed), ("Anything the meeting", "Counsel is back"),
            (STANDS, "q"),
        ),
    )  # fmt: skip
    assert result.code == 0
    assert "What was typed" in result.out
    assert "terms: {status: todo, note: Counsel is back}" in (plan.path / "plan.yaml").read_text()


def test_why_is_asked_of_what_is_blocked(plan: Desk) -> None:
    """Without a reason the answer is not taken; with one it is."""
    result = plan.terminal(
        "fill", "plan.yaml", "-d", "legal", *DATED,
        answer=conversation(
            (STANDS, "blocked"), ("Why?", ""),
            ("Why?", "Counsel is ill"), ("Who answers", ""), ("When will", ""),
            (STANDS, "q"),
        ),
    )  # fmt: skip
    assert "A blocked item says why" in result.out
    assert "terms: {status: blocked, reason: Counsel is ill}" in (plan.path / "plan.yaml").read_text()


def test_without_a_terminal_nothing_is_asked(plan: Desk) -> None:
    """It says so, and what to do instead."""
    result = plan.spawn("fill", "plan.yaml", *DATED)
    assert result.returncode == 2
    assert b"readycheck export xlsx" in result.stderr


@pytest.mark.parametrize(
    ("theirs", "told", "stands"),
    [
        (PLAN.replace("Aurora\n  owner", "Aurora 2\n  owner"), "saved in plan.yaml", "evidence: terms.md"),
        (PLAN.replace("terms: todo", "terms: in_progress"), "somebody else answered this", "terms: in_progress"),
    ],
)
def test_what_somebody_else_saves_meanwhile_stays(plan: Desk, theirs: str, told: str, stands: str) -> None:
    """While a question is open, another line of the plan changes: both stand. The same answer changes: theirs stands."""

    def answer(printed: str) -> str | None:
        last = printed.rstrip().rpartition("\n")[2]
        if "What proves it" in last and last.endswith("?"):
            plan.write("theirs.yaml", theirs).replace(plan.path / "plan.yaml")
            return "terms.md\n"
        if STANDS in last and last.endswith("?"):
            return "q\n" if "2 of 2" in printed else "done\n"
        return None

    result = plan.terminal("fill", "plan.yaml", "-d", "legal", *DATED, answer=answer)
    assert result.code == 0
    assert told in result.out
    text = (plan.path / "plan.yaml").read_text()
    assert stands in text
    assert set(theirs.splitlines()) - set(text.splitlines()) <= {"      terms: todo   # counsel is back on Monday"}


# ---------------------------------------------------------------- what else is in a workbook
def test_sheets_and_columns_that_are_not_ours_are_left_alone(plan: Desk) -> None:
    """A department's own sheet may hold anything, formulas too; a column of its own is named as not read."""
    plan.run("export", "xlsx", "plan.yaml", "-o", "a.xlsx", *DATED)
    book = openpyxl.load_workbook(plan.path / "a.xlsx")
    own = book.create_sheet("our notes")
    own["B3"], own["C4"] = "loose", "=1+1"
    book["legal"]["R1"], book["legal"]["R2"] = "remarks", "ask Noor"
    book["legal"]["H2"] = "in progress"
    book.save(plan.path / "a.xlsx")
    result = take_in(plan, "--yes", file="a.xlsx")
    assert result.code == 0
    assert "not read, since they are no columns of an export: remarks" in result.err
    assert "terms: in_progress" in (plan.path / "plan.yaml").read_text()


def test_who_agreed_that_an_item_does_not_apply_can_be_said(plan: Desk) -> None:
    """A blocker that does not apply is settled by the sponsor's word, at the terminal as in the plan."""
    result = plan.terminal(
        "fill", "plan.yaml", "-d", "legal", *DATED,
        answer=conversation(
            (STANDS, "n/a"), ("Why does it not apply", "Nothing is sold"), ("agreed to that", "tom.oduya"), (STANDS, "q")
        ),
    )  # fmt: skip
    assert "saved in plan.yaml; n/a" in result.out
    expected = "terms: {status: not_applicable, reason: Nothing is sold, approved_by: tom.oduya}"
    assert expected in (plan.path / "plan.yaml").read_text()


def test_there_is_nothing_to_export_for_somebody_without_items(plan: Desk) -> None:
    """It says so and exits 2, rather than writing an empty file."""
    result = plan.run("export", "csv", "plan.yaml", "--owner", "tom.oduya", *DATED)
    assert (result.code, result.out) == (2, "")
    assert "there is nothing to fill in" in result.err
