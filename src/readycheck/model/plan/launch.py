"""What is launched, by whom, and when."""

from datetime import date
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import AnyDay, Day, FixedDay, Identifier, MilestoneId, Model, Offset, OneOf, PersonId, Text
from readycheck.model.vocabulary import LaunchClass

#: The milestone that is the launch itself, wherever a plan dates it.
LAUNCH_MILESTONE = "ga"


class DecisionMeeting(Model):
    """When and by whom go or no-go is decided."""

    meeting: Day = Field(description="The day of the go/no-go meeting.", examples=["T-7"])
    chair: PersonId | None = Field(default=None, description="Who chairs it.", examples=["tom.oduya"])


class Launch(Model):
    """What is launched, by whom, and when."""

    name: Text = Field(description="What customers will call it.", examples=["Aurora Backup 2.0"])
    summary: Text | None = Field(
        default=None,
        description="One sentence: what it is, and for whom.",
        examples=["Encrypted off-site backup for small law firms"],
    )
    owner: PersonId = Field(description="The one person who drives the launch.", examples=["mara.lind"])
    sponsor: PersonId | None = Field(
        default=None,
        description="The senior sponsor who has agreed to it; alone may waive a blocker. Not the owner.",
        examples=["tom.oduya"],
    )
    sponsor_agreed: FixedDay | None = Field(
        default=None, description="When the sponsor agreed to it.", examples=["2026-09-01"]
    )
    launch_class: OneOf[LaunchClass] = Field(
        default=LaunchClass.STANDARD,
        alias="class",
        description="How much rigour the launch deserves: flagship, standard or quiet.",
        examples=["standard"],
    )
    milestones: dict[
        MilestoneId, Annotated[Day, grammar.Described("The day of this milestone.", "2026-12-15", "T-15")]
    ] = Field(
        min_length=1,
        description="The day of each milestone. The launch day (`ga`, else the last) is a fixed date.",
        examples=[{"beta": "T-15", "ga": "2026-12-15"}],
        json_schema_extra=grammar.LAUNCH_DAY_IS_FIXED,
    )
    decision: DecisionMeeting | None = Field(
        default=None, description="The go/no-go meeting.", examples=[{"meeting": "T-7", "chair": "tom.oduya"}]
    )
    links: dict[Identifier, Annotated[Text, grammar.Described("An https address, or a path.", "ops/launch-day.md")]] = (
        Field(
            default_factory=dict,
            description="Where to look: an https address, or a path in the repository.",
            examples=[{"runbook": "ops/launch-day.md"}],
        )
    )

    @property
    def launch_milestone(self) -> str:
        """The milestone from which T-n is counted: `ga`, else the latest with a fixed date."""
        if LAUNCH_MILESTONE in self.milestones:
            return LAUNCH_MILESTONE
        fixed = {name: day for name, day in self.milestones.items() if isinstance(day, date)}
        return max(fixed or self.milestones, key=lambda name: fixed.get(name, date.min))

    @property
    def launch_day(self) -> AnyDay:
        """The day from which T-n is counted, as it is written."""
        return self.milestones[self.launch_milestone]

    @model_validator(mode="after")
    def _launch_day_is_fixed(self) -> Self:
        if isinstance(self.launch_day, Offset):
            raise PydanticCustomError(
                "launch_day",
                "the launch day cannot be counted from itself",
                {"key": "milestones", "help": "give `launch.milestones.ga`, or the last milestone, as YYYY-MM-DD"},
            )
        return self

    @model_validator(mode="after")
    def _sponsor_is_another(self) -> Self:
        if self.sponsor == self.owner:
            raise PydanticCustomError(
                "same_person",
                "`{name}` is both owner and sponsor",
                {
                    "key": "sponsor",
                    "name": self.owner,
                    "help": "name a sponsor who can disagree with the owner, or leave `sponsor` out",
                },
            )
        return self
