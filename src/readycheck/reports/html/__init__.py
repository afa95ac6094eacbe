"""The page for the meeting: one HTML file that stands alone, for screen, wall and paper.

It asks no server for anything and works without scripts. Every text of a plan is escaped by the environment
that draws it, and a content security policy lets nothing run or style but what is written here.
"""

from __future__ import annotations

from readycheck.model.report import Report
from readycheck.reports.html.environment import environment, source
from readycheck.reports.html.security import content_security_policy
from readycheck.reports.html.view import view_of
from readycheck.reports.options import Options


def render(reports: tuple[Report, ...], options: Options) -> str:
    """Return one page with every report. `options` change nothing: the same reports give the same bytes."""
    del options
    style, script = source("style.css"), source("script.js")
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            views=[view_of(report, number, len(reports)) for number, report in enumerate(reports, start=1)],
            policy=content_security_policy(style, script),
            style=style,
            script=script,
        )
    )
