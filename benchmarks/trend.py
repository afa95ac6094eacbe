"""What the way of a plan over a thousand revisions costs, in audits of its last one.

    python benchmarks/trend.py [--rounds 5] [--check]

A repository is made in a temporary directory: a copy of an example whose departments keep their own files, then one
answer in one file changed with each commit, some hours apart. Each round runs `trend` and `audit` as whole processes,
one after the other; the table has the medians of the ratios within a round, so that a slow or busy machine changes
little: of the time that passes, in which `trend` may use every processor, and of the time that processors work. With
--check it exits 1 where the first is above its limit.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "aurora-backup"
CACHE = Path(tempfile.gettempdir()) / "readycheck-benchmark-cache"
REVISIONS, LIMIT = 1000, 20.0
#: Seconds between two commits, and when the last is made: 22 November 2026, UTC.
APART, LAST = 4 * 3600, 1795305600
STATUS = re.compile(r"status: (done|in_progress|todo)\b")


# ---------------------------------------------------------------- the history
def history() -> Iterator[bytes]:
    """Yield what `git fast-import` reads: the example, then a change of one answer with each commit."""
    random = Random(1)  # noqa: S311 - the same history each time
    texts = {path: path.read_text("utf-8") for path in sorted(EXAMPLE.glob("*.yaml"))}
    answered = [path for path, text in texts.items() if STATUS.search(text)]
    first = [path for path in sorted(EXAMPLE.rglob("*")) if path.is_file()]
    for number in range(REVISIONS):
        seconds = LAST - (REVISIONS - number) * APART
        yield f"commit refs/heads/main\ncommitter Ann Otter <ann@example.com> {seconds} +0000\ndata 0\n".encode()
        if number == 0:
            yield from (_file(path, path.read_bytes()) for path in first)
            continue
        path = random.choice(answered)
        texts[path] = changed(texts[path], number, random)
        yield _file(path, texts[path].encode())


def changed(text: str, number: int, random: Random) -> str:
    """Return a file with one answer changed, and the number of the revision in its first line."""
    found = random.choice([*STATUS.finditer(text)])
    status = random.choice(["done", "in_progress", "todo"])
    text = f"{text[: found.start(1)]}{status}{text[found.end(1) :]}"
    return f"# revision {number}\n{text.split(chr(10), 1)[1] if number > 1 and text.startswith('# revision') else text}"


def _file(path: Path, data: bytes) -> bytes:
    name = path.relative_to(EXAMPLE).as_posix()
    return f"M 644 inline plan/{name}\ndata {len(data)}\n".encode() + data + b"\n"


def make(directory: Path) -> None:
    """Make the repository, and check out its last commit."""
    git = ("git", "-c", "core.autocrlf=false", "-C", str(directory))
    subprocess.run([*git, "init", "-q", "-b", "main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(history()), check=True)
    subprocess.run([*git, "reset", "-q", "--hard"], check=True)


# ---------------------------------------------------------------- the times
class Spent(NamedTuple):
    """What a process took, its children included, in seconds."""

    wall: float
    work: float


def spent(command: str, directory: Path) -> Spent:
    """Run a command on the plan in a directory."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(CACHE)}
    before, start = os.times(), time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "readycheck", command, "plan"],
        cwd=directory,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    wall, after = time.perf_counter() - start, os.times()
    if done.returncode not in {0, 1, 3} or done.stderr:
        raise RuntimeError(f"{command} exited {done.returncode}: {done.stderr}")
    return Spent(
        wall,
        after.children_user - before.children_user + after.children_system - before.children_system,
    )


def main() -> int:
    """Print the medians; return 1 where they are above the limit and that was to be checked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        directory = Path(made)
        make(directory)
        spent("audit", directory)  # compiles what is not compiled yet
        rounds = [(spent("trend", directory), spent("audit", directory)) for _ in range(arguments.rounds)]
    for name in Spent._fields:
        ways, audits = zip(*((getattr(way, name), getattr(audit, name)) for way, audit in rounds), strict=True)
        median = statistics.median(way / audit for way, audit in zip(ways, audits, strict=True))
        print(
            f"{name}  trend {statistics.median(ways):6.2f} s  audit {statistics.median(audits):5.2f} s"
            f"  {median:5.1f} times"
        )
    ratio = statistics.median(way.wall / audit.wall for way, audit in rounds)
    return int(arguments.check and ratio > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
