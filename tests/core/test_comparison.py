"""Comparing two audits: what became of each item, and what the ratchet refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from readycheck.audit.comparison import compare
from readycheck.audit.snapshot import snapshot
from readycheck.model.change import ChangeKind, Comparison
from readycheck.model.checklist import Item, Tailored
from readycheck.model.report import Report
from readycheck.model.vocabulary import Outcome, Severity
from tests.core.building import GA, LEAD, OTHER, SPONSOR, item, plan, run
from tests.core.strategies import Case, cases

pytestmark = pytest.mark.usefixtures("untraced")

TERMS = "legal.terms"
MAJOR = item("terms", severity="major")
MARKS = item("marks", severity="major")
GENERATED = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def between(before: Report, after: Report) -> Comparison:
    """What changed from one report to another."""
    return compare(snapshot(before), snapshot(after))


def of_answer(before: Any, after: Any, asked: Item = MAJOR) -> Comparison:
    """What changed where the answer to one item did; None is no answer."""
    was = run([asked], {TERMS: before} if before else {})
    return between(was, run([asked], {TERMS: after} if after else {}))


def exempt(by: str | None = None, **more: Any) -> dict[str, Any]:
    """An answer of not applicable."""
    return {"status": "not_applicable", "reason": "No budget", **({"approved_by": by} if by else {}), **more}


def summary(found: Comparison) -> list[tuple[str, str, str, str | None]]:
    """Each change as its item, kind, why, and regression."""
    return [(change.item, change.kind.value, change.why, change.regression) for change in found.changes]


# ---------------------------------------------------------------- one answer at a time
@pytest.mark.parametrize(
    ("before", "after", "kind", "why", "regression"),
    [
        ("todo", "done", "closed", "", None),
        (None, "done", "closed", "", None),
        ("done", "todo", "opened", "to do", "was proven; now to do"),
        ("done", None, "opened", "no answer", "was proven; now no answer"),
        ("todo", None, "changed", "no answer", "was answered; now no answer"),
        (None, "todo", "changed", "to do", None),
        ("todo", exempt(), "left", "No budget; agreed by nobody", "left the count as n/a, agreed by nobody"),
        (
            "done",
            exempt(LEAD),
            "left",
            "No budget; agreed by Lea Legal",
            "left the count as n/a, agreed by its own owner only",
        ),
        ("todo", exempt(OTHER), "left", "No budget; agreed by Fin Finance", None),
        (exempt(), "todo", "entered", "no longer answered n/a", None),
        (exempt(), None, "entered", "no longer answered n/a", None),
    ],
)
def test_a_changed_answer_is_listed_with_what_the_ratchet_says(
    before: Any, after: Any, kind: str, why: str, regression: str | None
) -> None:
    """Each step from one answer of a major item to another, one line of the ratchet's definition each."""
    assert summary(of_answer(before, after)) == [(TERMS, kind, why, regression)]


def test_more_work_in_progress_is_no_change() -> None:
    """To do and in progress are both open, and unless somebody plans it nothing that counts is different."""
    assert summary(of_answer("todo", "in_progress")) == []


def test_a_claim_that_turns_out_open_is_listed_and_lets_pass() -> None:
    """Whoever admits that a claim was none is not punished for it."""
    asked = item("terms", severity="major", evidence="document")
    assert summary(of_answer("done", "todo", asked)) == [(TERMS, "changed", "to do", None)]


def test_an_owner_who_decides_alone_is_refused_although_the_audit_keeps_the_item_open() -> None:
    """A blocker's n/a needs approval, so it stays in the count; the ratchet refuses the attempt all the same."""
    found = of_answer("todo", exempt(), item("terms"))
    why = "marked n/a, approved by nobody; answered n/a now"
    assert summary(found) == [(TERMS, "changed", why, "answered n/a, agreed by nobody")]


