"""Streams, and the process around the program: pipes, terminals, encodings, signals, and what is imported."""

from __future__ import annotations

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len  # noqa: TID253 - how wide a terminal shows a text

import readycheck.cli
from readycheck import __version__
from readycheck.cli import main, streams
from readycheck.errors import OutputError
from tests.cli.conftest import (
    DATED,
    Desk,
    Result,
    conditional_plan,
    environment_with,
    go_plan,
    no_go_plan,
    undecided_plan,
)

ESCAPE = "\x1b"


@pytest.fixture
def plans(company: Desk) -> Desk:
    """A desk with a plan of each verdict."""
    for name, plan in (("go", go_plan), ("no_go", no_go_plan), ("undecided", undecided_plan)):
        company.write(f"{name}.yaml", plan())
    return company


# ---------------------------------------------------------------- colour
@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
@pytest.mark.parametrize(
    ("when", "environment", "expected"),
    [
        ("always", {"NO_COLOR": "1", "TERM": "dumb"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        (None, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        (None, {"NO_COLOR": "0"}, False),
        (None, {"NO_COLOR": "", "FORCE_COLOR": "1"}, True),
        (None, {"FORCE_COLOR": "1", "CLICOLOR": "0", "TERM": "dumb"}, True),
        (None, {"CLICOLOR_FORCE": "1", "CLICOLOR": "0"}, True),
        (None, {"CLICOLOR": "0"}, False),
        (None, {"TERM": "dumb"}, False),
        ("auto", {"NO_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1"}, True),
    ],
    ids=str,
)
def test_what_decides_about_colour_whatever_the_stream_is(
    when: str | None,
    environment: dict[str, str],
    expected: bool,  # noqa: FBT001 - a table
    terminal: bool,  # noqa: FBT001 - a table
) -> None:
    """The option, NO_COLOR, FORCE_COLOR or CLICOLOR_FORCE, CLICOLOR=0, TERM=dumb: the first that says something."""
    assert streams.wants_color(when, environment, terminal=terminal) is expected


@pytest.mark.parametrize("terminal", [True, False], ids=["terminal", "pipe"])
@pytest.mark.parametrize("when", [None, "auto"])
@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"NO_COLOR": ""},
        {"FORCE_COLOR": "0"},
        {"FORCE_COLOR": ""},
        {"CLICOLOR_FORCE": "0"},
        {"CLICOLOR": "1"},
        {"TERM": "xterm"},
    ],
    ids=str,
)
def test_where_nothing_says_otherwise_a_terminal_has_colour(
    when: str | None,
    environment: dict[str, str],
    terminal: bool,  # noqa: FBT001 - a table
) -> None:
    """Empty variables and a zero say nothing."""
    assert streams.wants_color(when, environment, terminal=terminal) is terminal


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({}, [], True),
        ({"NO_COLOR": "1"}, [], False),
        ({"TERM": "dumb"}, [], False),
        ({"CLICOLOR": "0"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
    ],
    ids=["terminal", "NO_COLOR", "dumb", "CLICOLOR", "always", "never"],
)
def test_a_terminal_is_coloured_or_sees_no_escape_at_all(
    plans: Desk,
    environment: dict[str, str],
    arguments: list[str],
    coloured: bool,  # noqa: FBT001 - a table
) -> None:
    """With colour there are escapes, and only colours; without, none."""
    result = plans.terminal("audit", *DATED, "no_go.yaml", *arguments, environment=environment)
    assert result.code == 1
    assert (ESCAPE in result.out) is coloured
    assert ESCAPE not in re.sub(r"\x1b\[[0-9;]*m", "", result.out)


def test_a_pipe_has_no_escape_and_always_makes_a_screen(plans: Desk) -> None:
    """Piped text is plain; `--color always` draws the coloured screen, for a pager."""
    assert ESCAPE not in plans.audit("no_go.yaml").out
    assert ESCAPE in plans.audit("no_go.yaml", "--color", "always").out
    assert ESCAPE not in plans.audit("no_go.yaml", "--color", "always", "-f", "json").out


