"""YAML that hangs, swells, crashes or fools other loaders. Every line and column is counted in what is written here."""

from __future__ import annotations

from pathlib import Path

from tests.attacks.attack import Attack, Attacks, added, refused
from tests.attacks.threat import Threat

#: What libyaml runs into is told with this before it.
BROKEN = "not valid YAML: "
NO_MAPPING = "the file does not begin with lines such as `name: value`"
QUOTE = BROKEN + "a quote is opened and not closed"
DEEP = "nested more than 64 levels deep"
MANY = "more than 40000 values in one file"
LISTS = "more than 10000 lists and mappings in one file"
LONG = "a text of more than 64 KiB"
LARGE = "plan.yaml: error: is larger than 1024 KiB"


def elsewhere(sign: str) -> str:
    return f"`{sign}` stands for a value elsewhere"


def meant(tag: str) -> str:
    return f"`{tag}` means something in YAML"


def invisible(point: str) -> str:
    return f"invisible character {point}"


def escaped(point: str) -> str:
    return f"`\\` writes an invisible character, {point}"


# ---------------------------------------------------------------- bombs
def merge_bomb(levels: int = 25) -> str:
    """Each level merges the one before it twice: PyYAML hangs for minutes."""
    return "a0: &a0 {x: 1}\n" + "".join(
        f"a{level + 1}: &a{level + 1} {{<<: [*a{level}, *a{level}]}}\n" for level in range(levels)
    )


def alias_bomb() -> str:
    """Nine levels of nine aliases: whatever walks the result hangs."""
    lines = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]" for level in range(1, 10)]
    return "\n".join(["a0: &a0 [1]", *lines])


def sparse(path: Path) -> None:
    """A file of 3 GB that takes no room on the disk."""
    with path.open("wb") as stream:
        stream.truncate(3 << 30)


def keys(count: int) -> str:
    return "".join(f"k{number}: 1\n" for number in range(count))


