"""What a gate refuses besides the verdict: what got worse since a baseline, and what is easier than was agreed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from readycheck.model.between import Who
from readycheck.model.change import Regression
from readycheck.model.place import Place
from readycheck.model.report import Report
from readycheck.reports.agreed import REMEDY, words

#: From so many items on that are refused for one reason, they are told as one; of these, so many by name.
MANY, _NAMED = 8, 3


class Refusal(NamedTuple):
    """One thing that is refused."""

    subject: str
    """The item, or what is easier: `class`, `milestone ga`."""
    reason: str
    remedy: str
    """What somebody does about it."""
    owner: Who | None
    """Who; None where nobody in particular does."""
    place: Place


def refusals(report: Report) -> Iterator[Refusal]:
    """Yield what is refused: items in checklist order, then waivers, then what is easier than agreed.

    Many items that are refused for one reason, as when the class is lowered, are one refusal.
    """
    worse = report.changes.regressions if report.changes is not None else ()
    alike: dict[tuple[str, str], list[Regression]] = {}
    for each in worse:
        alike.setdefault((each.reason, each.remedy), []).append(each)
    for (reason, remedy), items in alike.items():
        if len(items) < MANY:
            yield from (Refusal(each.item, reason, remedy, each.owner, each.place) for each in items)
        else:
            named = ", ".join(each.item for each in items[:_NAMED])
            subject = f"{len(items)} items ({named} and {len(items) - _NAMED} more)"
            yield Refusal(subject, reason, remedy, None, items[0].place)
    if report.agreed is not None:
        for found in report.agreed.eased:
            reason = f"{words(found)}, which is easier than agreed in {report.agreed.revision}"
            yield Refusal(found.what, reason, REMEDY, None, found.place)
