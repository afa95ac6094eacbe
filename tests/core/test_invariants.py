"""What holds of every audit (design.md, end of section 6), on generated audits, at least 1,000 each."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from readycheck.model.checklist import ChecklistItem, Item
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Report
from readycheck.model.timeline import Timeline
from readycheck.model.vocabulary import Course, Measure, Outcome, Requirement, Severity, Verdict
from readycheck.model.word import words_of
from tests.core.strategies import DEPARTMENTS, FACTS, LEADS, MILESTONES, SPONSOR, TODAY, Case, cases

pytestmark = pytest.mark.usefixtures("untraced")

EXAMPLES = 1_000
thorough = settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))

VERDICTS, COURSES = list(Verdict), list(Course)


def gaps_that_can_be_met(case: Case, report: Report) -> list[str]:
    """Gaps whose own answer is what is missing: neither an undecided fact nor a prerequisite."""
    gaps = []
    for finding in report.findings:
        if finding.outcome.is_gap and finding.undecided_fact is None:
            met = next(f for f in case.meeting(finding.item).run().findings if f.item == finding.item)
            if met.outcome is Outcome.MET:
                gaps.append(finding.item)
    return gaps


@thorough
@given(cases())
def test_every_figure_is_a_percentage(case: Case) -> None:
    """Each figure lies in [0, 100], or does not exist because nothing that weighs applies."""
    report = case.run()
    parts = [report.figures, *(d.figures for d in report.departments), *(s.figures for s in report.stages)]
    for figures in parts:
        assert 0 <= figures.not_applicable_share <= 100
        values = [figures.proven, figures.claimed, figures.planned, figures.answered]
        assert all(value is None for value in values) == (figures.possible_points == 0)
        assert all(0 <= value <= 100 for value in values if value is not None)
        if figures.proven is not None and figures.claimed is not None and figures.planned is not None:
            assert figures.proven <= figures.claimed
            assert figures.proven <= figures.planned


@thorough
@given(cases(), st.data())
def test_meeting_a_gap_never_makes_anything_worse(case: Case, data: st.DataObject) -> None:
    """Proven, claimed and answered never fall, verdict and course never worsen, when a gap is met."""
    before = case.run()
    gaps = gaps_that_can_be_met(case, before)
    assume(gaps)
    after = case.meeting(data.draw(st.sampled_from(gaps))).run()
    for measure in ("proven", "claimed", "answered"):
        assert (
            getattr(after.figures, measure) >= getattr(before.figures, measure)
            if before.figures.possible_points
            else True
        )
    assert VERDICTS.index(after.verdict) >= VERDICTS.index(before.verdict)
    assert COURSES.index(after.course) >= COURSES.index(before.course)


@thorough
@given(cases(), st.sampled_from(["blocker", "major", "minor"]), st.sampled_from(DEPARTMENTS))
def test_an_unplanned_open_item_never_raises_a_figure(case: Case, severity: str, department: str) -> None:
    """A new open item that nobody plans to close raises neither proven nor claimed nor planned."""
    spec = ChecklistItem.model_validate(
        {
            "id": "new",
            "title": "A title",
            "ask": "A question?",
            "why": "A reason.",
            "fix": ["A step"],
            "stage": "use",
            "milestone": "beta",
            "severity": severity,
        }
    )
    added = replace(case, items=(*case.items, Item(f"{department}.new", department, spec)))
    added = added.with_answer(f"{department}.new", {"status": "todo"})
    before, after = case.run().figures, added.run().figures
    for measure in ("proven", "claimed", "planned"):
        if getattr(before, measure) is not None:
            assert getattr(after, measure) <= getattr(before, measure)


@thorough
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_files_and_answers_changes_nothing(case: Case, random: st.randoms) -> None:  # type: ignore[valid-type]
    """Departments, answers, people and facts in another order give an equal report."""
    departments = list(case.plan["departments"].items())
    random.shuffle(departments)  # type: ignore[attr-defined]
    shuffled = {name: {**part, "items": dict(reversed(part["items"].items()))} for name, part in departments}
    people = dict(reversed(case.plan["people"].items()))
    profile = dict(reversed(case.plan["profile"].items()))
    again = case.with_plan(departments=shuffled, people=people, profile=profile)
    assert case.run() == again.run()


@thorough
@given(cases(), st.data())
def test_a_waiver_changes_no_figure_and_buys_no_plain_go(case: Case, data: st.DataObject) -> None:
    """A waiver moves no figure, never turns no_go into a plain go, and worsens only by exceeding a budget."""
    item = data.draw(st.sampled_from([item.id for item in case.items]))
    waiver = {
        "item": item,
        "reason": "A reason",
        "approved_by": data.draw(st.sampled_from([SPONSOR, *LEADS.values()])),
        "date": TODAY.isoformat(),
        "until": (TODAY + timedelta(days=100)).isoformat(),
    }
    before = case.run()
    after = case.with_plan(waivers=[*case.plan["waivers"], waiver]).run()
    assert before.figures == after.figures
    assert [d.figures for d in before.departments] == [d.figures for d in after.departments]
    if before.verdict is Verdict.NO_GO:
        assert after.verdict is not Verdict.GO
    if (
        VERDICTS.index(after.verdict) < VERDICTS.index(before.verdict)
        and after.verdict is not Verdict.GO_WITH_CONDITIONS
    ):
        over = [
            condition for condition in after.conditions if condition.measure is Measure.WAIVERS and not condition.holds
        ]
        assert over
        assert any(item in condition.items for condition in over)


def completions(case: Case, report: Report, data: st.DataObject) -> Case:
    """Return the case with every unknown settled somehow: facts decided, items answered, sign-offs given."""
    profile = {
        fact: value
        if (value := case.plan["profile"].get(fact, "unknown")) != "unknown"
        else data.draw(st.sampled_from(["yes", "no"]))
        for fact in FACTS
    }
    complete = case.with_plan(profile=profile)
    for finding in complete.run().findings:
        if finding.outcome is Outcome.UNKNOWN and finding.reason == "no answer" and data.draw(st.integers(0, 4)):
            complete = complete.meeting(finding.item)
    departments = {
        name: {
            **part,
            "signoffs": [
                *part["signoffs"],
                *(
                    []
                    if next(d for d in report.departments if d.id == name).sign_off.decision is not None
                    else [{"for": report.milestone, "by": part["lead"], "date": TODAY.isoformat(), "decision": "go"}]
                ),
            ],
        }
        for name, part in complete.plan["departments"].items()
    }
    return complete.with_plan(departments=departments)


@thorough
@given(cases(), st.data())
def test_no_go_means_that_no_completion_reaches_a_go(case: Case, data: st.DataObject) -> None:
    """However the unknowns of a no_go are settled, it is no go."""
    report = case.run()
    assume(report.verdict is Verdict.NO_GO)
    assert not completions(case, report, data).run().verdict.is_go


@thorough
@given(cases(), st.data())
def test_deleting_a_gaps_answer_is_no_way_to_a_go(case: Case, data: st.DataObject) -> None:
    """Deleting what the plan says of a gap turns no_go into undecided at best."""
    report = case.run()
    answered = [f.item for f in report.findings if f.outcome.is_gap and f.item in case.answers()]
    assume(report.verdict is Verdict.NO_GO and answered)
    after = case.with_answer(data.draw(st.sampled_from(answered)), None).run()
    assert after.verdict in {Verdict.NO_GO, Verdict.UNDECIDED}


@thorough
@given(cases())
def test_an_open_blocker_is_never_a_plain_go(case: Case) -> None:
    """Where blockers must be met or waived, one that is a gap rules out a plain go."""
    assume(case.policy.require.blocker in {Requirement.MET, Requirement.WAIVED})
    report = case.run()
    if any(gap.severity is Severity.BLOCKER for gap in report.gaps):
        assert report.verdict is not Verdict.GO


@thorough
@given(cases())
def test_what_holds_as_things_stand_holds_at_best_and_on_course(case: Case) -> None:
    """Conditions are monotone, so a go is on course and no_go comes before undecided."""
    report = case.run()
    for condition in report.conditions:
        if condition.holds:
            assert condition.holds_at_best
            assert condition.holds_on_course
    if report.verdict.is_go:
        assert report.course is Course.ON_COURSE


@thorough
@given(cases())
def test_blockers_are_counted_once_each(case: Case) -> None:
    """The parts of the sentence about blockers add up to how many apply."""
    count = case.run().blockers
    parts = (count.proven, count.planned, count.waived, count.not_applicable, count.stuck)
    assert sum(parts) == count.total
    assert min(parts) >= 0


@thorough
@given(st.sets(st.sampled_from(MILESTONES), min_size=2), st.data())
def test_undating_a_milestone_takes_no_item_out_of_a_remaining_count(dated: set[str], data: st.DataObject) -> None:
    """Whatever counts for a milestone still counts for it once another milestone has no date."""
    days = {name: TODAY + timedelta(days=10 * index) for index, name in enumerate(MILESTONES) if name in dated}
    removed = data.draw(st.sampled_from(sorted(dated)))
    before = Timeline(MILESTONES, days)
    after = Timeline(MILESTONES, {name: day for name, day in days.items() if name != removed})
    for milestone in MILESTONES:
        for audited in after.days:
            if before.is_counted(milestone, audited):
                assert after.is_counted(milestone, audited)


@thorough
@given(cases())
def test_every_departure_from_the_default_is_named(case: Case) -> None:
    """Class, facts that rule weight out, undated milestones and dropped items are in the report."""
    report = case.run()
    named = {departure.what for departure in report.departures}
    if report.launch.launch_class != "standard":
        assert "class" in named
    for fact in FACTS:
        concerned = [
            item
            for item in case.items
            if fact in item.spec.applies.profile
            and item.spec.severity is not Severity.INFO
            and case.policy.weights.of(item.spec.severity)
            and next(f for f in report.findings if f.item == item.id).counted
        ]
        if case.plan["profile"].get(fact) == "no" and concerned:
            assert f"profile: {fact} is no" in named
    if len(case.plan["launch"]["milestones"]) < len(MILESTONES):
        assert "milestones without a date" in named


@thorough
@given(cases())
def test_a_gap_finishes_after_what_it_needs_and_starts_in_time_for_what_waits(case: Case) -> None:
    """Earliest finish respects prerequisites, and no prerequisite starts later than it must."""
    report = case.run()
    by_id = {finding.item: finding for finding in report.findings}
    for item in case.items:
        timing = by_id[item.id].timing
        if timing is None:
            continue
        assert timing.chain[-1] == item.id
        assert timing.slack_days == (timing.milestone - timing.earliest_finish).days
        for need in item.spec.needs:
            before = by_id[need].timing
            if before is not None:
                assert timing.earliest_finish >= before.earliest_finish
                assert before.latest_start + timedelta(days=before.remaining_days) <= timing.latest_start


@pytest.mark.parametrize("milestone", ["beta", "ga", "hypercare"])
@settings(max_examples=EXAMPLES // 3 + 1, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_every_milestone_has_exactly_one_verdict_and_course(case: Case, milestone: str) -> None:
    """Auditing a milestone says of it what the table of milestones says."""
    assume(milestone in case.plan["launch"]["milestones"])
    report = case.run(milestone)
    row = next(row for row in report.milestones if row.id == milestone)
    assert (row.verdict, row.course) == (report.verdict, report.course)
    assert row.verdict in VERDICTS
    assert row.course in COURSES


@thorough
@given(cases(), st.data())
def test_words_that_others_wrote_make_nothing_better(case: Case, data: st.DataObject) -> None:
    """Neither verdict nor course, whichever words are disowned, but for budgets of what is n/a or waived."""
    words = list(words_of(LaunchPlan.model_validate(case.plan)))
    assume(words)
    disowned = data.draw(st.sets(st.sampled_from(words), min_size=1))
    budgets = {Measure.NOT_APPLICABLE_SHARE, Measure.WAIVERS}
    limits = tuple(limit for limit in case.policy.limits if limit.measure not in budgets)
    trusting = replace(case, policy=case.policy._replace(limits=limits))
    authors = {word.path: "was written by somebody else" for word in disowned}
    before, after = trusting.run(), replace(trusting, authors=authors).run()
    assert VERDICTS.index(after.verdict) <= VERDICTS.index(before.verdict)
    assert COURSES.index(after.course) <= COURSES.index(before.course)
