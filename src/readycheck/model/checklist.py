"""Checklists as written (design.md §3), and the catalogue that an audit reads.

A checklist is one department's ordered items. The catalogue is every item of every checklist in
force, in order, with full ids, tailoring applied.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import ConfigDict, Field

from readycheck.model import grammar
from readycheck.model.base import FactId, Identifier, ItemId, Many, Model, OneOf, Text
from readycheck.model.vocabulary import Exemption, LaunchClass, Serves, Severity, Stage, Strength

Version = Annotated[str, Field(pattern=grammar.VERSION["pattern"])]


def version_key(version: str) -> tuple[int, ...]:
    """Return a version as numbers, so that 1.10 is newer than 1.9."""
    return tuple(map(int, version.split(".")))


class Applies(Model):
    """When an item concerns a launch. Everything that is named must hold."""

    profile: Many[FactId] = Field(default=(), description="Facts that must all be yes.", examples=[["paid"]])
    classes: Many[OneOf[LaunchClass]] = Field(
        default=(), description="Launch classes, one of which it must be.", examples=[["flagship", "standard"]]
    )


class RuleCall(Model):
    """An automatic test over the plan's own sections: the kind, and that kind's options."""

    model_config = ConfigDict(strict=True, frozen=True, extra="allow")

    kind: str = Field(description="The kind of rule.", examples=["asks"])

    @property
    def options(self) -> dict[str, Any]:
        """What stands beside `kind`, as written."""
        return dict(self.model_extra or {})


class ChecklistItem(Model):
    """One requirement, as its checklist states it."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", max_length=60)] = Field(
        description="Short and stable; the department comes before it.", examples=["licence-terms"]
    )
    formerly: Many[ItemId] = Field(default=(), description="Old full ids, still understood.", examples=[["legal.eula"]])
    since: Version = Field(default="1.0", description="The checklist version that brought it.", examples=["1.0"])
    title: Text = Field(description="A statement that is true once it is done.", examples=["Terms are published"])
    ask: Text = Field(description="The question to its owner.", examples=["Which terms will customers accept?"])
    why: Text = Field(description="What happens without it.", examples=["Without terms nobody may buy."])
    fix: Many[Text] = Field(
        min_length=1, description="Steps that close it, in order.", examples=[["Draft", "Have counsel approve"]]
    )
    stage: OneOf[Stage] = Field(description="Where it touches the customer.", examples=["learn"])
    milestone: Identifier = Field(default="ga", description="When it must hold.", examples=["ga"])
    severity: OneOf[Severity] = Field(description="How much it matters.", examples=["blocker"])
    applies: Applies = Field(
        default=Applies.model_construct(),
        description="When it concerns a launch; else always.",
        examples=[{"profile": ["paid"], "classes": ["flagship", "standard"]}],
    )
    not_applicable: OneOf[Exemption] | None = Field(
        default=None,
        description="What it takes to answer not_applicable; default: approved for a blocker, else with_reason.",
        examples=["with_reason"],
    )
    evidence: OneOf[Strength] = Field(
        default=Strength.CLAIM, description="The least proof that counts.", examples=["document"]
    )
    max_age_days: int | None = Field(
        default=None, ge=1, le=3650, description="Older proof no longer counts.", examples=[365]
    )
    second_person: bool = Field(
        default=False, description="Somebody other than the owner must have checked it.", examples=[True]
    )
    lead_days: int = Field(default=5, ge=0, le=730, description="Calendar days from start to done.", examples=[10])
    needs: Many[ItemId] = Field(default=(), description="Items that must hold first.", examples=[["legal.trademarks"]])
    serves: Many[OneOf[Serves]] = Field(
        default=(), description="Why a customer cares: retain, win, protect.", examples=[["win", "protect"]]
    )
    rule: RuleCall | None = Field(
        default=None, description="A test that answers from the plan's own sections.", examples=[{"kind": "asks"}]
    )
    practices: Many[Identifier] = Field(
        default=(), description="The launch practices that it carries.", examples=[["tp.learn.legal.eula"]]
    )

    @property
    def exemption(self) -> Exemption:
        """What it takes to answer not_applicable, default applied."""
        if self.not_applicable is not None:
            return self.not_applicable
        return Exemption.APPROVED if self.severity is Severity.BLOCKER else Exemption.WITH_REASON


class Checklist(Model):
    """One department's ordered items, as a file states them."""

    readycheck: Literal["checklist/1"] = Field(description="The format of this file.", examples=["checklist/1"])
    version: Version = Field(description="Raised when items change.", examples=["1.0"])
    department: Identifier = Field(description="The department that answers.", examples=["legal"])
    title: Text = Field(description="The department's name as printed.", examples=["Legal"])
    items: Many[ChecklistItem] = Field(
        min_length=1,
        description="The items, in the order of asking.",
        examples=[
            [
                {
                    "id": "licence-terms",
                    "title": "Terms are published",
                    "ask": "Which terms will customers accept?",
                    "why": "Without terms nobody may buy.",
                    "fix": ["Draft", "Have counsel approve"],
                    "stage": "learn",
                    "severity": "blocker",
                }
            ]
        ],
    )


class ProfileFacts(Model):
    """The facts that plans may state, as `profile.yaml` lists them."""

    readycheck: Literal["profile/1"] = Field(description="The format of this file.", examples=["profile/1"])
    facts: dict[Identifier, Text] = Field(
        description="The facts, in the order of asking, each with the question that `init` asks.",
        examples=[{"paid": "Do customers pay for it?"}],
    )


# ---------------------------------------------------------------- what an audit reads
class Tailored(NamedTuple):
    """How a policy changed an item, and why."""

    change: str
    reason: str


class Item(NamedTuple):
    """A requirement in force: its full id, what it demands, and how this policy changed it."""

    id: str
    department: str
    spec: ChecklistItem
    own: bool = False
    """True where it comes from a checklist of the company's own."""
    dropped: bool = False
    tailored: Tailored | None = None


@dataclass(frozen=True)
class Catalogue:
    """Every item in force, in the order of departments and of their checklists."""

    items: tuple[Item, ...]
    titles: dict[str, str]
    """Departments and their printed names, in order."""
    facts: dict[str, str]
    """Profile facts, each with its question."""
    version: str
    """The version of the shipped checklists."""
    newer: tuple[Item, ...] = ()
    """Items newer than the version that the plan is pinned to: listed, not counted."""
    shipped: bool = True
    """False where the policy leaves the shipped checklists out."""

    @cached_property
    def by_id(self) -> dict[str, Item]:
        """Items by full id."""
        return {item.id: item for item in self.items}

    @cached_property
    def needs(self) -> dict[str, tuple[str, ...]]:
        """What each item needs of those in force, in checklist order."""
        position = {item.id: index for index, item in enumerate(self.items)}
        return {
            item.id: tuple(sorted({*item.spec.needs} & position.keys(), key=position.__getitem__))
            for item in self.items
        }

    @cached_property
    def versions(self) -> tuple[str, ...]:
        """The versions of the shipped checklists that a plan can be pinned to, the oldest first."""
        return tuple(sorted({self.version, *(item.spec.since for item in self.items if not item.own)}, key=version_key))

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Former full ids, and what they are called now."""
        return {old: item.id for item in self.items for old in item.spec.formerly}
