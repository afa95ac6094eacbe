"""Says what an audit came to as outputs of a step on GitHub: words of ours, numbers and paths, one `name=value` a line.

    python3 -I scripts/outputs.py EXIT-CODE report=report.json [NAME=PATH ...]

Nothing that a plan says is passed on. Needs nothing but Python, because the action runs it outside of this project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

#: Worst first.
VERDICTS = ("no_go", "undecided", "go_with_conditions", "go")
COURSES = ("unreachable", "off_course", "on_course")
#: The exit codes of an audit that read every plan whole: passed, failed, undecided.
READ = ("0", "1", "3")

Reports = Sequence[Mapping[str, Any]]


def answers(reports: Reports) -> Iterator[tuple[str, str]]:
    """Yield what several reports come to: the worst word of each kind, and the least figure. ValueError."""
    yield "verdict", VERDICTS[min(VERDICTS.index(report["verdict"]) for report in reports)]
    yield "course", COURSES[min(COURSES.index(report["course"]) for report in reports)]
    tenths = [_tenths(report["figures"]) for report in reports if report["figures"]["possible_points"]]
    yield "readiness", f"{min(tenths) // 10}.{min(tenths) % 10}" if tenths else ""


def _tenths(figures: Mapping[str, Any]) -> int:
    """Return tenths of a per cent proven, floored, so that 89.99 never looks like 90."""
    return int(1000 * Fraction(str(figures["proven_points"])) / Fraction(str(figures["possible_points"])))


def written(files: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the files that are there. ValueError for a path that would end its line."""
    for name, path in files.items():
        if not path.isprintable():
            raise ValueError(f"{path!r} is no path for an output")
        if path and Path(path).is_file():
            yield name, path


def main(code: str, *arguments: str) -> None:
    """Print the outputs. Where a plan could not be read, no answer is given: that of the others would look like all."""
    files = dict(argument.split("=", 1) for argument in arguments)
    said = [*written(files)]
    if code in READ:
        said += answers(json.loads(Path(files["report"]).read_text(encoding="utf-8"))["reports"])
    for name, value in said:
        print(f"{name}={value}")


if __name__ == "__main__":
    main(*sys.argv[1:])
