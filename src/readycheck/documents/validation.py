"""Documents to models: every way in which pydantic refuses a value becomes a problem with its place and its mend.

Models raise short errors; here they get the source line, what was expected, and the nearest name
that does exist.
"""

from __future__ import annotations

import re
import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from readycheck.errors import RefusedInput
from readycheck.model.base import Known, Model
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.syntax.source import MAX_PROBLEMS
from readycheck.syntax.yaml import Document

M = TypeVar("M", bound=Model)

#: Among more names than this none is suggested: comparing them would take longer than the reader.
MANY_NAMES = 1000

#: Pydantic's error types for a value of the wrong type, and what we say was expected.
_EXPECTED = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "`name: value` entries",
    "model_type": "`name: value` entries",
    "model_attributes_type": "`name: value` entries",
    "tuple_type": "a list",
    "list_type": "a list",
}
#: How each of these is written.
_HOW = {
    "text": 'put it in "quotes" if it is meant as text',
    "a whole number": "write it in digits, without quotes",
    "a number": "write it in digits, without quotes",
    "true or false": "write true or false, without quotes",
    "`name: value` entries": "write each on a line of its own, or all of them in { }",
    "a list": "put `- ` before each entry, even if there is only one",
}
#: Pydantic's error types for a value beyond a bound, and what we say.
_BOUNDS = {
    "greater_than": "what stands here must be more than {gt:g}",
    "greater_than_equal": "the least that can stand here is {ge:g}",
    "less_than_equal": "the most that can stand here is {le:g}",
    "string_too_long": "a short name has at most {max_length} characters",
}


def build(model: type[M], document: Document, known: Known | None = None, value: Any = None) -> M:  # noqa: ANN401
    """Validate a document (or `value`, where it was put together from several); RefusedInput with every problem."""
    given = document.value if value is None else value
    try:
        return model.model_validate(given, context=known)
    except ValidationError as error:
        raise RefusedInput(*problems_of(error, model, document)) from None


def problems_of(
    error: ValidationError, model: type[Model], document: Document, *, at: PlanPath = ()
) -> Iterator[Problem]:
    """Yield what a model found wrong with the value at `at`, placed in the document: the first MAX_PROBLEMS."""
    return (problem for _, problem in paths_and_problems(error, model, document, at=at))


def paths_and_problems(
    error: ValidationError, model: type[Model], document: Document, *, at: PlanPath = ()
) -> Iterator[tuple[PlanPath, Problem]]:
    """Yield likewise, each with its path; last how many more there are, with the path of the first of them."""
    details = _without_echoes(error.errors(include_url=False))
    for detail in details[:MAX_PROBLEMS]:
        yield at + path_of(detail), _problem(detail, model, document, at)
    for detail in details[MAX_PROBLEMS : MAX_PROBLEMS + 1]:
        more = Problem(Place(document.name), f"and {len(details) - MAX_PROBLEMS} more problems")
        yield at + path_of(detail), more


def _without_echoes(details: list[ErrorDetails]) -> list[ErrorDetails]:
    """Leave out that a list is too short where that is only because its entries were refused."""
    if all(detail["type"] != "too_short" for detail in details):
        return details
    refused = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in refused]


def path_of(detail: ErrorDetails) -> PlanPath:
    """Return where an error is: the model's location, with the key that the error itself names."""
    key = detail.get("ctx", {}).get("key")
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    return (*steps, key) if isinstance(key, str) else steps


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """Return `did you mean …? ` with the nearest name, or nothing where none is near."""
    import difflib  # noqa: PLC0415 - for those who mistyped only

    names = sorted(known)
    near = difflib.get_close_matches(given, names, n=1, cutoff=0.6) if len(names) <= MANY_NAMES else []
    return f"did you mean `{near[0]}`?" if near else ""


