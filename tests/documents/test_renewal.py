"""The plan of the next launch: for any last one it loads, keeps who and what, and nothing of the proof survives."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readycheck.app.planning import next_plan
from readycheck.audit.assessment import Assessment, assess
from readycheck.audit.finding import findings
from readycheck.audit.standing import prepare
from readycheck.documents.catalogue import compile_catalogue, load_checklist
from readycheck.documents.first_plan import Basics
from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import Rules, load_builtin, load_shipped
from readycheck.evidence.sections import offers
from readycheck.files import Disk
from readycheck.model.facts import Facts, Proven
from readycheck.model.place import Place
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import PolicyFile
from readycheck.model.report import Finding
from readycheck.model.vocabulary import Outcome, Strength, Truth, Verdict
from readycheck.syntax.yaml import parse
from tests.core.strategies import Case, cases
from tests.rules.generation import SEGMENTS, random_case

pytestmark = pytest.mark.usefixtures("untraced")

AS_OF, DAY = date(2026, 11, 22), date(2027, 6, 1)

#: What says that something was done, answered, agreed or promised for the launch that is over.
PROOF = frozenset(
    "status evidence expect waits_for checked_by approved_by signoffs waivers decisions sponsor_agreed tested drawn "
    "walked answer agreed changed offered accepted now rehearsed last got reached due stated depends_on items text".split()
)
#: Kinds of rules that ask whether something was done or said: what was kept alone never meets them.
DONE_ANEW = frozenset(
    "announcements asks dependencies exceptions_weighed hard_questions involvement journeys_checked rollback stated "
    "touchpoints voice".split()
)


@cache
def shipped() -> Rules:
    """The rules that ship."""
    return load_shipped()


def basics_of(last: LaunchPlan, day: date = DAY) -> Basics:
    """Name and day anew, the rest as last time."""
    launch = last.launch
    return Basics("Next", day, launch.owner, launch.sponsor, launch.launch_class, last.profile, {})


def renewed(last: LaunchPlan, rules: Rules, as_of: date = AS_OF, day: date = DAY) -> str:
    """The text of the next plan."""
    return next_plan(last, basics_of(last, day), rules, as_of=as_of, file="next.yaml").text


class Audited(NamedTuple):
    """What an audit of a plan says, without the day that it looks for."""

    assessment: Assessment
    findings: tuple[Finding, ...]

    def outcome(self, item: str) -> Outcome:
        """What an item comes to."""
        return next(finding.outcome for finding in self.findings if finding.item == item)


def audited(text: str, rules: Rules, as_of: date = AS_OF) -> Audited:
    """Audit a plan of which everything that it offers as proof holds."""
    plan = load_plan(PlanFiles(PlanFile("next.yaml", text.encode()), {}), rules.catalogue, rules.milestones).plan
    proven = Proven(Strength.DOCUMENT, "proof.md", dated=as_of)
    facts = Facts(shown={path: tuple(proven for _ in offered) for path, offered in offers(plan)})
    policy = rules.in_force(plan.launch.launch_class)
    inputs = prepare(plan, rules.catalogue, policy, facts, as_of)
    assessment = assess(inputs, inputs.timeline.next_on(as_of))
    return Audited(assessment, findings(inputs, assessment, lambda _: Place("next.yaml")))


def keys_in(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way to a key in plain values."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys_in(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from keys_in(inner, path)


def check_nothing_is_proven(text: str, rules: Rules, as_of: date = AS_OF) -> Audited:
    """Hold a text against what is promised of every next plan."""
    values = parse(text.encode(), "next.yaml").value
    for path in keys_in(values):
        free = path[0] in {"people", "profile", "links"} or path[:2] == ("launch", "links")
        standing = path[0] == "scenarios" and path[-1] == "answer"  # what happens then is rehearsed anew
        empty = path[0] == "departments" and path[-1] == "items"  # the comments of a department stand below it
        assert free or standing or empty or path[-1] not in PROOF, path
    assert all(not part.get("items") for part in values["departments"].values())
    report = audited(text, rules, as_of)
    assert not report.assessment.verdict.is_go
    assert report.assessment.milestone_day >= as_of
    for finding in report.findings:
        if finding.outcome in {Outcome.MET, Outcome.UNPROVEN}:
            rule = rules.catalogue.by_id[finding.item].spec.rule
            assert rule is not None, finding.item
            assert rule.kind not in DONE_ANEW, finding.item
    for milestone, day in values["launch"]["milestones"].items():
        assert day.startswith("T") or date.fromisoformat(day) >= as_of, milestone
    return report


# ---------------------------------------------------------------- any plan
def loadable(document: dict[str, Any]) -> LaunchPlan:
    """A generated plan as one that loads: its segments are there, and who does another's work is left out."""
    segments = [{"id": id_, "name": id_.title()} for id_ in SEGMENTS]
    given = document.get("customers", {}).get("segments", [])
    there = {segment["id"] for segment in given}
    document = {
        **document,
        "customers": {
            **document.get("customers", {}),
            "segments": [*given, *(segment for segment in segments if segment["id"] not in there)],
        },
        "departments": {
            name: {key: value for key, value in part.items() if key != "done_by"}
            for name, part in document.get("departments", {}).items()
        },
    }
    files = PlanFiles(PlanFile("last.yaml", json.dumps(document).encode()), {})
    return load_plan(files, shipped().catalogue, shipped().milestones, past=True).plan


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from([AS_OF, date(2027, 5, 20), DAY]))
def test_of_a_plan_with_every_section_nothing_is_proven_in_the_next(seed: int, as_of: date) -> None:
    """Whatever the sections say: the next plan loads, holds no proof, and is no go; only who and what counts."""
    last = loadable(random_case(seed).document)
    check_nothing_is_proven(renewed(last, shipped(), as_of), shipped(), as_of)


