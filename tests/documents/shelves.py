"""Policies and checklists for tests: small ones, written below a root, on the disk or in memory."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from readycheck.documents.policy import Rules, load_rules
from readycheck.errors import RefusedInput
from readycheck.files import Disk, Tree, Unreadable, check_name, normal
from readycheck.model.place import Problem

HEAD = "readycheck: policy/1\n"
#: Without the shipped checklists: what is in force is what a test says.
ALONE = HEAD + "shipped_checklists: false\n"


def checklist(department: str, *items: str) -> str:
    """Return a checklist of majors with these ids; an id may bring keys of its own: `press, severity: blocker`."""
    default = "title: T, ask: A, why: W, fix: [F], stage: use"
    lines = (f"  - {{id: {item}{'' if 'severity' in item else ', severity: major'}, {default}}}\n" for item in items)
    head = f'readycheck: checklist/1\nversion: "1.0"\ndepartment: {department}\ntitle: {department.title()}\nitems:\n'
    return head + "".join(lines)


def write(root: Path, files: Mapping[str, str]) -> None:
    """Write files below a root."""
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def rules_of(root: Path, files: Mapping[str, str], name: str = "readycheck.yaml") -> Rules:
    """Return what a policy among these files puts in force."""
    write(root, files)
    return load_rules(root / name, name, Disk(root))


def problems_of(root: Path, files: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return why a policy among these files is refused."""
    with pytest.raises(RefusedInput) as caught:
        rules_of(root, files)
    return caught.value.problems


class Memory(Tree):
    """A repository that lies nowhere: whatever opens a file without asking the tree finds another, or none."""

    def __init__(self, root: Path, files: Mapping[str, str | bytes]) -> None:
        super().__init__(root)
        self._files = {
            normal(root / name): content.encode() if isinstance(content, str) else content
            for name, content in files.items()
        }

    def within(self, path: Path) -> Path:
        """Return the path; there are no links."""
        target = normal(path)
        if not target.is_relative_to(self.root):
            raise Unreadable("leads outside the repository")
        if not self.is_file(target) and not self.is_directory(target):
            raise Unreadable("does not exist")
        return target

    def inside(self, name: str, base: Path) -> Path:
        """Return where a name leads to."""
        check_name(name)
        return self.within(base / name)

    def read(self, path: Path, limit: int) -> bytes:
        """Return what a file holds."""
        if path not in self._files:
            raise Unreadable("does not exist")
        return self._files[path][: limit + 1]

    def identity(self, path: Path) -> str:
        """Return the path."""
        return str(path)

    def names(self, directory: Path) -> tuple[str, ...]:
        """Return the names in a directory."""
        below = (file.relative_to(directory) for file in self._files if file.is_relative_to(directory))
        return tuple(sorted({path.parts[0] for path in below}))

    def is_file(self, path: Path) -> bool:
        """Return whether it was given."""
        return normal(path) in self._files

    def is_directory(self, path: Path) -> bool:
        """Return whether something given lies in it."""
        return not self.is_file(path) and any(file.is_relative_to(normal(path)) for file in self._files)

    def label(self, path: Path) -> str:
        """Return a path as the tree prints it."""
        return f"memory:{path.relative_to(self.root).as_posix()}"
