"""Values to models: plans, checklists and policies load, or are refused; what loads can be written down again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from readycheck.app.auditing import audit_plan
from readycheck.app.reading import AuditRequest
from readycheck.app.source import PlanSource
from readycheck.documents.past_report import parse_report
from readycheck.documents.plain import plain
from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, known_names, load_plan
from readycheck.documents.policy import Rules, load_rules, load_shipped
from readycheck.documents.policy_lint import lint_policy
from readycheck.documents.yaml_text import Notes, entry
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import LaunchClass
from readycheck.reports import Format, Options, render
from readycheck.syntax.yaml import parse
from tests.documents.shelves import HEAD, Memory, checklist
from tests.fuzz.refusal import accepted

ROOT = Path("/repository")
RULES = load_shipped()
_DEPARTMENTS = ("legal", "support", "finance")
_NOTES = Notes()
_FORMATS = tuple(Format)


def files_of(data: bytes) -> PlanFiles:
    """Return the plan that bytes are: the main file, and behind each NUL the file of a department."""
    main, *own = data.split(b"\0")
    parts = {name: PlanFile(f"{name}.yaml", part) for name, part in zip(_DEPARTMENTS, own, strict=False)}
    return PlanFiles(PlanFile("launch.yaml", main), parts)


def load(data: bytes) -> LoadedPlan | None:
    """Return the plan that bytes are; None where it is refused."""
    return accepted(lambda: load_plan(files_of(data), RULES.catalogue, RULES.milestones))


def plan(data: bytes) -> None:
    """A plan that loads is the same plan when it is written down by another hand and read again."""
    loaded = load(data)
    if loaded is None:
        return
    values = plain(loaded.plan)
    known = known_names(loaded.document, RULES.catalogue, RULES.milestones)
    lines = (line for key, value in values.items() for line in entry(key, value, (key,), _NOTES))
    again = parse("\n".join(lines).encode(), "again.yaml").value
    assert LaunchPlan.model_validate(again, context=known) == loaded.plan


def audit(data: bytes) -> None:
    """A plan that loads can be audited, no rule crashes on it, and any format can show what came of it."""
    parts = data.split(b"\0")
    names = ("launch.yaml", *(f"{name}.yaml" for name in _DEPARTMENTS))
    tree = Memory(ROOT, {**dict(zip(names, parts, strict=False)), "legal/terms.md": b"# Terms\n\nAgreed on Monday.\n"})
    source = PlanSource("launch.yaml", ROOT / "launch.yaml", revision=tree)
    audited = audit_plan(source, AuditRequest(as_of=date(2026, 11, 22), slip=len(data) % 3, weeks=len(data) % 2))
    if audited.report is None:
        assert audited.problems
        return
    assert not audited.report.defects, audited.report.defects
    form = _FORMATS[len(data) % len(_FORMATS)]
    assert render(form, (audited.report,), Options(all_gaps=True, terminal=len(data) % 2 == 0, width=80))


def check_list(data: bytes) -> None:
    """A checklist of the company's own puts its items in force, each under its id, or is refused with its places."""
    rules = rules_of(HEAD + "shipped_checklists: false\nchecklists: [own.yaml]\n", data)
    if rules is None:
        return
    written = parse(data, "own.yaml").value
    expected = [f"{written['department']}.{item['id']}" for item in written["items"]]
    assert [item.id for item in (*rules.catalogue.items, *rules.catalogue.newer)] == expected


def policy(data: bytes) -> None:
    """A policy can be put in force for every class of launch, and linted."""
    rules = rules_of(data, checklist("legal", "press", "terms"))
    if rules is None:
        return
    for launch_class in LaunchClass:
        assert rules.in_force(launch_class).milestones
    lint_policy(rules)


def rules_of(own: str | bytes, listed: str | bytes) -> Rules | None:
    """Return what a policy puts in force beside a checklist and another policy; None where it is refused."""
    base = HEAD + "facts: {hosted: Is it hosted?}\n"
    tree = Memory(ROOT, {"readycheck.yaml": own, "own.yaml": listed, "base.yaml": base})
    return accepted(lambda: load_rules(ROOT / "readycheck.yaml", "readycheck.yaml", tree))


def past_report(data: bytes) -> None:
    """A report of before is read, or refused."""
    accepted(lambda: parse_report(data, "past.json"))
