"""`readycheck explain`: one item, for the person who must answer it; or a word of reports, or a profile fact."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from readycheck.cli.rules import rules_here
from readycheck.cli.streams import write_stdout
from readycheck.documents.lint import load_practices
from readycheck.documents.policy import Rules
from readycheck.documents.validation import did_you_mean
from readycheck.errors import ExitCode, UsageError
from readycheck.model.checklist import ChecklistItem, Item
from readycheck.model.text import printable
from readycheck.model.vocabulary import Exemption, LaunchClass, Requirement, Severity, Strength
from readycheck.reports.wording import EXEMPTION, SERVES, proof_words
from readycheck.rules import KINDS, parse_rule

_WIDTH, _LABEL = 80, 9
_DEMAND = {
    Requirement.MET: "a go needs it proven",
    Requirement.WAIVED: "a go needs it proven, or waived",
    Requirement.EXPLAINED: "a go needs it proven, planned, waived, or refused by somebody who may",
    Requirement.ANSWERED: "a go needs an answer to it",
    Requirement.ANY: "counts in the figures, and alone never keeps a launch back",
}


def explain(*, item: str, policy: str | None) -> int:
    """Print an item, a word or a fact; UsageError where there is none of that name."""
    from readycheck.cli.glossary import WORDS  # noqa: PLC0415 - for those who ask for a word only

    rules = rules_here(policy)
    catalogue = rules.catalogue
    found = catalogue.by_id.get(catalogue.renamed.get(item, item))
    word = item.lower().replace("-", "_").replace(" ", "_")
    if found is not None:
        lines = _lines(found, rules)
    elif word in WORDS:
        lines = _prose(f"{word}: {WORDS[word]}")
    elif item in catalogue.facts:
        lines = _fact(item, rules)
    else:
        raise _unknown(item, rules, WORDS)
    write_stdout("\n".join(lines) + "\n")
    return ExitCode.PASSED


def _unknown(name: str, rules: Rules, words: Iterable[str]) -> UsageError:
    catalogue = rules.catalogue
    hint = did_you_mean(name, {*catalogue.by_id, *words, *catalogue.facts})
    if name in catalogue.titles:
        hint = f"`readycheck checklist show {name}` lists the items of this department"
    message = f"`{printable(name)}` is no item, no word of plans and reports, and no profile fact"
    return UsageError(message, hint=hint or "`readycheck checklist list` lists the departments and the facts")


def _prose(text: str) -> Iterator[str]:
    yield from textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _fact(fact: str, rules: Rules) -> Iterator[str]:
    items = [item.id for item in rules.catalogue.items if fact in item.spec.applies.profile]
    yield from _prose(f"{fact}: {rules.catalogue.facts[fact]}")
    yield ""
    yield from _part("where", f"in the plan, under `profile:`, as `{fact}: yes`, no or unknown")
    yield from _part("decides", f"whether these {len(items)} apply: {', '.join(items)}" if items else "no item")


def _lines(item: Item, rules: Rules) -> Iterator[str]:
    spec = item.spec
    yield f"{item.id} ({spec.severity}, {spec.milestone}, {spec.stage})"
    yield from _prose(spec.title)
    yield ""
    yield from _part("ask", spec.ask)
    yield from _part("why", spec.why)
    for number, step in enumerate(spec.fix, start=1):
        yield from _part("do" if number == 1 else "", f"{number}. {step}")
    if spec.rule is not None:
        rule = parse_rule(spec.rule)
        yield from _part("proof", f"read from the plan ({rule.reads}): {rule.wants}")
    else:
        yield from _part("proof", proof_words(spec))
        yield from _part("n/a", EXEMPTION[spec.exemption])
    yield from _part("who", f"whoever leads {item.department}, unless the plan names another owner")
    yield from _part("takes", f"{_days(spec.lead_days)}; must hold on the day of {spec.milestone}")
    if spec.needs:
        yield from _part("needs", f"{', '.join(spec.needs)}: counts only once that is proven, or n/a")
    yield from _part("matters", _matters(spec, rules))
    if spec.serves:
        words = ", ".join(SERVES[serves] for serves in spec.serves)
        yield from _part("serves", f"{', '.join(spec.serves)}: {words}")
    yield from _part("applies", _applies(spec))
    if item.tailored is not None:
        yield from _part("tailored", f"{item.tailored.change} ({item.tailored.reason})")
    yield from _origin(spec)
    yield ""
    if spec.rule is not None:
        yield "In the plan, for example:"
        yield from (f"  {line}" for line in KINDS[spec.rule.kind].example.splitlines())
    else:
        yield from _example(item)


def _days(days: int) -> str:
    return f"about {days} days" if days != 1 else "about 1 day"


def _matters(spec: ChecklistItem, rules: Rules) -> str:
    """Return what an item means for a go, by the policy in force for a standard launch."""
    if spec.severity is Severity.INFO:
        return f"{spec.severity}: is shown, and counts for nothing"
    demanded = rules.in_force(LaunchClass.STANDARD).require.of(spec.severity)
    return f"{spec.severity}: {_DEMAND[demanded]}"


def _part(label: str, text: str) -> Iterator[str]:
    lines = textwrap.wrap(text, _WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False)
    for index, line in enumerate(lines):
        yield f"{label if index == 0 else '':<{_LABEL}}{line}"


def _applies(spec: ChecklistItem) -> str:
    parts = []
    if spec.applies.classes:
        parts.append(f"to {' and '.join(spec.applies.classes)} launches")
    if spec.applies.profile:
        parts.append(f"where the profile says yes to {' and '.join(spec.applies.profile)}")
    return ", ".join(parts) or "always"


def _origin(spec: ChecklistItem) -> Iterator[str]:
    if not spec.practices:
        return
    shipped = load_practices()
    known = {practice.id: practice for practice in shipped.practices}
    for name in spec.practices:
        practice = known[name]
        source = shipped.sources[practice.source]
        yield from _part("from", f"{practice.practice} ({source.title}; {source.published})")


def _proof(item: Item) -> str:
    """Return how the proof of an item is written, after its status."""
    spec, file = item.spec, f"{item.department}/{item.spec.id}"
    if spec.evidence is Strength.NONE:
        return ""
    fields = {
        Strength.CLAIM: [f"file: {file}.md"] if spec.max_age_days else ['"…"'],
        Strength.LINK: ['link: "https://…"'] if spec.max_age_days else ['"https://…"'],
        Strength.DOCUMENT: [f"file: {file}.md"] if spec.max_age_days else [f"{file}.md"],
        Strength.MEASUREMENT: [f"file: {file}.json", "value: NAME", "at_most: NUMBER"],
    }[spec.evidence]
    fields += ["date: YYYY-MM-DD"] if spec.max_age_days is not None else []
    written = ", ".join(fields)
    return f", evidence: {{{written}}}" if ": " in written else f", evidence: {written}"


def _example(item: Item) -> Iterator[str]:
    spec = item.spec
    proof = _proof(item)
    second = ", checked_by: somebody.else" if spec.second_person else ""
    yield "In the plan; the other lines are for other answers:"
    yield "  departments:"
    yield f"    {item.department}:"
    yield "      items:"
    yield f"        {spec.id}: {{status: done{proof}{second}}}"
    yield f"      # {spec.id}: {{status: in_progress, expect: YYYY-MM-DD}}"
    if spec.exemption is not Exemption.NEVER:
        why = "" if spec.exemption is Exemption.FREE else ', reason: "…"'
        agreed = ", approved_by: somebody.else" if spec.exemption is Exemption.APPROVED else ""
        yield f"      # {spec.id}: {{status: not_applicable{why}{agreed}}}"
