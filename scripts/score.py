"""What came of the last mutation run, and the table that says so. Runs nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from scripts.console import ROOT

RESULTS = ROOT / "benchmarks" / "results" / "mutation.json"


class Score(NamedTuple):
    """What came of the mutants of a module, or of several."""

    mutants: int
    noticed: int
    """Killed by a failing test, or by running out of time."""
    equivalent: int
    """Reviewed by hand: nothing that the program does is different."""

    @property
    def per_cent(self) -> float:
        """How many of those that differ were noticed; rounded down to one decimal."""
        return 1000 * self.noticed // (self.mutants - self.equivalent) / 10

    @classmethod
    def of(cls, results: Iterable[dict[str, Any]]) -> Score:
        """Return the score of several modules together."""
        counts = [(found["mutants"], found["killed"] + found["timeout"], found["equivalent"]) for found in results]
        return cls(*map(sum, zip(*counts, strict=True)))


def recorded() -> dict[str, dict[str, Any]]:
    """Return what was recorded, by module."""
    results: dict[str, dict[str, Any]] = json.loads(RESULTS.read_text(encoding="utf-8"))
    return results


def score_table() -> Iterator[str]:
    """Yield a table of the recorded scores."""
    results = recorded()
    yield "| part | module | mutants | noticed | equivalent | score | commit |"
    yield "|---|---|---:|---:|---:|---:|---|"
    for name, found in sorted(results.items(), key=lambda entry: (entry[1]["part"], entry[0])):
        yield _row(found["part"], f"`{name}`", Score.of([found]), f"`{found['commit']}`")
    yield _row("all", "", Score.of(results.values()), "")


def _row(part: str, module: str, score: Score, commit: str) -> str:
    counts = f"{score.mutants} | {score.noticed} | {score.equivalent} | {score.per_cent} %"
    return f"| {part} | {module} | {counts} | {commit} |"
