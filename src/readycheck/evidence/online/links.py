"""The links of facts, opened: what each proof that is a link comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from time import monotonic

from readycheck.evidence.online.answer import Answer
from readycheck.evidence.online.opening import Limits, Opening
from readycheck.evidence.online.visit import Network
from readycheck.model.facts import Facts, Opened, Proven

#: Shows how far the work is: what it yields is called with the number of links, and then with 0 as each is opened.
Watch = Callable[[], AbstractContextManager[Callable[[int], None]]]


def _unwatched() -> AbstractContextManager[Callable[[int], None]]:
    return nullcontext(lambda _: None)


class Links:
    """Opens links on one day; each once in a run, however many proofs and plans name it."""

    def __init__(self, network: Network, day: date, *, limits: Limits | None = None, watch: Watch = _unwatched) -> None:
        self._network, self._day, self._watch = network, day, watch
        self._limits = limits or Limits()
        self._left_s = self._limits.run_s
        self._answers: dict[str, Answer] = {}

    def __call__(self, facts: Facts) -> Facts:
        """Return facts with every link opened that has the form of one; opened in the order of the plan."""
        links = tuple(dict.fromkeys(map(_page, _links(facts))))
        self._open([link for link in links if link not in self._answers])
        answers = [self._answers[link] for link in links]
        dead = sum(answer.defect is not None for answer in answers)
        unreached = sum(answer.unreached is not None for answer in answers)
        return Facts(
            {item: tuple(map(self._opened, proofs)) for item, proofs in facts.proofs.items()},
            {path: tuple(map(self._opened, proofs)) for path, proofs in facts.shown.items()},
            facts.launches,
            Opened(self._day, len(links), dead, unreached),
        )

    def _open(self, links: list[str]) -> None:
        if not links:
            return
        began = monotonic()
        with self._watch() as told:
            told(len(links))
            self._answers |= Opening(self._network, self._limits, self._left_s).answers(links, told)
        self._left_s -= monotonic() - began

    def _opened(self, proof: Proven) -> Proven:
        if not proof.is_link:
            return proof
        answer = self._answers[_page(proof.text)]
        return proof._replace(defect=answer.defect, unreached=answer.unreached)


def _links(facts: Facts) -> Iterator[str]:
    for proofs in (*facts.proofs.values(), *facts.shown.values()):
        yield from (proof.text for proof in proofs if proof.is_link)


def _page(link: str) -> str:
    """Return a link without the place on its page, which no server is told."""
    return link.partition("#")[0]
