"""JSON: what raising a pin comes to, in its transfer types."""

from __future__ import annotations

from readycheck import __version__
from readycheck.model.upgrade import NewItem, Upgrade
from readycheck.reports.change_json import comparison_out
from readycheck.reports.outlook_json import earliest_out
from readycheck.reports.upgrade_transfer import SCHEMA_VERSION, NewItemOut, OldNameOut, UpgradeOut
from readycheck.reports.value import as_json, day_out, id_of, number_out, place_out, source_out


def render(upgrade: Upgrade) -> str:
    """Return what raising a pin comes to as a document of its own."""
    out = UpgradeOut(
        schema_version=SCHEMA_VERSION,
        tool=f"readycheck {__version__}",
        plan=upgrade.plan,
        sources=tuple(map(source_out, upgrade.sources)),
        unread=upgrade.unread,
        pin=upgrade.pin,
        start=upgrade.start,
        to=upgrade.to,
        points=number_out(upgrade.points) or 0.0,
        new=tuple(map(_new, upgrade.new)),
        old_names=tuple(
            OldNameOut(written=old.written, item=old.item, can_follow=old.can_follow, place=place_out(old.place))
            for old in upgrade.old_names
        ),
        comparison=comparison_out(upgrade.comparison),
        earliest_before=earliest_out(upgrade.earliest_before),
        earliest_after=earliest_out(upgrade.earliest_after),
    )
    return as_json(out)


def _new(new: NewItem) -> NewItemOut:
    found = new.finding
    return NewItemOut(
        item=found.item,
        department=found.department,
        title=found.title,
        severity=found.severity.value,
        milestone=found.milestone,
        counted=found.counted,
        points=number_out(new.points) or 0.0,
        outcome=found.outcome.value,
        reason=found.reason,
        status=found.status.value if found.status else None,
        wants_answer=new.wants_answer,
        owner=id_of(found.owner),
        by=day_out(found.timing.by) if found.timing else None,
        latest_start=day_out(found.timing.latest_start) if found.timing else None,
        place=place_out(found.place),
    )
