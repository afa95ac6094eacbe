"""The sheets of departments as an Excel workbook: every cell a text, what is not to be filled in locked.

Written by XlsxWriter, which only those who want this need: it is an extra. The same sheets give the same bytes.
"""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from readycheck.errors import UsageError
from readycheck.model.vocabulary import Status
from readycheck.model.worksheet import HEADINGS, Column, Row, Worksheet

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

#: How many characters wide each column is.
_WIDTHS: Final = {
    "item": 28, "title": 34, "ask": 40, "why": 40, "what proves it": 30, "severity": 10, "must hold by": 13,
    "status": 16, "owner": 16, "due": 12, "expected": 12, "evidence": 36, "checked by": 16, "reason": 34,
    "approved by": 16, "note": 40,
}  # fmt: skip
#: What is said beside a cell that is chosen: at most 255 characters, the title 32.
_ADVICE: Final = {
    Column.STATUS: "Where it stands today. Proof makes it count, not the word done.",
    Column.OWNER: "The id of whoever answers for it, as in the plan: dana.cho. Empty: the department's lead.",
    Column.DUE: "When it was agreed to be done: 2026-12-03, or T-14 for 14 days before the launch.",
    Column.EXPECT: "When it will be done as you see it today: 2026-12-03 or T-14.",
    Column.EVIDENCE: "What proves it: a file in the repository, an https address, or a sentence; one a line.",
    Column.CHECKED_BY: "The id of whoever, other than the owner, looked at the proof.",
    Column.REASON: "Why it is blocked, will not be done, or does not apply.",
    Column.APPROVED_BY: "The id of whoever, other than the owner, agreed that it is not done or does not apply.",
    Column.NOTE: "Anything the meeting should know.",
}
#: Characters that a cell of a workbook holds.
_LONGEST: Final = 32_767
_LONGEST_NAME: Final = 31
_LINE_POINTS: Final = 15
_MOST_LINES: Final = 20


def render(sheets: tuple[Worksheet, ...], as_of: date) -> bytes:
    """Return a workbook with a sheet a department; UsageError where XlsxWriter is missing or a text is too long."""
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415 - an extra
    except ImportError:
        hint = "pip install 'readycheck-cli[xlsx]', or export csv"
        raise UsageError("writing a workbook needs the package XlsxWriter", hint=hint) from None
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.combine(as_of, time(), UTC).replace(tzinfo=None)})
    titles: list[str] = []
    for sheet in sheets:
        titles.append(_title(sheet.department, titles))
        _add(book, sheet, titles[-1])
    book.close()
    return stream.getvalue()


def _title(department: str, taken: list[str]) -> str:
    """Return what a sheet is called: its department, cut, and numbered where another of that name is there."""
    title = department[:_LONGEST_NAME]
    for number in range(2, len(taken) + 2):
        if title not in taken:
            break
        title = f"{department[: _LONGEST_NAME - 1 - len(str(number))]}~{number}"
    return title


def _add(book: Workbook, sheet: Worksheet, title: str) -> None:
    page = book.add_worksheet(title)
    text = {"text_wrap": True, "valign": "top", "num_format": "@", "border": 1, "border_color": "#C8C8C8"}
    head = book.add_format({**text, "bold": True, "bg_color": "#E4E4E4"})
    said = book.add_format({**text, "bg_color": "#F4F4F4"})
    own = book.add_format({**text, "locked": False})
    for place, heading in enumerate(HEADINGS):
        page.set_column(place, place, _WIDTHS.get(heading, 12), None, {"hidden": heading not in _WIDTHS})
        page.write_string(0, place, heading, head)
    for line, row in enumerate(sheet.rows, start=1):
        page.set_row(line, _LINE_POINTS * min(_most_lines(row), _MOST_LINES))
        for place, (heading, written) in enumerate(zip(HEADINGS, row.texts, strict=True)):
            if len(written) > _LONGEST:
                hint = "export csv: its cells have no such limit"
                raise UsageError(f"the {heading} of {row.item} is longer than a cell of a workbook holds", hint=hint)
            page.write_string(line, place, written, own if heading in set(Column) else said)
    last = len(sheet.rows)
    for column in Column:
        page.data_validation(1, HEADINGS.index(column), last, HEADINGS.index(column), _validation(column))
    page.freeze_panes(1, 2)
    page.autofilter(0, 0, last, len(HEADINGS) - 1)  # what is sorted through it takes every column along
    page.protect("", {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True})
    page.set_landscape()
    page.set_paper(9)
    page.repeat_rows(0)


def _most_lines(row: Row) -> int:
    """Return about how many lines the longest cell of a row takes; not every program finds that out by itself."""
    return max(
        sum(len(line) // (_WIDTHS[heading] - 2) + 1 for line in text.split("\n"))
        for heading, text in zip(HEADINGS, row.texts, strict=True)
        if heading in _WIDTHS
    )


def _validation(column: Column) -> dict[str, Any]:
    """Return the drop-down of statuses, else only the advice that stands beside a cell."""
    advice = {"input_title": column.value, "input_message": _ADVICE[column]}
    if column is not Column.STATUS:
        return {"validate": "any", **advice}
    statuses = [status.value for status in Status]
    return {
        "validate": "list",
        "source": statuses,
        "error_title": "status",
        "error_message": f"One of: {', '.join(statuses)}",
        **advice,
    }
