"""Where the policy of a directory is: the nearest `readycheck.yaml`, or the file that a `pyproject.toml` names.

Looks upward as far as the root of the repository. In one directory, `readycheck.yaml` comes first. A project file
that does not speak of readycheck is not even parsed. What lies under either name and cannot be read (a
pipe, a link to nowhere) is no policy that is absent: it is for whoever reads it to refuse.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from readycheck.documents.validation import did_you_mean
from readycheck.errors import RefusedInput
from readycheck.files import Tree, Unreadable, normal
from readycheck.model.place import Place, Problem
from readycheck.model.text import printable
from readycheck.syntax.source import problem_at, read_source

FILE_NAME = "readycheck.yaml"
PROJECT = "pyproject.toml"
#: What of a project file is parsed: a name of many parts takes Python's reader of TOML quadratic time and memory.
MAX_DOTS, MAX_CHARACTERS = 100, 256 * 1024

_TABLE = re.compile(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*readycheck[ \t]*\]", re.MULTILINE)
_AT = re.compile(r"\(at line (?P<line>\d+), column (?P<column>\d+)\)")


def find_policy(directory: Path, tree: Tree) -> Path | None:
    """Return the policy that applies in `directory`, or None; RefusedInput where a project file names none that is."""
    start = normal(directory)
    for candidate in (start, *start.parents):
        if _stands(candidate / FILE_NAME, tree):
            return candidate / FILE_NAME
        if _stands(candidate / PROJECT, tree):
            named = _named_in(candidate / PROJECT, tree)
            if named is not None:
                return named
        if candidate == tree.root:
            break
    return None


def _stands(path: Path, tree: Tree) -> bool:
    return tree.has(path) and not tree.is_directory(path)


def _named_in(project: Path, tree: Tree) -> Path | None:
    """Return the policy that a project file names; None where it does not speak of readycheck."""
    name = printable(tree.label(project))
    try:
        file = tree.within(project)
    except Unreadable as error:
        help_ = f"keep it in the repository, or put a {FILE_NAME} beside it"
        raise RefusedInput(Problem(Place(name), str(error), help_)) from None
    data = read_source(file, name, "check its permissions", tree=tree)
    if b"readycheck" not in data:
        return None
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    tool = _parsed(text, name).get("tool")
    if not isinstance(tool, dict) or "readycheck" not in tool:
        return None
    policy = _checked(tool["readycheck"], text, name)
    try:
        return tree.inside(policy, project.parent)
    except Unreadable as error:
        help_ = "name a policy file in the repository, relative to this file"
        raise RefusedInput(_problem(text, name, "policy", f"`{policy}` {error}", help_)) from None


def _checked(table: object, text: str, name: str) -> str:
    """Return what our table of a project file names; RefusedInput where it says anything else."""
    policy = table.get("policy") if isinstance(table, dict) else None
    for key in table if isinstance(table, dict) else ():
        if key != "policy":
            help_ = did_you_mean(key, ["policy"]) or f"`policy` alone stands here; all else belongs in {FILE_NAME}"
            raise RefusedInput(_problem(text, name, key, f"unknown key `{key}` of [tool.readycheck]", help_))
    if not isinstance(policy, str):
        help_ = f'write `policy = "ops/{FILE_NAME}"`'
        raise RefusedInput(_problem(text, name, "policy", "[tool.readycheck] names no policy", help_))
    return policy


def _parsed(text: str, name: str) -> dict[str, Any]:
    import tomllib  # noqa: PLC0415 - for repositories in which a project file speaks of readycheck

    lines = tuple(text.split("\n"))
    for line, written in enumerate(lines):
        if written.count(".") > MAX_DOTS or len(text) > MAX_CHARACTERS:
            message, help_ = "too much in one project file, or in one line of it", f"put a {FILE_NAME} beside it"
            raise RefusedInput(problem_at(name, lines, line, 0, message, help_))
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        at = _AT.search(str(error))
        line, column = (int(at["line"]) - 1, int(at["column"]) - 1) if at else (0, 0)
        message = "not valid TOML, so that nobody can tell whether it names a policy"
        help_ = f"correct the line, or put a {FILE_NAME} beside it"
        raise RefusedInput(problem_at(name, lines, line, column, message, help_)) from None


def _problem(text: str, name: str, key: str, message: str, help_: str) -> Problem:
    """Return a problem with a key of the table, placed as well as a table can be found without its marks."""
    table = _TABLE.search(text)
    start = table.end() if table else max(text.find("readycheck"), 0)
    found = re.compile(rf"^[ \t]*(?P<key>{re.escape(key)})[ \t]*=", re.MULTILINE).search(text, start) if table else None
    index = found.start("key") if found else table.start() if table else start
    line = text.count("\n", 0, index)
    column = index - text.rfind("\n", 0, index) - 1
    return problem_at(name, tuple(text.split("\n")), line, column, message, help_)
