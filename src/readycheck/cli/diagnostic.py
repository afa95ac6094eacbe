"""Problems of input as they are told: place, source line with what is meant underlined, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from readycheck.model.place import Problem

#: How many problems of one file are told.
MAX_PER_FILE = 200
_WINDOW = 100


def tell(problems: Iterable[Problem]) -> str:
    """Return every problem, sorted by place, what is of a file as a whole last; at most MAX_PER_FILE of each file."""
    ordered = sorted(problems, key=lambda problem: (problem.place.file, not problem.place.line, problem))
    counts: dict[str, int] = {}
    blocks: list[str] = []
    for problem in ordered:
        counts[problem.place.file] = counts.get(problem.place.file, 0) + bool(problem.place.line)
        if counts[problem.place.file] <= MAX_PER_FILE or not problem.place.line:
            blocks.append("\n".join(_lines(problem)))
    blocks += [f"{file}: and {count - MAX_PER_FILE} more" for file, count in counts.items() if count > MAX_PER_FILE]
    total = len(ordered)
    return "\n".join([*blocks, f"{total} problem{'s' if total != 1 else ''}"])


def warn(problems: Iterable[Problem]) -> str:
    """Return problems that do not keep a file from being used, in their order."""
    return "\n".join(line for problem in problems for line in _lines(problem, "warning"))


def _lines(problem: Problem, level: str = "error") -> Iterator[str]:
    yield f"{problem.place}: {level}: {problem.message}"
    if problem.source.strip():
        start = max(0, problem.place.column - 1 - _WINDOW // 2) if problem.place.column > _WINDOW - 20 else 0
        shown = problem.source[start : start + _WINDOW]
        column = problem.place.column - 1 - start
        number = str(problem.place.line)
        yield f"  {number} | {shown}"
        if column < len(shown):
            yield f"  {' ' * len(number)} | {' ' * column}{'^' * max(1, min(problem.width, len(shown) - column))}"
    if problem.help:
        yield f"  help: {problem.help}"
