"""Everything that is ever printed, with a word of its own in each place where people write; and other strings put there.

The words go through loader's models and audit once. A string takes the place of a word afterwards, in what
renderers are given, so that also one that no file could bring in meets them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import count
from typing import Any, NamedTuple, TypeVar

from readycheck.audit import audit
from readycheck.audit.comparison import compare
from readycheck.audit.path import path_to_green
from readycheck.audit.snapshot import snapshot
from readycheck.audit.upgrade import upgrade
from readycheck.model.change import Difference
from readycheck.model.checklist import Catalogue, Item
from readycheck.model.departure import Departure
from readycheck.model.deviation import Agreed, Deviation
from readycheck.model.path import PathToGreen
from readycheck.model.place import Place, Problem
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Weights
from readycheck.model.report import Report, Source
from readycheck.model.trend import Point, Step, Trend
from readycheck.model.upgrade import OldName, Upgrade
from readycheck.model.worksheet import Worksheet, cells_of
from readycheck.reports import Selection
from readycheck.reports.worksheet import worksheets
from tests.reports.conftest import AS_OF, POLICY, WORD, catalogue_of, facts_of, written_plan

T = TypeVar("T")
#: A word that stands for a place: WORD, and which of them.
MARK = re.compile(rf"{WORD}(\d{{3}})")


class Planted(NamedTuple):
    """What renderers are given."""

    report: Report
    path: PathToGreen
    difference: Difference
    trend: Trend
    upgrade: Upgrade
    sheets: tuple[Worksheet, ...]
    problems: tuple[Problem, ...]


class _Marks:
    """A new word each time."""

    def __init__(self) -> None:
        self._numbers = count()

    def next(self) -> str:
        return f"{WORD}{next(self._numbers):03d}"

    def into(self, value: Any) -> Any:
        """Return what a file holds with a word of its own in each place."""
        if isinstance(value, dict):
            return {key: self.into(part) for key, part in value.items()}
        if isinstance(value, list):
            return [self.into(part) for part in value]
        return value.replace(WORD, self.next()) if isinstance(value, str) and WORD in value else value


@cache
def harmless() -> Planted:
    """Return everything, with a word in each place."""
    marks = _Marks()
    written = written_plan(WORD)
    written["handoffs"][0]["standing"] = f"support -> partner:{WORD}"
    for key, person in written["people"].items():  # two people of one name would be told apart by their ids
        written["people"][key] = {**person, "name": f"{WORD} {key[:4]}"}
    plan = LaunchPlan.model_validate(marks.into(written))
    catalogue = _marked(catalogue_of(WORD), marks)
    facts = facts_of(marks.next())

    def locate(_: object) -> Place:
        return Place("launches/plan.yaml", 3, 5)

    before, after = (
        _completed(audit(each, catalogue, POLICY, facts, AS_OF, locate=locate, weeks=1), marks)
        for each in (LaunchPlan.model_validate(_answered(marks.into(written))), plan)
    )
    comparison = compare(snapshot(before), snapshot(after))
    return Planted(
        report=after._replace(changes=comparison),
        path=path_to_green(plan, catalogue, POLICY, facts, AS_OF, locate=locate)._replace(
            tool_version="9.9", plan=marks.next(), shown=marks.next(), unread=(marks.next(),)
        ),
        difference=Difference(marks.next(), marks.next(), (comparison,), (marks.next(),), (marks.next(),)),
        trend=_trend(after, marks),
        upgrade=upgrade(
            before._replace(newer=("legal.terms",)),
            after._replace(newer=()),
            Weights(),
            pin="1.0",
            old_names=(OldName(marks.next(), "legal.terms", locate(()), can_follow=False),),
        ),
        sheets=worksheets(after, catalogue, lambda _: cells_of(_answer(marks)), Selection()),
        problems=(Problem(Place(marks.next(), 3, 5), marks.next(), marks.next(), f"a: {marks.next()}", 3),),
    )


def _answered(written: dict[str, Any]) -> dict[str, Any]:
    """Return a plan as it was before: other answers, and a waiver less."""
    items = written["departments"]["legal"]["items"]
    items["notice"], items["later"] = "done", {"status": "not_applicable", "reason": items["notice"]["reason"]}
    return {**written, "waivers": written["waivers"][:1]}


def _marked(catalogue: Catalogue, marks: _Marks) -> Catalogue:
    return Catalogue(
        items=tuple(_item(item, marks) for item in catalogue.items),
        titles={"legal": marks.next(), "support": "Support"},
        facts={"paid": marks.next()},
        version="1.0",
    )


def _item(item: Item, marks: _Marks) -> Item:
    texts = {"title": marks.next(), "ask": marks.next(), "why": marks.next(), "fix": (marks.next(), marks.next())}
    tailored = item.tailored._replace(reason=marks.next()) if item.tailored is not None else None
    return item._replace(spec=item.spec.model_copy(update=texts), tailored=tailored)


def _completed(report: Report, marks: _Marks) -> Report:
    """Return a report with all that only commands and files add to one."""
    place = Place("launches/plan.yaml", 3, 5)
    deviations = (
        Deviation(marks.next(), marks.next(), marks.next(), eases=True, place=place),
        Deviation("class", marks.next(), "quiet", eases=False, place=place),
    )
    return report._replace(
        tool_version="9.9",
        plan="launches/plan.yaml",
        sources=(Source("launches/plan.yaml", "0123456789abcdef" * 4),),
        policy_name=marks.next(),
        policy_sha256="b" * 64,
        policy_files=(Source(marks.next(), "c" * 64),),
        departures=(*report.departures, Departure(marks.next(), marks.next())),
        unread=(marks.next(),),
        shown=marks.next(),
        newer=("legal.new",),
        defects=("legal.inputs",),
        agreed=Agreed(marks.next(), "d" * 40, deviations, marks.next()),
    )


def _trend(report: Report, marks: _Marks) -> Trend:
    found = (report.verdict, report.course, report.figures, report.blockers, len(report.gaps))
    steps = (
        Step("a" * 40, AS_OF, Point(report.milestone, report.milestone_day, *found)),
        Step("b" * 40, AS_OF, None, marks.next()),
    )
    return Trend("9.9", marks.next(), marks.next(), marks.next(), "1.0", steps)


def _answer(marks: _Marks) -> dict[str, Any]:
    proofs = [marks.next(), {"file": marks.next(), "date": "2026-11-06"}, {"claim": marks.next(), "by": "dana.cho"}]
    return {"status": "done", "evidence": proofs, "reason": marks.next(), "note": marks.next()}


# ---------------------------------------------------------------- other strings in the places
def planted(give: Callable[[int], str]) -> Planted:
    """Return everything with another string in each place, of which `give` is told the number."""
    return filled(harmless(), lambda text: fill(text, give))


def fill(text: str, give: Callable[[int], str]) -> str:
    """Return a text with the string of its place for each word."""
    return MARK.sub(lambda found: give(int(found[1])), text)


def filled(value: T, change: Callable[[str], str]) -> T:
    """Return a tree of named tuples, tuples, mappings and texts with every text that is only that changed."""
    changed: Any = value
    if type(value) is str:
        changed = change(str(value)) if WORD in str(value) else value
    elif isinstance(value, tuple):
        parts = [filled(part, change) for part in value]
        changed = type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    elif isinstance(value, dict):
        changed = {key: filled(part, change) for key, part in value.items()}
    return changed  # type: ignore[no-any-return]
