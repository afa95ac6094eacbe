"""`readycheck checklist import`: lists become checklists that can be read, and what is missing is named."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from readycheck.cli import main
from readycheck.documents.catalogue import load_checklist
from readycheck.documents.scalar import scalar
from readycheck.errors import ExitCode
from readycheck.files import Disk
from readycheck.model.format import modeline
from readycheck.syntax.yaml import parse
from tests.documents.lists.test_lists import REAL, real

FULL = """Title;Ask;Why;Fix;Stage;Severity;Milestone;Evidence;Department
"Price list: signed off";Who signed it?;"Sales quotes ""old"" prices.";"Draft; sign";buy;Must;ga;document;Sales
Terms published;Where?;Nobody may buy.;Publish;learn;Should;beta;link;Legal
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, in which the command runs."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    """Run a command; return its exit code."""
    return main(list(arguments))


# ---------------------------------------------------------------- lists that others wrote
@pytest.mark.parametrize("name", REAL)
def test_every_real_list_becomes_checklists(name: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Entries in are items and steps out and those that are told; lint names what a person must add, and nothing else."""
    (here / name).write_bytes(real(name))
    assert run("checklist", "import", name, "-d", "engineering", "-o", "out/", "--stage", "use") == ExitCode.PASSED
    told = capsys.readouterr().err
    counts = re.search(r"(\d+) entr\w+ found: (\d+) written as items, (\d+) as steps of these, (\d+) left out", told)
    assert counts is not None
    found, items, steps, left = map(int, counts.groups())
    assert (found, items + steps + left) == (REAL[name], REAL[name])
    files = sorted((here / "out").glob("*.yaml"))
    written = [item for file in files for item in yaml.safe_load(file.read_text(encoding="utf-8"))["items"]]
    assert len(written) == items
    assert sum(len(item["fix"] or ()) for item in written) == steps
    assert all(len(item["id"]) <= 60 and item["stage"] == "use" and item["why"] is None for item in written)
    assert run("checklist", "lint", *map(str, files)) == ExitCode.REFUSED
    errors = re.findall(r"error: (.*)", capsys.readouterr().err)
    assert errors
    assert all(re.fullmatch(r"item `[a-z0-9-]+` has no `(why|fix|severity)`", error) for error in errors)