# ---------------------------------------------------------------- width
@pytest.mark.parametrize(
    ("columns", "expected"),
    [("80", 80), ("5", 40), ("40", 40), ("200", 200), ("9999", 200), ("100000", 80), ("0", 80), ("abc", 80), ("", 80),
     ("-1", 80), ("１２", 80), (" 90", 80), (None, 80)],
)  # fmt: skip
def test_a_width_lies_between_40_and_200(monkeypatch: pytest.MonkeyPatch, columns: str | None, expected: int) -> None:
    """COLUMNS counts where it is a number; else the terminal; else 80. All is clamped."""

    def no_terminal(_: int) -> None:
        raise OSError

    monkeypatch.setattr(os, "get_terminal_size", no_terminal)
    assert streams.width({} if columns is None else {"COLUMNS": columns}) == expected


@pytest.mark.parametrize(("columns", "expected"), [(0, 80), (20, 40), (132, 132), (500, 200)])
def test_the_width_of_the_terminal_is_used(monkeypatch: pytest.MonkeyPatch, columns: int, expected: int) -> None:
    """Without COLUMNS the terminal says how wide it is; some say 0."""
    monkeypatch.setattr(os, "get_terminal_size", lambda _: os.terminal_size((columns, 24)))
    assert streams.width({}) == expected


@pytest.mark.parametrize(
    ("columns", "widest"), [("0", 80), ("abc", 80), ("5", 40), ("40", 40), ("60", 60), ("9999", 200)]
)
def test_any_width_gives_a_screen(plans: Desk, columns: str, widest: int) -> None:
    """No width of a terminal crashes or silences the report, or changes its exit code."""
    result = plans.terminal("audit", *DATED, "no_go.yaml", environment={"COLUMNS": columns, "NO_COLOR": "1"})
    assert result.code == 1
    assert "NO-GO" in result.out
    assert max(map(cell_len, result.out.splitlines())) <= widest


# ---------------------------------------------------------------- the first screen, at a terminal
def first_screen(result: Result) -> str:
    """Return the first 24 lines, whitespace folded."""
    return " ".join(" ".join(result.out.splitlines()[:24]).split())


def shipped_plan() -> dict[str, Any]:
    """Return a plan that answers nothing, for the shipped checklists."""
    return {key: go_plan()[key] for key in ("readycheck", "launch", "people")}


def test_a_plan_that_answers_nothing_is_never_a_go(desk: Desk) -> None:
    """Nothing answered: undecided, and the first screen says so and names answers that are missing."""
    desk.write("plan.yaml", shipped_plan())
    result = desk.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert result.code == 3
    above = first_screen(result)
    assert "UNDECIDED" in above
    assert "0.0 %" in above
    assert 5 <= len(re.findall(r" \? [a-z-]+\.[a-z-]+", above)) <= 7


def test_a_plan_in_which_nothing_applies_is_never_a_go(desk: Desk) -> None:
    """Everything n/a, with a reason and without approval: no-go, and the first screen says what was marked n/a."""
    items = json.loads(desk.run("checklist", "list", "--json").out)["checklists"]
    plan = shipped_plan()
    plan["departments"] = {}
    for row in items:
        listed = json.loads(desk.run("checklist", "show", row["department"], "--json").out)
        keys = [item["item"].partition(".")[2] for item in listed if not item["rule"]]
        answer = {"status": "not_applicable", "reason": "Not for us"}
        plan["departments"][row["department"]] = {"asks": [], "items": dict.fromkeys(keys, answer)}
    desk.write("plan.yaml", plan)
    result = desk.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert result.code in {1, 3}
    above = first_screen(result)
    assert "NO-GO" in above or "UNDECIDED" in above
    assert "UNDECIDED" not in above or "profile" in above
    facts = json.loads(desk.run("checklist", "list", "--json").out)["facts"]
    plan["profile"] = dict.fromkeys(facts, "yes")
    desk.write("plan.yaml", plan)
    result = desk.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert result.code == 1
    above = first_screen(result)
    assert "NO-GO" in above
    assert "n/a" in above


