"""A shell asks how a command line may go on: commands, options, words, names in force; else it proposes files."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import shellingham  # type: ignore[import-untyped]

from readycheck.cli.table import COMMANDS
from tests.cli.conftest import CHECKLISTS, Desk, environment_with

Ask = Callable[[str], list[str]]

#: A script that completes a line in bash as bash does: the words of the line, and which of them is being written.
_IN_BASH = """
source ./script
IFS=' ' read -r -a COMP_WORDS <<< "$1"
[[ "$1" == *' ' ]] && COMP_WORDS+=('')
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_readycheck_completion readycheck
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def ask(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Ask in this process, in the words of bash."""

    def answer(line: str) -> list[str]:
        words = line.split(" ")
        monkeypatch.setenv("_READYCHECK_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(words) - 1))
        return answered(desk)

    return answer


def answered(desk: Desk) -> list[str]:
    """What is proposed, after what holds of every answer: nothing is said beside it."""
    with pytest.raises(SystemExit) as caught:
        desk.run()
    out, err = desk._capture.readouterr()  # noqa: SLF001 - the program leaves by the door that shells know
    assert (caught.value.code or 0, err) == (0, "")
    return str(out).split()


def test_commands_are_proposed(ask: Ask) -> None:
    """At the top those of the table, below a group its own."""
    assert set(ask("readycheck ")) == {command.path[0] for command in COMMANDS}
    assert set(ask("readycheck ex")) == {"export", "explain"}
    assert set(ask("readycheck checklist ")) == {"list", "show", "lint", "import", "upgrade"}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command.path))
def test_every_option_is_proposed(ask: Ask, command: object) -> None:
    """Each long option of each command, and help."""
    (found,) = [each for each in COMMANDS if each is command]
    flags = {flag for option in found.options for flag in option.flags if flag.startswith("--")}
    assert set(ask(f"readycheck {' '.join(found.path)} --")) == {*flags, "--help"}


WORDS = {
    "readycheck audit plan.yaml --gate ": {"verdict", "course", "none"},
    "readycheck audit --severity m": {"major", "minor"},
    "readycheck schema p": {"plan", "policy", "path"},
    "readycheck next -f mark": {"markdown"},
    "readycheck audit plan.yaml -m ": {"beta", "ga", "hypercare"},
    "readycheck audit -d sales": {"sales", "sales-enablement"},
    "readycheck fill plan.yaml --department cu": {"customer-success"},
    "readycheck checklist show fin": {"finance"},
    "readycheck explain legal.lic": {"legal.licence-terms"},
    "readycheck explain unprov": {"unproven"},
    "readycheck explain payment": {"payment_cards"},
    "readycheck init --yes payment": {"payment_cards"},
    "readycheck init --no pers": {"personal_data"},
}


@pytest.mark.parametrize("line", WORDS)
def test_words_and_names_are_proposed(ask: Ask, line: str) -> None:
    """Closed sets, and names of the rules in force, as far as they begin so."""
    assert set(ask(line)) == WORDS[line]


@pytest.mark.parametrize(
    "line",
    ["readycheck audit ", "readycheck audit la", "readycheck audit a.yaml -o ", "readycheck fill ", "readycheck init "],
)
def test_where_a_file_belongs_nothing_is_proposed(ask: Ask, line: str) -> None:
    """The shell then proposes the files that are there."""
    assert ask(line) == []


def test_names_of_the_companys_own_rules_are_proposed(company: Desk, ask: Ask) -> None:
    """Its items and departments, and where the policy cannot be used those that ship."""
    assert ask("readycheck explain legal.") == [f"legal.{item['id']}" for item in CHECKLISTS["legal"]]
    assert set(ask("readycheck checklist show ")) == set(CHECKLISTS)
    company.write("readycheck.yaml", "readycheck: [\n")
    assert "legal.licence-terms" in ask("readycheck explain legal.")


def test_no_plan_is_read(ask: Ask, desk: Desk) -> None:
    """What a plan holds is nobody's business before the command runs: a pipe in its place is not even opened."""
    os.mkfifo(desk.path / "launch.yaml")
    assert ask("readycheck audit launch.yaml --gate v") == ["verdict"]


@pytest.mark.parametrize(
    "environment",
    [
        {"_READYCHECK_COMPLETE": "complete_bash"},
        {"_READYCHECK_COMPLETE": "complete_bash", "COMP_WORDS": "readycheck", "COMP_CWORD": "x"},
        {"_READYCHECK_COMPLETE": "nonsense"},
    ],
    ids=["no line", "no number", "no instruction"],
)
def test_what_is_no_question_is_not_answered(desk: Desk, environment: dict[str, str]) -> None:
    """Nothing on stdout, no traceback and no defect."""
    result = desk.spawn("audit", environment=environment)
    assert (result.returncode in {1, 2}, result.stdout) == (True, b"")
    assert b"Traceback" not in result.stderr
    assert b"defect" not in result.stderr


def test_zsh_and_fish_are_told_what_a_name_means(desk: Desk) -> None:
    """Both show a few words beside each name; for files fish is told to go on by itself."""
    line = {"_TYPER_COMPLETE_ARGS": "readycheck explain legal.lic"}
    in_zsh = desk.spawn(environment={**line, "_READYCHECK_COMPLETE": "complete_zsh"}).stdout.decode()
    assert in_zsh.startswith("""_arguments '*: :(("legal.licence-terms":"Licence or subscription terms""")
    fish = {**line, "_READYCHECK_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    in_fish = desk.spawn(environment=fish).stdout.decode()
    assert in_fish.startswith("legal.licence-terms\tLicence or subscription terms")
    files = {**fish, "_TYPER_COMPLETE_FISH_ACTION": "is-args", "_TYPER_COMPLETE_ARGS": "readycheck audit la"}
    assert desk.spawn(environment=files).returncode == 1


# ---------------------------------------------------------------- in shells, as they are
@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """An environment in which a shell finds the program."""
    return environment_with(
        {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)}
    )


def in_bash(directory: Path, shell: dict[str, str], line: str) -> list[str]:
    """What bash proposes for a line."""
    run = subprocess.run(
        ["bash", "--norc", "-c", _IN_BASH, "bash", line],
        cwd=directory,
        env=shell,
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stderr == ""
    return run.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_with_the_script_it_is_given(tmp_path: Path, shell: dict[str, str]) -> None:
    """The script defines a function that bash calls, and falls back on files."""
    script = subprocess.run(
        ["readycheck"], env={**shell, "_READYCHECK_COMPLETE": "source_bash"}, capture_output=True, check=True, text=True
    ).stdout
    assert "complete -o default -F _readycheck_completion readycheck" in script
    (tmp_path / "script").write_text(script)
    assert set(in_bash(tmp_path, shell, "readycheck ex")) == {"export", "explain"}
    assert in_bash(tmp_path, shell, "readycheck explain support.esc") == ["support.escalation-path"]
    assert set(in_bash(tmp_path, shell, "readycheck audit launch.yaml --gate ")) == {"verdict", "course", "none"}
    assert in_bash(tmp_path, shell, "readycheck audit la") == []


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
def test_fish_completes_with_the_script_it_is_given(tmp_path: Path, shell: dict[str, str]) -> None:
    """Names are proposed with what they mean, and files where a file belongs."""
    (tmp_path / "launch.yaml").touch()
    for line, proposed in (("explain support.esc", "support.escalation-path"), ("audit la", "launch.yaml")):
        command = f'env _READYCHECK_COMPLETE=source_fish readycheck | source; complete -C "readycheck {line}"'
        run = subprocess.run(
            ["fish", "-N", "-c", command], cwd=tmp_path, env=shell, capture_output=True, check=True, text=True
        )
        assert proposed in run.stdout


_IN_ZSH = """
compdef() { : }
_files() { print files }
_arguments() { print -r -- "$@" }
eval "$(_READYCHECK_COMPLETE=source_zsh readycheck)"
words=(readycheck explain support.esc) CURRENT=3; _readycheck_completion
words=(readycheck audit '') CURRENT=3; _readycheck_completion
"""


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes_with_the_script_it_is_given(tmp_path: Path, shell: dict[str, str]) -> None:
    """What it hands to zsh's own functions is a name with what it means, and files where a file belongs."""
    run = subprocess.run(
        ["zsh", "-f", "-c", _IN_ZSH], cwd=tmp_path, env=shell, capture_output=True, check=True, text=True
    )
    first, second = run.stdout.splitlines()
    assert first.startswith('*: :(("support.escalation-path":"Each severity has a tested route')
    assert second == "files"


UNDETECTED = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}


@pytest.mark.parametrize("option", ["--show-completion", "--install-completion"])
def test_where_no_shell_is_known_no_gate_has_failed(desk: Desk, monkeypatch: pytest.MonkeyPatch, option: str) -> None:
    """In a service or a container there may be none: that is wrong usage, and 1 would mean that a gate failed."""

    def detect() -> None:
        raise shellingham.ShellDetectionFailure

    monkeypatch.setattr(shellingham, "detect_shell", detect)
    monkeypatch.setenv("HOME", str(desk.path))
    result = desk.run(option)
    assert result.code == 2
    assert "not supported" in result.out + result.err
    assert not any(desk.path.iterdir())


def test_installing_writes_a_script_that_the_shell_loads(desk: Desk) -> None:
    """Bash finds it through ~/.bashrc; nothing else is written."""
    result = desk.spawn("--install-completion", "bash", environment={**UNDETECTED, "HOME": str(desk.path)})
    assert result.returncode == 0
    (script,) = [path for path in desk.path.rglob("*") if path.is_file() and path.name != ".bashrc"]
    assert "_readycheck_completion" in script.read_text()
    assert str(script) in (desk.path / ".bashrc").read_text()
