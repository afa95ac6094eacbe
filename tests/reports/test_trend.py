"""The way of a plan as people read it: short, narrow, exact, and inert whatever the launch is called."""

from __future__ import annotations

import json
from datetime import date, timedelta
from fractions import Fraction

import pytest
from jsonschema import Draft7Validator

from readycheck.cli.schema import render as render_schema
from readycheck.errors import UsageError
from readycheck.model.figures import BlockerCount, Figures
from readycheck.model.trend import Point, Step, Trend
from readycheck.model.vocabulary import Course, Verdict
from readycheck.reports import Format, Options, render_answer
from tests.reports.test_markdown import by_cmark, by_markdown_it, rows_of

#: A Sunday.
FIRST = date(2026, 11, 1)
GA = date(2026, 12, 15)


def figures(proven: Fraction | int | None, planned: int = 50, answered: int = 100) -> Figures:
    """Return figures of 200 points."""
    share = None if proven is None else Fraction(proven)
    points = share or Fraction(0)
    return Figures(share, share, Fraction(planned), Fraction(answered), Fraction(0), points * 2, Fraction(200))


def point(proven: Fraction | int | None = 40, *, blockers: tuple[int, int] = (3, 10), milestone: str = "ga") -> Point:
    """Return what a plan came to: so much proven, and of its blockers some ok."""
    done, total = blockers
    count = BlockerCount(total=total, proven=done, planned=0, waived=0, not_applicable=0, stuck=total - done)
    return Point(milestone, GA, Verdict.NO_GO, Course.OFF_COURSE, figures(proven), count, gaps=7)


def step(day: int, found: Point | None, problem: str = "", number: int = 0) -> Step:
    """Return a revision so many days after the first."""
    return Step(f"{day:04x}{number:04x}{'f' * 32}", FIRST + timedelta(days=day), found, problem)


def trend_of(*steps: Step, launch: str = "Aurora") -> Trend:
    return Trend("0.1.0", "aurora", launch, "built-in", "1.0", steps)


def text_of(trend: Trend, *, ascii_only: bool = False, all_gaps: bool = False) -> list[str]:
    """Return the lines of the text, which fit on any screen that holds a table."""
    options = Options(ascii_only=ascii_only, all_gaps=all_gaps)
    lines = render_answer(Format.TEXT, trend, options).splitlines()
    assert max(map(len, lines)) <= 100
    return lines


def blocks_of(trend: Trend, name: str, *, ascii_only: bool = False) -> tuple[str, str]:
    """Return the blocks of a figure, and from what to what it went."""
    line = next(line for line in text_of(trend, ascii_only=ascii_only) if line.startswith(name))
    blocks, _, ends = line.removeprefix(name).strip().partition("  ")
    return blocks, ends


def days_of(trend: Trend, *, all_gaps: bool = False) -> list[str]:
    """Return the day of each row of the table."""
    lines = text_of(trend, all_gaps=all_gaps)
    head = next(number for number, line in enumerate(lines) if line.startswith("day "))
    rows = [line for line in lines[head + 1 :] if "course" in line or "not audited" in line]
    return [line[:11].strip() for line in rows]


# ---------------------------------------------------------------- text
def test_the_text_of_a_short_way() -> None:
    """What it leads to, how many revisions there are and by which rules they are held; figures; a row for each."""
    trend = trend_of(
        step(0, point(Fraction(199, 5), blockers=(0, 10))),
        step(3, None, "not valid YAML: a colon is missing"),
        step(10, point(Fraction(1999, 20), blockers=(10, 10))._replace(verdict=Verdict.GO, course=Course.ON_COURSE)),
    )
    assert text_of(trend) == [
        "Aurora: the way to GA on Tue 15 Dec 2026",
        "3 revisions, Sun 1 Nov 2026 to Wed 11 Nov 2026; all by policy built-in, checklists 1.0",
        "",
        "proven       ▄█  39.8 % → 99.9 %",  # 99.95 is not 100.0
        "on course    ▅▅  50.0 % → 50.0 %",
        "answered     ██  100.0 % → 100.0 %",
        "blockers ok  ▁█  0 of 10 → 10 of 10",
        "",
        "day          commit    proven  on course  blockers ok  gaps  course       verdict",
        "1 Nov 2026   00000000  39.8 %     50.0 %      0 of 10     7  off course   no-go",
        "4 Nov 2026   00030000       –          –            –     –  not audited",
        "11 Nov 2026  000a0000  99.9 %     50.0 %     10 of 10     7  on course    go",
        "00030000 2026-11-04: not valid YAML: a colon is missing",
    ]


