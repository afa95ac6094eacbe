"""Handoffs: the passing of a customer or of a thing from one department to another."""

from datetime import date
from typing import Annotated, NamedTuple, Self

from pydantic import (
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    Tag,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import FixedDay, Many, Model, PersonId, Text, form_of, must_be_department
from readycheck.model.plan.entry import Entry

#: An end of a handoff that is no department.
CUSTOMER, PARTNER = "customer", "partner:"
_LONGEST = 300


class Ends(NamedTuple):
    """Who gives and who receives: departments, `customer`, or `partner:NAME`."""

    giver: str
    receiver: str

    def __str__(self) -> str:
        """Return `sales -> support`."""
        return f"{self.giver} -> {self.receiver}"


def is_department(end: str) -> bool:
    """Return whether an end is a department rather than the customer or a partner."""
    return end != CUSTOMER and not end.startswith(PARTNER)


def _parse_end(value: str, info: ValidationInfo) -> str:
    if is_department(value):
        return must_be_department(value, info)
    if value == PARTNER:
        raise PydanticCustomError("ends", "the partner has no name", {"help": "write `partner:NAME`"})
    return value


def _parse_ends(value: object, info: ValidationInfo) -> Ends:
    if isinstance(value, Ends):
        return value
    text = value.replace("→", "->") if isinstance(value, str) else ""
    giver, _, receiver = (part.strip() for part in text.partition("->"))
    if not giver or not receiver or len(text) > _LONGEST:
        raise PydanticCustomError(
            "ends",
            "a handoff goes from one to another",
            {"help": "write `sales -> support`; an end may be `customer` or `partner:NAME`"},
        )
    ends = Ends(_parse_end(giver, info), _parse_end(receiver, info))
    if ends.giver == ends.receiver:
        raise PydanticCustomError(
            "ends", "`{end}` hands over to itself", {"end": ends.giver, "help": "name two ends, or leave it out"}
        )
    return ends


#: From whom to whom, written `sales -> support`.
FromTo = Annotated[
    Ends,
    PlainValidator(_parse_ends),
    WithJsonSchema(grammar.FROM_TO),
]
End = Annotated[
    str,
    PlainValidator(lambda value, info: _parse_end(value, info) if isinstance(value, str) else value),
    WithJsonSchema(grammar.END),
]
_Agreed = Annotated[
    Annotated[FixedDay, Tag("one day")]
    | Annotated[
        dict[End, Annotated[FixedDay, grammar.Described("When this end agreed.", "2026-11-17")]],
        Tag("a day each"),
    ],
    Discriminator(lambda value: "one day" if form_of(value) == "text" else "a day each"),
]


class Given(Model):
    """One end's word that it gave or took over."""

    by: PersonId = Field(description="Who.", examples=["lee.ng"])
    dated: FixedDay = Field(alias="date", description="When.", examples=["2026-11-21"])


class Handoff(Entry):
    """A handoff: `standing`, for every customer who passes, or `once`, for this launch."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                grammar.has_exactly_one_of("standing", "once"),
                grammar.where_has("standing", then=grammar.lacks("offered", "accepted")),
                grammar.where_has("once", then=grammar.lacks("agreed", "changed")),
            ]
        }
    )

    standing: FromTo | None = Field(
        default=None, description="From whom to whom, again and again.", examples=["sales -> customer-success"]
    )
    once: FromTo | None = Field(
        default=None, description="From whom to whom, for this launch.", examples=["product -> support"]
    )
    when: Text | None = Field(default=None, description="What sets it off.", examples=["Contract signed"])
    carries: Many[Text] = Field(
        default=(), description="What is handed over.", examples=[["contract", "success criteria"]]
    )
    accept: Text | None = Field(
        default=None, description="How the receiver shows that it took over.", examples=["Success plan confirmed"]
    )
    within_days: int | None = Field(default=None, ge=0, le=365, description="How many days it may take.", examples=[2])
    agreed: _Agreed | None = Field(
        default=None,
        description="Standing: when each end agreed to these terms; one day where both did at once.",
        examples=[{"sales": "2026-11-17", "customer-success": "2026-11-19"}],
    )
    changed: FixedDay | None = Field(
        default=None, description="Standing: when what it carries last changed.", examples=["2026-10-01"]
    )
    offered: Given | None = Field(
        default=None, description="Once: who gave it, and when.", examples=[{"by": "mara.lind", "date": "2026-11-20"}]
    )
    accepted: Given | None = Field(
        default=None, description="Once: who took it, and when.", examples=[{"by": "lee.ng", "date": "2026-11-21"}]
    )

    @property
    def ends(self) -> Ends:
        """From whom to whom."""
        ends = self.standing or self.once
        assert ends is not None  # noqa: S101 - one of the two is there, see below
        return ends

    @property
    def agreed_days(self) -> dict[str, date]:
        """When each end agreed, of those that did."""
        if isinstance(self.agreed, date):
            return dict.fromkeys(self.ends, self.agreed)
        return dict(self.agreed or {})

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.standing is None) == (self.once is None):
            raise PydanticCustomError(
                "one_kind",
                "a handoff is either `standing` or `once`",
                {"help": "write `standing: sales -> support` for every customer, `once:` for this launch only"},
            )
        kind, foreign = ("standing", ("offered", "accepted")) if self.standing else ("once", ("agreed", "changed"))
        for key in foreign:
            if getattr(self, key) is not None:
                raise PydanticCustomError(
                    "one_kind",
                    "a {kind} handoff has no `{key}`",
                    {
                        "kind": kind,
                        "key": key,
                        "help": "standing ones are `agreed`; those for once are `offered` and `accepted`",
                    },
                )
        strangers = [end for end in self.agreed_days if end not in self.ends]
        if strangers:
            raise PydanticCustomError(
                "one_kind",
                "`{end}` is neither end of this handoff",
                {"key": "agreed", "end": strangers[0], "help": f"its ends are {' and '.join(self.ends)}"},
            )
        return self
