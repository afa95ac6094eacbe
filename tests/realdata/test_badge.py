"""Real answers with verdicts that others computed: a best-practices badge of three levels.

The adapter renames and reshapes, and decides nothing: a level is a milestone and a department, a criterion an item of
it, MUST, SHOULD and SUGGESTED are blocker, major and minor. Met is `done`, Unmet `will_not_do`, N/A `not_applicable`;
the justification is their claim or their reason, and the addresses that stand in it are taken out as links. Whether a
criterion is satisfied is what the report says: the item is not among those that fail the requirement on its severity.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from readycheck.app import AuditRequest, PlanSource, audit_plan, gate
from readycheck.errors import ExitCode
from readycheck.model.report import Report
from readycheck.model.vocabulary import Gate, Outcome
from tests.conftest import ROOT

DATA = ROOT.parent / "shared" / "realdata" / "badge"
AS_OF = date(2025, 4, 4)
#: Levels have no dates; the adapter gives them ascending ones.
DAYS = {"passing": "2025-05-01", "silver": "2025-06-01", "gold": "2025-07-01"}
LEVELS = tuple(DAYS)

POLICY = {
    "readycheck": "policy/1",
    "milestones": list(LEVELS),
    "require": {"blocker": "met", "major": "explained", "minor": "answered"},
    "refusal_needs_approval": False,
    "limits": [],
    "signoffs": "none",
    "shipped_checklists": False,
    "checklists": [f"{level}.yaml" for level in LEVELS],
}
#: What a share of criteria counts: each as one.
EQUAL = {"weights": {"blocker": 1, "major": 1, "minor": 1}}

SEVERITY = {"MUST": "blocker", "SHOULD": "major", "SUGGESTED": "minor"}
STATUS = {"Met": "done", "Unmet": "will_not_do", "N/A": "not_applicable"}
#: An address inside prose ends where a character stands that no address holds, or a bracket, or at its punctuation.
ADDRESS = re.compile(r"https?://[^\s<>()\[\]{}\"'`|\\^]+(?<![.,;:!?*])")

#: What the badge says of a criterion that is satisfied.
SATISFIED = {"criterion_passing", "criterion_barely"}
#: What the badge says of one that is not, and what our finding on it comes to.
SHORT = {
    "criterion_failing": Outcome.OPEN,
    "criterion_unknown": Outcome.UNKNOWN,
    "criterion_url_required": Outcome.UNPROVEN,
    "criterion_justification_required": Outcome.UNPROVEN,
}

#: Justifications, made up, that the badge and readycheck take differently, by what they are for: how, and why.
#: No real answer depends on one of these.
DIFFERENT = {
    ("claim", "To be done."): ("stricter", "a placeholder proves nothing"),
    ("claim", "TODO: write it"): ("stricter", "a placeholder proves nothing"),
    ("claim", "# Continuity"): ("stricter", "a heading alone proves nothing"),
    ("claim", "// to be described"): ("looser", "a comment is read as a sentence"),
    ("claim", "// see https://example.org/terms"): ("looser", "an address is proof, whatever it stands in"),
    ("link", "See http://example.org/terms."): ("stricter", "an address is https"),
    ("link", "https://localhost/terms"): ("stricter", "a host has a dot"),
    ("link and claim", "See http://example.org/terms."): ("stricter", "an address is https"),
    ("link and claim", "https://localhost/terms"): ("stricter", "a host has a dot"),
    ("link and claim", "// see https://example.org/terms"): ("looser", "an address is proof, whatever it stands in"),
    ("reason", "Nope"): ("looser", "a reason may be of any length"),
    ("reason", "// to be described"): ("looser", "a comment is read as a sentence"),
    ("reason", "// see https://example.org/terms"): ("looser", "a comment is read as a sentence"),
}
#: Justifications that both take alike, whatever they are for.
ALIKE = ("", "It is so.", "See https://example.org/terms.", "(https://example.org/a)", "Terms: <https://example.org>")

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the badge data is not beside this checkout")

Criterion = Mapping[str, Any]
Given = Mapping[str, str | None]
#: By the name of the set of answers, and the level audited.
Reports = dict[tuple[str, str], Report]


# ---------------------------------------------------------------- the adapter
def item(name: str, criterion: Criterion, level: str) -> dict[str, Any]:
    na = "never" if not criterion.get("na_allowed") else "free"
    proof = "claim" if criterion.get("met_justification_required") else "none"
    return {
        "id": name,
        "title": name,
        "ask": name,
        "why": name,
        "fix": [name],
        "stage": "use",
        "milestone": level,
        "severity": SEVERITY[criterion["category"]],
        "evidence": "link" if criterion.get("met_url_required") else proof,
        "not_applicable": "with_reason" if criterion.get("na_justification_required") else na,
    }


def answer(given: Given) -> dict[str, Any] | None:
    """Return an answer in our words; None where there is none."""
    status = STATUS.get(given["status"] or "")
    said = (given["justification"] or "").strip()
    if status is None or not said:
        return {"status": status} if status else None
    if status != "done":
        return {"status": status, "reason": said}
    return {"status": status, "evidence": [*({"link": link} for link in ADDRESS.findall(said)), {"claim": said}]}


def our_id(level: str, criterion: str) -> str:
    return f"{level}.{our_name(criterion)}"


def our_name(criterion: str) -> str:
    return criterion.lower().replace("_", "-")


def checklist(level: str, items: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return {
        "readycheck": "checklist/1",
        "version": "1.0",
        "department": level,
        "title": level.capitalize(),
        "items": list(items),
    }


def plan(answers: Mapping[str, Mapping[str, Given]]) -> dict[str, Any]:
    """Return a plan from answers by level and criterion."""
    return {
        "readycheck": 1,
        "launch": {"name": "Badge", "owner": "maintainers", "milestones": DAYS},
        "people": {"maintainers": {"department": "passing", "team": True}},
        "departments": {
            level: {
                "lead": "maintainers",
                "items": {our_name(name): told for name, given in of.items() if (told := answer(given))},
            }
            for level, of in answers.items()
        },
    }


# ---------------------------------------------------------------- the data
@cache
def criteria() -> dict[str, dict[str, Criterion]]:
    """Return criteria by level and name."""
    by_number = json.loads((DATA / "criteria.json").read_text(encoding="utf-8"))
    return {level: by_number[str(number)] for number, level in enumerate(LEVELS)}


@cache
def answer_sets() -> dict[str, dict[str, dict[str, Given]]]:
    """Return every set of answers, by level and criterion: one answer serves both levels that a criterion stands in."""
    every = json.loads((DATA / "answers.json").read_text(encoding="utf-8"))
    return {
        name: {level: {one: given[one] for one in of if one in given} for level, of in criteria().items()}
        for name, given in every.items()
    }


@cache
def expected_results() -> dict[tuple[str, str, str], str]:
    """Return what the badge says, by set of answers, level and criterion."""
    with (DATA / "expected_criterion_results.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    return {(row["answers"], LEVELS[int(row["level"])], row["criterion"]): row["result"] for row in rows}


def results_at(name: str, level: str) -> dict[str, str]:
    """Return what the badge says of one set of answers at one level, by criterion."""
    return {one: expected_results()[name, level, one] for one in criteria()[level]}


# ---------------------------------------------------------------- the audits
def lay_out(directory: Path, policy: Mapping[str, Any], checklists: Iterable[dict[str, Any]]) -> None:
    """Write the policy and the checklists. JSON is YAML."""
    (directory / ".git").mkdir()
    (directory / "readycheck.yaml").write_text(json.dumps(policy), encoding="utf-8")
    for one in checklists:
        (directory / f"{one['department']}.yaml").write_text(json.dumps(one), encoding="utf-8")


def audit(directory: Path, answers: Mapping[str, Mapping[str, Given]], level: str) -> Report:
    """Audit one plan for one level, as `readycheck audit --milestone` does."""
    path = directory / "plan.yaml"
    path.write_text(json.dumps(plan(answers), ensure_ascii=False), encoding="utf-8")
    audited = audit_plan(PlanSource(str(path), path), AuditRequest(AS_OF, level))
    assert audited.problems == ()
    assert audited.report is not None
    return audited.report


def every_checklist() -> Iterator[dict[str, Any]]:
    for level, of in criteria().items():
        yield checklist(level, (item(our_name(name), criterion, level) for name, criterion in of.items()))


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Reports:
    """Every set of answers audited for every level: 39 audits."""
    directory = tmp_path_factory.mktemp("badge")
    lay_out(directory, POLICY, every_checklist())
    return {(name, level): audit(directory, of, level) for name, of in answer_sets().items() for level in LEVELS}


def short(report: Report) -> set[str]:
    """Return the items that fail the requirement on their severity, as the report's table of conditions has them."""
    assert [condition.name for condition in report.conditions] == ["blockers", "majors", "minors"]
    return {name for condition in report.conditions for name in condition.items}


