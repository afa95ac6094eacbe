"""What a plan says of one item, and what proves it."""

from typing import Annotated, Self

from pydantic import ConfigDict, Discriminator, Field, Tag, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import (
    Day,
    FixedDay,
    ItemId,
    Many,
    MetricId,
    Model,
    OneOf,
    PersonId,
    Text,
    form_of,
    one_or_many,
)
from readycheck.model.plan.bounds import Bounds
from readycheck.model.vocabulary import Serves, Status


class Evidence(Bounds):
    """One proof, written out: exactly one of `claim`, `link`, `file` and `metric`; a number, where it is one."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                grammar.has_exactly_one_of("claim", "link", "file", "metric"),
                grammar.where_has("value", then=grammar.has("file")),
                grammar.where_has("value", then=grammar.has_one_of("at_least", "at_most")),
                grammar.where_has("at_least", then=grammar.has_one_of("value", "metric")),
                grammar.where_has("at_most", then=grammar.has_one_of("value", "metric")),
            ]
        }
    )

    claim: Text | None = Field(
        default=None, description="A sentence that says what is so.", examples=["Tested on 3 devices"]
    )
    link: Text | None = Field(default=None, description="An https address.", examples=["https://example.com/terms"])
    file: Text | None = Field(
        default=None, description="A file in the repository, relative to the plan.", examples=["legal/dpa.md"]
    )
    value: Annotated[Text, Field(max_length=200)] | None = Field(
        default=None,
        description="Which number of the file is the proof: a key, a column, or `failed` of a test report.",
        examples=["p95_ms", "results.p95"],
    )
    metric: MetricId | None = Field(
        default=None, description="A measure of the plan, whose last value is the proof.", examples=["time-to-close"]
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
        if sum(kind is not None for kind in (self.claim, self.link, self.file, self.metric)) != 1:
            help_ = "write two entries in a list for two of them: `[{claim: …}, {link: …}]`"
            message = "a proof has exactly one of `claim`, `link`, `file` and `metric`"
            raise PydanticCustomError("one_kind", message, {"help": help_})
        return self

    @model_validator(mode="after")
    def _measures_something(self) -> Self:
        if self.value is not None and self.file is None:
            raise PydanticCustomError(
                "value", "`value` names a number of a file", {"key": "value", "help": "add `file: reports/load.json`"}
            )
        if self.value is not None and not self.is_bounded:
            help_ = "add `at_least: N` or `at_most: N`"
            raise PydanticCustomError(
                "value", "a measurement says what is good enough", {"key": "value", "help": help_}
            )
        if self.is_bounded and self.value is None and self.metric is None:
            help_ = "add `value: p95_ms`, with the name of the number in the file"
            raise PydanticCustomError("value", "nothing says which number is meant", {"help": help_})
        return self


#: A proof as it stands in a plan: a bare text (an https address, a file, or a claim), or written out.
Proof = Annotated[Annotated[Text, Tag("text")] | Annotated[Evidence, Tag("form")], Discriminator(form_of)]
Proofs = Annotated[Many[Proof], one_or_many(Text | Evidence)]


#: An answer that is just its status: any but the one that has to say why.
BareStatus = Annotated[
    OneOf[Status],
    WithJsonSchema({"type": "string", "enum": [status.value for status in Status if status is not Status.BLOCKED]}),
]


class Answer(Model):
    """What the plan says of one item."""

    model_config = ConfigDict(
        json_schema_extra=grammar.where("status", Status.BLOCKED, then=grammar.has_one_of("reason", "waits_for"))
    )

    status: OneOf[Status] = Field(description="Where it stands.", examples=["done", "in_progress"])
    owner: PersonId | None = Field(
        default=None, description="Who answers for it; else the department's lead.", examples=["dana.cho"]
    )
    due: Day | None = Field(default=None, description="When it was agreed to be done.", examples=["T-14"])
    expect: Day | None = Field(
        default=None, description="When it will be done, as its owner sees it today.", examples=["2026-12-03"]
    )
    evidence: Proofs = Field(
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
    costs: dict[OneOf[Serves], Annotated[Text, grammar.Described("What of that.", "Two deals wait")]] = Field(
        default_factory=dict,
        description="What it costs not to do it: in customers who leave, who come later, and in risk.",
        examples=[{"retain": "Nobody leaves over it", "win": "Two deals wait", "protect": "No new risk"}],
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
