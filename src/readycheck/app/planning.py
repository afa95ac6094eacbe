"""Write a first plan: audit one without answers, and turn what it finds into the text of a plan."""

from __future__ import annotations

from datetime import date

from readycheck.audit import audit
from readycheck.audit.applicability import applicability
from readycheck.documents.first_plan import FirstAnswers, bare
from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import Rules
from readycheck.documents.proposal import narrowed, propose
from readycheck.documents.unanswered import render
from readycheck.model.checklist import Item
from readycheck.model.facts import Facts
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.department import Department
from readycheck.model.plan.journey import Journey
from readycheck.model.policy import in_force
from readycheck.model.vocabulary import Truth


def first_plan(answers: FirstAnswers, rules: Rules, *, as_of: date, file: str) -> str:
    """Return the YAML of a first plan, proven to load; RefusedInput where the answers do not make a plan."""
    return _unanswered(bare(answers), answers.journeys, rules, as_of, file)


def concerned_departments(answers: FirstAnswers, rules: Rules) -> tuple[str, ...]:
    """Return the departments of which something applies to a launch, or may, in their order."""
    return tuple(dict.fromkeys(item.department for item in _applying(bare(answers), rules)))


def _unanswered(plan: LaunchPlan, journeys: tuple[Journey, ...], rules: Rules, as_of: date, file: str) -> str:
    """Return the text of a plan with the items that apply to it as comments, and with journeys as proposed."""
    catalogue = rules.catalogue
    applying = _applying(plan, rules)
    concerned = {item.department for item in applying} | plan.departments.keys()
    parts = {name: plan.departments.get(name, Department()) for name in catalogue.titles if name in concerned}
    plan = plan.model_copy(update={"departments": parts})
    policy = in_force(rules.builtin, rules.own, plan.launch.launch_class)
    report = audit(plan, catalogue, policy, Facts(), as_of, locate=lambda _: Place(file))
    proposed = plan.model_copy(update={"journeys": narrowed(journeys, frozenset(parts))})
    proposal = propose(proposed, applying)
    text = render(plan, report.findings, proposal, catalogue=catalogue, as_of=as_of, file=file)
    load_plan(PlanFiles(PlanFile(file, text.encode()), {}), catalogue, rules.milestones)
    return text


def _applying(plan: LaunchPlan, rules: Rules) -> tuple[Item, ...]:
    return tuple(
        item
        for item in rules.catalogue.items
        if not item.dropped and applicability(item.spec.applies, plan).applies is not Truth.NO
    )