def test_text_in_ascii() -> None:
    """Digits for blocks; nothing beyond ASCII is left of ours."""
    trend = trend_of(step(0, point(0)), step(1, point(None)), step(2, None, "broken"), step(3, point(100)))
    text = "\n".join(text_of(trend, ascii_only=True))
    assert text.isascii()
    assert blocks_of(trend, "proven", ascii_only=True) == ("1-8", "0.0 % -> 100.0 %")


@pytest.mark.parametrize(
    ("share", "block"),
    # eight blocks: each stands for 12.5 per cent, the first from 0, the last up to 100
    [
        (0, "▁"),
        (Fraction(1249, 100), "▁"),
        (Fraction(25, 2), "▂"),
        (Fraction(2499, 100), "▂"),
        (25, "▃"),
        (Fraction(75, 2), "▄"),
        (50, "▅"),
        (Fraction(125, 2), "▆"),
        (75, "▇"),
        (Fraction(175, 2), "█"),
        (100, "█"),
        (None, "-"),
    ],
)
def test_the_height_of_a_block(share: Fraction | int | None, block: str) -> None:
    """A figure that does not exist has none."""
    assert blocks_of(trend_of(step(0, point(share))), "proven")[0] == block


def test_a_long_way_has_a_block_for_the_end_of_each_of_its_parts() -> None:
    """Of 80 revisions every second is drawn, the last among them; of 41 all but one."""
    eighty = trend_of(*(step(day, point(100 if day % 2 else 0)) for day in range(80)))
    assert blocks_of(eighty, "proven")[0] == "█" * 40
    forty = trend_of(*(step(day, point(100 if day % 2 else 0)) for day in range(40)))
    assert blocks_of(forty, "proven")[0] == "▁█" * 20
    rising = trend_of(*(step(day, point(Fraction(100 * day, 1000))) for day in range(1001)))
    blocks, ends = blocks_of(rising, "proven")
    assert blocks == "".join(letter * 5 for letter in "▁▂▃▄▅▆▇█")
    assert ends == "0.0 % → 100.0 %"


def test_blockers_that_nobody_has() -> None:
    """Of nothing there is no share."""
    assert blocks_of(trend_of(step(0, point(blockers=(0, 0)))), "blockers ok") == ("-", "0 of 0 → 0 of 0")


def test_a_way_of_which_nothing_can_be_audited() -> None:
    """It says why, for each of its revisions."""
    lines = text_of(trend_of(step(0, None, "does not exist"), step(1, None, "is empty"), launch="aurora"))
    assert lines[0] == "aurora: no revision could be audited"
    assert lines[-2:] == ["00000000 2026-11-01: does not exist", "00010000 2026-11-02: is empty"]


def test_one_revision() -> None:
    """A way that has only begun."""
    assert text_of(trend_of(step(0, point())))[1].startswith("1 revision, Sun 1 Nov 2026 to Sun 1 Nov 2026;")


def test_the_milestone_is_named_where_there_are_several() -> None:
    """What was next changes on the way."""
    lines = text_of(trend_of(step(0, point(milestone="beta")), step(1, point())))
    assert [line.partition("7  ")[2] for line in lines[-2:]] == ["beta: off course  no-go", "GA: off course    no-go"]


# ---------------------------------------------------------------- which revisions are shown
def test_the_last_revision_of_each_day_and_the_very_first() -> None:
    """Five on one day and three on the next: the first, and the last of each day."""
    steps = [step(day, point(), number=number) for day, count in ((0, 5), (1, 3)) for number in range(count)]
    lines = text_of(trend_of(*steps))
    assert [line.split()[3] for line in lines if "off course" in line] == ["00000000", "00000004", "00010002"]
    assert lines[-1] == "5 revisions between these left out; --all shows them"
    assert len(days_of(trend_of(*steps), all_gaps=True)) == 8


