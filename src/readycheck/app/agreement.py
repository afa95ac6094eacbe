"""Hold a plan to the policy and checklists of a revision that was agreed, and say how it differs from that."""

from __future__ import annotations

from dataclasses import replace

from readycheck.app.source import PlanSource, files_of
from readycheck.audit.deviation import Terms, deviations, rule_deviations
from readycheck.documents.catalogue import pinned
from readycheck.documents.nearest import FILE_NAME
from readycheck.documents.plan import LoadedPlan, load_plan
from readycheck.documents.policy import Rules
from readycheck.errors import RefusedInput
from readycheck.history.revision import Revision
from readycheck.model.checklist import Catalogue
from readycheck.model.deviation import Agreed
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan


def known_to_both(agreed: Catalogue, beside: Catalogue) -> Catalogue:
    """Return the catalogue by which a plan is read: what only the rules beside it know is known, and not asked."""
    newer = tuple(item for item in beside.items if item.id not in agreed.by_id)
    return replace(agreed, newer=(*agreed.newer, *newer), facts={**beside.facts, **agreed.facts})


def compared(revised: PlanSource, agreed: Rules, loaded: LoadedPlan, beside: Rules) -> Agreed:
    """Return how a plan and the rules beside it differ from the plan and the rules of the agreed revision."""
    revision = revised.revision
    assert isinstance(revision, Revision)  # noqa: S101 - the caller asked for one
    plan = loaded.plan
    before, note = _plan_before(revised, agreed)
    was, now = _terms(before or plan, agreed), _terms(plan, beside)
    # what the policy files say is compared for the class and the pin that were agreed: theirs are told of by themselves
    as_agreed = _terms(was.plan, beside)
    in_policy = beside.place if beside.layers else lambda _: Place(FILE_NAME)
    return Agreed(
        revision.name,
        revision.commit,
        (*deviations(was, now, loaded.document.place), *rule_deviations(was, as_agreed, in_policy)),
        note,
    )


def _plan_before(revised: PlanSource, agreed: Rules) -> tuple[LaunchPlan | None, str]:
    try:
        loaded = load_plan(files_of(revised, agreed), agreed.catalogue, agreed.milestones)
    except (RefusedInput, OSError):
        return None, f"{revised.name} is no plan, or cannot be read: class, profile, dates and people were not compared"
    return loaded.plan, ""


def _terms(plan: LaunchPlan, rules: Rules) -> Terms:
    policy = rules.in_force(plan.launch.launch_class)
    return Terms(plan, policy, pinned(rules.catalogue, plan.checklists))
