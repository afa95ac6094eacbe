"""Single changes of a page as spans of text to put in the place of others: an entry added, replaced, taken out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from readycheck.documents.scalar import WIDTH, like, on_one_line, scalar
from readycheck.documents.span import INDENT, Branch, Leaf, Page
from readycheck.syntax.yaml import Value

_COMMA: Final = re.compile(r"[ \t]*,")


class Patch(NamedTuple):
    """A text to stand between two offsets instead of what stands there."""

    start: int
    end: int
    text: str

    def touches(self, other: Patch) -> bool:
        """Whether nobody could say which of the two comes first."""
        return self.start <= other.end and other.start <= self.end


def patched(text: str, patches: Iterable[Patch]) -> str:
    """Return a text with patches made; they do not overlap, and those at one place stand in the order given."""
    numbered = sorted(enumerate(patches), key=lambda pair: (pair[1].start, pair[0]), reverse=True)
    for _, patch in numbered:
        text = text[: patch.start] + patch.text + text[patch.end :]
    return text


def addition(page: Page, branch: Branch, path: tuple[str | int, ...], value: Value) -> tuple[Patch, ...]:
    """Return what puts an entry behind the last one of a mapping or a list, with the keys on the way to it."""
    if branch.flow:
        new = _inline(page, _wrapped(path[1:], value))
        new = new if branch.listed else f"{_inline(page, path[0])}: {new}"
        stands = page.text[branch.start : branch.end]
        wide = branch.end - page.line_start(branch.start) + len(new) > WIDTH
        if wide and branch.inner is not None and not branch.listed and "\n" not in stands:
            return _in_lines(page, branch, branch.inner, lines_of(path, value, branch.inner, page.newline))
        end = branch.entries[-1].end if branch.entries else branch.start + 1
        return (Patch(end, end, f", {new}" if branch.entries else new),)
    if branch.listed:
        return (_lines(page, branch.end, f"{' ' * branch.column}- {on_one_line(value)}{page.newline}"),)
    return (_lines(page, branch.end, lines_of(path, value, branch.column, page.newline)),)


def replacement(
    page: Page, branch: Branch, entry: Leaf, path: tuple[str | int, ...], value: Value
) -> tuple[Patch, ...]:
    """Return what puts another value in the place of one; `path` are keys below it on the way to the value."""
    start, end = entry.value_start, entry.end
    gap = " " if page.text[start - 1 : start] in {":", "-"} else ""
    inside = branch.flow or branch.listed
    if path and not inside and not page.text[start:end].strip():
        return (_lines(page, end, lines_of(path, value, branch.column + INDENT, page.newline)),)
    value = _wrapped(path, value)
    if isinstance(value, list) and entry.value is not None and not entry.value.flow:
        column = entry.value.column
        lines = "".join(f"{' ' * column}- {on_one_line(one)}{page.newline}" for one in value)
        return (Patch(page.line_start(start), page.line_end(end), lines),)
    written = like(entry.style, value, inside=branch.flow) if isinstance(value, str) else _inline(page, value)
    wide = start - page.line_start(start) + len(written) > WIDTH
    if isinstance(value, dict) and wide and not inside:
        return _headed(page, start, end), _lines(page, end, _unfolded(value, branch.column + INDENT, page.newline))
    return (Patch(start, end, gap + written),)


def removal(page: Page, branch: Branch, entry: Leaf) -> tuple[Patch, ...]:
    """Return what takes an entry out: its lines, or what stands of it in braces with one comma."""
    if not branch.flow:
        return (Patch(page.line_start(entry.start), page.line_end(entry.end), ""),)
    index = branch.entries.index(entry)
    following = branch.entries[1].start if len(branch.entries) > 1 else entry.end
    taken = Patch(branch.entries[index - 1].end, entry.end, "") if index else Patch(entry.start, following, "")
    comments = "#" in page.text[taken.start : entry.start] or "#" in page.text[entry.end : taken.end]
    return (_own(page, entry) if comments else taken,)


def _own(page: Page, entry: Leaf) -> Patch:
    """Return what takes an entry out of braces with the comma behind it: its lines, where nothing else stands there."""
    end = entry.end
    comma = _COMMA.match(page.text, end)
    end = comma.end() if comma else end
    first, last = page.line_start(entry.start), page.line_end(end)
    alone = not page.text[first : entry.start].strip() and page.text[end:last].strip()[:1] in {"", "#"}
    return Patch(first, last, "") if alone else Patch(entry.start, end, "")


def lines_of(path: tuple[str | int, ...], value: Value, column: int, newline: str) -> str:
    """Return the lines of a new key: a line for each key on the way, then the value."""
    *way, last = path
    lines = ""
    for key in way:
        lines += f"{' ' * column}{scalar(key)}:{newline}"
        column += INDENT
    lead = f"{' ' * column}{scalar(last)}:"
    line = f"{lead} {scalar(value) if isinstance(value, str) else on_one_line(value)}"
    if isinstance(value, dict) and len(line) > WIDTH:
        return f"{lines}{lead}{newline}{_unfolded(value, column + INDENT, newline)}"
    return f"{lines}{line}{newline}"


def _unfolded(value: dict[str, Value], column: int, newline: str) -> str:
    """Return a line for each key of a mapping."""
    return "".join(lines_of((key,), entry, column, newline) for key, entry in value.items())


def _in_lines(page: Page, branch: Branch, column: int, new: str) -> tuple[Patch, ...]:
    """Return what gives each entry in braces a line of its own, and one more below them."""
    own = "".join(f"{' ' * column}{page.text[entry.start : entry.end]}{page.newline}" for entry in branch.entries)
    return _headed(page, branch.start, branch.end), _lines(page, branch.end, own + new)


def _headed(page: Page, start: int, end: int) -> Patch:
    """Return what leaves only its key of a line whose value goes on lines of its own."""
    return Patch(len(page.text[:start].rstrip(" ")), end, "")


def _inline(page: Page, value: Value) -> str:
    """Return a value on one line; in a plan that is JSON as JSON, so that it stays that."""
    return json.dumps(value, ensure_ascii=False) if page.is_json else on_one_line(value)


def _wrapped(path: tuple[str | int, ...], value: Value) -> Value:
    for key in reversed(path):
        value = {key: value}
    return value


def _lines(page: Page, offset: int, lines: str) -> Patch:
    """Return what puts lines below the line of an offset."""
    end = page.line_end(offset)
    gap = "" if page.text[:end].endswith("\n") else page.newline
    return Patch(end, end, gap + lines)
