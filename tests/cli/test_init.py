"""`readycheck init`: a first plan that loads, is undecided, and says whom to ask; from options or from questions."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest

from readycheck.cli import streams
from readycheck.cli.table import COMMANDS
from readycheck.documents.catalogue import load_facts
from readycheck.documents.proposal import load_kinds
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
    """Ten answers, on stderr: name, day, owner, sponsor, class, kind, what holds, what does not, leads, journeys."""
    ten = ("Aurora", "2027-03-01", "mara.lind", "tom.oduya", "standard", "1", "1 4", "rest", "legal=dana.cho", "1")
    type_in(answers, *ten)
    result = desk.run("init", *DATED)
    assert (result.code, result.out) == (0, "")
    assert len(re.findall(r"\? ", result.err)) >= len(ten)
    text = Path("launch.yaml").read_text()
    profile = dict(re.findall(r"^  (\w+): (yes|no|unknown)  #", text, re.MULTILINE))
    assert profile["hardware"] == "yes"
    assert [fact for fact, value in profile.items() if value == "yes"] == [
        "paid",
        "negotiated_deals",
        "hardware",
    ]
    assert "unknown" not in profile.values()
    assert "lead: dana.cho" in text
    assert text.count("#   - name:") == 1
    assert desk.audit("launch.yaml").code == 3


def test_what_nobody_decided_stays_undecided(desk: Desk, answers: io.StringIO) -> None:
    """Empty answers settle nothing: every fact is unknown, every department and no journey is there."""
    type_in(answers, "Aurora", "2027-03-01", "mara.lind", *[""] * 7)
    assert desk.run("init", *DATED).code == 0
    text = Path("launch.yaml").read_text()
    assert len(re.findall(r"^  \w+: unknown  #", text, re.MULTILINE)) == 15
    assert "journeys:\n" not in text


def test_an_answer_that_does_not_do_is_asked_again(desk: Desk, answers: io.StringIO) -> None:
    """Each bad answer is explained, and the question put once more."""
    type_in(
        answers, "", "Aurora", "soon", "", "2027-03-01", "Mara Lind", "mara.lind", "Tom!", "", "flagshp", "", "devise",
        "device", "99 x", "1", "restt", "rest", "legal", "leagl=dana.cho", "", "7", "",
    )  # fmt: skip
    result = desk.run("init", *DATED)
    assert result.code == 0
    for word in ("soon", "Mara Lind", "Tom!", "flagshp", "devise", "99", "restt", "leagl", "7"):
        assert f"`{word}`" in result.err
    assert "--lead legal names no person" in result.err
    text = Path("launch.yaml").read_text()
    assert "owner: mara.lind" in text
    assert "class: standard" in text
    assert text.count("#   - name:") == 2


def test_what_was_given_is_not_asked(company: Desk, answers: io.StringIO) -> None:
    """With every option there, only the facts and leads that are left out are asked."""
    type_in(answers, *[""] * 60)
    result = company.run(
        "init", *LEAST, "--sponsor", "tom.oduya", "--class", "quiet", "--kind", "change", "--lead", "legal=dana.cho"
    )
    assert result.code == 0
    assert "What will customers call it" not in result.err
    assert "What kind of launch" not in result.err
    assert "have a part in it: support" in result.err


def test_nothing_is_asked_where_all_is_settled(company: Desk, answers: io.StringIO) -> None:
    """With every lead and every fact given, no question is left but those of people."""
    facts = [word for fact in FACTS for word in ("--no", fact)]
    type_in(answers, *[""] * 3)
    leads = ("--lead", "legal=dana.cho", "--lead", "support=lee.ng")
    result = company.run("init", *LEAST, "--class", "quiet", "--kind", "change", "--sponsor", "t.o", *leads, *facts)
    assert (result.code, result.out) == (0, "")
    assert "?" not in result.err


def test_an_end_of_input_stops_asking(desk: Desk, answers: io.StringIO) -> None:
    """Ctrl-D at a question is an interrupt: 130, and nothing is written."""
    type_in(answers, "Aurora")
    result = desk.run("init", *DATED)
    assert (result.code, result.out) == (130, "")
    assert not Path("launch.yaml").exists()


# ---------------------------------------------------------------- kinds of launch
KINDS = load_kinds()
FACTS = load_facts()


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_settles_its_facts_and_proposes_its_journeys(desk: Desk, kind: str) -> None:
    """What is proposed stands as a comment: the plan stays undecided, and loads once the comment is taken away."""
    assert desk.run("init", *LEAST, "--kind", kind).code == 0
    text = Path("launch.yaml").read_text()
    for fact, truth in KINDS[kind].facts.items():
        assert f"  {fact}: {truth.value}  #" in text
    for journey in KINDS[kind].journeys:
        assert f"#   - name: {journey.name}" in text
    assert desk.audit("launch.yaml").code == 3
    section = re.search(r"^# journeys:\n(#   .*\n)+", text, re.MULTILINE)
    assert section is not None
    live = re.sub(r"^# ?", "", section[0], flags=re.MULTILINE)
    Path("launch.yaml").write_text(text + live)
    audited = desk.audit("launch.yaml", "-f", "json")
    assert audited.err == ""
    journeys = json.loads(audited.out)["reports"][0]["between"]["journeys"]
    assert [journey["name"] for journey in journeys] == [journey.name for journey in KINDS[kind].journeys]


@pytest.mark.parametrize("kind", KINDS)
def test_the_kinds_are_the_choices_of_the_option(kind: str) -> None:
    """A kind that is added to the file can be given as an option."""
    command = next(command for command in COMMANDS if command.path == ("init",))
    option = next(option for option in command.options if "--kind" in option.flags)
    assert kind in option.choices
    assert len(option.choices) == len(KINDS)


def test_a_department_that_is_ruled_out_is_not_written(desk: Desk) -> None:
    """Without hardware there is no manufacturing; with it there is."""
    assert desk.run("init", *LEAST, "--kind", "service").code == 0
    assert "\n  manufacturing:" not in Path("launch.yaml").read_text()
    assert desk.run("init", "device.yaml", *LEAST, "--kind", "device").code == 0
    assert "\n  manufacturing:" in Path("device.yaml").read_text()


def test_a_quiet_launch_gets_no_section_that_nothing_reads(desk: Desk) -> None:
    """A quiet launch needs no journeys, scenarios or launch week, so none are proposed."""
    assert desk.run("init", *LEAST, "--kind", "change", "--class", "quiet").code == 0
    text = Path("launch.yaml").read_text()
    for section in ("journeys:", "scenarios:", "launch_week:", "announcements:", "rollback:"):
        assert f"# {section}" not in text
    assert "# stated:" in text


# ---------------------------------------------------------------- from questions, at a terminal
def test_a_conversation_at_a_terminal_writes_a_plan(company: Desk) -> None:
    """At a real terminal, questions are asked one by one and the plan is written."""
    script = {
        "call it?": "Aurora 2.0",
        "(YYYY-MM-DD)?": "2027-03-01",
        "drives": "mara.lind",
        "sponsor": "tom.oduya",
        "rigour": "quiet",
        "kind of launch": "4",
        "Who leads": "legal=dana.cho",
    }
    asked = ""

    def answer(out: str) -> str | None:
        nonlocal asked
        last = out.splitlines()[-1] if out and not out.endswith("\n") else ""
        if not last.endswith("? ") or out == asked:
            return None
        asked = out
        return next((f"{reply}\n" for part, reply in script.items() if part in last), "\n")

    result = company.terminal("init", "new.yaml", *DATED, answer=answer)
    assert result.code == 0, result.out
    assert "wrote new.yaml" in result.out
    text = (company.path / "new.yaml").read_text()
    assert "dana.cho: legal" in text
    assert "class: quiet" in text
    assert company.audit("new.yaml").code == 3
