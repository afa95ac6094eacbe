"""Work on the processors that there are: one job over many pieces, in processes that share what was read before."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

Piece = TypeVar("Piece")
Result = TypeVar("Result")
#: Does pieces of work, in their order.
Job = Callable[[Sequence[Piece]], Iterator[Result]]

#: A process is not worth its start for fewer pieces than this.
_WORTH: Final = 40
_MOST_PROCESSES: Final = 8


def spread(job: Job[Piece, Result], work: Sequence[Piece], told: Callable[[], None]) -> tuple[Result, ...]:
    """Return the result of every piece, in the order of the work; `told` is called as each is done.

    The result is the same however many processes there are. Whatever a process raises, is raised.
    """
    processes = (
        min(len(os.sched_getaffinity(0)), _MOST_PROCESSES, len(work) // _WORTH) if sys.platform == "linux" else 1
    )
    if processes < 2:  # noqa: PLR2004 - one process is this one
        return tuple(_counted(job(work), told))
    size = -(-len(work) // processes)
    return _forked(job, [work[start : start + size] for start in range(0, len(work), size)], told)


def _counted(results: Iterator[Result], told: Callable[[], None]) -> Iterator[Result]:
    for result in results:
        told()
        yield result


def _forked(job: Job[Piece, Result], shares: list[Sequence[Piece]], told: Callable[[], None]) -> tuple[Result, ...]:
    from multiprocessing import get_context  # noqa: PLC0415 - for large work only
    from multiprocessing.connection import Connection, wait  # noqa: PLC0415

    context = get_context("fork")
    results: dict[Connection, list[Result]] = {}
    workers = []
    try:
        for share in shares:
            ours, theirs = context.Pipe(duplex=False)
            results[ours] = []
            worker = context.Process(target=_work, args=(job, share, theirs), daemon=True)
            worker.start()
            workers.append(worker)
            theirs.close()  # so that the end of the process ends what we read
        busy = [*results]
        while busy:
            for ready in wait(busy):
                assert isinstance(ready, Connection)  # noqa: S101 - that is what we wait for
                if _took(ready, results[ready]):
                    told()
                else:
                    busy.remove(ready)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()
        for connection in results:
            connection.close()
    if any(len(share) != len(done) for share, done in zip(shares, results.values(), strict=True)):
        raise RuntimeError("a process ended before its work was done")
    return tuple(result for done in results.values() for result in done)


def _took(connection: Connection, results: list[Result]) -> bool:
    """Take in one result; False where there are no more. Raises what the process raised."""
    try:
        result, error = connection.recv()
    except EOFError:
        return False
    if error is not None:
        raise error
    results.append(result)
    return True


def _work(job: Job[Piece, Result], share: Sequence[Piece], connection: Connection) -> None:
    """Do a share of the work in a process of its own."""
    try:
        for result in job(share):
            connection.send((result, None))
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - it is raised where it can be told
        connection.send((None, error))
