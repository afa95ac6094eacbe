"""Input that cannot be audited: exit 2, the place, what was expected, what to do; quickly, and nothing on stdout."""

from __future__ import annotations

import json
import os
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from readycheck.cli.diagnostic import MAX_PER_FILE
from tests.cli.conftest import Desk, Result, go_plan

PLAN = """\
readycheck: 1
launch:
  name: Aurora
  owner: mara.lind
  sponsor: tom.oduya
  milestones: {beta: 2026-12-01, ga: 2026-12-15}
profile: {paid: yes}
people:
  mara.lind: product
  tom.oduya: management
  dana.cho: legal
departments:
  legal:
    lead: dana.cho
    items:
      licence-terms: todo
      trademarks: {status: done, evidence: legal/marks.md}
waivers:
  - {item: legal.trademarks, reason: R, approved_by: tom.oduya, date: 2026-11-20, until: 2026-12-31}
"""

#: How much of a processor a refusal may take: what the program takes, whatever else the machine does.
IN_PROCESS_S = 0.5
#: Where coverage looks at every line, everything takes several times as long.
SLOWED = 4 if sys.gettrace() is not None else 1


class Case(NamedTuple):
    """A change that makes the plan unusable, where it is told, and the words that must be in what is told.

    A place is a regular expression: for what is written short, the key or the value may be meant.
    """

    old: str
    new: str
    place: str
    token: str
    """The part of the source line that is underlined."""
    says: tuple[str, ...]
    helps: tuple[str, ...] = ()


CASES = {
    "format of another version": Case("readycheck: 1", "readycheck: 2", "1:13", "2", ("2",), ("upgrade",)),
    "format of the past": Case("readycheck: 1", "readycheck: 0", "1:13", "0", ("0",), ("readycheck: 1",)),
    "unknown key": Case("sponsor:", "sponser:", "5:3", "sponser", ("sponser",), ("sponsor",)),
    "unknown item": Case("licence-terms:", "license-terms:", "16:7", "license-terms", ("item",), ("licence-terms",)),
    "unknown item of a waiver": Case("{item: legal.trademarks", "{item: legal.trademark", "19:12", "legal.trademark",
                                     ("item", "legal.trademark"), ("legal.trademarks",)),
    "unknown person": Case("lead: dana.cho", "lead: dana.ch", "14:11", "dana.ch", ("person",), ("dana.cho",)),
    "unknown owner": Case("owner: mara.lind", "owner: mara.lynd", "4:10", "mara.lynd", ("person",), ("mara.lind",)),
    "unknown department": Case("\n  legal:\n", "\n  leagl:\n", "13:3", "leagl", ("department",), ("legal",)),
    "unknown department of a person": Case("dana.cho: legal", "dana.cho: leagl", "11:(3|13)", "", ("department",),
                                           ("legal",)),
    "unknown milestone": Case("{beta: 2026-12-01", "{bta: 2026-12-01", "6:16", "bta", ("milestone",), ("beta",)),
    "unknown profile fact": Case("{paid: yes}", "{payd: yes}", "7:11", "payd", ("fact",), ("paid",)),
    "unknown status": Case("licence-terms: todo", "licence-terms: tdo", "16:(7|22)", "", ("tdo",), ("todo",)),
    "unknown class": Case("name: Aurora", "name: Aurora\n  class: flagshp", "4:10", "flagshp", ("flagshp",),
                          ("flagship",)),
    "date that does not exist": Case("ga: 2026-12-15", "ga: 2026-02-30", "6:38", "2026-02-30", ("2026-02-30",)),
    "29 February": Case("beta: 2026-12-01", "beta: 2026-02-29", "6:22", "2026-02-29", ("2026-02-29",)),
    "date of another form": Case("ga: 2026-12-15", "ga: 15.12.2026", "6:38", "15.12.2026",
                                 ("15.12.2026", "is not a date")),
    "date too far": Case("ga: 2026-12-15", "ga: 2926-12-15", "6:38", "2926-12-15", ("2926-12-15",)),
    "dates out of order": Case("beta: 2026-12-01", "beta: 2026-12-31", "6:38", "2026-12-15", ("beta", "ga"),
                               ("beta, ga",)),
    "sponsor is the owner": Case("sponsor: tom.oduya", "sponsor: mara.lind", "5:12", "mara.lind",
                                 ("owner", "sponsor"), ("sponsor",)),
    "key twice": Case("  owner: mara.lind\n", "  owner: mara.lind\n  owner: tom.oduya\n", "5:3", "owner", ("owner",),
                      ("line 4",)),
    "missing key": Case("  owner: mara.lind\n", "", "2:1", "launch", ("owner",)),
    "text for a mapping": Case("waivers:\n", "waivers: none\n#", "18:10", "none", ("list",)),
    "answer that is a number": Case("licence-terms: todo", "licence-terms: 1", "16:22", "1", ("1",)),
    "blocked without a reason": Case("licence-terms: todo", "licence-terms: blocked", "16:7", "licence-terms",
                                     ("blocked", "why"), ("reason", "waits_for")),
    "tabs": Case("    lead: dana.cho", "\tlead: dana.cho", "14:1", "", ()),
    "open bracket": Case("{beta: 2026-12-01, ga: 2026-12-15}", "{beta: 2026-12-01, ga: 2026-12-15", "7:8", "", ()),
    "open quote": Case("name: Aurora", 'name: "Aurora', "", "", ()),
    "colon in prose": Case("name: Aurora", "name: Aurora: the second", "3:9", "", ("quotes",),
                           ('"Aurora: the second"',)),
    "anchor": Case("name: Aurora", "name: &a Aurora", "3:9", "", ("&a",), ("write the value out",)),
    "tag": Case("name: Aurora", "name: !!str Aurora", "3:9", "", ("tag",)),
    "not a number": Case("name: Aurora", "name: .nan", "3:9", ".nan", (".nan",)),
    "escape sequence": Case("name: Aurora", r'name: "A\e[31m"', "3:9", "", ("U+001B",)),
}  # fmt: skip


