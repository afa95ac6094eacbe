"""What every model of a document shares: strictness, and the small types its fields are made of.

Parsed documents are strict, frozen and complete: no coercion, no unknown key, no infinite number.
Names that must exist elsewhere (people, items, departments, milestones, facts) are checked while
the model is built, against the `Known` names that the loader passes as validation context; a model
built without context, as tests of the core do, is not checked for them.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    Strict,
    ValidationInfo,
)
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

from readycheck.model import grammar

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


class Model(BaseModel):
    """The base of every parsed document."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        strict=True, frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True
    )


#: A list in YAML, a tuple in Python. The loader yields lists, which strict mode alone would refuse.
Many = Annotated[tuple[T, ...], Strict(strict=False)]
#: A member of a closed set, written as its word.
OneOf = Annotated[E, Strict(strict=False)]


class _Form:
    """The form of a type, for validation and for editors, written out.

    Pydantic would else derive it from annotations anew for each of the 150 fields of a plan: a third of its schema.
    """

    def __init__(self, schema: CoreSchema, piece: grammar.Piece | None = None) -> None:
        self._schema, self._piece = schema, piece

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return dict(self._schema)  # pydantic adds to it

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> grammar.Piece:
        return dict(self._piece) if self._piece is not None else handler(schema)


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "this text is empty", {"help": "say something, or delete the line"})
    return text.strip()


_NAME = core_schema.str_schema(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=100)

#: Text that says something.
Text = Annotated[
    str, _Form(core_schema.no_info_after_validator_function(_not_blank, core_schema.str_schema()), grammar.TEXT)
]
Identifier = Annotated[str, _Form(_NAME)]


# ---------------------------------------------------------------- names that must exist elsewhere
class Known(NamedTuple):
    """The names that a document may refer to. Passed as pydantic's validation context."""

    names: Mapping[str, Collection[str]]
    """By kind: person, item, department, affiliation, milestone, fact, metric, segment. One that is absent is free."""
    renamed: Mapping[str, str] = {}
    """Former item ids and what they are called now."""


class Names:
    """Names that do exist, in an error. Its text is empty: pydantic makes a text of it for each error, shown or not."""

    def __init__(self, names: Collection[str]) -> None:
        self._names = names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __str__(self) -> str:
        return ""


def _exists(kind: str, where: str, *, among: str = "") -> Callable[[str, ValidationInfo], str]:
    def check(name: str, info: ValidationInfo) -> str:
        if not isinstance(info.context, Known):
            return name
        name = info.context.renamed.get(name, name) if kind == "item" else name
        known = info.context.names.get(among or kind)
        if known is not None and name not in known:
            raise PydanticCustomError(
                "unknown_name",
                "{kind} `{name}` does not exist",
                {"kind": kind, "name": name, "known": Names(known), "where": where},
            )
        return name

    return check


#: Returns a department's name; PydanticCustomError where there is none of that name.
must_be_department = _exists("department", "`readycheck checklist list` lists the departments")


def _name(check: Callable[[str, ValidationInfo], str]) -> _Form:
    return _Form(core_schema.with_info_after_validator_function(check, _NAME))


PersonId = Annotated[str, _name(_exists("person", "add them under `people:`"))]
ItemId = Annotated[str, _name(_exists("item", "`readycheck checklist show` lists the items"))]
DepartmentId = Annotated[str, _name(must_be_department)]
AffiliationId = Annotated[
    str, _name(_exists("department", "a department, `management` or `external`", among="affiliation"))
]
MilestoneId = Annotated[str, _name(_exists("milestone", "the policy's `milestones:` lists them"))]
FactId = Annotated[str, _name(_exists("fact", "`readycheck checklist list` lists the profile facts"))]
MetricId = Annotated[str, _name(_exists("metric", "add it under `metrics:`, with this `id`"))]
SegmentId = Annotated[str, _name(_exists("segment", "add it under `customers.segments:`"))]


# ---------------------------------------------------------------- numbers
def _check_number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise PydanticKnownError("float_type")


#: A number as it is written: a whole one stays whole, however long it is.
Number = Annotated[float, _Form(core_schema.no_info_plain_validator_function(_check_number), {"type": "number"})]


