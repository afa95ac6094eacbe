"""Entries to the items of checklists: a department and an id for each, and each said once. Nothing is made up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Final, NamedTuple

from readycheck.documents.lists.entry import Beside, Entry
from readycheck.documents.lists.meaning import DepartmentNames, plain
from readycheck.model.checklist import Catalogue
from readycheck.model.vocabulary import position_of_department

#: Ids are read in tables and typed by hand; longer ones are allowed.
_LONGEST_ID: Final = 48
_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]{0,60}\}\}|\[[^\[\]]{1,60}\]|<[^<>]{1,60}>")
_PERSON: Final = re.compile(r"(?<![\w.])@\w[\w.-]*")


class DraftItem(NamedTuple):
    """An entry with the id that it has as an item."""

    id: str
    entry: Entry


class Draft(NamedTuple):
    """What a list becomes."""

    items: dict[str, tuple[DraftItem, ...]]
    """By department, in the order of departments; items in the order of the list."""
    twice: tuple[Beside, ...]
    """Entries that say what another one says."""


class Homeless(NamedTuple):
    """Entries that stand under no department's name, where none was given for them."""

    entries: tuple[Entry, ...]


def draft(entries: Iterable[Entry], default: str | None, catalogue: Catalogue) -> Draft | Homeless:
    """Return the items of each department; Homeless where there are entries of none and no default."""
    names = DepartmentNames(catalogue.titles)
    homeless: list[Entry] = []
    twice: list[Beside] = []
    seen: dict[tuple[str, str], Entry] = {}
    taken = _Ids(_ids_in_force(catalogue))
    items: dict[str, list[DraftItem]] = {}
    for entry in entries:
        department = _department(entry, names) or default
        if department is None:
            homeless.append(entry)
            continue
        key = (department, entry.title.casefold())
        if key in seen and _same(entry, seen[key]):
            twice.append(Beside(entry.place, f"says what line {seen[key].place.line} says: {entry.title[:50]}"))
            continue
        seen.setdefault(key, entry)
        given = taken.give(department, entry)
        items.setdefault(department, []).append(DraftItem(given, _remembering_heading(entry, names)))
    if homeless:
        return Homeless(tuple(homeless))
    ordered = sorted(items, key=lambda name: (position_of_department(name), name))
    return Draft({department: tuple(items[department]) for department in ordered}, tuple(twice))


def _department(entry: Entry, names: DepartmentNames) -> str:
    """Return the department that the nearest heading names."""
    return next(filter(None, map(names.of, reversed(entry.sections))), "")


def _remembering_heading(entry: Entry, names: DepartmentNames) -> Entry:
    """Return an entry that remarks the heading above it, unless that names its department or is the list's title."""
    _, *below = entry.sections or ("",)
    if not below or names.of(below[-1]):
        return entry
    return entry._replace(remarks=(f"under: {below[-1]}", *entry.remarks))


def _same(entry: Entry, other: Entry) -> bool:
    """Return whether an entry says nothing that the other does not."""
    place = other.place
    return entry._replace(place=place, title=other.title, sections=other.sections, id=other.id) == other


def _ids_in_force(catalogue: Catalogue) -> Iterator[str]:
    for item in (*catalogue.items, *catalogue.newer):
        yield item.id
        yield from item.spec.formerly


class _Ids:
    """Gives each item an id that no other has. The same titles in the same order give the same ids."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._numbers: dict[str, int] = {}

    def give(self, department: str, entry: Entry) -> str:
        wanted = slug(entry.id or entry.title)
        full = f"{department}.{wanted}"
        number = self._numbers.get(full, 1)
        free = wanted
        while f"{department}.{free}" in self._taken:
            number += 1
            free = f"{wanted}-{number}"
        self._numbers[full] = number
        self._taken.add(f"{department}.{free}")
        return free


def slug(title: str) -> str:
    """Return a title as an id of at most 48 characters, cut between words; of other scripts a digest."""
    letters = (
        unicodedata.normalize("NFKD", title[:500].replace("ß", "ss")).encode("ascii", "ignore").decode().casefold()
    )
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    chosen = ""
    for word in words:
        longer = f"{chosen}-{word}" if chosen else word[:_LONGEST_ID]
        if len(longer) > _LONGEST_ID:
            break
        chosen = longer
    return chosen or f"item-{sha256(title.encode()).hexdigest()[:8]}"


def title_of(department: str, titles: Mapping[str, str]) -> str:
    """Return the printed name of a department, also of one that is new."""
    return titles.get(department) or department.replace("-", " ").capitalize()


def weighed(entries: Iterable[Entry], levels: Mapping[str, str]) -> Iterator[Entry]:
    """Yield the entries with the severities that `levels` gives to their words, which are compared without signs."""
    for entry in entries:
        yield entry._replace(severity=levels.get(plain(entry.level), entry.severity) if entry.level else entry.severity)


def unresolved(entries: Iterable[Entry]) -> Iterator[Beside]:
    """Yield what in an entry is about one launch, or was to be filled in: placeholders, and people."""
    for entry in entries:
        said = " ".join((entry.title, entry.ask, *entry.fix))
        for found in _PLACEHOLDER.finditer(said):
            yield Beside(entry.place, f"`{found[0]}` is a placeholder: say what it stands for")
        for found in _PERSON.finditer(said):
            yield Beside(entry.place, f"`{found[0]}` is a person: owners stand in the plan")
