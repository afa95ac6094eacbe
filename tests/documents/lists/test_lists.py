"""Lists that others wrote become entries: all of them, with their words, and everything beside them is told."""

from __future__ import annotations

import json
import random
import re
import sys
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readycheck.documents.lists import Beside, Found, read_list
from readycheck.documents.lists.inline import words
from readycheck.documents.lists.meaning import DepartmentNames, severity_of
from readycheck.errors import RefusedInput, UsageError
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from tests.conftest import ROOT
from tests.documents.lists import oracle
from tests.documents.workbook import text_cell, workbook

LISTS = ROOT.parent / "shared" / "realdata" / "launch_lists"
#: The time of a processor for a mebibyte of hostile text. Where coverage looks at every line, all takes several times as long.
BOUND_S = 1.0 * (6 if sys.gettrace() is not None else 1)

#: Names in other readers' terms: boxes and rows of titled tables, counted by hand from each file.
REAL = {
    "18F_ato_issue_template.CC0.md": 65,
    "easel_launch_checklist.MIT.md": 43,
    "frontend_checklist.CC0.md": 100,
    "gorrion_GDPR.MIT.md": 11,
    "gorrion_MOBILE.MIT.md": 13,
    "gorrion_README.MIT.md": 23,
    "kgoralski_README.Apache2.md": 72,
    "mercari_levels.MIT.json": 84,
}


def real(name: str) -> bytes:
    """Return a list that others wrote."""
    if not LISTS.is_dir():
        pytest.skip("the lists of others are not at hand")
    return (LISTS / name).read_bytes()


def read_or_refused(data: bytes, name: str) -> Found | tuple[Problem, ...]:
    """Return what a list holds, or why it is refused."""
    try:
        return read_list(data, name)
    except RefusedInput as refusal:
        return refusal.problems


def markdown(*lines: str) -> Found:
    """Return what a Markdown list of these lines holds."""
    return read_list("\n".join(lines).encode(), "a.md")


def table(headings: str, *rows: str) -> Found:
    """Return what a CSV list holds."""
    return read_list("\n".join([headings, *rows]).encode(), "a.csv")


# ---------------------------------------------------------------- lists that others wrote
@pytest.mark.parametrize("name", [name for name in REAL if name.endswith(".md")])
def test_every_box_of_a_real_list_is_found(name: str) -> None:
    """As many as there are lines with a box outside of code, and rows in tables that name entries; counted otherwise."""
    data = real(name)
    text = re.sub(r"^ *```.*?^ *```", "", data.decode(), flags=re.MULTILINE | re.DOTALL)
    boxes = len(re.findall(r"^\s*(?:[-*+]|\d+[.)]) \[[ xX]\] ", text, re.MULTILINE))
    rows = sum(row[0] not in {"Name", "Criterion", "Blocker", ""} for row in oracle.rows(data.decode()))
    found = read_list(data, name)
    assert (found.total, found.total) == (boxes + rows, REAL[name])
    assert found.total == len(found.entries) + found.steps + len(found.untitled)


@pytest.mark.parametrize("name", [name for name in REAL if name.endswith(".md")])
def test_boxes_have_the_words_and_the_order_that_another_reader_gives_them(name: str) -> None:
    """Line by line: a box below none is an entry, with the words that markdown-it shows; one below it is a step of it."""
    text = real(name).decode()
    tasks = oracle.tasks(text)
    found = read_list(text.encode(), name)
    entries = {entry.place.line: entry for entry in found.entries}
    top = [task for task in tasks if task.depth == 0]
    assert {task.line for task in top} <= set(entries)
    for task in top:
        said = f"{entries[task.line].title} {entries[task.line].ask}"
        assert set(re.findall(r"\w+", task.words)) <= set(re.findall(r"\w+", said))
    steps = [task.words for task in tasks if task.depth]
    assert [step for entry in found.entries for step in entry.fix] == steps


