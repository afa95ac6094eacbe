"""Rule `departments_present`."""

from __future__ import annotations

from tests.rules.table import (
    BEN,
    GONE,
    MARA,
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
profile: {hardware: no, hosted: yes}
departments:
  legal: {lead: dana.cho}
  support: {lead: lee.ng}
  customer-success: {done_by: support}
"""
OPTIONS = {
    "called_for": {
        "legal": [],
        "customer-success": [],
        "support": ["hosted"],
        "manufacturing": ["hardware", "cross_border"],
    }
}
MISSING = Entry("legal is not in the plan", MARA, None, "departments")
TABLE = table(
    "departments_present",
    GOOD,
    passes("every department that is called for is led, or done by another"),
    passes(
        "one that is called for by two facts is there",
        {
            "profile/hardware": "yes",
            "profile/cross_border": "yes",
            "departments/manufacturing": {"lead": BEN},
        },
    ),
    passes("one that is not called for has no lead", {"departments/manufacturing": {}}),
    passes("one of two facts is no, and the other undecided", {"profile/cross_border": "unknown"}),
    unknown("no department takes part", {"departments": GONE}, "`departments:`"),
    unknown("nobody leads one", {"departments/legal": {}}, "who leads legal"),
    unknown(
        "nobody leads the one that does the work of another",
        {"departments/support": {}},
        "who leads customer-success, support",
    ),
    unknown(
        "a fact is undecided",
        {"profile": {"hosted": "yes", "hardware": "unknown", "cross_border": "yes"}},
        "profile undecided: hardware",
    ),
    unknown("facts are absent", {"profile": {"hosted": "yes"}}, "profile undecided: hardware"),
    fails("one is missing", {"departments/legal": GONE}, MISSING),
    fails(
        "a fact calls for one that is missing",
        {"profile/hardware": "yes", "profile/cross_border": "yes"},
        Entry("manufacturing is not in the plan", MARA, None, "departments"),
    ),
    fails("one is missing, whatever the undecided facts come to", {"departments/legal": GONE, "profile": {}}, MISSING),
    fails("one is missing, and nobody leads another", {"departments/legal": GONE, "departments/support": {}}, MISSING),
    ruled_out("one is missing, where nobody pays", {"departments/legal": GONE}),
    options=OPTIONS,
)


@each(TABLE)
def test_departments_present(case: Case) -> None:
    """Every department that the profile calls for is in the plan, and somebody leads it."""
    check(case)