# ---------------------------------------------------------------- the claims
def test_every_criterion_agrees_with_the_badge(reports: Reports) -> None:
    """An item is short of the requirement on its severity exactly where the badge is not satisfied: 1,885 of 1,885."""
    compared = 0
    for (name, level), report in reports.items():
        counted = {finding.item for finding in report.findings if finding.counted}
        for one, result in results_at(name, level).items():
            assert our_id(level, one) in counted
            assert (our_id(level, one) not in short(report)) == (result in SATISFIED), (name, level, one, result)
            compared += 1
    assert compared == len(expected_results()) == 1885


def test_what_a_criterion_lacks_agrees_too(reports: Reports) -> None:
    """Unmet is open, unanswered is unknown, and without the address or the justification it is unproven: 745 of 745."""
    compared = 0
    for (name, level), report in reports.items():
        outcomes = {finding.item: finding.outcome for finding in report.findings}
        for one, result in results_at(name, level).items():
            if result not in SATISFIED:
                assert outcomes[our_id(level, one)] is SHORT[result], (name, level, one, result)
                compared += 1
    assert compared == 745


def test_every_gate_agrees_with_the_badge(reports: Reports) -> None:
    """The gate of a level passes exactly where every criterion of that level is satisfied: 39 of 39.

    Our milestones are cumulative. So are the levels: silver has a criterion that passing was achieved, gold one that
    silver was; and no set of answers here satisfies a level without those below it.
    """
    passed = Counter[str]()
    for (name, level), report in reports.items():
        own = SATISFIED.issuperset(results_at(name, level).values())
        below = LEVELS[: LEVELS.index(level)]
        assert not own or all(SATISFIED.issuperset(results_at(name, lower).values()) for lower in below)
        assert (gate(report, Gate.VERDICT, strict=False) is ExitCode.PASSED) == own, (name, level)
        passed[level] += own
    assert (len(reports), passed) == (39, {"passing": 6, "silver": 0, "gold": 0})


