"""The policy is found upward from the plan, laid over the built-in one key by key, and refused where it makes no sense."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from readycheck.documents.nearest import find_policy
from readycheck.documents.policy import Rules, load_builtin, load_rules, load_shipped
from readycheck.documents.validation import build
from readycheck.errors import RefusedInput
from readycheck.files import Disk
from readycheck.model.place import Place, Problem
from readycheck.model.policy import KEYS, Limit, PolicyFile, Require, Tailoring, Weights, in_force
from readycheck.model.vocabulary import LaunchClass, Measure, Requirement, Severity
from readycheck.syntax.yaml import parse

HEAD = "readycheck: policy/1\n"
ALONE = HEAD + "shipped_checklists: false\nchecklists: [works.yaml]\n"
ITEM = "title: T, ask: A, why: W, fix: [F], stage: use, severity: major"
WORKS = f"""\
readycheck: checklist/1
version: "1.0"
department: works
title: Works
items:
  - {{id: press, formerly: [works.print], {ITEM}}}
  - {{id: paint, {ITEM}, milestone: beta}}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository, so that files are printed by their short names."""
    monkeypatch.chdir(tmp_path)


def policy(**keys: Any) -> PolicyFile:
    """Return a policy file that states these keys."""
    return PolicyFile.model_validate({"readycheck": "policy/1", **keys})


def rules_of(root: Path, text: str, works: str = WORKS) -> Rules:
    """Return what a readycheck.yaml with one own checklist beside it puts in force."""
    (root / "works.yaml").write_text(works)
    (root / "readycheck.yaml").write_text(text)
    return load_rules(root / "readycheck.yaml", "readycheck.yaml", Disk(root))


def problems_of(root: Path, text: str, works: str = WORKS) -> tuple[Problem, ...]:
    """Return why a readycheck.yaml is refused."""
    with pytest.raises(RefusedInput) as caught:
        rules_of(root, text, works)
    return caught.value.problems


# ---------------------------------------------------------------- finding it
def test_the_nearest_policy_is_found_upward(tmp_path: Path) -> None:
    """A plan's own directory comes first, then each one above it."""
    deep = tmp_path / "launches" / "aurora"
    deep.mkdir(parents=True)
    (tmp_path / "readycheck.yaml").touch()
    assert find_policy(deep, Disk(tmp_path)) == tmp_path / "readycheck.yaml"
    (tmp_path / "launches" / "readycheck.yaml").touch()
    assert find_policy(deep, Disk(tmp_path)) == tmp_path / "launches" / "readycheck.yaml"
    (deep / "readycheck.yaml").touch()
    assert find_policy(deep, Disk(tmp_path)) == deep / "readycheck.yaml"


def test_a_policy_above_the_repository_is_not_found(tmp_path: Path) -> None:
    """Looking ends at the root, which itself is looked at."""
    root = tmp_path / "repository"
    (root / "plan").mkdir(parents=True)
    (tmp_path / "readycheck.yaml").touch()
    assert find_policy(root / "plan", Disk(root)) is None
    (root / "readycheck.yaml").touch()
    assert find_policy(root / "plan", Disk(root)) == root / "readycheck.yaml"


def test_without_a_policy_anywhere_none_is_found(tmp_path: Path) -> None:
    """Looking ends at the top of the file system at the latest, also where the root is not above the plan."""
    (tmp_path / "plan").mkdir()
    assert find_policy(tmp_path / "plan", Disk(tmp_path / "elsewhere")) is None


def test_a_directory_of_the_policys_name_is_no_policy(tmp_path: Path) -> None:
    """Only a file is a policy; looking goes on above."""
    (tmp_path / "plan" / "readycheck.yaml").mkdir(parents=True)
    (tmp_path / "readycheck.yaml").touch()
    assert find_policy(tmp_path / "plan", Disk(tmp_path)) == tmp_path / "readycheck.yaml"


