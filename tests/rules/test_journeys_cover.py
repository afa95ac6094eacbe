"""Rule `journeys_cover`."""

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
    skips: {grow: Bought once and never again}
    touchpoints:
      - {name: Reads the comparison page, stage: learn, department: marketing}
      - {name: Pays, stage: buy, department: finance}
      - {name: First restore, stage: use, department: support}
"""
JOURNEY, POINTS = "journeys/0", "journeys/0/touchpoints"
UPGRADE = {"name": "Firm upgrades", "touchpoints": [{"name": "Upgrades", "stage": "buy", "department": "sales"}]}
TABLE = table(
    "journeys_cover",
    GOOD,
    passes("each stage has a touchpoint, or a reason for none"),
    passes(
        "a reason for all that it does not have",
        {
            JOURNEY: {
                **UPGRADE,
                "skips": {"learn": "A customer already", "use": "Nothing new", "grow": "Once"},
            }
        },
    ),
    passes("stages come again", {f"{POINTS}/-": {"name": "Reads on", "stage": "learn", "department": "marketing"}}),
    passes("only some stages are asked for", {f"{JOURNEY}/skips": GONE}, options={"stages": ["learn", "buy"]}),
    unknown("nothing is said of journeys", {"journeys": GONE}, "`journeys:`"),
    unknown("there are no journeys", {"journeys": []}, "`journeys:`"),
    fails(
        "a reason for each stage leaves no journey",
        {f"{JOURNEY}/skips": dict.fromkeys(("learn", "buy", "use", "grow"), "It is not for them")},
        Entry("“Firm buys online” … skips", OLA, DUE, f"{JOURNEY}/skips"),
    ),
    fails(
        "a placeholder is no reason",
        {f"{JOURNEY}/skips/grow": "to be decided"},
        Entry("“Firm buys online” … skips grow", OLA, DUE, f"{JOURNEY}/skips"),
        broken={"to be decided": "is a placeholder"},
    ),
    fails(
        "a stage is missing",
        {f"{JOURNEY}/skips": GONE},
        Entry("“Firm buys online” … no touchpoint in grow", OLA, DUE, JOURNEY),
    ),
    fails(
        "it begins after its beginning",
        {
            f"{POINTS}/0": {"name": "Pays", "stage": "buy", "department": "finance"},
            f"{POINTS}/1": {"name": "Reads", "stage": "learn", "department": "marketing"},
        },
        Entry("“Firm buys online” begins at buy, not at learn", OLA, DUE, f"{POINTS}/0"),
    ),
    fails(
        "it begins after the first stage that it does not skip",
        {
            f"{JOURNEY}/skips": {"learn": "A customer already", "grow": "Once"},
            f"{POINTS}/0": {"name": "First restore", "stage": "use", "department": "support"},
        },
        Entry("begins at use, not at buy", OLA, DUE, f"{POINTS}/0"),
    ),
    fails(
        "another journey misses three, and falls to the launch's owner",
        {"journeys/-": UPGRADE},
        Entry("“Firm upgrades” has no touchpoint in learn, use, grow", MARA, None, "journeys/1"),
    ),
    ruled_out("a stage is missing, where nobody pays", {f"{JOURNEY}/skips": GONE}),
)


@each(TABLE)
def test_journeys_cover(case: Case) -> None:
    """Every journey goes through the stages, or says why it skips one, and begins at its beginning."""
    check(case)


EARLY = table(
    "journeys_cover",
    GOOD,
    passes(
        "a touchpoint before the first stage that is asked for", {f"{JOURNEY}/skips": GONE}, options={"stages": ["use"]}
    ),
)


@each(EARLY)
def test_an_earlier_beginning_is_no_flaw(case: Case) -> None:
    """A journey that begins before the first stage that is asked for has not missed its beginning."""
    check(case)