def test_json_gives_an_entry_for_each_object() -> None:
    """As many as the list is long, in its order, each with its own line."""
    data = real("mercari_levels.MIT.json")
    theirs = json.loads(data)
    found = read_list(data, "mercari_levels.MIT.json")
    assert [entry.title for entry in found.entries] == [each["check"] for each in theirs]
    assert [entry.ask for entry in found.entries] == [" ".join(each["description"].split()) for each in theirs]
    lines = data.decode().split("\n")
    assert all("{" in lines[entry.place.line - 1] for entry in found.entries)


def test_the_levels_of_a_real_table_are_severities() -> None:
    """Critical, Should have and Nice to have, whatever picture stands behind them."""
    found = read_list(real("gorrion_GDPR.MIT.md"), "a.md")
    assert [entry.severity for entry in found.entries] == ["blocker"] * 8 + ["major"] * 2 + ["minor"]
    assert found.entries[0].title == "Account removal by request"
    assert found.entries[0].remarks == ("link: ./docs/gdpr/account-removal.md",)


# ---------------------------------------------------------------- Markdown
def test_headings_name_departments_and_boxes_below_boxes_are_steps() -> None:
    """An entry knows the headings above it; deeper boxes close it; notes below it are kept."""
    found = markdown(
        "# Launch",
        "## Legal",
        "- [ ] Terms are published",
        "  - [x] Draft them",
        "    1. [ ] Ask counsel",
        "  - See [the last ones](https://e.example/terms)",
        "",
        "  Two pages at most.",
        "### Privacy",
        "* [X] Policy reviewed",
    )
    first, second = found.entries
    assert (first.sections, second.sections) == (("Launch", "Legal"), ("Launch", "Legal", "Privacy"))
    assert (first.title, first.fix) == ("Terms are published", ("Draft them", "Ask counsel"))
    assert first.remarks == ("See the last ones", "link: https://e.example/terms", "Two pages at most.")
    assert (found.total, found.steps, [place.line for place in found.ticked]) == (4, 2, [4, 10])
    assert found.beside == ()


@pytest.mark.parametrize(
    ("lines", "titles"),
    [
        (["- [ ] a", "b", "", "c"], ["a b"]),
        (["```", "- [ ] code", "```", "- [ ] a"], ["a"]),
        (["~~~~", "- [ ] code", "~~~", "- [ ] code", "~~~~", "- [ ] a"], ["a"]),
        (["<!--", "- [ ] hidden", "-->", "- [ ] a<!-- b -->"], ["a"]),
        (["---", "title: - [ ] x", "---", "- [ ] a"], ["a"]),
        (["    - [ ] indented code", "", "- [ ] a"], ["a"]),
        (["> - [ ] quoted"], ["quoted"]),
        (["☐ a", "☑ b"], ["a", "b"]),
        (["- [] a"], ["a"]),
        (["- [link](x)", "- [ ] a"], ["a"]),
        (["- [ ]a", "- [ ] b"], ["b"]),
        (["1) [ ] a", "2) [ ] b"], ["a", "b"]),
        (["- [ ] a", "---", "- [ ] b"], ["a", "b"]),
        (["- a", "- b"], ["a", "b"]),
        (["+ Sales", "  + [ ] a"], ["a"]),
        (["Legal", "=====", "- [ ] a"], ["a"]),
        (["# C#", "- [ ] a"], ["a"]),
        (["[ref]: https://e.example", "- [ ] [a][ref]"], ["a"]),
        (["[ ] a", "[x] b", "[] c"], ["a", "b [] c"]),
        (["- [ ] a", "[ ] b"], ["a", "b"]),
        (["[x]: https://e.example", "[x](y) z", "- [ ] a"], ["a"]),
        (["| Who | Phone |", "|---|---|", "| a | b |", "", "- c"], ["c"]),
        (["| Task |", "|---|", "| a |", "", "- c"], ["a"]),
    ],
    ids=lambda value: " / ".join(value)[:40],
)
def test_what_is_an_entry_and_what_is_not(lines: list[str], titles: list[str]) -> None:
    """Boxes outside of code and comments; bullets where nothing has a box."""
    assert [entry.title for entry in markdown(*lines).entries] == titles