def test_a_policy_is_found_from_a_relative_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan may be named from wherever the user stands."""
    (tmp_path / "plan").mkdir()
    (tmp_path / "readycheck.yaml").touch()
    monkeypatch.chdir(tmp_path / "plan")
    assert find_policy(Path(), Disk(tmp_path)) == tmp_path / "readycheck.yaml"


def test_a_policy_that_leads_out_of_the_repository_is_not_shown(tmp_path: Path) -> None:
    """A readycheck.yaml that is a link to the secrets of the machine is not read, and nothing of them is told."""
    root = tmp_path / "repository"
    root.mkdir()
    (tmp_path / "secret").write_text("password: hunter2\n")
    (root / "readycheck.yaml").symlink_to("../secret")
    with pytest.raises(RefusedInput) as caught:
        load_rules(root / "readycheck.yaml", "readycheck.yaml", Disk(root))
    assert "hunter2" not in str(caught.value.problems)


# ---------------------------------------------------------------- what is in force
def test_without_a_policy_the_built_in_rules_hold() -> None:
    """The shipped policy, facts and checklists are in force, and nothing is the company's own."""
    rules = load_shipped()
    assert (rules.layers, rules.name, rules.files) == ((), "built-in", ())
    assert rules.milestones == ("beta", "ga", "hypercare")
    assert rules.catalogue.shipped


#: The built-in limits, as design.md states them: overall `proven` differs by class.
LIMITS: list[tuple[object, ...]] = [
    (Measure.PROVEN, "each_department", 50),
    (Measure.ANSWERED, None, 90),
    (Measure.NOT_APPLICABLE_SHARE, "each_department", 25),
    (Measure.WAIVERS, "blocker", 1),
    (Measure.WAIVERS, "major", 5),
]


@pytest.mark.parametrize(
    ("launch_class", "proven"),
    [(LaunchClass.FLAGSHIP, 90), (LaunchClass.STANDARD, 80), (LaunchClass.QUIET, 70)],
)
def test_the_built_in_policy_is_the_one_that_is_designed(launch_class: LaunchClass, proven: int) -> None:
    """What holds by default is what design.md says, for each class."""
    found = in_force([load_builtin()], launch_class)
    assert found.milestones == ("beta", "ga", "hypercare")
    assert found.weights == Weights(blocker=10, major=5, minor=2)
    assert found.require == Require(blocker=Requirement.WAIVED, major=Requirement.EXPLAINED, minor=Requirement.ANY)
    limits: list[tuple[object, ...]] = [(limit.measure, limit.of, limit.bound) for limit in found.limits]
    assert limits == [(Measure.PROVEN, None, proven), *LIMITS]
    assert (found.signoffs, found.waiver_max_days, found.refusal_needs_approval) == (
        "departments_with_blockers",
        180,
        True,
    )
    assert found.waiver_span.days == 180
    assert found.overridden == ()


BUILTIN = policy(
    milestones=["beta", "ga"],
    weights={"blocker": 10, "major": 5, "minor": 2},
    require={},
    limits=[{"measure": "proven", "at_least": 90}],
    signoffs="departments_with_blockers",
    waiver_max_days=180,
    refusal_needs_approval=True,
    classes={"quiet": {"limits": [{"measure": "proven", "at_least": 70}], "waiver_max_days": 60}},
)
NONE_OVER_CLASS = policy(limits=[], classes={"quiet": {"waiver_max_days": 30}})


@pytest.mark.parametrize(
    ("own", "launch_class", "bounds", "days", "overridden"),
    [
        (None, "flagship", [90], 180, ()),
        (None, "quiet", [70], 60, ()),
        (policy(waiver_max_days=90), "flagship", [90], 90, ("waiver_max_days",)),
        (policy(waiver_max_days=90), "quiet", [70], 90, ("waiver_max_days",)),
        (NONE_OVER_CLASS, "flagship", [], 180, ("limits",)),
        (NONE_OVER_CLASS, "quiet", [], 30, ("limits", "waiver_max_days")),
        (policy(waiver_max_days=180), "flagship", [90], 180, ()),
        (policy(waiver_max_days=180), "quiet", [70], 180, ("waiver_max_days",)),
    ],
    ids=[
        "built-in",
        "built-in class",
        "own",
        "own over built-in class",
        "own empty list",
        "own class over own",
        "own as built-in",
        "own as built-in but not as its class",
    ],
)
def test_policies_lie_over_each_other_key_by_key(
    own: PolicyFile | None, launch_class: str, bounds: list[int], days: int, overridden: tuple[str, ...]
) -> None:
    """The last that states a key decides it: built-in, built-in class, own, own class; departures are named."""
    found = in_force([BUILTIN] if own is None else [BUILTIN, own], LaunchClass(launch_class))
    assert [limit.bound for limit in found.limits] == bounds
    assert (found.waiver_max_days, found.overridden) == (days, overridden)


