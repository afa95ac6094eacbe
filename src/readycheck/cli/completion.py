"""What a shell proposes for names that we know: items, departments, milestones and profile facts of the rules in force.

Reads the policy and the checklists where the user stands, and no plan. A completion never says what is wrong: where
these cannot be used it proposes what ships, and at worst nothing, and the shell goes on to the names of files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from readycheck.cli.rules import rules_here
from readycheck.documents.policy import Rules, load_shipped
from readycheck.errors import ReadycheckError

#: A name, and a few words on it for shells that show them.
Proposal = tuple[str, str]


def _words(rules: Rules) -> Iterable[Proposal]:
    from readycheck.cli.glossary import WORDS  # noqa: PLC0415 - for `explain` only

    items = ((item.id, item.spec.title) for item in rules.catalogue.items)
    return (*items, *WORDS.items(), *rules.catalogue.facts.items())


def _departments(rules: Rules) -> Iterable[Proposal]:
    return rules.catalogue.titles.items()


def _milestones(rules: Rules) -> Iterable[Proposal]:
    return ((milestone, "") for milestone in rules.milestones)


def _facts(rules: Rules) -> Iterable[Proposal]:
    return rules.catalogue.facts.items()


#: By the word that the table uses.
_KNOWN: dict[str, Callable[[Rules], Iterable[Proposal]]] = {
    "word": _words,
    "department": _departments,
    "milestone": _milestones,
    "fact": _facts,
}


def proposals(of: str, beginning: str) -> list[Proposal]:
    """Return the names of a kind that begin so, in the order of the rules."""
    return [(name, about) for name, about in _KNOWN[of](_rules()) if name.startswith(beginning)]


def _rules() -> Rules:
    try:
        return rules_here(None)
    except (ReadycheckError, OSError):
        return load_shipped()
