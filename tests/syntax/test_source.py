"""Bytes to text, or a problem at the place where a text cannot be trusted, with what stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from readycheck.errors import RefusedInput
from readycheck.files import disk
from readycheck.model.place import Place, Problem
from readycheck.syntax.source import MAX_BYTES, decode, problem_at, problem_in, read_source


def refused(data: bytes, limit: int = MAX_BYTES) -> Problem:
    with pytest.raises(RefusedInput) as caught:
        decode(data, "plan.yaml", too_large="split it", limit=limit)
    (problem,) = caught.value.problems
    return problem


# ---------------------------------------------------------------- files
def test_a_file_is_read_from_where_it_is_said_to_lie(tmp_path: Path) -> None:
    """From the disk, or from the tree that is given, up to a limit."""
    path = tmp_path / "plan.yaml"
    path.write_bytes(b"a: 1\n")
    assert read_source(path, "plan.yaml", "look") == b"a: 1\n"
    assert read_source(path, "plan.yaml", "look", 5, disk(tmp_path)) == b"a: 1\n"
    assert read_source(path, "plan.yaml", "look", 5) == b"a: 1\n"


@pytest.mark.parametrize("in_tree", [True, False])
def test_a_file_that_cannot_be_read_is_refused_under_the_name_it_was_given(
    tmp_path: Path,
    in_tree: bool,  # noqa: FBT001
) -> None:
    """Why, and what to do; a name that hides something is shown as what it is."""
    path = tmp_path / "plan.yaml"
    tree = disk(tmp_path) if in_tree else None
    with pytest.raises(RefusedInput) as missing:
        read_source(path, "pl\u202ean.yaml", "check the path", tree=tree)
    assert missing.value.problems == (Problem(Place("pl\\u{202e}an.yaml"), "does not exist", "check the path"),)
    path.write_bytes(b" " * 1025)
    with pytest.raises(RefusedInput) as large:
        read_source(path, "plan.yaml", "split it", 1024, tree)
    assert large.value.problems == (Problem(Place("plan.yaml"), "is larger than 1 KiB", "split it"),)


# ---------------------------------------------------------------- texts
def test_a_text_is_read_up_to_its_limit_and_without_its_mark() -> None:
    """A byte-order mark is no part of it; one at its end is a character that nobody sees."""
    assert decode(b"\xef\xbb\xbfa: \xc3\xa9\r\n", "plan.yaml", too_large="") == "a: é\r\n"
    assert decode(b"aaaa", "plan.yaml", too_large="", limit=4) == "aaaa"
    assert refused(b"a" * 2049, limit=2048) == Problem(Place("plan.yaml"), "the file is larger than 2 KiB", "split it")
    assert refused(b"a" * (MAX_BYTES + 1)).message == "the file is larger than 1024 KiB"
    assert refused(b"a\xef\xbb\xbf").message == "invisible character U+FEFF"


@pytest.mark.parametrize(
    ("data", "place"),
    [(b"\xff", (1, 1)), (b"a\xe9", (1, 2)), (b"a\nb\nc: \xe9\n", (3, 4)), (b"\n\xc3\xa9\xe9", (2, 2))],
)
def test_bytes_that_are_no_utf_8_have_a_place(data: bytes, place: tuple[int, int]) -> None:
    """Line and column of the first of them, both from 1, in characters; with the byte, and how to save it."""
    byte = "ff" if data == b"\xff" else "e9"
    message, advice = f"the file is not saved as UTF-8 (byte 0x{byte})", "save it again, with UTF-8 as its encoding"
    assert refused(data) == Problem(Place("plan.yaml", *place), message, advice)


@pytest.mark.parametrize(
    ("text", "place", "source", "code"),
    [
        ("\x00", (1, 1), "\\u{0000}", "U+0000"),
        ("a\u200e", (1, 2), "a\\u{200e}", "U+200E"),
        ("a\n\nb: \u202ec\nd", (3, 4), "b: \\u{202e}c", "U+202E"),
        ("a\n\rb", (2, 1), "\\u{000d}b", "U+000D"),
    ],
)
def test_a_character_that_nobody_sees_has_a_place(text: str, place: tuple[int, int], source: str, code: str) -> None:
    """Line and column, the line with the character shown, and what it is called; a lone carriage return is one."""
    problem = refused(text.encode())
    assert (problem.place, problem.source) == (Place("plan.yaml", *place), source)
    assert problem.message == f"invisible character {code}"
    assert problem.help == "delete it: what a reader cannot see may hide what the file says"


# ---------------------------------------------------------------- places
WIDTHS = {
    "a word": ("a: word", 3, 4),
    "a word with a colon in it": ("at: 12:30, b", 4, 5),
    "a name before its colon": ("name: b", 0, 4),
    "a text in double quotes": (r'a: "b \" c" d', 3, 8),
    "a text in single quotes": ("a: 'b c' d", 3, 5),
    "a word in brackets": ("a: [one, two]", 4, 3),
    "a word in braces": ("a: {b: two}", 7, 3),
    "a word before a comment": ("a: b#c", 3, 1),
    "a sign": ("a: [", 3, 1),
    "the end of a line": ("a:", 2, 1),
}


@pytest.mark.parametrize("case", WIDTHS.values(), ids=WIDTHS.keys())
def test_what_stands_at_a_place_is_as_wide_as_it_reads(case: tuple[str, int, int]) -> None:
    """A name, a word or a quoted text is underlined whole, anything else by one sign."""
    line, column, width = case
    problem = problem_at("plan.yaml", ("first", line), 1, column, "no", "yes")
    assert problem == Problem(Place("plan.yaml", 2, column + 1), "no", "yes", line, width)


def test_a_place_behind_the_last_line_shows_nothing() -> None:
    """Nor does a long line show more than 200 characters; what is said is made visible."""
    assert problem_at("plan.yaml", ("a",), 1, 0, "n\x00", "y\x00") == Problem(
        Place("plan.yaml", 2, 1), "n\\u{0000}", "y\\u{0000}", "", 1
    )
    assert problem_at("plan.yaml", ("a" * 300,), 0, 0, "no", "").source == "a" * 200


@pytest.mark.parametrize(
    ("index", "place", "source"), [(0, (1, 1), "ab"), (1, (1, 2), "ab"), (3, (2, 1), "cd"), (7, (3, 2), "ef")]
)
def test_an_index_of_a_text_is_a_line_and_a_column(index: int, place: tuple[int, int], source: str) -> None:
    """Counted from 1, in lines that end with a line feed."""
    problem = problem_in("plan.yaml", "ab\ncd\nef\ngh", index, "no", "yes")
    assert (problem.place, problem.source) == (Place("plan.yaml", *place), source)


def test_the_first_line_may_be_empty() -> None:
    """A text that begins with a line feed has its second line behind it."""
    assert problem_in("plan.yaml", "\n\nab", 1, "no", "yes").place == Place("plan.yaml", 2, 1)