def test_an_override_replaces_a_key_whole() -> None:
    """What an override of a key leaves out is the default of that key, not what lay below."""
    below = BUILTIN.model_copy(update={"weights": Weights(blocker=20, major=10, minor=8)})
    found = in_force([below, policy(weights={"blocker": 30})], LaunchClass.FLAGSHIP)
    assert found.weights == Weights(blocker=30, major=5, minor=2)


@pytest.mark.parametrize(
    ("key", "given", "meant"),
    [
        ("milestones", ["alpha", "ga"], ("alpha", "ga")),
        ("weights", {"blocker": 3, "major": 2, "minor": 1}, Weights(blocker=3, major=2, minor=1)),
        ("require", {"blocker": "met"}, Require(blocker=Requirement.MET)),
        ("limits", [], ()),
        ("signoffs", "none", "none"),
        ("signoffs", ["legal"], ("legal",)),
        ("waiver_max_days", 7, 7),
        ("refusal_needs_approval", False, False),
    ],
    ids=["milestones", "weights", "require", "no limits", "no sign-offs", "sign-offs", "waivers", "refusals"],
)
def test_every_key_of_a_policy_may_be_overridden(key: str, given: Any, meant: Any) -> None:
    """Each is replaced by what the company states, also where that is nothing or false, and is named as a departure."""
    found = in_force([BUILTIN, policy(**{key: given})], LaunchClass.STANDARD)
    assert key in KEYS
    assert getattr(found, key) == meant
    assert found.overridden == (key,)


# ---------------------------------------------------------------- an own policy
def test_an_own_policy_puts_its_checklists_facts_and_milestones_in_force(tmp_path: Path) -> None:
    """What the policy names is read beside it; facts follow the shipped ones."""
    works = WORKS.replace("id: press,", "id: press, applies: {profile: [regulated]}, milestone: pilot,")
    text = ALONE + "milestones: [pilot, beta, ga]\nfacts: {regulated: Does a regulator have to be told?}\n"
    rules = rules_of(tmp_path, text, works)
    assert rules.milestones == ("pilot", "beta", "ga")
    assert [item.id for item in rules.catalogue.items] == ["works.press", "works.paint"]
    assert rules.catalogue.facts["regulated"] == "Does a regulator have to be told?"
    assert "paid" in rules.catalogue.facts
    assert rules.name == "readycheck.yaml"


def test_an_own_checklist_stands_beside_the_shipped_ones(tmp_path: Path) -> None:
    """Unless the policy leaves them out, the shipped checklists stay in force."""
    rules = rules_of(tmp_path, HEAD + "checklists: [works.yaml]\n")
    assert rules.catalogue.shipped
    assert [item.id for item in rules.catalogue.items if item.own] == ["works.press", "works.paint"]
    assert len(rules.catalogue.items) == len(load_shipped().catalogue.items) + 2


def test_tailoring_reaches_shipped_and_own_items(tmp_path: Path) -> None:
    """Any item in force may be tailored, with a reason."""
    text = HEAD + (
        "checklists: [works.yaml]\n"
        "tailoring:\n"
        "  legal.trademarks: {drop: true, reason: No names of our own}\n"
        "  works.press: {severity: blocker, reason: It is all we do}\n"
    )
    by_id = rules_of(tmp_path, text).catalogue.by_id
    assert by_id["legal.trademarks"].dropped
    assert by_id["works.press"].spec.severity is Severity.BLOCKER
    assert by_id["works.press"].tailored == ("severity major → blocker", "It is all we do")


