"""Tables from CSV and from workbooks: what is read, and that no file can hang, swell or fool the reader."""

from __future__ import annotations

import datetime as dt
import io
import random
import sys
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from typing import Any, NamedTuple

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from readycheck.documents.table import Table, parse_csv, parse_xlsx
from readycheck.documents.table.sheet import column_number, letters
from readycheck.documents.table.value import Form, form_of
from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from tests.documents.workbook import links, packed, parts, sheet, text_cell, texts, types, workbook

MIB = 1024 * 1024
#: The time of a processor that one hostile file may take: half a second, and as much again where others keep it busy.
#: Where coverage looks at every line, all takes several times as long.
BOUND_S = 1.0 * (6 if sys.gettrace() is not None else 1)


def problems(parse: Callable[[bytes, str], object], data: bytes, name: str) -> tuple[Problem, ...]:
    """Return why a file is refused."""
    with pytest.raises(RefusedInput) as caught:
        parse(data, name)
    return caught.value.problems


def cells(table: Table) -> list[dict[str, str]]:
    """Return what the rows of a table hold."""
    return [row.cells for row in table.rows]


# ---------------------------------------------------------------- CSV that is a table
@pytest.mark.parametrize("separator", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no mark", "BOM"])
def test_csv_is_read_as_programs_of_all_countries_save_it(separator: str, end: str, mark: str) -> None:
    """Comma, semicolon or tab; line ends of any system; with a byte-order mark or without."""
    lines = [["Item", "Note"], ["licence-terms", '"1,5; or\tmore"'], ["escrow", ""]]
    table = parse_csv((mark + end.join(separator.join(line) for line in lines)).encode(), "a.csv")
    assert table.headings == ("Item", "Note")
    assert cells(table) == [{"Item": "licence-terms", "Note": "1,5; or\tmore"}, {"Item": "escrow", "Note": ""}]


def test_a_row_is_placed_at_the_line_on_which_it_starts() -> None:
    """Blank rows are passed over, and a cell may go over several lines, which end alike wherever it was saved."""
    data = b'\n\nItem,Note\n\na,"one\r\ntwo ""and"" three"\n ,\t\nb\n'
    table = parse_csv(data, "a.csv")
    assert table.place == Place("a.csv", 3, 1)
    assert [(row.place.line, row.cells) for row in table.rows] == [
        (5, {"Item": "a", "Note": 'one\ntwo "and" three'}),
        (8, {"Item": "b", "Note": ""}),
    ]


def test_the_separator_that_excel_declares_is_believed() -> None:
    """A line `sep=;` is no heading, and lines are still counted from it."""
    table = parse_csv(b"sep=;\r\nItem;Why, and how\r\na;b\r\n", "a.csv")
    assert (table.headings, table.place.line, table.rows[0].place.line) == (("Item", "Why, and how"), 2, 3)


def test_columns_without_heading_and_content_are_left_out() -> None:
    """Blank columns, between others or at the end, are none; a text that looks like a formula is a text."""
    table = parse_csv(b"Item,, Due  by ,\n=1+1,,'x,\n", "a.csv")
    assert (table.headings, cells(table)) == (("Item", "Due by"), [{"Item": "=1+1", "Due by": "'x"}])


def test_a_title_above_the_headings_is_told_as_such() -> None:
    """As many sheets have it: what to delete is said, not that each cell lacks a heading."""
    refused = problems(parse_csv, b"Launch list,,\n,,\nTask,Team,Due\na,Legal,May\n", "a.csv")
    assert {problem.help for problem in refused} == {
        "if the headings stand further down, delete the rows above them; else add a heading"
    }


def test_headings_alone_are_a_table_without_rows() -> None:
    """Nothing is asked of how many rows there are."""
    assert parse_csv(b"Item\n", "a.csv").rows == ()


# ---------------------------------------------------------------- CSV that is refused
class Refusal(NamedTuple):
    """A file, and what its first problem says where."""

    data: bytes
    place: tuple[int, int]
    message: str


CSV: dict[str, Refusal] = {
    "an empty file": Refusal(b"", (0, 0), "the file is empty"),
    "blank rows alone": Refusal(b"\n,,\n \n", (0, 0), "the file is empty"),
    "UTF-16": Refusal("Item\na\n".encode("utf-16"), (0, 0), "the file is not saved as CSV UTF-8, or is no CSV file"),
    "UTF-16 without a mark": Refusal(
        "Item\na\n".encode("utf-16-le"), (0, 0), "the file is not saved as CSV UTF-8, or is no CSV file"
    ),
    "a workbook": Refusal(workbook(), (0, 0), "the file is not saved as CSV UTF-8, or is no CSV file"),
    "latin-1": Refusal("Item\nMünchen\n".encode("latin-1"), (2, 2), "the file is not saved as UTF-8 (byte 0xfc)"),
    "ten mebibytes and one": Refusal(b"a" * (10 * MIB + 1), (0, 0), "the file is larger than 10240 KiB"),
    "a quote never closed": Refusal(
        b'Item,Note\na,b\nc,"d\ne\n', (3, 1), "a quote is opened in this row and never closed"
    ),
    "text behind a quote": Refusal(b'Item\na\n"b" c\n', (3, 1), "text stands behind a closing quote"),
    "a heading twice": Refusal(b"Item,Why,item\na,b,c\n", (1, 1), "the heading `item` stands twice"),
    "a row that is too long": Refusal(
        b"Item,Why\na,b\nc,d,,e\n", (3, 1), "column 4 holds `e`, but has no heading in row 1"
    ),
    "text below a blank heading": Refusal(
        b"Item,,Why\na,,b\nc,d,e\n", (3, 1), "column 2 holds `d`, but has no heading in row 1"
    ),
    "a hidden direction": Refusal(b"Item\na\xe2\x80\xaeb\n", (2, 2), "invisible character U+202E"),
    "an escape sequence": Refusal(b"Item\na,\x1b[31m\n", (2, 3), "invisible character U+001B"),
    "a NUL": Refusal(b"Item\n" + b"a" * 200 + b"\0\n", (2, 201), "invisible character U+0000"),
    "line ends of the last century": Refusal(b"Item\ra\r", (1, 5), "invisible character U+000D"),
    "a cell of 64 KiB and one": Refusal(
        b"Item\nx\n" + b"a" * 65_537 + b"\n", (3, 1), "column 1 holds a text of more than 65,536 characters"
    ),
    "a cell of half the file": Refusal(
        b'Item\n"' + b"a\n" * 250_000 + b'"', (2, 1), "a cell of more than 65,536 characters starts in this row"
    ),
    "10,001 rows": Refusal(b"Item\n" + b"a\n" * 10_001, (10_002, 1), "more than 10,000 rows"),
    "101 columns": Refusal(",".join(f"c{n}" for n in range(101)).encode(), (1, 1), "more than 100 columns"),
    "a million columns": Refusal(b"," * (MIB - 1) + b"x", (1, 1), "more than 100 columns"),
    "a million columns in a row": Refusal(
        b"Item\n" + b"," * (MIB - 6) + b"x", (2, 1), "column 1048571 holds `x`, but has no heading in row 1"
    ),
}


@pytest.mark.parametrize("name", CSV)
def test_csv_that_is_no_table_is_refused_where_it_fails(name: str) -> None:
    """What is wrong, on which line, with something to do about it; in bounded time."""
    data, (line, column), message = CSV[name]
    started = time.process_time()
    found = problems(parse_csv, data, "a.csv")
    assert time.process_time() - started < BOUND_S
    assert (found[0].place, found[0].message) == (Place("a.csv", line, column), message)
    assert found[0].help


def test_every_row_that_is_too_long_is_named() -> None:
    """One run tells all of them, as far as 200."""
    found = problems(parse_csv, b"Item\n" + b"a,b\n" * 300, "a.csv")
    assert [problem.place.line for problem in found] == list(range(2, 202))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet=',;\t"\r\n aé', max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    """Nothing else is ever raised, and every row has every heading."""
    try:
        table = parse_csv(data, "a.csv")
    except RefusedInput:
        return
    assert all(tuple(row.cells) == table.headings for row in table.rows)


# ---------------------------------------------------------------- workbooks that are tables
def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as its file."""
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def book_of(*rows: list[Any]) -> bytes:
    """Return what openpyxl writes for rows of a sheet."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = "Legal"
    for row in rows:
        page.append(row)
    return saved(book)


SEEN: list[tuple[object, str]] = [
    ("Licence terms", "Licence terms"),
    ("  two\nlines ", "two\nlines"),
    ("'quoted", "'quoted"),
    (3.0, "3"),
    (-0.0, "0"),
    (0.1 + 0.2, "0.3"),
    (1e-7, "0.0000001"),
    (1_234_567_890, "1234567890"),
    (2.5e30, "2.5e+30"),
    (True, "yes"),
    (False, "no"),
    (dt.date(2026, 12, 1), "2026-12-01"),
    (dt.datetime(2026, 12, 1, 23, 59), "2026-12-01"),  # noqa: DTZ001 - workbooks know no time zones
    (dt.time(14, 30), "14:30"),
    (dt.date(1900, 1, 1), "1900-01-01"),
    (dt.date(1900, 3, 1), "1900-03-01"),
    (None, ""),
]


@pytest.mark.parametrize(("stored", "seen"), SEEN, ids=[repr(stored) for stored, _ in SEEN])
def test_a_cell_is_read_as_a_person_reads_it(stored: object, seen: str) -> None:
    """Whole numbers without a point, days as YYYY-MM-DD, yes and no; expectations are by hand."""
    (table,) = parse_xlsx(book_of(["Item", "Value"], ["x", stored]), "a.xlsx")
    assert table.rows[0].cells == {"Item": "x", "Value": seen}


def test_days_count_from_1904_where_the_workbook_says_so() -> None:
    """Old workbooks from a Mac mean the same day as others."""
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append(["Due"])
    book.worksheets[0].append([dt.date(2026, 12, 1)])
    assert parse_xlsx(saved(book), "a.xlsx")[0].rows[0].cells == {"Due": "2026-12-01"}


def test_sheets_are_read_in_order_hidden_ones_too_and_empty_ones_left_out() -> None:
    """A hidden sheet is not a way past a reader, and its rows are placed in it."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Cover"
    for title, state in (("Legal", "hidden"), ("Sales", "visible"), ("Old", "veryHidden")):
        page = book.create_sheet(title)
        page.sheet_state = state
        page["B3"], page["B5"] = "Item", title.lower()
    tables = parse_xlsx(saved(book), "a.xlsx")
    assert [(table.name, table.place, table.rows[0].place, cells(table)) for table in tables] == [
        (title, Place(f"a.xlsx[{title}]", 3, 1), Place(f"a.xlsx[{title}]", 5, 1), [{"Item": title.lower()}])
        for title in ("Legal", "Sales", "Old")
    ]


def test_one_sheet_can_be_asked_for_and_others_are_not_looked_at() -> None:
    """What a cover sheet computes does not keep the list behind it from being read."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Cover", "=1+1"])
    book.create_sheet("Legal").append(["Item"])
    data = saved(book)
    assert [table.name for table in parse_xlsx(data, "a.xlsx", "Legal")] == ["Legal"]
    assert problems(parse_xlsx, data, "a.xlsx")[0].message == "Sheet!B1 holds a formula"
    with pytest.raises(RefusedInput) as caught:
        parse_xlsx(data, "a.xlsx", "Legl")
    assert (caught.value.problems[0].message, caught.value.problems[0].help) == (
        "there is no sheet `Legl`",
        "did you mean `Legal`?",
    )