def test_whoever_comes_into_the_plan_with_the_change_cannot_agree_to_it() -> None:
    """A change must not bring its own approver."""
    before = run([MAJOR], plan({TERMS: "todo"}))
    after = run([MAJOR], plan({TERMS: exempt("pat.new")}, people={"pat.new": "finance"}))
    [change] = between(before, after).changes
    assert change.regression == "left the count as n/a, agreed by Pat New, who was not in the plan before"


def test_whoever_owned_the_item_cannot_agree_by_handing_it_on() -> None:
    """Another owner in the same change does not make the old one a second person."""
    found = of_answer("todo", exempt(LEAD, owner=OTHER))
    assert found.changes[0].regression == "left the count as n/a, agreed by its own owner only"


def test_an_answer_of_na_hidden_while_the_profile_rules_the_item_out_is_refused_once_it_tells() -> None:
    """First ruled out, then answered n/a, then decided to apply after all: the last step is the one that counts."""
    asked = item("terms", severity="major", applies={"profile": ["paid"]})
    before = run([asked], plan({TERMS: exempt()}, profile={"paid": "no"}))
    after = run([asked], plan({TERMS: exempt()}, profile={"paid": "yes"}))
    assert [change.regression for change in between(before, after).changes] == ["answered n/a, agreed by nobody"]


def test_a_plan_that_slips_is_listed_with_a_mark_and_is_no_regression() -> None:
    """An honest later date must not be worse for its owner than silence."""
    found = of_answer({"status": "todo", "expect": "2026-12-01"}, {"status": "todo", "expect": "2027-01-30"})
    assert summary(found) == [(TERMS, "changed", "no longer planned in time", None)]


def test_a_refusal_is_listed() -> None:
    """It was to be done, and will not be."""
    found = of_answer("todo", {"status": "will_not_do", "reason": "No budget"})
    assert summary(found) == [(TERMS, "changed", "will not be done: No budget; will not be done", None)]


def test_an_item_for_information_never_fails_the_ratchet() -> None:
    """Info is shown and never counts."""
    assert summary(of_answer("done", "todo", item("terms", severity="info"))) == [(TERMS, "opened", "to do", None)]


# ---------------------------------------------------------------- ways out of the count, and in
def leaving(**changes: Any) -> Comparison:
    """What changed where the plan of two open items did."""
    asked = item("terms", severity="major", applies={"profile": ["paid"], "classes": ["standard"]})
    answers = {TERMS: "done", "legal.marks": "done"}
    before = run([asked, MARKS], plan(answers, profile={"paid": "yes"}))
    return between(before, run([asked, MARKS], plan(answers, **{"profile": {"paid": "yes"}, **changes})))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"profile": {"paid": "no"}}, "profile: paid is no"),
        ({"launch": {"class": "quiet"}}, "not for a quiet launch"),
    ],
)
def test_what_the_profile_or_the_class_rules_out_left_the_count(changes: dict[str, Any], why: str) -> None:
    """Nobody approves that item by item, so it is a regression each time."""
    assert summary(leaving(**changes)) == [(TERMS, "left", why, f"left the count: {why}")]


def test_an_item_that_the_policy_drops_left_the_count() -> None:
    """With the policy's reason; that the answer is an approved n/a as well changes nothing."""
    dropped = MAJOR._replace(dropped=True, tailored=Tailored("dropped", "We sell no software"))
    before = run([MAJOR], {TERMS: "done"})
    why = "dropped by policy: We sell no software"
    for answer in ("done", exempt(OTHER)):
        found = between(before, run([dropped], {TERMS: answer}))
        assert summary(found)[0][:2] + summary(found)[0][3:] == (TERMS, "left", f"left the count: {why}")
    back = between(run([dropped], {TERMS: "done"}), before)
    assert summary(back) == [(TERMS, "entered", "no longer dropped by policy", None)]


