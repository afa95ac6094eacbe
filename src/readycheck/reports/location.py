"""Files as code hosts name them: from the root of the repository, with / between folders. Reads nothing."""

from __future__ import annotations

import os
from pathlib import PurePath

from readycheck.model.report import Report
from readycheck.reports.options import Options


def in_repository(file: str, options: Options) -> str:
    """Return a file as seen from the root of the repository; as it was printed where it lies outside.

    It was printed as seen from the working directory: `./x`, `../x`, or from the root of the file system.
    """
    path = PurePath(os.path.normpath(os.path.join(options.directory, file)))  # noqa: PTH118 - strings, not files
    if options.root and path.is_relative_to(options.root):
        return path.relative_to(options.root).as_posix()
    return PurePath(os.path.normpath(file)).as_posix()


def plan_in_repository(report: Report, options: Options) -> str:
    """Return the plan's main file as seen from the root of the repository: what a plan is known by from run to run."""
    return in_repository(report.sources[0].file if report.sources else report.plan, options)