def checked(result: Result, *, code: int = 2) -> list[str]:
    """Return the lines on stderr of a refusal, after what holds of every one."""
    assert result.code == code
    assert result.out == ""
    assert "Traceback" not in result.err
    assert "defect" not in result.err
    return result.err.splitlines()


def quickly(run: Callable[[], Result]) -> Result:
    """Return a result that took at most IN_PROCESS_S of a processor."""
    start = time.process_time()
    result = run()
    assert time.process_time() - start < IN_PROCESS_S * SLOWED
    return result


@pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
def test_what_is_wrong_in_a_plan_is_told_with_its_place(desk: Desk, case: Case) -> None:
    """`path:line:column: error: …`, the source line with the token underlined, and a `help:` line; in half a second."""
    assert case.old in PLAN
    desk.write("plan.yaml", PLAN.replace(case.old, case.new, 1))
    lines = checked(quickly(lambda: desk.audit("plan.yaml")))
    told = re.fullmatch(r"plan\.yaml:(\d+:\d+): error: (.+)", lines[0])
    assert told, lines[0]
    assert re.fullmatch(case.place or ".*", told[1])
    for word in case.says:
        assert word in told[2]
    helps = [line.strip().removeprefix("help: ") for line in lines if line.startswith("  help: ")]
    for word in case.helps:
        assert word in helps[0]
    line, column = map(int, told[1].split(":"))
    source = (desk.path / "plan.yaml").read_text().splitlines()[line - 1].replace("\t", " ")
    assert f"  {line} | {source}".rstrip() in [shown.rstrip() for shown in lines]
    if case.token:
        marks = next(shown for shown in lines if set(shown) == {" ", "|", "^"}).partition("| ")[2]
        assert marks.index("^") == column - 1
        assert source[column - 1 : column - 1 + marks.count("^")] == case.token


