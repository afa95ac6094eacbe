"""`readycheck init --from`: the next launch from the last one, at the command line; the last plan is never changed."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from readycheck.cli import streams
from readycheck.documents.catalogue import Source, load_checklist
from readycheck.files import Disk
from readycheck.syntax.yaml import parse
from tests.cli.conftest import DATED, Desk, go_plan
from tests.documents.test_renewal import ITEM, LAST, shipped
from tests.documents.test_yaml_text import HOSTILE

EXAMPLES = (
    "aurora-backup/launch.yaml",
    "every-box-ticked",
    "first-plan/plan.yaml",
    "kestrel-sensor/launch.yaml",
    "price-change",
)
AGAIN = ("--name", "Close 2", "--date", "2027-06-01", *DATED)


def values_of(path: Path) -> dict[str, Any]:
    """The values of a plan file."""
    return parse(path.read_bytes(), path.name).value


def digests(directory: Path) -> dict[Path, str]:
    """Every file below a directory, and what it holds."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# ---------------------------------------------------------------- the examples
@pytest.mark.parametrize("example", EXAMPLES)
def test_of_an_example_nothing_is_proven_in_the_next(desk: Desk, root: Path, example: str) -> None:
    """A file or a directory: the next plan loads and is no go; only what rules read from who and what counts."""
    source = root / "examples" / example
    before = digests(source if source.is_dir() else source.parent)
    result = desk.run("init", "next.yaml", "--from", str(source), *AGAIN)
    assert (result.code, result.out) == (0, "")
    assert result.err == "wrote next.yaml; next: read it through, then readycheck audit next.yaml\n"
    assert digests(source if source.is_dir() else source.parent) == before
    audited = desk.audit("next.yaml", "-f", "json")
    assert audited.err == ""
    report = json.loads(audited.out)["reports"][0]
    assert report["verdict"] in {"no_go", "undecided"}
    assert report["waivers"] == []
    ruled = {item.id: item.spec.rule is not None for item in shipped().catalogue.items}
    for finding in report["findings"]:
        if finding["outcome"] in {"met", "unproven"}:
            assert ruled[finding["item"]], finding["item"]
    last, following = json.loads(desk.audit(str(source), "-f", "json").out)["reports"][0], report
    assert following["figures"]["proven"] < last["figures"]["proven"]
    assert following["figures"]["claimed"] == following["figures"]["proven"]
    assert desk.run("init", "again.yaml", "--from", str(source), *AGAIN).code == 0
    first, second = (Path(name).read_text() for name in ("next.yaml", "again.yaml"))
    assert first.replace("next.yaml", "again.yaml") == second


def test_every_proposal_of_the_next_plan_can_be_taken_out_of_its_comment(desk: Desk, root: Path) -> None:
    """The items of a whole example, those that did not apply too, are answers that load."""
    assert desk.run("init", "next.yaml", "--from", str(root / "examples/aurora-backup"), *AGAIN).code == 0
    path = Path("next.yaml")
    lines = path.read_text().splitlines()
    live = [
        line.replace("# ", "", 1) if ": {status: " in line and line.startswith("      # ") else line for line in lines
    ]
    assert sum(old != new for old, new in zip(lines, live, strict=True)) > 100
    path.write_text("\n".join(live))
    assert desk.audit("next.yaml").err == ""
    report = json.loads(desk.audit("next.yaml", "-f", "json").out)["reports"][0]
    outcomes = {finding["item"]: finding["outcome"] for finding in report["findings"]}
    assert outcomes["legal.escrow"] == "not_applicable"


