"""A plan of one file, and what it is refused for."""

from __future__ import annotations

from typing import Any

import pytest

from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import load_shipped
from readycheck.errors import RefusedInput
from readycheck.model.place import Problem

HEAD = "readycheck: 1\nlaunch: {name: Aurora, owner: mara.lind, milestones: {ga: 2026-12-22}}\n"
PEOPLE = "people: {mara.lind: product, dana.cho: legal}\n"


def load(text: str) -> LoadedPlan:
    """Load a plan of one file."""
    found = load_shipped()
    return load_plan(PlanFiles(PlanFile("plan.yaml", text.encode()), {}), found.catalogue, found.milestones)


def refusals(action: Any, *arguments: Any) -> tuple[Problem, ...]:
    """Return the problems with which something is refused."""
    with pytest.raises(RefusedInput) as caught:
        action(*arguments)
    return caught.value.problems