def test_the_plan_of_these_tests_is_right(desk: Desk) -> None:
    """Unchanged, the plan is audited: what the cases change is what is wrong."""
    desk.write("plan.yaml", PLAN)
    assert desk.audit("plan.yaml").code in {1, 3}


@pytest.mark.parametrize("name", list(CASES))
def test_every_refusal_says_what_to_do(desk: Desk, name: str) -> None:
    """No problem is told without a line of help."""
    case = CASES[name]
    desk.write("plan.yaml", PLAN.replace(case.old, case.new, 1))
    lines = checked(desk.audit("plan.yaml"))
    errors = sum(": error: " in line for line in lines)
    assert sum(line.startswith("  help: ") for line in lines) == errors >= 1


def test_every_problem_is_told_at_once_in_the_order_of_the_file(desk: Desk) -> None:
    """Four mistakes are four problems, sorted by line, and counted."""
    text = PLAN
    for name in ("unknown profile fact", "unknown item", "unknown person", "unknown key"):
        text = text.replace(CASES[name].old, CASES[name].new, 1)
    desk.write("plan.yaml", text)
    lines = checked(desk.audit("plan.yaml"))
    places = [line.split(":")[1] for line in lines if ": error: " in line]
    assert places == ["5", "7", "14", "16"]
    assert lines[-1].startswith("4 problems")


def test_problems_of_several_plans_are_told_together(desk: Desk) -> None:
    """Two broken plans are two files' worth of problems in one run."""
    desk.write("a.yaml", PLAN.replace("sponsor:", "sponser:"))
    desk.write("b.yaml", PLAN.replace("paid", "payd"))
    lines = checked(desk.audit("b.yaml", "a.yaml"))
    assert [line.split(":")[0] for line in lines if ": error: " in line] == ["a.yaml", "b.yaml"]


def test_a_file_full_of_problems_is_cut_and_the_rest_is_counted(desk: Desk) -> None:
    """At most 200 problems of a file are told, and how many more there are; together that is all of them."""
    keys = "".join(f"key-{number}: 1\n" for number in range(250))
    desk.write("plan.yaml", PLAN + keys)
    lines = checked(desk.audit("plan.yaml"))
    told = sum("unknown key" in line for line in lines)
    more = [int(found[1]) for line in lines if (found := re.search(r"\band (\d+) more\b", line))]
    assert told <= MAX_PER_FILE == 200
    assert told + sum(more) == 250
    assert len(more) == 1


def test_a_long_line_is_cut_around_what_is_meant(desk: Desk) -> None:
    """A source line of thousands of characters is shown as a window with the token underlined in it."""
    plan = go_plan()
    plan["launch"]["summary"] = "word " * 400
    plan["launch"]["sponsr"] = "tom.oduya"
    desk.write("plan.yaml", plan)
    lines = checked(desk.audit("plan.yaml"))
    assert max(map(len, lines)) < 400


