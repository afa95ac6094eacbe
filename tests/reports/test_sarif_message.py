"""Texts as SARIF's messages hold them, worked out by hand from SARIF 2.1.0, 3.11."""

from __future__ import annotations

import pytest

from readycheck.reports.sarif.message import formatted, plain, short

Z = "\u200b"


def test_nothing_in_a_plain_text_is_a_link_or_a_placeholder() -> None:
    """Braces are doubled, brackets parted from what would be their address; a paragraph is a line."""
    assert plain("a [b](c) {0}", "d\ne]", "]f") == {"text": f"a [b]{Z}(c) {{{{0}}}}\nd e]\n]f"}


def test_markdown_that_is_safe_already_has_its_braces_doubled() -> None:
    """Its links are meant."""
    assert formatted("[a](b) {c}") == {"markdown": "[a](b) {{c}}"}


@pytest.mark.parametrize(
    ("text", "most", "cut"),
    [
        ("abcde", 5, "abcde"),
        ("abcdef", 5, "abcd…"),
        ("abc def", 5, "abc…"),
        ("ab\ncd", 5, "ab cd"),
        ("{abc", 5, "{{abc"),
        ("{abcd", 5, "{{ab…"),
        ("abc{de", 5, "abc…"),
    ],
)
def test_a_text_that_is_too_long_keeps_as_much_as_fits(text: str, most: int, cut: str) -> None:
    """With the ellipsis it is as long as it may be; a doubled brace is not cut in two, and no space stands at the end."""
    assert short(text, most) == {"text": cut}
