"""`readycheck audit`: many plans, many formats, and the exit code that matters most."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from readycheck.errors import PRECEDENCE, ExitCode, worst
from readycheck.model.plan import LaunchPlan
from readycheck.reports import Format
from readycheck.rules.asks import Asks
from tests.cli.conftest import CHECKLISTS, Desk, conditional_plan, go_plan, no_go_plan, undecided_plan
from tests.reports.runner import Command, read

PLANS = {
    "go": (go_plan, 0),
    "conditional": (conditional_plan, 0),
    "no_go": (no_go_plan, 1),
    "undecided": (undecided_plan, 3),
}


@pytest.fixture
def plans(company: Desk) -> Desk:
    """A desk with a plan of each verdict, and a broken one."""
    for name, (plan, _) in PLANS.items():
        company.write(f"{name}.yaml", plan())
    company.write("broken.yaml", "readycheck: 1\nlaunch: {name: Aurora, ownr: mara.lind}\n")
    return company


def verdicts(document: str) -> dict[str, str]:
    """Return the verdict of each plan of a JSON report."""
    return {report["plan"]: report["verdict"] for report in json.loads(document)["reports"]}


# ---------------------------------------------------------------- exit codes
@pytest.mark.parametrize(("name", "code"), [(name, code) for name, (_, code) in PLANS.items()], ids=list(PLANS))
@pytest.mark.parametrize("form", list(Format))
def test_the_exit_code_is_the_verdict_and_not_the_format(plans: Desk, name: str, code: int, form: str) -> None:
    """0 for a go with conditions or without, 1 for a no-go, 3 for undecided, in every format."""
    result = plans.audit(f"{name}.yaml", "-f", form)
    assert result.code == code
    assert result.err == ""


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["go", "conditional"], 0),
        (["go", "undecided"], 3),
        (["undecided", "no_go"], 1),
        (["no_go", "undecided", "go"], 1),
        (["no_go", "broken", "undecided"], 2),
        (["go", "missing"], 2),
    ],
    ids=["conditional", "undecided", "no-go", "three", "broken", "missing"],
)
def test_of_several_plans_the_gravest_code_counts(plans: Desk, names: list[str], code: int) -> None:
    """Refused before no-go, no-go before undecided, undecided before go; whatever their order."""
    paths = [f"{name}.yaml" for name in names]
    assert plans.audit(*paths).code == code
    assert plans.audit(*reversed(paths)).code == code


def test_the_order_of_precedence_is_the_documented_one() -> None:
    """130, 70, 4, 2, 1, 3, 0: the first that occurred wins; of nothing, 0."""
    assert [int(code) for code in PRECEDENCE] == [130, 70, 4, 2, 1, 3, 0]
    assert set(PRECEDENCE) == set(ExitCode)
    for index, code in enumerate(PRECEDENCE):
        assert worst(reversed(PRECEDENCE[index:])) is code
    assert worst([]) is ExitCode.PASSED


def test_a_broken_plan_does_not_silence_the_rest(plans: Desk) -> None:
    """Of three plans, one of which cannot be read, two are reported, and the third is explained on stderr."""
    result = plans.audit("go.yaml", "broken.yaml", "no_go.yaml", "-f", "json")
    assert result.code == 2
    assert verdicts(result.out) == {"go.yaml": "go", "no_go.yaml": "no_go"}
    assert "broken.yaml:2:" in result.err
    assert "ownr" in result.err


def test_strict_fails_a_go_with_conditions_and_nothing_else(plans: Desk) -> None:
    """Under `--strict` only a plain go passes."""
    codes = {name: plans.audit(f"{name}.yaml", "--strict").code for name in PLANS}
    assert codes == {"go": 0, "conditional": 1, "no_go": 1, "undecided": 3}


def test_the_gate_on_the_course_asks_whether_the_plan_leads_there(plans: Desk) -> None:
    """A plan that is not ready today but planned in time passes `--gate course`; one that is not, fails it."""
    planned = no_go_plan()
    planned["departments"]["legal"]["items"]["terms"] = {"status": "in_progress", "expect": "2026-12-01"}
    plans.write("planned.yaml", planned)
    assert plans.audit("planned.yaml").code == 1
    assert plans.audit("planned.yaml", "--gate", "course").code == 0
    assert plans.audit("no_go.yaml", "--gate", "course").code == 1
    assert plans.audit("go.yaml", "--gate", "course").code == 0
    assert plans.audit("go.yaml", "--gate", "verdict").code == 0


def test_fail_under_raises_the_bar_and_never_lowers_it(plans: Desk) -> None:
    """A limit from the command line is one more condition, whatever the policy asks."""
    part = go_plan()
    part["departments"]["support"]["items"]["faq"] = "todo"  # 25 of 27 points are proven: 92.5 %
    plans.write("part.yaml", part)
    assert plans.audit("part.yaml").code == 0
    assert plans.audit("part.yaml", "--fail-under", "92.5").code == 0
    assert plans.audit("part.yaml", "--fail-under", "93").code == 1
    assert plans.audit("no_go.yaml", "--fail-under", "0").code == 1
    assert plans.audit("undecided.yaml", "--fail-under", "0").code == 3


@pytest.mark.parametrize("number", ["-1", "100.1", "1e9"])
def test_fail_under_is_a_percentage(plans: Desk, number: str) -> None:
    """A bar that is no percentage is refused rather than met."""
    result = plans.audit("go.yaml", f"--fail-under={number}")
    assert result.code == 2
    assert result.out == ""
    assert "--fail-under" in result.err


def test_a_rule_that_crashes_exits_70_and_the_report_is_printed(company: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A defect in one rule neither hides the rest of the report nor passes as a verdict."""

    def crash(self: Asks, subject: object) -> None:
        raise ZeroDivisionError(self, subject)

    rule = {**CHECKLISTS["legal"][1], "id": "inputs", "rule": {"kind": "asks"}}
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    company.write("checklists/legal.yaml", {**head, "items": [*CHECKLISTS["legal"], rule]})
    company.write("plan.yaml", go_plan())
    company.write("undecided.yaml", undecided_plan())
    monkeypatch.setattr(Asks, "judge", crash)
    result = company.audit("plan.yaml", "-f", "json")
    assert result.code == 70
    (report,) = json.loads(result.out)["reports"]
    finding = next(finding for finding in report["findings"] if finding["item"] == "legal.inputs")
    assert finding["outcome"] == "unknown"
    assert "ZeroDivisionError" in finding["reason"]
    assert company.audit("plan.yaml", "missing.yaml").code == 70


