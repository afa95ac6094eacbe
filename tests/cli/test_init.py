"""`readycheck init`: a first plan that loads, is undecided, and says whom to ask; from options or from questions."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from readycheck.cli import streams
from tests.cli.conftest import DATED, Desk

OPTIONS = (
    "--name", "Aurora 2.0", "--date", "2027-03-01", "--owner", "mara.lind", "--sponsor", "tom.oduya", "--class",
    "flagship", "--yes", "paid", "--yes", "personal_data", "--no", "hardware", "--lead", "legal=dana.cho", "--lead",
    "support=lee.ng", *DATED,
)  # fmt: skip
LEAST = ("--name", "Aurora", "--date", "2027-03-01", "--owner", "mara.lind", *DATED)


# ---------------------------------------------------------------- from options
def test_a_first_plan_is_written_and_can_be_audited(desk: Desk) -> None:
    """The plan loads, is undecided rather than anything better, and stderr says what comes next."""
    result = desk.run("init", *OPTIONS)
    assert (result.code, result.out) == (0, "")
    assert "readycheck audit launch.yaml" in result.err
    audited = desk.audit("launch.yaml")
    assert (audited.code, audited.err) == (3, "")
    assert "verdict: undecided" in audited.out


def test_what_was_given_stands_in_the_plan(desk: Desk) -> None:
    """Name, day, people, class, facts and leads are there; facts that nobody gave are unknown."""
    desk.run("init", "new.yaml", *OPTIONS)
    text = (desk.path / "new.yaml").read_text()
    for line in (
        r'name: "?Aurora 2\.0"?',
        r"owner: mara\.lind",
        r"sponsor: tom\.oduya",
        r"class: flagship",
        r"ga: 2027-03-01",
        r"paid: yes",
        r"hardware: no",
        r"hosted: unknown",
        r"dana\.cho: legal",
        r"tom\.oduya: management",
        r"lead: lee\.ng",
    ):
        assert re.search(rf"^\s*{line}\b", text, re.MULTILINE), line
    assert text.isprintable() or "\n" in text
    assert max(map(len, text.splitlines())) < 300


def test_the_least_is_a_name_a_day_and_an_owner(desk: Desk) -> None:
    """Without sponsor, leads and facts a plan is still written, and says what is missing."""
    assert desk.run("init", *LEAST).code == 0
    text = Path("launch.yaml").read_text()
    assert "# sponsor:" in text
    assert "# lead:" in text
    assert "class: standard" in text
    assert desk.audit("launch.yaml").code == 3


def test_every_item_of_the_template_can_be_answered_by_taking_its_comment_away(desk: Desk) -> None:
    """The lines that stand as comments below a department are answers that load."""
    desk.run("init", *OPTIONS)
    path = Path("launch.yaml")
    text = re.sub(
        r"^(\s+)# ([a-z0-9-]+: \{status: todo, due: T[+-]\d+\})$", r"\1\2", path.read_text(), flags=re.MULTILINE
    )
    assert text.count("status: todo, due") > 20
    path.write_text(text)
    audited = desk.audit("launch.yaml")
    assert audited.code in {1, 3}
    assert audited.err == ""


@pytest.mark.parametrize(
    "name",
    [
        'A "quoted" name',
        "Aurora: the second",
        "# no comment",
        "{a: b}",
        "yes",
        "2027",
        "- a",
        "Łódź 東京",
        "a\\b",
        "'",
        "*a",
        "%x",
    ],
)
def test_any_name_survives(desk: Desk, name: str) -> None:
    """A name that YAML might misread is quoted."""
    assert desk.run("init", *LEAST, "--name", name).code == 0
    audited = desk.audit("launch.yaml")
    assert audited.code == 3
    assert f"{name}: GA" in audited.out.splitlines()[0]


def test_a_plan_for_a_launch_that_is_near_is_undecided_too(desk: Desk) -> None:
    """Where work should have begun already, due days start today and the plan loads."""
    assert desk.run("init", *LEAST, "--date", "2026-11-24").code == 0
    assert desk.audit("launch.yaml").code == 3


def test_a_launch_day_that_has_passed_is_refused(desk: Desk) -> None:
    """Nobody plans a launch that was; nothing is written."""
    result = desk.run("init", "past.yaml", *LEAST, "--date", "2026-11-01")
    assert result.code == 2
    assert "has passed" in result.err
    assert not Path("past.yaml").exists()


def test_the_companys_own_checklists_are_in_the_first_plan(company: Desk) -> None:
    """`init` writes what the policy puts in force, and nothing that it leaves out."""
    assert company.run("init", *LEAST).code == 0
    text = Path("launch.yaml").read_text()
    assert "# terms: {status: todo" in text
    assert "# channels: {status: todo" in text
    assert "licence-terms" not in text
    assert company.run("init", "given.yaml", *LEAST, "--policy", "readycheck.yaml").code == 0


def test_a_plan_that_is_there_is_not_overwritten(desk: Desk) -> None:
    """Without `--force` the old plan stands; with it a new one takes its place."""
    old = desk.write("launch.yaml", "mine")
    refused = desk.run("init", *OPTIONS)
    assert (refused.code, refused.out) == (2, "")
    assert "launch.yaml" in refused.err
    assert "--force" in refused.err
    assert old.read_text() == "mine"
    assert desk.run("init", *OPTIONS, "--force").code == 0
    assert old.read_text() != "mine"


@pytest.mark.parametrize("missing", ["--name", "--date", "--owner"])
def test_without_a_terminal_what_is_missing_is_named(desk: Desk, missing: str) -> None:
    """Nobody can be asked: exit 2, the option is named, and nothing is written."""
    index = LEAST.index(missing)
    result = desk.run("init", *LEAST[:index], *LEAST[index + 2 :])
    assert (result.code, result.out) == (2, "")
    assert missing in result.err
    assert not Path("launch.yaml").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--yes", "payd"], ["payd", "paid"]),
        (["--no", "zzz"], ["zzz", "checklist list"]),
        (["--yes", "paid", "--no", "paid"], ["paid", "--yes", "--no"]),
        (["--lead", "legal"], ["legal", "--lead"]),
        (["--lead", "leagl=dana.cho"], ["leagl", "legal"]),
        (["--lead", "zzz=dana.cho"], ["zzz", "support"]),
        (["--lead", "legal=Dana Cho"], ["Dana Cho", "mara.lind"]),
        (["--lead", "legal="], ["person"]),
        (["--owner", "Mara Lind"], ["Mara Lind"]),
        (["--owner", "mara\nlind"], ["lind"]),
        (["--sponsor", "mara.lind"], ["mara.lind", "sponsor"]),
        (["--sponsor", "Tom"], ["Tom"]),
        (["--date", "2027-02-30"], ["--date", "2027-02-30"]),
        (["--date", "1.3.2027"], ["--date", "1.3.2027"]),
        (["--date", "T-3"], ["--date", "T-3"]),
        (["--name", " "], ["--name"]),
        (["--name", "a\x1b[31mb"], ["--name"]),
        (["--name", "a\nb"], ["--name"]),
        (["--name", "a\u202eb"], ["--name"]),
        (["--class", "flagshp"], ["flagshp", "flagship"]),
        (["--as-of", "now"], ["--as-of", "now"]),
        (["--policy", "missing.yaml"], ["missing.yaml"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) and str(value[0]).startswith("--") else "",
)
def test_an_option_that_makes_no_plan_is_refused(desk: Desk, options: list[str], says: list[str]) -> None:
    """What cannot stand in a plan is told with what was meant, and nothing is written."""
    result = desk.run("init", *LEAST, *options)
    assert (result.code, result.out) == (2, "")
    for word in says:
        assert word in result.err
    assert "\x1b" not in result.err
    assert list(desk.path.iterdir()) == []


@pytest.mark.parametrize("target", ["no/such/directory/launch.yaml", "file.md/launch.yaml", f"{'a' * 300}.yaml"])
def test_a_plan_that_cannot_be_written_exits_4(desk: Desk, target: str) -> None:
    """Where the file cannot be made, that is said, and nothing is left."""
    desk.write("file.md", "text")
    result = desk.run("init", target, *OPTIONS)
    assert (result.code, result.out) == (4, "")
    assert target in result.err
    assert [path.name for path in desk.path.iterdir()] == ["file.md"]


def test_a_directory_is_not_overwritten_even_by_force(desk: Desk) -> None:
    """A directory in the place of the plan stays."""
    (desk.path / "launch.yaml").mkdir()
    assert desk.run("init", *OPTIONS).code == 2
    assert desk.run("init", *OPTIONS, "--force").code == 4
    assert Path("launch.yaml").is_dir()


# ---------------------------------------------------------------- from questions, in process
@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Somebody at the terminal, whose answers are written here before they are asked."""
    typed = io.StringIO()
    monkeypatch.setattr(streams, "stdin_is_terminal", lambda: True)
    monkeypatch.setattr("sys.stdin", typed)
    return typed


