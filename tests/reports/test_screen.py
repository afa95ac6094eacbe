"""The screen: it fits, the first 24 lines answer, and nothing in a plan is obeyed by rich or a terminal."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from rich.cells import cell_len  # noqa: TID253 - how wide a terminal shows a text

from readycheck.model.report import Report
from readycheck.model.vocabulary import Course, Decision, Outcome, Verdict
from readycheck.reports import Format, Options, render
from readycheck.reports.wording import COURSE, VERDICT
from tests.core.strategies import Case, cases
from tests.reports.conftest import WORD, report_of

WIDTHS = (40, 60, 80, 120, 200)
FIRST_SCREEN = 24

widths = pytest.mark.parametrize("width", WIDTHS)
some = settings(max_examples=60, suppress_health_check=list(HealthCheck))


def screen(report: Report, width: int = 80, **options: Any) -> list[str]:
    """Return the lines of a report on a terminal."""
    text = render(Format.TEXT, (report,), Options(terminal=True, width=width, **options))
    assert text.endswith("\n")
    return text.removesuffix("\n").split("\n")


def first(lines: list[str]) -> list[str]:
    """Return the first screen: every line up to the rule."""
    rule = next(index for index, line in enumerate(lines) if line and set(line) in ({"─"}, {"-"}))
    return lines[: rule + 1]


def gap_lines(lines: list[str]) -> list[str]:
    """Return the lines on which a gap begins."""
    return [line for line in lines if re.match(r"  [!x?] \S", line)]


def plain(text: str) -> str:
    """Return coloured text without its colours."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# ---------------------------------------------------------------- it fits
@some
@given(case=cases())
@widths
def test_no_line_is_wider_than_the_screen(width: int, case: Case) -> None:
    """Every line takes at most the columns there are."""
    report = case.run()
    for lines in (screen(report, width), screen(report, width, all_gaps=True), screen(report, width, ascii_only=True)):
        assert [line for line in lines if cell_len(line) > width] == []


@some
@given(case=cases())
@widths
def test_the_first_screen_is_short_and_answers(width: int, case: Case) -> None:
    """At most 24 lines and seven gaps stand above the rule, with the course and the verdict in words."""
    report = case.run()
    above = first(screen(report, width))
    text = " ".join(" ".join(above).split())
    assert len(above) <= FIRST_SCREEN
    assert len(gap_lines(above)) <= 7
    assert COURSE[report.course].upper() in text
    assert VERDICT[report.verdict].upper() in text


@widths
@pytest.mark.parametrize("text", ["A" * 300, "word " * 80, "審査" * 120], ids=["one word", "many words", "wide"])
def test_long_texts_do_not_push_the_answer_off_the_screen(text: str, width: int) -> None:
    """However much people write, lines fit, and the answer stands in the first 24 of them."""
    report = report_of(text)
    lines = screen(report, width)
    above = first(lines)
    assert [line for line in lines if cell_len(line) > width] == []
    assert len(above) <= FIRST_SCREEN
    folded = " ".join(" ".join(above).split())
    assert "OFF COURSE" in folded or "NOT REACHABLE" in folded
    assert "NO-GO" in folded


@widths
@pytest.mark.parametrize("course", list(Course))
@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_answer_is_readable_at_every_width(verdict: Verdict, course: Course, width: int) -> None:
    """No pair of course and verdict is cut, however narrow the screen is."""
    report = report_of(WORD)._replace(verdict=verdict, course=course)
    above = " ".join(" ".join(first(screen(report, width))).split())
    assert COURSE[course].upper() in above
    assert VERDICT[verdict].upper() in above


def test_the_first_line_keeps_the_day_of_a_launch_with_a_long_name() -> None:
    """The day of the audit and the countdown stand in the first line whatever the launch is called."""
    line = screen(report_of("A launch with a name that nobody can remember, and that goes on and on and on"))[0]
    assert "T-23" in line
    assert "22 Nov 2026" in line


def test_many_unread_files_do_not_push_the_answer_off_the_screen() -> None:
    """Where every department's file is unreadable, the first screen still has 24 lines and says that files are."""
    files = tuple(f"department-{number}.yaml" for number in range(13))
    above = first(screen(report_of(WORD)._replace(unread=files)))
    assert len(above) <= FIRST_SCREEN
    assert "NOT READ" in " ".join(above)


