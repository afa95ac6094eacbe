"""Looks at every proof that a plan offers for an item that is said to be done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from readycheck.evidence.claim import defect_of_claim, defect_of_label
from readycheck.evidence.document import MAX_DOCUMENT, Content, look_at
from readycheck.evidence.link import defect_of_link, weakness_of_link
from readycheck.evidence.sections import Label, offers
from readycheck.files import Tree, Unreadable
from readycheck.model.checklist import Catalogue
from readycheck.model.facts import Facts, Proven
from readycheck.model.plan import Evidence, LaunchPlan
from readycheck.model.plan.metric import Metric
from readycheck.model.vocabulary import Status, Strength

_LIKE_ADDRESS = re.compile(r"https?:|[a-z][a-z0-9+.-]*://", re.IGNORECASE)
#: Returns the day on which a file was last changed; Unreadable where that is not known.
LastChange = Callable[[Path], date]


def gather(
    plan: LaunchPlan,
    catalogue: Catalogue,
    *,
    base: Path,
    tree: Tree,
    own_files: frozenset[Path],
    last_change: LastChange,
    known: dict[str, Content] | None = None,
) -> Facts:
    """Return what the plan's proofs come to: those of answers by item id, those of sections by place.

    Paths are relative to `base` and stay inside `tree`; `own_files`, the plan's own, prove nothing. `last_change` is
    asked only for documents without a date, of items that want one. `known`, contents that were looked at before, is
    added to. Never raises: whatever is wrong is a defect of the proof.
    """
    metrics = {metric.id: metric for metric in plan.metrics or ()}
    look = _Look(base, tree, own_files, last_change, metrics, {} if known is None else known)
    proofs: dict[str, tuple[Proven, ...]] = {}
    for department, part in plan.departments.items():
        for key, answer in part.items.items():
            if answer.status is Status.DONE and answer.evidence:
                name = catalogue.renamed.get(f"{department}.{key}", f"{department}.{key}")
                item = catalogue.by_id.get(name)
                ages = item is not None and item.spec.max_age_days is not None
                proofs[name] = tuple(look.prove(proof, ages=ages) for proof in answer.evidence)
    shown = {path: tuple(look.prove(proof) for proof in offered) for path, offered in offers(plan)}
    return Facts(proofs, shown)


class _Look:
    """Looks at the proofs of one plan."""

    def __init__(
        self,
        base: Path,
        tree: Tree,
        own_files: frozenset[Path],
        last_change: LastChange,
        metrics: Mapping[str, Metric],
        known: dict[str, Content],
    ) -> None:
        self._base, self._tree, self._own = base, tree, own_files
        self._last_change, self._metrics, self._known = last_change, metrics, known

    def prove(self, proof: str | Evidence | Label, *, ages: bool = False) -> Proven:
        """Return what one proof comes to; `ages` where it holds for so many days only."""
        if isinstance(proof, Label):
            return Proven(Strength.CLAIM, proof.text, defect_of_label(proof.text))
        if isinstance(proof, str):
            found = self._bare(proof)
            return self._dated(found, proof) if ages else found
        found = self._written_out(proof)
        dated = found.dated or proof.dated
        found = found._replace(dated=dated, valid_until=proof.valid_until, by=proof.by)
        return self._dated(found, proof.file) if ages and proof.file is not None else found

    def _bare(self, text: str) -> Proven:
        match self._kind_of(text):
            case Strength.LINK:
                return _link(text)
            case Strength.DOCUMENT:
                return self._document(text)
            case _:
                return Proven(Strength.CLAIM, text, defect_of_claim(text))

    def _written_out(self, proof: Evidence) -> Proven:
        if proof.metric is not None:
            from readycheck.evidence.measurement import measured_by  # noqa: PLC0415 - for plans that measure

            return measured_by(proof, self._metrics.get(proof.metric))
        if proof.file is not None:
            return self._document(proof.file) if proof.value is None else self._measurement(proof, proof.file)
        if proof.link is not None:
            return _link(proof.link)
        return Proven(Strength.CLAIM, proof.claim or "", defect_of_claim(proof.claim or ""))

    def _document(self, name: str) -> Proven:
        try:
            content = self._content(self._path(name))
        except Unreadable as error:
            return Proven(Strength.DOCUMENT, name, str(error))
        strength = Strength.DOCUMENT if content.weakness is None else Strength.CLAIM
        return Proven(strength, name, content.defect, weakness=content.weakness, digest=content.digest)

    def _measurement(self, proof: Evidence, name: str) -> Proven:
        from readycheck.evidence.measurement import measured  # noqa: PLC0415 - for plans that measure

        try:
            path = self._path(name)
            return measured(proof, name, lambda limit: self._tree.read(path, limit))
        except Unreadable as error:
            return Proven(Strength.MEASUREMENT, name, str(error))

    def _path(self, name: str) -> Path:
        path = self._tree.inside(name, self._base)
        if path in self._own:
            raise Unreadable("is the plan itself")
        return path

    def _content(self, path: Path) -> Content:
        identity = self._tree.identity(path)
        if identity not in self._known:
            self._known[identity] = look_at(self._tree.read(path, MAX_DOCUMENT))
        return self._known[identity]

    def _dated(self, found: Proven, name: str) -> Proven:
        """Return a proof that lies in a file with the day of the file's last change, where it has no other."""
        if found.dated is not None or found.defect is not None or found.strength.rank < Strength.DOCUMENT.rank:
            return found
        try:
            return found._replace(dated=self._last_change(self._path(name)))
        except Unreadable as error:
            return found._replace(undated=str(error))

    def _kind_of(self, text: str) -> Strength:
        """Tell what a bare text is: an address, a file (one that exists, or looks like one), or a claim."""
        looks_like = _looks_like(text)
        if looks_like is not None:
            return looks_like
        try:
            self._tree.inside(text, self._base)
        except Unreadable:
            return Strength.CLAIM
        return Strength.DOCUMENT


def _link(text: str) -> Proven:
    weakness = weakness_of_link(text)
    return Proven(Strength.CLAIM if weakness else Strength.LINK, text, defect_of_link(text), weakness=weakness)


@cache
def _looks_like(text: str) -> Strength | None:
    if _LIKE_ADDRESS.match(text):
        return Strength.LINK
    return Strength.DOCUMENT if " " not in text and Path(text).suffix not in {"", "."} else None
