"""What a plan speaks of less: an entry that left, and a term that asks less, each by itself."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from readycheck.audit.thinning import thinned
from readycheck.model.plan import LaunchPlan
from tests.core.building import LEAD, located, plan
from tests.core.strategies import Case, cases

STEP = {
    "name": "Compares",
    "stage": "learn",
    "department": "legal",
    "promise": "Running in ten minutes",
    "level": "standard",
    "questions": ["How does a firm get its key back?"],
}
NEXT = {"name": "Renews", "stage": "grow", "department": "legal"}
METRIC = {"id": "close", "kind": "sla", "department": "legal", "target": {"at_most": 30, "unit": "days"}}
HANDOFF = {"standing": "legal -> customer", "carries": ["contract", "criteria"], "accept": "Signed", "within_days": 2}
ONCE = {"once": "legal -> customer", "accepted": {"by": LEAD, "date": "2026-11-21"}}
ASK = {"what": "Final price list", "from": "legal", "by": "T-25"}
VOICE = {"source": "tickets", "every_days": 7, "feeds": ["legal"]}
NEEDED = {"launch": "Identity 3", "by": "T-14", "plan": "../identity.yaml"}
DECISION = {"for": "ga", "date": "2026-10-08", "decision": "conditional", "by": LEAD, "conditions": [{"what": "Rota"}]}
WAIVER = {"item": "legal.terms", "reason": "Later", "approved_by": LEAD, "date": "2026-11-19", "until": "2027-01-31"}
ASKED = {**WAIVER, "condition": {"what": "Restore rehearsed"}}


def going(*steps: dict[str, Any], **journey: Any) -> dict[str, Any]:
    return {"journeys": [{"name": "Buys", "touchpoints": list(steps), **journey}]}


def asks(*every: dict[str, Any]) -> dict[str, Any]:
    return {"departments": {"legal": {"asks": list(every)}}}


def stated(facts: dict[str, Any]) -> dict[str, Any]:
    return {"departments": {"legal": {"stated": facts}}}


GONE = ("there", "not there", True)
LEAVES = {
    "a journey": (
        {**going(STEP)},
        {"journeys": []},
        [("journey “Buys”", *GONE), ("touchpoint “Compares” of “Buys”", *GONE)],
    ),
    "a touchpoint": (going(STEP, NEXT), going(STEP), [("touchpoint “Renews” of “Buys”", *GONE)]),
    "one of two of a name": (going(NEXT, NEXT), going(NEXT), [("touchpoint “Renews” of “Buys” (2)", *GONE)]),
    "a handoff": ({"handoffs": [HANDOFF]}, {"handoffs": []}, [("handoff legal -> customer (standing)", *GONE)]),
    "one that happened": (
        {"handoffs": [ONCE]},
        {"handoffs": []},
        [("handoff legal -> customer (once)", "there", "not there", False)],
    ),
    "a metric": ({"metrics": [METRIC]}, {"metrics": []}, [("metric close", *GONE)]),
    "an ask": (asks(ASK), asks(), [("ask of legal from legal: Final price list", *GONE)]),
    "an ask that was answered": (
        asks({**ASK, "got": "2026-11-21"}),
        asks(),
        [("ask of legal from legal: Final price list", "there", "not there", False)],
    ),
    "a fact of a department": (stated({"price": 29}), stated({}), [("stated by legal: price", *GONE)]),
    "a fact": ({"stated": {"price": 29}}, {"stated": {}}, [("stated: price", *GONE)]),
    "a segment": (
        {"customers": {"segments": [{"id": "firms", "name": "Firms"}]}},
        {"customers": {"segments": []}},
        [("segment firms", *GONE)],
    ),
    "an account": (
        {"customers": {"accounts": [{"name": "Harrow"}]}},
        {"customers": {"accounts": []}},
        [("account “Harrow”", *GONE)],
    ),
    "a voice": ({"voice_of_customer": [VOICE]}, {}, [("voice of customer: tickets", *GONE)]),
    "a scenario": ({"scenarios": [{"what_if": "Fire"}]}, {"scenarios": []}, [("scenario: Fire", *GONE)]),
    "the way back": ({"rollback": {"if": "2 % fail"}}, {}, [("rollback", *GONE)]),
    "cover": (
        {"launch_week": {"cover": {"legal": [LEAD]}}},
        {"launch_week": {"cover": {}}},
        [("cover of legal in the launch week", *GONE)],
    ),
    "an announcement": (
        {"announcements": [{"to": "press", "channel": "mail"}]},
        {"announcements": []},
        [("announcement to press over mail", *GONE)],
    ),
    "a needed launch": ({"depends_on": [NEEDED]}, {"depends_on": []}, [("needed launch “Identity 3”", *GONE)]),
    "a decision": ({"decisions": [DECISION]}, {}, [("decision for ga on 2026-10-08", *GONE)]),
    "a waiver": ({"waivers": [WAIVER]}, {}, [("waiver of legal.terms", "there", "not there", False)]),
}


@pytest.mark.parametrize(("was", "now", "said"), LEAVES.values(), ids=LEAVES)
def test_what_a_plan_speaks_of_no_more(was: dict[str, Any], now: dict[str, Any], said: list[tuple[Any, ...]]) -> None:
    """An entry that left may ease a go, unless it had happened already; the other way round nothing is told."""
    assert [found[:4] for found in thinned(plan(**was), plan(**now), located)] == said
    assert [*thinned(plan(**now), plan(**was), located)] == []


def measured(**changes: Any) -> dict[str, Any]:
    return {"metrics": [{**METRIC, **changes}]}


def handed(**changes: Any) -> dict[str, Any]:
    return {"handoffs": [{**HANDOFF, **changes}]}


def stepped(**changes: Any) -> dict[str, Any]:
    return going({**STEP, **changes})


TERMS = {
    "a target that is looser": (
        measured(),
        measured(target={"at_most": 45, "unit": "days"}),
        "metric close: target",
        True,
    ),
    "a tighter one": (measured(), measured(target={"at_most": 20, "unit": "days"}), "metric close: target", False),
    "another unit": (measured(), measured(target={"at_most": 30, "unit": "weeks"}), "metric close: target", True),
    "no target": (measured(), measured(target=None), "metric close: target", True),
    "a first target": (measured(target=None), measured(), "metric close: target", False),
    "no promise any more": (measured(), measured(kind="kpi"), "metric close: kind", True),
    "a later value": (measured(), measured(**{"from": "hypercare"}), "metric close: from", True),
    "measured less often": (measured(), measured(every_days=90), "metric close: every_days", True),
    "measured more often": (measured(), measured(every_days=7), "metric close: every_days", False),
    "less handed over": (handed(), handed(carries=["contract"]), "handoff legal -> customer (standing): carries", True),
    "more handed over": (
        handed(),
        handed(carries=["contract", "criteria", "keys"]),
        "handoff legal -> customer (standing): carries",
        False,
    ),
    "accepted without more": (handed(), handed(accept=None), "handoff legal -> customer (standing): accept", True),
    "no promise": (stepped(), stepped(promise=None), "touchpoint “Compares” of “Buys”: promise", True),
    "a first promise": (stepped(promise=None), stepped(), "touchpoint “Compares” of “Buys”: promise", False),
    "a lower promise": (stepped(), stepped(level="basic"), "touchpoint “Compares” of “Buys”: level", True),
    "a higher promise": (stepped(), stepped(level="premium"), "touchpoint “Compares” of “Buys”: level", False),
    "no questions": (stepped(), stepped(questions=[]), "touchpoint “Compares” of “Buys”: questions", True),
    "a stage skipped": (going(STEP), going(STEP, skips={"grow": "Once"}), "journey “Buys”: stages", True),
    "another plan": (
        {"depends_on": [NEEDED]},
        {"depends_on": [{**NEEDED, "plan": "easy.yaml"}]},
        "needed launch “Identity 3”: plan",
        True,
    ),
    "a decision without its condition": (
        {"decisions": [DECISION]},
        {"decisions": [{**DECISION, "conditions": []}]},
        "decision for ga on 2026-10-08: conditions",
        True,
    ),
    "a waiver without its condition": (
        {"waivers": [ASKED]},
        {"waivers": [WAIVER]},
        "waiver of legal.terms: condition",
        True,
    ),
}


@pytest.mark.parametrize(("was", "now", "what", "eases"), TERMS.values(), ids=TERMS)
def test_what_is_asked_of_an_entry(was: dict[str, Any], now: dict[str, Any], what: str, *, eases: bool) -> None:
    """What is known to be more is told; all else may ease a go."""
    assert [(found.what, found.eases) for found in thinned(plan(**was), plan(**now), located)] == [(what, eases)]


def test_how_far_an_entry_has_come_is_no_term() -> None:
    """Values, tests, agreements and owners may be told without anybody's leave."""
    was = {**measured(), **handed(), **going(STEP)}
    kept = {"service": "Chat", "level": "standard"}
    now = {
        **measured(now=41, date="2026-11-15", owner=LEAD),
        **handed(agreed="2026-11-17"),
        **going({**STEP, "kept_by": kept, "tested": {"date": "2026-11-10", "with": "customers"}, "due": "T-9"}),
    }
    assert [*thinned(plan(**was), plan(**now), located)] == []


@given(cases())
def test_no_plan_is_thinner_than_itself(case: Case) -> None:
    """The same plan gives nothing to tell."""
    both = LaunchPlan.model_validate(case.plan)
    assert [*thinned(both, both, located)] == []
