"""Journeys: what customers go through, step by step, and what each step promises."""

from typing import Annotated

from pydantic import Field

from readycheck.model import grammar
from readycheck.model.base import DepartmentId, Many, Model, OneOf, SegmentId, Text, shorthand
from readycheck.model.plan.entry import Entry, Tried
from readycheck.model.vocabulary import Feel, Level, Stage


class Service(Model):
    """What keeps a promise."""

    service: Text = Field(description="What it is.", examples=["Live onboarding chat"])
    department: DepartmentId | None = Field(
        default=None, description="Who gives it; else the department of the touchpoint.", examples=["support"]
    )
    level: OneOf[Level] = Field(
        default=Level.STANDARD, description="What it gives: basic, standard or premium.", examples=["standard"]
    )


class Question(Entry):
    """A hard question about a touchpoint: how does it really work?"""

    how: Text = Field(description="The question.", examples=["How does a firm get its key back?"])
    answer: Text | None = Field(
        default=None, description="The answer; a question without one is a gap.", examples=["By post, in two days"]
    )


class Touchpoint(Entry):
    """A step where the customer meets us."""

    name: Text = Field(description="What happens there.", examples=["First sees the comparison page"])
    stage: OneOf[Stage] = Field(description="learn, buy, use or grow.", examples=["learn"])
    department: DepartmentId = Field(description="Who answers for it.", examples=["marketing"])
    feel: OneOf[Feel] | None = Field(
        default=None,
        description="On which level it is felt most: first_impression, in_use or in_memory.",
        examples=["first_impression"],
    )
    promise: Text | None = Field(
        default=None, description="What the customer is promised there.", examples=["Running in ten minutes"]
    )
    level: OneOf[Level] = Field(
        default=Level.STANDARD, description="What the promise offers: basic, standard or premium.", examples=["premium"]
    )
    kept_by: Annotated[Service, shorthand("service", Text | Service)] | None = Field(
        default=None,
        description="What keeps the promise; a bare text is a standard service of the same department.",
        examples=[{"service": "Live onboarding chat", "department": "support", "level": "standard"}],
    )
    tested: Tried | None = Field(
        default=None,
        description="That it was tried out.",
        examples=[{"date": "2026-11-10", "with": "customers", "evidence": "research/first-click.md"}],
    )
    questions: Many[Annotated[Question, shorthand("how", Text | Question)]] = Field(
        default=(),
        description="Hard questions and their answers; a bare text is a question without an answer.",
        examples=[[{"how": "How does a firm get its key back?", "answer": "By post, in two days"}]],
    )


class Journey(Entry):
    """What one kind of customer goes through, in the order in which it comes."""

    name: Text = Field(description="What it is.", examples=["Firm buys online"])
    segment: SegmentId | None = Field(
        default=None, alias="for", description="The segment that goes this way.", examples=["small-firms"]
    )
    skips: dict[OneOf[Stage], Annotated[Text, grammar.Described("Why.", "Bought once")]] = Field(
        default_factory=dict,
        description="Stages that this journey does not have, each with the reason.",
        examples=[{"grow": "Bought once"}],
    )
    drawn: Tried | None = Field(
        default=None,
        description="That it was drawn from the customer's point of view.",
        examples=[{"date": "2026-06-02", "with": "customers", "evidence": "research/map.md"}],
    )
    walked: Tried | None = Field(
        default=None,
        description="That somebody went through all of it, as a customer would.",
        examples=[{"date": "2026-11-10", "by": "ola.berg", "evidence": "research/walk.md"}],
    )
    touchpoints: Many[Touchpoint] = Field(
        min_length=1,
        description="The steps, in the order in which the customer meets them.",
        examples=[[{"name": "First sees the comparison page", "stage": "learn", "department": "marketing"}]],
    )
