"""Writes the workbooks that examples name: sheets of rows, and parts changed as no spreadsheet program would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

Sheets = Mapping[str, Sequence[Sequence[str]]]
#: What a part holds; or the text in it to be replaced, and by what; or nothing, where it is left out.
Changes = Mapping[str, str | list[str] | None]


def write_workbook(path: Path, sheets: Sheets, changes: Changes) -> None:
    """Write a workbook; a text that begins with `=` is a formula. The same sheets give the same bytes."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    with zipfile.ZipFile(data) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name, change in changes.items():
        parts[name] = _changed(parts.get(name, b""), change)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            if name not in changes or changes[name] is not None:
                archive.writestr(zipfile.ZipInfo(name), part)


def _changed(part: bytes, change: str | list[str] | None) -> bytes:
    if isinstance(change, list):
        old, new = (text.encode("utf-8", "surrogateescape") for text in change)
        if old not in part:
            raise ValueError(f"stands nowhere in the part: {change[0]}\n{part.decode()}")
        return part.replace(old, new, 1)
    return (change or "").encode("utf-8", "surrogateescape")