def test_by_day_as_long_as_a_table_is_not_long() -> None:
    """31 days are a table; 32 are shown by the week, which begins on Monday."""
    assert len(days_of(trend_of(*(step(day, point()) for day in range(31))))) == 31
    weeks = days_of(trend_of(*(step(day, point()) for day in range(32))))
    # the first is a Sunday: the end of a week by itself; the last, 2 December, is a Wednesday
    assert weeks == ["1 Nov 2026", "8 Nov 2026", "15 Nov 2026", "22 Nov 2026", "29 Nov 2026", "2 Dec 2026"]


def test_by_month_where_the_weeks_are_many() -> None:
    """A year has 52 weeks, more than a table holds: the first revision, the last of each month, the last of all."""
    shown = days_of(trend_of(*(step(day, point()) for day in range(366))))
    assert shown[:4] == ["1 Nov 2026", "30 Nov 2026", "31 Dec 2026", "31 Jan 2027"]
    assert shown[-2:] == ["31 Oct 2027", "1 Nov 2027"]
    assert len(shown) == 14


def test_the_week_around_the_turn_of_a_year_is_one() -> None:
    """29 December 2026 to 3 January 2027 is week 53 of 2026."""
    days = [*range(32), *range(58, 64)]
    shown = days_of(trend_of(*(step(day, point()) for day in days)))
    assert shown[-2:] == ["2 Dec 2026", "3 Jan 2027"]


def test_what_is_left_out_in_the_singular() -> None:
    """One revision is a revision."""
    lines = text_of(trend_of(*(step(0, point(), number=number) for number in range(3))))
    assert lines[-1] == "1 revision between these left out; --all shows them"


# ---------------------------------------------------------------- inert
def test_the_markdown_of_a_short_way() -> None:
    """The same words, as two tables."""
    page = render_answer(Format.MARKDOWN, trend_of(step(0, point(0)), step(1, point(100))), Options())
    figures_table, steps_table = rows_of(page)
    assert page.startswith("# Aurora: the way to GA on Tue 15 Dec 2026\n")
    assert [cell.strip() for cell in figures_table[2]] == ["proven", "▁█", "0.0 % → 100.0 %"]
    assert [cell.strip() for cell in steps_table[-1]][:3] == ["2 Nov 2026", "00010000", "100.0 %"]
    assert by_cmark(page)
    assert by_markdown_it(page)


# ---------------------------------------------------------------- other formats
def test_json_has_every_revision_and_is_valid_by_its_schema() -> None:
    """Exact to the day and the number; nothing is left out of it."""
    trend = trend_of(*(step(day, point()) for day in range(50)), step(50, None, "is empty"))
    found = json.loads(render_answer(Format.JSON, trend, Options()))
    schema = json.loads(render_schema("trend"))
    Draft7Validator.check_schema(schema)
    assert [error.message for error in Draft7Validator(schema).iter_errors(found)] == []
    assert [one["day"] for one in found["steps"]] == [one.day.isoformat() for one in trend.steps]
    first, last = found["steps"][0], found["steps"][-1]
    assert first["point"]["blockers"] == {
        "total": 10,
        "proven": 3,
        "planned": 0,
        "waived": 0,
        "not_applicable": 0,
        "stuck": 7,
    }
    assert (first["point"]["verdict"], first["point"]["course"], first["point"]["gaps"]) == ("no_go", "off_course", 7)
    assert (last["point"], last["problem"]) == (None, "is empty")


@pytest.mark.parametrize(
    "form", [form for form in Format if form not in {Format.TEXT, Format.MARKDOWN, Format.JSON}], ids=str
)
def test_other_formats_are_refused(form: Format) -> None:
    """There is no file of a trend that a code scanner or a calendar would read."""
    with pytest.raises(UsageError, match=f"this cannot be had as {form}"):
        render_answer(form, trend_of(step(0, point())), Options())
