"""How far a long piece of work has come, for somebody who looks at stderr; nobody else is told."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

#: Work of fewer pieces is over before it could be shown.
_MANY = 100
#: How often a bar is drawn anew over the whole of the work.
_DRAWN = 100


@contextmanager
def progress(what: str, *, quiet: bool, many: int = _MANY) -> Iterator[Callable[[int], None]]:
    """Yield what is to be called with the number of pieces, and then with 0 as each is done.

    Fewer than `many` are not shown.
    """
    if quiet or sys.stderr is None or sys.stderr.closed or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True, auto_refresh=False) as bar:
        task = bar.add_task(what, total=None, visible=False)

        def told(number: int) -> None:
            if number:
                bar.update(task, total=number, visible=number >= many)
                return
            bar.advance(task)
            total, done = bar.tasks[task].total or 1, bar.tasks[task].completed
            if int(done * _DRAWN / total) != int((done - 1) * _DRAWN / total):
                bar.refresh()

        yield told
