"""A plan on disk, one file or many, becomes a checked plan with the place of everything, and nothing is lost unsaid."""

from __future__ import annotations

import os
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from readycheck.documents.catalogue import check, compile_catalogue, load_checklist
from readycheck.documents.plan import LoadedPlan, PlanFile, PlanFiles, load_plan, read_plan
from readycheck.errors import RefusedInput
from readycheck.files import Disk
from readycheck.model.base import Offset
from readycheck.model.checklist import Catalogue
from readycheck.model.place import Place, Problem
from readycheck.model.policy import PolicyFile
from readycheck.model.vocabulary import Status, Truth

#: The time of a processor that a plan may take. Where coverage looks at every line, all takes several times as long.
A_SECOND = 4.0 if sys.gettrace() is not None else 1.0

MILESTONES = ("beta", "ga", "hypercare")
DEPARTMENTS = frozenset({"legal", "support", "finance", "customer-success"})

ITEM = "title: T, ask: A, why: W, fix: [F], stage: use, severity: major"
LEGAL = f"""\
readycheck: checklist/1
version: "1.2"
department: legal
title: Legal
items:
  - {{id: terms, formerly: [legal.eula], {ITEM}}}
  - {{id: marks, {ITEM}}}
  - {{id: escrow, since: "1.1", needs: [legal.terms], {ITEM}}}
"""
SUPPORT = f"""\
readycheck: checklist/1
version: "1.0"
department: support
title: Support
items:
  - {{id: rota, {ITEM}}}
"""

#: The first nine lines of every plan here; what a test adds starts on line 10.
HEAD = """\
readycheck: 1
launch:
  name: Aurora
  owner: mara
  sponsor: tom
  milestones:
    ga: 2026-12-15
profile: {paid: yes}
people: {mara: legal, tom: management, dana: legal, lee: support}
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Two small checklists as if they were shipped, and one fact."""
    directory = tmp_path_factory.mktemp("checklists")
    sources = []
    for name, text in (("legal.yaml", LEGAL), ("support.yaml", SUPPORT)):
        (directory / name).write_text(text)
        sources.append(load_checklist(name, directory / name, Disk(directory), own=False))
    facts = {"paid": "Do customers pay for it?", "hosted": "Do we run it?"}
    assert not list(check(tuple(sources), facts, MILESTONES, {}))
    return compile_catalogue(sources, [PolicyFile(readycheck="policy/1")], facts, MILESTONES)


def write(root: Path, **files: str) -> Path:
    """Write files by name, `__` for a dash, `/` by directory `plan`, and return that directory."""
    directory = root / "plan"
    directory.mkdir(exist_ok=True)
    for name, text in files.items():
        (directory / f"{name.replace('__', '-')}.yaml").write_text(text)
    return directory


def load(catalogue: Catalogue, text: str, **parts: str) -> LoadedPlan:
    """Load a plan from text, with the departments' files beside it."""
    files = {name.replace("__", "-"): part for name, part in parts.items()}
    return load_plan(
        PlanFiles(
            PlanFile("plan/launch.yaml", text.encode()),
            {name: PlanFile(f"plan/{name}.yaml", part.encode()) for name, part in files.items()},
        ),
        catalogue,
        MILESTONES,
    )


def problems_of(catalogue: Catalogue, text: str, **parts: str) -> tuple[Problem, ...]:
    """Return why a plan cannot be audited at all."""
    with pytest.raises(RefusedInput) as caught:
        load(catalogue, text, **parts)
    return caught.value.problems


# ---------------------------------------------------------------- from disk
def test_a_file_is_a_plan_and_nothing_beside_it_is_read(tmp_path: Path) -> None:
    """A plan in a file of any name is that file alone."""
    directory = write(tmp_path, aurora=HEAD, legal="lead: dana\n")
    files = read_plan(directory / "aurora.yaml", "plan/aurora.yaml", Disk(tmp_path), DEPARTMENTS)
    assert files == PlanFiles(PlanFile("plan/aurora.yaml", HEAD.encode()), {})


