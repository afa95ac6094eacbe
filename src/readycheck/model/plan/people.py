"""Everybody who is named in a plan."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model.base import AffiliationId, Day, Many, Model, PersonId, Text, one_or_many, precedes


class Absence(Model):
    """Days on which a person is not at work, both included."""

    start: Day = Field(alias="from", description="First day away.", examples=["2026-12-20"])
    end: Day = Field(alias="to", description="Last day away.", examples=["2027-01-02"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if precedes(self.end, self.start):
            help_ = "`from:` comes before `to:`"
            raise PydanticCustomError("order", "the absence ends before it begins", {"key": "to", "help": help_})
        return self


class Person(Model):
    """Somebody, or a team, who owns, approves or checks something."""

    name: Text | None = Field(
        default=None, description="As it is printed; else made from the id.", examples=["Mara Lind"]
    )
    department: AffiliationId = Field(
        description="The department, or `management` or `external`.", examples=["product", "management"]
    )
    email: Text | None = Field(
        default=None,
        description="By which git knows the person (`--verify-authors`). Never printed in reports.",
        examples=["mara@example.com"],
    )
    deputy: PersonId | None = Field(
        default=None, description="Who acts when this person is away.", examples=["ola.berg"]
    )
    away: Annotated[Many[Absence], one_or_many(Absence)] = Field(
        default=(), description="Absences.", examples=[[{"from": "2026-12-20", "to": "2027-01-02"}]]
    )
    team: bool = Field(
        default=False, description="True for a rota or a mailbox rather than one person.", examples=[True]
    )