def test_tailoring_by_an_old_id_reaches_the_item(tmp_path: Path) -> None:
    """Where an item has been renamed, what the policy says of it still holds."""
    rules = rules_of(tmp_path, ALONE + "tailoring: {works.print: {drop: true, reason: No press}}\n")
    assert rules.catalogue.by_id["works.press"].dropped


def test_an_own_department_may_have_to_sign_off(tmp_path: Path) -> None:
    """Departments of own checklists are known wherever a policy names departments."""
    rules = rules_of(tmp_path, ALONE + "signoffs: [works, legal]\n")
    assert rules.in_force(LaunchClass.QUIET).signoffs == ("works", "legal")


#: What follows the first three lines of the policy, line and column of the problem, its message, a part of its help.
UNFIT: list[tuple[str, str, int, int, str, str]] = [
    ("unknown key", "limts: []\n", 4, 1, "unknown key `limts`", "did you mean `limits`?"),
    (
        "key that no class has",
        "classes: {quiet: {milestones: [ga]}}\n",
        4,
        19,
        "unknown key `milestones`",
        "keys here:",
    ),
    (
        "unknown item",
        "tailoring:\n  works.pres: {drop: true, reason: r}\n",
        5,
        3,
        "item `works.pres` does not exist",
        "did you mean `works.press`?",
    ),
    (
        "tailoring without a reason",
        "tailoring:\n  works.press: {drop: true}\n",
        5,
        3,
        "`reason` is missing",
        "add `reason: …`",
    ),
    (
        "tailoring with a blank reason",
        "tailoring:\n  works.press: {drop: true, reason: ' '}\n",
        5,
        37,
        "this text is empty",
        "",
    ),
    (
        "tailoring of nothing",
        "tailoring:\n  works.press: {reason: r}\n",
        5,
        16,
        "this changes nothing",
        "",
    ),
    ("milestone twice", "milestones: [beta, ga, beta]\n", 4, 13, "a milestone is named twice", ""),
    (
        "limit on nothing",
        "limits: [{measure: profit, at_least: 1}]\n",
        4,
        20,
        "`profit` is not understood here",
        "expected proven, claimed, planned, answered, not_applicable_share or waivers",
    ),
    (
        "at_most on proven",
        "limits: [{measure: proven, at_most: 90}]\n",
        4,
        10,
        "a limit on `proven` has `at_least`, and not `at_most`",
        "",
    ),
    (
        "at_least on waivers",
        "limits: [{measure: waivers, of: major, at_least: 1}]\n",
        4,
        10,
        "a limit on `waivers` has `at_most`, and not `at_least`",
        "",
    ),
    (
        "at_least on the n/a share",
        "limits: [{measure: not_applicable_share, at_least: 1}]\n",
        4,
        10,
        "a limit on `not_applicable_share` has `at_most`, and not `at_least`",
        "",
    ),
    (
        "both bounds",
        "limits: [{measure: proven, at_least: 1, at_most: 2}]\n",
        4,
        10,
        "a limit on `proven` has `at_least`, and not `at_most`",
        "",
    ),
    (
        "no bound",
        "limits: [{measure: answered}]\n",
        4,
        10,
        "a limit on `answered` has `at_least`, and not `at_most`",
        "",
    ),
    ("101 %", "limits: [{measure: proven, at_least: 101}]\n", 4, 38, "a share is at most 100 per cent", ""),
    (
        "100.5 % n/a",
        "limits: [{measure: not_applicable_share, at_most: 100.5}]\n",
        4,
        51,
        "a share is at most 100 per cent",
        "",
    ),
    ("negative", "limits: [{measure: proven, at_least: -1}]\n", 4, 38, "the least that can stand here is 0", ""),
    ("nan", "limits: [{measure: proven, at_least: .nan}]\n", 4, 38, "`.nan` is no number that can be compared", ""),
    ("infinite", "waiver_max_days: .inf\n", 4, 18, "`.inf` is no number that can be compared", ""),
    (
        "blockers proven",
        "limits: [{measure: proven, of: blocker, at_least: 1}]\n",
        4,
        10,
        "`of: blocker` does not go with `proven`",
        "waivers are counted",
    ),
    (
        "waivers of all",
        "limits: [{measure: waivers, at_most: 1}]\n",
        4,
        10,
        "`of: (nothing)` does not go with `waivers`",
        "waivers are counted",
    ),
    (
        "waivers of departments",
        "limits: [{measure: waivers, of: each_department, at_most: 1}]\n",
        4,
        10,
        "`of: each_department` does not go with `waivers`",
        "waivers are counted",
    ),
    (
        "of infos",
        "limits: [{measure: waivers, of: info, at_most: 1}]\n",
        4,
        33,
        "`info` is not understood here",
        "expected each_department, each_stage, blocker, major or minor",
    ),
    ("bound true", "limits: [{measure: proven, at_least: true}]\n", 4, 38, "is not a number", ""),
    ("bound a text", "limits: [{measure: proven, at_least: '90'}]\n", 4, 38, "`90` is not a number", ""),
    ("bound in per cent", "limits: [{measure: proven, at_least: 90%}]\n", 4, 38, "`90%` is not a number", ""),
    (
        "weights rising",
        "weights: {blocker: 5, major: 10}\n",
        4,
        10,
        "a lower severity weighs more than a higher one",
        "weights fall from blocker over major to minor",
    ),
    (
        "minor over major",
        "weights: {major: 1, minor: 2}\n",
        4,
        10,
        "a lower severity weighs more than a higher one",
        "",
    ),
    ("blocker of no weight", "weights: {blocker: 0, major: 0, minor: 0}\n", 4, 20, "more than 0", ""),
    ("negative weight", "weights: {minor: -1}\n", 4, 18, "the least that can stand here is 0", ""),
    ("huge weight", "weights: {blocker: 1001}\n", 4, 20, "the most that can stand here is 1000", ""),
    ("weight true", "weights: {blocker: true}\n", 4, 20, "is not a number", ""),
    ("weight a text", "weights: {blocker: '10'}\n", 4, 20, "`10` is not a number", ""),
    ("weight of infos", "weights: {info: 1}\n", 4, 11, "unknown key `info`", ""),
    ("requirement", "require: {blocker: wavied}\n", 4, 20, "`wavied` is not understood here", "did you mean `waived`?"),
    ("days zero", "waiver_max_days: 0\n", 4, 18, "the least that can stand here is 1", ""),
    ("days true", "waiver_max_days: true\n", 4, 18, "expected a whole number, found `true`", ""),
    ("approval 1", "refusal_needs_approval: 1\n", 4, 25, "expected true or false, found the number 1", ""),
    ("fact without a question", "facts: {regulated: ' '}\n", 4, 20, "this text is empty", ""),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "message", "advice"), [pytest.param(*case[1:], id=case[0]) for case in UNFIT]
)
def test_a_policy_that_makes_no_sense_is_refused_where_it_stands(
    tmp_path: Path, text: str, line: int, column: int, message: str, advice: str
) -> None:
    """What cannot be compared, bounds nothing or changes nothing is told once, at the value, with what would do."""
    (problem,) = problems_of(tmp_path, ALONE + text)
    assert problem.place == Place("readycheck.yaml", line, column)
    assert message in problem.message
    assert advice in problem.help


