"""What a comparison of two audits needs of each, and what it says. Knows neither where an audit came from nor a format.

A snapshot is taken of a report, or read from one that was written earlier; what that did not hold is empty here.
"""

from datetime import date
from enum import StrEnum, unique
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.departure import Departure
from readycheck.model.figures import Figures
from readycheck.model.place import Place
from readycheck.model.vocabulary import Course, LaunchClass, Outcome, Severity, Status, Strength, Verdict


class Head(NamedTuple):
    """What one audit said of the launch as a whole."""

    plan: str
    """The plan as the user named it."""
    launch: str
    launch_class: LaunchClass
    as_of: date
    milestone: str
    milestone_day: date
    verdict: Verdict
    course: Course
    figures: Figures
    blockers: int
    """How many apply."""
    blockers_ok: int
    """How many are proven, not applicable by answer, or waived."""
    policy: str
    checklists: str
    """The version of the checklists that counts."""


class ItemState(NamedTuple):
    """One item, as one audit found it."""

    item: str
    title: str
    outcome: Outcome
    counted: bool
    """True where it counts for the audited milestone."""
    severity: Severity
    milestone: str
    """The milestone for which it counts."""
    evidence: Strength | None
    """The least proof that counts; None where an older report does not say."""
    exempt: bool
    """Not applicable by answer or by policy, rather than because of the profile or the class."""
    dropped: bool
    """The policy leaves it out."""
    status: Status | None
    """The plan's answer, where there is one and it is used."""
    approved_by: Who | None
    """Who agreed to a `not_applicable` or a refusal."""
    reason: str
    proof: str | None
    owner: Who | None
    planned: bool
    waived: bool
    place: Place
    reads: str | None = None
    """The section of the plan that a rule reads, where a rule answers instead of a status."""
    formerly: tuple[str, ...] = ()
    """What it was called."""

    @property
    def applies(self) -> bool:
        """True where it counts, if its milestone does."""
        return self.outcome is not Outcome.NOT_APPLICABLE

    @property
    def claims_exemption(self) -> bool:
        """True where the plan answers `not_applicable`, whether or not that is accepted."""
        ruled_out = not self.applies and not self.exempt
        return self.status is Status.NOT_APPLICABLE and not ruled_out


class WaiverState(NamedTuple):
    """A waiver, as one audit found it."""

    item: str
    reason: str
    approved_by: Who
    until: date
    defect: str | None
    """Why it has no effect; None where it is valid."""
    relied_on: bool
    place: Place


class MilestoneState(NamedTuple):
    """A dated milestone, as one audit found it."""

    id: str
    day: date
    verdict: Verdict
    course: Course


class Snapshot(NamedTuple):
    """What a comparison needs of one audit."""

    head: Head
    milestones: tuple[MilestoneState, ...]
    """Every dated milestone, in order."""
    waivers: tuple[WaiverState, ...]
    departures: tuple[Departure, ...]
    items: tuple[ItemState, ...]
    """Every item in force, in checklist order."""
    newer: tuple[str, ...]
    """Items newer than the version that the plan is pinned to."""
    people: frozenset[str]
    """Everybody's id."""


@unique
class ChangeKind(StrEnum):
    """What became of an item, in the order in which changes are counted."""

    CLOSED = "closed"
    """A gap was met."""
    OPENED = "opened"
    """What was met is a gap."""
    LEFT = "left"
    """It counted, and does not any more."""
    ENTERED = "entered"
    """It did not count, and does now."""
    CHANGED = "changed"
    """It stays what it was, met or gap, but not as it was."""


class Refused(NamedTuple):
    """Why the ratchet refuses something, and what its owner does about that."""

    reason: str
    remedy: str
    """`prove it again`."""


class Change(NamedTuple):
    """One item that is not as it was."""

    item: str
    kind: ChangeKind
    before: ItemState | None
    """None where it was not in the checklists."""
    after: ItemState | None
    """None where it is no longer in the checklists."""
    why: str
    """What made the change, in words; empty where the two states say it all."""
    refused: Refused | None
    """Why the ratchet refuses it; None where it does not."""

    @property
    def regression(self) -> str | None:
        """Why the ratchet refuses it, in words; None where it does not."""
        return self.refused.reason if self.refused is not None else None

    @property
    def state(self) -> ItemState:
        """The item as it is now, or as it was where it is gone."""
        state = self.after or self.before
        assert state is not None  # noqa: S101 - a change is one of something
        return state


class WaiverChange(NamedTuple):
    """A waiver that was added (no `before`), withdrawn (no `after`), or is not as it was."""

    item: str
    owner: Who | None
    """Who answers for the item."""
    before: WaiverState | None
    after: WaiverState | None
    refused: Refused | None


class MilestoneChange(NamedTuple):
    """A milestone on another day, or of which something else would be said. None where it is not dated."""

    id: str
    before: MilestoneState | None
    after: MilestoneState | None


class Regression(NamedTuple):
    """One reason for which the ratchet refuses a change."""

    item: str
    reason: str
    remedy: str
    """What to do about it."""
    place: Place
    """Where the item, or the waiver, stands now; where it stood, if it is gone."""
    owner: Who | None


class Comparison(NamedTuple):
    """What changed from one audit to another. What is equal in both is not listed."""

    before: Head
    after: Head
    changes: tuple[Change, ...]
    """In checklist order; an item that is gone where it stood."""
    waivers: tuple[WaiverChange, ...]
    milestones: tuple[MilestoneChange, ...]
    rules_added: tuple[Departure, ...]
    """Ways in which only the later audit differs from the default."""
    rules_removed: tuple[Departure, ...]
    """Ways in which only the earlier one did."""

    def of(self, kind: ChangeKind) -> tuple[Change, ...]:
        """Return the changes of a kind."""
        return tuple(change for change in self.changes if change.kind is kind)

    @property
    def regressions(self) -> tuple[Regression, ...]:
        """Everything that the ratchet refuses: items in checklist order, then waivers."""
        items = (
            Regression(change.item, *change.refused, change.state.place, change.state.owner)
            for change in self.changes
            if change.refused is not None
        )
        waivers = (
            Regression(change.item, *change.refused, change.after.place, change.owner)
            for change in self.waivers
            if change.refused is not None and change.after is not None
        )
        return (*items, *waivers)

    def without_ratchet(self) -> "Comparison":
        """Return the same changes where nothing is refused: they are told, and decide nothing."""
        return self._replace(
            changes=tuple(change._replace(refused=None) for change in self.changes),
            waivers=tuple(change._replace(refused=None) for change in self.waivers),
        )

    @property
    def is_empty(self) -> bool:
        """True where nothing changed that a comparison lists."""
        before, after = self.before, self.after
        if (before.verdict, before.course) != (after.verdict, after.course):
            return False
        return not any((self.changes, self.waivers, self.milestones, self.rules_added, self.rules_removed))


class Difference(NamedTuple):
    """What changed between two sides, each of which holds one plan or several."""

    before: str
    """The earlier side, as the user named it."""
    after: str
    comparisons: tuple[Comparison, ...]
    """One for each plan that stands on both sides, in the order of the later."""
    only_before: tuple[str, ...]
    """Plans that have no counterpart, as they are named."""
    only_after: tuple[str, ...]