# ---------------------------------------------------------------- files that are no plan
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("missing.yaml", "does not exist"),
        ("folder", "does not exist"),
        ("folder/missing/plan.yaml", "does not exist"),
        ("text.md/plan.yaml", ""),
        ("", ""),
        ("/dev/zero", "ordinary file"),
        ("pipe", "ordinary file"),
        ("loop.yaml", ""),
        (f"{'a' * 300}.yaml", ""),
        (f"{'a/' * 3000}plan.yaml", ""),
        ("a" * 5000, ""),
    ],
    ids=["missing", "directory without plan", "no directory", "below a file", "empty name", "device", "FIFO",
         "link loop", "long name", "deep path", "long path"],
)  # fmt: skip
def test_a_path_that_leads_to_no_plan_is_told(desk: Desk, name: str, says: str) -> None:
    """Whatever stands where a plan should: exit 2, the path, and what a plan is; never a hang, never a defect."""
    (desk.path / "folder").mkdir()
    desk.write("text.md", "text")
    os.mkfifo(desk.path / "pipe")
    (desk.path / "loop.yaml").symlink_to("loop.yaml")
    lines = checked(quickly(lambda: desk.audit(name)))
    assert ": error: " in lines[0]
    assert says in lines[0]
    assert name[:200] in lines[0]
    assert any(line.startswith("  help: ") for line in lines)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"# only a comment\n", "empty"),
        (b"just text\n", "does not begin with lines such as `name: value`"),
        (b"- a\n- list\n", "does not begin with lines such as `name: value`"),
        (b"a: 1\n---\nb: 2\n", "second document"),
        (b"caf\xe9: 1\n", "UTF-8"),
        ("readycheck: 1\n".encode("utf-16"), "UTF-8"),
        (b"a: 1\x00\n", "U+0000"),
        ("a: 1 # b\u2028c: 2\n".encode(), "U+2028"),
        ("a: 1 # b\u2029c: 2\n".encode(), "U+2029"),
        ("a: 1 # b\u0085c: 2\n".encode(), "U+0085"),
        (b"a: 1 # b\rc: 2\n", "U+000D"),
        ("a: b\u202ec\n".encode(), "U+202E"),
        ("a: b\ufeffc\n".encode(), "U+FEFF"),
        (b"a: \x1b[31mb\n", "U+001B"),
        (b"PK\x03\x04\x00\x00", ""),
    ],
    ids=["empty", "comment", "text", "list", "two documents", "latin-1", "UTF-16", "NUL", "U+2028", "U+2029", "NEL",
         "lone CR", "bidirectional", "BOM inside", "escape", "zip"],
)  # fmt: skip
def test_bytes_that_are_no_plan_are_told(desk: Desk, data: bytes, says: str) -> None:
    """What is not one UTF-8 document of `name: value` entries is refused with a place; what cannot be seen is named."""
    desk.write("plan.yaml", data)
    lines = checked(desk.audit("plan.yaml"))
    assert lines[0].startswith("plan.yaml:")
    assert says in lines[0]
    assert "\x1b" not in "\n".join(lines)


def test_a_byte_order_mark_at_the_start_is_fine(desk: Desk) -> None:
    """Some editors put one there."""
    desk.write("plan.yaml", b"\xef\xbb\xbf" + PLAN.encode())
    assert desk.audit("plan.yaml").code in {1, 3}


@pytest.mark.parametrize(
    "name", ["##[error]x", "::error::x", ":::error::x", "a::b", "##vso[task.complete]x", "\x1b[31mx"], ids=ascii
)
def test_what_is_told_of_a_plan_is_no_command_to_a_runner(desk: Desk, name: str) -> None:
    """Runners read stderr too: neither a key, nor a value, nor a file name in a message is obeyed by one."""
    desk.write("plan.yaml", PLAN + json.dumps({name: 1})[1:-1] + "\n")
    desk.write("value.yaml", PLAN.replace("readycheck: 1", f"readycheck: {json.dumps(name)}"))
    desk.write(f"{name}.yaml", PLAN.replace("sponsor:", "sponser:"))
    for plan in ("plan.yaml", "value.yaml", f"{name}.yaml", f"{name}.missing"):
        for line in checked(desk.audit(plan)):
            assert not line.lstrip().startswith("::")
            assert not re.search(r"##(\[|vso\[)", line)
            assert "\x1b" not in line


def test_a_file_name_is_no_command_to_a_runner(company: Desk) -> None:
    """Nor is it one in the report, where each gap begins with the path of the plan."""
    plan = go_plan()
    plan["departments"]["legal"]["items"]["terms"] = "todo"
    for name in ("::error::x.yaml", ":::error::x.yaml", "##[error]x.yaml", "###[error]x.yaml"):
        company.write(name, plan)
        for color in ("always", "never"):
            result = company.audit(name, "--color", color)
            assert result.code in {1, 2}
            for line in re.sub(r"\x1b\[[0-9;]*m", "", result.out + result.err).splitlines():
                assert not line.lstrip().startswith("::")
                assert "##[" not in line


