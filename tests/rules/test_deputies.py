"""Rule `deputies`."""

from __future__ import annotations

from tests.rules.table import (
    DANA,
    GONE,
    NINA,
    RUBEN,
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
people:
  dana.cho: {department: legal, deputy: ruben.aske}
  support-desk: {department: support, team: true}
departments:
  legal: {lead: dana.cho}
  support: {lead: support-desk}
  customer-success: {done_by: support}
"""
ALONE = {"departments/marketing": {"lead": NINA}, "departments/sales": {"lead": NINA}}
TABLE = table(
    "deputies",
    GOOD,
    passes("every lead has a deputy, or is a team"),
    passes("a team covers for itself", {"departments/legal": GONE}),
    passes("a department without lead asks for no deputy", {"departments/finance": {}}),
    passes(
        "the deputy leads another department, and has a deputy in turn",
        {
            "people/ruben.aske": {"department": "finance", "deputy": DANA},
            "departments/finance": {"lead": RUBEN},
        },
    ),
    unknown("no department takes part", {"departments": GONE}, "`deputy:`"),
    unknown("nobody leads any", {"departments": {"legal": {}, "finance": {}}}, "`deputy:`"),
    unknown(
        "nobody who leads has a deputy",
        {"departments/support": GONE, "people/dana.cho": "legal", "departments/customer-success": GONE},
        "`deputy:`",
    ),
    fails(
        "who leads two departments without a deputy is named once",
        ALONE,
        Entry("Nina Bauer leads marketing and has no deputy", NINA, None, "people/nina.bauer"),
    ),
    fails(
        "the deputy is the lead again",
        {"people/dana.cho": {"department": "legal", "deputy": DANA}},
        Entry("Dana Cho leads legal and has no deputy", DANA, None, "people/dana.cho"),
    ),
    ruled_out("a lead without deputy, where nobody pays", ALONE),
)


@each(TABLE)
def test_deputies(case: Case) -> None:
    """Every lead has a deputy who can act when the lead is away."""
    check(case)