# ---------------------------------------------------------------- hostile texts
def hostile(text: str) -> dict[str, Any]:
    """A plan in which everything that may be any text is this text."""
    said = text.strip() or "."
    return {
        "readycheck": 1,
        "launch": {
            "name": said,
            "summary": said,
            "owner": "2027",
            "milestones": {"ga": "2026-12-15"},
            "links": {"null": said},
        },
        "people": {"2027": {"department": "product", "name": said, "email": said}, "1e3": "legal"},
        "departments": {
            "legal": {
                "called": said,
                "lead": "1e3",
                "asks": [{"what": said, "from": "product", "by": "T-1"}, {"what": said, "from": "product", "by": "T-2"}],
                "items": {"escrow": {"status": "not_applicable", "reason": said}},
                "stated": {"no": said},
            }
        },
        "profile": {"third_party_components": "yes"},
        "customers": {
            "segments": [{"id": "true", "name": said, "persona": said, "pain": said, "value": {"brand": said}}],
            "accounts": [{"name": said, "brief": said}],
            "involved": [{"who": "true", "in": "idea", "how": said}],
            "goals": {"win": said},
        },
        "journeys": [
            {
                "name": said,
                "skips": {"buy": said},
                "touchpoints": [
                    {"name": said, "stage": "use", "department": "legal", "promise": said, "kept_by": said,
                     "questions": [said, {"how": said, "answer": said}]}
                ],
            }
        ],
        "handoffs": [{"standing": f"legal -> partner:{said[:200]}", "when": said, "carries": [said, said], "accept": said}],
        "metrics": [{"id": "off", "kind": "kpi", "department": "legal", "now": 3, "target": {"at_most": 3, "unit": said}}],
        "voice_of_customer": [{"source": said}],
        "scenarios": [{"what_if": said, "answer": said}],
        "rollback": {"if": said, "how": said},
        "announcements": [{"to": "press", "channel": said}],
        "depends_on": [{"launch": said, "by": "T-1", "plan": said}],
        "stated": {"price": said},
        "waivers": [
            {"item": "legal.trademarks", "reason": said, "approved_by": "2027", "date": "2026-11-01",
             "until": "2026-12-31", "condition": {"what": said}},
        ],
    }  # fmt: skip


@pytest.mark.parametrize("text", [*HOSTILE, "a\n  # escrow: done\nb", "x: 1\nwaivers: []\n"])
def test_a_hostile_text_of_the_last_plan_is_inert(desk: Desk, text: str) -> None:
    """Every text comes back as it was, wherever it stood, and no line of it becomes a key, an item or a template."""
    last = hostile(text)
    said = last["launch"]["summary"]
    desk.write("last.yaml", json.dumps(last, ensure_ascii=False))
    result = desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN)
    assert (result.code, result.out) == (0, ""), result.err
    values = values_of(Path("next.yaml"))
    expected: dict[str, Any] = {
        **{key: last[key] for key in ("rollback", "voice_of_customer", "scenarios", "announcements")},
        "people": last["people"],
        "customers": {**last["customers"], "involved": [{"who": "true", "in": ["idea"], "how": said}]},
        "journeys": [
            {
                **last["journeys"][0],
                "touchpoints": [{**last["journeys"][0]["touchpoints"][0], "questions": [said, said]}],
            }
        ],
        "metrics": [{key: value for key, value in last["metrics"][0].items() if key != "now"}],
    }
    assert {key: values[key] for key in expected} == expected
    assert values["launch"] == {
        **last["launch"],
        "name": "Close 2",
        "class": "standard",
        "milestones": {"ga": "2027-06-01"},
    }
    asks = [{"what": said, "from": "product", "by": day} for day in ("T-1", "T-2")]
    assert values["departments"]["legal"] == {"called": said, "lead": "1e3", "asks": asks, "items": None}
    (handoff,) = values["handoffs"]
    ends = f"legal -> partner:{said[:200]}".replace("→", "->").partition("->")
    assert handoff["standing"] == f"{ends[0].strip()} -> {ends[2].strip()}"
    assert (handoff["when"], handoff["carries"], handoff["accept"]) == (said, [said, said], said)
    assert not {"waivers", "depends_on", "stated", "x"} & values.keys()
    assert desk.audit("next.yaml").err == ""


# ---------------------------------------------------------------- what is asked, and what may be given
def test_without_a_terminal_name_and_date_are_named(desk: Desk) -> None:
    """Nobody can be asked: exit 2, the option is named, and nothing is written."""
    desk.write("last.yaml", LAST)
    for missing, given in (("--name", AGAIN[2:]), ("--date", (*AGAIN[:2], *DATED))):
        result = desk.run("init", "next.yaml", "--from", "last.yaml", *given)
        assert (result.code, result.out) == (2, "")
        assert f"{missing} is missing" in result.err
    assert not Path("next.yaml").exists()


