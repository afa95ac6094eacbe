"""Checklists, shipped and own, become one catalogue, tailored and pinned; what an audit could not live with is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from readycheck.documents import packaged
from readycheck.documents.catalogue import (
    Source,
    check,
    compile_catalogue,
    load_checklist,
    load_facts,
    own_sources,
    pinned,
    shipped_sources,
)
from readycheck.documents.lint import lint, load_practices
from readycheck.documents.policy import load_builtin
from readycheck.errors import RefusedInput
from readycheck.files import Disk
from readycheck.model.base import Known
from readycheck.model.checklist import Catalogue, version_key
from readycheck.model.place import Place, Problem
from readycheck.model.policy import PolicyFile, Tailoring
from readycheck.model.vocabulary import DEPARTMENTS, Exemption, Severity, Strength
from readycheck.rules import parse_rule
from readycheck.syntax.yaml import parse

MILESTONES = ("beta", "ga", "hypercare")
FACTS = {"paid": "Do customers pay for it?", "hosted": "Do we run it?"}


def checklist(*items: str, department: str = "works", version: str = "1.0") -> str:
    """Return a checklist; its first item stands on line 6, its values each on a line of their own from column 5 on."""
    head = f'readycheck: checklist/1\nversion: "{version}"\ndepartment: {department}\ntitle: {department.title()}\nitems:\n'
    return head + "".join(items)


def item(name: str, *more: str) -> str:
    """Return an item of seven lines and those of `more`."""
    lines = ["title: T", "ask: A", "why: W", "fix: [F]", "stage: use", "severity: major", *more]
    return f"  - id: {name}\n" + "".join(f"    {line}\n" for line in lines)


def sources_of(directory: Path, *texts: str, own: bool = True) -> tuple[Source, ...]:
    """Write and load checklists as one.yaml, two.yaml and so on."""
    found = []
    for name, text in zip(("one.yaml", "two.yaml", "three.yaml"), texts, strict=False):
        (directory / name).write_text(text)
        found.append(load_checklist(name, directory / name, Disk(directory), own=own))
    return tuple(found)


def problems_of(directory: Path, *texts: str, tailoring: dict[str, Tailoring] | None = None) -> list[Problem]:
    """Return what makes checklists unusable together."""
    return list(check(sources_of(directory, *texts), FACTS, MILESTONES, tailoring or {}))


def catalogue_of(directory: Path, *texts: str, own: bool = True, **tailoring: Tailoring) -> Catalogue:
    """Return the catalogue that checklists make; tailoring is of items of the department `works`."""
    policy = PolicyFile(readycheck="policy/1", tailoring={f"works.{name}": how for name, how in tailoring.items()})
    return compile_catalogue(sources_of(directory, *texts, own=own), [policy], FACTS, MILESTONES)


# ---------------------------------------------------------------- what ships
def shipped() -> Catalogue:
    """Return the shipped catalogue."""
    return compile_catalogue(shipped_sources(), [load_builtin()], load_facts(), MILESTONES)


def test_the_shipped_checklists_are_sound() -> None:
    """Ids are unique, every fact exists, and every prerequisite exists and comes no later."""
    catalogue = shipped()
    ids = [entry.id for entry in catalogue.items]
    assert ids
    assert len(set(ids)) == len(ids)
    for entry in catalogue.items:
        assert set(entry.spec.applies.profile) <= catalogue.facts.keys()
        assert MILESTONES.index(entry.spec.milestone) >= max(
            (MILESTONES.index(catalogue.by_id[need].spec.milestone) for need in entry.spec.needs), default=0
        )


def test_the_shipped_checklists_stand_in_the_order_of_departments() -> None:
    """Departments are in their one order, each with its printed name, and their items are together."""
    catalogue = shipped()
    order = [department for department in DEPARTMENTS if department in catalogue.titles]
    assert list(catalogue.titles) == order
    assert list(dict.fromkeys(entry.department for entry in catalogue.items)) == order
    assert all(catalogue.titles.values())
    assert catalogue.shipped
    assert not any(entry.own or entry.dropped or entry.tailored for entry in catalogue.items)


def test_the_shipped_checklists_have_nothing_for_lint_to_say() -> None:
    """No shipped item is unsound, carries an unknown practice, or lets an unchecked tick meet something weighty."""
    sources = tuple(shipped_sources())
    found = lint(sources, frozenset(source.name for source in sources), load_facts(), MILESTONES)
    assert found == ((), ())


def test_the_rules_that_ship_are_called_with_good_options() -> None:
    """An audit takes that for granted of shipped checklists, and finds it out of others."""
    known = Known({"fact": load_facts(), "department": DEPARTMENTS})
    called = [item.spec.rule for item in shipped().items if item.spec.rule is not None]
    assert len(called) > 20
    assert all(parse_rule(call, known).wants for call in called)


def test_every_shipped_fact_is_a_question() -> None:
    """What `init` asks ends in a question mark."""
    facts = load_facts()
    assert facts["paid"] == "Do customers pay for it?"
    assert all(question.endswith("?") for question in facts.values())


def test_the_shipped_files_lie_where_the_program_looks() -> None:
    """The profile, the policy and the practices ship with the checklists, and are listed in order."""
    names = packaged.names()
    assert {"policy.yaml", "practices.yaml", "profile.yaml"} <= set(names)
    assert list(names) == sorted(names)
    assert all((packaged.directory() / name).is_file() for name in names)


def test_kept_values_are_those_of_the_files() -> None:
    """What is kept to save parsing equals what parsing finds, for each shipped file and for one that is not kept."""
    assert packaged.compact() == json.loads(packaged.COMPACT.read_text(encoding="utf-8"))
    for name in packaged.names():
        data = (packaged.directory() / name).read_bytes()
        assert packaged.value(name) == parse(data, name).value


# ---------------------------------------------------------------- own checklists
def test_a_checklist_is_loaded_with_its_defaults(tmp_path: Path) -> None:
    """What an item leaves out is: since 1.0, by ga, proven by a claim, five days, exempt with a reason."""
    (source,) = sources_of(tmp_path, checklist(item("press")))
    (spec,) = source.checklist.items
    assert (spec.since, spec.milestone, spec.evidence, spec.lead_days) == ("1.0", "ga", Strength.CLAIM, 5)
    assert (spec.second_person, spec.exemption, spec.needs, spec.rule) == (False, Exemption.WITH_REASON, (), None)
    assert source.document.place(("items", 0)) == Place("one.yaml", 6, 5)


def test_a_blocker_takes_an_approval_to_be_exempt(tmp_path: Path) -> None:
    """The default for a blocker is `approved`, unless the checklist says otherwise."""
    text = checklist(
        item("a").replace("major", "blocker"), item("b", "not_applicable: never").replace("major", "blocker")
    )
    (source,) = sources_of(tmp_path, text)
    assert [spec.exemption for spec in source.checklist.items] == [Exemption.APPROVED, Exemption.NEVER]


def test_own_checklists_are_read_from_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A policy names checklists relative to itself, in any directory below the root."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policies").mkdir()
    (tmp_path / "works.yaml").write_text(checklist(item("press")))
    document = parse(b"readycheck: policy/1\nchecklists: [../works.yaml]\n", "readycheck.yaml")
    policy = PolicyFile(readycheck="policy/1", checklists=("../works.yaml",))
    (source,) = own_sources(policy, document, tmp_path / "policies", Disk(tmp_path))
    assert (source.name, source.own, source.file) == ("works.yaml", True, (tmp_path / "works.yaml").resolve())


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("missing.yaml", "`missing.yaml` does not exist"),
        ("../outside.yaml", "`../outside.yaml` leads outside the repository"),
        ("/etc/passwd", "`/etc/passwd` is not a path within the repository, with / between folders"),
        ("link.yaml", "`link.yaml` leads outside the repository"),
    ],
)
def test_a_checklist_that_cannot_be_read_is_told_in_the_policy(tmp_path: Path, name: str, message: str) -> None:
    """The problem stands at the name in the policy, with where checklists may lie."""
    root = tmp_path / "repository"
    root.mkdir()
    (tmp_path / "outside.yaml").write_text(checklist(item("press")))
    (root / "link.yaml").symlink_to("../outside.yaml")
    document = parse(f"readycheck: policy/1\nchecklists:\n  - {name}\n".encode(), "readycheck.yaml")
    with pytest.raises(RefusedInput) as caught:
        list(own_sources(PolicyFile(readycheck="policy/1", checklists=(name,)), document, root, Disk(root)))
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (Place("readycheck.yaml", 3, 5), message)
    assert "relative to this policy" in problem.help


@pytest.mark.parametrize(
    ("make", "message"),
    [("directory", "is a directory"), ("missing", "does not exist"), ("large", "is larger than 1024 KiB")],
)
def test_a_checklist_given_by_name_that_cannot_be_read_is_refused(tmp_path: Path, make: str, message: str) -> None:
    """A file that lint is asked to check is refused under its name."""
    path = tmp_path / "works.yaml"
    if make == "directory":
        path.mkdir()
    elif make == "large":
        path.write_bytes(b"#" * 1_048_577)
    with pytest.raises(RefusedInput) as caught:
        load_checklist("works.yaml", path, Disk(path.parent), own=True)
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == (Place("works.yaml"), message)


def test_own_departments_come_after_the_shipped_ones(tmp_path: Path) -> None:
    """Reports list the thirteen departments in their order, then the company's own in the order of the policy."""
    catalogue = catalogue_of(
        tmp_path,
        checklist(item("press")),
        checklist(item("rota"), department="support"),
        checklist(item("terms"), department="legal"),
    )
    assert [entry.id for entry in catalogue.items] == ["legal.terms", "support.rota", "works.press"]
    assert list(catalogue.titles.items()) == [("legal", "Legal"), ("support", "Support"), ("works", "Works")]
    assert all(entry.own for entry in catalogue.items)
    assert not catalogue.shipped


