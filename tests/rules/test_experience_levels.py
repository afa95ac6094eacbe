"""Rule `experience_levels`."""

from __future__ import annotations

from tests.rules.table import (
    DUE,
    GONE,
    MARA,
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
journeys:
  - name: Firm buys online
    owner: ola.berg
    due: T-14
    touchpoints:
      - {name: Sees the comparison page, stage: learn, department: marketing, feel: first_impression}
      - {name: Pays, stage: buy, department: finance}
      - {name: First restore, stage: use, department: support, feel: in_use}
      - {name: Yearly report, stage: grow, department: product, feel: in_memory}
"""
POINTS = "journeys/0/touchpoints"
SECOND = {"name": "Firm renews", "touchpoints": [{"name": "Renews", "stage": "grow", "department": "sales"}]}
TABLE = table(
    "experience_levels",
    GOOD,
    passes("a journey is felt on each level"),
    passes("a level is felt twice, and in any order", {f"{POINTS}/1/feel": "in_memory"}),
    unknown("nothing is said of journeys", {"journeys": GONE}, "how any touchpoint is felt"),
    unknown("there are no journeys", {"journeys": []}, "how any touchpoint is felt"),
    unknown("no touchpoint is felt", {"journeys/0": SECOND}, "`feel:`"),
    fails(
        "nothing stays in memory",
        {f"{POINTS}/3/feel": GONE},
        Entry("“Firm buys online” … in_memory", OLA, DUE, "journeys/0"),
    ),
    fails(
        "the day is not said",
        {f"{POINTS}/0/feel": "in_use", "journeys/0/due": GONE},
        Entry("first_impression", OLA, None, "journeys/0"),
    ),
    fails(
        "another journey is not felt at all, and falls to the launch's owner",
        {"journeys/-": SECOND},
        Entry("“Firm renews” … first_impression … in_use … in_memory", MARA, None, "journeys/1"),
    ),
    ruled_out("nothing stays in memory, where nobody pays", {f"{POINTS}/3/feel": GONE}),
)


@each(TABLE)
def test_experience_levels(case: Case) -> None:
    """Each journey is thought of as a first impression, in use, and in memory."""
    check(case)
