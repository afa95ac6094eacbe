"""What a command costs from start to end, as paired ratios.

Each round runs every command once, alternately, and divides its time by that of the unit in the same round:
`python -c "import yaml; from pydantic import BaseModel"`. The table has the medians of these ratios, so that a
slow or busy machine changes nothing. Run it with the interpreter that readycheck is installed for:

    python benchmarks/startup.py [--rounds 21] [--check]

With --check it exits 1 where a ratio is above its limit.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(tempfile.gettempdir()) / "readycheck-benchmark-cache"
UNIT = ("-c", "import yaml; from pydantic import BaseModel")


@dataclass(frozen=True)
class Contender:
    """A command, and the most it may cost in units; None where it is only shown."""

    name: str
    arguments: tuple[str, ...]
    limit: float | None = None


def largest_example() -> str:
    """The example directory whose YAML files are the largest together."""
    directories = [path.parent for path in (ROOT / "examples").glob("*/launch.yaml")]
    largest = max(directories, key=lambda path: sum(file.stat().st_size for file in path.glob("*.yaml")))
    return str((largest / "launch.yaml").relative_to(ROOT))


def contenders() -> tuple[Contender, ...]:
    """The commands to time."""
    audit = ("-m", "readycheck", "audit", largest_example(), "--as-of", "2026-11-22")
    return (
        Contender("python -c pass", ("-c", "pass")),
        Contender("readycheck --version", ("-m", "readycheck", "--version")),
        Contender("readycheck --help", ("-m", "readycheck", "--help")),
        Contender("readycheck audit README.md (refused)", (*audit[:3], "README.md")),
        Contender(f"readycheck audit {audit[3]}", audit, limit=2.2),
        Contender(f"readycheck audit {audit[3]} -f markdown", (*audit, "-f", "markdown")),
        Contender(f"readycheck audit {audit[3]} -f json", (*audit, "-f", "json")),
    )


def seconds(arguments: tuple[str, ...]) -> float:
    """Run Python once; return the wall time in seconds."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(CACHE)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # compiling anew each time is not what users wait for
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, check=False)
    return time.perf_counter() - start


def main() -> int:
    """Print the table; return 1 where --check is given and a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    every = contenders()
    ratios: dict[str, list[float]] = {contender.name: [] for contender in every}
    for arguments in (UNIT, *(contender.arguments for contender in every)):
        seconds(arguments)  # warm the file cache and write the compiled modules
    for _ in range(options.rounds):
        unit = seconds(UNIT)
        for contender in every:
            ratios[contender.name].append(seconds(contender.arguments) / unit)
    print("| command | units (median) | lowest | highest | limit |")
    print("|---|---:|---:|---:|---:|")
    broken = False
    for contender in every:
        found = ratios[contender.name]
        median = statistics.median(found)
        limit = "" if contender.limit is None else f"{contender.limit:.1f}"
        broken |= contender.limit is not None and median > contender.limit
        print(f"| `{contender.name}` | {median:.2f} | {min(found):.2f} | {max(found):.2f} | {limit} |")
    return 1 if options.check and broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
