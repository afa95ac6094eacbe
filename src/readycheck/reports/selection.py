"""Which gaps are shown. A selection narrows what a report lists and never what it computed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.headline import headline
from readycheck.model.outlook import Event
from readycheck.model.path import PathToGreen
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
        obligations=tuple(
            known
            for known in report.obligations
            if selection.concerns(
                selection.departments if known.department is None else (known.department,), known.owner
            )
        ),
        gaps=gaps,
        headline=headline(gaps),
        shown=f"{selection.words}: {len(gaps)} of {len(report.gaps)} gaps",
    )


def select_path(path: PathToGreen, selection: Selection) -> PathToGreen:
    """Return the path with only what concerns departments or people; what it adds up to stays as it is."""
    if not selection.words:
        return path
    own = selection.concerns
    tasks = tuple(task for task in path.tasks if own((task.gap.department,), task.gap.owner))
    return path._replace(
        tasks=tasks,
        choices=tuple(choice for choice in path.choices if own(map(_department_of, choice.items), choice.owner)),
        commitments=tuple(kept for kept in path.commitments if own((_department_of(kept.item),), kept.owner)),
        signoffs=tuple(word for word in path.signoffs if own((word.department,), word.by)),
        shown=f"{selection.words}: {len(tasks)} of {len(path.tasks)} tasks",
    )


def select_events(events: tuple[Event, ...], selection: Selection) -> tuple[Event, ...]:
    """Return the events that concern departments or people; those of the launch as a whole concern all."""
    return tuple(
        event for event in events if event.department is None or selection.concerns((event.department,), event.who)
    )


def _department_of(item: str) -> str:
    return item.partition(".")[0]
