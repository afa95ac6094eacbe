"""A policy builds on others: layer over layer, read from anywhere, refused where the way leads nowhere."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readycheck.app.auditing import audit_plan
from readycheck.app.reading import AuditRequest, load_rules_for
from readycheck.app.source import PlanSource
from readycheck.documents.layer import MAX_LAYERS
from readycheck.documents.policy import load_builtin
from readycheck.model.base import parse_day
from readycheck.model.place import Place
from readycheck.model.policy import PolicyFile, in_force
from readycheck.model.vocabulary import LaunchClass, Severity

from .shelves import ALONE, HEAD, Memory, checklist, problems_of, rules_of


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the repository, so that files are printed by their short names."""
    monkeypatch.chdir(tmp_path)


# ---------------------------------------------------------------- layers
def test_own_keys_lie_over_those_that_are_extended(tmp_path: Path) -> None:
    """What the own policy gives, it decides; what it leaves out comes from below, the later of two first."""
    files = {
        "readycheck.yaml": HEAD + "extends: [group.yaml, team.yaml]\nwaiver_max_days: 30\n",
        "group.yaml": HEAD + "waiver_max_days: 90\nsignoffs: none\nlimits: []\n",
        "team.yaml": HEAD + "limits: [{measure: proven, at_least: 75}]\n",
    }
    found = rules_of(tmp_path, files)
    policy = found.in_force(LaunchClass.STANDARD)
    assert (policy.waiver_max_days, policy.signoffs) == (30, "none")
    assert [limit.bound for limit in policy.limits] == [75]
    assert policy.refusal_needs_approval
    assert found.name == "readycheck.yaml over team.yaml over group.yaml"
    assert policy.overridden == ("limits", "signoffs", "waiver_max_days")


def test_a_stronger_policy_speaks_for_every_class(tmp_path: Path) -> None:
    """As own keys lie over the built-in ones of a class, so they lie over those of a class that is extended."""
    files = {
        "readycheck.yaml": HEAD + "extends: group.yaml\nwaiver_max_days: 30\n",
        "group.yaml": HEAD + "classes: {quiet: {waiver_max_days: 300, signoffs: none}}\n",
    }
    policy = rules_of(tmp_path, files).in_force(LaunchClass.QUIET)
    assert (policy.waiver_max_days, policy.signoffs) == (30, "none")


def test_checklists_facts_and_tailoring_add_up(tmp_path: Path) -> None:
    """Every layer brings its own; checklists come weakest first, and a stronger word on an item replaces a weaker."""
    files = {
        "readycheck.yaml": HEAD + "extends: group\nchecklists: [print.yaml]\nfacts: {loud: Is it loud?}\n"
        "tailoring:\n  works.press: {severity: blocker, reason: All we do}\n",
        "print.yaml": checklist("print", "ink, applies: {profile: [regulated, loud]}"),
        "group/readycheck.yaml": ALONE + "checklists: [lists]\nfacts: {regulated: Who is told?}\n"
        "tailoring:\n  works.stamp: {severity: minor, evidence: link, reason: Group}\n"
        "  works.seal: {drop: true, reason: No seal}\n",
        "group/lists/works.yaml": checklist("works", "press, formerly: [works.stamp]", "seal"),
    }
    catalogue = rules_of(tmp_path, files).catalogue
    assert [item.id for item in catalogue.items] == ["works.press", "works.seal", "print.ink"]
    press, seal, _ = catalogue.items
    assert (press.spec.severity, press.tailored) == (Severity.BLOCKER, ("severity major → blocker", "All we do"))
    assert press.spec.evidence == "claim"
    assert seal.dropped
    assert list(catalogue.facts)[-2:] == ["regulated", "loud"]
    assert not catalogue.shipped


