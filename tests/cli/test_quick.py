"""The two readers of a command line: the quick one and typer say the same of every line that is right."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from readycheck.cli import typed
from readycheck.cli.command import Command, Invocation, Option, default_of
from readycheck.cli.quick import parse
from readycheck.cli.table import COMMANDS
from tests.cli.conftest import DATED, Desk, go_plan, no_go_plan

BY_PATH = {" ".join(command.path): command for command in COMMANDS}

#: What people type as values; also what is awkward to read.
WORDS = st.one_of(
    st.sampled_from(["launch.yaml", "a b", "-", "-x", "--", "--strict", "", "=", "a=b", "é", "[red]", "-1", "\\", "'"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8),
)
NUMBERS = {
    float: st.one_of(st.sampled_from(["0", "90", "89.95", "1e1", "-5", "1_0"]), st.floats(0, 100).map(str)),
    int: st.one_of(st.sampled_from(["0", "14", "-7", "+7", "1_0"]), st.integers(-100, 100).map(str)),
}


@st.composite
def _one(draw: st.DrawFn, option: Option) -> list[str]:
    """An option as it may be written."""
    flag = draw(st.sampled_from(option.flags))
    if option.flag:
        return [flag]
    free = WORDS if option.number is None else NUMBERS[option.number]
    value = draw(st.sampled_from(option.choices) if option.choices else free)
    return [f"{flag}={value}"] if flag.startswith("--") and draw(st.booleans()) else [flag, value]


@st.composite
def right_lines(draw: st.DrawFn) -> list[str]:
    """A command line that the table allows: options in any order, repeated, among the arguments."""
    command = draw(st.sampled_from(COMMANDS))
    options = draw(st.lists(st.sampled_from(command.options), max_size=5)) if command.options else []
    pieces = [draw(_one(option)) for option in options]
    behind: list[str] = []
    for argument in command.arguments:
        word = st.sampled_from(argument.choices) if argument.choices else WORDS
        fewest, most = (1 if argument.required else 0), (3 if argument.many else 1)
        for value in draw(st.lists(word, min_size=fewest, max_size=most)):
            if behind or (value.startswith("-") and value != "-") or draw(st.integers(0, 9)) == 0:
                behind.append(value)
            else:
                pieces.insert(draw(st.integers(0, len(pieces))), [value])
    line = [word for piece in pieces for word in piece]
    return [*command.path, *line, *(["--", *behind] if behind else [])]


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(line=right_lines())
@example(line=["audit", "-", "-f", "json", "-o", "-"])
@example(line=["audit", "a", "--owner", "--strict", "--strict"])
@example(line=["explain", "--", "-x"])
def test_both_readers_say_the_same_of_a_right_line(line: list[str]) -> None:
    """Whatever the quick reader takes, typer reads into an equal invocation."""
    quick = parse(COMMANDS, line, {})
    assert quick is not None
    assert typed.parse(COMMANDS, line) == quick


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(
    line=st.lists(
        st.sampled_from(
            "audit init checklist list show lint -f json --format=json -o --all -q -h --help "
            "--bogus --fail-under 9 x -- --as-of - -fjson -qf --no-all --al version".split()
        )
    )
)
def test_what_the_quick_reader_takes_typer_takes_too(line: list[str]) -> None:
    """On any line the quick reader either steps aside or agrees with typer: it never reads a wrong line as right."""
    quick = parse(COMMANDS, line, {})
    if quick is not None:
        assert typed.parse(COMMANDS, line) == quick


@pytest.mark.parametrize("command", COMMANDS, ids=list(BY_PATH))
def test_every_parameter_of_a_command_has_a_value(command: Command) -> None:
    """What the line does not say has its default: nothing, an empty list, or no."""
    values = [argument.choices[0] if argument.choices else "x" for argument in command.arguments if argument.required]
    found = parse(COMMANDS, [*command.path, *values], {})
    assert found is not None
    names = {argument.name for argument in command.arguments} | {option.name for option in command.options}
    assert set(found.values) == names
    for option in command.options:
        assert found.values[option.name] == (() if option.many else False if option.flag else None)
        assert found.values[option.name] == default_of(option)


WRONG = {
    "no such command": (["odit", "launch.yaml"], ["odit", "audit"]),
    "no such command of a group": (["checklist", "lst"], ["lst", "list"]),
    "no such option": (["audit", "a.yaml", "--formt", "json"], ["--formt", "--format"]),
    "no such short option": (["audit", "a.yaml", "-z"], ["-z"]),
    "no such value": (["audit", "a.yaml", "-f", "jsn"], ["jsn", "json"]),
    "no such value, attached": (["audit", "a.yaml", "--gate=verdct"], ["verdct", "verdict", "course"]),
    "no such value of an argument": (["schema", "plann"], ["plann", "plan"]),
    "value of another case": (["audit", "a.yaml", "-f", "JSON"], ["JSON", "json"]),
    "no value": (["audit", "a.yaml", "--as-of"], ["--as-of"]),
    "value of a flag": (["audit", "a.yaml", "--strict=yes"], ["--strict"]),
    "no plan": (["audit"], ["PLAN"]),
    "no plan after the end of options": (["audit", "--"], ["PLAN"]),
    "no item": (["explain"], ["ITEM"]),
    "too many arguments": (["explain", "a", "b"], ["b"]),
    "arguments where there are none": (["version", "please"], ["please"]),
    "no number": (["audit", "a.yaml", "--fail-under", "many"], ["--fail-under"]),
    "no finite number": (["audit", "a.yaml", "--fail-under", "nan"], ["--fail-under"]),
    "infinity": (["audit", "a.yaml", "--fail-under", "inf"], ["--fail-under"]),
    "option before the command": (["--all", "audit", "a.yaml"], ["--all"]),
}


@pytest.mark.parametrize(("line", "named"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_line_exits_2_and_is_told_what_is_wrong(desk: Desk, line: list[str], named: list[str]) -> None:
    """The quick reader leaves it to typer, which names what is wrong and what was meant; stdout stays empty."""
    assert parse(COMMANDS, line, {}) is None
    result = desk.run(*line)
    assert result.code == 2
    assert result.out == ""
    for word in named:
        assert word in result.err
    assert "Traceback" not in result.err


@pytest.mark.parametrize("line", [[], ["checklist"], ["policy"]], ids=["nothing", "checklist", "policy"])
def test_a_line_without_a_command_shows_what_there_is(desk: Desk, line: list[str]) -> None:
    """Without a command there is nothing to do: help, and exit code 2 so that no script takes it for a pass."""
    result = desk.run(*line)
    assert result.code == 2
    assert "Commands" in result.out + result.err


# ---------------------------------------------------------------- help
@pytest.mark.parametrize("flag", ["-h", "--help"])
@pytest.mark.parametrize("command", COMMANDS, ids=list(BY_PATH))
def test_help_of_a_command_begins_with_examples_and_names_every_option(desk: Desk, command: Command, flag: str) -> None:
    """Both spellings print, on stdout, examples before anything else that explains, and each option."""
    result = desk.run(*command.path, flag)
    assert (result.code, result.err) == (0, "")
    flat = " ".join(result.out.split())
    assert f"readycheck {' '.join(command.path)}" in flat.partition("Examples:")[2].partition("Options:")[0]
    for option in command.options:
        assert all(name in flat for name in option.flags)
        assert all(choice in flat for choice in option.choices)


@pytest.mark.parametrize("line", [[], ["checklist"], ["policy"]], ids=["readycheck", "checklist", "policy"])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_of_a_group_has_an_example_too(desk: Desk, line: list[str], flag: str) -> None:
    """Examples stand first in every help, also in the first one that anybody sees."""
    result = desk.run(*line, flag)
    assert result.code == 0
    assert "Examples:" in result.out
    assert result.out.index("Examples:") < result.out.index("Options:")


def test_help_names_the_variable_of_an_option(desk: Desk) -> None:
    """Options have READYCHECK_* twins, and help says so."""
    assert "READYCHECK_AS_OF" in "".join(desk.run("audit", "--help").out.split())


# ---------------------------------------------------------------- the environment
@pytest.fixture
def plan(company: Desk) -> Desk:
    """A desk with a plan that may launch, and one that may not."""
    company.write("go.yaml", go_plan())
    company.write("no_go.yaml", no_go_plan())
    return company


@pytest.mark.parametrize(
    ("variable", "value", "name", "expected"),
    [
        ("READYCHECK_AS_OF", "2026-12-01", "as_of", "2026-12-01"),
        ("READYCHECK_STRICT", "1", "strict", True),
        ("READYCHECK_STRICT", "0", "strict", False),
        ("READYCHECK_FAIL_UNDER", "12.5", "fail_under", 12.5),
        ("READYCHECK_GATE", "course", "gate", "course"),
        ("READYCHECK_FORMAT", "json", "formats", ("json",)),
        ("READYCHECK_FORMAT", "json markdown", "formats", ("json", "markdown")),
        ("READYCHECK_DEPARTMENT", "legal support", "departments", ("legal", "support")),
        ("READYCHECK_ALL", "true", "all_gaps", True),
        ("READYCHECK_COLOR", "never", "color", "never"),
    ],
)
def test_a_variable_gives_an_option_its_value(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, name: str, expected: Any
) -> None:
    """The environment stands in for the option; a list is split at spaces."""
    monkeypatch.setenv(variable, value)
    line = ["audit", "plan.yaml"]
    assert parse(COMMANDS, line, {variable: value}) is None
    found = typed.parse(COMMANDS, line)
    assert isinstance(found, Invocation)
    assert found.values[name] == expected
    assert type(found.values[name]) is type(expected)


def test_the_command_line_wins_over_the_environment(plan: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An option that is given counts, whatever its variable says."""
    monkeypatch.setenv("READYCHECK_FORMAT", "markdown")
    assert plan.audit("go.yaml").out.startswith("# Aurora")
    assert json.loads(plan.audit("go.yaml", "-f", "json").out)["schema_version"] == 1


