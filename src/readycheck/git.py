"""The only module that runs git: plumbing that reads objects and history, from a short list of what is allowed.

A repository may be hostile, its configuration included (design: threats of git). So the git directory is named, never
searched for; nothing of the user's or the system's configuration is read, and what the repository's own could make git
run is switched off; nothing is fetched; and the work tree is never looked at through git.
"""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha1, sha256
from pathlib import Path
from typing import IO, Final, NamedTuple
from weakref import finalize

from readycheck.errors import UsageError
from readycheck.files import MIB, Unreadable, normal, read_bytes, real
from readycheck.model.text import printable

_OFF = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "diff.external=",
    "log.showSignature=false",
    "core.warnAmbiguousRefs=true",
    "core.commitGraph=false",  # what it says of commits is not held against them
    "protocol.allow=never",
)
_ENVIRONMENT = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
#: How a signature is verified: by ssh-keygen alone, whatever the repository says and whatever form a signature has.
_SSH_ONLY = (
    "gpg.format=ssh",
    f"gpg.program={os.devnull}",
    f"gpg.openpgp.program={os.devnull}",
    f"gpg.x509.program={os.devnull}",
    "gpg.ssh.defaultKeyCommand=",
    "gpg.ssh.revocationFile=",
    "gpg.minTrustLevel=fully",
)
#: What git needs of the environment; all else that it would read there is left out.
_KEPT = ("PATH", "SYSTEMROOT")
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
#: What to do without a program.
_WITHOUT = {
    "git": "install git; an audit of a plan on the disk does without",
    "ssh-keygen": "install OpenSSH: git verifies signatures with it",
}
#: How long git may take to answer one question, in seconds.
_PATIENCE = 60
#: The git directories about which it gave no answer in that time: nobody waits for it again.
_SILENT: Final[set[Path]] = set()
_LONGEST_POINTER = 4096
#: How long an id is in a repository that uses SHA-256.
_LONG_ID: Final = 64
_LARGEST_COMMIT = MIB
_AUTHOR = re.compile(rb"^author (?P<name>[^<\n]*)<(?P<email>[^>\n]*)>", re.MULTILINE)


class Commit(NamedTuple):
    """A commit of a history."""

    identity: str
    seconds: int
    """When it was committed, in seconds since 1970, UTC."""

    @property
    def day(self) -> date:
        """The day on which it was committed, UTC."""
        return datetime.fromtimestamp(self.seconds, UTC).date()


class Change(NamedTuple):
    """A commit that changed what was asked for, and those before it that did."""

    identity: str
    parents: tuple[str, ...]


class Author(NamedTuple):
    """Who wrote a commit, as git was told."""

    name: str
    email: str