def test_a_removed_item_is_named_where_it_stood_and_a_new_one_says_how_it_came_in() -> None:
    """Removed items stand behind what they stood behind; what is new can only be a gap that nobody made worse."""
    first, last = item("first", severity="major"), item("last", severity="major")
    before = run([first, MAJOR, last], {TERMS: "done"})
    after = run([first, MARKS, last], {"legal.last": "done"})
    assert summary(between(before, after)) == [
        (TERMS, "left", "no longer in the checklists", "left the count: no longer in the checklists"),
        ("legal.marks", "entered", "new in the checklists", None),
        ("legal.last", "closed", "", None),
    ]


def test_items_that_a_raised_pin_brings_in_are_said_to_come_from_it_and_lowering_it_is_a_regression() -> None:
    """Which checklists count is the plan's choice, and taking it back takes requirements away."""
    old = run([MAJOR], plan(checklists="1.0"))._replace(newer=("legal.marks",))
    new = run([MAJOR, MARKS], plan(checklists="1.1"))
    assert summary(between(old, new)) == [("legal.marks", "entered", "the checklists are pinned to 1.1 now", None)]
    why = "the checklists are pinned to 1.0 now"
    assert summary(between(new, old)) == [("legal.marks", "left", why, f"left the count: {why}")]


def test_a_renamed_item_is_one_item() -> None:
    """It neither left nor entered: `formerly` says what it was called."""
    renamed = item("conditions", severity="major", formerly=[TERMS])
    found = between(run([MAJOR], {TERMS: "todo"}), run([renamed], {"legal.conditions": "done"}))
    assert summary(found) == [("legal.conditions", "closed", "", None)]


# ---------------------------------------------------------------- less is asked
@pytest.mark.parametrize(
    ("before", "after", "regression"),
    [
        ({"severity": "blocker"}, {"severity": "major"}, "severity lowered from blocker to major"),
        ({"severity": "major"}, {"severity": "info"}, "severity lowered from major to info"),
        ({"evidence": "document"}, {"evidence": "link"}, "proof asked for lowered from document to link"),
        ({"severity": "minor"}, {"severity": "major"}, None),
        ({"evidence": "claim"}, {"evidence": "link"}, None),
    ],
)
def test_asking_less_of_an_item_is_a_regression_and_asking_more_is_not(
    before: dict[str, str], after: dict[str, str], regression: str | None
) -> None:
    """Whatever the item comes to: lowering the bar is a change of its own."""
    was, now = ({"severity": "major", **fields} for fields in (before, after))
    found = between(run([item("terms", **was)]), run([item("terms", **now)]))
    assert [change.regression for change in found.changes] == [regression]


def test_putting_an_item_off_to_a_later_milestone_takes_it_out_of_the_count() -> None:
    """One reason for leaving, one for the later day; the other way round it comes in."""
    days = {"milestones": {"ga": GA.isoformat(), "hypercare": "2027-01-30"}}
    was, now = (item("terms", severity="major", milestone=name) for name in ("ga", "hypercare"))
    before, after = (run([asked], plan({TERMS: "todo"}, launch=days)) for asked in (was, now))
    why = "counts for hypercare now"
    assert summary(between(before, after)) == [
        (TERMS, "left", why, f"left the count: {why}; put off from ga to hypercare")
    ]
    assert summary(between(after, before)) == [(TERMS, "entered", "counts for ga now", None)]


def test_items_of_later_milestones_are_compared_too() -> None:
    """Nobody may take back a proof because its milestone is not audited yet."""
    days = {"milestones": {"ga": GA.isoformat(), "hypercare": "2027-01-30"}}
    later = item("terms", severity="major", milestone="hypercare")
    before, after = (run([later], plan({TERMS: answer}, launch=days)) for answer in ("done", "todo"))
    assert summary(between(before, after)) == [(TERMS, "opened", "to do", "was proven; now to do")]


def test_audits_of_different_milestones_are_compared_by_outcome() -> None:
    """What counts only for GA did not leave because somebody audited beta."""
    days = {"milestones": {"beta": "2026-12-01", "ga": GA.isoformat()}}
    given = plan({TERMS: "todo"}, launch=days)
    found = between(run([MAJOR], given, milestone="ga"), run([MAJOR], given, milestone="beta"))
    assert found.changes == ()
    assert (found.before.milestone, found.after.milestone) == ("ga", "beta")