def test_headings_of_every_kind_name_a_section() -> None:
    """Underlined over several lines or not, closed by number signs or ending in one."""
    for lines, section in (
        (("Legal and", "more", "===="), "Legal and more"),
        (("Legal", "---"), "Legal"),
        (("## Legal ##",), "Legal"),
        (("# C#",), "C#"),
    ):
        assert markdown(*lines, "- [ ] a").entries[0].sections == (section,)


def test_tables_in_markdown_are_rows_with_headings() -> None:
    """Escaped bars belong to a cell, empty rows and tables of something else are told."""
    found = markdown(
        "| Check | Why it matters | Level |",
        "|:--|---|--:|",
        r"| **Price \| list** | Sales quotes `old` ones | MUST |",
        "| | | |",
        "| | lost | |",
        "",
        "| Who | When |",
        "|---|---|",
        "| a | b |",
    )
    (entry,) = found.entries
    assert (entry.title, entry.why, entry.severity) == ("Price | list", "Sales quotes old ones", "blocker")
    assert [beside.place.line for beside in found.untitled] == [5]
    assert {(beside.place.line, beside.what.split(":")[0]) for beside in found.beside} == {
        (4, "an empty row of a table"),
        (7, "a table of 1 rows"),
    }


def test_what_stands_below_an_entry_that_is_far_too_long_belongs_to_no_other() -> None:
    """Neither to the entry before it nor, where there is none, to nothing."""
    long = f"- [ ] {'a' * 2_001}"
    assert [(entry.title, entry.fix) for entry in markdown(long, "  - [ ] b", "  - c").entries] == [("b", ())]
    found = markdown("- [ ] z", long, "  - [ ] b")
    assert [(entry.title, entry.fix) for entry in found.entries] == [("z", ()), ("b", ())]
    assert found.total == 3


def test_a_box_below_a_table_is_no_step_of_its_last_row() -> None:
    """Nor of the entry above the table, from which the table parts it."""
    found = markdown("- [ ] a", "", "| Task |", "|---|", "| b |", "", "  - [ ] c")
    assert [(entry.title, entry.fix) for entry in found.entries] == [("a", ()), ("b", ()), ("c", ())]


def test_an_entry_that_is_struck_out_is_told_and_counted() -> None:
    """What somebody took off the list is not put back on it; a few words struck out are no whole entry."""
    found = markdown("- [ ] ~~Fax the terms~~", "- [ ] a", "  - [x] ~~b~~", "- [ ] ~~c~~ d")
    assert [(entry.title, entry.fix) for entry in found.entries] == [("a", ()), ("c d", ())]
    assert [(beside.place.line, beside.what) for beside in found.untitled] == [
        (1, "an entry that is struck out: Fax the terms"),
        (3, "an entry that is struck out: b"),
    ]
    assert found.total == 4


def test_a_comment_that_never_ends_is_told() -> None:
    """It hides the rest of the document, which readers do not see either."""
    found = markdown("- [ ] a", "<!-- note -->", "<!-- note", "- [ ] b", "- [ ] c")
    assert [entry.title for entry in found.entries] == ["a"]
    assert [(beside.place.line, beside.what) for beside in found.beside] == [(3, "3 lines of code: <!-- note")]


def test_boxes_without_bullets_may_be_ticked() -> None:
    """As in plain text."""
    assert [place.line for place in markdown("[ ] a", "[x] b", "☒ c", "- [X] d", "☐ e").ticked] == [2, 3, 4]


def test_footnotes_and_cells_beyond_the_headings_are_told() -> None:
    """Readers of Markdown drop such cells; nothing is dropped here in silence."""
    found = markdown(
        "| Task |", "|---|", "| a | b \\| c |", "- [ ] d[^1]", "", "[^1]: Only in the EU", "[e]: with care"
    )
    assert sorted((beside.place.line, beside.what.rpartition(": ")[2]) for beside in found.beside) == [
        (3, "b | c"),
        (6, "with care"),
    ]
    assert "[^1]: Only in the EU" in next(beside.what for beside in found.beside if beside.place.line == 6)


