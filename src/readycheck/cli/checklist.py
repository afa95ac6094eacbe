"""`readycheck checklist`: what is in force, and whether checklist files are sound."""

from __future__ import annotations

import json
from pathlib import Path

from readycheck.cli.diagnostic import tell, warn
from readycheck.cli.rules import rules_here
from readycheck.cli.streams import say, write_stdout
from readycheck.documents.catalogue import Source, load_checklist
from readycheck.documents.lint import lint as lint_sources
from readycheck.documents.policy import Rules
from readycheck.documents.validation import did_you_mean
from readycheck.errors import ExitCode, UsageError
from readycheck.files import disk, real
from readycheck.model.text import printable
from readycheck.model.vocabulary import Severity


def list_checklists(*, policy: str | None, as_json: bool) -> int:
    """Print departments with the number of their items, and the profile facts."""
    catalogue = rules_here(policy).catalogue
    departments = [
        {
            "department": department,
            "title": title,
            "items": sum(item.department == department for item in catalogue.items),
            "blockers": sum(
                item.department == department and item.spec.severity is Severity.BLOCKER for item in catalogue.items
            ),
        }
        for department, title in catalogue.titles.items()
    ]
    facts = catalogue.facts
    if as_json:
        document = {"version": catalogue.version, "checklists": departments, "facts": facts}
        write_stdout(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return ExitCode.PASSED
    lines = [f"Checklists {catalogue.version}: {len(catalogue.items)} items", ""]
    lines += [
        f"{row['department']:<20} {row['items']:>3} items, {row['blockers']:>2} blockers  {row['title']}"
        for row in departments
    ]
    lines += ["", "Profile facts, answered yes, no or unknown under `profile:`", ""]
    lines += [f"{fact:<24} {question}" for fact, question in facts.items()]
    write_stdout("\n".join(lines) + "\n")
    return ExitCode.PASSED


def show(*, department: str, policy: str | None, as_json: bool) -> int:
    """Print a department's items; UsageError where it has no checklist."""
    catalogue = rules_here(policy).catalogue
    items = [item for item in catalogue.items if item.department == department]
    if not items:
        hint = did_you_mean(department, catalogue.titles) or f"there are {', '.join(catalogue.titles)}"
        raise UsageError(f"no checklist of `{printable(department)}` is in force", hint=hint)
    if as_json:
        document = [{"item": item.id, **item.spec.model_dump(mode="json", exclude={"id"})} for item in items]
        write_stdout(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        return ExitCode.PASSED
    widest = max(len(item.spec.id) for item in items)
    lines = [
        f"{item.spec.severity:<8} {item.spec.milestone:<10} {item.spec.id:<{widest}}  {item.spec.title}"
        for item in items
    ]
    write_stdout("\n".join([f"{catalogue.titles[department]}: {len(items)} items", "", *lines]) + "\n")
    return ExitCode.PASSED


def lint(*, files: tuple[str, ...], policy: str | None) -> int:
    """Check checklist files, or those in force; exit 2 where one cannot be used."""
    rules = rules_here(policy)
    sources = _sources(files, rules)
    concerned = frozenset(source.name for source in sources)
    if files:
        concerned &= frozenset(map(printable, files))
    found = lint_sources(sources, concerned, rules.catalogue.facts, rules.milestones)
    if found.errors:
        say(tell(found.errors))
    if found.warnings:
        say(warn(found.warnings))
    items = sum(len(source.checklist.items) for source in sources if source.name in concerned)
    verdict = f"{len(found.errors)} errors, {len(found.warnings)} warnings"
    write_stdout(f"{len(concerned)} checklists, {items} items: {verdict}\n")
    return ExitCode.REFUSED if found.errors else ExitCode.PASSED


def _sources(files: tuple[str, ...], rules: Rules) -> tuple[Source, ...]:
    """Return the files given and, so that prerequisites are found, what is in force besides them."""
    given = [load_checklist(name, real(Path(name)), disk(Path(name).parent), own=True) for name in files]
    named = {source.file for source in given}
    return (*(source for source in rules.sources if source.file not in named), *given)
