"""Plans and policies on disk, for tests of what reads them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, load_plan, read_plan
from readycheck.documents.policy import Rules, load_rules
from readycheck.errors import RefusedInput
from readycheck.model.place import Problem

DEPARTMENTS = frozenset({"legal", "finance", "support", "cloud-ops"})
HEAD = "readycheck: 1\nlaunch: {name: Aurora, owner: mara.lind, milestones: {ga: 2026-12-22}}\n"
PEOPLE = "people: {mara.lind: product, dana.cho: legal}\n"


def rules(tmp_path: Path, policy: str | None = None, **files: str) -> Rules:
    """Load a policy, written to `tmp_path` with the other files beside it; None for the built-in one."""
    for name, text in files.items():
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    if policy is None:
        return load_rules(None, "", tmp_path)
    path = tmp_path / "readycheck.yaml"
    path.write_text(policy, encoding="utf-8")
    return load_rules(path, "readycheck.yaml", tmp_path)


def load(text: str, given: Rules | None = None) -> LoadedPlan:
    """Load a plan of one file."""
    found = given or load_rules(None, "", Path.cwd())
    return load_plan(PlanFiles(PlanFile("plan.yaml", text.encode()), {}), found.catalogue, found.milestones)


def load_directory(directory: Path, name: str = "plan") -> LoadedPlan:
    """Load a plan that is a directory."""
    found = load_rules(None, "", directory)
    return load_plan(read_plan(directory, name, directory, DEPARTMENTS), found.catalogue, found.milestones)


def refusals(action: Any, *arguments: Any) -> tuple[Problem, ...]:
    """Return the problems with which something is refused."""
    with pytest.raises(RefusedInput) as caught:
        action(*arguments)
    return caught.value.problems