@settings(max_examples=30, deadline=None)
@given(cases(), st.sampled_from([AS_OF, date(2027, 5, 31)]))
def test_of_any_answers_nothing_is_proven_or_claimed_in_the_next(case: Case, as_of: date) -> None:
    """Where no rule reads what was kept, proven and claimed are 0.0 %, and the answers of the last launch are gone."""
    rules = Rules(load_builtin(), (), case.catalogue)
    report = check_nothing_is_proven(renewed(LaunchPlan.model_validate(case.plan), rules, as_of), rules, as_of)
    figures = report.assessment.state.tally.figures
    assert figures.proven in {None, 0}
    assert figures.claimed in {None, 0}


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**32))
def test_the_next_of_the_next_is_the_same_but_for_its_days(seed: int) -> None:
    """What was kept is kept again: a second round changes nothing that is not commented out."""
    once = renewed(loadable(random_case(seed).document), shipped())
    first = load_plan(PlanFiles(PlanFile("a", once.encode()), {}), shipped().catalogue, shipped().milestones).plan
    assert once == renewed(loadable(random_case(seed).document), shipped())
    twice = renewed(first, shipped())
    assert parse(twice.encode(), "b").value == parse(once.encode(), "a").value


# ---------------------------------------------------------------- what is kept, by hand
LAST = """\
readycheck: 1
checklists: "1.0"
launch:
  name: Ledgerline Close 1
  summary: Month-end close for small firms
  owner: mara.lind
  sponsor: tom.oduya
  sponsor_agreed: 2026-05-01
  class: flagship
  milestones: {beta: 2026-11-30, ga: 2026-12-15, hypercare: T+31}
  decision: {meeting: 2026-12-08, chair: tom.oduya}
  links: {runbook: ops/day.md}
profile: {paid: true, hardware: no, hosted: unknown, third_party_components: yes}
people:
  mara.lind: {name: Mara Lind, department: product, deputy: ola.berg, away: [{from: 2026-12-24, to: 2026-12-27}]}
  ola.berg: {department: product, away: {from: 2026-11-01, to: 2026-11-21}}
  tom.oduya: management
  dana.cho: {department: legal, away: {from: T-2, to: T+5}}
  lee.ng: support
departments:
  legal:
    called: Counsel
    lead: dana.cho
    asks: [{what: Price list, from: product, by: 2026-11-20, got: 2026-11-19, owner: ola.berg}]
    signoffs: [{for: beta, by: dana.cho, date: 2026-11-20, decision: go}]
    items:
      trademarks: {status: done, evidence: legal/marks.md, checked_by: mara.lind, owner: lee.ng}
      licence-terms: {status: in_progress, due: T-20, expect: 2026-12-01, owner: dana.cho}
      escrow: {status: not_applicable, reason: "All parts are ours: checked"}
    stated: {price: 29}
  support: {lead: lee.ng, asks: []}
  customer-success: {done_by: support}
customers:
  segments: [{id: small-firms, name: Small firms, persona: research/ruth.md, due: T-3}]
  accounts: []
  involved: [{who: small-firms, in: idea, how: Six interviews, date: 2026-05-12, evidence: research/a.md}]
journeys:
  - name: Firm buys
    for: small-firms
    drawn: 2026-06-02
    walked: 2026-11-10
    touchpoints:
      - name: Pays
        stage: buy
        department: support
        promise: In ten minutes
        kept_by: A desk
        tested: 2026-11-10
        due: T-9
        questions: [{how: How?, answer: "So: like this"}]
handoffs:
  - {standing: legal -> support, when: Signed, carries: [contract], accept: Seen, within_days: 2, agreed: 2026-11-01}
  - {once: product -> support, carries: [issues], due: T-11, offered: {by: mara.lind, date: 2026-11-20}}
metrics:
  - {id: time-to-close, kind: kpi, department: legal, target: {at_most: 30, unit: days}, now: 41.5, date: 2026-11-15}
voice_of_customer: [{source: Calls, department: support, every_days: 7, feeds: product, last: 2026-11-18}]
scenarios: [{what_if: Fire, answer: Water, owner: lee.ng, rehearsed: 2026-11-02, evidence: ops/fire.md}]
rollback: {if: It burns, decides: lee.ng, until: 2026-12-18, how: ops/back.md, rehearsed: 2026-11-06}
launch_week: {from: 2026-12-14, to: T+7, cover: {support: lee.ng}}
announcements: [{to: press, channel: mail, owner: mara.lind, date: 2026-12-16, text: a.md, approved_by: tom.oduya}]
depends_on: [{launch: Identity 3, by: 2026-12-01, owner: lee.ng, reached: 2026-11-20}]
stated: {price: 29}
waivers:
  - {item: legal.trademarks, reason: In January, approved_by: tom.oduya, date: 2026-11-19, until: 2027-01-31,
     condition: {what: Search done, owner: dana.cho, by: T-3}}
  - {item: legal.export-control, reason: Next year, approved_by: tom.oduya, date: 2026-11-19, until: 2027-02-28}
decisions: [{for: beta, date: 2026-11-20, decision: go, by: tom.oduya}]
"""


