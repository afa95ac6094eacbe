"""An attack: the files that a stranger brings, the command that meets them, and what the program ought to say.

What is expected was worked out where that can be done by hand (exit codes, places), and else read and agreed to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.attacks.threat import Threat

#: What a file holds, or what makes it: a link, a pipe, a directory, a repository.
Content = str | bytes | Callable[[Path], object]
Files = Mapping[str, Content]

#: The day of every audit.
AS_OF = "2026-11-22"
#: What lies outside the repository, beside it, and must never be shown.
OUTSIDE, SECRET = "outside.md", "the combination of the safe"

REFUSED, UNDECIDED, NOT_WRITTEN, DEFECT, INTERRUPTED = 2, 3, 4, 70, 130


class Attack(NamedTuple):
    """What a stranger brings, and what comes of it."""

    files: Files
    """By path in the working directory, which is the root of a repository; made in this order."""
    says: str
    """The first line on stderr of what is refused; a line on stdout or stderr of what is audited all the same."""
    command: str = "audit plan.yaml"
    code: int = REFUSED
    environment: Mapping[str, str | None] = {}
    redirect: str = ""
    """Redirections as a shell has them."""
    reported: bool = False
    """Whether what can be read is audited all the same."""
    interrupted: bool = False
    """Whether Ctrl-C comes while stdin is read."""
    leaves: frozenset[str] = frozenset()
    """The files that are there afterwards and were not before."""


#: The attacks of a theme, by threat and by what each tries.
Attacks = Mapping[Threat, Mapping[str, Attack]]


# ---------------------------------------------------------------- what the cases share
PLAN = """\
readycheck: 1
launch: {name: Aurora, owner: mara, milestones: {ga: 2026-12-15}}
people: {mara: product}
"""
POLICY = "readycheck: policy/1\nshipped_checklists: false\nchecklists: [legal.yaml]\n"
_HEAD = 'readycheck: checklist/1\nversion: "1.0"\ndepartment: legal\ntitle: Legal\nitems:\n'
_ITEM = "title: It is so, ask: Is it?, why: Customers ask, fix: [Do it], stage: buy, evidence: document, lead_days: 5"
CHECKLIST = f"{_HEAD}  - {{id: terms, severity: blocker, {_ITEM}}}\n  - {{id: notice, severity: minor, {_ITEM}}}\n"

#: A small company of one department. Its blocker has no answer, so that every audit is undecided.
COMPANY: Files = {"readycheck.yaml": POLICY, "legal.yaml": CHECKLIST}


def refused(text: str | bytes, place: str, message: str) -> Attack:
    """Return a plan that is refused for what stands at a line and column."""
    return Attack({"plan.yaml": text}, f"plan.yaml:{place}: error: {message}")


def added(text: str, place: str, message: str) -> Attack:
    """Return a sound plan of three lines with something added that is refused."""
    return refused(PLAN + text, place, message)


def policy(text: str, place: str, message: str) -> Attack:
    """Return a policy that is refused: what is added to its first line."""
    files = {"plan.yaml": PLAN, "readycheck.yaml": f"readycheck: policy/1\n{text}"}
    return Attack(files, f"readycheck.yaml:{place}: error: {message}")


def checklist(text: str, place: str, message: str) -> Attack:
    """Return the small company with a checklist that is refused: what stands on its sixth line and below."""
    return Attack({**COMPANY, "plan.yaml": PLAN, "legal.yaml": _HEAD + text}, f"legal.yaml:{place}: error: {message}")


def item(text: str) -> str:
    """Return an item of a checklist with a key of its own added, or put in place of another."""
    return f"  - {{id: terms, severity: blocker, {_ITEM}, {text}}}\n"


def answered(evidence: str) -> str:
    """Return a plan that offers something as proof of its minor item, on line 7 at column 7."""
    return (
        f"{PLAN}departments:\n  legal:\n    items:\n      notice: {{status: done, owner: mara, evidence: {evidence}}}\n"
    )


def unproven(evidence: str, why: str, files: Files | None = None) -> Attack:
    """Return a proof that is looked at and proves nothing: the item stays a gap, of which nobody need wait the audit."""
    return Attack(
        {**COMPANY, **(files or {}), "plan.yaml": answered(evidence)},
        f"plan.yaml:7:7: minor[legal.notice] unproven: {why} (Mara, by 2026-12-14)",
        "audit plan.yaml --all",
        UNDECIDED,
    )


def link(target: str) -> Callable[[Path], object]:
    """Return what makes a symbolic link."""
    return lambda path: path.symlink_to(target)
