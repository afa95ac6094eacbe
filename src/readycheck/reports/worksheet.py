"""The items of departments as sheets that they fill in, and those sheets as CSV."""

from __future__ import annotations

from collections.abc import Callable

from readycheck.model.checklist import Catalogue
from readycheck.model.report import Finding, Report
from readycheck.model.vocabulary import Outcome
from readycheck.model.worksheet import HEADINGS, Cells, Row, Worksheet
from readycheck.reports.cells import comma_separated
from readycheck.reports.selection import Selection
from readycheck.reports.wording import proof_words


def worksheets(
    report: Report,
    catalogue: Catalogue,
    cells: Callable[[str], Cells],
    selection: Selection,
) -> tuple[Worksheet, ...]:
    """Return a sheet a department, its items in checklist order: those that concern the launch and want a status.

    `cells` gives the answer of an item as it stands.
    """
    days = {milestone.id: milestone.day.isoformat() for milestone in report.milestones}
    sheets: dict[str, list[Row]] = {}
    for finding in report.findings:
        if wants_status(finding) and selection.concerns((finding.department,), finding.owner):
            proof = proof_words(catalogue.by_id[finding.item].spec)
            until = days.get(finding.milestone, report.milestone_day.isoformat())
            said = (finding.title, finding.ask, finding.why, proof, finding.severity.value, until)
            sheets.setdefault(finding.department, []).append(Row(finding.item, said, cells(finding.item)))
    return tuple(Worksheet(department, tuple(rows)) for department, rows in sheets.items())


def wants_status(finding: Finding) -> bool:
    """Whether a department answers an item by a status: it may concern the launch, and no rule answers it."""
    ruled_out = finding.outcome is Outcome.NOT_APPLICABLE and not finding.exempt
    return finding.reads is None and not ruled_out


def render_csv(sheets: tuple[Worksheet, ...]) -> str:
    """Return sheets as one CSV table."""
    return comma_separated(HEADINGS, (row.texts for sheet in sheets for row in sheet.rows))
