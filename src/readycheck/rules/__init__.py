"""The closed set of rule kinds: tests that answer an item from the plan's own sections.

A kind is one file here, with its options and its judgement, and one line in `KINDS`. What several kinds share
(`calls`, `trial`, `way`) stands beside them.
"""

from __future__ import annotations

from readycheck.model.base import Known
from readycheck.model.checklist import RuleCall
from readycheck.rules.accountable import Accountable
from readycheck.rules.accounts import Accounts
from readycheck.rules.announcements import Announcements
from readycheck.rules.asks import Asks
from readycheck.rules.blocker_load import BlockerLoad
from readycheck.rules.departments_present import DepartmentsPresent
from readycheck.rules.dependencies import Dependencies
from readycheck.rules.deputies import Deputies
from readycheck.rules.exceptions_weighed import ExceptionsWeighed
from readycheck.rules.experience_levels import ExperienceLevels
from readycheck.rules.goals import Goals
from readycheck.rules.handoffs_accepted import HandoffsAccepted
from readycheck.rules.handoffs_on_time import HandoffsOnTime
from readycheck.rules.hard_questions import HardQuestions
from readycheck.rules.interface import Duty, Failing, Rule, Ruling, Subject
from readycheck.rules.involvement import Involvement
from readycheck.rules.journeys_checked import JourneysChecked
from readycheck.rules.journeys_cover import JourneysCover
from readycheck.rules.launch_week import LaunchWeek
from readycheck.rules.lead_present import LeadPresent
from readycheck.rules.metrics import Metrics
from readycheck.rules.personas import Personas
from readycheck.rules.promises_kept import PromisesKept
from readycheck.rules.rollback import Rollback
from readycheck.rules.scenarios import Scenarios
from readycheck.rules.segments import Segments
from readycheck.rules.stated import Stated
from readycheck.rules.touchpoints import Touchpoints
from readycheck.rules.voice import Voice

__all__ = ["KINDS", "Duty", "Failing", "Rule", "Ruling", "Subject", "parse_rule"]

#: Every kind of rule, by the word that checklists use.
KINDS: dict[str, type[Rule]] = {
    "accountable": Accountable,
    "accounts": Accounts,
    "announcements": Announcements,
    "asks": Asks,
    "blocker_load": BlockerLoad,
    "departments_present": DepartmentsPresent,
    "dependencies": Dependencies,
    "deputies": Deputies,
    "exceptions_weighed": ExceptionsWeighed,
    "experience_levels": ExperienceLevels,
    "goals": Goals,
    "handoffs_accepted": HandoffsAccepted,
    "handoffs_on_time": HandoffsOnTime,
    "hard_questions": HardQuestions,
    "involvement": Involvement,
    "journeys_checked": JourneysChecked,
    "journeys_cover": JourneysCover,
    "launch_week": LaunchWeek,
    "lead_present": LeadPresent,
    "metrics": Metrics,
    "personas": Personas,
    "promises_kept": PromisesKept,
    "rollback": Rollback,
    "scenarios": Scenarios,
    "segments": Segments,
    "stated": Stated,
    "touchpoints": Touchpoints,
    "voice": Voice,
}


def parse_rule(call: RuleCall, known: Known | None = None) -> Rule:
    """Return the rule that a checklist calls; KeyError for an unknown kind, ValidationError for bad options.

    With `known`, departments and profile facts among the options must exist.
    """
    kind, options = KINDS[call.kind], call.options
    if not options and not any(field.is_required() for field in kind.model_fields.values()):
        return kind.model_construct()  # defaults only: building a schema to check nothing costs more than the rule
    return kind.model_validate(options, context=known)
