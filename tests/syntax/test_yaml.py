"""What YAML means here, where everything in it stands, and that no bytes can hang, crash or fool the reader."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readycheck.errors import RefusedInput
from readycheck.model.place import Place, PlanPath, Problem
from readycheck.syntax.source import MAX_BYTES
from readycheck.syntax.yaml import MAX_CONTAINERS, MAX_NODES, MAX_SCALAR, Document, parse

MEBIBYTE = 1_048_576
#: The time of a processor that one file may take. Where coverage looks at every line, all takes several times as long.
BOUND_S = 2.0 * (4 if sys.gettrace() is not None else 1)


def refused(source: str | bytes) -> tuple[Problem, ...]:
    """Return why a file is refused."""
    data = source.encode() if isinstance(source, str) else source
    with pytest.raises(RefusedInput) as caught:
        parse(data, "p.yaml")
    return caught.value.problems


def read_or_refused(data: bytes) -> Document | tuple[Problem, ...]:
    """Return what a file holds, or why it is refused."""
    try:
        return parse(data, "p.yaml")
    except RefusedInput as refusal:
        return refusal.problems


def only_problem(source: str | bytes) -> Problem:
    """Return the one reason why a file is refused."""
    problems = refused(source)
    assert len(problems) == 1, problems
    return problems[0]


# ---------------------------------------------------------------- the core schema
CORE_SCHEMA: list[tuple[str, object]] = [
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("12:30", "12:30"),
    ("010", 10),
    ("-007", -7),
    ("1_000", "1_000"),
    ("2026-11-22", "2026-11-22"),
    ("2026-02-30", "2026-02-30"),
    ("0x1F", "0x1F"),
    ("0o14", "0o14"),
    ("0b1", "0b1"),
    ("~", None),
    ("", None),
    ("null", None),
    ("Null", None),
    ("NULL", None),
    ("nUll", "nUll"),
    ("true", True),
    ("True", True),
    ("TRUE", True),
    ("tRUE", "tRUE"),
    ("false", False),
    ("False", False),
    ("FALSE", False),
    ("0", 0),
    ("+5", 5),
    ("-5", -5),
    ("999999999999999999", 999_999_999_999_999_999),
    ("1234567890123456789", "1234567890123456789"),
    ("-1234567890123456789", "-1234567890123456789"),
    ("9" * 4300, "9" * 4300),
    ("1.5", 1.5),
    (".5", 0.5),
    ("1.", 1.0),
    ("1e3", 1000.0),
    ("-2.5E-1", -0.25),
    ("1e", "1e"),
    (".", "."),
    ("e3", "e3"),
    ("1,000", "1,000"),
    ("1.2.3", "1.2.3"),
    ("nan", "nan"),
    ("inf", "inf"),
    ("\u0661\u0662", "\u0661\u0662"),
    ("=", "="),
    ('"5"', "5"),
    ("'true'", "true"),
    ('""', ""),
    ("''", ""),
    ('"~"', "~"),
    ("|\n  010\n", "010\n"),
    (">-\n  no\n  yes\n", "no yes"),
]


@pytest.mark.parametrize(("written", "meant"), CORE_SCHEMA, ids=[repr(written)[:24] for written, _ in CORE_SCHEMA])
def test_a_plain_value_means_what_the_core_schema_of_yaml_1_2_says(written: str, meant: object) -> None:
    """Null, true and false, decimal integers and finite floats are what they look like; all else is text."""
    value = parse(f"v: {written}\n".encode(), "p.yaml").value["v"]
    assert (type(value), value) == (type(meant), meant)


def test_collections_nest_in_block_and_in_flow_style() -> None:
    """Mappings and lists become plain dicts and lists, whichever style they are written in."""
    text = "a:\n  - b: 1\n    c: [2, {d: 3}]\n  -\n    - 4\ne: {}\nf: []\n"
    assert parse(text.encode(), "p.yaml").value == {"a": [{"b": 1, "c": [2, {"d": 3}]}, [4]], "e": {}, "f": []}


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbfa: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n", b"---\na: 1\nb: 2\n...\n", b"# plan\n\na: 1\nb: 2"],
    ids=["leading BOM", "CRLF", "document markers", "comment and no final newline"],
)
def test_ordinary_ways_of_saving_a_file_are_understood(data: bytes) -> None:
    """A byte-order mark in front, Windows line ends, document markers and comments change nothing."""
    assert parse(data, "p.yaml").value == {"a": 1, "b": 2}


@pytest.mark.parametrize(
    ("data", "line"), [(b"\xef\xbb\xbfa: 1\nb: 2\n", 2), (b"a: 1\r\n\r\nb: 2\r\n", 3)], ids=["leading BOM", "CRLF"]
)
def test_lines_are_counted_as_an_editor_counts_them(data: bytes, line: int) -> None:
    """Neither a byte-order mark nor Windows line ends move what comes after them."""
    assert parse(data, "p.yaml").place(("b",)) == Place("p.yaml", line, 1)


def test_quoted_keys_are_text_whatever_they_look_like() -> None:
    """A key in quotes is text, also where it would otherwise be a number, a boolean or a merge key."""
    text = '"1": a\n\'true\': b\n"<<": c\n"": d\n'
    assert parse(text.encode(), "p.yaml").value == {"1": "a", "true": "b", "<<": "c", "": "d"}


def test_escapes_that_people_can_see_are_understood() -> None:
    """Escapes of a tab, a line feed, a quote or a letter are no attack."""
    assert parse(rb'v: "a\tb\nc \"d\" \u00e9"', "p.yaml").value == {"v": 'a\tb\nc "d" é'}


# ---------------------------------------------------------------- what is refused, and how it is said
def _merge_bomb() -> str:
    levels = "".join(f"m{i}: &l{i} {{<<: [*l{i - 1}, *l{i - 1}]}}\n" for i in range(1, 26))
    return f"title: x\nm0: &l0 {{k: v}}\n{levels}"


def _alias_bomb() -> str:
    levels = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]\n" for i in range(1, 10))
    return f"a0: &a0 [{', '.join('x' * 9)}]\n{levels}"


#: Name, file, line and column of the first problem (None where only the line matters), parts of message and help.
REFUSED: list[tuple[str, str | bytes, int, int | None, str, str]] = [
    ("merge bomb", _merge_bomb(), 2, 5, "`&l0` stands for a value elsewhere", "write the value out"),
    ("alias bomb", _alias_bomb(), 1, 5, "`&a0` stands for a value elsewhere", "write the value out"),
    ("alias", "a: 1\nb: *a\n", 2, 4, "`*a` stands for a value elsewhere", "write the value out"),
    ("anchored root", "&a\nb: 1\n", 1, 1, "`&a` stands for a value elsewhere", "write the value out"),
    ("anchored key", "&a b: 1\n", 1, 1, "`&a` stands for a value elsewhere", "write the value out"),
    (
        "merge key without alias",
        "a:\n  <<: {b: 1}\n",
        2,
        3,
        "`<<` merges in what stands elsewhere",
        "write the values out",
    ),
    ("30,000 brackets", "a: " + "[" * 30_000, 1, 67, "nested more than 64 levels", "no plan is that deep"),
    ("30,000 braces", "a: " + "{b: " * 30_000, 1, 256, "nested more than 64 levels", "no plan is that deep"),
    ("30,000 dashes", "a:\n" + "- " * 30_000, 2, 127, "nested more than 64 levels", "no plan is that deep"),
    ("file over 1 MiB", b"a: 1\n#" + b"x" * MEBIBYTE, 0, 0, "larger than 1024 KiB", "split it by department"),
    ("5 MB", b"a: " + b"x" * 5_000_000, 0, 0, "larger than 1024 KiB", "split it by department"),
    ("over 40,000 values", "a: [" + "1," * 39_997 + "\n2]", 2, 1, "more than 40000 values", "split it by department"),
    ("40,000 keys", "".join(f"k{i:05}: 1\n" for i in range(60_000)), 20_000, 9, "more than 40000 values", "split it"),
    ("10,001 lists", "a: [" + "[]," * 9_999 + "\n{}]", 2, 1, "more than 10000 lists and mappings", "split it"),
    ("scalar over 64 KiB", "a: 1\nb: " + "x" * 65_537, 2, 4, "more than 64 KiB", "files of their own"),
    ("duplicate key", "a: 1\nb: 2\n\na: 3\n", 4, 1, "`a` stands twice", "line 1"),
    ("duplicate key, nested", "a:\n  b: 1\n  'b': 2\n", 3, 3, "`b` stands twice", "line 2"),
    ("duplicate key, in flow", "x: 1\na: {b: 1, b: 2}\n", 2, 11, "`b` stands twice", "line 2"),
    ("key true", "a: 1\ntrue: x\n", 2, 1, "the name `true` is not text", '"true"'),
    ("key 1", "a:\n  1: x\n", 2, 3, "the name `1` is not text", '"1"'),
    ("key 1.5", "1.5: x\n", 1, 1, "the name `1.5` is not text", '"1.5"'),
    ("key null", "null: x\n", 1, 1, "the name `null` is not text", '"null"'),
    ("key ~", "~: x\n", 1, 1, "the name `~` is not text", '"~"'),
    ("key of nothing", "a: 1\n? \n: x\n", 2, None, "the name `(nothing)` is not text", "in quotes"),
    ("key a list", "a: 1\n? [b]\n: 1\n", 2, 3, "what stands before a colon is a name", "write `name: value`"),
    ("key a mapping", "{a: 1}: 1\n", 1, 1, "what stands before a colon is a name", "write `name: value`"),
    (".nan", "a: 1\nmin: .nan\n", 2, 6, "`.nan` is no number that can be compared", "in digits"),
    (".NaN", "min: .NaN\n", 1, 6, "`.NaN` is no number that can be compared", "in digits"),
    (".inf", "max: .inf\n", 1, 6, "`.inf` is no number that can be compared", "in digits"),
    ("-.Inf", "a: [-.Inf]\n", 1, 5, "`-.Inf` is no number that can be compared", "in digits"),
    ("1e999", "max: 1e999\n", 1, 6, "`1e999` is too large a number", "in a larger unit"),
    ("-1e999", "max: -1e999\n", 1, 6, "`-1e999` is too large a number", "in a larger unit"),
    ("U+2028 in a comment", "a: 1\n# x\u2028admin: yes\n", 2, 4, "invisible character U+2028", "delete it"),
    ("U+2029 in a comment", "a: 1 # x\u2029b: 2\n", 1, 9, "invisible character U+2029", "delete it"),
    ("U+0085 in a comment", "# \u0085b: 2\na: 1\n", 1, 3, "invisible character U+0085", "delete it"),
    ("lone CR in a comment", "a: 1\n#\rb: 2\n", 2, 2, "invisible character U+000D", "delete it"),
    ("lone CR at the end", "a: 1\r", 1, 5, "invisible character U+000D", "delete it"),
    ("raw ESC", "a: x\x1b[2Jy\n", 1, 5, "invisible character U+001B", "delete it"),
    ("raw NUL", "a: x\0y\n", 1, 5, "invisible character U+0000", "delete it"),
    ("raw C1", "a: \x9b2J\n", 1, 4, "invisible character U+009B", "delete it"),
    ("raw bidi override", "a: x\nb: \u202eoN\n", 2, 4, "invisible character U+202E", "delete it"),
    ("raw bidi isolate", "a: \u2066x\n", 1, 4, "invisible character U+2066", "delete it"),
    ("raw tag character", "a: x\U000e0041\n", 1, 5, "invisible character U+E0041", "delete it"),
    ("BOM inside", "a: 1\n\ufeffb: 2\n", 2, 1, "invisible character U+FEFF", "delete it"),
    ("two BOMs", b"\xef\xbb\xbf\xef\xbb\xbfa: 1\n", 1, 1, "invisible character U+FEFF", "delete it"),
    ("noncharacter", "a: 1\nb: x\ufffe\n", 2, 5, "U+FFFE", "delete it"),
    (
        "escape of ESC",
        'a: 1\nb: "\\e]52;c;x"\n',
        2,
        4,
        "`\\` writes an invisible character, U+001B",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of C1",
        'a: "\\x9b2J"\n',
        1,
        4,
        "`\\` writes an invisible character, U+009B",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of NUL",
        'a: "\\0"\n',
        1,
        4,
        "`\\` writes an invisible character, U+0000",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of CR",
        'a: "ok\\rno"\n',
        1,
        4,
        "`\\` writes an invisible character, U+000D",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of NEL",
        'a: "\\N"\n',
        1,
        4,
        "`\\` writes an invisible character, U+0085",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of U+2028",
        'a: "\\L"\n',
        1,
        4,
        "`\\` writes an invisible character, U+2028",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of bidi",
        'a: "\\u202e"\n',
        1,
        4,
        "`\\` writes an invisible character, U+202E",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of a tag",
        'a: "\\U000E0041"\n',
        1,
        4,
        "`\\` writes an invisible character, U+E0041",
        "remove it: what a reader cannot see",
    ),
    (
        "escape of a BOM",
        'a: "\\uFEFF"\n',
        1,
        4,
        "`\\` writes an invisible character, U+FEFF",
        "remove it: what a reader cannot see",
    ),
    (
        "escape in a key",
        'a: 1\n"b\\e": 1\n',
        2,
        1,
        "`\\` writes an invisible character, U+001B",
        "remove it: what a reader cannot see",
    ),
    ("escape of a surrogate", 'a: "\\ud800"\n', 1, 7, "not valid YAML", "check quotes"),
    (
        "latin-1",
        b"a: 1\nb: caf\xe9\n",
        2,
        7,
        "is not saved as UTF-8 (byte 0xe9)",
        "save it again, with UTF-8 as its encoding",
    ),
    (
        "latin-1 after letters",
        "é: é".encode() + b"\xe9",
        1,
        5,
        "is not saved as UTF-8 (byte 0xe9)",
        "save it again, with UTF-8 as its encoding",
    ),
    (
        "UTF-16 with BOM",
        "a: 1\n".encode("utf-16"),
        1,
        1,
        "is not saved as UTF-8",
        "save it again, with UTF-8 as its encoding",
    ),
    ("UTF-16 without BOM", "a: 1\n".encode("utf-16-le"), 1, 2, "invisible character U+0000", "delete it"),
    (
        "UTF-8 of a surrogate",
        b"a: \xed\xa0\x80\n",
        1,
        4,
        "is not saved as UTF-8 (byte 0xed)",
        "save it again, with UTF-8 as its encoding",
    ),
    ("two documents", "a: 1\n---\nb: 2\n", 2, 1, "a second document starts here", "a file of its own"),
    ("empty", "", 1, 1, "the file is empty", "readycheck init"),
    ("blank", "\n  \n", 3, 1, "the file is empty", "readycheck init"),
    ("comment only", "# nothing yet\n", 2, 1, "the file is empty", "readycheck init"),
    ("root a list", "- a\n- b\n", 1, 1, "does not begin with lines such as `name: value`", "readycheck: 1"),
    ("root a text", "\nhello\n", 2, 1, "does not begin with lines such as `name: value`", "readycheck: 1"),
    ("root an alias", "*a\n", 1, 1, "does not begin with lines such as `name: value`", "readycheck: 1"),
    ("tag !!int of nothing", 'a: 1\nb: !!int ""\n', 2, 4, "int` means something in YAML", "remove it"),
    ("tag !!float", "a: !!float 3\n", 1, 4, "float` means something in YAML", "remove it"),
    ("tag !!timestamp", "a: [!!timestamp 2026-02-30]\n", 1, 5, "timestamp` means something in YAML", "remove it"),
    ("tag !!binary", "a: !!binary aGk=\n", 1, 4, "binary` means something in YAML", "remove it"),
    (
        "tag of Python",
        "a: !!python/object/apply:os.system [ls]\n",
        1,
        4,
        "os.system` means something in YAML",
        "remove it",
    ),
    ("tag of one's own", "a: !env HOME\n", 1, 4, "`!env` means something in YAML", "remove it"),
    ("non-specific tag", "a: ! 3\n", 1, 4, "`!` means something in YAML", "remove it"),
    ("tag of a key", "!!str a: 1\n", 1, 1, "str` means something in YAML", "remove it"),
    ("tag of the root", "--- !!map\na: 1\n", 1, 5, "map` means something in YAML", "remove it"),
    ("open bracket", "a: [1, 2\n", 1, None, "not valid YAML", "check quotes, brackets and indentation"),
    ("open quote", "a: 1\nb: 'x\n", 2, None, "not valid YAML", "check quotes, brackets and indentation"),
    ("tab for indentation", "a:\n\tb: 1\n", 2, 1, "not valid YAML", "check quotes, brackets and indentation"),
    ("wrong indentation", "a:\n    b: 1\n  c: 2\n", 3, 3, "not valid YAML", "check quotes, brackets and indentation"),
    ("reserved character", "a: @x\n", 1, 4, "not valid YAML", "check quotes, brackets and indentation"),
    ("unknown escape", 'a: "\\q"\n', 1, 5, "not valid YAML", "check quotes, brackets and indentation"),
    ("list beside a key", "a: 1\n- b\n", 2, 1, "not valid YAML", "check quotes, brackets and indentation"),
]


@pytest.mark.parametrize(
    ("source", "line", "column", "message", "advice"),
    [pytest.param(*case[1:], id=case[0]) for case in REFUSED],
)
def test_a_file_that_cannot_be_trusted_is_refused_with_its_place_and_what_to_do(
    source: str | bytes, line: int, column: int | None, message: str, advice: str
) -> None:
    """Every refusal says in half a second where it is, what is wrong, and how to mend it."""
    started = time.process_time()
    problem = refused(source)[0]
    seconds = time.process_time() - started
    assert problem.place == Place("p.yaml", line, problem.place.column if column is None else column)
    assert message in problem.message
    assert advice in problem.help
    assert seconds < BOUND_S


@pytest.mark.parametrize(
    "source",
    [
        "".join(f"%TAG !{i}! x\n" for i in range(60_000)) + "---\na: 1\n",
        "a:\n" + "- - - - - - - -\n" * 12_000,
        "? " * 500_000,
        "a: " * 300_000,
        "a: '" + "\n" * 1_000_000,
        "a: &" + "x" * 1_000_000 + " 1",
        "#" * 1_000_000 + "\n",
        "a: {" + "b: 1, " * 40_000 + "}",
        "true: 1\n" * 40_000,
        "a: >\n" + " x\n" * 300_000,
        "a: [" + "{}," * 99_000 + "]",
        "".join(" " * depth + "a:\n" for depth in range(1400)),
    ],
    ids=[
        "tag directives",
        "lists of lists",
        "explicit keys",
        "values on one line",
        "quoted newlines",
        "long anchor",
        "long comment",
        "duplicate keys",
        "keys that are not text",
        "folded text",
        "empty mappings",
        "steps",
    ],
)
def test_a_large_hostile_file_is_dealt_with_in_half_a_second(source: str) -> None:
    """Below the limit on size, no arrangement of a file makes the reader slow."""
    data = source.encode()
    assert len(data) <= MEBIBYTE
    started = time.process_time()
    read_or_refused(data)
    assert time.process_time() - started < BOUND_S


def test_the_limits_are_those_of_the_threat_model() -> None:
    """A file has at most 1 MiB, 40,000 values, 10,000 lists and mappings among them, and 64 KiB in one text.

    A checklist of a mebibyte, which is a thousand items, has as many values. What is wrong with each takes memory and
    time, and twice as many could not be kept within 150 MB and half a second.
    """
    assert (MAX_BYTES, MAX_NODES, MAX_CONTAINERS, MAX_SCALAR) == (1_048_576, 40_000, 10_000, 65_536)


@pytest.mark.parametrize(
    "source",
    [
        "a: 1\n#" + "x" * (MEBIBYTE - 6),
        "a: [" + "1," * 39_997 + "]",
        "a: [" + "{}," * 9_999 + "]",
        "a: " + "x" * 65_536,
        "a: " + "[" * 63 + "]" * 63,
    ],
    ids=["1 MiB", "40,000 values", "10,000 mappings", "64 KiB of text", "64 levels"],
)
def test_a_file_exactly_at_a_limit_is_read(source: str) -> None:
    """Limits name the largest size that is still read."""
    assert list(parse(source.encode(), "p.yaml").value) == ["a"]


def test_one_level_below_the_limit_is_refused() -> None:
    """The root is the first level, so the sixty-fourth bracket below a key is one too many."""
    assert only_problem("a: " + "[" * 64 + "]" * 64).place == Place("p.yaml", 1, 67)


@pytest.mark.parametrize(
    ("source", "place", "corrected"),
    [
        ("note: Price: 29\n", Place("p.yaml", 1, 7), 'note: "Price: 29"'),
        ("a: 1\nx:\n  - note: Price: 29\n", Place("p.yaml", 3, 11), '- note: "Price: 29"'),
        ('note: He said: "a\\b"\n', Place("p.yaml", 1, 7), 'note: "He said: \\"a\\\\b\\""'),
        ("n.o-te_1: See: a: b\n", Place("p.yaml", 1, 11), 'n.o-te_1: "See: a: b"'),
    ],
    ids=["key", "in a list", "with quotes inside", "several colons"],
)
def test_prose_with_a_colon_has_its_own_message_with_the_corrected_line(
    source: str, place: Place, corrected: str
) -> None:
    """The commonest mistake in a plan, an unquoted `: `, is answered with the line as it should be."""
    problem = only_problem(source)
    assert (problem.place, problem.message) == (place, "text with `: ` in it needs quotes")
    assert corrected in problem.help


def test_prose_with_a_colon_inside_braces_has_its_own_message_too() -> None:
    """Plans are mostly written in braces, and the mistake is no other there."""
    problem = only_problem("a: 1\nterms: {status: done, note: Price: 29}\n")
    assert problem.place.line == 2
    assert problem.message == "text with `: ` in it needs quotes"


def test_the_corrected_line_loads() -> None:
    """Who follows the advice on an unquoted colon has a file that is read as it was meant."""
    problem = only_problem('note: He said: "a\\b"\n')
    corrected = problem.help.removeprefix("write ")
    assert parse(corrected.encode(), "p.yaml").value == {"note": 'He said: "a\\b"'}


# ---------------------------------------------------------------- several problems
def test_problems_that_do_not_prevent_reading_on_are_reported_together_in_order() -> None:
    """Duplicate keys, keys that are not text, numbers without a value and escapes are all told at once."""
    problems = refused('b: .inf\na: 1\nc: {1: x}\na: "\\e"\n')
    assert [(problem.place.line, problem.place.column) for problem in problems] == [(1, 4), (3, 5), (4, 1), (4, 4)]


def test_what_was_found_before_a_syntax_error_is_told_with_it() -> None:
    """A file that ends in the middle still shows the duplicate key above."""
    messages = [problem.message for problem in refused("a: 1\na: 2\nb: [\n")]
    assert messages[0] == "`a` stands twice"
    assert messages[1].startswith("not valid YAML")


def test_what_was_found_before_a_refusal_is_told_with_it() -> None:
    """A file that is given up at an alias still shows the duplicate key above."""
    messages = [problem.message for problem in refused("a: 1\na: 2\nb: *a\n")]
    assert messages == ["`a` stands twice", "`*a` stands for a value elsewhere"]


def test_no_file_has_more_problems_than_anybody_reads() -> None:
    """Two hundred problems of one file are placed, and one of the file as a whole says that there are more."""
    problems = refused("a: 1\n" * 500)
    assert [problem.place.line for problem in problems if problem.place.line] == list(range(2, 202))
    assert ["more" in problem.message for problem in problems if not problem.place.line] == [True]


def test_a_message_cannot_break_out_of_its_line() -> None:
    """A key with a line feed in it is shown on one line."""
    assert refused('"a\\nb": 1\n"a\\nb": 2\n')[0].message == "`a\\u{000a}b` stands twice"


@pytest.mark.parametrize(
    ("source", "shown", "width"),
    [
        ("ab: 1\nab: 2\n", "ab: 2", 2),
        ("ab: 1\n'ab': 2\n", "'ab': 2", 4),
        ("a: 1\nb:\t.nan # why\n", "b: .nan # why", 4),
        ("a: 1\nb: \u202e\n", "b: \\u{202e}", 1),
        ("a: 1\nb: &anchor 2\n", "b: &anchor 2", 7),
    ],
    ids=["key", "quoted key", "value after a tab", "invisible character", "anchor"],
)
def test_a_problem_shows_its_line_and_how_much_of_it_is_meant(source: str, shown: str, width: int) -> None:
    """The source line is shown printable, with the width of the key or value in question."""
    problem = only_problem(source)
    assert (problem.source, problem.width) == (shown, width)


# ---------------------------------------------------------------- places
PLACED = """\
launch:
  name: Aurora
  milestones: {beta: 2026-11-30, ga: 2026-12-15}
