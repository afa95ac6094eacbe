"""Rule `rollback`."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.core.building import GA
from tests.rules.table import (
    DUE,
    GONE,
    MARA,
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
rollback:
  if: More than 2 % of restores fail within an hour
  decides: sam.ito
  until: T+3
  how: ops/rollback.md
  rehearsed: 2026-11-06
  due: T-14
"""


def away(first: str, last: str, deputy: str | None = None) -> dict[str, Any]:
    person: dict[str, Any] = {"department": "cloud-ops", "away": {"from": first, "to": last}}
    return {**person, "deputy": deputy} if deputy else person


def flaw(says: str, owner: str = SAM, due: str | None = DUE) -> Entry:
    return Entry(says, owner, due, "rollback")


OLD = before(GA, 181)
TABLE = table(
    "rollback",
    GOOD,
    passes("all is settled and rehearsed"),
    passes("it was rehearsed today", {"rollback/rehearsed": TODAY}),
    passes("it was rehearsed half a year before the launch", {"rollback/rehearsed": before(GA, 180)}),
    passes(
        "it was rehearsed as long ago as is asked for",
        {"rollback/rehearsed": before(GA, 46)},
        options={"max_age_days": 46},
    ),
    passes(
        "who decides is away before and after",
        {
            "people/sam.ito": {
                "department": "cloud-ops",
                "away": [{"from": "T-9", "to": "T-1"}, {"from": "T+4", "to": "T+9"}],
            }
        },
    ),
    passes("who decides is away, and the deputy is there", {"people/sam.ito": away("T-1", "T+1", MARA)}),
    passes(
        "who decides and the deputy relieve each other",
        {
            "people/sam.ito": away("T-1", "T+1", "mara.lind"),
            "people/mara.lind": {"department": "product", "away": {"from": "T+2", "to": "T+9"}},
        },
    ),
    passes("it is possible on the launch day alone", {"rollback/until": "T+0"}),
    unknown("nothing is said of it", {"rollback": GONE}, "`rollback:`"),
    fails("nothing sets it off", {"rollback/if": GONE}, flaw("does not say what sets it off")),
    fails(
        "nobody decides, so the launch's owner is asked",
        {"rollback/decides": GONE},
        flaw("does not say who decides", MARA),
    ),
    fails("it has no end", {"rollback/until": GONE}, flaw("does not say until when")),
    fails("nobody knows how", {"rollback/how": GONE}, flaw("how to roll back … not said")),
    fails("nothing is said of any of it", {"rollback": {"due": "T-14"}}, flaw("does not say what sets it off", MARA)),
    fails(
        "the trigger is a placeholder",
        {"rollback/if": "TBD by Sam"},
        flaw("`TBD by Sam` is a placeholder"),
        broken={"TBD by Sam": "is a placeholder"},
    ),
    fails(
        "the description is not there",
        {},
        flaw("how to roll back … `ops/rollback.md` does not exist"),
        broken={"ops/rollback.md": "does not exist"},
    ),
    fails("it was not rehearsed", {"rollback/rehearsed": GONE}, flaw("was not rehearsed")),
    fails(
        "it will be rehearsed tomorrow",
        {"rollback/rehearsed": TOMORROW},
        flaw(f"the rehearsal of the rollback is dated {TOMORROW}, in the future"),
    ),
    fails(
        "it was rehearsed half a year and a day before the launch",
        {"rollback/rehearsed": OLD},
        flaw(f"was on {OLD}, more than 180 days before {GA}"),
    ),
    fails(
        "it was rehearsed a day longer ago than is asked for",
        {"rollback/rehearsed": before(GA, 47)},
        flaw("more than 46 days before"),
        options={"max_age_days": 46},
    ),
    fails(
        "after the launch, days count to today",
        {"rollback/rehearsed": before(GA, 179)},
        flaw("more than 180 days before 2026-12-24"),
        as_of=GA + timedelta(days=2),
    ),
    fails("it is possible only before the launch", {"rollback/until": "T-1"}, flaw("2026-12-21")),
    fails(
        "a team decides",
        {"people/sam.ito": {"department": "cloud-ops", "team": True}},
        flaw("sam.ito, who decides, is a team"),
    ),
    fails(
        "who decides is away on the last day",
        {"people/sam.ito": away("T+3", "T+9")},
        flaw("Sam Ito … 2026-12-25 … no deputy"),
    ),
    fails(
        "who decides is away on the launch day", {"people/sam.ito": away("T-9", "T+0")}, flaw("Sam Ito … 2026-12-22")
    ),
    fails(
        "who decides is away, and the deputy too",
        {
            "people/sam.ito": away("T-1", "T+1", "mara.lind"),
            "people/mara.lind": {"department": "product", "away": {"from": "T-1", "to": "T+1"}},
        },
        flaw("Sam Ito … 2026-12-22 … Mara Lind"),
    ),
    fails("no day is said", {"rollback/rehearsed": GONE, "rollback/due": GONE}, flaw("was not rehearsed", SAM, None)),
    ruled_out("it was not rehearsed, where nobody pays", {"rollback/rehearsed": GONE}),
)


@each(TABLE)
def test_rollback(case: Case) -> None:
    """It is settled what makes us take the launch back, who decides, until when, how, and that it works."""
    check(case)
