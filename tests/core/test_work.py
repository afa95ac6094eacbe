"""The work on gaps, from plain values: who acts, by when, what waits for what, and what can be closed when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import pytest

from readycheck.audit.answers import Response
from readycheck.audit.outcome import Judgement
from readycheck.audit.schedule import Work, latest_starts, schedule, waiting_counts
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Outcome, Status
from readycheck.rules import Failing
from tests.core.building import AS_OF, LEAD, OTHER, OWNER, item, plan

MET, UNPROVEN, OPEN, UNKNOWN, NA = Outcome.MET, Outcome.UNPROVEN, Outcome.OPEN, Outcome.UNKNOWN, Outcome.NOT_APPLICABLE
TODO = Response((), Status.TODO, LEAD)
MILESTONE = AS_OF + timedelta(days=30)


def day(number: int) -> date:
    return AS_OF + timedelta(days=number)


class Part(NamedTuple):
    """One item of legal: what it comes to by itself, what is said of it, how long it takes, what is before it."""

    own: Judgement | Outcome = OPEN
    said: Response = TODO
    lead_days: int = 5
    needs: tuple[str, ...] = ()
    waits: tuple[str, ...] = ()
    rule: dict[str, Any] | None = None


def work(given: LaunchPlan | None = None, **parts: Part) -> Work:
    """The work on some items, each after all that it needs or waits for."""
    made = {
        f"legal.{name}": item(
            name,
            lead_days=part.lead_days,
            needs=[f"legal.{need}" for need in part.needs],
            **({"rule": part.rule} if part.rule else {}),
        )
        for name, part in parts.items()
    }
    before = {f"legal.{name}": tuple(f"legal.{x}" for x in (*part.needs, *part.waits)) for name, part in parts.items()}
    own = {
        f"legal.{name}": part.own if isinstance(part.own, Judgement) else Judgement(part.own)
        for name, part in parts.items()
    }
    said = {f"legal.{name}": part.said for name, part in parts.items()}
    return Work(given or plan(), AS_OF, made, tuple(made), before, said, own)


def failing(*entries: tuple[str | None, int | None]) -> Judgement:
    """A rule that fails for entries, each with its owner and the day it is due."""
    found = (Failing("entry", owner, None if due is None else day(due), ()) for owner, due in entries)
    return Judgement(OPEN, failing=tuple(found))


# ---------------------------------------------------------------- one item
@pytest.mark.parametrize(
    ("judged", "own", "days"),
    [
        (Judgement(MET), MET, 0),
        (Judgement(NA), NA, 0),
        (Judgement(UNPROVEN), UNPROVEN, 1),
        (Judgement(OPEN), OPEN, 5),
        (Judgement(UNKNOWN), UNKNOWN, 5),
        (Judgement(UNKNOWN, if_yes=MET), MET, 0),
        (Judgement(UNKNOWN, if_yes=UNPROVEN), UNPROVEN, 1),
        (Judgement(OPEN, if_yes=MET), OPEN, 5),
    ],
)
def test_what_is_left_of_a_gap_is_its_lead_time_or_a_day_to_prove_it(
    judged: Judgement, own: Outcome, days: int
) -> None:
    """Nothing of what holds by itself; where a fact is undecided, as if it were yes."""
    found = work(a=Part(judged))
    assert (found.own("legal.a"), found.remaining_days("legal.a")) == (own, days)


@pytest.mark.parametrize(("own", "awaited"), [(OPEN, ("legal.a", "legal.b")), (MET, ("legal.a",)), (NA, ("legal.a",))])
def test_what_is_done_waits_only_for_what_it_needs(own: Outcome, awaited: tuple[str, ...]) -> None:
    """The answer's own `waits_for` is over once the item is done."""
    assert work(a=Part(), b=Part(), c=Part(own, needs=("a",), waits=("b",))).awaits("legal.c") == awaited


#: The entries that fail a rule -> who acts first, the day agreed, and the day expected.
ENTRIES = {
    "one": (failing((OTHER, 3)), OTHER, 3, 3),
    "overdue before undated": (failing((OWNER, None), (OTHER, -1)), OTHER, -1, None),
    "the longest overdue": (failing((OWNER, -1), (OTHER, -2)), OTHER, -2, -1),
    "undated before what is due": (failing((OWNER, 1), (OTHER, None)), OTHER, None, None),
    "undated before what is due today": (failing((OWNER, 0), (OTHER, None)), OTHER, None, None),
    "the next to be due": (failing((OWNER, 9), (OTHER, 2)), OTHER, 2, 9),
    "the first of two alike": (failing((OTHER, 2), (OWNER, 2)), OTHER, 2, 2),
    "owned by nobody": (failing((None, 2)), LEAD, 2, 2),
}


