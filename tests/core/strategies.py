"""Generated audits: small catalogues, plans that answer them in every way, policies, facts.

Everything is plain data on its way into the core; nothing is read from disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from readycheck.audit import audit
from readycheck.audit.path import path_to_green
from readycheck.audit.standing import Inputs, prepare
from readycheck.model.checklist import Applies, Catalogue, ChecklistItem, Item
from readycheck.model.facts import Facts, Proven
from readycheck.model.path import PathToGreen
from readycheck.model.place import Place, PlanPath
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Limit, Policy, Require, Weights
from readycheck.model.report import Report
from readycheck.model.vocabulary import Exemption, LaunchClass, Measure, Requirement, Severity, Stage, Strength

TODAY = date(2026, 11, 22)
DEPARTMENTS = ("legal", "finance", "support")
LEADS = {"legal": "lea.legal", "finance": "fin.finance", "support": "sue.support"}
OWNER, SPONSOR, DEPUTY = "mara.lind", "tom.oduya", "ola.deputy"
FACTS = ("paid", "hosted")
MILESTONES = ("beta", "ga", "hypercare")

PROOF = Proven(Strength.DOCUMENT, "proof.md", dated=TODAY)


def nowhere(_: PlanPath) -> Place:
    """Locate everything at one place: there is no file."""
    return Place("plan.yaml", 1, 1)


@dataclass(frozen=True)
class Case:
    """The arguments of one audit, the plan as plain values so that tests can change it."""

    plan: dict[str, Any]
    items: tuple[Item, ...]
    policy: Policy
    proofs: dict[str, tuple[Proven, ...]]
    authors: dict[PlanPath, str] | None = None
    """The words that others wrote."""

    @property
    def catalogue(self) -> Catalogue:
        """The items as the core takes them."""
        return Catalogue(
            items=self.items,
            titles={department: department.capitalize() for department in DEPARTMENTS},
            facts={fact: f"{fact}?" for fact in FACTS},
            version="1.0",
        )

    @property
    def inputs(self) -> Inputs:
        """All that an audit depends on, apart from the milestone."""
        plan = LaunchPlan.model_validate(self.plan)
        return prepare(plan, self.catalogue, self.policy, Facts(self.proofs, authors=self.authors), TODAY)

    def run(self, milestone: str | None = None, as_of: date = TODAY) -> Report:
        """Audit the case."""
        plan, facts = LaunchPlan.model_validate(self.plan), Facts(self.proofs, authors=self.authors)
        return audit(plan, self.catalogue, self.policy, facts, as_of, locate=nowhere, milestone=milestone)

    def path(self, milestone: str | None = None) -> PathToGreen:
        """Look for the path to green."""
        plan, facts = LaunchPlan.model_validate(self.plan), Facts(self.proofs, authors=self.authors)
        return path_to_green(plan, self.catalogue, self.policy, facts, TODAY, locate=nowhere, milestone=milestone)

    def signed(self) -> Case:
        """Return the case with every department's go for every milestone, given today."""
        departments = {
            name: {
                **part,
                "signoffs": [
                    {"for": milestone, "by": part["lead"], "date": TODAY.isoformat(), "decision": "go"}
                    for milestone in MILESTONES
                ],
            }
            for name, part in self.plan["departments"].items()
        }
        return self.with_plan(departments=departments)

    def decided(self) -> Case:
        """Return the case with yes for every profile fact that is not decided."""
        profile = {fact: value for fact, value in self.plan["profile"].items() if value != "unknown"}
        return self.with_plan(profile={**dict.fromkeys(FACTS, "yes"), **profile})

    def launching(self, milestone: str, day: date) -> Case:
        """Return the case with a milestone on another day, and the later ones moved by as many days."""
        days = {name: date.fromisoformat(written) for name, written in self.plan["launch"]["milestones"].items()}
        shift = day - days[milestone]
        later = MILESTONES[MILESTONES.index(milestone) :]
        moved = {name: (old + shift if name in later else old).isoformat() for name, old in days.items()}
        return self.with_plan(launch={**self.plan["launch"], "milestones": moved})

    def answers(self) -> dict[str, dict[str, Any]]:
        """The answers by full item id."""
        return {
            f"{department}.{key}": answer
            for department, part in self.plan["departments"].items()
            for key, answer in part["items"].items()
        }

    def with_answer(self, item: str, answer: dict[str, Any] | None, *, proven: bool = False) -> Case:
        """Return the case with another answer to an item, or none."""
        department, _, key = item.partition(".")
        part = self.plan["departments"][department]
        items = {name: given for name, given in part["items"].items() if name != key}
        if answer is not None:
            items[key] = answer
        departments = {**self.plan["departments"], department: {**part, "items": items}}
        proofs = {name: proof for name, proof in self.proofs.items() if name != item}
        if proven:
            proofs[item] = (PROOF,)
        return replace(self, plan={**self.plan, "departments": departments}, proofs=proofs)

    def meeting(self, item: str) -> Case:
        """Return the case with a gap closed: done, proven, checked by somebody else; its dates stay."""
        given = self.answers().get(item, {})
        kept: dict[str, Any] = {key: given[key] for key in ("due", "expect", "owner") if key in given}
        return self.with_answer(item, {**kept, "status": "done", "checked_by": OWNER}, proven=True)

    def with_plan(self, **changes: Any) -> Case:
        """Return the case with other top-level values of the plan."""
        return replace(self, plan={**self.plan, **changes})


