"""Inputs that are nearly sound: seeds in which lines, characters and words of the format were changed. Same seed, same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

#: What means something to one of the formats, or to a terminal, a log or a spreadsheet.
WORDS = tuple(
    word.encode("utf-8", "surrogatepass")
    for word in (
        *": |- |+ >- - ? & * ! % @ ` # , [ ] { } ' \" ~ << --- ... null true .inf 1e999 0x10 010 1_000 2026-02-30 T-7 T+0".split(" "),
        *"a: - [ ] [x] | |--- ``` ~~ ** [a](b) <!-- --> ![x](y) =1+1 '= +1 @x #1 :a: ::error:: ##[cmd] $x$ \\ {{ }} ]( ]]> &amp; </c>".split(" "),
        *"done todo not_applicable legal support mara.lind dana.cho licence-terms waivers departments items evidence".split(),
        *"\n \r\n \r \t \0 \x1b[2J \x85 \u2028 \u202e \ufeff \ud800 \U000e0041 \U0001f600 \u0661 \u200b".split(" "),
        " ", "\n  ", "\n    - ", ": ", "x" * 130, "[" * 70, "9" * 30, "",
    )
)  # fmt: skip


def vary(random: Random, seeds: Sequence[bytes], longest: int) -> bytes:
    """Return an input made of a seed by a few changes; at most `longest` bytes, or those of the seed."""
    data = random.choice(seeds)
    most = max(longest, len(data))
    for _ in range(random.choice((1, 1, 2, 3, 5, 8))):
        data = random.choice(_CHANGES)(random, data, seeds)
    return data[:most]


def _put(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(WORDS) + data[at:]


def _replace(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + random.choice(WORDS) + data[at + random.randint(0, 4) :]


def _set_byte(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    at = random.randint(0, len(data))
    return data[:at] + data[at + random.randint(1, 20) :]


def _move_line(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    line = lines.pop(random.randrange(len(lines)))
    indented = random.choice((line, line, b"  " + line, line.lstrip(), b"- " + line.lstrip()))
    lines.insert(random.randint(0, len(lines)), indented)
    return b"\n".join(lines)


def _repeat_line(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    lines.insert(random.randint(0, len(lines)), random.choice(lines))
    return b"\n".join(lines)


def _drop_lines(random: Random, data: bytes, _: Sequence[bytes]) -> bytes:
    lines = data.split(b"\n")
    at = random.randrange(len(lines))
    del lines[at : at + random.choice((1, 1, 2, 8))]
    return b"\n".join(lines)


def _graft(random: Random, data: bytes, seeds: Sequence[bytes]) -> bytes:
    lines, other = data.split(b"\n"), random.choice(seeds).split(b"\n")
    start, at = random.randrange(len(other)), random.randint(0, len(lines))
    return b"\n".join([*lines[:at], *other[start : start + random.randint(1, 6)], *lines[at:]])


_CHANGES = (_put, _put, _replace, _replace, _set_byte, _cut, _move_line, _repeat_line, _drop_lines, _graft)
