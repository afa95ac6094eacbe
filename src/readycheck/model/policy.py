"""What a milestone demands: the policy as a file states it, and as it is in force (design.md §6)."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Annotated, Any, Literal, NamedTuple, Self

from pydantic import BeforeValidator, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model import grammar
from readycheck.model.base import DepartmentId, Identifier, ItemId, Many, Model, OneOf, Text, one_or_many
from readycheck.model.number import exact
from readycheck.model.place import PlanPath
from readycheck.model.vocabulary import LaunchClass, Measure, Requirement, Severity, Strength

Points = Annotated[float, Field(ge=0, le=1000, strict=False)]


def _as_number(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if isinstance(value, bool | str):
        raise PydanticCustomError("number", "`{given}` is not a number", {"given": str(value)})
    return value


Number = Annotated[Points, BeforeValidator(_as_number)]


class Weights(Model):
    """What an item of each severity weighs. Info never counts."""

    blocker: Number = Field(default=10, gt=0, description="Weight of a blocker.", examples=[10])
    major: Number = Field(default=5, description="Weight of a major.", examples=[5])
    minor: Number = Field(default=2, description="Weight of a minor.", examples=[2])

    @model_validator(mode="after")
    def _falling(self) -> Self:
        if not self.blocker >= self.major >= self.minor:
            raise PydanticCustomError(
                "order",
                "a lower severity weighs more than a higher one",
                {"help": "weights fall from blocker over major to minor, or are equal"},
            )
        return self

    def of(self, severity: Severity) -> Fraction:
        """The weight of one item of a severity, in points."""
        return Fraction(self.scaled[severity], self.scale)

    @cached_property
    def scale(self) -> int:
        """What weights are multiplied by to become whole numbers, so that sums of them are exact and fast."""
        return lcm(*(exact(weight).denominator for weight in (self.blocker, self.major, self.minor)))

    @cached_property
    def scaled(self) -> dict[Severity, int]:
        """The weights as whole numbers, `scale` times what they are."""
        weights = {Severity.BLOCKER: self.blocker, Severity.MAJOR: self.major, Severity.MINOR: self.minor}
        return {Severity.INFO: 0, **{severity: int(exact(weight) * self.scale) for severity, weight in weights.items()}}


class Require(Model):
    """What each item of a severity must come to."""

    blocker: OneOf[Requirement] = Field(default=Requirement.WAIVED, description="For blockers.", examples=["waived"])
    major: OneOf[Requirement] = Field(default=Requirement.EXPLAINED, description="For majors.", examples=["explained"])
    minor: OneOf[Requirement] = Field(default=Requirement.ANY, description="For minors.", examples=["any"])

    def of(self, severity: Severity) -> Requirement:
        """What a severity must come to; info never fails."""
        if severity is Severity.INFO:
            return Requirement.ANY
        requirement: Requirement = getattr(self, severity.value)
        return requirement


#: What a limit may be set on: shares of all items or of each part, and waivers of one severity.
_EACH, _OF_SEVERITY = ["each_department", "each_stage"], ["blocker", "major", "minor"]
_LIMITS: grammar.Piece = {
    "allOf": [
        grammar.where(
            "measure",
            *(measure for measure in Measure if measure.has_ceiling),
            then={"allOf": [grammar.has("at_most"), grammar.lacks("at_least")]},
        ),
        grammar.where(
            "measure",
            *(measure for measure in Measure if not measure.has_ceiling),
            then={"allOf": [grammar.has("at_least"), grammar.lacks("at_most")]},
        ),
        grammar.where(
            "measure",
            *(measure for measure in Measure if measure is not Measure.WAIVERS),
            then={
                "properties": {
                    "of": {"enum": [*_EACH, None]},
                    "at_least": {"maximum": 100},
                    "at_most": {"maximum": 100},
                }
            },
        ),
        grammar.where(
            "measure", Measure.WAIVERS, then={"required": ["of"], "properties": {"of": {"enum": _OF_SEVERITY}}}
        ),
    ]
}


class Limit(Model):
    """A bound on a figure."""

    model_config = ConfigDict(json_schema_extra=_LIMITS)

    measure: OneOf[Measure] = Field(description="The figure.", examples=["proven"])
    of: Literal["each_department", "each_stage", "blocker", "major", "minor"] | None = Field(
        default=None,
        description="Per department or stage; for waivers, of which severity. Else over all items.",
        examples=["each_department"],
    )
    at_least: Number | None = Field(default=None, description="Per cent.", examples=[90])
    at_most: Number | None = Field(default=None, description="Per cent; for waivers, how many.", examples=[25])

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        wanted, other = ("at_most", "at_least") if self.measure.has_ceiling else ("at_least", "at_most")
        if getattr(self, wanted) is None or getattr(self, other) is not None:
            raise PydanticCustomError(
                "limit",
                "a limit on `{measure}` has `{wanted}`, and not `{other}`",
                {"measure": self.measure.value, "wanted": wanted, "other": other, "help": f"write `{wanted}: N`"},
            )
        if self.measure is not Measure.WAIVERS and self.bound > 100:  # noqa: PLR2004 - per cent
            raise PydanticCustomError(
                "limit", "a share is at most 100 per cent", {"key": wanted, "help": "write a number up to 100"}
            )
        if (self.measure is Measure.WAIVERS) != (self.of in {"blocker", "major", "minor"}):
            raise PydanticCustomError(
                "limit",
                "`of: {of}` does not go with `{measure}`",
                {
                    "of": self.of or "(nothing)",
                    "measure": self.measure.value,
                    "help": "waivers are counted `of: blocker`, `major` or `minor`; shares of all items, "
                    "`each_department` or `each_stage`",
                },
            )
        return self

    @cached_property
    def bound(self) -> Fraction:
        """The number that the figure is held against."""
        given = self.at_most if self.at_least is None else self.at_least
        return exact(given if given is not None else 0)


def _only_true(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    if value is not True:
        raise PydanticCustomError(
            "only_true", "`{given}` is not understood here", {"given": str(value), "help": "expected true"}
        )
    return value


class Tailoring(Model):
    """A change to one item, with its reason."""

    model_config = ConfigDict(json_schema_extra=grammar.has_one_of("drop", "severity", "milestone", "evidence"))

    reason: Text = Field(description="Why; printed in every report.", examples=["Nothing physical in this company"])
    severity: OneOf[Severity] | None = Field(default=None, description="Another severity.", examples=["minor"])
    milestone: Identifier | None = Field(default=None, description="Another milestone.", examples=["ga"])
    evidence: OneOf[Strength] | None = Field(default=None, description="Another least proof.", examples=["link"])
    drop: Annotated[Literal[True] | None, BeforeValidator(_only_true, json_schema_input_type=Literal[True])] = Field(
        default=None, description="Leave the item out; its weight counts as not applicable.", examples=[True]
    )

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if not (self.drop or self.severity or self.milestone or self.evidence):
            help_ = "give `severity`, `milestone`, `evidence` or `drop`, or delete the entry"
            raise PydanticCustomError("nothing", "this changes nothing", {"help": help_})
        return self


def _listed_or_word(value: Any) -> Any:  # noqa: ANN401 - whatever the file holds
    return tuple(value) if isinstance(value, list) else value


#: Who must sign off: every department with blockers, nobody, or the departments that are listed.
SignOffs = Annotated[
    Annotated[Literal["departments_with_blockers", "none"], Tag("word")]
    | Annotated[tuple[DepartmentId, ...], Tag("list")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "list"),
    BeforeValidator(
        _listed_or_word, json_schema_input_type=Literal["departments_with_blockers", "none"] | list[DepartmentId]
    ),
]


class Demands(Model):
    """The part of a policy that may differ by launch class. A key that is given replaces it whole."""

    weights: Weights | None = Field(default=None, description="What items weigh.", examples=[{"blocker": 10}])
    require: Require | None = Field(
        default=None, description="What items must come to, by severity.", examples=[{"blocker": "met"}]
    )
    limits: Many[Limit] | None = Field(
        default=None,
        description="Bounds on figures; `[]` for none.",
        examples=[[{"measure": "proven", "at_least": 90}]],
    )
    signoffs: SignOffs | None = Field(
        default=None, description="Which departments must sign off.", examples=["departments_with_blockers"]
    )
    waiver_max_days: int | None = Field(
        default=None, ge=1, le=3650, description="How long a waiver may run.", examples=[180]
    )
    refusal_needs_approval: bool | None = Field(
        default=None, description="Whether will_not_do needs somebody's approval besides a reason.", examples=[True]
    )


class PolicyFile(Demands):
    """A policy as `readycheck.yaml` states it."""

    readycheck: Literal["policy/1"] = Field(description="The format of this file.", examples=["policy/1"])
    extends: Annotated[Many[Text], one_or_many(Text)] = Field(
        default=(),
        description="What this policy builds on, weakest first: policy files, directories, and installed packages.",
        examples=[["../company/readycheck.yaml", "package:acme_readycheck"], "company"],
    )
    milestones: Many[Identifier] | None = Field(
        default=None,
        min_length=1,
        description="Milestones, in the order of launching.",
        examples=[["beta", "ga"]],
        json_schema_extra={"uniqueItems": True},
    )
    classes: dict[
        OneOf[LaunchClass], Annotated[Demands, grammar.Described("What differs for this class.", {"limits": []})]
    ] = Field(
        default_factory=dict, description="What differs for a launch class.", examples=[{"quiet": {"limits": []}}]
    )
    shipped_checklists: bool | None = Field(
        default=None, description="False leaves the shipped checklists out.", examples=[False]
    )
    checklists: Many[Text] = Field(
        default=(),
        description="Your own checklists, relative to this file: files, and directories of them.",
        examples=[["checklists/works.yaml", "checklists/print"]],
    )
    facts: dict[
        Identifier, Annotated[Text, grammar.Described("The question.", "Does a regulator have to be told?")]
    ] = Field(
        default_factory=dict,
        description="Your own profile facts, each with its question.",
        examples=[{"regulated": "Does a regulator have to be told?"}],
    )
    tailoring: dict[
        ItemId,
        Annotated[
            Tailoring,
            grammar.Described(
                "What changes of this item, and why.", {"severity": "minor", "reason": "Nothing physical here"}
            ),
        ],
    ] = Field(
        default_factory=dict,
        description="Changes to items.",
        examples=[{"legal.escrow": {"drop": True, "reason": "We sell no software"}}],
    )

    @model_validator(mode="after")
    def _milestones_once(self) -> Self:
        if self.milestones is not None and len(set(self.milestones)) != len(self.milestones):
            raise PydanticCustomError(
                "twice", "a milestone is named twice", {"key": "milestones", "help": "delete one"}
            )
        return self


class Policy(NamedTuple):
    """The policy in force for one launch class."""

    milestones: tuple[str, ...]
    weights: Weights
    require: Require
    limits: tuple[Limit, ...]
    signoffs: str | tuple[str, ...]
    waiver_max_days: int
    refusal_needs_approval: bool
    overridden: tuple[str, ...] = ()
    """The keys that do not come from the built-in policy, in the order of this class."""

    @property
    def waiver_span(self) -> timedelta:
        """How long a waiver may run."""
        return timedelta(days=self.waiver_max_days)


#: The keys that a policy in force consists of.
KEYS = ("milestones", "weights", "require", "limits", "signoffs", "waiver_max_days", "refusal_needs_approval")


def in_force(policies: Sequence[PolicyFile], launch_class: LaunchClass) -> Policy:
    """Lay policies over each other, key by key, the built-in one first and then the weakest first.

    The last policy that gives a key decides it; within one policy, what it says of the class.
    """
    values = {key: _decided(key, policies, launch_class) for key in KEYS}
    overridden = tuple(key for key in KEYS if values[key] != _decided(key, policies[:1], launch_class))
    return Policy(**values, overridden=overridden)


def _decided(key: str, policies: Sequence[PolicyFile], launch_class: LaunchClass) -> Any:  # noqa: ANN401 - by key
    return next((value for policy in reversed(policies) for _, value in given(policy, key, launch_class)), None)


def given(policy: PolicyFile, key: str, launch_class: LaunchClass) -> Iterator[tuple[PlanPath, Any]]:
    """Yield where a policy gives a key for a class, and what; what decides comes first."""
    demands = policy.classes.get(launch_class)
    value = getattr(demands, key, None)
    if value is not None:
        yield ("classes", launch_class.value, key), value
    value = getattr(policy, key)
    if value is not None:
        yield (key,), value
