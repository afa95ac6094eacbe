"""The one way in which an input may be turned down: RefusedInput, whose problems a person can read and find."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from readycheck.errors import RefusedInput
from readycheck.model.text import printable

Made = TypeVar("Made")


def accepted(action: Callable[[], Made]) -> Made | None:
    """Return what an action makes of an input; None where it refuses it as it should. All else comes out."""
    try:
        return action()
    except RefusedInput as refusal:
        for problem in refusal.problems:
            for text in (problem.message, problem.help, problem.source, problem.place.file):
                assert printable(text) == text, f"not printable, or not on one line: {text!r}"
            assert problem.message, "no message"
            assert min(problem.place.line, problem.place.column) >= 0, problem.place
            assert problem.width >= 0, problem
        return None
