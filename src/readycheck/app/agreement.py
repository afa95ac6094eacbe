"""Hold a plan to the policy and checklists of a revision that was agreed, and say how it differs from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from readycheck.app.source import PlanSource, files_of
from readycheck.audit.deviation import Terms, deviations, policy_deviations, rule_deviations
from readycheck.documents.catalogue import pinned
from readycheck.documents.nearest import FILE_NAME
from readycheck.documents.plan import LoadedPlan, load_plan
from readycheck.documents.policy import Rules
from readycheck.errors import RefusedInput
from readycheck.history.revision import Revision
from readycheck.model.checklist import Catalogue
from readycheck.model.deviation import Agreed, Deviation
from readycheck.model.place import Locate, Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.people import Person
from readycheck.model.vocabulary import LaunchClass


class Agreement(NamedTuple):
    """What was agreed in a revision: the plan as it was there, and the rules; and the rules that lie beside it now."""

    revised: PlanSource
    rules: Rules
    beside: Rules

    @property
    def known(self) -> Catalogue:
        """The catalogue by which the plan is read: what only the rules beside it know is known, and not asked."""
        agreed, beside = self.rules.catalogue, self.beside.catalogue
        newer = tuple(item for item in beside.items if item.id not in agreed.by_id)
        return replace(agreed, newer=(*agreed.newer, *newer), facts={**beside.facts, **agreed.facts})

    def people(self) -> Mapping[str, Person]:
        """Return the people of the plan as it was agreed; nobody where it is new. RefusedInput if that is no plan."""
        before = _plan_before(self.revised, self.rules)
        return {} if before is None else before.people

    def compared(self, loaded: LoadedPlan) -> Agreed:
        """Return how a plan and the rules beside it deviate from what was agreed; RefusedInput if that is no plan."""
        revised, agreed, beside = self
        revision = revised.revision
        assert isinstance(revision, Revision)  # noqa: S101 - the caller asked for one
        plan = loaded.plan
        before = _plan_before(revised, agreed)
        note = "" if before else f"{revised.name} is not there: class, profile, dates and people were not compared"
        was, now = _terms(before or plan, agreed), _terms(plan, beside)
        # policies are compared for the class and the pin that were agreed: other ones are told of by themselves
        as_agreed = _terms(was.plan, beside)
        in_policy = beside.place if beside.layers else lambda _: Place(FILE_NAME)
        of_rules = rule_deviations(was, as_agreed, in_policy)
        of_others = _for_other_classes(was.plan.launch.launch_class, agreed, beside, in_policy)
        told = {(found.what, found.eases) for found in of_rules}
        also = (found for key, found in of_others if (key, found.eases) not in told)
        of_plan = deviations(was, now, loaded.document.place)
        return Agreed(revision.name, revision.commit, (*of_plan, *of_rules, *also), note)


def _for_other_classes(
    launch_class: LaunchClass, agreed: Rules, beside: Rules, locate: Locate
) -> Iterator[tuple[str, Deviation]]:
    """Yield how the policy differs for classes that this launch is not of, yet; each with what it is for its own."""
    for other in LaunchClass:
        if other is not launch_class:
            was, now = agreed.in_force(other), beside.in_force(other)
            for found in policy_deviations(was, now, locate):
                key = found.what
                yield key, found._replace(what=key.replace("policy", f"policy for {other.value}", 1))


def _plan_before(revised: PlanSource, agreed: Rules) -> LaunchPlan | None:
    """Return the plan as it was agreed, None where it is new; RefusedInput where a part of it cannot be read."""
    if not revised.tree.exists(revised.path):
        return None
    loaded = load_plan(files_of(revised, agreed), agreed.catalogue, agreed.milestones)
    if loaded.problems:
        raise RefusedInput(*loaded.problems)
    return loaded.plan


def _terms(plan: LaunchPlan, rules: Rules) -> Terms:
    policy = rules.in_force(plan.launch.launch_class)
    return Terms(plan, policy, pinned(rules.catalogue, plan.checklists))
