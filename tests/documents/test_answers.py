"""Answers written into plans: what was meant changes, nothing else does; a sheet that nobody edited changes nothing."""

from __future__ import annotations

import csv
import difflib
import io
import json
import time
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml

from readycheck.documents.answers import Filled, answers_of, refusals, with_answers
from readycheck.documents.edit import Edit, edit
from readycheck.documents.merge import Side, merge
from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, known_names, load_plan, read_plan
from readycheck.documents.policy import load_shipped
from readycheck.documents.sheet import parse_sheets
from readycheck.errors import RefusedInput
from readycheck.files import Disk
from readycheck.model.place import Place
from readycheck.model.vocabulary import DEPARTMENTS
from readycheck.model.worksheet import Cells, Column, Row, Worksheet
from readycheck.reports.worksheet import render_csv
from readycheck.reports.xlsx import render as render_workbook
from tests.documents.building import refusals as why_refused
from tests.documents.writing import PEOPLE, text_of, write

ROOT = Path(__file__).parents[2]
RULES = load_shipped()
EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if path.is_dir())
SEEDS = range(60)
_TODAY = date(2026, 11, 22)


class Plan:
    """A plan that can be answered: generated, or one of the examples."""

    def __init__(self, files: PlanFiles) -> None:
        self.files = files
        self.loaded: LoadedPlan = load_plan(files, RULES.catalogue, RULES.milestones)
        self.answers = answers_of(self.loaded.document, RULES.catalogue)
        self.names = known_names(self.loaded.document, RULES.catalogue, RULES.milestones)

    def filled(self, cells: dict[str, Cells]) -> tuple[PlanFile, ...]:
        """Write cells into the plan."""
        return with_answers(self.files, self.loaded, self.answers, cells, RULES.catalogue, RULES.milestones)

    def sheets(self) -> tuple[Worksheet, ...]:
        """Every item on one sheet a department, as an export without narrowing has them."""
        said = ("title", "ask", "why", "proof", "major", "2026-12-22")
        own = [item for item in RULES.catalogue.items if item.spec.rule is None]
        return tuple(
            Worksheet(
                name, tuple(Row(item.id, said, self.answers.cells(item.id)) for item in own if item.department == name)
            )
            for name in DEPARTMENTS
        )


def generated(seed: int) -> tuple[Plan, dict[str, range]]:
    """Return the plan that a seed stands for, and the lines of each answer."""
    written = write(Random(seed), RULES.catalogue)
    return Plan(PlanFiles(PlanFile("plan.yaml", written.text.encode()), {})), written.lines


def example(name: str) -> Plan:
    """Return one of the examples."""
    directory = ROOT / "examples" / name
    path = directory if (directory / "launch.yaml").exists() else directory / "plan.yaml"
    return Plan(read_plan(path, str(path), Disk(ROOT), frozenset(DEPARTMENTS)))


def anybody(random: Random, cells: Cells) -> dict[Column, str]:
    """Return cells as somebody may fill them in: a few of them changed, added or emptied."""
    new = dict(cells)
    new[Column.STATUS] = random.choice(["done", "in_progress", "todo", "will_not_do", "not_applicable"])
    if random.random() < 0.5:
        new[Column.OWNER] = random.choice([*PEOPLE, ""]) if new[Column.OWNER] in PEOPLE else new[Column.OWNER]
    if random.random() < 0.5:
        lines = [line for line in new[Column.EVIDENCE].split("\n") if line and random.random() < 0.7]
        new[Column.EVIDENCE] = "\n".join([*lines, *(text_of(random) for _ in range(random.randint(0, 2)))])
    if random.random() < 0.5:
        new[Column.NOTE] = random.choice([text_of(random), "two\nlines", ""])
    if random.random() < 0.3:
        new[Column.DUE] = random.choice(["T-3", "2026-12-01", ""])
    return new