@pytest.mark.parametrize(
    ("argument", "name", "main", "part"),
    [
        ("plan", "plan", "plan/launch.yaml", "plan/legal.yaml"),
        ("plan", "plan/", "plan/launch.yaml", "plan/legal.yaml"),
        ("plan", ".", "launch.yaml", "legal.yaml"),
        ("plan/launch.yaml", "plan/launch.yaml", "plan/launch.yaml", "plan/legal.yaml"),
        ("plan/launch.yaml", "launch.yaml", "launch.yaml", "legal.yaml"),
    ],
    ids=["directory", "with a slash", "here", "launch.yaml", "launch.yaml here"],
)
def test_a_directory_and_its_launch_yaml_are_the_same_plan(
    tmp_path: Path, argument: str, name: str, main: str, part: str
) -> None:
    """Both read the main file and one file for each department, under the names that the user would type."""
    write(tmp_path, launch=HEAD, legal="lead: dana\n", notes="not a department\n", readycheck="readycheck: policy/1\n")
    files = read_plan(tmp_path / argument, name, Disk(tmp_path), DEPARTMENTS)
    assert files.main == PlanFile(main, HEAD.encode())
    assert files.departments == {"legal": PlanFile(part, b"lead: dana\n")}
    assert files.problems == ()


def test_a_plan_is_identified_by_the_digests_of_its_files(tmp_path: Path) -> None:
    """The main file comes first, then the departments' in order, each with its SHA-256."""
    directory = write(tmp_path, launch="", support="b", legal="a")
    assert read_plan(directory, "plan", Disk(tmp_path), DEPARTMENTS).digests == (
        ("plan/launch.yaml", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("plan/legal.yaml", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"),
        ("plan/support.yaml", "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"),
    )


def test_a_hostile_file_name_is_shown_printable(tmp_path: Path) -> None:
    """A name with a control character in it cannot reach the terminal."""
    (tmp_path / "a\x1b[2J.yaml").write_text(HEAD)
    files = read_plan(tmp_path / "a\x1b[2J.yaml", "a\x1b[2J.yaml", Disk(tmp_path), DEPARTMENTS)
    assert files.main.name == "a\\u{001b}[2J.yaml"


@pytest.mark.parametrize(
    ("argument", "place", "message"),
    [
        ("missing.yaml", "missing.yaml", "does not exist"),
        ("missing", "missing", "does not exist"),
        ("plan/launch.yaml/x", "plan/launch.yaml/x", "cannot be followed"),
        ("empty", "empty/launch.yaml", "does not exist"),
        ("fifo", "fifo", "is not an ordinary file"),
        ("loop.yaml", "loop.yaml", "cannot be followed"),
    ],
    ids=["file", "directory", "below a file", "no launch.yaml", "pipe", "symlink loop"],
)
def test_what_is_no_plan_is_refused_saying_what_a_plan_is(
    tmp_path: Path, argument: str, place: str, message: str
) -> None:
    """A plan that cannot be read is refused under its name, with what a plan is and how to start one."""
    write(tmp_path, launch=HEAD)
    (tmp_path / "empty").mkdir()
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    with pytest.raises(RefusedInput) as caught:
        read_plan(tmp_path / argument, argument, Disk(tmp_path), DEPARTMENTS)
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (Place(place), message)
    assert "launch.yaml" in problem.help
    assert "readycheck init" in problem.help


@pytest.mark.parametrize("argument", ["plan", "plan/launch.yaml"])
def test_a_plan_that_leads_out_of_the_repository_is_not_read(tmp_path: Path, argument: str) -> None:
    """A launch.yaml that is a link to the secrets of the machine is refused, and nothing of them is shown."""
    root = tmp_path / "repository"
    (root / "plan").mkdir(parents=True)
    (tmp_path / "secret").write_text("password: hunter2\n")
    (root / "plan" / "launch.yaml").symlink_to(tmp_path / "secret")
    with pytest.raises(RefusedInput) as caught:
        read_plan(root / argument, argument, Disk(root), DEPARTMENTS)
    assert "hunter2" not in str(caught.value.problems)


@pytest.mark.parametrize(
    ("kind", "message"),
    [
        ("outside", "leads outside the repository"),
        ("loop", "cannot be followed"),
        ("dangling", "does not exist"),
        ("directory", "is a directory"),
        ("pipe", "is not an ordinary file"),
        ("large", "is larger than 1024 KiB"),
    ],
)
def test_a_department_file_that_cannot_be_read_leaves_the_rest(
    tmp_path: Path, catalogue: Catalogue, kind: str, message: str
) -> None:
    """It is told under its name and counted among the files left out; the rest of the plan is read."""
    root = tmp_path / "repository"
    root.mkdir()
    directory = write(root, launch=HEAD, support="lead: lee\n")
    (tmp_path / "secret").write_text("lead: dana\n")
    file = directory / "legal.yaml"
    match kind:
        case "outside":
            file.symlink_to("../../secret")
        case "loop":
            file.symlink_to("legal.yaml")
        case "dangling":
            file.symlink_to("nowhere")
        case "directory":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case _:
            file.write_bytes(b"#" * 1_048_577)
    files = read_plan(directory, "plan", Disk(root), DEPARTMENTS)
    loaded = load_plan(files, catalogue, MILESTONES)
    assert [(problem.place, problem.message) for problem in loaded.problems] == [(Place("plan/legal.yaml"), message)]
    assert list(loaded.plan.departments) == ["support"]


def test_a_department_whose_file_cannot_be_opened_is_unread(tmp_path: Path, catalogue: Catalogue) -> None:
    """Who reads the report learns that answers are missing, whyever the file was left out."""
    directory = write(tmp_path, launch=HEAD)
    (directory / "legal.yaml").symlink_to("nowhere")
    loaded = load_plan(read_plan(directory, "plan", Disk(tmp_path), DEPARTMENTS), catalogue, MILESTONES)
    assert loaded.unread == ("legal",)


def test_a_link_inside_the_repository_is_followed(tmp_path: Path) -> None:
    """Two plans of one repository may share a department's file."""
    directory = write(tmp_path, launch=HEAD)
    (tmp_path / "shared.yaml").write_text("lead: dana\n")
    (directory / "legal.yaml").symlink_to("../shared.yaml")
    files = read_plan(directory, "plan", Disk(tmp_path), DEPARTMENTS)
    assert files.departments == {"legal": PlanFile("plan/legal.yaml", b"lead: dana\n")}


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("leagl.yaml", "did you mean `legal`?"),
        ("legal.yml", "did you mean `legal`?"),
        ("suport.yml", "did you mean `support`?"),
        ("customer_success.yaml", "did you mean `customer-success`?"),
    ],
)
def test_a_misspelt_department_file_is_told_and_not_passed_over(tmp_path: Path, name: str, near: str) -> None:
    """Answers in a file with a slip in its name would otherwise be missing without a word."""
    directory = write(tmp_path, launch=HEAD)
    (directory / name).write_text("lead: dana\n")
    files = read_plan(directory, "plan", Disk(tmp_path), DEPARTMENTS)
    (problem,) = files.problems
    assert (problem.place, problem.message) == (Place(f"plan/{name}"), "this is no department's file")
    assert near in problem.help
    assert files.departments == {}


