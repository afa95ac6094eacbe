"""Looks at every proof that a plan offers for an item that is said to be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from readycheck.evidence.claim import defect_of_claim, defect_of_label, says_nothing
from readycheck.evidence.sections import Label, offers
from readycheck.files import MIB, Tree, Unreadable
from readycheck.model.facts import Facts, Proven
from readycheck.model.plan import Evidence, LaunchPlan
from readycheck.model.vocabulary import Status, Strength

_LIKE_ADDRESS = re.compile(r"https?:|[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?P<user>[^\s/?#@]*@)?(?P<host>[^\s/?#@:\[\]]*)(:\d{1,5})?([/?#]\S*)?"
)
#: The largest document that is looked at.
MAX_DOCUMENT = 10 * MIB


def gather(
    plan: LaunchPlan,
    *,
    base: Path,
    tree: Tree,
    own_files: frozenset[Path],
    renamed: dict[str, str],
    known: dict[str, str | None] | None = None,
) -> Facts:
    """Return what the plan's proofs come to: those of answers by item id, those of sections by place.

    Paths are relative to `base` and stay inside `tree`; `own_files`, the plan's own, prove nothing. `renamed`
    maps former item ids to what they are called now; `known`, the defects of contents that were looked at before, is
    added to. Never raises: whatever is wrong is a defect of the proof.
    """
    defects = {} if known is None else known

    def look(name: str) -> str | None:
        try:
            path = tree.inside(name, base)
        except Unreadable as error:
            return str(error)
        return "is the plan itself" if path in own_files else _defect_at(path, tree, defects)

    proofs: dict[str, tuple[Proven, ...]] = {}
    for department, part in plan.departments.items():
        for key, answer in part.items.items():
            if answer.status is Status.DONE and answer.evidence:
                item = renamed.get(f"{department}.{key}", f"{department}.{key}")
                proofs[item] = tuple(_prove(proof, base, tree, look) for proof in answer.evidence)
    shown = {path: tuple(_prove(proof, base, tree, look) for proof in offered) for path, offered in offers(plan)}
    return Facts(proofs, shown)


def _prove(proof: str | Evidence | Label, base: Path, tree: Tree, look: Callable[[str], str | None]) -> Proven:
    if isinstance(proof, Label):
        return Proven(Strength.CLAIM, proof.text, defect_of_label(proof.text))
    if isinstance(proof, str):
        return _look(_kind_of(proof, base, tree), proof, look)
    text = proof.link or proof.file or proof.claim or ""
    kind = Strength.LINK if proof.link else Strength.DOCUMENT if proof.file else Strength.CLAIM
    return _look(kind, text, look)._replace(dated=proof.dated, valid_until=proof.valid_until)


def _look(kind: Strength, text: str, look: Callable[[str], str | None]) -> Proven:
    if kind is Strength.LINK:
        return Proven(kind, text, _defect_of_link(text))
    return Proven(kind, text, look(text) if kind is Strength.DOCUMENT else defect_of_claim(text))


def _kind_of(text: str, base: Path, tree: Tree) -> Strength:
    """Tell what a bare text is: an address, a file (one that exists, or looks like one), or a claim."""
    looks_like = _looks_like(text)
    if looks_like is not None:
        return looks_like
    try:
        tree.inside(text, base)
    except Unreadable:
        return Strength.CLAIM
    return Strength.DOCUMENT


@cache
def _looks_like(text: str) -> Strength | None:
    if _LIKE_ADDRESS.match(text):
        return Strength.LINK
    return Strength.DOCUMENT if " " not in text and Path(text).suffix not in {"", "."} else None


@cache
def _defect_of_link(link: str) -> str | None:
    found = _ADDRESS.fullmatch(link)
    if found is None:
        return "is not an address that can be opened"
    if found["scheme"].lower() != "https":
        return "does not begin with https://"
    if found["user"] is not None:
        return "holds a user name"
    return None if "." in found["host"].strip(".") else "names no site"


def _defect_at(path: Path, tree: Tree, known: dict[str, str | None]) -> str | None:
    try:
        identity = tree.identity(path)
        if identity not in known:
            known[identity] = _defect_of_content(tree.read(path, MAX_DOCUMENT))
    except Unreadable as error:
        return str(error)
    return known[identity]


def _defect_of_content(data: bytes) -> str | None:
    if not data.strip():
        return "is empty"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "holds nothing but placeholders" if says_nothing(text) else None