def removed_lines(before: str, after: str) -> set[int]:
    """Return the lines (from 0) of a text that are not in the other, byte for byte and in their order."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return set(range(len(old))) - {line for block in blocks for line in range(block.a, block.a + block.size)}


# ---------------------------------------------------------------- only what was meant
@pytest.mark.parametrize("seed", SEEDS)
def test_only_the_lines_of_answers_that_change_are_touched(seed: int) -> None:
    """Of a plan written in any way, every line outside the changed answers stays, and they say what was meant."""
    random = Random(seed)
    plan, lines = generated(seed)
    items = [row.item for sheet in plan.sheets() for row in sheet.rows]
    chosen = sorted({*random.sample(items, 3), *random.sample(sorted(lines), min(2, len(lines)))})
    cells: dict[str, Cells] = {item: anybody(random, plan.answers.cells(item)) for item in chosen}
    (after,) = plan.filled(cells)
    before = plan.files.main.data.decode()
    own = {line for item in chosen if item in lines for line in lines[item]}
    opened = {
        number
        for number, line in enumerate(before.splitlines())
        if any(line.strip().startswith(f"{item.partition('.')[0]}: {{") for item in chosen)
    }
    last = {len(before.splitlines()) - 1} if not before.endswith("\n") else set()
    assert removed_lines(before, after.data.decode()) <= own | opened | last
    again = Plan(PlanFiles(after, {}))
    assert again.answers.raw.keys() - cells.keys() == plan.answers.raw.keys() - cells.keys()
    for item in plan.answers.raw.keys() - cells.keys():
        assert again.answers.raw[item] == plan.answers.raw[item]
    for item in chosen:
        assert again.answers.cells(item) == {**cells[item], Column.EVIDENCE: _flat(cells[item][Column.EVIDENCE])}
        assert _kept(again.answers.raw[item]) == _kept(plan.answers.raw.get(item))


def _kept(raw: Any) -> dict[str, Any]:
    """Return what of an answer has no cell."""
    return {key: value for key, value in raw.items() if key in {"waits_for", "ticket"}} if isinstance(raw, dict) else {}


def _flat(evidence: str) -> str:
    return "\n".join(" ".join(line.split()) for line in evidence.split("\n") if line.strip())


EXACT = {
    "one proof of several": (
        "d:\n  evidence:\n  - a.md   # counsel\n  # and\n  - b.md   # board\n",
        Edit(("d", "evidence"), ["c.md", "b.md"]),
        "d:\n  evidence:\n  - c.md   # counsel\n  # and\n  - b.md   # board\n",
    ),
    "one proof of several, and one more": (
        "d:\n  evidence:\n    - a.md\n    - b.md   # board\n  note: x\n",
        Edit(("d", "evidence"), ["c.md", "b.md", "e.md"]),
        "d:\n  evidence:\n    - c.md\n    - b.md   # board\n    - e.md\n  note: x\n",
    ),
    "the first proof of three goes, the second changes": (
        "d:\n  evidence: [a.md, b.md, c.md]   # all\n",
        Edit(("d", "evidence"), ["e.md", "c.md"]),
        "d:\n  evidence: [e.md, c.md]   # all\n",
    ),
    "in braces over several lines the last goes": (
        "d: {\n  a: todo,  # counsel\n  b: done,  # gone\n}\n",
        Edit(("d", "b"), None),
        "d: {\n  a: todo,  # counsel\n}\n",
    ),
    "in braces over several lines one in the middle goes": (
        "d: {\n  a: todo,  # counsel\n  b: done,  # gone\n  # of c\n  c: done\n}\n",
        Edit(("d", "b"), None),
        "d: {\n  a: todo,  # counsel\n  # of c\n  c: done\n}\n",
    ),
    "in braces over several lines the first goes": (
        "d: {\n  a: todo,  # gone\n  # of b\n  b: done,  # board\n}\n",
        Edit(("d", "a"), None),
        "d: {\n  # of b\n  b: done,  # board\n}\n",
    ),
    "in braces the last goes from the line of the brace": (
        "d: {a: todo,  # counsel\n    b: done}  # kept\n",
        Edit(("d", "b"), None),
        "d: {a: todo,  # counsel\n    }  # kept\n",
    ),
    "below a text that keeps its empty lines": (
        "d:\n  a:\n    note: |+\n      two\n\n\ne: 1\n",
        Edit(("d", "b"), "todo"),
        "d:\n  a:\n    note: |+\n      two\n\n\n  b: todo\ne: 1\n",
    ),
    "the only answer goes": (
        "d:\n  items:\n    a: todo   # gone\n  lead: x\n",
        Edit(("d", "items", "a"), None),
        "d:\n  items:\n  lead: x\n",
    ),
    "the only answer in braces goes": (
        "d: {items: {a: todo}, lead: x}   # kept\n",
        Edit(("d", "items", "a"), None),
        "d: {items: {}, lead: x}   # kept\n",
    ),
}


@pytest.mark.parametrize(("before", "change", "after"), EXACT.values(), ids=EXACT)
def test_an_edit_leaves_every_other_line_and_comment(before: str, change: Edit, after: str) -> None:
    """What comes out is the text with that change and no other, byte for byte."""
    assert edit(before, [change], "x") == after


def test_edits_of_one_place_are_made_in_their_order() -> None:
    """What is taken out before something is added inside it does not take that with it."""
    edits = [Edit(("a", "b"), "x"), Edit(("a",), None), Edit(("a", "new", "c"), "done")]
    assert edit("a: {b: z, e: [f]} # said\nk: 1\n", edits, "x") == "k: 1\na:\n  new:\n    c: done\n"


def test_a_file_whose_last_key_is_taken_out_can_be_written_to() -> None:
    """Its comments stay; what cannot be written behind them is refused."""
    edits = [Edit(("a",), None), Edit(("c",), "d")]
    assert edit("# kept\na: b\n", edits, "x") == "# kept\nc: d\n"
    assert why_refused(edit, "---\na: b\n...\n", edits, "x")[0].message.startswith("the way this is written")


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_keeps_every_other_line(name: str) -> None:
    """In each example, ten answers are changed, and only lines that hold one of them are not as they were."""
    random = Random(name)
    plan = example(name)
    items = [row.item for sheet in plan.sheets() for row in sheet.rows]
    for item in random.sample(items, 10):
        before = {file.name: file.data.decode() for file in (plan.files.main, *plan.files.departments.values())}
        note = f"Seen again on {item}"
        cells = {**plan.answers.cells(item), Column.STATUS: "in_progress", Column.NOTE: note}
        (after,) = plan.filled({item: cells})
        old = before.get(after.name, "")
        gone = [old.splitlines()[line] for line in sorted(removed_lines(old, after.data.decode()))]
        key = item.partition(".")[2]
        assert all(line.strip().startswith((f"{key}:", "status:", "note:")) for line in gone), gone
        assert note in after.data.decode()


# ---------------------------------------------------------------- out, and back unedited
@pytest.mark.parametrize("seed", SEEDS)
def test_a_csv_that_nobody_edited_changes_nothing(seed: int) -> None:
    """Whatever stands in a plan, its sheet as CSV comes back as it went out."""
    plan, _ = generated(seed)
    back = merge(parse_sheets(render_csv(plan.sheets()).encode(), "a.csv"), plan.answers, RULES.catalogue)
    assert (back.changes, back.conflicts, back.filled) == ((), (), ())


@pytest.mark.parametrize("seed", list(SEEDS)[:12])
def test_a_workbook_that_nobody_edited_changes_nothing(seed: int) -> None:
    """The same of a workbook."""
    plan, _ = generated(seed)
    data = render_workbook(plan.sheets(), _TODAY)
    back = merge(parse_sheets(data, "a.xlsx"), plan.answers, RULES.catalogue)
    assert (back.changes, back.conflicts, back.filled) == ((), (), ())


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_that_nobody_edited_stays_as_it_is(name: str) -> None:
    """The examples as workbook and as CSV come back without a change."""
    plan = example(name)
    for file, data in (
        ("a.xlsx", render_workbook(plan.sheets(), _TODAY)),
        ("a.csv", render_csv(plan.sheets()).encode()),
    ):
        back = merge(parse_sheets(data, file), plan.answers, RULES.catalogue)
        assert (back.changes, back.conflicts) == ((), ())


# ---------------------------------------------------------------- out, edited on both sides, and back
def edited(plan: Plan, changes: dict[tuple[str, str], str]) -> bytes:
    """Return the plan's sheet as CSV with some cells changed, as a spreadsheet program would write it."""
    rows = list(csv.DictReader(io.StringIO(render_csv(plan.sheets()).removeprefix("\ufeff"))))
    for row in rows:
        row.update({column: text for (item, column), text in changes.items() if item == row["item"]})
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


