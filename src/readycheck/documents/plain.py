"""Models to plain values, as somebody would write them: no defaults, and short forms wherever they say it all."""

from __future__ import annotations

from enum import StrEnum

from readycheck.model.base import Model, Offset
from readycheck.model.plan.handoff import Ends
from readycheck.model.plan.journey import Question, Service
from readycheck.model.plan.people import Person
from readycheck.syntax.yaml import Value

#: Models that a bare text may stand for, and the key that the text is.
_SHORT: dict[type[Model], str] = {Person: "department", Service: "service", Question: "how"}

#: Below this every whole number is its own, as a float too.
_EXACT = 10**15


def plain(value: object) -> Value:
    """Return what a document would hold for a value of a model; it validates to an equal one."""
    match value:
        case Model():
            return _fields(value)
        case Offset():
            return f"T{value.days:+d}" if value.days else "T+0"
        case Ends():
            return str(value)
        case float() if value.is_integer() and abs(value) < _EXACT:
            return int(value)  # a model makes 30.0 of 30
        case StrEnum():
            return value.value
        case dict():
            return {str(plain(key)): plain(inner) for key, inner in value.items()}
        case tuple():
            return [plain(inner) for inner in value]
        case _:
            return value


def _fields(model: Model) -> Value:
    kind = type(model)
    given = {
        name: getattr(model, name)
        for name, field in kind.model_fields.items()
        if field.is_required() or getattr(model, name) != field.get_default(call_default_factory=True)
    }
    ordered = sorted(given, key=lambda name: (_holds_entries(given[name]), name not in vars(kind)["__annotations__"]))
    values = {kind.model_fields[name].alias or name: plain(given[name]) for name in ordered}
    short = _SHORT.get(kind)
    return values[short] if short is not None and values.keys() == {short} else values


def _holds_entries(value: object) -> bool:
    """Return whether a value is a list of models: those come last, and before them what every entry may say."""
    return isinstance(value, tuple) and any(isinstance(inner, Model) for inner in value)
