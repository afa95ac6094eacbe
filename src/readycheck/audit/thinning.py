"""What a plan speaks of no more, or asks less of: entries of its sections that left, and terms of those that stayed.

A rule that reads a section is met more easily where there is less to read. What an entry says of how far it has come
is no term: only what must be true of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from readycheck.audit.departure import shown
from readycheck.model.deviation import Deviation
from readycheck.model.place import Locate, PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.journey import Journey
from readycheck.model.plan.metric import Target
from readycheck.model.vocabulary import Level, Stage

Term = str | int | float | StrEnum | Target | tuple[str, ...] | None


class Spoken(NamedTuple):
    """One entry of a section."""

    what: str
    """How it is known: `metric time-to-close`."""
    path: PlanPath
    terms: Mapping[str, Term] = {}
    """What must be true of it; of numbers, the smaller asks more."""
    settled: bool = False
    """True where it has happened, so that nothing more is asked of it."""


def thinned(was: LaunchPlan, now: LaunchPlan, locate: Locate) -> Iterator[Deviation]:
    """Yield what a plan speaks of no more, or otherwise than was agreed, in the order of the agreed plan."""
    after = dict(_known(now))
    for key, old in _known(was):
        new = after.get(key)
        if new is None:
            yield Deviation(key, "there", "not there", not old.settled, locate(_enclosing(old.path)))
            continue
        for name, term in old.terms.items():
            if term != new.terms[name]:
                easier = not _asks_as_much(term, new.terms[name])
                yield Deviation(f"{key}: {name}", _words(term), _words(new.terms[name]), easier, locate(new.path))


def _known(plan: LaunchPlan) -> Iterator[tuple[str, Spoken]]:
    """Yield every entry under a name of its own: those that are called alike are counted."""
    seen: Counter[str] = Counter()
    for spoken in chain(_journeys(plan), _between(plan), _customers(plan), _measured(plan), _launching(plan)):
        seen[spoken.what] += 1
        yield spoken.what if seen[spoken.what] == 1 else f"{spoken.what} ({seen[spoken.what]})", spoken


def _enclosing(path: PlanPath) -> PlanPath:
    """Return the path of what an entry stood in: the list, or the section."""
    return path[:-1] if len(path) > 1 else path


def _asks_as_much(was: Term, now: Term) -> bool:
    """Return whether a term is known to ask at least as much. What was not asked before is more."""
    match was, now:
        case (None | (), _):
            return True
        case (tuple(), tuple()):
            return {*was} <= {*now}
        case (Target(), Target()):
            return _is_as_tight(was, now)
        case (Level(), Level()):
            return [*Level].index(now) >= [*Level].index(was)
        case (int(), int()):
            return now <= was
        case _:
            return False


def _is_as_tight(was: Target, now: Target) -> bool:
    above = was.at_least is None or (now.at_least is not None and now.at_least >= was.at_least)
    below = was.at_most is None or (now.at_most is not None and now.at_most <= was.at_most)
    return above and below and was.unit == now.unit


def _words(term: Term) -> str:
    return "not said" if term is None else term.words if isinstance(term, Target) else shown(term)


# ---------------------------------------------------------------- the sections
def _journeys(plan: LaunchPlan) -> Iterator[Spoken]:
    for index, journey in enumerate(plan.journeys or ()):
        path: PlanPath = ("journeys", index)
        stages = tuple(stage.value for stage in Stage if stage not in journey.skips)
        yield Spoken(f"journey “{journey.name}”", path, {"for": journey.segment, "stages": stages})
        yield from _touchpoints(journey, path)


def _touchpoints(journey: Journey, path: PlanPath) -> Iterator[Spoken]:
    for index, step in enumerate(journey.touchpoints):
        terms: dict[str, Term] = {
            "stage": step.stage,
            "department": step.department,
            "promise": step.promise,
            "level": step.level,
            "questions": tuple(question.how for question in step.questions),
        }
        yield Spoken(f"touchpoint “{step.name}” of “{journey.name}”", (*path, "touchpoints", index), terms)


def _between(plan: LaunchPlan) -> Iterator[Spoken]:
    for index, handoff in enumerate(plan.handoffs or ()):
        terms: dict[str, Term] = {
            "carries": handoff.carries,
            "accept": handoff.accept,
            "within_days": handoff.within_days,
        }
        kind = "standing" if handoff.standing else "once"
        settled = handoff.accepted is not None
        yield Spoken(f"handoff {handoff.ends} ({kind})", ("handoffs", index), terms, settled)
    for name, part in plan.departments.items():
        path: PlanPath = ("departments", name)
        for index, ask in enumerate(part.asks or ()):
            settled = ask.got is not None
            yield Spoken(f"ask of {name} from {ask.of}: {ask.what}", (*path, "asks", index), settled=settled)
        for fact in part.stated:
            yield Spoken(f"stated by {name}: {fact}", (*path, "stated", fact))
    for fact in plan.stated or {}:
        yield Spoken(f"stated: {fact}", ("stated", fact))


def _customers(plan: LaunchPlan) -> Iterator[Spoken]:
    customers = plan.customers
    for index, segment in enumerate(customers.segments or () if customers else ()):
        yield Spoken(f"segment {segment.id}", ("customers", "segments", index))
    for index, account in enumerate(customers.accounts or () if customers else ()):
        yield Spoken(f"account “{account.name}”", ("customers", "accounts", index))
    for index, voice in enumerate(plan.voice_of_customer or ()):
        terms: dict[str, Term] = {"every_days": voice.every_days, "feeds": voice.feeds}
        yield Spoken(f"voice of customer: {voice.source}", ("voice_of_customer", index), terms)


def _measured(plan: LaunchPlan) -> Iterator[Spoken]:
    for index, metric in enumerate(plan.metrics or ()):
        terms: dict[str, Term] = {
            "kind": metric.kind,
            "target": metric.target,
            "from": metric.since or "the launch",
            "every_days": metric.every_days,
        }
        yield Spoken(f"metric {metric.id}", ("metrics", index), terms)


def _launching(plan: LaunchPlan) -> Iterator[Spoken]:
    for index, scenario in enumerate(plan.scenarios or ()):
        yield Spoken(f"scenario: {scenario.what_if}", ("scenarios", index))
    if plan.rollback is not None:
        yield Spoken("rollback", ("rollback",))
    for department in plan.launch_week.cover if plan.launch_week else ():
        yield Spoken(f"cover of {department} in the launch week", ("launch_week", "cover", department))
    for index, announcement in enumerate(plan.announcements or ()):
        over = f" over {announcement.channel}" if announcement.channel else ""
        yield Spoken(f"announcement to {announcement.to}{over}", ("announcements", index))
    for index, needed in enumerate(plan.depends_on or ()):
        terms: dict[str, Term] = {"needs": needed.needs, "plan": needed.plan}
        settled = needed.reached is not None
        yield Spoken(f"needed launch “{needed.launch}”", ("depends_on", index), terms, settled)
    for index, made in enumerate(plan.decisions):
        conditions = tuple(asked.what for asked in made.conditions)
        terms = {"decision": made.decision, "conditions": conditions, "despite": made.despite}
        yield Spoken(f"decision for {made.milestone} on {made.dated}", ("decisions", index), terms)
    for index, waiver in enumerate(plan.waivers):
        asked = (waiver.condition.what,) if waiver.condition else ()
        yield Spoken(f"waiver of {waiver.item}", ("waivers", index), {"condition": asked}, settled=True)
