"""Opens many links, a few at once. Each has its time and all together have theirs, whatever servers do.

The time is kept here, by whoever waits, and not by those who read: a server that answers a byte a second outlives every
limit on a single read, and looking up a name has none. A visit that is late is broken off. Its thread is a daemon: one
that hangs all the same keeps neither the others waiting nor the process alive.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import NamedTuple

from readycheck.evidence.online.answer import Answer
from readycheck.evidence.online.visit import Network, Visit


class Limits(NamedTuple):
    """How long links may take, and how many are opened at once."""

    link_s: float = 10
    run_s: float = 60
    at_once: int = 8


#: What came back: a link, and its answer or a defect of ours.
_Done = SimpleQueue[tuple[str, Answer | BaseException]]


class Opening:
    """Links that are being opened."""

    def __init__(self, network: Network, limits: Limits, left_s: float) -> None:
        self._network, self._limits = network, limits
        self._end = monotonic() + left_s
        self._under_way: dict[str, Visit] = {}
        self._done: _Done = SimpleQueue()

    def answers(self, links: Sequence[str], told: Callable[[int], None]) -> dict[str, Answer]:
        """Return the answer of every link, in their order; `told` is called with 0 as each is there."""
        answers: dict[str, Answer] = {}
        waiting = deque(links)
        while (waiting or self._under_way) and monotonic() < self._end:
            while waiting and len(self._under_way) < self._limits.at_once:
                self._start(waiting.popleft())
            for link, answer in (*self._next(), *self._late(monotonic())):
                answers[link] = answer
                told(0)
        self._late(self._end)
        too_late = Answer(unreached=self._too_late(0))
        return {link: answers.get(link, too_late) for link in links}

    def _too_late(self, wait_s: float) -> str:
        if wait_s == self._limits.link_s:
            return f"did not answer in {wait_s:g} s"
        return f"was not opened in time: links may take {self._limits.run_s:g} s together"

    def _start(self, link: str) -> None:
        wait_s = min(self._limits.link_s, self._end - monotonic())
        visit = Visit(link, self._network, monotonic() + wait_s, self._too_late(wait_s))
        self._under_way[link] = visit
        Thread(target=_go, args=(link, visit, self._done), daemon=True).start()

    def _next(self) -> tuple[tuple[str, Answer], ...]:
        """Wait for the next answer, but no longer than for the first visit that may be late."""
        first = min(visit.deadline for visit in self._under_way.values())
        try:
            link, answer = self._done.get(timeout=max(first - monotonic(), 0))
        except Empty:
            return ()
        if isinstance(answer, BaseException):
            raise answer
        return ((link, answer),) if self._under_way.pop(link, None) is not None else ()

    def _late(self, now: float) -> tuple[tuple[str, Answer], ...]:
        """Break off what should have answered by now, and return that it did not."""
        late = [(link, visit) for link, visit in self._under_way.items() if visit.deadline <= now]
        for link, visit in late:
            visit.give_up()
            del self._under_way[link]
        return tuple((link, Answer(unreached=visit.too_late)) for link, visit in late)


def _go(link: str, visit: Visit, done: _Done) -> None:
    try:
        done.put((link, visit.answer()))
    except BaseException as error:  # noqa: BLE001 - not hidden: it is raised again where the answer is awaited
        done.put((link, error))
