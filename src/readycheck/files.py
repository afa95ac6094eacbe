"""The only module that opens files: reads that cannot leave a root, hang or swell, and writes that are whole or absent.

A path that a document names is hostile (design: threats of files): it is refused alike on every
system when it is absolute, climbs out, or means something special somewhere; and what it leads to
is opened only once it is known to be a regular file inside the root. What reads a repository reads
it through a `Tree`, so that it need not know whether that is the disk or a revision (`git`).
"""

from __future__ import annotations

import errno
import os
import re
import stat
from abc import ABC, abstractmethod
from pathlib import Path

KIB = 1024
MIB = 1024 * KIB

_SPECIAL = re.compile(r"[\\:\0]|^~|^/")
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
_LONGEST = 1024
#: How much of a file's name the temporary file beside it carries: no name becomes too long for the system.
_SHORT_NAME = 50


class Unreadable(Exception):
    """A file cannot be read; the message says why in a few words. Never reaches the user as it is."""


def normal(path: Path) -> Path:
    """Return a path from the root of the file system, without `..`; links are not followed."""
    return Path(os.path.normpath(path.absolute()))


def real(path: Path) -> Path:
    """Return where a path leads, as far as its links can be followed; never raises."""
    return Path(os.path.realpath(path))


def repository_root(directory: Path) -> Path:
    """Return the nearest ancestor of `directory` (or itself) that holds `.git`, else `directory`."""
    absolute = normal(directory)
    return next((ancestor for ancestor in (absolute, *absolute.parents) if (ancestor / ".git").exists()), absolute)


class Tree(ABC):
    """The files of a repository. Paths are those that they have, or would have, on the disk."""

    def __init__(self, root: Path) -> None:
        self.root = normal(root)

    def inside(self, name: str, base: Path) -> Path:
        """Return where `name`, relative to `base`, leads to, links resolved; Unreadable unless that is in the tree."""
        check_name(name)
        return self.within(base / name)

    @abstractmethod
    def within(self, path: Path) -> Path:
        """Return where a path leads, links resolved; Unreadable unless that is in the tree."""

    @abstractmethod
    def read(self, path: Path, limit: int) -> bytes:
        """Return the content of a regular file of at most `limit` bytes; Unreadable otherwise."""

    @abstractmethod
    def identity(self, path: Path) -> str:
        """Return what a file's content is known by while the program runs; Unreadable where there is no file."""

    @abstractmethod
    def names(self, directory: Path) -> tuple[str, ...]:
        """Return the names of what lies in a directory, sorted; OSError where that cannot be read."""

    def exists(self, path: Path) -> bool:
        """Return whether there is a file or a directory."""
        return self.is_file(path) or self.is_directory(path)

    def has(self, path: Path) -> bool:
        """Return whether anything lies there, be it what nobody can read: a pipe, or a link to nowhere."""
        try:
            return path.name in self.names(path.parent)
        except OSError:
            return False

    @abstractmethod
    def is_file(self, path: Path) -> bool:
        """Return whether there is a regular file."""

    @abstractmethod
    def is_directory(self, path: Path) -> bool:
        """Return whether there is a directory."""

    @abstractmethod
    def label(self, path: Path) -> str:
        """Return how a path is printed that nobody named."""

    def address(self, path: Path) -> str:
        """Return a path from the root on, with / between folders: the same wherever the tree lies."""
        return path.relative_to(self.root).as_posix()


class Disk(Tree):
    """A repository as it lies on the disk."""

    def within(self, path: Path) -> Path:
        """Return where a path leads, links resolved; Unreadable unless that is in the tree."""
        try:
            target = path.resolve(strict=True)
            real_root = self.root.resolve(strict=True)
        except FileNotFoundError:
            raise Unreadable("does not exist") from None
        except (OSError, ValueError, RuntimeError):
            raise Unreadable("cannot be followed") from None
        if not target.is_relative_to(real_root):
            raise Unreadable("leads outside the repository")
        return target

    def read(self, path: Path, limit: int) -> bytes:
        """Return the content of a regular file of at most `limit` bytes; Unreadable otherwise."""
        return read_bytes(path, limit)

    def identity(self, path: Path) -> str:
        """Return the path: what lies there does not change while the program runs."""
        return str(path)

    def names(self, directory: Path) -> tuple[str, ...]:
        """Return the names of what lies in a directory, sorted; OSError where that cannot be read."""
        return tuple(sorted(entry.name for entry in directory.iterdir()))

    def has(self, path: Path) -> bool:
        """Return whether anything lies there, be it what nobody can read: a pipe, or a link to nowhere."""
        return os.path.lexists(path)

    def is_file(self, path: Path) -> bool:
        """Return whether there is a regular file."""
        return path.is_file()

    def is_directory(self, path: Path) -> bool:
        """Return whether there is a directory."""
        return path.is_dir()

    def label(self, path: Path) -> str:
        """Return a path as seen from the working directory, where it is below it."""
        here = Path.cwd()
        return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)

    def address(self, path: Path) -> str:
        """Return a path from the root on, with / between folders; links to the root itself do not matter."""
        root = self.root if path.is_relative_to(self.root) else real(self.root)
        return path.relative_to(root).as_posix()


def disk(directory: Path) -> Disk:
    """Return the repository in which a directory lies."""
    return Disk(repository_root(directory))


def check_name(name: str) -> None:
    """Refuse a path that a document names and that no repository can hold on every system: Unreadable."""
    if _SPECIAL.search(name) or not name.strip():
        raise Unreadable("is not a path within the repository, with / between folders")
    if len(name) > _LONGEST:
        raise Unreadable("is too long for a path")
    if any(part.split(".")[0].rstrip(" ").lower() in _DEVICES for part in name.split("/")):
        raise Unreadable("has a name that Windows cannot open")
    if ".git" in name.lower().split("/"):
        raise Unreadable("is inside .git")


def read_bytes(path: Path, limit: int) -> bytes:
    """Return the content of a regular file of at most `limit` bytes; Unreadable otherwise. Never blocks."""
    try:
        _check_kind(path.stat())  # before it is opened, as opening a device or a pipe may already do something
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise Unreadable(_why(error)) from None
    try:
        status = os.fstat(descriptor)
        _check_kind(status)
        with os.fdopen(os.dup(descriptor), "rb") as stream:
            data = stream.read(limit + 1)
        if len(data) > limit:
            raise Unreadable(f"is larger than {limit // KIB} KiB")
    except OSError as error:
        raise Unreadable(_why(error)) from None
    else:
        return data
    finally:
        os.close(descriptor)


def _check_kind(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable("is a directory" if stat.S_ISDIR(status.st_mode) else "is not an ordinary file")


def _why(error: Exception) -> str:
    reasons: dict[type[Exception], str] = {
        FileNotFoundError: "does not exist",
        PermissionError: "may not be read",
        NotADirectoryError: "does not exist",
    }
    return reasons.get(type(error), "cannot be read")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write to `path` so that it is there whole or as it was before; OSError where that fails.

    The bytes go to a temporary file beside the target, with the target's mode or else the one that the umask gives,
    are flushed, and then take the target's place. A target that is no regular file (a pipe, `/dev/null`) is written to.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if path.exists() and not path.is_file():
        with path.open("wb") as stream:
            stream.write(data)
        return
    try:
        target = path.resolve()
    except RuntimeError:  # links that lead in a circle
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP)) from None
    temporary = target.with_name(f".{target.name[:_SHORT_NAME]}.{os.urandom(4).hex()}.part")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            temporary.chmod(stat.S_IMODE(target.stat().st_mode))
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
