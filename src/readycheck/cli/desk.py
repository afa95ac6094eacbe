"""A plan on which somebody works from the command line, and whose items of it are meant."""

from __future__ import annotations

from readycheck.app.answering import Desk, open_plan
from readycheck.app.reading import AuditRequest
from readycheck.app.source import PlanSource
from readycheck.cli.plans import check_departments, check_owners
from readycheck.reports import Selection


def opened(
    source: PlanSource, request: AuditRequest, departments: tuple[str, ...], owners: tuple[str, ...]
) -> tuple[Desk, Selection]:
    """Read and audit a plan, and return whose items are meant; UsageError for a department or person it has not.

    Of a department that does the work of others, theirs are meant too.
    """
    desk = open_plan(source, request)
    check_departments(departments, {finding.department for finding in desk.report.findings})
    check_owners(owners, desk.report.people)
    parts = desk.ready.plan.departments
    theirs = (other for other, part in parts.items() if part.done_by in departments and other not in departments)
    return desk, Selection(departments=(*departments, *theirs), owners=owners)
