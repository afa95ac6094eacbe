"""Where the statements of a plan come from: the commit that made each of them, by what they say and not by line.

From a commit, the way leads to its parents for as long as one of them states the same, in any file of the plan; the
commit none of whose parents does so made the statement. Where several parents do, each way is followed, and each may
end at another commit: no detour leads round whoever brought something back. A merge made it as well where one side had
once stated it and had taken it out: no honest merge brings back what the other side of it withdrew. What cannot be read
states nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
from itertools import permutations
from pathlib import Path

from readycheck.errors import RefusedInput
from readycheck.files import Unreadable
from readycheck.history.revision import Repository
from readycheck.history.statement import statements
from readycheck.syntax.source import MAX_BYTES
from readycheck.syntax.yaml import Document

#: Turns the bytes of a file, printed under a name, into values.
Parse = Callable[[bytes, str], Document]


class Origins:
    """The origins of what plans of one repository state; plans and revisions share what was read."""

    def __init__(self, repository: Repository, parse: Parse) -> None:
        self.repository = repository
        self._parse = parse
        self._stated = cache(self._stated_in)

    def of(self, stated: Collection[str], commit: str, files: Mapping[Path, str | None]) -> dict[str, tuple[str, ...]]:
        """Return the commits that made each statement, newest first, for those that a plan holds in a commit.

        `files` are all that may make up the plan, each with the department of which it is; they are not looked for
        through links. UsageError where a part of the history is missing.
        """
        paths = ("/".join(self.repository.steps(path)) for path in files)
        changes = self.repository.git.changes(commit, paths)
        parents = {change.identity: change.parents for change in changes}
        left: dict[str, set[str]] = defaultdict(set)
        if changes:
            left[changes[0].identity] = self._held(set(stated), changes[0].identity, files)
        origins: dict[str, tuple[str, ...]] = {}
        for change in changes:
            here = left.pop(change.identity, set())
            sides = {parent: self._held(here, parent, files) for parent in change.parents} if here else {}
            anew = self._brought_back(sides, parents, files) if len(sides) > 1 else set()
            for parent, there in sides.items():
                left[parent] |= there - anew
            for made in here - set().union(*sides.values()) | anew:
                origins[made] = (*origins.get(made, ()), change.identity)
        return origins

    def _brought_back(
        self, sides: Mapping[str, set[str]], parents: Mapping[str, tuple[str, ...]], files: Mapping[Path, str | None]
    ) -> set[str]:
        """Return what one side of a merge holds, and another had once and no more: on its own way, or as it set out."""
        found: set[str] = set()
        for (side, there), (other, kept) in permutations(sides.items(), 2):
            gone = there - kept
            own = _way(other, parents) - _way(side, parents) if gone else set()
            for commit in own.union(*(parents.get(commit, ()) for commit in own)):
                found |= self._held(gone - found, commit, files)
        return found

    def _held(self, stated: set[str], commit: str, files: Mapping[Path, str | None]) -> set[str]:
        """Return which statements the plan holds in a commit."""
        held: set[str] = set()
        for content, department in self._contents(commit, files):
            held |= stated & self._stated(content, department)
        return held

    def _contents(self, commit: str, files: Mapping[Path, str | None]) -> Iterator[tuple[str, str | None]]:
        """Yield the contents of which a plan consists in a commit, each with the department of which it is."""
        revision = self.repository.at(commit)
        for path, department in files.items():
            try:
                if revision.within(path) == path:
                    yield revision.identity(path), department
            except Unreadable:
                continue

    def _stated_in(self, content: str, department: str | None) -> frozenset[str]:
        try:
            value = self._parse(self.repository.content(content, MAX_BYTES), "").value
        except (Unreadable, RefusedInput):
            return frozenset()
        return frozenset(statements(value, department).values())


def _way(commit: str, parents: Mapping[str, tuple[str, ...]]) -> set[str]:
    """Return the commits on any way to one, itself included."""
    way, ahead = {commit}, [commit]
    while ahead:
        new = [parent for parent in parents.get(ahead.pop(), ()) if parent not in way]
        way.update(new)
        ahead += new
    return way
