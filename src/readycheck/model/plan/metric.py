"""Measures, and the ways in which we hear customers."""

from typing import Annotated, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import (
    AffiliationId,
    DepartmentId,
    FixedDay,
    Identifier,
    Many,
    MilestoneId,
    Number,
    OneOf,
    PersonId,
    Text,
    one_or_many,
)
from readycheck.model.number import exact
from readycheck.model.plan.bounds import Bounds
from readycheck.model.plan.entry import Entry
from readycheck.model.vocabulary import MetricKind


class Target(Bounds):
    """What is aimed at: at least, or at most, a number."""

    model_config = ConfigDict(json_schema_extra=grammar.has_one_of("at_least", "at_most"))

    unit: Text | None = Field(default=None, description="Of what.", examples=["days"])

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if not self.is_bounded:
            raise PydanticCustomError(
                "bound", "a target needs a number", {"help": "write `at_least: N` or `at_most: N`"}
            )
        return self

    @property
    def words(self) -> str:
        """The target as it is printed: `at most 8 hours`."""
        return " ".join(filter(None, [self.bounds, self.unit]))


class Metric(Entry):
    """Something that is measured, for somebody who can act on it."""

    id: Identifier = Field(description="Short, as checklists name it.", examples=["time-to-close"])
    kind: OneOf[MetricKind] = Field(
        description="kpi: to steer by. sla: promised. guerrilla: unconventional, and speaks of customers.",
        examples=["kpi"],
    )
    department: DepartmentId = Field(description="Who measures it.", examples=["sales"])
    target: Target | None = Field(
        default=None, description="What is aimed at.", examples=[{"at_most": 30, "unit": "days"}]
    )
    now: Number | None = Field(default=None, description="The last value.", examples=[41])
    dated: FixedDay | None = Field(
        default=None, alias="date", description="When that was measured.", examples=["2026-11-15"]
    )
    since: MilestoneId | None = Field(
        default=None,
        alias="from",
        description="The milestone from which a value is due; else the launch.",
        examples=["hypercare"],
    )
    every_days: int = Field(default=31, ge=1, le=400, description="How often it is measured.", examples=[31])
    reported_to: Annotated[Many[AffiliationId], one_or_many(AffiliationId)] = Field(
        default=(), description="Who reads it and can change it.", examples=[["product"]]
    )
    shaped_with: Annotated[Many[PersonId], one_or_many(PersonId)] = Field(
        default=(), description="Who helped to shape it.", examples=[["mara.lind"]]
    )

    @property
    def is_missed(self) -> bool:
        """Whether it was promised, and its last value is not what was promised."""
        missed = self.target is not None and self.now is not None and not self.target.admits(exact(self.now))
        return missed and self.kind is MetricKind.SLA


class Voice(Entry):
    """A way in which we hear customers."""

    source: Text = Field(description="Where we hear them.", examples=["support tickets"])
    department: DepartmentId | None = Field(default=None, description="Who listens.", examples=["support"])
    every_days: int = Field(default=31, ge=1, le=400, description="How often.", examples=[7])
    feeds: Annotated[Many[DepartmentId], one_or_many(DepartmentId)] = Field(
        default=(), description="Whom it reaches.", examples=[["product", "engineering"]]
    )
    last: FixedDay | None = Field(default=None, description="When it was last heard.", examples=["2026-11-18"])
