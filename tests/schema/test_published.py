"""The published schemas: draft 7, every key described and exemplified, every example of theirs valid, one address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from readycheck.cli.table import COMMANDS
from readycheck.model.base import parse_day
from readycheck.model.format import schema_address
from readycheck.rules import KINDS
from tests.schema.reading import MADE, WRITTEN, Schema, fields, part_of, schema_of, speaking_of

#: Words of later drafts, and words of the program that mean nothing to whoever writes a plan.
FOREIGN = ("$defs", "prefixItems", "dependentRequired", "unevaluatedProperties", "$anchor", "design.md", "pydantic")


@pytest.mark.parametrize("kind", [*WRITTEN, *MADE])
def test_a_schema_is_draft_7_and_says_where_it_is_published(kind: str) -> None:
    """It is valid, declares its draft and its address, refers to nothing outside, and leaves nothing unused."""
    schema = schema_of(kind)
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert schema["$id"] == schema_address(kind)
    text = json.dumps(schema)
    assert [word for word in FOREIGN if word in text] == []
    assert set(re.findall(r'"\$ref": "([^"]+)"', text)) == {f"#/definitions/{name}" for name in schema["definitions"]}


def test_every_kind_that_can_be_asked_for_is_published(root: Path) -> None:
    """The files in `schemas/` are those of the command, under the name that their address ends in."""
    (argument,) = next(command for command in COMMANDS if command.path == ("schema",)).arguments
    assert set(argument.choices) == {*WRITTEN, *MADE}
    for kind in argument.choices:
        name = schema_address(kind).rpartition("/")[2]
        assert json.loads((root / "schemas" / name).read_text(encoding="utf-8")) == schema_of(kind)
    assert len(list((root / "schemas").iterdir())) == len(argument.choices)


@pytest.mark.parametrize("kind", [*WRITTEN, *MADE])
def test_every_definition_has_a_title_and_a_description(kind: str) -> None:
    """What an editor shows over a mapping begins with what it is."""
    for name, definition in schema_of(kind)["definitions"].items():
        assert re.fullmatch(r"[A-Z][a-z ]+", definition["title"]), name
        assert definition["description"], name


def test_a_schema_repeats_no_title_that_a_key_says_already() -> None:
    """Titles made of the names of keys would push what helps out of sight."""
    for kind in (*WRITTEN, *MADE):
        assert [name for name, field in fields(kind) if "title" in field] == []


def said_of(kind: str, field: Schema, word: str) -> Any:
    """What is said of a key under a word, by itself or by the model that it refers to."""
    return next((part[word] for part in speaking_of(kind, field, None) if word in part), None)


@pytest.mark.parametrize("kind", [*WRITTEN, *MADE])
def test_every_key_is_described(kind: str) -> None:
    """An editor can say of each key what it is, in a sentence."""
    described = {name: said_of(kind, field, "description") for name, field in fields(kind)}
    assert [name for name, text in described.items() if not (text and text.endswith((".", "…")))] == []
    assert len(described) > 20


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_key_of_what_people_write_has_an_example(kind: str) -> None:
    """An editor can show of each key how it is written."""
    shown = {name: said_of(kind, field, "examples") for name, field in fields(kind)}
    constant = {name for name, field in fields(kind) if "const" in field}
    assert [name for name, examples in shown.items() if not examples and name not in constant] == []


def parts(schema: Any) -> Iterator[Schema]:
    """Yield every part of a schema that is one, examples and the like left out."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key not in {"examples", "default", "enum", "const"}:
                yield from parts(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from parts(value)


@pytest.mark.parametrize("kind", [*WRITTEN, *MADE])
def test_every_example_and_every_default_is_valid(kind: str) -> None:
    """What the schema shows as an example, or proposes, it accepts itself."""
    wrong = []
    for part in parts(schema_of(kind)):
        proposed = [part["default"]] if "default" in part else []
        for example in [*part.get("examples", []), *proposed]:
            wrong += [(example, error.message) for error in part_of(kind, part).iter_errors(example)]
    assert wrong == []


@pytest.mark.parametrize("kind", WRITTEN)
def test_no_default_of_nothing_is_proposed(kind: str) -> None:
    """An editor that completes a key would write `owner: null`."""
    assert [part for part in parts(schema_of(kind)) if part.get("default", 1) in (None, [], {})] == []


@pytest.mark.parametrize("kind", WRITTEN)
def test_every_mapping_is_closed(kind: str) -> None:
    """Wherever keys are named, no other is accepted, so that a slip is underlined."""
    named = [part for part in parts(schema_of(kind)) if {"properties", "patternProperties"} & part.keys()]
    open_ = [part for part in named if part.get("type", "object") != "string" and "additionalProperties" not in part]
    assert all(part.keys() <= {"properties", "required", "type"} for part in open_)  # those of `if`, `then` and `not`
    assert any(part.get("additionalProperties") is False for part in named)


def test_the_pattern_of_days_is_the_calendar() -> None:
    """Every day that exists from 1970 to 2199 is accepted, and of all others none, as the program reads them."""
    (pattern,) = {part["pattern"] for part in parts(schema_of("plan")) if part.get("examples") == ["2026-12-15"]}
    days = {(date(1970, 1, 1) + timedelta(days=count)).isoformat() for count in range(84006)}
    assert max(days) == "2199-12-31"
    every = [f"{year}-{month:02}-{day:02}" for year in range(1968, 2202) for month in range(14) for day in range(33)]
    assert {day for day in every if re.search(pattern, day)} == days
    assert parse_day("2199-12-31") == date(2199, 12, 31)


def test_a_checklist_knows_the_options_of_every_kind_of_rule() -> None:
    """An editor proposes the kinds, and of each kind its own options and no others."""
    item = {"id": "a", "title": "T", "ask": "A", "why": "W", "fix": ["F"], "stage": "use", "severity": "major"}
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    validator = Draft7Validator(schema_of("checklist"))
    assert {name.rpartition(".")[2] for name, _ in fields("checklist")} > {
        field.alias or key for kind in KINDS.values() for key, field in kind.model_fields.items()
    }
    good = {"kind": "metrics", "of": "sla", "at_least": 2}
    assert validator.is_valid({**head, "items": [{**item, "rule": good}]})
    for bad in (
        {"kind": "metric"},
        {"kind": "metrics", "off": "sla"},
        {"kind": "metrics", "of": "slap"},
        {"of": "sla"},
    ):
        assert not validator.is_valid({**head, "items": [{**item, "rule": bad}]}), bad