def test_everything_that_is_no_entry_is_told_by_line() -> None:
    """Headings without entries, text, code, bullets beside boxes, boxes without words, images."""
    found = markdown(
        "# Launch",
        "Read this.",
        "Twice.",
        "```",
        "code",
        "```",
        "- [ ] ![Chart](x.png) Sales know it",
        "- [ ]",
        "- aside",
    )
    assert [(beside.place.line, beside.what) for beside in sorted((*found.beside, *found.untitled))] == [
        (2, "2 lines of text: Read this. Twice."),
        (4, "3 lines of code: ```"),
        (7, "an image: Chart"),
        (8, "a box without words"),
        (9, "a bullet without a box `[ ]`: aside"),
    ]
    assert markdown("# A", "# B", "- [ ] c").beside == (Beside(Place("a.md", 1, 1), "the heading `A` has no entries"),)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("**Bold** and _slanted_ and ~~gone~~", "Bold and slanted and gone"),
        ("**Managemen**t", "Management"),
        ("2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"),
        ("`**kwargs` and ``a ` b``", "**kwargs and a ` b"),
        ("[a [b] c](x(y)z 'title') d", "a [b] c d"),
        ("[New Date] and {{ name }}", "[New Date] and {{ name }}"),
        ("[text][ref] and [ref] and [no][other]", "text and [ref] and [no][other]"),
        ("a &amp; b &lt;c&gt;", "a & b <c>"),
        (r"\*not bold\* \[x\]", "*not bold* [x]"),
        ("<em>a</em><br>b <project>", "a b <project>"),
        ("see <https://e.example/a_b_c>", "see https://e.example/a_b_c"),
        ("a &#x202E; b", "a \\u{202e} b"),
        ("![High][img] The Doctype", "The Doctype"),
    ],
)
def test_marks_are_taken_off_and_words_are_left(line: str, text: str) -> None:
    """What a reader of the rendered page sees; what cannot be seen is shown."""
    assert words(line, {"ref": "https://e.example"}).text == text


def test_a_title_in_bold_leaves_the_rest_as_the_question() -> None:
    """As many lists write: a name, a colon, what is meant; and a long text begins with its first sentence."""
    named, plain, long = markdown(
        "- [ ] **Logging**: All logs are JSON.", "- [ ] **No** shared database", f"- [ ] Logs are JSON. {'More. ' * 40}"
    ).entries
    assert (named.title, named.ask) == ("Logging", "All logs are JSON.")
    assert (plain.title, plain.ask) == ("No shared database", "")
    assert (long.title, long.ask[:20]) == ("Logs are JSON.", "Logs are JSON. More.")


# ---------------------------------------------------------------- tables
def test_a_table_gives_each_key_of_an_item_its_column() -> None:
    """Headings in the words that lists use; steps one a line; what has no place is kept and told."""
    found = table(
        "Task;Description;Why;Steps;Stage;Priority;Owner;Phase",
        'Terms;Which terms?;Nobody may buy.;"1. Draft\n2. Ask; publish";Learn;P0;dana;Beta',
        ";;;;;;;",
        ";lost;;;;;;",
    )
    (entry,) = found.entries
    assert (entry.title, entry.ask, entry.why) == ("Terms", "Which terms?", "Nobody may buy.")
    assert (entry.fix, entry.stage, entry.severity, entry.level) == (
        ("Draft", "Ask", "publish"),
        "learn",
        "blocker",
        "P0",
    )
    assert entry.remarks == ("Owner: dana", "Phase: Beta")
    assert [beside.place.line for beside in found.untitled] == [5]
    assert [kept.what for kept in found.kept] == [
        "column `Owner` of 1 entry, which is for the plan of a launch",
        "column `Phase` of 1 entry, which has no key of its own",
    ]


