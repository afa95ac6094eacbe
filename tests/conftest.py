"""Shared by all tests: where the project lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("readycheck", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("readycheck")


@pytest.fixture
def root() -> Path:
    """The root of the checkout."""
    return ROOT


@pytest.fixture(scope="module")
def untraced() -> Iterator[None]:
    """No measurement of coverage: for whole audits by the hundred, which would take twice as long and add no line."""
    running = Coverage.current()
    if running is not None:
        running.stop()
    yield
    if running is not None:
        running.start()
