"""Which gaps are shown. A selection narrows what a report lists and never what it computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from readycheck.audit.finding import headline
from readycheck.model.between import Who
from readycheck.model.report import Finding, Report


class Selection(NamedTuple):
    """What to show; an empty tuple leaves a kind unrestricted."""

    departments: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    severities: tuple[str, ...] = ()

    def keeps(self, finding: Finding, leads: frozenset[str]) -> bool:
        """Return whether a finding is shown: to a department also what its lead holds up, to an owner likewise.

        `leads` are those of the departments to show.
        """
        holder = finding.timing.holder if finding.timing is not None else None
        people = {person.id for person in (finding.owner, holder) if person is not None}
        return (
            (not self.departments or finding.department in self.departments or not people.isdisjoint(leads))
            and (not self.stages or finding.stage in self.stages)
            and (not self.owners or not people.isdisjoint(self.owners))
            and (not self.severities or finding.severity in self.severities)
        )

    def concerns(self, departments: Iterable[str], owner: Who | None) -> bool:
        """Return whether an entry that lies between these departments, and that a person owns, is shown."""
        return (not self.departments or not set(self.departments).isdisjoint(departments)) and (
            not self.owners or (owner is not None and owner.id in self.owners)
        )

    @property
    def words(self) -> str:
        """The selection as it is printed; empty where nothing is left out."""
        kinds = {
            "department": self.departments,
            "stage": self.stages,
            "owner": self.owners,
            "severity": self.severities,
        }
        return ", ".join(f"{kind} {' or '.join(values)}" for kind, values in kinds.items() if values)


def select(report: Report, selection: Selection) -> Report:
    """Return the report with only the findings that the selection keeps; every figure stays as it is."""
    if not selection.words:
        return report
    leads = frozenset(
        part.lead.id for part in report.departments if part.lead is not None and part.id in selection.departments
    )
    gaps = tuple(gap for gap in report.gaps if selection.keeps(gap, leads))
    between = report.between
    return report._replace(
        findings=tuple(finding for finding in report.findings if selection.keeps(finding, leads)),
        between=between._replace(
            handoffs=tuple(
                handoff
                for handoff in between.handoffs
                if selection.concerns(handoff.ends.replace("->", " ").split(), handoff.owner)
            ),
            promises=tuple(
                promise for promise in between.promises if selection.concerns((promise.department,), promise.owner)
            ),
            contradictions=tuple(
                found for found in between.contradictions if selection.concerns((found.first, found.other), found.owner)
            ),
            asks=tuple(ask for ask in between.asks if selection.concerns((ask.owed_by, ask.asked_by), ask.owner)),
        ),
        gaps=gaps,
        headline=headline(gaps),
        shown=f"{selection.words}: {len(gaps)} of {len(report.gaps)} gaps",
    )
