"""The launch itself: what if, how back, who is there, what is announced, and which other launches it needs."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import (
    Day,
    DepartmentId,
    FixedDay,
    Identifier,
    Many,
    MilestoneId,
    Model,
    Offset,
    PersonId,
    Text,
    one_or_many,
    precedes,
)
from readycheck.model.plan.answer import Proofs
from readycheck.model.plan.entry import Entry


class Scenario(Entry):
    """Something that could go wrong, and what happens then."""

    about: Identifier | None = Field(
        default=None, description="The topic, as the checklist names it.", examples=["outage"]
    )
    what_if: Text = Field(description="What could happen.", examples=["The region fails"])
    answer: Text | None = Field(default=None, description="What happens then.", examples=["We move to the second one"])
    rehearsed: FixedDay | None = Field(default=None, description="When that was rehearsed.", examples=["2026-11-02"])
    evidence: Proofs = Field(default=(), description="What the rehearsal showed.", examples=["ops/failover.md"])


class Rollback(Model):
    """How the launch is taken back."""

    trigger: Text | None = Field(
        default=None, alias="if", description="What sets it off.", examples=["More than 2 % of restores fail"]
    )
    decides: PersonId | None = Field(default=None, description="Who decides, alone.", examples=["sam.ito"])
    until: Day | None = Field(default=None, description="The last day on which it is possible.", examples=["T+3"])
    how: Text | None = Field(
        default=None, description="How it is done: a file, an address, or a sentence.", examples=["ops/rollback.md"]
    )
    rehearsed: FixedDay | None = Field(default=None, description="When it was rehearsed.", examples=["2026-11-06"])
    due: Day | None = Field(default=None, description="When what is missing here will be there.", examples=["T-10"])


class LaunchWeek(Model):
    """Who is there around the launch day."""

    start: Day = Field(
        default=Offset(-1),
        alias="from",
        description="The first day.",
        examples=["T-1"],
        json_schema_extra={"default": "T-1"},
    )
    end: Day = Field(
        default=Offset(7),
        alias="to",
        description="The last day.",
        examples=["T+7"],
        json_schema_extra={"default": "T+7"},
    )
    cover: dict[
        DepartmentId,
        Annotated[
            Many[PersonId],
            one_or_many(PersonId),
            grammar.Described("Who covers for this department.", "sre-oncall", ["kofi.mensah", "lin.wu"]),
        ],
    ] = Field(
        default_factory=dict,
        description="Who covers for each department.",
        examples=[{"support": ["kofi.mensah", "lin.wu"]}],
    )
    due: Day | None = Field(default=None, description="When what is missing here will be there.", examples=["T-10"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if precedes(self.end, self.start):
            help_ = "`from:` comes before `to:`"
            raise PydanticCustomError("order", "the launch week ends before it begins", {"key": "to", "help": help_})
        return self


class Announcement(Entry):
    """What is said to whom."""

    to: Identifier = Field(description="To whom: customers, employees, partners, press, …", examples=["customers"])
    channel: Text | None = Field(default=None, description="How.", examples=["mail"])
    dated: Day | None = Field(default=None, alias="date", description="When.", examples=["T+0"])
    text: Text | None = Field(
        default=None, description="Where the text is: a file or an address.", examples=["marketing/mail-ga.md"]
    )
    approved_by: PersonId | None = Field(
        default=None, description="Who, other than the owner, approved the text.", examples=["mara.lind"]
    )


class Dependency(Entry):
    """Another launch that this one needs."""

    launch: Text = Field(description="Its name.", examples=["Identity 3"])
    needs: MilestoneId = Field(default="ga", description="The milestone that it must have reached.", examples=["ga"])
    by: Day = Field(description="Until when.", examples=["T-14"])
    plan: Text | None = Field(
        default=None,
        description="Its plan, relative to this one; where it is at hand it is audited.",
        examples=["../identity-3/launch.yaml"],
    )
    reached: FixedDay | None = Field(
        default=None, description="When it was reached, where its plan is not at hand.", examples=["2026-11-20"]
    )