PLAN = """readycheck: 1
launch: {name: Aurora, owner: mara.lind, milestones: {ga: 2026-12-22}}
people: {mara.lind: product, dana.cho: legal}
departments:
  legal:
    lead: dana.cho
    items:
      licence-terms: {status: in_progress, note: "Two redlines"}   # counsel
      privacy-notice: todo
"""


def plan_of(text: str) -> Plan:
    return Plan(PlanFiles(PlanFile("plan.yaml", text.encode()), {}))


def test_a_change_in_the_file_alone_is_taken() -> None:
    """A cell that only the department changed becomes the plan's."""
    plan = plan_of(PLAN)
    back = edited(
        plan, {("legal.licence-terms", "status"): "Done", ("legal.licence-terms", "evidence"): "legal/eula.md"}
    )
    merged = merge(parse_sheets(back, "a.csv"), plan.answers, RULES.catalogue)
    assert [(change.column, change.plan, change.file) for change in merged.changes] == [
        (Column.STATUS, "in_progress", "done"),
        (Column.EVIDENCE, "", "legal/eula.md"),
    ]
    (after,) = plan.filled({filled.item: filled.cells for filled in merged.filled})
    line = '      licence-terms: {status: done, note: "Two redlines", evidence: legal/eula.md}   # counsel\n'
    assert after.data.decode() == PLAN.replace(PLAN.splitlines(keepends=True)[7], line)