def test_what_was_decided_before_is_said_beside_the_verdict() -> None:
    """A decision on the audited milestone stands above the rule; however many there are, the screen stays a screen."""
    report = report_of(WORD)
    on_launch = next(made for made in report.decisions if made.milestone == report.milestone)
    above = first(screen(report))
    assert any("20 Nov" in line and "ecided" in line for line in above)
    assert len(first(screen(report._replace(decisions=(on_launch,) * 20)))) <= FIRST_SCREEN


def full_report() -> Report:
    """Return a report with as much on its first screen as there can be."""
    report = report_of(WORD)
    gap = report.gaps[0]
    assert gap.timing is not None
    assert gap.owner is not None
    held = gap.timing._replace(holder=gap.owner._replace(id="somebody.else"))
    gaps = tuple(
        gap._replace(item=f"legal.gap-{number}", reason="reason " * 12, timing=held, stuck=True) for number in range(9)
    )
    notices = tuple(report.notices[0]._replace(message=f"notice {number}", first_screen=True) for number in range(9))
    conditions = tuple(condition._replace(decided=True, name="condition " * 4) for condition in report.conditions)
    return report._replace(
        gaps=gaps,
        headline=gaps[:7],
        notices=notices,
        conditions=conditions,
        first=(report.first * 3)[:3],
        unread=("support.yaml",),
        shown="department legal: 9 of 12 gaps",
    )


@widths
def test_the_fullest_first_screen_is_a_screen(width: int) -> None:
    """With everything that may stand above the rule at once, it takes 24 lines, and what is left out is counted."""
    lines = screen(full_report(), width)
    above = first(lines)
    listed = len(gap_lines(above))
    assert len(above) <= FIRST_SCREEN
    assert listed >= 1
    if listed < 9:
        assert f"{9 - listed} more" in " ".join(above)


def test_the_verdict_stands_before_the_gaps() -> None:
    """A reader sees the answer before what decides it, and that before the gaps."""
    text = "\n".join(first(screen(report_of(WORD))))
    assert text.index("NO-GO") < text.index("Decides:") < text.index("legal.terms") < text.index("First: 1")


# ---------------------------------------------------------------- what stands where
def test_every_gap_is_listed_where_all_are_asked_for() -> None:
    """`--all` lists each gap once, most pressing first."""
    report = report_of(WORD)
    listed = gap_lines(screen(report, 120, all_gaps=True))
    assert [line.split()[1] for line in listed] == [gap.item for gap in report.gaps]


def test_a_gap_names_its_holder_its_day_and_its_line() -> None:
    """Beside its reason a gap has who, by when, and the line of the plan."""
    line = next(line for line in gap_lines(screen(report_of(WORD))) if "legal.terms" in line)
    assert WORD in line.split()
    assert re.search(r"\d+ (Nov|Dec)\s+3$|at once\s+3$", line)


def test_an_item_that_somebody_else_holds_up_is_marked() -> None:
    """A star beside the name says that the holder is not the item's owner, and is explained."""
    report = report_of(WORD)
    gap = report.headline[0]
    assert gap.timing is not None
    other = gap.timing._replace(holder=gap.owner._replace(id="x", name="Else") if gap.owner else None)
    lines = screen(report._replace(headline=(gap._replace(timing=other),)))
    assert "Else*" in gap_lines(lines)[0]
    assert any(line.startswith(" * ") for line in lines)


def test_a_gap_that_nobody_holds_says_so() -> None:
    """Where an item has no owner, the column says nobody."""
    report = report_of(WORD)
    gap = report.headline[0]
    assert gap.timing is not None
    alone = gap._replace(owner=None, timing=gap.timing._replace(holder=None))
    assert "nobody" in gap_lines(screen(report._replace(headline=(alone,))))[0]


def test_departments_show_lead_word_bar_and_blockers() -> None:
    """Below the rule each department has a line, and a last line adds them up."""
    report = report_of(WORD)
    nobody = report.departments[1]._replace(lead=None)
    sign_off = report.departments[0].sign_off
    silent = report.departments[0]._replace(id="x", title="Silent", sign_off=sign_off._replace(decision=None))
    optional = silent._replace(title="Optional", sign_off=silent.sign_off._replace(required=False))
    lines = screen(report._replace(departments=(report.departments[0], nobody, silent, optional)))
    below = lines[len(first(lines)) :]
    assert next(line for line in below if line.startswith(f" {WORD}")).split()[2] == "conditional"
    support = next(line for line in below if line.startswith(" Support"))
    assert "nobody" in support
    assert "no-go" in support
    assert "not yet" in next(line for line in below if line.startswith(" Silent"))
    assert " - " in next(line for line in below if line.startswith(" Optional"))
    blockers = [department.blockers for department in (report.departments[0], nobody, silent, optional)]
    assert next(line for line in below if line.startswith(" all")).rstrip().endswith(f"/ {sum(blockers)}")


