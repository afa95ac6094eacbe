"""Lint names what a policy demands for nothing: what cannot fail, cannot hold, or changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from readycheck.documents.policy import load_shipped
from readycheck.documents.policy_lint import lint_policy
from readycheck.model.place import Place

from .shelves import ALONE, HEAD, checklist, rules_of

#: Two departments: a blocker, two majors (of which one was renamed, one is answered by a rule), a minor.
WORKS = checklist(
    "works",
    "press, severity: blocker, milestone: beta",
    "seal, formerly: [works.stamp], evidence: link",
    "asks, rule: {kind: asks}",
)
PRINT = checklist("print", "ink, severity: minor, applies: {profile: [regulated], classes: [flagship, standard]}")
BASE = ALONE + "checklists: [works.yaml, print.yaml]\nfacts: {regulated: Who is told?}\nmilestones: [beta, ga]\n"
FIRST = len(BASE.splitlines()) + 1


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository, so that files are printed by their short names."""
    monkeypatch.chdir(tmp_path)


def found(root: Path, text: str, **files: str) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """Return the errors and the warnings of a policy: lines are counted from its first own one."""
    given = {"readycheck.yaml": BASE + text, "works.yaml": WORKS, "print.yaml": PRINT, **files}
    result = lint_policy(rules_of(root, given))
    assert all(problem.help for problem in (*result.errors, *result.warnings))
    errors, warnings = (
        [(problem.place.line - FIRST + 1, problem.place.column, problem.message) for problem in problems]
        for problems in (result.errors, result.warnings)
    )
    return errors, warnings


def test_the_built_in_policy_is_sound() -> None:
    """What ships has nothing to warn of."""
    assert lint_policy(load_shipped()) == ((), ())


def test_a_sound_policy_has_no_findings(tmp_path: Path) -> None:
    """Limits that can fail and can hold, tailoring that changes something: nothing is said."""
    text = (
        "limits:\n  - {measure: proven, at_least: 85}\n  - {measure: proven, of: each_stage, at_least: 20}\n"
        "  - {measure: waivers, of: major, at_most: 0}\nsignoffs: [works]\nwaiver_max_days: 366\n"
        "weights: {blocker: 10, major: 4, minor: 0}\n"
        "classes: {quiet: {waiver_max_days: 90}}\n"
        "tailoring:\n  works.seal: {severity: minor, milestone: beta, evidence: document, reason: r}\n"
    )
    assert found(tmp_path, text) == ([], [])