def test_what_is_said_of_a_proof_is_changed_in_its_cell() -> None:
    """Another date behind a written-out proof is its date; the file it names stays a file, and others stay as they are."""
    proofs = "[{file: legal/eula.md, date: 2026-11-03}, {link: https://example.com/a (draft), by: dana.cho}]"
    plan = plan_of(PLAN.replace("privacy-notice: todo", f"privacy-notice: {{status: done, evidence: {proofs}}}"))
    assert plan.answers.cells("legal.privacy-notice")[Column.EVIDENCE] == (
        "legal/eula.md (date 2026-11-03)\nhttps://example.com/a (draft) (by dana.cho)"
    )
    said = "legal/eula.md (date 2026-11-20, valid until 2027-06-30)\nhttps://example.com/a (draft) (by dana.cho)"
    (after,) = plan.filled(
        {"legal.privacy-notice": {**plan.answers.cells("legal.privacy-notice"), Column.EVIDENCE: said}}
    )
    assert plan_of(after.data.decode()).answers.raw["legal.privacy-notice"]["evidence"] == [
        {"file": "legal/eula.md", "date": "2026-11-20", "valid_until": "2027-06-30"},
        {"link": "https://example.com/a (draft)", "by": "dana.cho"},
    ]


def test_a_number_keeps_its_name_and_limits_whatever_is_said_of_it_in_its_cell() -> None:
    """A day written behind a measurement dates it; it does not become a document, nor a sentence."""
    proofs = "[{file: load.json, value: p95, at_most: 300}, {metric: restore, at_least: 2, date: 2026-11-03}]"
    measures = "metrics: [{id: restore, kind: kpi, department: legal}]\n"
    answer = f"privacy-notice: {{status: done, evidence: {proofs}}}"
    plan = plan_of(PLAN.replace("privacy-notice: todo", answer) + measures)
    before = plan.answers.cells("legal.privacy-notice")
    assert before[Column.EVIDENCE] == (
        "load.json, value p95, at most 300\nmetric restore, at least 2 (date 2026-11-03)"
    )
    said = "load.json, value p95, at most 300 (date 2026-11-20)\nmetric restore, at least 2 (date 2026-11-20)"
    (after,) = plan.filled({"legal.privacy-notice": {**before, Column.EVIDENCE: said}})
    assert plan_of(after.data.decode()).answers.raw["legal.privacy-notice"]["evidence"] == [
        {"file": "load.json", "value": "p95", "at_most": 300, "date": "2026-11-20"},
        {"metric": "restore", "at_least": 2, "date": "2026-11-20"},
    ]


