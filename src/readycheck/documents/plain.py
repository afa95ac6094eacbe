"""Models to plain values, as somebody would write them: no defaults, and short forms wherever they say it all."""

from __future__ import annotations

from enum import StrEnum

from readycheck.documents.yaml import Value
from readycheck.model.base import Model, Offset
from readycheck.model.plan.handoff import Ends
from readycheck.model.plan.journey import Question, Service
from readycheck.model.plan.people import Person

#: Models that a bare text may stand for, and the key that the text is.
_SHORT: dict[type[Model], str] = {Person: "department", Service: "service", Question: "how"}


def plain(value: object) -> Value:
    """Return what a document would hold for a value of a model; it validates to an equal one."""
    match value:
        case Model():
            return _fields(value)
        case Offset():
            return f"T{value.days:+d}" if value.days else "T+0"
        case Ends():
            return str(value)
        case StrEnum():
            return value.value
        case dict():
            return {str(plain(key)): plain(inner) for key, inner in value.items()}
        case tuple():
            return [plain(inner) for inner in value]
        case _:
            return value


def _fields(model: Model) -> Value:
    given = {
        field.alias or name: plain(getattr(model, name))
        for name, field in type(model).model_fields.items()
        if field.is_required() or getattr(model, name) != field.get_default(call_default_factory=True)
    }
    short = _SHORT.get(type(model))
    return given[short] if short is not None and given.keys() == {short} else given
