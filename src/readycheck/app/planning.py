"""Write a first plan: audit one without answers, and turn what it finds into the text of a plan."""

from __future__ import annotations

from datetime import date

from readycheck.audit import audit
from readycheck.documents.first_plan import FirstAnswers, bare, render
from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import Rules
from readycheck.model.facts import Facts
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import in_force


def first_plan(answers: FirstAnswers, rules: Rules, *, as_of: date, file: str) -> str:
    """Return the YAML of a first plan, proven to load; RefusedInput where the answers do not make a plan."""
    catalogue = rules.catalogue
    plan = LaunchPlan.model_validate(bare(answers, tuple(catalogue.titles)))
    policy = in_force(rules.builtin, rules.own, answers.launch_class)
    report = audit(plan, catalogue, policy, Facts(), as_of, locate=lambda _: Place(file))
    text = render(
        answers,
        report.findings,
        questions=catalogue.facts,
        titles=catalogue.titles,
        version=catalogue.version,
        as_of=as_of,
        file=file,
    )
    load_plan(PlanFiles(PlanFile(file, text.encode()), {}), catalogue, rules.milestones)
    return text
