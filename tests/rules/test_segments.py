"""Rule `segments`."""

from __future__ import annotations

from readycheck.model.vocabulary import Course, Severity
from tests.rules.table import (
    DUE,
    GONE,
    OLA,
    Case,
    Entry,
    check,
    each,
    fails,
    passes,
    report_of,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
customers:
  segments:
    - id: small-firms
      name: Law firms
      owner: ola.berg
      due: T-14
      pain: A restore takes a weekend
      value: {brand: Two of them write columns}
    - {id: help-desk, name: Our own help desk, group: internal, pain: Nobody sees what the firm sees}
"""
AT, FIRMS, DESK = "customers/segments", "customers/segments/0", "customers/segments/1"
TABLE = table(
    "segments",
    GOOD,
    passes("external and internal customers, each with its pain"),
    passes("what colleagues bring may be stated", {f"{DESK}/value": {"revenue_now": "They save a day a week"}}),
    unknown("nothing is said of customers", {"customers": GONE}, "`customers.segments:`"),
    unknown("nothing is said of segments", {AT: GONE, "customers/accounts": []}, "`customers.segments:`"),
    unknown("there are none", {AT: []}, "`customers.segments:`"),
    fails(
        "no colleagues are named",
        {f"{DESK}/group": "external", f"{DESK}/value": {"brand": "None"}},
        Entry("no internal customers are named", None, None, AT),
    ),
    fails(
        "no customers are named",
        {f"{FIRMS}/group": "internal"},
        Entry("no external customers are named", None, None, AT),
    ),
    fails("no pain", {f"{FIRMS}/pain": GONE}, Entry("“Law firms”: no pain is stated", OLA, DUE, FIRMS)),
    fails(
        "colleagues have a pain too",
        {f"{DESK}/pain": GONE},
        Entry("“Our own help desk”: no pain is stated", None, None, DESK),
    ),
    fails(
        "a placeholder is no pain",
        {f"{FIRMS}/pain": "to be confirmed"},
        Entry("“Law firms”: `to be confirmed` is a placeholder", OLA, DUE, FIRMS),
        broken={"to be confirmed": "is a placeholder"},
    ),
    fails(
        "what customers bring is not stated",
        {f"{FIRMS}/value": GONE},
        Entry("“Law firms”: what it brings is not stated", OLA, DUE, FIRMS),
    ),
    fails("what customers bring is an empty list", {f"{FIRMS}/value": {}}, Entry("what it brings", OLA, DUE, FIRMS)),
    fails(
        "only customers without pain",
        {DESK: {"id": "banks", "name": "Banks", "value": {"brand": "Known"}}},
        Entry("no internal customers are named", None, None, AT),
        Entry("“Banks”: no pain is stated", None, None, DESK),
    ),
    ruled_out("no pain, where nobody pays", {f"{FIRMS}/pain": GONE}),
)


def test_an_entry_without_owner_falls_to_the_lead_whom_the_report_names() -> None:
    """Who the finding says must act has said until when: the gap is planned (`owner`: else the lead of the department)."""
    changes = {"departments": {"product": {"lead": OLA}}, f"{FIRMS}/owner": GONE, f"{FIRMS}/pain": GONE}
    (case,) = table("segments", GOOD, passes("", changes), department="product")
    report = report_of(case)
    found = next(found for found in report.findings if found.severity is Severity.MAJOR)
    assert found.timing is not None
    assert found.timing.holder is not None
    assert found.timing.holder.id == OLA
    assert report.course is Course.ON_COURSE


@each(TABLE)
def test_segments(case: Case) -> None:
    """Customers are known, those who pay and those who work with us, and what each brings."""
    check(case)