def test_other_files_beside_a_plan_are_nobodys_business(tmp_path: Path) -> None:
    """A file whose name is near to no department is left alone, YAML or not."""
    directory = write(tmp_path, launch=HEAD, readycheck="", metrics__2026="")
    (directory / "legal.md").write_text("Terms")
    assert read_plan(directory, "plan", Disk(tmp_path), DEPARTMENTS).problems == ()


# ---------------------------------------------------------------- files put together
def test_department_files_are_parts_of_one_plan(catalogue: Catalogue) -> None:
    """What stands in a department's file is as if it stood under `departments:`, and is placed in its own file."""
    loaded = load(
        catalogue,
        HEAD + "departments: {support: {lead: lee}}\n",
        legal="lead: dana\nitems:\n  terms: done\n",
        customer__success="done_by: support\n",
    )
    plan, place = loaded.plan, loaded.document.place
    assert (plan.departments["legal"].lead, plan.departments["support"].lead) == ("dana", "lee")
    assert plan.departments["legal"].items["terms"].status is Status.DONE
    assert plan.lead_of("customer-success") == "lee"
    assert place(("departments", "legal", "items", "terms")) == Place("plan/legal.yaml", 3, 3)
    assert place(("departments", "support", "lead")) == Place("plan/launch.yaml", 10, 25)
    assert (loaded.problems, loaded.unread) == ((), ())