@pytest.mark.parametrize("case", ENTRIES.values(), ids=ENTRIES.keys())
def test_of_several_entries_the_one_to_act_on_first_says_who_and_when(
    case: tuple[Judgement, str, int | None, int | None],
) -> None:
    """Overdue, then undated, then the next due; expected is the last, where all have a day. An entry of nobody falls
    to the item's owner.
    """
    judged, owner, due, expect = case
    found = work(a=Part(judged, TODO._replace(due=day(20), expect=day(21))))
    assert found.owner("legal.a") == owner
    assert found.dates("legal.a") == (None if due is None else day(due), None if expect is None else day(expect))


def test_an_answer_says_when_where_no_rule_does() -> None:
    """Not of an item with a rule, nor of one that holds by itself."""
    said = TODO._replace(due=day(2), expect=day(3))
    rule = {"kind": "asks"}
    found = work(a=Part(OPEN, said), b=Part(MET, said), c=Part(UNKNOWN, said, rule=rule), d=Part(MET, said, rule=rule))
    assert [found.dates(f"legal.{name}") for name in "abcd"] == [(day(2), day(3)), *[(None, None)] * 3]
    assert found.owner("legal.a") == LEAD


def test_an_undecided_fact_is_the_launch_owners_to_settle() -> None:
    """Whoever answers for the item."""
    assert work(a=Part(Judgement(UNKNOWN, undecided_fact="paid"))).owner("legal.a") == OWNER


DATED = {
    "met by itself": (Judgement(MET), Response(()), True),
    "due today": (Judgement(OPEN), TODO._replace(due=day(0)), True),
    "due on the day": (Judgement(OPEN), TODO._replace(due=day(30)), True),
    "overdue": (Judgement(OPEN), TODO._replace(due=day(-1)), False),
    "due too late": (Judgement(OPEN), TODO._replace(due=day(31)), False),
    "expected too late": (Judgement(OPEN), TODO._replace(due=day(1), expect=day(31)), False),
    "undated": (Judgement(OPEN), TODO, False),
    "begun": (Judgement(OPEN), TODO._replace(status=Status.IN_PROGRESS, due=day(1)), True),
    "done, not proven": (Judgement(UNPROVEN), TODO._replace(status=Status.DONE, due=day(1)), True),
    "blocked": (Judgement(OPEN), TODO._replace(status=Status.BLOCKED, due=day(1)), False),
    "unknown": (Judgement(UNKNOWN), TODO._replace(due=day(1)), False),
    "of nobody": (Judgement(OPEN), TODO._replace(owner=None, due=day(1)), False),
    "every entry in time": (failing((OTHER, 0), (OTHER, 30)), Response(()), True),
    "one entry too late": (failing((OTHER, 1), (OTHER, 31)), Response(()), False),
    "one entry undated": (failing((OTHER, 1), (OTHER, None)), Response(()), False),
    "an entry of nobody": (failing((None, 1)), Response(()), False),
    "an entry of the item's owner": (failing((None, 1)), Response((), owner=LEAD), True),
}


@pytest.mark.parametrize("case", DATED.values(), ids=DATED.keys())
def test_a_gap_is_dated_where_somebody_has_said_to_close_it_in_time(case: tuple[Judgement, Response, bool]) -> None:
    """From today to the milestone, both included; a rule's every entry."""
    judged, said, dated = case
    assert work(a=Part(judged, said)).is_dated("legal.a", MILESTONE) is dated


# ---------------------------------------------------------------- all items
def outcomes(**given: Outcome) -> dict[str, Outcome]:
    return {f"legal.{name}": outcome for name, outcome in given.items()}


def test_gaps_are_scheduled_after_the_last_that_they_wait_for() -> None:
    """Vendor takes 5 days, list 8, what needs both 3 more; what is met is no gap, and nobody waits for it."""
    parts = work(
        met=Part(MET),
        vendor=Part(lead_days=5),
        list=Part(lead_days=8),
        dpa=Part(lead_days=3, needs=("met", "list", "vendor")),
    )
    found = schedule(parts, outcomes(met=MET, vendor=OPEN, list=OPEN, dpa=OPEN), MILESTONE)
    assert found.start == {"legal.vendor": day(0), "legal.list": day(0), "legal.dpa": day(8)}
    assert found.finish == {"legal.vendor": day(5), "legal.list": day(8), "legal.dpa": day(11)}
    assert found.chain("legal.dpa") == ("legal.list", "legal.dpa")
    assert found.planned == frozenset()


