"""Every output by every hostile string: it is a text where a harmless word was, and nothing else changed.

Each output is read by a parser of its own (`reading`). A string stands in every place at once, so that what could
swallow its neighbours would.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

import pytest
from rich.cells import cell_len  # noqa: TID253 - tests have the time

from readycheck.reports import Format, Options, Selection, render, render_answer, render_calendar
from readycheck.reports.worksheet import render_csv
from readycheck.reports.xlsx import render as render_workbook
from tests.attacks import reading
from tests.attacks.planting import Planted, fill, harmless, planted
from tests.attacks.reading import folded, shown, uncommanded
from tests.attacks.strings import SEEN, STRINGS, UNSEEN, naughty, needs_naughty
from tests.reports.conftest import AS_OF
from tests.reports.test_html import without_links
from tests.reports.test_markdown import Block

pytestmark = pytest.mark.usefixtures("untraced")


class Output(NamedTuple):
    """How something is written, and how it is read back."""

    write: Callable[[Planted], Any]
    read: Callable[[Any], list[Block]]
    keeps: Callable[[str], str] | None = None
    """What a text becomes that is kept to the letter, ends of lines and all; None where it is shown on one line."""
    shortens: bool = False
    """True where a long text is cut, and an address hidden."""


def _report(form: Format, reports: int = 1, **options: Any) -> Callable[[Planted], str]:
    return lambda given: render(form, (given.report,) * reports, Options(**options))


def _answer(form: Format, part: str) -> Callable[[Planted], str]:
    return lambda given: render_answer(form, getattr(given, part), Options())


OUTPUTS = {
    "text": Output(_report(Format.TEXT, all_gaps=True), reading.lines),
    "markdown": Output(_report(Format.MARKDOWN), reading.markdown),
    "html": Output(
        lambda given: _report(Format.HTML)(given._replace(report=without_links(given.report))), reading.html
    ),
    "json": Output(_report(Format.JSON), reading.document, keeps=str),
    "github": Output(_report(Format.GITHUB), reading.log),
    "gitlab": Output(_report(Format.GITLAB), reading.document),
    "csv": Output(_report(Format.CSV), reading.table),
    "summary": Output(_report(Format.SUMMARY, 2), reading.overview, shortens=True),
    "sarif": Output(_report(Format.SARIF, all_gaps=True), reading.sarif, shortens=True),
    "junit": Output(_report(Format.JUNIT), reading.junit),
    "comment": Output(_report(Format.COMMENT), reading.markdown, shortens=True),
    "ics": Output(lambda given: render_calendar(given.report, Selection()), reading.calendar),
    "csv of a department": Output(lambda given: render_csv(given.sheets), reading.table, keeps=reading.lined),
    "xlsx": Output(lambda given: render_workbook(given.sheets, AS_OF), reading.workbook, keeps=reading.lined),
    "next, text": Output(_answer(Format.TEXT, "path"), reading.mail),
    "next, markdown": Output(_answer(Format.MARKDOWN, "path"), reading.markdown),
    "next, json": Output(_answer(Format.JSON, "path"), reading.document, keeps=str),
    "diff, text": Output(_answer(Format.TEXT, "difference"), reading.lines),
    "diff, markdown": Output(_answer(Format.MARKDOWN, "difference"), reading.markdown),
    "diff, json": Output(_answer(Format.JSON, "difference"), reading.document, keeps=str),
    "trend, text": Output(_answer(Format.TEXT, "trend"), reading.mail),
    "trend, markdown": Output(_answer(Format.MARKDOWN, "trend"), reading.markdown),
    "trend, json": Output(_answer(Format.JSON, "trend"), reading.document, keeps=str),
    "upgrade, text": Output(_answer(Format.TEXT, "upgrade"), reading.mail),
    "upgrade, markdown": Output(_answer(Format.MARKDOWN, "upgrade"), reading.markdown),
    "upgrade, json": Output(_answer(Format.JSON, "upgrade"), reading.document, keeps=str),
}


@cache
def of_words(name: str) -> list[Block]:
    """Return what is read of a harmless output."""
    output = OUTPUTS[name]
    return output.read(output.write(harmless()))


def check(name: str, give: Callable[[int], str]) -> None:
    """AssertionError where an output of hostile strings is not the harmless one with them as texts."""
    output = OUTPUTS[name]
    found = output.read(output.write(planted(lambda number: give(number).strip())))  # as every model strips it
    expected = [(kind, fill(text, lambda number: give(number).strip())) for kind, text in of_words(name)]
    assert [kind for kind, _ in found] == [kind for kind, _ in expected]
    for (kind, text), (_, meant) in zip(found, expected, strict=True):
        assert alike(kind, text, meant, output), (kind, text, meant)


def alike(kind: str, text: str, meant: str, output: Output) -> bool:
    """Whether a text is the one that was meant, but for what an output is documented to change."""
    if output.keeps is not None:
        return text == output.keeps(meant)
    text, meant = (uncommanded(kind, folded(each)) for each in (text, shown(meant)))
    if not output.shortens:
        return text == meant
    parts = [re.escape(part.strip()) for part in re.split(r"…|\(address\)", text)]
    return re.fullmatch(".*".join(parts), meant) is not None


def wrong(strings: tuple[str, ...], *, names: Iterable[str] = OUTPUTS) -> dict[str, str]:
    """Return what is wrong with each output that is not as it should be, the strings standing in turn in its places."""
    found = {}
    for name in names:
        try:
            check(name, lambda number: strings[number % len(strings)])
        except Exception as error:  # noqa: BLE001 - a parser's own, or an assertion: all are told together
            found[name] = f"{type(error).__name__}: {error}"[:1000]
    return found


#: A string of so many letters stands in some places only.
LONG = 1000
#: JSON is written by a library that refuses half a character, and no file can bring in one.
WHOLE = [name for name in OUTPUTS if not name.endswith("json")]


@pytest.mark.parametrize("string", STRINGS.values(), ids=list(STRINGS))
def test_a_string_is_a_text_wherever_it_stands(string: str) -> None:
    """In every output it is not obeyed, not live, not cut where there is room, and moves nothing beside it."""
    halves = string == UNSEEN["lone surrogate"]
    others = ("a",) * 20 if len(string) > LONG else ()
    assert wrong((string, *others), names=WHOLE if halves else OUTPUTS) == {}


@needs_naughty
def test_naughty_strings_are_texts() -> None:
    """Each of a public list stands in a place of its own."""
    strings, places = naughty(), 100
    rounds = [strings[start : start + places] for start in range(0, len(strings), places)]
    assert [found for some in rounds if (found := wrong(some))] == []


# ---------------------------------------------------------------- the screen
#: Letters of ours that take as much room as those of a string: no plan holds them.
_NARROW, _WIDE, _NONE = "ˣ", "龘", "\u0334"
#: What takes another room together than letter by letter.
_JOINED = re.compile("[\u200d\ufe0e\ufe0f\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")


def shape(text: str) -> str:
    """Return a text of harmless letters, each as wide as that of the string."""
    return "".join(letter if letter.isspace() else (_NONE, _NARROW, _WIDE)[cell_len(letter)] for letter in text)


@pytest.mark.parametrize("string", STRINGS.values(), ids=list(STRINGS))
def test_a_string_on_the_screen_is_where_a_harmless_one_of_its_width_would_be(string: str) -> None:
    """Every line fits; and of a string that is one line already every letter stands where that of its shape would."""
    places = 1 if len(string) < LONG else 20
    options = Options(terminal=True, color=False, width=80, all_gaps=True)
    screens = []
    for text in (string, shape(string)):
        given = planted(lambda number, text=text: "a" if number % places else text)  # type: ignore[misc]
        screens.append(render(Format.TEXT, (given.report,), options))
    drawn, harmless_one = screens
    reading.lines(drawn)
    assert max(map(cell_len, drawn.split("\n"))) <= options.width
    if folded(shown(string)) == string and not _JOINED.search(string):
        _check_drawn(drawn.split("\n"), harmless_one.split("\n"), string)


def _check_drawn(drawn: list[str], harmless: list[str], text: str) -> None:
    assert len(drawn) == len(harmless)
    for line, expected in zip(drawn, harmless, strict=True):
        theirs = [letter in {_NARROW, _WIDE, _NONE} for letter in expected]
        assert len(line) == len(expected), (line, expected)
        pairs = zip(line, expected, theirs, strict=True)
        assert [letter for letter, _, own in pairs if own and letter not in f"{text} "] == []
        pairs = zip(line, expected, theirs, strict=True)
        assert [(letter, meant) for letter, meant, own in pairs if not own and letter != meant] == [], (line, expected)


@pytest.mark.parametrize("string", SEEN.values(), ids=list(SEEN))
def test_colour_is_all_that_a_screen_obeys(string: str) -> None:
    """Without our own colours, which are closed on their line, no escape is left."""
    options = Options(terminal=True, color=True, width=80)
    drawn = render(Format.TEXT, (planted(lambda _: string).report,), options)
    assert re.findall(r"\x1b(?!\[[0-9;]*m)", drawn) == []
    assert re.findall(r"\x1b\[[0-9;]*m(?=\n|$)", drawn) == re.findall(r"\x1b\[0m(?=\n|$)", drawn)
