"""What other people's words mean here: which department a heading names, how much a level weighs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from readycheck.model.vocabulary import Severity, Stage, Strength

#: Departments under other names. Each is a whole name: `Product launch` is no name of the product department.
_OTHER_NAMES: Final = {
    "product": "product management, products",
    "marketing": "marketing communications, marcom, pr, product marketing",
    "sales-enablement": "enablement, sales training",
    "project-management": "programme management, program management, pmo, project office",
    "engineering": "development, developers, software engineering, r&d, research development",
    "legal": "legal affairs, counsel",
    "sales": "sales operations",
    "systems-engineering": "solutions engineering, solution engineering, sales engineering, presales, pre sales",
    "manufacturing": "factory, production plant",
    "finance": "accounting, billing, controlling",
    "cloud-ops": "devops, sre, infrastructure, cloud operations, it operations, site reliability engineering",
    "support": "customer support, technical support, help desk, helpdesk, customer service",
    "customer-success": "customer care",
}
#: What may stand around a name without changing it.
_AROUND: Final = re.compile(
    r"\b(readiness|ready|checklists?|teams?|departments?|dept|tasks?|items?|to-?dos?|section|preparations?|prep|requirements?|the)\b"
)
_BETWEEN: Final = re.compile(r"\s*(?:[/,;:|+()–—]|\s-\s|&|\band\b)\s*")

_LONGEST_HEADING: Final = 200

_LEVELS: Final = {
    Severity.BLOCKER: "blocker, critical, must, must have, required, mandatory, essential, showstopper, p0, highest",
    Severity.MAJOR: "major, high, should, should have, recommended, important, p1",
    Severity.MINOR: "minor, medium, could, could have, may, nice to have, optional, suggested, p2, moderate",
    Severity.INFO: "info, low, lowest, information, informational, trivial, p3, p4, wont have",
}
_SEVERITIES: Final = {word: severity.value for severity, names in _LEVELS.items() for word in names.split(", ")}


def plain(text: str) -> str:
    """Return a word as it is compared: small letters, without signs and pictures around it."""
    return " ".join(re.sub(r"[^\w&/ -]+", " ", text.casefold()).replace("_", " ").split()).strip(" -/")


def severity_of(level: str, heading: str = "") -> str:
    """Return our severity for a level of theirs; "" where that is not clear."""
    word = plain(level)
    if plain(heading) in {"required", "mandatory"} and word in {"yes", "no", "true", "false", "x"}:
        return Severity.MINOR.value if word in {"no", "false"} else Severity.BLOCKER.value
    return _SEVERITIES.get(word.replace("-", " "), "")


def stage_of(text: str) -> str:
    """Return the stage that a text names; "" where it names none."""
    return plain(text) if plain(text) in set(Stage) else ""


def strength_of(text: str) -> str:
    """Return the strength of evidence that a text names; "" where it names none."""
    return plain(text) if plain(text) in set(Strength) else ""


class DepartmentNames:
    """The departments in force under all their names. `titles` are those in force with their printed names."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self._names = {alias: department for department, names in _OTHER_NAMES.items() for alias in names.split(", ")}
        for department, title in {**{name: name for name in _OTHER_NAMES}, **titles}.items():
            self._names |= {_bare(title): department, _bare(department): department}
        self._known: dict[str, str] = {}

    def of(self, heading: str) -> str:
        """Return the department that a heading clearly names; "" where it names none, or two."""
        if heading not in self._known:
            self._known[heading] = self._find(" ".join(heading[:_LONGEST_HEADING].casefold().split()))
        return self._known[heading]

    def _find(self, heading: str) -> str:
        whole = self._names.get(_bare(heading))
        if whole is not None:
            return whole
        named = {self._names.get(_bare(part)) for part in _BETWEEN.split(heading)} - {None}
        return next(iter(named)) or "" if len(named) == 1 else ""


def _bare(name: str) -> str:
    """Return a name as it is compared, without what may stand around it."""
    return " ".join(_AROUND.sub(" ", plain(name)).replace("-", " ").split())