@pytest.mark.parametrize("text", ["readycheck: policy/2\n", "readycheck: 1\n", "readycheck: checklist/1\n"])
def test_another_format_is_refused(tmp_path: Path, text: str) -> None:
    """A file of another kind or version is not taken for a policy."""
    (problem,) = problems_of(tmp_path, text)
    assert problem.place == Place("readycheck.yaml", 1, 13)
    assert "policy/1" in problem.help


def test_a_milestone_of_tailoring_that_does_not_exist_is_told_in_the_policy(tmp_path: Path) -> None:
    """The mistake is in the company's file, and not in a checklist that ships and that nobody there can change."""
    (problem,) = problems_of(tmp_path, HEAD + "tailoring:\n  legal.trademarks: {milestone: gaa, reason: r}\n")
    assert (problem.place.file, problem.place.line) == ("readycheck.yaml", 3)
    assert "did you mean `ga`?" in problem.help


def test_a_policy_that_cannot_be_opened_is_refused_under_its_name(tmp_path: Path) -> None:
    """A policy given on the command line that is not there is an error, not a default."""
    with pytest.raises(RefusedInput) as caught:
        load_rules(tmp_path / "missing.yaml", "missing.yaml", Disk(tmp_path))
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (Place("missing.yaml"), "does not exist")