def test_two_checklists_of_one_department_are_one(tmp_path: Path) -> None:
    """A company may add items to a department: they follow those that are there, under its first title."""
    more = checklist(item("paint", "needs: [works.press]")).replace("title: Works", "title: More works")
    catalogue = catalogue_of(tmp_path, checklist(item("press")), more)
    assert [entry.id for entry in catalogue.items] == ["works.press", "works.paint"]
    assert catalogue.titles == {"works": "Works"}


# ---------------------------------------------------------------- what is refused
#: The first and the second checklist, file, line and column of the problem, its message, a part of its help.
UNSOUND: list[tuple[str, list[str], str, int, int, str, str]] = [
    (
        "id twice in a file",
        [checklist(item("press"), item("press"))],
        "one.yaml",
        13,
        9,
        "item `works.press` stands twice",
        "it is at one.yaml:6:5 already; give one of them another id",
    ),
    (
        "id twice in two files",
        [checklist(item("press")), checklist(item("paint"), item("press"))],
        "two.yaml",
        13,
        9,
        "item `works.press` stands twice",
        "it is at one.yaml:6:5 already",
    ),
    (
        "unknown fact",
        [checklist(item("press", "applies: {profile: [hosted, piad]}"))],
        "one.yaml",
        13,
        33,
        "profile fact `piad` does not exist",
        "did you mean `paid`?",
    ),
    (
        "unknown fact, none near",
        [checklist(item("press", "applies: {profile: [regulated]}"))],
        "one.yaml",
        13,
        25,
        "profile fact `regulated` does not exist",
        "add it to the policy's `facts:` with its question",
    ),
    (
        "unknown milestone",
        [checklist(item("press", "milestone: hypercar"))],
        "one.yaml",
        13,
        16,
        "milestone `hypercar` of works.press does not exist",
        "did you mean `hypercare`?",
    ),
    (
        "unknown milestone, none near",
        [checklist(item("press", "milestone: pilot"))],
        "one.yaml",
        13,
        16,
        "milestone `pilot` of works.press does not exist",
        "the policy has beta, ga, hypercare; add it there",
    ),
    (
        "unknown need",
        [checklist(item("press", "needs: [works.pres]"))],
        "one.yaml",
        13,
        13,
        "`works.press` needs `works.pres`, which does not exist",
        "did you mean `works.press`?",
    ),
    (
        "need without its department",
        [checklist(item("press"), item("paint", "needs: [x]"))],
        "one.yaml",
        20,
        13,
        "`works.paint` needs `x`, which does not exist",
        "name an item with its department",
    ),
    (
        "later need",
        [checklist(item("press", "milestone: beta", "needs: [works.paint]"), item("paint"))],
        "one.yaml",
        14,
        13,
        "`works.press` needs `works.paint`, which comes later",
        "a prerequisite has the same milestone or an earlier one",
    ),
    (
        "circle of one",
        [checklist(item("press", "needs: [works.press]"))],
        "one.yaml",
        6,
        5,
        "items need each other: works.press needs works.press",
        "break the circle",
    ),
    (
        "unknown rule",
        [checklist(item("press", "rule: {kind: ask}"))],
        "one.yaml",
        13,
        18,
        "rule kind `ask` does not exist",
        "did you mean `asks`?",
    ),
    (
        "unknown rule, none near",
        [checklist(item("press", "rule: {kind: regex}"))],
        "one.yaml",
        13,
        18,
        "rule kind `regex` does not exist",
        "kinds: accountable, accounts, announcements, asks,",
    ),
    (
        "unknown option",
        [checklist(item("press", "rule: {kind: lead_present, days_befor: 2}"))],
        "one.yaml",
        13,
        32,
        "unknown key `days_befor`",
        "did you mean `days_before`?",
    ),
    (
        "option of the wrong type",
        [checklist(item("press", "rule: {kind: lead_present, days_after: two}"))],
        "one.yaml",
        13,
        44,
        "expected a whole number, found text",
        "in digits",
    ),
    (
        "option where there is none",
        [checklist(item("press", "rule: {kind: asks, of: sales}"))],
        "one.yaml",
        13,
        24,
        "unknown key `of`",
        "",
    ),
]