def type_in(answers: io.StringIO, *lines: str) -> None:
    """Type lines."""
    answers.write("".join(f"{line}\n" for line in lines))
    answers.seek(0)


def test_what_was_not_given_is_asked(desk: Desk, answers: io.StringIO) -> None:
    """Name, day, owner, sponsor, class, each fact and each lead are asked, on stderr."""
    type_in(answers, "Aurora", "2027-03-01", "mara.lind", "tom.oduya", "quiet", *["yes", "n", ""] * 20)
    result = desk.run("init", *DATED)
    assert (result.code, result.out) == (0, "")
    assert result.err.count("?") >= 5
    text = Path("launch.yaml").read_text()
    assert "class: quiet" in text
    assert ": yes" in text
    assert ": no " in text
    assert ": unknown" in text
    assert desk.audit("launch.yaml").code == 3


def test_an_answer_that_does_not_do_is_asked_again(desk: Desk, answers: io.StringIO) -> None:
    """Each bad answer is explained, and the question put once more."""
    type_in(
        answers, "", "Aurora", "soon", "", "2027-03-01", "Mara Lind", "mara.lind", "Tom!", "", "flagshp", "", *[""] * 60
    )
    result = desk.run("init", *DATED)
    assert result.code == 0
    for word in ("soon", "Mara Lind", "Tom!", "flagshp"):
        assert f"`{word}`" in result.err
    text = Path("launch.yaml").read_text()
    assert "owner: mara.lind" in text
    assert "class: standard" in text


