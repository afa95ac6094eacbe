"""Rule `launch_week`."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readycheck.model.plan import LaunchPlan
from readycheck.rules.presence import first_day_without
from tests.core.building import GA
from tests.rules.table import (
    BASE,
    DUE,
    GONE,
    LEE,
    MARA,
    SAM,
    Case,
    Entry,
    check,
    each,
    fails,
    merged,
    passes,
    plain,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
profile: {hosted: yes}
people:
  sre-oncall: {department: cloud-ops, team: true}
departments:
  support: {lead: lee.ng}
launch_week:
  from: T-1
  to: T+7
  due: T-14
  cover: {support: [kofi.mensah, lin.wu], cloud-ops: sre-oncall}
"""
COVER = "launch_week/cover"


def away(first: str, last: str, deputy: str | None = None) -> dict[str, object]:
    person: dict[str, object] = {"department": "support", "away": {"from": first, "to": last}}
    return {**person, "deputy": deputy} if deputy else person


SHORT = Entry("launch week", MARA, DUE, "launch_week")
NOBODY = Entry("nobody covers for support", LEE, DUE, f"{COVER}/support")
TABLE = table(
    "launch_week",
    GOOD,
    passes("somebody is there on each day"),
    passes("one of two is away all the time", {"people/lin.wu": away("T-30", "T+30")}),
    passes("two relieve each other", {"people/lin.wu": away("T-1", "T+3"), "people/kofi.mensah": away("T+4", "T+7")}),
    passes(
        "both are away just before and just after",
        {"people/lin.wu": away("T-9", "T-2"), "people/kofi.mensah": away("T+8", "T+9")},
    ),
    passes(
        "the deputy of who is away is there",
        {f"{COVER}/support": "lin.wu", "people/lin.wu": away("T-9", "T+9", "kofi.mensah")},
    ),
    passes(
        "one day is a week, where no more is asked for",
        {"launch_week/from": "T+0", "launch_week/to": "2026-12-22"},
        options={"departments": {"support": []}, "days_before": 0, "days_after": 0},
    ),
    passes("it is as long as is asked for", {"launch_week/to": "T+5"}),
    passes(
        "it is longer than is asked for",
        {"launch_week/from": "T-9"},
        options={"departments": {"support": []}, "days_after": 7},
    ),
    passes(
        "it is from the day before to a week after, where nothing else is said",
        {
            "launch_week/from": GONE,
            "launch_week/to": GONE,
            "people/lin.wu": away("T-9", "T-2"),
            "people/kofi.mensah": away("T+8", "T+9"),
        },
    ),
    passes(
        "a department that is not called for need not be there", {f"{COVER}/cloud-ops": GONE, "profile/hosted": "no"}
    ),
    passes(
        "who covers for support covers for the department whose work support does",
        {"departments/customer-success": {"done_by": "support"}},
        options={"departments": {"customer-success": []}},
    ),
    passes(
        "who covers for a department covers for the one that does its work",
        {
            "departments/customer-success": {"done_by": "support"},
            f"{COVER}/support": GONE,
            f"{COVER}/customer-success": "lin.wu",
        },
        options={"departments": {"support": []}},
    ),
    passes(
        "both are covered for by the same department, each by its own names",
        {
            "departments/customer-success": {"done_by": "support"},
            f"{COVER}/customer-success": "ola.berg",
            "people/ola.berg": away("T-9", "T+9"),
        },
    ),
    unknown("nothing is said of launch week", {"launch_week": GONE}, "`launch_week:`"),
    unknown("a fact is undecided", {"profile/hosted": "unknown"}, "profile undecided: hosted"),
    fails("nobody covers for a department", {f"{COVER}/support": GONE}, NOBODY),
    fails("an empty list covers nothing", {f"{COVER}/support": []}, NOBODY),
    fails(
        "nobody covers for anything",
        {COVER: GONE},
        NOBODY,
        Entry("nobody covers for cloud-ops", MARA, DUE, f"{COVER}/cloud-ops"),
    ),
    fails(
        "nobody covers for a department, whatever the undecided fact comes to",
        {f"{COVER}/support": GONE, "profile": {}},
        NOBODY,
    ),
    fails(
        "a department that is led covers, and its lead is asked",
        {f"{COVER}/cloud-ops": GONE, "departments/cloud-ops": {"lead": SAM}, "launch_week/due": GONE},
        Entry("nobody covers for cloud-ops", SAM, None, f"{COVER}/cloud-ops"),
    ),
    fails(
        "both are away on the last day",
        {"people/lin.wu": away("T+7", "T+9"), "people/kofi.mensah": away("T+7", "T+7")},
        Entry("nobody of support is there on 2026-12-29", LEE, DUE, f"{COVER}/support"),
    ),
    fails(
        "both are away on the first day",
        {"people/lin.wu": away("T-9", "T-1"), "people/kofi.mensah": away("T-1", "T+1")},
        Entry("nobody of support is there on 2026-12-21", LEE, DUE, f"{COVER}/support"),
    ),
    fails(
        "their absences meet on one day in between",
        {"people/lin.wu": away("T-1", "T+3"), "people/kofi.mensah": away("T+3", "T+7")},
        Entry("nobody of support is there on 2026-12-25", LEE, DUE, f"{COVER}/support"),
    ),
    fails(
        "the second absence of one meets the first of the other",
        {
            "people/lin.wu": {
                "department": "support",
                "away": [{"from": "T+5", "to": "T+5"}, {"from": "T-1", "to": "T+0"}],
            },
            "people/kofi.mensah": away("T+4", "T+6"),
        },
        Entry("nobody of support is there on 2026-12-27", LEE, DUE, f"{COVER}/support"),
    ),
    fails(
        "the deputy is away on one of the same days",
        {
            f"{COVER}/support": "lin.wu",
            "people/lin.wu": away("T-9", "T+2", "kofi.mensah"),
            "people/kofi.mensah": away("T+2", "T+2"),
        },
        Entry("nobody of support is there on 2026-12-24", LEE, DUE, f"{COVER}/support"),
    ),
    fails(
        "a department is done by support, all of which is away",
        {
            "departments/customer-success": {"done_by": "support"},
            f"{COVER}/support": "lin.wu",
            "people/lin.wu": away("T-9", "T+9"),
        },
        Entry("nobody of customer-success is there on 2026-12-21", LEE, DUE, f"{COVER}/customer-success"),
        options={"departments": {"customer-success": []}},
    ),
    fails(
        "it ends before the launch",
        {"launch_week/from": "T-9", "launch_week/to": "T-1"},
        SHORT._replace(says="2026-12-13 to 2026-12-21 … T-1 to T+5"),
    ),
    fails("it begins after the launch", {"launch_week/from": "2026-12-23", "launch_week/to": "T+9"}, SHORT),
    fails("it begins on the launch day", {"launch_week/from": "T+0"}, SHORT),
    fails("it ends a day earlier than is asked for", {"launch_week/to": "T+4"}, SHORT),
    fails(
        "it ends a day earlier than is asked for elsewhere",
        {},
        SHORT._replace(says="2026-12-21 to 2026-12-29 … T-1 to T+8"),
        options={"departments": {"support": []}, "days_after": 8},
    ),
    fails(
        "it begins a day later than is asked for elsewhere",
        {},
        SHORT._replace(says="T-2 to T+5"),
        options={"departments": {"support": []}, "days_before": 2},
    ),
    fails(
        "it is too short, and nobody is there in it", {"launch_week/to": "T+4", f"{COVER}/support": GONE}, SHORT, NOBODY
    ),
    fails("it is too short, whatever the undecided fact comes to", {"launch_week/to": "T+4", "profile": {}}, SHORT),
    fails(
        "it ends before it begins, which the plan can say in two ways of writing days",
        {"launch_week/from": "2026-12-24", "launch_week/to": "T-1"},
        SHORT,
    ),
    ruled_out("nobody covers, where nobody pays", {COVER: GONE}),
    options={"departments": {"support": [], "cloud-ops": ["hosted"]}},
)