def last_plan() -> LaunchPlan:
    """The plan above."""
    files = PlanFiles(PlanFile("last.yaml", LAST.encode()), {})
    return load_plan(files, shipped().catalogue, shipped().milestones, past=True).plan


def test_who_and_what_is_kept_and_days_move_with_the_launch() -> None:
    """From 15 December 2026 to 1 June 2027 are 168 days; what is counted from the launch day stays as it is."""
    values = parse(renewed(last_plan(), shipped()).encode(), "next.yaml").value
    assert values["launch"] == {
        "name": "Next",
        "summary": "Month-end close for small firms",
        "owner": "mara.lind",
        "sponsor": "tom.oduya",
        "class": "flagship",
        "milestones": {"beta": "2027-05-17", "ga": "2027-06-01", "hypercare": "T+31"},
        "decision": {"meeting": "2027-05-25", "chair": "tom.oduya"},
        "links": {"runbook": "ops/day.md"},
    }
    profile = values["profile"]
    assert (profile["paid"], profile["hardware"], profile["hosted"], profile["eu_customers"]) == (
        *("yes", "no"),
        *("unknown", "unknown"),
    )
    assert values["people"] == {
        "mara.lind": {
            "name": "Mara Lind",
            "department": "product",
            "deputy": "ola.berg",
            "away": [{"from": "2026-12-24", "to": "2026-12-27"}],
        },
        "ola.berg": "product",  # was away until yesterday
        "tom.oduya": "management",
        "dana.cho": {"department": "legal", "away": [{"from": "2026-12-13", "to": "2026-12-20"}]},
        "lee.ng": "support",
    }
    assert values["departments"]["legal"] == {
        "called": "Counsel",
        "lead": "dana.cho",
        "asks": [{"what": "Price list", "from": "product", "by": "T-25", "owner": "ola.berg"}],
        "items": None,
    }
    assert values["departments"]["support"] == {"lead": "lee.ng", "items": None}
    assert values["departments"]["customer-success"] == {"done_by": "support", "items": None}
    assert values["customers"] == {
        "segments": [{"id": "small-firms", "name": "Small firms", "persona": "research/ruth.md"}],
        "involved": [{"who": "small-firms", "in": ["idea"], "how": "Six interviews"}],
    }
    (journey,) = values["journeys"]
    assert journey == {
        "name": "Firm buys",
        "for": "small-firms",
        "touchpoints": [
            {
                "name": "Pays",
                "stage": "buy",
                "department": "support",
                "promise": "In ten minutes",
                "kept_by": "A desk",
                "questions": ["How?"],
            }
        ],
    }
    assert values["handoffs"] == [
        {
            "standing": "legal -> support",
            "when": "Signed",
            "carries": ["contract"],
            "accept": "Seen",
            "within_days": 2,
        },
        {"once": "product -> support", "carries": ["issues"]},
    ]
    target = {"at_most": 30, "unit": "days"}
    assert values["metrics"] == [{"id": "time-to-close", "kind": "kpi", "department": "legal", "target": target}]
    heard = {"source": "Calls", "department": "support", "every_days": 7, "feeds": ["product"]}
    assert values["voice_of_customer"] == [heard]
    assert values["scenarios"] == [{"what_if": "Fire", "answer": "Water", "owner": "lee.ng"}]
    assert values["rollback"] == {"if": "It burns", "decides": "lee.ng", "until": "T+3", "how": "ops/back.md"}
    assert values["launch_week"] == {"cover": {"support": ["lee.ng"]}}  # T-1 to T+7, which is the default
    assert values["announcements"] == [{"to": "press", "channel": "mail", "date": "T+1", "owner": "mara.lind"}]
    assert not {"depends_on", "stated", "waivers", "decisions"} & values.keys()


