"""The words that every format shares: one phrase for each verdict, course, outcome, condition and person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from readycheck.model.between import Who
from readycheck.model.checklist import ChecklistItem
from readycheck.model.figures import BlockerCount, Figures
from readycheck.model.number import percent, plain
from readycheck.model.outlook import Earliest, Link
from readycheck.model.report import (
    DepartmentResult,
    Finding,
    Judged,
    Recorded,
    Reliance,
    Report,
    SignOffState,
    WaiverUse,
)
from readycheck.model.vocabulary import Course, Decision, Exemption, Outcome, Serves, Strength, Verdict
from readycheck.reports.day import day_words, days_words, short_day

#: A chain of more links is said by its first and its last.
_LINKS = 5

VERDICT = {
    Verdict.NO_GO: "no-go",
    Verdict.UNDECIDED: "undecided",
    Verdict.GO_WITH_CONDITIONS: "go with conditions",
    Verdict.GO: "go",
}
COURSE = {
    Course.ON_COURSE: "on course",
    Course.OFF_COURSE: "off course, still reachable",
    Course.UNREACHABLE: "not reachable by then",
}
OUTCOME = {
    Outcome.MET: "proven",
    Outcome.UNPROVEN: "claimed",
    Outcome.OPEN: "not done",
    Outcome.UNKNOWN: "no answer",
    Outcome.NOT_APPLICABLE: "n/a",
}
PROOF = {
    Strength.NONE: "nothing beyond the answer",
    Strength.CLAIM: "a sentence that says what is so",
    Strength.LINK: "a link, or a document in the repository",
    Strength.DOCUMENT: "a document in the repository",
    Strength.MEASUREMENT: "a number in a file of the repository, within its limit",
}
EXEMPTION = {
    Exemption.NEVER: "never: every launch that it applies to needs it",
    Exemption.APPROVED: "with a reason, approved by the sponsor or the lead of another department",
    Exemption.WITH_REASON: "with a reason",
    Exemption.FREE: "without further ado",
}
DECISION = {Decision.GO: "go", Decision.CONDITIONAL: "conditional", Decision.NO_GO: "no-go"}
DECIDED = {**DECISION, Decision.CONDITIONAL: "go with conditions"}


def milestone_name(milestone: str) -> str:
    """Return a milestone as it is printed: GA in capitals, others as they are."""
    return "GA" if milestone == "ga" else milestone


def countdown(report: Report) -> str:
    """Return the days to the milestone: T-30, T-0, T+2."""
    return f"T-{report.days_left}" if report.days_left >= 0 else f"T+{-report.days_left}"


def proof_words(spec: ChecklistItem) -> str:
    """Return the least that proves an item that is answered by a status."""
    parts = [PROOF[spec.evidence]]
    parts += ["checked by somebody other than its owner"] if spec.second_person else []
    parts += [f"dated, at most {spec.max_age_days} days old"] if spec.max_age_days is not None else []
    return "; ".join(parts)


def outcome_words(finding: Finding) -> str:
    """Return an outcome as it is said on screen, with what decided it."""
    words = finding.reason or OUTCOME[finding.outcome]
    return f"waived; {words}" if finding.waived else words


def why_words(gap: Finding) -> str:
    """Return why a gap is one, with the ticket where there is one."""
    return outcome_words(gap) + (f" ({gap.ticket})" if gap.ticket else "")


def holder_words(gap: Finding) -> str:
    """Return whoever holds a gap up, and whose item it is where that is somebody else."""
    assert gap.timing is not None  # noqa: S101 - gaps have a timing
    holder = person_words(gap.timing.holder)
    other = gap.owner is not None and gap.owner != gap.timing.holder
    return f"{holder} (item: {person_words(gap.owner)})" if other else holder


def act_words(gap: Finding) -> str:
    """Return why a gap is one, and who acts by which day."""
    assert gap.timing is not None  # noqa: S101 - gaps have a timing
    return f"{why_words(gap)}; {holder_words(gap)}, by {gap.timing.by}"


def waiver_words(waiver: WaiverUse) -> str:
    """Return why a gap is accepted, by whom and until when."""
    return f"{waiver.reason} (accepted by {waiver.approved_by.name} until {waiver.until})"


def accepting_waivers(report: Report) -> dict[str, WaiverUse]:
    """Return the waivers that have an effect, by item."""
    return {waiver.item: waiver for waiver in report.waivers if waiver.defect is None}


def listed(names: Sequence[str], most: int = 5) -> str:
    """Return the first of some names, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


