"""Read the plan of a launch that is over, and say what of it the rules in force no longer know."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from readycheck.app.reading import load_rules_for, why_unreadable
from readycheck.app.source import PlanSource, files_of
from readycheck.documents.last_time import answered_items
from readycheck.documents.nearest import FILE_NAME, find_policy
from readycheck.documents.plan import MAIN_FILE, LoadedPlan, load_plan
from readycheck.documents.policy import Rules
from readycheck.documents.validation import did_you_mean
from readycheck.errors import RefusedInput
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import DEPARTMENTS


class Former(NamedTuple):
    """An answered item that is called otherwise now, or is gone."""

    place: Place
    item: str
    now: str | None
    """What it is called; None where it is gone."""


class PastPlan(NamedTuple):
    """A plan that was, where it lies, and what it was held against."""

    loaded: LoadedPlan
    directory: Path
    is_directory: bool
    """Whether departments' files beside it belong to it."""
    files: tuple[Path, ...]
    rules: Rules
    policy: Path | None
    """The policy that applies where it lies; None for the built-in one."""

    @property
    def plan(self) -> LaunchPlan:
        """The plan."""
        return self.loaded.plan

    def would_take_in(self, target: Path) -> bool:
        """Return whether a file written there would change this plan, or keep it from being read."""
        there = target.resolve()
        if not self.is_directory or there.parent != self.directory.resolve():
            return there in self.files
        departments = {*DEPARTMENTS, *self.rules.catalogue.titles}
        return there.name in {MAIN_FILE, FILE_NAME} or bool(
            there.suffix in {".yaml", ".yml"} and did_you_mean(there.stem, departments)
        )

    def former_items(self, catalogue: Catalogue) -> tuple[Former, ...]:
        """Return the answered items that a catalogue does not have under the name that was used, in their order."""
        found = []
        for item, path in answered_items(self.plan, catalogue):
            was, now = f"{path[1]}.{path[3]}", item if item in catalogue.by_id else None
            if was != now:
                found.append(Former(self.loaded.document.place(path), was, now))
        return tuple(found)


def read_past(source: PlanSource, policy: Path | None) -> PastPlan:
    """Read a plan of the past; RefusedInput where an audit would refuse it, or a part of it."""
    try:
        return _read(source, policy)
    except OSError as error:
        raise RefusedInput(*why_unreadable(source, error)) from None


def _read(source: PlanSource, given: Path | None) -> PastPlan:
    directory = source.directory
    rules = load_rules_for(directory, source.tree, given)
    files = files_of(source, rules)
    loaded = load_plan(files, rules.catalogue, rules.milestones, past=True)
    if loaded.problems:
        raise RefusedInput(*loaded.problems)
    names = (files.main, *files.departments.values())
    is_directory = source.data is None and (source.path.is_dir() or source.path.name == MAIN_FILE)
    return PastPlan(
        loaded,
        directory,
        is_directory,
        tuple((directory / Path(file.name).name).resolve() for file in names),
        rules,
        find_policy(directory, source.tree),
    )