def _problem(detail: ErrorDetails, model: type[Model], document: Document, at: PlanPath) -> Problem:
    path = at + path_of(detail)
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "extra_forbidden":
        name = str(detail["loc"][-1])
        allowed = keys_at(model, path[len(at) : -1])
        advice = did_you_mean(name, allowed) or f"keys here: {', '.join(allowed)}"
        if " " in name:
            advice = f"inside {{ }} a text with a comma needs quotes; {advice}"
        return document.problem(path, f"unknown key `{name}`", advice, key=True)
    if kind == "missing":
        message = f"`{detail['loc'][-1]}` is missing"
        return document.problem(path, message, f"add `{detail['loc'][-1]}: …`")
    if kind in {"enum", "literal_error"}:
        words = re.findall(r"'([^']*)'", str(context.get("expected", ""))) or [str(context.get("expected", ""))]
        given = _shown(detail["input"])
        suggestion = did_you_mean(given, words)
        advice = " ".join(filter(None, [suggestion, f"expected {_either(words)}"]))
        return document.problem(path, f"`{given}` is not understood here", advice, key="[key]" in detail["loc"])
    if kind == "unknown_name":
        near = did_you_mean(context["name"], context["known"])
        message = f"{context['kind']} `{context['name']}` does not exist"
        return document.problem(path, message, near or context["where"], key="[key]" in detail["loc"])
    if kind == "too_short":
        return document.problem(path, f"at least {context['min_length']} entry is needed here", "add one")
    if kind in _EXPECTED:
        expected = _EXPECTED[kind]
        return document.problem(path, f"expected {expected}, found {_kind_of(detail['input'])}", _HOW[expected])
    if kind == "string_pattern_mismatch":
        advice = 'use small letters, digits and - . _ only, such as mara.lind; a version is written "1.0"'
        message = f"`{_shown(detail['input'])}` is not a short name"
        return document.problem(path, message, advice, key="[key]" in detail["loc"])
    message = _BOUNDS[kind].format_map(context) if kind in _BOUNDS else detail["msg"].removeprefix("Value error, ")
    message = message[:1].lower() + message[1:]
    advice = str(context.get("help") or "`readycheck schema` prints what may stand here")
    return document.problem(path, message, advice, key="[key]" in detail["loc"])


def _either(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _shown(value: Any) -> str:  # noqa: ANN401 - whatever the file holds
    text = value if isinstance(value, str) else _kind_of(value).strip("`").removeprefix("the number ")
    return text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - a line's worth


def _kind_of(value: Any) -> str:  # noqa: ANN401 - whatever the file holds
    match value:
        case None:
            return "nothing"
        case bool():
            return f"`{str(value).lower()}`"
        case int() | float():
            return f"the number {value}"
        case str():
            return "text"
        case dict():
            return "`name: value` entries"
        case _:
            return "a list"


# ---------------------------------------------------------------- which keys a place allows
def keys_at(model: type[Model], path: PlanPath) -> tuple[str, ...]:
    """Return the keys that may stand at `path` below `model`, in their documented order."""
    found = _model_at(model, path)
    return tuple(field.alias or name for name, field in found.model_fields.items()) if found else ()


def _model_at(model: type[Model], path: PlanPath) -> type[Model] | None:
    current: Any = model
    for step in path:
        current = _inner(current, step)
    return next(_models_in(current), None)


def _inner(annotation: Any, step: str | int) -> Any:  # noqa: ANN401 - annotations are values
    for candidate in _alternatives(annotation):
        if isinstance(candidate, type) and issubclass(candidate, Model):
            for name, field in candidate.model_fields.items():
                if step in {name, field.alias}:
                    return field.annotation
        elif get_origin(candidate) in {dict, tuple}:
            return get_args(candidate)[1 if get_origin(candidate) is dict else 0]
    return annotation


def _models_in(annotation: Any) -> Iterator[type[Model]]:  # noqa: ANN401 - annotations are values
    for candidate in _alternatives(annotation):
        if isinstance(candidate, type) and issubclass(candidate, Model):
            yield candidate


def _alternatives(annotation: Any) -> Iterator[Any]:  # noqa: ANN401 - annotations are values
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in {Union, types.UnionType}:
        for part in get_args(annotation):
            yield from _alternatives(part)
    else:
        yield annotation