@pytest.mark.parametrize(
    ("texts", "file", "line", "column", "message", "advice"), [pytest.param(*case[1:], id=case[0]) for case in UNSOUND]
)
def test_what_an_audit_could_not_live_with_is_told_where_it_stands(
    tmp_path: Path, texts: list[str], file: str, line: int, column: int, message: str, advice: str
) -> None:
    """Checklists that do not fit together are refused at the id, need, fact, milestone or rule that does not fit."""
    (problem,) = problems_of(tmp_path, *texts)
    assert (problem.place, problem.message) == (Place(file, line, column), message)
    assert advice in problem.help


def test_a_circle_of_prerequisites_is_told_as_a_whole(tmp_path: Path) -> None:
    """All items of a circle are named in the order in which they need each other, at the first of them."""
    texts = [
        checklist(item("press", "needs: [works.paint]"), item("paint", "needs: [legal.terms]")),
        checklist(item("terms", "needs: [works.press]"), department="legal"),
    ]
    (problem,) = problems_of(tmp_path, *texts)
    assert problem.place == Place("one.yaml", 6, 5)
    way = problem.message.removeprefix("items need each other: ").split(" needs ")
    circle = ["works.press", "works.paint", "legal.terms"]
    start = circle.index(way[0])
    assert way == [*circle[start:], *circle[:start], way[0]]


