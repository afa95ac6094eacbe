"""Lists that companies already have, to entries: Markdown, CSV, Excel workbooks and JSON, told apart by their names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePath

from readycheck.documents.lists.column import entries_of
from readycheck.documents.lists.entry import Beside, Entry, Found
from readycheck.documents.lists.json import parse_json
from readycheck.documents.lists.markdown import read_markdown
from readycheck.documents.table import Table, parse_csv, parse_xlsx
from readycheck.errors import RefusedInput, UsageError
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.syntax.source import decode

__all__ = ["MAX_ENTRIES", "Beside", "Entry", "Found", "read_list"]

#: No checklist has as many, and one file of it could not be read again.
MAX_ENTRIES = 2_000
MAX_LINES = 20_000

_TOO_LARGE = "split it; a list of what must hold is never as long"


def read_list(data: bytes, name: str, sheet: str | None = None) -> Found:
    """Return what a list holds; UsageError for a kind of file that is none, RefusedInput where it cannot be read."""
    suffix = PurePath(name).suffix.casefold()
    if sheet is not None and suffix != ".xlsx":
        raise UsageError("--sheet names a sheet of a workbook", hint="leave it out")
    match suffix:
        case ".md" | ".markdown" | ".txt":
            found = read_markdown(_bounded(decode(data, name, too_large=_TOO_LARGE), name), name)
        case ".csv" | ".tsv":
            found = _found([parse_csv(data, name)])
        case ".xlsx":
            found = _found(parse_xlsx(data, name, sheet))
        case ".json":
            found = _found([parse_json(decode(data, name, too_large=_TOO_LARGE), name)])
        case _:
            hint = "Markdown (.md), CSV (.csv), Excel (.xlsx) or JSON (.json): save it as one of them"
            raise UsageError(f"{printable(name)} is no list that can be read", hint=hint)
    if found.total > MAX_ENTRIES:
        message = f"{found.total:,} entries: more than {MAX_ENTRIES:,}"
        raise RefusedInput(Problem(Place(name), message, "split the list by department"))
    return found


def _bounded(text: str, name: str) -> str:
    if text.count("\n") > MAX_LINES:
        raise RefusedInput(Problem(Place(name, MAX_LINES + 1, 1), f"more than {MAX_LINES:,} lines", _TOO_LARGE))
    return text


def _found(tables: Iterable[Table]) -> Found:
    """Return the entries of all tables; a sheet's name may name their department."""
    each = [entries_of(table.headings, table.rows, table.place, (table.name,) * bool(table.name)) for table in tables]
    return Found(
        tuple(entry for found in each for entry in found.entries),
        untitled=tuple(beside for found in each for beside in found.untitled),
        beside=tuple(beside for found in each for beside in found.beside),
        kept=tuple(kept for found in each for kept in found.kept),
    )
