"""The day on which a file was last changed, by the history of the repository: never by the clock of a disk.

A file has such a day only as it was committed; one that lies changed on the disk has none yet.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from readycheck.errors import UsageError
from readycheck.files import MIB, Tree, Unreadable
from readycheck.git import identity_of
from readycheck.history.revision import Repository, Revision

_LARGEST: Final = 10 * MIB


class History:
    """Answers when files of one tree were last changed; git is asked only for what is asked of it."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._asked = cache(self._ask)

    def __call__(self, path: Path) -> date:
        """Return the day (UTC) of the last commit that changed a file; Unreadable where there is none."""
        try:
            return self._asked(path)
        except UsageError as error:
            raise Unreadable(f"has no history: {error}") from None

    def _ask(self, path: Path) -> date:
        revision = self._revision()
        place = revision.root / self._tree.address(path)
        if self._tree is not revision and not self._is_committed(path, place, revision):
            raise Unreadable("has changes that are not committed")
        git = revision.repository.git
        last = git.last_change(revision.commit, self._tree.address(path))
        if last is None or git.is_cut_off(last.identity):
            raise Unreadable("was last changed before the history of this clone begins; fetch all of it")
        return last.day

    def _revision(self) -> Revision:
        if isinstance(self._tree, Revision):
            return self._tree
        return Repository(self._tree.root).revision("HEAD")

    def _is_committed(self, path: Path, place: Path, revision: Revision) -> bool:
        """Return whether a file is as it was committed, however its lines end."""
        try:
            identity = revision.identity(place)
        except Unreadable:
            raise Unreadable("is not committed") from None
        data = self._tree.read(path, _LARGEST)
        return identity in {identity_of(data, identity), identity_of(data.replace(b"\r\n", b"\n"), identity)}
