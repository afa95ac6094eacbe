"""What the JSON Schemas say of a document besides the types of its fields: how text is written, which keys go together.

Validators of the models decide what is refused; this says the same to editors, where a schema can say it. What a
schema cannot say (names that must exist, which of two days comes first) is left to the validators.
"""

from typing import Any

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

#: A piece of a JSON Schema.
Piece = dict[str, Any]

_ANY_YEAR = "(?:19[7-9][0-9]|2[01][0-9]{2})"
_LEAP_YEAR = "(?:19(?:7[26]|8[048]|9[26])|2000|20(?:0[48]|[2468][048]|[13579][26])|21(?:0[48]|[2468][048]|[13579][26]))"
_LONG_MONTH = "(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT_MONTH = "(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY = "02-(?:0[1-9]|1[0-9]|2[0-8])"
_DATE = f"{_ANY_YEAR}-(?:{_LONG_MONTH}|{_SHORT_MONTH}|{_FEBRUARY})|{_LEAP_YEAR}-02-29"
_OFFSET = "T[+-][0-9]{1,4}"
_END = r"(?:[a-z0-9][a-z0-9._-]*|partner:.*\S)"


def _text(pattern: str, advice: str, **more: object) -> Piece:
    """Return the schema of a text; editors show the advice in place of the pattern, which tells nobody anything."""
    return {"type": "string", "pattern": pattern, "patternErrorMessage": advice, **more}


#: Text that says something.
TEXT = _text(r"\S", "Say something, or delete the line.", minLength=1)
#: A day of the calendar from 1970 to 2199.
FIXED_DAY = _text(f"^(?:{_DATE})$", "Write a day that exists, as YYYY-MM-DD.", examples=["2026-12-15"])
#: A day of the calendar, or one counted from the launch day.
DAY = _text(
    f"^(?:{_DATE}|{_OFFSET})$",
    "Write a day that exists, as YYYY-MM-DD, or T-14 for 14 days before launch.",
    examples=["2026-12-15", "T-14"],
)
#: A version of checklists, beside what else is said of the text.
VERSION: Piece = {
    "pattern": r"^[0-9]{1,4}(\.[0-9]{1,4}){0,2}$",
    "patternErrorMessage": 'Write one to three numbers in quotes: "1.0".',
}
#: An end of a handoff, and both.
END = _text(rf"^\s*{_END}\s*$", "Name a department, customer, or partner:NAME.", examples=["sales", "customer"])
FROM_TO = _text(
    rf"^\s*{_END}\s*(?:->|→)\s*{_END}\s*$",
    "Write `sales -> support`; an end may be `customer` or `partner:NAME`.",
    maxLength=300,
    examples=["sales -> support"],
)


class Described:
    """Says of a value that is no field, such as one of a mapping, what it is; in the metadata of its type."""

    def __init__(self, description: str, *examples: object) -> None:
        self._said = {"description": description, "examples": list(examples)}

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> Piece:
        return {**handler(schema), **self._said}


# ---------------------------------------------------------------- which keys go together
def has(key: str) -> Piece:
    """A mapping that says something under a key; nothing, false and an empty list say nothing."""
    return {"required": [key], "properties": {key: {"not": {"enum": [None, False, [], ""]}}}}


def has_one_of(*keys: str) -> Piece:
    """A mapping that has one or more of some keys."""
    return {"anyOf": [has(key) for key in keys]}


def has_exactly_one_of(*keys: str) -> Piece:
    """A mapping that has one of some keys, and no other of them."""
    return {"oneOf": [has(key) for key in keys]}


def lacks(*keys: str) -> Piece:
    """A mapping that has none of some keys."""
    return {"not": has_one_of(*keys)}


def where(key: str, *words: str, then: Piece) -> Piece:
    """A mapping of which something holds where a key is one of some words."""
    return {"if": {"required": [key], "properties": {key: {"enum": [str(word) for word in words]}}}, "then": then}


def where_has(key: str, *, then: Piece) -> Piece:
    """A mapping of which something holds where it has a key."""
    return {"if": has(key), "then": then}


#: The milestones of a launch: `ga` is a day of the calendar, or else another is.
LAUNCH_DAY_IS_FIXED: Piece = {
    "if": {"required": ["ga"]},
    "then": {"properties": {"ga": {"pattern": "^[0-9]", "patternErrorMessage": "Give the launch day as YYYY-MM-DD."}}},
    "else": {"not": {"additionalProperties": {"pattern": "^T"}}},
}
