"""What a model refuses is told with its place, what was expected, and the nearest name that does exist."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import load_shipped
from readycheck.documents.validation import build, did_you_mean, keys_at, path_of
from readycheck.model.base import Known, Model
from readycheck.model.checklist import Checklist
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import PolicyFile
from readycheck.syntax.yaml import parse
from tests.documents.building import HEAD, PEOPLE, load, refusals

STEP = "journeys:\n  - name: A\n    touchpoints:\n      - "
LEGAL = "departments:\n  legal:\n    lead: dana.cho\n    items:\n"

# what is wrong -> plan, line, column, words of the message, words of the help
WRONG = {
    "unknown key": (f"{HEAD}{PEOPLE}peeple: {{}}\n", 4, 1, "unknown key `peeple`", "did you mean `people`?"),
    "unknown key, nothing near": (f"{HEAD}{PEOPLE}zzz: 1\n", 4, 1, "unknown key `zzz`", "keys here: readycheck,"),
    "unknown key inside": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: {{status: todo, dew: T-3}}\n",
        8,
        34,
        "unknown key `dew`",
        "did you mean `due`?",
    ),
    "key with a comma in prose": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: {{status: todo, note: About 10,000 names}}\n",
        8,
        49,
        "unknown key `000 names`",
        "a text with a comma needs quotes",
    ),
    "missing key": (
        "readycheck: 1\nlaunch: {owner: mara.lind, milestones: {ga: 2026-12-22}}\n" + PEOPLE,
        2,
        1,
        "`name` is missing",
        "add `name: …`",
    ),
    "word that is not understood": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: doen\n",
        8,
        7,
        "`doen` is not understood here",
        "did you mean `done`?",
    ),
    "number for text": (
        "readycheck: 1\nlaunch: {name: 2, owner: mara.lind, milestones: {ga: 2026-12-22}}\n" + PEOPLE,
        2,
        16,
        "expected text, found the number 2",
        "quotes",
    ),
    "text for a list": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: {{status: todo, waits_for: legal.escrow}}\n",
        8,
        45,
        "expected a list, found text",
        "put `- ` before each entry",
    ),
    "list for keys": (
        f"{HEAD}{PEOPLE}profile: [paid]\n",
        4,
        10,
        "expected `name: value` entries, found a list",
        "on a line of its own",
    ),
    "nothing for keys": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks:\n",
        8,
        18,
        "expected `name: value` entries, found nothing",
        "",
    ),
    "boolean for a version": (f"{HEAD}{PEOPLE}checklists: true\n", 4, 13, "expected text, found `true`", "quotes"),
    "unknown person": (
        f"{HEAD}{PEOPLE}departments: {{legal: {{lead: dana.show}}}}\n",
        4,
        29,
        "person `dana.show` does not exist",
        "did you mean `dana.cho`?",
    ),
    "unknown person, nobody near": (
        f"{HEAD}{PEOPLE}departments: {{legal: {{lead: xq}}}}\n",
        4,
        29,
        "person `xq` does not exist",
        "under `people:`",
    ),
    "unknown item": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademark: done\n",
        8,
        7,
        "item `legal.trademark` does not exist",
        "did you mean `trademarks`?",
    ),
    "unknown item waited for": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: {{status: todo, waits_for: [legal.escro]}}\n",
        8,
        46,
        "item `legal.escro` does not exist",
        "did you mean `legal.escrow`?",
    ),
    "unknown department": (
        f"{HEAD}{PEOPLE}departments: {{legl: {{}}}}\n",
        4,
        15,
        "department `legl` does not exist",
        "`legal`",
    ),
    "unknown department of a person": (
        f"{HEAD}people: {{mara.lind: produkt}}\n",
        3,
        10,
        "department `produkt`",
        "`product`",
    ),
    "unknown milestone": (
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {gaa: 2026-12-22}}\n" + PEOPLE,
        2,
        50,
        "milestone `gaa` does not exist",
        "did you mean `ga`?",
    ),
    "unknown fact": (
        f"{HEAD}{PEOPLE}profile: {{payd: yes}}\n",
        4,
        11,
        "fact `payd` does not exist",
        "did you mean `paid`?",
    ),
    "fact neither yes nor no": (
        f"{HEAD}{PEOPLE}profile: {{paid: perhaps}}\n",
        4,
        17,
        "`perhaps` is not understood",
        "yes, no or unknown",
    ),
    "day that does not exist": (
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {ga: 2026-02-30}}\n" + PEOPLE,
        2,
        54,
        "`2026-02-30` does not exist in the calendar",
        "",
    ),
    "day out of range": (
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {ga: 1969-12-31}}\n" + PEOPLE,
        2,
        54,
        "out of range",
        "",
    ),
    "no day at all": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: {{status: todo, due: soon}}\n",
        8,
        39,
        "`soon` is not a date",
        "",
    ),
    "id with a capital": (
        f"{HEAD}people: {{mara.lind: product, Dana: legal}}\n",
        3,
        30,
        "`Dana` is not a short name",
        "small letters",
    ),
    "sponsor and owner the same": (
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, sponsor: mara.lind, milestones: {ga: 2026-12-22}}\n"
        + PEOPLE,
        2,
        46,
        "both owner and sponsor",
        "name a sponsor who can disagree",
    ),
    "blocked without a word": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: blocked\n",
        8,
        7,
        "a blocked item says why",
        "`reason: …`",
    ),
    "two kinds of evidence at once": (
        f"{HEAD}{PEOPLE}{LEGAL}      trademarks: {{status: done, evidence: {{file: a.md, claim: It is so}}}}\n",
        8,
        34,
        "exactly one of `claim`, `link`, `file` and `metric`",
        "",
    ),
    "absence that ends before it begins": (
        f"{HEAD}people: {{mara.lind: {{department: product, away: [{{from: 2026-12-02, to: 2026-12-01}}]}}}}\n",
        3,
        73,
        "ends before it begins",
        "",
    ),
    "blank name": (
        'readycheck: 1\nlaunch: {name: " ", owner: mara.lind, milestones: {ga: 2026-12-22}}\n' + PEOPLE,
        2,
        16,
        "this text is empty",
        "",
    ),
    "no milestone": (
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {}}\n" + PEOPLE,
        2,
        49,
        "at least 1",
        "",
    ),
    "launch day counted from itself": (
        "readycheck: 1\nlaunch: {name: A, owner: mara.lind, milestones: {ga: T-3}}\n" + PEOPLE,
        2,
        49,
        "counted from itself",
        "YYYY-MM-DD",
    ),
    # what stands between departments
    "handoff without ends": (
        f"{HEAD}{PEOPLE}handoffs: [{{standing: legal}}]\n",
        4,
        23,
        "a handoff goes from one to another",
        "sales -> support",
    ),
    "handoff of no department": (
        f"{HEAD}{PEOPLE}handoffs: [{{standing: leagl -> support}}]\n",
        4,
        23,
        "department `leagl`",
        "did you mean `legal`?",
    ),
    "handoff of both kinds": (
        f"{HEAD}{PEOPLE}handoffs: [{{standing: legal -> support, once: legal -> sales}}]\n",
        4,
        12,
        "either",
        "`once:`",
    ),
    "handoff of no kind": (
        f"{HEAD}{PEOPLE}handoffs: [{{when: Signed}}]\n",
        4,
        12,
        "either `standing` or `once`",
        "standing:",
    ),
    "handoff for once that is agreed": (
        f"{HEAD}{PEOPLE}handoffs: [{{once: legal -> support, agreed: 2026-11-01}}]\n",
        4,
        45,
        "has no `agreed`",
        "`offered`",
    ),
    "handoff to itself": (
        f"{HEAD}{PEOPLE}handoffs: [{{once: legal -> legal}}]\n",
        4,
        19,
        "hands over to itself",
        "two ends",
    ),
    "handoff agreed by another": (
        f"{HEAD}{PEOPLE}handoffs: [{{standing: legal -> support, agreed: {{sales: 2026-11-01}}}}]\n",
        4,
        49,
        "`sales` is neither end",
        "legal and support",
    ),
    "handoff agreed on no day": (
        f"{HEAD}{PEOPLE}handoffs: [{{standing: legal -> support, agreed: {{legal: soon}}}}]\n",
        4,
        57,
        "`soon` is not a date",
        "",
    ),
    "handoff to a partner without a name": (
        f"{HEAD}{PEOPLE}handoffs: [{{standing: 'legal -> partner:'}}]\n",
        4,
        23,
        "has no name",
        "partner:NAME",
    ),
    "stage of a touchpoint": (
        f"{HEAD}{PEOPLE}{STEP}{{name: B, stage: lern, department: legal}}\n",
        7,
        26,
        "`lern`",
        "did you mean `learn`?",
    ),
    "level of a service": (
        f"{HEAD}{PEOPLE}{STEP}{{name: B, stage: use, department: legal, kept_by: {{service: y, level: gold}}}}\n",
        7,
        79,
        "`gold`",
        "basic, standard or premium",
    ),
    "segment that does not exist": (
        f"{HEAD}{PEOPLE}journeys:\n  - {{name: A, for: firms, touchpoints: [{{name: B, stage: use, department: legal}}]}}\n",
        5,
        20,
        "segment `firms` does not exist",
        "customers.segments",
    ),
    "journey without touchpoints": (
        f"{HEAD}{PEOPLE}journeys: [{{name: A, touchpoints: []}}]\n",
        4,
        35,
        "at least 1",
        "add one",
    ),
    "target without a number": (
        f"{HEAD}{PEOPLE}metrics: [{{id: a, kind: kpi, department: legal, target: {{unit: days}}}}]\n",
        4,
        57,
        "a target needs a number",
        "at_least: N",
    ),
    "target that nothing meets": (
        f"{HEAD}{PEOPLE}metrics: [{{id: a, kind: kpi, department: legal, target: {{at_least: 9, at_most: 1}}}}]\n",
        4,
        57,
        "no value meets this target",
        "above",
    ),
    "measure that stands twice": (
        f"{HEAD}{PEOPLE}metrics: [{{id: a, kind: kpi, department: legal}}, {{id: a, kind: sla, department: legal}}]\n",
        4,
        10,
        "`a` stands twice",
        "another id",
    ),
    "week that ends before it begins": (
        f"{HEAD}{PEOPLE}launch_week: {{from: T+7, to: T-1}}\n",
        4,
        30,
        "ends before it begins",
        "`from:` comes before",
    ),
    "fact of many values": (
        f"{HEAD}{PEOPLE}stated: {{price: [3]}}\n",
        4,
        17,
        "a fact has one value",
        "a number, a text",
    ),
    "placeholder of a first plan": (
        f"{HEAD}{PEOPLE}scenarios: [{{what_if: The region fails, owner: …}}]\n",
        4,
        48,
        "`…` is not a short name",
        "small letters",
    ),
}


def test_an_answer_of_a_department_without_a_checklist_is_refused() -> None:
    """Where a policy leaves a department's list out, an answer for it would count for nothing."""
    rules = load_shipped()
    legal = tuple(item for item in rules.catalogue.items if item.department == "legal")
    only_legal = replace(rules.catalogue, items=legal, titles={"legal": "Legal"})
    text = f"{HEAD}{PEOPLE}departments: {{product: {{items: {{roadmap: done}}}}}}\n"
    files = PlanFiles(PlanFile("plan.yaml", text.encode()), {})
    (problem,) = refusals(load_plan, files, only_legal, rules.milestones)
    assert (problem.place.line, problem.place.column) == (4, 33)
    assert problem.message == "item `product.roadmap` does not exist"
    assert "remove the answer" in problem.help


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_told_with_its_place_and_its_mend(case: tuple[str, int, int, str, str]) -> None:
    """One problem, at the line and column of the word that is meant."""
    text, line, column, message, help_ = case
    (problem,) = refusals(load, text)
    assert message in problem.message
    assert help_ in problem.help
    assert (problem.place.line, problem.place.column) == (line, column)
    assert problem.source == text.splitlines()[line - 1]