#: Lines, then where and a part of what is warned of.
WARNED: dict[str, tuple[str, list[tuple[int, int, str]]]] = {
    "at least nothing": ("limits: [{measure: proven, at_least: 0}]\n", [(1, 10, "no share is below 0 %")]),
    "at most all": (
        "limits: [{measure: not_applicable_share, at_most: 100}]\n",
        [(1, 10, "no share is above 100 %")],
    ),
    "more waivers than majors": (
        "limits: [{measure: waivers, of: major, at_most: 2}]\n",
        [(1, 10, "of majors there are not more than 2")],
    ),
    "one waiver fewer": ("limits: [{measure: waivers, of: major, at_most: 1}]\n", []),
    "waivers that nobody needs": (
        "limits: [{measure: waivers, of: minor, at_most: 0}]\n",
        [(1, 10, "`require` says any of minors, so that no waiver is counted")],
    ),
    "a weaker limit": (
        "limits: [{measure: proven, at_least: 80}, {measure: answered, at_least: 80}, {measure: proven, at_least: 90}]\n",
        [(1, 10, "another on the same figure says 90")],
    ),
    "a weaker ceiling": (
        "limits: [{measure: not_applicable_share, at_most: 10}, {measure: not_applicable_share, at_most: 12.5}]\n",
        [(1, 56, "another on the same figure says 10")],
    ),
    "a limit twice": (
        "limits: [{measure: proven, at_least: 80}, {measure: proven, at_least: 80}]\n",
        [(1, 43, "another on the same figure says 80")],
    ),
    "a limit of a class": (
        "classes:\n  quiet:\n    limits:\n      - {measure: proven, at_least: 0}\n",
        [(4, 9, "no share is below 0 %")],
    ),
    "majors without weight": ("weights: {blocker: 10, major: 0, minor: 0}\n", [(1, 31, "majors weigh nothing")]),
    "endless waivers": ("waiver_max_days: 367\n", [(1, 18, "a waiver may run for 367 days")]),
    "a department without a checklist": (
        "signoffs: [works, legal]\n",
        [(1, 19, "`legal` must sign off, and no checklist of it is in force")],
    ),
    "a class as without it": (
        "waiver_max_days: 30\nclasses: {quiet: {waiver_max_days: 30, signoffs: none}}\n",
        [(2, 19, "this changes nothing: it is so without it")],
    ),
    "a class as built in": ("classes: {quiet: {waiver_max_days: 180}}\n", [(1, 19, "this changes nothing")]),
    "a class of which nothing is said": ("classes: {quiet: {}}\n", [(1, 11, "this changes nothing")]),
    "a severity as it is": (
        "tailoring:\n  works.press: {severity: blocker, evidence: link, reason: r}\n",
        [(2, 17, "the severity of `works.press` is blocker already")],
    ),
    "a milestone as it is": (
        "tailoring:\n  works.press: {milestone: beta, reason: r}\n",
        [(2, 17, "the milestone of `works.press` is beta already")],
    ),
    "evidence as it is": (
        "tailoring:\n  works.seal: {evidence: link, reason: r}\n",
        [(2, 16, "the evidence of `works.seal` is link already")],
    ),
    "evidence of a rule": (
        "tailoring:\n  works.asks: {evidence: link, reason: r}\n",
        [(2, 16, "`works.asks` is answered by the plan's own sections")],
    ),
    "dropped and changed": (
        "limits: []\ntailoring:\n  works.seal: {drop: true, severity: minor, reason: r}\n",
        [(3, 28, "`severity` has no effect: `works.seal` is dropped")],
    ),
    "a former id": (
        "tailoring:\n  works.stamp: {severity: minor, reason: r}\n",
        [(2, 3, "`works.stamp` is called `works.seal` now")],
    ),
}


@pytest.mark.parametrize("case", WARNED.values(), ids=WARNED)
def test_what_does_nothing_is_warned_of_where_it_stands(
    tmp_path: Path, case: tuple[str, list[tuple[int, int, str]]]
) -> None:
    """One warning for each, once even where it concerns every class, and no error."""
    text, expected = case
    errors, warnings = found(tmp_path, text)
    assert errors == []
    assert [warning[:2] for warning in warnings] == [place[:2] for place in expected]
    for warning, (_, _, part) in zip(warnings, expected, strict=True):
        assert part in warning[2]


def test_both_names_of_one_item_are_told(tmp_path: Path) -> None:
    """Tailored under the old and the new id, only one of them can hold."""
    text = "tailoring:\n  works.stamp: {severity: minor, reason: r}\n  works.seal: {severity: minor, reason: r}\n"
    _, ((line, column, message),) = found(tmp_path, text)
    assert (line, column) == (2, 3)
    assert "which is tailored as well" in message


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("facts: {regulated", "facts: {loud: Is it loud?, regulated", (4, 9), "no item depends on `loud`"),
        ("milestones: [beta, ga", "milestones: [beta, party, ga", (5, 20), "no item has the milestone `party`"),
        ("works.yaml, print", "works.yaml, ./works.yaml, print", (3, 26), "`./works.yaml` is listed twice"),
        ("works.yaml, print.yaml", "lists, works.yaml, print.yaml, lists/a.yaml", (3, 45), "`lists` brings it"),
    ],
    ids=["a fact", "a milestone", "a checklist twice", "a checklist and its folder"],
)
def test_what_nothing_uses_is_warned_of(
    tmp_path: Path, old: str, new: str, place: tuple[int, int], message: str
) -> None:
    """Facts without items, milestones without items, checklists that are there already."""
    files = {"readycheck.yaml": BASE.replace(old, new), "works.yaml": WORKS, "print.yaml": PRINT}
    files["lists/a.yaml"] = checklist("paint", "pot")
    (warning,) = lint_policy(rules_of(tmp_path, files)).warnings
    assert warning.place == Place("readycheck.yaml", *place)
    assert message in warning.message


