"""Rule `scenarios`."""

from __future__ import annotations

from datetime import timedelta

from tests.core.building import GA
from tests.rules.table import (
    DUE,
    GONE,
    LEE,
    SAM,
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
profile: {hosted: yes, hardware: no}
scenarios:
  - about: outage
    what_if: The region fails
    answer: We serve from the second region
    owner: sam.ito
    due: T-14
    rehearsed: 2026-11-02
    evidence: ops/failover.md
  - {what_if: Nobody comes, answer: We call twenty firms, owner: lee.ng}
"""
OUTAGE, NOBODY = "scenarios/0", "scenarios/1"


def flaw(says: str) -> Entry:
    return Entry(f"“The region fails” … {says}", SAM, DUE, OUTAGE)


OLD = before(GA, 181)
TABLE = table(
    "scenarios",
    GOOD,
    passes("each topic is answered, owned and rehearsed"),
    passes("it was rehearsed today", {f"{OUTAGE}/rehearsed": TODAY}),
    passes("it was rehearsed half a year before the launch", {f"{OUTAGE}/rehearsed": before(GA, 180)}),
    passes(
        "it was rehearsed as long ago as is asked for",
        {f"{OUTAGE}/rehearsed": before(GA, 51)},
        options={"topics": {"outage": []}, "max_age_days": 51},
    ),
    passes(
        "a topic that is not called for need not be rehearsed",
        {"profile/hosted": "no", f"{OUTAGE}/rehearsed": GONE, f"{OUTAGE}/evidence": GONE},
    ),
    passes("a topic that is not called for need not be there", {"profile/hosted": "no", "scenarios": []}),
    unknown("nothing is said of it", {"scenarios": GONE}, "`scenarios:`"),
    unknown("a fact is undecided", {"profile/hosted": "unknown"}, "profile undecided: hosted"),
    unknown("facts are absent", {"profile": {}}, "profile undecided: hosted, hardware"),
    unknown(
        "two topics hang on one fact",
        {"profile/hosted": "unknown"},
        "profile undecided: hosted",
        options={"topics": {"outage": ["hosted"], "data-loss": ["hosted"]}},
    ),
    fails(
        "a topic is missing", {f"{OUTAGE}/about": GONE}, Entry("no scenario is about outage", None, None, "scenarios")
    ),
    fails(
        "nothing can go wrong, it is said",
        {"scenarios": []},
        Entry("no scenario is about outage", None, None, "scenarios"),
    ),
    fails("no owner", {f"{OUTAGE}/owner": GONE}, flaw("has no owner")._replace(owner=None)),
    fails("no answer", {f"{OUTAGE}/answer": GONE}, flaw("has no answer")),
    fails(
        "the answer is a placeholder",
        {f"{OUTAGE}/answer": "to be decided"},
        flaw("`to be decided` is a placeholder"),
        broken={"to be decided": "is a placeholder"},
    ),
    fails("not rehearsed", {f"{OUTAGE}/rehearsed": GONE}, flaw("was not rehearsed")),
    fails("rehearsed tomorrow", {f"{OUTAGE}/rehearsed": TOMORROW}, flaw(f"rehearsed … {TOMORROW}, in the future")),
    fails(
        "rehearsed half a year and a day before the launch",
        {f"{OUTAGE}/rehearsed": OLD},
        flaw(f"rehearsed … {OLD}, more than 180 days before {GA}"),
    ),
    fails(
        "rehearsed a day longer ago than is asked for",
        {f"{OUTAGE}/rehearsed": before(GA, 52)},
        flaw("more than 51 days before"),
        options={"topics": {"outage": []}, "max_age_days": 51},
    ),
    fails(
        "after the launch, days count to today",
        {f"{OUTAGE}/rehearsed": before(GA, 179)},
        flaw("more than 180 days before 2026-12-24"),
        as_of=GA + timedelta(days=2),
    ),
    fails("nothing shows the rehearsal", {f"{OUTAGE}/evidence": GONE}, flaw("rehearsed … nothing shows it")),
    fails(
        "what shows it is empty",
        {},
        flaw("rehearsed … `ops/failover.md` is empty"),
        broken={"ops/failover.md": "is empty"},
    ),
    fails(
        "one of no topic is owned and answered too",
        {f"{NOBODY}/answer": GONE},
        Entry("“Nobody comes” has no answer", LEE, None, NOBODY),
    ),
    fails(
        "one that is not called for is owned and answered too",
        {"profile/hosted": "no", f"{OUTAGE}/answer": GONE},
        flaw("has no answer"),
    ),
    fails(
        "another of the same topic is not rehearsed",
        {f"{NOBODY}/about": "outage"},
        Entry("“Nobody comes” was not rehearsed", LEE, None, NOBODY),
    ),
    fails(
        "a topic of two facts is missing, and another is undecided",
        {"profile/hardware": "unknown"},
        Entry("no scenario is about crowd", None, None, "scenarios"),
        options={"topics": {"recall": ["hosted", "hardware"], "crowd": ["hosted", "paid"]}},
    ),
    ruled_out("not rehearsed, where nobody pays", {f"{OUTAGE}/rehearsed": GONE}),
    options={"topics": {"outage": ["hosted"], "recall": ["hardware"]}},
)


@each(TABLE)
def test_scenarios(case: Case) -> None:
    """What could go wrong was thought through, somebody owns the answer, and it was rehearsed."""
    check(case)
