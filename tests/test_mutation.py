"""The recorded mutation run is of what it should be of, and says that the tests notice."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from scripts.score import Score, recorded

LEAST = 85


@pytest.fixture(scope="module")
def configured() -> dict[str, Any]:
    """The parts of pyproject.toml."""
    path = Path(__file__).parent.parent / "pyproject.toml"
    parts: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["tool"]["mutation"]
    return parts


def test_every_module_of_the_list_was_measured(configured: dict[str, Any]) -> None:
    """Those that pyproject.toml names, and no others, each with mutants."""
    listed = {module["path"] for part in configured.values() for module in part["modules"]}
    assert {name for name, found in recorded().items() if found["mutants"]} == listed


@pytest.mark.parametrize("name", recorded())
def test_of_every_module_the_tests_notice_most_mutants(name: str) -> None:
    """85 % of those that are not equivalent, of each module by itself; and what was not noticed is listed."""
    found = recorded()[name]
    assert Score.of([found]).per_cent >= LEAST
    noticed = found["killed"] + found["timeout"]
    assert noticed + found["equivalent"] + len(found["survivors"]) == found["mutants"]


def test_a_score_is_of_the_mutants_that_differ_and_is_not_rounded_up() -> None:
    """Of 12 mutants one is equivalent; 8 of 11 are 72.7 %, and two modules are counted together."""
    one = {"mutants": 12, "killed": 7, "timeout": 1, "equivalent": 1}
    assert Score.of([one]).per_cent == 72.7
    assert Score.of([one, {**one, "killed": 10, "equivalent": 0}]) == Score(24, 19, 1)
