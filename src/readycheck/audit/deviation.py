"""Deviations from what was agreed: class, profile, dates, who signs, sections, policy and items (design.md §8).

A change that can only raise the bar is told; one that may lower it is marked, so that a gate can refuse it. What
cannot be ordered, such as another set of weights, may lower it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from readycheck.audit.departure import shown
from readycheck.audit.loosening import loosened
from readycheck.audit.thinning import thinned
from readycheck.model.checklist import Catalogue, ChecklistItem, Item, version_key
from readycheck.model.deviation import Deviation
from readycheck.model.place import Locate, Place, PlanPath
from readycheck.model.plan import LaunchPlan, SignOff
from readycheck.model.policy import Limit, Policy
from readycheck.model.timeline import timeline
from readycheck.model.vocabulary import DEPARTMENTS, Decision, Exemption, LaunchClass, Requirement, Severity, Truth

#: What a requirement asks, least first. `answered` and `explained` cannot be ordered.
_STRICTNESS = {
    Requirement.ANY: 0,
    Requirement.ANSWERED: 1,
    Requirement.EXPLAINED: 1,
    Requirement.WAIVED: 2,
    Requirement.MET: 3,
}
#: What of an item is only how it is told, or where it is listed.
_TELLING = frozenset({"id", "why", "fix", "serves", "practices", "formerly", "since"})
_FREEST = tuple(Exemption)


class Terms(NamedTuple):
    """What a launch is held to: a plan, and the policy and the items that are in force for it."""

    plan: LaunchPlan
    policy: Policy
    catalogue: Catalogue
    """As the plan pins it."""


def deviations(was: Terms, now: Terms, locate: Locate) -> tuple[Deviation, ...]:
    """Return how a plan, with the policy and items beside it, differs from an agreed one, in the order of the plan."""
    return (
        *_launch(was, now, locate),
        *_profile(was, now, locate),
        *_milestones(was, now, locate),
        *_people(was.plan, now.plan, locate),
        *_sign_offs(was.plan, now.plan, locate),
        *thinned(was.plan, now.plan, locate),
        *loosened(was.plan, now.plan, locate),
    )


def rule_deviations(was: Terms, now: Terms, locate: Locate) -> tuple[Deviation, ...]:
    """Return how a policy and the items in force differ from those that were agreed; `locate` is the policy's."""
    return (*policy_deviations(was.policy, now.policy, locate), *_facts(was, now, locate), *_items(was, now, locate))


# ---------------------------------------------------------------- the plan
def _launch(was: Terms, now: Terms, locate: Locate) -> Iterator[Deviation]:
    old, new = was.plan.launch, now.plan.launch
    if old.launch_class is not new.launch_class:
        place = locate(("launch", "class"))
        easier = _is_easier_class(was, now, locate)
        yield Deviation("class", old.launch_class.value, new.launch_class.value, easier, place)
    for what, one, other, eases in (
        ("owner", old.owner, new.owner, False),
        ("sponsor", old.sponsor, new.sponsor, True),
    ):
        if one != other:
            yield Deviation(what, one or "nobody", other or "nobody", eases, locate(("launch", what)))
    yield from _pin(was.plan.checklists, now.plan.checklists, locate)


def _is_easier_class(was: Terms, now: Terms, locate: Locate) -> bool:
    """Return whether a class is lower, or a policy or an item asks less of it, whatever it is called."""
    old, new, order = was.plan.launch.launch_class, now.plan.launch.launch_class, tuple(LaunchClass)
    asked = (item.spec.applies.classes for item in was.catalogue.items)
    return (
        order.index(new) > order.index(old)
        or any(found.eases for found in policy_deviations(was.policy, now.policy, locate))
        or any(old in classes and new not in classes for classes in asked)
    )


def _pin(old: str | None, new: str | None, locate: Locate) -> Iterator[Deviation]:
    if old != new:
        easier = new is not None and (old is None or version_key(new) < version_key(old))
        yield Deviation("checklists", old or "newest", new or "newest", easier, locate(("checklists",)))


def _profile(was: Terms, now: Terms, locate: Locate) -> Iterator[Deviation]:
    for fact in dict.fromkeys((*was.catalogue.facts, *now.catalogue.facts)):
        old, new = was.plan.profile.get(fact, Truth.UNKNOWN), now.plan.profile.get(fact, Truth.UNKNOWN)
        if old is not new:
            concerned = sum(fact in item.spec.applies.profile for item in was.catalogue.items)
            left = f"no, which leaves {_items_words(concerned)} out" if new is Truth.NO and concerned else new.value
            easier = new is Truth.NO and concerned > 0
            yield Deviation(f"profile: {fact}", old.value, left, easier, locate(("profile", fact)))


