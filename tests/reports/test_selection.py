"""Narrowing a report: fewer gaps are listed, and nothing that was computed changes."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.model.report import Finding, Report
from readycheck.model.vocabulary import Severity, Stage
from readycheck.reports import Format, Options, Selection, render, select
from tests.core.strategies import DEPARTMENTS, LEADS, OWNER, Case, cases
from tests.reports.conftest import WORD, report_of

#: What a selection may narrow. Everything else of a report is what was computed.
NARROWED = {"between", "findings", "gaps", "headline", "obligations", "shown"}


def some(values: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Return a strategy of some of the values, often none."""
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


selections = st.builds(
    Selection,
    departments=some(list(DEPARTMENTS)),
    stages=some(list(Stage)),
    owners=some([OWNER, *LEADS.values()]),
    severities=some(list(Severity)),
)


def is_kept(finding: Finding, selection: Selection) -> bool:
    """Return whether each kind that is named names the finding."""
    holder = finding.timing.holder.id if finding.timing and finding.timing.holder else None
    owner = finding.owner.id if finding.owner else None
    leads = {LEADS[department] for department in selection.departments}
    by_department = finding.department in selection.departments or not {owner, holder}.isdisjoint(leads)
    return (
        (by_department or not selection.departments)
        and (finding.stage in selection.stages or not selection.stages)
        and (owner in selection.owners or holder in selection.owners or not selection.owners)
        and (finding.severity in selection.severities or not selection.severities)
    )


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(case=cases(), selection=selections)
def test_a_selection_changes_only_what_is_listed(case: Case, selection: Selection) -> None:
    """Verdict, course, every figure, condition, department and step are those of the whole report."""
    report = case.run()
    shown = select(report, selection)
    kept = [name for name in Report._fields if name not in NARROWED]
    assert [getattr(shown, name) for name in kept] == [getattr(report, name) for name in kept]


@settings(max_examples=300, suppress_health_check=list(HealthCheck))
@given(case=cases(), selection=selections)
def test_a_selection_lists_exactly_what_it_names_in_the_same_order(case: Case, selection: Selection) -> None:
    """A gap is listed if and only if each kind names it; of several values of a kind one is enough."""
    report = case.run()
    shown = select(report, selection)
    assert shown.gaps == tuple(gap for gap in report.gaps if is_kept(gap, selection))
    assert shown.findings == tuple(finding for finding in report.findings if is_kept(finding, selection))
    assert set(shown.headline) <= set(shown.gaps)


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(case=cases())
def test_no_selection_changes_nothing(case: Case) -> None:
    """Without options the report is the report."""
    report = case.run()
    assert select(report, Selection()) == report
    assert report.shown == ""


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (Selection(departments=("legal",)), ["legal"]),
        (Selection(stages=("buy", "use")), ["buy", "use"]),
        (Selection(owners=("dana.cho",), severities=("blocker",)), ["dana.cho", "blocker"]),
    ],
    ids=["department", "stages", "owner and severity"],
)
def test_a_selection_says_what_it_shows_and_of_how_many(selection: Selection, words: list[str]) -> None:
    """A narrowed report names each value of the selection, and counts what is shown of what there is."""
    report = report_of(WORD)
    shown = select(report, selection)
    assert all(word in shown.shown for word in words)
    assert f"{len(shown.gaps)} of {len(report.gaps)} gaps" in shown.shown


def test_an_owner_is_also_whoever_holds_a_gap_up() -> None:
    """A person's list has the gaps of others that wait for that person."""
    report = report_of(WORD)
    gap = report.gaps[0]
    assert gap.timing is not None
    assert gap.owner is not None
    held = gap._replace(timing=gap.timing._replace(holder=gap.owner._replace(id="somebody.else")))
    report = report._replace(gaps=(held, *report.gaps[1:]))
    assert select(report, Selection(owners=("somebody.else",))).gaps == (held,)


def test_what_lies_between_departments_is_narrowed_to_those_it_lies_between() -> None:
    """A handoff, a promise, a fact told in two ways and an ask are shown to both departments, and to their owner."""
    whole = report_of(WORD).between
    assert [handoff.ends for handoff in whole.handoffs] == [
        "support -> partner:KOVA",
        "legal -> support",
        "legal -> support",
    ]

    def shown(**selection: tuple[str, ...]) -> list[int]:
        between = select(report_of(WORD), Selection(**selection)).between
        assert (between.journeys, between.falls) == (whole.journeys, whole.falls)
        return [len(part) for part in (between.handoffs, between.promises, between.contradictions, between.asks)]

    assert shown() == [3, 1, 1, 1]
    assert shown(departments=("legal",)) == [2, 1, 1, 1]
    assert shown(departments=("support",)) == [3, 0, 1, 1]
    assert shown(departments=("finance",)) == [0, 0, 0, 0]
    assert shown(owners=("lee.ng",)) == [1, 0, 1, 1]
    assert shown(stages=("learn",)) == [3, 1, 1, 1]


def test_what_is_owed_is_narrowed_to_whose_it_is_and_who_sees_to_it() -> None:
    """What the meeting asked for concerns every department, and of people whoever sees to it."""

    def shown(**selection: tuple[str, ...]) -> list[str]:
        return [known.origin.value for known in select(report_of(WORD), Selection(**selection)).obligations]

    assert shown() == ["sign-off", "waiver", "decision", "despite"]
    assert shown(departments=("support",)) == ["waiver", "decision"]
    assert shown(departments=("legal",)) == ["sign-off", "decision", "despite"]
    assert shown(owners=("lee.ng",)) == []
    assert shown(owners=("dana.cho",)) == ["sign-off", "waiver", "decision", "despite"]


@pytest.mark.parametrize("form", [Format.MARKDOWN, Format.HTML])
def test_what_is_narrowed_does_not_call_itself_all(form: Format) -> None:
    """Of the two blockers without a way to yes the department has one; its list is not that of all gaps."""
    report = report_of(WORD)
    gaps = tuple(gap._replace(stuck=gap.severity is Severity.BLOCKER) for gap in report.gaps)
    report = report._replace(gaps=gaps, headline=gaps[:2], blockers=report.blockers._replace(waived=0, stuck=2))
    whole = render(form, (report,), Options())
    assert f"All {len(report.gaps)} gaps" in whole
    assert "The 2 blockers without a way to yes" in whole
    shown = select(report, Selection(severities=(Severity.BLOCKER,), departments=("legal",)))
    assert [gap.item for gap in shown.gaps] == ["legal.terms"]
    narrowed = render(form, (shown,), Options())
    assert "The 1 gap shown" in narrowed
    assert "The blocker without a way to yes" in narrowed
    assert "All 1 gap" not in narrowed


@pytest.mark.parametrize("form", [Format.TEXT, Format.MARKDOWN, Format.HTML])
def test_a_page_that_travels_says_what_could_not_be_checked(form: Format) -> None:
    """Where a rule of ours crashed, the page itself says so, not only the exit code of the run."""
    report = report_of("Aurora")._replace(defects=tuple(f"legal.item-{number}" for number in range(7)))
    page = render(form, (report,), Options())
    told = "Not checked, because readycheck itself failed: legal.item-0, legal.item-1, legal.item-2, legal.item-3"
    assert told in page.replace("\\", "")
    assert "and 2 more. That counts as no answer." in page
