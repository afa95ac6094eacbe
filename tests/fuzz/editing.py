"""Exact edits: what was meant is what the text says then, and every line that does not speak of it is as it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import yaml

from readycheck.documents.edit import Edit, edit
from readycheck.documents.pin import renamings, with_pin
from readycheck.documents.plan import load_plan
from readycheck.documents.scalar import like, on_one_line, scalar
from readycheck.model.checklist import Catalogue, Item
from readycheck.model.text import INVISIBLE
from readycheck.syntax.yaml import parse
from tests.fuzz.modelling import RULES, files_of
from tests.fuzz.refusal import accepted

NAME = "plan.yaml"
#: Of a key, in characters: what YAML takes without a question mark before it, quotes and escapes counted.
_LONGEST_KEY = 200
Path = tuple[str | int, ...]


# ---------------------------------------------------------------- values put in, replaced and taken out
def edit_text(data: bytes) -> None:
    """Bytes are a document, a text to write, and choices: for each edit a place, a key below it, and a value."""
    document, _, rest = data.partition(b"\0")
    said, _, choices = rest.partition(b"\0")
    parsed = accepted(lambda: parse(document, NAME))
    if parsed is None:
        return
    text = document.decode()
    node = yaml.compose(text.removeprefix("\ufeff"), Loader=yaml.CSafeLoader)
    edits = list(_edits(parsed.value, said.decode("utf-8", "replace"), choices))
    after = accepted(lambda: edit(text, edits, NAME))
    if after is None:
        return
    meant = parsed.value
    for change in edits:
        meant = _with(meant, change.path, change.value)
    value = parse(after.encode(), NAME).value if after.removeprefix("\ufeff") else {}
    assert _filled(value) == _filled(meant), f"{edits}: {after!r}"
    spans = [span for change in edits for span in _lines_of(node, change.path)]
    _same_but(text, after, lambda number: any(number in span for span in spans))


def _edits(value: dict[str, Any], said: str, choices: bytes) -> Iterator[Edit]:
    values = (
        said,
        None,
        [said, "x"],
        {"status": "todo", "note": said},
        "done",
        [said],
        {"a": {said: said}},
        {"file": said, "l": []},
    )
    paths = [(), *_paths(value)]
    for place, below, chosen in zip(choices[:9:3], choices[1:9:3], choices[2:9:3], strict=False):
        path = paths[place % len(paths)]
        path = (*path, *(("new",), ("new", "a b"), (said,), ())[below % 4]) if below % 2 or not path else path
        if path:
            yield Edit(path, values[chosen % len(values)])


def _paths(value: Any) -> Iterator[Path]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        yield (key,)
        yield from ((key, *path) for path in _paths(inner))


def _with(value: Any, path: Path, new: Any) -> Any:
    key, *rest = path
    inner = dict(value) if isinstance(value, dict) else {}
    if not rest and new is None:
        return {name: kept for name, kept in inner.items() if name != key}
    if new is None and not isinstance(inner.get(key), dict):
        return inner
    return {**inner, key: _with(inner.get(key), tuple(rest), new) if rest else new}


def _filled(value: Any) -> Any:
    """Return a value for comparison: a mapping without keys is as good as nothing, and a key without a value as none."""
    if isinstance(value, dict):
        return {key: inner for key, given in value.items() if (inner := _filled(given)) is not None} or None
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    return None if value is None else json.dumps(value)


def _lines_of(node: Any, path: Path) -> Iterator[range]:
    """Yield the lines that an edit at a path may touch: those of the innermost entry on it, and of braces around it."""
    for step in path:
        if not isinstance(node, yaml.MappingNode):
            return
        if node.flow_style:
            yield range(node.start_mark.line, node.end_mark.line + 1)
        found = next(((key, inner) for key, inner in node.value if key.value == step), None)
        if found is None:
            return
        key, inner = found
        if step == path[-1] or not isinstance(inner, yaml.MappingNode):
            yield range(key.start_mark.line, max(_last(inner), key.end_mark.line) + 1)
        node = inner


def _last(node: Any) -> int:
    """Return the line on which a value ends."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style:
        inner = node.value[-1]
        return _last(inner[1] if isinstance(inner, tuple) else inner)
    return int(node.end_mark.line)


def _same_but(before: str, after: str, may_change: Any) -> None:
    """Assert that every line, byte for byte and in their order, is kept unless it may change."""
    lines = before.removeprefix("\ufeff").split("\n")
    kept = iter(after.removeprefix("\ufeff").split("\n"))
    last = len(lines) - 1
    for number, line in enumerate(lines):
        if not may_change(number) and line.strip():
            ended = number == last  # a line that ends the file gets an end when another follows
            assert any(found == line or (ended and found.removesuffix("\r") == line) for found in kept), (
                number,
                line,
                after,
            )


# ---------------------------------------------------------------- a text on one line
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write_text(data: bytes) -> None:
    """A text is itself again, alone and in braces, as a key and as a value, for a reader of YAML 1.1 as well."""
    text = data.decode("utf-8", "replace")
    if re.search(f"[{INVISIBLE}\r]", text) or len(text) > _LONGEST_KEY or _DAY.fullmatch(text):
        return  # what cannot stand in a file; and days, which readers of YAML 1.1 take for more than text
    block, flow = f"{scalar('k')}: {scalar(text)}\n", f"k: {on_one_line({text: [text, {'a': text}]})}\n"
    for written, meant in ((block, text), (flow, {text: [text, {"a": text}]})):
        assert parse(written.encode(), NAME).value == {"k": meant}
        assert yaml.load(written, Loader=yaml.CSafeLoader) == {"k": meant}
    for style in ("", "'", '"'):
        assert parse(f"k: {like(style, text, inside=False)}\n".encode(), NAME).value == {"k": text}


# ---------------------------------------------------------------- the pin


def _renamed(catalogue: Catalogue) -> Catalogue:
    def told(item: Item, position: int) -> Item:
        old = f"{item.department}.old-{position}"
        return item._replace(spec=item.spec.model_copy(update={"formerly": (old,)}))

    return replace(catalogue, items=tuple(told(item, position) for position, item in enumerate(catalogue.items)))


CATALOGUE = _renamed(RULES.catalogue)


def pin(data: bytes) -> None:
    """With the pin raised a plan loads as the same plan, has no former id left but what moved, and keeps its other lines."""
    files = files_of(data)
    loaded = accepted(lambda: load_plan(files, CATALOGUE, RULES.milestones))
    if loaded is None:
        return
    found = renamings(loaded.document, CATALOGUE)
    changed = accepted(lambda: with_pin(files, loaded, CATALOGUE.version, found))
    if changed is None:
        return
    by_name = {file.name: file for file in changed}
    own = {name: by_name.get(file.name, file) for name, file in files.departments.items()}
    after = files._replace(main=by_name.get(files.main.name, files.main), departments=own)
    again = load_plan(after, CATALOGUE, RULES.milestones)
    assert again.plan.checklists == CATALOGUE.version
    assert again.plan.model_copy(update={"checklists": None, "departments": {}}) == loaded.plan.model_copy(
        update={"checklists": None, "departments": {}}
    )
    assert not [renaming for renaming in renamings(again.document, CATALOGUE) if renaming.now is not None]
    names = [renaming.written for renaming in found] + ["checklists", "readycheck"]
    for file in (files.main, *files.departments.values()):
        before, text = (each.data.decode("utf-8", "replace") for each in (file, by_name.get(file.name, file)))
        lines = before.split("\n")
        _same_but(before, text, lambda number, lines=lines: any(name in lines[number] for name in names))