def test_everything_that_is_unsound_is_told_at_once(tmp_path: Path) -> None:
    """A catalogue is refused with all its problems, sorted by file and place."""
    with pytest.raises(RefusedInput) as caught:
        catalogue_of(
            tmp_path,
            checklist(item("press", "rule: {kind: ask}"), item("press", "applies: {profile: [piad]}")),
            checklist(item("terms", "needs: [works.x]"), department="legal"),
        )
    assert [str(problem.place) for problem in caught.value.problems] == [
        "one.yaml:13:18",
        "one.yaml:14:9",
        "one.yaml:21:25",
        "two.yaml:13:13",
    ]


@pytest.mark.parametrize(
    "texts",
    [
        [checklist(item("press", "formerly: [works.paint]"), item("paint"))],
        [checklist(item("press", "formerly: [works.old]"), item("paint", "formerly: [works.old]"))],
        [checklist(item("terms"), department="legal"), checklist(item("press", "formerly: [legal.terms]"))],
    ],
    ids=["an id in use", "an old id of two items", "an item of another department"],
)
def test_an_old_id_belongs_to_one_item_only(tmp_path: Path, texts: list[str]) -> None:
    """An old id that another item has, or had, would take that item's answers away without a word."""
    assert problems_of(tmp_path, *texts)


