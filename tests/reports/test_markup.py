"""What is made inert in Markdown, sign by sign. That renderers then show the text as it was is tested beside the page."""

from __future__ import annotations

import pytest

from readycheck.reports.markup import escape, heading, table

#: A zero-width space: shows nothing, and breaks what a forge would make live.
Z = "\u200b"


@pytest.mark.parametrize("sign", list("\\`*_[]<>|~&$^="))
def test_a_sign_of_markdown_is_escaped_wherever_it_stands(sign: str) -> None:
    """A backslash before it, at the start, between letters and at the end."""
    assert escape(f"{sign}a{sign}b{sign}") == f"\\{sign}a\\{sign}b\\{sign}"


LIVE = {
    "a mention": ("ask @team", f"ask @{Z}team"),
    "an address": ("a@b", f"a@{Z}b"),
    "an issue": ("see #12", f"see #{Z}12"),
    "a merge request": ("see !12", f"see \\!{Z}12"),
    "a quoted milestone": ('see %"1.0"', f'see %{Z}"1.0"'),
    "a snippet by name": ("see %one", f"see %{Z}one"),
    "an issue by prefix": ("see GH-12", f"see GH{Z}-12"),
    "in small letters": ("see gh-12", f"see gh{Z}-12"),
    "an emoji": ("done :tada:", f"done :{Z}tada:"),
    "an emoji with a sign": ("done :+1:", f"done :{Z}+1:"),
    "an emoji with a dash": ("done :a-b:", f"done :{Z}a-b:"),
    "a web address": ("see https://a.example", f"see https{Z}://a.example"),
    "in capitals": ("see HTTPZ://a.example", f"see HTTPZ{Z}://a.example"),
    "another scheme": ("see smb://a.example and a://b", f"see smb{Z}://a.example and a{Z}://b"),
    "an address without scheme": ("see www.a.example", f"see www{Z}.a.example"),
    "that in capitals": ("see WWW.a.example", f"see WWW{Z}.a.example"),
}


@pytest.mark.parametrize("case", LIVE.values(), ids=LIVE.keys())
def test_what_a_forge_makes_live_is_broken(case: tuple[str, str]) -> None:
    """Mentions, references, emoji and bare addresses."""
    text, inert = case
    assert escape(text) == inert


@pytest.mark.parametrize(
    "text",
    [
        "a # b",
        "5 % of it",
        "100%",
        "at 12:30 sharp",
        "a: b: c",
        "1 // 2",
        "awww.b",
        "a www b",
        "AGH-12",
        "GH-x",
        "GH 12",
    ],
)
def test_what_only_resembles_it_stays_as_it_is(text: str) -> None:
    """Nothing is added where nothing would become live."""
    assert escape(text) == text


def test_an_exclamation_is_escaped_and_not_broken() -> None:
    """It would make an image of a link; only before a word or a quotation mark is it a reference."""
    assert escape("Stop! Now!") == "Stop\\! Now\\!"


BLOCKS = {
    "a heading": ("# a", "\\# a"),
    "an item": ("- a", "\\- a"),
    "another item": ("+ a", "\\+ a"),
    "a rule": ("---", "\\---"),
    "a number": ("1. a", "1\\. a"),
    "a number in brackets": ("12) a", "12\\) a"),
    "a number alone": ("1.", "1\\."),
    "nine digits": ("123456789. a", "123456789\\. a"),
    "ten digits": ("1234567890. a", "1234567890. a"),
    "a decimal": ("1.5 a", "1.5 a"),
    "a number without a mark": ("12 a", "12 a"),
    "a dash within": ("a - b + c", "a - b + c"),
    "a number within": ("a 1. b", "a 1. b"),
}


@pytest.mark.parametrize("case", BLOCKS.values(), ids=BLOCKS.keys())
def test_what_would_open_a_block_at_the_start_is_escaped(case: tuple[str, str]) -> None:
    """Headings, lists and rules are known by how a line begins; only numbers of up to nine digits begin a list."""
    text, inert = case
    assert escape(text) == inert


def test_text_stands_on_one_line_and_what_cannot_be_seen_is_shown() -> None:
    """Lines and runs of spaces become one space; a control character is named."""
    assert escape(" a\n\n b\t c\u202e ") == "a b c\\\\u{202e}"


@pytest.mark.parametrize(
    ("text", "inert"),
    [
        ("C", "C"),
        ("C#", "C\\#"),
        ("C ##", "C \\#\\#"),
        ("#", "\\#"),
        ("##", "\\#\\#"),
        ("# a", "\\# a"),
        ("a # b", "a # b"),
        ("a\\#", "a\\\\\\#"),
        ("a\\\\##", "a\\\\\\\\\\#\\#"),
    ],
)
def test_number_signs_at_the_end_of_a_heading_are_kept(text: str, inert: str) -> None:
    """Each is escaped once, whatever backslashes the text has before them."""
    assert heading(text) == inert


def test_a_table_has_a_head_a_rule_and_rows() -> None:
    """The second column is aligned to the right."""
    assert list(table(("a", "b", "c"), [("1", "2", "3"), ("4", "5", "6")], (1,))) == [
        "| a | b | c |",
        "|---|---:|---|",
        "| 1 | 2 | 3 |",
        "| 4 | 5 | 6 |",
    ]
    assert list(table(["a"], [])) == ["| a |", "|---|"]