def test_what_was_said_last_time_stands_as_a_comment() -> None:
    """Reasons, owners, values, answers, what was stated or needed, and what was accepted as missing: to be confirmed."""
    lines = [line.strip() for line in renewed(last_plan(), shipped()).splitlines()]
    escrow = '# escrow: {status: not_applicable, reason: "All parts are ours: checked"}  # last time; true again?'
    for line in (
        escrow,
        "# last time 41.5 on 2026-11-15",
        "# last time: So: like this",
        "# stated: {price: 29}",
        "# depends_on:",
        "#   - {launch: Identity 3, by: T-14, owner: lee.ng}",
        "#   legal.trademarks: last time waived until 2027-01-31, with the condition “Search done” (Dana Cho, by 2026-12-12): was it done?",
        "#     It was accepted because: In January",
        "#   legal.export-control: last time waived until 2027-02-28: is it there now?",
    ):
        assert line in lines, line
    assert any(line.startswith("# trademarks: {status: todo, due: T-") and "owner: lee.ng" in line for line in lines)
    assert any(line.startswith("# licence-terms: {status: todo") and "owner" not in line for line in lines)
    assert "#   price: 29" in lines  # the plan's own; legal's stands above
    assert not any("new since" in line for line in lines)


def test_conditions_of_sign_offs_that_nobody_met_are_owed() -> None:
    """As those of waivers are; one that was met is not."""
    text = LAST.replace(
        "decision: go}]\n    items:",
        "decision: conditional, conditions: [{what: Terms translated, owner: dana.cho, by: T-9}, "
        "{what: Marks filed, owner: lee.ng, met: 2026-11-21}]}]\n    items:",
    )
    files = PlanFiles(PlanFile("last.yaml", text.encode()), {})
    following = renewed(load_plan(files, shipped().catalogue, shipped().milestones, past=True).plan, shipped())
    asked = "with the condition “Terms translated” (Dana Cho, by 2026-12-06): was it done?"
    assert f"#   legal: last time signed for beta {asked}\n" in following
    assert "Marks filed" not in following


