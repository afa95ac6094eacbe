"""What every entry of a plan's sections has: who answers for it, and until when what it lacks will be there."""

from typing import Annotated

from pydantic import Field

from readycheck.model.base import Day, FixedDay, Model, OneOf, PersonId, shorthand
from readycheck.model.plan.answer import Proofs
from readycheck.model.vocabulary import Audience


class Entry(Model):
    """An entry for which somebody answers."""

    owner: PersonId | None = Field(
        default=None, description="Who answers for it; else the lead of the department concerned.", examples=["lee.ng"]
    )
    due: Day | None = Field(default=None, description="When what is missing here will be there.", examples=["T-14"])


class Trial(Model):
    """That something was tried out: when, with whom, and what came of it."""

    dated: FixedDay = Field(alias="date", description="When.", examples=["2026-11-10"])
    audience: OneOf[Audience] = Field(
        default=Audience.COLLEAGUES,
        alias="with",
        description="With whom: customers, prospects or colleagues.",
        examples=["customers"],
    )
    by: PersonId | None = Field(default=None, description="Who led it.", examples=["ola.berg"])
    evidence: Proofs = Field(
        default=(), description="What shows it and what came of it.", examples=["research/first-click.md"]
    )


#: A trial written out, or just its day.
Tried = Annotated[Trial, shorthand("date", FixedDay | Trial)]
