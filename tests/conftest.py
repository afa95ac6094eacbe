"""Shared by all tests: where the project lies."""

from __future__ import annotations

import compileall
from collections.abc import Iterator
from pathlib import Path

import pytest
from coverage import Coverage
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent

settings.register_profile("readycheck", deadline=None, print_blob=True, derandomize=True)
settings.load_profile("readycheck")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the program once: each of the many processes that tests start would else do it anew.

    That is a third of what they take where PYTHONDONTWRITEBYTECODE is set, as in many containers.
    """
    if not hasattr(config, "workerinput"):
        compileall.compile_dir(ROOT / "src", quiet=2)


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
