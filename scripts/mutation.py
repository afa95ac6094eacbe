"""Changes the code on which verdicts, guards and escapes rest, one small thing at a time, and sees that tests notice.

    python -m scripts.mutation [--show] [PART ...]

What is changed and which tests must notice stands in pyproject.toml under `tool.mutation`; what came of it goes to
benchmarks/results/mutation.json, and from there into docs/testing.md. A part takes minutes: this is no part of CI.

mutmut's own runner changes no constant and no decorated function, and so none of the patterns that escaping is made
of; here its operators are used without it.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import time
import tomllib
from collections.abc import Iterator
from typing import Any

import yaml

from scripts.console import ROOT
from scripts.mutants import Mutant, mutants
from scripts.score import RESULTS, Score, recorded
from scripts.trial import DOES_NOT_LOAD, SURVIVED, TIMEOUTS, Target, try_all

EQUIVALENTS = ROOT / "scripts" / "equivalents.yaml"
SOURCE = ROOT / "src" / "readycheck"


def targets() -> Iterator[Target]:
    """Yield the modules that pyproject.toml names."""
    configured = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutation"]
    for part, said in configured.items():
        for module in said["modules"]:
            path, tests = SOURCE / module["path"], (*module.get("tests", ()), *said.get("tests", ()))
            yield Target(part, path, tuple(module.get("only", ())), tests)


def measure(target: Target, equivalent: dict[str, str]) -> tuple[dict[str, Any], list[Mutant]]:
    """Return what came of the mutants of a module, and those that survive though they are not equivalent."""
    began = time.process_time(), os.times().children_user
    found = list(mutants(target.path.read_text(encoding="utf-8"), target.only))
    ended = [(mutant, end) for mutant, end in zip(found, try_all(target, found), strict=True) if end != DOES_NOT_LOAD]
    survived = [mutant for mutant, end in ended if end == SURVIVED]
    left = [mutant for mutant in survived if key(mutant) not in equivalent]
    timeouts = sum(end in TIMEOUTS for _, end in ended)
    killed = len(ended) - len(survived) - timeouts
    return {
        "part": target.part,
        "mutants": len(ended),
        "killed": killed,
        "timeout": timeouts,
        "equivalent": len(survived) - len(left),
        "survived": len(left),
        "processor_seconds": round(time.process_time() - began[0] + os.times().children_user - began[1]),
        "survivors": [key(mutant) for mutant in left],
    }, left


def key(mutant: Mutant) -> str:
    """Return what a mutant is known by, wherever its lines stand."""
    return f"{mutant.where}: {mutant.change}"


def main() -> None:
    """Measure the parts that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="PART", help="a part or a module, such as syntax/yaml.py")
    parser.add_argument("--show", action="store_true", help="print what survives")
    asked = parser.parse_args()
    os.chdir(ROOT)
    equivalents = yaml.safe_load(EQUIVALENTS.read_text(encoding="utf-8")) or {}
    commit = subprocess.check_output(("git", "rev-parse", "--short=12", "HEAD"), text=True).strip()  # noqa: S607
    for target in targets():
        name = target.path.relative_to(SOURCE).as_posix()
        if asked.names and not {name, target.part} & set(asked.names):
            continue
        result, left = measure(target, equivalents.get(name, {}))
        print(
            f"{name}: {Score.of([result]).per_cent} % of {result['mutants']}, {result['processor_seconds']} s",
            flush=True,
        )
        for mutant in left if asked.show else ():
            print(f"  {mutant.line}: {key(mutant)}")
        known = recorded() if RESULTS.exists() else {}
        RESULTS.parent.mkdir(parents=True, exist_ok=True)
        said = json.dumps({**known, name: {"commit": commit, **result}}, indent=2, ensure_ascii=False)
        RESULTS.write_text(f"{said}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