def test_words_that_mean_nothing_here_are_kept_and_long_titles_are_told() -> None:
    """A stage, a level and a kind of evidence of their own; a title that is a page."""
    found = table("Name,Level,Stage,Evidence", "a,Odd,Alpha,Photo", f"{'b' * 2_001},,,")
    assert found.entries[0].remarks == ("Level: Odd", "Stage: Alpha", "Evidence: Photo")
    assert [beside.what for beside in found.untitled] == ["an entry of more than 2,000 characters"]


def test_headings_of_common_exports_are_known() -> None:
    """A person's name is no title beside a task; a column of departments is not told as if it were of no use."""
    (entry,) = table("Name,Task Name,Team,Issue key,Priority", "Ines,Terms,Legal,LAW-1,Lowest").entries
    assert (entry.title, entry.id, entry.severity, entry.remarks) == (
        "Terms",
        "LAW-1",
        "info",
        ("Name: Ines", "Team: Legal"),
    )
    assert [entry.title for entry in table("Checklist item,Team", "Terms,Legal").entries] == ["Terms"]
    assert [entry.title for entry in table("Name,Description", "Terms,Which?").entries] == ["Terms"]
    (kept,) = table("Task,Department", "Terms,Legal").kept
    assert kept.what == "column `Department` of 1 entry, which may name the department"


def test_days_and_milestones_that_are_none_are_kept_as_comments() -> None:
    """`5 days` is no number of days and `Launch day` no milestone: neither is lost, nor written where lint refuses it."""
    found = table("Task,Milestone,Lead time", "a,GA,5", "b,Launch day,5 days", "c,T-30,731", "d,,05")
    assert [(entry.milestone, entry.lead_days) for entry in found.entries] == [("ga", "5"), *[("", "")] * 3]
    assert [entry.remarks for entry in found.entries] == [
        (),
        ("Milestone: Launch day", "Lead time: 5 days"),
        ("Milestone: T-30", "Lead time: 731"),
        ("Lead time: 05",),
    ]


def test_json_is_read_with_what_is_inside_its_objects() -> None:
    """Objects inside become columns, lists lines, and each row has what the list has."""
    text = '[{"title": "a", "fix": ["b", "c"], "levels": {"A": true, "B": null}},\n {"title": "d", "n": 1.5}]'
    first, second = read_list(text.encode(), "a.json").entries
    assert (first.fix, first.remarks, second.remarks) == (("b", "c"), ("levels A: yes",), ("n: 1.5",))


def test_sheets_of_a_workbook_name_departments() -> None:
    """The name of a sheet stands above its entries as a heading does, and only the sheet asked for is read."""
    data = workbook(f'<row r="2">{text_cell("A2", "Terms")}</row>')
    (entry,) = read_list(data, "a.xlsx", "Legal").entries
    assert (entry.title, entry.sections, str(entry.place)) == ("Terms", ("Legal",), "a.xlsx[Legal]:2:1")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('{"title": "a"}', 1, "this is not a list of objects"),
        ('[{"title": "a"}\n {"title": "b"}]', 2, "a comma or the end of the list is due here"),
        ("[\n1]", 2, "an entry of the list is no object"),
        ('[{"title": "a"},\n]', 2, "not valid JSON: Expecting value"),
        ('[{"a": 1, "a": 2}]', 1, "not a row: the key `a` stands twice"),
        ('[{"a": NaN}]', 1, "not a row: `NaN` is no number"),
        ('[\n{"a": "\\u202e"}]', 2, "an escape writes the character U+202E"),
        ('[{"a": "\\ud800"}]', 1, "an escape writes the character U+D800"),
        ('[{"a": 1}] x', 1, "something stands behind the list"),
        ('[{"a": }]', 1, "not valid JSON: Expecting value"),
        ("[" * 100_000, 1, "an entry of the list is no object"),
        ('[{"a": ' + "[" * 100_000, 1, "not a row: nested too deep"),
        ("", 1, "this is not a list of objects"),
    ],
)
def test_json_that_is_no_list_of_objects_is_refused_where_it_fails(text: str, line: int, message: str) -> None:
    """With the line, and what is due there."""
    with pytest.raises(RefusedInput) as caught:
        read_list(text.encode(), "a.json")
    problem = caught.value.problems[0]
    assert problem.message in {message, "not a row: nested too deep" if text.startswith("[[") else message}
    assert (problem.place.line, bool(problem.help)) == (line, True)