def test_problems_of_an_own_checklist_are_told_in_it(tmp_path: Path) -> None:
    """What is wrong in a checklist is placed there, not in the policy that names it."""
    (problem,) = problems_of(
        tmp_path, ALONE, WORKS.replace("stage: use, severity: major}", "stage: us, severity: major}", 1)
    )
    assert (problem.place.file, problem.place.line) == ("works.yaml", 6)


# ---------------------------------------------------------------- the parts
@pytest.mark.parametrize(
    ("limit", "bound"),
    [
        ({"measure": "proven", "at_least": 0}, Fraction(0)),
        ({"measure": "proven", "at_least": 100}, Fraction(100)),
        ({"measure": "claimed", "of": "each_stage", "at_least": 89.95}, Fraction(8995, 100)),
        ({"measure": "not_applicable_share", "of": "each_department", "at_most": 0}, Fraction(0)),
        ({"measure": "waivers", "of": "minor", "at_most": 250}, Fraction(250)),
    ],
    ids=["nothing", "all", "decimals", "no n/a", "a count over 100"],
)
def test_a_limit_is_held_exactly_as_it_is_written(limit: dict[str, Any], bound: Fraction) -> None:
    """89.95 is 8995/100 and not the nearest binary fraction; a number of waivers may exceed a hundred."""
    assert Limit.model_validate(limit).bound == bound


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_no_number_that_cannot_be_compared_gets_into_a_policy(value: float) -> None:
    """Where a policy is not read from a file, the model still refuses what passes every comparison, or none."""
    with pytest.raises(ValidationError):
        Limit.model_validate({"measure": "proven", "at_least": value})
    with pytest.raises(ValidationError):
        Weights.model_validate({"blocker": value})


@pytest.mark.parametrize(
    ("severity", "weight"),
    [
        (Severity.BLOCKER, Fraction(75, 10)),
        (Severity.MAJOR, Fraction(25, 10)),
        (Severity.MINOR, Fraction(0)),
        (Severity.INFO, Fraction(0)),
    ],
)
def test_weights_are_exact_and_info_never_counts(severity: Severity, weight: Fraction) -> None:
    """A weight is what is written; info has none, and a minor may have none."""
    assert Weights(blocker=7.5, major=2.5, minor=0).of(severity) == weight


def test_equal_weights_are_allowed() -> None:
    """Severities may weigh the same, as long as none weighs more than the one above it."""
    assert Weights(blocker=1, major=1, minor=1).of(Severity.MINOR) == 1


@pytest.mark.parametrize(
    ("severity", "requirement"),
    [
        (Severity.BLOCKER, Requirement.WAIVED),
        (Severity.MAJOR, Requirement.EXPLAINED),
        (Severity.MINOR, Requirement.ANY),
        (Severity.INFO, Requirement.ANY),
    ],
)
def test_what_is_required_by_default_depends_on_severity(severity: Severity, requirement: Requirement) -> None:
    """Blockers are met or waived, majors explained, and nothing is asked of minors and infos."""
    assert Require().of(severity) is requirement


def test_tailoring_is_complete_in_python_too() -> None:
    """A change that changes nothing is refused wherever it comes from."""
    with pytest.raises(ValidationError, match="changes nothing"):
        Tailoring(reason="r")


def test_every_class_may_state_demands() -> None:
    """A policy may say what differs for each launch class, if only that nothing does."""
    text = HEAD + "classes: {flagship: {}, standard: {limits: []}, quiet: {signoffs: none}}\n"
    assert set(build(PolicyFile, parse(text.encode(), "readycheck.yaml")).classes) == set(LaunchClass)


def test_a_shipped_profile_question_cannot_be_rewritten(tmp_path: Path) -> None:
    """Another question under a known name would change what a yes means, unseen."""
    (problem,) = problems_of(tmp_path, f"{HEAD}facts: {{paid: Really?}}\n")
    assert problem.message == "`paid` is a shipped profile fact"
