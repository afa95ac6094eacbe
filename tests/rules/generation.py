"""Plans with every section in any state that the model accepts, and what is known beside them.

A seed draws a case: fields are there or missing, days lie before and after today, people are away, proofs hold or not.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any, NamedTuple, TypeVar

from readycheck.evidence.sections import offers
from readycheck.model.facts import Awaited, Facts, Proven
from readycheck.model.place import PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.vocabulary import (
    Audience,
    Course,
    CustomerGroup,
    Feel,
    Goal,
    Level,
    MetricKind,
    Phase,
    Serves,
    Stage,
    Status,
    Strength,
    Verdict,
    Worth,
)
from readycheck.rules import Duty, Subject
from tests.core.building import AS_OF, GA

T = TypeVar("T")

BOTH = (True, False)
PRICES: tuple[Any, ...] = (29, 29.0, 39, "29", True)
DEPARTMENTS = ("product", "marketing", "sales", "legal", "support", "customer-success", "cloud-ops", "finance")
PEOPLE = tuple(f"{name}.{department}" for department in DEPARTMENTS for name in ("ada", "bob"))
SEGMENTS = ("small-firms", "banks", "help-desk")
FACTS = ("hosted", "paid", "hardware")
TEXTS = ("A sentence", "research/a.md", "https://example.com/b", "TBD")
ENDS = (*DEPARTMENTS, *DEPARTMENTS, "customer", "partner:Acme")


class RandomCase(NamedTuple):
    """A plan as values, and the subject that a rule judges."""

    document: dict[str, Any]
    subject: Subject

    def with_document(self, document: dict[str, Any]) -> RandomCase:
        """Return the same with another plan; what it offers anew holds."""
        plan = LaunchPlan.model_validate(document)
        known = self.subject.facts.shown
        shown = {
            path: tuple(_proven(text, None) for text in offered) if not known.get(path) else known[path]
            for path, offered in offers(plan)
        }
        return RandomCase(document, self.subject._replace(plan=plan, facts=self.subject.facts._replace(shown=shown)))


def random_case(seed: int, as_of: date | None = None) -> RandomCase:
    """Return the case that a seed stands for, on a day before the launch or after it."""
    random = Random(seed)
    document = _Maker(random).plan()
    plan = LaunchPlan.model_validate(document)
    as_of = as_of or AS_OF + timedelta(days=random.choice([0, 0, 0, 29, 30, 31, 62]))
    facts = Facts(
        shown={path: tuple(_proven(text, random) for text in offered) for path, offered in offers(plan)},
        launches={
            index: random.choice(
                [
                    Awaited(defect="does not exist"),
                    *[
                        Awaited(GA - timedelta(days=random.randint(0, 40)), random.choice([*Verdict]), course)
                        for course in Course
                    ],
                ]
            )
            for index in range(len(plan.depends_on or ()))
            if random.random() < 0.9
        },
    )
    blockers = tuple(
        Duty(f"legal.item-{number}", random.choice([None, *PEOPLE[:4]]))
        for number in range(random.choice([0, 1, 5, 12]))
    )
    subject = Subject(plan, random.choice(DEPARTMENTS), as_of, max(as_of, GA), facts, blockers)
    return RandomCase(document, subject)


def _proven(proof: object, random: Random | None) -> Proven:
    proven = Proven(Strength.DOCUMENT, str(proof)[:40].replace("None", ""))
    if random is None or random.random() < 0.7:
        return proven
    return random.choice(
        [
            proven._replace(defect="does not exist"),
            proven._replace(dated=AS_OF + timedelta(days=random.randint(-3, 90))),
            proven._replace(valid_until=GA + timedelta(days=random.randint(-3, 3))),
        ]
    )


def resolves(path: PlanPath, document: object) -> bool:
    """Return whether a place leads into a plan: each entry of a list is there, and so is what encloses a missing key."""
    inside: Any = document
    for step in path:
        if isinstance(step, int):
            if not (isinstance(inside, list) and step < len(inside)):
                return False
            inside = inside[step]
        elif isinstance(inside, dict) and step in inside:
            inside = inside[step]
        else:
            return inside is not document
    return True


class _Maker:
    """Draws one plan, piece by piece."""

    def __init__(self, random: Random) -> None:
        self.random = random
        #: How likely a field is there: some plans are nearly whole, some nearly empty.
        self.share = random.choice([0.3, 0.6, 0.85, 0.97])

    # -------------------------------------------------------- pieces
    def some(self, **fields: Callable[[], Any]) -> dict[str, Any]:
        """Return a mapping in which each field may be missing. `_` at the end of a name is left out."""
        return {key.rstrip("_"): make() for key, make in fields.items() if self.random.random() < self.share}

    def many(self, make: Callable[[], Any], most: int = 3, least: int = 0) -> list[Any]:
        return [make() for _ in range(self.random.randint(least, most))]

    def one(self, *among: T) -> T:
        return self.random.choice(among)

    def day(self) -> str:
        return (AS_OF + timedelta(days=self.random.choice([-400, -200, -40, -8, -1, 0, 0, 1, 40]))).isoformat()

    def any_day(self) -> str:
        return self.one(self.day(), f"T{self.random.randint(-40, 40):+d}", "T-9999", "T+9999")

    def person(self) -> str:
        return self.one(*PEOPLE)

    def department(self) -> str:
        return self.one(*DEPARTMENTS)

    def text(self) -> str:
        return self.one(*TEXTS)

    def evidence(self) -> Any:
        return self.one(
            self.text(),
            [],
            [self.text(), {"file": "research/c.md", "date": self.day(), "valid_until": self.day()}],
        )

    def entry(self) -> dict[str, Any]:
        return self.some(owner=self.person, due=self.any_day)

    def trial(self) -> dict[str, Any]:
        return {
            "date": self.day(),
            **self.some(with_=lambda: self.one(*Audience).value, by=self.person, evidence=self.evidence),
        }

    def given(self) -> dict[str, Any]:
        return {"by": self.person(), "date": self.day()}

    # -------------------------------------------------------- sections
    def plan(self) -> dict[str, Any]:
        return {
            "readycheck": 1,
            "launch": {
                "name": "Aurora",
                "owner": PEOPLE[0],
                "milestones": {"ga": GA.isoformat(), **self.some(beta=lambda: "T-20", hypercare=lambda: "2027-01-15")},
                **self.some(sponsor=lambda: PEOPLE[1], sponsor_agreed=self.day),
            },
            "profile": {fact: self.one("yes", "yes", "no", "unknown") for fact in FACTS if self.random.random() < 0.8},
            "people": {person: self.human(person) for person in PEOPLE},
            **self.some(
                departments=self.departments,
                customers=self.customers,
                journeys=lambda: self.many(self.journey),
                handoffs=lambda: self.many(self.handoff, 5),
                metrics=lambda: [
                    self.metric(id_) for id_ in ("time-to-close", "uptime", "tickets") if self.random.random() < 0.7
                ],
                voice_of_customer=lambda: self.many(self.voice, 4),
                scenarios=lambda: self.many(self.scenario),
                rollback=self.rollback,
                launch_week=self.launch_week,
                announcements=lambda: self.many(self.announcement),
                depends_on=lambda: self.many(self.dependency),
                stated=self.stated,
                waivers=lambda: self.many(self.waiver, 2),
            ),
        }

    def human(self, person: str) -> dict[str, Any]:
        rare = self.random.random() < 0.3
        return {
            "department": person.partition(".")[2],
            **self.some(deputy=self.person),
            **({"away": self.many(self.absence), "team": self.one(*BOTH)} if rare else {}),
        }

    def absence(self) -> dict[str, str]:
        first = self.random.randint(-12, 12)
        return {"from": f"T{first:+d}", "to": f"T{first + self.random.randint(0, 9):+d}"}

    def departments(self) -> dict[str, Any]:
        named = [name for name in DEPARTMENTS if self.random.random() < self.share]
        return {
            name: self.some(
                lead=partial(self.one, f"ada.{name}", f"ada.{name}", self.person()),
                done_by=lambda: self.one(*(named[:1]), "support", "nobody"),
                asks=lambda: self.many(self.ask),
                stated=self.stated,
                items=lambda: {"escrow": self.answer()},
            )
            for name in named
        }

    def ask(self) -> dict[str, Any]:
        return {
            "what": "A list",
            "from": self.department(),
            "by": self.any_day(),
            **self.some(got=self.day, owner=self.person),
        }

    def answer(self) -> dict[str, Any]:
        return {
            "status": self.one(*Status).value,
            "reason": "A reason",
            **self.some(owner=self.person, costs=self.costs),
        }

    def costs(self) -> dict[str, str]:
        return self.some(**{serves.value: self.text for serves in Serves})

    def waiver(self) -> dict[str, Any]:
        return {
            "item": "legal.escrow",
            "reason": "A reason",
            "approved_by": self.person(),
            "date": self.day(),
            "until": self.day(),
            **self.some(costs=self.costs),
        }

    def stated(self) -> dict[str, Any]:
        return self.some(price=lambda: self.one(*PRICES), storage_gb=lambda: self.one(*BOTH, 1, 1.5))

    def customers(self) -> dict[str, Any]:
        return self.some(
            due=self.any_day,
            segments=lambda: [self.segment(id_) for id_ in SEGMENTS if self.random.random() < self.share],
            accounts=lambda: self.many(self.account),
            involved=lambda: self.many(self.involvement, 4),
            goals=lambda: self.some(**{goal.value: self.text for goal in Goal}),
        )

    def segment(self, id_: str) -> dict[str, Any]:
        return {
            "id": id_,
            "name": id_.title(),
            **self.entry(),
            **self.some(
                group=lambda: CustomerGroup.INTERNAL.value if id_ == "help-desk" else CustomerGroup.EXTERNAL.value,
                persona=self.text,
                pain=self.text,
                value=lambda: self.some(**{worth.value: self.text for worth in Worth}),
            ),
        }

    def account(self) -> dict[str, Any]:
        return {
            "name": "Harrow & Pike",
            **self.entry(),
            **self.some(
                segment=lambda: self.one(*SEGMENTS),
                priority=lambda: self.random.randint(1, 4),
                backed_by=self.person,
                brief=self.text,
            ),
        }

    def involvement(self) -> dict[str, Any]:
        return {
            "who": self.one(*SEGMENTS),
            "in": self.many(lambda: self.one(*Phase).value, least=1),
            "how": "Interviews",
            **self.some(date=self.day, evidence=self.evidence),
        }

    def journey(self) -> dict[str, Any]:
        return {
            "name": "Firm buys",
            **self.entry(),
            "touchpoints": self.many(self.touchpoint, 5, least=1),
            **self.some(
                for_=lambda: self.one(*SEGMENTS),
                drawn=self.trial,
                walked=self.trial,
                skips=lambda: {stage.value: "A reason" for stage in Stage if self.random.random() < 0.3},
            ),
        }

    def touchpoint(self) -> dict[str, Any]:
        return {
            "name": "Meets us",
            "stage": self.one(*Stage).value,
            "department": self.department(),
            **self.entry(),
            **self.some(
                feel=lambda: self.one(*Feel).value,
                promise=lambda: "Ten minutes",
                level=lambda: self.one(*Level).value,
                kept_by=lambda: {
                    "service": "A desk",
                    **self.some(department=self.department, level=lambda: self.one(*Level).value),
                },
                tested=self.trial,
                questions=lambda: self.many(lambda: {"how": "How?", **self.entry(), **self.some(answer=self.text)}),
            ),
        }

    def handoff(self) -> dict[str, Any]:
        giver, receiver = self.random.sample(ENDS, 2)
        if giver == receiver:
            receiver = "customer" if giver != "customer" else "support"
        common = {**self.entry(), **self.some(carries=lambda: ["contract"], when=lambda: "It happens")}
        if self.random.random() < 0.6:
            agreed = lambda: self.one(self.day(), self.some(**{giver: self.day, receiver: self.day}))  # noqa: E731
            return {"standing": f"{giver} -> {receiver}", **common, **self.some(agreed=agreed, changed=self.day)}
        return {"once": f"{giver} -> {receiver}", **common, **self.some(offered=self.given, accepted=self.given)}

    def metric(self, id_: str) -> dict[str, Any]:
        return {
            "id": id_,
            "kind": self.one(*MetricKind).value,
            "department": self.department(),
            **self.entry(),
            **self.some(
                target=lambda: self.one({"at_least": 10}, {"at_most": 10}),
                now=lambda: self.one(9, 10, 11.5),
                date=self.day,
                from_=lambda: self.one("beta", "ga", "hypercare"),
                every_days=lambda: self.one(1, 8, 31, 400),
                reported_to=lambda: self.many(self.department),
                shaped_with=lambda: self.many(self.person),
            ),
        }

    def voice(self) -> dict[str, Any]:
        return {
            "source": self.one("Tickets", "tickets", "Reviews", "Calls"),
            **self.entry(),
            **self.some(
                department=self.department,
                every_days=lambda: self.one(1, 8, 31),
                feeds=lambda: self.many(self.department),
                last=self.day,
            ),
        }

    def scenario(self) -> dict[str, Any]:
        return {
            "what_if": "It fails",
            **self.entry(),
            **self.some(
                about=lambda: self.one("outage", "recall", "crowd"),
                answer=self.text,
                rehearsed=self.day,
                evidence=self.evidence,
            ),
        }

    def rollback(self) -> dict[str, Any]:
        return self.some(
            if_=self.text, decides=self.person, until=self.any_day, how=self.text, rehearsed=self.day, due=self.any_day
        )

    def launch_week(self) -> dict[str, Any]:
        first = self.random.randint(-3, 1)
        return {
            **self.some(
                due=self.any_day,
                cover=lambda: {
                    name: self.many(self.person) for name in DEPARTMENTS if self.random.random() < self.share
                },
            ),
            **self.one(
                {}, {"from": f"T{first:+d}", "to": f"T{first + self.random.randint(0, 8):+d}"}, {"from": self.day()}
            ),
        }

    def announcement(self) -> dict[str, Any]:
        return {
            "to": self.one("customers", "employees", "press"),
            **self.entry(),
            **self.some(channel=lambda: "mail", date=self.any_day, text=self.text, approved_by=self.person),
        }

    def dependency(self) -> dict[str, Any]:
        return {
            "launch": "Identity",
            "by": self.any_day(),
            **self.entry(),
            **self.some(needs=lambda: self.one("beta", "ga"), reached=self.day),
            **self.one({}, {"plan": "../identity"}),
        }
