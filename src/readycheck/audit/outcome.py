"""From answer to outcome (design.md §4): what each item comes to by itself, and what prerequisites leave of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple, assert_never

from readycheck.audit.answers import Response
from readycheck.audit.applicability import applicability
from readycheck.audit.people import no_word_of_its_own, outside
from readycheck.model.checklist import ChecklistItem, Item
from readycheck.model.facts import Proven
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Exemption, Outcome, Status, Strength, Truth
from readycheck.rules import Failing, Rule, Ruling, Subject

#: How many of the entries that fail a rule are named in its reason.
ENTRIES = 3


class Judgement(NamedTuple):
    """What an item comes to by itself, before its prerequisites are looked at."""

    outcome: Outcome
    reason: str = ""
    undecided_fact: str | None = None
    if_yes: Outcome | None = None
    """What it would come to if that fact were yes."""
    ruled_out: bool = False
    """Not applicable because of the profile or the class, rather than by answer."""
    proof: str | None = None
    dated: date | None = None
    """When the proof was made, where that is known."""
    expires: date | None = None
    failing: tuple[Failing, ...] = ()
    """The entries that fail the item's rule."""
    crashed: bool = False
    """True where a rule failed as a program."""
    unreached: bool = False
    """True where it hangs on proofs that could not be looked at."""


class Day(NamedTuple):
    """The days on which an item is judged: the day of the audit, and the day on which it must hold."""

    as_of: date
    audited: date
    """The later of as-of and the audited milestone."""


def judge(item: Item, response: Response, rule: Rule | None, subject: Subject) -> Judgement:
    """Judge one item by itself, by its rule where it has one. Total: whatever the plan says has an outcome."""
    concerns = applicability(item.spec.applies, subject.plan)
    if concerns.applies is Truth.NO:
        return Judgement(Outcome.NOT_APPLICABLE, concerns.because, ruled_out=True)
    if item.dropped:
        reason = f"dropped by policy: {item.tailored.reason}" if item.tailored else "dropped by policy"
        return Judgement(Outcome.NOT_APPLICABLE, reason, undecided_fact=concerns.undecided)
    if rule is not None:
        own = _judge_by_rule(rule, subject)
    else:
        proofs = subject.facts.proofs.get(item.id, ())
        own = _judge_answer(item, response, proofs, subject.plan, Day(subject.as_of, subject.audited))
    if concerns.applies is Truth.UNKNOWN:
        reason, fact = f"profile undecided: {concerns.undecided}", concerns.undecided
        return own._replace(outcome=Outcome.UNKNOWN, reason=reason, undecided_fact=fact, if_yes=own.outcome, failing=())
    return own


def _judge_by_rule(rule: Rule, subject: Subject) -> Judgement:
    try:
        ruling, unreached = _judge_reached(rule, subject)
    except Exception as error:  # noqa: BLE001 - one of two in the program: a rule's defect must not hide the rest
        return Judgement(Outcome.UNKNOWN, f"could not check: {type(error).__name__} in rule", crashed=True)
    match ruling.holds:
        case Truth.YES:
            return Judgement(Outcome.MET, proof="the plan itself")
        case Truth.UNKNOWN:
            return Judgement(Outcome.UNKNOWN, ruling.reason, unreached=unreached)
        case Truth.NO:
            return Judgement(Outcome.OPEN, _listed(ruling), failing=ruling.failing)
    assert_never(ruling.holds)


def _judge_reached(rule: Rule, subject: Subject) -> tuple[Ruling, bool]:
    """Return what a rule finds; unknown, and that it is so, where it hangs on proofs that could not be looked at."""
    ruling = rule.judge(subject)
    if ruling.holds is not Truth.NO or not subject.facts.has_unreached:
        return ruling, False
    at_best = rule.judge(subject._replace(facts=subject.facts.given_reach))
    if at_best.holds is Truth.NO:
        return at_best, False
    return Ruling(Truth.UNKNOWN, f"could not check: {_listed(ruling)}"), True


