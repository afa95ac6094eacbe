"""Makes mutants of a module: its source, each time with one change that a test ought to notice. Runs nothing.

The operators are mutmut's, held also against what mutmut leaves alone, module constants and decorated functions, and
four of our own for what guards and escapes are made of: a condition that always or never holds, a result that is
lost, an entry missing from a table, a sign missing from a pattern.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import get_ignored_lines

_WORDS = re.compile(r"[\w ,.;:'`/-]*")
_SIGN = re.compile(r"\\(?:x..|u.{4}|U.{8}|.)|.", re.DOTALL)
_QUOTED = re.compile(r"(?P<open>[a-zA-Z]*(?:\"\"\"|'''|\"|'))(?P<text>.*?)(?P<close>\"\"\"|'''|\"|')", re.DOTALL)


class Mutant(NamedTuple):
    """A module with one change."""

    where: str
    """The function or method that is changed, else the name that is assigned at module level."""
    line: int
    change: str
    """The changed lines, before and after."""
    source: str
    in_function: bool
    """Whether the change lies within the body of `where`, which is a function."""


def mutants(source: str, only: Iterable[str] = ()) -> Iterator[Mutant]:
    """Yield the mutants of a module in their order, no two alike; of the names in `only`, where any are given."""
    wrapper = MetadataWrapper(cst.parse_module(source))
    visitor = _Visitor(wrapper)
    wrapper.visit(visitor)
    module, names, wanted = wrapper.module, list(_names(ast.parse(source))), set(only)
    texts = {id(part): module.code_for_node(part) for part in module.body}
    seen = {_bare(text) for text in texts.values()}
    for statements, before, after in visitor.found:
        outer, *inner = statements
        text = module.code_for_node(_within(outer, inner, before, after))
        if (bare := _bare(text)) in seen:
            continue
        seen.add(bare)
        parts = (text if part is outer else texts[id(part)] for part in module.body)
        changed = "".join(
            [*map(module.code_for_node, module.header), *parts, *map(module.code_for_node, module.footer)]
        )
        line, change = _difference(source, changed)
        where, first = next(((name, body) for start, end, name, body in names if start <= line <= end), ("", 0))
        if not wanted or where in wanted:
            yield Mutant(where, line, change, changed, 0 < first <= line)


class _Visitor(MutationVisitor):  # type: ignore[misc]  # of an extra
    """Collects what may be changed, with the statement of the module in which it stands."""

    def __init__(self, wrapper: MetadataWrapper) -> None:
        super().__init__([*mutation_operators, *_OWN], get_ignored_lines("", wrapper.module.code, wrapper))
        self._statements: list[cst.CSTNode] = []
        self.found: list[tuple[tuple[cst.CSTNode, ...], cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.BaseCompoundStatement | cst.SimpleStatementLine):
            self._statements.append(node)
        before, statements = len(self.mutations), tuple(self._statements)
        inside = super().on_visit(node)
        self.found += [(statements, made.original_node, made.mutated_node) for made in self.mutations[before:]]
        constant = not any(isinstance(statement, cst.FunctionDef) for statement in statements)
        if constant and isinstance(node, cst.SimpleString | cst.FormattedStringText):
            self.found += [(statements, node, shorter) for shorter in _unsigned(node)]
        return inside and not isinstance(node, cst.Import | cst.ImportFrom)

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self._statements and self._statements[-1] is original_node:
            self._statements.pop()
        super().on_leave(original_node)

    def _skip_node_and_children(self, node: cst.CSTNode) -> bool:
        if isinstance(node, cst.SimpleStatementLine) and isinstance(node.body[0], cst.Expr):
            return isinstance(node.body[0].value, cst.SimpleString)  # a docstring
        return not isinstance(node, cst.FunctionDef) and super()._skip_node_and_children(node)


def _within(node: Any, inner: Sequence[cst.CSTNode], before: cst.CSTNode, after: cst.CSTNode) -> Any:  # noqa: ANN401
    """Return a statement with a change in the innermost of its statements: to search the others takes long."""
    block = getattr(node, "body", None)
    if inner and isinstance(block, cst.IndentedBlock) and any(part is inner[0] for part in block.body):
        body = [_within(part, inner[1:], before, after) if part is inner[0] else part for part in block.body]
        return node.with_changes(body=block.with_changes(body=body))
    return node.deep_replace(before, after)


# ---------------------------------------------------------------- operators
def _forced(node: cst.If | cst.CompIf) -> Iterator[cst.If | cst.CompIf]:
    for word in ("True", "False"):
        yield node.with_changes(test=cst.Name(word))


def _lost(node: cst.Return) -> Iterator[cst.Return]:
    if node.value is not None:
        yield node.with_changes(value=cst.Name("None"))


def _shortened(node: cst.Dict | cst.Set | cst.Tuple | cst.List) -> Iterator[cst.CSTNode]:
    if len(node.elements) > 1:
        for index in range(len(node.elements)):
            kept = [*node.elements[:index], *node.elements[index + 1 :]]
            kept[-1] = kept[-1].with_changes(comma=cst.Comma())
            yield node.with_changes(elements=kept)


def _unsigned(node: cst.SimpleString | cst.FormattedStringText) -> Iterator[cst.CSTNode]:
    """Yield a constant that is more than words, a pattern that is, without each of its signs."""
    found = _QUOTED.fullmatch(node.value)
    begin, text, end = found.group("open", "text", "close") if found else ("", node.value, "")
    if begin.endswith('"""') or _WORDS.fullmatch(text):
        return
    for sign in _SIGN.finditer(text):
        yield node.with_changes(value=f"{begin}{text[: sign.start()]}{text[sign.end() :]}{end}")


_OWN = [
    (cst.If, _forced),
    (cst.CompIf, _forced),
    (cst.Return, _lost),
    (cst.Dict, _shortened),
    (cst.Set, _shortened),
    (cst.Tuple, _shortened),
    (cst.List, _shortened),
]


# ---------------------------------------------------------------- where
def _names(tree: ast.Module) -> Iterator[tuple[int, int, str, int]]:
    """Yield first and last line of what a module names, the name, and where the body of a function begins, else 0."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from ((start, end, f"{node.name}.{name}", body) for start, end, name, body in _names_in(node.body))
        yield from _names_in([node])


def _names_in(body: list[ast.stmt]) -> Iterator[tuple[int, int, str, int]]:
    for node in body:
        end = node.end_lineno or node.lineno
        if isinstance(node, ast.FunctionDef):
            yield node.lineno, end, node.name, node.body[0].lineno
        elif isinstance(node, ast.ClassDef):
            yield node.lineno, end, node.name, 0
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            yield node.lineno, end, ast.unparse(node.targets[0] if isinstance(node, ast.Assign) else node.target), 0


def _difference(before: str, after: str) -> tuple[int, str]:
    """Return the number of the first line that differs, and the lines that do."""
    old, new = before.splitlines(), after.splitlines()
    start = next(index for index, (a, b) in enumerate(zip(old, new, strict=False)) if a != b)
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    said = (" ".join(line.strip() for line in lines[start : len(lines) - tail]) for lines in (old, new))
    return start + 1, " → ".join(said)


def _bare(source: str) -> str:
    """Return a source without what does not matter when it runs; it may be no Python."""
    try:
        return ast.dump(ast.parse(source))
    except (SyntaxError, ValueError):
        return ""
