"""Where each value of a YAML file begins and ends: what an exact edit needs, and the page that it is made on.

Reads a file that `syntax.yaml` has accepted (no anchors, bounded in depth), so that libyaml's composer is safe
on it. Offsets count characters of the text.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any, Final, NamedTuple

import yaml

#: How much deeper than its key what we write below a key stands.
INDENT: Final = 2


class Leaf(NamedTuple):
    """An entry of a mapping or a list, by offsets into the text."""

    key: str | int
    start: int
    """Where its key starts, in a list its value."""
    value_start: int
    end: int
    """Where its value ends; what follows on the line is not its own."""
    style: str
    """The quotes or the block sign of a text; empty for a plain one."""
    value: Branch | None
    """The value, where it is a mapping or a list itself."""


class Branch(NamedTuple):
    """A mapping or a list."""

    flow: bool
    """In braces or brackets."""
    listed: bool
    start: int
    end: int
    """Where its last value ends; in braces, behind the brace."""
    column: int
    inner: int | None
    """The column that its keys would have on lines of their own; None where it cannot have such lines."""
    entries: tuple[Leaf, ...]

    def entry(self, key: str | int) -> Leaf | None:
        """Return the entry of a key, or of an index."""
        return next((entry for entry in self.entries if entry.key == key), None)


class Page:
    """A text that `syntax.yaml.parse` accepts, with the spans of what stands in it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self.is_json = text.lstrip().startswith("{")

    @cached_property
    def _starts(self) -> list[int]:
        starts, position = [0], self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    @cached_property
    def _node(self) -> Any:  # noqa: ANN401 - PyYAML's nodes are untyped
        return yaml.compose(self.text, Loader=yaml.CSafeLoader)

    @property
    def is_empty(self) -> bool:
        """Whether nothing but comments stands in it, as where the last key was taken out."""
        return not isinstance(self._node, yaml.MappingNode)

    @cached_property
    def root(self) -> Branch:
        """The mapping that the file is."""
        branch = self._branch(self._node, None)
        assert branch is not None  # noqa: S101 - the parser accepts a mapping only
        return branch

    # ---------------------------------------------------------------- reading
    def line_start(self, offset: int) -> int:
        """Return where the line of an offset starts."""
        return self.text.rfind("\n", 0, offset) + 1

    def line_end(self, offset: int) -> int:
        """Return where the line of an offset ends, its line feed included."""
        found = self.text.find("\n", offset)
        return len(self.text) if found < 0 else found + 1

    def _at(self, mark: Any) -> int:  # noqa: ANN401 - PyYAML's marks are untyped
        return self._starts[mark.line] + int(mark.column) if mark.line < len(self._starts) else len(self.text)

    def _branch(self, node: Any, inner: int | None) -> Branch | None:  # noqa: ANN401 - PyYAML's nodes are untyped
        if not isinstance(node, yaml.CollectionNode):
            return None
        flow, listed, column = bool(node.flow_style), isinstance(node, yaml.SequenceNode), node.start_mark.column
        below = None if flow or listed else column + INDENT
        pairs = [(value.start_mark, index, value) for index, value in enumerate(node.value)] if listed else []
        pairs += [] if listed else [(key.start_mark, key.value, value) for key, value in node.value]
        entries = tuple(self._leaf(key, mark, value, below) for mark, key, value in pairs)
        end = self._at(node.end_mark) if flow else entries[-1].end
        return Branch(flow, listed, self._at(node.start_mark), end, column, inner, entries)

    def _leaf(self, key: str | int, mark: Any, node: Any, below: int | None) -> Leaf:  # noqa: ANN401 - likewise
        branch = self._branch(node, below)
        start, end = self._at(node.start_mark), self._at(node.end_mark)
        style = (node.style or "") if isinstance(node, yaml.ScalarNode) else ""
        if branch is not None:
            end = branch.end
        elif style in {"|", ">"}:
            keeps = (
                "+" in self.text[start : self.line_end(start)].partition("#")[0]
            )  # the empty lines below are its own
            end = start + len(self.text[start:end].removesuffix("\n") if keeps else self.text[start:end].rstrip())
        return Leaf(key, self._at(mark), start, end, style, branch)
