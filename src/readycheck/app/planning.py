"""Write the plan of a first launch, or of the next: audit it without answers, and turn what is found into its text."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from readycheck.audit.applicability import applicability
from readycheck.audit.finding import findings
from readycheck.audit.standing import prepare, stand
from readycheck.documents.first_plan import Basics, bare
from readycheck.documents.last_time import LastTime, remember
from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import Rules
from readycheck.documents.proposal import narrowed, propose
from readycheck.documents.renewal import renew
from readycheck.documents.unanswered import render
from readycheck.model.checklist import Item
from readycheck.model.facts import Facts
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.department import Department
from readycheck.model.plan.journey import Journey
from readycheck.model.vocabulary import Truth


class NextPlan(NamedTuple):
    """The text of a plan, and what it remembers of the last launch."""

    text: str
    last: LastTime


def first_plan(answers: Basics, rules: Rules, *, as_of: date, file: str) -> str:
    """Return the YAML of a first plan, proven to load; RefusedInput where the answers do not make a plan."""
    plan, applying = bare(answers), _applying(bare(answers), rules)
    journeys = narrowed(answers.journeys, _concerned(plan, applying))
    return _unanswered(plan, journeys, LastTime(), rules, as_of, file)


def next_plan(last: LaunchPlan, answers: Basics, rules: Rules, *, as_of: date, file: str) -> NextPlan:
    """Return the plan of the next launch, proven to load; RefusedInput where the rules do not fit the last one."""
    plan = renew(last, answers, as_of)
    remembered = remember(last, plan, rules.catalogue, as_of)
    return NextPlan(_unanswered(plan, plan.journeys or (), remembered, rules, as_of, file), remembered)


def concerned_departments(answers: Basics, rules: Rules) -> tuple[str, ...]:
    """Return the departments of which something applies to a launch, or may, in their order."""
    return tuple(dict.fromkeys(item.department for item in _applying(bare(answers), rules)))


def _unanswered(
    plan: LaunchPlan, journeys: tuple[Journey, ...], last: LastTime, rules: Rules, as_of: date, file: str
) -> str:
    """Return the text of a plan with the items that apply to it as comments; `journeys` call for what is proposed."""
    catalogue = rules.catalogue
    applying = _applying(plan, rules)
    concerned = _concerned(plan, applying)
    names = dict.fromkeys((*catalogue.titles, *plan.departments))
    parts = {name: plan.departments.get(name, Department()) for name in names if name in concerned}
    plan = plan.changed(departments=parts)
    policy = rules.in_force(plan.launch.launch_class)
    inputs = prepare(plan, catalogue, policy, Facts(), as_of)
    standing = stand(inputs, inputs.timeline.next_on(as_of))  # when to begin; a whole audit would also look for the day
    found = findings(inputs, standing, lambda _: Place(file))
    proposal = propose(plan.changed(journeys=journeys), applying)
    text = render(plan, found, proposal, last, catalogue=catalogue, as_of=as_of, file=file)
    load_plan(PlanFiles(PlanFile(file, text.encode()), {}), catalogue, rules.milestones)
    return text


def _concerned(plan: LaunchPlan, applying: tuple[Item, ...]) -> frozenset[str]:
    return frozenset({*(item.department for item in applying), *plan.departments})


def _applying(plan: LaunchPlan, rules: Rules) -> tuple[Item, ...]:
    return tuple(
        item
        for item in rules.catalogue.items
        if not item.dropped and applicability(item.spec.applies, plan).applies is not Truth.NO
    )