# ---------------------------------------------------------------- tailoring
def test_tailoring_changes_what_it_names_and_keeps_the_rest(tmp_path: Path) -> None:
    """Severity, milestone and least proof may be changed; how and why is kept for the report."""
    tailoring = Tailoring(
        reason="Small press", severity=Severity.MINOR, milestone="hypercare", evidence=Strength.DOCUMENT
    )
    (entry, other) = catalogue_of(tmp_path, checklist(item("press"), item("paint")), press=tailoring).items
    assert (entry.spec.severity, entry.spec.milestone, entry.spec.evidence) == ("minor", "hypercare", "document")
    assert (entry.spec.title, entry.spec.lead_days, entry.dropped) == ("T", 5, False)
    assert entry.tailored == (
        "severity major → minor, milestone ga → hypercare, evidence claim → document",
        "Small press",
    )
    assert (other.tailored, other.spec.severity) == (None, Severity.MAJOR)


def test_a_dropped_item_stays_in_the_catalogue(tmp_path: Path) -> None:
    """Dropping an item does not make it vanish: its weight is shown as not applicable."""
    (entry,) = catalogue_of(tmp_path, checklist(item("press")), press=Tailoring(reason="No press", drop=True)).items
    assert entry.dropped
    assert entry.tailored == ("dropped", "No press")


def test_tailoring_that_makes_a_prerequisite_late_is_refused(tmp_path: Path) -> None:
    """Moving an item behind what needs it is an error of the policy, whatever the checklist said."""
    texts = [checklist(item("press"), item("paint", "needs: [works.press]"))]
    late = {"works.press": Tailoring(reason="r", milestone="hypercare")}
    assert not problems_of(tmp_path, *texts)
    (problem,) = problems_of(tmp_path, *texts, tailoring=late)
    assert problem.message == "`works.paint` needs `works.press`, which comes later"


def test_tailoring_may_cure_a_milestone_that_does_not_exist(tmp_path: Path) -> None:
    """An item of a milestone that this company does not have is moved to one that it has."""
    texts = [checklist(item("press", "milestone: pilot"))]
    moved = {"works.press": Tailoring(reason="r", milestone="beta")}
    assert not problems_of(tmp_path, *texts, tailoring=moved)


# ---------------------------------------------------------------- the pin
def test_the_version_of_the_catalogue_is_the_newest_of_the_shipped_checklists(tmp_path: Path) -> None:
    """Versions are compared as numbers: 1.10 is newer than 1.9."""
    texts = [checklist(item("press"), version="1.9"), checklist(item("terms"), department="legal", version="1.10")]
    assert catalogue_of(tmp_path, *texts, own=False).version == "1.10"


def test_without_shipped_checklists_the_version_is_the_first(tmp_path: Path) -> None:
    """Versions of own checklists are the company's own business."""
    catalogue = catalogue_of(tmp_path, checklist(item("press"), version="7.0"))
    assert (catalogue.version, catalogue.shipped) == ("1.0", False)


@pytest.mark.parametrize(
    ("pin", "kept", "newer"),
    [
        (None, ["press", "paint", "pack"], []),
        ("1.10", ["press", "paint", "pack"], []),
        ("1.9", ["press", "paint"], ["pack"]),
        ("1.0", ["press"], ["paint", "pack"]),
    ],
    ids=["no pin", "newest", "middle", "oldest"],
)
def test_a_pin_sets_newer_items_aside(tmp_path: Path, pin: str | None, kept: list[str], newer: list[str]) -> None:
    """Items that came after the pinned version are listed as newer and are not in force."""
    text = checklist(item("press"), item("paint", 'since: "1.9"'), item("pack", 'since: "1.10"'), version="1.10")
    catalogue = pinned(catalogue_of(tmp_path, text, own=False), pin)
    assert [entry.spec.id for entry in catalogue.items] == kept
    assert [entry.spec.id for entry in catalogue.newer] == newer


