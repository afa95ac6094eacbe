"""What a rule kind is: options that a checklist sets, and a judgement of a plan."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date
from typing import ClassVar, NamedTuple

from readycheck.model.base import Model
from readycheck.model.facts import Facts
from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import Truth


class Duty(NamedTuple):
    """A blocker, and who owns it."""

    item: str
    owner: str | None
    undecided: bool = False
    """Whether it depends on a profile fact that nobody has decided."""


class Subject(NamedTuple):
    """What a rule judges: one department's item in one plan, on one day."""

    plan: LaunchPlan
    department: str
    as_of: date
    audited: date
    """The day on which it must hold: the later of as-of and the audited milestone."""
    facts: Facts = Facts()
    blockers: tuple[Duty, ...] = ()
    """Those that apply to the launch, or may."""

    def flaw_of_proof(self, path: PlanPath) -> str | None:
        """Return why what stands at `path` proves nothing on the audited day; None where it does.

        What could not be looked at proves nothing, and comes first of several reasons: all may depend on it.
        """
        offered = self.facts.shown.get(path, ())
        if not offered:
            return "nothing shows it"
        flaws = []
        for proof in offered:
            if proof.defect is not None:
                flaws.append(f"`{proof.text}` {proof.defect}")
            elif proof.dated is not None and proof.dated > self.as_of:
                flaws.append(f"`{proof.text}` is dated {proof.dated}, in the future")
            elif proof.valid_until is not None and proof.valid_until < self.audited:
                flaws.append(f"`{proof.text}` ends {proof.valid_until}, before {self.audited}")
            elif proof.unreached is not None:
                flaws.insert(0, f"`{proof.text}` {proof.unreached}")
            else:
                return None
        return flaws[0]

    def flaw_of_day(self, day: date, max_age_days: int) -> str | None:
        """Return why something done on `day` does not count on the audited day; None where it does."""
        if day > self.as_of:
            return f"is dated {day}, in the future"
        if (self.audited - day).days > max_age_days:
            return f"was on {day}, more than {max_age_days} days before {self.audited}"
        return None


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


def ruling(failing: Iterable[Failing], undecided: Iterable[str] = ()) -> Ruling:
    """Return no where an entry fails, else unknown where a profile fact is undecided, else yes."""
    entries, facts = tuple(failing), tuple(dict.fromkeys(undecided))
    if entries:
        return Ruling(Truth.NO, failing=entries)
    return Ruling(Truth.UNKNOWN, f"profile undecided: {', '.join(facts)}") if facts else Ruling(Truth.YES)


def unsaid(what: str) -> Ruling:
    """Return that the plan does not say what a rule asks for."""
    return Ruling(Truth.UNKNOWN, f"the plan does not say {what}")


class Rule(Model):
    """A kind of rule. Its fields are the options; bad options are refused when the checklist is loaded."""

    example: ClassVar[str]
    """What a plan says that passes, as YAML: what `explain` shows, and a test holds."""

    @property
    @abstractmethod
    def reads(self) -> str:
        """The section of the plan that answers, as a user would name it."""

    @property
    @abstractmethod
    def wants(self) -> str:
        """What the plan must say to pass, in one sentence, these options in it."""

    @abstractmethod
    def judge(self, subject: Subject) -> Ruling:
        """Judge a plan. Pure and total; an entry that the plan does not have is unknown, never a pass."""
