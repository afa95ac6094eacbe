"""Rule `handoffs_accepted`."""

from __future__ import annotations

from itertools import pairwise
from random import Random
from typing import Any

import pytest

from readycheck.rules.handoffs_accepted import crossings
from tests.rules.table import (
    BASE,
    DUE,
    GONE,
    GRETA,
    KOFI,
    LEE,
    SAM,
    TODAY,
    TOMORROW,
    Case,
    Entry,
    check,
    each,
    fails,
    judge,
    load,
    merged,
    passes,
    plain,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
departments:
  sales: {lead: greta.holm}
  support: {lead: lee.ng}
journeys:
  - name: Firm buys from a seller
    due: T-14
    touchpoints:
      - {name: Hears of it, stage: learn, department: sales}
      - {name: Signs, stage: buy, department: sales}
      - {name: First call, stage: use, department: support}
handoffs:
  - standing: sales -> support
    when: Contract signed
    carries: [contract, what the firm wants to achieve]
    due: T-14
    agreed: {sales: 2026-11-17, support: 2026-11-19}
"""
AT, AGREED, POINTS = "handoffs/0", "handoffs/0/agreed", "journeys/0/touchpoints"
TERMS = {"when": "It happens", "carries": ["invoice"]}
SAME = {"standing": "sales -> support", "due": "T-14", **TERMS}
BACK = {"name": "Renews", "stage": "grow", "department": "sales"}
#: Customer success takes over after the first call; support does its work.
DONE_BY_SUPPORT = {
    "departments/customer-success": {"done_by": "support"},
    f"{POINTS}/-": {"name": "First review", "stage": "grow", "department": "customer-success"},
}
MISSING = Entry("no handoff sales -> support … “Signs” to “First call”", GRETA, None, f"{POINTS}/2")
TABLE = table(
    "handoffs_accepted",
    GOOD,
    passes("both agreed"),
    passes("both agreed on one day", {AGREED: "2026-11-19"}),
    passes("both agreed today", {AGREED: TODAY}),
    passes("both agreed on the day on which it changed", {AGREED: "2026-11-19", f"{AT}/changed": "2026-11-19"}),
    passes("both agreed after it changed", {f"{AT}/changed": "2026-11-16"}),
    passes("an arrow is drawn", {f"{AT}/standing": "sales → support"}),
    passes("nothing passes where one department does it all", {"handoffs": [], f"{POINTS}/2/department": "sales"}),
    passes(
        "the receiver does the work of the giver",
        {
            "handoffs": [],
            "departments/sales": {"done_by": "support"},
        },
    ),
    passes(
        "both are done by a third",
        {
            "handoffs": [],
            "departments/finance": {"lead": "fred.ash"},
            "departments/sales": {"done_by": "finance"},
            "departments/support": {"done_by": "finance"},
        },
    ),
    passes("what support does for customer success passes to nobody", DONE_BY_SUPPORT),
    passes(
        "a handoff to whoever has its work done by support is one to support",
        {
            **DONE_BY_SUPPORT,
            f"{AT}/standing": "sales -> customer-success",
            AGREED: {"sales": TODAY, "customer-success": TODAY},
        },
    ),
    passes(
        "a customer agrees to nothing",
        {
            "handoffs/-": {**TERMS, "standing": "support -> customer", "agreed": {"support": "2026-11-19"}},
        },
    ),
    passes(
        "nor does a partner",
        {
            "handoffs/-": {**TERMS, "standing": "partner:Acme -> support", "agreed": {"support": "2026-11-19"}},
        },
    ),
    passes("what is handed over once is judged elsewhere", {"handoffs/-": {"once": "sales -> support"}}),
    unknown("nothing is said of journeys", {"journeys": GONE}, "`journeys:`"),
    unknown("there are no journeys", {"journeys": []}, "`journeys:`"),
    unknown("nothing is said of handoffs", {"handoffs": GONE}, "`handoffs:`"),
    fails("nothing is handed over, it is said", {"handoffs": []}, MISSING),
    fails(
        "a handoff in the other direction does not count",
        {f"{AT}/standing": "support -> sales"},
        MISSING,
    ),
    fails("one for once does not count", {AT: {"once": "sales -> support"}}, MISSING),
    fails(
        "one to the customer does not count", {f"{AT}/standing": "sales -> customer", AGREED: {"sales": TODAY}}, MISSING
    ),
    fails(
        "the way back needs one of its own",
        {f"{POINTS}/-": BACK},
        Entry("no handoff support -> sales … “First call” to “Renews”", LEE, None, f"{POINTS}/3"),
    ),
    fails(
        "the way back and forth again is missed once",
        {
            f"{POINTS}/-": BACK,
            "journeys/-": {
                "name": "Firm asks",
                "touchpoints": [{"name": "Asks", "stage": "use", "department": "support"}, BACK],
            },
        },
        Entry("“First call” to “Renews”", LEE, None, f"{POINTS}/3"),
    ),
    fails(
        "nobody leads the giver, so the missing handoff is nobody's",
        {"handoffs": [], "departments/sales": GONE},
        MISSING._replace(owner=None),
    ),
    fails(
        "the receiver has not accepted",
        {f"{AGREED}/support": GONE},
        Entry("sales -> support … not accepted by support", LEE, DUE, AT),
    ),
    fails(
        "the giver has not agreed",
        {f"{AGREED}/sales": GONE},
        Entry("sales -> support … not agreed to by sales", GRETA, DUE, AT),
    ),
    fails("nobody says what sets it off", {f"{AT}/when": GONE}, Entry("sales -> support … `when:`", GRETA, DUE, AT)),
    fails(
        "nobody says what it carries",
        {f"{AT}/carries": GONE, f"{AT}/owner": KOFI},
        Entry("sales -> support … `carries:`", KOFI, DUE, AT),
    ),
    fails(
        "one of the things that it carries is a placeholder",
        {},
        Entry("sales -> support … `carries:` … is a placeholder", GRETA, DUE, AT),
        broken={"what the firm wants to achieve": "is a placeholder"},
    ),
    fails(
        "whoever sees to the handoff is asked for a day that is not yet",
        {AGREED: TOMORROW, f"{AT}/owner": KOFI},
        Entry("in the future", KOFI, DUE, AT),
    ),
    fails(
        "whoever sees to the handoff is asked once it has changed",
        {f"{AT}/changed": TODAY, f"{AT}/owner": KOFI},
        Entry("before it changed", KOFI, DUE, AT),
    ),
    fails("it carries nothing", {f"{AT}/carries": []}, Entry("sales -> support … `carries:`", GRETA, DUE, AT)),
    fails(
        "a customer's terms are said too",
        {"handoffs/-": {"standing": "customer -> support", "agreed": TODAY}},
        Entry("customer -> support … `when:`", None, None, "handoffs/1"),
    ),
    fails(
        "nobody has, and the receiver is asked first", {AGREED: GONE}, Entry("not accepted by support", LEE, DUE, AT)
    ),
    fails(
        "whoever sees to the handoff is asked",
        {AGREED: GONE, f"{AT}/owner": KOFI},
        Entry("not accepted by support", KOFI, DUE, AT),
    ),
    fails(
        "no day is agreed for it", {AGREED: GONE, f"{AT}/due": GONE}, Entry("not accepted by support", LEE, None, AT)
    ),
    fails(
        "the receiver accepts tomorrow",
        {f"{AGREED}/support": TOMORROW},
        Entry(f"accepted by support on {TOMORROW}, in the future", LEE, DUE, AT),
    ),
    fails(
        "the giver agrees tomorrow",
        {f"{AGREED}/sales": TOMORROW},
        Entry(f"agreed to by sales on {TOMORROW}, in the future", GRETA, DUE, AT),
    ),
    fails("both agree tomorrow", {AGREED: TOMORROW}, Entry("in the future", LEE, DUE, AT)),
    fails(
        "the receiver accepted the day before it changed",
        {f"{AT}/changed": "2026-11-20"},
        Entry("accepted by support on 2026-11-19, before it changed on 2026-11-20", LEE, DUE, AT),
    ),
    fails(
        "the giver agreed the day before it changed",
        {f"{AT}/changed": "2026-11-18"},
        Entry("agreed to by sales on 2026-11-17, before it changed on 2026-11-18", GRETA, DUE, AT),
    ),
    fails("nobody leads the receiver", {"departments/support": {}}, Entry("nobody leads support", None, DUE, AT)),
    fails(
        "nobody leads the giver",
        {"departments/sales": {}, f"{AT}/owner": KOFI},
        Entry("nobody leads sales", KOFI, DUE, AT),
    ),
    fails(
        "another for the same two is not agreed",
        {"handoffs/-": SAME},
        Entry("sales -> support … not accepted by support", LEE, DUE, "handoffs/1"),
    ),
    fails(
        "the first of two is not agreed",
        {"handoffs": [SAME, {**SAME, "agreed": TODAY}]},
        Entry("sales -> support … not accepted by support", LEE, DUE, AT),
    ),
    fails(
        "one that no journey needs is not agreed",
        {"handoffs/-": {**TERMS, "standing": "support -> finance"}},
        Entry("nobody leads finance", None, None, "handoffs/1"),
    ),
    fails(
        "support has not agreed to pass on to a customer",
        {"handoffs/-": {**TERMS, "standing": "support -> customer"}},
        Entry("support -> customer … not agreed to by support", LEE, None, "handoffs/1"),
    ),
    fails(
        "support has not accepted from a partner",
        {"handoffs/-": {**TERMS, "standing": "partner:Acme -> support"}},
        Entry("partner:Acme -> support … not accepted by support", LEE, None, "handoffs/1"),
    ),
    fails(
        "customer success, which support does the work of, has not accepted: its lead is support's",
        {**DONE_BY_SUPPORT, f"{AT}/standing": "sales -> customer-success", AGREED: {"sales": TODAY}},
        Entry("not accepted by customer-success", LEE, DUE, AT),
    ),
    fails(
        "customer success does its own work, so the customer passes to it",
        {**DONE_BY_SUPPORT, "departments/customer-success": {"lead": SAM}},
        Entry("no handoff support -> customer-success", LEE, None, f"{POINTS}/3"),
    ),
    fails(
        "the missing one and the one that nobody accepted",
        {f"{POINTS}/-": BACK, AGREED: GONE},
        Entry("no handoff support -> sales", LEE, None, f"{POINTS}/3"),
        Entry("not accepted by support", LEE, DUE, AT),
    ),
    ruled_out("nobody has agreed, where nobody pays", {AGREED: GONE}),
)


@each(TABLE)
def test_handoffs_accepted(case: Case) -> None:
    """Wherever a journey passes from one department to another, both have agreed to what passes, as it is today."""
    check(case)


BETWEEN = table(
    "handoffs_accepted",
    GOOD,
    passes(
        "one from support to customer success, which support does the work of",
        {**DONE_BY_SUPPORT, "handoffs/-": {**TERMS, "standing": "support -> customer-success"}},
    ),
    passes(
        "one back to support",
        {**DONE_BY_SUPPORT, "handoffs/-": {**TERMS, "standing": "customer-success -> support"}},
    ),
)


@each(BETWEEN)
def test_what_a_department_does_for_another_passes_to_nobody(case: Case) -> None:
    """Where one department does the work of both ends, nobody has anything to accept."""
    check(case)


def _journeys(random: Random) -> list[dict[str, Any]]:
    departments = ["sales", "support", "customer-success", "finance", "legal"]
    return [
        {
            "name": f"Journey {number}",
            "touchpoints": [
                {"name": f"Step {number}.{step}", "stage": "use", "department": random.choice(departments)}
                for step in range(random.randint(1, 7))
            ],
        }
        for number in range(random.randint(1, 4))
    ]


@pytest.mark.parametrize("seed", range(60))
def test_every_pair_of_neighbours_is_found(seed: int) -> None:
    """No crossing of any journey is missed, none is invented, and each pair without a handoff is a gap once."""
    random = Random(seed)
    journeys = _journeys(random)
    parts: dict[str, Any] = {"sales": {"lead": GRETA}, "support": {"lead": LEE}}
    if random.random() < 0.7:
        parts["customer-success"] = {"done_by": "support"}
    doer = {"customer-success": "support"} if "customer-success" in parts else {}
    passed = [
        (doer.get(one["department"], one["department"]), doer.get(other["department"], other["department"]))
        for journey in journeys
        for one, other in pairwise(journey["touchpoints"])
    ]
    expected = [ends for ends in passed if ends[0] != ends[1]]
    planned = ("sales", "support") if random.random() < 0.5 else None
    handoffs = [{**TERMS, "standing": " -> ".join(planned), "agreed": "2026-11-19"}] if planned else []
    document = merged(plain(BASE), {"departments": parts, "journeys": journeys, "handoffs": handoffs})
    plan = load(document).plan
    assert [tuple(crossing.ends) for crossing in crossings(plan)] == expected
    row = passes("") if not set(expected) - {planned} else fails("", {})
    ruling = judge(Case("handoffs_accepted", row, document, {}))
    assert sorted(failing.text.split(",")[0] for failing in ruling.failing) == sorted(
        f"no handoff {giver} -> {receiver}" for giver, receiver in set(expected) - {planned}
    )