def test_all_problems_of_a_file_are_told_together_in_order() -> None:
    """Nobody mends a plan one error at a time."""
    text = f"{HEAD}people: {{mara.lind: produkt}}\nprofile: {{payd: yes}}\n{LEGAL}      trademarks: doen\n      escro: done\n"
    found = refusals(load, text)
    assert [problem.place.line for problem in found] == [3, 4, 7, 9, 10]


def test_the_marked_width_is_that_of_the_word() -> None:
    """The underline covers the word that is meant and no more."""
    (problem,) = refusals(load, f"{HEAD}{PEOPLE}profile: {{payd: yes}}\n")
    start = problem.place.column - 1
    assert problem.source[start : start + problem.width] == "payd"


def test_thousands_of_problems_are_bounded_and_counted() -> None:
    """The first 200 are told, and how many more there are."""
    found = refusals(load, HEAD + PEOPLE + "".join(f"key{number}: 1\n" for number in range(250)))
    assert len(found) == 201
    assert any("50 more problems" in problem.message for problem in found)


SHORT = {
    "status": ("trademarks: done", "trademarks: {status: done}"),
    "evidence text": (
        "trademarks: {status: done, evidence: a.md}",
        "trademarks: {status: done, evidence: [a.md]}",
    ),
    "evidence written out": (
        "trademarks: {status: done, evidence: {file: a.md}}",
        "trademarks: {status: done, evidence: [{file: a.md}]}",
    ),
}