def test_every_column_of_the_departments_fits_in_eighty_columns() -> None:
    """No row of the table of departments is cut on an ordinary terminal, not even one whose next day has passed."""
    report = report_of("A name")
    early = report.as_of.replace(month=1)
    departments = tuple(department._replace(next_by=early) for department in report.departments)
    lines = screen(report._replace(departments=departments))
    rows = [line for line in lines if re.search(r"\d / \d", line)]
    assert rows
    assert [line for line in rows if line.endswith("…")] == []


@pytest.mark.parametrize(
    ("decision", "word"),
    [(Decision.GO, "go"), (Decision.CONDITIONAL, "conditional"), (Decision.NO_GO, "no-go"), (None, "not yet")],
)
def test_what_a_department_says_is_a_word(decision: Decision | None, word: str) -> None:
    """A sign-off is never shown by colour alone."""
    report = report_of(WORD)
    given = report.departments[1]
    said = given._replace(sign_off=given.sign_off._replace(decision=decision, required=True))
    lines = screen(report._replace(departments=(said,)))
    row = next(line for line in lines if line.startswith(" Support") and "/" in line)
    assert f" {word} " in row


@pytest.mark.parametrize("outcome", [Outcome.UNPROVEN, Outcome.OPEN, Outcome.UNKNOWN])
def test_an_outcome_is_a_symbol_and_words(outcome: Outcome) -> None:
    """Each kind of gap has a symbol of its own, so that colour is never needed."""
    report = report_of(WORD)
    gap = report.headline[0]._replace(outcome=outcome)
    line = gap_lines(screen(report._replace(headline=(gap,))))[0]
    assert line[2] == {Outcome.UNPROVEN: "!", Outcome.OPEN: "x", Outcome.UNKNOWN: "?"}[outcome]


def test_a_go_that_rests_on_exceptions_says_so_above_the_rule() -> None:
    """Where nothing decides against a go, the first screen names what it rests on instead of gaps."""
    report = report_of(WORD)
    holding = tuple(condition._replace(decided=False) for condition in report.conditions)
    accepted = report._replace(conditions=holding, verdict=Verdict.GO_WITH_CONDITIONS, first=(), notices=())
    assert 1 < len(accepted.reliances) <= 7
    above = " ".join(first(screen(accepted)))
    assert "rests on" in above
    assert [reliance.subject for reliance in accepted.reliances if reliance.subject not in above] == []
    one = " ".join(first(screen(accepted._replace(reliances=report.reliances[:1]))))
    assert report.reliances[0].subject in one
    assert "rests on" not in " ".join(first(screen(accepted._replace(reliances=()))))


def test_a_selection_is_named_above_the_rule() -> None:
    """A screen that does not show everything says what it shows."""
    report = report_of(WORD)._replace(shown="department legal: 2 of 5 gaps")
    assert any("department legal: 2 of 5 gaps" in line for line in first(screen(report)))


def test_nothing_to_show_leaves_a_sentence() -> None:
    """Without gaps the table gives way to words."""
    report = report_of(WORD)._replace(gaps=(), headline=(), first=(), notices=(), newer=("legal.new",), departures=())
    lines = screen(report)
    assert gap_lines(lines) == []
    assert any("gap" in line for line in first(lines))
    assert any("legal.new" in line for line in lines)


def test_a_launch_without_weight_shows_no_bar() -> None:
    """Where nothing that weighs applies there is no figure, and words say so."""
    report = report_of(WORD)
    department = report.departments[0]
    empty = department._replace(figures=department.figures._replace(proven=None), next_by=None)
    text = "\n".join(screen(report._replace(departments=(empty,))))
    assert "nothing applies" in text


def test_several_reports_stand_one_below_the_other() -> None:
    """Each plan keeps a screen of its own."""
    text = render(Format.TEXT, (report_of("One"), report_of("Two")), Options(terminal=True))
    assert [line.split()[0] for line in text.splitlines() if "as of" in line] == ["One", "Two"]


