"""What an item comes to by itself, with the whole of what is said of it: rules, answers and exemptions one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from readycheck.audit.answers import Response
from readycheck.audit.outcome import Judgement, judge
from readycheck.model.checklist import Item, Tailored
from readycheck.model.facts import Facts, Proven
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Outcome, Status, Strength, Truth
from readycheck.rules import Failing, Rule, Ruling, Subject
from tests.core.building import AS_OF, GA, LEAD, OTHER, SPONSOR, item, plan


def subject(given: LaunchPlan | None = None, *proofs: Proven) -> Subject:
    facts = Facts({"legal.terms": proofs} if proofs else {})
    return Subject(plan=given or plan(), department="legal", facts=facts, as_of=AS_OF, audited=GA)


def judged(asked: Item, said: Response, given: LaunchPlan | None = None, *proofs: Proven) -> Judgement:
    return judge(asked, said, None, subject(given, *proofs))


def answer(status: Status | None, **fields: Any) -> Response:
    return Response((), status, **{"owner": LEAD, **fields})


# ---------------------------------------------------------------- answers
ANSWERS = {
    "none": (answer(None), Outcome.UNKNOWN, "no answer"),
    "to do": (answer(Status.TODO), Outcome.OPEN, "to do"),
    "to do, with a note": (answer(Status.TODO, note="Next week"), Outcome.OPEN, "to do: Next week"),
    "begun": (answer(Status.IN_PROGRESS), Outcome.OPEN, "in progress"),
    "begun, with a note": (answer(Status.IN_PROGRESS, note="Half"), Outcome.OPEN, "in progress: Half"),
    "blocked": (answer(Status.BLOCKED), Outcome.OPEN, "blocked"),
    "blocked for a reason": (
        answer(Status.BLOCKED, reason="No vendor", waits_for=("a.b",)),
        Outcome.OPEN,
        "blocked: No vendor",
    ),
    "blocked by others": (
        answer(Status.BLOCKED, waits_for=("a.b", "c.d")),
        Outcome.OPEN,
        "blocked: waits for a.b, c.d",
    ),
    "refused": (answer(Status.WILL_NOT_DO), Outcome.OPEN, "will not be done"),
    "refused for a reason": (answer(Status.WILL_NOT_DO, reason="No"), Outcome.OPEN, "will not be done: No"),
}


@pytest.mark.parametrize("case", ANSWERS.values(), ids=ANSWERS.keys())
def test_an_answer_that_claims_nothing_is_said_as_it_is(case: tuple[Response, Outcome, str]) -> None:
    """Open, or unknown where there is none, with what was said of it."""
    said, outcome, reason = case
    assert judged(item("terms"), said) == Judgement(outcome, reason)


NA = "marked n/a, "
EXEMPTIONS = {
    "free": ("free", {}, Outcome.NOT_APPLICABLE, ""),
    "free, with a reason": ("free", {"reason": "Not us"}, Outcome.NOT_APPLICABLE, "Not us"),
    "never": ("never", {"reason": "Not us"}, Outcome.OPEN, f"{NA}which this item never is"),
    "with a reason": ("with_reason", {"reason": "Not us"}, Outcome.NOT_APPLICABLE, "Not us"),
    "without the reason": ("with_reason", {}, Outcome.OPEN, f"{NA}without a reason"),
    "approved": (
        "approved",
        {"reason": "Not us", "approved_by": SPONSOR},
        Outcome.NOT_APPLICABLE,
        "Not us",
    ),
    "approved without a reason": ("approved", {"approved_by": SPONSOR}, Outcome.OPEN, f"{NA}without a reason"),
    "not approved": ("approved", {"reason": "Not us"}, Outcome.OPEN, f"{NA}approved by nobody"),
    "approved by its own lead": (
        "approved",
        {"reason": "Not us", "approved_by": LEAD, "owner": OTHER},
        Outcome.OPEN,
        f"{NA}approved by neither the sponsor nor the lead of another department",
    ),
    "approved by a stranger": (
        "approved",
        {"reason": "Not us", "approved_by": "mara.lind"},
        Outcome.OPEN,
        f"{NA}approved by neither the sponsor nor the lead of another department",
    ),
}


@pytest.mark.parametrize("case", EXEMPTIONS.values(), ids=EXEMPTIONS.keys())
def test_not_applicable_is_taken_as_the_item_allows(case: tuple[str, dict[str, Any], Outcome, str]) -> None:
    """Else the item is open, and what is lacking is said."""
    exemption, fields, outcome, reason = case
    found = judged(item("terms", not_applicable=exemption), answer(Status.NOT_APPLICABLE, **fields))
    assert found == Judgement(outcome, reason)


def test_a_lead_of_two_departments_approves_for_neither() -> None:
    """Who leads another department as well is still the lead of the item's own."""
    given = plan(departments={"finance": {"lead": LEAD, "items": {}}}, people={LEAD: "finance"})
    fields = {"reason": "Not us", "approved_by": LEAD, "owner": OTHER}
    found = judged(item("terms", not_applicable="approved"), answer(Status.NOT_APPLICABLE, **fields), given)
    assert found.outcome is Outcome.OPEN


