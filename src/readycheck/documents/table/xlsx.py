"""Excel workbooks to tables, one a sheet: values only, read by the standard library.

Reads the format (ECMA-376) directly: the workbook's list of sheets, its texts, its date formats, and the sheets.
A library that builds objects of all a workbook can hold takes seconds for a hostile one, and shows no merged cells
in the mode that takes less.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from readycheck.documents.table.package import Package
from readycheck.documents.table.row import Table, to_table
from readycheck.documents.table.sheet import MAX_TEXT, Numbers, Sheet
from readycheck.documents.table.value import BUILT_IN, Form, form_of, number, unescaped
from readycheck.documents.validation import did_you_mean
from readycheck.errors import RefusedInput
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.syntax.source import code_point
from readycheck.syntax.xml import End, Start, Unusable, Walk

_SAVE = "open it in a spreadsheet program and save the table as a plain .xlsx, or as CSV UTF-8"


class _Entry(NamedTuple):
    title: str
    relation: str


def parse_xlsx(
    data: bytes, name: str, sheet: str | None = None, *, wanted: frozenset[str] = frozenset()
) -> tuple[Table, ...]:
    """Return the tables of a workbook in the order of its sheets, hidden ones too, empty ones left out.

    Where `sheet` is given, only that one is read, and there must be one; sheets without the `wanted` headings are left
    out, whatever else they hold. RefusedInput with every problem.
    """
    workbook = _Workbook(Package(data, name), name)
    tables: list[Table] = []
    problems: list[Problem] = []
    for entry in workbook.chosen(sheet):
        read = workbook.read(entry)
        if not wanted <= read.headings:
            continue
        if read.problems:
            problems += read.problems
            continue
        try:
            table = to_table(entry.title, read.lines())
        except RefusedInput as refusal:
            problems += refusal.problems
        else:
            tables += [table] if table is not None else []
    if problems:
        raise RefusedInput(*problems)
    if not tables and not wanted:
        raise RefusedInput(Problem(Place(name), "the workbook is empty", "the first row of a sheet holds the headings"))
    return tuple(tables)


class _Workbook:
    """The parts of a workbook that concern its tables, each read once."""

    def __init__(self, package: Package, name: str) -> None:
        self._package = package
        self._name = name
        self._walk = Walk()
        self._entries: list[_Entry] = []
        self._first_day = date(1899, 12, 30)
        links = self._links("_rels/.rels", "")
        self._part = next((target for kind, target in links.values() if kind == "officeDocument"), "xl/workbook.xml")
        self._through(self._part, self._start_workbook)
        folder, file = posixpath.split(self._part)
        self._targets = self._links(posixpath.join(folder, "_rels", f"{file}.rels"), folder)
        by_kind = dict(self._targets.values())
        self._forms = self._read_forms(by_kind.get("styles"))
        self._shared = Numbers(self._read_texts(by_kind.get("sharedStrings")), self._shown)

    def chosen(self, sheet: str | None) -> Iterator[_Entry]:
        """Yield the sheets to read; RefusedInput where the one that is asked for is not there."""
        titles = [entry.title for entry in self._entries]
        if sheet is not None and sheet not in titles:
            help_ = did_you_mean(sheet, titles) or f"it has {', '.join(map(printable, titles))}"
            raise RefusedInput(Problem(Place(self._name), f"there is no sheet `{printable(sheet)}`", help_))
        for entry in self._entries:
            if sheet in {None, entry.title} and self._targets.get(entry.relation, ("", ""))[0] == "worksheet":
                yield entry

    def read(self, entry: _Entry) -> Sheet:
        """Read one sheet."""
        sheet = Sheet(self._name, entry.title, self._shared)
        member = self._targets[entry.relation][1]
        try:
            self._walk.through(self._package.read(member), sheet.start, sheet.end, sheet.text)
        except Unusable as error:
            place = Place(f"{self._name}[{printable(entry.title)}]")
            raise RefusedInput(Problem(place, printable(f"the sheet {error}"), _SAVE)) from None
        return sheet

    # ------------------------------------------------------------ parts
    def _through(self, member: str, start: Start, end: End | None = None, text: End | None = None) -> None:
        try:
            self._walk.through(self._package.read(member), start, end, text)
        except Unusable as error:
            message = printable(f"`{member}` in the workbook {error}")
            raise RefusedInput(Problem(Place(self._name), message, _SAVE)) from None

    def _start_workbook(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "workbookPr" and attributes.get("date1904") in {"1", "true"}:
            self._first_day = date(1904, 1, 1)
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            title = attributes.get("name", "")
            if printable(title) != title:
                hidden = next(character for character in title if printable(character) != character)
                message = f"the name of a sheet holds the invisible character {code_point(hidden)}"
                raise RefusedInput(Problem(Place(self._name), message, "rename the sheet"))
            self._entries.append(_Entry(title, relation))

    def _links(self, member: str, folder: str) -> dict[str, tuple[str, str]]:
        """Return what a part refers to inside the workbook: for each id the kind and the member."""
        links: dict[str, tuple[str, str]] = {}

        def start(tag: str, attributes: dict[str, str]) -> None:
            if tag == "Relationship" and attributes.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", ""))).lstrip("/")
                links[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], target)

        self._through(member, start)
        return links

    def _read_texts(self, member: str | None) -> list[str]:
        """Return the texts that cells share."""
        texts: list[str] = []
        pieces: list[str] = []
        inside: list[str] = []
        characters = 0

        def start(tag: str, _: dict[str, str]) -> None:
            inside.append(tag)

        def end(tag: str) -> None:
            nonlocal characters
            inside.pop()
            if tag == "si":
                texts.append(unescaped("".join(pieces)))
                pieces.clear()

        def text(piece: str) -> None:
            nonlocal characters
            if inside[-1] == "t" and "rPh" not in inside:
                characters += len(piece)
                if characters > MAX_TEXT:
                    raise Unusable("holds more text than any list")
                pieces.append(piece)

        if member is not None:
            self._through(member, start, end, text)
        return texts

    def _read_forms(self, member: str | None) -> list[Form]:
        """Return for each style how it shows a number."""
        codes: dict[str, Form] = {str(number): form for number, form in BUILT_IN.items()}
        forms: list[Form] = []
        inside = ""

        def start(tag: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            if tag == "numFmt" and inside != "dxfs":
                codes[attributes.get("numFmtId", "")] = form_of(attributes.get("formatCode", "")[:256])
            elif tag == "xf" and inside == "cellXfs":
                forms.append(codes.get(attributes.get("numFmtId", "0"), Form.NUMBER))
            elif tag in {"numFmts", "cellXfs", "cellStyleXfs", "dxfs"}:
                inside = tag

        if member is not None:
            self._through(member, start)
        return forms

    def _shown(self, stored: str, style: str) -> str | None:
        index = int(style) if style.isascii() and style.isdigit() and len(style) < 7 else 0  # noqa: PLR2004
        return number(stored, self._forms[index] if index < len(self._forms) else Form.NUMBER, self._first_day)