def test_a_defect_weighs_more_than_a_report_that_was_not_written(
    company: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """70 comes before 4, also where both occurred in one run."""

    def crash(self: Asks, subject: object) -> None:
        raise ZeroDivisionError(self, subject)

    rule = {**CHECKLISTS["legal"][1], "id": "inputs", "rule": {"kind": "asks"}}
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    company.write("checklists/legal.yaml", {**head, "items": [*CHECKLISTS["legal"], rule]})
    company.write("plan.yaml", go_plan())
    monkeypatch.setattr(Asks, "judge", crash)
    assert company.audit("plan.yaml", "-o", "no/such/directory/a.md").code == 70


# ---------------------------------------------------------------- which milestone, which day
def test_a_milestone_that_the_plan_does_not_date_is_refused(plans: Desk) -> None:
    """`--milestone` names those there are."""
    result = plans.audit("go.yaml", "--milestone", "betta")
    assert result.code == 2
    assert result.out == ""
    assert "betta" in result.err
    assert re.search(r"help: .*\bga\b", result.err)


def test_a_milestone_that_one_plan_lacks_does_not_silence_the_rest(plans: Desk) -> None:
    """Of two plans, one of which does not date the milestone, the other is reported."""
    both = go_plan()
    both["launch"]["milestones"]["beta"] = "2026-12-01"
    plans.write("both.yaml", both)
    result = plans.audit("both.yaml", "go.yaml", "--milestone", "beta", "-f", "json")
    assert result.code == 2
    assert list(verdicts(result.out)) == ["both.yaml"]
    assert "go.yaml" in result.err


def test_the_audited_milestone_is_the_next_unless_one_is_named(plans: Desk) -> None:
    """The next milestone on or after the day is audited; where all have passed, the last."""
    plan = go_plan()
    plan["launch"]["milestones"] = {"beta": "2026-12-01", "ga": "2026-12-15"}
    plans.write("both.yaml", plan)

    def audited(day: str, *more: str) -> str:
        result = plans.run("audit", "both.yaml", "--as-of", day, "-f", "json", *more)
        (report,) = json.loads(result.out)["reports"]
        return str(report["milestone"])

    assert audited("2026-12-01") == "beta"
    assert audited("2026-12-02") == "ga"
    assert audited("2027-03-01") == "ga"
    assert audited("2026-11-22", "-m", "ga") == "ga"


@pytest.mark.parametrize("day", ["2026-02-30", "22.11.2026", "tomorrow", "", "T-3", "1969-12-31", "2026-11-22T00:00"])
def test_a_day_that_is_none_is_refused(plans: Desk, day: str) -> None:
    """`--as-of` takes YYYY-MM-DD and says so."""
    result = plans.run("audit", "go.yaml", "--as-of", day)
    assert result.code == 2
    assert result.out == ""
    assert "--as-of" in result.err


def test_the_day_stands_in_the_first_line(plans: Desk) -> None:
    """Without `--as-of` it is today; with it, that day; the report says which."""
    assert "2026-11-22" in plans.audit("go.yaml").out.splitlines()[0]
    assert "as of" in plans.run("audit", "go.yaml").out.splitlines()[0]


def test_the_same_plan_and_day_give_the_same_bytes(plans: Desk) -> None:
    """Nothing in a report depends on when or how often it was made."""
    for form in Format:
        assert plans.audit("no_go.yaml", "-f", form).out == plans.audit("no_go.yaml", "-f", form).out


# ---------------------------------------------------------------- formats and files
def test_the_extension_implies_the_format(plans: Desk) -> None:
    """`-o` alone is enough where the name says what it holds."""
    result = plans.audit("go.yaml", "-o", "a.md", "-o", "b.JSON", "-o", "c.txt", "-o", "d.html")
    assert (result.code, result.out) == (0, "")
    assert (plans.path / "a.md").read_text().startswith("# Aurora")
    assert json.loads((plans.path / "b.JSON").read_text())["schema_version"] == 1
    assert (plans.path / "d.html").read_text().startswith("<!doctype html>")
    assert (plans.path / "c.txt").read_text().splitlines()[0].endswith("(UTC)")
    assert [line.split()[-1] for line in result.err.splitlines()] == ["a.md", "b.JSON", "c.txt", "d.html"]


def test_formats_pair_with_outputs_in_their_order(plans: Desk) -> None:
    """The first format goes to the first output, whatever its extension; `-` is stdout."""
    result = plans.audit("go.yaml", "-f", "markdown", "-o", "page.out", "-f", "json", "-o", "-")
    assert result.code == 0
    assert (plans.path / "page.out").read_text().startswith("# Aurora")
    assert verdicts(result.out) == {"go.yaml": "go"}


def test_a_format_without_an_output_goes_to_stdout(plans: Desk) -> None:
    """Of two formats and one output, the second is printed."""
    result = plans.audit("go.yaml", "-f", "markdown", "-o", "page.md", "-f", "json")
    assert verdicts(result.out) == {"go.yaml": "go"}
    assert (plans.path / "page.md").is_file()


def test_a_format_goes_to_the_output_whose_name_implies_none(plans: Desk) -> None:
    """With one format and two outputs, the name that says nothing takes the format."""
    result = plans.audit("go.yaml", "-f", "json", "-o", "page.md", "-o", "data")
    assert result.code == 0
    assert (plans.path / "page.md").read_text().startswith("# ")
    assert verdicts((plans.path / "data").read_text()) == {"go.yaml": "go"}
    assert plans.audit("go.yaml", "-f", "markdown", "-o", "page.md", "-o", "data.json").code == 0


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["-o", "report.xyz"], "report.xyz"),
        (["-f", "json", "-f", "text"], "stdout"),
        (["-f", "json", "-o", "-", "-f", "text"], "stdout"),
        (["-f", "json", "-o", "a", "-f", "text", "-o", "a"], "a"),
        (["-f", "json", "-o", "page.md", "-o", "data", "-o", "more"], "more"),
    ],
    ids=["no format", "twice stdout", "stdout and default", "twice a file", "too many outputs"],
)
def test_formats_and_outputs_that_do_not_pair_are_refused(plans: Desk, arguments: list[str], names: str) -> None:
    """A command line that does not say what goes where writes nothing, and says which output is meant."""
    before = sorted(plans.path.iterdir())
    result = plans.audit("go.yaml", *arguments)
    assert result.code == 2
    assert result.out == ""
    assert names in result.err
    assert "help:" in result.err
    assert sorted(plans.path.iterdir()) == before


