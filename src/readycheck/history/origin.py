"""Where the statements of a plan come from: the commit that made each of them, by what they say and not by line.

From a commit, the way leads to its parents for as long as one of them states the same, in any file of the plan; the
commit none of whose parents does so made the statement. What cannot be read there states nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache
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

    def of(self, stated: Collection[str], commit: str, files: Mapping[Path, str | None]) -> dict[str, str]:
        """Return the commit that made each statement, for those that a plan holds in a commit.

        `files` are all that may make up the plan, each with the department of which it is; they are not looked for
        through links. UsageError where a part of the history is missing.
        """
        paths = ("/".join(self.repository.steps(path)) for path in files)
        changes = self.repository.git.changes(commit, paths)
        left: dict[str, set[str]] = defaultdict(set)
        if changes:
            left[changes[0].identity] = self._held(set(stated), changes[0].identity, files)
        origins: dict[str, str] = {}
        for change in changes:
            here = left.pop(change.identity, set())
            for parent in change.parents if here else ():
                there = self._held(here, parent, files)
                left[parent] |= there
                here = here - there
            origins |= dict.fromkeys(here, change.identity)
        return origins

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
