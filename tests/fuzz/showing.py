"""A whole report in every format: with any text in every free place of it, it has the shape of a harmless one."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

from pydantic import ValidationError

from readycheck.reports import Format, Options, render
from tests.reports.conftest import WORD, as_read, report_of
from tests.reports.runner import Command, read
from tests.reports.test_markdown import by_cmark


def show(data: bytes) -> None:
    """The first byte chooses the format; what follows is the text."""
    form, text = FORMATS[data[0] % len(FORMATS)] if data else FORMATS[0], data[1:].decode("utf-8", "replace")
    try:
        said = as_read(text)
    except ValidationError:
        return
    if said == "29" or said.lower().startswith("https://"):
        return  # the price that another department states, and what a page may link to: these do change the report
    report = report_of(text)
    if len(report.notices) != _NOTICES:
        return  # a name in letters of two alphabets is told
    assert _SHAPES.get(form, _lines)(render(form, (report,), Options())) == _harmless(form), form


@cache
def sound(form: Format | str) -> str:
    """Return a harmless report in a format."""
    return render(Format(form), (report_of(WORD),), Options())


@cache
def _harmless(form: Format) -> Any:
    return _SHAPES.get(form, _lines)(sound(form))


# ---------------------------------------------------------------- shapes
def _lines(text: str) -> Any:
    assert "\x1b" not in text
    return len(text.split("\n")), [found for found in read(text) if isinstance(found, Command)]


def _json(text: str) -> Any:
    return _shape(json.loads(text))


def _shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    return [_shape(inner) for inner in value] if isinstance(value, list) else type(value).__name__


def _csv(text: str) -> Any:
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert not [cell for row in rows for cell in row if cell[:1] in {*"=+@\t\r"}]
    return [len(row) for row in rows]


def _xml(text: str) -> Any:
    root = ET.fromstring(text)  # noqa: S314 - our own
    return [(element.tag, sorted(element.attrib)) for element in root.iter()]


def _commands(text: str) -> Any:
    return [(found.name, sorted(found.properties)) if isinstance(found, Command) else "" for found in read(text)]


def _markdown(text: str) -> Any:
    return [kind for kind, _ in by_cmark(text) if kind != "text"]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[Any] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, [name for name, _ in attrs if name != "class"]))

    def handle_comment(self, data: str) -> None:
        self.seen.append(data)


def _html(text: str) -> Any:
    tags = _Tags()
    tags.feed(text)
    return tags.seen


_SHAPES: dict[Format, Callable[[str], Any]] = {
    Format.JSON: _json,
    Format.SARIF: _json,
    Format.GITLAB: _json,
    Format.CSV: _csv,
    Format.JUNIT: _xml,
    Format.GITHUB: _commands,
    Format.MARKDOWN: _markdown,
    Format.COMMENT: _markdown,
    Format.SUMMARY: _markdown,
    Format.HTML: _html,
}
FORMATS = tuple(Format)
_NOTICES = len(report_of(WORD).notices)
