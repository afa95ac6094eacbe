"""One department's part of a plan."""

from typing import Annotated, Any

from pydantic import BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import (
    EMPTY_IF_NOTHING,
    Day,
    DepartmentId,
    FixedDay,
    Identifier,
    Many,
    Model,
    PersonId,
    Text,
    shorthand,
)
from readycheck.model.plan.agreement import SignOff
from readycheck.model.plan.answer import Answer, BareStatus


def _one_value(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if value is None or isinstance(value, list | dict):
        raise PydanticCustomError(
            "fact",
            "a fact has one value",
            {"help": "write a number, a text, or true or false; a list as several facts"},
        )
    return value


#: Facts as customers are told them, by name.
Stated = dict[
    Identifier,
    Annotated[
        Text | int | float | bool,
        BeforeValidator(_one_value, json_schema_input_type=Text | int | float | bool),
        grammar.Described("What is said: a number, a text, or true or false.", 29, "ten minutes"),
    ],
]


class Ask(Model):
    """Something that a department needs from another."""

    what: Text = Field(description="What is needed.", examples=["Final price list"])
    of: DepartmentId = Field(alias="from", description="The department that owes it.", examples=["product"])
    by: Day = Field(description="When it is needed.", examples=["T-25"])
    got: FixedDay | None = Field(default=None, description="When it arrived.", examples=["2026-11-21"])
    owner: PersonId | None = Field(
        default=None, description="Who owes it; else the lead of that department.", examples=["mara.lind"]
    )


class Department(Model):
    """One department's part of the plan."""

    model_config = ConfigDict(json_schema_extra={"not": {"allOf": [grammar.has("lead"), grammar.has("done_by")]}})

    lead: PersonId | None = Field(
        default=None, description="Who answers for the department; owns its items by default.", examples=["dana.cho"]
    )
    called: Text | None = Field(default=None, description="Your own name for the department.", examples=["SRE"])
    done_by: DepartmentId | None = Field(
        default=None, description="Another department that does this one's work.", examples=["support"]
    )
    asks: Many[Ask] | None = Field(
        default=None,
        description="What the department needs from others; `[]` says that it needs nothing.",
        examples=[[{"what": "Final price list", "from": "product", "by": "T-25"}]],
    )
    signoffs: Many[SignOff] = Field(
        default=(),
        description="What the department says of each milestone.",
        examples=[[{"for": "ga", "by": "dana.cho", "date": "2026-11-20", "decision": "go"}]],
    )
    items: Annotated[
        dict[
            Identifier,
            Annotated[
                Answer,
                shorthand("status", BareStatus | Answer),
                grammar.Described(
                    "The answer to this item: its status, or more than that.",
                    "done",
                    {"status": "in_progress", "expect": "2026-12-03"},
                ),
            ],
        ],
        EMPTY_IF_NOTHING,
    ] = Field(
        default_factory=dict,
        description="The answers, by item id without the department.",
        examples=[{"trademarks": "done"}],
    )
    stated: Stated = Field(
        default_factory=dict,
        description="Facts as this department tells them to customers.",
        examples=[{"price_monthly_eur": 29}],
    )
