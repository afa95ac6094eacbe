"""Finds the files that ship with the program: beside the code in a wheel, at the repository root in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def directory() -> Path:
    """Return the directory of the shipped checklists, policy and profile facts."""
    in_wheel = _PACKAGE / "checklists"
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent.parent / "checklists"
