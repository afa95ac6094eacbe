"""Rule `handoffs_on_time`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    GONE,
    KOFI,
    LEE,
    LIN,
    MARA,
    OLA,
    RUBEN,
    TODAY,
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
departments:
  product: {lead: mara.lind}
  support: {lead: lee.ng}
handoffs:
  - once: product -> support
    carries: [known issues, test accounts]
    due: T-14
    offered: {by: mara.lind, date: 2026-11-20}
    accepted: {by: kofi.mensah, date: 2026-11-21}
"""
AT, OFFERED, ACCEPTED = "handoffs/0", "handoffs/0/offered", "handoffs/0/accepted"
BY_STRANGER = {f"{ACCEPTED}/by": OLA}
TABLE = table(
    "handoffs_on_time",
    GOOD,
    passes("somebody of support accepted it"),
    passes("it was offered and accepted today", {f"{OFFERED}/date": TODAY, f"{ACCEPTED}/date": TODAY}),
    passes("it was accepted, whoever offered it", {OFFERED: GONE}),
    passes("it was accepted late", {f"{AT}/due": "2026-11-01"}),
    passes("nothing is handed over", {"handoffs": []}),
    passes("nothing is handed over once", {"handoffs": [{"standing": "product -> support"}]}),
    passes(
        "the lead accepted it, of whatever department",
        {"people/lin.wu": "external", "departments/support/lead": LIN, f"{ACCEPTED}/by": LIN},
    ),
    passes(
        "the lead's deputy accepted it, of whatever department",
        {"people/lee.ng": {"department": "support", "deputy": RUBEN}, f"{ACCEPTED}/by": RUBEN},
    ),
    passes(
        "somebody of the department that does the work accepted it",
        {"departments/customer-success": {"done_by": "support"}, f"{AT}/once": "product -> customer-success"},
    ),
    passes(
        "somebody of the department whose work support does accepted it",
        {
            "departments/customer-success": {"done_by": "support"},
            f"{AT}/once": "product -> customer-success",
            "people/ola.berg": "customer-success",
            f"{ACCEPTED}/by": OLA,
        },
    ),
    passes(
        "what support hands to customer success, whose work it does, passes to nobody",
        {
            "departments/customer-success": {"done_by": "support"},
            "handoffs/-": {"once": "support -> customer-success"},
        },
    ),
    passes("anybody accepts for a customer", {f"{AT}/once": "product -> customer", f"{ACCEPTED}/by": OLA}),
    passes("anybody accepts for a partner", {f"{AT}/once": "product -> partner:Acme", f"{ACCEPTED}/by": OLA}),
    unknown("nothing is said of handoffs", {"handoffs": GONE}, "`handoffs:`"),
    fails(
        "it was not offered, and falls to the giver's lead",
        {OFFERED: GONE, ACCEPTED: GONE},
        Entry("product -> support (known issues, test accounts) … not offered by product", MARA, DUE, AT),
    ),
    fails(
        "it was not accepted, and falls to the receiver's lead",
        {ACCEPTED: GONE},
        Entry("product -> support … not accepted by support", LEE, DUE, AT),
    ),
    fails(
        "whoever sees to it is asked",
        {ACCEPTED: GONE, f"{AT}/owner": OLA},
        Entry("product -> support … not accepted by support", OLA, DUE, AT),
    ),
    fails(
        "whoever sees to it is asked to offer it",
        {OFFERED: GONE, ACCEPTED: GONE, f"{AT}/owner": OLA},
        Entry("not offered by product", OLA, DUE, AT),
    ),
    fails(
        "it carries a placeholder",
        {},
        Entry("product -> support … `test accounts` is a placeholder", MARA, DUE, AT),
        broken={"test accounts": "is a placeholder"},
    ),
    fails(
        "no day is agreed",
        {ACCEPTED: GONE, f"{AT}/due": GONE, f"{AT}/carries": GONE},
        Entry("product -> support … not accepted by support, and no day is agreed", LEE, None, AT),
    ),
    fails(
        "it will be accepted tomorrow",
        {f"{ACCEPTED}/date": TOMORROW},
        Entry(f"accepted on {TOMORROW}, in the future", LEE, DUE, AT),
    ),
    fails(
        "it was accepted before it was offered",
        {f"{OFFERED}/date": TODAY},
        Entry("accepted on 2026-11-21, before it was offered on 2026-11-22", LEE, DUE, AT),
    ),
    fails(
        "it is offered tomorrow, and was accepted yesterday",
        {f"{OFFERED}/date": TOMORROW},
        Entry(f"offered on {TOMORROW}, in the future", MARA, DUE, AT),
    ),
    fails(
        "it is offered tomorrow, and not accepted",
        {f"{OFFERED}/date": TOMORROW, ACCEPTED: GONE},
        Entry(f"offered on {TOMORROW}, in the future", MARA, DUE, AT),
    ),
    fails(
        "one person offered and accepted",
        {f"{OFFERED}/by": KOFI},
        Entry("accepted by Kofi Mensah, who offered it", LEE, DUE, AT),
    ),
    fails(
        "one person offered it to a partner and accepted for them",
        {f"{AT}/once": "product -> partner:Acme", f"{OFFERED}/by": KOFI},
        Entry("accepted by Kofi Mensah, who offered it", None, DUE, AT),
    ),
    fails("somebody of product accepted for support", BY_STRANGER, Entry("Ola Berg … not of support", LEE, DUE, AT)),
    fails(
        "somebody of product accepted for customer success, which support does the work of",
        {
            **BY_STRANGER,
            "departments/customer-success": {"done_by": "support"},
            f"{AT}/once": "product -> customer-success",
        },
        Entry("not of customer-success", LEE, DUE, AT),
    ),
    fails(
        "a deputy of somebody else accepted",
        {"people/kofi.mensah": {"department": "support", "deputy": OLA}, **BY_STRANGER},
        Entry("not of support", LEE, DUE, AT),
    ),
    fails(
        "nobody leads the receiver",
        {"departments/support": GONE, ACCEPTED: GONE},
        Entry("not accepted by support", None, DUE, AT),
    ),
    fails(
        "a customer has not offered",
        {"handoffs/-": {"once": "customer -> support", "due": "T-1"}},
        Entry("not offered by customer", None, "2026-12-21", "handoffs/1"),
    ),
    fails(
        "a partner has not accepted",
        {"handoffs/-": {"once": "support -> partner:Acme", "owner": KOFI, "offered": {"by": KOFI, "date": TODAY}}},
        Entry("not accepted by partner:Acme", KOFI, None, "handoffs/1"),
    ),
    fails(
        "a customer's word is not of the future either",
        {f"{AT}/once": "product -> customer", f"{ACCEPTED}/date": TOMORROW},
        Entry("in the future", None, DUE, AT),
    ),
    fails(
        "another between the same two is not accepted",
        {"handoffs/-": {"once": "product -> support", "due": "T-3"}},
        Entry("not offered by product", MARA, "2026-12-19", "handoffs/1"),
    ),
    ruled_out("it was not accepted, where nobody pays", {ACCEPTED: GONE}),
)


@each(TABLE)
def test_handoffs_on_time(case: Case) -> None:
    """What is handed over once, for this launch, has been accepted by somebody of the receiving department."""
    check(case)
