"""Findings: each item's outcome with its place, its people and its days; and the order in which gaps press."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from readycheck.audit.answers import Response
from readycheck.audit.assessment import Assessment
from readycheck.audit.clock import Clock
from readycheck.audit.condition import Route
from readycheck.audit.outcome import Judgement
from readycheck.audit.people import who
from readycheck.audit.standing import Inputs, Standing
from readycheck.model.obligation import Obligation, Origin
from readycheck.model.place import Locate, PlanPath
from readycheck.model.report import Finding, Reliance, Step
from readycheck.model.vocabulary import Outcome, Serves, Severity

#: How many things to do the first screen holds.
FIRST = 3


def findings(inputs: Inputs, standing: Standing, locate: Locate) -> tuple[Finding, ...]:
    """Return a finding for every item in force, in checklist order."""
    clock = Clock.of(inputs, standing)
    return tuple(_finding(inputs, standing, clock, item, locate) for item in standing.work.items)


def _finding(inputs: Inputs, standing: Standing, clock: Clock, item_id: str, locate: Locate) -> Finding:
    work, state = standing.work, standing.state
    item, response, judgement = work.items[item_id], work.responses[item_id], work.judgements[item_id]
    outcome = standing.outcomes[item_id]
    planned = item_id in state.planned
    return Finding(
        item=item_id,
        department=item.department,
        title=item.spec.title,
        ask=item.spec.ask,
        why=item.spec.why,
        fix=item.spec.fix,
        severity=item.spec.severity,
        stage=item.spec.stage,
        serves=tuple(serves for serves in Serves if serves in item.spec.serves),
        evidence=item.spec.evidence,
        formerly=item.spec.formerly,
        milestone=inputs.timeline.counts_for(item.spec.milestone),
        counted=inputs.timeline.is_counted(item.spec.milestone, standing.milestone),
        outcome=outcome,
        reason=_reason(standing, item_id),
        status=response.status if item_id not in inputs.rules else None,
        approved_by=who(inputs.plan, response.approved_by),
        exempt=outcome is Outcome.NOT_APPLICABLE and not judgement.ruled_out,
        dropped=item.dropped,
        reads=inputs.rules[item_id].reads if item_id in inputs.rules else None,
        undecided_fact=judgement.undecided_fact,
        place=locate(_path(judgement, response)),
        owner=who(inputs.plan, work.owner(item_id)),
        planned=planned,
        waived=outcome.is_gap and item_id in state.waived,
        stuck=outcome.is_gap and not planned and state.route(item) is Route.FAILS,
        proof=judgement.proof if outcome is Outcome.MET else None,
        expires=judgement.expires if outcome is Outcome.MET else None,
        ticket=response.ticket,
        note=response.note,
        timing=clock.timing(item_id) if outcome.is_gap else None,
        unreached=judgement.unreached,
    )


def _path(judgement: Judgement, response: Response) -> PlanPath:
    """Return where somebody must act: at an undecided fact, at the entry that fails a rule, else at the answer."""
    if judgement.undecided_fact is not None:
        return ("profile", judgement.undecided_fact)
    return judgement.failing[0].path if judgement.failing else response.path


def _reason(standing: Standing, item: str) -> str:
    """Return what decided an outcome; for one that only its prerequisites hold back, which."""
    judgement = standing.judgements[item]
    outcome = standing.outcomes[item]
    if judgement.outcome is outcome:
        return judgement.reason
    missing = [
        need
        for need in standing.work.items[item].spec.needs
        if need in standing.outcomes and not standing.outcomes[need].holds
    ]
    done = "done" if standing.work.items[item].spec.rule is None else "holds in the plan"
    return f"{done}, but needs {', '.join(missing)}"


def rank(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the gaps that count, most pressing first.

    That is by severity, overdue, latest start, how many wait for it, what it serves (retain, win, protect), order.
    """
    severities = list(Severity)

    def key(finding: Finding) -> tuple[int, bool, date, int, list[bool]]:
        assert finding.timing is not None  # noqa: S101 - gaps have a timing
        timing = finding.timing
        served = [serves not in finding.serves for serves in Serves]
        return (severities.index(finding.severity), not timing.overdue, timing.latest_start, -timing.waiting, served)

    return tuple(sorted((finding for finding in found if finding.counted and finding.outcome.is_gap), key=key))


def first_steps(inputs: Inputs, assessment: Assessment, gaps: tuple[Finding, ...]) -> tuple[Step, ...]:
    """Return at most three things to do first: what holds up the most pressing gaps, then missing sign-offs."""
    by_id = {gap.item: gap for gap in gaps}
    steps: dict[str, Step] = {}
    pressing = [gap for gap in gaps if gap.stuck] + [gap for gap in gaps if not gap.stuck and not gap.waived]
    for gap in pressing:
        assert gap.timing is not None  # noqa: S101 - gaps have a timing
        head = by_id.get(gap.timing.chain[0], gap)
        holder, (what, how), subject = gap.timing.holder, step_of(head), head.undecided_fact or head.item
        if holder is None:
            holder = who(inputs.plan, inputs.plan.launch.owner)
            what, how, subject = f"names who leads {head.department}", "", head.department
        steps.setdefault(subject, Step(holder, what, how, head.item, gap.timing.by))
    for department in assessment.state.signers:
        if assessment.state.words[department].sign_off is None:
            lead = who(inputs.plan, inputs.plan.lead_of(department))
            milestone = assessment.milestone
            step = Step(lead, f"says go or no-go for {department}", "", department, inputs.timeline.days[milestone])
            steps.setdefault(f"sign-off of {department}", step)
    return tuple(steps.values())[:FIRST]


def keep_promises(reliances: tuple[Reliance, ...], owed: tuple[Obligation, ...]) -> tuple[Step, ...]:
    """Return at most three things to do first where it is a go: what it rests on, what is owed; the earliest first."""
    steps = [
        *(
            Step(known.owner, _promise(known), "", known.subject, known.by)
            for known in reliances
            if known.by is not None
        ),
        *(_payment(known, known.by) for known in owed if known.by is not None and not known.relied_on),
    ]
    return tuple(sorted(steps, key=lambda step: step.by)[:FIRST])


def _promise(known: Reliance) -> str:
    return f"closes {known.subject}" if known.kind == "plan" else f"sees to {known.subject}: {known.text}"


def _payment(known: Obligation, by: date) -> Step:
    what = f"closes {known.subject}" if known.origin is Origin.DESPITE else f"sees to {known.subject}: {known.text}"
    return Step(known.owner, what, "", known.subject, by)


def step_of(gap: Finding) -> tuple[str, str]:
    """Return what to do about a gap, and how to begin."""
    if gap.undecided_fact is not None:
        return f"decides {gap.undecided_fact}: yes or no", ""
    match gap.outcome:
        case Outcome.UNKNOWN if not gap.unreached:
            return f"answers {gap.item}", gap.ask
        case Outcome.UNPROVEN | Outcome.UNKNOWN:
            return f"proves {gap.item}", gap.reason
        case _:
            return f"closes {gap.item}", gap.reason if gap.reads else gap.fix[0]