waivers:
  - item: legal.terms
    until: 2027-01-31
  - {item: legal.marks}
"""


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("launch",), 1, 1),
        (("launch", "name"), 2, 3),
        (("launch", "milestones", "ga"), 3, 34),
        (("waivers", 0), 5, 5),
        (("waivers", 0, "until"), 6, 5),
        (("waivers", 1), 7, 5),
        (("waivers", 1, "item"), 7, 6),
        (("waivers", 1, "reason"), 7, 5),
        (("waivers", 7), 4, 1),
        (("waivers", -1), 4, 1),
        (("launch", "owner", "name"), 2, 3),
        (("nowhere",), 1, 1),
    ],
    ids=str,
)
def test_a_path_is_placed_at_its_key_else_at_what_encloses_it(path: PlanPath, line: int, column: int) -> None:
    """A key that the file does not have is passed over, and the nearest enclosing one is named."""
    assert parse(PLACED.encode(), "p.yaml").place(path) == Place("p.yaml", line, column)


@pytest.mark.parametrize(
    ("path", "key", "column", "width"),
    [
        (("launch", "name"), False, 9, 6),
        (("launch", "name"), True, 3, 4),
        (("launch", "milestones", "ga"), False, 38, 10),
        (("launch", "milestones", "ga"), True, 34, 2),
        (("launch", "milestones"), False, 15, 1),
    ],
    ids=["value", "key", "value in braces", "key in braces", "mapping"],
)
def test_a_problem_points_at_the_value_or_at_the_key(path: PlanPath, key: bool, column: int, width: int) -> None:  # noqa: FBT001
    """A problem with a value stands under the value; one with the key itself under the key."""
    problem = parse(PLACED.encode(), "p.yaml").problem(path, "m", "h", key=key)
    assert (problem.place.column, problem.width) == (column, width)
    assert (problem.message, problem.help) == ("m", "h")


def test_a_problem_with_the_whole_file_stands_at_its_start() -> None:
    """Where nothing of a path is in the file, its first line is shown."""
    problem = parse(PLACED.encode(), "p.yaml").problem(("nowhere",), "m")
    assert (problem.place, problem.source) == (Place("p.yaml", 1, 1), "launch:")


def test_parts_from_other_files_are_placed_in_those_files() -> None:
    """What a department keeps in its own file is found there, its file as a whole at the first line."""
    part = parse(b"lead: dana\nitems:\n  terms: done\n", "legal.yaml")
    main = parse(b"readycheck: 1\n", "launch.yaml")
    whole = Document(main.name, main.lines, main.value, main.marks, {("departments", "legal"): part})
    assert whole.place(("departments", "legal", "items", "terms")) == Place("legal.yaml", 3, 3)
    assert whole.place(("departments", "legal")) == Place("legal.yaml", 1, 1)
    assert whole.place(("readycheck",)) == Place("launch.yaml", 1, 1)
    assert whole.problem(("departments", "legal", "lead"), "m").source == "lead: dana"


# ---------------------------------------------------------------- properties
PRINTABLE = st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"])
TEXTS = st.text(PRINTABLE | st.sampled_from("\n\t:#-'\"\\{}[],&*!|>%@`"), max_size=12)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(10**18) + 1, max_value=10**18 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | st.sampled_from(["no", "null", "~", "12:30", "010", "1e3", ".nan", "<<", "=", "- a", "a: b", "# c", " d "])
)
TREES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
ROOTS = st.dictionaries(TEXTS, TREES, min_size=1, max_size=4)
INDENTS = st.sampled_from([None, 0, 2])


def _paths(value: Any, path: PlanPath = ()) -> Iterator[tuple[PlanPath, str]]:
    """Yield the path of each key and list entry, in the order of the text, and how the text begins there."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), f"{json.dumps(key, ensure_ascii=False)}:"
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield (*path, index), json.dumps(inner, ensure_ascii=False)[:1]
            yield from _paths(inner, (*path, index))