@pytest.mark.parametrize("approved_by", [None, "dana.cho"], ids=["by nobody", "by its own owner"])
def test_open_blockers_relabelled_as_not_applicable_stay_open(company: Desk, approved_by: str | None) -> None:
    """Five blockers n/a without anybody's approval: no-go, each of them on the first screen."""
    keys = [f"blocker-{number}" for number in range(5)]
    texts = {"title": "T", "ask": "A?", "why": "W.", "fix": ["F"], "stage": "buy", "severity": "blocker"}
    head = {"readycheck": "checklist/1", "version": "1.0", "department": "legal", "title": "Legal"}
    company.write("checklists/legal.yaml", {**head, "items": [{"id": key, **texts} for key in keys]})
    plan = go_plan()
    answer = {"status": "not_applicable", "reason": "Not for us"}
    answer |= {"approved_by": approved_by} if approved_by else {}
    plan["departments"]["legal"]["items"] = dict.fromkeys(keys, answer)
    company.write("plan.yaml", plan)
    result = company.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert result.code == 1
    above = first_screen(result)
    assert "NO-GO" in above
    assert all(f"legal.{key} marked n/a" in above for key in keys)


def with_waiver(**changes: str) -> dict[str, Any]:
    """Return a plan whose one open blocker has a waiver."""
    plan = no_go_plan()
    signed = {"item": "legal.terms", "reason": "Trust me", "approved_by": "tom.oduya", "date": "2026-11-20"}
    plan["waivers"] = [{**signed, "until": "2027-01-31", **changes}]
    return plan


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"approved_by": "dana.cho"}, "owner"),
        ({"until": "2026-12-14"}, "2026-12-14"),
        ({"date": "2026-11-23"}, "2026-11-23"),
        ({"until": "2027-11-20"}, "180 days"),
        ({"approved_by": "lee.ng"}, "sponsor"),
    ],
    ids=["by its own owner", "ends before launch day", "dated tomorrow", "runs too long", "not by the sponsor"],
)
def test_a_waiver_that_does_not_count_saves_nothing(company: Desk, changes: dict[str, str], why: str) -> None:
    """The blocker stays open, and the first screen names the waiver and what is wrong with it."""
    company.write("plan.yaml", with_waiver(**changes))
    result = company.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"}, columns=160)
    assert result.code == 1
    above = first_screen(result)
    assert "NO-GO" in above
    assert "legal.terms" in above
    assert "the waiver of legal.terms has no effect" in above
    assert why in above
    narrow = company.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert "the waiver of legal.terms has no effect" in first_screen(narrow)


@pytest.mark.parametrize(
    "evidence", ["TBD", "todo", "n/a", "lorem ipsum dolor", "done", "empty.md", "plan.yaml", "no.md"]
)
def test_evidence_that_proves_nothing_saves_nothing(company: Desk, evidence: str) -> None:
    """A placeholder, an empty file, the plan itself, or a file that is not there: claimed, not proven, and named."""
    plan = go_plan()
    plan["departments"]["legal"]["items"]["terms"] = {"status": "done", "evidence": evidence}
    company.write("plan.yaml", plan)
    company.write("empty.md", "\n")
    result = company.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert result.code == 1
    above = first_screen(result)
    assert "NO-GO" in above
    assert "! legal.terms" in above
    assert evidence.split(maxsplit=1)[0] in above


def test_a_go_with_conditions_says_what_it_rests_on(company: Desk) -> None:
    """The waiver that a go rests on is named on the first screen."""
    company.write("plan.yaml", conditional_plan())
    result = company.terminal("audit", *DATED, "plan.yaml", environment={"NO_COLOR": "1"})
    assert result.code == 0
    above = first_screen(result)
    assert "GO WITH CONDITIONS" in above
    assert "rests on" in above
    assert "legal.notice" in above
    assert "waiver" in above


# ---------------------------------------------------------------- stdout that goes away
def closed_pipe() -> int:
    """Return the writing end of a pipe that nobody reads."""
    reader, writer = os.pipe()
    os.close(reader)
    return writer


