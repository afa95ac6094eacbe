"""`readycheck next`: the path to green, by person."""

from __future__ import annotations

from readycheck.app.pathfinding import find_path
from readycheck.cli import streams
from readycheck.cli.diagnostic import tell
from readycheck.cli.links import opener
from readycheck.cli.plans import check_departments, check_owners, request_for, source_of
from readycheck.cli.sinks import check_targets, deliver, files_read, options_for, pair
from readycheck.errors import worst
from readycheck.reports import Selection, render_answer, select_path


def next_steps(  # noqa: PLR0913 - the options of the command
    *,
    plan: str,
    as_of: str | None,
    milestone: str | None,
    departments: tuple[str, ...],
    owners: tuple[str, ...],
    policy: str | None,
    online: bool,
    formats: tuple[str, ...],
    outputs: tuple[str, ...],
    quiet: bool,
) -> int:
    """Write the path to green of a plan; that there is none is an answer too, and no failure."""
    sinks = pair(formats, outputs)
    request = request_for(as_of, policy, milestone)._replace(links=opener(online=online, quiet=quiet))
    found = find_path(source_of(plan), request)
    if found.problems:
        streams.say(tell(set(found.problems)))
    if found.path is None:
        return found.exit_code
    check_departments(departments, found.path.departments)
    check_owners(owners, found.path.people)
    check_targets((sink.target for sink in sinks), files_read(found.path))
    shown = select_path(found.path, Selection(departments=departments, owners=owners))
    failed = deliver(sinks, lambda sink: render_answer(sink.form, shown, options_for(sink)), quiet=quiet)
    return worst([found.exit_code, *failed])
