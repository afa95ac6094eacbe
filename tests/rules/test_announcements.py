"""Rule `announcements`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    GONE,
    MARA,
    NINA,
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
announcements:
  - to: customers
    channel: mail
    owner: nina.bauer
    due: T-14
    date: T+0
    text: marketing/mail.md
    approved_by: mara.lind
  - {to: employees, owner: mara.lind, date: 2026-12-18, text: https://example.com/staff, approved_by: nina.bauer}
"""
MAIL, STAFF = "announcements/0", "announcements/1"
TABLE = table(
    "announcements",
    GOOD,
    passes("customers and employees hear of it"),
    passes("the day has passed", {f"{STAFF}/date": "2026-11-01"}),
    passes("more people hear of it than must", {f"{STAFF}/to": "partners"}, options={"to": ["customers"]}),
    passes("nobody must hear of it, and nobody does", {"announcements": []}, options={"to": []}),
    unknown("nothing is said of announcements", {"announcements": GONE}, "`announcements:`"),
    fails(
        "employees do not hear of it",
        {f"{STAFF}/to": "partners"},
        Entry("nothing is announced to employees", None, None, "announcements"),
    ),
    fails(
        "nobody hears of it",
        {"announcements": []},
        Entry("nothing is announced to customers", None, None, "announcements"),
        Entry("nothing is announced to employees", None, None, "announcements"),
    ),
    fails("no owner", {f"{MAIL}/owner": GONE}, Entry("to customers has no owner", None, DUE, MAIL)),
    fails("no day", {f"{MAIL}/date": GONE}, Entry("to customers has no day", NINA, DUE, MAIL)),
    fails("no text", {f"{MAIL}/text": GONE}, Entry("to customers has no text", NINA, DUE, MAIL)),
    fails(
        "a text that is not there",
        {},
        Entry("to customers … `marketing/mail.md` does not exist", NINA, DUE, MAIL),
        broken={"marketing/mail.md": "does not exist"},
    ),
    fails("nobody approved", {f"{MAIL}/approved_by": GONE}, Entry("to customers … nobody approved", NINA, DUE, MAIL)),
    fails(
        "its owner approved",
        {f"{STAFF}/approved_by": MARA},
        Entry("to employees … only its owner approved", MARA, None, STAFF),
    ),
    fails(
        "one that nobody asked for is held to the same",
        {"announcements/-": {"to": "press", "owner": NINA, "due": "T-14", "date": "T-1"}},
        Entry("to press has no text", NINA, DUE, "announcements/2"),
    ),
    fails(
        "a second one to the same people is held to the same",
        {"announcements/-": {"to": "customers", "date": "T-1", "text": "b.md", "approved_by": MARA}},
        Entry("to customers has no owner", None, None, "announcements/2"),
    ),
    ruled_out("a mail without text, where nobody pays", {f"{MAIL}/text": GONE}),
    options={"to": ["customers", "employees"]},
)


@each(TABLE)
def test_announcements(case: Case) -> None:
    """Everybody who must hear of the launch will, on a day, in words that somebody other than their owner approved."""
    check(case)
