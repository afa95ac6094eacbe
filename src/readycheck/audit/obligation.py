"""What is still owed from an earlier yes, whichever milestone is audited and however long ago it was given.

Conditions of sign-offs, waivers and the meeting's decisions are owed until `met` is given; a gap that the meeting
accepted, for as long as it is one. Nothing here decides anything: a verdict is computed without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from readycheck.audit.assessment import Assessment
from readycheck.audit.condition import Route
from readycheck.audit.people import who
from readycheck.audit.standing import Inputs
from readycheck.model.between import Who
from readycheck.model.obligation import Obligation, Origin
from readycheck.model.place import Locate, PlanPath
from readycheck.model.plan import Condition, MeetingDecision, SignOff
from readycheck.model.vocabulary import Decision


class _Yes(NamedTuple):
    """A yes that something was asked for with."""

    origin: Origin
    subject: str
    milestone: str | None
    department: str | None
    by: str
    dated: date
    until: date | None
    """By when what came with it must happen, where it gives no day itself."""
    path: PlanPath
    relied_on: bool = False


def obligations(inputs: Inputs, assessment: Assessment, locate: Locate) -> tuple[Obligation, ...]:
    """Return every open obligation, the one due first first, then by origin, subject and text.

    What somebody repeats for the same milestone in the same words is one obligation: the latest counts.
    """
    latest: dict[tuple[str | None, ...], Obligation] = {}
    for yes, asked in _asked(inputs, assessment):
        known = _owed(inputs, yes, asked, locate)
        key = (known.origin, known.subject, known.milestone, known.text)
        if key not in latest or _weight(known) > _weight(latest[key]):
            latest[key] = known
    still = (known for known in latest.values() if known.met is None or known.met > inputs.as_of)
    return tuple(sorted(still, key=_order))


def _weight(known: Obligation) -> tuple[bool, date]:
    return (known.relied_on, known.given)


def _order(known: Obligation) -> tuple[date, int, str, str, str, date]:
    origin = list(Origin).index(known.origin)
    return (known.by or date.max, origin, known.subject, known.milestone or "", known.text, known.given)


def _owed(inputs: Inputs, yes: _Yes, asked: Condition, locate: Locate) -> Obligation:
    by = inputs.plan.on(asked.by) or yes.until
    return Obligation(
        origin=yes.origin,
        subject=yes.subject,
        milestone=yes.milestone,
        department=yes.department,
        text=asked.what,
        given_by=Who(yes.by, inputs.plan.name_of(yes.by)),
        given=yes.dated,
        owner=who(inputs.plan, asked.owner),
        by=by,
        overdue=by is not None and by < inputs.as_of,
        met=asked.met,
        relied_on=yes.relied_on,
        place=locate(yes.path),
    )


def _asked(inputs: Inputs, assessment: Assessment) -> Iterator[tuple[_Yes, Condition]]:
    """Yield what was asked for up to as-of, open or met, each with the yes that it came with and somebody to see to it.

    A yes binds although its giver leads the department no longer, a waiver although it has ended.
    """
    given = (*_signed(inputs, assessment), *_waived(inputs, assessment), *_decided(inputs))
    for yes, conditions in given:
        for asked in conditions if yes.dated <= inputs.as_of else ():
            yield yes, asked.model_copy(update={"owner": asked.owner or yes.by})
    yield from _despite(inputs, assessment)


def _signed(inputs: Inputs, assessment: Assessment) -> Iterator[tuple[_Yes, tuple[Condition, ...]]]:
    counting = {word.path for word in assessment.state.words.values() if word.sign_off is not None}
    for department, part in inputs.plan.departments.items():
        for index, signed in enumerate(part.signoffs):
            path: PlanPath = ("departments", department, "signoffs", index)
            relied_on = path in counting and signed.decision is Decision.CONDITIONAL
            until = inputs.timeline.days.get(signed.milestone)
            yes = _Yes(Origin.SIGN_OFF, department, signed.milestone, department, signed.by, signed.dated, until, path)
            words = signed.note or "signed off with conditions that are not written down"
            yield yes._replace(relied_on=relied_on), _conditions(signed, words)


def _waived(inputs: Inputs, assessment: Assessment) -> Iterator[tuple[_Yes, tuple[Condition, ...]]]:
    state = assessment.state
    valid = {checked.waiver.item: checked.path for checked in assessment.waivers if checked.defect is None}
    used = {valid[item.id] for item in state.items if state.route(item) is Route.WAIVER}
    for index, waiver in enumerate(inputs.plan.waivers):
        path: PlanPath = ("waivers", index)
        department, relied_on = waiver.item.partition(".")[0], path in used
        by, dated, until = waiver.approved_by, waiver.dated, waiver.until
        yes = _Yes(Origin.WAIVER, waiver.item, None, department, by, dated, until, path, relied_on)
        yield yes, () if waiver.condition is None else (waiver.condition,)


def _decided(inputs: Inputs) -> Iterator[tuple[_Yes, tuple[Condition, ...]]]:
    for index, made in enumerate(inputs.plan.decisions):
        words = "" if made.despite else "decided go with conditions that are not written down"
        yield _meeting(inputs, index, made, Origin.DECISION, made.milestone), _conditions(made, words)


def _despite(inputs: Inputs, assessment: Assessment) -> Iterator[tuple[_Yes, Condition]]:
    """Yield the gaps that a meeting accepted; what an item's own waiver or refusal carries stands there."""
    state, work = assessment.state, assessment.work
    carried = {item.id for item in state.items if state.route(item) in {Route.WAIVER, Route.REFUSAL}}
    for index, made in enumerate(inputs.plan.decisions):
        if made.decision is Decision.NO_GO or made.dated > inputs.as_of:
            continue
        for item in made.despite:
            if item in work.items and assessment.outcomes[item].is_gap:
                due, expect = work.dates(item)
                what, owner, by = work.items[item].spec.title, work.owner(item), expect or due
                yes = _meeting(inputs, index, made, Origin.DESPITE, item)
                yes = yes._replace(department=work.items[item].department, until=None, relied_on=item in carried)
                yield yes, Condition(what=what, owner=owner, by=by)


def _meeting(inputs: Inputs, index: int, made: MeetingDecision, origin: Origin, subject: str) -> _Yes:
    until = inputs.timeline.days.get(made.milestone)
    return _Yes(origin, subject, made.milestone, None, made.by, made.dated, until, ("decisions", index))


def _conditions(given: SignOff | MeetingDecision, unwritten: str) -> tuple[Condition, ...]:
    """Return what a yes asked for; of a conditional one that does not say, `unwritten`, where that is anything."""
    if given.decision is Decision.NO_GO:
        return ()
    if given.decision is Decision.CONDITIONAL and not given.conditions and unwritten:
        return (Condition(what=unwritten),)
    return given.conditions
