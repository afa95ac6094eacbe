"""Ways to a go that nobody earned: numbers, days, names and proofs that a careless reader takes for something."""

from __future__ import annotations

from tests.attacks.attack import (
    COMPANY,
    PLAN,
    POLICY,
    UNDECIDED,
    Attack,
    Attacks,
    Files,
    added,
    checklist,
    item,
    policy,
    unproven,
)
from tests.attacks.threat import Threat

LEAST_0, LEAST_1 = "the least that can stand here is 0", "the least that can stand here is 1"
NOT_SHORT = "`{}` is not a short name"


def limit(value: str, message: str) -> Attack:
    """Return a policy that demands this much, where the number stands at 2:38."""
    return policy(f"limits: [{{measure: proven, at_least: {value}}}]\n", "2:38", message)


def day(value: str, message: str) -> Attack:
    """Return a plan with this day, which stands at 4:19."""
    return added(f"rollback: {{until: {value}}}\n", "4:19", message)


def waived(waiver: str, place: str, message: str) -> Attack:
    return added(f"waivers:\n  - {{{waiver}}}\n", place, message)


def offers(text: str | bytes, why: str) -> Attack:
    """Return a document as proof that holds this."""
    return unproven("proof.md", f"proof `proof.md` {why}", {"proof.md": text})


#: Of 2,000 points 1,799 are proven, 89.95 %; the item without an answer could still add the rest.
_JUST_BELOW: Files = {
    "readycheck.yaml": POLICY + "weights: {blocker: 1000, major: 799, minor: 201}\n"
    "signoffs: none\nrequire: {blocker: met, major: met, minor: any}\nlimits: [{measure: proven, at_least: 90}]\n",
    "legal.yaml": 'readycheck: checklist/1\nversion: "1.0"\ndepartment: legal\ntitle: Legal\nitems:\n'
    + "".join(
        f"  - {{id: {severity}, severity: {severity}, title: It is so, ask: Is it?, why: W, fix: [Do it], stage: buy, "
        "evidence: none, lead_days: 1}\n"
        for severity in ("blocker", "major", "minor")
    ),
    "plan.yaml": PLAN + "departments: {legal: {items: {blocker: done, major: done}}}\n",
}

