"""Bytes to values: whatever `syntax` accepts, libyaml's composer and ElementTree see the same in it, at the same place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import yaml

from readycheck.documents.parts import Parts
from readycheck.errors import RefusedInput
from readycheck.model.place import Problem
from readycheck.model.text import printable
from readycheck.syntax.xml import Unusable, Walk
from readycheck.syntax.yaml import Document, parse
from tests.fuzz.refusal import accepted

NAME = "plan.yaml"
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def load(data: bytes) -> None:
    """A document says what libyaml's nodes say, where they stand; and read back from JSON it is the same."""
    document = accepted(lambda: parse(data, NAME))
    if document is None:
        return
    text = data.decode().removeprefix("\ufeff")
    _agree(yaml.compose(text, Loader=yaml.CSafeLoader), document.value, document.marks)
    again = parse(json.dumps(document.value, ensure_ascii=False).encode(), NAME).value
    assert json.dumps(again) == json.dumps(document.value), "not the same when it is read back from JSON"


def _agree(node: Any, value: Any, marks: Any) -> None:
    if isinstance(node, yaml.MappingNode):
        assert [key.value for key, _ in node.value] == list(value)
        for key, inner in node.value:
            mark = marks[key.value]
            assert mark[:2] == (key.start_mark.line, key.start_mark.column), key
            assert mark[2:4] == (inner.start_mark.line, inner.start_mark.column), inner
            _agree(inner, value[key.value], mark[4])
    elif isinstance(node, yaml.SequenceNode):
        assert len(node.value) == len(value)
        for inner, own, mark in zip(node.value, value, marks, strict=True):
            assert mark[:2] == (inner.start_mark.line, inner.start_mark.column), inner
            _agree(inner, own, mark[4])
    else:
        meant = node.value if node.style else meaning(node.value)
        assert (type(value), value) == (type(meant), meant), node


def meaning(text: str) -> object:
    """Return what a text without quotes means in the core schema of YAML 1.2, as far as the loader goes with it."""
    if text in _WORDS:
        return _WORDS[text]
    digits = text[1:] if text[:1] in {"+", "-"} else text
    if not digits or set(digits) - set("0123456789.eE+-"):
        return text
    if set(digits) <= set("0123456789"):
        return int(text) if len(digits) <= 18 else text
    exponent = digits.lower().partition("e")[2].lstrip("+-")
    try:
        return float(text) if len(text) <= 40 and len(exponent) <= 6 else text
    except ValueError:
        return text


def read_parts(data: bytes) -> None:
    """Texts that are mostly alike, read part by part, are what each is when it is read as a whole."""
    parts = Parts()
    for one in data.split(b"\0")[:4]:
        assert _outcome(parts.parse, one) == _outcome(parse, one)


def _outcome(parse_: Callable[[bytes, str], Document], data: bytes) -> str | tuple[Problem, ...]:
    try:
        return json.dumps(parse_(data, NAME).value)
    except RefusedInput as refusal:
        return refusal.problems


def _element(data: bytes) -> ET.Element | None:
    try:
        return ET.fromstring(data, ET.XMLParser(encoding="utf-8"))  # noqa: S314 - what defines entities is refused before
    except ET.ParseError:
        return None


def walk(data: bytes) -> None:
    """What can be walked through has the elements and the text that ElementTree finds, where that reads it too."""
    names: list[str] = []
    open_: list[str] = []
    texts: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        names.append(name)
        open_.append(name)

    def end(name: str) -> None:
        assert open_.pop() == name

    try:
        Walk().through(data, start, end, texts.append)
    except Unusable as refusal:
        said = str(refusal)
    else:
        said = ""
    if said:
        assert printable(said) == said
        return
    assert not open_
    root = _element(data)
    if root is None:
        assert b":" in data, "ElementTree refuses it, and not for a namespace"
        return
    assert names == [element.tag.rpartition("}")[2] for element in root.iter()]
    assert "".join(texts) == "".join(root.itertext())
