"""Rule `touchpoints`."""

from __future__ import annotations

from datetime import timedelta

from tests.core.building import GA
from tests.rules.table import (
    DUE,
    GONE,
    LEE,
    MARA,
    NINA,
    OLA,
    TODAY,
    TOMORROW,
    Case,
    Entry,
    before,
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
  marketing: {lead: nina.bauer}
  support: {lead: lee.ng}
journeys:
  - name: Firm buys online
    due: T-14
    touchpoints:
      - name: Sees the comparison page
        stage: learn
        department: marketing
        feel: first_impression
        tested: {date: 2026-11-10, with: customers, evidence: research/first-click.md}
      - name: First restore
        stage: use
        department: support
        tested: {date: 2026-11-12, evidence: [research/a.md, research/b.md]}
"""
PAGE, RESTORE = "journeys/0/touchpoints/0", "journeys/0/touchpoints/1"
UNTESTED = {f"{PAGE}/tested": GONE}
FIRST = {"feel": "first_impression", "with": "customers"}
OLD = before(GA, 181)


def page(says: str) -> Entry:
    return Entry(f"“Sees the comparison page” … {says}", NINA, DUE, PAGE)


TABLE = table(
    "touchpoints",
    GOOD,
    passes("each has a department with a lead, and was tested"),
    passes("the first impression was tested with customers", options=FIRST),
    passes("only the first impression is asked for", {f"{RESTORE}/tested": GONE}, options=FIRST),
    passes("it was tested today", {f"{PAGE}/tested/date": TODAY}),
    passes("it was tested half a year before the launch", {f"{PAGE}/tested/date": before(GA, 180)}),
    passes(
        "it was tested as long ago as is asked for",
        {f"{PAGE}/tested/date": before(GA, 60)},
        options={"max_age_days": 60},
    ),
    passes("one of two proofs holds", broken={"research/a.md": "is empty"}),
    passes(
        "the department has its work done by another",
        {"departments/customer-success": {"done_by": "support"}, f"{RESTORE}/department": "customer-success"},
    ),
    unknown("nothing is said of journeys", {"journeys": GONE}, "`journeys:`"),
    unknown("there are no journeys", {"journeys": []}, "`journeys:`"),
    unknown(
        "no touchpoint is the first impression", {f"{PAGE}/feel": "in_use"}, "`feel: first_impression`", options=FIRST
    ),
    fails("it was not tested, and falls to the lead on the day of the journey", UNTESTED, page("tested")),
    fails(
        "it was not tested, and falls to its owner on its own day",
        {**UNTESTED, f"{PAGE}/owner": OLA, f"{PAGE}/due": "T-3"},
        page("tested")._replace(owner=OLA, due="2026-12-19"),
    ),
    fails(
        "nobody leads its department",
        {"departments/marketing": {}},
        page("falls to marketing, which nobody leads")._replace(owner=None),
    ),
    fails(
        "nobody leads its department, whoever owns the touchpoint",
        {"departments/marketing": GONE, f"{PAGE}/owner": OLA},
        page("falls to marketing, which nobody leads")._replace(owner=OLA),
    ),
    fails("it will be tested tomorrow", {f"{PAGE}/tested/date": TOMORROW}, page(f"tested … {TOMORROW}, in the future")),
    fails(
        "it was tested half a year and a day before the launch",
        {f"{PAGE}/tested/date": OLD},
        page(f"tested … {OLD}, more than 180 days before {GA}"),
    ),
    fails(
        "it was tested a day longer ago than is asked for",
        {f"{PAGE}/tested/date": before(GA, 61)},
        page("more than 60 days before"),
        options={"max_age_days": 60},
    ),
    fails(
        "after the launch, days count to today",
        {f"{PAGE}/tested/date": before(GA, 179)},
        page("more than 180 days before 2026-12-24"),
        as_of=GA + timedelta(days=2),
    ),
    fails(
        "it was tested with colleagues",
        {f"{PAGE}/tested/with": GONE},
        page("tested with colleagues, not with customers"),
        options=FIRST,
    ),
    passes(
        "it was tested with prospects, where they may",
        {f"{PAGE}/tested/with": "prospects"},
        options={**FIRST, "with": ["customers", "prospects"]},
    ),
    fails("nothing shows it", {f"{PAGE}/tested/evidence": GONE}, page("tested … nothing shows it")),
    passes(
        "a proof of today that holds until the launch",
        {f"{PAGE}/tested/evidence": {"file": "research/a.md", "date": TODAY, "valid_until": GA.isoformat()}},
    ),
    fails(
        "a proof of tomorrow",
        {f"{PAGE}/tested/evidence": {"file": "research/a.md", "date": TOMORROW}},
        page(f"`research/a.md` is dated {TOMORROW}, in the future"),
    ),
    fails(
        "a proof that ends the day before the launch",
        {f"{PAGE}/tested/evidence": {"file": "research/a.md", "valid_until": before(GA, 1)}},
        page("`research/a.md` ends 2026-12-21, before 2026-12-22"),
    ),
    fails(
        "no proof holds",
        {},
        Entry("“First restore” … `research/a.md` is empty", LEE, DUE, RESTORE),
        broken={"research/a.md": "is empty", "research/b.md": "does not exist"},
    ),
    fails(
        "another journey has no first impression, and falls to the launch's owner",
        {
            "journeys/-": {
                "name": "Firm renews",
                "touchpoints": [{"name": "Renews", "stage": "grow", "department": "sales"}],
            }
        },
        Entry("“Firm renews” … no touchpoint … first_impression", MARA, None, "journeys/1"),
        options=FIRST,
    ),
    fails(
        "another journey has no first impression, and falls to its own",
        {
            "journeys/-": {
                "name": "Firm renews",
                "owner": OLA,
                "due": "T-3",
                "touchpoints": [{"name": "Renews", "stage": "grow", "department": "sales"}],
            }
        },
        Entry("“Firm renews” has no touchpoint", OLA, "2026-12-19", "journeys/1"),
        options=FIRST,
    ),
    fails(
        "two first impressions, one of them untested",
        {f"{RESTORE}/feel": "first_impression"},
        Entry("“First restore” … tested with colleagues", LEE, DUE, RESTORE),
        options=FIRST,
    ),
    ruled_out("it was not tested, where nobody pays", UNTESTED),
)


@each(TABLE)
def test_touchpoints(case: Case) -> None:
    """Every step where the customer meets us has a department with a lead, an owner, and a test."""
    check(case)
