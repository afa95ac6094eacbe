"""What a good checklist is: errors that an audit could not live with, and warnings of items that prove too little."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readycheck.documents import packaged
from readycheck.documents.catalogue import Source, check
from readycheck.documents.validation import did_you_mean
from readycheck.model.checklist import version_key
from readycheck.model.place import Problem
from readycheck.model.practice import Practices
from readycheck.model.vocabulary import Severity, Strength


class Lint(NamedTuple):
    """What lint found."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def load_practices() -> Practices:
    """Return the shipped practices and their sources."""
    return Practices.model_validate(packaged.value(packaged.PRACTICES))


def lint(
    sources: tuple[Source, ...], concerned: frozenset[str], facts: dict[str, str], milestones: tuple[str, ...]
) -> Lint:
    """Check checklists together, and report on the files named in `concerned`."""
    practices = frozenset(practice.id for practice in load_practices().practices)
    errors = [*check(sources, facts, milestones, {})]
    warnings: list[Problem] = []
    for source in sources:
        errors += _errors(source, practices)
        warnings += _warnings(source)
    return Lint(
        tuple(sorted(problem for problem in errors if problem.place.file in concerned)),
        tuple(sorted(problem for problem in warnings if problem.place.file in concerned)),
    )


def _errors(source: Source, practices: frozenset[str]) -> Iterator[Problem]:
    for index, spec in enumerate(source.checklist.items):
        for position, practice in enumerate(spec.practices):
            if practice not in practices:
                path = source.path_of(index, "practices", position)
                help_ = did_you_mean(practice, practices) or "leave `practices` out for an item of your own"
                yield source.document.problem(path, f"practice `{practice}` does not exist", help_)
        if version_key(spec.since) > version_key(source.checklist.version):
            path = source.path_of(index, "since")
            help_ = f"the checklist is version {source.checklist.version}: raise it, or lower `since`"
            yield source.document.problem(path, f"`{spec.id}` is unreachable: it is newer than its checklist", help_)


def _warnings(source: Source) -> Iterator[Problem]:
    for index, spec in enumerate(source.checklist.items):
        weighty = spec.severity in {Severity.BLOCKER, Severity.MAJOR}
        if weighty and spec.rule is None and spec.evidence is Strength.NONE and not spec.second_person:
            help_ = "ask for evidence, or for a second person"
            message = f"the {spec.severity} `{spec.id}` can be ticked without anything that shows it"
            yield source.document.problem(source.path_of(index), message, help_, key=True)
