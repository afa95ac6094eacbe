"""What people offer as proof: a text says something or it does not, a file holds a number of a name or it does not."""

from __future__ import annotations

from fractions import Fraction

from readycheck.evidence.claim import defect_of_claim, defect_of_label, says_nothing
from readycheck.evidence.number import number_in
from readycheck.files import Unreadable
from readycheck.model.text import printable
from tests.fuzz.escaping import text_of

#: Each remembers what it was asked, which a run of a million texts cannot afford.
_of_claim, _of_label = defect_of_claim.__wrapped__, defect_of_label.__wrapped__


def claim(data: bytes) -> None:
    """Another placeholder below adds nothing, a word that says something does, and a reason is a few plain words."""
    text = text_of(data)
    empty = says_nothing(text)
    assert says_nothing(f"{text}\n\nTBD\n") == empty
    assert says_nothing(f"Placeholder\n\n{text}") == empty
    assert not says_nothing(f"Counsel approved\n\n{text}")
    assert says_nothing(f"<!-- Counsel approved -->\n{text}") == empty
    defect = _of_claim(text)
    assert _of_claim(f"\n {text}\t") == defect
    assert defect is not None or not says_nothing(text.strip())
    for reason in (defect, _of_label(text)):
        assert reason is None or (reason and printable(reason) == reason)
    assert _of_label(f" {text} ") == _of_label(text)


def number(data: bytes) -> None:
    """A number that is found can be compared, and stands in the file where it was not counted; else there is a reason.

    The first byte says what kind of file it is, the rest of its line what the number is called.
    """
    head, _, content = data.partition(b"\n")
    file = f"a.{('json', 'yaml', 'csv', 'xml')[(head[0] if head else 0) % 4]}"
    try:
        found = number_in(file, lambda _: content, text_of(head[1:]))
    except Unreadable:
        return
    assert Fraction(found) + 1 != Fraction(found)
    assert not file.endswith(("json", "csv")) or found.encode() in content