def test_at_a_terminal_only_name_and_date_are_asked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else is as it was last time."""
    desk.write("last.yaml", LAST)
    monkeypatch.setattr(streams, "stdin_is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("Close 2\n2027-06-01\n"))
    result = desk.run("init", "next.yaml", "--from", "last.yaml", *DATED)
    assert (result.code, result.err.count("? ")) == (0, 2)
    launch = values_of(Path("next.yaml"))["launch"]
    assert (launch["name"], launch["milestones"]["ga"], launch["class"]) == ("Close 2", "2027-06-01", "flagship")


def test_what_is_given_takes_the_place_of_what_was(desk: Desk) -> None:
    """Owner, sponsor, class, facts and leads; who is new is among the people, and leads what another did."""
    desk.write("last.yaml", LAST)
    given = (
        *("--owner", "ida.new", "--sponsor", "mara.lind", "--class", "quiet", "--no", "paid", "--yes", "hosted"),
        *("--lead", "customer-success=cy.new", "--lead", "finance=lee.ng"),
    )
    assert desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN, *given).code == 0
    values = values_of(Path("next.yaml"))
    launch, people, departments = values["launch"], values["people"], values["departments"]
    assert (launch["owner"], launch["sponsor"], launch["class"]) == ("ida.new", "mara.lind", "quiet")
    assert (values["profile"]["paid"], values["profile"]["hosted"]) == ("no", "yes")
    assert (people["ida.new"], people["cy.new"], people["lee.ng"]) == ("product", "customer-success", "support")
    assert departments["customer-success"]["lead"] == "cy.new"
    assert "done_by" not in departments["customer-success"]
    assert departments["finance"]["lead"] == "lee.ng"


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--kind", "service"], ["--kind", "--from"]),
        (["--owner", "tom.oduya"], ["tom.oduya", "both owner and sponsor"]),
        (["--date", "2026-11-01"], ["--date 2026-11-01 has passed"]),
        (["--class", "loud"], ["loud", "flagship"]),
        (["--yes", "payd"], ["payd", "paid"]),
        (["--lead", "leagl=lee.ng"], ["leagl", "legal"]),
        (["--name", " "], ["--name"]),
        (["--from", "none.yaml"], ["none.yaml", "does not exist"]),
        (["--from", "a" * 300], ["cannot be read"]),
    ],
)
def test_an_option_that_makes_no_plan_is_refused(desk: Desk, options: list[str], says: list[str]) -> None:
    """What cannot be is told, and nothing is written."""
    desk.write("last.yaml", LAST)
    result = desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN, *options)
    assert (result.code, result.out) == (2, "")
    for word in says:
        assert word in result.err
    assert [path.name for path in desk.path.iterdir()] == ["last.yaml"]


# ---------------------------------------------------------------- the last plan
@pytest.mark.parametrize(
    "files",
    [
        {"last.yaml": LAST.replace("name: Firm buys", "nmae: Firm buys")},
        {"last.yaml": LAST.replace("owner: mara.lind", "owner: nobody")},
        {"last.yaml": "- a\n"},
        {"last.yaml": "a: b: c\n"},
        {"last.yaml": ""},
        {"launch.yaml": LAST, "marketing.yaml": "led: lee.ng\n", "finance.yaml": "a: [\n"},
        {"launch.yaml": LAST, "legal.yaml": "lead: lee.ng\n"},
    ],
    ids=["key", "person", "list", "syntax", "empty", "department-files", "twice"],
)
def test_a_broken_last_plan_is_refused_as_by_an_audit(desk: Desk, files: dict[str, str]) -> None:
    """The same problems at the same places; half a plan does not become the next one."""
    for name, text in files.items():
        desk.write(f"last/{name}", text)
    source = "last" if "launch.yaml" in files else "last/last.yaml"
    result = desk.run("init", "next.yaml", "--from", source, *AGAIN)
    assert (result.code, result.out) == (2, "")
    assert result.err == desk.audit(source).err
    assert "last/" in result.err
    assert not Path("next.yaml").exists()


@pytest.mark.parametrize(
    "target",
    [
        "last/launch.yaml",
        "last/marketing.yaml",
        "last/legal.yaml",
        "last/legal2.yaml",
        "last/legal.yml",
        "last/readycheck.yaml",
        "link.yaml",
        "last/../last/launch.yaml",
    ],
)
def test_the_last_plan_is_never_changed(desk: Desk, target: str) -> None:
    """Neither written over, by force or through a link, nor given another department's file, or what looks like one."""
    desk.write("last/launch.yaml", LAST)
    desk.write("last/marketing.yaml", "lead: lee.ng\n")
    (desk.path / "link.yaml").symlink_to("last/launch.yaml")
    before = digests(desk.path)
    result = desk.run("init", target, "--from", "last", *AGAIN, "--force")
    assert (result.code, result.out) == (2, "")
    assert "the last plan, which stays as it is" in result.err
    assert digests(desk.path) == before


