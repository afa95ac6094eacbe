"""Fuzz for as long as you like, and say what came of it; exits 1 where something was found.

    python -m tests.fuzz --seconds 600                      every target, by its share of the time
    python -m tests.fuzz --seconds 600 --target loader      one of them

An eighth of the time goes to hypothesis, which is slower and knows the formats, the rest to atheris; without `pip install -e '.[fuzz]'` all goes to hypothesis. What was found lies in
the folder of `--crashes`: the input, and beside it what came out. One target runs at a time.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.conftest import ROOT
from tests.fuzz.engine import ENGINES, TIMEOUT_S, has_atheris
from tests.fuzz.record import record, table
from tests.fuzz.tally import Count
from tests.fuzz.target import TARGETS

#: How long an engine may take before it runs and behind its time, at most.
_STARTING_S = 120
ENGINE_PARTS = {"hypothesis": 1 / 8, "atheris": 7 / 8}


def run(engine: str, name: str, seconds: float, crashes: Path) -> tuple[Count, bool]:
    """Run one target by one engine; return its count, and whether it came to its end by itself."""
    with tempfile.TemporaryDirectory() as folder:
        counted = Path(folder) / "count.json"
        command = [sys.executable, "-m", "tests.fuzz.engine", engine, name, str(seconds), str(crashes), str(counted)]
        crashes.mkdir(parents=True, exist_ok=True)
        log = crashes / f"{name}-{engine}.log"
        try:
            with log.open("wb") as said:
                made = subprocess.run(
                    command, cwd=ROOT, check=False, stderr=said, timeout=seconds + _STARTING_S + TIMEOUT_S
                )
            ended = made.returncode == 0
        except subprocess.TimeoutExpired:
            ended = False
        if ended:
            log.unlink()
        return Count(**json.loads(counted.read_text())) if counted.exists() else Count(), ended


def main() -> int:
    """Run what is asked for; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, required=True, help="the time for all targets together")
    parser.add_argument("--target", action="append", choices=[*TARGETS], help="only this; may be repeated")
    parser.add_argument("--engine", choices=[*ENGINES], help="only this")
    parser.add_argument(
        "--crashes", type=Path, default=Path(tempfile.gettempdir()) / "readycheck-fuzz", help="a folder"
    )
    parser.add_argument("--record", action="store_true", help="add the counts to those in docs/testing.md")
    given = parser.parse_args()
    engines = [given.engine] if given.engine else ["hypothesis", *(["atheris"] if has_atheris() else [])]
    names = given.target or [*TARGETS]
    shares = sum(TARGETS[name].share for name in names)
    counts: dict[str, Count] = {}
    ended = True
    for name in names:
        for engine in engines:
            part = 1 if len(engines) == 1 else ENGINE_PARTS[engine]
            seconds = given.seconds * part * TARGETS[name].share / shares
            count, whole = run(engine, name, seconds, given.crashes.resolve())
            counts[name] = counts.get(name, Count()) + count
            ended = ended and whole
            print(f"{name}, {engine}: {count.inputs:,} inputs{'' if whole else '; ended before its time'}", flush=True)  # noqa: T201
        if given.record:
            record(name, counts[name])
    print("\n".join(table(counts)))  # noqa: T201 - a command
    return 0 if ended and not any(count.exceptions or count.slow for count in counts.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