@pytest.mark.parametrize(
    ("part", "line", "column", "message"),
    [
        ("lead: [\n", 1, None, "not valid YAML"),
        ("", 1, 1, "the file is empty"),
        ("lead: dana\nitms: {}\n", 2, 1, "unknown key `itms`"),
        ("lead: zoe\n", 1, 7, "person `zoe` does not exist"),
        ("items:\n  terms: {status: dnoe}\n", 2, 19, "`dnoe` is not understood here"),
        ("items:\n  trems: done\n", 2, 3, "item `legal.trems` does not exist"),
        ("items:\n  terms: {status: blocked}\n", 2, 19, "a blocked item says why"),
        ("done_by: legal\n", 1, 10, "`legal` cannot do the work of legal"),
        (
            "items:\n  terms: {status: todo, waits_for: [legal.escrow]}\n",
            2,
            36,
            "items wait for each other: ",
        ),
    ],
    ids=["syntax", "empty", "key", "person", "word", "item", "rule", "done_by", "circle"],
)
def test_a_department_file_that_cannot_be_used_leaves_the_rest(
    catalogue: Catalogue, part: str, line: int, column: int | None, message: str
) -> None:
    """Its problems are placed in it, its department is left out, and the others are read."""
    loaded = load(catalogue, HEAD, legal=part, support="lead: lee\n")
    (problem,) = loaded.problems
    assert problem.place == Place("plan/legal.yaml", line, problem.place.column if column is None else column)
    assert message in problem.message
    assert loaded.unread == ("legal",)
    assert list(loaded.plan.departments) == ["support"]
    assert loaded.document.place(("departments", "support", "lead")) == Place("plan/support.yaml", 1, 1)


def test_several_bad_department_files_are_all_told(catalogue: Catalogue) -> None:
    """Problems of all files are sorted by file and place, and everything else is still read."""
    loaded = load(
        catalogue, HEAD, legal="b: 1\na: 1\n", support="lead: zoe\n", finance="[]\n", customer__success="{}\n"
    )
    assert [str(problem.place) for problem in loaded.problems] == [
        "plan/finance.yaml:1:1",
        "plan/legal.yaml:1:1",
        "plan/legal.yaml:2:1",
        "plan/support.yaml:1:7",
    ]
    assert loaded.unread == ("finance", "legal", "support")
    assert list(loaded.plan.departments) == ["customer-success"]


def test_a_department_in_two_files_is_told_and_the_main_file_stands(catalogue: Catalogue) -> None:
    """Nobody has to guess which of two parts counts: the department's own file is left out, and named."""
    loaded = load(catalogue, HEAD + "departments: {legal: {lead: mara}}\n", legal="lead: dana\n")
    (problem,) = loaded.problems
    assert problem.place == Place("plan/legal.yaml", 1, 1)
    assert problem.message == "department `legal` stands in two files"
    assert "plan/launch.yaml" in problem.help
    assert loaded.unread == ("legal",)
    assert loaded.plan.departments["legal"].lead == "mara"


def test_a_bad_main_file_is_refused_with_the_problems_of_all_files(catalogue: Catalogue) -> None:
    """Without the main file there is no plan; what is wrong elsewhere is told with it."""
    found = problems_of(catalogue, HEAD.replace("owner: mara", "owner: zoe"), legal="lead: [\n", support="x: 1\n")
    assert sorted({problem.place.file for problem in found}) == [
        "plan/launch.yaml",
        "plan/legal.yaml",
        "plan/support.yaml",
    ]


def test_a_department_that_relies_on_an_unreadable_one_is_not_to_blame(catalogue: Catalogue) -> None:
    """Where the file of a department that does another's work cannot be used, that file is told and nothing else."""
    loaded = load(catalogue, HEAD + "departments: {customer-success: {done_by: support}}\n", support="x: 1\n")
    assert [str(problem.place) for problem in loaded.problems] == ["plan/support.yaml:1:1"]
    assert loaded.unread == ("support",)