# ---------------------------------------------------------------- waivers, milestones, rules
def waived(by: str = SPONSOR, until: str = "2027-01-31") -> dict[str, Any]:
    """A waiver of the blocker."""
    return {"item": TERMS, "reason": "In January", "approved_by": by, "date": "2026-11-20", "until": until}


def of_waivers(before: list[dict[str, Any]], after: list[dict[str, Any]], answer: str = "todo") -> Comparison:
    """What changed where the waivers of an open blocker did."""
    was, now = (run([item("terms")], plan({TERMS: given}, waivers=waivers)) for given, waivers in (("todo", before), (answer, after)))  # fmt: skip
    return between(was, now)


@pytest.mark.parametrize(
    ("before", "after", "regression"),
    [
        ([], [waived()], None),
        ([], [waived(LEAD)], "its waiver has no effect: was approved by the item's own owner"),
        (
            [],
            [waived(OTHER)],
            "its waiver has no effect: waives a blocker, and was not approved by the sponsor",
        ),
        ([waived()], [waived(until="2027-02-15")], None),
        ([waived()], [waived(until="2026-12-01")], "its waiver has no effect: ends 2026-12-01, before 2026-12-22"),
        ([waived()], [], None),
    ],
)
def test_a_changed_waiver_is_listed(
    before: list[dict[str, Any]], after: list[dict[str, Any]], regression: str | None
) -> None:
    """Added, withdrawn, or on other terms; one that is new and has no effect is refused for its defect."""
    [change] = of_waivers(before, after).waivers
    assert (change.before is not None, change.after is not None) == (bool(before), bool(after))
    assert (change.refused.reason if change.refused else None) == regression


def test_a_waiver_that_was_relied_on_and_is_gone_is_a_regression_of_its_item() -> None:
    """Unless the item was met meanwhile."""
    found = of_waivers([waived()], [])
    assert summary(found) == [
        (TERMS, "changed", "no longer waived", "relied on a waiver that it no longer has"),
    ]
    assert of_waivers([waived()], [], answer="done").regressions == ()


def test_a_waiver_from_somebody_who_came_with_the_change_is_refused() -> None:
    """As with n/a: a change must not bring its own approver."""
    before = run([MAJOR], plan({TERMS: "todo"}))
    people = {"pat.new": "finance"}
    after = run([MAJOR], plan({TERMS: "todo"}, waivers=[waived("pat.new")], people=people))
    [refused] = between(before, after).regressions
    assert refused.reason == "its waiver is agreed by Pat New, who was not in the plan before"
    assert (refused.item, refused.place.file) == (TERMS, "waivers/0")


def test_a_milestone_that_moved_or_has_another_verdict_is_listed() -> None:
    """The day, and what would be said on it."""
    later = GA + timedelta(days=7)
    before = run([MAJOR], plan({TERMS: "done"}))
    after = run([MAJOR], plan({TERMS: "done"}, launch={"milestones": {"ga": later.isoformat()}}))
    [moved] = between(before, after).milestones
    assert moved.before is not None
    assert moved.after is not None
    assert (moved.id, moved.before.day, moved.after.day) == ("ga", GA, later)


def test_a_departure_from_the_default_that_came_or_went_is_listed() -> None:
    """So that no change of the rules goes unseen: here the class."""
    found = between(run([MAJOR]), run([MAJOR], plan(launch={"class": "flagship"})))
    assert [(rule.what, rule.detail) for rule in found.rules_added] == [("class", "flagship")]
    assert between(run([MAJOR], plan(launch={"class": "flagship"})), run([MAJOR])).rules_removed == found.rules_added