@pytest.mark.parametrize("pair", SHORT.values(), ids=SHORT.keys())
def test_shorthands_mean_their_long_forms(pair: tuple[str, str]) -> None:
    """What may be written short is read as if it were written out."""
    short, long = (load(f"{HEAD}{PEOPLE}{LEGAL}      {form}\n").plan for form in pair)
    assert short == long


def test_facts_may_be_words_or_booleans() -> None:
    """yes and true mean the same, and a person may be just a department."""
    words = load(f"{HEAD}{PEOPLE}profile: {{paid: yes, hosted: no}}\n").plan
    booleans = load(
        f"{HEAD}people: {{mara.lind: {{department: product}}, dana.cho: legal}}\nprofile: {{paid: true, hosted: false}}\n"
    ).plan
    assert words.profile == booleans.profile
    assert words.people == booleans.people


def test_keys_with_nothing_below_them_are_empty() -> None:
    """A plan whose answers are still comments loads."""
    plan = load(
        f"{HEAD}people:\n  mara.lind: product\nprofile: {{}}\ndepartments:\n  legal:\n  finance:\n    items:\n"
    ).plan
    assert plan.departments["legal"].items == plan.departments["finance"].items == {}


# ---------------------------------------------------------------- against names that are known, one mistake at a time
KNOWN = Known(
    {
        "person": {"mara", "tom"},
        "item": {"legal.terms", "legal.marks"},
        "department": {"legal", "support"},
        "affiliation": {"legal", "support", "management", "external"},
        "milestone": {"beta", "ga"},
        "fact": {"paid", "hosted"},
    },
    {"legal.eula": "legal.terms"},
)

