"""Tables and lists of others: every cell is read as it stands, and what is made of a list is a checklist that says it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from html import escape

from readycheck.documents.lists import Found, read_list
from readycheck.documents.lists.draft import Draft, draft, unresolved
from readycheck.documents.lists.json import parse_json
from readycheck.documents.lists.writing import write_checklist
from readycheck.documents.sheet import parse_sheets
from readycheck.documents.table import Table, parse_csv, parse_xlsx
from readycheck.model.text import INVISIBLE
from readycheck.syntax.yaml import parse
from tests.documents import workbook
from tests.documents.workbook import text_cell
from tests.fuzz.modelling import RULES
from tests.fuzz.refusal import accepted

_PARTS = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml")


def read_csv(data: bytes) -> None:
    """A table written down again by another program is the same table; its answers and entries can be had."""
    table = accepted(lambda: parse_csv(data, "a.csv"))
    if table is None:
        return
    rows = [list(row.cells.values()) for row in table.rows]
    assert all(list(row.cells) == list(table.headings) for row in table.rows)
    written = io.StringIO(newline="")
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows([table.headings, *rows])
    again = parse_csv(written.getvalue().encode(), "b.csv")
    assert (again.headings, [list(row.cells.values()) for row in again.rows]) == (table.headings, rows)
    accepted(lambda: parse_sheets(data, "a.csv"))
    _drafted(accepted(lambda: read_list(data, "a.csv")))


def read_xlsx(data: bytes) -> None:
    """A workbook is read as rows in their order: whole, as the parts that matter with NUL between, or as texts of cells."""
    if b"<" not in data and not data.startswith(b"PK"):
        _typed(data.decode("utf-8", "replace"))
        return
    if not data.startswith(b"PK"):
        data = workbook.packed({**workbook.parts(), **dict(zip(_PARTS, data.split(b"\0"), strict=False))})
    tables = accepted(lambda: parse_xlsx(data, "a.xlsx"))
    for table in tables or ():
        _in_order(table)
    _drafted(accepted(lambda: read_list(data, "a.xlsx")))


def _typed(text: str) -> None:
    """Assert that a column of texts, a line for each, is read as these texts."""
    lines = [line for line in text.split("\n") if line.strip()]
    if re.search(f"[{INVISIBLE}\r]|_x", text):
        return  # what XML or a cell cannot hold, and what a workbook writes for that
    rows = (f'<row r="{at}">{text_cell(f"A{at}", escape(line))}</row>' for at, line in enumerate(lines, start=2))
    (table,) = parse_xlsx(workbook.workbook("".join(rows)), "a.xlsx")
    assert [row.cells["Item"] for row in table.rows] == [line.strip() for line in lines]


def _in_order(table: Table) -> None:
    lines = [row.place.line for row in table.rows]
    assert lines == sorted(set(lines))
    assert all(list(row.cells) == list(table.headings) for row in table.rows)


def read_markdown(data: bytes) -> None:
    """Every entry of a document stands on a line of it, and becomes an item."""
    found = accepted(lambda: read_list(data, "a.md"))
    if found is None:
        return
    last = data.count(b"\n") + 1
    places = [*(entry.place for entry in found.entries), *(beside.place for beside in (*found.beside, *found.untitled))]
    assert all(1 <= place.line <= last for place in places)
    _drafted(found)


def read_json(data: bytes) -> None:
    """Rows are the objects of the list, and their texts are those that another reader finds."""
    table = accepted(lambda: parse_json(data.decode("utf-8", "replace"), "a.json"))
    _drafted(accepted(lambda: read_list(data, "a.json")))
    if table is None:
        return
    theirs = json.loads(data.decode("utf-8", "replace"))
    assert len(table.rows) == len(theirs)
    for row, entry in zip(table.rows, theirs, strict=True):
        names = Counter(" ".join(key.split()) for key in entry)
        flat = not any(isinstance(value, dict) for value in entry.values())  # else a name may be made of two keys
        for key, value in entry.items():
            name = " ".join(key.split())
            if flat and isinstance(value, str) and names[name] == 1:
                assert row.cells[name] == value.replace("\r\n", "\n").strip()


def _drafted(found: Found | None) -> None:
    """Assert that entries become checklists that can be read, an item for each with its words."""
    if found is None:
        return
    made = draft(found.entries, "legal", RULES.catalogue)
    assert isinstance(made, Draft)
    for department, items in made.items.items():
        value = parse(write_checklist(department, "Any title", items, {}, "a.md").encode(), "c.yaml").value
        assert [item["title"] for item in value["items"]] == [item.entry.title for item in items]
        assert [item["id"] for item in value["items"]] == [item.id for item in items]
        assert len({item.id for item in items}) == len(items)
    assert sum(map(len, made.items.values())) + len(made.twice) == len(found.entries)
    list(unresolved(found.entries))
