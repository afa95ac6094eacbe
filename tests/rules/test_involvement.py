"""Rule `involvement`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    GONE,
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
customers:
  segments:
    - {id: small-firms, name: Law firms of 2 to 20 people}
    - {id: help-desk, name: Our own help desk, group: internal}
  involved:
    - {who: small-firms, in: [idea, design], how: Six interviews, date: 2026-05-12, evidence: research/interviews.md}
    - {who: help-desk, in: [test, service], how: Beta testers, date: 2026-10-20, evidence: research/beta.md}
"""
AT, FIRMS, DESK = "customers/involved", "customers/involved/0", "customers/involved/1"


def nobody(phases: str) -> Entry:
    return Entry(f"no customer took part in {phases}", None, None, AT)


COLLEAGUES = Entry("no internal customer took part in anything", None, None, AT)
TABLE = table(
    "involvement",
    GOOD,
    passes("customers took part in each phase, colleagues in two of them"),
    passes("the last time was today", {f"{DESK}/date": TODAY}),
    passes("one phase, written without brackets", {f"{DESK}/in": "test"}, options={"phases": ["test"]}),
    passes("customers took part in more than is asked for", options={"phases": ["design"]}),
    passes(
        "colleagues alone took part in all",
        {
            FIRMS: {
                "who": "help-desk",
                "in": ["idea", "design"],
                "how": "Workshops",
                "date": "2026-05-12",
                "evidence": "a.md",
            }
        },
    ),
    unknown("nothing is said of customers", {"customers": GONE}, "`customers.involved:`"),
    unknown("nothing is said of taking part", {AT: GONE}, "`customers.involved:`"),
    fails(
        "nobody took part",
        {AT: []},
        nobody("idea, design, test, service"),
        COLLEAGUES,
    ),
    fails(
        "what is missing will be there by the day of the whole section",
        {f"{FIRMS}/evidence": GONE, f"{DESK}/who": "small-firms", "customers/due": "T-14"},
        Entry("“Six interviews” … nothing shows it", None, DUE, FIRMS),
        nobody("idea, design")._replace(due=DUE),
        COLLEAGUES._replace(due=DUE),
    ),
    fails("customers took part in three phases", {f"{FIRMS}/in": ["idea"]}, nobody("design")),
    fails("no colleague took part", {f"{DESK}/who": "small-firms"}, COLLEAGUES),
    fails(
        "tomorrow is not yet",
        {f"{DESK}/date": TOMORROW},
        Entry("“Beta testers” … no day that has passed", None, None, DESK),
        nobody("test, service"),
        COLLEAGUES,
    ),
    fails(
        "nobody says when",
        {f"{FIRMS}/date": GONE},
        Entry("“Six interviews” … no day that has passed", None, None, FIRMS),
        nobody("idea, design"),
    ),
    fails(
        "nothing shows it",
        {f"{FIRMS}/evidence": GONE},
        Entry("“Six interviews” … nothing shows it", None, None, FIRMS),
        nobody("idea, design"),
    ),
    fails(
        "what shows it is not there",
        {},
        Entry("“Beta testers” … `research/beta.md` is empty", None, None, DESK),
        nobody("test"),
        COLLEAGUES,
        broken={"research/beta.md": "is empty"},
        options={"phases": ["idea", "test"]},
    ),
    fails(
        "what does not hold is a gap even where other customers did the same",
        {f"{AT}/-": {"who": "small-firms", "in": "idea", "how": "A panel", "date": "2026-06-01"}},
        Entry("“A panel” … nothing shows it", None, None, f"{AT}/2"),
    ),
    ruled_out("nobody took part, where nobody pays", {AT: []}),
)


@each(TABLE)
def test_involvement(case: Case) -> None:
    """Customers take part from idea to service, and those inside the company too."""
    check(case)
