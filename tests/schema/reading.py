"""Schemas as tests read them: the published text, a validator, and which parts of it speak of a value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from jsonschema import Draft7Validator

from readycheck.cli.schema import render

#: Formats that people write, and those that the program writes.
WRITTEN, MADE = ("plan", "department", "checklist", "policy"), ("report", "path", "diff", "trend", "upgrade")

Schema = dict[str, Any]


@cache
def schema_of(kind: str) -> Schema:
    """The schema of a format."""
    document: Schema = json.loads(render(kind))
    return document


@cache
def validator_of(kind: str, definition: str = "") -> Draft7Validator:
    """A draft-7 validator of a format, or of one definition of it."""
    schema = schema_of(kind)
    if definition:
        schema = {"$ref": f"#/definitions/{definition}", "definitions": schema["definitions"]}
    return Draft7Validator(schema)


def part_of(kind: str, schema: Schema) -> Draft7Validator:
    """A validator of a part of a format's schema."""
    return Draft7Validator({"allOf": [schema], "definitions": schema_of(kind)["definitions"]})


def speaking_of(kind: str, schema: Any, value: Any) -> Iterator[Schema]:
    """Yield a schema and all that it refers to, as far as a valid value is meant by it."""
    if not isinstance(schema, dict):
        return
    yield schema
    if "$ref" in schema:
        yield from speaking_of(kind, schema_of(kind)["definitions"][schema["$ref"].rpartition("/")[2]], value)
    for part in schema.get("allOf", []):
        yield from speaking_of(kind, part, value)
    if "if" in schema:
        met = part_of(kind, schema["if"]).is_valid(value)
        yield from speaking_of(kind, schema.get("then" if met else "else"), value)
    for part in (*schema.get("anyOf", []), *schema.get("oneOf", [])):
        if part_of(kind, part).is_valid(value):
            yield from speaking_of(kind, part, value)


def below(kind: str, schemas: list[Schema], value: Any) -> Iterator[tuple[str | int, Any, list[Schema]]]:
    """Yield what stands in a valid value, each with the schemas that speak of it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            found = [part for schema in schemas for part in _of_key(schema, key)]
            yield key, inner, [part for schema in found for part in speaking_of(kind, schema, inner)]
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            found = [schema["items"] for schema in schemas if "items" in schema]
            yield index, inner, [part for schema in found for part in speaking_of(kind, schema, inner)]


def _of_key(schema: Schema, key: str) -> Iterator[Any]:
    named = [schema["properties"][key]] if key in schema.get("properties", {}) else []
    named += [part for pattern, part in schema.get("patternProperties", {}).items() if re.search(pattern, key)]
    yield from named or ([schema["additionalProperties"]] if "additionalProperties" in schema else [])


def fields(kind: str) -> Iterator[tuple[str, Schema]]:
    """Yield every key that a format names, in any of its parts, with what is said of it."""
    schema = schema_of(kind)
    parts = {"": schema, **schema["definitions"]}
    for name, part in parts.items():
        yield from _fields(f"{name or kind}", part)


def _fields(where: str, schema: Any) -> Iterator[tuple[str, Schema]]:
    if not isinstance(schema, dict):
        return
    for key in ("properties", "patternProperties"):
        for name, field in schema.get(key, {}).items():
            yield f"{where}.{name}", field
            yield from _fields(f"{where}.{name}", field)
    if isinstance(schema.get("items"), dict):
        yield from _fields(f"{where}[]", schema["items"])
    options = [part["then"] for part in schema.get("allOf", []) if "kind" in part.get("then", {}).get("properties", {})]
    unions = schema.get("anyOf", []) if "properties" not in schema else []
    for part in (*unions, *options):
        yield from _fields(where, part)
