"""What GitHub's runner takes for a command: how it reads each line of a log, written down from how it behaves.

After ActionCommand.TryParseV2 and TryParse of github.com/actions/runner: `::name key=value,key=value::data` where a
line begins with it, and the older `##[name key=value;key=value]data` anywhere in a line. Only known names count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

NAMES = frozenset(
    """add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output
    stop-commands warning""".split()
)
#: What .NET trims: not the separators \x1c to \x1f, which Python would trim as well.
_WHITE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"


class Command(NamedTuple):
    """A command, its values as the runner reads them."""

    name: str
    properties: dict[str, str]
    data: str


def read(log: str) -> Iterator[Command | str]:
    """Yield each line as the runner takes it: a command, or text."""
    for line in re.split(r"\r\n|\r|\n", log):
        yield _second(line) or _first(line) or line


def _second(line: str) -> Command | None:
    line = line.lstrip(_WHITE)
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    head = line[2:end]
    name, _, rest = head.partition(" ")
    escapes = {"%0D": "\r", "%0A": "\n"}
    properties = _pairs(rest.strip(_WHITE), ",", {**escapes, "%3A": ":", "%2C": ","})
    return _known(name, properties, _unescaped(line[end + 2 :], escapes))


def _first(line: str) -> Command | None:
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    name, _, rest = line[start + 3 : end].partition(" ")
    escapes = {"%3B": ";", "%0D": "\r", "%0A": "\n", "%5D": "]"}
    return _known(name, _pairs(rest, ";", escapes), _unescaped(line[end + 1 :], escapes))


def _known(name: str, properties: dict[str, str], data: str) -> Command | None:
    return Command(name.lower(), properties, data) if name.lower() in NAMES else None


def _pairs(text: str, separator: str, escapes: dict[str, str]) -> dict[str, str]:
    """Read `key=value` pairs. Empty parts are passed over: of several = in a row only the last separates."""
    pairs = {}
    for part in text.split(separator):
        key, _, value = part.lstrip("=").partition("=")
        if key and value.lstrip("="):
            pairs[key] = _unescaped(value.lstrip("="), escapes)
    return pairs


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    """Undo escapes one kind after the other, per cent signs last, as the runner does."""
    for escape, meant in {**escapes, "%25": "%"}.items():
        text = text.replace(escape, meant)
    return text