#: The first six lines of every plan below; what a test adds starts on line 7.
START = """\
readycheck: 1
launch:
  name: Aurora
  owner: mara
  milestones: {ga: 2026-12-15}
people: {mara: legal, tom: management}
"""
#: An answer in full: `terms` stands on line 10, what is below it on line 11 from column 9 on.
ITEM = """\
departments:
  legal:
    items:
      terms:
        status: done
"""
CHECKLIST = """\
readycheck: checklist/1
version: "1.0"
department: legal
title: Legal
items:
  - {id: terms, title: T, ask: A, why: W, fix: [F], stage: learn, severity: major}
"""


def built(text: str, model: type[Model] = LaunchPlan) -> Model:
    """Return the model that a document is."""
    return build(model, parse(text.encode(), "p.yaml"), KNOWN)


def problems_of(text: str, model: type[Model] = LaunchPlan) -> tuple[Problem, ...]:
    """Return what is wrong with a document."""
    return refusals(built, text, model)


#: What follows the first lines, place of the problem, its width, its message, a part of its help.
MISTAKES: list[tuple[str, str, int, int, int, str, str]] = [
    ("proof", ITEM + "        evidence: {fiel: a.md}\n", 12, 20, 4, "unknown key `fiel`", "did you mean `file`?"),
    (
        "proof in a list",
        ITEM + "        evidence:\n          - fine by us\n          - {lnk: x}\n",
        14,
        14,
        3,
        "unknown key `lnk`",
        "did you mean `link`?",
    ),
    (
        "number among proofs",
        ITEM + "        evidence:\n          - fine by us\n          - 5\n",
        14,
        13,
        1,
        "expected `name: value` entries, found the number 5",
        "",
    ),
    (
        "status in full",
        ITEM.replace("done", "dnoe"),
        11,
        17,
        4,
        "`dnoe` is not understood here",
        "did you mean `done`? expected done, in_progress, todo, blocked, will_not_do or not_applicable",
    ),
    (
        "keys for a list",
        "waivers: {a: 1}\n",
        7,
        10,
        1,
        "expected a list, found `name: value` entries",
        "put `- ` before each entry",
    ),
    (
        "text for keys",
        "profile: paid\n",
        7,
        10,
        4,
        "expected `name: value` entries, found text",
        "on a line of its own",
    ),
    ("true for text", ITEM + "        note: true\n", 12, 15, 4, "expected text, found `true`", 'put it in "quotes"'),
    ("list for text", ITEM + "        note: [a]\n", 12, 15, 1, "expected text, found a list", 'put it in "quotes"'),
    ("version", "checklists: 1.0\n", 7, 13, 3, "expected text, found the number 1.0", 'put it in "quotes"'),
    ("text in quotes", ITEM + '        owner: "zo e"\n', 12, 16, 6, "`zo e` is not a short name", "small letters"),
    (
        "date as a number",
        "decisions:\n  - {for: ga, date: 20261208, decision: go, by: tom}\n",
        8,
        21,
        8,
        "`20261208` is not a date",
        "",
    ),
    (
        "milestone",
        "decisions:\n  - {for: bet, date: 2026-12-08, decision: go, by: tom}\n",
        8,
        11,
        3,
        "milestone `bet` does not exist",
        "did you mean `beta`?",
    ),
    (
        "department, none near",
        "departments: {space: {}}\n",
        7,
        15,
        5,
        "department `space` does not exist",
        "readycheck checklist list",
    ),
    (
        "a long word is cut",
        f"profile: {{paid: {'x' * 80}}}\n",
        7,
        17,
        80,
        f"`{'x' * 59}…` is not understood here",
        "expected yes, no or unknown",
    ),
    (
        "a key that is no id",
        "departments:\n  legal:\n    items:\n      Terms: done\n",
        10,
        7,
        5,
        "`Terms` is not a short name",
        "use small letters",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "column", "width", "message", "advice"), [pytest.param(*case[1:], id=case[0]) for case in MISTAKES]
)
def test_a_mistake_is_underlined_where_it_stands(
    text: str, line: int, column: int, width: int, message: str, advice: str
) -> None:
    """One mistake is one problem, in any nesting, and as wide as the key or value that is meant."""
    (problem,) = problems_of(START + text)
    assert (problem.place, problem.width) == (Place("p.yaml", line, column), width)
    assert problem.message == message
    assert advice in problem.help


