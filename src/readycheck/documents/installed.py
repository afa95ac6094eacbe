"""Installed packages as trees: found where Python would find them, read as files, never run."""

from __future__ import annotations

import re
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

from readycheck.files import Disk, Unreadable, real

#: What stands before the name of a package: no path within a repository has a colon.
PREFIX = "package:"
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)


class Package(Disk):
    """The files of an installed package; printed by the package's name, which is the same on every machine."""

    def __init__(self, name: str, directory: Path) -> None:
        super().__init__(directory)
        self._name = name

    def address(self, path: Path) -> str:
        """Return a path as `package:name/file`."""
        return f"{PREFIX}{self._name}/{super().address(path)}"

    def label(self, path: Path) -> str:
        """Return a path as it is addressed."""
        return self.address(path)


def find_package(name: str, root: Path) -> Package:
    """Return the files of the installed package `name`; Unreadable where there is none.

    A name with a dot is refused: to find what is inside a package, Python would run the package. So is a package that
    is a part of the repository at `root`: a pull request could change it, whichever revision it is held to.
    """
    if not _NAME.fullmatch(name):
        raise Unreadable("is not the name of a package, in letters, digits and _")
    spec = _found(name)
    if spec is None or spec.submodule_search_locations is None or not spec.origin:
        raise Unreadable("is not a package that is installed for this Python")
    directory = Path(spec.origin).parent
    if not directory.is_dir():
        raise Unreadable("is not installed as files in a directory")
    if real(directory).is_relative_to(real(root)) and not real(directory).is_relative_to(real(Path(sys.prefix))):
        raise Unreadable("lies in this repository; name its folder instead")
    return Package(name, directory)


def _found(name: str) -> ModuleSpec | None:
    import importlib.util  # noqa: PLC0415 - for policies that extend a package only

    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError):  # a module that was made by hand has no specification
        return None
