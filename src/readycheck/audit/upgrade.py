"""Two audits of one plan, under the version that it is pinned to and under another: what raising the pin comes to."""

from __future__ import annotations

from fractions import Fraction

from readycheck.audit.comparison import compare
from readycheck.audit.snapshot import snapshot
from readycheck.model.policy import Weights
from readycheck.model.report import Report
from readycheck.model.upgrade import NewItem, OldName, Upgrade
from readycheck.model.vocabulary import Outcome


def upgrade(
    before: Report, after: Report, weights: Weights, *, pin: str | None, old_names: tuple[OldName, ...]
) -> Upgrade:
    """Return what raising a pin comes to. `after` is the audit of the same plan, pinned to the version asked for."""
    came = frozenset(before.newer) - frozenset(after.newer)
    return Upgrade(
        plan=after.plan,
        sources=after.sources,
        unread=after.unread,
        pin=pin,
        start=before.checklists_version,
        to=after.checklists_version,
        comparison=compare(snapshot(before), snapshot(after)),
        earliest_before=before.earliest,
        earliest_after=after.earliest,
        new=tuple(
            NewItem(
                found,
                weights.of(found.severity)
                if found.counted and found.outcome is not Outcome.NOT_APPLICABLE
                else Fraction(),
            )
            for found in after.findings
            if found.item in came
        ),
        old_names=old_names,
    )
