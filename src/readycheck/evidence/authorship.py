"""Who wrote a word: the commit that made it, held against the person whose word it is to be.

An e-mail address is what git was told, no more; a signature by a key of that person's proves it. Addresses are
compared, never printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from readycheck.model.place import PlanPath
from readycheck.model.text import one_line
from readycheck.model.word import Word

_LONGEST_NAME: Final = 60


class Written(NamedTuple):
    """By whom a word was written into a plan."""

    commit: str
    """The id of the commit, as it is printed."""
    author: str
    """The author's name, as git was told."""
    email: str
    signer: str | None = None
    """The address of whoever signed the commit, where that was verified."""


class Identity(NamedTuple):
    """How a person is known."""

    name: str
    email: str | None
    where: str
    """Where that address stands, or would."""
    signs: bool
    """Whether only a signed commit counts."""


def disowned(
    words: Iterable[Word], written: Mapping[PlanPath, tuple[Written, ...]], identity: Callable[[str], Identity]
) -> Iterator[tuple[PlanPath, str]]:
    """Yield the place of each word that its person has not written, with what is wrong with it: `is not committed`.

    A word that was written more than once, on ways that were merged, is that of a person who wrote it every time.
    """
    for word in words:
        person = identity(word.person)
        flaws = (_flaw(each, person) for each in written.get(word.path) or (None,))
        flaw = next(filter(None, flaws), None)
        if flaw is not None:
            yield word.path, flaw


def _flaw(written: Written | None, person: Identity) -> str | None:
    if written is None:
        return "is not committed, so that nobody is known to have written it"
    author = one_line(written.author)[:_LONGEST_NAME] or "nobody"
    made = f"was written by {author} in commit {written.commit}"
    if person.email is None:
        return f"{made}, and {person.name} has no `email` {person.where}"
    if not _is_same(person.email, written.email):
        return f"{made}, not under the e-mail of {person.name}"
    if person.signs and not _is_same(person.email, written.signer or ""):
        return f"{made}, without a signature that proves it was {person.name}"
    return None


def _is_same(address: str, other: str) -> bool:
    """Return whether two addresses are one, in whatever case; beyond ASCII, what case folds may be another's name."""
    return address == other or (address.isascii() and other.isascii() and address.lower() == other.lower())