@pytest.mark.parametrize("given", ["[legal]", "legal", "5"])
def test_departments_of_the_wrong_type_are_refused_beside_department_files_too(
    catalogue: Catalogue, given: str
) -> None:
    """A department's own file does not hide that the main file's `departments:` is not understood."""
    (problem,) = problems_of(catalogue, HEAD + f"departments: {given}\n", legal="lead: dana\n")
    assert problem.place == Place("plan/launch.yaml", 10, 14)
    assert problem.message.startswith("expected `name: value` entries, found ")


# ---------------------------------------------------------------- one file
def test_a_plan_is_what_its_file_says(catalogue: Catalogue) -> None:
    """Shorthand is written out, days are dates, and T-n is counted from the launch day."""
    text = (
        HEAD.replace("ga: 2026-12-15", "ga: 2026-12-15\n    beta: T-15")
        + "departments: {legal: {items: {terms: done}}}\n"
    )
    plan = load(catalogue, text).plan
    assert plan.launch.milestones == {"ga": date(2026, 12, 15), "beta": Offset(-15)}
    assert plan.on(plan.launch.milestones["beta"]) == date(2026, 11, 30)
    assert plan.profile == {"paid": Truth.YES}
    assert plan.people["tom"].department == "management"
    assert plan.departments["legal"].items["terms"].status is Status.DONE


@pytest.mark.parametrize("truth", ["yes", "true", "True"])
def test_a_fact_is_yes_or_true(catalogue: Catalogue, truth: str) -> None:
    """Yes and true mean the same."""
    assert load(catalogue, HEAD.replace("yes", truth)).plan.profile == {"paid": Truth.YES}


@pytest.mark.parametrize(
    ("given", "message", "advice"),
    [
        ("2", "plan format 2 is not understood; this version reads format 1", "upgrade readycheck"),
        ("0", "plan format 0 is not understood; this version reads format 1", "write `readycheck: 1`"),
        ("-1", "plan format -1 is not understood; this version reads format 1", "write `readycheck: 1`"),
    ],
)
def test_another_version_of_the_format_is_refused_before_anything_else(
    catalogue: Catalogue, given: str, message: str, advice: str
) -> None:
    """A plan of a later format is not called wrong: the one problem is the version, and what to do about it."""
    text = HEAD.replace("readycheck: 1", f"readycheck: {given}") + "from_the_future: 1\n"
    (problem,) = problems_of(catalogue, text)
    assert (problem.place, problem.message, problem.help) == (Place("plan/launch.yaml", 1, 13), message, advice)


