"""The closed set of rule kinds: tests that answer an item from the plan's own sections.

A kind is one file here, with its options and its judgement, and one line in `KINDS`.
"""

from __future__ import annotations

from readycheck.model.checklist import RuleCall
from readycheck.rules.asks import Asks
from readycheck.rules.interface import Failing, Rule, Ruling, Subject
from readycheck.rules.lead_present import LeadPresent

__all__ = ["KINDS", "Failing", "Rule", "Ruling", "Subject", "parse_rule"]

#: Every kind of rule, by the word that checklists use.
KINDS: dict[str, type[Rule]] = {
    "asks": Asks,
    "lead_present": LeadPresent,
}


def parse_rule(call: RuleCall) -> Rule:
    """Return the rule that a checklist calls; KeyError for an unknown kind, ValidationError for bad options."""
    return KINDS[call.kind].model_validate(call.options)
