"""Rule `metrics`: what must be measured is measured, towards a number, for somebody who can act on it.

Reads `metrics`. From the milestone on which a value is due (`from`, else one period after the launch) there is a fresh
one; a service level that was promised is also met.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

from pydantic import Field

from readycheck.model.base import DepartmentId, Identifier, Many, OneOf
from readycheck.model.number import exact, plain
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.metric import Metric
from readycheck.model.vocabulary import MetricKind
from readycheck.rules.interface import Failing, Rule, Ruling, Subject, ruling, unsaid

_NO_VALUE = "has no value yet"


class Metrics(Rule):
    """Options: which measures, and what is asked of each."""

    names: Many[Identifier] = Field(
        default=(), description="Measures that must exist by this id.", examples=[["time-to-close"]]
    )
    of: OneOf[MetricKind] | None = Field(default=None, description="Only measures of this kind.", examples=["sla"])
    department: DepartmentId | None = Field(
        default=None, description="Only measures of this department.", examples=["support"]
    )
    at_least: int = Field(default=0, ge=0, le=50, description="How many of them there must be.", examples=[2])
    shaped_with: DepartmentId | None = Field(
        default=None, description="Somebody of this department helped to shape each.", examples=["product"]
    )
    every_days: int | None = Field(
        default=None, ge=1, le=400, description="Each is measured at least so often.", examples=[14]
    )
    measured: bool = Field(default=False, description="A value is due now, whatever `from` says.", examples=[True])
    example: ClassVar[str] = """\
people:
  greta.holm: sales
  mara.lind: product
departments:
  sales: {lead: greta.holm}
metrics:
  - id: time-to-close
    kind: kpi
    department: sales
    target: {at_most: 30, unit: days}
    now: 41
    date: 2026-11-15
    reported_to: product
    shaped_with: mara.lind
"""

    @property
    def reads(self) -> str:
        """The section of the plan that answers."""
        return "metrics"

    @property
    def wants(self) -> str:
        """What passes."""
        kind = f" of kind {self.of}" if self.of else ""
        where = f" of {self.department}" if self.department else ""
        named = [f"{', '.join(self.names)}{kind}{where}"] if self.names else []
        counted = [f"at least {self.at_least} measures{kind}{where}"] if self.at_least else []
        which = " and ".join([*named, *counted]) or f"all measures{kind}{where}"
        shaped = f", shaped with somebody of {self.shaped_with}" if self.shaped_with else ""
        often = f" every {self.every_days} days" if self.every_days else ""
        value = f"a fresh value{often}" if self.measured else f"a fresh value{often} once one is due"
        return f"{which}: each with a target, an owner, readers{shaped}, and {value}"

    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan; see the module for what passes."""
        if subject.plan.metrics is None:
            return unsaid("what is measured (`metrics:`)")
        return ruling(dict.fromkeys([*self._named(subject), *self._counted(subject)]))

    def _concerned(self, plan: LaunchPlan) -> list[tuple[int, Metric]]:
        return [
            (index, metric)
            for index, metric in enumerate(plan.metrics or ())
            if self.of in {None, metric.kind}
            and (self.department is None or plan.doer_of(metric.department) == plan.doer_of(self.department))
        ]

    def _named(self, subject: Subject) -> Iterator[Failing]:
        found = {metric.id: (index, metric) for index, metric in self._concerned(subject.plan)}
        for name in self.names:
            if name in found:
                yield from self._flaws(*found[name], subject)
            else:
                owner = subject.plan.lead_of(self.department or subject.department)
                where = f" of {self.department}" if self.department else ""
                yield Failing(f"{name} is not among the measures{where}", owner, None, ("metrics",))

    def _counted(self, subject: Subject) -> Iterator[Failing]:
        concerned = self._concerned(subject.plan)
        flaws = [(metric, flaw) for index, metric in concerned for flaw in self._flaws(index, metric, subject)]
        if self.at_least or not self.names:  # a promise missed counts, however many others are kept
            yield from (flaw for metric, flaw in flaws if metric.is_missed)
        good = len(concerned) - len(flaws)
        if good < self.at_least or not (self.names or self.at_least):
            yield from (flaw for _, flaw in flaws)
            if len(concerned) < self.at_least:
                kind = f" of kind {self.of}" if self.of else ""
                where = f" of {self.department}" if self.department else ""
                text = f"only {len(concerned)} of the {self.at_least} measures{kind}{where} that are asked for"
                owner = subject.plan.lead_of(self.department or subject.department)
                yield Failing(text, owner, None, ("metrics",))

    def _flaws(self, index: int, metric: Metric, subject: Subject) -> Iterator[Failing]:
        plan = subject.plan
        owner = metric.owner or plan.lead_of(metric.department)
        flaw = self._flaw(metric, owner, subject)
        if flaw is not None:
            yield Failing(f"{metric.id} {flaw}", owner, _by(metric, flaw, plan), ("metrics", index))

    def _flaw(self, metric: Metric, owner: str | None, subject: Subject) -> str | None:
        plan = subject.plan
        if metric.target is None:
            return "has no target"
        if owner is None:
            return f"has no owner, and nobody leads {metric.department}"
        if not metric.reported_to:
            return "is reported to nobody"
        shapers = {
            plan.doer_of(known.department) for person in metric.shaped_with if (known := plan.people.get(person))
        }
        if self.shaped_with is not None and plan.doer_of(self.shaped_with) not in shapers:
            return f"was shaped without anybody of {self.shaped_with}"
        if self.every_days is not None and metric.every_days > self.every_days:
            return f"is measured every {metric.every_days} days only, and {self.every_days} are asked for"
        if metric.is_missed and metric.now is not None:
            return f"is {plain(exact(metric.now))}, and {metric.target.words} was promised"
        if not self.measured and subject.audited < _due(metric, plan):
            return None
        return _flaw_of_value(metric, subject)


def _by(metric: Metric, flaw: str, plan: LaunchPlan) -> date | None:
    """Return when a flaw will be mended: as dated; a first value, on the day from which one is due."""
    return plan.on(metric.due) or (_due(metric, plan) if flaw == _NO_VALUE else None)


def _due(metric: Metric, plan: LaunchPlan) -> date:
    """Return the day from which a measure has a value."""
    milestone = plan.launch.milestones.get(metric.since) if metric.since is not None else None
    if milestone is not None:
        return plan.on(milestone)
    return plan.launch_day + timedelta(days=metric.every_days)


def _flaw_of_value(metric: Metric, subject: Subject) -> str | None:
    if metric.now is None or metric.dated is None:
        return _NO_VALUE if metric.now is None else "has a value without a date"
    if metric.dated > subject.as_of:
        return f"has a value dated {metric.dated}, in the future"
    if (subject.as_of - metric.dated).days > metric.every_days:
        return f"was last measured on {metric.dated}, and is due every {metric.every_days} days"
    return None