def defects_sentence(report: Report) -> str:
    """Return what could not be checked because a rule of ours failed; empty where none did."""
    if not report.defects:
        return ""
    return f"Not checked, because readycheck itself failed: {listed(report.defects)}. That counts as no answer."


def blockers_sentence(count: BlockerCount) -> str:
    """Return how the blockers stand, in one sentence; the parts add up."""
    if count.total == 0:
        return "No blocker applies."
    parts = [
        (count.proven, "proven"),
        (count.planned, "on course"),
        (count.waived, "waived"),
        (count.not_applicable, "n/a"),
    ]
    said = [f"{number} {'is' if number == 1 else 'are'} {words}" for number, words in parts if number]
    stuck = f"{count.stuck} {'has' if count.stuck == 1 else 'have'} no way to yes yet" if count.stuck else ""
    if count.stuck == count.total:
        return (
            f"None of the {count.total} blockers has a way to yes yet."
            if count.total > 1
            else "The one blocker has no way to yes yet."
        )
    if count.proven == count.total:
        return f"All {count.total} blockers are proven." if count.total > 1 else "The one blocker is proven."
    parted = "; ".join(filter(None, [", ".join(said), stuck]))
    return f"Of {count.total} blocker{'s' if count.total != 1 else ''} {parted}."


def deciding(report: Report) -> Iterator[Judged]:
    """Yield the conditions that are why the verdict is not better, in the order of the table."""
    return (condition for condition in report.conditions if condition.decided)


def condition_words(condition: Judged) -> str:
    """Return a condition with what was measured and what was asked: `proven 19.3 % of 90`."""
    if condition.limit is None or condition.measure is None:
        return f"{condition.name} {condition.value}"
    if condition.measured is None:
        return f"{condition.name}: {condition.value}"
    if condition.measure.has_ceiling:
        return f"{condition.name} {condition.value}, at most {plain(condition.limit)}"
    return f"{condition.name} {condition.value} of {plain(condition.limit)}"


def state_words(condition: Judged) -> str:
    """Return whether a condition holds as things stand; `may hold` where answers are missing that could save it."""
    return "holds" if condition.holds else ("may hold" if condition.holds_at_best else "fails")


def says_words(word: SignOffState) -> str:
    """Return what a department says; a dash where nobody asks it."""
    return DECISION[word.decision] if word.decision else ("not yet" if word.required else "–")


def watch_words(department: DepartmentResult) -> str:
    """Return what the meeting should look at of a department; empty where there is nothing."""
    word = department.sign_off
    early = ("signed off early",) if word.premature else ()
    note = (f'"{word.note}"',) if word.note else ()
    return "; ".join((*department.watch, *early, *note))


def milestones_words(report: Report) -> str:
    """Return what would be said of each milestone if it were today."""
    said = (f"{milestone_name(each.id)} {short_day(each.day)} {VERDICT[each.verdict]}" for each in report.milestones)
    return " · ".join(said)


def figures_words(figures: Figures) -> str:
    """Return the figures of readiness in one line."""
    return (
        f"Proven {percent(figures.proven)} · claimed {percent(figures.claimed)} · planned "
        f"{percent(figures.planned)} · answered {percent(figures.answered)} · not applicable "
        f"{percent(figures.not_applicable_share)}."
    )


def blockers_ok(report: Report) -> str:
    """Return how many blockers of all departments are no hindrance: `3 of 7`."""
    ok = sum(department.blockers_ok for department in report.departments)
    return f"{ok} of {sum(department.blockers for department in report.departments)}"


def person_words(person: Who | None) -> str:
    """Return a person's name, or who is missing."""
    return person.name if person is not None else "nobody named"


def earliest_sentence(earliest: Earliest, milestone: str, planned: date, as_of: date) -> str:
    """Return when a milestone can be reached at the earliest, and what sets that, in one sentence."""
    name = milestone_name(milestone)
    if earliest.day is None:
        return f"No earliest possible {name}: {earliest.because}."
    day = "today" if earliest.day == as_of else day_words(earliest.day, as_of)
    chain = chain_words(earliest.chain, as_of)
    why = f", set by {chain}" if chain else f" ({earliest.because})" if earliest.because else ""
    if earliest.spare_days < 0:
        state = "has passed" if planned < as_of else "is not reachable"
        return f"{name} on {day_words(planned, as_of)} {state}; earliest {day}{why}."
    spare = days_words(earliest.spare_days) if earliest.spare_days else "no day"
    return f"Earliest possible {name} {day} ({spare} to spare){why}."