def test_other_kinds_of_files_are_named() -> None:
    """What cannot be read is said with what can."""
    for name in ("a.docx", "a", "a.xls"):
        with pytest.raises(UsageError, match="is no list that can be read"):
            read_list(b"", name)
    with pytest.raises(UsageError, match="--sheet names a sheet of a workbook"):
        read_list(b"", "a.md", "Legal")


# ---------------------------------------------------------------- words
TITLES = {"sales": "Sales", "works": "Works and plants", "cloud-ops": "Cloud operations"}


@pytest.mark.parametrize(
    ("heading", "department"),
    [
        ("Marketing Readiness", "marketing"),
        ("Sales Enablement", "sales-enablement"),
        ("📣 MARKETING TEAM", "marketing"),
        ("Legal/Compliance", "legal"),
        ("Product Readiness", "product"),
        ("Product launch checklist", ""),
        ("Sales and Marketing", ""),
        ("Support Readiness", "support"),
        ("Browser support", ""),
        ("Customer Success", "customer-success"),
        ("DevOps", "cloud-ops"),
        ("Works and plants", "works"),
        ("R&D", "engineering"),
        ("Documentation", ""),
        ("Security", ""),
        ("", ""),
    ],
)
def test_a_heading_names_a_department_only_where_that_is_clear(heading: str, department: str) -> None:
    """A name, whatever stands around it; two names are none, and neither is a word inside another thing."""
    assert DepartmentNames(TITLES).of(heading) == department


@pytest.mark.parametrize(
    ("level", "severity"),
    [
        ("Critical 🔴", "blocker"),
        ("MUST", "blocker"),
        ("required", "blocker"),
        ("Should have 🟡", "major"),
        ("P1", "major"),
        ("Nice-to-have", "minor"),
        ("MAY", "minor"),
        ("Low", "info"),
        ("-", ""),
        ("3", ""),
        ("Yes", ""),
    ],
)
def test_levels_of_others_are_severities(level: str, severity: str) -> None:
    """In the words of RFC 2119, of MoSCoW, of issue trackers; what is not known is none."""
    assert severity_of(level) == severity


def test_a_column_of_requirements_says_yes_or_no() -> None:
    """Required: yes is a blocker."""
    assert [severity_of(word, "Required") for word in ("Yes", "no", "maybe")] == ["blocker", "minor", ""]