#: What replaces what in the plan, line and column of the problem (None where any will do), message, a part of the help.
WRONG: list[tuple[str, str, str, int, int | None, str, str]] = [
    (
        "milestones out of order",
        "ga: 2026-12-15",
        "ga: 2026-12-15\n    beta: 2026-12-16",
        7,
        9,
        "ga on 2026-12-15 comes before beta",
        "the order is beta, ga, hypercare; beta is on 2026-12-16",
    ),
    (
        "an offset out of order",
        "ga: 2026-12-15",
        "ga: 2026-12-15\n    hypercare: T-1",
        8,
        16,
        "hypercare on 2026-12-14 comes before ga",
        "ga is on 2026-12-15",
    ),
    (
        "unknown milestone",
        "ga: 2026-12-15",
        "ga: 2026-12-15\n    hypecare: T+9",
        8,
        5,
        "milestone `hypecare` does not exist",
        "did you mean `hypercare`?",
    ),
    ("no milestone", "\n    ga: 2026-12-15", " {}", 6, 15, "", ""),
    (
        "launch day counted from itself",
        "ga: 2026-12-15",
        "ga: T-0",
        7,
        None,
        "the launch day cannot be counted from itself",
        "launch.milestones.ga",
    ),
    (
        "only offsets",
        "ga: 2026-12-15",
        "beta: T-9",
        7,
        None,
        "the launch day cannot be counted from itself",
        "or the last milestone",
    ),
    (
        "sponsor is the owner",
        "sponsor: tom",
        "sponsor: mara",
        5,
        12,
        "`mara` is both owner and sponsor",
        "name a sponsor who can disagree",
    ),
    ("Feb 30", "2026-12-15", "2026-02-30", 7, 9, "`2026-02-30` does not exist in the calendar", ""),
    ("Feb 29", "2026-12-15", "2027-02-29", 7, 9, "`2027-02-29` does not exist in the calendar", ""),
    ("month 13", "2026-12-15", "2026-13-01", 7, 9, "`2026-13-01` does not exist in the calendar", ""),
    ("year 2200", "2026-12-15", "2200-01-01", 7, 9, "`2200-01-01` is out of range", ""),
    ("year 1969", "2026-12-15", "1969-12-31", 7, 9, "`1969-12-31` is out of range", ""),
    ("day without zero", "2026-12-15", "2026-12-5", 7, 9, "`2026-12-5` is not a date", "write YYYY-MM-DD, or T-14"),
    ("other digits", "2026-12-15", "２０２６-12-15", 7, 9, "is not a date", "write YYYY-MM-DD, or T-14"),
    ("date with time", "2026-12-15", "2026-12-15T00:00:00Z", 7, 9, "is not a date", "write YYYY-MM-DD, or T-14"),
    ("date as a number", "2026-12-15", "20261215", 7, 9, "`20261215` is not a date", "write YYYY-MM-DD"),
    (
        "pin that does not exist",
        "profile:",
        'checklists: "1.3"\nprofile:',
        8,
        13,
        "checklist version `1.3` does not exist",
        "shipped: 1.0, 1.1, 1.2",
    ),
    (
        "pin that is no version",
        "profile:",
        "checklists: newest\nprofile:",
        8,
        13,
        "checklist version `newest` does not exist",
        "shipped: 1.0, 1.1, 1.2",
    ),
]


@pytest.mark.parametrize(
    ("old", "new", "line", "column", "message", "advice"), [pytest.param(*case[1:], id=case[0]) for case in WRONG]
)
def test_a_plan_that_contradicts_itself_is_refused_at_the_contradiction(
    catalogue: Catalogue, old: str, new: str, line: int, column: int | None, message: str, advice: str
) -> None:
    """What cannot be so is told once, where it stands, with what is known to be so."""
    (problem,) = problems_of(catalogue, HEAD.replace(old, new, 1))
    assert problem.place == Place("plan/launch.yaml", line, problem.place.column if column is None else column)
    assert message in problem.message
    assert advice in problem.help or advice in problem.message


@pytest.mark.parametrize(
    ("day", "meant"),
    [
        ("2028-02-29", date(2028, 2, 29)),
        ("1970-01-01", date(1970, 1, 1)),
        ("2199-12-31", date(2199, 12, 31)),
        ('"2026-12-15"', date(2026, 12, 15)),
    ],
)
def test_a_date_that_exists_is_understood(catalogue: Catalogue, day: str, meant: date) -> None:
    """The leap day, the first and the last day of the range, and a date in quotes are dates."""
    assert load(catalogue, HEAD.replace("2026-12-15", day)).plan.launch_day == meant


@pytest.mark.parametrize(
    "milestones",
    ["ga: 2026-12-15\n    beta: 2026-12-15", "ga: 2026-12-15\n    beta: T-0", "hypercare: T+9\n    ga: 2026-12-15"],
)
def test_milestones_may_fall_on_one_day_and_stand_in_any_order(catalogue: Catalogue, milestones: str) -> None:
    """Dates must not decrease in the policy's order, whatever the order in the file."""
    assert load(catalogue, HEAD.replace("ga: 2026-12-15", milestones)).plan.launch_day == date(2026, 12, 15)


@pytest.mark.parametrize(
    "away", ["{from: 2026-12-20, to: 2026-12-19}", "{from: T+3, to: T-3}"], ids=["dates", "offsets"]
)
def test_an_absence_does_not_end_before_it_begins(catalogue: Catalogue, away: str) -> None:
    """An absence the wrong way round would hide that somebody is away."""
    text = HEAD.replace("lee: support", f"lee: {{department: support, away: [{away}]}}")
    (problem,) = problems_of(catalogue, text)
    assert problem.place.line == 9
    assert problem.message == "the absence ends before it begins"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_a_plan_may_pin_any_version_that_brought_an_item_and_the_newest(catalogue: Catalogue, version: str) -> None:
    """A version exists where an item came with it, or where it is the checklists' own."""
    assert load(catalogue, HEAD + f'checklists: "{version}"\n').plan.checklists == version