def test_a_plan_of_another_name_may_lie_beside_the_last_one(desk: Desk) -> None:
    """The last plan is audited as before."""
    desk.write("last/launch.yaml", LAST)
    before = desk.audit("last").out
    assert desk.run("init", "last/next.yaml", "--from", "last", *AGAIN).code == 0
    assert desk.audit("last").out == before


def test_a_link_to_itself_cannot_be_written(desk: Desk) -> None:
    """It is told, with or without `--force`."""
    desk.write("last.yaml", LAST)
    (desk.path / "loop.yaml").symlink_to("loop.yaml")
    for force in ((), ("--force",)):
        result = desk.run("init", "loop.yaml", "--from", "last.yaml", *AGAIN, *force)
        assert (result.code, result.out) == (4, "")
        assert "cannot write loop.yaml" in result.err


def test_a_file_that_is_there_is_not_overwritten(desk: Desk) -> None:
    """Without `--force` it stands; with it the next plan takes its place."""
    desk.write("last.yaml", LAST)
    there = desk.write("next.yaml", "mine")
    assert desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN).code == 2
    assert there.read_text() == "mine"
    assert desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN, "--force").code == 0
    assert values_of(there)["launch"]["name"] == "Close 2"


def test_a_plan_from_stdin(desk: Desk) -> None:
    """`-` is stdin, as for an audit."""
    done = desk.spawn("init", "next.yaml", "--from", "-", *AGAIN, stdin=None, input=LAST.encode())
    assert (done.returncode, done.stdout) == (0, b"")
    assert values_of(desk.path / "next.yaml")["departments"]["legal"]["called"] == "Counsel"


# ---------------------------------------------------------------- checklists and policies that changed
def test_items_that_are_gone_or_renamed_are_named(company: Desk) -> None:
    """Each at its place in the last plan; the owner of one that was renamed comes along."""
    plan = go_plan()
    plan["departments"]["legal"]["items"] = {"eula": {"status": "done", "owner": "lee.ng"}, "stamp": "done"}
    company.write("last.yaml", json.dumps(plan, indent=1))
    checklist = json.loads(Path("checklists/legal.yaml").read_text())
    checklist["items"][0]["formerly"] = ["legal.eula"]
    company.write("checklists/legal.yaml", checklist)
    result = company.run("init", "next.yaml", "--from", "last.yaml", *AGAIN)
    assert result.code == 0
    lines = Path("last.yaml").read_text().splitlines()
    eula, stamp = (next(n for n, line in enumerate(lines, 1) if f'"{key}"' in line) for key in ("eula", "stamp"))
    renamed, gone, wrote = result.err.splitlines()
    assert renamed == f"last.yaml:{eula}:5: legal.eula is called legal.terms now"
    assert gone == f"last.yaml:{stamp}:5: legal.stamp is in no checklist any more; its answer is left out"
    assert wrote.startswith("wrote next.yaml")
    text = Path("next.yaml").read_text()
    assert "# terms: {status: todo, due: T-5, owner: lee.ng}" in text
    assert "stamp" not in text


