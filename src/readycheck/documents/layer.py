"""A policy and what it extends, read as layers: the weakest first, each with the checklists that it names.

What is extended is a policy file, a directory or an installed package. In a directory or package, `readycheck.yaml`
alone says what is in force; where there is none, the checklists in `checklists/`, else those beside each other, are.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from readycheck.documents.catalogue import Source, own_sources, read_with_digest, sources_at
from readycheck.documents.digest import Digest
from readycheck.documents.installed import PREFIX, find_package
from readycheck.documents.nearest import FILE_NAME
from readycheck.documents.validation import build
from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.policy import PolicyFile
from readycheck.model.text import printable
from readycheck.syntax.yaml import Document

#: How many policies and directories one policy may build on, itself included.
MAX_LAYERS = 20
_CHECKLISTS = "checklists"
_HELP = f"name a policy file or a folder of the repository, relative to this file, or `{PREFIX}NAME`"


class Layer(NamedTuple):
    """One policy, or one directory of checklists, that was read."""

    policy: PolicyFile
    document: Document | None
    """The file; None for a directory that holds checklists alone."""
    name: str
    """As it is printed."""
    sources: tuple[Source, ...]
    """Its own checklists, without those that a weaker layer has."""
    digests: tuple[Digest, ...]
    """The files that were read for it."""

    def place(self, path: PlanPath) -> Place:
        """Return where something stands."""
        return self.document.place(path) if self.document else Place(self.name)

    @property
    def written_tailoring(self) -> dict[str, dict[str, str]]:
        """The tailoring as it is written, items under the ids that the file gives them."""
        written: dict[str, dict[str, str]] = self.document.value.get("tailoring", {}) if self.document else {}
        return written


def load_layers(path: Path, name: str, tree: Tree) -> tuple[Layer, ...]:
    """Read the policy at `path`, printed as `name`, and all that it builds on, weakest first; RefusedInput otherwise.

    What is extended twice is read once, where it comes first.
    """
    reader = _Reader(tree.root)
    try:
        file = tree.within(path)
    except Unreadable as error:
        raise RefusedInput(Problem(Place(printable(name)), str(error), "keep the policy in the repository")) from None
    reader.read(file, name, tree, path.parent)
    return tuple(reader.layers.values())


class _Reader:
    """Follows what policies extend, to the end. Paths are without links, so that one file is never taken for two."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self.layers: dict[Path, Layer] = {}
        self._open: dict[Path, str] = {}
        self._checklists: set[Path] = set()

    def read(self, file: Path, name: str, tree: Tree, base: Path) -> None:
        """Read a policy after all that it extends; names in it are relative to `base`."""
        document, digest = read_with_digest(name, file, tree)
        if str(document.value.get("readycheck")).startswith("checklist/"):
            help_ = "a policy begins with `readycheck: policy/1`; a checklist is named under `checklists:`"
            raise RefusedInput(document.problem(("readycheck",), "this is a checklist, and no policy", help_))
        policy = build(PolicyFile, document)
        self._open[file] = document.name
        for index, entry in enumerate(policy.extends):
            try:
                self._extend(entry, tree, base)
            except Unreadable as error:
                raise RefusedInput(document.problem(("extends", index), f"`{entry}` {error}", _HELP)) from None
        del self._open[file]
        sources = self._new(tuple(own_sources(policy, document, base, tree)))
        digests = (digest, *(source.digest for source in sources))
        self.layers[file] = Layer(policy, document, document.name, sources, digests)

    def _extend(self, entry: str, tree: Tree, base: Path) -> None:
        if entry.startswith(PREFIX):
            tree = find_package(entry.removeprefix(PREFIX), self._root)
            target = tree.within(tree.root)
        else:
            target = tree.inside(entry, base)
        if tree.is_directory(target):
            target = _entry(target, tree)
        if target in self._open:
            way = [*list(self._open.values())[list(self._open).index(target) :], self._open[target]]
            raise Unreadable(f"leads back to itself: {' extends '.join(way)}")
        if target in self.layers:
            return
        if len(self.layers) + len(self._open) >= MAX_LAYERS:
            raise Unreadable(f"is too much to build on: there are {MAX_LAYERS} policies already")
        if tree.is_directory(target):
            sources = self._new(tuple(sources_at(target, tree)))
            nothing = PolicyFile(readycheck="policy/1")
            digests = tuple(source.digest for source in sources)
            self.layers[target] = Layer(nothing, None, printable(tree.label(target)), sources, digests)
        else:
            self.read(target, tree.label(target), tree, target.parent)

    def _new(self, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """Return the checklists that no layer has yet, each once."""
        new = {source.file: source for source in sources if source.file not in self._checklists}
        self._checklists |= new.keys()
        return tuple(new.values())


def _entry(directory: Path, tree: Tree) -> Path:
    """Return what of a directory is extended: its policy, its folder of checklists, or itself."""
    policy, checklists = directory / FILE_NAME, directory / _CHECKLISTS
    if tree.has(policy):
        return tree.within(policy)
    return tree.within(checklists) if tree.is_directory(checklists) else directory
