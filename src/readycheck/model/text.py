"""Which characters may stand in text that people read, and how the others are shown."""

import json
import re

#: Characters that a reader cannot see and a terminal or a diff may obey: controls, line separators that
#: only YAML honours, bidirectional controls, byte-order marks, tag characters, lone surrogates.
#: Written as the inside of a regular expression's character class; line feed and carriage return are not in it.
INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff"
)
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_UNPRINTABLE = re.compile(f"[{INVISIBLE}\r\n]")


#: What the log viewers of CI services obey: `::command::` at the start of a line, `##[command]` and the like anywhere.
_LOG_COMMAND = re.compile(r"^(\s*:*):(?=:)|##(?=\w*\[)")


def inert_in_logs(line: str) -> str:
    """Return a line of the same length that no log viewer takes for a command."""
    return _LOG_COMMAND.sub(lambda found: "# " if found[0] == "##" else " " * len(found[0]), line)


def printable(text: str) -> str:
    """Return text on one line, every invisible character shown as its code point in braces."""
    return _UNPRINTABLE.sub(_code_point, text.replace("\t", " "))


def visible(text: str) -> str:
    """Return text on as many lines as it has, every invisible character shown as its code point in braces."""
    return _INVISIBLE.sub(_code_point, text)


def unseen_replaced(line: str) -> str:
    """Return a line of the same length, a replacement character for each invisible one: where every column is taken."""
    return _INVISIBLE.sub("\ufffd", line)


def _code_point(found: re.Match[str]) -> str:
    return f"\\u{{{ord(found[0]):04x}}}"


def escaped_in_json(document: str) -> str:
    """Return JSON that says the same, every invisible character in it as an escape of JSON's own."""
    return _INVISIBLE.sub(lambda found: json.dumps(found[0])[1:-1], document)


def one_line(text: str) -> str:
    """Return text on one line, each run of white space as one space, every invisible character shown."""
    return printable(" ".join(text.split()))
