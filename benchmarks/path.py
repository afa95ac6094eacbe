"""How long the search for the path to green takes, and whether its answer is proven the least.

    python benchmarks/path.py [--check]

300 items of thirteen departments: 240 blockers, which are forced, and 60 majors and minors of which about half are
needed, under policies from lenient to one that bounds every department, every stage and every figure. Prints the
slowest of five plans for each; --check exits 1 where one takes more than two seconds, the limit that the search was
built for.
"""

from __future__ import annotations

import argparse
import time
from datetime import date, timedelta
from random import Random

from readycheck.audit.least import LeastWork, least_work
from readycheck.audit.standing import Inputs, prepare, stand
from readycheck.model.checklist import Catalogue, ChecklistItem, Item
from readycheck.model.facts import Facts
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import Limit, Policy, Require, Weights
from readycheck.model.vocabulary import DEPARTMENTS, Measure, Requirement, Severity, Stage, Strength

TODAY = date(2026, 11, 22)
ITEMS, CHOICES, PLANS, LIMIT = 300, 60, 5, 2.0

_OVERALL = (Limit(measure=Measure.PROVEN, at_least=96), Limit(measure=Measure.ANSWERED, at_least=98.5))
POLICIES = {
    "proven 96 %": _OVERALL[:1],
    "proven and answered": _OVERALL,
    "and each department": (*_OVERALL, Limit(measure=Measure.PROVEN, of="each_department", at_least=95)),
    "and each stage": (
        *_OVERALL,
        Limit(measure=Measure.PROVEN, of="each_department", at_least=95),
        Limit(measure=Measure.PROVEN, of="each_stage", at_least=95.5),
        Limit(measure=Measure.CLAIMED, at_least=96.5),
    ),
}


def plan_of(seed: int, limits: tuple[Limit, ...]) -> Inputs:
    """Return a plan of 300 items: blockers to do, and 60 majors and minors that the limits leave to choose from."""
    random = Random(seed)  # noqa: S311 - the same plans each time
    items: list[Item] = []
    departments: dict[str, dict[str, dict[str, dict[str, str]]]] = {name: {"items": {}} for name in DEPARTMENTS}
    for number in range(ITEMS):
        choice = number % (ITEMS // CHOICES) == 0
        department = random.choice(DEPARTMENTS)
        spec = ChecklistItem(
            id=f"item-{number}",
            title="A title",
            ask="A question?",
            why="A reason.",
            fix=("A step",),
            stage=random.choice(list(Stage)),
            severity=random.choice([Severity.MAJOR, Severity.MINOR]) if choice else Severity.BLOCKER,
            evidence=Strength.NONE,
            lead_days=random.randint(1, 30),
            needs=_some(random, [item.id for item in items[-20:] if choice or item.spec.severity is Severity.BLOCKER]),
        )
        items.append(Item(f"{department}.item-{number}", department, spec))
        if random.random() < 0.7:  # noqa: PLR2004 - the rest has no answer
            departments[department]["items"][spec.id] = {"status": "todo"}
    plan = {
        "readycheck": 1,
        "launch": {"name": "Aurora", "owner": "mara.lind", "milestones": {"ga": str(TODAY + timedelta(days=700))}},
        "departments": departments,
    }
    policy = Policy(
        milestones=("ga",),
        weights=Weights(blocker=10, major=5, minor=2),
        require=Require(blocker=Requirement.MET, major=Requirement.ANY, minor=Requirement.ANY),
        limits=limits,
        signoffs="none",
        waiver_max_days=180,
        refusal_needs_approval=True,
    )
    items.sort(key=lambda item: DEPARTMENTS.index(item.department))
    catalogue = Catalogue(tuple(items), dict.fromkeys(DEPARTMENTS, ""), {}, "1.0")
    return prepare(LaunchPlan.model_validate(plan), catalogue, policy, Facts(), TODAY)


def _some(random: Random, items: list[str]) -> tuple[str, ...]:
    return tuple(random.sample(items, min(len(items), random.choice([0, 0, 1, 2]))))


def timed(inputs: Inputs) -> tuple[float, LeastWork]:
    """Return the seconds that a search took, and what it found."""
    standing = stand(inputs, "ga")
    start = time.perf_counter()
    found = least_work(inputs, standing)
    seconds = time.perf_counter() - start
    if found is None:
        raise RuntimeError("every plan of this benchmark has a path")
    return seconds, found


def main() -> int:
    """Print a line for each policy; return 1 where a search took too long and that was to be checked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    slowest = 0.0
    for name, limits in POLICIES.items():
        runs = [timed(plan_of(seed, limits)) for seed in range(PLANS)]
        seconds = max(run[0] for run in runs)
        proven = sum(run[1].is_least for run in runs)
        slowest = max(slowest, seconds)
        print(f"{name:<22} {seconds:5.2f} s at most, proven least in {proven} of {PLANS}")
    return int(check and slowest > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
