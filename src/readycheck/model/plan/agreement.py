"""What people agreed to: sign-offs, exceptions, and what the meetings decided."""

from typing import Annotated

from pydantic import Field

from readycheck.model import grammar
from readycheck.model.base import Day, FixedDay, ItemId, Many, MilestoneId, Model, OneOf, PersonId, Text
from readycheck.model.vocabulary import Decision, Serves


class Condition(Model):
    """What must still happen, although somebody agreed already."""

    what: Text = Field(description="What must happen.", examples=["Restore rehearsed"])
    owner: PersonId | None = Field(default=None, description="Who sees to it.", examples=["sam.ito"])
    by: Day | None = Field(default=None, description="Until when.", examples=["T-3"])
    met: FixedDay | None = Field(default=None, description="When it happened.", examples=["2026-11-20"])


class SignOff(Model):
    """A department's own word on a milestone."""

    milestone: MilestoneId = Field(alias="for", description="Which milestone.", examples=["ga"])
    by: PersonId = Field(description="The lead, or the lead's deputy.", examples=["dana.cho"])
    dated: FixedDay = Field(alias="date", description="When it was given.", examples=["2026-11-20"])
    decision: OneOf[Decision] = Field(description="go, conditional or no_go.", examples=["conditional"])
    conditions: Many[Condition] = Field(
        default=(), description="What a conditional sign-off asks for.", examples=[[{"what": "DPA published"}]]
    )
    note: Text | None = Field(default=None, description="Why.", examples=["Two of five people trained"])


class Waiver(Model):
    """An accepted, signed, expiring exception. It changes no figure."""

    item: ItemId = Field(description="The item that may be missing.", examples=["cloud-ops.disaster-recovery"])
    reason: Text = Field(description="Why that is acceptable.", examples=["Second region in January"])
    approved_by: PersonId = Field(
        description="Who accepts the risk: not the item's owner; for a blocker the sponsor.", examples=["tom.oduya"]
    )
    dated: FixedDay = Field(alias="date", description="When it was accepted.", examples=["2026-11-19"])
    until: FixedDay = Field(description="The last day on which it holds.", examples=["2027-01-31"])
    condition: Condition | None = Field(
        default=None, description="What must happen in return.", examples=[{"what": "Restore rehearsed", "by": "T-3"}]
    )
    costs: dict[OneOf[Serves], Annotated[Text, grammar.Described("What of that.", "Two deals wait")]] = Field(
        default_factory=dict,
        description="What it costs: in customers who leave (retain), who come later (win), and in risk (protect).",
        examples=[{"retain": "Nobody leaves over it", "win": "Two deals wait", "protect": "A night of lost data"}],
    )


class MeetingDecision(Model):
    """What the meeting decided. Printed beside the verdict, never instead of it."""

    milestone: MilestoneId = Field(alias="for", description="Which milestone.", examples=["beta"])
    dated: FixedDay = Field(alias="date", description="When.", examples=["2026-10-08"])
    decision: OneOf[Decision] = Field(description="go, conditional or no_go.", examples=["go"])
    by: PersonId = Field(description="Who decided.", examples=["tom.oduya"])
    conditions: Many[Condition] = Field(
        default=(), description="What the meeting asked for with its go.", examples=[[{"what": "Rota doubled"}]]
    )
    despite: Many[ItemId] = Field(
        default=(), description="Gaps that were known and accepted.", examples=[["support.help-centre"]]
    )