def test_what_two_policies_extend_is_read_once(tmp_path: Path) -> None:
    """A common base lies below both, and its checklists are not there twice."""
    files = {
        "readycheck.yaml": HEAD + "extends: [one.yaml, two.yaml]\n",
        "one.yaml": HEAD + "extends: base.yaml\nwaiver_max_days: 20\n",
        "two.yaml": HEAD + "extends: base.yaml\n",
        "base.yaml": ALONE + "waiver_max_days: 10\nchecklists: [works.yaml]\n",
        "works.yaml": checklist("works", "press"),
    }
    found = rules_of(tmp_path, files)
    assert found.name == "readycheck.yaml over two.yaml over one.yaml over base.yaml"
    assert found.in_force(LaunchClass.QUIET).waiver_max_days == 20
    assert [item.id for item in found.catalogue.items] == ["works.press"]


_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "weights": st.sampled_from([{"blocker": 7}, {"major": 3}]),
    "require": st.sampled_from([{"blocker": "met"}, {"minor": "answered"}]),
    "limits": st.lists(st.builds(lambda n: {"measure": "proven", "at_least": n}, st.integers(0, 100)), max_size=2),
    "signoffs": st.sampled_from(["none", ["legal"], "departments_with_blockers"]),
    "waiver_max_days": st.integers(1, 300),
    "refusal_needs_approval": st.booleans(),
}
_DEMANDS = st.fixed_dictionaries({}, optional=_VALUES)
_LAYERS = st.fixed_dictionaries(
    {},
    optional={
        **_VALUES,
        "milestones": st.sampled_from([["beta", "ga", "hypercare"], ["beta", "ga", "hypercare", "later"]]),
        "classes": st.dictionaries(st.sampled_from(["flagship", "standard", "quiet"]), _DEMANDS, max_size=3),
    },
)


def merged(weak: dict[str, Any], strong: dict[str, Any]) -> dict[str, Any]:
    """Return two policies as somebody would write them in one file."""
    classes = {
        name: {key: value for key, value in weak.get("classes", {}).get(name, {}).items() if key not in strong}
        | strong.get("classes", {}).get(name, {})
        for name in {*weak.get("classes", {}), *strong.get("classes", {})}
    }
    return {**weak, **strong, "classes": classes}


@given(layers=st.lists(_LAYERS, min_size=2, max_size=4))
def test_a_chain_of_policies_is_the_policy_that_one_file_would_hold(
    tmp_path_factory: pytest.TempPathFactory, layers: list[dict[str, Any]]
) -> None:
    """Whatever each layer gives, a chain of files comes to what they come to written together."""
    root = tmp_path_factory.mktemp("chain")
    files: dict[str, str] = {}
    whole: dict[str, Any] = {}
    for index, layer in enumerate(layers):
        below = {"extends": f"{index - 1}.yaml"} if index else {}
        files[f"{index}.yaml"] = json.dumps({"readycheck": "policy/1", **below, **layer})
        whole = merged(whole, layer)
    chain = rules_of(root, files, f"{len(layers) - 1}.yaml")
    one = PolicyFile.model_validate({"readycheck": "policy/1", **whole})
    for launch_class in LaunchClass:
        assert chain.in_force(launch_class) == in_force([load_builtin(), one], launch_class)


# ---------------------------------------------------------------- what may be extended
@pytest.mark.parametrize(
    ("files", "items"),
    [
        ({"group/readycheck.yaml": ALONE + "checklists: [a.yaml]\n"}, ["works.press"]),
        ({}, ["works.press", "print.ink"]),
        ({"group/checklists/c.yaml": checklist("paint", "pot")}, ["paint.pot"]),
    ],
    ids=["its policy alone decides", "checklists beside each other", "its folder of checklists"],
)
def test_a_directory_may_be_extended(tmp_path: Path, files: dict[str, str], items: list[str]) -> None:
    """A directory stands for its readycheck.yaml, else for its checklists, of which none below it and none hidden."""
    beside = {
        "readycheck.yaml": ALONE + "extends: group\n",
        "group/a.yaml": checklist("works", "press"),
        "group/b.yml": checklist("print", "ink"),
        "group/deeper/d.yaml": "not read\n",
        "group/.e.yaml": "not read\n",
        "group/notes.md": "not read\n",
    }
    found = rules_of(tmp_path, {**beside, **files}).catalogue.items
    assert [item.id for item in found] == items
    assert all(item.own for item in found)


