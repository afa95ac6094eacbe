"""Every output as a reader gets it: by a parser that knows nothing of readycheck, as kinds and texts in their order.

What a kind may be is said of a harmless output; a hostile one must have the same kinds, and its strings as texts.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree import ElementTree as ET

import html5lib  # type: ignore[import-untyped]
import openpyxl
import vobject  # type: ignore[import-untyped]
from junitparser import JUnitXml

from tests.reports import code_scanning, runner
from tests.reports.runner import Command
from tests.reports.test_markdown import Block, by_cmark, by_markdown_it, html_by_cmark, rows_of

#: What cannot be seen, besides controls, separators of lines and halves of characters.
_UNSEEN = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_OTHER_SPACES = re.compile(r"\\u\{(?:0009|000a|000b|000c|000d|001[c-f]|0085|2028|2029)\}")
_ZERO_WIDTH = "\u200b"
#: The column of a sheet that is made of the texts of the others.
EXPORTED = "exported"


def is_unseen(letter: str) -> bool:
    """Whether a letter is one that no output may hold."""
    return unicodedata.category(letter) in {"Cc", "Cs", "Zl", "Zp"} or _UNSEEN.match(letter) is not None


def shown(text: str) -> str:
    """Return a text as people are to see it: what is unseen as its code point in braces."""
    return "".join(f"\\u{{{ord(letter):04x}}}" if is_unseen(letter) else letter for letter in text)


def lined(text: str) -> str:
    """Return a text as the cells of a sheet show it: on as many lines as it has."""
    return "".join(letter if letter in "\t\n\r" else shown(letter) or letter for letter in text)


def folded(text: str) -> str:
    """Return a text without what only breaks something live, and whatever parts its words as a space."""
    return " ".join(_OTHER_SPACES.sub(" ", text.replace(_ZERO_WIDTH, "")).split())


def check_seen(text: str) -> None:
    """AssertionError where an output holds what a terminal or a reader may obey and nobody sees."""
    found = sorted({f"U+{ord(letter):04X}" for letter in text if is_unseen(letter) and letter not in "\n\r"})
    assert found == []


# ---------------------------------------------------------------- logs and screens
def lines(text: str) -> list[Block]:
    """Read what is written to a pipe, or to a log: no line of it is a command to any runner."""
    check_seen(text)
    assert [line for line in runner.read(text) if isinstance(line, Command)] == []
    assert re.search(r"^\s*::|##\w*\[", text, re.MULTILINE) is None
    return [("line", line) for line in text.split("\n")]


def mail(text: str) -> list[Block]:
    """Read text that is wrapped: its letters, wherever a line ends."""
    return [("mail", " ".join(line for _, line in lines(text)))]


def uncommanded(kind: str, text: str) -> str:
    """Return a text as it is whether or not what begins a command in it is broken already."""
    text = re.sub(r"#[# ](?=\w*\[)", "#~", text)
    if kind == "mail":
        return re.sub(r"[:\s]", "", text)
    return re.sub(r"^[\s:]+", "", text) if kind == "line" else text


def log(text: str) -> list[Block]:
    """Read commands to GitHub's runner."""
    check_seen(text)
    assert re.search(r"##\w*\[", text) is None
    return [
        (f"{line.name} {sorted(line.properties)}", f"{' '.join(line.properties.values())} {line.data}")
        if isinstance(line, Command)
        else ("line", line)
        for line in runner.read(text)
    ]


# ---------------------------------------------------------------- Markdown and HTML
def _live(markdown: str) -> list[str]:
    """Return what a forge makes live after Markdown: mentions, references, emoji, mathematics."""
    text = unescape(re.sub(r"<[^>]*>", "", html_by_cmark(markdown)))
    found: list[str] = re.findall(r"@[\w-]|#\d|\bGH-\d|!\d|:[\w+-]+:", text)
    return found + re.findall(r"(?<!\\)\$", markdown)


def markdown(text: str) -> list[Block]:
    """Read Markdown with both renderers."""
    check_seen(text)
    assert _live(text) == []
    assert all(len(row) == len(table[0]) for table in rows_of(text) for row in table)
    return [*by_markdown_it(text), *by_cmark(text)]


def overview(text: str) -> list[Block]:
    """Read the table of launches above the pages of a summary, which are read as Markdown."""
    return markdown(text.partition("\n# ")[0])


def html(text: str) -> list[Block]:
    """Read a page as a browser does."""
    check_seen(text)
    root = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    return [*_elements(root)]