def test_what_was_given_is_not_asked(company: Desk, answers: io.StringIO) -> None:
    """With every option there, only the facts and leads that are left out are asked."""
    type_in(answers, *[""] * 60)
    result = company.run("init", *LEAST, "--sponsor", "tom.oduya", "--class", "quiet", "--lead", "legal=dana.cho")
    assert result.code == 0
    assert "What will customers call it" not in result.err
    assert "Who leads legal" not in result.err
    assert "Who leads support" in result.err


def test_an_end_of_input_stops_asking(desk: Desk, answers: io.StringIO) -> None:
    """Ctrl-D at a question is an interrupt: 130, and nothing is written."""
    type_in(answers, "Aurora")
    result = desk.run("init", *DATED)
    assert (result.code, result.out) == (130, "")
    assert not Path("launch.yaml").exists()


# ---------------------------------------------------------------- from questions, at a terminal
def test_a_conversation_at_a_terminal_writes_a_plan(company: Desk) -> None:
    """At a real terminal, questions are asked one by one and the plan is written."""
    script = {
        "call it?": "Aurora 2.0",
        "(YYYY-MM-DD)?": "2027-03-01",
        "drive": "mara.lind",
        "sponsor": "tom.oduya",
        "rigour": "quiet",
        "leads legal": "dana.cho",
    }
    asked = 0

    def answer(out: str) -> str | None:
        nonlocal asked
        questions = out.count("? ") + out.count("undecided) ") + out.count("standard)? ") * 0
        waiting = out.rstrip("\n")
        if not re.search(r"(\?|\)) $", waiting) or questions <= asked:
            return None
        asked = questions
        last = waiting.splitlines()[-1]
        return next((f"{reply}\n" for part, reply in script.items() if part in last), "\n")

    result = company.terminal("init", "new.yaml", *DATED, answer=answer)
    assert result.code == 0, result.out
    assert "wrote new.yaml" in result.out
    text = (company.path / "new.yaml").read_text()
    assert "dana.cho: legal" in text
    assert "class: quiet" in text
    assert company.audit("new.yaml").code == 3
