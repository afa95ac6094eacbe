"""One target run on one input after the other: counted, timed, and what went wrong kept as a file. Knows no engine."""

from __future__ import annotations

import json
import time
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

#: An input that takes a processor longer is a finding, as an exception is. A hundred times what a small plan takes.
SLOW_S: Final = 2.0


class Count(NamedTuple):
    """What a run of one target came to."""

    inputs: int = 0
    seconds: float = 0.0
    exceptions: int = 0
    """Inputs on which something else than a refusal came out, or what must hold did not."""
    slow: int = 0
    """Inputs that took longer than SLOW_S."""

    def __add__(self, other: object) -> Count:
        """Return both together."""
        if not isinstance(other, Count):
            return NotImplemented
        each = (self.inputs + other.inputs, round(self.seconds + other.seconds, 1))
        return Count(*each, self.exceptions + other.exceptions, self.slow + other.slow)


class Tally:
    """The count of a target, and its findings: one file for each way to go wrong, in a folder of the target's name."""

    def __init__(self, name: str, check: Callable[[bytes], None], crashes: Path) -> None:
        self._name = name
        self._check = check
        self._crashes = crashes
        self._known: set[str] = set()
        self._begun = time.monotonic()
        self._inputs = self._exceptions = self._slow = 0

    @property
    def count(self) -> Count:
        """What it came to so far."""
        return Count(self._inputs, round(time.monotonic() - self._begun, 1), self._exceptions, self._slow)

    def run(self, data: bytes) -> None:
        """Run the target on an input. Nothing comes out: what went wrong is counted and kept."""
        self._inputs += 1
        start = time.process_time()
        try:
            self._check(data)
        except Exception as error:  # noqa: BLE001 - whatever comes out is the finding
            self._exceptions += 1
            self._keep(data, _way(error), "".join(traceback.format_exception(error)))
        took = time.process_time() - start
        if took > SLOW_S:
            self._slow += 1
            self._keep(data, f"slow-{int(took).bit_length()}", f"{took:.1f} s\n")

    def write(self, path: Path) -> None:
        """Write the count, whole or not at all: this process may be ended by what it tries."""
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps(self.count._asdict()), encoding="utf-8")
        beside.replace(path)

    def _keep(self, data: bytes, way: str, story: str) -> None:
        if way in self._known:
            return
        self._known.add(way)
        folder = self._crashes / self._name
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / sha256(data).hexdigest()[:12]
        file.write_bytes(data)
        file.with_suffix(".txt").write_text(story, encoding="utf-8", errors="backslashreplace")
        print(f"{self._name}: {way}: {file}", flush=True)  # noqa: T201 - for whoever waits for it


def _way(error: Exception) -> str:
    """Return what tells one way to go wrong from another: the kind of error, and the line that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno}"