@pytest.mark.parametrize(("name", "code"), [("go", 0), ("no_go", 1), ("undecided", 3), ("missing", 2)])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_closed_pipe_keeps_the_verdict(plans: Desk, name: str, code: int, form: str) -> None:
    """`readycheck audit … | head -1` has the exit code of the audit, and no traceback."""
    writer = closed_pipe()
    run = plans.spawn("audit", *DATED, f"{name}.yaml", "-f", form, stdout=writer)
    os.close(writer)
    assert run.returncode == code
    assert b"Traceback" not in run.stderr
    assert b"BrokenPipe" not in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [["--version"], ["version"], ["--help"], ["audit", "-h"], ["checklist", "list"], ["schema", "plan"]],
    ids=" ".join,
)
def test_a_closed_pipe_never_looks_like_a_failed_gate(plans: Desk, arguments: list[str]) -> None:
    """What needs no plan cannot exit 1, whoever stops reading: 1 means that a gate failed, and nothing else."""
    writer = closed_pipe()
    run = plans.spawn(*arguments, stdout=writer)
    os.close(writer)
    assert run.returncode in {0, 4}
    assert b"Traceback" not in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["audit", *DATED, "go.yaml"],
        ["audit", *DATED, "go.yaml", "-f", "json"],
        ["--version"],
        ["version"],
        ["checklist", "list"],
        ["--help"],
        ["audit", "--help"],
    ],
    ids=["audit", "json", "--version", "version", "list", "--help", "audit --help"],
)
def test_a_full_disk_exits_4(plans: Desk, arguments: list[str]) -> None:
    """What cannot be printed was not written: 4, with a line that says why, and no defect of ours."""
    with Path("/dev/full").open("wb") as full:
        run = plans.spawn(*arguments, stdout=full)
    assert run.returncode == 4
    assert b"No space left" in run.stderr
    assert b"Traceback" not in run.stderr
    assert b"defect" not in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [["audit", *DATED, "go.yaml"], ["--version"], ["version"], ["--help"], ["audit", "--help"]],
    ids=["audit", "--version", "version", "--help", "audit --help"],
)
def test_stdout_that_is_closed_exits_4(plans: Desk, arguments: list[str]) -> None:
    """Nothing can be printed, so nothing was reported: that is no success."""
    run = closed(plans, 1, *arguments)
    assert run.returncode == 4
    assert b"Traceback" not in run.stderr