def test_quiet_says_nothing_but_errors(plans: Desk) -> None:
    """`-q` leaves out what was written, and not what went wrong."""
    assert plans.audit("go.yaml", "-q", "-o", "a.md").err == ""
    assert plans.audit("missing.yaml", "-q").err != ""


def test_verbose_says_what_was_read(plans: Desk) -> None:
    """`-v` names on stderr the files and the policy that an audit rests on; stdout is the report alone."""
    plain, verbose = plans.audit("no_go.yaml"), plans.audit("no_go.yaml", "-v")
    assert plain.err == ""
    assert "no_go.yaml" in verbose.err
    assert "readycheck.yaml" in verbose.err
    assert (verbose.code, verbose.out) == (plain.code, plain.out)


def test_a_file_is_replaced_whole(plans: Desk) -> None:
    """An older report is gone, no temporary file is left, and the mode is what the umask gives."""
    target = plans.write("a.md", "REPLACED" * 10_000)
    other = plans.write("other.md", "")
    assert plans.audit("go.yaml", "-o", "a.md").code == 0
    assert "REPLACED" not in target.read_text()
    assert [path.name for path in plans.path.iterdir() if path.name != "a.md" and "a.md" in path.name] == []
    assert target.stat().st_mode == other.stat().st_mode


@pytest.mark.parametrize("target", ["no/such/directory/a.md", "folder.md", "terms.md/a.md", f"{'a' * 300}.md"])
def test_output_that_cannot_be_written_exits_4(plans: Desk, target: str) -> None:
    """What cannot be written is neither a verdict nor a defect, and leaves nothing behind."""
    (plans.path / "folder.md").mkdir()
    before = sorted(plans.path.rglob("*"))
    result = plans.audit("no_go.yaml", "-o", target)
    assert result.code == 4
    assert result.out == ""
    assert target in result.err
    assert "help:" in result.err
    assert sorted(plans.path.rglob("*")) == before