# ---------------------------------------------------------------- hostile text
MIB = 1024 * 1024
HOSTILE = {
    "a line of a mebibyte": "- [ ] " + "a" * (MIB - 10),
    "brackets inside each other": "- [ ] " + "[" * 100_000 + "]" * 100_000,
    "images inside each other": "- [ ] " + "![" * 100_000 + "](x)" * 50_000,
    "links that are never closed": "- [ ] " + "[a](" * 200_000,
    "labels of everything": "- [ ] " + "[" * 100_000 + "][]" * 100_000,
    "emphasis that never ends": "- [ ] " + "*a _b **c __d " * 70_000,
    "emphasis of all lengths": "- [ ] " + " ".join("*" * n + "a" for n in range(1, 1_400)),
    "backticks of all lengths": "- [ ] " + " ".join("`" * n for n in range(1, 1_400)),
    "comments that never end": "- [ ] " + "<!-- " * 200_000,
    "tags that never end": "- [ ] " + "<a " * 300_000,
    "titles that never end": "- [ ] " + '[a](b "' * 140_000,
    "spaces": "- [ ] a" + " " * 900_000 + "b",
    "a hundred thousand levels": "\n".join(" " * min(n, 900) + "- [ ] a" for n in range(1_200)),
    "boxes": "- [ ] a\n" * 1_999,
    "headings": "# a\n" * 200_000,
    "rules": "- " * 500_000 + "x",
    "quotes": "> " * 500_000 + "x",
    "bars": "|" * 500_000 + "\n" + "|-" * 250_000,
    "a table of a thousand columns": "|a" * 1_000 + "|\n" + "|-" * 1_000 + "|\n" + ("|b" * 1_000 + "|\n") * 400,
    "fences": "```\n" * 250_000,
    "number signs": "# " + "#" * 900_000 + " x",
    "backslashes": "- [ ] " + "\\" * 900_000,
    "entities": "- [ ] " + "&lt;" * 200_000,
    "references": "[a]: " * 200_000,
    "a paragraph of many lines": ("a" * 50 + "\n") * 19_000,
    "an entry of many lines": "- [ ] a\n" + ("  " + "a" * 48 + "\n") * 19_000,
    "tabs": "\t" * 130_000 + "x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_markdown_takes_bounded_time(name: str) -> None:
    """A mebibyte of anything is read, or refused, in the time of a processor that a reader does not notice."""
    started = time.process_time()
    read = read_or_refused(HOSTILE[name].encode(), "a.md")
    assert time.process_time() - started < BOUND_S
    assert isinstance(read, Found) or "more than 20,000 lines" in read[0].message


@pytest.mark.parametrize("cell", ["x" + " " * 60_000 + "y", " \n" * 30_000, "; " * 30_000, "1. " * 20_000])
def test_the_steps_of_a_hostile_cell_take_bounded_time(cell: str) -> None:
    """A cell as long as cells may be."""
    started = time.process_time()
    assert len(table("Task,Fix", f'a,"{cell}"').entries) == 1
    assert time.process_time() - started < BOUND_S


@pytest.mark.parametrize("name", [name for name in HOSTILE if HOSTILE[name].startswith("- [ ] ")])
def test_the_words_of_a_hostile_line_take_bounded_time(name: str) -> None:
    """The longest that a cell of a table can be, many times over."""
    started = time.process_time()
    words(HOSTILE[name][6:400_000])
    assert time.process_time() - started < BOUND_S


def test_more_lines_than_any_list_has_are_refused() -> None:
    """Where the first that is too many stands."""
    with pytest.raises(RefusedInput) as caught:
        read_list(b"\n" * 20_001, "a.md")
    assert (caught.value.problems[0].place.line, caught.value.problems[0].message) == (20_001, "more than 20,000 lines")


def test_more_entries_than_any_checklist_has_are_refused() -> None:
    """Two thousand is enough."""
    with pytest.raises(RefusedInput) as caught:
        read_list(b"- [ ] a\n" * 2_001, "a.md")
    assert caught.value.problems[0].message == "2,001 entries: more than 2,000"


PIECES = [
    "- [ ] a",
    "- [x] b",
    "  - [ ] c",
    "1. [ ] e",
    "- g",
    "  h",
    "i",
    "",
    "# J",
    "```",
    "<!-- k -->",
    "| a |",
    "|---|",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_no_box_is_lost_whatever_stands_around_it(lines: list[str]) -> None:
    """Every box that markdown-it sees is an entry or a step of one, in whatever order lines come."""
    text = "\n".join(lines)
    found = read_list(text.encode(), "a.md")
    ours = Counter(said[0] for entry in found.entries for said in (entry.title, *entry.fix))
    assert Counter(task.words[0] for task in oracle.tasks(text)) <= ours


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="[]()*_`<!>&\\ a|-#\n", max_size=120))
def test_any_text_is_a_list_or_refused(text: str) -> None:
    """Nothing else is ever raised, and no title holds what cannot be seen."""
    for name in ("a.md", "a.json", "a.csv"):
        read = read_or_refused(text.encode("utf-8", "replace"), name)
        if isinstance(read, Found):
            assert all(printable(entry.title) == entry.title for entry in read.entries)


def test_random_bytes_are_a_list_or_refused() -> None:
    """Of each kind of file."""
    chance = random.Random(11)
    for _ in range(200):
        data = chance.randbytes(chance.randrange(200))
        for name in ("a.md", "a.json", "a.csv", "a.xlsx"):
            read = read_or_refused(data, name)
            assert isinstance(read, Found) or read[0].place.file == name