def test_a_key_missing_in_a_list_is_told_at_its_entry() -> None:
    """What is missing in an entry of a list is placed at that entry, not at the list."""
    text = START + "decisions:\n  - {for: ga, date: 2026-12-08, decision: go, by: tom}\n  - {for: ga, by: tom}\n"
    assert [(problem.place.line, problem.place.column, problem.message) for problem in problems_of(text)] == [
        (9, 5, "`date` is missing"),
        (9, 5, "`decision` is missing"),
    ]


def test_a_key_missing_at_the_top_is_told_at_the_start() -> None:
    """What is missing in the file as a whole is placed at its first line."""
    (problem,) = problems_of(START.replace("readycheck: 1\n", ""))
    assert (problem.place, problem.message) == (Place("p.yaml", 1, 1), "`readycheck` is missing")


def test_an_old_id_of_an_item_is_understood() -> None:
    """What an item was called before is read as what it is called now."""
    plan = built(START + "departments: {legal: {items: {marks: {status: todo, waits_for: [legal.eula]}}}}\n")
    assert isinstance(plan, LaunchPlan)
    assert plan.departments["legal"].items["marks"].waits_for == ("legal.terms",)


# ---------------------------------------------------------------- strictness
@pytest.mark.parametrize("given", ["true", "1.0", '"1"', "yes", "0x1"])
def test_the_format_is_the_number_one_and_nothing_that_equals_it(given: str) -> None:
    """Neither a boolean nor a fraction nor a text is a format, whatever Python thinks is equal."""
    (problem,) = problems_of(START.replace("readycheck: 1", f"readycheck: {given}"))
    assert problem.place == Place("p.yaml", 1, 13)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (START.replace("  name:", "  launch_class: quiet\n  name:"), "launch_class"),
        (START + "decisions: [{milestone: ga, date: 2026-12-08, decision: go, by: tom}]\n", "milestone"),
        (START + "decisions: [{for: ga, dated: 2026-12-08, decision: go, by: tom}]\n", "dated"),
        (START + "departments: {legal: {asks: [{what: Prices, of: support, by: T-9}]}}\n", "of"),
    ],
    ids=["launch_class", "milestone", "dated", "of"],
)
def test_only_the_documented_name_of_a_key_is_understood(written: str, name: str) -> None:
    """What a key is called inside the program is an unknown key like any other."""
    assert f"unknown key `{name}`" in [problem.message for problem in problems_of(written)]


