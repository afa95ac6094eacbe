"""`readycheck explain`: one item, for the person who must answer it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from readycheck.cli.rules import rules_here
from readycheck.cli.streams import write_stdout
from readycheck.documents.lint import load_practices
from readycheck.documents.validation import did_you_mean
from readycheck.errors import ExitCode, UsageError
from readycheck.model.checklist import ChecklistItem, Item
from readycheck.model.text import printable
from readycheck.model.vocabulary import Strength
from readycheck.reports.wording import EXEMPTION, proof_words
from readycheck.rules import KINDS, parse_rule

_WIDTH, _LABEL = 80, 9


def explain(*, item: str, policy: str | None) -> int:
    """Print an item; UsageError where there is none of that id."""
    catalogue = rules_here(policy).catalogue
    found = catalogue.by_id.get(catalogue.renamed.get(item, item))
    if found is None:
        hint = did_you_mean(item, catalogue.by_id) or "`readycheck checklist list` lists the departments"
        raise UsageError(f"item `{printable(item)}` does not exist", hint=hint)
    write_stdout("\n".join(_lines(found)) + "\n")
    return ExitCode.PASSED


def _lines(item: Item) -> Iterator[str]:
    spec = item.spec
    yield f"{item.id} ({spec.severity}, {spec.milestone}, {spec.stage})"
    yield from textwrap.wrap(spec.title, _WIDTH)
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
    yield from _part("applies", _applies(spec))
    needs = f"; needs {', '.join(spec.needs)}" if spec.needs else ""
    yield from _part("takes", f"{spec.lead_days} days{needs}")
    if spec.serves:
        yield from _part("serves", ", ".join(spec.serves))
    if item.tailored is not None:
        yield from _part("tailored", f"{item.tailored.change} ({item.tailored.reason})")
    yield from _origin(spec)
    yield ""
    if spec.rule is not None:
        yield "In the plan, for example:"
        yield from (f"  {line}" for line in KINDS[spec.rule.kind].example.splitlines())
    else:
        yield from _example(item)


def _part(label: str, text: str) -> Iterator[str]:
    lines = textwrap.wrap(text, _WIDTH - _LABEL, break_long_words=False, break_on_hyphens=False)
    for index, line in enumerate(lines):
        yield f"{label if index == 0 else '':<{_LABEL}}{line}"


def _applies(spec: ChecklistItem) -> str:
    parts = []
    if spec.applies.profile:
        parts.append(f"where the profile says yes to {', '.join(spec.applies.profile)}")
    if spec.applies.classes:
        parts.append(f"to {' and '.join(spec.applies.classes)} launches")
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


def _example(item: Item) -> Iterator[str]:
    spec = item.spec
    proof = {
        Strength.NONE: "",
        Strength.CLAIM: ', evidence: "…"',
        Strength.LINK: ', evidence: "https://…"',
        Strength.DOCUMENT: f", evidence: {item.department}/{spec.id}.md",
    }[spec.evidence]
    if spec.max_age_days is not None and spec.evidence is not Strength.NONE:
        key, value = ("file", f"{item.department}/{spec.id}.md")
        if spec.evidence is Strength.LINK:
            key, value = ("link", '"https://…"')
        proof = f", evidence: {{{key}: {value}, date: YYYY-MM-DD}}"
    second = ", checked_by: somebody.else" if spec.second_person else ""
    yield "In the plan, once it is done:"
    yield f"  departments: {{{item.department}: {{items: {{"
    yield f"    {spec.id}: {{status: done{proof}{second}}}"
    yield "  }}}"