def _items_words(number: int) -> str:
    return f"{number} item{'s' if number != 1 else ''}"


def _milestones(was: Terms, now: Terms, locate: Locate) -> Iterator[Deviation]:
    """Whether a go comes later, or for less: one that is new is audited before the next, or takes items out of it."""
    old, new = (timeline(terms.plan, terms.policy.milestones) for terms in (was, now))
    taken = {new.counts_for(item.spec.milestone) for item in was.catalogue.items if new.days}
    for name in dict.fromkeys((*old.days, *new.days)):
        before, after = old.days.get(name), new.days.get(name)
        if before != after:
            easier = after is None or (after > before if before is not None else name != new.last or name in taken)
            place = locate(("launch", "milestones", name))
            yield Deviation(f"milestone {name}", str(before or "no date"), str(after or "no date"), easier, place)


def _people(was: LaunchPlan, now: LaunchPlan, locate: Locate) -> Iterator[Deviation]:
    """Who answers and signs for departments. A first lead is news; in the place of another, it may be a way around."""
    for name in _departments(was, now):
        old, new = was.lead_of(name), now.lead_of(name)
        place = locate(("departments", name, "lead"))
        if old != new:
            yield Deviation(f"lead of {name}", old or "nobody", new or "nobody", old is not None, place)
        elif old is not None:
            before, after = was.deputies_of(old), now.deputies_of(old)
            if before != after:
                easier = not set(after) <= set(before)
                place = locate(("people", old, "deputy"))
                yield Deviation(f"deputy of {old}", _names(before), _names(after), easier, place)
        if old is not None and was.doer_of(name) != now.doer_of(name):
            place = locate(("departments", name, "done_by"))
            easier = now.doer_of(name) != name
            yield Deviation(f"who does the work of {name}", was.doer_of(name), now.doer_of(name), easier, place)
    yield from _leads(was, now, locate)


def _leads(was: LaunchPlan, now: LaunchPlan, locate: Locate) -> Iterator[Deviation]:
    """Yield which leads are of another department: whom that is decides what they may approve."""
    leads = {plan.lead_of(name) for plan in (was, now) for name in plan.departments}
    for person, known in was.people.items():
        other = now.people.get(person)
        if person in leads and other is not None and other.department != known.department:
            place = locate(("people", person))
            yield Deviation(f"department of {person}", known.department, other.department, eases=True, place=place)


def _names(people: tuple[str, ...]) -> str:
    return ", ".join(people) or "nobody"


def _departments(was: LaunchPlan, now: LaunchPlan) -> tuple[str, ...]:
    names = dict.fromkeys((*was.departments, *now.departments))
    return (*(name for name in DEPARTMENTS if name in names), *(name for name in names if name not in DEPARTMENTS))


def _sign_offs(was: LaunchPlan, now: LaunchPlan, locate: Locate) -> Iterator[Deviation]:
    for name in _departments(was, now):
        old, new = (plan.departments[name].signoffs if name in plan.departments else () for plan in (was, now))
        path: PlanPath = ("departments", name, "signoffs")
        gone = [word for word in old if _said(word) not in {*map(_said, new)}]
        for word in gone:
            easier = word.decision is not Decision.GO
            what = f"sign-off of {name} for {word.milestone}"
            yield Deviation(what, _sign_off_words(word), "not there, or changed", easier, locate(path))
        for index, word in enumerate(new):
            if _said(word) not in {*map(_said, old)}:
                what = f"sign-off of {name} for {word.milestone}"
                yield Deviation(what, "not there", _sign_off_words(word), eases=False, place=locate((*path, index)))


def _said(word: SignOff) -> tuple[object, ...]:
    """Return what a sign-off says, apart from whether its conditions were met meanwhile."""
    conditions = tuple((asked.what, asked.owner, str(asked.by)) for asked in word.conditions)
    return (word.milestone, word.by, word.dated, word.decision, conditions)


def _sign_off_words(word: SignOff) -> str:
    return f"{word.decision.replace('_', '-')} by {word.by} on {word.dated}"