def test_conditions_of_decisions_that_nobody_met_are_owed() -> None:
    """What the meeting asked for is asked about as well."""
    conditions = "conditions: [{what: Rota doubled}, {what: Page up, met: 2026-11-21}]"
    text = LAST.replace("decision: go, by: tom.oduya}]", f"decision: go, by: tom.oduya, {conditions}}}]")
    files = PlanFiles(PlanFile("last.yaml", text.encode()), {})
    following = renewed(load_plan(files, shipped().catalogue, shipped().milestones, past=True).plan, shipped())
    assert "#   last time decided for beta with the condition “Rota doubled”: was it done?\n" in following
    assert "Page up" not in following


def test_texts_of_several_lines_are_comments_of_one() -> None:
    """As people write long answers and reasons; a line end is a space there, not a code point."""
    text = LAST.replace('answer: "So: like this"', 'answer: "Like this,\\nor so"').replace(
        "reason: In January", 'reason: "In January,\\n  or later"'
    )
    files = PlanFiles(PlanFile("last.yaml", text.encode()), {})
    following = renewed(load_plan(files, shipped().catalogue, shipped().milestones, past=True).plan, shipped())
    assert "# last time: Like this, or so\n" in following
    assert "It was accepted because: In January, or later\n" in following


def test_taken_out_of_its_comment_a_proposal_is_an_answer() -> None:
    """What did not apply last time counts once somebody takes the `#` away, and not before."""
    text = renewed(last_plan(), shipped())
    assert audited(text, shipped()).outcome("legal.escrow") is Outcome.UNKNOWN
    confirmed = audited(text.replace("# escrow: {", "escrow: {"), shipped())
    assert confirmed.outcome("legal.escrow") is Outcome.NOT_APPLICABLE


def test_sections_that_stand_as_comments_load_once_the_comments_are_gone() -> None:
    """What was stated and needed last time can be said again by taking the `#` away."""
    lines = renewed(last_plan(), shipped()).splitlines()
    start = lines.index("# depends_on:")
    live = [
        line.removeprefix("# ")
        if line.startswith(("# depends_on", "#   - {launch", "# stated:", "#   price"))
        else line
        for line in lines
    ]
    assert live != lines
    values = parse("\n".join(live).encode(), "next.yaml").value
    assert lines[start + 1].startswith("#   - ")
    assert values["depends_on"] == [{"launch": "Identity 3", "by": "T-14", "owner": "lee.ng"}]
    assert values["stated"] == {"price": 29}
    assert audited("\n".join(live), shipped()).assessment.verdict is not Verdict.GO


def test_a_milestone_that_would_be_over_is_a_comment() -> None:
    """A launch in ten days has no beta that lay fifteen days before: it stands as a comment, as it was counted."""
    text = renewed(last_plan(), shipped(), day=date(2026, 12, 2))
    assert "    # beta: T-15  # as last time, which would be over already" in text.splitlines()
    assert parse(text.encode(), "next.yaml").value["launch"]["milestones"] == {"ga": "2026-12-02", "hypercare": "T+31"}


@pytest.mark.parametrize(
    ("milestones", "day", "expected"),
    [
        ({"beta": "2026-11-02"}, DAY, {"beta": "2027-06-01"}),
        ({"beta": "2026-11-02", "hypercare": "2026-12-02"}, DAY, {"beta": "2027-05-02", "hypercare": "2027-06-01"}),
        (
            {"ga": "2026-12-15", "hypercare": "2027-01-15"},
            date(2199, 12, 30),
            {"ga": "2199-12-30", "hypercare": "T+31"},
        ),
        ({"ga": "1970-01-01", "hypercare": "2199-12-31"}, DAY, {"ga": "2027-06-01", "hypercare": "T+9999"}),
    ],
    ids=["no-ga", "last-is-the-launch", "beyond-the-calendar", "further-than-can-be-counted"],
)
def test_the_launch_day_is_the_one_that_days_are_counted_from(
    milestones: dict[str, str], day: date, expected: dict[str, str]
) -> None:
    """`ga`, else the last; a day that cannot be written as a date is counted."""
    launch = {"name": "A", "owner": "mara", "milestones": milestones}
    last = LaunchPlan.model_validate({"readycheck": 1, "launch": launch, "people": {"mara": "product"}})
    text = renewed(last, shipped(), day=day)
    assert parse(text.encode(), "next.yaml").value["launch"]["milestones"] == expected


