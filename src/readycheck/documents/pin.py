"""What raising the pin changes in a plan's files: the version, and former ids where today's can be written exactly.

Nothing is written here: what comes back are the bytes of the files that change, proven to say what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from readycheck.documents.edit import Edit, edit
from readycheck.documents.patch import Patch, patched
from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles
from readycheck.documents.scalar import scalar
from readycheck.documents.span import Branch, Leaf, Page
from readycheck.errors import RefusedInput
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.upgrade import OldName
from readycheck.syntax.yaml import Document, Value, parse


class Renaming(NamedTuple):
    """A former id where it stands in a plan."""

    path: PlanPath
    written: str
    now: str | None
    """What to write in its place; None where its answer belongs under another department."""
    item: str
    is_key: bool

    def told(self, document: Document) -> OldName:
        """Return it as it is told."""
        return OldName(self.written, self.item, document.place(self.path), self.now is not None)


def renamings(document: Document, catalogue: Catalogue) -> tuple[Renaming, ...]:
    """Return the former ids of a plan that was loaded: of answers, and of what names an item."""
    value, now = document.value, catalogue.renamed
    found = [
        *_answers(value, now),
        *_named(_entries(value, "waivers"), ("waivers",), "item", now),
        *_named(_entries(value, "decisions"), ("decisions",), "despite", now),
    ]
    return tuple(found)


def _answers(value: Value, now: dict[str, str]) -> Iterator[Renaming]:
    for department, part in _mapping(value, "departments").items():
        for key, answer in _mapping(part, "items").items():
            path: PlanPath = ("departments", department, "items", key)
            item = now.get(f"{department}.{key}")
            if item is not None:
                there, _, name = item.partition(".")
                yield Renaming(path, str(key), name if there == department else None, item, is_key=True)
            yield from _named({key: answer}, path[:-1], "waits_for", now)


def _named(entries: dict[str | int, Value], path: PlanPath, field: str, now: dict[str, str]) -> Iterator[Renaming]:
    """Yield the former ids under a field of entries; it holds one name, or a list of them."""
    for key, entry in entries.items():
        given = entry.get(field) if isinstance(entry, dict) else None
        names: dict[PlanPath, Value] = {(): given}
        if isinstance(given, list):
            names = {(index,): name for index, name in enumerate(given)}
        for rest, name in names.items():
            if isinstance(name, str) and name in now:
                yield Renaming((*path, key, field, *rest), name, now[name], now[name], is_key=False)


def _mapping(value: Value, key: str) -> dict[str | int, Value]:
    inner = value.get(key) if isinstance(value, dict) else None
    return inner if isinstance(inner, dict) else {}


def _entries(value: Value, key: str) -> dict[str | int, Value]:
    inner = value.get(key) if isinstance(value, dict) else None
    return dict(enumerate(inner)) if isinstance(inner, list) else {}


# ---------------------------------------------------------------- what stands in the files then
def with_pin(files: PlanFiles, loaded: LoadedPlan, version: str, found: Iterable[Renaming]) -> tuple[PlanFile, ...]:
    """Return the files that change, the main file first; RefusedInput where that cannot be done exactly."""
    by_file: dict[str, list[Renaming]] = {}
    for renaming in found:
        if renaming.now is not None:
            document, rest = loaded.document.file_of(renaming.path)
            by_file.setdefault(document.name, []).append(renaming._replace(path=rest))
    every = (files.main, *files.departments.values())
    changed = {file.name: _renamed(file, by_file[file.name]) for file in every if file.name in by_file}
    main = _pinned(changed.get(files.main.name, files.main), version)
    return tuple(
        after for file in every if (after := {**changed, main.name: main}.get(file.name, file)).data != file.data
    )


def _pinned(file: PlanFile, version: str) -> PlanFile:
    """Return the main file with a pin: in the place of the one it has, else below the line of its format."""
    text = file.data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    page = Page(text.removeprefix(mark))
    head = page.root.entry("readycheck")
    if page.root.entry("checklists") is not None or head is None or page.root.flow:
        return PlanFile(file.name, edit(text, [Edit(("checklists",), version)], file.name).encode())
    end = page.line_end(head.end)
    gap = "" if page.text[:end].endswith("\n") else page.newline
    line = f"{' ' * page.root.column}checklists: {scalar(version)}{page.newline}"
    after = patched(page.text, [Patch(end, end, gap + line)])
    meant = {**parse(file.data, file.name).value, "checklists": version}
    return _proven(file.name, mark + after, meant)


def _renamed(file: PlanFile, found: list[Renaming]) -> PlanFile:
    text = file.data.decode()
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    page = Page(text.removeprefix(mark))
    meant: Value = parse(file.data, file.name).value
    patches = []
    for renaming in sorted(found, key=lambda renaming: renaming.is_key):  # a path goes through keys as they were
        leaf = _leaf(page.root, renaming.path)
        assert leaf is not None  # noqa: S101 - the path was read from this file
        start = leaf.start if renaming.is_key else leaf.value_start
        start += page.text[start] in {'"', "'"}
        patches.append(Patch(start, start + len(renaming.written), renaming.now or ""))
        meant = _meant(meant, renaming.path, renaming)
    return _proven(file.name, mark + patched(page.text, patches), meant)


def _proven(name: str, text: str, meant: Value) -> PlanFile:
    """Return a file that holds what was meant; RefusedInput where the text does not."""
    try:
        same = parse(text.encode(), name).value == meant
    except RefusedInput:
        same = False
    if not same:
        message = "the way this is written cannot be edited line by line"
        raise RefusedInput(Problem(Place(name), message, "make the change by hand; nothing was written"))
    return PlanFile(name, text.encode())


def _leaf(branch: Branch | None, path: PlanPath) -> Leaf | None:
    leaf: Leaf | None = None
    for key in path:
        leaf = branch.entry(key) if branch is not None else None
        branch = leaf.value if leaf is not None else None
    return leaf


def _meant(value: Value, path: PlanPath, renaming: Renaming) -> Value:
    key, *rest = path
    if isinstance(value, list):
        return [
            (_meant(one, tuple(rest), renaming) if rest else renaming.now) if index == key else one
            for index, one in enumerate(value)
        ]
    if not rest and renaming.is_key:
        return {renaming.now if name == key else name: inner for name, inner in value.items()}
    return {
        name: (_meant(inner, tuple(rest), renaming) if rest else renaming.now) if name == key else inner
        for name, inner in value.items()
    }
