"""What markdown-it, another reader of Markdown, makes of a text: the tasks in it with their words, and the rows of tables."""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token

_BOX = re.compile(r"\[[ xX]\](?: |$)")


class Task(NamedTuple):
    """A box: the line on which it stands, its words without images, and how many boxes it stands below."""

    line: int
    words: str
    depth: int


def tasks(text: str) -> list[Task]:
    """Return the boxes of a text in order."""
    found: list[Task] = []
    open_items: list[bool] = []
    fresh = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "list_item_open":
            open_items.append(False)
            fresh = True
        elif token.type == "list_item_close":
            open_items.pop()
        elif token.type == "inline" and fresh:
            fresh = False
            box = _BOX.match(token.content)
            if box is not None and token.map is not None:
                found.append(Task(token.map[0] + 1, words(token)[box.end() :].strip(), sum(open_items)))
                open_items[-1] = True
        elif token.type != "paragraph_open":
            fresh = False
    return found


def words(token: Token) -> str:
    """Return the text of a line without marks, images and tags."""
    parts = {"text": None, "code_inline": None, "softbreak": " ", "hardbreak": " ", "text_special": None}
    each = (parts[child.type] or child.content for child in token.children or () if child.type in parts)
    return " ".join("".join(each).split())


def rows(text: str) -> list[list[str]]:
    """Return the rows of all tables, headings included, as the words of their cells."""
    found: list[list[str]] = []
    inside = False
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type == "tr_open":
            found.append([])
        inside = token.type in {"th_open", "td_open"} or (inside and token.type == "inline")
        if token.type == "inline" and inside:
            found[-1].append(words(token))
    return found