@pytest.mark.parametrize(
    ("departments", "column", "message"),
    [
        ("{support: {done_by: support}}", 34, "`support` cannot do the work of support"),
        ("{support: {done_by: finance}}", 34, "`finance` cannot do the work of support"),
        (
            "{support: {done_by: legal}, legal: {done_by: finance}, finance: {}}",
            34,
            "`legal` cannot do the work of support",
        ),
    ],
    ids=["itself", "not in the plan", "has its work done too"],
)
def test_work_is_done_by_a_department_of_the_plan_that_does_its_own(
    catalogue: Catalogue, departments: str, column: int, message: str
) -> None:
    """Whoever does a department's work must be there, and must not have handed on their own."""
    (problem,) = problems_of(catalogue, HEAD + f"departments: {departments}\n")
    assert (problem.place, problem.message) == (Place("plan/launch.yaml", 10, column), message)
    assert "does its own work" in problem.help


@pytest.mark.parametrize(
    ("items", "circle", "line", "column"),
    [
        (
            (
                "      terms: {status: todo, waits_for: [legal.marks]}\n"
                "      marks: {status: todo, waits_for: [legal.terms]}\n"
            ),
            {"legal.marks", "legal.terms"},
            None,
            40,
        ),
        ("      marks: {status: todo, waits_for: [legal.marks]}\n", {"legal.marks"}, 13, 40),
        ("      eula: {status: todo, waits_for: [legal.escrow]}\n", {"legal.terms", "legal.escrow"}, 13, 39),
    ],
    ids=["two items", "itself", "against a prerequisite, by an old id"],
)
def test_items_that_wait_for_each_other_are_refused(
    catalogue: Catalogue, items: str, circle: set[str], line: int | None, column: int
) -> None:
    """A circle of what waits and what is needed is told as a whole, at a `waits_for` in it."""
    (problem,) = problems_of(catalogue, HEAD + f"departments:\n  legal:\n    items:\n{items}")
    assert problem.place == Place("plan/launch.yaml", problem.place.line if line is None else line, column)
    way = problem.message.removeprefix("items wait for each other: ").split(" waits for ")
    assert way[0] == way[-1]
    assert set(way) == circle
    assert problem.help == "break the circle at one of them"


def test_waiting_in_a_line_is_no_circle(catalogue: Catalogue) -> None:
    """An item may wait for what it also needs, and several may wait for one."""
    waiting = (
        "escrow: {status: todo, waits_for: [legal.terms, support.rota]}, marks: {status: todo, waits_for: [legal.eula]}"
    )
    plan = load(catalogue, HEAD + f"departments: {{legal: {{items: {{{waiting}}}}}}}\n").plan
    assert plan.departments["legal"].items["escrow"].waits_for == ("legal.terms", "support.rota")


@pytest.mark.parametrize(
    ("first", "second", "column"),
    [("eula", "terms", 43), ("terms", "eula", 44)],
    ids=["old id first", "new id first"],
)
def test_an_item_answered_under_its_old_and_its_new_id_is_refused(
    catalogue: Catalogue, first: str, second: str, column: int
) -> None:
    """Two answers to one item are told at the second, which names the first."""
    (problem,) = problems_of(
        catalogue, HEAD + f"departments: {{legal: {{items: {{{first}: done, {second}: todo}}}}}}\n"
    )
    assert problem.place == Place("plan/launch.yaml", 10, column)
    assert problem.message == "item `legal.terms` is answered twice"
    assert f"`{first}` is the same item" in problem.help


def test_an_item_answered_under_its_old_id_alone_is_understood(catalogue: Catalogue) -> None:
    """A plan does not break when a checklist renames an item."""
    plan = load(catalogue, HEAD + "departments: {legal: {items: {eula: done}}}\n").plan
    assert plan.departments["legal"].items["eula"].status is Status.DONE


