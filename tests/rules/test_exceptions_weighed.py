"""Rule `exceptions_weighed`."""

from __future__ import annotations

from tests.rules.table import (
    DANA,
    GONE,
    RUBEN,
    TOM,
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
  legal:
    lead: dana.cho
    items:
      escrow:
        status: will_not_do
        reason: Nobody asks for it
        costs: {retain: Nobody leaves over it, win: One bank waits, protect: No new risk}
waivers:
  - item: cloud-ops.disaster-recovery
    reason: The second region comes in January
    approved_by: tom.oduya
    date: 2026-11-19
    until: 2027-01-31
    costs: {retain: No firm has asked, win: Two tenders wait, protect: One night of files}
"""
WAIVER, REFUSAL = "waivers/0", "departments/legal/items/escrow"
TABLE = table(
    "exceptions_weighed",
    GOOD,
    passes("a waiver and a refusal are weighed"),
    passes("nothing is accepted, it is said", {"waivers": [], REFUSAL: GONE}),
    passes("a refusal is weighed, and nothing is said of waivers", {"waivers": GONE}),
    passes(
        "what is open, blocked or does not apply is no exception",
        {
            "waivers": [],
            REFUSAL: "todo",
            "departments/legal/items/trademarks": {"status": "blocked", "reason": "The register is closed"},
            "departments/legal/items/exposure-review": {"status": "not_applicable", "reason": "Nothing is new"},
        },
    ),
    unknown("nothing is said of exceptions", {"waivers": GONE, REFUSAL: GONE}, "`waivers: []`"),
    unknown("what is open says nothing of exceptions", {"waivers": GONE, REFUSAL: "todo"}, "`waivers: []`"),
    unknown(
        "a refusal is not weighed, and nothing is said of waivers",
        {"waivers": GONE, f"{REFUSAL}/costs": GONE},
        "`costs:`",
    ),
    unknown("nobody weighed anything", {f"{WAIVER}/costs": GONE, f"{REFUSAL}/costs": GONE}, "`costs:`"),
    unknown("the only exception has an empty list of costs", {f"{WAIVER}/costs": {}, REFUSAL: GONE}, "`costs:`"),
    fails(
        "a waiver leaves out the risk, and falls to who approved it",
        {f"{WAIVER}/costs/protect": GONE},
        Entry("cloud-ops.disaster-recovery … not weighed for protect", TOM, None, WAIVER),
    ),
    fails(
        "a waiver says nothing where a refusal does",
        {f"{WAIVER}/costs": GONE},
        Entry("cloud-ops.disaster-recovery … not weighed for retain, win, protect", TOM, None, WAIVER),
    ),
    fails(
        "a refusal falls to the lead",
        {f"{REFUSAL}/costs/win": GONE, f"{REFUSAL}/costs/retain": GONE},
        Entry("legal.escrow … not weighed for retain, win", DANA, None, REFUSAL),
    ),
    fails(
        "a refusal falls to its owner where it has one",
        {f"{REFUSAL}/costs": GONE, f"{REFUSAL}/owner": RUBEN},
        Entry("legal.escrow", RUBEN, None, REFUSAL),
    ),
    fails(
        "a placeholder weighs nothing",
        {f"{WAIVER}/costs/win": "TBD by Tom"},
        Entry("disaster-recovery … `TBD by Tom` is a placeholder", TOM, None, WAIVER),
        broken={"TBD by Tom": "is a placeholder"},
    ),
    fails(
        "the only exception is weighed by placeholders",
        {REFUSAL: GONE, f"{WAIVER}/costs/retain": "????? ask"},
        Entry("`????? ask` is a placeholder", TOM, None, WAIVER),
        broken={"????? ask": "is a placeholder"},
    ),
    fails(
        "a waiver that has ended is still an exception that somebody accepted",
        {f"{WAIVER}/until": "2026-11-20", f"{WAIVER}/costs/protect": GONE},
        Entry("not weighed for protect", TOM, None, WAIVER),
    ),
    ruled_out("a waiver that is not weighed, where nobody pays", {f"{WAIVER}/costs": GONE}),
)


@each(TABLE)
def test_exceptions_weighed(case: Case) -> None:
    """Whoever accepts a gap has said what it costs: customers lost, customers later, risk."""
    check(case)
