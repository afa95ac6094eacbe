"""What was found by fuzzing stays mended, a few inputs a target go through at every gate, and the harness finds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conftest import ROOT
from tests.fuzz.engine import has_atheris, inputs
from tests.fuzz.record import recorded, table
from tests.fuzz.seed import CORPUS
from tests.fuzz.tally import SLOW_S, Count, Tally
from tests.fuzz.target import TARGETS

pytestmark = pytest.mark.usefixtures("untraced")

targets = pytest.mark.parametrize("name", TARGETS)
#: Targets whose every input is a whole audit or a whole report.
_HEAVY = {"audit": 10, "formats": 20}


@targets
def test_what_once_went_wrong_and_what_is_sound_goes_through(name: str) -> None:
    """The seeds of a target, and every input that a run found something with."""
    target = TARGETS[name]
    for data in target.begin(name):
        target.check(data)


@targets
def test_inputs_that_are_nearly_sound_go_through(name: str) -> None:
    """A few dozen for each target, the same in every run; `python -m tests.fuzz` tries millions."""
    target = TARGETS[name]
    few = settings(max_examples=_HEAVY.get(name, 40), suppress_health_check=list(HealthCheck))
    few(given(inputs(target, target.begin(name)))(target.check))()


def test_every_case_belongs_to_a_target() -> None:
    """A folder under another name would be read by nobody."""
    assert {folder.name for folder in CORPUS.iterdir()} <= set(TARGETS)


# ---------------------------------------------------------------- the harness
def test_what_comes_out_of_a_target_is_counted_and_kept_once(tmp_path: Path) -> None:
    """The input lies in the folder of crashes, with what came out beside it; the run goes on."""

    def check(data: bytes) -> None:
        if data.startswith(b"a"):
            raise KeyError(data)

    tally = Tally("loader", check, tmp_path)
    for data in (b"b", b"a1", b"a2", b"c"):
        tally.run(data)
    assert (tally.count.inputs, tally.count.exceptions, tally.count.slow) == (4, 2, 0)
    stories = list((tmp_path / "loader").glob("*.txt"))
    assert len(stories) == 1
    assert "KeyError: b'a1'" in stories[0].read_text()
    assert stories[0].with_suffix("").read_bytes() == b"a1"


def test_an_input_that_takes_long_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Measured in the time of the processor, so that a busy machine finds nothing."""
    clock = iter((0.0, SLOW_S + 0.1, 10.0, 10.1))
    monkeypatch.setattr("tests.fuzz.tally.time.process_time", lambda: next(clock))
    tally = Tally("loader", lambda _: None, tmp_path)
    tally.run(b"long")
    tally.run(b"short")
    assert tally.count.slow == 1
    assert [path.read_bytes() for path in (tmp_path / "loader").glob("*") if not path.suffix] == [b"long"]


@pytest.mark.parametrize(
    "engine",
    [
        "hypothesis",
        pytest.param(
            "atheris", marks=pytest.mark.skipif(not has_atheris(), reason="the extra `fuzz` is not installed")
        ),
    ],
)
def test_an_engine_runs_a_target_for_its_time_and_leaves_its_count(engine: str, tmp_path: Path) -> None:
    """As the command starts it: in a process of its own."""
    counted = tmp_path / "count.json"
    command = [sys.executable, "-m", "tests.fuzz.engine", engine, "claim", "1", str(tmp_path), str(counted)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=120)
    count = Count(**json.loads(counted.read_text()))
    assert count.inputs > len(TARGETS["claim"].begin("claim"))
    assert (count.exceptions, count.slow) == (0, 0)


def test_the_recorded_run_is_of_every_target_and_found_nothing() -> None:
    """The figures in docs/testing.md are these."""
    counts = recorded()
    assert set(counts) == set(TARGETS)
    total = sum(counts.values(), Count())
    assert total.inputs >= 2_000_000
    assert (total.exceptions, total.slow) == (0, 0)
    assert list(table(counts))[-1].startswith(f"| all | {total.inputs:,} |")
