"""Customers: who they are, what they are worth, how they take part, and whom we prepare for by name."""

from typing import Annotated

from pydantic import Field

from readycheck.model import grammar
from readycheck.model.base import (
    UNIQUE_IDS,
    Day,
    FixedDay,
    Identifier,
    Many,
    Model,
    OneOf,
    PersonId,
    SegmentId,
    Text,
    one_or_many,
)
from readycheck.model.plan.answer import Proofs
from readycheck.model.plan.entry import Entry
from readycheck.model.vocabulary import CustomerGroup, Goal, Phase, Worth


class Segment(Entry):
    """Customers who have something in common."""

    id: Identifier = Field(description="Short, as journeys name it.", examples=["small-firms"])
    name: Text = Field(description="Who they are.", examples=["Law firms of 2 to 20 people"])
    group: OneOf[CustomerGroup] = Field(
        default=CustomerGroup.EXTERNAL,
        description="external: they buy or use it. internal: colleagues who work with it.",
        examples=["internal"],
    )
    persona: Text | None = Field(
        default=None,
        description="Where their persona is: a file, an address, or a sentence.",
        examples=["research/ruth.md"],
    )
    pain: Text | None = Field(
        default=None, description="The pain they want gone, in their words.", examples=["A restore takes a weekend"]
    )
    value: dict[OneOf[Worth], Annotated[Text, grammar.Described("What of that.", "1.2 million a year")]] = Field(
        default_factory=dict,
        description="What they bring: revenue_now, revenue_potential, brand, new_market, new_geography.",
        examples=[{"revenue_now": "1.2 million a year", "brand": "Two of them write columns"}],
    )


class Account(Entry):
    """A customer who matters by name. What is confidential stays in the brief, outside the plan."""

    name: Text = Field(description="The customer.", examples=["Harrow & Pike"])
    segment: SegmentId | None = Field(default=None, description="Its segment.", examples=["small-firms"])
    priority: int | None = Field(default=None, ge=1, le=999, description="1 comes first.", examples=[1])
    backed_by: PersonId | None = Field(
        default=None, description="Who in product stands behind its wishes.", examples=["mara.lind"]
    )
    brief: Text | None = Field(
        default=None,
        description="Where its business, current issues and temperament are described: an address or a file.",
        examples=["https://crm.example.com/harrow"],
    )


class Involvement(Model):
    """How customers took part."""

    who: SegmentId = Field(description="The segment.", examples=["small-firms"])
    phases: Annotated[Many[OneOf[Phase]], one_or_many(OneOf[Phase])] = Field(
        alias="in",
        min_length=1,
        description="In what: idea, design, test, service.",
        examples=[["idea", "design"]],
        json_schema_extra={"minItems": 1},
    )
    how: Text = Field(description="How.", examples=["Six interviews and a card sort"])
    dated: FixedDay | None = Field(default=None, alias="date", description="When, last.", examples=["2026-05-12"])
    evidence: Proofs = Field(default=(), description="What came of it.", examples=["research/interviews.md"])


class Customers(Model):
    """For whom the launch is."""

    due: Day | None = Field(default=None, description="When what is missing here will be there.", examples=["T-30"])

    segments: Annotated[Many[Segment], UNIQUE_IDS] | None = Field(
        default=None,
        description="Who they are.",
        examples=[[{"id": "small-firms", "name": "Law firms of 2 to 20 people"}]],
    )
    accounts: Many[Account] | None = Field(
        default=None,
        description="Strategic accounts; `[]` says that there are none.",
        examples=[[{"name": "Harrow & Pike", "priority": 1}]],
    )
    involved: Many[Involvement] | None = Field(
        default=None,
        description="How customers take part.",
        examples=[[{"who": "small-firms", "in": "design", "how": "Six interviews"}]],
    )
    goals: dict[OneOf[Goal], Annotated[Text, grammar.Described("How.", "A call in the first week")]] | None = Field(
        default=None,
        description="How they are identified, won, kept, sold more, and used to expand.",
        examples=[{"keep": "A call in the first week, and one a quarter"}],
    )
