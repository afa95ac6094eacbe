"""What a rule kind is: options that a checklist sets, and a judgement of a plan."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import NamedTuple

from readycheck.model.base import Model
from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Truth


class Subject(NamedTuple):
    """What a rule judges: one department's item in one plan, on one day."""

    plan: LaunchPlan
    department: str
    as_of: date


class Failing(NamedTuple):
    """One entry of the plan that fails a rule. With an owner and a due date the failure is planned for."""

    text: str
    owner: str | None
    due: date | None
    path: PlanPath


class Ruling(NamedTuple):
    """What a rule found. `holds` is unknown where the plan does not say."""

    holds: Truth
    reason: str = ""
    failing: tuple[Failing, ...] = ()


class Rule(Model):
    """A kind of rule. Its fields are the options; bad options are refused when the checklist is loaded."""

    @abstractmethod
    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan. Pure and total; an entry that the plan does not have is unknown, never a pass."""

    @property
    @abstractmethod
    def reads(self) -> str:
        """The section of the plan that answers, as a user would name it."""
