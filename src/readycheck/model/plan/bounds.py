"""At least, at most, or both: what a number is held against."""

from fractions import Fraction
from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from readycheck.model.base import Model, Number
from readycheck.model.number import exact, plain


class Bounds(Model):
    """The least and the most that a number may be, both included. Either may be left out."""

    at_least: Number | None = Field(default=None, description="The least that is good.", examples=[99.9])
    at_most: Number | None = Field(default=None, description="The most that is good.", examples=[30])

    @model_validator(mode="after")
    def _can_be_met(self) -> Self:
        if self.at_least is not None and self.at_most is not None and self.at_least > self.at_most:
            raise PydanticCustomError("bound", "no value meets this target", {"help": "`at_least` is above `at_most`"})
        return self

    @property
    def is_bounded(self) -> bool:
        """Whether there is a number to be held against."""
        return self.at_least is not None or self.at_most is not None

    @property
    def bounds(self) -> str:
        """The bounds as they are printed: `at least 2 and at most 8`."""
        least = f"at least {plain(exact(self.at_least))}" if self.at_least is not None else ""
        most = f"at most {plain(exact(self.at_most))}" if self.at_most is not None else ""
        return " and ".join(filter(None, [least, most]))

    def admits(self, value: Fraction) -> bool:
        """Return whether a number is within the bounds, compared as they are written."""
        return (self.at_least is None or value >= exact(self.at_least)) and (
            self.at_most is None or value <= exact(self.at_most)
        )
