"""The published schemas and the program agree: what one accepts or refuses, the other does, as far as a schema can say.

Values are read as the program reads them. What only the program can refuse is listed here, each with its reason; a
reason that no longer holds is a failure too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from readycheck.cli.schema import MODELS
from readycheck.model.base import Model
from readycheck.model.checklist import Checklist, RuleCall
from readycheck.rules import parse_rule
from tests.schema.reading import WRITTEN, schema_of, validator_of

pytestmark = pytest.mark.usefixtures("untraced")

ORDER = "a schema compares no two values: which day or number comes first"
SAME = "a schema compares no two values: that both are the same"

#: What only the program refuses: the model, keys of which one is concerned, and why.
BEYOND = {
    ("Absence", "from"): ORDER,
    ("Absence", "to"): ORDER,
    ("LaunchWeek", "to"): ORDER,
    ("Target", "at_least"): ORDER,
    ("Target", "at_most"): ORDER,
    ("Weights", "blocker"): ORDER,
    ("Weights", "major"): ORDER,
    ("Weights", "minor"): ORDER,
    ("Launch", "sponsor"): SAME,
}

#: What a model leaves to what reads it, and the schema refuses all the same.
ELSEWHERE = {
    ("LaunchPlan", "checklists"): "which versions there are is known to the catalogue",
    ("Department", "lead"): "the departments of a plan are held against each other once all are read",
    ("Department", "done_by"): "the departments of a plan are held against each other once all are read",
}

#: Values of every type and shape, right somewhere and wrong everywhere else.
VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 2.5, 1e9, "", " ", "a", "A b", "no", "done", "blocked", "2026-11-20", "2026-02-29", "2028-02-29",
    "2026-13-01", "1969-12-31", "T-14", "T+0", "T-12345", "t-1", "15.12.2026", "1.0", "1.2.3.4", "legal -> support", "legal → customer",
    "partner:Oak & Co -> legal", "legal->", "-> legal", "partner: -> legal", "legal", "ä", "x" * 100, "x" * 101, [], [None], ["a"], ["A b"],
    ["a", "a"], [1], [{}], {}, {"A b": 1}, {"a": 1}, {"a": "b"}, {"a": None}, {"a": "2026-11-20"}, {"a": "T-3"}, {"ga": "T-3"}, {"ga": "2026-12-15"},
    {"partner:Oak": "2026-11-20"}, {"legal": {"lead": "a"}}, {"x" * 101: "b"}, {"paid": "yes"}, {"paid": True}, {"a": ["b"]},
]  # fmt: skip


def models() -> Iterator[tuple[str, str, type[BaseModel]]]:
    """Yield every model of what people write: the format, its definition there (none for the whole), and the class."""
    classes = {model.__name__: model for model in _below(Model) if model.__module__.startswith("readycheck.model.")}
    for kind in WRITTEN:
        yield kind, "", MODELS[kind][0]
        for name in schema_of(kind)["definitions"]:
            yield kind, name, classes[name]


def _below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for inner in model.__subclasses__():
        yield inner
        yield from _below(inner)


CASES = {(name or model.__name__): (kind, name, model) for kind, name, model in models()}


def accepts(model: type[BaseModel], value: Any) -> bool:
    """Whether the program takes a value, whatever names exist."""
    try:
        made = model.model_validate(value)
        calls = [item.rule for item in made.items] if isinstance(made, Checklist) else [made]
        for call in calls:
            if isinstance(call, RuleCall):
                parse_rule(call)
    except (ValidationError, KeyError):
        return False
    return True


def variants(properties: dict[str, Any], required: list[str]) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Yield instances of a model, each with the keys that it is about: complete, lacking one, and with any one wrong."""
    shown = {key: field["examples"] for key, field in properties.items() if field.get("examples")}
    least = {key: shown[key][0] for key in required if key in shown}
    yield (), {}
    yield (), least
    yield (), {**least, "unknown": 1}
    yield (), {**least, "Un known": None}
    for key in required:
        yield (key,), {name: value for name, value in least.items() if name != key}
    for key in properties:
        for value in [*shown.get(key, []), *VALUES]:
            yield (key,), {**least, key: value}
    for one, other in combinations(shown, 2):
        yield (one, other), {**least, one: shown[one][-1], other: shown[other][-1]}
        yield (one, other), {**least, one: shown[one][0], other: shown[one][0]}
        yield (one, other), {**least, one: None, other: shown[other][0]}
        yield (one, other), {**least, one: shown[one][0], other: None}


def differences(name: str) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    """Yield what one of both accepts and the other refuses: the keys it is about, the value, whether the program takes it."""
    kind, definition, model = CASES[name]
    schema = schema_of(kind)["definitions"][definition] if definition else schema_of(kind)
    validator = validator_of(kind, definition)
    for keys, value in variants(schema["properties"], schema.get("required", [])):
        taken = accepts(model, value)
        if taken != validator.is_valid(value):
            yield keys, value, taken


@pytest.mark.parametrize("name", CASES)
def test_a_model_and_its_schema_accept_the_same(name: str) -> None:
    """Each key with every kind of value, every pair of keys, none and one too many: the differences are those listed."""
    found: set[str] = set()
    unknown = []
    for keys, value, taken in differences(name):
        found.update(keys)
        listed = ELSEWHERE if taken else BEYOND
        if not any((name, key) in listed for key in keys):
            unknown.append((value, "taken" if taken else "refused by the program only"))
    assert unknown == []
    assert {key for model, key in {**BEYOND, **ELSEWHERE} if model == name} <= found


def test_a_whole_number_with_a_point_is_the_one_difference_in_numbers() -> None:
    """JSON has one kind of number, so that a schema cannot tell 1.0 from 1; the program can, and does."""
    launch = {"name": "A", "owner": "m", "milestones": {"ga": "2026-12-15"}}
    assert validator_of("plan").is_valid({"readycheck": 1.0, "launch": launch})
    assert not accepts(MODELS["plan"][0], {"readycheck": 1.0, "launch": launch})


@pytest.mark.parametrize("name", CASES)
def test_a_shorthand_is_a_shorthand_for_both(name: str) -> None:
    """A value that is no mapping at all stands for a model, or does not, alike."""
    kind, definition, model = CASES[name]
    differ = [
        value
        for value in VALUES
        if not isinstance(value, dict) and accepts(model, value) != validator_of(kind, definition).is_valid(value)
    ]
    assert differ == []