# ---------------------------------------------------------------- policies and checklists
@pytest.mark.parametrize(
    ("text", "place", "says"),
    [
        ("readycheck: policy/1\nrequire: {blocker: wived}\n", "2:20", "wived"),
        ("readycheck: policy/1\nlimts: []\n", "2:1", "limts"),
        ("readycheck: policy/2\n", "1:13", "policy/2"),
        ("readycheck: policy/1\nlimits: [{measure: proven, at_least: .nan}]\n", "2:38", ".nan"),
        ("readycheck: policy/1\nweights: {blocker: -1}\n", "2:20", ""),
        ("readycheck: policy/1\nchecklists: [../../etc/passwd]\n", "2:14", "../../etc/passwd"),
        ("readycheck: policy/1\nchecklists: [missing.yaml]\n", "2:14", "missing.yaml"),
        ("readycheck: policy/1\nchecklists: [plan.yaml]\n", "", ""),
        ("readycheck: policy/1\ntailoring: {legal.trademark: {drop: true, reason: R}}\n", "2:13", "legal.trademark"),
        ("readycheck: [\n", "", ""),
    ],
    ids=["value", "key", "version", "NaN", "negative", "outside", "missing", "no checklist", "item", "YAML"],
)
def test_a_policy_that_cannot_be_used_is_refused_with_its_place(desk: Desk, text: str, place: str, says: str) -> None:
    """A policy with a mistake in it never counts as none: the audit stops, and the mistake is told."""
    (desk.path / ".git").mkdir()
    desk.write("plan.yaml", PLAN)
    desk.write("readycheck.yaml", text)
    lines = checked(desk.audit("plan.yaml"))
    told = re.match(r"(?:readycheck|plan)\.yaml:(\d+:\d+): error: (.*)", lines[0])
    assert told, lines[0]
    assert told[1] == place or not place
    assert says in told[2]


# ---------------------------------------------------------------- proofs that lead elsewhere
@pytest.mark.parametrize(
    "evidence",
    ["/etc/passwd", "../../etc/passwd", "../outside.md", "~/secret.md", "C:/secret.md", "a\\b.md", "//host/a.md", "file:///etc/passwd",
     "nul.md", "a:stream.md", "link.md", "pipe.md", "/proc/self/environ", "folder.md", "loop.md", "http://a.example/b.md"],
)  # fmt: skip
def test_a_proof_outside_the_repository_proves_nothing_and_is_not_printed(company: Desk, evidence: str) -> None:
    """Whatever a proof leads to, the item stays unproven, nothing hangs, and no content is shown."""
    outside = company.path.parent / "outside.md"
    outside.write_text("root: the content of a file outside")
    (company.path / "link.md").symlink_to(outside)
    (company.path / "loop.md").symlink_to("loop.md")
    (company.path / "folder.md").mkdir()
    os.mkfifo(company.path / "pipe.md")
    plan = go_plan()
    plan["departments"]["legal"]["items"]["terms"] = {"status": "done", "evidence": evidence}
    company.write("plan.yaml", plan)
    result = company.audit("plan.yaml")
    assert result.code == 1
    assert "blocker[legal.terms] unproven" in result.out
    assert "root:" not in result.out + result.err
    assert "content of a file outside" not in result.out + result.err


def test_a_plan_below_a_link_is_read(company: Desk) -> None:
    """The plan itself is named by the user, who may link as they please."""
    company.write("plan.yaml", go_plan())
    (company.path / "linked.yaml").symlink_to("plan.yaml")
    assert company.audit("linked.yaml").code == 0
    assert Path("linked.yaml").is_symlink()
