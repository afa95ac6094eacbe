"""Work that is spread over processes comes to what one process makes of it, and no process is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from readycheck.app.spreading import spread
from readycheck.errors import RefusedInput, UsageError
from readycheck.model.place import Place, Problem

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all work is done in one process")

WORK = tuple(range(1000))


@pytest.fixture(params=[1, 2, 3, 8])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """A machine with so many processors."""
    return have(request.param, monkeypatch)


def have(number: int, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(number)))
    return number


def square(share: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each square, and which process worked it out."""
    for piece in share:
        yield piece * piece, os.getpid()


def nothing() -> None:
    """Tell nobody."""


def test_results_are_the_same_in_the_order_of_the_work(processes: int) -> None:
    """Whoever worked them out; each piece is told once."""
    told: list[int] = []
    results = spread(square, WORK, lambda: told.append(1))
    assert [result for result, _ in results] == [piece * piece for piece in WORK]
    assert len(told) == len(WORK)
    workers = {worker for _, worker in results}
    assert len(workers) == processes
    assert (os.getpid() in workers) == (processes == 1)


@pytest.mark.parametrize("number", [0, 1, 39, 79])
def test_small_work_is_done_here(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than two processes' worth does not start any."""
    have(8, monkeypatch)
    assert {worker for _, worker in spread(square, WORK[:number], nothing)} <= {os.getpid()}


@pytest.mark.parametrize("number", [80, 81, 119, 120, 121, 321])
def test_shares_that_do_not_come_out_even(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out, and nothing done twice."""
    have(3, monkeypatch)
    results = spread(square, WORK[:number], nothing)
    assert [result for result, _ in results] == [piece * piece for piece in WORK[:number]]


@pytest.mark.parametrize(
    "error",
    [
        UsageError("no such thing", hint="name another"),
        RefusedInput(Problem(Place("a.yaml", 3, 4), "cannot be read", "write it anew")),
        ValueError("a defect"),
        KeyboardInterrupt(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_what_a_process_raises_is_raised(error: BaseException, processes: int) -> None:
    """With all that it says, in whichever process it happened."""

    def fails(share: Sequence[int]) -> Iterator[int]:
        for piece in share:
            if piece == 777:
                raise error
            yield piece

    with pytest.raises(type(error)) as caught:
        spread(fails, WORK, nothing)
    assert str(caught.value) == str(error)
    assert vars(caught.value) == vars(error)
    assert children_of(os.getpid()) == []
    assert processes


def test_a_process_that_is_killed_is_an_error_and_not_a_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a system does that runs out of memory; no half of the results is taken for the whole."""
    have(2, monkeypatch)

    def dies(share: Sequence[int]) -> Iterator[int]:
        for piece in share:
            if piece == 777:
                os.kill(os.getpid(), signal.SIGKILL)
            yield piece

    started = time.monotonic()
    with pytest.raises(RuntimeError, match="a process ended before its work was done"):
        spread(dies, WORK, nothing)
    assert time.monotonic() - started < 30
    assert children_of(os.getpid()) == []


def test_whoever_stops_listening_stops_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is told raises, as Ctrl-C does while we wait: no process goes on."""
    have(2, monkeypatch)

    def told() -> None:
        raise KeyboardInterrupt

    def slow(share: Sequence[int]) -> Iterator[int]:
        for piece in share:
            yield piece
            time.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        spread(slow, WORK, told)
    assert children_of(os.getpid()) == []


SLOW = """
import os, time
from readycheck.app.spreading import spread

def slow(share):
    for piece in share:
        yield piece
        time.sleep(0.05)

os.sched_getaffinity = lambda _: {0, 1}
spread(slow, range(1000), lambda: print(".", flush=True))
"""


@pytest.mark.parametrize("whole_group", [True, False], ids=["typed at a terminal", "sent to the program alone"])
def test_ctrl_c_ends_all_processes(whole_group: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """A terminal interrupts all processes at once, `kill -INT` the first one only: within moments none is left."""
    command = [sys.executable, "-c", SLOW]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as process:
        assert process.stdout is not None
        for _ in range(4):
            assert process.stdout.readline() == b".\n"
        children = children_of(process.pid)
        assert len(children) == 2
        (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == -signal.SIGINT
    assert [child for child in children if is_alive(child)] == []


def children_of(parent: int) -> list[int]:
    """Return the processes that a process started and that still run; one that ended and was not waited for counts."""
    found = []
    for there in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, _, rest = there.read_text().rpartition(")")
        except OSError:
            continue  # it ended while we looked
        if int(rest.split()[1]) == parent:
            found.append(int(there.parent.name))
    return found


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_no_more_processes_than_the_machine_gives_us(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many processors there are, eight are enough."""
    have(64, monkeypatch)
    assert len({worker for _, worker in spread(square, WORK, nothing)}) == 8
