"""What every published format is made of: the base of its types, and how it writes days, people, places and files.

Knows nothing of what any one format says.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from readycheck.model.between import Who
from readycheck.model.place import Place
from readycheck.model.report import Source


class Transfer(BaseModel):
    """The base of the transfer types."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class PlaceOut(Transfer):
    """Where something stands. Line and column count from 1; 0 means the file as a whole."""

    file: str = Field(description="The file, as the plan was named on the command line.")
    line: int = Field(description="The line.")
    column: int = Field(description="The column.")


class SourceOut(Transfer):
    """A file that was read."""

    file: str = Field(description="The file.")
    sha256: str = Field(description="Digest of its bytes.")


def place_out(place: Place) -> PlaceOut:
    """Return a place in its transfer type."""
    return PlaceOut(file=place.file, line=place.line, column=place.column)


def source_out(source: Source) -> SourceOut:
    """Return a file that was read in its transfer type."""
    return SourceOut(file=source.file, sha256=source.sha256)


def id_of(who: Who | None) -> str | None:
    """Return a person as the plan names them."""
    return who.id if who is not None else None


def day_out(day: date | None) -> str | None:
    """Return a day as YYYY-MM-DD."""
    return day.isoformat() if day is not None else None