# ---------------------------------------------------------------- held for generated plans
def worse(case: Case, name: str, way: str) -> Case:
    """Return the case with one item that is met made worse in a way."""
    [asked] = [item for item in case.items if item.id == name]
    others = tuple(item for item in case.items if item is not asked)
    match way:
        case "open":
            return case.with_answer(name, {"status": "todo"})
        case "silent":
            return case.with_answer(name, None)
        case "own n/a":
            return case.with_answer(name, {"status": "not_applicable", "reason": "Not ours"})
        case "removed":
            return replace(case, items=others)
        case "dropped":
            remade = asked._replace(dropped=True)
        case _:
            remade = asked._replace(spec=asked.spec.model_copy(update={"severity": Severity.INFO}))
    return replace(case, items=tuple(remade if item is asked else item for item in case.items))


@GENERATED
@given(
    case=cases(),
    seed=st.integers(0, 2**32),
    way=st.sampled_from(["open", "silent", "own n/a", "removed", "dropped", "severity"]),
)
def test_one_worsening_is_a_regression_whatever_else_got_better(case: Case, seed: int, way: str) -> None:
    """Meet any other gaps, and make one item worse that was met: the ratchet names that item."""
    random = Random(seed)
    before = case.run()
    met = [
        found.item for found in before.findings if found.outcome is Outcome.MET and found.severity is not Severity.INFO
    ]
    assume(met)
    target = random.choice(met)
    better = case
    for found in before.findings:
        if found.outcome.is_gap and random.random() < 0.7:
            better = better.meeting(found.item)
    needed = any(target in item.spec.needs for item in case.items)
    assume(way != "removed" or not needed)
    after = worse(better, target, way).run()
    assert target in [refused.item for refused in between(before, after).regressions]


@GENERATED
@given(case=cases())
def test_an_audit_compared_with_itself_has_not_changed(case: Case) -> None:
    """What is equal is not listed."""
    found = between(case.run(), case.run())
    assert found.is_empty
    assert found.regressions == ()


_SWAPPED = {
    ChangeKind.CLOSED: ChangeKind.OPENED,
    ChangeKind.OPENED: ChangeKind.CLOSED,
    ChangeKind.LEFT: ChangeKind.ENTERED,
    ChangeKind.ENTERED: ChangeKind.LEFT,
    ChangeKind.CHANGED: ChangeKind.CHANGED,
}


@GENERATED
@given(one=cases(), other=cases())
def test_swapped_sides_swap_closed_and_opened_left_and_entered(one: Case, other: Case) -> None:
    """Any two audits can be compared, in both directions alike."""
    there, back = between(one.run(), other.run()), between(other.run(), one.run())
    forward = {change.item: _SWAPPED[change.kind] for change in there.changes}
    assert forward == {change.item: change.kind for change in back.changes}
    assert len(there.waivers) == len(back.waivers)
    assert {moved.id for moved in there.milestones} == {moved.id for moved in back.milestones}
    assert there.rules_added == back.rules_removed


@GENERATED
@given(one=cases(), seed=st.integers(0, 2**32))
def test_the_changes_account_for_every_gap(one: Case, seed: int) -> None:
    """Gaps before, less those closed and left, with those opened and entered, are the gaps now."""
    random = Random(seed)
    other = one
    for asked in one.items:
        if random.random() < 0.5:
            other = other.with_answer(asked.id, random.choice([{"status": "todo"}, exempt(SPONSOR), None]))
        elif random.random() < 0.5:
            other = other.meeting(asked.id)
    before, after = one.run(), other.run()
    found = between(before, after)

    def gaps(report: Report) -> int:
        return sum(finding.outcome.is_gap for finding in report.findings)

    def of(kind: ChangeKind, side: str) -> int:
        states = [getattr(change, side) for change in found.of(kind)]
        return sum(state.outcome.is_gap for state in states if state is not None)

    lost = len(found.of(ChangeKind.CLOSED)) + of(ChangeKind.LEFT, "before")
    won = len(found.of(ChangeKind.OPENED)) + of(ChangeKind.ENTERED, "after")
    assert gaps(after) == gaps(before) - lost + won
