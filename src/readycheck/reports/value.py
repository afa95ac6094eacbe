"""What every published format is made of: how it writes days, people, places, files and the document as a whole.

Knows nothing of what any one format says. The types of formats are those of plain dictionaries: a type checker holds
what is written to them, and `readycheck schema` says them to others. As models, that check their values while a
report is written, they would cost a tenth of an audit.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field, with_config
from pydantic_core import to_json
from typing_extensions import TypedDict

from readycheck.model.between import Who
from readycheck.model.departure import Departure
from readycheck.model.figures import Figures
from readycheck.model.place import Place
from readycheck.model.report import Source
from readycheck.model.text import escaped_in_json
from readycheck.model.vocabulary import LaunchClass


def as_json(document: Mapping[str, object]) -> str:
    """Return a document, with a line end; texts are kept to the letter, and nothing in it is invisible."""
    return escaped_in_json(to_json(document, indent=2).decode()) + "\n"


#: Marks a document that has no other keys than those of its type, in all its parts.
CLOSED = with_config(extra="forbid")
#: With what everything said of one launch begins. Written so because `class` is a word of Python's own.
LaunchOut = TypedDict(
    "LaunchOut",
    {
        "plan": Annotated[str, Field(description="The plan, as it was named.")],
        "launch": Annotated[str, Field(description="The launch's name.")],
        "class": Annotated[str, Field(description="flagship, standard or quiet.")],
    },
)


class PlaceOut(TypedDict):
    """Where something stands. Line and column count from 1; 0 means the file as a whole."""

    file: Annotated[str, Field(description="The file, as the plan was named on the command line.")]
    line: Annotated[int, Field(description="The line.")]
    column: Annotated[int, Field(description="The column.")]


class SourceOut(TypedDict):
    """A file that was read."""

    file: Annotated[str, Field(description="The file.")]
    sha256: Annotated[str, Field(description="Digest of its bytes.")]


class FiguresOut(TypedDict):
    """Readiness in per cent; null where nothing that carries weight applies."""

    proven: Annotated[float | None, Field(description="Share of the weight that is proven.")]
    claimed: Annotated[float | None, Field(description="Proven, or claimed without proof.")]
    planned: Annotated[float | None, Field(description="Proven, or planned in time.")]
    answered: Annotated[float | None, Field(description="Share that has any answer.")]
    not_applicable_share: Annotated[float, Field(description="Share left out by answer or by policy.")]
    proven_points: Annotated[float, Field(description="Weight that is proven.")]
    possible_points: Annotated[float, Field(description="Weight that applies.")]


class DepartureOut(TypedDict):
    """A way in which the audit differs from the default."""

    what: Annotated[str, Field(description="What differs.")]
    detail: Annotated[str, Field(description="How.")]


def launch_out(plan: str, launch: str, launch_class: LaunchClass) -> LaunchOut:
    """Return with what everything said of one launch begins."""
    return {"plan": plan, "launch": launch, "class": launch_class.value}


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
