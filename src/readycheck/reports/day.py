"""Days as people say them: short or long, by when to act, how many of them."""

from __future__ import annotations

from datetime import date

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = "January February March April May June July August September October November December".split()

#: From so many days on a day is said with its year.
_A_YEAR = 250


def short_day(day: date) -> str:
    """Return `27 Nov`."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"


def weekday(day: date) -> str:
    """Return `Tue 22 Dec 2026`."""
    return f"{_DAYS[day.weekday()]} {short_day(day)} {day.year}"


def long_day(day: date) -> str:
    """Return `22 November 2026`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_words(day: date, as_of: date) -> str:
    """Return a day as it is said on another: `27 Nov`, with its year where that is not plain."""
    return short_day(day) if abs((day - as_of).days) < _A_YEAR else f"{short_day(day)} {day.year}"


def by_words(day: date, as_of: date) -> str:
    """Return when somebody must act: a day, or `at once` where it has passed."""
    return "at once" if day < as_of else day_words(day, as_of)


def until_words(day: date, as_of: date) -> str:
    """Return until when somebody must act: `by 27 Nov`, or `at once` where it has passed."""
    words = by_words(day, as_of)
    return words if words == "at once" else f"by {words}"


def days_words(days: int) -> str:
    """Return a number of days: `1 day`, `30 days`."""
    return f"{days} day{'s' if days != 1 else ''}"
