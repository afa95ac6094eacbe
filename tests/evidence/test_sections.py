"""What the sections of a plan offer is looked at like any proof: a text that says nothing, or leads nowhere, shows nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readycheck.audit.answers import Response
from readycheck.audit.outcome import Judgement
from readycheck.audit.outcome import judge as judge_item
from readycheck.documents.policy import load_shipped
from readycheck.evidence import gather
from readycheck.evidence.sections import offers
from readycheck.files import Disk
from readycheck.model.facts import Facts, Proven
from readycheck.model.place import PlanPath
from readycheck.model.vocabulary import Outcome, Strength, Truth
from readycheck.rules import Ruling, Subject
from tests.core.building import AS_OF, GA, item
from tests.evidence.test_gather import never_committed
from tests.rules.table import BASE, changed, load, merged, plain, rule_of

#: A plan that says something wherever something can be said, and says it in files wherever a file can be named.
FULL = """\
profile: {hosted: yes}
departments:
  marketing: {lead: nina.bauer}
  support: {lead: lee.ng}
  legal:
    lead: dana.cho
    items:
      escrow:
        status: will_not_do
        reason: Nobody asks for it
        costs: {retain: Nobody leaves over it, win: legal/escrow.md, protect: No new risk}
waivers:
  - item: cloud-ops.disaster-recovery
    reason: The second region comes in January
    approved_by: tom.oduya
    date: 2026-11-19
    until: 2027-01-31
    costs: {retain: No firm has asked, win: Two tenders wait, protect: ops/risk.md}
customers:
  segments:
    - {id: small-firms, name: Firms, persona: research/ruth.md, pain: A restore takes long, value: {brand: Known}}
    - {id: help-desk, name: Help desk, group: internal, pain: Nobody sees what they see}
  accounts:
    - {name: Harrow & Pike, segment: small-firms, priority: 1, owner: greta.holm, backed_by: mara.lind, brief: crm/harrow.md}
  involved:
    - {who: help-desk, in: [idea, design, test, service], how: Workshops, date: 2026-05-12, evidence: research/desk.md}
  goals:
    identify: The register of the bar
    win: A restore of their own files
    keep: A test restore each quarter
    sell_more: Archive for closed cases
    expand: Two firms in each county
