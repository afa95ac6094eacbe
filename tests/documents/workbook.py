"""Workbooks written part by part, so that a test can put into one what no program would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

HEADINGS = '<row r="1"><c r="A1" t="inlineStr"><is><t>Item</t></is></c></row>'


def sheet(rows: str = "", *, before: str = "", after: str = "") -> str:
    """Return a sheet whose first row holds the heading `Item`."""
    return f"{_HEAD}<worksheet {_MAIN}>{before}<sheetData>{HEADINGS}{rows}</sheetData>{after}</worksheet>"


def text_cell(name: str, text: str) -> str:
    """Return a cell with a text of its own."""
    return f'<c r="{name}" t="inlineStr"><is><t>{text}</t></is></c>'


def types(*more: str) -> str:
    """Return the list of what each part is."""
    parts = (
        '<Default Extension="xml" ContentType="application/xml"/>',
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>',
        *more,
    )
    return (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{"".join(parts)}</Types>'
    )


def links(*targets: tuple[str, str]) -> str:
    """Return relationships: kind and target, with the ids rId1, rId2 and so on."""
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f"{_HEAD}<Relationships {_LINKS}>{each}</Relationships>"


def texts(*each: str) -> str:
    """Return the texts that cells share, each given as the inside of its element."""
    return f"{_HEAD}<sst {_MAIN}>{''.join(f'<si>{text}</si>' for text in each)}</sst>"


def parts(rows: str = "", **more: str) -> dict[str, str | bytes]:
    """Return the parts of a workbook with one sheet, `Legal`, below the heading `Item`."""
    return {
        "[Content_Types].xml": types(),
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'{_HEAD}<workbook {_MAIN} xmlns:r="{_REL}"><sheets>'
        '<sheet name="Legal" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")
        ),
        "xl/worksheets/sheet1.xml": sheet(rows, **more),
        "xl/sharedStrings.xml": texts("<t>Licence terms</t>"),
        "xl/styles.xml": f'{_HEAD}<styleSheet {_MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
    }


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """Return the parts as a file."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return data.getvalue()


def workbook(rows: str = "", more: Mapping[str, str | bytes] | None = None, **around: str) -> bytes:
    """Return a workbook of one sheet, `Legal`, with parts added or put in the place of others."""
    return packed({**parts(rows, **around), **(more or {})})
