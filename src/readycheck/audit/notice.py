"""Notices: what somebody should mend in the plan although it decides nothing, in the order of the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from readycheck.audit.assessment import Assessment
from readycheck.audit.authors import AUTHORS, authors
from readycheck.audit.outcome import Day
from readycheck.audit.standing import Inputs
from readycheck.model.obligation import Obligation, Origin
from readycheck.model.place import Locate, Place
from readycheck.model.report import Finding, Notice, Reliance
from readycheck.model.vocabulary import Decision, Outcome, Severity, Strength

#: One file offered for more items than this is named: it can hardly prove them all.
MANY_ITEMS = 3


def notices(
    inputs: Inputs,
    assessment: Assessment,
    found: tuple[Finding, ...],
    reliances: tuple[Reliance, ...],
    owed: tuple[Obligation, ...],
    locate: Locate,
) -> tuple[Notice, ...]:
    """Return every notice, those for the first screen first, then by place."""
    every = [
        *_signs(inputs, assessment, locate),
        *_waivers(assessment, locate),
        *_leaders(inputs, found, locate),
        *_answers(assessment, found, locate),
        *_expiries(inputs, assessment, found),
        *_reused_files(inputs, assessment, locate),
        *_outdated(assessment, locate),
        *_disproved(inputs, assessment, locate),
        *_unopened_links(inputs, assessment, found),
        *_overdue_conditions(reliances, assessment.day.as_of),
        *_overdue_obligations(owed),
        *_mixed_scripts(inputs, locate),
        *_doubles(inputs, locate),
        *authors(inputs, assessment, locate),
    ]
    return tuple(sorted(every, key=_order))


def _order(notice: Notice) -> tuple[bool, bool, Place, str]:
    """What holds of words in general comes after what is wrong with one."""
    return (not notice.first_screen, notice.kind == AUTHORS, notice.place, notice.message)


def _waivers(assessment: Assessment, locate: Locate) -> Iterator[Notice]:
    for checked in assessment.waivers:
        if checked.defect is not None:
            message = f"the waiver of {checked.waiver.item} has no effect: it {checked.defect}"
            yield Notice("waiver", message, locate(checked.path), first_screen=True)


def _signs(inputs: Inputs, assessment: Assessment, locate: Locate) -> Iterator[Notice]:
    for department, word in assessment.state.words.items():
        for path, why in word.ignored:
            yield Notice("sign-off", f"the sign-off of {department} has no effect: it {why}", locate(path))
        if word.sign_off is None or word.path[1] != department:
            continue
        if word.sign_off.decision is Decision.NO_GO:
            said = f': "{word.sign_off.note}"' if word.sign_off.note else ""
            by = inputs.plan.name_of(word.sign_off.by)
            message = f"{department} says no-go ({by}, {word.sign_off.dated}){said}"
            yield Notice("sign-off", message, locate(word.path), first_screen=True)
        elif premature(assessment, department):
            message = f"{department} signed off on {word.sign_off.dated} although blockers of it are open"
            yield Notice("sign-off", message, locate(word.path))


def premature(assessment: Assessment, department: str) -> bool:
    """Return whether a department said go although a blocker of it is a gap that nobody waived."""
    sign_off = assessment.state.words[department].sign_off
    return (
        sign_off is not None
        and sign_off.decision is not Decision.NO_GO
        and any(
            item.department == department
            and item.spec.severity is Severity.BLOCKER
            and assessment.outcomes[item.id].is_gap
            and item.id not in assessment.state.waived
            for item in assessment.state.items
        )
    )


def _leaders(inputs: Inputs, found: tuple[Finding, ...], locate: Locate) -> Iterator[Notice]:
    """Departments that stand at one place, as all do that are not in the plan, are named together."""
    unled: dict[Place, list[str]] = defaultdict(list)
    gaps: dict[str, int] = Counter(finding.department for finding in found if finding.outcome.is_gap)
    for department in inputs.catalogue.titles:
        if gaps[department] and inputs.plan.lead_of(department) is None:
            unled[locate(("departments", department))].append(department)
    for place, departments in unled.items():
        number = sum(gaps[department] for department in departments)
        count = f"{number} gap{'s have' if number > 1 else ' has'} no owner by default"
        yield Notice("lead", f"nobody leads {', '.join(departments)}: {count}", place)


def _answers(assessment: Assessment, found: tuple[Finding, ...], locate: Locate) -> Iterator[Notice]:
    for finding in found:
        response = assessment.work.responses[finding.item]
        if response.status is not None and finding.reads is not None:
            message = f"{finding.item} is read from {finding.reads}; this answer is not used"
            yield Notice("unused", message, locate(response.path))
        elif response.status is not None and assessment.judgements[finding.item].ruled_out:
            yield Notice(
                "unused", f"{finding.item} does not apply ({finding.reason}); this answer is not used", finding.place
            )
        if finding.timing is not None:
            yield from _dates(finding, assessment.day)


def _expiries(inputs: Inputs, assessment: Assessment, found: tuple[Finding, ...]) -> Iterator[Notice]:
    """Proofs that end before the last milestone, in one notice; one whose answer has a day for its renewal is fine."""
    last = inputs.timeline.last
    ending = [
        finding
        for finding in found
        if finding.expires is not None
        and finding.expires < inputs.timeline.days[last]
        and assessment.work.responses[finding.item].planned_day is None
    ]
    if ending:
        listed = ", ".join(f"{finding.item} ({finding.expires})" for finding in ending)
        proofs = "a proof ends" if len(ending) == 1 else f"{len(ending)} proofs end"
        yield Notice("expires", f"{proofs} before {last}: {listed}", ending[0].place)


def _dates(finding: Finding, day_of_audit: Day) -> Iterator[Notice]:
    timing, as_of = finding.timing, day_of_audit.as_of
    assert timing is not None  # noqa: S101 - the caller's branch
    days = {"due": timing.due, "expected": timing.expect if timing.expect != timing.due else None}
    for word, day in days.items():
        must_hold = day_of_audit.audited if finding.outcome is Outcome.UNPROVEN else timing.milestone
        if day is not None and day > must_hold:
            message = f"{finding.item} is {word} {day}, and must hold on {must_hold}"
            yield Notice("late", message, finding.place)
        elif day is not None and day < as_of:
            yield Notice("overdue", f"{finding.item} was {word} {day}", finding.place)
    left = (timing.expect - as_of).days if timing.expect is not None else None
    if finding.outcome is Outcome.OPEN and left is not None and 0 <= left * 4 < timing.remaining_days:
        when = {0: "today", 1: "tomorrow"}.get(left, f"in {left} days")
        message = f"{finding.item} is expected {when}; it usually takes {timing.remaining_days} days"
        yield Notice("optimistic", message, finding.place)


def _reused_files(inputs: Inputs, assessment: Assessment, locate: Locate) -> Iterator[Notice]:
    """Proofs that can hardly show all they are offered for: documents known by what they hold, numbers by name."""
    offered: dict[str, dict[str, str]] = defaultdict(dict)
    for item in assessment.work.items:
        for proof in inputs.facts.proofs.get(item, ()):
            known = proof.text if proof.strength is Strength.MEASUREMENT else proof.digest
            if known is not None:
                offered[known].setdefault(item, proof.text)
    for texts in offered.values():
        if len(texts) > MANY_ITEMS:
            items, (file, *copies) = list(texts), dict.fromkeys(map(_plain_path, texts.values()))
            copied = f" (and, word for word, as {', '.join(f'`{copy}`' for copy in copies)})" if copies else ""
            message = f"`{file}`{copied} is offered as proof of {len(items)} items: {', '.join(items)}"
            yield Notice("reused", message, locate(assessment.work.responses[items[0]].path))


def _unopened_links(inputs: Inputs, assessment: Assessment, found: tuple[Finding, ...]) -> Iterator[Notice]:
    """Links that a go rests on, in one notice, where only their form was looked at."""
    if not assessment.verdict.is_go or inputs.facts.opened is not None:
        return
    links = {(item, proof.text) for item, proofs in inputs.facts.proofs.items() for proof in proofs if proof.is_link}
    resting = [finding for finding in found if finding.counted and (finding.item, finding.proof) in links]
    if resting:
        proofs = "1 proof is a link" if len(resting) == 1 else f"{len(resting)} proofs are links"
        yield Notice("links", f"{proofs}, checked for form only: --online opens links", resting[0].place)


def _plain_path(path: str) -> str:
    """Return a path without detours, so that one file has one name."""
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and parts and parts[-1] != "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)


def _disproved(inputs: Inputs, assessment: Assessment, locate: Locate) -> Iterator[Notice]:
    """Measurements that do not hold beside a proof that does: what was measured must not be passed over."""
    for item, judgement in assessment.work.judgements.items():
        for proof in inputs.facts.proofs.get(item, ()) if judgement.outcome is Outcome.MET else ():
            if proof.strength is Strength.MEASUREMENT and proof.defect is not None:
                message = f"{item} is proven by `{judgement.proof}`, although `{proof.text}` {proof.defect}"
                yield Notice("disproved", message, locate(assessment.work.responses[item].path), first_screen=True)


def _outdated(assessment: Assessment, locate: Locate) -> Iterator[Notice]:
    """Proofs from before what they build on was proven, in one notice: they can hardly speak of it."""
    work, older = assessment.work, []
    for item, judgement in work.judgements.items():
        if judgement.outcome is not Outcome.MET or judgement.dated is None:
            continue
        for need in work.items[item].spec.needs:
            before = work.judgements[need].dated if need in work.judgements else None
            if before is not None and before > judgement.dated:
                older.append((item, f"{item} ({judgement.dated}; {need} {before})"))
    if older:
        what = (
            "a proof is older than what it builds on" if len(older) == 1 else "proofs are older than what they build on"
        )
        message = f"{what}: {', '.join(text for _, text in older)}"
        yield Notice("older", message, locate(work.responses[older[0][0]].path))


def _overdue_conditions(reliances: tuple[Reliance, ...], as_of: date) -> Iterator[Notice]:
    for known in reliances:
        if known.by is not None and known.by < as_of:
            message = f"what {known.subject} rests on was due {known.by}: {known.text}"
            yield Notice("overdue", message, known.place, first_screen=True)


def _overdue_obligations(owed: tuple[Obligation, ...]) -> Iterator[Notice]:
    """Conditions of an earlier yes that are overdue, in one notice; an accepted gap is a gap, and told as one."""
    conditions = [known for known in owed if not known.relied_on and known.origin is not Origin.DESPITE]
    overdue = [known for known in conditions if known.overdue]
    if overdue:
        oldest = overdue[0]
        many = f"{len(overdue)} obligations are overdue, the first" if len(overdue) > 1 else "still owed"
        message = f"{many} since {oldest.by}: {oldest.text} ({oldest.subject})"
        yield Notice("overdue", message, oldest.place, first_screen=True)


def _doubles(inputs: Inputs, locate: Locate) -> Iterator[Notice]:
    """Two ids for one person would be each other's second person."""
    seen: dict[str, str] = {}
    for person in sorted(inputs.plan.people):
        others = {seen.setdefault(mark, person) for mark in inputs.plan.marks_of(person)} - {person}
        if others:
            message = f"{min(others)} and {person} seem to be one person: they have the same name or e-mail"
            yield Notice("person", message, locate(("people", person)), first_screen=True)


def _mixed_scripts(inputs: Inputs, locate: Locate) -> Iterator[Notice]:
    for person, known in inputs.plan.people.items():
        if known.name is None or known.name.isascii():
            continue
        import unicodedata  # noqa: PLC0415 - for names beyond ASCII only

        scripts = {unicodedata.name(letter, "?").split()[0] for letter in known.name if letter.isalpha()}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            message = f"the name of {person} mixes alphabets that look alike: check who it is"
            yield Notice("name", message, locate(("people", person)))