def test_a_fact_that_a_rule_names_is_used(tmp_path: Path) -> None:
    """Options of rules depend on facts as well."""
    rule = "topics, rule: {kind: scenarios, topics: {noise: [loud]}}"
    files = {
        "readycheck.yaml": BASE.replace("facts: {regulated", "facts: {loud: Is it loud?, regulated"),
        "works.yaml": checklist("works", "press, severity: blocker, milestone: beta", rule),
        "print.yaml": PRINT,
    }
    assert lint_policy(rules_of(tmp_path, files)).warnings == ()


def test_policies_that_are_extended_are_checked_too(tmp_path: Path) -> None:
    """What a stronger layer overrides is its business; what it repeats changes nothing; an undoing does."""
    group = (
        HEAD + "waiver_max_days: 900\ntailoring:\n  works.seal: {severity: minor, reason: Group}\n"
        "  works.press: {severity: major, reason: Group}\n"
    )
    text = (
        "extends: [group.yaml, ./group.yaml]\nwaiver_max_days: 90\ntailoring:\n"
        "  works.seal: {severity: minor, reason: Own}\n  works.press: {severity: blocker, reason: Own}\n"
    )
    errors, warnings = found(tmp_path, text, **{"group.yaml": group})
    assert errors == []
    assert [warning[:2] for warning in warnings] == [(1, 23), (4, 3)]
    assert "`./group.yaml` is listed twice" in warnings[0][2]
    assert "a policy that is extended says the same of `works.seal`" in warnings[1][2]


# ---------------------------------------------------------------- errors
def test_a_policy_that_demands_nothing_is_an_error(tmp_path: Path) -> None:
    """Nothing required, no limit that can fail, nobody signs: every plan would be a go, for that class."""
    text = (
        "limits: []\nclasses:\n  quiet:\n    require: {blocker: any, major: any, minor: any}\n    signoffs: none\n"
        "    limits: [{measure: proven, at_least: 0}]\n"
    )
    (error,), (warning,) = found(tmp_path, text)
    assert error == (4, 14, "nothing is demanded of a quiet launch: every plan is a go")
    assert warning[:2] == (6, 14)


def test_sign_offs_alone_are_no_demand_on_items(tmp_path: Path) -> None:
    """With sign-offs a plan may fail; no item can make it."""
    errors, _ = found(tmp_path, "require: {blocker: any, major: any, minor: any}\nlimits: []\n")
    assert [error[:2] for error in errors] == [(1, 10)] * 3
    assert all("sign-offs alone decide" in error[2] for error in errors)


def test_without_any_checklist_there_is_nothing_to_audit(tmp_path: Path) -> None:
    """Shipped checklists left out, and none of one's own."""
    (error,) = lint_policy(rules_of(tmp_path, {"readycheck.yaml": ALONE})).errors
    assert (error.place.line, error.message) == (2, "no checklist is in force")


@pytest.mark.parametrize(
    ("weights", "bound", "fails"),
    [("{}", 33.3, True), ("{}", 33.4, False), ("{blocker: 5}", 50, False), ("{blocker: 5}", 49, True)],
)
def test_a_limit_that_dropped_items_exceed_already_is_an_error(
    tmp_path: Path, weights: str, bound: float, *, fails: bool
) -> None:
    """Of a blocker and a major, 10 and 5 points, the major is a third: 33.3 %; with 5 and 5 it is half."""
    text = (
        f"{ALONE}checklists: [works.yaml]\nweights: {weights}\n"
        f"limits: [{{measure: not_applicable_share, of: each_department, at_most: {bound}}}]\n"
        "tailoring:\n  works.seal: {drop: true, reason: r}\n"
    )
    works = checklist("works", "press, severity: blocker", "seal")
    errors = lint_policy(rules_of(tmp_path, {"readycheck.yaml": text, "works.yaml": works})).errors
    assert bool(errors) is fails
    for error in errors:
        assert (error.place.line, error.place.column) == (7, 3)
        assert "launch can be a go" in error.message


def test_an_item_that_a_profile_may_rule_out_is_not_counted_as_left_out(tmp_path: Path) -> None:
    """Dropped, but perhaps not applicable at all: some plan can hold the limit, so that lint is silent."""
    text = "tailoring:\n  print.ink: {drop: true, reason: r}\n"
    assert found(tmp_path, text)[0] == []
