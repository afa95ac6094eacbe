"""The counts of all recorded runs, which docs/testing.md shows: taken out of the folder, they begin anew. Knows no target."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from tests.fuzz.tally import Count

FILE: Final = Path(__file__).with_name("results.json")


def recorded() -> dict[str, Count]:
    """Return what the recorded runs of each target came to, in the order of the first."""
    known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return {name: Count(**count) for name, count in known.items()}


def record(name: str, count: Count) -> None:
    """Add the count of a run of a target."""
    known = recorded()
    counts = {**known, name: known.get(name, Count()) + count}
    text = json.dumps({name: each._asdict() for name, each in counts.items()}, indent=2)
    FILE.write_text(f"{text}\n", encoding="utf-8")


def table(counts: Mapping[str, Count]) -> Iterator[str]:
    """Yield a table in Markdown: the count of each target, and of all together."""
    total = sum(counts.values(), Count())
    yield "| target | inputs | seconds | exceptions | slow |"
    yield "|---|---:|---:|---:|---:|"
    for name, count in {**counts, "all": total}.items():
        yield f"| {name} | {count.inputs:,} | {count.seconds:,.0f} | {count.exceptions} | {count.slow} |"