def test_a_change_in_the_plan_alone_stays() -> None:
    """A cell that was changed only in the plan since the export is left as it is."""
    went_out = edited(plan_of(PLAN), {})
    now = plan_of(PLAN.replace("privacy-notice: todo", "privacy-notice: done"))
    merged = merge(parse_sheets(went_out, "a.csv"), now.answers, RULES.catalogue)
    assert (merged.changes, merged.conflicts) == ((), ())


def test_a_cell_changed_on_both_sides_loses_neither() -> None:
    """It is a conflict with both words; the plan stays, what else the department wrote in that row is taken."""
    back = edited(
        plan_of(PLAN), {("legal.licence-terms", "note"): "One redline", ("legal.licence-terms", "owner"): "dana.cho"}
    )
    now = plan_of(PLAN.replace("Two redlines", "Three redlines"))
    merged = merge(parse_sheets(back, "a.csv"), now.answers, RULES.catalogue)
    assert [(found.column, found.plan, found.file) for found in merged.conflicts] == [
        (Column.NOTE, "Three redlines", "One redline")
    ]
    assert [(change.column, change.file) for change in merged.changes] == [(Column.OWNER, "dana.cho")]
    (after,) = now.filled({filled.item: filled.cells for filled in merged.filled})
    assert '{status: in_progress, note: "Three redlines", owner: dana.cho}' in after.data.decode()


@pytest.mark.parametrize(("side", "note"), [(Side.PLAN, "Three redlines"), (Side.FILE, "One redline")])
def test_a_conflict_is_settled_by_saying_whose_word_holds(side: Side, note: str) -> None:
    """With a side named there is no conflict, and that side's text stands."""
    back = edited(plan_of(PLAN), {("legal.licence-terms", "note"): "One redline"})
    now = plan_of(PLAN.replace("Two redlines", "Three redlines"))
    merged = merge(parse_sheets(back, "a.csv"), now.answers, RULES.catalogue, prefer=side)
    assert merged.conflicts == ()
    files = now.filled({filled.item: filled.cells for filled in merged.filled}) or (now.files.main,)
    assert plan_of(files[0].data.decode()).answers.raw["legal.licence-terms"]["note"] == note


def test_a_table_larger_than_a_plan_comes_back() -> None:
    """What we export of a plan of nearly 1 MiB is larger than that, and is still read."""
    plan = plan_of(PLAN)
    heading, *rows = edited(plan, {}).decode().splitlines()
    data = "\n".join([f"{heading};said by us", *(f"{row};{'y' * 9_000}" for row in rows)]).encode()
    assert len(data) > 1024 * 1024
    merged = merge(parse_sheets(data, "a.csv"), plan.answers, RULES.catalogue)
    assert (merged.changes, merged.conflicts) == ((), ())


def test_headings_are_known_in_capitals_too() -> None:
    """A heading that a program or a person wrote large is the same column: nothing under it is passed over."""
    data = b"Item,Status,NOTE\nlegal.privacy-notice,todo,Asked twice\n"
    merged = merge(parse_sheets(data, "a.csv"), plan_of(PLAN).answers, RULES.catalogue, prefer=Side.FILE)
    assert [(change.column, change.file) for change in merged.changes] == [(Column.NOTE, "Asked twice")]


@pytest.mark.parametrize("word", ["to do", "To do", "TODO", "to-do"])
def test_to_do_is_known_as_people_write_it(word: str) -> None:
    """The report says `to do`, so that is what people write; it is the `todo` that stands in the plan."""
    back = edited(plan_of(PLAN), {("legal.privacy-notice", "status"): word})
    merged = merge(parse_sheets(back, "a.csv"), plan_of(PLAN).answers, RULES.catalogue)
    assert (merged.changes, merged.conflicts) == ((), ())


def test_the_same_change_on_both_sides_is_none() -> None:
    """Where both wrote the same, there is nothing to settle and nothing to change."""
    back = edited(plan_of(PLAN), {("legal.privacy-notice", "status"): "done"})
    now = plan_of(PLAN.replace("privacy-notice: todo", "privacy-notice: done"))
    merged = merge(parse_sheets(back, "a.csv"), now.answers, RULES.catalogue)
    assert (merged.changes, merged.conflicts) == ((), ())