def closed(desk: Desk, descriptor: int, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with a stream closed, as `>&-` does."""
    program = " ".join([f"exec {sys.executable} -m readycheck", *arguments, f"{descriptor}>&-"])
    return subprocess.run(
        ["/bin/sh", "-c", program],
        cwd=desk.path,
        env=environment_with(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_stdout_that_is_closed_does_not_matter_where_a_file_is_written(plans: Desk) -> None:
    """With `-o` nothing is printed, so the exit code is the verdict."""
    assert closed(plans, 1, "audit", *DATED, "go.yaml", "-o", "a.md").returncode == 0
    assert (plans.path / "a.md").is_file()


def test_stderr_that_is_closed_changes_nothing(plans: Desk) -> None:
    """Whoever closes stderr still gets the exit code and the report."""
    refused = closed(plans, 2, "audit", *DATED, "missing.yaml")
    assert (refused.returncode, refused.stdout) == (2, b"")
    written = closed(plans, 2, "audit", *DATED, "go.yaml", "-o", "a.md")
    assert written.returncode == 0
    assert closed(plans, 2, "audit", *DATED, "--bogus").returncode == 2


def test_stdin_that_is_closed_changes_nothing(plans: Desk) -> None:
    """An audit of a file asks for nothing; `init` and `-` exit 2 and say what to give."""
    assert closed(plans, 0, "audit", *DATED, "go.yaml").returncode == 0
    assert closed(plans, 0, "audit", *DATED, "-").returncode == 2
    asked = closed(plans, 0, "init")
    assert asked.returncode == 2
    assert b"--name" in asked.stderr


# ---------------------------------------------------------------- encodings
@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1", "utf-8", "utf-16"])
@pytest.mark.parametrize("color", ["always", "never"])
def test_any_encoding_of_stdout_can_be_written(plans: Desk, encoding: str, color: str) -> None:
    """A name that the encoding does not have is escaped; the verdict is not lost, and nothing crashes."""
    plan = no_go_plan()
    plan["launch"]["name"] = "Aurora 東京 – Łódź"
    plans.write("plan.yaml", plan)
    run = plans.spawn(
        "audit", *DATED, "plan.yaml", "--color", color, environment={"PYTHONIOENCODING": encoding, "COLUMNS": "120"}
    )
    assert run.returncode == 1
    assert run.stderr == b""
    text = run.stdout.decode(encoding)
    assert "Aurora" in text
    assert ("東京" in text) is encoding.startswith("utf")
    if not encoding.startswith("utf"):
        assert not set("─█░·") & set(text)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_screen_in_ascii_is_ascii(plans: Desk, encoding: str) -> None:
    """For a plan in ASCII nothing else is written where the terminal has no more, and no escape of it either."""
    run = plans.spawn(
        "audit", *DATED, "no_go.yaml", "--color", "always", "--all", environment={"PYTHONIOENCODING": encoding}
    )
    assert run.stdout.isascii()
    assert b"\\u" not in run.stdout
    assert b"\\x" not in run.stdout


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("form", ["json", "markdown", "html", "github", "csv", "summary", "sarif", "junit"])
def test_documents_are_utf_8_whatever_the_terminal_is(plans: Desk, encoding: str, form: str) -> None:
    """All but text is read by programs: their bytes do not depend on the locale."""
    plan = go_plan()
    plan["launch"]["name"] = "東京"
    plans.write("plan.yaml", plan)
    run = plans.spawn("audit", *DATED, "plan.yaml", "-f", form, environment={"PYTHONIOENCODING": encoding})
    assert run.returncode == 0
    assert "東京" in run.stdout.decode("utf-8")


def test_a_file_that_is_no_utf_8_by_name_is_still_named(plans: Desk) -> None:
    """A path of other bytes is printed with escapes rather than crashing."""
    run = plans.spawn("audit", *DATED, os.fsdecode(b"caf\xe9.yaml"))
    assert run.returncode == 2
    assert b"caf" in run.stderr
    assert b"Traceback" not in run.stderr


# ---------------------------------------------------------------- the streams, called directly
def test_a_stream_without_an_encoding_is_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    """What does not say how it encodes gets nothing that it might not have."""
    for encoding, expected in (("utf-8", False), ("UTF8", False), ("cp65001", True), ("ascii", True), (None, True)):
        monkeypatch.setattr(sys, "stdout", type("Stream", (), {"encoding": encoding}))
        assert streams.is_ascii_only() is expected
    monkeypatch.setattr(sys, "stdout", None)
    assert streams.is_ascii_only() is True


def test_there_is_no_terminal_without_a_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stream that is missing or closed is no terminal."""
    for stream in (None, _shut()):
        monkeypatch.setattr(sys, "stdout", stream)
        monkeypatch.setattr(sys, "stdin", stream)
        assert streams.stdout_is_terminal() is False
        assert streams.stdin_is_terminal() is False


def _shut() -> io.StringIO:
    stream = io.StringIO()
    stream.close()
    return stream


def test_writing_to_no_stream_is_an_error_that_names_a_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without stdout the user is told of --output."""
    for stream in (None, _shut()):
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(OutputError) as caught:
            streams.write_stdout("text")
        assert "--output" in caught.value.hint
        assert caught.value.exit_code == 4


class Failing:
    """A stream that fails as told."""

    encoding = "ascii"
    closed = False

    def __init__(self, error: OSError) -> None:
        self._error = error
        self.buffer = self

    def flush(self) -> None:
        """Do nothing."""

    def write(self, _: bytes) -> None:
        """Fail."""
        raise self._error


def test_a_failure_of_stdout_is_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that went away is no error; a disk that is full is."""
    abandoned: list[int] = []
    monkeypatch.setattr(streams, "abandon_stdout", lambda: abandoned.append(1))
    monkeypatch.setattr(sys, "stdout", Failing(BrokenPipeError()))
    streams.write_stdout("text")
    monkeypatch.setattr(sys, "stdout", Failing(OSError(28, "No space left on device")))
    with pytest.raises(OutputError, match="No space left"):
        streams.write_stdout("text")
    assert len(abandoned) == 2


def test_abandoning_stdout_sends_the_rest_to_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The descriptor of stdout is pointed at the null device, so that a flush at the end cannot fail."""
    calls: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda source, target: calls.append((source, target)))
    streams.abandon_stdout()
    ((source, target),) = calls
    assert target == 1
    assert os.fstat(source).st_rdev == Path(os.devnull).stat().st_rdev
    os.close(source)


def test_saying_something_never_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stderr that is missing, closed or broken is not told, and nothing else happens."""
    for stream in (None, _shut(), Failing(OSError(5, "I/O error"))):
        monkeypatch.setattr(sys, "stderr", stream)
        streams.say("text")


def test_what_is_said_cannot_obey(capfd: pytest.CaptureFixture[str]) -> None:
    """Control characters of a text that is told are shown as their code points."""
    streams.say("a\x1b[31mb\u202ec")
    assert capfd.readouterr().err == "a\\u{001b}[31mb\\u{202e}c\n"


# ---------------------------------------------------------------- the process
def test_no_home_is_no_problem(plans: Desk) -> None:
    """The program neither reads nor writes anything below a home."""
    nowhere: dict[str, str | None] = {"HOME": None, "USER": None, "XDG_CONFIG_HOME": None, "LOGNAME": None}
    assert plans.spawn("audit", *DATED, "go.yaml", environment=nowhere).returncode == 0
    assert plans.spawn("audit", "--help", environment=nowhere).returncode == 0


@pytest.mark.parametrize("name", ["yaml.py", "pydantic.py", "typer.py", "rich.py", "jinja2.py", "json.py"])
def test_modules_in_the_working_directory_are_not_imported(plans: Desk, name: str) -> None:
    """A checkout that holds a `yaml.py` does not run it: neither under the console script nor with `python -P`."""
    plans.write(name, "import os\nprint('HIJACKED')\nos._exit(0)\n")
    script = Path(sys.executable).parent / "readycheck"
    for arguments in (["audit", *DATED, "no_go.yaml", "--color", "always"], ["audit", "--help"]):
        expected = 1 if "--help" not in arguments else 0
        console = subprocess.run(
            [script, *arguments], cwd=plans.path, env=environment_with(), capture_output=True, check=False, timeout=60
        )
        module = plans.spawn(*arguments, flags=("-P",))
        for run in (console, module):
            assert b"HIJACKED" not in run.stdout
            assert run.returncode == expected


def test_an_interrupted_question_exits_130_and_writes_nothing(company: Desk) -> None:
    """Ctrl-C at a question of `init`: 130, no traceback, no file."""
    before = sorted(company.path.iterdir())
    typed: list[str] = []

    def interrupt(out: str) -> str | None:
        if "?" not in out or typed:
            return None
        typed.append("\x03")
        return "\x03"

    result = company.terminal("init", "new.yaml", answer=interrupt)
    assert result.code == 130
    assert "Traceback" not in result.out
    assert sorted(company.path.iterdir()) == before


def test_an_interrupt_while_reading_stdin_exits_130(company: Desk) -> None:
    """SIGINT while a plan is awaited: 130, nothing on stdout, no traceback."""
    process = subprocess.Popen(
        [sys.executable, "-m", "readycheck", "audit", *DATED, "-"],
        cwd=company.path,
        env=environment_with(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    _wait_until_it_reads(process.pid)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err


def _wait_until_it_reads(pid: int) -> None:
    """Wait until the process has imported what an audit needs, and sleeps."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        maps = Path(f"/proc/{pid}/maps").read_text()
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        if "pydantic_core" in maps and "yaml" in maps and state == "S":
            time.sleep(0.3)
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "S":
                return
        time.sleep(0.02)
    pytest.fail("the program never began to read")


class PanicError(BaseException):
    """What a library written in Rust raises: no Exception."""


@pytest.mark.parametrize(
    "error", [RuntimeError("secret"), PanicError("secret"), RecursionError(), MemoryError()], ids=repr
)
def test_anything_unforeseen_exits_70_and_asks_for_a_report(
    plans: Desk, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    """A defect of ours never looks like a verdict; the traceback is shown only where it is asked for."""

    def crash(*_: object) -> None:
        raise error

    monkeypatch.setattr("readycheck.cli.audit.audit_plan", crash)
    result = plans.audit("go.yaml")
    assert (result.code, result.out) == (70, "")
    assert type(error).__name__ in result.err
    assert "report it" in result.err
    assert "Traceback" not in result.err
    assert "Traceback" in plans.audit("go.yaml", "--debug").err


def test_an_interrupt_anywhere_exits_130(plans: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C says nothing and exits 130."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("readycheck.cli.audit.audit_plan", interrupt)
    assert plans.audit("go.yaml") == Result(130, "", "")


def test_a_pipe_that_breaks_anywhere_else_exits_4(plans: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A broken pipe that no stream foresaw is output that was not written, and no defect."""

    def broken(*_: object) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("readycheck.cli.audit.audit_plan", broken)
    monkeypatch.setattr(streams, "abandon_stdout", lambda: None)
    assert plans.audit("go.yaml").code == 4


def test_an_exit_that_somebody_asks_for_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """SystemExit passes through: it is not ours to judge."""

    def leave(_: list[str]) -> int:
        raise SystemExit(9)

    monkeypatch.setattr(readycheck.cli, "_run", leave)
    with pytest.raises(SystemExit) as caught:
        main(["version"])
    assert caught.value.code == 9


def test_the_arguments_default_to_those_of_the_process(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """As a console script, `main` is called without arguments."""
    monkeypatch.setattr(sys, "argv", ["readycheck", "--version"])
    assert main() == 0
    assert capfd.readouterr().out == f"readycheck {__version__}\n"


# ---------------------------------------------------------------- libraries
HEAVY = {"typer", "pydantic", "jinja2", "yaml", "rich", "click", "markdown_it", "subprocess", "multiprocessing"}
CORE = {"readycheck.audit", "readycheck.rules"}


def imported(desk: Desk, *arguments: str, **options: Any) -> tuple[int, set[str]]:
    """Return the exit code of a run in a fresh process, and which of the heavy libraries it imported, and what of the core."""
    program = (
        "import sys\nfrom readycheck.cli import main\ncode = main(sys.argv[1:])\n"
        "print(code, *sorted(sys.modules), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-P", "-c", program, *arguments],
        cwd=desk.path,
        env=environment_with({"COVERAGE_PROCESS_START": None, "COVERAGE_PROCESS_CONFIG": None}),
        capture_output=True,
        check=False,
        timeout=60,
        **options,
    )
    code, *names = run.stderr.decode().splitlines()[-1].split()
    return int(code), (HEAVY | CORE) & set(names)


def test_the_version_imports_nothing_heavy(plans: Desk) -> None:
    """`--version` answers before any library is loaded."""
    assert imported(plans, "--version") == (0, set())


@pytest.mark.parametrize(
    "form", [[], ["-f", "json"], ["-f", "markdown"], ["-o", "a.md"]], ids=["text", "json", "markdown", "file"]
)
def test_an_audit_to_a_pipe_imports_neither_typer_nor_rich_nor_jinja2(plans: Desk, form: list[str]) -> None:
    """What a gate in CI runs loads only what an audit needs; one that asks for no revision, no git either."""
    code, names = imported(plans, "audit", *DATED, "no_go.yaml", *form)
    assert code == 1
    assert names == {"pydantic", "yaml"} | CORE


@pytest.mark.parametrize(
    "plan", ["launch: [", "readycheck: 1\nlaunch: {}\n", None], ids=["no YAML", "no plan", "no file"]
)
def test_a_plan_that_is_refused_imports_nothing_that_judges_it(desk: Desk, plan: str | None) -> None:
    """What holds shipped checklists together is known before: neither their rules nor the audit are loaded."""
    if plan is not None:
        desk.write("plan.yaml", plan)
    assert imported(desk, "audit", "plan.yaml") == (2, {"pydantic", "yaml"})
