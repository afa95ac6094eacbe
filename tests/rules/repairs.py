"""What takes one flaw out of a plan, whatever it is a flaw of: each repair takes a plan's values and changes them.

A repair returns whether there was anything to mend.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from tests.core.building import AS_OF
from tests.rules.generation import DEPARTMENTS

Plan = dict[str, Any]
Repair = Callable[[Plan, Random], bool]

TODAY = AS_OF.isoformat()
#: People who join where somebody is missing. They are never away, and each has a deputy.
OWNER, OTHER, PRODUCT = "new.owner", "new.other", "new.product"
NEW = {
    OWNER: {"department": "external", "deputy": OTHER},
    OTHER: {"department": "external", "deputy": OWNER},
    PRODUCT: {"department": "product", "deputy": OWNER},
}
TRIAL = {"date": TODAY, "by": OTHER, "with": "customers", "evidence": "research/new.md"}


def _entries(plan: Plan, section: str) -> list[Plan]:
    inside: Any = plan
    for step in section.split("/"):
        inside = inside.get(step, {}) if isinstance(inside, dict) else {}
    return inside if isinstance(inside, list) else []


def _touchpoints(plan: Plan) -> list[Plan]:
    return [touchpoint for journey in _entries(plan, "journeys") for touchpoint in journey["touchpoints"]]


def _questions(plan: Plan) -> list[Plan]:
    asked = [question for touchpoint in _touchpoints(plan) for question in touchpoint.get("questions", [])]
    return [question for question in asked if isinstance(question, dict)]


def _departments(plan: Plan) -> list[Plan]:
    return list(plan.get("departments", {}).values())


def _asks(plan: Plan) -> list[Plan]:
    return [ask for part in _departments(plan) for ask in part.get("asks", [])]


def _weighed(plan: Plan) -> list[Plan]:
    answers = [answer for part in _departments(plan) for answer in part.get("items", {}).values()]
    return [*_entries(plan, "waivers"), *(answer for answer in answers if isinstance(answer, dict))]


def _kept(plan: Plan) -> list[Plan]:
    return [touchpoint["kept_by"] for touchpoint in _touchpoints(plan) if isinstance(touchpoint.get("kept_by"), dict)]


def _standing(plan: Plan) -> list[Plan]:
    return [handoff for handoff in _entries(plan, "handoffs") if "standing" in handoff]


def _mend(choose: Callable[[Plan], list[Plan]], **fields: Any) -> Repair:
    """Set fields of one of the entries. `_` at the end of a name is left out."""

    def repair(plan: Plan, random: Random) -> bool:
        entries = choose(plan)
        if not entries:
            return False
        plan["people"].update(NEW)
        random.choice(entries).update({key.rstrip("_"): value for key, value in fields.items()})
        return True

    return repair


def _fill(choose: Callable[[Plan], list[Plan]], key: str, value: Any) -> Repair:
    """Give one of the entries what it lacks."""
    return _mend(lambda plan: [entry for entry in choose(plan) if key not in entry], **{key: value})


def _named(section: str) -> Callable[[Plan], list[Plan]]:
    return lambda plan: _entries(plan, section)


def _section(name: str) -> Callable[[Plan], list[Plan]]:
    return lambda plan: [plan[name]] if name in plan else []


def _lead(plan: Plan, random: Random) -> bool:
    """Give a department that nobody leads a lead who has a deputy and is never away."""
    unled = [part for part in _departments(plan) if "lead" not in part and "done_by" not in part]
    if not unled:
        return False
    plan["people"].update(NEW)
    random.choice(unled)["lead"] = OWNER
    return True


def _people(plan: Plan) -> list[Plan]:
    return [person for person in plan["people"].values() if isinstance(person, dict)]


def _presence(plan: Plan, random: Random) -> bool:
    """Let somebody be at work all the time."""
    absent = [person for person in _people(plan) if "away" in person]
    if not absent:
        return False
    random.choice(absent).pop("away")
    return True


def _deputy(plan: Plan, random: Random) -> bool:
    alone = [person for person in _people(plan) if "deputy" not in person]
    if not alone:
        return False
    random.choice(alone)["deputy"] = OWNER
    plan["people"].update(NEW)
    return True


def _agreement(plan: Plan, random: Random) -> bool:
    """Let both ends agree today, to what has not changed since."""
    standing = _standing(plan)
    if not standing:
        return False
    handoff = random.choice(standing)
    handoff.update(agreed=TODAY, when="It happens", carries=["contract"])
    handoff.pop("changed", None)
    return True


def _cover(plan: Plan, random: Random) -> bool:
    """Let one more person cover for some department."""
    week = plan.get("launch_week")
    if week is None:
        return False
    plan["people"].update(NEW)
    cover = week.setdefault("cover", {})
    department = random.choice(["support", "customer-success", "cloud-ops", "legal"])
    there = cover.get(department, [])
    cover[department] = [*([there] if isinstance(there, str) else there), OWNER]
    return True


def _statement(plan: Plan, random: Random) -> bool:
    """Let one department tell a fact as the plan states it."""
    tellers = [part["stated"] for part in _departments(plan) if part.get("stated")]
    if not tellers or not plan.get("stated"):
        return False
    told = random.choice(tellers)
    for fact in set(told) & set(plan["stated"]):
        told[fact] = plan["stated"][fact]
    return True


def _priority(plan: Plan, random: Random) -> bool:
    """Put the accounts in an order, any."""
    accounts = _entries(plan, "customers/accounts")
    for number, account in enumerate(random.sample(accounts, len(accounts)), 1):
        account["priority"] = number
    return bool(accounts)


def _once(plan: Plan, random: Random) -> bool:
    """Let somebody of the receiving department accept today what was offered."""
    pending = [handoff for handoff in _entries(plan, "handoffs") if "once" in handoff]
    if not pending:
        return False
    handoff = random.choice(pending)
    receiver = handoff["once"].partition(" -> ")[2]
    plan["people"].update(NEW)
    plan["people"]["new.receiver"] = {"department": receiver.replace("partner:Acme", "external"), "deputy": OWNER}
    handoff["offered"] = {"by": OTHER, "date": TODAY}
    handoff["accepted"] = {"by": "new.receiver", "date": TODAY}
    return True


_ENTRIES = (
    *("journeys", "handoffs", "metrics", "voice_of_customer", "scenarios", "announcements", "depends_on"),
    *("customers/segments", "customers/accounts"),
)


def _repairs() -> Iterator[tuple[str, Repair]]:
    for section in _ENTRIES:
        yield f"an owner in {section}", _fill(_named(section), "owner", OWNER)
        yield f"a day in {section}", _fill(_named(section), "due", "T-1")
    yield "an owner of a touchpoint", _fill(_touchpoints, "owner", OWNER)
    yield "the sponsor agreed", _mend(_section("launch"), sponsor=OTHER, sponsor_agreed=TODAY)
    yield "a lead", _lead
    yield "a person who is not away", _presence
    yield "a deputy", _deputy
    yield "what was asked for arrived", _mend(_asks, got=TODAY)
    yield "costs", _mend(_weighed, costs={"retain": "None leave", "win": "None wait", "protect": "No risk"})
    yield "a persona", _mend(_named("customers/segments"), persona="research/new.md")
    yield "a pain", _mend(_named("customers/segments"), pain="It takes a weekend", value={"brand": "Known"})
    yield "accounts in order", _priority
    yield "an account's brief", _mend(_named("customers/accounts"), brief="crm/new.md", segment="banks")
    yield "an account's backer", _mend(_named("customers/accounts"), backed_by=PRODUCT)
    yield "customers took part", _mend(_named("customers/involved"), date=TODAY, evidence="research/new.md")
    yield (
        "goals",
        _mend(_section("customers"), goals=dict.fromkeys(("identify", "win", "keep", "sell_more", "expand"), "So")),
    )
    yield "a journey's segment", _mend(_named("journeys"), for_="banks")
    yield "a journey was drawn", _mend(_named("journeys"), drawn=TRIAL)
    yield "a journey was walked", _mend(_named("journeys"), walked=TRIAL)
    yield "a touchpoint was tested", _mend(_touchpoints, tested=TRIAL)
    yield "a question was answered", _mend(_questions, answer="By post")
    yield "a promise is kept better", _mend(_kept, level="premium")
    yield "a promise is smaller", _mend(_touchpoints, level="basic")
    yield "a handoff is agreed", _agreement
    yield "a handoff is accepted", _once
    yield "a measure's target", _mend(_named("metrics"), target={"at_least": 1}, now=2, date=TODAY)
    yield "a measure's readers", _mend(_named("metrics"), reported_to=["product"], shaped_with=[PRODUCT])
    yield "a voice is heard", _mend(_named("voice_of_customer"), last=TODAY)
    yield "a voice reaches all", _mend(_named("voice_of_customer"), feeds=[*DEPARTMENTS, "engineering"])
    yield "a scenario's answer", _mend(_named("scenarios"), answer="We move to the second region")
    yield "a scenario was rehearsed", _mend(_named("scenarios"), rehearsed=TODAY, evidence="ops/new.md")
    yield (
        "a rollback",
        _mend(_section("rollback"), if_="It fails", decides=OWNER, until="T+3", how="ops/new.md", rehearsed=TODAY),
    )
    yield "one more covers", _cover
    yield "a day of an announcement", _mend(_named("announcements"), date="T+0", text="marketing/new.md")
    yield "an approval", _mend(_named("announcements"), owner=OWNER, approved_by=OTHER)
    yield (
        "another launch has reached it",
        _mend(lambda plan: [needed for needed in _entries(plan, "depends_on") if "plan" not in needed], reached=TODAY),
    )
    yield "one tells what the plan states", _statement


REPAIRS: dict[str, Repair] = dict(_repairs())