@pytest.mark.parametrize(("hurried", "finish"), [(2, 5), (5, 5), (6, 6), (20, 20)])
def test_a_hurried_gap_is_closed_on_its_day_or_once_what_it_waits_for_is(hurried: int, finish: int) -> None:
    """Whatever was expected of it; others are not hurried by it."""
    expected = TODO._replace(expect=day(9))
    parts = work(vendor=Part(lead_days=5), dpa=Part(OPEN, expected, needs=("vendor",)), other=Part(OPEN, expected))
    found = schedule(parts, outcomes(vendor=OPEN, dpa=OPEN, other=OPEN), MILESTONE, hurried={"legal.dpa": day(hurried)})
    assert found.finish == {"legal.vendor": day(5), "legal.dpa": day(finish), "legal.other": day(9)}


@pytest.mark.parametrize(("expect", "finish"), [(-1, 5), (0, 0), (1, 1)])
def test_what_is_expected_from_today_on_is_the_finish(expect: int, finish: int) -> None:
    """An expectation that is past says nothing: the lead time counts."""
    parts = work(a=Part(OPEN, TODO._replace(expect=day(expect))))
    assert schedule(parts, outcomes(a=OPEN), MILESTONE).finish == {"legal.a": day(finish)}


@pytest.mark.parametrize(
    ("lead_days", "own", "finish", "is_pushed"),
    [(3, OPEN, 3, False), (4, OPEN, 9, True), (8, OPEN, 9, True), (9, OPEN, 9, False), (4, MET, 4, False)],
)
def test_a_finish_within_an_absence_is_pushed_behind_it(
    lead_days: int,
    own: Outcome,
    finish: int,
    is_pushed: bool,  # noqa: FBT001
) -> None:
    """Away from the fourth day to the eighth: back on the ninth. Nobody has to be there for what is done by itself."""
    away = {"from": day(4).isoformat(), "to": day(8).isoformat()}
    given = plan(people={LEAD: {"department": "legal", "away": [away]}})
    parts = work(
        given, x=Part(lead_days=lead_days, said=TODO._replace(owner=OTHER)), a=Part(own, needs=("x",), lead_days=0)
    )
    found = schedule(parts, outcomes(x=OPEN, a=UNPROVEN if own is MET else OPEN), MILESTONE)
    assert found.finish["legal.a"] == day(finish)
    assert found.pushed == ({"legal.a": (day(4), day(8))} if is_pushed else {})


@pytest.mark.parametrize(("lead_days", "planned"), [(30, True), (31, False)])
def test_what_is_dated_is_planned_only_where_it_can_be_in_time(lead_days: int, planned: bool) -> None:  # noqa: FBT001
    """Finished on the day of the milestone is in time."""
    parts = work(a=Part(OPEN, TODO._replace(due=day(1)), lead_days))
    assert ("legal.a" in schedule(parts, outcomes(a=OPEN), MILESTONE).planned) is planned


def test_work_must_start_early_enough_for_all_that_waits_for_it() -> None:
    """The agreement must start 3 days before its day, the list 8 before that; what is met needs no start."""
    parts = work(
        met=Part(MET), list=Part(lead_days=8), dpa=Part(lead_days=3, needs=("met", "list")), late=Part(lead_days=1)
    )
    must_hold = dict.fromkeys(parts.order, MILESTONE)
    found = latest_starts(parts, outcomes(met=MET, list=OPEN, dpa=OPEN, late=OPEN), must_hold)
    assert found == {"legal.late": day(29), "legal.dpa": day(27), "legal.list": day(19)}


def test_gaps_behind_a_met_item_are_looked_at_too() -> None:
    """An item that is met last in the order hides nothing before it."""
    parts = work(a=Part(lead_days=2), b=Part(lead_days=1, needs=("a",)), c=Part(MET, needs=("b",)))
    gaps = outcomes(a=OPEN, b=OPEN, c=MET)
    assert latest_starts(parts, gaps, dict.fromkeys(parts.order, MILESTONE)) == {"legal.b": day(29), "legal.a": day(27)}
    assert waiting_counts(parts, gaps) == {"legal.a": 1, "legal.b": 0}


def test_all_that_waits_for_a_gap_is_counted_once() -> None:
    """Two wait for the vendor, and one for both of them: three."""
    parts = work(vendor=Part(), met=Part(MET), list=Part(needs=("vendor", "met")), form=Part(needs=("vendor",)),
                 dpa=Part(needs=("list", "form")))  # fmt: skip
    found = waiting_counts(parts, outcomes(vendor=OPEN, met=MET, list=OPEN, form=OPEN, dpa=OPEN))
    assert found == {"legal.vendor": 3, "legal.list": 1, "legal.form": 1, "legal.dpa": 0}
