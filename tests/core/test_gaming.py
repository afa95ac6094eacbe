"""Ways to talk an audit into a go, each of which is refused or named."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readycheck.model.checklist import Tailored
from readycheck.model.facts import Proven
from readycheck.model.policy import Require
from readycheck.model.report import Report
from readycheck.model.vocabulary import Outcome, Requirement, Strength, Verdict
from readycheck.reports import Format, Options, render
from tests.core.building import LEAD, OTHER, OWNER, SPONSOR, finding, item, plan, policy, proof, run


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
        f"legal.item-{number}": (Proven(Strength.DOCUMENT, name, digest="d"),) for number, name in enumerate(spellings)
    }
    report = run(items, {f"legal.item-{number}": "done" for number in range(4)}, proofs=proofs)
    assert notices(report, "reused") == [
        "`x.md` is offered as proof of 4 items: legal.item-0, legal.item-1, legal.item-2, legal.item-3"
    ]


def test_copies_of_one_file_are_one_file() -> None:
    """Four names for the same words prove no more than one name does; every name is told."""
    items = [item(f"item-{number}", evidence="document") for number in range(4)]
    names = ["a.md", "b.md", "b.md", "a.md"]
    proofs: dict[str, tuple[Proven, ...]] = {
        f"legal.item-{number}": (Proven(Strength.DOCUMENT, name, digest="d"),) for number, name in enumerate(names)
    }
    report = run(items, {f"legal.item-{number}": "done" for number in range(4)}, proofs=proofs)
    assert notices(report, "reused") == [
        (
            "`a.md` (and, word for word, as `b.md`) is offered as proof of 4 items: legal.item-0, legal.item-1, "
            "legal.item-2, legal.item-3"
        ),
    ]


def test_one_number_for_many_items_is_named() -> None:
    """A p95 hardly shows that four things are so; another number of the same file is another proof."""
    number = Proven(Strength.MEASUREMENT, "load.json: p95", measured="287, at most 300")
    items = ["legal.a", "legal.b", "legal.c", "legal.d"]
    given: dict[str, tuple[Proven, ...]] = dict.fromkeys(items, (number,))
    report = run([item(name[6:], evidence="measurement") for name in items], dict.fromkeys(items, "done"), proofs=given)
    assert notices(report, "reused") == [f"`load.json: p95` is offered as proof of 4 items: {', '.join(items)}"]
    given["legal.d"] = (number._replace(text="load.json: p99"),)
    report = run([item(name[6:], evidence="measurement") for name in items], dict.fromkeys(items, "done"), proofs=given)
    assert not notices(report, "reused")


def test_a_proof_from_before_what_it_builds_on_is_named() -> None:
    """A load test of October says nothing of the release of November."""
    items = [item("release"), item("load-test", needs=["legal.release"], evidence="document"), item("other")]
    proofs = {
        "legal.release": proof(dated=date(2026, 11, 2)),
        "legal.load-test": proof(dated=date(2026, 10, 30)),
        "legal.other": proof(dated=date(2026, 1, 1)),
    }
    items[0] = item("release", evidence="document")
    report = run(items, dict.fromkeys(proofs, "done"), proofs=proofs)
    assert notices(report, "older") == [
        "a proof is older than what it builds on: legal.load-test (2026-10-30; legal.release 2026-11-02)"
    ]
    same_day = {**proofs, "legal.load-test": proof(dated=date(2026, 11, 2))}
    assert not notices(run(items, dict.fromkeys(proofs, "done"), proofs=same_day), "older")


# ---------------------------------------------------------------- who says so
#: People beside those of every plan: the lead under another id, a mailbox, and counsel of another company.
PEOPLE = {
    "lea_legal": "finance",
    "l.b": {"department": "finance", "email": "LEA@example.com"},
    "helpdesk": {"department": "support", "team": True},
    "ann.counsel": "external",
    LEAD: {"department": "legal", "email": "lea@example.com"},
    "lea.two": {"name": "Lea\u00a0 Legal", "department": "finance"},
    "olly": {"name": "Mara  Lind", "department": "support"},
}


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (None, "checked by nobody but its owner"),
        (LEAD, "checked by its own owner only"),
        ("lea_legal", "checked by lea_legal, who seems to be its owner under another id"),
        ("l.b", "checked by l.b, who seems to be its owner under another id"),
        ("helpdesk", "checked by helpdesk, which is a team and no person"),
        ("nobody", "checked by nobody, who is not in the plan"),
        (OWNER, "checked by whoever gave the proof"),
        ("olly", "checked by whoever gave the proof"),
        ("lea.two", "checked by lea.two, who seems to be its owner under another id"),
        (OTHER, None),
        ("ann.counsel", None),
    ],
)
def test_a_second_person_is_one_other_person(person: str | None, reason: str | None) -> None:
    """Neither the owner under any id, nor a mailbox, nor whoever gave the proof can check it; anybody else can."""
    answer = {"status": "done"} | ({"checked_by": person} if person else {})
    report = run(
        [item("terms", evidence="document", second_person=True)],
        plan({"legal.terms": answer}, people=PEOPLE),
        proofs={"legal.terms": proof(by=OWNER)},
    )
    found = finding(report, "legal.terms")
    assert (found.outcome is Outcome.MET, found.reason or None) == (reason is None, reason)


@pytest.mark.parametrize(
    ("person", "defect"),
    [
        (OTHER, None),
        (LEAD, "was approved by the item's own owner"),
        ("lea_legal", "was approved by lea_legal, who seems to be its owner under another id"),
        ("helpdesk", "was approved by helpdesk, which is a team and no person"),
        ("ann.counsel", "was approved by somebody outside the company"),
        ("nobody", "was approved by nobody, who is not in the plan"),
    ],
)
def test_a_waiver_is_the_word_of_one_other_person_of_the_company(person: str, defect: str | None) -> None:
    """The owner under any id, a mailbox or another company cannot accept a risk for this one."""
    waiver = {"item": "legal.terms", "reason": "Later", "approved_by": person, "date": "2026-11-01"}
    report = run(
        [item("terms", severity="major")],
        plan({"legal.terms": "todo"}, people=PEOPLE, waivers=[{**waiver, "until": "2027-01-31"}]),
        rules=policy(require=Require(blocker=Requirement.WAIVED, major=Requirement.WAIVED, minor=Requirement.ANY)),
    )
    assert [known.defect for known in report.waivers] == [defect]
    assert (report.verdict is Verdict.NO_GO) == (defect is not None)


@pytest.mark.parametrize(
    ("sponsor", "person", "reason"),
    [
        (SPONSOR, OTHER, None),
        (SPONSOR, "ann.counsel", "marked n/a, approved by somebody outside the company"),
        ("ann.counsel", "ann.counsel", "marked n/a, approved by somebody outside the company"),
    ],
)
def test_an_exemption_is_approved_by_somebody_of_the_company(sponsor: str, person: str, reason: str | None) -> None:
    """An agency may lead a department, and still it accepts no risk for the company: nor does a sponsor from outside."""
    given = plan(
        {"legal.terms": {"status": "not_applicable", "reason": "No contracts", "approved_by": person}},
        people=PEOPLE,
        launch={"sponsor": sponsor},
        departments={"finance": {"lead": person}},
    )
    found = finding(run([item("terms", severity="blocker")], given), "legal.terms")
    assert (found.outcome is Outcome.NOT_APPLICABLE, found.reason) == (reason is None, reason or "No contracts")


@pytest.mark.parametrize("person", [OTHER, LEAD, "lea_legal", "helpdesk", "ann.counsel"])
def test_a_refusal_is_agreed_by_one_other_person_of_the_company(person: str) -> None:
    """`will_not_do` is explained by a reason and the word of somebody who may accept it."""
    answer = {"status": "will_not_do", "reason": "Not for this launch", "approved_by": person}
    report = run(
        [item("terms", severity="major")],
        plan({"legal.terms": answer}, people=PEOPLE),
        rules=policy(require=Require(blocker=Requirement.WAIVED, major=Requirement.EXPLAINED, minor=Requirement.ANY)),
    )
    assert (report.verdict is Verdict.GO_WITH_CONDITIONS) == (person == OTHER)


@pytest.mark.parametrize(
    ("proofs", "evidence", "reason"),
    [
        (
            Proven(Strength.CLAIM, "ok.md", weakness="says less than a sentence"),
            "document",
            "`ok.md` says less than a sentence: only a claim; needs a document",
        ),
        (Proven(Strength.CLAIM, "ok.md", weakness="says less than a sentence"), "claim", None),
        (
            Proven(Strength.CLAIM, "https://x.example/draft", weakness="leads to a draft"),
            "link",
            "`https://x.example/draft` leads to a draft: only a claim; needs a link",
        ),
        (
            Proven(Strength.DOCUMENT, "load.md"),
            "measurement",
            "only a document; needs a number in a file, with its limit",
        ),
        (Proven(Strength.MEASUREMENT, "load.json: p95 287, at most 300"), "document", None),
        (
            Proven(Strength.MEASUREMENT, "load.json: p95", "is 301, and should be at most 300"),
            "claim",
            "proof `load.json: p95` is 301, and should be at most 300",
        ),
    ],
)
def test_a_proof_counts_as_what_it_is(proofs: Proven, evidence: str, reason: str | None) -> None:
    """A word in a file and a draft are claims; a measurement counts as every weaker kind, and disproves where it fails."""
    report = run([item("terms", evidence=evidence)], {"legal.terms": "done"}, proofs={"legal.terms": (proofs,)})
    found = finding(report, "legal.terms")
    assert (found.outcome is Outcome.MET, found.reason or None) == (reason is None, reason)


def test_why_a_document_has_no_day_is_told() -> None:
    """Where no date is given and git knows none, the reason says why."""
    proofs = {"legal.terms": proof(undated="has changes that are not committed")}
    report = run([item("terms", evidence="document", max_age_days=30)], {"legal.terms": "done"}, proofs=proofs)
    assert finding(report, "legal.terms").reason == (
        "proof `legal/proof.md` has no date (has changes that are not committed), and may be at most 30 days old"
    )


@pytest.mark.parametrize(
    ("days", "until", "expires"),
    [
        (90, "2026-12-24", date(2026, 12, 24)),
        (40, "2027-06-30", date(2026, 12, 31)),
        (40, None, date(2026, 12, 31)),
        (None, "2026-12-24", date(2026, 12, 24)),
        (None, None, None),
    ],
)
def test_of_two_ends_of_a_proof_the_earlier_counts(days: int | None, until: str | None, expires: date | None) -> None:
    """A proof of 21 November is good for so many days, and no longer than it says itself; one of today is good."""
    ages = {} if days is None else {"max_age_days": days}
    ends = None if until is None else date.fromisoformat(until)
    proofs = {
        "legal.terms": proof(dated=date(2026, 11, 21), valid_until=ends),
        "legal.marks": proof(dated=date(2026, 11, 22)),
    }
    items = [item("terms", evidence="document", **ages), item("marks", evidence="document")]
    report = run(items, dict.fromkeys(proofs, "done"), proofs=proofs)
    assert [finding(report, name).outcome for name in proofs] == [Outcome.MET, Outcome.MET]
    assert finding(report, "legal.terms").expires == expires


def test_a_measurement_that_fails_beside_another_proof_is_named() -> None:
    """The strongest proof that holds counts; that a number says otherwise is on the first screen."""
    failed = Proven(Strength.MEASUREMENT, "load.json: p95", "is 412, and should be at most 300")
    proofs: dict[str, tuple[Proven, ...]] = {
        "legal.terms": (failed, Proven(Strength.CLAIM, "Tried by three customers"))
    }
    report = run([item("terms", evidence="claim")], {"legal.terms": "done"}, proofs=proofs)
    assert finding(report, "legal.terms").outcome is Outcome.MET
    assert [(known.message, known.first_screen) for known in report.notices if known.kind == "disproved"] == [
        (
            "legal.terms is proven by `Tried by three customers`, although `load.json: p95` is 412, and should be at most 300",
            True,
        )
    ]
