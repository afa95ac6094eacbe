"""Options of every rule kind, as checklists may set them, and what of them a user must read in `wants`."""

from __future__ import annotations

from typing import Any

from readycheck.rules import Duty

#: Options, and the words that `wants` must have for them.
Options = tuple[dict[str, Any], tuple[str, ...]]

OPTIONS: dict[str, list[Options]] = {
    "accountable": [({}, ("owner", "sponsor", "agreed"))],
    "accounts": [({}, ("priority", "owner", "segment", "brief", "product"))],
    "announcements": [
        ({}, ("owner", "day", "text", "approv")),
        ({"to": ["customers", "employees"]}, ("customers", "employees")),
    ],
    "asks": [({}, ("arrived", "needs nothing"))],
    "blocker_load": [
        ({}, ("40 %", "4")),
        ({"at_most_percent": 25, "spare": 7}, ("25 %", "7")),
        ({"at_most_percent": 1, "spare": 0}, ("1 %", "0")),
    ],
    "departments_present": [
        ({"called_for": {"legal": []}}, ("legal",)),
        (
            {"called_for": {"legal": [], "manufacturing": ["hardware", "paid"], "support": ["hosted"]}},
            ("legal", "manufacturing (where hardware and paid)", "support (where hosted)"),
        ),
    ],
    "dependencies": [({}, ("reached", "go"))],
    "deputies": [({}, ("deputy",))],
    "exceptions_weighed": [({}, ("retain", "win", "protect", "costs"))],
    "experience_levels": [({}, ("first_impression", "in_use", "in_memory"))],
    "goals": [({}, ("identify", "win", "keep", "sell_more", "expand"))],
    "handoffs_accepted": [({}, ("handoff", "agreed"))],
    "handoffs_on_time": [({}, ("once", "accepted"))],
    "hard_questions": [({}, ("question", "answer"))],
    "involvement": [
        ({}, ("idea", "design", "test", "service", "internal")),
        ({"phases": ["design"]}, ("design",)),
    ],
    "journeys_checked": [
        ({"what": "walked"}, ("walked", "180 days")),
        ({"what": "drawn", "with": "customers", "max_age_days": 365}, ("drawn", "with customers", "365 days")),
        ({"what": "drawn", "with": ["customers", "prospects"]}, ("customers", "prospects")),
    ],
    "journeys_cover": [
        ({}, ("learn", "buy", "use", "grow", "skips")),
        ({"stages": ["buy", "use"]}, ("buy", "use")),
    ],
    "launch_week": [
        ({"departments": {"support": []}}, ("support", "T-1", "T+5")),
        ({"departments": {"support": []}, "days_before": 0, "days_after": 14}, ("support", "T-0", "T+14")),
        (
            {"departments": {"support": [], "cloud-ops": ["hosted"], "customer-success": []}},
            ("support", "cloud-ops (where hosted)", "customer-success"),
        ),
    ],
    "lead_present": [
        ({}, ("T-1", "T+7", "deputy")),
        ({"days_before": 0, "days_after": 60}, ("T-0", "T+60")),
    ],
    "metrics": [
        ({}, ("all measures", "target", "owner", "value once one is due")),
        ({"names": ["time-to-close", "uptime"]}, ("time-to-close", "uptime")),
        ({"of": "sla", "at_least": 2}, ("sla", "2")),
        ({"of": "guerrilla", "department": "sales"}, ("guerrilla", "sales")),
        ({"names": ["uptime"], "department": "support", "measured": True}, ("uptime", "of support", "a fresh value")),
        ({"names": ["uptime"], "of": "sla"}, ("uptime", "sla")),
        ({"at_least": 3, "shaped_with": "product"}, ("3", "product")),
        ({"names": ["uptime"], "every_days": 14}, ("uptime", "14 days")),
        (
            {"names": ["uptime"], "at_least": 3, "of": "kpi", "department": "support"},
            ("uptime", "at least 3", "kpi", "support"),
        ),
    ],
    "personas": [({}, ("persona", "segment", "voice"))],
    "promises_kept": [({}, ("promise", "level"))],
    "rollback": [
        ({}, ("trigger", "decides", "until when", "rehears", "180 days")),
        ({"max_age_days": 30}, ("30 days",)),
    ],
    "scenarios": [
        ({"topics": {"outage": []}}, ("outage", "rehearsed", "180 days")),
        (
            {"topics": {"outage": ["hosted"], "recall": ["hardware", "paid"]}, "max_age_days": 30},
            ("outage (where hosted)", "recall (where hardware and paid)", "30 days"),
        ),
    ],
    "segments": [({}, ("external", "internal", "pain"))],
    "stated": [
        ({}, ("states",)),
        ({"facts": ["price_monthly_eur", "storage_gb"]}, ("price_monthly_eur", "storage_gb")),
    ],
    "touchpoints": [
        ({}, ("every touchpoint", "lead", "owner", "test", "evidence", "180 days")),
        (
            {"feel": "first_impression", "with": "customers", "max_age_days": 90},
            ("first_impression", "with customers", "90 days"),
        ),
        ({"feel": "in_memory", "with": ["customers", "prospects"]}, ("in_memory", "customers", "prospects")),
    ],
    "voice": [
        ({}, ("source", "owner")),
        ({"sources": 3, "feeds": ["product", "engineering"]}, ("3", "product", "engineering")),
        ({"sources": 2, "from": "support", "feeds": ["sales"]}, ("2", "support", "sales")),
    ],
}

#: Where a kind's example needs options, or blockers, to be judged by.
EXAMPLES: dict[str, tuple[dict[str, Any], tuple[Duty, ...]]] = {
    "announcements": ({"to": ["customers", "employees"]}, ()),
    "blocker_load": (
        {"at_most_percent": 70},
        (
            *(Duty(f"legal.item-{number}", "ruben.aske") for number in range(5)),
            *(Duty(f"finance.item-{number}", "fred.ash") for number in range(8)),
        ),
    ),
    "departments_present": ({"called_for": {"legal": [], "customer-success": ["paid"], "support": []}}, ()),
    "journeys_checked": ({"what": "drawn", "with": "customers", "max_age_days": 365}, ()),
    "launch_week": ({"departments": {"support": [], "cloud-ops": ["hosted"]}}, ()),
    "metrics": ({"names": ["time-to-close"], "at_least": 1, "shaped_with": "product"}, ()),
    "scenarios": ({"topics": {"outage": ["hosted"]}}, ()),
    "stated": ({"facts": ["price_monthly_eur"]}, ()),
    "touchpoints": ({"feel": "first_impression", "with": "customers"}, ()),
    "voice": ({"sources": 3, "feeds": ["product", "engineering"]}, ()),
}