def test_a_variable_that_is_empty_says_nothing(plan: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty variable is as good as none, and the quick reader stays in charge."""
    monkeypatch.setenv("READYCHECK_FORMAT", "")
    assert plan.audit("go.yaml").out.splitlines()[0].endswith("(UTC)")


def test_a_wrong_variable_is_named(plan: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A value that does not fit is told with the variable it comes from."""
    monkeypatch.setenv("READYCHECK_GATE", "verdct")
    result = plan.audit("go.yaml")
    assert (result.code, result.out) == (2, "")
    assert "READYCHECK_GATE" in result.err


def test_a_variable_changes_an_exit_code_as_its_option_would(plan: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """READYCHECK_AS_OF and READYCHECK_FAIL_UNDER reach the audit."""
    monkeypatch.setenv("READYCHECK_AS_OF", "2026-11-22")
    assert plan.run("audit", "go.yaml").code == 0
    assert plan.run("audit", "no_go.yaml").code == 1
    monkeypatch.setenv("READYCHECK_FAIL_UNDER", "101")
    assert plan.run("audit", "go.yaml").code == 2


@pytest.mark.parametrize("value", ["abc", "", "-1", "0", "99999999999999999999"])
def test_a_strange_width_of_the_terminal_is_survived(plan: Desk, value: str) -> None:
    """TERMINAL_WIDTH, which typer reads while it is imported, never crashes help."""
    run = plan.spawn("audit", "--help", environment={"TERMINAL_WIDTH": value})
    assert run.returncode == 0
    assert b"Examples:" in run.stdout
    assert b"Traceback" not in run.stderr


def test_completion_is_left_to_typer(plan: Desk) -> None:
    """With the variable that shells set for completion, no command runs."""
    asked = {"_READYCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "readycheck chec", "COMP_CWORD": "1"}
    run = plan.spawn("audit", "go.yaml", *DATED, environment=asked)
    assert b"checklist" in run.stdout
    assert b"Aurora" not in run.stdout
