"""What every published format is made of: the base of its types, and how it writes days, people, places and files.

Knows nothing of what any one format says.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from pydantic import BaseModel, ConfigDict, Field

from readycheck.model.between import Who
from readycheck.model.departure import Departure
from readycheck.model.figures import Figures
from readycheck.model.place import Place
from readycheck.model.report import Source
from readycheck.model.text import escaped_in_json


class Transfer(BaseModel):
    """The base of the transfer types."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    def as_json(self) -> str:
        """Return the document, with a line end; texts are kept to the letter, and nothing in it is invisible."""
        return escaped_in_json(self.model_dump_json(indent=2, by_alias=True)) + "\n"


class PlaceOut(Transfer):
    """Where something stands. Line and column count from 1; 0 means the file as a whole."""

    file: str = Field(description="The file, as the plan was named on the command line.")
    line: int = Field(description="The line.")
    column: int = Field(description="The column.")


class SourceOut(Transfer):
    """A file that was read."""

    file: str = Field(description="The file.")
    sha256: str = Field(description="Digest of its bytes.")


class FiguresOut(Transfer):
    """Readiness in per cent; null where nothing that carries weight applies."""

    proven: float | None = Field(description="Share of the weight that is proven.")
    claimed: float | None = Field(description="Proven, or claimed without proof.")
    planned: float | None = Field(description="Proven, or planned in time.")
    answered: float | None = Field(description="Share that has any answer.")
    not_applicable_share: float = Field(description="Share left out by answer or by policy.")
    proven_points: float = Field(description="Weight that is proven.")
    possible_points: float = Field(description="Weight that applies.")


class DepartureOut(Transfer):
    """A way in which the audit differs from the default."""

    what: str = Field(description="What differs.")
    detail: str = Field(description="How.")


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


def departure_out(departure: Departure) -> DepartureOut:
    """Return a departure from the default in its transfer type."""
    return DepartureOut(what=departure.what, detail=departure.detail)


def figures_out(figures: Figures) -> FiguresOut:
    """Return figures in their transfer type."""
    return FiguresOut(
        proven=number_out(figures.proven),
        claimed=number_out(figures.claimed),
        planned=number_out(figures.planned),
        answered=number_out(figures.answered),
        not_applicable_share=number_out(figures.not_applicable_share) or 0.0,
        proven_points=number_out(figures.proven_points) or 0.0,
        possible_points=number_out(figures.possible_points) or 0.0,
    )


def number_out(value: Fraction | None) -> float | None:
    """Return a number floored to four decimals, so that what is below a limit never reads as at it."""
    return None if value is None else (value.numerator * 10_000 // value.denominator) / 10_000