class Git:
    """The repository at a root: its commits, their history, and the objects they consist of."""

    def __init__(self, root: Path) -> None:
        directory = _git_directory(root)
        if directory is None:
            raise UsageError(f"{printable(str(root))} is in no git repository", hint="run it in a clone")
        switches = [argument for setting in _OFF for argument in ("-c", setting)]
        self._root = root
        self._command = [_program("git", root), "--no-pager", f"--git-dir={directory}", *switches]
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        self._environment = {**_ENVIRONMENT, **kept}
        self._directory = directory
        self.objects = Objects([*self._command, "cat-file", "--batch"], self._environment, directory)

    def commit(self, revision: str) -> str:
        """Return the id of the commit that a revision names; UsageError where it names none, or several.

        A tag hides a branch that is called like it, and who may push a tag must not choose what `origin/main` is.
        """
        asked = f"{revision}^{{commit}}"
        if revision.isprintable() and revision:
            done = self._run("rev-parse", "--verify", "--end-of-options", asked)
            if b" is ambiguous" in done.stderr:
                hint = "write it out: refs/remotes/…, refs/heads/… or refs/tags/…"
                raise UsageError(f"`{printable(revision)}` stands for several revisions", hint=hint)
            answer = os.fsdecode(done.stdout).split()
            if done.returncode == 0 and answer and _ID.fullmatch(answer[-1]):
                return answer[-1]
        hint = "name a branch, a tag or a commit of this clone; in CI, check out the whole history (fetch-depth: 0)"
        raise UsageError(f"there is no revision `{printable(revision)}`", hint=hint)

    def last_before(self, commit: str, seconds: int) -> str | None:
        """Return the last commit on the way to one that was committed before a moment; None where there is none."""
        before = f"--min-age={seconds - 1}"
        answer = self._ask("rev-list", "--first-parent", "--max-count=1", before, "--end-of-options", commit).split()
        return answer[0] if answer else None

    def commits(self, commit: str, paths: Iterable[str]) -> tuple[Commit, ...]:
        """Return the commits on the way to one, itself included, that changed any of these files, oldest first.

        A merge is one step of that way: what it brought in. Paths are literal, from the root; a directory stands for
        all that is in it.
        """
        literal = (f":(literal,top){path}" for path in paths)
        way = ("rev-list", "--first-parent", "--timestamp", "--reverse", "--end-of-options", commit, "--", *literal)
        found = (line.split() for line in self._ask(*way).splitlines())
        return tuple(Commit(identity, int(seconds)) for seconds, identity in found)

    def last_change(self, commit: str, path: str) -> Commit | None:
        """Return the last commit, on any way to one, that changed a file; None where none is known."""
        literal = f":(literal,top){path}"
        answer = self._ask(
            "rev-list", "--timestamp", "--max-count=1", "--end-of-options", commit, "--", literal
        ).split()
        return Commit(answer[1], int(answer[0])) if answer else None

    def is_cut_off(self, commit: str) -> bool:
        """Return whether a commit has parents that this clone does not know: what it changed is not known either."""
        known = self._ask("rev-list", "--parents", "--max-count=1", "--end-of-options", commit).split()
        data = self.objects.read(commit, "commit", _LARGEST_COMMIT)
        return len(known) == 1 and b"\nparent " in data.partition(b"\n\n")[0]

    def changes(self, commit: str, paths: Iterable[str]) -> tuple[Change, ...]:
        """Return the commits on any way to one, itself included, that changed any of these files, newest first.

        Each comes before its parents, which are those among them. A merge is among them where its sides differ, even if
        it took one of them as it was. UsageError where a part of the history is missing.
        """
        if self._ask("rev-parse", "--is-shallow-repository").strip() != "false":
            hint = "fetch the whole history: `git fetch --unshallow`, and in CI fetch-depth: 0"
            raise UsageError("who wrote what cannot be known: this clone has a part of the history only", hint=hint)
        literal = (f":(literal,top){path}" for path in paths)
        way = ("rev-list", "--topo-order", "--parents", "--simplify-merges", "--end-of-options", commit, "--", *literal)
        done = self._run(*way)
        if done.returncode != 0:
            hint = "fetch the whole history: without `filter`, and in CI with fetch-depth: 0"
            raise UsageError("who wrote what cannot be known: the history cannot be read", hint=hint)
        lines = (line.split() for line in os.fsdecode(done.stdout).splitlines())
        return tuple(Change(identity, tuple(parents)) for identity, *parents in lines)

    def author(self, commit: str) -> Author:
        """Return who wrote a commit, by its own words: no `.mailmap` says otherwise."""
        head = self.objects.read(commit, "commit", _LARGEST_COMMIT).partition(b"\n\n")[0]
        found = _AUTHOR.search(head)
        if found is None:
            return Author("", "")
        return Author(*(found[part].decode("utf-8", "replace").strip() for part in ("name", "email")))

    def signers(self, commits: Iterable[str], allowed: Path) -> dict[str, str]:
        """Return by whom commits are signed, as a file of allowed signers names them; without those that are not.

        UsageError where there is nothing to verify signatures with.
        """
        given = (*_SSH_ONLY, f"gpg.ssh.program={_program('ssh-keygen', self._root)}")
        settings = [part for setting in (*given, f"gpg.ssh.allowedSignersFile={allowed}") for part in ("-c", setting)]
        form = "--format=%H%x00%G?%x00%GS"
        every = ("log", "--no-walk=unsorted", "--no-patch", form, "--end-of-options", *commits)
        done = self._run(*settings, *every)
        lines = (line.split("\0") for line in os.fsdecode(done.stdout).splitlines())
        return {line[0]: line[2] for line in lines if len(line) == 3 and line[1] == "G"}  # noqa: PLR2004 - see the form

    def _ask(self, *arguments: str) -> str:
        """Return what git answers; empty where it has no answer."""
        done = self._run(*arguments)
        return os.fsdecode(done.stdout) if done.returncode == 0 else ""

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        _check_answers(self._directory)
        try:
            return subprocess.run(  # noqa: S603 - arguments of this module, and none reads the work tree
                [*self._command, *arguments],
                cwd=self._directory,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise _no_answer_in_time(self._directory) from None
        except (OSError, ValueError) as error:
            raise UsageError(f"git gave no answer: {type(error).__name__}", hint="try it again") from None


class Objects:
    """The objects of a repository, by id, from one process that answers as long as it is asked."""

    def __init__(self, command: list[str], environment: dict[str, str], directory: Path) -> None:
        self._command, self._environment, self._directory = command, environment, directory
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, identity: str, kind: str, limit: int) -> bytes:
        """Return the content of an object of a kind (blob, tree, commit); Unreadable where it is none, or larger.

        UsageError where the clone does not have it: what was left out at cloning must not read as what is not there.
        """
        if not _ID.fullmatch(identity):
            raise Unreadable("is no object of the repository")
        try:
            return self._read(identity, kind, limit)
        except OSError:
            self._stop()
            raise Unreadable("cannot be read from the repository") from None

    def _read(self, identity: str, kind: str, limit: int) -> bytes:
        _check_answers(self._directory)
        asked, answers = self._streams()
        asked.write(f"{identity}\n".encode())
        asked.flush()
        self._wait(answers)
        header = answers.readline().split()
        if len(header) != 3:  # noqa: PLR2004 - id, kind, size
            self._stop()
            hint = "fetch the whole history: without `filter`, and in CI with fetch-depth: 0"
            raise UsageError("a part of that revision is not in this clone", hint=hint)
        size = int(header[2])
        if size > limit or header[1] != kind.encode():
            self._stop()  # sooner than reading to its end what is not wanted
            raise Unreadable(f"is larger than {limit // 1024} KiB" if size > limit else f"is no {kind}")
        data = answers.read(size)
        answers.read(1)
        if identity_of(data, identity, kind) != identity:
            raise UsageError("an object of this clone is not what its id says", hint="try it in a new clone")
        return data

    def _wait(self, answers: IO[bytes]) -> None:
        """Wait for an answer. What keeps git from giving one, a pipe in the place of an object, is not on Windows."""
        if os.name == "posix" and not select.select([answers], [], [], _PATIENCE)[0]:
            self._stop()
            raise _no_answer_in_time(self._directory)

    def _streams(self) -> tuple[IO[bytes], IO[bytes]]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603 - arguments of this module
                self._command,
                cwd=self._directory,
                env=self._environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            self._ended = finalize(self, _end, self._process)
        assert self._process.stdin is not None  # noqa: S101 - they are pipes
        assert self._process.stdout is not None  # noqa: S101
        return self._process.stdin, self._process.stdout

    def _stop(self) -> None:
        if self._process is not None:
            self._ended()
            self._process = None


