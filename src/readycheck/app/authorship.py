"""Verify who wrote the words of people in a plan, by its raw values and the history of its files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from readycheck.app.source import PlanSource
from readycheck.documents.parts import Parts
from readycheck.documents.plan import LoadedPlan
from readycheck.errors import UsageError
from readycheck.evidence.authorship import Identity, Written, disowned
from readycheck.files import Unreadable, read_bytes
from readycheck.history.origin import Origins
from readycheck.history.revision import Repository, Revision
from readycheck.history.statement import statements
from readycheck.model.place import PlanPath
from readycheck.model.plan.people import Person
from readycheck.model.text import printable
from readycheck.model.word import words_of
from readycheck.syntax.source import MAX_BYTES


class Known(NamedTuple):
    """The people by whose addresses authors are known, and where these stand."""

    people: Mapping[str, Person]
    where: str


class Verification:
    """How words are verified in one run; plans and revisions of one repository share what was read of it."""

    def __init__(self, allowed_signers: Path | None) -> None:
        """Take a file of allowed signers, where commits must be signed; UsageError where it cannot be read."""
        self._signers = allowed_signers.absolute() if allowed_signers is not None else None
        self._origins: dict[Path, Origins] = {}
        if allowed_signers is not None:
            try:
                read_bytes(allowed_signers, MAX_BYTES)
            except Unreadable as error:
                message = f"--allowed-signers {printable(str(allowed_signers))} {error}"
                hint = "name a file with an e-mail address and a public key on each line, as ssh-keygen reads it"
                raise UsageError(message, hint=hint) from None

    def flaws(
        self, source: PlanSource, loaded: LoadedPlan, departments: Iterable[str], known: Known
    ) -> dict[PlanPath, str]:
        """Return what is wrong with each word that its person has not written, by place; UsageError without history."""
        plan = loaded.plan
        origins = self._origins_in(source)
        repository = origins.repository
        stated = statements(loaded.document.value)
        words = [word for word in words_of(plan) if word.path in stated]
        directory = _committed_at(source, repository)
        files = {directory / path.name: department for path, department in source.files(departments).items()}
        start = source.revision.commit if isinstance(source.revision, Revision) else repository.git.commit("HEAD")
        made_by = origins.of({stated[word.path] for word in words}, start, files)
        commits = dict.fromkeys(chain.from_iterable(made_by.values()))
        signers = repository.git.signers(commits, self._signers) if self._signers else {}

        def written(commit: str) -> Written:
            author = repository.git.author(commit)
            return Written(repository.at(commit).name, author.name, author.email, signers.get(commit))

        def identity(person: str) -> Identity:
            there = known.people.get(person)
            email = there.email if there is not None else None
            return Identity(plan.name_of(person), email, known.where, signs=self._signers is not None)

        found = {word.path: tuple(map(written, made_by.get(stated[word.path], ()))) for word in words}
        return dict(disowned(words_of(plan), found, identity))

    def _origins_in(self, source: PlanSource) -> Origins:
        root = source.tree.root
        if root not in self._origins:
            self._origins[root] = Origins(source.repository(), Parts().parse)
        return self._origins[root]


def _committed_at(source: PlanSource, repository: Repository) -> Path:
    """Return where the directory of a plan lies in its repository, links followed; UsageError if it is not there."""
    try:
        return repository.root / source.tree.address(source.tree.within(source.directory))
    except Unreadable as error:
        message = f"who wrote {printable(source.name)} cannot be known: its directory {error}"
        raise UsageError(message, hint="keep the plan in a folder of the repository") from None
