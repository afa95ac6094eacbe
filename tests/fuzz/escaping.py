"""Text of a plan to text of a format: it stays one text, in its cell, and nothing in it is live."""

from __future__ import annotations

import csv
import io
import re
from html import unescape

import cmarkgfm  # type: ignore[import-untyped]
from cmarkgfm.cmark import Options as Cmark  # type: ignore[import-untyped]

from readycheck.model.text import inert_in_logs, one_line, printable
from readycheck.model.worksheet import guarded, unguarded
from readycheck.reports.cells import comma_separated
from readycheck.reports.lines import inert_line
from readycheck.reports.markup import escape, heading, table
from readycheck.reports.sarif.message import plain, short
from tests.reports.runner import Command, read
from tests.reports.test_markdown import folded

_TAG = re.compile(r"<[^>]*>")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_LIVE = re.compile(r"@[\w-]|#\d|\bGH-\d|!\d|:[\w+-]+:")
#: What a brace or a link in a message of SARIF means (3.11.5, 3.11.6).
_PLACEHOLDER = re.compile(r"(?<!\{)(?:\{\{)*\{(?!\{)|(?<!\})(?:\}\})*\}(?!\})")


def text_of(data: bytes) -> str:
    """Return the text that bytes are, whatever they are; surrogates stand alone where bytes are no UTF-8."""
    return data.decode("utf-8", "surrogateescape")


def printed(data: bytes) -> None:
    """A text on one line has nothing in it that a reader cannot see, and no log viewer obeys it."""
    text = text_of(data)
    line = one_line(text)
    for shown in (line, printable(text)):
        assert not _CONTROL.search(shown)
        assert printable(shown) == shown
    assert one_line(line) == line
    inert = inert_in_logs(line)
    assert len(inert) == len(line)
    assert not [found for found in read(inert) if isinstance(found, Command)]
    assert not [found for found in read(inert_line(line)) if isinstance(found, Command)]


def markdown(data: bytes) -> None:
    """A text is itself in a paragraph, in a heading, and in a cell of a table, as GitHub's renderer reads it."""
    text = text_of(data)
    shown = folded(one_line(text))
    inert = escape(text)
    if shown:
        assert words(_html(f"{inert}  \n**end**"), "<p>", "<br />", "<strong>", "</strong>", "</p>") == _with_end(shown)
    assert words(_html(f"## {heading(text)}"), "<h2>", "</h2>") == shown
    cells = _html("\n".join(table(("a", "b"), [(inert, "**end**")])))
    body = cells.partition("<tbody>")[2]
    assert words(
        body, "<tr>", "<td>", "</td>", "<td>", "<strong>", "</strong>", "</td>", "</tr>", "</tbody>", "</table>"
    ) == (_with_end(shown))
    assert not _LIVE.search(unescape(_TAG.sub(" ", _html(inert)))), "a mention or a reference is live"


def _html(markdown_: str) -> str:
    html = cmarkgfm.markdown_to_html_with_extensions(
        markdown_,
        options=Cmark.CMARK_OPT_UNSAFE | Cmark.CMARK_OPT_FOOTNOTES,
        extensions=["table", "autolink", "strikethrough", "tasklist"],
    )
    return str(html)


def words(html: str, *tags: str) -> str:
    """Return the text of a page, which has just these tags."""
    assert _TAG.findall(html) == [*tags], html
    return folded(unescape(_TAG.sub(" ", html)))


def _with_end(shown: str) -> str:
    return f"{shown} end".strip()


def cells(data: bytes) -> None:
    """Texts are the same texts when CSV is read back, and no spreadsheet computes one of them."""
    texts = text_of(data).split("\x1f")[:8]
    assert [unguarded(guarded(text)) for text in texts] == texts
    written = comma_separated(["h"] * len(texts), [texts])
    (_, *rows) = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
    assert rows == [[guarded(text) for text in texts]] or texts == [""]
    assert not [cell for row in rows for cell in row if cell[:1] in {*"=+-@\t\r"}]


def messages(data: bytes) -> None:
    """A message of SARIF is the text, no placeholder and no link, and never longer than it may be."""
    text = text_of(data)
    for message in (plain(text)["text"], short(text, 60)["text"]):
        assert not _PLACEHOLDER.search(message), message
        assert "](" not in message
        assert "\n" not in message
    meant = one_line(text)
    assert plain(text)["text"].replace("{{", "{").replace("}}", "}").replace("]\u200b(", "](") == meant.replace(
        "]\u200b(", "]("
    )
    assert len(short(text, 60)["text"]) <= 60
