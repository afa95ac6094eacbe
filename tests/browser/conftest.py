"""A real browser, offline. Where none is installed the tests say so and are skipped.

pip install -e '.[test,browser]' and a Chromium: on PATH, or named by READYCHECK_CHROMIUM
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium() -> str | None:
    """Return the browser to use, or None where there is none."""
    return os.environ.get("READYCHECK_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


class Opened(NamedTuple):
    """A page in the browser, and what it did while it was open."""

    page: Any
    requests: list[str]
    """Every address that it asked for, its own file left out."""
    said: list[str]
    """Console messages, uncaught errors and dialogs."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One browser for all tests of a process."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the extra `browser` has it")
    program = chromium()
    if program is None:
        pytest.skip("no Chromium is on PATH, and READYCHECK_CHROMIUM names none")
    with api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield started
        started.close()


Open = Callable[..., AbstractContextManager[Opened]]


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Open:
    """Return a function that opens a text as a file, in a fresh context with the options given."""

    @contextmanager
    def open_page(text: str, **options: Any) -> Iterator[Opened]:
        file = tmp_path / "review.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(**options)
        page = context.new_page()
        requests: list[str] = []
        said: list[str] = []
        page.on("request", lambda request: requests.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("dialog", lambda dialog: dialog.dismiss())
        try:
            page.goto(file.as_uri())
            assert requests.pop(0) == file.as_uri()
            yield Opened(page, requests, said)
        finally:
            context.close()

    return open_page
