"""Where something stands: symbolic in the core, concrete once a document has located it."""

from collections.abc import Callable
from typing import NamedTuple

#: The way to a value inside a plan: ("departments", "legal", "items", "escrow"). Symbolic, so that
#: the core can name a place without knowing any file.
PlanPath = tuple[str | int, ...]


class Place(NamedTuple):
    """A position in a file. `line` and `column` count from 1; 0 means the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line:column`, or the file alone."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


#: Turns a symbolic place into a concrete one: the nearest enclosing value that stands in a file.
Locate = Callable[[PlanPath], Place]


class Problem(NamedTuple):
    """Why an input is refused: where, what, and what to do about it."""

    place: Place
    message: str
    help: str = ""
    source: str = ""
    """The line of the file as it stands, without its end; empty where there is none to show."""
    width: int = 1
    """How many characters from the column on are meant."""
