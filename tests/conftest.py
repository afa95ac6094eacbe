"""Shared by all tests: where the project lies."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("readycheck", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("readycheck")


@pytest.fixture
def root() -> Path:
    """The root of the checkout."""
    return ROOT
