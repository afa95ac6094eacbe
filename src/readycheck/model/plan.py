"""The launch plan: the document that describes one launch (design.md §2).

A plan says what people know, plan and have proven. It decides nothing: what applies, what counts
and what follows from it is worked out in `audit`.
"""

from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, Self, overload

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model.base import (
    EMPTY_IF_NOTHING,
    AffiliationId,
    AnyDay,
    Day,
    DepartmentId,
    FactId,
    FixedDay,
    Identifier,
    ItemId,
    Many,
    MilestoneId,
    Model,
    Offset,
    OneOf,
    PersonId,
    Text,
    shorthand,
)
from readycheck.model.vocabulary import Decision, LaunchClass, Status, Truth

#: The milestone that is the launch itself, wherever a plan dates it.
LAUNCH_MILESTONE = "ga"


def _as_list(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return value if isinstance(value, list | tuple) else [value]


# ---------------------------------------------------------------- the launch
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
    launch_class: OneOf[LaunchClass] = Field(
        default=LaunchClass.STANDARD,
        alias="class",
        description="How much rigour the launch deserves: flagship, standard or quiet.",
        examples=["standard"],
    )
    milestones: dict[MilestoneId, Day] = Field(
        min_length=1,
        description="The day of each milestone. The launch day (`ga`, else the last) is a fixed date.",
        examples=[{"beta": "T-15", "ga": "2026-12-15"}],
    )
    decision: DecisionMeeting | None = Field(
        default=None, description="The go/no-go meeting.", examples=[{"meeting": "T-7", "chair": "tom.oduya"}]
    )
    links: dict[Identifier, Text] = Field(
        default_factory=dict,
        description="Where to look: an https address, or a path in the repository.",
        examples=[{"runbook": "ops/launch-day.md"}],
    )

    @property
    def launch_day(self) -> AnyDay:
        """The day from which T-n is counted, as it is written: `ga`, else the latest milestone with a fixed date."""
        if LAUNCH_MILESTONE in self.milestones:
            return self.milestones[LAUNCH_MILESTONE]
        return max((day for day in self.milestones.values() if isinstance(day, date)), default=Offset(0))

    @model_validator(mode="after")
    def _launch_day_is_fixed(self) -> Self:
        if isinstance(self.launch_day, Offset):
            raise PydanticCustomError(
                "launch_day",
                "the launch day is counted from itself",
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


# ---------------------------------------------------------------- people
class Absence(Model):
    """Days on which a person is not at work, both included."""

    start: Day = Field(alias="from", description="First day away.", examples=["2026-12-20"])
    end: Day = Field(alias="to", description="Last day away.", examples=["2027-01-02"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        fixed = isinstance(self.start, date) and isinstance(self.end, date) and self.end < self.start
        counted = isinstance(self.start, Offset) and isinstance(self.end, Offset) and self.end < self.start
        if fixed or counted:
            raise PydanticCustomError("order", "the absence ends before it begins", {"key": "to"})
        return self


class Person(Model):
    """Somebody, or a team, who owns, approves or checks something."""

    name: Text | None = Field(
        default=None, description="As it is printed; else made from the id.", examples=["Mara Lind"]
    )
    department: AffiliationId = Field(
        description="The department, or `management` or `external`.", examples=["product", "management"]
    )
    email: Text | None = Field(default=None, description="Never printed in reports.", examples=["mara@example.com"])
    deputy: PersonId | None = Field(
        default=None, description="Who acts when this person is away.", examples=["ola.berg"]
    )
    away: Annotated[Many[Absence], BeforeValidator(_as_list, json_schema_input_type=Absence | list[Absence])] = Field(
        default=(), description="Absences.", examples=[[{"from": "2026-12-20", "to": "2027-01-02"}]]
    )
    team: bool = Field(
        default=False, description="True for a rota or a mailbox rather than one person.", examples=[True]
    )


# ---------------------------------------------------------------- evidence and answers
class Evidence(Model):
    """One proof, written out. Exactly one of `claim`, `link` and `file`."""

    claim: Text | None = Field(
        default=None, description="A sentence that says what is so.", examples=["Tested on 3 devices"]
    )
    link: Text | None = Field(default=None, description="An https address.", examples=["https://example.com/terms"])
    file: Text | None = Field(
        default=None, description="A file in the repository, relative to the plan.", examples=["legal/dpa.md"]
    )
    by: PersonId | None = Field(default=None, description="Who says so.", examples=["dana.cho"])
    dated: FixedDay | None = Field(
        default=None, alias="date", description="When it was made or measured.", examples=["2026-11-20"]
    )
    valid_until: FixedDay | None = Field(
        default=None, description="The last day on which it proves anything.", examples=["2027-06-30"]
    )

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if sum(kind is not None for kind in (self.claim, self.link, self.file)) != 1:
            raise PydanticCustomError("one_kind", "evidence has exactly one of `claim`, `link` and `file`", {})
        return self


def _form_of(value: object) -> str:
    return "text" if isinstance(value, str) else "form"


#: A proof as it stands in a plan: a bare text (an https address, a file, or a claim), or written out.
Proof = Annotated[Annotated[Text, Tag("text")] | Annotated[Evidence, Tag("form")], Discriminator(_form_of)]


class Answer(Model):
    """What the plan says of one item."""

    status: OneOf[Status] = Field(description="Where it stands.", examples=["done", "in_progress"])
    owner: PersonId | None = Field(
        default=None, description="Who answers for it; else the department's lead.", examples=["dana.cho"]
    )
    due: Day | None = Field(default=None, description="When it was agreed to be done.", examples=["T-14"])
    expect: Day | None = Field(
        default=None, description="When it will be done, as its owner sees it today.", examples=["2026-12-03"]
    )
    evidence: Annotated[
        Many[Proof], BeforeValidator(_as_list, json_schema_input_type=Text | Evidence | list[Text | Evidence])
    ] = Field(
        default=(),
        description="What proves it: an https address, a file in the repository, or a sentence; or a list of these.",
        examples=["legal/eula-v3.md", {"file": "ops/restore.md", "date": "2026-11-06"}],
    )
    checked_by: PersonId | None = Field(
        default=None, description="Who, other than the owner, looked at the proof.", examples=["mara.lind"]
    )
    reason: Text | None = Field(
        default=None,
        description="Why it is blocked, will not be done, or does not apply.",
        examples=["All components are ours"],
    )
    approved_by: PersonId | None = Field(
        default=None, description="Who, other than the owner, agreed to that.", examples=["tom.oduya"]
    )
    waits_for: Many[ItemId] = Field(
        default=(), description="Items that must be done first.", examples=[["cloud-ops.alerting"]]
    )
    ticket: Text | None = Field(default=None, description="Where the work is tracked.", examples=["LAW-41"])
    note: Text | None = Field(
        default=None, description="Anything the meeting should know.", examples=["Two redlines open"]
    )

    @model_validator(mode="after")
    def _blocked_says_why(self) -> Self:
        if self.status is Status.BLOCKED and not (self.reason or self.waits_for):
            raise PydanticCustomError(
                "blocked",
                "a blocked item says why",
                {"key": "status", "help": "add `reason: …`, or `waits_for: [item]` if another item holds it up"},
            )
        return self


# ---------------------------------------------------------------- departments
class Ask(Model):
    """Something that a department needs from another."""

    what: Text = Field(description="What is needed.", examples=["Final price list"])
    of: DepartmentId = Field(alias="from", description="The department that owes it.", examples=["product"])
    by: Day = Field(description="When it is needed.", examples=["T-25"])
    got: FixedDay | None = Field(default=None, description="When it arrived.", examples=["2026-11-21"])
    owner: PersonId | None = Field(
        default=None, description="Who owes it; else the lead of that department.", examples=["mara.lind"]
    )


class Condition(Model):
    """What must still happen, although somebody agreed already."""

    what: Text = Field(description="What must happen.", examples=["Restore rehearsed"])
    owner: PersonId | None = Field(default=None, description="Who sees to it.", examples=["sam.ito"])
    by: Day | None = Field(default=None, description="Until when.", examples=["T-3"])


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


class Department(Model):
    """One department's part of the plan."""

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
        dict[Identifier, Annotated[Answer, shorthand("status", OneOf[Status] | Answer)]], EMPTY_IF_NOTHING
    ] = Field(
        default_factory=dict,
        description="The answers, by item id without the department.",
        examples=[{"trademarks": "done"}],
    )
    stated: dict[Identifier, Text | int | float | bool] = Field(
        default_factory=dict,
        description="Facts as this department tells them to customers.",
        examples=[{"price_monthly_eur": 29}],
    )


# ---------------------------------------------------------------- exceptions and decisions
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


class MeetingDecision(Model):
    """What the meeting decided. Printed beside the verdict, never instead of it."""

    milestone: MilestoneId = Field(alias="for", description="Which milestone.", examples=["beta"])
    dated: FixedDay = Field(alias="date", description="When.", examples=["2026-10-08"])
    decision: OneOf[Decision] = Field(description="go, conditional or no_go.", examples=["go"])
    by: PersonId = Field(description="Who decided.", examples=["tom.oduya"])
    despite: Many[ItemId] = Field(
        default=(), description="Gaps that were known and accepted.", examples=[["support.help-centre"]]
    )


# ---------------------------------------------------------------- the plan
def _as_truth(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, bool):
        return Truth.YES if value else Truth.NO
    return value


class LaunchPlan(Model):
    """A launch plan, complete and checked."""

    readycheck: int = Field(ge=1, le=1, description="The format of this file.", examples=[1])
    checklists: Text | None = Field(
        default=None,
        description="The version of the shipped checklists to hold the plan against; else the newest.",
        examples=["1.0"],
    )
    launch: Launch = Field(description="What is launched, by whom, and when.")
    profile: dict[
        FactId, Annotated[OneOf[Truth], BeforeValidator(_as_truth, json_schema_input_type=bool | OneOf[Truth])]
    ] = Field(
        default_factory=dict,
        description="Facts that decide which items apply: yes, no or unknown. One left out is unknown.",
        examples=[{"paid": "yes", "hardware": "no"}],
    )
    people: Annotated[dict[Identifier, Annotated[Person, shorthand("department", Text | Person)]], EMPTY_IF_NOTHING] = (
        Field(
            default_factory=dict,
            description="Everybody who is named in the plan, by id; a bare text is the department.",
            examples=[{"tom.oduya": "management"}],
        )
    )
    departments: Annotated[dict[DepartmentId, Annotated[Department, EMPTY_IF_NOTHING]], EMPTY_IF_NOTHING] = Field(
        default_factory=dict, description="The departments' parts.", examples=[{"legal": {"lead": "dana.cho"}}]
    )
    waivers: Many[Waiver] = Field(default=(), description="Exceptions.")
    decisions: Many[MeetingDecision] = Field(default=(), description="What the go/no-go meetings decided.")

    @cached_property
    def launch_day(self) -> date:
        """The day from which T-n is counted: `ga`, else the latest milestone with a fixed date."""
        day = self.launch.launch_day
        return day if isinstance(day, date) else date.max

    @overload
    def on(self, day: AnyDay) -> date: ...
    @overload
    def on(self, day: None) -> None: ...
    def on(self, day: AnyDay | None) -> date | None:
        """Return a day of the plan as a date, counted from the launch day where it is written T-n."""
        return self.launch_day + timedelta(days=day.days) if isinstance(day, Offset) else day

    def lead_of(self, department: str) -> str | None:
        """Who answers for a department: its lead, else the lead of the department that does its work."""
        part = self.departments.get(department)
        if part is None:
            return None
        if part.lead is None and part.done_by is not None and part.done_by in self.departments:
            return self.departments[part.done_by].lead
        return part.lead

    def deputies_of(self, person: str | None) -> tuple[str, ...]:
        """Who may act for a person: the deputy, where there is one."""
        known = self.people.get(person) if person is not None else None
        return (known.deputy,) if known is not None and known.deputy not in {None, person} else ()

    def absences_of(self, person: str | None) -> tuple[tuple[date, date], ...]:
        """A person's absences as first and last day, in order of time."""
        known = self.people.get(person) if person is not None else None
        return tuple(sorted((self.on(a.start), self.on(a.end)) for a in known.away)) if known is not None else ()

    def name_of(self, person: str) -> str:
        """A person's name as it is printed: as given, else `tom.oduya` as Tom Oduya."""
        known = self.people.get(person)
        if known is not None and known.name is not None:
            return known.name
        if known is not None and known.team:
            return person
        return " ".join(part.capitalize() for part in person.replace("_", ".").split("."))