def identity_of(data: bytes, like: str, kind: str = "blob") -> str:
    """Return the id that git gives to a content, in the hash of another id."""
    algorithm = sha256 if len(like) == _LONG_ID else sha1
    return algorithm(b"%s %d\0" % (kind.encode(), len(data)) + data, usedforsecurity=False).hexdigest()


def _check_answers(directory: Path) -> None:
    if directory in _SILENT:
        raise _no_answer_in_time(directory)


def _no_answer_in_time(directory: Path) -> UsageError:
    _SILENT.add(directory)
    return UsageError(f"git gave no answer in {_PATIENCE} s", hint="try it in a new clone")


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.communicate()


def _program(name: str, root: Path) -> str:
    """Return a program on the PATH; never one that lies in the repository."""
    places = (place for place in os.get_exec_path() if place and Path(place).is_absolute())
    trusted = os.pathsep.join(place for place in places if not _lies_in(Path(place) / name, root))
    found = shutil.which(name, path=trusted)
    if found is None:
        raise UsageError(f"{name} is not installed", hint=_WITHOUT[name])
    return found


def _lies_in(place: Path, root: Path) -> bool:
    """Return whether a place is in a repository, by its own path or where links lead."""
    return normal(place).is_relative_to(normal(root)) or real(place).is_relative_to(real(root))


def _git_directory(root: Path) -> Path | None:
    """Return the git directory of a root: `.git`, or where that file points to."""
    there = root / ".git"
    if there.is_dir():
        return there
    try:
        pointer = os.fsdecode(read_bytes(there, _LONGEST_POINTER))
    except Unreadable:
        return None
    target = root / pointer.removeprefix("gitdir:").strip()
    return normal(target) if pointer.startswith("gitdir:") and target.is_dir() else None
