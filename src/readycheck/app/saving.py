"""Write the files of a plan that changed, each whole, and only where they are still as they were read."""

from __future__ import annotations

from pathlib import Path

from readycheck.app.source import PlanSource
from readycheck.documents.plan import MAIN_FILE, PlanFile, PlanFiles
from readycheck.errors import OutputError, RefusedInput
from readycheck.files import write_whole
from readycheck.model.place import Place, Problem


def save(source: PlanSource, read: PlanFiles, changed: tuple[PlanFile, ...]) -> tuple[str, ...]:
    """Write files of a plan that was read as `read`; return their names.

    RefusedInput where one was changed since; OutputError where one cannot be written.
    """
    paths = {file.name: _path_of(source, file) for file in changed}
    before = {file.name: file.data for file in (read.main, *read.departments.values())}
    for file in changed:
        if _bytes(paths[file.name]) != before.get(file.name):
            message = "was changed by somebody else meanwhile"
            raise RefusedInput(Problem(Place(file.name), message, "nothing was written; run the command again"))
    for file in changed:
        try:
            write_whole(paths[file.name], file.data)
        except OSError as error:
            message = f"cannot write {file.name}: {error.strerror or error}"
            raise OutputError(message, hint="check the file and its permissions") from None
    return tuple(file.name for file in changed)


def _path_of(source: PlanSource, file: PlanFile) -> Path:
    if not source.path.is_dir() and source.path.name != MAIN_FILE:
        return source.path
    return source.directory / Path(file.name).name


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
