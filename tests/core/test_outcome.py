"""From answer to outcome (design.md §4)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readycheck.audit.answers import Response
from readycheck.audit.outcome import judge
from readycheck.model.facts import Proven
from readycheck.model.vocabulary import Outcome, Strength
from readycheck.rules import Rule, Ruling, Subject
from tests.core.building import AS_OF, LEAD, OTHER, OWNER, finding, item, plan, proof, run

# applies, profile, class -> outcome of an item that is answered done
APPLIES: dict[str, tuple[dict[str, Any], dict[str, str], str, Outcome]] = {
    "nothing named": ({}, {}, "standard", Outcome.MET),
    "fact yes": ({"profile": ["paid"]}, {"paid": "yes"}, "standard", Outcome.MET),
    "fact no": ({"profile": ["paid"]}, {"paid": "no"}, "standard", Outcome.NOT_APPLICABLE),
    "fact unknown": ({"profile": ["paid"]}, {"paid": "unknown"}, "standard", Outcome.UNKNOWN),
    "fact absent": ({"profile": ["paid"]}, {}, "standard", Outcome.UNKNOWN),
    "one no beats one unknown": ({"profile": ["hosted", "paid"]}, {"paid": "no"}, "standard", Outcome.NOT_APPLICABLE),
    "one unknown among yes": ({"profile": ["hosted", "paid"]}, {"paid": "yes"}, "standard", Outcome.UNKNOWN),
    "class named": ({"classes": ["flagship", "standard"]}, {}, "standard", Outcome.MET),
    "class not named": ({"classes": ["flagship"]}, {}, "quiet", Outcome.NOT_APPLICABLE),
    "class no beats fact unknown": (
        {"classes": ["flagship"], "profile": ["paid"]},
        {},
        "quiet",
        Outcome.NOT_APPLICABLE,
    ),
}


@pytest.mark.parametrize("case", APPLIES.values(), ids=APPLIES.keys())
def test_applicability_comes_before_the_answer(case: tuple[dict[str, Any], dict[str, str], str, Outcome]) -> None:
    """One no rules an item out, else one unknown leaves it unknown, whatever its answer says."""
    applies, profile, launch_class, outcome = case
    given = plan({"legal.terms": "done"}, profile=profile, launch={"class": launch_class})
    found = finding(run([item("terms", applies=applies)], given), "legal.terms")
    assert found.outcome is outcome
    assert (found.undecided_fact is not None) == (outcome is Outcome.UNKNOWN)


# least evidence and more, proofs, further answer -> outcome, a word of the reason
DONE: dict[str, tuple[dict[str, Any], tuple[Proven, ...], dict[str, Any], Outcome, str]] = {
    "none asked": ({"evidence": "none"}, (), {}, Outcome.MET, ""),
    "none given": ({"evidence": "claim"}, (), {}, Outcome.UNPROVEN, "no proof"),
    "strong enough": ({"evidence": "document"}, proof(), {}, Outcome.MET, ""),
    "stronger than asked": ({"evidence": "claim"}, proof(), {}, Outcome.MET, ""),
    "too weak": ({"evidence": "document"}, proof(Strength.LINK), {}, Outcome.UNPROVEN, "only a link"),
    "defective": ({"evidence": "document"}, proof(defect="is empty"), {}, Outcome.UNPROVEN, "is empty"),
    "one good among bad": ({"evidence": "document"}, proof(defect="is empty") + proof(), {}, Outcome.MET, ""),
    "ends before launch": (
        {"evidence": "document"},
        proof(valid_until=date(2026, 12, 21)),
        {},
        Outcome.UNPROVEN,
        "ends 2026-12-21",
    ),
    "ends on launch day": ({"evidence": "document"}, proof(valid_until=date(2026, 12, 22)), {}, Outcome.MET, ""),
    "dated in the future": (
        {"evidence": "document"},
        proof(dated=date(2026, 11, 23)),
        {},
        Outcome.UNPROVEN,
        "in the future",
    ),
    "undated where age matters": (
        {"evidence": "document", "max_age_days": 60},
        proof(),
        {},
        Outcome.UNPROVEN,
        "has no date",
    ),
    "too old on launch day": (
        {"evidence": "document", "max_age_days": 60},
        proof(dated=date(2026, 10, 22)),
        {},
        Outcome.UNPROVEN,
        "ends 2026-12-21",
    ),
    "just young enough on launch day": (
        {"evidence": "document", "max_age_days": 60},
        proof(dated=date(2026, 10, 23)),
        {},
        Outcome.MET,
        "",
    ),
    "second person missing": ({"second_person": True}, (), {}, Outcome.UNPROVEN, "checked by nobody"),
    "second person is the owner": (
        {"second_person": True},
        (),
        {"checked_by": LEAD},
        Outcome.UNPROVEN,
        "own owner",
    ),
    "could not be looked at": (
        {"evidence": "document"},
        proof(unreached="did not answer in 10 s"),
        {},
        Outcome.UNKNOWN,
        "could not check: `legal/proof.md` did not answer in 10 s",
    ),
    "one of two could not be looked at": (
        {"evidence": "document"},
        (*proof(unreached="did not answer in 10 s"), *proof()),
        {},
        Outcome.MET,
        "",
    ),
    "one proves nothing, one could not be looked at": (
        {"evidence": "document"},
        (*proof(defect="is empty"), *proof(unreached="did not answer in 10 s")),
        {},
        Outcome.UNKNOWN,
        "could not check: `legal/proof.md` did not answer",
    ),
    "could not be looked at, and would not do": (
        {"evidence": "document"},
        proof(Strength.LINK, unreached="did not answer in 10 s"),
        {},
        Outcome.UNPROVEN,
        "only a link; needs a document",
    ),
    "could not be looked at, and is over": (
        {"evidence": "document"},
        proof(valid_until=date(2026, 12, 1), unreached="did not answer in 10 s"),
        {},
        Outcome.UNPROVEN,
        "ends 2026-12-01",
    ),
    "could not be looked at, and nobody checked it": (
        {"evidence": "document", "second_person": True},
        proof(unreached="did not answer in 10 s"),
        {},
        Outcome.UNPROVEN,
        "checked by nobody",
    ),
    "could not be looked at, and need not be": (
        {"evidence": "none"},
        proof(unreached="did not answer in 10 s"),
        {},
        Outcome.MET,
        "",
    ),
    "second person is another": ({"second_person": True}, (), {"checked_by": OWNER}, Outcome.MET, ""),
}


@pytest.mark.parametrize("case", DONE.values(), ids=DONE.keys())
def test_done_counts_once_it_is_proven(
    case: tuple[dict[str, Any], tuple[Proven, ...], dict[str, Any], Outcome, str],
) -> None:
    """Evidence of the least strength that holds on launch day, second-checked where asked, or it is only claimed."""
    fields, proofs, answer, outcome, words = case
    report = run(
        [item("terms", **fields)], {"legal.terms": {"status": "done", **answer}}, proofs={"legal.terms": proofs}
    )
    found = finding(report, "legal.terms")
    assert found.outcome is outcome
    assert words in found.reason


def test_the_longest_lasting_of_the_strongest_proofs_counts() -> None:
    """The last day of the proof that counts is shown."""
    proofs = (
        Proven(Strength.LINK, "https://example.com", valid_until=date(2028, 1, 1)),
        *proof(valid_until=date(2027, 1, 1)),
        *proof(valid_until=date(2027, 6, 1)),
    )
    report = run([item("terms", evidence="link")], {"legal.terms": "done"}, proofs={"legal.terms": proofs})
    assert finding(report, "legal.terms").expires == date(2027, 6, 1)


# who approves, what the item allows -> outcome
EXEMPT: dict[str, tuple[dict[str, Any], dict[str, Any], Outcome]] = {
    "free": ({"not_applicable": "free"}, {}, Outcome.NOT_APPLICABLE),
    "never": ({"not_applicable": "never"}, {"reason": "R", "approved_by": "tom.oduya"}, Outcome.OPEN),
    "with reason": ({"severity": "major"}, {"reason": "R"}, Outcome.NOT_APPLICABLE),
    "without reason": ({"severity": "major"}, {}, Outcome.OPEN),
    "blocker, approved by another lead": ({}, {"reason": "R", "approved_by": OTHER}, Outcome.NOT_APPLICABLE),
    "blocker, approved by the launch owner": ({}, {"reason": "R", "approved_by": OWNER}, Outcome.OPEN),
    "blocker, owned and approved by another lead": (
        {},
        {"reason": "R", "owner": OTHER, "approved_by": OTHER},
        Outcome.OPEN,
    ),
}


@pytest.mark.parametrize("case", EXEMPT.values(), ids=EXEMPT.keys())
def test_not_applicable_takes_what_the_item_asks(case: tuple[dict[str, Any], dict[str, Any], Outcome]) -> None:
    """An n/a that is not agreed as the item asks is an open gap, and says so."""
    fields, answer, outcome = case
    found = finding(
        run([item("terms", **fields)], {"legal.terms": {"status": "not_applicable", **answer}}), "legal.terms"
    )
    assert found.outcome is outcome
    assert ("marked n/a" in found.reason) == (outcome is Outcome.OPEN)


@pytest.mark.parametrize(
    ("prerequisite", "outcome"),
    [
        ("done", Outcome.MET),
        ({"status": "not_applicable", "reason": "R", "approved_by": OTHER}, Outcome.MET),
        ("todo", Outcome.UNPROVEN),
        (None, Outcome.UNKNOWN),
    ],
    ids=["met", "n/a", "open", "unknown"],
)
def test_a_done_item_waits_for_its_prerequisites(prerequisite: Any, outcome: Outcome) -> None:
    """What is done rests on what it needs: open leaves it unproven, unknown leaves it unknown."""
    answers = {"legal.terms": "done", **({"legal.marks": prerequisite} if prerequisite else {})}
    report = run([item("marks"), item("terms", needs=["legal.marks"])], answers)
    assert finding(report, "legal.terms").outcome is outcome
    if outcome is not Outcome.MET:
        assert finding(report, "legal.terms").reason == "done, but needs legal.marks"


def test_an_unknown_prerequisite_comes_before_an_open_one() -> None:
    """With one of each, the item is unknown: meeting the open one must not take away a claim."""
    items = [item("a"), item("b"), item("terms", needs=["legal.a", "legal.b"])]
    assert finding(run(items, {"legal.a": "todo", "legal.terms": "done"}), "legal.terms").outcome is Outcome.UNKNOWN


def test_a_waiver_does_not_make_a_prerequisite_hold() -> None:
    """What needs a waived item is still unproven."""
    waiver = {
        "item": "legal.marks",
        "reason": "R",
        "approved_by": "tom.oduya",
        "date": "2026-11-20",
        "until": "2027-01-31",
    }
    given = plan({"legal.marks": "todo", "legal.terms": "done"}, waivers=[waiver])
    assert (
        finding(run([item("marks"), item("terms", needs=["legal.marks"])], given), "legal.terms").outcome
        is Outcome.UNPROVEN
    )


def test_a_chain_of_prerequisites_is_followed_to_its_end() -> None:
    """c needs b needs a: with a open, nothing after it holds."""
    items = [item("a"), item("b", needs=["legal.a"]), item("c", needs=["legal.b"])]
    report = run(items, {"legal.a": "todo", "legal.b": "done", "legal.c": "done"})
    assert finding(report, "legal.c").outcome is Outcome.UNPROVEN


def test_an_answer_that_does_not_count_is_kept_and_named() -> None:
    """An answer to an item that the profile rules out is a notice, not an error."""
    given = plan({"legal.terms": "done"}, profile={"paid": "no"})
    report = run([item("terms", applies={"profile": ["paid"]})], given)
    assert [notice.kind for notice in report.notices] == ["unused"]


def test_a_rule_that_crashes_is_unknown_and_a_defect() -> None:
    """A defect of a rule never reads as ready, and the run says whose fault it is."""

    class Broken(Rule):
        @property
        def reads(self) -> str:
            return "nothing"

        @property
        def wants(self) -> str:
            return "nothing"

        def judge(self, subject: Subject) -> Ruling:
            raise ZeroDivisionError(subject.department)

    judged = judge(item("terms"), Response(()), Broken(), Subject(plan(), "legal", AS_OF, AS_OF))
    assert (judged.outcome, judged.crashed) == (Outcome.UNKNOWN, True)
    assert "could not check" in judged.reason
