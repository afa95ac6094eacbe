"""The ground between departments as the report shows it: the same judgements as the rules', for each entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import zip_longest

from readycheck.audit.people import who
from readycheck.audit.standing import Inputs
from readycheck.model.between import (
    Between,
    ContradictionState,
    HandoffState,
    JourneyCell,
    JourneyGap,
    JourneyMap,
    JourneyRow,
    JourneyStep,
    OwedAsk,
    PromiseState,
)
from readycheck.model.place import Locate, PlanPath
from readycheck.model.vocabulary import Coverage, Stage
from readycheck.rules import Failing, Subject
from readycheck.rules.asks import asker_of, open_asks
from readycheck.rules.handoffs_accepted import crossings, defect_of_standing, missing_handoffs
from readycheck.rules.handoffs_on_time import defect_of_once
from readycheck.rules.hard_questions import HardQuestions
from readycheck.rules.promises_kept import promises
from readycheck.rules.stated import contradictions
from readycheck.rules.touchpoints import Touchpoints
from readycheck.rules.way import steps_of


def between(inputs: Inputs, subject: Subject, settled: frozenset[str], locate: Locate) -> Between:
    """Return the ground between departments; `subject` says on which days and by which facts it is judged.

    What a kind of rule among `settled` would find is nobody's concern here: it does not apply, or is waived.
    """
    handoffs = tuple(_handoffs(subject, locate))
    kept = tuple(_promises(subject, locate))
    different = tuple(_contradictions(subject, locate))
    return Between(
        journeys=tuple(_journeys(inputs, subject, handoffs, settled, locate)),
        handoffs=handoffs,
        promises=kept,
        contradictions=different,
        asks=tuple(sorted(_asks(subject, locate), key=lambda ask: (ask.owed_by, ask.by, ask.place))),
        falls=tuple(_falls(handoffs, kept, different, subject, settled)),
    )


def _falls(
    handoffs: tuple[HandoffState, ...],
    kept: tuple[PromiseState, ...],
    different: tuple[ContradictionState, ...],
    subject: Subject,
    settled: frozenset[str],
) -> Iterator[str]:
    asked_by = {"standing": "handoffs_accepted", "missing": "handoffs_accepted", "once": "handoffs_on_time"}

    def uncaught(state: HandoffState | PromiseState) -> bool:
        return state.owner is None or state.due is None or not subject.as_of <= state.due <= subject.audited

    unaccepted = [
        _unaccepted(handoff)
        for handoff in handoffs
        if handoff.defect is not None and uncaught(handoff) and asked_by[handoff.kind] not in settled
    ]
    unkept = [
        _unkept(promise)
        for promise in kept
        if promise.defect is not None and uncaught(promise) and "promises_kept" not in settled
    ]
    told = [
        f"{found.fact} {found.first_value} in {found.first}, {found.other_value} in {found.other}"
        for found in different
        if "stated" not in settled
    ]
    for one_of_each in zip_longest(unaccepted, unkept, told):
        yield from filter(None, one_of_each)


def _unaccepted(handoff: HandoffState) -> str:
    if handoff.kind == "missing":
        return f"no handoff {handoff.ends}"
    receiver = handoff.ends.rpartition(" ")[2]
    return f"{handoff.ends} {(handoff.defect or '').removesuffix(f' by {receiver}')}"


def _unkept(promise: PromiseState) -> str:
    if promise.service_level is not None and promise.service_level.rank < promise.level.rank:
        return f"“{promise.promise}” is {promise.level}, its service {promise.service_level}"
    return f"“{promise.promise}” {promise.defect}"


# ---------------------------------------------------------------- handoffs, promises, facts, asks
def _handoffs(subject: Subject, locate: Locate) -> Iterator[HandoffState]:
    plan = subject.plan
    for index, handoff in enumerate(plan.handoffs or ()):
        ends, days = handoff.ends, handoff.agreed_days
        path = ("handoffs", index)
        once = handoff.standing is None
        defect = defect_of_once(handoff, path, subject) if once else defect_of_standing(handoff, path, subject)
        given, taken = days.get(ends.giver), days.get(ends.receiver)
        if handoff.once:
            given = handoff.offered.dated if handoff.offered else None
            taken = handoff.accepted.dated if handoff.accepted else None
        yield HandoffState(
            ends=str(ends),
            kind="standing" if handoff.standing else "once",
            carries=handoff.carries,
            given=given,
            taken=taken,
            defect=defect.text if defect else None,
            owner=who(plan, defect.owner if defect else handoff.owner or plan.lead_of(ends.receiver)),
            due=plan.on(handoff.due),
            place=locate(path),
        )
    for missing, crossing in missing_handoffs(plan):
        yield HandoffState(
            ends=str(crossing.ends),
            kind="missing",
            carries=(),
            given=None,
            taken=None,
            defect=missing.text,
            owner=who(plan, missing.owner),
            due=missing.due,
            place=locate(missing.path),
        )


def _promises(subject: Subject, locate: Locate) -> Iterator[PromiseState]:
    for promise in promises(subject):
        yield PromiseState(
            promise=promise.text,
            level=promise.level,
            touchpoint=promise.step.touchpoint.name,
            service=promise.service,
            service_level=promise.service_level,
            department=promise.department,
            defect=promise.flaw,
            owner=who(subject.plan, promise.owner),
            due=promise.step.due,
            place=locate((*promise.step.path, "promise")),
        )


def _contradictions(subject: Subject, locate: Locate) -> Iterator[ContradictionState]:
    for found in contradictions(subject.plan):
        yield ContradictionState(
            fact=found.fact,
            first=found.first.by,
            first_value=found.first.words,
            first_place=locate(found.first.path),
            other=found.other.by,
            other_value=found.other.words,
            other_place=locate(found.other.path),
            owner=who(subject.plan, found.owner),
        )


def _asks(subject: Subject, locate: Locate) -> Iterator[OwedAsk]:
    plan = subject.plan
    for department in dict.fromkeys(asker_of(plan, name) for name in plan.departments):
        for ask in open_asks(plan, department, subject.as_of):
            yield OwedAsk(
                owed_by=ask.owed_by,
                asked_by=ask.asked_by,
                what=ask.what,
                owner=who(plan, ask.owner),
                by=ask.by,
                overdue=ask.by < subject.as_of,
                place=locate(ask.path),
            )


# ---------------------------------------------------------------- the map
def _journeys(
    inputs: Inputs, subject: Subject, handoffs: tuple[HandoffState, ...], settled: frozenset[str], locate: Locate
) -> Iterator[JourneyMap]:
    plan = subject.plan
    names = {segment.id: segment.name for segment in (plan.customers.segments if plan.customers else None) or ()}
    flaws: dict[PlanPath, list[Failing]] = defaultdict(list)
    for flaw in _failing(subject, handoffs, settled):
        flaws[flaw.path[:4]].append(flaw)
    kept = {promise.step.path: promise.flaw is None for promise in promises(subject)}
    for index, journey in enumerate(plan.journeys or ()):
        way = tuple(steps_of(plan, index))
        steps = tuple(
            JourneyStep(
                name=step.touchpoint.name,
                stage=step.touchpoint.stage,
                department=_title(inputs, step.touchpoint.department),
                promise=step.touchpoint.promise,
                kept=kept.get(step.path, False),
                gaps=tuple(
                    JourneyGap(flaw.text, who(plan, flaw.owner), flaw.due, locate(flaw.path))
                    for flaw in flaws[step.path]
                ),
            )
            for step in way
        )
        by_department: dict[str, list[JourneyStep]] = {}
        for step, shown in zip(way, steps, strict=True):
            by_department.setdefault(step.touchpoint.department, []).append(shown)
        yield JourneyMap(
            name=journey.name,
            segment=names.get(journey.segment or ""),
            owner=who(plan, journey.owner or plan.launch.owner),
            rows=tuple(map(_row, by_department.values())),
            steps=steps,
            skipped=tuple((stage, journey.skips[stage]) for stage in Stage if stage in journey.skips),
            gaps=tuple(gap for step in steps for gap in step.gaps),
            place=locate(("journeys", index)),
        )


def _title(inputs: Inputs, department: str) -> str:
    part = inputs.plan.departments.get(department)
    return (part.called if part else None) or inputs.catalogue.titles.get(department, department)


def _row(own: list[JourneyStep]) -> JourneyRow:
    """Return how a department stands on a journey, from its steps."""
    cells = []
    for stage in Stage:
        here = [step for step in own if step.stage is stage]
        coverage = Coverage.COVERED if here else Coverage.NONE
        coverage = Coverage.GAP if any(step.gaps for step in here) else coverage
        cells.append(JourneyCell(coverage, tuple(step.name for step in here)))
    return JourneyRow(own[0].department, tuple(cells))


def _failing(subject: Subject, handoffs: tuple[HandoffState, ...], settled: frozenset[str]) -> Iterator[Failing]:
    """Yield what is wrong at touchpoints: untested, unanswered, a promise not kept, nobody who takes over."""
    plan = subject.plan
    if "touchpoints" not in settled:
        yield from Touchpoints().judge(subject).failing
    if "hard_questions" not in settled:
        yield from HardQuestions().judge(subject).failing
    for promise in promises(subject):
        if promise.flaw is not None and "promises_kept" not in settled:
            yield Failing(f"“{promise.text}” {promise.flaw}", promise.owner, promise.step.due, promise.step.path)
    broken = {
        tuple(map(plan.doer_of, handoff.ends.split(" -> "))): handoff
        for handoff in handoffs
        if handoff.kind != "once" and handoff.defect
    }
    for crossing in crossings(plan):
        handoff = broken.get(tuple(crossing.ends))
        if handoff is not None and "handoffs_accepted" not in settled:
            defect = "which is not planned" if handoff.kind == "missing" else handoff.defect
            owner = handoff.owner.id if handoff.owner else None
            text = f"{crossing.after.name} is reached over {crossing.ends}, {defect}"
            yield Failing(text, owner, handoff.due, crossing.after.path)
