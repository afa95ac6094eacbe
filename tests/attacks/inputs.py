"""Whatever else is read: checklists, policies, files of departments, workbooks, lists, reports, and names of all these."""

from __future__ import annotations

import io
import json
import os
import zipfile

from tests.attacks.attack import (
    COMPANY,
    PLAN,
    POLICY,
    Attack,
    Attacks,
    Content,
    Files,
    added,
    checklist,
    item,
    policy,
    refused,
)
from tests.attacks.threat import Threat
from tests.documents.workbook import workbook

ITEMS = 'readycheck: checklist/1\nversion: "1.0"\ndepartment: legal\ntitle: Legal\nitems:\n'


def offered(name: str, content: Content, says: str) -> Attack:
    """Return a file with answers, to be imported into a plan."""
    return Attack({**COMPANY, "plan.yaml": PLAN, name: content}, says, f"import {name} --into plan.yaml --preview")


def listed(name: str, content: Content, says: str) -> Attack:
    """Return a list to make checklists of."""
    return Attack({name: content}, says, f"checklist import {name} --department legal -o -")


def report(content: Content, says: str) -> Attack:
    """Return a report of the past to compare with."""
    return Attack(
        {**COMPANY, "plan.yaml": PLAN, "was.json": content}, f"was.json: error: {says}", "diff was.json plan.yaml"
    )