def test_a_second_person_needs_a_first() -> None:
    """What nobody owns nobody else has checked."""
    found = judged(item("terms", second_person=True), answer(Status.DONE, owner=None, checked_by=OTHER))
    assert found == Judgement(Outcome.UNPROVEN, "owned by nobody, so nobody is a second person")


def test_what_is_proven_says_by_what_and_until_when() -> None:
    """The strongest proof, of equal ones that which holds longest."""
    proofs = (
        Proven(Strength.LINK, "a"),
        Proven(Strength.DOCUMENT, "b", valid_until=date(2027, 1, 31)),
        Proven(Strength.DOCUMENT, "c", valid_until=date(2027, 2, 28)),
    )
    found = judged(item("terms", evidence="link"), answer(Status.DONE), None, *proofs)
    assert found == Judgement(Outcome.MET, proof="c", expires=date(2027, 2, 28))


# ---------------------------------------------------------------- applicability
@pytest.mark.parametrize(
    ("paid", "expected"),
    [
        ("no", Judgement(Outcome.NOT_APPLICABLE, "profile: paid is no", ruled_out=True)),
        ("yes", Judgement(Outcome.OPEN, "to do")),
        (
            "unknown",
            Judgement(Outcome.UNKNOWN, "profile undecided: paid", undecided_fact="paid", if_yes=Outcome.OPEN),
        ),
    ],
)
def test_an_undecided_fact_leaves_an_item_unknown_whatever_the_answer(paid: str, expected: Judgement) -> None:
    """What it would come to is remembered."""
    asked = item("terms", applies={"profile": ["paid"]})
    assert judged(asked, answer(Status.TODO), plan(profile={"paid": paid})) == expected


@pytest.mark.parametrize(
    ("tailored", "reason"),
    [(Tailored("dropped", "Not us"), "dropped by policy: Not us"), (None, "dropped by policy")],
)
def test_a_dropped_item_says_so(tailored: Tailored | None, reason: str) -> None:
    """It is not applicable, but not ruled out: its weight counts as taken out. Whether its fact is decided matters."""
    asked = item("terms", applies={"profile": ["paid"]})._replace(dropped=True, tailored=tailored)
    known, unknown = plan(profile={"paid": "yes"}), plan()
    assert judged(asked, answer(Status.TODO), known) == Judgement(Outcome.NOT_APPLICABLE, reason)
    undecided = Judgement(Outcome.NOT_APPLICABLE, reason, undecided_fact="paid")
    assert judged(asked, answer(Status.TODO), unknown) == undecided


# ---------------------------------------------------------------- rules
class Ruled(Rule):
    """A rule that finds what it is told to."""

    found: Ruling | None = None

    @property
    def reads(self) -> str:
        """Where the plan says it."""
        return "asks"

    @property
    def wants(self) -> str:
        """What it asks for."""
        return "that it be so"

    def judge(self, subject: Subject) -> Ruling:
        """Return it, and fail as a program where there is none."""
        assert subject.audited == GA
        if self.found is None:
            raise ZeroDivisionError
        return self.found


def entries(number: int) -> tuple[Failing, ...]:
    return tuple(Failing(f"entry {index}", LEAD, None, ()) for index in range(1, number + 1))


RULINGS = {
    "yes": (Ruling(Truth.YES), Judgement(Outcome.MET, proof="the plan itself")),
    "unknown": (Ruling(Truth.UNKNOWN, "no section"), Judgement(Outcome.UNKNOWN, "no section")),
    "no": (Ruling(Truth.NO, "none named"), Judgement(Outcome.OPEN, "none named")),
    "no, for three": (
        Ruling(Truth.NO, "", entries(3)),
        Judgement(Outcome.OPEN, "entry 1; entry 2; entry 3", failing=entries(3)),
    ),
    "no, for five": (
        Ruling(Truth.NO, "x", entries(5)),
        Judgement(Outcome.OPEN, "entry 1; entry 2; entry 3; and 2 more", failing=entries(5)),
    ),
    "crashed": (None, Judgement(Outcome.UNKNOWN, "could not check: ZeroDivisionError in rule", crashed=True)),
}


@pytest.mark.parametrize("case", RULINGS.values(), ids=RULINGS.keys())
def test_a_rule_answers_for_the_plan(case: tuple[Ruling | None, Judgement]) -> None:
    """Up to three entries that fail it are named; one that fails as a program hides nothing else."""
    ruling, expected = case
    assert judge(item("terms"), answer(Status.DONE), Ruled(found=ruling), subject()) == expected