def _listed(ruling: Ruling) -> str:
    texts = [failing.text for failing in ruling.failing[:ENTRIES]]
    texts += [f"and {len(ruling.failing) - ENTRIES} more"] if len(ruling.failing) > ENTRIES else []
    return "; ".join(texts) or ruling.reason


def _judge_answer(item: Item, response: Response, proofs: tuple[Proven, ...], plan: LaunchPlan, day: Day) -> Judgement:
    match response.status:
        case None:
            return Judgement(Outcome.UNKNOWN, "no answer")
        case Status.DONE:
            return _judge_done(item, response, proofs, plan, day)
        case Status.NOT_APPLICABLE:
            return _judge_exemption(item, response, plan)
        case Status.WILL_NOT_DO:
            agreed = f"; {response.disowned}" if response.disowned else ""
            return Judgement(Outcome.OPEN, _because("will not be done", response.reason) + agreed)
        case Status.BLOCKED:
            waits = f"waits for {', '.join(response.waits_for)}" if response.waits_for else None
            return Judgement(Outcome.OPEN, _because("blocked", response.reason or waits))
        case Status.IN_PROGRESS:
            return Judgement(Outcome.OPEN, _because("in progress", response.note))
        case Status.TODO:
            return Judgement(Outcome.OPEN, _because("to do", response.note))
    assert_never(response.status)


def _because(what: str, reason: str | None) -> str:
    return f"{what}: {reason}" if reason else what


def _judge_exemption(item: Item, response: Response, plan: LaunchPlan) -> Judgement:
    accepted = Judgement(Outcome.NOT_APPLICABLE, response.reason or "")

    def refused(why: str) -> Judgement:
        return Judgement(Outcome.OPEN, f"marked n/a, {why}")

    match item.spec.exemption:
        case Exemption.FREE:
            return accepted
        case Exemption.NEVER:
            return refused("which this item never is")
        case Exemption.WITH_REASON:
            return accepted if response.reason else refused("without a reason")
        case Exemption.APPROVED:
            if not response.reason:
                return refused("without a reason")
            if response.approved_by is None:
                return refused(f"but {response.disowned}" if response.disowned else "approved by nobody")
            if outside(plan, response.approved_by):
                return refused("approved by somebody outside the company")
            if not _may_approve(response.approved_by, item, response, plan):
                return refused("approved by neither the sponsor nor the lead of another department")
            return accepted
    assert_never(item.spec.exemption)


def _may_approve(person: str, item: Item, response: Response, plan: LaunchPlan) -> bool:
    others = {plan.lead_of(department) for department in plan.departments if department != item.department}
    known = plan.people.get(person)
    leads_another = person in others and person != plan.lead_of(item.department)
    of_another = known is not None and known.department != item.department
    entitled = person == plan.launch.sponsor or (leads_another and of_another)
    return entitled and person != response.owner and no_word_of_its_own(plan, person, response.owner) is None


# ---------------------------------------------------------------- proof
def _judge_done(item: Item, response: Response, proofs: tuple[Proven, ...], plan: LaunchPlan, day: Day) -> Judgement:
    spec = item.spec
    checked = tuple(_hold(proof, spec, day) for proof in proofs)
    enough = [proof for proof in checked if proof.defect is None and proof.strength.rank >= spec.evidence.rank]
    holding = [proof for proof in enough if proof.unreached is None]
    best = max(holding, key=lambda proof: (proof.strength.rank, proof.valid_until or date.max), default=None)
    if spec.evidence is not Strength.NONE and not enough:
        return Judgement(Outcome.UNPROVEN, _what_is_missing(spec, proofs, checked))
    unchecked = _why_unchecked(response, best, plan) if spec.second_person else None
    if unchecked is not None:
        return Judgement(Outcome.UNPROVEN, unchecked)
    if best is not None:
        return Judgement(Outcome.MET, proof=best.shown, dated=best.dated, expires=best.valid_until)
    if spec.evidence is Strength.NONE:
        return Judgement(Outcome.MET)
    reasons = "; ".join(f"`{proof.text}` {proof.unreached}" for proof in enough)
    return Judgement(Outcome.UNKNOWN, f"could not check: {reasons}", unreached=True)


