"""Rule `promises_kept`."""

from __future__ import annotations

from itertools import product

import pytest

from readycheck.model.vocabulary import Level
from readycheck.rules.promises_kept import promises
from tests.rules.table import (
    BASE,
    DUE,
    GONE,
    LEE,
    NINA,
    Case,
    Entry,
    changed,
    check,
    each,
    fails,
    merged,
    passes,
    plain,
    ruled_out,
    subject_of,
    table,
    unknown,
)

GOOD = """\
departments:
  marketing: {lead: nina.bauer}
  support: {lead: lee.ng}
journeys:
  - name: Firm buys online
    due: T-14
    touchpoints:
      - name: Orders
        stage: buy
        department: marketing
        promise: We import your files for you
        level: premium
        kept_by: {service: Import desk, department: support, level: premium}
      - {name: Reads the bill, stage: buy, department: marketing, promise: One page, kept_by: The new layout}
      - {name: Pays, stage: buy, department: finance}
"""
ORDER, BILL = "journeys/0/touchpoints/0", "journeys/0/touchpoints/1"
TABLE = table(
    "promises_kept",
    GOOD,
    passes("each promise is kept on its level"),
    passes("a service gives more than is promised", {f"{BILL}/level": "basic"}),
    passes(
        "the department that gives it has its work done by another",
        {"departments/customer-success": {"done_by": "support"}, f"{ORDER}/kept_by/department": "customer-success"},
    ),
    unknown("nothing is said of journeys", {"journeys": GONE}, "`promise:`"),
    unknown("nothing is promised", {f"{ORDER}/promise": GONE, f"{BILL}/promise": GONE}, "`promise:`"),
    fails(
        "nothing keeps it, and it falls to the lead of the touchpoint",
        {f"{BILL}/kept_by": GONE},
        Entry("“One page” … nothing", NINA, DUE, BILL),
    ),
    fails(
        "a premium front with a standard back falls to who gives the service",
        {f"{ORDER}/kept_by/level": GONE},
        Entry("“We import your files for you” … premium … Import desk (support) … standard", LEE, DUE, ORDER),
    ),
    fails(
        "a standard front with a basic back",
        {f"{BILL}/kept_by": {"service": "The new layout", "level": "basic"}},
        Entry("“One page” … standard … The new layout (marketing) … basic", NINA, DUE, BILL),
    ),
    fails(
        "nobody leads who gives it, so the owner of the touchpoint is asked",
        {"departments/support": {}, f"{ORDER}/owner": NINA},
        Entry("Import desk … support … nobody leads", NINA, DUE, ORDER),
    ),
    fails(
        "nobody leads who gives it, nor who promises it",
        {"departments": GONE, f"{BILL}/promise": GONE},
        Entry("Import desk … support … nobody leads", None, DUE, ORDER),
    ),
    fails(
        "a placeholder keeps nothing",
        {},
        Entry("“One page” … `The new layout` is a placeholder", NINA, DUE, BILL),
        broken={"The new layout": "is a placeholder"},
    ),
    fails(
        "a placeholder is no promise",
        {f"{BILL}/promise": "to be defined"},
        Entry("to be defined … is a placeholder", NINA, DUE, BILL),
        broken={"to be defined": "is a placeholder"},
    ),
    fails(
        "a touchpoint has a day of its own",
        {f"{BILL}/kept_by": GONE, f"{BILL}/due": "T-3"},
        Entry("“One page” … nothing", NINA, "2026-12-19", BILL),
    ),
    fails(
        "no day is said",
        {f"{BILL}/kept_by": GONE, "journeys/0/due": GONE},
        Entry("“One page” … nothing", NINA, None, BILL),
    ),
    ruled_out("nothing keeps it, where nobody pays", {f"{BILL}/kept_by": GONE}),
)


@each(TABLE)
def test_promises_kept(case: Case) -> None:
    """Every promise to the customer is kept by a service of at least its level, of a department that somebody leads."""
    check(case)


@pytest.mark.parametrize(("promised", "given"), list(product(Level, Level)))
def test_a_service_of_a_lower_level_keeps_no_promise(promised: Level, given: Level) -> None:
    """Basic is less than standard, standard less than premium."""
    document = changed(
        merged(plain(BASE), plain(GOOD)), {f"{ORDER}/level": promised.value, f"{ORDER}/kept_by/level": given.value}
    )
    flaw = next(iter(promises(subject_of(document)))).flaw
    levels = ["basic", "standard", "premium"]
    assert (flaw is None) == (levels.index(given) >= levels.index(promised))


def test_promises_are_told_with_front_and_back() -> None:
    """Reports that lay them side by side have what is promised, what keeps it, and who gives it."""
    made = list(promises(subject_of(changed(merged(plain(BASE), plain(GOOD)), {f"{BILL}/kept_by": GONE}))))
    assert [(p.text, p.level, p.service, p.service_level, p.department, p.owner) for p in made] == [
        ("We import your files for you", Level.PREMIUM, "Import desk", Level.PREMIUM, "support", LEE),
        ("One page", Level.STANDARD, None, None, "marketing", NINA),
    ]
