"""Launch practices: what others have learned about launching, and where they wrote it down."""

from typing import Literal

from pydantic import Field

from readycheck.model.base import DepartmentId, Identifier, Many, Model, OneOf, Text
from readycheck.model.vocabulary import Stage


class PracticeSource(Model):
    """A publication."""

    title: Text = Field(description="Its title.")
    published: str | Text = Field(description="When, as far as it says.")
    language: Text = Field(default="English", description="Its language.")


class Practice(Model):
    """One practice, in our own words."""

    id: Identifier = Field(description="Its id, as items name it.")
    source: Identifier = Field(description="Where it comes from.")
    stage: Literal["all"] | OneOf[Stage] = Field(description="Where it touches the customer.")
    department: DepartmentId = Field(description="Whose practice it is first of all.")
    practice: Text = Field(description="What it says.")
    model: bool = Field(default=False, description="Whether a rule reads it from the plan.")


class Practices(Model):
    """The practices that items may carry, as `practices.yaml` lists them."""

    readycheck: Literal["practices/1"] = Field(description="The format of this file.")
    sources: dict[Identifier, PracticeSource] = Field(description="Where practices come from.")
    practices: Many[Practice] = Field(description="The practices.")