# ---------------------------------------------------------------- nothing is obeyed
@pytest.mark.parametrize(
    "text",
    ["[red]a[/red]", "[link=https://evil.example]a[/link]", "[/]", "[bold", "[x] done", "[@click=a]b[/]", "a[not b]"],
)
@pytest.mark.parametrize("color", [False, True], ids=["plain", "coloured"])
def test_markup_of_rich_is_shown_as_it_stands(text: str, color: bool) -> None:  # noqa: FBT001 - a case
    """Brackets in a plan are text: they neither vanish, nor colour, nor link, nor crash."""
    shown = plain("\n".join(screen(report_of(text), 200, color=color)))
    assert text in shown.splitlines()[0]
    assert f"blocked: {text}" in shown
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    "text",
    [
        "a\nverdict: go",
        "a\n\n ON COURSE    If GA were today: GO",
        "::error::b",
        ":::error::b",
        "a\n::error::b",
        f"{'a ' * 12}::error::b",
    ],
    ids=["verdict", "screen", "command", "command of three colons", "command on a line", "command that wraps"],
)
def test_a_text_cannot_begin_a_line(text: str) -> None:
    """A text stays on its line, so it forges no answer; and no line that a log would obey begins with `::`."""
    for width in WIDTHS:
        assert len(first(screen(report_of(text), width))) <= FIRST_SCREEN
        lines = screen(report_of(text), width, all_gaps=True)
        assert [line for line in lines if line.lstrip().startswith("::")] == []
        ours = [line.strip().lower() for line in lines[1:] if not line.startswith("   ")]
        assert "verdict: go" not in ours
        assert "on course if ga were today: go" not in [" ".join(line.split()) for line in ours]
        assert "T-23" in lines[0] or width < 60


# ---------------------------------------------------------------- colour and characters
@some
@given(case=cases())
def test_colour_adds_nothing_but_colour(case: Case) -> None:
    """Without colours a coloured screen is the plain one, and the plain one has no escape at all."""
    report = case.run()
    bare, coloured = screen(report), screen(report, color=True)
    assert "\x1b" not in "\n".join(bare)
    assert [plain(line).rstrip() for line in coloured] == [line.rstrip() for line in bare]
    assert "\x1b[" in "\n".join(coloured)


@some
@given(case=cases())
@widths
def test_a_screen_for_ascii_is_ascii(width: int, case: Case) -> None:
    """Where the plan is ASCII and the terminal has no more, nothing else is drawn."""
    text = "\n".join(screen(case.run(), width, ascii_only=True, all_gaps=True))
    assert sorted({letter for letter in text if not letter.isascii()}) == []


@pytest.mark.parametrize("name", ["山田太郎", "김민준 부장님 그리고 팀", "审查部门的负责人和他的副手", "Ａｎｎ"])
def test_wide_names_keep_the_columns(name: str) -> None:
    """A name whose letters take two columns moves nothing beside it."""
    wide, narrow = screen(report_of(name), 120, all_gaps=True), screen(report_of("Ann"), 120, all_gaps=True)

    def bars(lines: list[str]) -> set[int]:
        return {cell_len(line[: re.search("[█░]", line).start()]) for line in lines if re.search("[█░]", line)}  # type: ignore[union-attr]

    def ends(lines: list[str]) -> set[int]:
        return {cell_len(line) for line in gap_lines(lines)}

    assert bars(wide) == bars(narrow)
    assert len(bars(narrow)) == 1
    assert ends(wide) == ends(narrow)
    assert len(ends(narrow)) == 1


def test_wide_reasons_are_wrapped_rather_than_cut() -> None:
    """A reason of wide letters that fits on two lines is there to its last letter."""
    report = report_of(WORD)
    gap = report.headline[0]._replace(outcome=Outcome.OPEN, reason="一二三四五六七八九十甲乙丙丁戊己庚辛壬癸")
    text = "".join("".join(first(screen(report._replace(headline=(gap,)), 80))).split())
    assert "壬癸" in text


def test_what_is_owed_stands_below_what_a_go_rests_on() -> None:
    """With until when, who, and the yes that it came with; a condition of the audited milestone is not among it."""
    lines = screen(report_of(WORD))
    start = lines.index(" Open obligations")
    owed = " ".join(line.strip() for line in lines[start + 1 : lines.index("", start)])
    assert owed == (
        f"12 Dec: {WORD} ({WORD}; Tom Oduya decided on GA, 20 Nov) "
        f"no day: legal.terms: {WORD} ({WORD}; Tom Oduya decided on beta despite it, 8 Oct)"
    )
    assert " Open obligations" not in screen(report_of(WORD)._replace(obligations=()))