# ---------------------------------------------------------------- the policy
def policy_deviations(was: Policy, now: Policy, locate: Locate, of: str = "policy") -> Iterator[Deviation]:
    """Yield how a policy, printed as `of`, differs from the one that was agreed."""
    ordered: Mapping[str, bool] = {
        "milestones": True,
        "weights": True,
        "require": any(_is_weaker(was.require.of(word), now.require.of(word)) for word in Severity),
        "limits": any(not _is_kept(limit, now.limits) for limit in was.limits),
        "signoffs": not _asks_as_many(was.signoffs, now.signoffs),
        "waiver_max_days": now.waiver_max_days > was.waiver_max_days,
        "refusal_needs_approval": not now.refusal_needs_approval,
    }
    for key, easier in ordered.items():
        old, new = getattr(was, key), getattr(now, key)
        if old != new:
            yield Deviation(f"{of}: {key}", shown(old), shown(new), easier, locate((key,)))


def _is_weaker(was: Requirement, now: Requirement) -> bool:
    return was is not now and _STRICTNESS[now] <= _STRICTNESS[was]


def _is_kept(limit: Limit, limits: tuple[Limit, ...]) -> bool:
    """Return whether some limit bounds the same figure at least as tightly."""
    return any(
        other.bound <= limit.bound if limit.measure.has_ceiling else other.bound >= limit.bound
        for other in limits
        if (other.measure, other.of) == (limit.measure, limit.of)
    )


def _asks_as_many(was: str | tuple[str, ...], now: str | tuple[str, ...]) -> bool:
    if was == "none":
        return True
    return isinstance(was, tuple) and isinstance(now, tuple) and set(was) <= set(now)


def _facts(was: Terms, now: Terms, locate: Locate) -> Iterator[Deviation]:
    """Yield which questions of the profile are put otherwise: the answers that were given may mean less."""
    for fact, question in was.catalogue.facts.items():
        other = now.catalogue.facts.get(fact, question)
        if other != question:
            concerned = any(fact in item.spec.applies.profile for item in was.catalogue.items)
            yield Deviation(f"fact {fact}", question, other, concerned, locate(("facts", fact)))


def _items(was: Terms, now: Terms, locate: Locate) -> Iterator[Deviation]:
    order = was.policy.milestones
    for item in was.catalogue.items:
        other = now.catalogue.by_id.get(now.catalogue.renamed.get(item.id, item.id))
        place = locate(("tailoring", item.id))
        if other is None:
            yield Deviation(item.id, "asked", "not in the checklists", eases=True, place=place)
        elif other.dropped and not item.dropped:
            reason = other.tailored.reason if other.tailored else ""
            yield Deviation(item.id, "asked", f"dropped: {reason}", eases=True, place=place)
        else:
            yield from _item(item, other, now.catalogue.renamed, order, place)
    known = {*was.catalogue.by_id, *was.catalogue.renamed}
    for item in now.catalogue.items:
        if item.id not in known and known.isdisjoint(item.spec.formerly):
            yield Deviation(item.id, "not in the checklists", "asked", eases=False, place=locate(("checklists",)))


def _item(
    was: Item, now: Item, renamed: Mapping[str, str], order: tuple[str, ...], place: Place
) -> Iterator[Deviation]:
    """Yield what of an item is demanded otherwise. What is not known to be more may be less; words are what it asks."""
    agreed = was.spec.model_copy(update={"needs": tuple(renamed.get(need, need) for need in was.spec.needs)})
    raised, counts = _raised(agreed, now.spec, order), {agreed.severity, now.spec.severity} != {Severity.INFO}
    if was.department != now.department:
        yield Deviation(f"{was.id}: department", was.department, now.department, counts, place)
    for key in ChecklistItem.model_fields:
        old, new = getattr(agreed, key), getattr(now.spec, key)
        if key not in _TELLING and old != new:
            easier = counts and not raised.get(key, False)
            yield Deviation(f"{was.id}: {key}", shown(old), shown(new), easier, place)
    if was.dropped and not now.dropped:
        yield Deviation(was.id, "dropped", "asked", eases=False, place=place)


def _raised(was: ChecklistItem, now: ChecklistItem, order: tuple[str, ...]) -> Mapping[str, bool]:
    """Return by key whether a new value asks at least as much as the old one, where that can be told."""
    severities = tuple(Severity)
    return {
        "severity": severities.index(now.severity) <= severities.index(was.severity),
        "milestone": {was.milestone, now.milestone} <= {*order}
        and order.index(now.milestone) <= order.index(was.milestone),
        "evidence": now.evidence.rank >= was.evidence.rank,
        "not_applicable": _FREEST.index(now.exemption) <= _FREEST.index(was.exemption),
        "second_person": now.second_person,
        "max_age_days": now.max_age_days is not None and now.max_age_days <= (was.max_age_days or now.max_age_days),
        "lead_days": now.lead_days >= was.lead_days,
        "needs": set(was.needs) <= set(now.needs),
    }
