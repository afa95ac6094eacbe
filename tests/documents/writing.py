"""Plans as people write them: every indentation, quote, brace, comment and line end that YAML allows in a plan.

Written by hand-made rules and not by the program's own writer, so that what edits them is held against something else.
"""

from __future__ import annotations

import json
from random import Random
from typing import Any, NamedTuple

from readycheck.model.checklist import Catalogue

PEOPLE = ("mara.lind", "dana.cho", "lee.ng", "sam.ito", "tom.oduya")
_TEXTS = (
    "Two redlines open", "it's #1: \"urgent\"", "50 % done, rest: Monday", "yes", "null", "12:30", "# not a comment",
    "- dash", "{brace}", "a: b", "über Größe 日本", "trailing colon:", "3", "@home", "*star", "&and", "!bang", "%pct",
    "`tick`", "back\\slash", "'single'", "?", "~", "=1+1", "x" * 130, "true", "2026-11-20", "comma, [list]",
)  # fmt: skip
_EVIDENCE = ("legal/eula-v3.md", "https://example.com/a?b=c#d", "Board minute 12: approved", "ops/restore.md")


class Written(NamedTuple):
    """A plan's text, and the lines (from 0) on which each answer stands, by full item id."""

    text: str
    lines: dict[str, range]


def text_of(random: Random) -> str:
    """Return a text that somebody may put into a cell."""
    return random.choice(_TEXTS)


def answer_of(random: Random) -> Any:
    """Return an answer that a plan may hold, as plain values."""
    status = random.choice(["done", "in_progress", "todo", "will_not_do", "not_applicable"])
    if random.random() < 0.2:
        return status
    answer: dict[str, Any] = {"status": status}
    if random.random() < 0.5:
        answer["owner"] = random.choice(PEOPLE)
    if random.random() < 0.4:
        answer["due"] = random.choice(["T-14", "2026-12-03", "T+2"])
    if random.random() < 0.3:
        answer["expect"] = "2026-12-05"
    if random.random() < 0.6:
        proofs: list[Any] = [random.choice(_EVIDENCE), {"file": "a/b.md", "date": "2026-11-06"}, text_of(random)]
        random.shuffle(proofs)
        kept = proofs[: random.randint(1, 3)]
        answer["evidence"] = kept[0] if len(kept) == 1 and random.random() < 0.6 else kept
    if random.random() < 0.4:
        answer["note"] = random.choice([text_of(random), "first line\nsecond line", "one\n\nthree: #"])
    if random.random() < 0.3:
        answer["reason"] = text_of(random)
    if random.random() < 0.2:
        answer["waits_for"] = ["legal.trademarks"]
        answer["ticket"] = "LAW-41"
    keys = list(answer)
    random.shuffle(keys)
    return {key: answer[key] for key in keys}


def write(random: Random, catalogue: Catalogue) -> Written:
    """Return a plan with a few departments' answers, written in one of very many ways."""
    writer = _Writer(random)
    writer.line("# A plan that somebody wrote, with care")
    writer.line("readycheck: 1")
    writer.line("launch: {name: Aurora, owner: mara.lind, milestones: {ga: 2026-12-22}}   # the launch")
    writer.line("people: {" + ", ".join(f"{person}: legal" for person in PEOPLE) + "}")
    writer.noise(0)
    writer.line("departments:" + writer.comment())
    items = [item for item in catalogue.items if item.spec.rule is None]
    departments = sorted({item.department for item in items})
    for department in sorted(random.sample(departments, random.randint(1, 4))):
        own = [item for item in items if item.department == department and item.id != "legal.trademarks"]
        writer.department(
            department, [item.spec.id for item in random.sample(own, random.randint(0, min(5, len(own))))]
        )
    writer.noise(0)
    writer.line("waivers: []   # none yet")
    text = random.choice(["\n", "\n", "\r\n"]).join(writer.lines)
    return Written(text + random.choice(["", "\n", "\n\n"]), writer.places)


class _Writer:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._step = random.choice([1, 2, 2, 3, 4])
        self.lines: list[str] = []
        self.places: dict[str, range] = {}

    def line(self, text: str) -> None:
        self.lines.append(text)

    def comment(self) -> str:
        return self._random.choice(["", "", "   # said on Monday", " #x: {", "\t"])

    def noise(self, column: int) -> None:
        for _ in range(self._random.choice([0, 0, 1, 2])):
            self.line(self._random.choice(["", " " * column + "# gone: {status: todo}", "# left", " " * column]))

    def department(self, name: str, items: list[str]) -> None:
        pad = " " * self._step
        if not items and self._random.random() < 0.5:
            self.line(
                pad + name + self._random.choice([": {}", ": {lead: dana.cho}", ":", ": {items: }"]) + self.comment()
            )
            return
        if self._random.random() < 0.15:
            start = len(self.lines)
            answers = ", ".join(f"{item}: {self._flow(answer_of(self._random))}" for item in items)
            self.line(f"{pad}{name}: {{lead: dana.cho, items: {{{answers}}}}}")
            self.places |= {f"{name}.{item}": range(start, start + 1) for item in items}
            return
        self.line(f"{pad}{name}:{self.comment()}")
        self.line(f"{pad * 2}lead: dana.cho")
        self.line(f"{pad * 2}items:{self.comment()}")
        self.noise(3 * self._step)
        for item in items:
            start = len(self.lines)
            self._answer(pad * 3, item, answer_of(self._random))
            self.places[f"{name}.{item}"] = range(start, len(self.lines))
            self.noise(3 * self._step)
        if self._random.random() < 0.5:
            self.line(f"{pad * 2}called: Our {name}")

    def _answer(self, pad: str, item: str, answer: Any) -> None:
        if isinstance(answer, str) or self._random.random() < 0.5:
            self.line(f"{pad}{item}: {self._flow(answer)}{self.comment()}")
            return
        self.line(f"{pad}{item}:{self.comment()}")
        inner = pad + " " * self._step
        for key, value in answer.items():
            self._entry(inner, key, value)

    def _entry(self, pad: str, key: str, value: Any) -> None:
        if isinstance(value, list) and self._random.random() < 0.6:
            self.line(f"{pad}{key}:{self.comment()}")
            dash = pad + " " * self._random.choice([0, self._step])
            for proof in value:
                self.line(f"{dash}- {self._flow(proof)}{self.comment()}")
        elif isinstance(value, str) and "\n" in value and self._random.random() < 0.6:
            self.line(f"{pad}{key}: {self._random.choice(['|', '|-', '|+'])}")
            self.lines += [f"{pad}{' ' * self._step}{line}" if line else "" for line in value.split("\n")]
        else:
            self.line(f"{pad}{key}: {self._flow(value)}{self.comment()}")

    def _flow(self, value: Any) -> str:
        if isinstance(value, dict):
            entries = ", ".join(f"{key}: {self._flow(entry)}" for key, entry in value.items())
            return "{" + entries + self._random.choice(["", ",", " "]) + "}"
        if isinstance(value, list):
            return "[" + self._random.choice([", ", " ,  "]).join(map(self._flow, value)) + "]"
        return self._scalar(value)

    def _scalar(self, text: str) -> str:
        if all(part.isalnum() for part in text.replace(" ", ".").replace("-", ".").replace("_", ".").split(".")):
            plain = not text[0].isdigit() and text not in {"yes", "null", "true"} and not text.endswith(".")
            if plain and self._random.random() < 0.7:
                return text
        if "\n" not in text and self._random.random() < 0.5:
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=self._random.random() < 0.5)