@each(TABLE)
def test_launch_week(case: Case) -> None:
    """On each day around the launch, somebody of every department that must be there is there."""
    check(case)


@pytest.mark.parametrize("support_first", [True, False])
def test_no_name_under_cover_hides_another(*, support_first: bool) -> None:
    """Where one department does the work of another, whoever covers for either covers for both, in any order."""
    cover = {"support": "kofi.mensah", "customer-success": "lin.wu"}
    order = list(cover) if support_first else list(reversed(cover))
    for person in ("lin.wu", "kofi.mensah"):
        (case,) = table(
            "launch_week",
            GOOD,
            passes(
                "",
                {
                    "departments/customer-success": {"done_by": "support"},
                    "launch_week/cover": {name: cover[name] for name in order},
                    f"people/{person}": away("T-9", "T+9"),
                },
            ),
            options={"departments": {"support": [], "customer-success": []}},
        )
        check(case)


ABSENCES = st.lists(st.tuples(st.integers(-6, 6), st.integers(0, 4)), max_size=3)


@settings(max_examples=150)
@given(st.lists(st.tuples(ABSENCES, st.integers(0, 4)), min_size=1, max_size=3), st.integers(-4, 2), st.integers(0, 5))
def test_nobody_is_missed_on_any_day(people: list[tuple[list[tuple[int, int]], int]], start: int, length: int) -> None:
    """The first day on which nobody is there is what going through the days one by one finds."""
    names = [f"person-{number}" for number in range(len(people))]
    entries = {
        name: {
            "department": "support",
            "away": [{"from": f"T{first:+d}", "to": f"T{first + days:+d}"} for first, days in absences],
            **({"deputy": names[deputy]} if deputy < len(names) else {}),
        }
        for name, (absences, deputy) in zip(names, people, strict=True)
    }
    plan = LaunchPlan.model_validate(merged(plain(BASE), {"people": entries}))
    first, last = GA + timedelta(days=start), GA + timedelta(days=start + length)
    covering = names[:1]
    there = {*covering, *(names[deputy] for _, deputy in people[:1] if deputy < len(names))}

    def is_there(name: str, day: int) -> bool:
        return not any(begin <= day <= begin + days for begin, days in people[names.index(name)][0])

    lonely = (day for day in range(start, start + length + 1) if not any(is_there(name, day) for name in there))
    expected = next((GA + timedelta(days=day) for day in lonely), None)
    assert first_day_without(covering, first, last, plan) == expected


def test_where_there_is_nobody_nobody_is_there_on_the_first_day() -> None:
    """An empty list covers nothing."""
    assert first_day_without([], GA, GA, LaunchPlan.model_validate(plain(BASE))) == GA
