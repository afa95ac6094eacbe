"""A revision as a tree of files: what a commit holds, read object by object as it is asked for.

Revisions of one repository share what was read: most directories are the same in all of them.
"""

from __future__ import annotations

import os
from collections import deque
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from readycheck.files import MIB, Tree, Unreadable, check_name, normal
from readycheck.git import Git

_LARGEST_TREE: Final = 16 * MIB
_LARGEST_COMMIT: Final = MIB
_LONGEST_LINK: Final = 4096
_MOST_LINKS: Final = 40
_SMALL: Final = MIB
#: How much of a commit's id is printed where a plan is named.
_SHORT: Final = 10
#: How many contents are kept: the files of one plan, and a little more.
_KEPT: Final = 64
_DIRECTORY, _LINK, _FILES = "40000", "120000", ("100644", "100755", "100664")


class Entry(NamedTuple):
    """What a name in a directory stands for."""

    mode: str
    identity: str


class Repository:
    """The revisions of a repository, and what they share."""

    def __init__(self, root: Path) -> None:
        self.root = normal(root)
        self.git = Git(root)
        self.entries = cache(self._read_directory)
        self.named = cache(self._named)
        self.steps = cache(self._steps)
        self.path = cache(self._path)
        self._recent = lru_cache(maxsize=_KEPT)(self._read_content)

    def revision(self, name: str) -> Revision:
        """Return what a name (a branch, a tag, a commit) stands for; UsageError where it stands for nothing."""
        return Revision(self, self.git.commit(name), name)

    def at(self, commit: str) -> Revision:
        """Return a commit's revision, printed by the beginning of its id."""
        return Revision(self, commit, commit[:_SHORT])

    def _named(self, name: str, base: Path) -> tuple[str, ...]:
        """Return a path that a document names as steps from the root; Unreadable where no repository can hold it."""
        check_name(name)
        return self.steps(base / name)

    def _steps(self, path: Path) -> tuple[str, ...]:
        """Return a path as steps from the root; Unreadable where it leads outside."""
        for way in (path.absolute(), normal(path)):
            if way.is_relative_to(self.root):
                return way.relative_to(self.root).parts
        raise Unreadable("leads outside the repository")

    def _path(self, steps: tuple[str, ...]) -> Path:
        return self.root.joinpath(*steps)

    def content(self, identity: str, limit: int) -> bytes:
        """Return the content of a file; small ones that were read of late are not read again."""
        return self._recent(identity, limit) if limit <= _SMALL else self._read_content(identity, limit)

    def _read_content(self, identity: str, limit: int) -> bytes:
        return self.git.objects.read(identity, "blob", limit)

    def _read_directory(self, identity: str) -> dict[str, Entry]:
        """Return what a tree object lists: mode, space, name, NUL, then the id as bytes."""
        data = self.git.objects.read(identity, "tree", _LARGEST_TREE)
        width = len(identity) // 2
        entries: dict[str, Entry] = {}
        start = 0
        while (end := data.find(b"\0", start)) >= 0:
            mode, _, name = data[start:end].partition(b" ")
            start = end + 1 + width
            entries[os.fsdecode(name)] = Entry(mode.decode("ascii", "replace"), data[end + 1 : start].hex())
        return entries


class Revision(Tree):
    """The files of a commit. Links are followed inside it; submodules are not looked into."""

    def __init__(self, repository: Repository, commit: str, name: str) -> None:
        super().__init__(repository.root)
        self.repository, self.name, self.commit = repository, name, commit
        self._objects = repository.git.objects
        self._entries, self._content = repository.entries, repository.content
        self._named, self._steps, self._path = repository.named, repository.steps, repository.path
        self._walked: dict[tuple[str, ...], tuple[Path, Entry]] = {}

    def inside(self, name: str, base: Path) -> Path:
        """Return where `name`, relative to `base`, leads to, links resolved; Unreadable unless that is in the tree."""
        return self._walk(self._named(name, base))[0]

    def within(self, path: Path) -> Path:
        """Return where a path leads, links resolved; Unreadable unless that is in the tree."""
        return self._find(path)[0]

    def read(self, path: Path, limit: int) -> bytes:
        """Return the content of a regular file of at most `limit` bytes; Unreadable otherwise."""
        return self._content(self.identity(path), limit)

    def identity(self, path: Path) -> str:
        """Return the id of a file's content, which is the same wherever the same bytes lie."""
        entry = self._find(path)[1]
        if entry.mode not in _FILES:
            raise Unreadable("is a directory" if entry.mode == _DIRECTORY else "is not an ordinary file")
        return entry.identity

    def names(self, directory: Path) -> tuple[str, ...]:
        """Return the names of what lies in a directory, sorted; OSError where that cannot be read."""
        try:
            return tuple(sorted(self._entries(self._find(directory)[1].identity)))
        except Unreadable as error:
            raise OSError(str(error)) from None

    def is_file(self, path: Path) -> bool:
        """Return whether there is a regular file."""
        return self._mode(path) in _FILES

    def is_directory(self, path: Path) -> bool:
        """Return whether there is a directory."""
        return self._mode(path) == _DIRECTORY

    def label(self, path: Path) -> str:
        """Return how a path is printed that nobody named: `origin/main:launches/close/launch.yaml`."""
        return f"{self.name}:{normal(path).relative_to(self.root).as_posix()}"

    def _mode(self, path: Path) -> str | None:
        try:
            return self._find(path)[1].mode
        except Unreadable:
            return None

    def _find(self, path: Path) -> tuple[Path, Entry]:
        return self._walk(self._steps(path))

    def _walk(self, path: tuple[str, ...]) -> tuple[Path, Entry]:
        """Return where a path leads to from the root, and what is there; most are asked for more than once."""
        found = self._walked.get(path)
        if found is None:
            found = self._walked[path] = self._walk_to(path)
        return found

    def _walk_to(self, path: tuple[str, ...]) -> tuple[Path, Entry]:
        """Walk from the root to what a path leads to. As on a disk, `..` after a link leaves where the link leads."""
        steps = deque(path)
        way = [("", self._top)]
        links = 0
        while steps:
            step = steps.popleft()
            if step == "..":
                way.pop()
                if not way:
                    raise Unreadable("leads outside the repository")
                continue
            directory = way[-1][1]
            if directory.mode != _DIRECTORY:
                raise Unreadable("cannot be followed")
            entry = self._entries(directory.identity).get(step)
            if entry is None:
                raise Unreadable("does not exist")
            if entry.mode != _LINK:
                way.append((step, entry))
                continue
            links += 1
            if links > _MOST_LINKS:
                raise Unreadable("cannot be followed")
            steps.extendleft(reversed(self._target(entry)))
        return self._path(tuple(name for name, _ in way)), way[-1][1]

    def _target(self, link: Entry) -> list[str]:
        target = os.fsdecode(self._objects.read(link.identity, "blob", _LONGEST_LINK))
        if target.startswith("/"):
            raise Unreadable("leads outside the repository")
        return [step for step in target.split("/") if step not in {"", "."}]

    @cached_property
    def _top(self) -> Entry:
        data = self._objects.read(self.commit, "commit", _LARGEST_COMMIT)
        tree = data.split(b"\n", 1)[0].removeprefix(b"tree ")
        return Entry(_DIRECTORY, tree.decode("ascii", "replace"))
