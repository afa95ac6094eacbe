"""Write a first plan: audit one without answers, and turn what it finds into the text of a plan."""

from __future__ import annotations

from datetime import date

from readycheck.audit import audit
from readycheck.audit.applicability import applicability
from readycheck.documents.first_plan import FirstAnswers, bare, render
from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import Rules
from readycheck.documents.proposal import narrowed, propose
from readycheck.model.checklist import Item
from readycheck.model.facts import Facts
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import in_force
from readycheck.model.vocabulary import Truth


def first_plan(answers: FirstAnswers, rules: Rules, *, as_of: date, file: str) -> str:
    """Return the YAML of a first plan, proven to load; RefusedInput where the answers do not make a plan."""
    catalogue = rules.catalogue
    applying = _applying(answers, rules)
    concerned = {item.department for item in applying} | answers.leads.keys()
    titles = {department: title for department, title in catalogue.titles.items() if department in concerned}
    plan = LaunchPlan.model_validate(bare(answers, tuple(titles)))
    plan = plan.model_copy(update={"journeys": narrowed(answers.journeys, frozenset(titles))})
    policy = in_force(rules.builtin, rules.own, answers.launch_class)
    report = audit(plan, catalogue, policy, Facts(), as_of, locate=lambda _: Place(file))
    text = render(
        answers,
        report.findings,
        propose(plan, applying),
        catalogue=catalogue,
        titles=titles,
        as_of=as_of,
        file=file,
    )
    load_plan(PlanFiles(PlanFile(file, text.encode()), {}), catalogue, rules.milestones)
    return text


def concerned_departments(answers: FirstAnswers, rules: Rules) -> tuple[str, ...]:
    """Return the departments of which something applies to a launch, or may, in their order."""
    return tuple(dict.fromkeys(item.department for item in _applying(answers, rules)))


def _applying(answers: FirstAnswers, rules: Rules) -> tuple[Item, ...]:
    plan = LaunchPlan.model_validate(bare(answers, ()))
    return tuple(
        item
        for item in rules.catalogue.items
        if not item.dropped and applicability(item.spec.applies, plan).applies is not Truth.NO
    )
