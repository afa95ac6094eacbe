"""The sheet on which a department answers outside git: its columns, and an answer as the texts of its cells.

A sheet remembers what it was exported with, one fingerprint a cell, so that when it comes back every change can be
told from what was changed in the plan meanwhile.
"""

import re
from collections.abc import Mapping
from enum import StrEnum, unique
from hashlib import sha256
from typing import Any, Final, NamedTuple

from readycheck.model.text import visible

#: An answer as it stands in a file: a bare status, or keys and values; None where there is none.
Raw = Any
#: The text of each cell that may be filled in.
Cells = Mapping["Column", str]

ITEM: Final = "item"
#: What is said of an item, in the order of the columns; nobody fills it in.
SAID: Final = ("title", "ask", "why", "what proves it", "severity", "must hold by")
EXPORTED: Final = "exported"
_DIGITS: Final = 8
_KINDS: Final = ("claim", "link", "file", "metric")
#: What makes another proof of it: which number, and its limits.
_NUMBER: Final = ("value", "at_least", "at_most")
_DETAIL: Final = r"(?:by|date|valid until) [^\s,()]+"
#: A proof with what is said of it, as a cell shows it: `ops/restore.md (date 2026-11-06, by dana.cho)`.
_SAID_OF: Final = re.compile(rf"(?P<what>.+) \((?P<details>{_DETAIL}(?:, {_DETAIL})*)\)")


@unique
class Column(StrEnum):
    """What a department fills in, by its heading, in the order of the columns."""

    STATUS = "status"
    OWNER = "owner"
    DUE = "due"
    EXPECT = "expected"
    EVIDENCE = "evidence"
    CHECKED_BY = "checked by"
    REASON = "reason"
    APPROVED_BY = "approved by"
    NOTE = "note"

    @property
    def key(self) -> str:
        """The key of an answer that it fills."""
        return "expect" if self is Column.EXPECT else self.value.replace(" ", "_")


class Row(NamedTuple):
    """One item on a sheet."""

    item: str
    said: tuple[str, ...]
    """The texts of SAID."""
    cells: Cells

    @property
    def texts(self) -> tuple[str, ...]:
        """The whole row, in the order of HEADINGS, as it is shown."""
        cells = (self.cells[column] for column in Column)
        return (self.item, *map(visible, (*self.said, *cells)), fingerprint(self.item, self.cells))


class Worksheet(NamedTuple):
    """The items of one department."""

    department: str
    rows: tuple[Row, ...]


HEADINGS: Final = (ITEM, *SAID, *Column, EXPORTED)


def cells_of(raw: Raw) -> Cells:
    """Return an answer as cells; of several proofs each stands on a line of its own."""
    answer = {"status": raw} if isinstance(raw, str) else raw or {}
    texts = {column: str(answer.get(column.key) or "").strip() for column in Column}
    return {**texts, Column.EVIDENCE: "\n".join(map(_proof_text, proofs_of(raw)))}


def proofs_of(raw: Raw) -> list[Any]:
    """Return what stands under `evidence:` of an answer, always as a list."""
    given = raw.get("evidence") if isinstance(raw, dict) else None
    if given is None:
        return []
    return given if isinstance(given, list) else [given]


def answered(raw: Raw, cells: Cells) -> Raw:
    """Return an answer with what cells say; all else of it, and every proof whose line is the same, is kept."""
    before = cells_of(raw)
    answer: dict[str, Any] = {"status": raw} if isinstance(raw, str) else dict(raw or {})
    for column in Column:
        if cells[column] == before[column]:
            continue
        value = _proofs(raw, cells[column]) if column is Column.EVIDENCE else cells[column]
        if value:
            answer[column.key] = value
        else:
            answer.pop(column.key, None)
    if not answer:
        return None
    return answer["status"] if list(answer) == ["status"] and not isinstance(raw, dict) else answer


def _proofs(raw: Raw, text: str) -> Any:  # noqa: ANN401 - as it stands in a file
    known = {_proof_text(proof): proof for proof in proofs_of(raw)}
    written_out = {_proof_text(_bare(proof)): _bare(proof) for proof in proofs_of(raw) if isinstance(proof, dict)}
    proofs: list[Any] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        found = _SAID_OF.fullmatch(line)
        if line not in known and found is not None and found["what"] in written_out:
            details = (detail.rpartition(" ") for detail in found["details"].split(", "))
            proofs.append({**written_out[found["what"]], **{key.replace(" ", "_"): said for key, _, said in details}})
        else:
            proofs.append(known.get(line, line))
    alone = len(proofs) == 1 and not (isinstance(raw, dict) and isinstance(raw.get("evidence"), list))
    return proofs[0] if alone else proofs


def _bare(proof: dict[str, Any]) -> dict[str, Any]:
    """Return a proof without what is said of it."""
    return {key: value for key, value in proof.items() if key in {*_KINDS, *_NUMBER}}


def _proof_text(proof: Any) -> str:  # noqa: ANN401 - as it stands in a file
    """Return a proof on one line: what it is, with the limits of a number, and in brackets what is said of it."""
    if not isinstance(proof, dict):
        return " ".join(str(proof).split())
    kind = next((key for key in _KINDS if key in proof), "")
    name = f"metric {proof[kind]}" if kind == "metric" else str(proof.get(kind, ""))
    what = ", ".join([name, *_details({key: proof[key] for key in _NUMBER if key in proof})])
    rest = ", ".join(_details({key: value for key, value in proof.items() if key not in {kind, *_NUMBER}}))
    return " ".join(f"{what}{f' ({rest})' if rest else ''}".split())


def _details(said: Mapping[str, Any]) -> list[str]:
    return [f"{key.replace('_', ' ')} {value}" for key, value in said.items()]


# ---------------------------------------------------------------- what a cell was exported with
def fingerprint(item: str, cells: Cells) -> str:
    """Return what tells whether cells were changed: the key of each that is filled, and what its text comes to.

    It names its item: sorting in a spreadsheet may leave a hidden column behind, and another row's would mislead.
    """
    return " ".join([item, *(f"{column.key}:{_digest(cells[column])}" for column in Column if cells[column])])


def exported_as(item: str, text: str) -> Mapping[str, str] | None:
    """Return what each filled cell of an item came to when it was exported, by key; None where a text does not say."""
    name, *rest = text.split() or [""]
    parts = [part.partition(":") for part in rest]
    known = {column.key for column in Column}
    if name != item or any(key not in known or len(digest) != _DIGITS for key, _, digest in parts):
        return None
    return {key: digest for key, _, digest in parts}


def is_as_exported(column: Column, text: str, exported: Mapping[str, str] | None) -> bool:
    """Whether a cell is known to be as it was exported."""
    if exported is None:
        return False
    return exported.get(column.key, "") == (_digest(text) if text else "")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


# ---------------------------------------------------------------- what a spreadsheet would compute
#: Where East Asian scripts are written, a spreadsheet takes the wide forms of the letters for the letters.
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula when it reads it from CSV: with an apostrophe before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that was guarded."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text