def test_how_many_items_are_new_is_said(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pin is raised from 1.0 to what is in force, and the newer items are counted and marked."""
    text = (
        "readycheck: checklist/1\nversion: '1.1'\ndepartment: legal\ntitle: Legal\nitems:\n"
        f"  - {{id: terms, {ITEM}}}\n  - {{id: marks, since: '1.1', {ITEM}}}\n"
    )
    source: Source = load_checklist("legal.yaml", desk.write("legal.yaml", text), Disk(Path.cwd()), own=False)
    monkeypatch.setattr("readycheck.documents.policy.shipped_sources", lambda: iter([source]))
    plan = {**go_plan(), "checklists": "1.0"}
    plan["departments"] = {"legal": {"lead": "dana.cho", "items": {"terms": "done"}}}
    desk.write("last.yaml", plan)
    result = desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN)
    assert "checklists 1.0 → 1.1: 1 item is new, and marked so\n" in result.err
    assert 'checklists: "1.1"' in Path("next.yaml").read_text()
    assert "# major, new since 1.0: T\n      # marks:" in Path("next.yaml").read_text()


def test_tailoring_stays_in_force_below_the_same_root(company: Desk) -> None:
    """The policy beside or above both plans is the same: nothing is said of it, and what it drops is not asked."""
    policy = json.loads(Path("readycheck.yaml").read_text())
    company.write("readycheck.yaml", {**policy, "tailoring": {"support.faq": {"drop": True, "reason": "None asked"}}})
    company.write("launches/one/launch.yaml", go_plan())
    (company.path / "launches/two").mkdir()
    result = company.run("init", "launches/two/launch.yaml", "--from", "launches/one", *AGAIN)
    assert (result.code, result.err.count("\n")) == (0, 1)
    text = Path("launches/two/launch.yaml").read_text()
    assert "# channels:" in text
    assert "faq" not in text


def test_where_another_policy_or_none_applies_that_is_said(company: Desk) -> None:
    """With the path to copy; a plan that cannot be written there is refused, and nothing is left."""
    policy = json.loads(Path("readycheck.yaml").read_text())
    company.write(
        "one/readycheck.yaml",
        {"readycheck": "policy/1", "tailoring": {"legal.trademarks": {"severity": "major", "reason": "No name"}}},
    )
    plan = go_plan()
    for part in plan["departments"].values():
        part["items"] = {}
    company.write("one/launch.yaml", plan)
    other = company.run("init", "next.yaml", "--from", "one", *AGAIN)
    assert other.code == 0
    assert "tailoring does not come along: readycheck.yaml applies to next.yaml; copy one/readycheck.yaml" in other.err
    (company.path / "two/.git").mkdir(parents=True)
    none = company.run("init", "two/next.yaml", "--from", "one", *AGAIN)
    assert none.code == 0
    assert "no policy applies to two/next.yaml; copy one/readycheck.yaml to two/readycheck.yaml" in none.err
    given = company.run("init", "given.yaml", "--from", "one", *AGAIN, "--policy", "readycheck.yaml")
    assert "tailoring" not in given.err
    company.write(
        "one/readycheck.yaml",
        {
            **policy,
            "checklists": [],
            "facts": {"ours": "Ours?"},
            "shipped_checklists": True,
            "milestones": ["alpha", "beta", "ga", "hypercare"],
        },
    )
    company.write(
        "one/launch.yaml",
        {**plan, "launch": {**plan["launch"], "milestones": {"alpha": "2026-12-01", "ga": "2026-12-15"}}},
    )
    refused = company.run("init", "two/other.yaml", "--from", "one", *AGAIN)
    assert (refused.code, refused.out) == (2, "")
    assert "the last plan does not fit the rules at two/other.yaml" in refused.err
    assert "copy one/readycheck.yaml" in refused.err
    assert not Path("two/other.yaml").exists()


def test_a_proposal_asks_who_agrees_where_somebody_has_to(desk: Desk) -> None:
    """A blocker that did not apply is open without somebody's word, so its proposal asks for it; a minor's does not."""
    done = "licence-terms: {status: in_progress, due: T-20, expect: 2026-12-01, owner: dana.cho}"
    exempt = "licence-terms: {status: not_applicable, reason: Nothing is sold, approved_by: tom.oduya}"
    desk.write("last.yaml", LAST.replace(done, exempt))
    assert desk.run("init", "next.yaml", "--from", "last.yaml", *AGAIN).code == 0
    text = (desk.path / "next.yaml").read_text()
    assert (
        '# escrow: {status: not_applicable, reason: "All parts are ours: checked"}  # last time; true again?\n' in text
    )
    blocker = "# licence-terms: {status: not_applicable, reason: Nothing is sold}  # last time; true again"
    assert f"{blocker}, and who agrees to it (approved_by)?\n" in text