def _day(random: Random, first: int, last: int) -> str:
    """A day counted from today, as a plan writes it."""
    return (TODAY + timedelta(days=random.randint(first, last))).isoformat()


def _any_day(random: Random) -> str:
    """A fixed day, or one counted from the launch day."""
    return f"T{random.randint(-30, 3):+d}" if random.random() < 0.3 else _day(random, -5, 45)


def _some(random: Random, among: Sequence[Any], most: int) -> list[Any]:
    return random.sample(list(among), random.randint(0, min(most, len(among))))


def _items(random: Random, most: int) -> tuple[Item, ...]:
    """A catalogue's items: prerequisites come first and are not later than what needs them."""
    made: list[Item] = []
    for index in range(random.randint(1, most)):
        milestone = random.choice(MILESTONES)
        possible = [item.id for item in made if MILESTONES.index(item.spec.milestone) <= MILESTONES.index(milestone)]
        department = random.choice(DEPARTMENTS)
        spec = ChecklistItem(
            id=f"item-{index}",
            title="A title",
            ask="A question?",
            why="A reason.",
            fix=("A step",),
            stage=random.choice(list(Stage)),
            milestone=milestone,
            severity=random.choice([*Severity, Severity.BLOCKER, Severity.MAJOR]),
            applies=Applies(
                profile=tuple(_some(random, FACTS, 1)),
                classes=random.choice([(), (), (LaunchClass.FLAGSHIP, LaunchClass.STANDARD)]),
            ),
            not_applicable=random.choice([None, None, Exemption.FREE, Exemption.NEVER]),
            evidence=random.choice([Strength.NONE, Strength.DOCUMENT]),
            second_person=random.random() < 0.3,
            lead_days=random.randint(0, 20),
            needs=tuple(_some(random, possible, 2)),
        )
        made.append(Item(f"{department}.item-{index}", department, spec, dropped=random.random() < 0.05))
    return tuple(sorted(made, key=lambda item: DEPARTMENTS.index(item.department)))


_STATUSES = ("done", "done", "done", "in_progress", "todo", "blocked", "will_not_do", "not_applicable")


def _answer(random: Random, earlier: list[str]) -> dict[str, Any]:
    """An answer of any status; it waits only for items made earlier, so that nothing waits for itself."""
    status = random.choice(_STATUSES)
    given: dict[str, Any] = {"status": status}
    if random.random() < 0.6:
        given["due"] = _any_day(random)
    if random.random() < 0.4:
        given["expect"] = _any_day(random)
    if status == "blocked" or random.random() < 0.6:
        given["reason"] = "A reason"
    if random.random() < 0.6:
        given["approved_by"] = random.choice([SPONSOR, OWNER, *LEADS.values()])
    if random.random() < 0.6:
        given["checked_by"] = random.choice([OWNER, *LEADS.values()])
    if earlier and random.random() < 0.2:
        given["waits_for"] = [random.choice(earlier)]
    return given


