"""Find the path to green of a plan: read what it takes, look for the path, complete it."""

from __future__ import annotations

from typing import NamedTuple

from readycheck.app.auditing import read_plan_for
from readycheck.app.reading import AuditRequest, exit_code, why_unreadable
from readycheck.app.source import PlanSource
from readycheck.audit.path import path_to_green
from readycheck.errors import ExitCode, RefusedInput
from readycheck.model.path import PathToGreen
from readycheck.model.place import Problem


class Found(NamedTuple):
    """What became of one plan."""

    path: PathToGreen | None
    problems: tuple[Problem, ...]
    """Why the plan, or a part of it, could not be read."""

    @property
    def exit_code(self) -> ExitCode:
        """What the run comes to: a path is an answer, and so is that there is none."""
        return exit_code(self.path, self.problems)


def find_path(source: PlanSource, request: AuditRequest) -> Found:
    """Find the path to green of one plan. Refused input is a result, so that one plan does not silence others."""
    try:
        ready = read_plan_for(source, request)
    except (RefusedInput, OSError) as error:
        return Found(None, why_unreadable(source, error))
    path = path_to_green(
        ready.plan,
        ready.catalogue,
        ready.policy,
        ready.facts,
        request.as_of,
        locate=ready.loaded.document.place,
        milestone=ready.milestone,
    )
    return Found(ready.completed(path), ready.loaded.problems)