@pytest.mark.parametrize("given", ["yes", "1", '"true"', "0"])
def test_a_switch_is_true_or_false_and_nothing_that_equals_it(given: str) -> None:
    """Numbers and texts are no booleans."""
    text = START.replace("tom: management", f"tom: {{department: management, team: {given}}}")
    (problem,) = problems_of(text)
    assert problem.message.startswith("expected true or false, found ")


@pytest.mark.parametrize("given", ["true", "'5'", "1.5", "5.0", "2026-01-01"])
def test_a_whole_number_is_nothing_else(given: str) -> None:
    """Booleans, texts and fractions are no whole numbers."""
    (problem,) = problems_of(f"readycheck: policy/1\nwaiver_max_days: {given}\n", PolicyFile)
    assert problem.place == Place("p.yaml", 2, 18)
    assert problem.message.startswith("expected a whole number, found ")


@pytest.mark.parametrize("given", ["1", "1.0", "false", "yes"])
def test_an_item_is_dropped_by_true_and_by_nothing_that_equals_it(given: str) -> None:
    """Dropping an item takes the word true."""
    text = f"readycheck: policy/1\ntailoring: {{legal.terms: {{reason: r, drop: {given}}}}}\n"
    (problem,) = problems_of(text, PolicyFile)
    assert problem.place == Place("p.yaml", 2, 44)
    assert problem.help.endswith("expected true")


def test_a_value_is_quoted_once() -> None:
    """A boolean where a word was expected is shown in one pair of backticks."""
    (problem,) = problems_of("readycheck: policy/1\nsignoffs: none\nrequire: {blocker: false}\n", PolicyFile)
    assert problem.message == "`false` is not understood here"


def test_an_unknown_launch_class_is_told_at_its_key() -> None:
    """A key out of a closed set is underlined itself, not its value."""
    (problem,) = problems_of("readycheck: policy/1\nclasses: {flagshp: {limits: []}}\n", PolicyFile)
    assert (problem.place, problem.width) == (Place("p.yaml", 2, 11), 7)
    assert problem.help.startswith("did you mean `flagship`?")


