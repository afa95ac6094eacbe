"""Tables of the rule kinds: for each a plan that passes, and what becomes of it when something in it is changed.

A row states a claim, the change, and what must come of it. Every plan of a table goes through the loader, so a table
holds no plan that a user could not have written.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple, TypedDict, Unpack

import pytest

from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import Rules, load_shipped
from readycheck.evidence.sections import Label, offers
from readycheck.model.checklist import Item, RuleCall
from readycheck.model.facts import Awaited, Facts, Proven
from readycheck.model.plan import Evidence, LaunchPlan
from readycheck.model.policy import Require
from readycheck.model.report import Report
from readycheck.model.vocabulary import Course, Outcome, Requirement, Severity, Strength, Truth
from readycheck.rules import Duty, Rule, Ruling, Subject, parse_rule
from readycheck.syntax.yaml import parse
from tests.core.building import AS_OF, GA, finding, item, policy, run

#: The cast. Everybody who is named in a table; a plan of a table may say more of them.
MARA, TOM, GRETA, NINA, LEE, DANA = "mara.lind", "tom.oduya", "greta.holm", "nina.bauer", "lee.ng", "dana.cho"
RUBEN, SAM, BEN, KOFI, LIN, OLA, FRED = (
    "ruben.aske",
    "sam.ito",
    "ben.osei",
    "kofi.mensah",
    "lin.wu",
    "ola.berg",
    "fred.ash",
)
BASE = f"""\
readycheck: 1
launch: {{name: Aurora, owner: {MARA}, milestones: {{ga: {GA}}}}}
profile: {{paid: yes}}
people:
  {MARA}: product
  {OLA}: product
  {TOM}: management
  {GRETA}: sales
  {NINA}: marketing
  {LEE}: support
  {KOFI}: support
  {LIN}: support
  {DANA}: legal
  {RUBEN}: legal
  {SAM}: cloud-ops
  {BEN}: engineering
  {FRED}: finance
"""

#: What takes a key, or an entry of a list, out of a plan.
GONE: Final = object()
#: The day of a due that is written T-14.
DUE = (GA - timedelta(days=14)).isoformat()
YESTERDAY, TODAY, TOMORROW = ((AS_OF + timedelta(days=days)).isoformat() for days in (-1, 0, 1))

#: Changes of a plan: the way to a key or an entry, its steps parted by strokes, and what then stands there.
#: `-` as the last step adds an entry to a list.
Changes = Mapping[str, Any]


def before(day: date, days: int) -> str:
    """Return the day so many days earlier, as plans write it."""
    return (day - timedelta(days=days)).isoformat()


class Entry(NamedTuple):
    """What a failing entry must be: parts of its text, and all of the rest."""

    says: str
    """Parts of the text in their order, with ` … ` between them."""
    owner: str | None
    due: str | None
    at: str
    """The path, its steps parted by strokes."""


class Situation(TypedDict, total=False):
    """What a row may set beside the plan."""

    options: dict[str, Any]
    broken: dict[str, str]
    """Proofs that do not hold, by their text, each with its defect. All others hold."""
    as_of: date
    department: str
    blockers: tuple[Duty, ...]
    launches: dict[int, Awaited]


class Row(NamedTuple):
    """One claim about one rule kind."""

    claim: str
    expected: Outcome
    changes: Changes
    situation: Situation
    entries: tuple[Entry, ...] = ()
    says: str = ""


class Case(NamedTuple):
    """A row with its kind and the whole plan."""

    kind: str
    row: Row
    document: dict[str, Any]
    situation: Situation


def passes(claim: str, changes: Changes | None = None, /, **situation: Unpack[Situation]) -> Row:
    """A plan that passes."""
    return Row(claim, Outcome.MET, changes or {}, situation)


def fails(claim: str, changes: Changes, /, *entries: Entry, **situation: Unpack[Situation]) -> Row:
    """A plan that fails, by exactly these entries in this order."""
    return Row(claim, Outcome.OPEN, changes, situation, entries)


def unknown(claim: str, changes: Changes, says: str, /, **situation: Unpack[Situation]) -> Row:
    """A plan that does not say what the rule asks for; the reason says what that is."""
    return Row(claim, Outcome.UNKNOWN, changes, situation, says=says)


def ruled_out(claim: str, changes: Changes, /, **situation: Unpack[Situation]) -> Row:
    """A plan that fails where customers pay, and whose profile says that nobody does."""
    return Row(claim, Outcome.NOT_APPLICABLE, changes, situation)


def table(kind: str, good: str, *rows: Row, **situation: Unpack[Situation]) -> tuple[Case, ...]:
    """Return the cases of a kind: rows that change a plan, and what is common to their situations."""
    common = merged(plain(BASE), plain(good))
    return tuple(Case(kind, row, changed(common, row.changes), {**situation, **row.situation}) for row in rows)


def each(cases: tuple[Case, ...]) -> Callable[[Callable[[Case], None]], pytest.MarkDecorator]:
    """Run a test for each case of a table."""
    mark: Any = pytest.mark.parametrize("case", cases, ids=[case.row.claim for case in cases])
    return mark  # type: ignore[no-any-return]


# ---------------------------------------------------------------- plans
def plain(text: str) -> dict[str, Any]:
    """Return the values of a YAML text."""
    return parse(text.encode(), "plan.yaml").value if text.strip() else {}


def merged(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """Return one mapping laid over another, at every depth."""
    both = dict(first)
    for key, value in second.items():
        known = both.get(key)
        both[key] = merged(known, value) if isinstance(known, dict) and isinstance(value, dict) else value
    return both


def changed(document: dict[str, Any], changes: Changes) -> dict[str, Any]:
    """Return a copy of a plan with these changes."""
    made = copy.deepcopy(document)
    for way, value in changes.items():
        *steps, last = way.split("/")
        inside: Any = made
        for step in steps:
            inside = inside[int(step)] if isinstance(inside, list) else inside.setdefault(step, {})
        if last == "-":
            inside.append(value)
        elif isinstance(inside, list):
            inside[int(last)] = value
        elif value is GONE:
            del inside[last]
        else:
            inside[last] = value
    return made


@cache
def shipped() -> Rules:
    """The checklists and the policy that ship with the program."""
    return load_shipped()


def load(document: Mapping[str, Any]) -> LoadedPlan:
    """Load a plan from its values."""
    data = json.dumps(document, ensure_ascii=False).encode()
    return load_plan(PlanFiles(PlanFile("plan.yaml", data), {}), shipped().catalogue, shipped().milestones)


# ---------------------------------------------------------------- what is known beside the plan
def facts_of(
    plan: LaunchPlan, broken: Mapping[str, str] | None = None, launches: Mapping[int, Awaited] | None = None
) -> Facts:
    """Return facts in which everything that the plan offers holds, apart from the texts in `broken`."""
    defects = broken or {}

    def look(proof: str | Evidence | Label) -> Proven:
        said = proof.text if isinstance(proof, Label) else proof
        written = said if isinstance(said, Evidence) else Evidence(claim=said)
        text = written.link or written.file or written.claim or ""
        return Proven(Strength.DOCUMENT, text, defects.get(text), written.dated, written.valid_until)

    return Facts(
        shown={path: tuple(map(look, offered)) for path, offered in offers(plan)},
        launches=launches or {},
    )


def rule_of(kind: str, options: Mapping[str, Any] | None = None) -> Rule:
    """Return a rule as a checklist would call it."""
    return parse_rule(RuleCall.model_validate({"kind": kind, **(options or {})}))


def subject_of(document: Mapping[str, Any], **situation: Unpack[Situation]) -> Subject:
    """Return what a rule judges: a plan, and all that is known beside it."""
    plan = load(document).plan
    as_of = situation.get("as_of", AS_OF)
    return Subject(
        plan=plan,
        department=situation.get("department", "legal"),
        as_of=as_of,
        audited=max(as_of, GA),
        facts=facts_of(plan, situation.get("broken"), situation.get("launches")),
        blockers=situation.get("blockers", ()),
    )


def judge(case: Case) -> Ruling:
    """Return what the rule of a case makes of its plan, nothing around it."""
    return rule_of(case.kind, case.situation.get("options")).judge(subject_of(case.document, **case.situation))


def report_of(case: Case, *, paid: str = "yes") -> Report:
    """Audit the plan of a case for one item that its rule answers, and that concerns launches which are paid for."""
    situation = case.situation
    plan = load(merged(case.document, {"profile": {"paid": paid}})).plan
    answered = item(
        f"{situation.get('department', 'legal')}.answered-by-rule",
        rule={"kind": case.kind, **situation.get("options", {})},
        severity="major",
        applies={"profile": ["paid"]},
    )
    return run(
        [answered, *map(_blocker, situation.get("blockers", ()))],
        plan,
        rules=policy(
            require=Require(blocker=Requirement.ANY, major=Requirement.WAIVED, minor=Requirement.ANY),
        ),
        facts=facts_of(plan, situation.get("broken"), situation.get("launches")),
        as_of=situation.get("as_of", AS_OF),
    )


def _blocker(duty: Duty) -> Item:
    """Return an item that is somebody's duty; one that is undecided hangs on a fact that no plan of a table has."""
    return item(duty.item, applies={"profile": ["cross_border"] if duty.undecided else []})