ATTACKS: Attacks = {
    Threat.NUMBERS: {
        "a limit that is no number": limit(".nan", "`.nan` is no number that can be compared"),
        "a limit below every figure": limit("-.inf", "`-.inf` is no number that can be compared"),
        "a limit of less than nothing": limit("-1", LEAST_0),
        "a limit above all": limit("101", "a share is at most 100 per cent"),
        "a limit that is huge": limit("1e300", "the most that can stand here is 1000"),
        "a limit that is text": limit('"90"', "`90` is not a number"),
        "a limit that is true": limit("true", "`True` is not a number"),
        "a limit that is none": policy(
            "limits: [{measure: proven}]\n", "2:10", "a limit on `proven` has `at_least`, and not `at_most`"
        ),
        "a blocker that weighs less than nothing": policy("weights: {blocker: -10}\n", "2:20", LEAST_0),
        "a blocker that weighs nothing": policy(
            "weights: {blocker: 0}\n", "2:20", "what stands here must be more than 0"
        ),
        "a minor that weighs more than all": policy(
            "weights: {minor: 999999999999999999}\n", "2:18", "the most that can stand here is 1000"
        ),
        "waivers without end": policy("waiver_max_days: 99999\n", "2:18", "the most that can stand here is 3650"),
        "waivers of half a day": policy(
            "waiver_max_days: 0.5\n", "2:18", "expected a whole number, found the number 0.5"
        ),
        "an item done before it was begun": checklist(item("lead_days: -5"), "6:146", "`lead_days` stands twice"),
        "a value that is true": added(
            "metrics: [{id: a, kind: kpi, department: sales, now: true}]\n", "4:54", "expected a number, found `true`"
        ),
        "a value that is text": added(
            'metrics: [{id: a, kind: kpi, department: sales, now: "41"}]\n', "4:54", "expected a number, found text"
        ),
        "a target nobody can miss": added(
            "metrics: [{id: a, kind: kpi, department: sales, target: {at_most: .inf}}]\n",
            "4:67",
            "`.inf` is no number that can be compared",
        ),
        "a rhythm of never": added("voice_of_customer: [{source: Calls, every_days: 0}]\n", "4:49", LEAST_1),
        "days before it began": added('handoffs: [{standing: "sales -> support", within_days: -1}]\n', "4:56", LEAST_0),
        "a slip beyond the calendar": Attack(
            {"plan.yaml": PLAN},
            "error: --slip 999999999 is further than can be planned",
            "audit plan.yaml --slip 999999999",
        ),
        "a million weeks": Attack(
            {"plan.yaml": PLAN}, "error: --weeks 1000000 cannot be shown", "audit plan.yaml --weeks 1000000"
        ),
    },
    Threat.ROUNDING: {
        "89.95 of 90": Attack(_JUST_BELOW, "decides: proven 89.9 % of 90", code=UNDECIDED),
    },
    Threat.UNANSWERED: {
        "a plan that says nothing": Attack(
            {"plan.yaml": PLAN}, "verdict: undecided (if GA were today)", code=UNDECIDED
        ),
        "a policy without items": Attack(
            {"plan.yaml": PLAN, "readycheck.yaml": "readycheck: policy/1\nshipped_checklists: false\n"},
            "verdict: undecided (if GA were today)",
            code=UNDECIDED,
        ),
    },
    Threat.MISSPELT: {
        "in a plan": added("sponser: mara\n", "4:1", "unknown key `sponser`"),
        "in a policy": policy("limts: []\n", "2:1", "unknown key `limts`"),
        "what a policy requires": policy("require: {blockr: met}\n", "2:11", "unknown key `blockr`"),
        "in a checklist": checklist(item("severty: blocker"), "6:146", "unknown key `severty`"),
        "an item": added(
            "departments: {legal: {items: {tradmarks: done}}}\n", "4:31", "item `legal.tradmarks` does not exist"
        ),
        "a reason left out": policy("tailoring: {legal.trademarks: {drop: true}}\n", "2:13", "`reason` is missing"),
        "an exception without a reason": waived(
            "item: legal.trademarks, approved_by: mara, date: 2026-11-20, until: 2026-12-31",
            "5:5",
            "`reason` is missing",
        ),
    },
    Threat.NO_PROOF: {
        "nothing in it": offers("", "is empty"),
        "blanks": offers(" \n\t\n", "is empty"),
        "TBD": offers("# Notice\n\nTBD\n", "holds nothing but placeholders"),
        "lorem ipsum": offers(
            "Lorem ipsum dolor sit amet, consectetur adipiscing elit.\n", "holds nothing but placeholders"
        ),
        "what only a comment says": offers("<!-- Signed by both -->\nTODO\n", "holds nothing but placeholders"),
        "ten megabytes of TBD": offers("TBD " * 2_500_000, "holds nothing but placeholders"),
        "comments that do not end": offers("<!--" * 2_500_000, "holds nothing but placeholders"),
        "a directory": unproven("legal", "proof `legal` is a directory", {"legal/notice.md": "Sent on 20 November."}),
        "the plan itself": unproven("plan.yaml", "proof `plan.yaml` is the plan itself"),
        "the plan by another way": unproven(
            "x/../plan.yaml", "proof `x/../plan.yaml` is the plan itself", {"x/y.md": "Sent."}
        ),
        "the policy": unproven("readycheck.yaml", "proof `readycheck.yaml` is the plan itself"),
        "a sentence for a document": unproven("Sent to all of them", "only a claim; needs a document"),
        "an address that is none": unproven(
            "'https://a@b@c/'", "proof `https://a@b@c/` is not an address that can be opened"
        ),
        "a script for an address": unproven(
            "{link: 'javascript://a.example/%0aalert(1)'}",
            "proof `javascript://a.example/%0aalert(1)` does not begin with https://",
        ),
    },
    Threat.LOOKALIKE: {
        "a Cyrillic a": added("departments: {legal: {lead: mаra}}\n", "4:29", NOT_SHORT.format("mаra")),
        "a letter without width": added(
            "departments: {legal: {lead: mara\u200b}}\n", "4:29", NOT_SHORT.format("mara\u200b")
        ),
        "capitals": added("departments: {legal: {lead: Mara}}\n", "4:29", NOT_SHORT.format("Mara")),
        "a department": added("departments: {legаl: {}}\n", "4:15", NOT_SHORT.format("legаl")),
        "digits of full width": added(
            "decisions: [{for: ｇa, date: 2026-11-20, decision: go, by: mara}]\n", "4:19", NOT_SHORT.format("ｇa")
        ),
        "a dot with another": added(
            "departments: {legal: {lead: ma\u0307ra}}\n", "4:29", NOT_SHORT.format("ma\u0307ra")
        ),
        "an approver who is nobody": waived(
            "item: legal.trademarks, reason: R, approved_by: tom, date: 2026-11-20, until: 2026-12-31",
            "5:54",
            "person `tom` does not exist",
        ),
        "somebody twice": added("people: {}\n", "4:1", "`people` stands twice"),
    },
    Threat.DATES: {
        "30 February": day("2027-02-30", "`2027-02-30` does not exist in the calendar"),
        "29 February of a common year": day("2027-02-29", "`2027-02-29` does not exist in the calendar"),
        "a 13th month": day("2026-13-01", "`2026-13-01` does not exist in the calendar"),
        "before all": day("1969-12-31", "`1969-12-31` is out of range"),
        "after all": day("2200-01-01", "`2200-01-01` is out of range"),
        "year zero": day("0000-01-01", "`0000-01-01` is out of range"),
        "with a time": day('"2026-12-15T00:00:00Z"', "`2026-12-15T00:00:00Z` is not a date"),
        "digits of another script": day("٢٠٢٦-12-15", "`٢٠٢٦-12-15` is not a date"),
        "an offset without end": day("T-99999", "`T-99999` is not a date"),
        "an offset out of the calendar": Attack(
            {**COMPANY, "plan.yaml": PLAN.replace("2026-12-15", "2199-12-31") + "rollback: {until: T+9999}\n"},
            "verdict: undecided (if GA were today)",
            code=UNDECIDED,
        ),
        "on the command line": Attack(
            {"plan.yaml": PLAN},
            "error: --as-of: `2026-02-30` does not exist in the calendar",
            "audit plan.yaml --as-of 2026-02-30",
        ),
    },
}