def chain_words(chain: tuple[Link, ...], as_of: date) -> str:
    """Return the gaps of a chain, each with its days; of a long one the first and the last."""
    said = [_link_words(link, as_of) for link in chain]
    if len(said) > _LINKS:
        said = [*said[: _LINKS - 2], f"{len(said) - _LINKS + 1} more", said[-1]]
    return " → ".join(said)


def _link_words(link: Link, as_of: date) -> str:
    takes = f"expected {day_words(link.finish, as_of)}" if link.expected and link.away is None else f"{link.days} d"
    name = link.owner.name if link.owner is not None else "its owner"
    away = f", {name} away to {day_words(link.away, as_of)}" if link.away is not None else ""
    return f"{link.item} ({takes}{away})"


SERVES = {
    Serves.RETAIN: "keeps customers",
    Serves.WIN: "wins customers",
    Serves.PROTECT: "lowers risk",
}


def pressing_words(gap: Finding) -> str:
    """Return why a gap stands where it does in the order: what `audit.finding.rank` looks at, in its order."""
    assert gap.timing is not None  # noqa: S101 - gaps have a timing
    timing = gap.timing
    parts = [
        gap.severity.value,
        "overdue" if timing.overdue else "",
        f"due {short_day(timing.by)}" if gap.planned else f"to start by {short_day(timing.latest_start)}",
        f"{timing.waiting} wait{'s' if timing.waiting == 1 else ''} for it" if timing.waiting else "",
        *(SERVES[serves] for serves in gap.serves),
    ]
    return ", ".join(filter(None, parts))


def kind_words(reliance: Reliance) -> str:
    """Return what kind of thing a go rests on; a plan is what has not happened yet."""
    return "still to come" if reliance.kind == "plan" else reliance.kind.replace("_", " ")


def accepted_now(report: Report) -> tuple[Reliance, ...]:
    """Return what a go rests on; while it is none, only what somebody signed, not every plan for a gap."""
    if report.verdict.is_go:
        return report.reliances
    return tuple(reliance for reliance in report.reliances if reliance.kind != "plan")


def departments_shown(report: Report) -> tuple[DepartmentResult, ...]:
    """Return the departments that have a part: those of the plan, and those of which something applies."""
    return tuple(part for part in report.departments if part.in_plan or part.figures.proven is not None)


def left_out(report: Report) -> tuple[Finding, ...]:
    """Return the items that count for nothing because an answer or the policy says so, in checklist order."""
    return tuple(found for found in report.findings if found.exempt and found.counted)


def decided_last(report: Report) -> tuple[Recorded, ...]:
    """Return what a meeting decided of the audited milestone: its last decision, where there is one."""
    decided = [made for made in report.decisions if made.milestone == report.milestone]
    return tuple(sorted(decided, key=lambda made: made.dated)[-1:])


def headline_title(report: Report) -> str:
    """Return what the gaps of the first screen are."""
    gaps = report.headline
    if not gaps:
        return "No gap is left." if not report.gaps else "No gap to show."
    stuck_blockers = _stuck_blockers(report)
    if gaps[0].stuck and gaps[0].severity == "blocker":
        blockers = f"{stuck_blockers} blockers" if stuck_blockers > 1 else "blocker"
        if len(gaps) > stuck_blockers:
            return f"The {blockers}, and more, without a way to yes"
        return f"The {blockers} without a way to yes"
    if gaps[0].stuck:
        return "What has no way to yes yet"
    return "What is next" if report.verdict.is_go else "What stands between today and a go"


def headline_left(report: Report) -> int:
    """Return how many more gaps are of the kind that the title of the first screen's gaps names."""
    if not report.headline or not report.headline[0].stuck:
        return 0
    return max(0, _stuck_blockers(report) - len(report.headline))


def _stuck_blockers(report: Report) -> int:
    """Return how many blockers have no way to yes: of those listed, where some gaps were left out."""
    if not report.shown:
        return report.blockers.stuck
    return sum(gap.stuck and gap.severity == "blocker" for gap in report.gaps)


def gaps_words(gaps: int) -> str:
    """Return a number of gaps: `1 gap`, `30 gaps`."""
    return f"{gaps} gap{'s' if gaps != 1 else ''}"


def gaps_title(report: Report) -> str:
    """Return what the list of gaps is called: `All 30 gaps`, or `The 3 gaps shown` where some were left out."""
    if report.shown:
        return f"The {gaps_words(len(report.gaps))} shown"
    return f"All {gaps_words(len(report.gaps))}" if len(report.gaps) > 1 else "The one gap"
