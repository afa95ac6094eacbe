"""Texts that are parsed part by part mean what they mean as a whole, whatever was parsed before them."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readycheck.documents.parts import Parts
from readycheck.errors import RefusedInput
from readycheck.model.place import Problem
from readycheck.syntax.yaml import MAX_NODES, Document, Value, parse
from tests.syntax.test_yaml import ROOTS, YAMLISH

pytestmark = pytest.mark.usefixtures("untraced")

ROOT = Path(__file__).resolve().parent.parent.parent
#: Comments long enough for a part of a few lines to be divided, which small ones are not.
LONG = "".join(f"    # what we agreed on in the meeting of day {day}, and who wrote it down\n" for day in range(8))


def read(parser: Parts | None, data: bytes) -> Value | tuple[Problem, ...]:
    """Return the values of a text, or why it is refused."""
    found: Document
    try:
        found = parse(data, "p.yaml") if parser is None else parser.parse(data, "p.yaml")
    except RefusedInput as refusal:
        return refusal.problems
    return found.value


def check(texts: list[str | bytes]) -> None:
    """Hold each of some texts, read one after the other, and then once more, against the whole of it."""
    parser = Parts()
    every = [text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text for text in texts]
    for data in (*every, *every):
        assert repr(read(parser, data)) == repr(read(None, data))


@cache
def files() -> tuple[str, ...]:
    """Return every YAML text of this repository: plans, checklists, policies, examples of mistakes."""
    roots = [ROOT / name for name in ("examples", "checklists", "docs", "tests")]
    return tuple(path.read_text("utf-8") for root in roots for path in sorted(root.rglob("*.y*ml")) if path.is_file())


@cache
def plans() -> tuple[str, ...]:
    """Return those that are no larger than a department's file."""
    return tuple(text for text in files() if len(text) < 12_000)


# ---------------------------------------------------------------- what there is
def test_every_file_of_the_repository() -> None:
    """One after the other by one and the same reader."""
    assert len(files()) > 100
    check([*files()])


def test_all_files_put_one_after_the_other_in_pairs() -> None:
    """Whatever stood before: two documents, keys twice, or a larger mapping."""
    random = Random(2)
    for _ in range(40):
        one, other = random.sample(plans(), 2)
        check([one, f"{one}\n{other}", other, f"{other}{one}"])


# ---------------------------------------------------------------- what one line can do to those after it
def below(line: str) -> str:
    """Return a text with a line in an entry of a department that is large enough to be divided."""
    return (
        "readycheck: 1\n"
        "departments:\n"
        "  legal:\n"
        "    lead: dana.cho\n"
        f"{LONG}"
        "    items:\n"
        "      terms: {status: done, evidence: terms.md}\n"
        f"{line}\n"
        "      notice: todo\n"
        "  support:\n"
        "    lead: lee.ng\n"
        "people:\n"
        "  lee.ng: support\n"
    )


LINES = (
    "",
    "      faq: 'quoted\n      over: two\n      lines'",
    '      faq: "quoted\n  over: two\n      lines"',
    "      faq: 'never closed",
    '      faq: "closed\nin: another part"',
    "      faq: [a,\n      b]",
    "      faq: [a,\n  support: b,\n      c]",
    "      faq: {a: 1,\n      b: 2\n}",
    "      faq: [never closed",
    "      faq: |\n        text: with a key\n      notice_2: done",
    "      faq: |\n        text\n\n\n",
    "      faq: >-\n        folded\n\n        text",
    "      faq: |2\n        text",
    "      faq: |+\n        kept\n\n",
    "      faq: prose that\n        continues",
    "      faq: prose\n      that: does not",
    "      faq:\n      - a list\n      - at the same column",
    "      faq:\n        - {status: done}\n        -",
    "      - an entry",
    "    - an entry",
    "- an entry",
    "      faq",
    "    faq",
    "  faq",
    "faq",
    "    faq: less far in",
    "     faq: between",
    "  faq: further out",
    "faq: outside",
    "        faq: further in",
    "      \tfaq: a tab",
    "\tfaq: a tab",
    "      faq:\ta tab",
    "      # a comment",
    "# a comment outside",
    "      faq: a # comment",
    "      faq: a#no comment",
    "      faq:# no key",
    "---",
    "--- {}",
    "...",
    "%YAML 1.2",
    "      terms: twice",
    "  legal:\n    lead: twice",
    "departments:\n  sales: {lead: lin.wu}",
    "      ? faq\n      : done",
    "      ? [a, b]\n      : done",
    "      &anchor faq: done",
    "      faq: *anchor",
    "      <<: {a: 1}",
    "      faq: !!str 5",
    "      'faq': done",
    '      "faq" : done',
    "      faq : done",
    "      5: done",
    "      true: done",
    "      ~: done",
    "      -faq: done",
    "      - : done",
    "      faq:",
    "      faq:\n      faq_2:\n      faq_3:",
    "      faq:\n        deep:\n          deeper:\n            deepest: 1",
    "      faq: done\r",
    "      faq: done\r\n      faq_2: done\r\n",
    "      faq: a\rb: c",
    "      # \u2028faq: hidden",
    "      # \u0085faq: hidden",
    "      faq: \ufeff",
    "      faq: \x00",
    "      faq: \x1b[2J",
    "      faq: \ud800",
    "      faq: unquoted: colon",
    "      faq: @at",
    "      faq: `tick`",
    "      faq: %percent",
    "      {faq: done}",
    "      [faq]",
    "      departments:\n        legal: {}",
    "people:",
    "people: {}",
    "-->people:\n        lee.ng: support",
    "people:\n  lee.ng: support\n",
)