# ---------------------------------------------------------------- what must come of a case
TRUTH = {Outcome.MET: Truth.YES, Outcome.OPEN: Truth.NO, Outcome.UNKNOWN: Truth.UNKNOWN}


def check(case: Case) -> None:
    """Hold a case against what its row expects: the rule by itself, then the audit around it."""
    row, report = case.row, report_of(case)
    answered = next(found for found in report.findings if found.severity is Severity.MAJOR)
    if row.expected is Outcome.NOT_APPLICABLE:
        assert answered.outcome is Outcome.OPEN
        assert finding(report_of(case, paid="no"), answered.item).outcome is Outcome.NOT_APPLICABLE
        return
    ruling = judge(case)
    assert ruling.holds is TRUTH[row.expected], ruling
    assert answered.outcome is row.expected
    assert row.says in ruling.reason
    _check_entries(case, ruling)
    assert (report.course is Course.ON_COURSE) == (
        row.expected is Outcome.MET or (row.expected is Outcome.OPEN and _is_planned(case))
    )


def _check_entries(case: Case, ruling: Ruling) -> None:
    found = [
        Entry(
            failing.text,
            failing.owner,
            failing.due.isoformat() if failing.due else None,
            "/".join(map(str, failing.path)),
        )
        for failing in ruling.failing
    ]
    expected = case.row.entries
    assert [entry._replace(says="") for entry in found] == [entry._replace(says="") for entry in expected], found
    for entry, wanted in zip(found, expected, strict=True):
        rest = entry.says
        for part in wanted.says.split(" … "):
            assert part in rest, f"{entry.says!r} does not say {wanted.says!r}"
            rest = rest.partition(part)[2]


def _is_planned(case: Case) -> bool:
    """Return whether every entry that fails has an owner and a day, between today and the launch, to be mended by."""
    today = case.situation.get("as_of", AS_OF).isoformat()
    return all(
        entry.owner is not None and entry.due is not None and today <= entry.due <= GA.isoformat()
        for entry in case.row.entries
    )


def outcomes(cases: Iterable[Case]) -> set[Outcome]:
    """Return the outcomes that a table expects."""
    return {case.row.expected for case in cases}
