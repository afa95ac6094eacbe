"""Rule `hard_questions`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    GONE,
    KOFI,
    LEE,
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
departments:
  support: {lead: lee.ng}
journeys:
  - name: Firm uses it
    due: T-14
    touchpoints:
      - name: Reads the bill
        stage: buy
        department: finance
        owner: nina.bauer
        questions: [{how: How does a firm change the name on it?, answer: "In the account, under Bills"}]
      - name: Loses its key
        stage: use
        department: support
        questions:
          - {how: How does it get the key back?, answer: By post}
          - {how: How long does that take?, answer: Two days, owner: kofi.mensah, due: T-20}
"""
BILL, KEY = "journeys/0/touchpoints/0", "journeys/0/touchpoints/1"
TABLE = table(
    "hard_questions",
    GOOD,
    passes("every touchpoint was asked, and every question is answered"),
    passes("one question is enough", {f"{KEY}/questions": [{"how": "How?", "answer": "By post"}]}),
    unknown("nothing is said of journeys", {"journeys": GONE}, "`questions:`"),
    unknown("no touchpoint was asked", {f"{BILL}/questions": GONE, f"{KEY}/questions": []}, "`questions:`"),
    fails(
        "one touchpoint was not asked, and falls to its owner on the day of its journey",
        {f"{BILL}/questions": GONE},
        Entry("“Reads the bill” was asked no question", NINA, DUE, BILL),
    ),
    fails(
        "a bare question has no answer, and falls to the lead",
        {f"{KEY}/questions/0": "How does it get the key back on a Sunday?"},
        Entry("“How does it get the key back on a Sunday?”", LEE, DUE, f"{KEY}/questions/0"),
    ),
    fails(
        "a question has an owner and a day of its own",
        {f"{KEY}/questions/1/answer": GONE},
        Entry("“How long does that take?” … no answer", KOFI, "2026-12-02", f"{KEY}/questions/1"),
    ),
    fails(
        "a touchpoint has a day of its own",
        {f"{KEY}/questions/0/answer": GONE, f"{KEY}/due": "T-3"},
        Entry("“How does it get the key back?” … no answer", LEE, "2026-12-19", f"{KEY}/questions/0"),
    ),
    fails(
        "a placeholder is no answer",
        {f"{KEY}/questions/1/answer": "todo: ask Lee"},
        Entry(
            "“How long does that take?” … `todo: ask Lee` is a placeholder", KOFI, "2026-12-02", f"{KEY}/questions/1"
        ),
        broken={"todo: ask Lee": "is a placeholder"},
    ),
    fails(
        "one question without an answer is no reason not to know",
        {f"{BILL}/questions": ["How?"], f"{KEY}/questions": GONE},
        Entry("“How?”", NINA, DUE, f"{BILL}/questions/0"),
        Entry("“Loses its key” was asked no question", LEE, DUE, KEY),
    ),
    ruled_out("a question without answer, where nobody pays", {f"{KEY}/questions/0/answer": GONE}),
)


@each(TABLE)
def test_hard_questions(case: Case) -> None:
    """Every touchpoint was asked how it really works, and each question has an answer."""
    check(case)