def test_an_unknown_department_among_sign_offs_is_one_problem() -> None:
    """A list of departments is checked as a list, and not also as the words that may stand instead."""
    (problem,) = problems_of("readycheck: policy/1\nsignoffs: [legal, suport]\n", PolicyFile)
    assert (problem.place, problem.message) == (Place("p.yaml", 2, 19), "department `suport` does not exist")


def test_a_misspelt_word_for_sign_offs_is_one_problem() -> None:
    """A word that is none of those allowed is told once."""
    (problem,) = problems_of("readycheck: policy/1\nsignoffs: non\n", PolicyFile)
    assert (problem.place.line, problem.message) == (2, "`non` is not understood here")


def test_a_wrong_item_of_a_checklist_is_one_problem() -> None:
    """An item that is wrong is told, and not also that the list without it is empty."""
    (problem,) = problems_of(CHECKLIST.replace("stage: learn", "stage: lern"), Checklist)
    assert (problem.place, problem.message) == (Place("p.yaml", 6, 60), "`lern` is not understood here")


def test_an_empty_list_is_told_in_words_of_the_file() -> None:
    """A list that may not be empty is told so, without words of Python."""
    (problem,) = problems_of(CHECKLIST[: CHECKLIST.index("items:")] + "items: []\n", Checklist)
    assert problem.place == Place("p.yaml", 5, 8)
    assert "tuple" not in problem.message


def test_a_number_out_of_range_says_the_range() -> None:
    """A number that is too large is told with the largest that is allowed."""
    (problem,) = problems_of("readycheck: policy/1\nwaiver_max_days: 3651\n", PolicyFile)
    assert problem.place == Place("p.yaml", 2, 18)
    assert "3650" in problem.message


@pytest.mark.parametrize("version", ["'1.0.0.0'", "'v1'", "''", "1.0", "'99999'"])
def test_a_version_is_up_to_three_numbers_in_quotes(version: str) -> None:
    """A version is text of one to three numbers of at most four digits."""
    (problem,) = problems_of(CHECKLIST.replace('"1.0"', version), Checklist)
    assert problem.place == Place("p.yaml", 2, 10)


# ---------------------------------------------------------------- the parts
@pytest.mark.parametrize(
    ("given", "advice"),
    [
        ("trademark", "did you mean `trademarks`?"),
        ("Trademarks", "did you mean `trademarks`?"),
        ("escrwo", "did you mean `escrow`?"),
        ("quite-different", ""),
        ("", ""),
    ],
    ids=["shorter", "capital", "swapped", "different", "empty"],
)
def test_the_nearest_name_is_suggested_where_one_is_near(given: str, advice: str) -> None:
    """A suggestion is made for a slip of the finger, and none for another word."""
    assert did_you_mean(given, ("trademarks", "escrow", "licence-terms")) == advice


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("departments", "legal", "asks", 0), ("what", "from", "by", "got", "owner")),
        (("people", "mara", "away", 0), ("from", "to")),
        (("waivers", 0, "condition"), ("what", "owner", "by", "met")),
        (
            ("departments", "legal", "items", "terms", "evidence", 0, "form"),
            ("at_least", "at_most", "claim", "link", "file", "value", "metric", "by", "date", "valid_until"),
        ),
        (("launch", "name"), ()),
    ],
    ids=["list", "shorthand", "optional", "union", "text"],
)
def test_the_keys_of_a_place_are_those_of_its_model(path: PlanPath, keys: tuple[str, ...]) -> None:
    """Whatever encloses a place, its keys are listed in their documented order, under the names of the file."""
    assert keys_at(LaunchPlan, path) == keys


def test_an_error_that_names_a_key_is_about_that_key() -> None:
    """A rule over several keys of a mapping points at the one that breaks it."""
    with pytest.raises(ValidationError) as caught:
        LaunchPlan.model_validate(
            {"readycheck": 1, "launch": {"name": "A", "owner": "m", "sponsor": "m", "milestones": {"ga": "2026-12-15"}}}
        )
    assert [path_of(detail) for detail in caught.value.errors()] == [("launch", "sponsor")]
