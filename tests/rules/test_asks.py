"""Rule `asks`."""

from __future__ import annotations

from readycheck.model.vocabulary import Course, Outcome
from readycheck.rules.asks import open_asks
from tests.core.building import AS_OF, LEAD, OTHER, finding, item, plan, run
from tests.rules.table import (
    BEN,
    DUE,
    FRED,
    GONE,
    MARA,
    TODAY,
    TOMORROW,
    Case,
    Entry,
    check,
    each,
    fails,
    load,
    passes,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
departments:
  finance: {lead: fred.ash}
  legal:
    asks:
      - {what: Final price list, from: finance, by: T-25, got: 2026-11-20}
      - {what: List of components, from: engineering, by: 2026-12-01, got: 2026-11-21, owner: ben.osei}
"""
PRICES, COMPONENTS = "departments/legal/asks/0", "departments/legal/asks/1"
TABLE = table(
    "asks",
    GOOD,
    passes("everything has arrived"),
    passes("the department needs nothing", {"departments/legal/asks": []}),
    passes("the last of it arrived today", {f"{COMPONENTS}/got": TODAY}),
    passes("it arrived late", {f"{PRICES}/by": "2026-10-01"}),
    passes("another department waits", {"departments/finance/asks": [{"what": "It", "from": "legal", "by": "T-1"}]}),
    passes(
        "what its work's department asked for has arrived, where it asks for nothing itself",
        {"departments/legal": {"done_by": "finance"}, "departments/finance/asks": []},
    ),
    passes(
        "it needs nothing itself, whatever the department that does its work waits for",
        {
            "departments/legal": {"done_by": "finance", "asks": []},
            "departments/finance/asks": [{"what": "Rates", "from": "engineering", "by": "T-1"}],
        },
    ),
    unknown(
        "neither it nor the department that does its work says anything",
        {"departments/legal": {"done_by": "finance"}},
        "what legal needs from others",
    ),
    unknown("the plan says nothing of the department", {"departments": GONE}, "what legal needs from others"),
    unknown("the department says nothing of it", {"departments/legal/asks": GONE}, "what legal needs from others"),
    fails(
        "it arrives tomorrow",
        {f"{COMPONENTS}/got": TOMORROW},
        Entry(f"List of components … {TOMORROW}, in the future", BEN, "2026-12-01", COMPONENTS),
    ),
    fails(
        "what has not arrived falls to the lead of who owes it, on the day that was agreed",
        {f"{PRICES}/got": GONE},
        Entry("Final price list … finance", FRED, "2026-11-27", PRICES),
    ),
    fails(
        "it was due yesterday, and is not planned any more",
        {f"{COMPONENTS}/got": GONE, f"{COMPONENTS}/by": "2026-11-21"},
        Entry("List of components", BEN, "2026-11-21", COMPONENTS),
    ),
    fails(
        "who owes it has no lead, so the launch's owner must act",
        {f"{COMPONENTS}/got": GONE, f"{COMPONENTS}/owner": GONE},
        Entry("List of components … engineering", MARA, "2026-12-01", COMPONENTS),
    ),
    fails(
        "another department does the work of who owes it, and its lead owes it",
        {f"{COMPONENTS}/got": GONE, f"{COMPONENTS}/owner": GONE, "departments/engineering": {"done_by": "finance"}},
        Entry("List of components … engineering", FRED, "2026-12-01", COMPONENTS),
    ),
    fails(
        "the department that does its work waits for something",
        {
            "departments/legal": {"done_by": "finance"},
            "departments/finance/asks": [{"what": "Rates", "from": "engineering", "by": "T-14", "owner": BEN}],
        },
        Entry("Rates … engineering", BEN, DUE, "departments/finance/asks/0"),
    ),
    fails(
        "nothing has arrived",
        {f"{PRICES}/got": GONE, f"{COMPONENTS}/got": GONE},
        Entry("Final price list", FRED, "2026-11-27", PRICES),
        Entry("List of components", BEN, "2026-12-01", COMPONENTS),
    ),
    ruled_out("a list that has not arrived, where nobody pays", {f"{PRICES}/got": GONE}),
)


@each(TABLE)
def test_asks(case: Case) -> None:
    """Everything that a department needs from others has arrived, or it says that it needs nothing."""
    check(case)


def test_what_a_department_waits_for_is_told_with_both_ends() -> None:
    """Reports that walk the open asks know who waits for whom."""
    case = next(case for case in TABLE if case.row.claim == "nothing has arrived")
    waits = list(open_asks(load(case.document).plan, "legal", AS_OF))
    assert [(ask.what, ask.asked_by, ask.owed_by) for ask in waits] == [
        ("Final price list", "legal", "finance"),
        ("List of components", "legal", "engineering"),
    ]


ASK = {"what": "Price list", "from": "finance", "by": "2026-12-01"}
INPUTS = item("inputs", rule={"kind": "asks"}, not_applicable="never")


def test_the_rule_answers_instead_of_the_plan() -> None:
    """An answer to an item that a rule answers is not used, and the plan is told so."""
    given = plan(
        {"legal.inputs": "done"}, departments={"legal": {"lead": LEAD, "asks": [ASK], "items": {"inputs": "done"}}}
    )
    report = run([INPUTS], given)
    assert finding(report, "legal.inputs").outcome is Outcome.OPEN
    assert any("is read from asks" in notice.message for notice in report.notices)


def test_a_failed_rule_is_planned_when_every_failing_entry_is() -> None:
    """Owner and due date of each entry that fails make it planned; one that is overdue does not."""

    def course(*asks: dict[str, str]) -> Course:
        return run([INPUTS], plan(departments={"legal": {"lead": LEAD, "asks": list(asks)}})).course

    assert course(ASK) is Course.ON_COURSE
    assert course(ASK, {**ASK, "by": "2026-11-20"}) is Course.OFF_COURSE


def test_a_failing_entry_is_placed_and_given_to_whoever_owes_it() -> None:
    """The finding points at the entry, and its holder is the lead of the department that owes it."""
    found = finding(run([INPUTS], plan(departments={"legal": {"lead": LEAD, "asks": [ASK]}})), "legal.inputs")
    assert found.place.file == "departments/legal/asks/0"
    assert found.timing is not None
    assert found.timing.holder is not None
    assert found.timing.holder.id == OTHER
