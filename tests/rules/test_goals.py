"""Rule `goals`."""

from __future__ import annotations

from tests.rules.table import DUE, GONE, Case, Entry, check, each, fails, passes, ruled_out, table, unknown

GOOD = """\
customers:
  goals:
    identify: Firms without a server room, from the bar's register
    win: A restore of their own files in the trial
    keep: A test restore each quarter
    sell_more: Archive for closed cases
    expand: Two reference firms in each county
"""
GOALS = ("identify", "win", "keep", "sell_more", "expand")


def at(goal: str) -> str:
    return f"customers/goals/{goal}"


TABLE = table(
    "goals",
    GOOD,
    passes("each goal is said"),
    unknown("nothing is said of customers", {"customers": GONE}, "`customers.goals:`"),
    unknown("nothing is said of goals", {"customers/goals": GONE, "customers/segments": []}, "`customers.goals:`"),
    *(
        fails(f"{goal} is missing", {at(goal): GONE}, Entry(f"{goal} … not said", None, None, at(goal)))
        for goal in GOALS
    ),
    fails(
        "the goals will be said by the day of the whole section",
        {"customers/due": "T-14", at("win"): GONE},
        Entry("win … not said", None, DUE, at("win")),
    ),
    fails(
        "none is said",
        {"customers/goals": {}},
        *(Entry(f"{goal} … not said", None, None, at(goal)) for goal in GOALS),
    ),
    fails(
        "a placeholder is no goal",
        {at("keep"): "to be confirmed"},
        Entry("keep … `to be confirmed` is a placeholder", None, None, at("keep")),
        broken={"to be confirmed": "is a placeholder"},
    ),
    ruled_out("a goal is missing, where nobody pays", {at("win"): GONE}),
)


@each(TABLE)
def test_goals(case: Case) -> None:
    """The plan says how customers are identified, won, kept, sold more, and used to expand."""
    check(case)
