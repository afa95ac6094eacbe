"""What a go would rest on: everything that somebody accepted, with an owner and a date, in the order of the table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from readycheck.audit.assessment import Assessment, is_exempt_blocker
from readycheck.audit.condition import Route
from readycheck.audit.exceptions import CheckedWaiver
from readycheck.audit.people import who
from readycheck.audit.standing import Inputs
from readycheck.model.checklist import Item
from readycheck.model.obligation import Obligation, Origin
from readycheck.model.place import Locate
from readycheck.model.report import Finding, Reliance
from readycheck.model.vocabulary import Serves


def reliances(
    inputs: Inputs, assessment: Assessment, found: tuple[Finding, ...], owed: tuple[Obligation, ...], locate: Locate
) -> Iterator[Reliance]:
    """Yield what items rest on, in checklist order, then which of the obligations sign-offs ask for."""
    state = assessment.state
    valid = {checked.waiver.item: checked for checked in assessment.waivers if checked.defect is None}
    by_id = {finding.item: finding for finding in found}
    for item in state.items:
        route = state.route(item)
        if route is Route.WAIVER:
            yield _waiver(inputs, valid[item.id], locate)
        elif route in {Route.REFUSAL, Route.PLAN} or is_exempt_blocker(item, state):
            yield _answer(inputs, assessment, item, route, by_id[item.id])
    for known in owed:
        if known.relied_on and known.origin is Origin.SIGN_OFF:
            yield Reliance("sign-off", known.subject, known.text, known.owner, known.by, known.place)


def _waiver(inputs: Inputs, checked: CheckedWaiver, locate: Locate) -> Reliance:
    plan, waiver = inputs.plan, checked.waiver
    condition = waiver.condition
    watcher = who(plan, (condition.owner if condition else None) or waiver.approved_by)
    by = (plan.on(condition.by) if condition else None) or waiver.until
    text = condition.what if condition else f"waived: {waiver.reason}"
    if condition is not None and condition.met is not None and condition.met <= inputs.as_of:
        text, by = f"{text}, met on {condition.met}", waiver.until
    return Reliance("waiver", waiver.item, text + _costs(waiver.costs), watcher, by, locate(checked.path))


def _answer(inputs: Inputs, assessment: Assessment, item: Item, route: Route, finding: Finding) -> Reliance:
    plan, audited = inputs.plan, assessment.day.audited
    response = assessment.work.responses[item.id]
    if route is Route.REFUSAL:
        text = f"will not be done: {response.reason}{_costs(response.costs)}"
        watcher = who(plan, response.approved_by or response.owner)
        return Reliance("refusal", item.id, text, watcher, audited, finding.place)
    if route is Route.PLAN:
        due, expect = assessment.work.dates(item.id)
        day = expect or due or (finding.timing.by if finding.timing else audited)
        return Reliance("plan", item.id, finding.title, finding.owner, day, finding.place)
    text = f"does not apply: {finding.reason or 'no reason given'}"
    watcher = who(plan, plan.launch.owner if item.dropped else response.approved_by or response.owner)
    return Reliance("not_applicable", item.id, text, watcher, audited, finding.place)


def _costs(costs: Mapping[Serves, str]) -> str:
    """Return what accepting a gap costs, as it is read out in the meeting."""
    return "".join(f"; {serves}: {costs[serves]}" for serves in Serves if serves in costs)
