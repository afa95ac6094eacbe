"""Numbers in reports that tests and coverage tools write as XML: JUnit, Cobertura, JaCoCo.

A JUnit report is counted case by case, for its sums can say anything: `tests`, `failed` (errors among them), `skipped`,
`passed`. Of Cobertura the rates of the whole are read: `line-rate`, `branch-rate`, from 0 to 1. Of JaCoCo the share
covered of the whole, from 0 to 1, by its words: `LINE`, `BRANCH`. A report of nothing has no numbers.
"""

from __future__ import annotations

from collections import Counter
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from readycheck.evidence.number.literal import literal
from readycheck.files import Unreadable
from readycheck.syntax.xml import Unusable, Walk

_COUNTED: Final = ("tests", "failed", "skipped", "passed")
_DIGITS: Final = Decimal("0.000001")


def find(data: bytes, name: str) -> str:
    """Return the number called `name`; Unreadable where there is none."""
    report = _Report()
    try:
        Walk().through(data, report.start, report.end)
    except Unusable as error:
        raise Unreadable(str(error)) from None
    return report.number(name)


class _Report:
    """What is read of a report on the way through it."""

    def __init__(self) -> None:
        self._way: list[str] = []
        self._root = ""
        self._attributes: dict[str, str] = {}
        self._cases: Counter[str] = Counter()
        self._stated = 0
        self._result = ""
        self._counters: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._way:
            self._root, self._attributes = tag, attributes
        elif self._way == ["report"] and tag == "counter":
            self._counters[attributes.get("type", "")] = (attributes.get("missed", ""), attributes.get("covered", ""))
        if tag == "testcase":
            self._result = "passed"
        elif tag == "testsuite":
            self._stated += sum(_count(attributes.get(key, "")) for key in ("failures", "errors"))
        elif self._way and self._way[-1] == "testcase":
            if tag in {"failure", "error"}:
                self._result = "failed"
            elif tag == "skipped" and self._result == "passed":
                self._result = "skipped"
        self._way.append(tag)

    def end(self, tag: str) -> None:
        self._way.pop()
        if tag == "testcase":
            self._cases[self._result] += 1

    def number(self, name: str) -> str:
        """Return the number called `name`."""
        if self._root in {"testsuites", "testsuite"}:
            return self._of_tests(name)
        if self._root == "coverage" and name in self._attributes:
            if _count(self._attributes.get("lines-valid", "1")) == 0:
                raise Unreadable("covers nothing: it counts no line")
            return literal(self._attributes[name], name)
        if self._root == "report" and name in self._counters:
            return self._share(name)
        known = self._root in {"coverage", "report"}
        raise Unreadable(f"holds no `{name}`" if known else "is neither a JUnit nor a coverage report")

    def _of_tests(self, name: str) -> str:
        if name not in _COUNTED:
            raise Unreadable(f"holds no `{name}`; name {', '.join(_COUNTED[:-1])} or {_COUNTED[-1]}")
        if not self._cases["passed"] and not self._cases["failed"]:
            raise Unreadable("ran no test")
        if name == "tests":
            return str(self._cases.total())
        return str(max(self._cases["failed"], self._stated) if name == "failed" else self._cases[name])

    def _share(self, name: str) -> str:
        missed, covered = (_count(text) for text in self._counters[name])
        if not missed + covered:
            raise Unreadable("covers nothing: it counts no line")
        return str((Decimal(covered) / (missed + covered)).quantize(_DIGITS, ROUND_FLOOR))


def _count(text: str) -> int:
    """Return a count; what is none counts as nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 13 else 0  # noqa: PLR2004