def test_what_another_writer_makes_is_read_alike() -> None:
    """Texts that would be formulas, texts of several fonts, and line ends that XML cannot hold."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    page = book.add_worksheet("Legal")
    page.write_row(0, 0, ["Item", "Note"])
    page.write_string(1, 0, "=1+1")
    page.write_rich_string(1, 1, "plain ", book.add_format({"bold": True}), "bold\n", "plain")
    page.write_string(2, 0, "_x000D_")
    page.write_string(2, 1, "a\r\nb")
    book.close()
    (table,) = parse_xlsx(data.getvalue(), "a.xlsx")
    assert cells(table) == [{"Item": "=1+1", "Note": "plain bold\nplain"}, {"Item": "_x000D_", "Note": "a\nb"}]


def test_texts_without_their_reading_aid_and_cells_without_their_names() -> None:
    """Japanese workbooks carry how a text is read; some writers leave out where a cell stands, and name tags otherwise."""
    shared = texts("<t>課</t><r><t>きく</t></r><rPh sb='0' eb='1'><t>カ</t></rPh>")
    rows = '<x:row xmlns:x="urn:x"><x:c t="s"><x:v>0</x:v></x:c></x:row><row><c t="str"><v>b</v></c></row>'
    (table,) = parse_xlsx(workbook(rows, {"xl/sharedStrings.xml": shared}), "a.xlsx")
    assert [(row.place.line, row.cells["Item"]) for row in table.rows] == [(2, "課きく"), (3, "b")]


@pytest.mark.parametrize(
    ("code", "form"),
    [
        ("General", Form.NUMBER),
        ("0.00", Form.NUMBER),
        ('#,##0 "days"', Form.NUMBER),
        ("[Red]0", Form.NUMBER),
        ("yyyy-mm-dd", Form.DATE),
        ("[$-409]d mmm yy;@", Form.DATE),
        ("mmm", Form.DATE),
        ("hh:mm", Form.TIME),
        ("[h]:mm", Form.TIME),
        ("mm:ss", Form.TIME),
    ],
)
def test_a_number_is_a_day_where_its_format_shows_one(code: str, form: Form) -> None:
    """Letters in quotes, colours and languages are no day."""
    assert form_of(code) is form


def test_columns_are_lettered_as_openpyxl_letters_them() -> None:
    """From A to XFD, and back."""
    assert all(letters(number) == get_column_letter(number) for number in range(1, 16_385))
    assert all(column_number(letters(number)) == number for number in range(1, 16_385))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.lists(
            st.none()
            | st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=9)
            | st.integers(-(10**14), 10**14)
            | st.booleans(),
            min_size=3,
            max_size=3,
        ),
        max_size=9,
    )
)
def test_what_openpyxl_reads_is_what_we_read(rows: list[list[Any]]) -> None:
    """Over generated sheets, cell by cell; openpyxl is the other reader."""
    data = book_of(["a", "b", "c"], *([str(cell) if isinstance(cell, str) else cell for cell in row] for row in rows))
    page = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    if any(cell.data_type in {"f", "e"} for row in page.iter_rows() for cell in row):
        assert problems(parse_xlsx, data, "a.xlsx")
        return
    words = {True: "yes", False: "no", None: ""}
    theirs = [
        [words[cell] if cell is None or isinstance(cell, bool) else str(cell).strip() for cell in row]
        for row in page.iter_rows(min_row=2, max_col=3, values_only=True)
    ]
    (table,) = parse_xlsx(data, "a.xlsx")
    assert [list(row.cells.values()) for row in table.rows] == [row for row in theirs if any(row)]


# ---------------------------------------------------------------- workbooks that are refused
def lying() -> bytes:
    """Return a workbook whose directory says that a member of 20 MB holds 9 bytes."""
    data = bytearray(workbook(more={"xl/worksheets/sheet1.xml": sheet(f"<!--{' ' * 20_000_000}-->")}))
    size = len(sheet(f"<!--{' ' * 20_000_000}-->")).to_bytes(4, "little")
    assert data.count(size) == 2
    return bytes(data.replace(size, (9).to_bytes(4, "little")))


def encrypted() -> bytes:
    """Return a workbook that says of its members that they are encrypted."""
    data = bytearray(workbook())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    return bytes(data)


def twice() -> bytes:
    """Return a workbook with two members of one name."""
    data = io.BytesIO(workbook())
    with zipfile.ZipFile(data, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return data.getvalue()


def crowded() -> bytes:
    """Return a workbook of a thousand and one members."""
    return packed({**parts(), **{f"xl/media/{number}.png": b"" for number in range(1_001)}})


def damaged() -> bytes:
    """Return a workbook with a sheet whose bytes were changed."""
    data = bytearray(workbook())
    at = data.find(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml")
    data[at + 10 : at + 30] = b"\xff" * 20
    return bytes(data)


def noise(size: int) -> str:
    """Return text that does not pack well."""
    return random.Random(7).randbytes(size // 2).hex()


LAUGHS = (
    '<!DOCTYPE s [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{"&a;" * 10}">' for n in range(10)) + "]><worksheet/>"
)
HIDDEN = "a\u202eb"
SHEET = "xl/worksheets/sheet1.xml"
MANY_ATTRIBUTES = "".join(f' a{number}=""' for number in range(1_000_000))

XLSX: dict[str, tuple[Callable[[], bytes], str, tuple[int, int], str]] = {
    "no zip": (lambda: b"Item,Why\n", "", (0, 0), "this is no .xlsx workbook"),
    "an empty file": (lambda: b"", "", (0, 0), "this is no .xlsx workbook"),
    "an old workbook": (
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        "",
        (0, 0),
        "this is an old .xls workbook, or one with a password",
    ),
    "another zip": (lambda: packed({"a.txt": "a"}), "", (0, 0), "this is an archive of files, but no .xlsx workbook"),
    "an OpenDocument sheet": (
        lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}),
        "",
        (0, 0),
        "this is an OpenDocument file, not an .xlsx workbook",
    ),
    "half a workbook": (
        lambda: workbook()[:900],
        "",
        (0, 0),
        "the workbook is damaged: File is not a zip file",
    ),
    "10 MiB and one": (lambda: b"PK" + b"\0" * (10 * MIB), "", (0, 0), "the file is larger than 10 MiB"),
    "changed bytes": (damaged, "", (0, 0), f"`{SHEET}` in the workbook is damaged: "),
    "a size that is a lie": (lying, "", (0, 0), f"`{SHEET}` in the workbook is damaged: Bad CRC-32 for file '{SHEET}'"),
    "a password": (encrypted, "", (0, 0), "the workbook has a password: `[Content_Types].xml` is encrypted"),
    "two members of one name": (twice, "", (0, 0), "the workbook holds two parts of one name"),
    "1,001 members": (crowded, "", (0, 0), "the workbook has more than 1,000 parts, pictures among them"),
    "a bomb of zeros": (
        lambda: workbook(more={"xl/media/a.png": b"\0" * 60 * MIB}),
        "",
        (0, 0),
        "`xl/media/a.png` in the workbook is far larger than any table once it is unpacked",
    ),
    "a bomb in many members": (
        lambda: workbook(more={f"xl/media/{n}.png": b"\0" * MIB for n in range(60)}),
        "",
        (0, 0),
        "in the workbook is far larger than any table once it is unpacked",
    ),
    "a large part": (
        lambda: workbook(more={SHEET: sheet(f"<!--{noise(2 * MIB)}-->" + "<row/>" * 3_000_000)}),
        "",
        (0, 0),
        f"`{SHEET}` in the workbook is far larger than any table once it is unpacked",
    ),
    "macros": (
        lambda: workbook(more={"xl/vbaProject.bin": b"\1"}),
        "",
        (0, 0),
        "the workbook holds macros: `xl/vbaProject.bin`",
    ),
    "macros under another name": (
        lambda: workbook(
            more={
                "[Content_Types].xml": types(
                    '<Override PartName="/xl/x.bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                )
            }
        ),
        "",
        (0, 0),
        "the workbook holds macros: `[Content_Types].xml` says so",
    ),
    "links to other workbooks": (
        lambda: workbook(more={"xl/externalLinks/externalLink1.xml": "<externalLink/>"}),
        "",
        (0, 0),
        "the workbook holds links to other workbooks: `xl/externalLinks/externalLink1.xml`",
    ),
    "an embedded object": (
        lambda: workbook(more={"xl/embeddings/oleObject1.bin": b"\1"}),
        "",
        (0, 0),
        "the workbook holds embedded objects: `xl/embeddings/oleObject1.bin`",
    ),
    "a data connection": (
        lambda: workbook(more={"xl/connections.xml": "<connections/>"}),
        "",
        (0, 0),
        "the workbook holds data connections: `xl/connections.xml`",
    ),
    "a query": (
        lambda: workbook(more={"xl/queryTables/queryTable1.xml": "<queryTable/>"}),
        "",
        (0, 0),
        "the workbook holds data connections: `xl/queryTables/queryTable1.xml`",
    ),
    "a billion laughs in the sheet": (
        lambda: workbook(more={SHEET: LAUGHS}),
        "",
        (0, 0),
        f"`{SHEET}` in the workbook holds a definition that no spreadsheet program writes: `<!DOCTYPE`",
    ),
    "an entity from a file, in a part that is not needed": (
        lambda: workbook(
            more={"docProps/core.xml": '<!DOCTYPE c [<!ENTITY a SYSTEM "file:///etc/passwd">]><c>&a;</c>'}
        ),
        "",
        (0, 0),
        "`docProps/core.xml` in the workbook holds a definition that no spreadsheet program writes: `<!DOCTYPE`",
    ),
    "a document type in UTF-16": (
        lambda: workbook(more={SHEET: LAUGHS.encode("utf-16")}),
        "",
        (0, 0),
        f"`{SHEET}` in the workbook is not written as UTF-8, as spreadsheet programs write it",
    ),
    "a document type in a part with another suffix": (
        lambda: workbook(
            more={
                "xl/_rels/workbook.xml.rels": links(("worksheet", "sheet.png")),
                "xl/sheet.png": LAUGHS,
            }
        ),
        "Legal",
        (0, 0),
        "the sheet holds a document type (`<!DOCTYPE`), which may define anything",
    ),
    "a name that climbs out": (
        lambda: workbook(more={"../../evil.xml": "<a/>"}),
        "",
        (0, 0),
        "the workbook holds a part with the name of a file elsewhere: `../../evil.xml`",
    ),
    "a name from the root": (
        lambda: workbook(more={"/etc/evil.xml": "<a/>"}),
        "",
        (0, 0),
        "the workbook holds a part with the name of a file elsewhere: `/etc/evil.xml`",
    ),
    "a sheet outside the workbook": (
        lambda: workbook(more={"xl/_rels/workbook.xml.rels": links(("worksheet", "../../../etc/passwd"))}),
        "",
        (0, 0),
        "the workbook is damaged: `etc/passwd` is missing",
    ),
    "no XML": (
        lambda: workbook(more={SHEET: "<worksheet><sheetData>"}),
        "Legal",
        (0, 0),
        "the sheet is damaged: no element found, line 1",
    ),
    "a formula": (
        lambda: workbook('<row r="7"><c r="B7"><f>1+1</f><v>2</v></c></row>'),
        "Legal",
        (7, 2),
        "Legal!B7 holds a formula",
    ),
    "a formula without its text": (
        lambda: workbook('<row r="7"><c r="C7"><f t="shared" si="0"/><v>2</v></c></row>'),
        "Legal",
        (7, 3),
        "Legal!C7 holds a formula",
    ),
    "an error": (
        lambda: workbook('<row r="2"><c r="A2" t="e"><v>#REF!</v></c></row>'),
        "Legal",
        (2, 1),
        "Legal!A2 holds the error #REF!",
    ),
    "merged cells": (
        lambda: workbook(after='<mergeCells><mergeCell ref="A4:A9"/></mergeCells>'),
        "Legal",
        (4, 1),
        "the cells Legal!A4:A9 are merged",
    ),
    "a day that no calendar has": (
        lambda: workbook('<row r="2"><c r="A2" s="1"><v>99999999</v></c></row>'),
        "Legal",
        (2, 1),
        "Legal!A2 holds no number or day that can be read",
    ),
    "a number that is none": (
        lambda: workbook('<row r="2"><c r="A2"><v>nan</v></c></row>'),
        "Legal",
        (2, 1),
        "Legal!A2 holds no number or day that can be read",
    ),
    "a hidden direction": (
        lambda: workbook(f'<row r="2">{text_cell("A2", HIDDEN)}</row>'),
        "Legal",
        (2, 1),
        "Legal!A2 holds the invisible character U+202E",
    ),
    "an escape sequence that XML could not hold": (
        lambda: workbook(f'<row r="2">{text_cell("A2", "_x001B_[31m")}</row>'),
        "Legal",
        (2, 1),
        "Legal!A2 holds the invisible character U+001B",
    ),
    "a text that is not there": (
        lambda: workbook('<row r="2"><c r="A2" t="s"><v>9</v></c></row>'),
        "Legal",
        (0, 0),
        "the sheet is damaged: it names a text `9` that is not there",
    ),
    "a row beyond the last": (
        lambda: workbook('<row r="99999999999"/>'),
        "Legal",
        (0, 0),
        "the sheet is damaged: it has a row numbered `99999999999`",
    ),
    "rows out of order": (
        lambda: workbook('<row r="5"/><row r="2"/>'),
        "Legal",
        (0, 0),
        "the sheet is damaged: it has row 2 where one from 6 to 1048576 is due",
    ),
    "a cell of another row": (
        lambda: workbook('<row r="2"><c r="A9"/></row>'),
        "Legal",
        (0, 0),
        "the sheet is damaged: it has a cell named `A9` in row 2",
    ),
    "a cell in column XFD": (
        lambda: workbook(f'<row r="2">{text_cell("XFD2", "far")}</row>'),
        "Legal",
        (2, 16_384),
        "Legal!XFD2 is beyond 100 columns",
    ),
    "text right of the headings": (
        lambda: workbook(f'<row r="3">{text_cell("C3", "lost")}</row>'),
        "Legal",
        (3, 3),
        "column 3 holds `lost`, but has no heading in row 1",
    ),
    "10,001 rows": (
        lambda: workbook("".join(f'<row><c t="str"><v>{n}</v></c></row>' for n in range(10_001))),
        "Legal",
        (10_002, 1),
        "more than 10,000 rows",
    ),
    "a cell of 64 KiB and one": (
        lambda: workbook(f'<row r="2">{text_cell("A2", "a" * 65_537)}</row>'),
        "Legal",
        (2, 1),
        "column 1 holds a text of more than 65,536 characters",
    ),
    "one long text in every cell": (
        lambda: workbook(
            "".join('<row><c t="s"><v>0</v></c></row>' for _ in range(9_000)),
            {"xl/sharedStrings.xml": texts(f"<t>{'a' * 60_000}</t>")},
        ),
        "Legal",
        (0, 0),
        "the sheet holds more cells or text than any list",
    ),
    "a flood of shared texts": (
        lambda: workbook(more={"xl/sharedStrings.xml": texts(*(f"<t>{noise(60_000)}</t>" for _ in range(90)))}),
        "",
        (0, 0),
        "`xl/sharedStrings.xml` in the workbook holds more text than any list",
    ),
    "a flood of elements": (
        lambda: workbook(f"<!--{noise(200_000)}-->" + "<row/>" * 600_000),
        "Legal",
        (0, 0),
        "the sheet has more than 250,000 elements",
    ),
    "a tag of a million attributes": (
        lambda: workbook(f"<row{MANY_ATTRIBUTES}/>"),
        "Legal",
        (0, 0),
        "the sheet holds a text of more than 512 KiB",
    ),
    "a hundred thousand tags inside each other": (
        lambda: workbook("<row><c>" + "<a>" * 100_000),
        "Legal",
        (0, 0),
        "the sheet is damaged: it is nested more than 100 levels deep",
    ),
    "a sheet whose name cannot be seen": (
        lambda: workbook(
            more={"xl/workbook.xml": '<workbook><sheets><sheet name="a&#x202E;b" id="rId1"/></sheets></workbook>'}
        ),
        "",
        (0, 0),
        "the name of a sheet holds the invisible character U+202E",
    ),
    "no sheet at all": (
        lambda: workbook(more={"xl/workbook.xml": "<workbook/>"}),
        "",
        (0, 0),
        "the workbook is empty",
    ),
}


@pytest.mark.parametrize("name", XLSX)
def test_a_workbook_that_is_no_table_is_refused_where_it_fails(name: str) -> None:
    """What is wrong, in which sheet and cell, with something to do about it; in bounded time."""
    make, title, (line, column), message = XLSX[name]
    data = make()
    started = time.process_time()
    found = problems(parse_xlsx, data, "a.xlsx")
    assert time.process_time() - started < BOUND_S
    assert found[0].place == Place(f"a.xlsx[{title}]" if title else "a.xlsx", line, column)
    assert message in found[0].message
    assert found[0].help


SWELLING = [
    name for name in XLSX if any(word in name for word in ("bomb", "flood", "large", "million", "every", "lie"))
]


@pytest.mark.parametrize("name", SWELLING)
def test_a_hostile_workbook_takes_bounded_memory(name: str) -> None:
    """At its highest below 100 MiB, beside the file itself."""
    data = XLSX[name][0]()
    tracemalloc.start()
    try:
        problems(parse_xlsx, data, "a.xlsx")
        highest = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert highest < 100 * MIB


def test_a_sheet_that_claims_a_million_rows_is_as_large_as_it_is() -> None:
    """What a sheet says of its own size is not believed."""
    data = workbook(
        f'<row r="1048576">{text_cell("A1048576", "last")}</row>', before='<dimension ref="A1:XFD1048576"/>'
    )
    started = time.process_time()
    (table,) = parse_xlsx(data, "a.xlsx")
    assert time.process_time() - started < BOUND_S
    assert [(row.place.line, row.cells) for row in table.rows] == [(1_048_576, {"Item": "last"})]


def test_every_formula_of_a_workbook_is_named() -> None:
    """One run tells all of them, whatever sheet they stand in."""
    book = openpyxl.Workbook()
    book.worksheets[0].append(["Item", "=A1"])
    book.create_sheet("Two").append(["=1", "=2"])
    found = problems(parse_xlsx, saved(book), "a.xlsx")
    assert [problem.message for problem in found] == [
        "Sheet!B1 holds a formula",
        "Two!A1 holds a formula",
        "Two!B1 holds a formula",
    ]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 30))
def test_a_workbook_with_changed_bytes_is_read_or_refused(seed: int, changes: int) -> None:
    """Nothing else is ever raised."""
    chance = random.Random(seed)
    data = bytearray(workbook('<row r="2"><c r="A2" t="s"><v>0</v></c></row>'))
    for _ in range(changes):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        parse_xlsx(bytes(data), "a.xlsx")
    except RefusedInput:
        return
