"""Rule `accountable`."""

from __future__ import annotations

from tests.rules.table import (
    GONE,
    MARA,
    TODAY,
    TOM,
    TOMORROW,
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
launch: {sponsor: tom.oduya, sponsor_agreed: 2026-09-01}
"""
OWNER_IS_TEAM = {"people/mara.lind": {"department": "product", "team": True}}
SPONSOR_IS_TEAM = {"people/tom.oduya": {"department": "management", "team": True}}
TABLE = table(
    "accountable",
    GOOD,
    passes("an owner, and a sponsor who agreed"),
    passes("the sponsor agreed today", {"launch/sponsor_agreed": TODAY}),
    unknown("a sponsor, and nobody says that they agreed", {"launch/sponsor_agreed": GONE}, "`sponsor_agreed:`"),
    unknown("no sponsor", {"launch/sponsor": GONE, "launch/sponsor_agreed": GONE}, "`sponsor:`"),
    fails(
        "the sponsor agrees tomorrow",
        {"launch/sponsor_agreed": TOMORROW},
        Entry(f"agreed on {TOMORROW}, in the future", TOM, None, "launch/sponsor_agreed"),
    ),
    fails(
        "somebody agreed, and nobody is the sponsor",
        {"launch/sponsor": GONE},
        Entry("no sponsor who agreed", MARA, None, "launch/sponsor_agreed"),
    ),
    fails("the owner is a team", OWNER_IS_TEAM, Entry("the owner mara.lind is a team", MARA, None, "launch/owner")),
    fails(
        "the sponsor is a team",
        SPONSOR_IS_TEAM,
        Entry("the sponsor tom.oduya is a team", MARA, None, "launch/sponsor"),
    ),
    fails(
        "both are teams",
        {**OWNER_IS_TEAM, **SPONSOR_IS_TEAM},
        Entry("the owner", MARA, None, "launch/owner"),
        Entry("the sponsor", MARA, None, "launch/sponsor"),
    ),
    fails(
        "the owner is a team, and there is no sponsor yet",
        {**OWNER_IS_TEAM, "launch/sponsor": GONE, "launch/sponsor_agreed": GONE},
        Entry("the owner", MARA, None, "launch/owner"),
    ),
    ruled_out("an owner who is a team does not matter where the item does not apply", OWNER_IS_TEAM),
)


@each(TABLE)
def test_accountable(case: Case) -> None:
    """One person drives the launch, and a senior sponsor, another person, has agreed to it."""
    check(case)
