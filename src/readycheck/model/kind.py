"""Kinds of launch: what a first plan may take as settled, and which journeys it proposes."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from readycheck.model.base import FactId, Identifier, Many, Model, OneOf, Text
from readycheck.model.plan.document import as_truth
from readycheck.model.plan.journey import Journey
from readycheck.model.vocabulary import Truth


class LaunchKind(Model):
    """One kind of launch."""

    title: Text = Field(description="What it is, as `init` asks.")
    facts: dict[FactId, Annotated[OneOf[Truth], BeforeValidator(as_truth)]] = Field(
        default_factory=dict, description="Profile facts that are settled by it."
    )
    journeys: Many[Journey] = Field(default=(), description="The journeys that customers usually go on.")


class LaunchKinds(Model):
    """The kinds that `init` knows, as `kinds.yaml` lists them."""

    readycheck: Literal["kinds/1"] = Field(description="The format of this file.")
    kinds: dict[Identifier, LaunchKind] = Field(description="The kinds, in the order of asking.")