def test_a_real_list_goes_to_the_departments_that_its_headings_name(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Counted in the file by hand: product 6, marketing 7, enablement 6, support 6, legal 5; 13 under other headings."""
    (here / "list.md").write_bytes(real("easel_launch_checklist.MIT.md"))
    assert run("checklist", "import", "list.md", "-o", "out/") == ExitCode.REFUSED
    refused = capsys.readouterr().err
    assert "13 of 43 entries stand under no department's heading" in refused
    assert "--department NAME" in refused
    assert "list.md:58" in refused
    assert not (here / "out").exists()
    assert run("checklist", "import", "list.md", "-o", "out/", "-d", "project-management") == ExitCode.PASSED
    told = capsys.readouterr().err
    assert "marketing 7, sales-enablement 6, project-management 13, legal 5, support 6" in told
    assert "`[New Date]` is a placeholder" in told


# ---------------------------------------------------------------- lists of one's own
def test_a_list_with_every_column_is_clean_and_in_force(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is left to add: lint has no complaint, and the items are in force once the policy names the files."""
    (here / "list.csv").write_text(FULL, encoding="utf-8")
    assert run("checklist", "import", "list.csv", "-o", "checklists/") == ExitCode.PASSED
    assert "left blank" not in capsys.readouterr().err
    files = ["checklists/sales-own.yaml", "checklists/legal-own.yaml"]
    assert run("checklist", "lint", *files) == ExitCode.PASSED
    assert capsys.readouterr().out == "2 checklists, 2 items: 0 errors, 0 warnings\n"
    (here / "readycheck.yaml").write_text(f"readycheck: policy/1\nchecklists: [{', '.join(files)}]\n", encoding="utf-8")
    assert run("explain", "sales.price-list-signed-off") == ExitCode.PASSED
    told = capsys.readouterr().out
    assert all(text in told for text in ("Price list: signed off", 'Sales quotes "old" prices.', "Draft", "sign"))
    spec = load_checklist(files[1], here / files[1], Disk(here), own=True).checklist.items[0]
    assert (spec.ask, spec.severity, spec.milestone, spec.evidence) == ("Where?", "major", "beta", "link")


def test_the_same_list_gives_the_same_bytes(here: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """On stdout, where there is one department; wherever the file lies."""
    (here / "sub").mkdir()
    for name in ("list.md", "sub/list.md"):
        (here / name).write_text("# Legal\n- [ ] Terms: published\n", encoding="utf-8")
    run("checklist", "import", "list.md", "-q")
    first = capsysbinary.readouterr()
    run("checklist", "import", "sub/list.md", "-q")
    second = capsysbinary.readouterr()
    assert (first.out, first.err) == (second.out, b"")
    assert first.out.decode() == (
        f"{modeline('checklist')}\n"
        "# From list.md. Complete what is blank, then: readycheck checklist lint FILE\n"
        'readycheck: checklist/1\nversion: "1.0"\ndepartment: legal\ntitle: Legal\nitems:\n\n'
        '  - id: terms-published  # list.md:2\n    title: "Terms: published"\n    ask: "Terms: published?"\n'
        "    why:  # say what goes wrong without it\n    fix:  # list the steps that close it\n"
        "    stage:  # learn, buy, use or grow: where it touches the customer\n"
        "    severity:  # blocker, major, minor or info\n"
    )


def test_ids_are_no_ids_of_shipped_items_and_entries_are_carried_once(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second item of a name has a number; one that says the same is told."""
    lines = [
        "# Legal",
        "- [ ] Licence terms",
        "- [ ] licence TERMS",
        "- [x] **Escrow!**",
        "- [ ] 契約",
        "- [ ] Terms: a",
        "- [ ] Terms; a",
    ]
    (here / "list.md").write_text("\n".join(lines), encoding="utf-8")
    assert run("checklist", "import", "list.md") == ExitCode.PASSED
    captured = capsys.readouterr()
    ids = [item["id"] for item in yaml.safe_load(captured.out)["items"]]
    assert ids[:2] == ["licence-terms-2", "escrow-2"]
    assert re.fullmatch(r"item-[0-9a-f]{8}", ids[2])
    assert ids[3:] == ["terms-a", "terms-a-2"]
    assert "list.md:3: left out: says what line 2 says: licence TERMS" in captured.err
    assert "6 entries found: 5 written as items, 0 as steps of these, 1 left out" in captured.err
    assert "1 box ticked (line 4): left out, a tick says nothing of the next launch" in captured.err


def test_ids_that_look_like_numbers_are_read_as_texts(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sheets number their rows, and titles may be a number or `null`: the file loads all the same."""
    rows = ["ID,Task,Team,Why,Fix", "1,a,null,w,f", "2,b,null,w,f", "1,c,null,w,f", ",1e5,null,w,f", ",null,null,w,f"]
    (here / "list.csv").write_text("\n".join(rows), encoding="utf-8")
    arguments = ("--stage", "use", "--severity", "minor", "-o", "out.yaml")
    assert run("checklist", "import", "list.csv", "-d", "null", *arguments) == ExitCode.PASSED
    capsys.readouterr()
    assert run("checklist", "lint", "out.yaml") == ExitCode.PASSED, capsys.readouterr().err
    read = load_checklist("out.yaml", here / "out.yaml", Disk(here), own=True).checklist
    assert (read.department, [item.id for item in read.items]) == ("null", ["1", "2", "1-2", "1e5", "null"])


def test_levels_can_be_said_otherwise(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """How the list's words were understood is told, and --level and --severity say what they mean."""
    (here / "list.csv").write_text("Check,Level\na,High\nb,\nc,Odd\n", encoding="utf-8")
    arguments = ("checklist", "import", "list.csv", "-d", "legal", "--severity", "minor")
    run(*arguments)
    captured = capsys.readouterr()
    assert [item["severity"] for item in yaml.safe_load(captured.out)["items"]] == ["major", "minor", "minor"]
    assert (
        "levels: `High` is major (1), `Odd` is nothing known (1); --level WORD=SEVERITY says otherwise" in captured.err
    )
    run(*arguments, "--level", "high=blocker", "--level", "odd=info")
    severities = [item["severity"] for item in yaml.safe_load(capsys.readouterr().out)["items"]]
    assert severities == ["blocker", "minor", "info"]


def test_people_and_placeholders_in_entries_are_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They are about one launch: owners stand in its plan."""
    (here / "list.md").write_text("# Legal\n- [ ] Ask @dana.cho by {{ date }}\n", encoding="utf-8")
    assert run("checklist", "import", "list.md") == ExitCode.PASSED
    told = capsys.readouterr().err
    assert "list.md:2: to be changed: `@dana.cho` is a person: owners stand in the plan" in told
    assert "list.md:2: to be changed: `{{ date }}` is a placeholder: say what it stands for" in told


def test_a_department_of_ones_own_is_told(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It may be meant, and it may be mistyped."""
    (here / "list.md").write_text("- [ ] Line is staffed\n", encoding="utf-8")
    assert run("checklist", "import", "list.md", "-d", "night-works", "-o", "works.yaml") == ExitCode.PASSED
    assert "new departments, with no shipped checklist: night-works" in capsys.readouterr().err
    assert "title: Night works\n" in (here / "works.yaml").read_text(encoding="utf-8")


# ---------------------------------------------------------------- what is refused
@pytest.mark.parametrize(
    ("text", "arguments", "message"),
    [
        ("- [ ] a", (), "1 of 1 entries stand under no department's heading"),
        ("# Legal\n- [ ] a\n# Sales\n- [ ] b", (), "the entries belong to 2 departments: legal, sales"),
        ("- [ ] a", ("-d", "Legal"), "--department `Legal` is no department's id"),
        ("- [ ] a", ("-d", "legal", "--level", "High"), "--level High does not say which severity a word has"),
        ("- [ ] a", ("-d", "legal", "--level", "High=blokcer"), "did you mean `blocker`?"),
        ("Nothing.", ("-d", "legal"), "no entry was found"),
        ("- [ ] " + "a" * 2_001, ("-d", "legal"), "list.md:1: left out: an entry of more than 2,000 characters"),
        ("- [ ] a", ("-d", "legal", "-o", "list.md"), "list.md is the list itself"),
        ("- [ ] a", ("-d", "legal", "-o", "./list.md", "--force"), "list.md is the list itself"),
        ("| Description |\n|---|\n| |\n- [ ]\n", ("-d", "legal"), "list.md:4: left out: a box without words"),
        ("- [ ] a", ("-d", "legal", "--sheet", "A"), "--sheet names a sheet of a workbook"),
        ("- [ ] \u202ea", ("-d", "legal"), "list.md:1:7: error: invisible character U+202E"),
    ],
)
def test_what_cannot_be_imported_is_refused_and_nothing_is_written(
    text: str, arguments: tuple[str, ...], message: str, here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2, with what to do."""
    (here / "list.md").write_text(text, encoding="utf-8")
    assert run("checklist", "import", "list.md", *arguments) == ExitCode.REFUSED
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""
    assert sorted(path.name for path in here.iterdir()) == [".git", "list.md"]


@pytest.mark.parametrize("output", ["n" * 300, "n/" * 3_000, "n" * 300 + "/a.yaml"], ids=["long", "deep", "below"])
def test_a_place_that_no_system_takes_is_told(output: str, here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 4, as for every place that cannot be written."""
    (here / "list.md").write_text("- [ ] a", encoding="utf-8")
    assert run("checklist", "import", "list.md", "-d", "legal", "-o", output) == ExitCode.NOT_WRITTEN
    assert "cannot write" in capsys.readouterr().err


@pytest.mark.usefixtures("here")
def test_a_list_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """With its path."""
    assert run("checklist", "import", "none.md") == ExitCode.REFUSED
    assert "none.md: error: does not exist" in capsys.readouterr().err


def test_files_that_are_there_are_overwritten_only_by_force(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What people have completed is not lost by a second import."""
    (here / "list.md").write_text("# Legal\n- [ ] a\n", encoding="utf-8")
    assert run("checklist", "import", "list.md", "-o", "out/") == ExitCode.PASSED
    (here / "out" / "legal-own.yaml").write_text("mine", encoding="utf-8")
    assert run("checklist", "import", "list.md", "-o", "out/") == ExitCode.REFUSED
    assert (here / "out" / "legal-own.yaml").read_text(encoding="utf-8") == "mine"
    assert run("checklist", "import", "list.md", "-o", "out/", "--force") == ExitCode.PASSED
    assert "out/legal-own.yaml is there already" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text",
    [
        "a",
        "no",
        "Null",
        "a: b",
        "a #b",
        "- a",
        "a:",
        "é",
        '"a"',
        "a\\b",
        "1.0",
        "{a}",
        "a, [b]",
        "@x",
        "a\tb",
        "=1",
        "y",
    ],
)
def test_texts_are_written_so_that_they_are_read_as_texts(text: str) -> None:
    """By our reader of YAML 1.2, and by one of YAML 1.1."""
    line = f"key: {scalar(text)}\n"
    assert parse(line.encode(), "a.yaml").value == {"key": text}
    assert yaml.safe_load(line) == {"key": text}


def test_the_heading_above_an_entry_is_kept_where_it_names_no_department(here: Path) -> None:
    """`Contracts` tells a reader what an entry is about; `Legal` is its department, `Launch list` the whole list."""
    (here / "a.md").write_text("# Launch list\n\n## Legal\n\n- [ ] Terms\n\n### Contracts\n\n- [ ] Signed\n", "utf-8")
    assert run("checklist", "import", "a.md", "-o", "a.yaml") == ExitCode.PASSED
    remarks = re.findall(r"^ +# (.*)$", (here / "a.yaml").read_text("utf-8"), re.MULTILINE)
    assert [remark for remark in remarks if remark.startswith("under")] == ["under: Contracts"]