@given(value=ROOTS, indent=INDENTS)
def test_json_is_read_as_the_value_it_came_from(value: dict[str, Any], indent: int | None) -> None:
    """YAML 1.2 contains JSON: what json.dumps writes is read back as equal values of the same types."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    assert json.dumps(parse(text.encode(), "p.yaml").value) == json.dumps(value)


@given(value=ROOTS, indent=INDENTS)
def test_every_key_is_found_where_it_stands(value: dict[str, Any], indent: int | None) -> None:
    """The place of a key or entry is the line and column at which the text of it begins."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    document = parse(text.encode(), "p.yaml")
    lines = text.split("\n")
    expected = list(_paths(value))
    places = [document.place(path) for path, _ in expected]
    for place, (_, begins) in zip(places, expected, strict=True):
        assert lines[place.line - 1][place.column - 1 :].startswith(begins)
    assert places == sorted(places)


SIGNS = st.sampled_from("abn01.-:,?&*!|>'\"%@`#~<=[]{} \n\t\\exu\r\ufeff\u2028é")
YAMLISH = st.text(SIGNS | st.characters(), max_size=60)


@settings(max_examples=400)
@given(data=st.binary(max_size=80) | YAMLISH.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    """Whatever the bytes, the answer is a mapping with text keys, or problems that say what to do; never a crash."""
    found = read_or_refused(data)
    if isinstance(found, Document):
        assert all(isinstance(key, str) for key in found.value)
        return
    assert found
    for problem in found:
        assert problem.place.file == "p.yaml"
        assert problem.message
        assert problem.help
        assert "\n" not in problem.message + problem.help + problem.source


@given(value=st.dictionaries(TEXTS, st.integers(0, 9), min_size=1, max_size=3), cut=st.integers(0, 40))
def test_a_file_cut_short_never_loads_as_something_else(value: dict[str, int], cut: int) -> None:
    """A mapping in braces that lost its end is refused, wherever it was cut."""
    text = json.dumps(value, ensure_ascii=False)
    assert refused(text[: min(cut, len(text) - 1)])


# ---------------------------------------------------------------- the whole of what is said
SAID = {
    "a directive": ("a: 1\n%TAG ! x:\n", 2, 1, "a line that starts with `%`", "remove the line"),
    "nothing": ("", 1, 1, "the file is empty", "`readycheck init` writes a first plan"),
    "a list": (
        "- a",
        1,
        1,
        "the file does not begin with lines such as `name: value`",
        "start with `readycheck: 1`",
    ),
    "a second document": (
        "a: 1\n---\nb: 2\n",
        2,
        1,
        "a second document starts here",
        "remove the line, or move what follows to a file of its own",
    ),
    "a list for a name": (
        "? [a]\n: b\n",
        1,
        3,
        "what stands before a colon is a name, not a list",
        "write `name: value`",
    ),
    "a merge": (
        "a: 1\n<<: b\n",
        2,
        1,
        "`<<` merges in what stands elsewhere",
        "write the values out at each place",
    ),
    "a tag": ("a: !b c\n", 1, 4, "`!b` means something in YAML", "remove it, or put the text in quotes"),
    "infinity": ("a: +.inf\n", 1, 4, "`+.inf` is no number that can be compared", "write it in digits"),
    "infinity in capitals": ("a: -.INF\n", 1, 4, "`-.INF` is no number that can be compared", "write it in digits"),
    "no number": ("a: .NAN\n", 1, 4, "`.NAN` is no number that can be compared", "write it in digits"),
    "too large a number": (
        "a: 1e999\n",
        1,
        4,
        "`1e999` is too large a number",
        "write it in a larger unit, such as thousands",
    ),
}


@pytest.mark.parametrize("case", SAID.values(), ids=SAID.keys())
def test_what_is_refused_is_said_with_its_place_and_what_to_do(case: tuple[str, int, int, str, str]) -> None:
    """Word for word."""
    text, line, column, message, help_ = case
    with pytest.raises(RefusedInput) as refused:
        parse(text.encode(), "plan.yaml")
    (problem,) = refused.value.problems
    assert (problem.place.line, problem.place.column, problem.message, problem.help) == (line, column, message, help_)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("+1.5", 1.5),
        ("-.25", -0.25),
        ("12.75", 12.75),
        ("1e+3", 1000.0),
        ("25E-2", 0.25),
        ("+12", 12),
        ("+", "+"),
        ("5 %", "5 %"),
        ("1_000", "1_000"),
        ("\u0661\u0662", "\u0661\u0662"),
        ("1234567890123456789", "1234567890123456789"),
        (f"0.{'1' * 38}", float(f"0.{'1' * 38}")),
        (f"0.{'1' * 39}", f"0.{'1' * 39}"),
    ],
)
def test_a_number_is_what_the_core_schema_takes_for_one(written: str, value: object) -> None:
    """Digits of ASCII, up to 18 of a whole number and up to 40 signs in all; anything else is text."""
    found = parse(f"a: {written}\n".encode(), "plan.yaml").value["a"]
    assert (found, type(found)) == (value, type(value))
