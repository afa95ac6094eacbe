"""Rule `stated`."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.rules.stated import contradictions
from tests.rules.table import (
    BASE,
    GONE,
    LEE,
    MARA,
    NINA,
    Case,
    Entry,
    check,
    each,
    fails,
    load,
    merged,
    passes,
    plain,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
stated: {price_monthly_eur: 29, free_trial: true}
departments:
  marketing:
    lead: nina.bauer
    stated: {price_monthly_eur: 29}
  support: {lead: lee.ng}
"""
PRICE = "departments/marketing/stated/price_monthly_eur"
TABLE = table(
    "stated",
    GOOD,
    passes("who repeats a price repeats it as it is"),
    passes("a price with decimals is the same price", {PRICE: 29.0}),
    passes("nobody repeats it", {"departments": GONE}),
    passes("there is nothing to tell", {"stated": {}, "departments": GONE}),
    passes("what must be stated is", options={"facts": ["free_trial", "price_monthly_eur"]}),
    unknown("nobody states anything", {"stated": GONE, "departments": GONE}, "`stated:`"),
    unknown("only a department states it", {"stated": GONE}, "`stated:`"),
    unknown(
        "two departments say the same, and the plan nothing",
        {"stated": GONE, "departments/support/stated": {"price_monthly_eur": 29}},
        "`stated:`",
    ),
    fails("a department has another price", {PRICE: 39}, Entry("29 in the plan … 39 in marketing", NINA, None, PRICE)),
    passes("a number is told as a text", {PRICE: "29"}),
    fails(
        "a text is another text",
        {"stated/kind": "Backup", "departments/support/stated": {"kind": "Archive"}},
        Entry("Backup in the plan … Archive in support", LEE, None, "departments/support/stated/kind"),
    ),
    fails(
        "yes is not no",
        {"departments/support/stated": {"free_trial": False}},
        Entry("true in the plan … false in support", LEE, None, "departments/support/stated/free_trial"),
    ),
    fails(
        "yes is not one",
        {"departments/support/stated": {"free_trial": 1}},
        Entry("true in the plan … 1 in support", LEE, None, "departments/support/stated/free_trial"),
    ),
    fails(
        "one is not yes",
        {"stated/seats": 1, "departments/support/stated": {"seats": True}},
        Entry("1 in the plan … true in support", LEE, None, "departments/support/stated/seats"),
    ),
    fails(
        "two departments contradict each other, where the plan says nothing of anything",
        {"stated": GONE, "departments/support/stated": {"price_monthly_eur": 39}},
        Entry("29 in marketing … 39 in support", LEE, None, "departments/support/stated/price_monthly_eur"),
    ),
    fails(
        "a department tells what the plan does not",
        {"stated": {}},
        Entry("marketing … price_monthly_eur … not state", NINA, None, PRICE),
    ),
    fails(
        "another spelling is another fact",
        {PRICE: GONE, "departments/marketing/stated/price": 39},
        Entry("marketing … price … not state", NINA, None, "departments/marketing/stated/price"),
    ),
    fails(
        "what must be stated is not, and falls to the launch's owner",
        {},
        Entry("storage_gb is not stated", MARA, None, "stated"),
        options={"facts": ["storage_gb", "free_trial"]},
    ),
    fails(
        "a department whose work another does is mended by who leads that",
        {"departments/customer-success": {"done_by": "support", "stated": {"price_monthly_eur": 30}}},
        Entry("30 in customer-success", LEE, None, "departments/customer-success/stated/price_monthly_eur"),
    ),
    fails(
        "a department without lead",
        {"departments/finance": {"stated": {"price_monthly_eur": 30}}},
        Entry("30 in finance", None, None, "departments/finance/stated/price_monthly_eur"),
    ),
    ruled_out("another price, where nobody pays", {PRICE: 39}),
)


@each(TABLE)
def test_stated(case: Case) -> None:
    """What customers are told is the same whoever tells them, and the plan states it once."""
    check(case)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (29, 29, True),
        (29, 29.0, True),
        (29, 29.01, False),
        (100_000_000_000_000_000, 100_000_000_000_000_001, False),
        ("29", "29", True),
        ("29", 29, True),
        ("29.00", 29, True),
        ("29 euros", 29, False),
        ("Z\u00fcrich", "Zu\u0308rich", True),
        ("yes", True, True),
        (True, True, True),
        (True, False, False),
        (True, 1, False),
        (False, 0, False),
        (0, 0.0, True),
        ("true", True, False),
    ],
)
def test_two_tell_the_same_where_a_customer_hears_the_same(one: Any, other: Any, *, agree: bool) -> None:
    """Numbers agree by value; a yes is no number, and a text is neither. The order does not matter."""
    for first, second in ((one, other), (other, one)):
        document = merged(plain(BASE), {"stated": {"x": first}, "departments": {"support": {"stated": {"x": second}}}})
        assert (not list(contradictions(load(document).plan))) is agree
