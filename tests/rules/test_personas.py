"""Rule `personas`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    GONE,
    LEE,
    MARA,
    NINA,
    OLA,
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
  marketing: {lead: nina.bauer}
  support: {lead: lee.ng}
customers:
  segments:
    - {id: small-firms, name: Law firms, persona: research/ruth.md, owner: ola.berg, due: T-14}
    - {id: help-desk, name: Our own help desk, group: internal}
journeys:
  - name: Firm buys online
    for: small-firms
    owner: ola.berg
    due: T-14
    touchpoints:
      - {name: Reads the comparison page, stage: learn, department: marketing}
      - {name: First restore, stage: use, department: support}
      - {name: Second restore, stage: use, department: support}
voice_of_customer:
  - {source: Tickets, feeds: [marketing, product]}
  - {source: Reviews, feeds: support}
"""
FIRMS, JOURNEY = "customers/segments/0", "journeys/0"
NO_PERSONA = {f"{FIRMS}/persona": GONE}
TABLE = table(
    "personas",
    GOOD,
    passes("each external segment has a persona, each journey a segment, each department on it a voice"),
    passes("a persona may be a sentence", {f"{FIRMS}/persona": "Ruth, 52, runs the office"}),
    passes("internal customers may have one too", {"customers/segments/1/persona": "research/ines.md"}),
    passes("a journey of internal customers", {f"{JOURNEY}/for": "help-desk"}),
    passes(
        "a voice reaches the department that does the work",
        {
            "departments/customer-success": {"done_by": "support"},
            f"{JOURNEY}/touchpoints/2/department": "customer-success",
        },
    ),
    passes(
        "a voice reaches the department whose work another does",
        {"departments/customer-success": {"done_by": "support"}, "voice_of_customer/1/feeds": "customer-success"},
    ),
    unknown("nothing is said of customers", {"customers": GONE, f"{JOURNEY}/for": GONE}, "`customers.segments:`"),
    unknown(
        "nothing is said of segments",
        {"customers/segments": GONE, "customers/accounts": [], f"{JOURNEY}/for": GONE},
        "`customers.segments:`",
    ),
    unknown("there are no segments", {"customers/segments": [], f"{JOURNEY}/for": GONE}, "`customers.segments:`"),
    unknown("nothing is said of journeys", {"journeys": GONE}, "`journeys:`"),
    unknown("there are no journeys", {"journeys": []}, "`journeys:`"),
    fails("a segment has no persona", NO_PERSONA, Entry("“Law firms”: no persona is given", OLA, DUE, FIRMS)),
    fails(
        "a persona that is not there",
        {},
        Entry("“Law firms”: `research/ruth.md` does not exist", OLA, DUE, FIRMS),
        broken={"research/ruth.md": "does not exist"},
    ),
    fails(
        "nobody sees to the segment",
        {**NO_PERSONA, f"{FIRMS}/owner": GONE, f"{FIRMS}/due": GONE},
        Entry("“Law firms”: no persona is given", None, None, FIRMS),
    ),
    fails(
        "a journey is nobody's way",
        {f"{JOURNEY}/for": GONE},
        Entry("“Firm buys online” does not say whose way it is", OLA, DUE, JOURNEY),
    ),
    fails(
        "a journey without owner falls to the launch's",
        {f"{JOURNEY}/for": GONE, f"{JOURNEY}/owner": GONE},
        Entry("does not say whose way it is", MARA, DUE, JOURNEY),
    ),
    fails(
        "a department on the way hears nobody, and is named once",
        {"voice_of_customer/1/feeds": "product"},
        Entry("support meets customers and hears no voice", LEE, None, "voice_of_customer"),
    ),
    fails(
        "no department hears anybody, it is said",
        {"voice_of_customer": []},
        Entry("marketing meets customers", NINA, None, "voice_of_customer"),
        Entry("support meets customers", LEE, None, "voice_of_customer"),
    ),
    fails(
        "all at once",
        {**NO_PERSONA, f"{JOURNEY}/for": GONE, "voice_of_customer/1": {"source": "Reviews"}},
        Entry("no persona", OLA, DUE, FIRMS),
        Entry("whose way", OLA, DUE, JOURNEY),
        Entry("support meets customers", LEE, None, "voice_of_customer"),
    ),
    ruled_out("a segment has no persona, where nobody pays", NO_PERSONA),
)


@each(TABLE)
def test_personas(case: Case) -> None:
    """Every department works from the same personas and hears the same customers."""
    check(case)


UNHEARD = table(
    "personas", GOOD, unknown("nothing is said of voices", {"voice_of_customer": GONE}, "`voice_of_customer:`")
)


@each(UNHEARD)
def test_a_plan_that_says_nothing_of_voices_is_unknown(case: Case) -> None:
    """A rule whose section is missing is unknown (design.md §4): nobody said that no department hears customers."""
    check(case)
