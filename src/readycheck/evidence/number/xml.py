"""Numbers in reports that tests and coverage tools write as XML: JUnit, Cobertura, JaCoCo.

A JUnit report is counted case by case, for its sums can say anything: `tests`, `failed` (errors among them), `skipped`,
`passed`; only where a suite states more failures than its cases show is it believed. Of Cobertura the rates of the
whole are read: `line-rate`, `branch-rate`, from 0 to 1. Of JaCoCo the share covered of the whole, from 0 to 1, by its
words: `LINE`, `BRANCH`. A report of nothing has no numbers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import Final

from readycheck.evidence.number.literal import literal
from readycheck.files import Unreadable
from readycheck.syntax.xml import Unusable, Walk

_COUNTED: Final = ("tests", "failed", "skipped", "passed")
_DIGITS: Final = Decimal("0.000001")
#: How some tools say of a case what others say by an element in it.
_FAILED: Final = frozenset({"fail", "failed", "failure", "error"})
_NOT_RUN: Final = frozenset({"notrun", "disabled", "suppressed", "skipped", "ignored"})
#: Of what each rate of Cobertura is a share.
_WHOLES: Final = {"line-rate": ("lines-valid", "line"), "branch-rate": ("branches-valid", "branch")}


def find(data: bytes, name: str) -> str:
    """Return the number called `name`; Unreadable where there is none."""
    report = _Report()
    try:
        Walk().through(data, report.start, report.end)
    except Unusable as error:
        raise Unreadable(str(error)) from None
    return report.number(name)


@dataclass(slots=True)
class _Suite:
    """A suite on the way through it."""

    stated: int
    """How many failures it says that it has."""
    found: int = 0
    """How many are in it."""


class _Report:
    """What is read of a report on the way through it."""

    def __init__(self) -> None:
        self._way: list[str] = []
        self._root = ""
        self._attributes: dict[str, str] = {}
        self._cases: Counter[str] = Counter()
        self._results: list[str] = []
        self._suites: list[_Suite] = []
        self._failed = 0
        self._counters: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._way:
            self._root, self._attributes = tag, attributes
        elif self._way == ["report"] and tag == "counter":
            self._count_cover(attributes)
        if tag == "testcase":
            self._results.append(_result(attributes))
        elif tag in {"testsuites", "testsuite"}:
            self._suites.append(_Suite(sum(_count(attributes.get(key, "")) for key in ("failures", "errors"))))
        elif self._way and self._way[-1] == "testcase":
            if tag in {"failure", "error"}:
                self._results[-1] = "failed"
            elif tag == "skipped" and self._results[-1] == "passed":
                self._results[-1] = "skipped"
        self._way.append(tag)

    def end(self, tag: str) -> None:
        self._way.pop()
        if tag == "testcase":
            result = self._results.pop()
            self._cases[result] += 1
            self._fail(int(result == "failed"))
        elif tag in {"testsuites", "testsuite"}:
            suite = self._suites.pop()
            self._fail(max(suite.stated, suite.found))

    def _fail(self, failures: int) -> None:
        """Add failures to the suite that is open, else to the whole."""
        if self._suites:
            self._suites[-1].found += failures
        else:
            self._failed += failures

    def _count_cover(self, attributes: dict[str, str]) -> None:
        what = attributes.get("type", "")
        if what in self._counters:
            raise Unreadable("says something twice under one name")
        self._counters[what] = (attributes.get("missed", ""), attributes.get("covered", ""))

    def number(self, name: str) -> str:
        """Return the number called `name`."""
        if self._root in {"testsuites", "testsuite"}:
            return self._of_tests(name)
        if self._root == "coverage" and name in self._attributes:
            whole, what = _WHOLES.get(name, _WHOLES["line-rate"])
            if _count(self._attributes.get(whole, "1")) == 0:
                raise Unreadable(f"covers nothing: it counts no {what}")
            written = literal(self._attributes[name], name)
            if name.endswith("-rate") and Decimal(written) > 1:
                raise Unreadable(f"holds no share under `{name}`, which would be from 0 to 1")
            return written
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
        return str(self._failed if name == "failed" else self._cases[name])

    def _share(self, name: str) -> str:
        if not all(_is_count(text) for text in self._counters[name]):
            raise Unreadable(f"holds no number under `{name}`")
        missed, covered = map(_count, self._counters[name])
        if not missed + covered:
            raise Unreadable("covers nothing: it counts no line")
        return str((Decimal(covered) / (missed + covered)).quantize(_DIGITS, ROUND_FLOOR))


def _result(attributes: dict[str, str]) -> str:
    """Return how a case ended by what its attributes say."""
    said = {attributes.get(key, "").lower() for key in ("status", "result")}
    if not said.isdisjoint(_FAILED):
        return "failed"
    return "passed" if said.isdisjoint(_NOT_RUN) else "skipped"


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 13  # noqa: PLR2004


def _count(text: str) -> int:
    """Return a count; what is none counts as nothing."""
    return int(text) if _is_count(text) else 0