def archive(members: dict[str, bytes]) -> bytes:
    """Return an archive of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return stream.getvalue()


def parted(part: Content, says: str) -> Attack:
    """Return a plan whose department of legal has a file of its own; the rest is audited."""
    return Attack(
        {
            **COMPANY,
            "readycheck.yaml": POLICY.replace("legal.yaml", "lists/legal.yaml"),
            "lists/legal.yaml": COMPANY["legal.yaml"],
            "launch.yaml": PLAN,
            "legal.yaml": part,
        },
        says,
        "audit .",
        reported=True,
    )


def item_with(name: str, more: str) -> str:
    return item(more).replace("id: terms", f"id: {name}")


def chain(count: int) -> str:
    """Return items each of which needs the one before, and the first the last."""
    return "".join(item_with(f"i{number}", f"needs: [legal.i{(number - 1) % count}]") for number in range(count))


def building_on(count: int) -> Files:
    """Return policies each of which builds on the next."""
    files = {f"p{number}.yaml": f"readycheck: policy/1\nextends: p{number + 1}.yaml\n" for number in range(count)}
    return {"plan.yaml": PLAN, "readycheck.yaml": "readycheck: policy/1\nextends: p0.yaml\n", **files}


#: How it is told that 500 items wait for each other, the first for the last.
_CIRCLE = " needs ".join(f"legal.i{number % 500}" for number in (0, *range(499, -1, -1)))
DEFINITION = "a.xlsx: error: `xl/workbook.xml` in the workbook holds a definition that no spreadsheet program writes: `<!DOCTYPE`"

ATTACKS: Attacks = {
    Threat.CHECKLISTS: {
        "an item that needs itself": checklist(
            item("needs: [legal.terms]"), "6:5", "items need each other: legal.terms needs legal.terms"
        ),
        "items in a circle of 500": checklist(chain(500), "6:5", "items need each other: " + _CIRCLE),
        "an item twice": checklist(
            item("lead: 1").replace(", lead: 1", "") * 2, "7:10", "item `legal.terms` stands twice"
        ),
        "a rule of no kind": checklist(item("rule: {kind: exec}"), "6:159", "rule kind `exec` does not exist"),
        "a rule with code": checklist(
            item("rule: {kind: accounts, where: __import__}"), "6:169", "unknown key `where`"
        ),
        "an item that speaks for another": checklist(
            item("formerly: [legal.notice]") + item_with("notice", "formerly: []"),
            "6:157",
            "`legal.notice` is taken by `legal.notice`",
        ),
        "a milestone of no policy": checklist(
            item("milestone: never"), "6:157", "milestone `never` of legal.terms does not exist"
        ),
        "a bomb": Attack(
            {**COMPANY, "plan.yaml": PLAN, "legal.yaml": ITEMS + "  - &a {id: x}\n  - *a\n"},
            "legal.yaml:6:5: error: `&a` stands for a value elsewhere",
        ),
        "two of one department": Attack(
            {
                **COMPANY,
                "plan.yaml": PLAN,
                "more.yaml": COMPANY["legal.yaml"],
                "readycheck.yaml": POLICY.replace("legal.yaml", "legal.yaml, more.yaml"),
            },
            "more.yaml:6:10: error: item `legal.terms` stands twice",
        ),
        "1,200 empty items": checklist("  - {}\n" * 1_200, "6:5", "`id` is missing"),
        "a hundred and one checklists": Attack(
            {
                "plan.yaml": PLAN,
                "readycheck.yaml": "readycheck: policy/1\nchecklists: [lists]\n",
                **{f"lists/c{number}.yaml": "" for number in range(101)},
            },
            "readycheck.yaml:2:14: error: `lists` holds more than 100 checklists",
        ),
    },
    Threat.POLICIES: {
        "that build on themselves": policy(
            "extends: readycheck.yaml\n",
            "2:1",
            "`readycheck.yaml` leads back to itself: readycheck.yaml extends readycheck.yaml",
        ),
        "that build on 30 others": Attack(
            building_on(30), "p18.yaml:2:1: error: `p19.yaml` is too much to build on: there are 20 policies already"
        ),
        "that build on a package of Python": policy(
            'extends: "package:os"\n', "2:1", "`package:os` is not a package that is installed for this Python"
        ),
        "that build on a package in the checkout": Attack(
            {
                "plan.yaml": PLAN,
                "readycheck.yaml": "readycheck: policy/1\nextends: package:evil\n",
                "evil/__init__.py": "open('hacked', 'w')",
                "evil/readycheck.yaml": "readycheck: policy/1\nlimits: []\n",
            },
            "readycheck.yaml:2:1: error: `package:evil` is not a package that is installed for this Python",
        ),
        "that build on a path as a package": policy(
            'extends: "package:../x"\n', "2:1", "`package:../x` is not the name of a package, in letters, digits and _"
        ),
        "that build on the web": policy(
            "extends: https://example.com/p.yaml\n",
            "2:1",
            "`https://example.com/p.yaml` is not a path within the repository, with / between folders",
        ),
        "with a checklist that is a device": policy(
            "checklists: [/dev/zero]\n",
            "2:14",
            "`/dev/zero` is not a path within the repository, with / between folders",
        ),
        "with no milestone": policy("milestones: []\n", "2:13", "at least 1 entry is needed here"),
        "with a milestone twice": policy("milestones: [ga, ga]\n", "2:13", "a milestone is named twice"),
        "that ask nobody to sign": policy("signoffs: [gardening]\n", "2:12", "department `gardening` does not exist"),
        "that ask another question": policy("facts: {paid: Really?}\n", "2:9", "`paid` is a shipped profile fact"),
        "in a project file of many dots": Attack(
            {"plan.yaml": PLAN, "pyproject.toml": "[tool.readycheck]\n" + "a." * 100_000 + "b = 1\n"},
            "pyproject.toml:2:1: error: too much in one project file, or in one line of it",
        ),
        "in a project file of many brackets": Attack(
            {"plan.yaml": PLAN, "pyproject.toml": "[tool.readycheck]\npolicy = " + "[" * 20_000},
            "pyproject.toml:1:1: error: not valid TOML, so that nobody can tell whether it names a policy",
        ),
    },
    Threat.DEPARTMENTS: {
        "a bomb": parted("items: &a {terms: *a}\n", "legal.yaml:1:8: error: `&a` stands for a value elsewhere"),
        "nothing": parted("", "legal.yaml:1:1: error: the file is empty"),
        "another department's answers": parted(
            "departments: {support: {}}\n", "legal.yaml:1:1: error: unknown key `departments`"
        ),
        "no UTF-8": parted(b"lead: \xff\n", "legal.yaml:1:7: error: the file is not saved as UTF-8 (byte 0xff)"),
        "12,000 items that nobody asks": parted(
            "items:\n" + "".join(f"  i{number}: todo\n" for number in range(12_000)),
            "legal.yaml:2:3: error: item `legal.i0` does not exist",
        ),
        "in two files": Attack(
            {
                **COMPANY,
                "readycheck.yaml": POLICY.replace("legal.yaml", "lists/legal.yaml"),
                "lists/legal.yaml": COMPANY["legal.yaml"],
                "legal.yaml": "lead: mara\n",
                "launch.yaml": PLAN + "departments: {legal: {lead: mara}}\n",
            },
            "legal.yaml:1:1: error: department `legal` stands in two files",
            "audit .",
            reported=True,
        ),
    },
    Threat.IMPORTS: {
        "an archive that swells": offered(
            "a.xlsx",
            workbook(more={"xl/sharedStrings.xml": b"<sst>" + b" " * 40_000_000}),
            "a.xlsx: error: `xl/sharedStrings.xml` in the workbook is far larger than any table once it is unpacked",
        ),
        "an archive that is no workbook": offered(
            "a.xlsx", archive({"../../evil": b"x"}), "a.xlsx: error: this is an archive of files, but no .xlsx workbook"
        ),
        "half an archive": offered(
            "a.xlsx", b"PK\x03\x04" + b"x" * 50, "a.xlsx: error: the workbook is damaged: File is not a zip file"
        ),
        "entities that multiply": offered(
            "a.xlsx",
            workbook(more={"xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b "&c;&c;">]><workbook>&b;</workbook>'}),
            DEFINITION,
        ),
        "an entity that is a file": offered(
            "a.xlsx",
            workbook(
                more={
                    "xl/workbook.xml": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><workbook>&b;</workbook>'
                }
            ),
            DEFINITION,
        ),
        "100,000 rows": offered(
            "a.csv", "item,status\n" + "legal.terms,done\n" * 100_000, "a.csv:10002:1: error: more than 10,000 rows"
        ),
        "100,000 columns": offered("a.csv", "item,status" + ",x" * 100_000, "a.csv:1:1: error: more than 100 columns"),
        "a quote without end": offered(
            "a.csv",
            'item,status\n"legal.terms,' + "x" * 60_000,
            "a.csv:2:1: error: a quote is opened in this row and never closed",
        ),
        "a row twice": offered(
            "a.csv",
            "item,status\nlegal.terms,done\nlegal.terms,todo\n",
            "a.csv:3:1: error: item `legal.terms` stands in two rows",
        ),
        "what a terminal obeys": offered(
            "a.csv", "item,status\nlegal.terms,\x1b[2Jdone\n", "a.csv:2:13: error: invisible character U+001B"
        ),
        "a pipe of answers": offered("a.csv", os.mkfifo, "a.csv: error: is not an ordinary file"),
        "a list of 100,000 brackets": listed("a.json", "[" * 100_000, "a.json:1:2: error: not a row: nested too deep"),
        "a list that is too large": listed(
            "a.json", '["' + "x" * 11_000_000 + '"]', "a.json: error: is larger than 10240 KiB"
        ),
        "a report of 100,000 brackets": report("[" * 100_000, "this is not JSON"),
        "a report that is no number": report(
            '{"schema_version": NaN}', "this is no audit report: `schema_version` is not as in one"
        ),
        "a report of another time": report(
            json.dumps({"schema_version": 10**18, "reports": []}),
            "report format 1000000000000000000 is not understood; this version reads format 1",
        ),
        "a report that is too large": report(b'{"a": "' + b"x" * 17_000_000 + b'"}', "is larger than 16384 KiB"),
        "a report that is a list": report("[1]", "this is no audit report"),
    },
    Threat.MESSAGES: {
        "a key that is a command": added('"::error::x": 1\n', "4:1", "unknown key `::error::x`"),
        "a key that is an older command": added('"##[error]x": 1\n', "4:1", "unknown key `# [error]x`"),
        "a key that is a command of Azure": added(
            '"##vso[task.complete]x": 1\n', "4:1", "unknown key `# vso[task.complete]x`"
        ),
        "a value that is a command": added('rollback: {until: "##[error]x"}\n', "4:19", "`# [error]x` is not a date"),
        "a line that is a command": refused("a: 1\n::error::x\n", "2:1", "not valid YAML: a colon is missing"),
        "a file that is one": Attack(
            {"::error::x.yaml": ""}, " :error::x.yaml:1:1: error: the file is empty", "audit ::error::x.yaml"
        ),
        "a key as long as a book": added(f'"{"k" * 60_000}": 1\n', "4:60003", "not valid YAML: a colon is missing"),
        "markup of a terminal": added('"[/]": 1\n', "4:1", "unknown key `[/]`"),
        "a form of Python": added('"{0.__class__}": 1\n', "4:1", "unknown key `{0.__class__}`"),
        "a form of old Python": added('"%s%n": 1\n', "4:1", "unknown key `%s%n`"),
    },
}
