"""Rule `dependencies`: what is made of the other launch. `tests/app/test_dependencies.py` has how it is looked at."""

from __future__ import annotations

from datetime import date

from readycheck.model.facts import Awaited
from readycheck.model.vocabulary import Course, Verdict
from tests.rules.table import (
    BEN,
    DUE,
    GONE,
    TODAY,
    TOMORROW,
    Case,
    Changes,
    Entry,
    Row,
    check,
    each,
    fails,
    passes,
    ruled_out,
    table,
    unknown,
)

GOOD = """\
depends_on:
  - {launch: Identity 3, needs: beta, by: T-14, owner: ben.osei, reached: 2026-11-20}
"""
AT = "depends_on/0"
NAMED: Changes = {f"{AT}/reached": GONE, f"{AT}/plan": "../identity-3/launch.yaml"}
IN_TIME, LATE = date(2026, 12, 8), date(2026, 12, 9)


def named(claim: str, verdict: Verdict, course: Course, says: str, *, due: str | None) -> Row:
    """A launch whose plan is at hand and says this of the day on which it is needed."""
    entry = Entry(says, BEN, due, AT)
    return fails(claim, NAMED, entry, launches={0: Awaited(IN_TIME, verdict, course)})


TABLE = table(
    "dependencies",
    GOOD,
    passes("it has reached what is needed"),
    passes("it reached it today", {f"{AT}/reached": TODAY}),
    passes("it reached it late", {f"{AT}/by": "2026-11-01"}),
    passes("no other launch is needed", {"depends_on": []}),
    passes("its plan says go for the day", NAMED, launches={0: Awaited(IN_TIME, Verdict.GO, Course.ON_COURSE)}),
    passes(
        "its plan says go with conditions",
        NAMED,
        launches={0: Awaited(IN_TIME, Verdict.GO_WITH_CONDITIONS, Course.ON_COURSE)},
    ),
    passes(
        "its plan says go, although nobody is on course to keep it so",
        NAMED,
        launches={0: Awaited(IN_TIME, Verdict.GO, Course.OFF_COURSE)},
    ),
    unknown("nothing is said of other launches", {"depends_on": GONE}, "`depends_on:`"),
    fails(
        "it has not reached it, and will in time",
        {f"{AT}/reached": GONE},
        Entry("Identity 3 has not reached beta", BEN, DUE, AT),
    ),
    fails(
        "it reaches it tomorrow",
        {f"{AT}/reached": TOMORROW},
        Entry(f"Identity 3 has not reached beta … {TOMORROW} … in the future", BEN, DUE, AT),
    ),
    fails(
        "nobody sees to it",
        {f"{AT}/reached": GONE, f"{AT}/owner": GONE},
        Entry("Identity 3 has not reached beta", None, DUE, AT),
    ),
    named(
        "a no-go on its way",
        Verdict.NO_GO,
        Course.ON_COURSE,
        "would be a no-go for beta on 2026-12-08, on course",
        due=DUE,
    ),
    named(
        "undecided, on its way",
        Verdict.UNDECIDED,
        Course.ON_COURSE,
        "undecided for beta on 2026-12-08, on course",
        due=DUE,
    ),
    named(
        "a no-go off course", Verdict.NO_GO, Course.OFF_COURSE, "a no-go for beta on 2026-12-08, off course", due=None
    ),
    named("a no-go beyond reach", Verdict.NO_GO, Course.UNREACHABLE, "off course", due=None),
    named("undecided, off course", Verdict.UNDECIDED, Course.OFF_COURSE, "off course", due=None),
    fails(
        "it comes a day later than it is needed, and a go does not help",
        NAMED,
        Entry("Identity 3 reaches beta on 2026-12-09, and is needed on 2026-12-08", BEN, None, AT),
        launches={0: Awaited(LATE, Verdict.GO, Course.ON_COURSE)},
    ),
    fails(
        "its plan cannot be audited",
        NAMED,
        Entry("Identity 3: its plan does not exist", BEN, None, AT),
        launches={0: Awaited(defect="does not exist")},
    ),
    fails("its plan was not audited", NAMED, Entry("Identity 3: its plan was not audited", BEN, None, AT)),
    fails(
        "what is written down does not count where its plan cannot be audited",
        {**NAMED, f"{AT}/reached": "2026-11-20"},
        Entry("its plan does not exist", BEN, None, AT),
        launches={0: Awaited(defect="does not exist")},
    ),
    fails(
        "what is found is of the launch at its place",
        {"depends_on/-": {"launch": "Billing", "by": "T-1", "plan": "../billing"}},
        Entry("Billing reaches ga on 2026-12-22, and is needed on 2026-12-21", None, None, "depends_on/1"),
        launches={1: Awaited(date(2026, 12, 22), Verdict.GO, Course.ON_COURSE)},
    ),
    ruled_out("it has not reached it, where nobody pays", {f"{AT}/reached": GONE}),
)


@each(TABLE)
def test_dependencies(case: Case) -> None:
    """The launches that this one needs will have reached what is needed, in time."""
    check(case)