journeys:
  - name: Firm buys online
    for: small-firms
    skips: {buy: They buy at a fair, use: It works by itself, grow: Bought once and never again}
    drawn: {date: 2026-09-02, with: customers, evidence: research/map.md}
    walked: {date: 2026-11-10, by: nina.bauer, evidence: research/walk.md}
    touchpoints:
      - name: Sees the comparison page
        stage: learn
        department: marketing
        promise: Running in ten minutes
        kept_by: {service: Live chat, department: support}
        tested: {date: 2026-11-10, evidence: [research/first.md, https://example.com/first]}
        questions: [{how: How fast is it?, answer: By post in two days}]
handoffs:
  - {standing: marketing -> support, when: Contract signed, carries: [contract, first wishes], agreed: 2026-11-19}
voice_of_customer: [{source: Tickets, feeds: marketing}]
scenarios:
  - {about: outage, what_if: It fails, answer: We move on, owner: sam.ito, rehearsed: 2026-11-02, evidence: ops/failover.md}
rollback: {if: More than 2 % fail, decides: sam.ito, until: T+3, how: ops/rollback.md, rehearsed: 2026-11-06}
announcements:
  - {to: customers, owner: nina.bauer, date: T+0, text: marketing/mail.md, approved_by: mara.lind}
"""

#: Every place of that plan that offers something, in its order, and the rule that reads it.
PLACES: dict[str, tuple[str, dict[str, Any]]] = {
    "customers/segments/0/persona": ("personas", {}),
    "customers/segments/0/pain": ("segments", {}),
    "customers/segments/0/value/brand": ("segments", {}),
    "customers/segments/1/pain": ("segments", {}),
    "customers/accounts/0/brief": ("accounts", {}),
    "customers/involved/0/evidence": ("involvement", {}),
    **{f"customers/goals/{goal}": ("goals", {}) for goal in ("identify", "win", "keep", "sell_more", "expand")},
    **{f"journeys/0/skips/{stage}": ("journeys_cover", {}) for stage in ("buy", "use", "grow")},
    "journeys/0/drawn/evidence": ("journeys_checked", {"what": "drawn", "with": "customers"}),
    "journeys/0/walked/evidence": ("journeys_checked", {"what": "walked"}),
    "journeys/0/touchpoints/0/promise": ("promises_kept", {}),
    "journeys/0/touchpoints/0/kept_by/service": ("promises_kept", {}),
    "journeys/0/touchpoints/0/tested/evidence": ("touchpoints", {}),
    "journeys/0/touchpoints/0/questions/0/answer": ("hard_questions", {}),
    "scenarios/0/answer": ("scenarios", {"topics": {"outage": ["hosted"]}}),
    "scenarios/0/evidence": ("scenarios", {"topics": {"outage": ["hosted"]}}),
    "rollback/if": ("rollback", {}),
    "rollback/how": ("rollback", {}),
    "announcements/0/text": ("announcements", {"to": ["customers"]}),
    "handoffs/0/when": ("handoffs_accepted", {}),
    "handoffs/0/carries/0": ("handoffs_accepted", {}),
    "handoffs/0/carries/1": ("handoffs_accepted", {}),
    **{f"waivers/0/costs/{serves}": ("exceptions_weighed", {}) for serves in ("retain", "win", "protect")},
    **{
        f"departments/legal/items/escrow/costs/{serves}": ("exceptions_weighed", {})
        for serves in ("retain", "win", "protect")
    },
}
#: Of these the text is a word or two, which no file can stand for.
LABELS = [
    place for place in PLACES if place.startswith("handoffs") or place.endswith(("/promise", "/service", "/brand"))
]
PROOFS = [place for place in PLACES if place not in LABELS]
#: Of these the text may be a list of proofs, each of which may be written out.
LISTS = [place for place in PLACES if place.endswith("/evidence")]

FLAWS = {
    "TBD by Dana": "is a placeholder",
    "to be confirmed": "is a placeholder",
    "????? ask Lee": "is a placeholder",
    "n/a": "is too short to say anything",
    "missing.md": "does not exist",
    "empty.md": "is empty",
    "headings.md": "holds nothing but placeholders",
    "research": "is a directory",
    "launch.yaml": "is the plan itself",
    "../../../outside.md": "leads outside the repository",
    "out.md": "leads outside the repository",
    "/etc/passwd.md": "is not a path within the repository, with / between folders",
    "http://example.com/page": "does not begin with https://",
    "https://": "names no site",
}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A repository with every file that the plan names, some that say nothing, and one outside."""
    plan = tmp_path / "repository" / "launches" / "aurora"
    (plan.parent.parent / ".git").mkdir(parents=True)
    for name in (
        "legal/escrow.md ops/risk.md research/ruth.md crm/harrow.md research/desk.md research/map.md research/walk.md "
        "research/first.md ops/failover.md ops/rollback.md marketing/mail.md"
    ).split():
        (plan / name).parent.mkdir(parents=True, exist_ok=True)
        (plan / name).write_text("# Report\n\nNine firms were asked, and seven of them agreed.\n")
    (plan / "launch.yaml").write_text(FULL)
    (plan / "empty.md").touch()
    (plan / "headings.md").write_text("# Report\n\n## Results\n\nTODO\n")
    (tmp_path / "outside.md").write_text("Nine firms were asked, and seven of them agreed.\n")
    (plan / "out.md").symlink_to("../../../outside.md")
    return plan


def path_of(place: str) -> PlanPath:
    return tuple(int(step) if step.isdigit() else step for step in place.split("/"))


def facts_with(base: Path, changes: dict[str, Any]) -> tuple[Facts, Subject]:
    """Return what is found of the plan with these changes, and what a rule judges of it."""
    plan = load(changed(merged(plain(BASE), plain(FULL)), changes)).plan
    facts = gather(
        plan,
        load_shipped().catalogue,
        base=base,
        tree=Disk(base.parent.parent),
        own_files=frozenset({(base / "launch.yaml").resolve()}),
        last_change=never_committed,
    )
    return facts, Subject(plan, "legal", AS_OF, GA, facts)


def judge(place: str, subject: Subject) -> Ruling:
    kind, options = PLACES[place]
    return rule_of(kind, options).judge(subject)


# ---------------------------------------------------------------- what is offered
def test_every_text_of_the_plan_is_offered_where_it_stands(base: Path) -> None:
    """Nothing that a rule reads is left out, and the order is that of the plan."""
    facts, subject = facts_with(base, {})
    assert [path for path, _ in offers(subject.plan)] == [path_of(place) for place in PLACES]
    assert list(facts.shown) == [path_of(place) for place in PLACES]


def test_a_plan_that_shows_everything_passes(base: Path) -> None:
    """Files that are there, addresses and sentences hold, and every rule that asks for them passes."""
    facts, subject = facts_with(base, {})
    assert {proof.defect for proofs in facts.shown.values() for proof in proofs} == {None}
    assert {place: judge(place, subject).holds for place in PLACES} == dict.fromkeys(PLACES, Truth.YES)


def test_a_plan_without_sections_offers_nothing() -> None:
    """What is not said needs no look."""
    assert list(offers(load(plain(BASE)).plan)) == []


def test_proofs_are_taken_for_what_they_look_like(base: Path) -> None:
    """A sentence is a claim, an address a link, a file a document; in a list each by itself."""
    facts, _ = facts_with(base, {})
    assert facts.shown[path_of("rollback/if")] == (Proven(Strength.CLAIM, "More than 2 % fail"),)
    (document,) = facts.shown[path_of("rollback/how")]
    assert document._replace(digest=None) == Proven(Strength.DOCUMENT, "ops/rollback.md")
    tested = facts.shown[path_of("journeys/0/touchpoints/0/tested/evidence")]
    assert tuple(proof._replace(digest=None) for proof in tested) == (
        Proven(Strength.DOCUMENT, "research/first.md"),
        Proven(Strength.LINK, "https://example.com/first"),
    )


def test_costs_are_offered_of_whatever_was_answered(base: Path) -> None:
    """What a gap costs is looked at before it is asked whether the answer needs it."""
    facts, subject = facts_with(base, {"departments/legal/items/escrow/status": "todo"})
    assert path_of("departments/legal/items/escrow/costs/win") in facts.shown
    assert judge("waivers/0/costs/win", subject).holds is Truth.YES


# ---------------------------------------------------------------- what shows nothing
@pytest.mark.parametrize("place", PROOFS)
@pytest.mark.parametrize("text", FLAWS)
def test_a_text_that_shows_nothing_is_a_gap(base: Path, place: str, text: str) -> None:
    """Wherever it stands, a placeholder, an empty or missing file, or a way out of the repository is as good as nothing."""
    facts, subject = facts_with(base, {place: text})
    (proof,) = facts.shown[path_of(place)]
    assert (proof.text, proof.defect) == (text, FLAWS[text])
    ruling = judge(place, subject)
    assert ruling.holds is Truth.NO
    if PLACES[place][0] == "journeys_cover":
        assert "does not say why it skips" in ruling.failing[0].text
    else:
        assert f"`{text}` {FLAWS[text]}" in ruling.failing[0].text


@pytest.mark.parametrize("place", LABELS)
@pytest.mark.parametrize(
    "text", ["TBD", "TBD by Dana", "todo: ask", "to be confirmed", "????? ask Lee", "n/a", "- - -"]
)
def test_a_placeholder_is_no_answer_wherever_a_rule_asks(base: Path, place: str, text: str) -> None:
    """What a rule asks to be said is not said by TBD: no promise is kept by it, and no handoff agreed to."""
    _, subject = facts_with(base, {place: text})
    ruling = judge(place, subject)
    assert ruling.holds is Truth.NO
    assert f"`{text}` is a placeholder" in ruling.failing[0].text


@pytest.mark.parametrize("place", LABELS)
@pytest.mark.parametrize(
    "text", ["24/7", "99.9%", "Fax", "missing.md", "http://example.com", "research", "A doctor's note"]
)
def test_a_word_or_two_are_an_answer_and_no_file(base: Path, place: str, text: str) -> None:
    """A promise may be short, and is not looked for in the repository."""
    facts, subject = facts_with(base, {place: text})
    assert facts.shown[path_of(place)] == (Proven(Strength.CLAIM, text),)
    assert judge(place, subject).holds is Truth.YES


@pytest.mark.parametrize("place", LISTS)
def test_evidence_that_is_missing_shows_nothing(base: Path, place: str) -> None:
    """An entry that says that something was done, and shows nothing, is a gap."""
    facts, subject = facts_with(base, {place: []})
    assert facts.shown[path_of(place)] == ()
    ruling = judge(place, subject)
    assert ruling.holds is Truth.NO
    assert "nothing shows it" in ruling.failing[0].text


@pytest.mark.parametrize("place", LISTS)
def test_one_proof_that_holds_is_enough(base: Path, place: str) -> None:
    """Whatever else is offered beside it."""
    _, subject = facts_with(base, {place: ["missing.md", "TBD", "research/ruth.md"]})
    assert judge(place, subject).holds is Truth.YES
    _, subject = facts_with(base, {place: ["missing.md", "TBD"]})
    assert "`missing.md` does not exist" in judge(place, subject).failing[0].text


@pytest.mark.parametrize("place", LISTS)
@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"file": "research/ruth.md"}, None),
        ({"claim": "Nine firms were asked"}, None),
        ({"link": "https://example.com/report"}, None),
        ({"file": "research/ruth.md", "date": "2026-11-22"}, None),
        ({"file": "research/ruth.md", "valid_until": "2026-12-22"}, None),
        ({"file": "research/ruth.md", "date": "2026-11-23"}, "is dated 2026-11-23, in the future"),
        ({"file": "research/ruth.md", "valid_until": "2026-12-21"}, "ends 2026-12-21, before 2026-12-22"),
        ({"file": "missing.md", "date": "2026-11-20"}, "does not exist"),
        ({"claim": "research/ruth.md or so"}, None),
        ({"claim": "TBD by Dana"}, "is a placeholder"),
        ({"link": "ftp://example.com"}, "does not begin with https://"),
    ],
)
def test_evidence_that_is_written_out_has_its_days(
    base: Path, place: str, form: dict[str, str], says: str | None
) -> None:
    """A proof counts from its day on, and until its last day, which the milestone must not pass."""
    _, subject = facts_with(base, {place: form})
    ruling = judge(place, subject)
    if says is None:
        assert ruling.holds is Truth.YES
    else:
        assert ruling.holds is Truth.NO
        assert says in ruling.failing[0].text