def test_a_gate_is_undecided_where_only_answers_are_missing(reports: Reports) -> None:
    """A gate that does not pass exits 3 where all that is not satisfied is unanswered, else 1: 33 of 33."""
    exits = Counter[ExitCode]()
    for (name, level), report in reports.items():
        results = {result for lower in LEVELS[: LEVELS.index(level) + 1] for result in results_at(name, lower).values()}
        missing = results - SATISFIED
        if missing:
            should = ExitCode.UNDECIDED if missing == {"criterion_unknown"} else ExitCode.FAILED
            assert gate(report, Gate.VERDICT, strict=False) is should, (name, level)
            exits[should] += 1
    assert exits == {ExitCode.UNDECIDED: 13, ExitCode.FAILED: 20}


def test_made_up_answers_that_lack_one_criterion_pass_the_levels_below_it(tmp_path: Path) -> None:
    """No real answers reach silver: with every criterion met all three levels pass, and without one, those below it."""
    lay_out(tmp_path, POLICY, every_checklist())
    met = {"status": "Met", "justification": "It is so: https://example.org/terms"}
    every = {level: dict.fromkeys(of, met) for level, of in criteria().items()}
    lacking = {
        level: every | {level: every[level] | {next(iter(every[level])): {**met, "status": "?"}}} for level in every
    }
    for answers, passing in ((every, 3), *((lacking[level], index) for index, level in enumerate(LEVELS))):
        gates = [gate(audit(tmp_path, answers, level), Gate.VERDICT, strict=True) for level in LEVELS]
        assert gates == [ExitCode.PASSED] * passing + [ExitCode.UNDECIDED] * (3 - passing)