def test_a_pin_is_about_the_shipped_checklists_only(tmp_path: Path) -> None:
    """Own items are in force whatever their version."""
    catalogue = pinned(catalogue_of(tmp_path, checklist(item("press", 'since: "2.0"'), version="2.0")), "1.0")
    assert [entry.id for entry in catalogue.items] == ["works.press"]
    assert catalogue.newer == ()


@pytest.mark.parametrize(
    ("version", "key"), [("1", (1,)), ("1.10", (1, 10)), ("2.0.3", (2, 0, 3))], ids=["one", "two", "three"]
)
def test_a_version_is_compared_number_by_number(version: str, key: tuple[int, ...]) -> None:
    """A version is its numbers."""
    assert version_key(version) == key


def test_old_ids_lead_to_new_ones(tmp_path: Path) -> None:
    """The catalogue knows what its items were called before, in any department."""
    catalogue = catalogue_of(tmp_path, checklist(item("press", "formerly: [works.print, legal.press]")))
    assert catalogue.renamed == {"works.print": "works.press", "legal.press": "works.press"}


# ---------------------------------------------------------------- lint
@pytest.mark.parametrize(
    ("text", "place", "message", "advice"),
    [
        (
            checklist(item("press", "practices: [zz.none]")),
            Place("one.yaml", 13, 17),
            "practice `zz.none` does not exist",
            "leave `practices` out for an item of your own",
        ),
        (
            checklist(item("press", 'since: "1.1"')),
            Place("one.yaml", 13, 12),
            "`press` is unreachable: it is newer than its checklist",
            "the checklist is version 1.0: raise it, or lower `since`",
        ),
        (
            checklist(item("press", "needs: [works.x]")),
            Place("one.yaml", 13, 13),
            "`works.press` needs `works.x`, which does not exist",
            "",
        ),
    ],
    ids=["practice", "newer than its checklist", "unsound"],
)
def test_lint_tells_what_is_wrong_with_a_checklist(
    tmp_path: Path, text: str, place: Place, message: str, advice: str
) -> None:
    """Beside what an audit refuses, lint refuses unknown practices and items that no pin can reach."""
    found = lint(sources_of(tmp_path, text), frozenset({"one.yaml"}), FACTS, MILESTONES)
    (problem,) = found.errors
    assert (problem.place, problem.message) == (place, message)
    assert advice in problem.help
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("lines", "warned"),
    [
        (["evidence: none"], {"blocker", "major"}),
        (["evidence: none", "second_person: true"], set()),
        (["evidence: none", "rule: {kind: asks}"], set()),
        (["evidence: claim"], set()),
    ],
    ids=["a tick", "a second person", "a rule", "a claim"],
)
@pytest.mark.parametrize("severity", ["blocker", "major", "minor", "info"])
def test_lint_warns_of_weighty_items_that_a_tick_can_meet(
    tmp_path: Path, lines: list[str], warned: set[str], severity: str
) -> None:
    """A blocker or major that asks for no proof, no second person and no rule is warned of, and is no error."""
    text = checklist(item("press", *lines).replace("severity: major", f"severity: {severity}"))
    found = lint(sources_of(tmp_path, text), frozenset({"one.yaml"}), FACTS, MILESTONES)
    expected = [f"the {severity} `press` can be ticked without anything that shows it"] if severity in warned else []
    assert [problem.message for problem in found.warnings] == expected
    assert found.errors == ()


def test_lint_reports_on_the_files_it_is_asked_about(tmp_path: Path) -> None:
    """Other checklists are read to know their items, and what is wrong in them is not told."""
    bad = item("a", "needs: [works.x]", "evidence: none")
    sources = sources_of(tmp_path, checklist(bad), checklist(bad, department="legal"))
    found = lint(sources, frozenset({"two.yaml"}), FACTS, MILESTONES)
    assert {problem.place.file for problem in (*found.errors, *found.warnings)} == {"two.yaml"}


def test_the_shipped_practices_have_unique_ids() -> None:
    """Items refer to practices by id, so that each id is there once."""
    ids = [practice.id for practice in load_practices().practices]
    assert ids
    assert len(set(ids)) == len(ids)