def test_nothing_is_told_of_what_a_file_holds(base: Path) -> None:
    """The content of a file that a section names is looked at and never carried on."""
    (base / "research" / "ruth.md").write_text("hunter2 is all that it says")
    facts, _ = facts_with(base, {})
    assert "hunter2" not in str(facts)


# ---------------------------------------------------------------- what could not be looked at
LINK = "https://example.com/page"
LATE = "did not answer in 10 s"


def unreached(place: str, subject: Subject) -> Judgement:
    """Return what an item comes to that a rule answers, where no link of the plan could be opened."""
    shown = {
        path: tuple(proof._replace(unreached=LATE if proof.is_link else None) for proof in proofs)
        for path, proofs in subject.facts.shown.items()
    }
    kind, options = PLACES[place]
    asked = item("asked", rule={"kind": kind, **options})
    subject = subject._replace(facts=subject.facts._replace(shown=shown))
    return judge_item(asked, Response(()), rule_of(kind, options), subject)


@pytest.mark.parametrize("place", PROOFS)
def test_a_link_that_could_not_be_opened_leaves_it_unknown(base: Path, place: str) -> None:
    """Wherever it stands, nobody knows whether the page is there: that is neither a yes nor a gap."""
    found = unreached(place, facts_with(base, {place: LINK})[1])
    assert found.outcome is Outcome.UNKNOWN
    assert found.reason.startswith("could not check: ")
    words = "does not say why it skips" if PLACES[place][0] == "journeys_cover" else f"`{LINK}` {LATE}"
    assert words in found.reason


@pytest.mark.parametrize("place", LISTS)
def test_another_proof_makes_up_for_a_link_that_could_not_be_opened(base: Path, place: str) -> None:
    """One proof that holds is enough, and one that holds nothing takes nothing away."""
    _, subject = facts_with(base, {place: [LINK, "ops/rollback.md"]})
    assert unreached(place, subject).outcome is Outcome.MET
    found = unreached(place, facts_with(base, {place: ["missing.md", LINK]})[1])
    assert (found.outcome, f"`{LINK}` {LATE}" in found.reason) == (Outcome.UNKNOWN, True)


def test_what_fails_in_any_case_is_a_gap(base: Path) -> None:
    """Where a rule fails whatever the link comes to, it says why, and speaks of no link."""
    _, subject = facts_with(base, {"rollback/if": "TBD by Dana", "rollback/how": LINK})
    found = unreached("rollback/how", subject)
    assert found.outcome is Outcome.OPEN
    assert [failing.text for failing in found.failing] == ["what sets the rollback off: `TBD by Dana` is a placeholder"]
    assert LINK not in found.reason
