"""Where what is in force comes from: for each key, fact and tailored item, its place in the company's own policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readycheck.documents.layer import Layer
from readycheck.documents.policy import Rules
from readycheck.model.checklist import Item
from readycheck.model.place import Place, PlanPath
from readycheck.model.policy import given
from readycheck.model.vocabulary import LaunchClass


class Origin(NamedTuple):
    """The place that decides, and those of weaker policies that it stands instead of, the strongest first.

    `place` is None where the built-in policy decides.
    """

    place: Place | None
    instead: tuple[Place, ...] = ()


def origin_of_key(rules: Rules, key: str, launch_class: LaunchClass) -> Origin:
    """Return where the value of a key comes from, for a launch class."""
    places = [layer.place(path) for layer, path in sayings(rules, key, launch_class)]
    return Origin(places[0], tuple(places[1:])) if places else Origin(None)


def sayings(rules: Rules, key: str, launch_class: LaunchClass) -> Iterator[tuple[Layer, PlanPath]]:
    """Yield the layers that give a key for a class, and where in them; what decides comes first."""
    for layer in reversed(rules.layers):
        for path, _ in given(layer.policy, key, launch_class):
            yield layer, path


def origins_of_facts(rules: Rules) -> Iterator[tuple[str, str, Place]]:
    """Yield the company's own facts, each with its question and where it stands first."""
    seen: set[str] = set()
    for layer in rules.layers:
        for fact, question in layer.policy.facts.items():
            if fact not in seen:
                seen.add(fact)
                yield fact, question, layer.place(("facts", fact))


def origins_of_tailoring(rules: Rules) -> Iterator[tuple[Item, Origin]]:
    """Yield the tailored items in checklist order, with where each is tailored."""
    renamed = rules.catalogue.renamed
    places: dict[str, list[Place]] = {}
    for layer in rules.layers:
        for name in layer.written_tailoring:
            places.setdefault(renamed.get(name, name), []).append(layer.place(("tailoring", name)))
    for item in rules.catalogue.items:
        if item.id in places:
            decides, *instead = reversed(places[item.id])
            yield item, Origin(decides, tuple(instead))