def _why_unchecked(response: Response, proof: Proven | None, plan: LaunchPlan) -> str | None:
    """Return why nobody else has checked a proof; None where a second person has."""
    if response.owner is None:
        return "owned by nobody, so nobody is a second person"
    if response.checked_by is None:
        return response.disowned or "checked by nobody but its owner"
    if response.checked_by == response.owner:
        return "checked by its own owner only"
    if proof is not None and proof.by is not None and plan.seem_one(response.checked_by, proof.by):
        return "checked by whoever gave the proof"
    why = no_word_of_its_own(plan, response.checked_by, response.owner)
    return f"checked by {response.checked_by}, {why}" if why is not None else None


def _hold(proof: Proven, spec: ChecklistItem, day: Day) -> Proven:
    """Return a proof with the last day on which it holds, and a defect where that is before the audited date."""
    if proof.defect is not None:
        return proof
    if proof.dated is not None and proof.dated > day.as_of:
        return proof._replace(defect=f"is dated {proof.dated}, in the future")
    ends = proof.valid_until
    if spec.max_age_days is not None:
        if proof.dated is None:
            why = f" ({proof.undated})" if proof.undated is not None else ""
            return proof._replace(defect=f"has no date{why}, and may be at most {spec.max_age_days} days old")
        too_old = proof.dated + timedelta(days=spec.max_age_days)
        ends = too_old if ends is None else min(ends, too_old)
    if ends is not None and ends < day.audited:
        return proof._replace(defect=f"ends {ends}, before {day.audited}", valid_until=ends)
    return proof._replace(valid_until=ends)


_NEEDS = {
    Strength.NONE: "",
    Strength.CLAIM: "a sentence that says what is so",
    Strength.LINK: "a link",
    Strength.DOCUMENT: "a document",
    Strength.MEASUREMENT: "a number in a file, with its limit",
}


def _what_is_missing(spec: ChecklistItem, offers: tuple[Proven, ...], checked: tuple[Proven, ...]) -> str:
    """Return what a proof lacks: its strength where it says something at all, else what is wrong with it."""
    offered = max((proof.strength for proof in checked), key=lambda strength: strength.rank, default=Strength.NONE)
    if offered is Strength.NONE:
        return f"no proof; needs {_NEEDS[spec.evidence]}"
    if offered.rank < spec.evidence.rank and any(proof.defect is None for proof in offers):
        weak = next((f"`{proof.text}` {proof.weakness}: " for proof in offers if proof.weakness is not None), "")
        return f"{weak}only a {offered}; needs {_NEEDS[spec.evidence]}"
    return "; ".join(f"proof `{proof.text}` {proof.defect}" for proof in checked if proof.defect is not None)


# ---------------------------------------------------------------- prerequisites
def derive(
    own: Mapping[str, Outcome], needs: Mapping[str, tuple[str, ...]], order: Iterable[str]
) -> dict[str, Outcome]:
    """Return outcomes with prerequisites applied; `order` has every item after what it needs."""
    derived: dict[str, Outcome] = {}
    for item in order:
        outcome = own[item]
        if outcome is Outcome.MET:
            outcome = held_back({derived[need] for need in needs[item] if need in derived})
        derived[item] = outcome
    return derived


def held_back(needed: Collection[Outcome]) -> Outcome:
    """Return what an item that is met by itself comes to, by the outcomes of what it needs.

    Unknown where any of them is unknown, else unproven where any is open or unproven. Unknown comes first so that
    meeting a gap never takes away what was claimed.
    """
    if Outcome.UNKNOWN in needed:
        return Outcome.UNKNOWN
    return Outcome.UNPROVEN if any(outcome.is_gap for outcome in needed) else Outcome.MET