ATTACKS: Attacks = {
    Threat.MERGE: {
        "25 levels of two": refused(merge_bomb(), "1:5", elsewhere("&a0")),
        "one merge key": refused("launch:\n  <<: {name: Aurora}\n", "2:3", "`<<` merges in what stands elsewhere"),
        "merges of what is not there": refused("launch: {<<: *gone}\n", "1:10", "`<<` merges in what stands elsewhere"),
        "a merge key in quotes is a key like others": added('"<<": {name: Aurora}\n', "4:1", "unknown key `<<`"),
    },
    Threat.ALIAS: {
        "nine levels of nine": refused(alias_bomb(), "1:5", elsewhere("&a0")),
        "one that holds itself": refused("a: &a [*a]\n", "1:4", elsewhere("&a")),
        "of what is not there": refused("launch: *gone\n", "1:9", elsewhere("*gone")),
        "as a key": refused("*a : 1\n", "1:1", elsewhere("*a")),
        "anchor at a key": refused("&a launch: {}\n", "1:1", elsewhere("&a")),
        "anchor at nothing": refused("launch: &a\n", "1:9", elsewhere("&a")),
        "a megabyte a hundred times": refused(f"a: &a {'x' * 10**6}\nb: [{'*a, ' * 100}]\n", "1:4", elsewhere("&a")),
    },
    Threat.NESTING: {
        # The first bracket opens the second level, so the 64th is one too many.
        "30,000 brackets": refused("a: " + "[" * 30_000, "1:67", DEEP),
        "30,000 braces": refused("a: " + "{b: " * 30_000, "1:256", DEEP),
        "30,000 dashes": refused("a:\n" + "- " * 30_000, "2:127", DEEP),
        "30,000 dashes at the root": refused("- " * 30_000, "1:1", NO_MAPPING),
        "1,000 blocks": refused("".join(f"{' ' * level}a:\n" for level in range(1_000)), "65:65", DEEP),
        "30,000 question marks": refused("? " * 30_000, "1:3", "what stands before a colon is a name, not a list"),
        "brackets before a colon": refused(
            "{" + "[" * 30_000, "1:2", "what stands before a colon is a name, not a list"
        ),
        "a level too many, closed": refused("a: " + "[" * 64 + "]" * 64 + "\n", "1:67", DEEP),
    },
    Threat.SIZE: {
        "five megabytes": Attack({"plan.yaml": "a: b\n" * 1_000_000}, LARGE),
        "a byte too many": Attack({"plan.yaml": "#" * (1024 * 1024 + 1)}, LARGE),
        "three gigabytes of nothing": Attack({"plan.yaml": sparse}, LARGE),
        # The root is a value, and each key and each value is one: the 40,001st is the value on line 20,000.
        "100,000 keys": refused(keys(100_000), "20000:9", MANY),
        "400,000 entries of a list": refused(f"a: [{'1,' * 400_000}]", "1:79999", MANY),
        "100,000 empty waivers": refused(f"waivers: [{'{},' * 100_000}]\n", "1:30008", LISTS),
        "9,900 empty waivers": added(f"waivers: [{'{},' * 9_900}]\n", "4:11", "`approved_by` is missing"),
        "39,900 waivers that are numbers": added(
            f"waivers: [{'1,' * 39_900}]\n", "4:11", "expected `name: value` entries, found the number 1"
        ),
        "19,900 keys that nobody knows": added(keys(19_900), "4:1", "unknown key `k0`"),
        "one key 100,000 times": refused("k: 1\n" * 100_000, "2:1", "`k` stands twice"),
        "a byte too many in a text": refused(f"a: {'x' * 65_537}\n", "1:4", LONG),
        "a text in quotes": refused(f'a: "{"x" * 1_000_000}"\n', "1:4", LONG),
        "a text over 100,000 lines": refused("a:\n" + "  x\n" * 100_000, "2:3", LONG),
        "a name": refused(f"? {'x' * 70_000}\n: 1\n", "1:3", LONG),
        "a line of spaces": added(f"{' ' * 1_000_000}\nk: 1\n", "5:1", "unknown key `k`"),
        "a million lines": refused("\n" * 1_000_000, "1000001:1", "the file is empty"),
        "a megabyte of comment": refused(f"{'#' * 1_000_000}\n", "2:1", "the file is empty"),
        "a million quotes": refused('a: "' + '\\"' * 500_000, "1:1000005", QUOTE),
        "a million single quotes": refused("a: '" + "''" * 500_000, "1:1000005", QUOTE),
        "20,000 directives": refused(
            "%TAG !a! tag:a,2026:\n" * 20_000 + "--- a\n", "1:1", "a line that starts with `%`"
        ),
        "a directive of YAML 1.1": refused("%YAML 1.1\n---\na: 1\n", "1:1", "a line that starts with `%`"),
        "200,000 documents": refused("a: 1\n" + "---\n" * 200_000, "2:1", "a second document starts here"),
        "10,000 tags": refused("a: [" + "!t x, " * 10_000 + "]\n", "1:5", meant("!t")),
    },
    Threat.TWICE: {
        "the launch": refused("launch: {name: A}\nlaunch: {name: B}\n", "2:1", "`launch` stands twice"),
        "a person in braces": refused("people: {mara: product, mara: legal}\n", "1:25", "`mara` stands twice"),
        "once in quotes": refused('launch: {}\n"launch": {}\n', "2:1", "`launch` stands twice"),
        "once in escapes": refused('launch: {}\n"l\\u0061unch": {}\n', "2:1", "`launch` stands twice"),
        "true and 1": refused("true: a\n1: b\n", "1:1", "the name `true` is not text"),
        "no name at all": refused("? ~\n: a\n", "1:3", "the name `~` is not text"),
        "a list as a name": refused(
            "launch: {[a, b]: c}\n", "1:10", "what stands before a colon is a name, not a list"
        ),
    },
    Threat.TYPES: {
        "a day as a number": added("stated: {}\nrollback: {until: 20261215}\n", "5:19", "`20261215` is not a date"),
        "a day that does not exist": refused(
            "readycheck: 1\nlaunch: {name: A, owner: m, milestones: {ga: 2026-02-30}}\npeople: {m: product}\n",
            "2:46",
            "`2026-02-30` does not exist in the calendar",
        ),
        "base 60": added(
            "voice_of_customer: [{source: Calls, every_days: 12:30}]\n", "4:49", "expected a whole number, found text"
        ),
        "base 16": added(
            "voice_of_customer: [{source: Calls, every_days: 0x1F}]\n", "4:49", "expected a whole number, found text"
        ),
        "digits with underscores": added(
            "voice_of_customer: [{source: Calls, every_days: 1_000}]\n", "4:49", "expected a whole number, found text"
        ),
        "true as a number": added(
            "voice_of_customer: [{source: Calls, every_days: true}]\n", "4:49", "expected a whole number, found `true`"
        ),
        "a number with a zero before it": refused(
            "readycheck: 1\nlaunch: {name: 010, owner: m, milestones: {ga: 2026-12-15}}\npeople: {m: product}\n",
            "2:16",
            "expected text, found the number 10",
        ),
        "4,300 digits": added(
            f"voice_of_customer: [{{source: Calls, every_days: {'9' * 4_300}}}]\n",
            "4:49",
            "expected a whole number, found text",
        ),
        "a number made of nothing": refused('readycheck: !!int ""\n', "1:13", meant("tag:yaml.org,2002:int")),
        "a call of the system": refused(
            "a: !!python/object/apply:os.system [touch hacked]\n",
            "1:4",
            meant("tag:yaml.org,2002:python/object/apply:os.system"),
        ),
        "bytes": refused("a: !!binary AAAA\n", "1:4", meant("tag:yaml.org,2002:binary")),
        "a tag of one's own": refused("a: !include /etc/passwd\n", "1:4", meant("!include")),
        "a tag in full": refused("a: !<tag:yaml.org,2002:str> b\n", "1:4", meant("tag:yaml.org,2002:str")),
        "a tag of no name": refused("a: ! b\n", "1:4", meant("!")),
        "a tag at the root": refused("!!omap {a: 1}\n", "1:1", meant("tag:yaml.org,2002:omap")),
        "a tag that was not declared": refused("a: !z!x b\n", "1:4", BROKEN + "found undefined tag handle"),
    },
    Threat.NOT_FINITE: {
        text: refused(f"metrics: [{{now: {text}}}]\n", "1:17", f"`{text}` is no number that can be compared")
        for text in (".nan", ".NaN", ".inf", "-.INF", "+.inf")
    }
    | {"too large": refused("metrics: [{now: 1e999}]\n", "1:17", "`1e999` is too large a number")},
    Threat.LINE_ENDS: {
        point: refused(f"readycheck: 1 # {character}launch: {{}}\n", "1:17", invisible(point))
        for point, character in {"U+2028": "\u2028", "U+2029": "\u2029", "U+0085": "\x85", "U+000D": "\r"}.items()
    }
    | {"in a text in quotes": refused('a: "b\u2028c: 1"\n', "1:6", invisible("U+2028"))},
    Threat.ESCAPES: {
        r"clipboard \e]52": refused(r'a: "\e]52;c;aGFja2Vk\a"' "\n", "1:4", escaped("U+001B")),
        r"clear the screen \x9b": refused(r'a: "\x9b2J"' "\n", "1:4", escaped("U+009B")),
        r"nothing \0": refused(r'a: "b\0c"' "\n", "1:4", escaped("U+0000")),
        r"line separator \L": refused(r'a: "b\Lc"' "\n", "1:4", escaped("U+2028")),
        r"next line \N": refused(r'a: "b\Nc"' "\n", "1:4", escaped("U+0085")),
        "right to left": refused(r'a: "b\u202ec"' "\n", "1:4", escaped("U+202E")),
        "tag characters": refused(r'a: "b\U000e0041"' "\n", "1:4", escaped("U+E0041")),
        "carriage return": refused(r'a: "b\rc"' "\n", "1:4", escaped("U+000D")),
        "in a key": refused(r'"a\e[31m": b' "\n", "1:1", escaped("U+001B")),
        "half a character": refused(r'a: "\ud800"' "\n", "1:7", BROKEN + "found invalid Unicode character escape code"),
        "beyond all characters": refused(
            r'a: "\U00110000"' "\n", "1:7", BROKEN + "found invalid Unicode character escape code"
        ),
        "as it is": refused("a: b\x1b[2J\n", "1:5", invisible("U+001B")),
        "DEL as it is": refused("a: b\x7f\n", "1:5", invisible("U+007F")),
        "bidirectional, as it is": refused("a: b # \u202e\u2066\n", "1:8", invisible("U+202E")),
        "tags, as they are": refused("a: b\U000e0041\n", "1:5", invisible("U+E0041")),
        "NUL, as it is": refused(b"a: b\0\n", "1:5", invisible("U+0000")),
    },
    Threat.ENCODING: {
        "Latin-1": refused(b"a: caf\xe9\n", "1:7", "the file is not saved as UTF-8 (byte 0xe9)"),
        "UTF-16": refused("a: b\n".encode("utf-16-le"), "1:2", invisible("U+0000")),
        "UTF-16 with its mark": refused(b"\xff\xfea\x00", "1:1", "the file is not saved as UTF-8 (byte 0xff)"),
        "UTF-7": added("+AGE-: 1\n", "4:1", "unknown key `+AGE-`"),
        "overlong": refused(b"a: b\n\xc0\x80: 1\n", "2:1", "the file is not saved as UTF-8 (byte 0xc0)"),
        "half a pair": refused(b"a: \xed\xa0\x80\n", "1:4", "the file is not saved as UTF-8 (byte 0xed)"),
        "cut off": refused("a: \u00e9".encode()[:-1], "1:4", "the file is not saved as UTF-8 (byte 0xc3)"),
        "a mark inside": refused("a: b\n\ufeffc: d\n", "2:1", invisible("U+FEFF")),
        "two marks": refused("\ufeff\ufeffa: b\n", "1:1", invisible("U+FEFF")),
        "two documents": refused("a: 1\n---\nb: 2\n", "2:1", "a second document starts here"),
        "nothing": refused("", "1:1", "the file is empty"),
        "a text": refused("just text\n", "1:1", NO_MAPPING),
        "a list": refused("- a\n", "1:1", NO_MAPPING),
        "a workbook": refused(b"PK\x03\x04\x14\x00\x06\x00", "1:3", invisible("U+0003")),
        "a tab": refused("a:\n\tb: c\n", "2:1", BROKEN + "a text begins with this character only in quotes"),
    },
    # The loader in Python reads each of these, and what it then holds is not what libyaml holds, or refuses.
    Threat.LOADER: {
        "a colon in brackets": refused("a: 1\nb: [[\\:]]\n", "2:7", BROKEN + "found unexpected ':'"),
        "a tab before a block": refused(
            "a: 1\nb: >\n \t>#\n", "3:2", BROKEN + "found a tab character where an indentation space is expected"
        ),
    },
}
