"""Every item that a rule answers has a plan that passes and one that fails, as a launch manager would write them.

The plans lie beside this file, `<department>.<item>/passes.yaml` and `fails.yaml`. The first line of each says what it
shows. In one that fails, the second line holds what the department's lead must read, after `# expect:`, and
`# here` ends the line at which the finding must point. They are audited through the public path, with the shipped
checklists and the built-in policy, three weeks before launch.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from readycheck.app import AuditRequest, PlanSource, audit_plan, load_rules_for
from readycheck.files import disk
from readycheck.model.report import Finding
from readycheck.model.vocabulary import Outcome

pytestmark = pytest.mark.usefixtures("untraced")

HERE = Path(__file__).parent
EVIDENCE = HERE / "evidence"
AS_OF = date(2026, 11, 22)
EXPECT, MARK = "# expect: ", "# here"


@cache
def rule_items() -> frozenset[str]:
    """Return every shipped item that a rule answers."""
    catalogue = load_rules_for(HERE, disk(HERE), None).catalogue
    return frozenset(item.id for item in catalogue.items if item.spec.rule is not None)


def collected(name: str) -> list[str]:
    """Return the items that have a plan of this name."""
    return sorted(path.parent.name for path in HERE.glob(f"*/{name}"))


def audited(path: Path) -> Finding:
    """Return what the audit finds of the item that a plan's directory names; the plan itself is without fault."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert lines[0].endswith(".")
    result = audit_plan(PlanSource(str(path.relative_to(HERE)), path), AuditRequest(AS_OF))
    assert result.problems == ()
    assert result.report is not None
    assert result.report.policy_name == "built-in"
    assert result.report.defects == ()
    return next(found for found in result.report.findings if found.item == path.parent.name)


@pytest.mark.parametrize("item", collected("passes.yaml"))
def test_an_item_is_met_by_a_plan_that_does_what_it_asks(item: str) -> None:
    """The finding is met: the item applies, its rule holds, and whatever it needs is answered in the same plan."""
    found = audited(HERE / item / "passes.yaml")
    assert (found.outcome, found.reason) == (Outcome.MET, "")


@pytest.mark.parametrize("item", collected("fails.yaml"))
def test_an_item_is_open_where_the_plan_has_the_usual_fault(item: str) -> None:
    """The finding is open, says what the lead must know, and points at the line that is to be mended."""
    path = HERE / item / "fails.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith(EXPECT)
    (marked,) = (number for number, line in enumerate(lines, start=1) if line.endswith(MARK))
    found = audited(path)
    assert found.outcome is Outcome.OPEN
    assert lines[1].removeprefix(EXPECT) in found.reason
    assert (found.place.file, found.place.line) == (f"{item}/fails.yaml", marked)


def test_every_item_with_a_rule_has_both_plans() -> None:
    """A rule item cannot ship without a plan that passes and one that fails, and no plan outlives its item."""
    directories = {path.name for path in HERE.iterdir() if path.is_dir()} - {EVIDENCE.name, "__pycache__"}
    for kind, names in (("passes", collected("passes.yaml")), ("fails", collected("fails.yaml")), ("", directories)):
        assert rule_items() - set(names) == set(), f"rule items without {kind or 'a directory'}"
        assert set(names) - rule_items() == set(), f"{kind or 'directories'} of no rule item"


def test_the_plans_differ_and_use_all_evidence() -> None:
    """No plan is a copy of another, and no note lies beside them that none of them offers."""
    texts = {path: path.read_text(encoding="utf-8") for path in HERE.glob("*/*.yaml")}
    assert len(set(texts.values())) == len(texts)
    assert all(any(f"../evidence/{note.name}" in text for text in texts.values()) for note in EVIDENCE.iterdir())


def test_a_plan_that_says_nothing_proves_nothing(tmp_path: Path) -> None:
    """No item, and no rule either, gives a point to a launch of which only name, day and owner are known."""
    plan = tmp_path / "plan.yaml"
    plan.write_text(
        "readycheck: 1\nlaunch: {name: A, owner: a.b, milestones: {ga: 2026-12-22}}\npeople: {a.b: product}\n"
    )
    report = audit_plan(PlanSource("plan.yaml", plan), AuditRequest(AS_OF)).report
    assert report is not None
    assert {found.outcome for found in report.findings} == {Outcome.UNKNOWN}
    assert report.figures.proven == Fraction(0)
    assert report.figures.answered == Fraction(0)