def test_an_older_report_survives_a_failed_write(plans: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk fills up, the old file stands as it was, and nothing half-written beside it."""
    old = plans.write("a.md", "the old report")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    result = plans.audit("go.yaml", "-o", "a.md")
    assert result.code == 4
    assert "No space left" in result.err
    assert old.read_text() == "the old report"
    assert [path.name for path in plans.path.iterdir() if path.name != "a.md" and "a.md" in path.name] == []


def test_a_device_is_written_to_and_not_replaced(plans: Desk) -> None:
    """`-o /dev/null` leaves the device where it is."""
    assert plans.audit("go.yaml", "-f", "json", "-o", "/dev/null").code == 0
    assert Path("/dev/null").is_char_device()


def test_an_output_through_a_link_keeps_the_link(plans: Desk) -> None:
    """A report written to a symbolic link lands in the file it leads to."""
    plans.write("real.md", "old")
    (plans.path / "link.md").symlink_to("real.md")
    assert plans.audit("go.yaml", "-o", "link.md").code == 0
    assert (plans.path / "link.md").is_symlink()
    assert (plans.path / "real.md").read_text().startswith("# Aurora")


# ---------------------------------------------------------------- where plans come from
def test_a_plan_from_stdin_has_the_name_it_is_given(plans: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """`-` reads stdin; `--stdin-filename` names it in places, and finds the policy beside it."""

    class Stdin:
        closed = False

        def __init__(self, data: bytes) -> None:
            self.buffer = self
            self._data = data

        def read(self, limit: int) -> bytes:
            return self._data[:limit]

    monkeypatch.setattr("sys.stdin", Stdin(json.dumps(no_go_plan()).encode()))
    named = plans.audit("-", "--stdin-filename", "launches/x.yaml")
    assert named.code == 1
    assert any(line.startswith("launches/x.yaml:1:") for line in named.out.splitlines())
    nameless = plans.audit("-")
    assert nameless.code == 1
    assert any(line.startswith("stdin:1:") for line in nameless.out.splitlines())


def test_stdin_that_is_closed_is_refused(plans: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a stdin, `-` names no plan."""
    monkeypatch.setattr("sys.stdin", None)
    result = plans.audit("-")
    assert (result.code, result.out) == (2, "")
    assert "stdin" in result.err


def directory(desk: Desk) -> None:
    """Put a plan in a directory on the desk, each department's part in a file of its own."""
    plan = no_go_plan()
    parts = plan.pop("departments")
    desk.write("close/launch.yaml", plan)
    for department, part in parts.items():
        desk.write(f"close/{department}.yaml", part)
    for name in ("terms.md", "channels.md"):
        desk.write(f"close/{name}", (desk.path / name).read_text())


@pytest.mark.parametrize("name", ["close", "close/", "close/launch.yaml"])
def test_a_plan_may_be_a_directory(company: Desk, name: str) -> None:
    """A directory with launch.yaml and one file a department is one plan; places name the file of the department."""
    directory(company)
    result = company.audit(name)
    assert result.code == 1
    assert "close/legal.yaml:1:" in result.out
    assert result.err == ""


def test_an_unreadable_department_file_is_said_and_the_rest_is_reported(company: Desk) -> None:
    """The report is printed without that department's answers, says so, and the run exits 2."""
    directory(company)
    company.write("close/support.yaml", "lead: lee.ng\nitems: {channels: done\n")
    result = company.audit("close", "-f", "json")
    assert result.code == 2
    assert "close/support.yaml:" in result.err
    (report,) = json.loads(result.out)["reports"]
    assert report["unread"] == ["close/support.yaml"]
    text = company.audit("close")
    assert text.code == 2
    assert any("close/support.yaml" in line for line in text.out.splitlines()[:12])
    assert company.audit("close", "--gate", "course").code == 2


def test_a_department_file_that_is_no_file_is_said(company: Desk) -> None:
    """A directory, or a link out of the repository, in the place of a department's file is a problem of the plan."""
    directory(company)
    (company.path / "close" / "support.yaml").unlink()
    (company.path / "close" / "support.yaml").symlink_to("/etc/passwd")
    result = company.audit("close")
    assert result.code == 2
    assert "close/support.yaml" in result.err
    assert "root:" not in result.out + result.err


# ---------------------------------------------------------------- what is shown
@pytest.mark.parametrize(
    "arguments",
    [
        ["-d", "support"],
        ["--stage", "use"],
        ["--owner", "lee.ng"],
        ["--severity", "minor"],
        ["-d", "legal", "-d", "support"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("name", ["no_go", "undecided", "go"])
def test_narrowing_changes_neither_verdict_nor_figures_nor_exit_code(
    plans: Desk, name: str, arguments: list[str]
) -> None:
    """What is listed is narrowed; the answer is over everything."""
    whole, part = plans.audit(f"{name}.yaml", "-f", "json"), plans.audit(f"{name}.yaml", "-f", "json", *arguments)
    assert part.code == whole.code
    (before,), (after,) = json.loads(whole.out)["reports"], json.loads(part.out)["reports"]
    assert after["shown"] != before["shown"] == ""
    assert len(after["findings"]) <= len(before["findings"])
    unchanged = set(before) - {"shown", "findings", "gaps"}
    assert {key: after[key] for key in unchanged} == {key: before[key] for key in unchanged}


def test_what_is_hidden_is_counted(plans: Desk) -> None:
    """A narrowed list says of how many gaps it is a part, so that it never looks like the whole."""
    result = plans.audit("no_go.yaml", "-d", "support")
    assert "legal.terms]" not in result.out
    assert "0 of 1 gaps" in result.out
    assert "no-go" in result.out


@pytest.mark.parametrize(
    "arguments", [["--department", "legl"], ["--owner", "dana.show"]], ids=["department", "person"]
)
def test_narrowing_to_what_does_not_exist_is_refused(plans: Desk, arguments: list[str]) -> None:
    """A typo would show no gaps at all: it is an error that names it."""
    result = plans.audit("no_go.yaml", *arguments)
    assert result.code == 2
    assert result.out == ""
    assert arguments[1] in result.err


def test_all_lists_every_gap(desk: Desk) -> None:
    """Without `--all` seven gaps are listed and the rest is counted; with it each has its line."""
    desk.write("plan.yaml", {key: go_plan()[key] for key in ("readycheck", "launch", "people")})
    short, long = desk.audit("plan.yaml"), desk.audit("plan.yaml", "--all")
    (report,) = json.loads(desk.audit("plan.yaml", "-f", "json").out)["reports"]

    def gaps(text: str) -> int:
        return sum("] unknown: " in line for line in text.splitlines())

    assert gaps(short.out) == 7
    assert gaps(long.out) == len(report["gaps"]) > 7
    assert f"{len(report['gaps']) - 7} more gaps" in short.out
    assert short.code == long.code == 3


# ---------------------------------------------------------------- which policy
def test_a_policy_may_be_given(plans: Desk) -> None:
    """`--policy` replaces the one found upward from the plan, and the report names it and what differs."""
    lax = {"readycheck": "policy/1", "shipped_checklists": False, "require": {"blocker": "any"}, "limits": []}
    plans.write(
        "lax/lax.yaml", {**lax, "checklists": [f"../checklists/{department}.yaml" for department in CHECKLISTS]}
    )
    assert plans.audit("no_go.yaml").code == 1
    result = plans.audit("no_go.yaml", "--policy", "lax/lax.yaml", "-f", "json")
    assert result.code == 0
    (report,) = json.loads(result.out)["reports"]
    assert report["policy"] == "lax/lax.yaml"
    assert {"policy: limits", "policy: require"} <= {departure["what"] for departure in report["departures"]}


@pytest.mark.parametrize("name", ["missing.yaml", "terms.md", "folder"])
def test_a_policy_that_cannot_be_used_is_refused(plans: Desk, name: str) -> None:
    """A policy that is not there, is no policy, or is a directory, is never taken for the built-in one."""
    (plans.path / "folder").mkdir()
    result = plans.audit("go.yaml", "--policy", name)
    assert result.code == 2
    assert result.out == ""
    assert name in result.err


def test_a_plan_of_an_unknown_shape_is_never_a_verdict() -> None:
    """The model of a plan has no field that a typo could fall into."""
    assert LaunchPlan.model_config["extra"] == "forbid"


# ---------------------------------------------------------------- formats for CI
def test_one_run_writes_every_report_that_ci_wants(plans: Desk) -> None:
    """Commands to the log, all else into files, of two plans, with the exit code of the worst."""
    files = {"github": "-", "gitlab": "quality.json", "csv": "launches.csv", "summary": "step", "markdown": "page.md"}
    pairs = [word for form, target in files.items() for word in ("-f", form, "-o", target)]
    result = plans.audit("go.yaml", "no_go.yaml", *pairs)
    assert result.code == 1
    plain, *commands = result.out.splitlines()[1:3]
    assert plain.startswith("audit: Aurora: GA 2026-12-15 (T-23): ")
    assert len(commands) == 1
    assert commands[0].startswith("::error file=no_go.yaml,line=")
    (entry,) = json.loads((plans.path / "quality.json").read_text())
    assert (entry["check_name"], entry["location"]["path"]) == ("legal.terms", "no_go.yaml")
    rows = (plans.path / "launches.csv").read_bytes().decode("utf-8-sig").split("\r\n")
    assert [row.split(",")[0] for row in rows] == ["plan", *["go.yaml"] * 4, *["no_go.yaml"] * 4, ""]
    summary = (plans.path / "step").read_text()
    assert summary.startswith("# 2 launch plans\n")
    assert summary.endswith((plans.path / "page.md").read_text())
    assert result.err.splitlines() == [f"wrote {name}" for name in list(files.values())[1:]]


def test_csv_is_implied_by_its_extension(plans: Desk) -> None:
    """Beside the four that were known; formats for CI have no extension of their own."""
    assert plans.audit("go.yaml", "-o", "launches.csv").code == 0
    assert (plans.path / "launches.csv").read_bytes().startswith(b"\xef\xbb\xbfplan,launch,")


@pytest.mark.parametrize("form", ["github", "gitlab", "csv"])
def test_files_are_named_from_the_root_of_the_repository(
    plans: Desk, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    """A job that runs in a folder, or names a plan by its whole path, marks the same file."""
    (plans.path / ".git").mkdir(exist_ok=True)
    (plans.path / "below").mkdir()
    marked = re.compile(r'(?:file=|"path": "|,)([^",]*no_go\.yaml)["\r,]')

    def named(plan: str) -> set[str]:
        return {name for line in plans.audit(plan, "-f", form).out.splitlines() for name in marked.findall(line)}

    assert named("./no_go.yaml") == {"no_go.yaml"}
    assert named(str(plans.path / "no_go.yaml")) == {"no_go.yaml"}
    monkeypatch.chdir(plans.path / "below")
    assert named("../no_go.yaml") == {"no_go.yaml"}


@pytest.mark.parametrize("name", ["::error::x.yaml", "a,line=99,title=b 50%.yaml", "%0A::error::x.yaml", "==x.yaml"])
def test_the_name_of_a_plan_is_no_command(plans: Desk, name: str) -> None:
    """Whatever a file is called, the runner finds the one command of its gap, and that file in it."""
    plans.write(name, no_go_plan())
    commands = [line for line in read(plans.audit("-f", "github", "--", name).out) if isinstance(line, Command)]
    assert [command.name for command in commands] == ["error"]
    assert commands[0].properties["file"].removeprefix("./") == name
    assert commands[0].properties["title"] == "blocker legal.terms"


# ---------------------------------------------------------------- before a commit
def test_with_no_gate_only_what_cannot_be_audited_fails(company: Desk) -> None:
    """A no-go passes, and so does what is undecided; a mistake in any plan is refused all the same."""
    company.write("no-go.yaml", no_go_plan())
    company.write("broken.yaml", {**no_go_plan(), "nonsense": 1})
    assert company.audit("no-go.yaml").code == 1
    assert company.audit("no-go.yaml", "--gate", "none").code == 0
    assert company.audit("no-go.yaml", "broken.yaml", "--gate", "none").code == 2


def test_a_departments_file_stands_for_its_plan_and_a_plan_is_audited_once(company: Desk) -> None:
    """Whichever files of a plan are named, it is one report, of the whole."""
    plan = go_plan()
    company.write("aurora/legal.yaml", plan["departments"].pop("legal"))
    company.write("aurora/launch.yaml", plan)
    whole = company.audit("aurora/launch.yaml", "-f", "json")
    assert whole.code in {0, 1}
    assert company.audit("aurora/legal.yaml", "-f", "json").out == whole.out
    assert company.audit("aurora/legal.yaml", "aurora/launch.yaml", "-f", "json").out == whole.out


def test_a_plan_beside_another_is_a_plan_of_its_own(company: Desk) -> None:
    """What names its format is no part of the launch.yaml beside it, written either way; nor is what cannot be read."""
    company.write("launch.yaml", no_go_plan())
    company.write("other.yaml", go_plan())
    company.write(
        "legal.yaml",
        "readycheck: 1\nlaunch: {name: B, owner: mara, milestones: {ga: 2026-12-15}}\npeople: {mara: product}\n",
    )
    (company.path / "folder.yaml").mkdir()
    assert company.audit("other.yaml", "-f", "json").code == 0
    assert "B · " in company.audit("legal.yaml", "--color", "always").out
    assert "folder.yaml/launch.yaml: error: does not exist" in company.audit("folder.yaml").err
