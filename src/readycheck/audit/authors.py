"""Whether it is known who wrote the words of people that count: said in every report, whatever was found.

What is wrong with a single word stands where that word would have counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from readycheck.audit.assessment import Assessment
from readycheck.audit.condition import Route
from readycheck.audit.standing import Inputs
from readycheck.model.place import Locate
from readycheck.model.report import Notice
from readycheck.model.word import Kind, Word, words_of

#: What kind of notice it is.
AUTHORS: Final = "authors"
#: How many waivers that are relied on are named in it.
_NAMED: Final = 3


def authors(inputs: Inputs, assessment: Assessment, locate: Locate) -> Iterator[Notice]:
    """Yield one notice where the plan has any words, for the first screen where a go rests on unverified waivers."""
    void = {checked.path for checked in assessment.waivers if checked.defect is not None}
    void |= {path for known in assessment.state.words.values() for path, _ in known.ignored}
    disowned = inputs.facts.authors
    every = list(words_of(inputs.plan))
    words = [word for word in every if word.path not in void | (disowned or {}).keys()]
    relied_on = tuple(_relied_on(assessment))
    listed = _listed(words, relied_on)
    if disowned is None and words:
        message = f"nobody verified (--verify-authors) who wrote {listed}"
        rests = assessment.verdict.is_go and bool(relied_on)
        yield Notice(AUTHORS, message, locate(words[0].path), first_screen=rests)
    elif disowned is not None and every:
        borne = f"git bears out who wrote {listed}" if words else "git bears out nobody's word"
        forged = _listed([word for word in every if word.path in disowned])
        others = f"; without effect: {forged}" if disowned else ""
        yield Notice(AUTHORS, f"{borne}{others}", locate(every[0].path))


def _relied_on(assessment: Assessment) -> Iterator[str]:
    state = assessment.state
    yield from (item.id for item in state.items if state.route(item) is Route.WAIVER)


def _listed(words: list[Word], waived: tuple[str, ...] = ()) -> str:
    """Return words as numbers of their kinds, waivers first, with the items where few waivers are relied on."""
    numbers = Counter(word.kind for word in words)
    named = f" ({', '.join(waived)})" if 0 < len(waived) <= _NAMED else ""
    counts = (
        f"{numbers[kind]} {kind}{'s' if numbers[kind] > 1 else ''}{named if kind is Kind.WAIVER else ''}"
        for kind in Kind
        if numbers[kind]
    )
    return ", ".join(counts)
