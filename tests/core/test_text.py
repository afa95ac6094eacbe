"""Which characters are shown by their code point, what log viewers obey, and what spreadsheets compute."""

from __future__ import annotations

import re

import pytest

from readycheck.model.text import (
    INVISIBLE,
    escaped_in_json,
    inert_in_logs,
    one_line,
    printable,
    unseen_replaced,
    visible,
)
from readycheck.model.worksheet import guarded, unguarded

#: First and last of every run of characters that nobody sees, and one between; by Unicode's own tables.
UNSEEN = (
    "00 05 08 0b 0c 0e 15 1f 7f 80 9f 61c 200e 200f 2028 2029 202a 202c 202e 2066 2067 2069 "
    "feff fff9 fffa fffb fffe ffff e0000 e0041 e007f d800 dabc dfff 0a 0d"
).split()
#: Their neighbours, which are seen, or space out what is, or join emoji.
SEEN = "20 21 58 2d 7e a0 61b 61d 200d 2010 2027 202f 2065 206a fefe ff00 fff8 fffc fffd dffff e0080 d7ff e000".split()


@pytest.mark.parametrize("code", UNSEEN)
def test_a_character_that_nobody_sees_is_shown_by_its_code_point(code: str) -> None:
    """In braces, with at least four digits."""
    assert printable(f"a{chr(int(code, 16))}b") == f"a\\u{{{code:0>4}}}b"


@pytest.mark.parametrize("code", SEEN)
def test_a_character_beside_them_stays(code: str) -> None:
    """Every script and every emoji reads as it was written."""
    assert printable(f"a{chr(int(code, 16))}b") == f"a{chr(int(code, 16))}b"


def test_on_many_lines_the_ends_of_lines_stay_and_all_else_that_is_unseen_is_shown() -> None:
    """What is shown has the lines that the text has."""
    assert visible("a\r\nb\x1b[2J\u202ec") == "a\r\nb\\u{001b}[2J\\u{202e}c"


def test_where_every_column_is_taken_what_is_unseen_takes_one() -> None:
    """Nothing moves: one sign stands for one."""
    assert unseen_replaced("a\x1b[2J\u202ec") == "a\ufffd[2J\ufffdc"


def test_json_is_the_same_with_what_is_unseen_escaped() -> None:
    """By JSON's own escapes, two of them for what is beyond sixteen bits."""
    assert escaped_in_json('{"a": "x\x7f\u202ey\U000e0041"}') == '{"a": "x\\u007f\\u202ey\\udb40\\udc41"}'


def test_tabs_and_ends_of_lines_may_stand_in_files() -> None:
    """They are shown as what they do, so that none of them hides anything."""
    assert re.search(f"[{INVISIBLE}]", "a\tb\r\nc") is None


def test_a_tab_is_a_space_and_a_run_of_spaces_is_one() -> None:
    """`printable` keeps the width of a text, `one_line` does not."""
    assert printable("a\t b") == "a  b"
    assert one_line(" a\t b\r\n\nc\u200e ") == "a b c\\u{200e}"


COMMANDS = {
    "a command": ("::error::no", " :error::no"),
    "a command that is set in": ("  ::error::no", "   :error::no"),
    "more colons": (":::error::no", "  :error::no"),
    "a command of another runner": ("##[error]no", "# [error]no"),
    "that with a name": ("##vso[task.complete]no", "# vso[task.complete]no"),
    "that within a line": ("a ##[error]no ##vso[b]", "a # [error]no # vso[b]"),
    "one colon": (":error: no", ":error: no"),
    "colons within a line": ("a ::error::no", "a ::error::no"),
    "a heading": ("## error [no]", "## error [no]"),
    "one number sign": ("#[error]", "#[error]"),
}


@pytest.mark.parametrize("case", COMMANDS.values(), ids=COMMANDS.keys())
def test_a_line_is_no_command_to_a_log_viewer(case: tuple[str, str]) -> None:
    """The line keeps its length, and reads nearly the same."""
    line, inert = case
    assert inert_in_logs(line) == inert


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "＝1", "＋1", "－1", "＠a", "\ta", "\ra", "'=1", "''-1"])
def test_a_formula_has_an_apostrophe_before_it(text: str) -> None:
    """Also where one stands there already, so that taking one off gives the text back."""
    assert guarded(text) == f"'{text}"
    assert unguarded(f"'{text}") == text


@pytest.mark.parametrize("text", ["", "a", "a=1", "1-2", "'a", "' =1", " =1"])
def test_any_other_text_is_left_alone(text: str) -> None:
    """An apostrophe of the text's own is not taken off."""
    assert guarded(text) == text
    assert unguarded(text) == text


def test_what_was_not_guarded_is_not_taken_off() -> None:
    """A formula without an apostrophe was written by somebody else."""
    assert unguarded("=1") == "=1"
