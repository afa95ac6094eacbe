"""JSON Schema as pydantic writes it, to draft 7 as editors read it: the same documents, said more plainly.

Closed sets stand where they are used, a mapping lists the keys that it may have and refuses all others, what may be
left empty is one type with `null`, and a default that says nothing is not proposed. Changes nothing that is valid.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

#: A schema; in draft 7 it may also be true or false.
Schema = dict[str, Any]

_BY_NAME = frozenset({"properties", "patternProperties", "definitions"})
_LISTS = frozenset({"anyOf", "allOf", "oneOf"})
_SINGLE = frozenset({"items", "additionalProperties", "propertyNames", "not", "if", "then", "else"})


def convert(document: Schema, title: str, address: str) -> Schema:
    """Return the schema of a format; keys in a fixed order."""
    definitions = document.pop("$defs", {})
    words = {f"#/definitions/{name}": schema for name, schema in definitions.items() if "enum" in schema}
    models = {name: schema for name, schema in definitions.items() if "enum" not in schema}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": address,
        **_plain(document, words),
        "title": title,
        "definitions": {name: {"title": _words_of(name), **_plain(schema, words)} for name, schema in models.items()},
    }


def _words_of(name: str) -> str:
    """Return the name of a model as people say it: MeetingDecision is a meeting decision."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.removesuffix("Out")).capitalize()


def _plain(schema: Any, words: Mapping[str, Schema]) -> Any:  # noqa: ANN401 - a schema may be true or false
    if not isinstance(schema, dict):
        return schema
    said = {key: _inside(key, value, words) for key, value in schema.items() if key != "title"}
    for rewrite in (_with_words(words), _nullable, _proposing_something, _closed, _beside_reference):
        said = rewrite(said)
    return said


def _inside(key: str, value: Any, words: Mapping[str, Schema]) -> Any:  # noqa: ANN401 - JSON
    if key in _BY_NAME:
        return {name: _plain(schema, words) for name, schema in value.items()}
    if key in _LISTS:
        return [_plain(schema, words) for schema in value]
    return _plain(value, words) if key in _SINGLE else value


# ---------------------------------------------------------------- one rewriting each
def _with_words(words: Mapping[str, Schema]) -> Any:  # noqa: ANN401 - a function
    def rewrite(schema: Schema) -> Schema:
        found = words.get(schema.get("$ref", ""))
        if found is None:
            return schema
        beside = {key: value for key, value in schema.items() if key != "$ref"}
        return {"type": found["type"], "enum": found["enum"], **beside}

    return rewrite


def _nullable(schema: Schema) -> Schema:
    """Say `anyOf` a simple type and null as one type, so that what is wrong is told of the value itself."""
    other = [part for part in schema.get("anyOf", ()) if part != {"type": "null"}]
    if len(other) != 1 or not isinstance(other[0].get("type"), str):
        return schema
    form = {**other[0], "type": [other[0]["type"], "null"]}
    if "enum" in form or "const" in form:
        form["enum"] = [*form.get("enum", [form.pop("const", None)]), None]
    return {**form, **{key: value for key, value in schema.items() if key != "anyOf"}}


def _proposing_something(schema: Schema) -> Schema:
    """Leave out a default of nothing: editors would write `owner: null`."""
    return {
        key: value for key, value in schema.items() if key != "default" or (value is not None and value not in ([], {}))
    }


def _closed(schema: Schema) -> Schema:
    """Close a mapping: keys of a closed set become properties, keys of a pattern admit no others."""
    names = schema.get("propertyNames", {}).get("enum")
    if names is not None:
        value = schema["additionalProperties"]
        rest = {key: part for key, part in schema.items() if key != "propertyNames"}
        return {**rest, "properties": dict.fromkeys(names, value), "additionalProperties": False}
    if "patternProperties" in schema:
        return {**schema, "additionalProperties": False}
    return schema


def _beside_reference(schema: Schema) -> Schema:
    """Keep what stands beside a `$ref`, which draft 7 ignores."""
    if "$ref" not in schema or len(schema) == 1:
        return schema
    return {"allOf": [{"$ref": schema["$ref"]}], **{key: value for key, value in schema.items() if key != "$ref"}}
