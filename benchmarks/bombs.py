"""Eight YAML bombs, each given to readycheck and to two tools that people run on YAML: what becomes of them.

    python -m venv /tmp/peers && /tmp/peers/bin/pip install check-jsonschema yamllint
    python benchmarks/bombs.py /tmp/peers/bin [--write]

Each run has 60 seconds of a processor and 1 GiB of addresses. The peers get what they need to do their best:
check-jsonschema the schema of plans, yamllint its relaxed rules. They promise other things than readycheck does, and
reading what a bomb holds is no fault in itself; that a run hangs, or dies without a word of where, is one for whoever
waits for it. --write keeps the figures in benchmarks/results/bombs.json, from which docs/hostile-input.md is made.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results" / "bombs.json"
SECONDS, ADDRESSES = 60, 1 << 30
#: How what a run says ends, as far as it is looked at.
_LOOKED_AT = 20_000
#: How the three say a line: `plan.yaml:3:1`, `line 3`, and below the name of the file `  3:1  error`.
_LINE = r"{}:\d+|\bline \d+|^ +\d+:\d+ +error"


def _merges() -> str:
    levels = "".join(f"a{level + 1}: &a{level + 1} {{<<: [*a{level}, *a{level}]}}\n" for level in range(25))
    return f"a0: &a0 {{x: 1}}\n{levels}"


def _aliases() -> str:
    lines = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)]
    return "\n".join(["a0: &a0 [1]", *lines, ""])


BOMBS = {
    "25 levels of merge keys": _merges(),
    "nine levels of nine aliases": _aliases(),
    "30,000 open brackets": "a: " + "[" * 30_000 + "\n",
    "1 MB of text, aliased 100 times": f"a: &a {'x' * 1_000_000}\nb: [{', '.join(['*a'] * 100)}]\n",
    "100,000 keys": "".join(f"k{number}: 1\n" for number in range(100_000)),
    "5 MB of lines": "- a: b\n" * 715_000,
    "20,000 directives": "".join(f"%TAG !t{number}! tag:example.com,2026:\n" for number in range(20_000))
    + "---\na: 1\n",
    "a number of 5,000 digits": f"readycheck: {'9' * 5_000}\n",
}


class Outcome(NamedTuple):
    """What became of a bomb."""

    how: str
    seconds: float
    """Of a processor."""
    peak_mb: int


def tools(peers: Path, schema: Path) -> dict[str, list[str]]:
    """The commands; the file comes behind each."""
    return {
        "readycheck": [sys.executable, "-m", "readycheck", "audit", "--as-of", "2026-11-22"],
        "check-jsonschema": [str(peers / "check-jsonschema"), "--schemafile", str(schema)],
        "yamllint": [str(peers / "yamllint"), "-d", "relaxed"],
    }


def detonate(command: list[str], file: Path) -> Outcome:
    """Run a command on a bomb, within the limits."""
    with tempfile.TemporaryFile() as said:
        child = subprocess.Popen(
            [*command, file.name],
            cwd=file.parent,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_limit,  # noqa: PLW1509 - nothing else runs in this process
        )
        _, status, used = os.wait4(child.pid, 0)
        said.seek(0)
        text = said.read(_LOOKED_AT).decode("utf-8", "replace")
        said.seek(max(0, said.seek(0, 2) - _LOOKED_AT))
        text += said.read().decode("utf-8", "replace")
    code = os.waitstatus_to_exitcode(status)
    return Outcome(_how(code, text, file.name), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _how(code: int, text: str, name: str) -> str:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return f"no end within {SECONDS} s"
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    if "MemoryError" in text:
        return "out of memory"
    if "RecursionError" in text or "Traceback (most recent call last)" in text:
        return "crashed with a traceback"
    if code == 0:
        return "accepted"
    return "refused, with the line" if re.search(_LINE.format(re.escape(name)), text, re.MULTILINE) else "refused"


def main() -> int:
    """Print the table, and keep it where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("peers", type=Path, help="the folder of the peers' commands")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    results: dict[str, dict[str, dict[str, object]]] = {}
    with tempfile.TemporaryDirectory() as directory:
        schema = ROOT / "schemas" / "plan-v1.schema.json"
        for bomb, text in BOMBS.items():
            file = Path(directory) / "plan.yaml"
            file.write_text(text, encoding="utf-8")
            for tool, command in tools(options.peers.absolute(), schema).items():
                outcome = detonate(command, file)
                results.setdefault(bomb, {})[tool] = {
                    "how": outcome.how,
                    "seconds": round(outcome.seconds, 1),
                    "peak_mb": outcome.peak_mb,
                }
                print(
                    f"{bomb:<32} {tool:<17} {outcome.how:<26} {outcome.seconds:6.1f} s {outcome.peak_mb:5} MB",
                    flush=True,
                )
    if options.write:
        RESULTS.parent.mkdir(exist_ok=True)
        RESULTS.write_text(
            json.dumps({"versions": _versions(options.peers), "bombs": results}, indent=1) + "\n", "utf-8"
        )
    return 0


def _versions(peers: Path) -> dict[str, str]:
    asked = {"check-jsonschema": peers / "check-jsonschema", "yamllint": peers / "yamllint"}
    told = {name: subprocess.check_output([str(tool), "--version"], text=True) for name, tool in asked.items()}
    return {name: text.split()[-1] for name, text in told.items()}


if __name__ == "__main__":
    raise SystemExit(main())
