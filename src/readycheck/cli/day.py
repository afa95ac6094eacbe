"""The only place that asks what day it is."""

from __future__ import annotations

from datetime import UTC, date, datetime

from pydantic_core import PydanticCustomError

from readycheck.errors import UsageError
from readycheck.model.base import parse_day


def day_of(given: str | None, option: str = "--as-of") -> date:
    """Return the day that an option gives, else today in UTC; UsageError for what is no date."""
    if given is None:
        return datetime.now(UTC).date()
    try:
        return parse_day(given)
    except PydanticCustomError as error:
        message = f"{option}: {error.message()}"
        raise UsageError(message, hint=str((error.context or {})["help"])) from None