def test_without_what_was_exported_every_difference_is_a_conflict() -> None:
    """A sheet whose last column was deleted cannot say who changed a cell: nothing is overwritten."""
    back = edited(plan_of(PLAN), {("legal.privacy-notice", "status"): "done", ("legal.privacy-notice", "exported"): ""})
    merged = merge(parse_sheets(back, "a.csv"), plan_of(PLAN).answers, RULES.catalogue)
    assert merged.changes == ()
    assert [found.file for found in merged.conflicts] == ["done"]


def test_what_was_exported_of_another_row_misleads_nobody() -> None:
    """Sorting may leave the hidden last column where it was: then nobody can tell who changed what, and all is listed."""
    plan = plan_of(PLAN.replace("privacy-notice: todo", "privacy-notice: done"))
    rows = list(csv.DictReader(io.StringIO(edited(plan, {}).decode(), newline=""), delimiter=";"))
    terms, notice = (
        next(row for row in rows if row["item"] == f"legal.{name}") for name in ("licence-terms", "privacy-notice")
    )
    terms["exported"], notice["exported"] = notice["exported"], terms["exported"]
    terms["status"] = "done"  # which is what the other row was exported with
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    merged = merge(parse_sheets(stream.getvalue().encode(), "a.csv"), plan.answers, RULES.catalogue)
    assert merged.changes == ()
    assert [(found.item, found.plan, found.file) for found in merged.conflicts] == [
        ("legal.licence-terms", "in_progress", "done")
    ]


def test_an_emptied_row_takes_the_answer_out() -> None:
    """Where a department empties every cell of its answer, the plan has none then."""
    plan = plan_of(PLAN)
    merged = merge(
        parse_sheets(edited(plan, {("legal.privacy-notice", "status"): ""}), "a.csv"), plan.answers, RULES.catalogue
    )
    (after,) = plan.filled({filled.item: filled.cells for filled in merged.filled})
    assert after.data.decode() == PLAN.replace("      privacy-notice: todo\n", "")


@pytest.mark.parametrize(
    ("item", "column", "text", "message"),
    [
        ("legal.licence-terms", "status", "finished", "`finished` is not understood here"),
        ("legal.licence-terms", "owner", "dana.choo", "person `dana.choo` does not exist"),
        ("legal.licence-terms", "due", "soon", "`soon` is not a date"),
        ("legal.licence-terms", "status", "", "legal.licence-terms has no status"),
        ("legal.privacy-notice", "status", "blocked", "a blocked item says why"),
    ],
)
def test_what_cannot_stand_in_a_cell_is_refused_there(item: str, column: str, text: str, message: str) -> None:
    """The problem names the file, the row and the column of the cell."""
    plan = plan_of(PLAN)
    data = edited(plan, {(item, column): text})
    merged = merge(parse_sheets(data, "a.csv"), plan.answers, RULES.catalogue)
    (problem,) = (problem for filled in merged.filled for problem in refusals(filled, plan.answers, plan.names))
    rows = list(csv.reader(io.StringIO(data.decode()), delimiter=";"))
    line = 1 + next(number for number, row in enumerate(rows) if row[0] == item)
    assert problem.place == Place("a.csv", line, 1 + rows[0].index(column))
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("legal.nothing,done", "item `legal.nothing` does not exist"),
        (",done", "this row names no item"),
        ("legal.licence-terms,done\nlegal.licence-terms,todo", "item `legal.licence-terms` stands in two rows"),
        ("product.handoffs-standing,done", "is not answered by a status"),
    ],
)
def test_a_row_about_no_item_is_refused(row: str, message: str) -> None:
    """Nothing is guessed: a row names one item that is answered by a status, once."""
    rule = next(item.id for item in RULES.catalogue.items if item.spec.rule is not None)
    data = f"item,status\n{row.replace('product.handoffs-standing', rule)}\n".encode()
    with pytest.raises(RefusedInput) as refused:
        merge(parse_sheets(data, "a.csv"), plan_of(PLAN).answers, RULES.catalogue)
    assert message in refused.value.problems[0].message


