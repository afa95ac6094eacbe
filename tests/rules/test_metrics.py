"""Rule `metrics`."""

from __future__ import annotations

from datetime import timedelta

from tests.core.building import AS_OF, GA
from tests.rules.table import (
    DUE,
    GONE,
    GRETA,
    KOFI,
    LEE,
    NINA,
    TODAY,
    TOMORROW,
    Case,
    Entry,
    before,
    check,
    each,
    fails,
    judge,
    passes,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
launch: {milestones: {hypercare: 2027-01-15}}
departments:
  sales: {lead: greta.holm}
  support: {lead: lee.ng}
metrics:
  - id: time-to-close
    kind: kpi
    department: sales
    due: T-14
    target: {at_most: 30, unit: days}
    now: 41
    date: 2026-11-15
    reported_to: product
    shaped_with: [mara.lind, greta.holm]
  - {id: first-reply, kind: sla, department: support, target: {at_most: 4, unit: hours}, now: 3, date: 2026-11-20,
     every_days: 7, reported_to: [product, management], shaped_with: ola.berg}
"""
CLOSE, REPLY = "metrics/0", "metrics/1"
MEASURED = {"names": ["time-to-close"], "measured": True}
REPLIES = {"names": ["first-reply"], "measured": True}
NOTHING_MEASURED = {f"{CLOSE}/now": GONE, f"{CLOSE}/date": GONE}
UPTIME = {"id": "uptime", "kind": "sla", "department": "support", "owner": KOFI, "due": "T-20"}
FLAWED = Entry("uptime has no target", KOFI, "2026-12-02", "metrics/2")


def close(says: str, due: str | None = DUE) -> Entry:
    return Entry(f"time-to-close … {says}", GRETA, due, CLOSE)


def reply(says: str) -> Entry:
    return Entry(f"first-reply … {says}", LEE, None, REPLY)


TABLE = table(
    "metrics",
    GOOD,
    passes("it is there, with all that is asked for"),
    passes("an owner of its own, where nobody leads", {"departments/sales": {}, f"{CLOSE}/owner": NINA}),
    # when a value is due
    passes("there is no value before one is due", NOTHING_MEASURED),
    passes("no value on the last day before one is due", NOTHING_MEASURED, as_of=GA + timedelta(days=30)),
    fails(
        "a value is due one period after the launch",
        NOTHING_MEASURED,
        close("has no value yet"),
        as_of=GA + timedelta(days=31),
    ),
    fails(
        "a value is due one period after the launch, as long as that is",
        {**NOTHING_MEASURED, f"{CLOSE}/every_days": 7},
        close("has no value yet"),
        as_of=GA + timedelta(days=7),
    ),
    fails("a value is due from a milestone on", {**NOTHING_MEASURED, f"{CLOSE}/from": "ga"}, close("has no value yet")),
    passes("a value is due from a later milestone on", {**NOTHING_MEASURED, f"{CLOSE}/from": "hypercare"}),
    passes(
        "a value is due from a milestone that the plan does not date", {**NOTHING_MEASURED, f"{CLOSE}/from": "beta"}
    ),
    passes(
        "a milestone may be written T-n",
        {**NOTHING_MEASURED, f"{CLOSE}/from": "hypercare", "launch/milestones/hypercare": "T+1"},
    ),
    fails(
        "a value is due today, whatever the milestone",
        {**NOTHING_MEASURED, f"{CLOSE}/from": "hypercare"},
        close("has no value yet"),
        options=MEASURED,
    ),
    fails(
        "a first value will be there on the day on which it is due, unless another is said",
        {**NOTHING_MEASURED, f"{CLOSE}/from": "ga", f"{CLOSE}/due": GONE},
        close("has no value yet", GA.isoformat()),
    ),
    fails(
        "a first value that is due after the launch is not planned for the launch",
        {**NOTHING_MEASURED, f"{CLOSE}/from": "hypercare", f"{CLOSE}/due": GONE},
        close("has no value yet", "2027-01-15"),
        options=MEASURED,
    ),
    fails(
        "a day on which a first value is due says nothing of other flaws",
        {f"{CLOSE}/date": GONE, f"{CLOSE}/from": "ga", f"{CLOSE}/due": GONE},
        close("without a date", None),
    ),
    # what a value must be
    passes("a value of today", {f"{CLOSE}/date": TODAY}, options=MEASURED),
    passes("a value as old as one period", {f"{CLOSE}/date": before(AS_OF, 31)}, options=MEASURED),
    passes("a value of a week that is a week old", {f"{REPLY}/date": before(AS_OF, 7)}, options=REPLIES),
    passes("a target to steer by may be missed", {f"{CLOSE}/now": 4100}, options=MEASURED),
    passes("a promise is just kept", {f"{REPLY}/now": 4}, options=REPLIES),
    passes(
        "a promise that nobody has measured yet is not missed",
        {f"{REPLY}/now": GONE},
        options={"names": ["first-reply"]},
    ),
    fails(
        "a promise that is known to be missed is missed before a value is due",
        {f"{REPLY}/now": 5},
        reply("5 … promised"),
        options={"names": ["first-reply"]},
    ),
    fails(
        "a value a day older than one period",
        {f"{CLOSE}/date": before(AS_OF, 32)},
        close("2026-10-21 … every 31 days"),
        options=MEASURED,
    ),
    fails(
        "a value of a week that is eight days old",
        {f"{REPLY}/date": before(AS_OF, 8)},
        reply("2026-11-14 … every 7 days"),
        options=REPLIES,
    ),
    fails("a value of tomorrow", {f"{CLOSE}/date": TOMORROW}, close(f"{TOMORROW}, in the future"), options=MEASURED),
    fails("a value of no day", {f"{CLOSE}/date": GONE}, close("has a value without a date"), options=MEASURED),
    fails("a day of no value", {f"{CLOSE}/now": GONE}, close("has no value yet"), options=MEASURED),
    fails("a promise is missed", {f"{REPLY}/now": 4.5}, reply("4.5 … promised"), options=REPLIES),
    fails(
        "a promise of at least so much is missed",
        {f"{REPLY}/target": {"at_least": 99.9}, f"{REPLY}/now": 99.8},
        reply("99.8 … promised"),
        options=REPLIES,
    ),
    fails(
        "one of two bounds is missed",
        {f"{REPLY}/target": {"at_least": 4, "at_most": 9}},
        reply("3 … promised"),
        options=REPLIES,
    ),
    # what a measure must be
    fails("no target", {f"{CLOSE}/target": GONE}, close("has no target")),
    fails(
        "no owner, and nobody leads",
        {"departments/sales": {}},
        Entry("time-to-close has no owner, and nobody leads sales", None, DUE, CLOSE),
    ),
    fails("nobody reads it", {f"{CLOSE}/reported_to": GONE}, close("is reported to nobody")),
    fails("the day is not said", {f"{CLOSE}/target": GONE, f"{CLOSE}/due": GONE}, close("has no target", None)),
    passes("somebody of product shaped it", options={"names": ["time-to-close"], "shaped_with": "product"}),
    fails(
        "nobody of product shaped it",
        {f"{CLOSE}/shaped_with": GRETA},
        close("was shaped without anybody of product"),
        options={"names": ["time-to-close"], "shaped_with": "product"},
    ),
    fails(
        "nobody shaped it",
        {f"{CLOSE}/shaped_with": GONE},
        close("was shaped without anybody of product"),
        options={"names": ["time-to-close"], "shaped_with": "product"},
    ),
    passes("it is measured as often as is asked for", options={"names": ["time-to-close"], "every_days": 31}),
    fails(
        "it is measured less often than is asked for",
        {},
        close("every 31 days … 30"),
        options={"names": ["time-to-close"], "every_days": 30},
    ),
    passes(
        "somebody of the department that does product's work shaped it",
        {
            "departments/product": {"done_by": "marketing"},
            "departments/marketing": {"lead": NINA},
            f"{CLOSE}/shaped_with": NINA,
        },
        options={"names": ["time-to-close"], "shaped_with": "product"},
    ),
    passes(
        "somebody of product itself shaped it, whose work another department does",
        {"departments/product": {"done_by": "marketing"}, "departments/marketing": {"lead": NINA}},
        options={"names": ["time-to-close"], "shaped_with": "product"},
    ),
    passes(
        "a measure of the department that does the work",
        {"departments/customer-success": {"done_by": "support"}},
        options={"names": ["first-reply"], "department": "customer-success"},
    ),
    passes(
        "a measure of the department whose work it does",
        {"departments/customer-success": {"done_by": "support"}, f"{REPLY}/department": "customer-success"},
        options={"names": ["first-reply"], "department": "support"},
    ),
    passes("a promise of another measure is missed", {f"{REPLY}/now": 5}),
    fails(
        "a promise is missed, however many others hold",
        {f"{REPLY}/now": 5, "metrics/-": {**UPTIME, "target": {"at_least": 99}, "reported_to": "product"}},
        reply("5 … promised"),
        options={"at_least": 1, "of": "sla"},
    ),
    # which measures
    unknown("nothing is said of measures", {"metrics": GONE}, "`metrics:`"),
    fails(
        "one that is asked for is not there",
        {},
        close("")._replace(says="gross-margin is not among the measures", owner=None, due=None, at="metrics"),
        options={"names": ["gross-margin"]},
    ),
    fails(
        "one that is asked for falls to the lead of the item's department",
        {},
        Entry("gross-margin is not among the measures", LEE, None, "metrics"),
        options={"names": ["gross-margin"]},
        department="support",
    ),
    fails(
        "one of another department is not the one that is asked for",
        {},
        Entry("time-to-close is not among the measures of support", LEE, None, "metrics"),
        options={"names": ["time-to-close"], "department": "support"},
    ),
    fails(
        "one of another kind is not the one that is asked for",
        {},
        Entry("time-to-close is not among the measures", None, None, "metrics"),
        options={"names": ["time-to-close"], "of": "sla"},
    ),
    passes("two of any kind", options={"at_least": 2}),
    passes("one of a kind", options={"at_least": 1, "of": "sla"}),
    passes("enough hold, whatever one more lacks", {"metrics/-": UPTIME}, options={"at_least": 2}),
    fails("one of two does not hold", {f"{CLOSE}/target": GONE}, close("has no target"), options={"at_least": 2}),
    fails(
        "two hold, and three are asked for",
        {},
        Entry("2 … 3 … measures", None, None, "metrics"),
        options={"at_least": 3},
    ),
    fails(
        "too few fall to the lead of the item's department",
        {},
        Entry("2 … 3 … measures", LEE, None, "metrics"),
        options={"at_least": 3},
        department="support",
    ),
    fails(
        "two hold, one does not, and four are asked for",
        {"metrics/-": UPTIME},
        FLAWED,
        Entry("3 … 4 … measures", None, None, "metrics"),
        options={"at_least": 4},
    ),
    fails(
        "one of a kind and of a department is there, and two are asked for",
        {},
        Entry("1 … 2 … measures of kind sla of support", LEE, None, "metrics"),
        options={"at_least": 2, "of": "sla", "department": "support"},
    ),
    fails(
        "none is there",
        {"metrics": []},
        Entry("0 … 1 … measures of kind guerrilla", None, None, "metrics"),
        options={"at_least": 1, "of": "guerrilla"},
    ),
    fails(
        "named ones hold, and too few others",
        {},
        Entry("2 … 3 … measures", None, None, "metrics"),
        options={"names": ["first-reply"], "at_least": 3},
    ),
    passes("none is there, and none is asked for", {"metrics": []}, options={}),
    ruled_out("no target, where nobody pays", {f"{CLOSE}/target": GONE}),
    options={"names": ["time-to-close"]},
)


@each(TABLE)
def test_metrics(case: Case) -> None:
    """What must be measured is measured, towards a number, for somebody who can act on it."""
    check(case)


EACH = table(
    "metrics",
    GOOD,
    passes("both hold"),
    fails("one does not hold", {f"{CLOSE}/target": GONE}, close("has no target")),
    fails(
        "one of the kind does not hold",
        {f"{REPLY}/reported_to": GONE},
        reply("is reported to nobody"),
        options={"of": "sla"},
    ),
    passes("one of another kind does not hold", {f"{CLOSE}/target": GONE}, options={"of": "sla"}),
    passes("one of another department does not hold", {f"{CLOSE}/target": GONE}, options={"department": "support"}),
    fails("one has no value yet", NOTHING_MEASURED, close("has no value yet"), options={"measured": True}),
)


@each(EACH)
def test_without_names_and_number_each_measure_is_held(case: Case) -> None:
    """A rule that names no measure and no number of them asks the same of each, as its `wants` says."""
    check(case)


TWICE = table(
    "metrics",
    GOOD,
    fails(
        "named and counted",
        {f"{CLOSE}/target": GONE},
        close("has no target"),
        options={"names": ["time-to-close"], "at_least": 2},
    ),
)


@each(TWICE)
def test_one_flaw_is_one_entry(case: Case) -> None:
    """A measure that is named and counted as well is a gap once."""
    assert len(judge(case).failing) == 1
    check(case)
