"""The launch plan as one document, complete and checked."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import Annotated, Any, overload

from pydantic import BeforeValidator, Field

from readycheck.model import grammar
from readycheck.model.base import (
    EMPTY_IF_NOTHING,
    UNIQUE_IDS,
    AffiliationId,
    AnyDay,
    DepartmentId,
    FactId,
    Identifier,
    Many,
    Model,
    Offset,
    OneOf,
    Text,
    shorthand,
)
from readycheck.model.plan.agreement import MeetingDecision, Waiver
from readycheck.model.plan.customer import Customers
from readycheck.model.plan.department import Department, Stated
from readycheck.model.plan.handoff import Handoff
from readycheck.model.plan.journey import Journey
from readycheck.model.plan.launch import Launch
from readycheck.model.plan.launching import Announcement, Dependency, LaunchWeek, Rollback, Scenario
from readycheck.model.plan.metric import Metric, Voice
from readycheck.model.plan.people import Person
from readycheck.model.vocabulary import Truth


def as_truth(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    """Read true and false as yes and no; anything else is left to the model."""
    if isinstance(value, bool):
        return Truth.YES if value else Truth.NO
    return value


def _merged(absences: Iterable[tuple[date, date]]) -> tuple[tuple[date, date], ...]:
    merged: list[tuple[date, date]] = []
    for first, last in sorted(absences):
        if merged and (first - merged[-1][1]).days <= 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return tuple(merged)


class LaunchPlan(Model):
    """A launch plan, complete and checked."""

    readycheck: int = Field(ge=1, le=1, description="The format of this file.", examples=[1])
    checklists: Text | None = Field(
        default=None,
        description="The version of the shipped checklists to hold the plan against; else the newest.",
        examples=["1.0"],
        json_schema_extra=grammar.VERSION,
    )
    launch: Launch = Field(
        description="What is launched, by whom, and when.",
        examples=[{"name": "Aurora Backup 2.0", "owner": "mara.lind", "milestones": {"ga": "2026-12-15"}}],
    )
    profile: dict[
        FactId,
        Annotated[
            OneOf[Truth],
            BeforeValidator(as_truth, json_schema_input_type=OneOf[Truth] | bool),
            grammar.Described("Whether it is so: yes, no or unknown.", "yes", "unknown"),
        ],
    ] = Field(
        default_factory=dict,
        description="Facts that decide which items apply: yes, no or unknown. One left out is unknown.",
        examples=[{"paid": "yes", "hardware": "no"}],
    )
    people: Annotated[
        dict[
            Identifier,
            Annotated[
                Person,
                shorthand("department", AffiliationId | Person),
                grammar.Described(
                    "Who it is: a department, or more than that.",
                    "management",
                    {"department": "product", "deputy": "ola.berg"},
                ),
            ],
        ],
        EMPTY_IF_NOTHING,
    ] = Field(
        default_factory=dict,
        description="Everybody who is named in the plan, by id; a bare text is the department.",
        examples=[{"tom.oduya": "management"}],
    )
    departments: Annotated[
        dict[
            DepartmentId,
            Annotated[
                Department,
                EMPTY_IF_NOTHING,
                grammar.Described(
                    "What this department answers, asks for and signs.",
                    {"lead": "dana.cho", "items": {"trademarks": "done"}},
                ),
            ],
        ],
        EMPTY_IF_NOTHING,
    ] = Field(default_factory=dict, description="The departments' parts.", examples=[{"legal": {"lead": "dana.cho"}}])
    customers: Customers | None = Field(
        default=None,
        description="For whom the launch is.",
        examples=[{"segments": [{"id": "small-firms", "name": "Law firms of 2 to 20 people"}]}],
    )
    journeys: Many[Journey] | None = Field(
        default=None,
        description="What customers go through.",
        examples=[
            [
                {
                    "name": "Firm buys online",
                    "touchpoints": [{"name": "Compares", "stage": "learn", "department": "marketing"}],
                }
            ]
        ],
    )
    handoffs: Many[Handoff] | None = Field(
        default=None,
        description="What passes between departments; `[]` says that nothing does.",
        examples=[[{"standing": "sales -> customer-success", "carries": ["contract"]}]],
    )
    metrics: Annotated[Many[Metric], UNIQUE_IDS] | None = Field(
        default=None,
        description="What is measured.",
        examples=[[{"id": "time-to-close", "kind": "kpi", "department": "sales", "target": {"at_most": 30}}]],
    )
    voice_of_customer: Many[Voice] | None = Field(
        default=None, description="How customers are heard.", examples=[[{"source": "support tickets"}]]
    )
    scenarios: Many[Scenario] | None = Field(
        default=None,
        description="What could go wrong, and what happens then.",
        examples=[[{"what_if": "The region fails", "answer": "We move to the second one"}]],
    )
    rollback: Rollback | None = Field(
        default=None,
        description="How the launch is taken back.",
        examples=[{"if": "More than 2 % of restores fail", "decides": "sam.ito", "until": "T+3"}],
    )
    launch_week: LaunchWeek | None = Field(
        default=None,
        description="Who is there around the launch day.",
        examples=[{"from": "T-1", "to": "T+7", "cover": {"support": ["kofi.mensah", "lin.wu"]}}],
    )
    announcements: Many[Announcement] | None = Field(
        default=None,
        description="What is said to whom.",
        examples=[[{"to": "customers", "channel": "mail", "date": "T+0"}]],
    )
    depends_on: Many[Dependency] | None = Field(
        default=None,
        description="Other launches that this one needs; `[]` says that it needs none.",
        examples=[[{"launch": "Identity 3", "needs": "ga", "by": "T-14"}]],
    )
    stated: Stated | None = Field(
        default=None,
        description="Facts as customers are told them, stated once for all departments; `{}` says that there are none.",
        examples=[{"price_monthly_eur": 29}],
    )
    waivers: Many[Waiver] = Field(
        default=(),
        description="Exceptions; `[]` says that there are none.",
        examples=[
            [
                {
                    "item": "cloud-ops.disaster-recovery",
                    "reason": "Second region in January",
                    "approved_by": "tom.oduya",
                    "date": "2026-11-19",
                    "until": "2027-01-31",
                }
            ]
        ],
    )
    decisions: Many[MeetingDecision] = Field(
        default=(),
        description="What the go/no-go meetings decided.",
        examples=[[{"for": "beta", "date": "2026-10-08", "decision": "go", "by": "tom.oduya"}]],
    )

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

    def redated(self, days: Mapping[str, date]) -> "LaunchPlan":
        """Return the plan with other days for its milestones; days counted from the launch day move along with it."""
        written, launch_day = self.launch.milestones, days[self.launch.launch_milestone]
        milestones = {
            name: Offset((days[name] - launch_day).days) if isinstance(day, Offset) else days[name]
            for name, day in written.items()
        }
        return self.changed(launch=self.launch.model_copy(update={"milestones": milestones}))

    def with_facts(self, facts: Mapping[str, Truth]) -> "LaunchPlan":
        """Return the plan with other values for profile facts."""
        return self.changed(profile={**self.profile, **facts})

    def with_deputy(self, person: str, deputy: str) -> "LaunchPlan":
        """Return the plan with a deputy for somebody."""
        known = self.people[person].model_copy(update={"deputy": deputy})
        return self.changed(people={**self.people, person: known})

    def changed(self, **changes: object) -> "LaunchPlan":
        """Return the plan with other values for fields; nothing that was worked out from the old ones is kept."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return type(self).model_construct(self.model_fields_set, **{**fields, **changes})

    def undecided_of(self, facts: Iterable[str]) -> str | None:
        """The first of some profile facts that is not decided."""
        return next((fact for fact in facts if self.profile.get(fact, Truth.UNKNOWN) is Truth.UNKNOWN), None)

    def rules_out(self, facts: Iterable[str]) -> str | None:
        """The first of some profile facts that is no."""
        return next((fact for fact in facts if self.profile.get(fact) is Truth.NO), None)

    def lead_of(self, department: str) -> str | None:
        """Who answers for a department: its lead, else the lead of the department that does its work."""
        part = self.departments.get(department)
        if part is None:
            return None
        if part.lead is None and part.done_by is not None and part.done_by in self.departments:
            return self.departments[part.done_by].lead
        return part.lead

    def doer_of(self, department: str) -> str:
        """Which department does the work of one: itself, unless another does it."""
        part = self.departments.get(department)
        return part.done_by if part is not None and part.done_by is not None else department

    def deputies_of(self, person: str | None) -> tuple[str, ...]:
        """Who may act for a person: the deputy, where there is one."""
        known = self.people.get(person) if person is not None else None
        return (known.deputy,) if known is not None and known.deputy not in {None, person} else ()

    def is_team(self, person: str) -> bool:
        """Whether an id stands for a rota or a mailbox rather than for one person."""
        known = self.people.get(person)
        return known is not None and known.team

    def marks_of(self, person: str) -> frozenset[str]:
        """What people are told apart by: a name and an e-mail address, whatever their case, spaces and composition."""
        known = self.people.get(person)
        marks = (self.name_of(person), known.email if known is not None else None)
        return frozenset(_folded(mark) for mark in marks if mark is not None)

    def seem_one(self, person: str, other: str) -> bool:
        """Whether two ids stand for one person: they share a name or an e-mail address."""
        return not self.marks_of(person).isdisjoint(self.marks_of(other))

    @cached_property
    def _absences(self) -> dict[str, tuple[tuple[date, date], ...]]:
        return {
            person: _merged((self.on(absence.start), self.on(absence.end)) for absence in known.away)
            for person, known in self.people.items()
            if known.away
        }

    def absences_of(self, person: str | None) -> tuple[tuple[date, date], ...]:
        """A person's absences as first and last day, in order of time; those that meet are one."""
        return self._absences.get(person, ()) if person is not None else ()

    def name_of(self, person: str) -> str:
        """A person's name as it is printed: as given, else `tom.oduya` as Tom Oduya."""
        known = self.people.get(person)
        if known is not None and known.name is not None:
            return known.name
        if known is not None and known.team:
            return person
        return " ".join(part.capitalize() for part in person.replace("_", ".").split("."))


def _folded(text: str) -> str:
    """Return a text by which those that look alike to a reader are the same."""
    if not text.isascii():
        import unicodedata  # noqa: PLC0415 - for names beyond ASCII only

        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split()).casefold()
