"""Who is there on which day: the same as looking at every day, and in no more time than the absences are many."""

from __future__ import annotations

import time
from datetime import date, timedelta
from random import Random

import pytest

from readycheck.model.plan import LaunchPlan
from readycheck.rules.presence import first_day_without

FIRST = date(2026, 12, 1)
PEOPLE = ("ann.ash", "bob.birch", "cay.cedar", "dov.dogwood")


def plan_of(away: dict[str, list[tuple[int, int]]], deputies: dict[str, str]) -> LaunchPlan:
    """A plan of four people with absences counted from the first day."""

    def stretch(first: int, last: int) -> dict[str, str]:
        days = (FIRST + timedelta(days=first), FIRST + timedelta(days=last))
        return dict(zip(("from", "to"), map(date.isoformat, days), strict=True))

    people = {
        person: {
            "department": "support",
            "away": [stretch(*days) for days in away.get(person, [])],
            **({"deputy": deputies[person]} if person in deputies else {}),
        }
        for person in PEOPLE
    }
    launch = {"name": "A", "owner": PEOPLE[0], "milestones": {"ga": "2026-12-15"}}
    return LaunchPlan.model_validate({"readycheck": 1, "launch": launch, "people": people})


@pytest.mark.parametrize("seed", range(300))
def test_the_first_day_without_anybody_is_that_of_a_walk_through_the_days(seed: int) -> None:
    """Absences of any kind, overlapping and meeting, with and without deputies."""
    random = Random(seed)
    away = {
        person: [(first, first + random.randint(0, 6)) for first in random.sample(range(-5, 25), random.randint(0, 7))]
        for person in PEOPLE
    }
    deputies = {person: other for person in PEOPLE if (other := random.choice((*PEOPLE, ""))) not in {"", person}}
    cover = random.sample(PEOPLE, random.randint(0, 3))
    there = {*cover, *(deputies[person] for person in cover if person in deputies)}
    length = random.randint(0, 20)

    def nobody(day: int) -> bool:
        return all(any(first <= day <= last for first, last in away[person]) for person in there)

    expected = next((FIRST + timedelta(days=day) for day in range(length + 1) if nobody(day)), None)
    last = FIRST + timedelta(days=length)
    assert first_day_without(cover, FIRST, last, plan_of(away, deputies)) == expected


def test_thousands_of_absences_and_names_take_no_longer_than_they_are_many() -> None:
    """A cover that names one person ten thousand times, with ten thousand absences: a moment."""
    plan = plan_of({PEOPLE[0]: [(2 * number, 2 * number) for number in range(10_000)]}, {})
    start = time.process_time()
    found = first_day_without([PEOPLE[0]] * 10_000, FIRST, FIRST + timedelta(days=20_000), plan)
    assert found == FIRST
    assert time.process_time() - start < 1