def test_a_launch_week_written_in_two_ways_that_ends_before_it_begins_is_the_usual_one() -> None:
    """From 30 December to T+7, the 22nd: the model cannot see it, and the next plan does not repeat it."""
    launch = {"name": "A", "owner": "mara", "milestones": {"ga": "2026-12-15"}}
    week = {"from": "2026-12-30", "to": "T+7", "cover": {"legal": "mara"}}
    last = LaunchPlan.model_validate(
        {"readycheck": 1, "launch": launch, "people": {"mara": "product"}, "launch_week": week}
    )
    values = parse(renewed(last, shipped()).encode(), "next.yaml").value
    assert values["launch_week"] == {"cover": {"legal": ["mara"]}}


def test_a_changed_fact_or_class_decides_anew_what_applies() -> None:
    """What no longer concerns the launch is not listed, though it was answered last time."""
    last = last_plan()
    answers = basics_of(last)._replace(profile={**last.profile, "third_party_components": Truth.NO})
    text = next_plan(last, answers, shipped(), as_of=AS_OF, file="next.yaml").text
    assert "# third-party-licences:" not in text
    assert "# third-party-licences:" in renewed(last, shipped())


# ---------------------------------------------------------------- checklists that changed
ITEM = "title: T, ask: A, why: W, fix: [F], stage: use, severity: major"


@pytest.fixture
def changed(tmp_path: Path) -> Rules:
    """Checklists of version 1.2 as if they were shipped: one item was renamed, two came, of which one in 1.1."""
    (tmp_path / "legal.yaml").write_text(
        f"readycheck: checklist/1\nversion: '1.2'\ndepartment: legal\ntitle: Legal\nitems:\n"
        f"  - {{id: terms, formerly: [legal.eula], {ITEM}}}\n"
        f"  - {{id: marks, since: '1.1', {ITEM}}}\n"
        f"  - {{id: exports, since: '1.2', {ITEM}}}\n"
    )
    source = load_checklist("legal.yaml", tmp_path / "legal.yaml", Disk(tmp_path), own=False)
    builtin = load_builtin()
    catalogue = compile_catalogue(
        [source], [PolicyFile(readycheck="policy/1")], {"paid": "Paid?"}, builtin.milestones or ()
    )
    return Rules(builtin, (), catalogue)


@pytest.mark.parametrize(
    ("pin", "new"), [('checklists: "1.0"', {"marks", "exports"}), ('checklists: "1.1"', {"exports"}), ("", set())]
)
def test_items_newer_than_the_last_pin_are_marked_new(changed: Rules, pin: str, new: set[str]) -> None:
    """The pin is raised to what is in force; a plan that was not pinned cannot say what is new to it."""
    text = (
        f"readycheck: 1\n{pin}\nlaunch: {{name: A, owner: mara, milestones: {{ga: 2026-12-15}}}}\n"
        "people: {mara: product, dana: legal, lee: legal}\n"
        "departments: {legal: {lead: dana, items: {eula: {status: todo, owner: lee}, gone: done}}}\n"
        "waivers: [{item: legal.gone, reason: R, approved_by: mara, date: 2026-11-01, until: 2026-12-31}]\n"
    )
    last = load_plan(PlanFiles(PlanFile("a", text.encode()), {}), changed.catalogue, changed.milestones, past=True).plan
    page = renewed(last, changed)
    assert parse(page.encode(), "next.yaml").value["checklists"] == "1.2"
    lines = [line.strip() for line in page.splitlines()]
    for key in ("terms", "marks", "exports"):
        title = next(lines[index - 1] for index, line in enumerate(lines) if line.startswith(f"# {key}: "))
        since = pin.partition('"')[2].rstrip('"')
        assert title == (f"# major, new since {since}: T" if key in new else "# major: T")
    assert any(line.startswith("# terms: {") and "owner: lee" in line for line in lines)  # under its name of today
    assert "#   legal.gone: last time waived until 2026-12-31: is it there now?" in lines