# ---------------------------------------------------------------- days
class Offset(NamedTuple):
    """A day counted from the launch day: T-14 is `Offset(-14)`."""

    days: int


#: A day as it may be written anywhere in a plan.
AnyDay = date | Offset


def precedes(day: AnyDay, other: AnyDay) -> bool:
    """Whether a day is before another, as far as they are written alike; a date and a T-n are not compared."""
    if isinstance(day, Offset) and isinstance(other, Offset):
        return day.days < other.days
    return isinstance(day, date) and isinstance(other, date) and day < other


#: The days that a document may name, and how far from the launch day one may be counted.
FIRST_DAY, LAST_DAY, FURTHEST = date(1970, 1, 1), date(2199, 12, 31), 9999

_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_OFFSET = re.compile(r"T([+-])(\d{1,4})", re.ASCII)


def parse_day(value: object) -> date:
    """Read `YYYY-MM-DD`, between 1970 and 2199; PydanticCustomError otherwise."""
    if isinstance(value, date):
        return value
    match = _DAY.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise PydanticCustomError("day", "`{given}` is not a date", {"given": str(value), "help": "write YYYY-MM-DD"})
    year, month, day = map(int, match.groups())
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise PydanticCustomError(
            "day",
            "`{given}` is out of range",
            {"given": str(value), "help": "look at the year; those from 1970 to 2199 are understood"},
        )
    try:
        return date(year, month, day)
    except ValueError:
        help_ = "look at a calendar: the month has fewer days, or the year fewer months"
        message = "`{given}` does not exist in the calendar"
        raise PydanticCustomError("day", message, {"given": str(value), "help": help_}) from None


def _parse_any_day(value: object) -> AnyDay:
    if isinstance(value, Offset):
        return value
    match = _OFFSET.fullmatch(value) if isinstance(value, str) else None
    if match is not None:
        return Offset(int(match[1] + match[2]))
    if isinstance(value, str) and not _DAY.fullmatch(value):
        raise PydanticCustomError(
            "day",
            "`{given}` is not a date",
            {"given": value, "help": "write YYYY-MM-DD, or T-14 for 14 days before launch"},
        )
    return parse_day(value)


#: A fixed day, `YYYY-MM-DD`; the zone is UTC.
FixedDay = Annotated[date, _Form(core_schema.no_info_plain_validator_function(parse_day), grammar.FIXED_DAY)]
#: A day that may also be counted from the launch day: `T-14`, `T+3`.
Day = Annotated[AnyDay, _Form(core_schema.no_info_plain_validator_function(_parse_any_day), grammar.DAY)]


def _nothing_as_empty(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return {} if value is None else value


class _EmptyIfNothing:
    """Lets nothing stand for no entries, and says so in the schema."""

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        form = handler(source)
        return core_schema.no_info_before_validator_function(
            _nothing_as_empty, form, json_schema_input_schema=core_schema.nullable_schema(form)
        )


#: Keys and values, of which there may be none yet: a key with nothing but comments below it.
EMPTY_IF_NOTHING = _EmptyIfNothing()


def _as_list(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return value if isinstance(value, list | tuple) else [value]


def one_or_many(form: Any) -> BeforeValidator:  # noqa: ANN401 - a type, as pydantic takes them
    """Let one entry stand for a list of it; `form` is the schema of one."""
    return BeforeValidator(_as_list, json_schema_input_type=form | list[form])


def _check_ids(entries: tuple[Any, ...]) -> tuple[Any, ...]:
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            help_ = "give one of them another id"
            raise PydanticCustomError("twice", "`{name}` stands twice here", {"name": entry.id, "help": help_})
        seen.add(entry.id)
    return entries


#: A list whose entries have an `id` that stands once.
UNIQUE_IDS = AfterValidator(_check_ids)


def form_of(value: object) -> str:
    """Tell a bare text from an entry written out: the tag of a union of both."""
    return "text" if isinstance(value, str) else "form"


def shorthand(key: str, form: object) -> BeforeValidator:
    """Let a bare text stand for a mapping with that text under `key`; `form` is the schema of the text."""

    def expand(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
        return {key: value} if isinstance(value, str) else value

    return BeforeValidator(expand, json_schema_input_type=form)
