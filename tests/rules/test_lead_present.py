"""Rule `lead_present`."""

from __future__ import annotations

from typing import Any

from tests.rules.table import (
    DANA,
    GONE,
    LEE,
    Case,
    Entry,
    check,
    each,
    fails,
    passes,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
departments:
  legal: {lead: dana.cho}
"""
DANA_AT, RUBEN_AT = "people/dana.cho", "people/ruben.aske"


def away(*days: tuple[str, str], deputy: str | None = None) -> dict[str, Any]:
    person: dict[str, Any] = {"department": "legal", "away": [{"from": first, "to": last} for first, last in days]}
    return {**person, "deputy": deputy} if deputy else person


def absent(says: str, person: str = DANA) -> Entry:
    return Entry(says, person, None, f"people/{person}/away")


TABLE = table(
    "lead_present",
    GOOD,
    passes("the lead is at work"),
    passes(
        "the lead is away until the day before, and from the day after",
        {DANA_AT: away(("T-9", "T-2"), ("T+8", "T+20"))},
    ),
    passes("a deputy is at work", {DANA_AT: away(("T-9", "T+9"), deputy="ruben.aske")}),
    passes(
        "a deputy is away at other times",
        {DANA_AT: away(("T-9", "T+9"), deputy="ruben.aske"), RUBEN_AT: away(("T-9", "T-2"))},
    ),
    passes("fewer days are asked for", {DANA_AT: away(("T+3", "T+9"))}, options={"days_after": 2}),
    passes(
        "the launch day alone is asked for",
        {DANA_AT: away(("T-9", "T-1"), ("T+1", "T+9"))},
        options={"days_before": 0, "days_after": 0},
    ),
    passes(
        "another department's lead is away",
        {"departments/support": {"lead": LEE}, "people/lee.ng": away(("T-1", "T+1"))},
    ),
    passes(
        "the lead of who does the work is at work",
        {
            "departments/legal": {"done_by": "support"},
            "departments/support": {"lead": LEE},
            DANA_AT: away(("T-1", "T+1")),
        },
    ),
    passes(
        "lead and deputy relieve each other",
        {DANA_AT: away(("T-1", "T+0"), deputy="ruben.aske"), RUBEN_AT: away(("T+1", "T+7"))},
    ),
    unknown("the department is not in the plan", {"departments": GONE}, "who leads legal"),
    unknown("nobody leads it", {"departments/legal": {}}, "who leads legal"),
    unknown(
        "nobody leads the one that does its work",
        {"departments/legal": {"done_by": "support"}, "departments/support": {}},
        "who leads legal",
    ),
    fails(
        "the lead is away at the launch",
        {DANA_AT: away(("2026-12-20", "2026-12-30"))},
        absent("Dana Cho … 2026-12-21 … no deputy"),
    ),
    fails("the lead is away on the first of the days", {DANA_AT: away(("T-9", "T-1"))}, absent("2026-12-21")),
    fails("the lead is away on the last of the days", {DANA_AT: away(("T+7", "T+7"))}, absent("2026-12-29")),
    fails(
        "the lead is away on the last of more days",
        {DANA_AT: away(("T+9", "T+9"))},
        absent("2026-12-31"),
        options={"days_after": 9},
    ),
    fails(
        "the second absence is at the launch", {DANA_AT: away(("T+0", "T+0"), ("T-20", "T-19"))}, absent("2026-12-22")
    ),
    fails(
        "the deputy is away on the same days",
        {DANA_AT: away(("T-9", "T+9"), deputy="ruben.aske"), RUBEN_AT: away(("T-1", "T+7"))},
        absent("Dana Cho … 2026-12-21 … Ruben Aske"),
    ),
    fails(
        "the deputy leaves on the day before the lead is back",
        {DANA_AT: away(("T-1", "T+1"), deputy="ruben.aske"), RUBEN_AT: away(("T+1", "T+7"))},
        absent("2026-12-23"),
    ),
    fails("the lead is their own deputy", {DANA_AT: away(("T-1", "T+1"), deputy=DANA)}, absent("no deputy")),
    fails(
        "the lead of who does the work is away",
        {
            "departments/legal": {"done_by": "support"},
            "departments/support": {"lead": LEE},
            "people/lee.ng": away(("T-1", "T+1")),
        },
        absent("Lee Ng", LEE),
    ),
    ruled_out("the lead is away, where nobody pays", {DANA_AT: away(("T-1", "T+1"))}),
)


@each(TABLE)
def test_lead_present(case: Case) -> None:
    """A department's lead, or a deputy, is at work around the launch day."""
    check(case)
