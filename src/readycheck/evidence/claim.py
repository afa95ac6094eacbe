"""Claims and the texts of documents: does the text say anything?"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

#: The shortest claim that can say something.
SHORTEST = 5

_FILLER = frozenset(
    "tbd tba tbc todo fixme wip pending placeholder dummy example sample draft empty none nil n a na yes ok okay "
    "done ready soon later coming to be added be determined decided confirmed defined written here fill in me out "
    "this content text page section document insert add follows xxx xx x test testing asdf foo bar".split()
)
_LOREM = frozenset(
    "lorem ipsum dolor sit amet consectetur adipiscing adipisicing elit sed do eiusmod tempor incididunt ut labore et "
    "dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi aliquip ex ea commodo "
    "consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat nulla pariatur excepteur sint "
    "occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum".split()
)
_NOTHING = _FILLER | _LOREM
#: What is no name of anything, letters and digits run together.
_EMPTY_LABELS = frozenset(
    {
        "",
        *"tbd tba tbc todo fixme wip pending placeholder dummy empty none nil na unknown missing nobody later".split(),
        *"tobedone tobedecided tobeconfirmed tobedefined tobewritten tobeadded notknown notknownyet noidea".split(),
        *"comingsoon nochoffen folgt pordefinir adefinir x xx xxx xyz 0".split(),
    }
)
_MARKER = re.compile(
    r"(tbd|tba|tbc|fixme|wip|lorem ipsum|placeholder|n/a|xxx+)\b|todo(?=\W*$|[:.,;!-])|\?\?+", re.IGNORECASE
)
_HEADING = re.compile(r"^[ \t]{0,3}(#{1,6}[ \t][^\n]*|#{1,6}|[=\-*_]{3,})[ \t]*$", re.MULTILINE)
_WORD = re.compile(r"[^\W_]+")
#: How much of a text is looked at, in characters: who says nothing in so many says nothing.
_LOOKED_AT = 256 * 1024


@cache
def defect_of_claim(text: str) -> str | None:
    """Return why a claim proves nothing, or None."""
    said = text.strip()
    if len(said) < SHORTEST:
        return "is too short to say anything"
    return "is a placeholder" if _MARKER.match(said) or says_nothing(said) else None


@cache
def defect_of_label(text: str) -> str | None:
    """Return why a text of a word or two proves nothing, or None."""
    said = "".join(_WORD.findall(unicodedata.normalize("NFKC", text).casefold()))
    return "is a placeholder" if _MARKER.match(text.strip()) or said in _EMPTY_LABELS else None


def says_nothing(text: str) -> bool:
    """Return whether a text, headings and comments left out, holds nothing but placeholders. Linear in its length."""
    body = _HEADING.sub("", _without_comments(text[:_LOOKED_AT]))
    return all(word[0].lower() in _NOTHING for word in _WORD.finditer(body))


def says_at_least(text: str, size: int) -> bool:
    """Return whether a text, headings and comments left out, has words of so many bytes in all, in UTF-8.

    Bytes rather than letters, for one sign of some scripts says as much as several letters.
    """
    count = 0
    for word in _WORD.finditer(_HEADING.sub("", _without_comments(text[:_LOOKED_AT]))):
        count += len(word[0].encode())
        if count >= size:
            return True
    return False


def _without_comments(text: str) -> str:
    kept = []
    start = 0
    while (begin := text.find("<!--", start)) >= 0:
        kept.append(text[start:begin])
        end = text.find("-->", begin)
        if end < 0:
            start = begin
            break
        start = end + len("-->")
    return "".join([*kept, text[start:]])