def _elements(element: ET.Element) -> Iterator[Block]:
    tag = str(element.tag)  # of a comment that is what makes one
    attributes = sorted((name, value) for name, value in element.attrib.items() if name != "class")
    yield (f"<{tag} {' '.join(name for name, _ in attributes)}>", " ".join(value for _, value in attributes))
    yield ("text", element.text or "")
    for child in element:
        yield from _elements(child)
        yield ("text", child.tail or "")


# ---------------------------------------------------------------- files for programs
def document(text: str) -> list[Block]:
    """Read JSON."""
    check_seen(text)
    return [*_values(json.loads(text))]


def _values(value: object, path: str = "") -> Iterator[Block]:
    match value:
        case dict():
            for key, part in value.items():
                yield from _values(part, f"{path}.{key}")
        case list():
            yield (f"{path}[{len(value)}]", "")
            for part in value:
                yield from _values(part, path)
        case _:
            yield (f"{path} {type(value).__name__}", str(value))


def sarif(text: str) -> list[Block]:
    """Read SARIF as code scanning does, its messages as they are shown."""
    code_scanning.read(text)
    found: list[Block] = []
    for path, value in document(text):
        if path.endswith(".uri str"):
            found.append((path, ""))  # `code_scanning` has read the address
        elif path.endswith(".markdown str"):
            found += [(f"{path} {kind}", said) for kind, said in by_markdown_it(code_scanning.unbraced(value))]
        else:
            is_message = path.endswith(".text str")
            found.append((path, code_scanning.shown(value) if is_message else value))
    return found


def junit(text: str) -> list[Block]:
    """Read JUnit XML with the parser of the standard library, and see that the library of that format agrees."""
    check_seen(text)
    root = ET.fromstring(text.encode())  # noqa: S314 - it was written by the test
    cases = [case.name for suite in JUnitXml.fromstring(text.encode()) for case in suite]
    assert cases == [case.get("name") for case in root.iter("testcase")]
    return [*_elements(root)]


def table(text: str) -> list[Block]:
    """Read CSV: each row is as wide as the first, and no cell is computed."""
    check_seen(text.removeprefix("\ufeff").replace("\t", " "))
    head, *rows = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    assert {len(row) for row in rows} == {len(head)}
    found = [(heading, cell) for row in rows for heading, cell in zip(head, row, strict=True)]
    numbers = re.compile(r"-?\d+")
    assert [cell for _, cell in found if cell[:1] in {*"=+-@\t\r＝＋－＠"} and not numbers.fullmatch(cell)] == []
    return [(heading, _unguarded(cell)) for heading, cell in found if heading != EXPORTED]


def _unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that keeps it from being computed."""
    return cell[1:] if re.match(r"''*[=+\-@＝＋－＠]", cell) else cell


def workbook(data: bytes) -> list[Block]:
    """Read a workbook: every cell is a text, and none a link."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    texts = _texts_of(data)
    found: list[Block] = []
    for page in book:
        assert page.max_column == len([cell for cell in page[1] if cell.value])
        headings = [str(cell.value) for cell in page[1]]
        for heading, cell in (
            (heading, cell) for row in page.iter_rows() for heading, cell in zip(headings, row, strict=True)
        ):
            assert cell.data_type in {"s", "n"}
            assert cell.value is None or isinstance(cell.value, str)
            assert cell.hyperlink is None
            text = texts[cell.value] if cell.value else ""
            check_seen(text.replace("\t", " "))
            if heading != EXPORTED:
                found.append((f"{page.title}!{cell.coordinate}", text))
    return found


def _texts_of(data: bytes) -> dict[str, str]:
    """Return the texts of a workbook as the standard has them, by what openpyxl, which undoes half, makes of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - it was written by the test
    written = ["".join(entry.itertext()) for entry in root]
    escape = re.compile("_x([0-9A-Fa-f]{4})_")
    return {text.replace("x005F_", ""): escape.sub(lambda found: chr(int(found[1], 16)), text) for text in written}


def calendar(text: str) -> list[Block]:
    """Read a calendar with a parser other than the one that wrote it."""
    check_seen(text)
    return [*_entries(vobject.readOne(text))]


def _entries(component: Any) -> Iterator[Block]:
    for name, values in sorted(component.contents.items()):
        for value in values:
            if value.behavior is not None and hasattr(value, "contents"):
                yield (f"component {name}", "")
                yield from _entries(value)
            elif name != "uid":  # made of the texts
                yield (f"{name} {sorted(value.params)}", str(value.value))
