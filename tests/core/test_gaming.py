"""Ways to talk an audit into a go, each of which is refused or named."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.model.checklist import Tailored
from readycheck.model.facts import Proven
from readycheck.model.report import Report
from readycheck.model.vocabulary import Outcome, Strength, Verdict
from readycheck.reports import Format, Options, render
from tests.core.building import LEAD, OTHER, SPONSOR, finding, item, plan, run


def notices(report: Report, kind: str) -> list[str]:
    return [notice.message for notice in report.notices if notice.kind == kind]


def test_a_blocker_that_the_policy_drops_is_no_plain_go() -> None:
    """Dropping has the effect of n/a by answer, so a go rests on it, and the sentence about blockers counts it."""
    dropped = item("terms")._replace(dropped=True, tailored=Tailored("dropped", "We sell no software"))
    report = run([dropped, item("marks")], {"legal.marks": "done"})
    assert report.verdict is Verdict.GO_WITH_CONDITIONS
    assert [(known.kind, known.subject) for known in report.reliances] == [("not_applicable", "legal.terms")]
    assert (report.blockers.total, report.blockers.proven, report.blockers.not_applicable) == (2, 1, 1)
    assert next(c for c in report.conditions if c.name == "blockers").value == "all 2"


@pytest.mark.parametrize("form", [Format.TEXT, Format.MARKDOWN])
@pytest.mark.parametrize("terminal", [False, True])
def test_what_left_the_count_and_what_differs_is_named_in_every_text(form: Format, terminal: bool) -> None:  # noqa: FBT001
    """An n/a by answer, a fact that rules out weight, and the class stand in text, on screen and on the page."""
    answers = {"legal.minor-thing": {"status": "not_applicable", "reason": "Not ours"}}
    given = plan(answers, profile={"paid": "no"}, launch={"class": "quiet"})
    items = [item("minor-thing", severity="minor"), item("price", applies={"profile": ["paid"]})]
    text = render(form, (run(items, given),), Options(terminal=terminal)).replace("\\", "")
    assert "legal.minor-thing" in text
    assert "class: quiet" in text
    assert "paid is no" in text


def test_without_an_owner_nobody_is_a_second_person() -> None:
    """An item that nobody owns cannot have been checked by somebody else than its owner."""
    given = plan(departments={"legal": {"lead": None, "items": {"terms": {"status": "done", "checked_by": OTHER}}}})
    found = finding(run([item("terms", second_person=True)], given), "legal.terms")
    assert found.outcome is Outcome.UNPROVEN


def test_somebody_of_the_same_department_does_not_approve_by_leading_another() -> None:
    """Whoever is to approve an n/a stands outside the department that wants it."""
    answer = {"status": "not_applicable", "reason": "Not us", "approved_by": OTHER}
    people = {OTHER: "legal"}
    assert finding(run([item("terms")], plan({"legal.terms": answer})), "legal.terms").outcome is Outcome.NOT_APPLICABLE
    assert (
        finding(run([item("terms")], plan({"legal.terms": answer}, people=people)), "legal.terms").outcome
        is Outcome.OPEN
    )


def test_nobody_is_their_own_deputy() -> None:
    """An absence is not covered by the person who is away."""
    away = [{"from": "T-1", "to": "T+1"}]
    people = {LEAD: {"department": "legal", "deputy": LEAD, "away": away}}
    present = item("present", rule={"kind": "lead_present"})
    assert finding(run([present], plan(people=people)), "legal.present").outcome is Outcome.OPEN


@pytest.mark.parametrize("same", [{"name": "Ann Lee"}, {"email": "ann@example.com"}], ids=["name", "e-mail"])
def test_two_ids_for_one_person_are_noticed_on_the_first_screen(same: dict[str, str]) -> None:
    """One human under two ids would be their own second person."""
    people: dict[str, Any] = {LEAD: {"department": "legal", **same}, OTHER: {"department": "finance", **same}}
    report = run([item("terms")], plan(people=people))
    assert notices(report, "person") == [f"{OTHER} and {LEAD} seem to be one person: they have the same name or e-mail"]
    assert report.notices[0].first_screen


def test_a_condition_whose_day_has_passed_is_overdue() -> None:
    """What a go rests on must not have been due already."""
    waiver = {
        "item": "legal.terms",
        "reason": "Next month",
        "approved_by": SPONSOR,
        "date": "2026-11-01",
        "until": "2027-01-31",
        "condition": {"what": "Restore rehearsed", "by": "2026-11-10"},
    }
    report = run([item("terms")], plan({"legal.terms": "todo"}, waivers=[waiver]))
    assert notices(report, "overdue") == ["what legal.terms rests on was due 2026-11-10: Restore rehearsed"]


def test_one_file_under_many_spellings_is_one_file() -> None:
    """Detours in a path do not hide that one file is offered for everything."""
    spellings = ["x.md", "./x.md", "legal/../x.md", "././a/b/../../x.md"]
    items = [item(f"item-{number}", evidence="document") for number in range(4)]
    proofs: dict[str, tuple[Proven, ...]] = {
        f"legal.item-{number}": (Proven(Strength.DOCUMENT, name),) for number, name in enumerate(spellings)
    }
    report = run(items, {f"legal.item-{number}": "done" for number in range(4)}, proofs=proofs)
    assert notices(report, "reused") == [
        "`x.md` is offered as proof of 4 items: legal.item-0, legal.item-1, legal.item-2, legal.item-3"
    ]
