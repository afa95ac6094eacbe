"""The two ways to make inputs: hypothesis, from strategies, and atheris, led by the branches of readycheck that run.

    python -m tests.fuzz.engine ENGINE TARGET SECONDS CRASHES COUNT

Each runs one target in a process of its own, which ends when its time is over and leaves its count in the file COUNT.
Targets are imported late: atheris sees only what is imported under its eyes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final, NoReturn

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.tally import Tally
from tests.fuzz.variation import WORDS, vary

if TYPE_CHECKING:
    from tests.fuzz.target import Target

#: An input that takes longer ends the process, as one that takes more memory does; libFuzzer keeps it.
TIMEOUT_S: Final = 20
MEMORY_MB: Final = 1024
#: How many inputs hypothesis draws with one seed.
_ROUND: Final = 300


def has_atheris() -> bool:
    """Return whether the engine that is led by what runs is installed: it is to be had for Linux only."""
    return find_spec("atheris") is not None


# ---------------------------------------------------------------- hypothesis
def inputs(target: Target, seeds: tuple[bytes, ...]) -> st.SearchStrategy[bytes]:
    """Return the strategy of a target: seeds in which something was changed, words of the formats, any bytes."""
    varied = st.builds(lambda number: vary(Random(number), seeds, target.longest), st.integers(0, 2**48))
    worded = st.lists(st.sampled_from(WORDS) | st.binary(max_size=3), max_size=24).map(b"".join)
    return st.one_of(varied, varied, varied, worded, st.binary(max_size=64))


def by_hypothesis(name: str, seconds: float, crashes: Path, counted: Path) -> None:
    """Run a target on its seeds and on what hypothesis draws, in rounds, until the time is over."""
    from tests.fuzz.target import TARGETS

    target = TARGETS[name]
    tally = Tally(name, target.check, crashes)
    end = time.monotonic() + seconds
    seeds = target.begin(name)
    any_input = inputs(target, seeds)
    for data in seeds:
        tally.run(data)

    def one(data: bytes) -> None:
        if time.monotonic() < end:
            tally.run(data)

    for number in count(Random().getrandbits(32)):
        drawn = settings(max_examples=_ROUND, database=None, deadline=None, suppress_health_check=list(HealthCheck))
        seed(number)(drawn(given(any_input)(one)))()
        tally.write(counted)
        if time.monotonic() >= end:
            return


# ---------------------------------------------------------------- atheris
def by_atheris(name: str, seconds: float, crashes: Path, counted: Path) -> NoReturn:
    """Run a target on its seeds and on what libFuzzer makes of them, until the time is over."""
    import atheris

    with atheris.instrument_imports(include=["readycheck"]):
        from tests.fuzz.target import TARGETS

    target = TARGETS[name]
    tally = Tally(name, target.check, crashes)
    seeds = target.begin(name)
    for data in seeds:
        tally.run(data)
    begun = written = time.monotonic()

    def one(data: bytes) -> None:
        nonlocal written
        tally.run(data)
        now = time.monotonic()
        if now - written > 1 or now - begun > seconds:
            tally.write(counted)
            written = now
        if now - begun > seconds:
            os._exit(0)  # libFuzzer knows no other way out that leaves the count whole

    def change(data: bytes, longest: int, number: int) -> bytes:
        """Change an input as libFuzzer does, or in lines and words."""
        if number % 3:
            return bytes(atheris.Mutate(data, longest))
        return vary(Random(number), (data, data, *seeds), longest)[:longest]

    with tempfile.TemporaryDirectory() as known:
        for number, data in enumerate(seeds):
            (Path(known) / str(number)).write_bytes(data)
        crashes.mkdir(parents=True, exist_ok=True)
        bounds = [f"-timeout={TIMEOUT_S}", f"-rss_limit_mb={MEMORY_MB}", f"-max_len={target.longest}"]
        quiet = [f"-artifact_prefix={crashes}/{name}-", "-verbosity=0", "-print_final_stats=0"]
        atheris.Setup([sys.argv[0], *bounds, *quiet, known], one, custom_mutator=change)
        atheris.Fuzz()
    raise SystemExit(1)


ENGINES: dict[str, Callable[[str, float, Path, Path], None]] = {"hypothesis": by_hypothesis, "atheris": by_atheris}

if __name__ == "__main__":
    engine, name, seconds, crashes, counted = sys.argv[1:]
    ENGINES[engine](name, float(seconds), Path(crashes), Path(counted))