def test_percentages_where_readiness_expresses_them(tmp_path: Path) -> None:
    """With equal weights a level's proven points are the badge's count where nothing is N/A or tolerated: 5 of 39.

    The other 34 are not expressed, by definition: N/A leaves our denominator and is met in the badge's count (22);
    an Unmet that is tolerated (suggested, or explained; or suggested and N/A where that is no answer) is a gap in ours
    and met in theirs (2); or both (10). With the numbers of these two added, every count agrees.
    """
    lay_out(tmp_path, POLICY | EQUAL, every_checklist())
    with (DATA / "expected_percentages.csv").open(encoding="utf-8") as stream:
        rows = {row["answers"]: row for row in csv.DictReader(stream)}
    tally = Counter[str]()
    for name, answers in answer_sets().items():
        report = audit(tmp_path, answers, "gold")
        for department in report.departments:
            level, figures = department.id, department.figures
            met, total = int(rows[name][f"{level}_met"]), int(rows[name][f"{level}_total"])
            assert str(round(Fraction(100 * met, total))) == rows[name][f"{level}_pct"]
            findings = [finding for finding in report.findings if finding.department == level]
            exempt = sum(finding.exempt for finding in findings)
            tolerated = sum(finding.outcome.is_gap and finding.item not in short(report) for finding in findings)
            assert figures.proven_points + exempt + tolerated == met
            assert figures.possible_points + exempt == total
            if not exempt and not tolerated:
                assert figures.proven == Fraction(100 * met, total)
            tally[" and ".join(["N/A"] * bool(exempt) + ["tolerated"] * bool(tolerated)) or "expressed"] += 1
    assert tally == {"expressed": 5, "N/A": 22, "tolerated": 2, "N/A and tolerated": 10}


def test_made_up_answers_follow_the_badges_rule_but_where_definitions_differ(tmp_path: Path) -> None:
    """Every kind of criterion, with every status and justification, agrees but in the table of differences."""
    texts = (*ALIKE, *dict.fromkeys(text for _, text in DIFFERENT))
    kinds = {str(sorted(kind.items())): kind for of in criteria().values() for kind in map(demands, of.values())}
    cases = {
        f"{number}-{status.lower().replace('/', '')}-{index}": (kind, status, text)
        for number, kind in enumerate(kinds.values())
        for status in STATUS
        for index, text in enumerate(texts)
    }
    items = (item(name, kind, "passing") for name, (kind, _, _) in cases.items())
    lay_out(tmp_path, POLICY | {"checklists": ["passing.yaml"]}, [checklist("passing", items)])
    answers = {name: {"status": status, "justification": text} for name, (_, status, text) in cases.items()}
    missing = short(audit(tmp_path, {"passing": answers}, "passing"))
    different = {}
    for name, (kind, status, text) in cases.items():
        ours, theirs = our_id("passing", name) not in missing, by_the_badges_rule(kind, status, text)
        if ours != theirs:
            different[needed(kind, status), text] = "looser" if ours else "stricter"
    assert len(kinds) == 19
    assert different == {case: how for case, (how, _) in DIFFERENT.items()}


def demands(criterion: Criterion) -> dict[str, Any]:
    """Return a criterion without the headings that it stands under."""
    return {key: value for key, value in criterion.items() if key not in {"major", "minor"}}


def by_the_badges_rule(criterion: Criterion, status: str, text: str) -> bool:
    """Return whether an answer satisfies a criterion, as the data's description states the badge's rule."""
    justified = len(text) >= 5 and not text.startswith("// ")
    if status == "Met":
        addressed = "http://" in text or "https://" in text or not criterion.get("met_url_required")
        return addressed and (justified or not criterion.get("met_justification_required"))
    if criterion["category"] == "SUGGESTED":
        return True
    if status == "Unmet":
        return criterion["category"] == "SHOULD" and justified
    return bool(criterion.get("na_allowed")) and (justified or not criterion.get("na_justification_required"))


def needed(criterion: Criterion, status: str) -> str:
    """Return what a criterion needs of a justification, in our words."""
    if status != "Met":
        return "reason"
    needs = {"link": "met_url_required", "claim": "met_justification_required"}
    return " and ".join(ours for ours, theirs in needs.items() if criterion.get(theirs))
