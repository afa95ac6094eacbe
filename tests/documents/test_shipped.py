"""What ships: checklists that carry the practices of their departments, at a size that a lead can answer."""

from __future__ import annotations

import pytest

from readycheck.documents.lint import load_practices
from readycheck.documents.policy import load_rules
from readycheck.model.checklist import Item
from readycheck.model.vocabulary import Severity
from tests.conftest import ROOT

#: How many practices each department owes.
OWED = {"legal": 9, "finance": 11, "support": 13, "cloud-ops": 8}


def shipped() -> tuple[Item, ...]:
    return load_rules(None, "", ROOT).catalogue.items


def test_every_practice_of_the_four_departments_is_carried_by_an_item_of_its_department() -> None:
    """41 practices, and items carry no others."""
    carried = {(item.department, name) for item in shipped() for name in item.spec.practices}
    owed = [practice for practice in load_practices().practices if practice.department in OWED]
    assert len(owed) == sum(OWED.values())
    assert {(practice.department, practice.id) for practice in owed} == carried


@pytest.mark.parametrize("department", OWED)
def test_a_checklist_is_of_a_size_that_a_lead_can_answer(department: str) -> None:
    """12 to 25 items, some blockers but not most, each with steps and a reason why a customer cares."""
    items = [item.spec for item in shipped() if item.department == department]
    assert 12 <= len(items) <= 25
    assert 2 <= sum(item.severity is Severity.BLOCKER for item in items) <= 7
    assert all(len(item.fix) >= 2 and item.serves and len(item.title) <= 70 for item in items)