@pytest.mark.parametrize("line", LINES, ids=[repr(line)[:40] for line in LINES])
def test_a_line_in_a_large_entry(line: str) -> None:
    """Before and after the text without it, and where the entries below are long themselves."""
    check([below(""), below(line), below(""), below(f"{line}\n{LONG}"), f"{line}\n{below('')}", f"{below('')}{line}\n"])


def test_one_entry_below_an_opening_line_and_the_whole_of_it() -> None:
    """The same characters are once a part by themselves, and once what stands below a line that opens it."""
    one = f"departments:\n  legal:\n    lead: dana.cho\n{LONG}{LONG}"
    check([one, f"{one}  support:\n    lead: lee.ng\n", one])
    check([f"{one}  support:\n    lead: lee.ng\n", one, f"people: {{}}\n{one}"])


@pytest.mark.parametrize("key", ["true", "null", "no", "5", "1e3", "x", "a.b", "faq", "'x'", "Null", "ä"])
def test_a_large_entry_under_a_key_that_looks_like_something_else(key: str) -> None:
    """A key is text, or the text is refused."""
    large = f"{key}:\n  first: 1\n{LONG}  second: 2\n"
    check([large, f"departments:\n  {large.replace(chr(10), chr(10) + '  ')}\n", f"x: 1\n{large}", large])


def test_texts_of_no_part_or_of_too_many() -> None:
    """Nothing, only comments, no mapping, bytes that are no text, and more values than a file may hold."""
    many = "".join(f"k{number}: [{', '.join('1' * 10)}]\n" for number in range(MAX_NODES // 10))
    check(["", "\n\n", "# only\n", "[a]", "a", "5\n", b"\xff\xfe", b"a: \xe4\n", "\ufeffa: 1\n", "a: 1", many])


def test_the_reader_keeps_what_it_gave_from_being_changed_by_the_next_text() -> None:
    """A value that was given stays what it was when more texts with the same parts are read."""
    parser = Parts()
    first = parser.parse(below("").encode(), "p.yaml").value
    before = repr(first)
    for line in LINES:
        read(parser, below(line).encode("utf-8", "surrogatepass"))
    assert repr(first) == before


# ---------------------------------------------------------------- whatever it is
_WORDS = ["a: ", "b:\n", "legal:\n", "items:\n", "x", "1", "…", "---\n", LONG]
FRAGMENTS = st.sampled_from(
    [*_WORDS, "  ", "    ", "\n", "\t", "\r\n", ": ", ", ", "- ", "? ", "# ", *"'\"{}[]&*!\\\u2028", "|\n", ">\n"]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(FRAGMENTS, max_size=40).map("".join), min_size=1, max_size=4))
def test_any_texts(texts: list[str]) -> None:
    """One after the other by one and the same reader."""
    check([*texts])


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(max_size=60) | YAMLISH, min_size=1, max_size=3))
def test_any_bytes(texts: list[bytes | str]) -> None:
    """Also where they are no text, or hardly YAML."""
    check([*texts])


@settings(max_examples=100, deadline=None)
@given(st.lists(ROOTS, min_size=1, max_size=3), st.sampled_from([None, 1, 2]))
def test_any_values(values: list[dict[str, Any]], indent: int | None) -> None:
    """As JSON, and as the blocks that another program writes, with and without lists further in than their keys."""
    check([json.dumps(value, ensure_ascii=False, indent=indent) for value in values])
    check([yaml.safe_dump({"all": value}, allow_unicode=True, width=40) for value in values])


SIGNS = "\"'{}[]#:-,&*!|>%@\t\r\n\u2028"


def mutated(text: str, random: Random) -> str:
    """Return a text with something done to one of its lines, or to two."""
    lines = text.splitlines(keepends=True) or ["\n"]
    place, other = random.randrange(len(lines)), random.randrange(len(lines))
    line = lines[place]
    match random.randrange(9):
        case 0:
            lines[place] = f"{' ' * random.randint(1, 6)}{line}"
        case 1:
            lines[place] = line.removeprefix(" " * random.randint(1, 6))
        case 2:
            del lines[place]
        case 3:
            lines.insert(other, line)
        case 4:
            lines[place], lines[other] = lines[other], line
        case 5:
            at = random.randrange(len(line))
            lines[place] = f"{line[:at]}{random.choice(SIGNS)}{line[at:]}"
        case 6:
            at = random.randrange(len(line))
            lines[place] = line[:at] + line[at + 1 :]
        case 7:
            lines.insert(place, random.choice(LINES).encode("utf-8", "replace").decode() + "\n")
        case _:
            lines[place:place] = lines[other : other + random.randint(1, 9)]
    return "".join(lines)


@settings(max_examples=80, deadline=None)
@given(st.randoms(use_true_random=False))
def test_any_history_of_a_file(random: Random) -> None:
    """Texts that each differ from the one before in a line or two, as the revisions of a file do."""
    text = random.choice(plans())
    texts = [text]
    for _ in range(6):
        text = mutated(random.choice(texts), random)
        texts.append(text)
    check([*texts])


def test_most_of_a_text_is_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a plan in which one line changed, a small part is parsed again: that is what all of this is for."""
    from readycheck.documents import parts

    sizes: list[int] = []

    def counted(data: bytes, name: str) -> Document:
        sizes.append(len(data))
        return parse(data, name)

    monkeypatch.setattr(parts, "parse", counted)
    text = (ROOT / "examples" / "aurora-backup" / "legal.yaml").read_text("utf-8")
    parser = Parts()
    parser.parse(text.encode(), "p.yaml")
    sizes.clear()
    changed = re.sub(r"\bdone\b", "todo", text, count=1)
    assert changed != text
    parser.parse(changed.encode(), "p.yaml")
    assert 0 < sum(sizes) < len(text) / 10
