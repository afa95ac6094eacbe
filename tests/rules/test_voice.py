"""Rule `voice`."""

from __future__ import annotations

from tests.core.building import AS_OF
from tests.rules.table import (
    DUE,
    GONE,
    LEE,
    MARA,
    TODAY,
    TOMORROW,
    Case,
    Entry,
    before,
    check,
    each,
    fails,
    judge,
    passes,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
departments:
  support: {lead: lee.ng}
voice_of_customer:
  - {source: Tickets, department: support, every_days: 7, feeds: [product, engineering], last: 2026-11-18, due: T-14}
  - {source: Firms that left, owner: mara.lind, feeds: product, last: 2026-11-02}
"""
AT, TICKETS, LEFT = "voice_of_customer", "voice_of_customer/0", "voice_of_customer/1"
TWO = {"sources": 2}


def tickets(says: str) -> Entry:
    return Entry(f"Tickets … {says}", LEE, DUE, TICKETS)


TABLE = table(
    "voice",
    GOOD,
    passes("one source is enough"),
    passes("two sources", options=TWO),
    passes("one of two sources is enough, whatever the other lacks", {f"{LEFT}/feeds": GONE}),
    passes("together they reach whom they must", options={"feeds": ["product", "engineering"]}),
    passes("it was heard today", {f"{TICKETS}/last": TODAY}, options=TWO),
    passes("it was heard exactly one period ago", {f"{TICKETS}/last": before(AS_OF, 7)}, options=TWO),
    passes("support listens", options={"from": "support"}),
    passes(
        "customer success listens for support, which does its work",
        {"departments/customer-success": {"done_by": "support"}, f"{TICKETS}/department": "customer-success"},
        options={"from": "support"},
    ),
    passes(
        "support listens for customer success, whose work it does",
        {"departments/customer-success": {"done_by": "support"}},
        options={"from": "customer-success"},
    ),
    passes(
        "what reaches customer success reaches support, which does its work",
        {"departments/customer-success": {"done_by": "support"}, f"{TICKETS}/feeds": "customer-success"},
        options={"feeds": ["support"]},
    ),
    passes(
        "what reaches support reaches customer success, whose work it does",
        {"departments/customer-success": {"done_by": "support"}, f"{TICKETS}/feeds": "support"},
        options={"feeds": ["customer-success"]},
    ),
    unknown("nothing is said of it", {AT: GONE}, "`voice_of_customer:`"),
    fails("nobody listens, it is said", {AT: []}, Entry("heard through 0 of the 1 sources", None, None, AT)),
    fails(
        "nobody of marketing listens",
        {},
        Entry("heard through 0 of the 1 sources of marketing", None, None, AT),
        options={"from": "marketing"},
    ),
    fails("two of three", {}, Entry("heard through 2 of the 3 sources", None, None, AT), options={"sources": 3}),
    fails(
        "one source under two spellings is one",
        {f"{LEFT}/source": "TICKETS"},
        Entry("heard through 1 of the 2 sources", None, None, AT),
        options=TWO,
    ),
    fails(
        "no owner, and no department",
        {f"{LEFT}/owner": GONE},
        Entry("Firms that left has no owner", None, None, LEFT),
        options=TWO,
    ),
    fails(
        "no owner, and nobody leads the department",
        {"departments": GONE},
        tickets("has no owner")._replace(owner=None),
        options=TWO,
    ),
    fails("it reaches nobody", {f"{TICKETS}/feeds": GONE}, tickets("reaches nobody"), options=TWO),
    fails("it was not heard yet", {f"{TICKETS}/last": GONE}, tickets("`last:`"), options=TWO),
    fails(
        "it will be heard tomorrow", {f"{TICKETS}/last": TOMORROW}, tickets(f"{TOMORROW}, in the future"), options=TWO
    ),
    fails(
        "it was heard a day longer ago than one period",
        {f"{TICKETS}/last": before(AS_OF, 8)},
        tickets("2026-11-14 … every 7 days"),
        options=TWO,
    ),
    fails(
        "one does not hold, and one more is missing",
        {f"{TICKETS}/feeds": []},
        tickets("reaches nobody"),
        Entry("heard through 1 of the 3 sources", None, None, AT),
        options={"sources": 3},
    ),
    fails(
        "the only one of support does not hold",
        {f"{TICKETS}/feeds": []},
        tickets("reaches nobody"),
        options={"from": "support"},
    ),
    fails(
        "nobody of support hears of it",
        {},
        Entry("reach support", None, None, AT),
        options={"feeds": ["product", "support"]},
    ),
    fails(
        "what is overdue reaches nobody",
        {f"{TICKETS}/last": "2026-10-01"},
        Entry("reach engineering", None, None, AT),
        options={"feeds": ["engineering"]},
    ),
    fails(
        "what others hear does not count where support is asked",
        {f"{LEFT}/feeds": "sales"},
        Entry("reach sales", None, None, AT),
        options={"from": "support", "feeds": ["sales"]},
    ),
    ruled_out("nobody listens, where nobody pays", {AT: []}),
)


@each(TABLE)
def test_voice(case: Case) -> None:
    """Customers are heard through several sources, and what they say reaches those who can act on it."""
    check(case)


SAME = table(
    "voice",
    GOOD,
    fails(
        "a source that holds stands twice, once overdue",
        {
            AT: [
                {"source": "Tickets", "owner": MARA, "feeds": "product", "last": TODAY},
                {"source": "tickets", "owner": MARA, "feeds": "product", "last": "2026-01-01", "due": "T-14"},
            ]
        },
        Entry("tickets … 2026-01-01", MARA, DUE, LEFT),
        Entry("heard through 1 of the 2 sources", None, None, AT),
        options=TWO,
    ),
)


TOGETHER = table(
    "voice",
    GOOD,
    passes(
        "one source stands twice, since two hear of it in their own ways",
        {
            AT: [
                {"source": "Tickets", "owner": MARA, "feeds": "product", "last": TODAY},
                {"source": "Tickets", "owner": MARA, "feeds": "engineering", "last": TODAY},
            ]
        },
        options={"feeds": ["product", "engineering"]},
    ),
)


@each(TOGETHER)
def test_whatever_holds_reaches_whom_it_feeds(case: Case) -> None:
    """Each entry that holds is counted for whom it reaches, also where its source stands twice."""
    check(case)


@each(SAME)
def test_mending_what_is_named_is_enough(case: Case) -> None:
    """A gap that is planned passes once its entries are mended: two of one source never make two sources."""
    assert len(judge(case).failing) == 2
    check(case)