@pytest.mark.parametrize(
    ("departments", "column", "message", "advice"),
    [
        ("{legal: {items: {trems: done}}}", 31, "item `legal.trems` does not exist", "did you mean `terms`?"),
        (
            "{legal: {items: {zebra: done}}}",
            31,
            "item `legal.zebra` does not exist",
            "`readycheck checklist show legal` lists its items",
        ),
        (
            "{finance: {items: {budget: done}}}",
            33,
            "item `finance.budget` does not exist",
            "no checklist of this department is in force; remove the answer",
        ),
        ("{legal: {items: {rota: done}}}", 31, "item `legal.rota` does not exist", ""),
    ],
    ids=["a slip", "none near", "no checklist", "another department's"],
)
def test_an_answer_to_an_item_that_does_not_exist_is_refused(
    catalogue: Catalogue, departments: str, column: int, message: str, advice: str
) -> None:
    """An answer that no checklist asks for is a slip, and would otherwise be an item without an answer."""
    (problem,) = problems_of(catalogue, HEAD + f"departments: {departments}\n")
    assert (problem.place, problem.message) == (Place("plan/launch.yaml", 10, column), message)
    assert advice in problem.help


def test_unknown_items_are_told_beside_everything_else(catalogue: Catalogue) -> None:
    """An id that is wrong and a value that is wrong are told in one run."""
    found = problems_of(
        catalogue, HEAD + "departments:\n  legal:\n    items:\n      trems: done\n      marks: {status: dnoe}\n"
    )
    assert [(problem.place.line, problem.message) for problem in found] == [
        (13, "item `legal.trems` does not exist"),
        (14, "`dnoe` is not understood here"),
    ]


def test_an_answer_to_an_unknown_department_is_one_problem(catalogue: Catalogue) -> None:
    """Where the department does not exist, its items are not told too."""
    (problem,) = problems_of(catalogue, HEAD + "departments: {leagl: {items: {terms: done}}}\n")
    assert problem.message == "department `leagl` does not exist"


@pytest.mark.parametrize(
    "text",
    [
        "departments: {legal: {items: {" + ",".join(f"trems-{i}: done" for i in range(20_000)) + "}}}\n",
        "departments: {legal: {items: {terms: {status: todo, waits_for: [" + "legal.trems," * 20_000 + "]}}}}\n",
        "departments: {legal: {items: {terms: {status: done, evidence: [" + "5," * 20_000 + "]}}}}\n",
        "departments: {legal: {items: {" + ",".join(f"trems-{i}: 5" for i in range(20_000)) + "}}}\n",
    ],
    ids=["unknown answers", "unknown items waited for", "wrong proofs", "wrong answers"],
)
def test_a_plan_with_thousands_of_mistakes_is_refused_in_a_second(catalogue: Catalogue, text: str) -> None:
    """Nobody waits for the thousandth mistake of a plan, and nobody has to read it."""
    started = time.process_time()
    found = problems_of(catalogue, HEAD + text)
    assert time.process_time() - started < A_SECOND
    assert len(found) <= 402


@pytest.mark.parametrize("value", [None, 5, "text", [], ["legal"]], ids=str)
@pytest.mark.parametrize("key", ["launch", "people", "departments", "profile", "waivers", "decisions", "checklists"])
def test_a_section_of_any_type_is_read_or_refused(catalogue: Catalogue, key: str, value: Any) -> None:
    """No section of the wrong type, and none that is empty, brings the program down."""
    lines = [line for line in HEAD.splitlines() if not line.startswith((f"{key}:", "  "))]
    if key != "launch":
        lines += ["launch: {name: A, owner: mara, milestones: {ga: 2026-12-15}}"]
    lines += [f"{key}: {'' if value is None else value}"]
    try:
        loaded = load(catalogue, "\n".join(lines))
    except RefusedInput as refusal:
        found = refusal.problems
    else:
        found = loaded.problems
        assert loaded.plan.launch.owner == "mara"
    assert all(problem.place.file == "plan/launch.yaml" for problem in found)
