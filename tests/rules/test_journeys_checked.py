"""Rule `journeys_checked`."""

from __future__ import annotations

from datetime import timedelta

from tests.core.building import GA
from tests.rules.table import (
    DUE,
    GONE,
    MARA,
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
journeys:
  - name: Firm buys online
    owner: ola.berg
    due: T-14
    drawn: {date: 2026-09-02, with: customers, evidence: research/map.md}
    walked: {date: 2026-11-10, by: nina.bauer, evidence: research/walk.md}
    touchpoints: [{name: Pays, stage: buy, department: finance}]
"""
JOURNEY, WALKED = "journeys/0", "journeys/0/walked"
SECOND = {"name": "Firm renews", "touchpoints": [{"name": "Renews", "stage": "grow", "department": "sales"}]}
WALK, DRAW = {"what": "walked", "max_age_days": 90}, {"what": "drawn", "with": "customers"}
DRAW_WIDELY = {"what": "drawn", "with": ["customers", "prospects"]}
DRAWN_INSIDE = {"date": "2026-09-02", "by": OLA, "evidence": "research/map.md"}
OLD = before(GA, 91)
TABLE = table(
    "journeys_checked",
    GOOD,
    passes("somebody walked it"),
    passes("customers drew it", options=DRAW),
    passes("prospects drew it, where they may", {f"{JOURNEY}/drawn/with": "prospects"}, options=DRAW_WIDELY),
    passes("it was walked today", {f"{WALKED}/date": TODAY}),
    passes("it was walked as long before the launch as it may be", {f"{WALKED}/date": before(GA, 90)}),
    passes(
        "where nothing else is said, half a year counts",
        {f"{WALKED}/date": before(GA, 180)},
        options={"what": "walked"},
    ),
    passes("where it was drawn does not matter to who walks", {f"{JOURNEY}/drawn": GONE}),
    unknown("nothing is said of journeys", {"journeys": GONE}, "that any journey was walked"),
    unknown("there are no journeys", {"journeys": []}, "that any journey was walked"),
    unknown("nobody walked any", {WALKED: GONE}, "`walked:`"),
    unknown("nobody drew any", {f"{JOURNEY}/drawn": GONE}, "`drawn:`", options=DRAW),
    fails(
        "another journey was not walked, and falls to the launch's owner",
        {"journeys/-": SECOND},
        Entry("“Firm renews” … walked", MARA, None, "journeys/1/walked"),
    ),
    fails(
        "it will be walked tomorrow",
        {f"{WALKED}/date": TOMORROW},
        Entry(f"walked … dated {TOMORROW}, in the future", OLA, DUE, WALKED),
    ),
    fails(
        "it was walked a day longer before the launch than it may be",
        {f"{WALKED}/date": OLD},
        Entry(f"walked … was on {OLD}, more than 90 days before {GA}", OLA, DUE, WALKED),
    ),
    fails(
        "half a year and a day",
        {f"{WALKED}/date": before(GA, 181)},
        Entry("more than 180 days before", OLA, DUE, WALKED),
        options={"what": "walked"},
    ),
    fails(
        "after the launch, days count to today",
        {f"{WALKED}/date": before(GA, 89)},
        Entry("more than 90 days before 2026-12-24", OLA, DUE, WALKED),
        as_of=GA + timedelta(days=2),
    ),
    fails(
        "colleagues drew it, as everybody is who is not named",
        {f"{JOURNEY}/drawn/with": GONE},
        Entry("drawn with colleagues, not with customers", OLA, DUE, f"{JOURNEY}/drawn"),
        options=DRAW,
    ),
    fails(
        "prospects are no customers",
        {f"{JOURNEY}/drawn/with": "prospects"},
        Entry("drawn with prospects, not with customers", OLA, DUE, f"{JOURNEY}/drawn"),
        options=DRAW,
    ),
    fails(
        "colleagues are neither customers nor prospects",
        {f"{JOURNEY}/drawn/with": "colleagues"},
        Entry("drawn with colleagues, not with customers or prospects", OLA, DUE, f"{JOURNEY}/drawn"),
        options=DRAW_WIDELY,
    ),
    fails(
        "nothing shows it",
        {f"{WALKED}/evidence": GONE},
        Entry("walked … nothing shows it", OLA, DUE, WALKED),
    ),
    fails(
        "what shows it holds nothing",
        {},
        Entry("walked … `research/walk.md` holds nothing but placeholders", OLA, DUE, WALKED),
        broken={"research/walk.md": "holds nothing but placeholders"},
    ),
    passes("the launch's owner walked the journey of another", {f"{WALKED}/by": MARA}),
    passes("customers walked it, whoever led them", {f"{WALKED}/by": OLA, f"{WALKED}/with": "customers"}),
    passes("customers walked it, and nobody led them", {f"{WALKED}/by": GONE, f"{WALKED}/with": "prospects"}),
    passes("its own owner drew it with colleagues", {f"{JOURNEY}/drawn": DRAWN_INSIDE}, options={"what": "drawn"}),
    passes("nobody need be named who drew it", {f"{JOURNEY}/drawn/by": OLA}, options=DRAW),
    fails("nobody is named who walked it", {f"{WALKED}/by": GONE}, Entry("walked … `by:`", OLA, DUE, WALKED)),
    fails("its own owner walked it", {f"{WALKED}/by": OLA}, Entry("walked … own owner", OLA, DUE, WALKED)),
    fails(
        "whoever drives the launch walked what they own",
        {f"{WALKED}/by": MARA, f"{JOURNEY}/owner": GONE},
        Entry("walked … own owner", MARA, DUE, WALKED),
    ),
    ruled_out("it was walked too long ago, where nobody pays", {f"{WALKED}/date": OLD}),
    options=WALK,
)


@each(TABLE)
def test_journeys_checked(case: Case) -> None:
    """Every journey was drawn from the customer's side, or walked by somebody as a customer would."""
    check(case)