def test_paths_are_seen_from_the_file_that_names_them(tmp_path: Path) -> None:
    """A policy two folders up names what lies beside itself, and the problem names it so."""
    files = {
        "launches/aurora/readycheck.yaml": HEAD + "extends: ../../group/base.yaml\n",
        "group/base.yaml": ALONE + "checklists: [lists/works.yaml]\n",
        "group/lists/works.yaml": checklist("works", "press"),
    }
    found = rules_of(tmp_path, files, "launches/aurora/readycheck.yaml")
    assert [digest.file for digest in found.files] == [
        "group/base.yaml",
        "group/lists/works.yaml",
        "launches/aurora/readycheck.yaml",
    ]


#: The lines after the head of readycheck.yaml, other files, place, message, a part of the help.
REFUSED: dict[str, tuple[str, dict[str, str], tuple[str, int, int], str, str]] = {
    "missing": ("extends: [gone.yaml]\n", {}, ("readycheck.yaml", 2, 11), "`gone.yaml` does not exist", "package:NAME"),
    "outside": ("extends: ..\n", {}, ("readycheck.yaml", 2, 1), "leads outside the repository", "package:NAME"),
    "absolute": ("extends: [/etc/passwd]\n", {}, ("readycheck.yaml", 2, 11), "is not a path within", ""),
    "home": ("extends: [~/x.yaml]\n", {}, ("readycheck.yaml", 2, 11), "is not a path within", ""),
    "inside .git": ("extends: [.git/x.yaml]\n", {}, ("readycheck.yaml", 2, 11), "is inside .git", ""),
    "an address": ("extends: ['https://x.example/p.yaml']\n", {}, ("readycheck.yaml", 2, 11), "is not a path", ""),
    "itself": (
        "extends: [readycheck.yaml]\n",
        {},
        ("readycheck.yaml", 2, 11),
        "readycheck.yaml extends readycheck",
        "",
    ),
    "its own folder": ("extends: [.]\n", {}, ("readycheck.yaml", 2, 11), "leads back to itself", ""),
    "a circle": (
        "extends: [a.yaml]\n",
        {"a.yaml": HEAD + "extends: [b.yaml]\n", "b.yaml": HEAD + "extends:\n  - readycheck.yaml\n"},
        ("b.yaml", 3, 5),
        "leads back to itself: readycheck.yaml extends a.yaml extends b.yaml extends readycheck.yaml",
        "",
    ),
    "an empty folder": (
        "extends: [a]\n",
        {"a/notes.md": "x"},
        ("readycheck.yaml", 2, 11),
        "`a` holds no checklist: no .yaml file lies in it",
        "",
    ),
    "a checklist": (
        "extends: [a.yaml]\n",
        {"a.yaml": checklist("works", "press")},
        ("a.yaml", 1, 13),
        "this is a checklist, and no policy",
        "is named under `checklists:`",
    ),
    "a folder with a plan in it": (
        "extends: [a]\n",
        {"a/launch.yaml": "readycheck: 1\n"},
        ("a/launch.yaml", 1, 13),
        "this file is no checklist",
        "holds no other .yaml files",
    ),
    "no package": ("extends: ['package:acme_gone']\n", {}, ("readycheck.yaml", 2, 11), "is not a package that is", ""),
    "a part of a package": ("extends: ['package:os.path']\n", {}, ("readycheck.yaml", 2, 11), "letters, digits", ""),
    "a path as a package": ("extends: ['package:../x']\n", {}, ("readycheck.yaml", 2, 11), "letters, digits", ""),
    "one file of the library": ("extends: ['package:this']\n", {}, ("readycheck.yaml", 2, 11), "is not a package", ""),
    "the program that runs": ("extends: ['package:__main__']\n", {}, ("readycheck.yaml", 2, 11), "is not a pack", ""),
    "an empty name": ("extends: ['']\n", {}, ("readycheck.yaml", 2, 11), "this text is empty", ""),
    "a number": ("extends: [1]\n", {}, ("readycheck.yaml", 2, 11), "expected text, found the number 1", ""),
    "two questions": (
        "extends: [a.yaml]\nfacts: {regulated: Is it?}\n",
        {"a.yaml": HEAD + "facts: {regulated: Who is told?}\n"},
        ("readycheck.yaml", 3, 9),
        "`regulated` is another question at a.yaml:2:9",
        "another name",
    ),
    "a folder of checklists without one": (
        "checklists: [a]\n",
        {"a/notes.md": "x"},
        ("readycheck.yaml", 2, 14),
        "`a` holds no checklist",
        "a file or a folder",
    ),
    "an item there twice": (
        "checklists: [a, b.yaml]\n",
        {"a/works.yaml": checklist("works", "press"), "b.yaml": checklist("works", "press")},
        ("b.yaml", 6, 10),
        "item `works.press` stands twice",
        "a/works.yaml:6:5",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_built_on_is_refused_where_it_is_named(
    tmp_path: Path, case: tuple[str, dict[str, str], tuple[str, int, int], str, str]
) -> None:
    """One problem, at the entry that leads nowhere, with what may stand there."""
    text, files, place, message, help_ = case
    (tmp_path / ".git").mkdir()
    (problem,) = problems_of(tmp_path, {"readycheck.yaml": HEAD + text, **files})
    assert problem.place == Place(*place)
    assert message in problem.message
    assert help_ in problem.help


def test_every_mistake_of_every_layer_is_told_at_once(tmp_path: Path) -> None:
    """Items that do not exist are told of all policies together, each in its file."""
    files = {
        "readycheck.yaml": HEAD + "extends: a.yaml\ntailoring:\n  legal.zzz: {drop: true, reason: r}\n",
        "a.yaml": HEAD + "tailoring:\n  legal.yyy: {drop: true, reason: r}\n  legal.xxx: {drop: true, reason: r}\n",
    }
    places = [(problem.place.file, problem.place.line) for problem in problems_of(tmp_path, files)]
    assert places == [("a.yaml", 3), ("a.yaml", 4), ("readycheck.yaml", 4)]


def test_a_policy_builds_on_a_bounded_number_of_others(tmp_path: Path) -> None:
    """As many as the bound are read; one more is refused at the entry that names it."""
    chain = {f"{index}.yaml": f"{HEAD}extends: [{index + 1}.yaml]\n" for index in range(1, MAX_LAYERS - 1)}
    last = f"{MAX_LAYERS - 1}.yaml"
    files = {"readycheck.yaml": HEAD + "extends: [1.yaml]\n", **chain, last: HEAD}
    assert len(rules_of(tmp_path, files).layers) == MAX_LAYERS
    (problem,) = problems_of(tmp_path, {**files, last: HEAD + "extends: [more.yaml]\n", "more.yaml": HEAD})
    assert problem.place == Place(last, 2, 11)
    assert str(MAX_LAYERS) in problem.message


@pytest.mark.parametrize(
    "make",
    [
        lambda root: (root / "group.yaml").symlink_to("../secret.yaml"),
        lambda root: (root / "group.yaml").symlink_to("group.yaml"),
        lambda root: ((root / "group.yaml").mkdir(), (root / "group.yaml" / "a.yaml").symlink_to("../../secret.yaml")),
        lambda root: (root / "group.yaml").symlink_to(".."),
    ],
    ids=["a link out", "a link in a circle", "a folder with a link out", "a link to the folder above"],
)
def test_no_link_leads_out_of_the_repository(tmp_path: Path, make: Callable[[Path], object]) -> None:
    """What lies outside is neither read nor told, by whatever way it is named."""
    root = tmp_path / "repository"
    root.mkdir()
    (tmp_path / "secret.yaml").write_text("password: hunter2\n")
    make(root)
    (problem,) = problems_of(root, {"readycheck.yaml": HEAD + "extends: [group.yaml]\n"})
    assert problem.place.line == 2
    assert "hunter2" not in str(problem)


def test_two_names_of_one_file_are_one_policy(tmp_path: Path) -> None:
    """A link does not make a circle endless, nor a policy two."""
    (tmp_path / "link.yaml").symlink_to("readycheck.yaml")
    (problem,) = problems_of(tmp_path, {"readycheck.yaml": HEAD + "extends: [link.yaml]\n"})
    assert "leads back to itself" in problem.message


# ---------------------------------------------------------------- packages
@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package that would leave a trace if it were run."""
    site = tmp_path / "site"
    directory = site / "acme_rules"
    directory.mkdir(parents=True)
    trace = tmp_path / "trace"
    (directory / "__init__.py").write_text(f"open({str(trace)!r}, 'w').close()\n")
    monkeypatch.syspath_prepend(str(site))
    return directory


def test_an_installed_package_is_read_and_never_run(tmp_path: Path, package: Path) -> None:
    """Its policy and checklists are in force, printed by its name; its code is not executed."""
    (package / "readycheck.yaml").write_text(ALONE + "waiver_max_days: 7\nchecklists: [lists]\n")
    (package / "lists").mkdir()
    (package / "lists" / "works.yaml").write_text(checklist("works", "press"))
    found = rules_of(tmp_path / "repository", {"readycheck.yaml": HEAD + "extends: ['package:acme_rules']\n"})
    assert found.in_force(LaunchClass.STANDARD).waiver_max_days == 7
    assert [item.id for item in found.catalogue.items] == ["works.press"]
    assert [digest.file for digest in found.files][:2] == [
        "package:acme_rules/readycheck.yaml",
        "package:acme_rules/lists/works.yaml",
    ]
    assert "acme_rules" not in sys.modules
    assert not (tmp_path / "trace").exists()


def test_a_package_may_ship_checklists_alone(tmp_path: Path, package: Path) -> None:
    """Without a readycheck.yaml its folder `checklists` is taken."""
    (package / "checklists").mkdir()
    (package / "checklists" / "works.yaml").write_text(checklist("works", "press"))
    found = rules_of(tmp_path / "repository", {"readycheck.yaml": ALONE + "extends: 'package:acme_rules'\n"})
    assert [item.id for item in found.catalogue.items] == ["works.press"]
    assert found.name == "readycheck.yaml over package:acme_rules/checklists"


def test_a_folder_without_code_is_no_package(tmp_path: Path, package: Path) -> None:
    """Several such folders may share a name, so that nobody could say which of them is meant."""
    (package / "__init__.py").unlink()
    (package / "readycheck.yaml").write_text(HEAD)
    (problem,) = problems_of(tmp_path / "repository", {"readycheck.yaml": HEAD + "extends: ['package:acme_rules']\n"})
    assert "is not a package that is installed" in problem.message


def test_a_package_cannot_name_files_outside_itself(tmp_path: Path, package: Path) -> None:
    """Neither of the repository that extends it, nor of its neighbours."""
    (package.parent / "other.yaml").write_text(HEAD)
    (package / "readycheck.yaml").write_text(HEAD + "extends: [../other.yaml]\n")
    (problem,) = problems_of(tmp_path / "repository", {"readycheck.yaml": HEAD + "extends: ['package:acme_rules']\n"})
    assert problem.place == Place("package:acme_rules/readycheck.yaml", 2, 11)


def test_a_folder_in_the_working_directory_is_no_package(tmp_path: Path) -> None:
    """A pull request that adds a folder of a package's name does not take the package's place."""
    files = {
        "acme_rules/readycheck.yaml": HEAD + "limits: []\n",
        "readycheck.yaml": HEAD + "extends: ['package:acme_rules']\n",
    }
    (problem,) = problems_of(tmp_path, files)
    assert "is not a package that is installed" in problem.message


# ---------------------------------------------------------------- other trees
FILES = {
    "ops/readycheck.yaml": ALONE + "extends: ../group\nwaiver_max_days: 7\n",
    "group/checklists/works.yaml": checklist("works", "press"),
}


def test_everything_is_read_through_the_tree(tmp_path: Path) -> None:
    """In a revision other files lie than on the disk; those of the disk are not so much as looked at."""
    for name in FILES:
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("this would be refused")
    (tmp_path / "ops" / "plan").mkdir()
    (tmp_path / "ops" / "plan" / "readycheck.yaml").write_text("and so would this")
    memory = Memory(tmp_path, {**FILES, "ops/plan/launch.yaml": "readycheck: 1\n"})
    found = load_rules_for(tmp_path / "ops" / "plan", memory, None)
    assert found.name == "memory:ops/readycheck.yaml over memory:group/checklists"
    assert found.in_force(LaunchClass.STANDARD).waiver_max_days == 7
    assert [item.id for item in found.catalogue.items] == ["works.press"]


def test_a_project_file_is_read_through_the_tree(tmp_path: Path) -> None:
    """What points to the policy is taken from the revision too."""
    (tmp_path / "pyproject.toml").write_text("[tool.readycheck]\npolicy = 'missing.yaml'\n")
    project = "[tool.readycheck]\npolicy = 'ops/readycheck.yaml'\n"
    memory = Memory(tmp_path, {**FILES, "pyproject.toml": project})
    assert load_rules_for(tmp_path, memory, None).name.startswith("memory:ops/readycheck.yaml")


# ---------------------------------------------------------------- digests
def test_the_digest_is_the_same_wherever_the_files_lie(tmp_path: Path) -> None:
    """On the disk, in memory, below another root: the same names and bytes have the same digest."""
    one = rules_of(tmp_path / "one", FILES, "ops/readycheck.yaml")
    two = rules_of(tmp_path / "two", FILES, "ops/readycheck.yaml")
    three = load_rules_for(tmp_path / "three" / "ops", Memory(tmp_path / "three", FILES), None)
    assert one.digest == two.digest == three.digest


@pytest.mark.parametrize("name", FILES)
def test_the_digest_changes_with_every_byte_of_every_file(tmp_path: Path, name: str) -> None:
    """A space more in any file, which changes nothing else, makes another digest."""
    before = rules_of(tmp_path / "before", FILES, "ops/readycheck.yaml")
    after = rules_of(tmp_path / "after", {**FILES, name: FILES[name] + " \n"}, "ops/readycheck.yaml")
    assert before.catalogue == after.catalogue
    assert before.digest != after.digest


def test_the_digest_does_not_depend_on_the_order_of_reading(tmp_path: Path) -> None:
    """The same files, found in another order, are the same policy to the byte."""
    lists = {"a.yaml": checklist("works", "press"), "b.yaml": checklist("print", "ink")}
    text = ALONE + "extends: [{}]\n"
    for first, second in (("x", "y"), ("y", "x")):
        write = {"readycheck.yaml": text.format("x.yaml, y.yaml"), **lists}
        write |= {f"{first}.yaml": HEAD + "checklists: [a.yaml]\n", f"{second}.yaml": HEAD + "checklists: [b.yaml]\n"}
        rules_of(tmp_path / first, write)
    # by hand: each file's digest and name, sorted by name, as sha256sum prints them
    import hashlib

    for root in (tmp_path / "x", tmp_path / "y"):
        names = ["a.yaml", "b.yaml", "readycheck.yaml", "x.yaml", "y.yaml"]
        lines = "".join(f"{hashlib.sha256((root / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
        assert rules_of(root, {}).digest == hashlib.sha256(lines.encode()).hexdigest()


PLAN = """\
readycheck: 1
launch: {name: Aurora, owner: mara.lind, milestones: {ga: 2026-12-22}}
people: {mara.lind: product}
"""


def test_the_report_carries_the_policy_to_the_byte(tmp_path: Path) -> None:
    """It names every file with its digest, and one digest over all, on whatever day it is made."""
    memory = Memory(tmp_path, {**FILES, "ops/plan.yaml": PLAN})
    source = PlanSource("plan.yaml", tmp_path / "ops" / "plan.yaml", revision=memory)
    reports = [audit_plan(source, AuditRequest(parse_day(day))).report for day in ("2026-11-22", "2026-12-01")]
    rules = load_rules_for(tmp_path / "ops", memory, None)
    for report in reports:
        assert report is not None
        assert report.policy_name == rules.name
        assert report.policy_sha256 == rules.digest
        assert [tuple(source) for source in report.policy_files] == [
            (digest.file, digest.sha256) for digest in rules.files
        ]