def _limit(random: Random) -> Limit:
    if random.random() < 0.3:
        return Limit(
            measure=Measure.WAIVERS, of=random.choice(["blocker", "major", "minor"]), at_most=random.randint(0, 2)
        )
    of: Any = random.choice([None, "each_department", "each_stage"])
    if random.random() < 0.3:
        return Limit(measure=Measure.NOT_APPLICABLE_SHARE, of=of, at_most=random.randint(0, 100))
    measure = random.choice([Measure.PROVEN, Measure.CLAIMED, Measure.PLANNED, Measure.ANSWERED])
    return Limit(measure=measure, of=of, at_least=random.randint(0, 100))


_SIGNERS: list[Any] = ["departments_with_blockers", "none", ("legal", "support")]


def _policy(random: Random) -> Policy:
    """A policy of any strictness."""
    return Policy(
        milestones=MILESTONES,
        weights=random.choice([Weights(), Weights(blocker=7.5, major=7.5, minor=0.5), Weights(major=0, minor=0)]),
        require=Require(
            blocker=random.choice([Requirement.WAIVED, Requirement.MET, *Requirement]),
            major=random.choice(list(Requirement)),
            minor=random.choice(list(Requirement)),
        ),
        limits=tuple(_limit(random) for _ in range(random.randint(0, 3))),
        signoffs=random.choice(_SIGNERS),
        waiver_max_days=180,
        refusal_needs_approval=random.random() < 0.5,
    )


def _sign_offs(random: Random, lead: str) -> list[dict[str, Any]]:
    return [
        {
            "for": random.choice(["ga", "ga", "beta"]),
            "by": random.choice([lead, lead, DEPUTY]),
            "date": _day(random, -5, 2),
            "decision": random.choice(["go", "go", "go", "conditional", "no_go"]),
        }
        for _ in range(random.randint(0, 2))
    ]


def make(seed: int, most: int) -> Case:
    """Return the audit that a seed stands for, with at most `most` items."""
    random = Random(seed)
    catalogue = _items(random, most)
    departments: dict[str, Any] = {
        department: {"lead": lead, "items": {}, "signoffs": _sign_offs(random, lead)}
        for department, lead in LEADS.items()
    }
    proofs: dict[str, tuple[Proven, ...]] = {}
    earlier: list[str] = []
    for item in sorted(catalogue, key=lambda item: int(item.spec.id.removeprefix("item-"))):
        if random.random() < 0.8:
            departments[item.department]["items"][item.spec.id] = _answer(random, earlier)
        if random.random() < 0.7:
            until = random.choice([None, None, TODAY + timedelta(days=3), TODAY + timedelta(days=90)])
            proofs[item.id] = (PROOF._replace(valid_until=until),)
        earlier.append(item.id)
    milestones = {"ga": _day(random, 0, 40)}
    if random.random() < 0.5:
        milestones["hypercare"] = (TODAY + timedelta(days=60)).isoformat()
    if random.random() < 0.5:
        milestones["beta"] = _day(random, -20, 0)
    away = {"from": _day(random, 0, 10), "to": (TODAY + timedelta(days=12)).isoformat()}
    plan = {
        "readycheck": 1,
        "launch": {
            "name": "Aurora",
            "owner": OWNER,
            "sponsor": SPONSOR,
            "class": random.choice(list(LaunchClass)).value,
            "milestones": milestones,
        },
        "profile": {fact: random.choice(["yes", "yes", "no", "unknown"]) for fact in _some(random, FACTS, 2)},
        "people": {
            OWNER: "product",
            SPONSOR: "management",
            DEPUTY: "legal",
            LEADS["legal"]: {"department": "legal", "deputy": DEPUTY, "away": [away]},
            LEADS["finance"]: {"department": "finance", "away": [away]},
            LEADS["support"]: "support",
        },
        "departments": departments,
        "waivers": [
            {
                "item": random.choice(catalogue).id,
                "reason": "A reason",
                "approved_by": random.choice([SPONSOR, SPONSOR, OWNER, *LEADS.values()]),
                "date": _day(random, -10, 1),
                "until": _day(random, 0, 120),
            }
            for _ in range(random.choice([0, 0, 1, 2]))
        ],
    }
    return Case(plan, catalogue, _policy(random), proofs)


def cases(most: int = 7) -> st.SearchStrategy[Case]:
    """Whole audits. A seed draws the case, because drawing it piece by piece costs twenty times the audit; a failing
    case still shrinks to few items."""
    return st.builds(make, st.integers(0, 2**48), st.integers(1, most))
