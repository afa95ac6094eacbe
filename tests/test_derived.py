"""What is derived from the code is current: schemas, packaged values, references, and every output in README and docs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from scripts.console import BLOCK
from scripts.generate import PAGES, derived

from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import load_shipped

pytestmark = pytest.mark.usefixtures("untraced")

ALWAYS = ("packaged.json", "plan-v1.schema.json", "README.md")


def test_every_derived_file_is_current() -> None:
    """`python -m scripts.generate` would change nothing; README and docs show what commands really print."""
    names = []
    for path, text in derived():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m scripts.generate"
        names.append(path.name)
    assert set(ALWAYS) <= set(names)


def test_every_page_with_commands_is_run(root: Path) -> None:
    """A page that shows a command of ours is among those that the generator runs."""
    pages = [root / "README.md", *(root / "docs").glob("*.md")]
    shown = {str(page.relative_to(root)) for page in pages if BLOCK.search(page.read_text(encoding="utf-8"))}
    assert shown <= set(PAGES)


# ---------------------------------------------------------------- what the pages say
_FENCED = re.compile(r"^```(?P<kind>\w+)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


def fenced(page: Path, kind: str) -> list[str]:
    """The blocks of one kind on a page."""
    return [block["body"] for block in _FENCED.finditer(page.read_text(encoding="utf-8")) if block["kind"] == kind]


def test_a_newcomer_gives_ten_answers_twice(root: Path) -> None:
    """The page of the first launch: ten answers to `init`, ten in the plan, then the first gap explained and closed."""
    page = root / "docs" / "first-launch.md"
    init, empty, answered, explained, closed, *_ = fenced(page, "console")
    assert len(re.findall(r"^(?=\S).*\?(?: .*)?$", init, re.MULTILINE)) == 10
    assert fenced(page, "diff")[0].count("\n+") == 10
    assert "UNDECIDED" in empty
    first = re.search(r"^  [x!?] (\S+?)(?:…|\s)", answered, re.MULTILINE)
    assert first is not None
    assert f"$ readycheck explain {first[1]}" in explained
    assert f"? {first[1]}" not in closed


def test_the_sections_that_the_docs_show_are_a_plan(root: Path) -> None:
    """Every YAML block of the page about what lies between departments can stand in one plan."""
    people = "mara.lind ola.berg lee.ng sam.ito kofi.mensah lin.wu nina.bauer ben.osei".split()
    head = {
        "readycheck": 1,
        "launch": {"name": "Aurora", "owner": "mara.lind", "milestones": {"ga": "2026-12-15"}},
        "people": {**dict.fromkeys(people, "product"), "sre-oncall": {"department": "cloud-ops", "team": True}},
    }
    text = yaml.safe_dump(head, sort_keys=False) + "".join(fenced(root / "docs" / "between.md", "yaml"))
    rules = load_shipped()
    loaded = load_plan(PlanFiles(PlanFile("between.yaml", text.encode()), {}), rules.catalogue, rules.milestones)
    plan = loaded.plan
    assert plan.journeys
    assert plan.handoffs
    assert plan.launch_week is not None
