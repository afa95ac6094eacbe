"""Where a plan comes from: the disk, stdin, or a revision of the repository in which it lies."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from readycheck.documents.plan import MAIN_FILE, PlanFile, PlanFiles, read_plan
from readycheck.documents.policy import Rules
from readycheck.errors import UsageError
from readycheck.files import Tree, disk, normal
from readycheck.model.text import printable
from readycheck.model.vocabulary import DEPARTMENTS

if TYPE_CHECKING:
    from readycheck.history.revision import Repository


class Dated(NamedTuple):
    """A plan as it was on a day."""

    source: PlanSource
    day: date


@dataclass(frozen=True)
class PlanSource:
    """Where a plan comes from: a path in a tree, or bytes read from elsewhere under a name."""

    name: str
    path: Path
    data: bytes | None = None
    revision: Tree | None = None
    """The revision in which it lies; None for the disk."""

    @property
    def directory(self) -> Path:
        """Where the plan lies, and what it names is looked for."""
        there = self.path.is_dir() if self.revision is None else self.revision.is_directory(self.path)
        return self.path if there else self.path.parent

    @cached_property
    def tree(self) -> Tree:
        """The repository in which it lies."""
        return self.revision or disk(self.directory)

    def at(self, revision: str) -> PlanSource:
        """Return the plan that lies at the same path in a revision; UsageError where there is no such revision."""
        return self._in(self.repository().revision(revision))

    def repository(self) -> Repository:
        """Return the repository whose history says something of it; UsageError where there is none."""
        from readycheck.history.revision import Repository  # noqa: PLC0415 - for those who ask for a revision only

        root, here = self.tree.root, disk(Path.cwd()).root
        if root != here and root.is_relative_to(here) and (here / ".git").exists():
            message = f"{printable(self.name)} lies in a repository of its own, below this one"
            raise UsageError(message, hint="a revision of this one says nothing of it: run it there")
        return Repository(root)

    def files(self, departments: Iterable[str]) -> dict[Path, str | None]:
        """Return every file that it has, or may have at another time, each with the department whose it is.

        None stands for the main file. `departments` are those of the company's own checklists.
        """
        directory = self.directory.absolute()
        if self.path != self.directory and self.path.name != MAIN_FILE:
            return {directory / self.path.name: None}
        names = dict.fromkeys((*DEPARTMENTS, *departments))
        return {directory / MAIN_FILE: None, **{directory / f"{name}.yaml": name for name in names}}

    def _in(self, revision: Tree) -> PlanSource:
        return PlanSource(revision.label(self.path), self.path, revision=revision)

    def on(self, day: date) -> Dated:
        """Return the plan as it was when a day (UTC) began, or first was, if that came later; UsageError otherwise."""
        from readycheck.history.revision import Repository  # noqa: PLC0415 - for those who ask for a revision only

        repository = Repository(self.tree.root)
        head = repository.git.commit("HEAD")
        last = repository.git.last_before(head, int(datetime.combine(day, time(), UTC).timestamp()))
        if last is not None:
            was = self._in(repository.at(last))
            if was.tree.exists(was.path):
                return Dated(was, day)
        path = normal(self.path).relative_to(self.tree.root)
        commits = repository.git.commits(head, [path.as_posix()])
        if not commits:
            hint = "commit it first; in CI, check out the whole history (fetch-depth: 0)"
            raise UsageError(f"{printable(self.name)} has no history", hint=hint)
        first = commits[0]
        return Dated(self._in(repository.at(first.identity)), first.day)

    def below(self, name: str) -> PlanSource:
        """Return the plan that lies at a path below this directory."""
        return PlanSource(posixpath.join(self.name, name), self.path / name, revision=self.revision)


def is_revision_name(text: str) -> bool:
    """Return whether a text could name a revision rather than a plan: `HEAD~3`, `origin/main`, an id."""
    return not text.endswith((".yaml", ".yml", "/")) and not text.startswith((".", "/", "-"))


def is_also_revision(text: str, beside: Iterable[str]) -> bool:
    """Return whether something that lies on the disk is called like a revision, where the user or the plans are."""
    from readycheck.history.revision import Repository  # noqa: PLC0415 - for what could name a revision only

    name = text.partition(":")[0]
    if not is_revision_name(name):
        return False
    for root in dict.fromkeys(disk(directory).root for directory in (Path.cwd(), *map(Path, beside))):
        with suppress(UsageError):
            Repository(root).revision(name)
            return True
    return False


def in_revision(text: str) -> PlanSource | None:
    """Return the plan that `REVISION:PATH` names, as git understands it; None where the text has no such form.

    The path counts from the root of the repository in which the user stands, or with `./` from where that is.
    UsageError where there is no such revision.
    """
    revision, colon, name = text.partition(":")
    if not colon or not revision:
        return None
    here = Path.cwd()
    base = here if name.startswith(("./", "../")) else disk(here).root
    if not normal(base / name).is_relative_to(disk(here).root):
        raise UsageError(f"{printable(text)} leads outside the repository", hint="name a path in this repository")
    return PlanSource(name, normal(base / name)).at(revision)


def files_of(source: PlanSource, rules: Rules) -> PlanFiles:
    """Read the files of a plan; RefusedInput, or OSError, where that cannot be done."""
    if source.data is not None:
        return PlanFiles(PlanFile(printable(source.name), source.data), {})
    return read_plan(source.path, source.name, source.tree, frozenset({*DEPARTMENTS, *rules.catalogue.titles}))
