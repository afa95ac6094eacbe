"""What is written reads back as the same values, whatever a text holds, and looks as somebody would write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from readycheck.documents.plain import plain
from readycheck.documents.scalar import WIDTH
from readycheck.documents.yaml_text import Notes, entry
from readycheck.model.plan import LaunchPlan
from readycheck.syntax.yaml import parse

#: What YAML, a template or a terminal might take for something else than text.
HOSTILE = (
    "# no comment", "a # comment", "a: b", "a:", ": a", "- a", "? a", "{a: b}", "[a]", "a, b", "a]", "'", '"', '"a" b',
    "it's", "yes", "No", "null", "~", "true", "1", "1e3", "1e", ".5", "0x10", "010", "12:30", "2026-11-22 10:00:00", "5 a: b", "3 # x", "1 e3", "T-14", "*a",
    "&a", "!a", "!!str a", "%YAML", "@a", "`a`", "---", "...", "<<", "=", "| a", "> a", "a\nb", "a\n# b", "\ta", "a\\n",
    "{{ 7 * 7 }}", "{% raw %}", "{# a #}", "${HOME}", "a ", " a", "Łódź 東京", "🚀", "naïve — “quoted”", "https://example.com/a#b",
    "https://example.com/a?b=c&d", "sales -> support", "x" * 300, "n", "off", "", ".nan", "-.inf",
)  # fmt: skip

texts = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"], include_characters="\n\t"))
keys = st.one_of(st.sampled_from(["a", "b-c", "1", "null", "yes", "T-1", "a b", "# c", "1e3"]), texts)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**17), 10**17),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
    st.sampled_from(HOSTILE),
)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=25,
)


def written(values: dict[str, Any], notes: Notes | None = None) -> str:
    """A document of some values."""
    return "\n".join(line for key, value in values.items() for line in entry(key, value, (key,), notes or Notes()))


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(keys, values, min_size=1, max_size=4))
def test_what_is_written_reads_back_equal(document: dict[str, Any]) -> None:
    """Any keys and values come back as they were, of the same type."""
    back = parse((written(document) + "\n").encode(), "x.yaml").value
    assert back == document
    assert repr(back) == repr(document)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_nothing_but_text(text: str) -> None:
    """In a block, in braces, in a list and as a key; for our reader and for PyYAML's, which follows YAML 1.1."""
    document = {"a": text, "b": {"c": text, "d": [text, text]}, "e": [text], f"key {text}": 1, "f": [{"g": text}]}
    page = written(document)
    assert parse(page.encode(), "x.yaml").value == document
    assert yaml.safe_load(page) == document


def test_prose_stands_without_quotes_where_nothing_can_be_mistaken() -> None:
    """What somebody would write by hand is written so: short mappings on a line, lists of entries one below another."""
    document = {
        "rollback": {"if": "More than 2 % fail, twice", "until": "T+3"},
        "journeys": [
            {
                "name": "Firm buys online",
                "touchpoints": [{"name": "Orders, and pays", "stage": "buy"}, {"name": "22 days of use"}],
            },
        ],
        "carries": ["contract", "success criteria"],
        "departments": {"legal": {"asks": [{"what": "Price list", "by": "T-3"}]}},
    }
    assert written(document) == (
        "rollback:\n"
        "  if: More than 2 % fail, twice\n"
        "  until: T+3\n"
        "journeys:\n"
        "  - name: Firm buys online\n"
        "    touchpoints:\n"
        '      - {name: "Orders, and pays", stage: buy}\n'
        "      - {name: 22 days of use}\n"
        "carries:\n"
        "  - contract\n"
        "  - success criteria\n"
        "departments:\n"
        "  legal: {asks: [{what: Price list, by: T-3}]}"
    )


def test_a_note_stands_above_what_it_speaks_of() -> None:
    """Above a key and above the entry of a list, which is then not put on a line of its own; on one line, and inert."""
    document = {"metrics": [{"id": "uptime", "kind": "sla"}, {"id": "fix", "targets": {"at_most": 3}}]}
    notes = Notes.at(
        {
            ("metrics", 0): "last 3\n# hidden: yes",
            ("metrics", 1, "targets"): "hm",
        }
    )
    page = written(document, notes)
    assert page.splitlines() == [
        "metrics:",
        "  # last 3 # hidden: yes",
        "  - {id: uptime, kind: sla}",
        "  - id: fix",
        "    # hm",
        "    targets: {at_most: 3}",
    ]
    assert parse(page.encode(), "x.yaml").value == document


def test_lines_are_no_longer_than_the_width_where_they_can_be_broken() -> None:
    """A mapping that does not fit is broken into lines of its own."""
    document = {"a": {"b": {f"key-{number}": "word " * 3 + "end" for number in range(12)}}}
    assert all(len(line) <= WIDTH for line in written(document).splitlines())


@pytest.mark.parametrize("example", ["aurora-backup", "kestrel-sensor", "every-box-ticked", "price-change"])
def test_the_plain_values_of_a_plan_validate_to_that_plan(example: str, root: Path) -> None:
    """A plan to values to text to values to a plan: nothing is lost or changed on the way."""
    plan = LaunchPlan.model_validate(parse((root / f"examples/{example}/launch.yaml").read_bytes(), "x").value)
    page = written(plain(plan))
    assert LaunchPlan.model_validate(parse(page.encode(), "x").value) == plan


def test_a_day_is_written_as_people_write_it() -> None:
    """Without quotes: our reader takes it for the text that it is."""
    assert (
        written({"due": "2026-11-22", "all": ["2026-11-22", "T-14"]})
        == "due: 2026-11-22\nall:\n  - 2026-11-22\n  - T-14"
    )
