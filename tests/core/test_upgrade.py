"""What raising a pin comes to, on generated audits: the weight that it adds, and what is told of which item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.audit import audit
from readycheck.audit.upgrade import upgrade
from readycheck.model.facts import Facts
from readycheck.model.plan import LaunchPlan
from readycheck.model.report import Report
from readycheck.model.upgrade import Upgrade
from readycheck.model.vocabulary import Outcome
from tests.core.strategies import TODAY, Case, cases, nowhere

pytestmark = pytest.mark.usefixtures("untraced")
thorough = settings(max_examples=100, suppress_health_check=list(HealthCheck))


def raised(case: Case, newer: frozenset[str]) -> tuple[Report, Report, Upgrade]:
    """A case audited without some items, and with them."""
    every = case.catalogue
    pinned = replace(
        every,
        items=tuple(item for item in every.items if item.id not in newer),
        newer=tuple(item for item in every.items if item.id in newer),
    )
    plan, facts = LaunchPlan.model_validate(case.plan), Facts(case.proofs)
    before, after = (audit(plan, catalogue, case.policy, facts, TODAY, locate=nowhere) for catalogue in (pinned, every))
    return before, after, upgrade(before, after, case.policy.weights, pin="1.0", old_names=())


@thorough
@given(cases(), st.data())
def test_the_new_items_add_exactly_the_weight_that_is_told(case: Case, data: st.DataObject) -> None:
    """Point by point, and what is told of each new item is what the audit with them finds."""
    newer = data.draw(st.sets(st.sampled_from([item.id for item in case.items])))
    before, after, made = raised(case, frozenset(newer))
    assert before.figures.possible_points + made.points == after.figures.possible_points
    assert [new.finding for new in made.new] == [found for found in after.findings if found.item in newer]
    for new in made.new:
        held = new.finding.outcome in {Outcome.MET, Outcome.NOT_APPLICABLE}
        assert new.wants_answer == (not held and new.finding.status is None)


@thorough
@given(cases(), st.data())
def test_every_other_item_that_changes_is_told(case: Case, data: st.DataObject) -> None:
    """What needs a new item may hold no longer: it is among what changes with them; no new item is."""
    newer = data.draw(st.sets(st.sampled_from([item.id for item in case.items])))
    before, after, made = raised(case, frozenset(newer))
    was = {found.item: found.outcome for found in before.findings}
    differ = {
        found.item for found in after.findings if found.counted and was.get(found.item, found.outcome) != found.outcome
    }
    others = {change.item for change in made.others}
    assert differ <= others
    assert others.isdisjoint(newer)


@thorough
@given(cases())
def test_where_nothing_is_new_nothing_changes(case: Case) -> None:
    """The same items on both sides: no weight, no change."""
    _, _, made = raised(case, frozenset())
    assert not made.new
    assert not made.others
    assert made.points == 0
    assert made.comparison.is_empty