def test_what_cannot_be_edited_line_by_line_is_refused_whole() -> None:
    """A key written in YAML's long form is left alone, with advice; nothing is returned to be written."""
    long_form = "      ? privacy-notice\n      : owner: dana.cho\n        status: todo\n"
    plan = plan_of(PLAN.replace("      privacy-notice: todo\n", long_form))
    cells = {**plan.answers.cells("legal.privacy-notice"), Column.OWNER: ""}
    with pytest.raises(RefusedInput) as refused:
        plan.filled({"legal.privacy-notice": cells})
    assert "cannot be edited line by line" in refused.value.problems[0].message


def test_a_change_that_makes_a_file_too_large_is_refused_for_that() -> None:
    """The problem is the size, not the way the file is written."""
    plan = plan_of(PLAN + "# " + "x" * (1024 * 1024 - len(PLAN) - 10) + "\n")
    cells = {**plan.answers.cells("legal.privacy-notice"), Column.NOTE: "Asked twice"}
    with pytest.raises(RefusedInput) as refused:
        plan.filled({"legal.privacy-notice": cells})
    assert refused.value.problems[0].message == "with this change the file would be larger than 1024 KiB"


def test_hundreds_of_answers_into_braces_take_no_time() -> None:
    """A plan in braces throughout, as programs write them: work in proportion to the answers, not to their square."""
    edits = [Edit(("d", "items", f"item-{number}"), "todo") for number in range(1_000)]
    start = time.process_time()
    after = edit("d: {lead: x, items: {}}   # kept\n", edits, "x")
    assert time.process_time() - start < 5
    assert after == f"d: {{lead: x, items: {{{', '.join(f'item-{n}: todo' for n in range(1_000))}}}}}   # kept\n"


def test_a_department_without_a_file_gets_one_beside_the_others() -> None:
    """In a plan of several files an answer of a department that has none yet opens its own file."""
    main = PLAN[: PLAN.index("departments:")]
    legal = "items:\n  privacy-notice: todo\n"
    plan = Plan(
        PlanFiles(PlanFile("p/launch.yaml", main.encode()), {"legal": PlanFile("p/legal.yaml", legal.encode())})
    )
    item = next(item for item in RULES.catalogue.items if item.department == "support" and item.spec.rule is None)
    cells = {**plan.answers.cells(item.id), Column.STATUS: "todo"}
    (after,) = plan.filled({item.id: cells})
    assert (after.name, after.data.decode()) == ("p/support.yaml", f"items:\n  {item.spec.id}: todo\n")


def test_json_is_a_plan_too() -> None:
    """A plan written by a program as JSON is edited in place."""
    value = yaml.safe_load(PLAN)
    value["launch"]["milestones"]["ga"] = "2026-12-22"
    plan = plan_of(json.dumps(value))
    cells = {**plan.answers.cells("legal.privacy-notice"), Column.STATUS: "done"}
    (after,) = plan.filled({"legal.privacy-notice": cells})
    assert json.loads(after.data) == {
        **value,
        "departments": {
            "legal": {
                **value["departments"]["legal"],
                "items": {**value["departments"]["legal"]["items"], "privacy-notice": "done"},
            }
        },
    }


def test_a_refused_cell_says_nothing_of_others() -> None:
    """An answer that may stand is refused nothing."""
    plan = plan_of(PLAN)
    cells = {**plan.answers.cells("legal.privacy-notice"), Column.STATUS: "done"}
    filled = Filled("legal.privacy-notice", cells, dict.fromkeys(Column, Place("x", 1, 1)))
    assert refusals(filled, plan.answers, plan.names) == ()


def test_a_new_answer_leaves_a_plan_json() -> None:
    """What is added to a plan written as JSON is written as JSON."""
    value = yaml.safe_load(PLAN)
    value["launch"]["milestones"]["ga"] = "2026-12-22"
    plan = plan_of(json.dumps(value))
    (after,) = plan.filled({"legal.trademarks": {**plan.answers.cells("legal.trademarks"), Column.STATUS: "todo"}})
    assert json.loads(after.data)["departments"]["legal"]["items"]["trademarks"] == "todo"
