"""Every broken plan, policy and checklist of these tests and of the page of messages: what a schema can refuse, it does.

Each is taken as the program takes it: as text, as values, as a model, and among names that exist. A schema sees the
values and no names, so that it answers for what the model alone refuses. Where it cannot, the reason stands here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum, auto
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError
from scripts.messages import _completed as completed
from scripts.messages import groups

from readycheck.cli.schema import MODELS
from readycheck.documents.plan import PlanFile, PlanFiles, load_plan
from readycheck.documents.policy import load_shipped
from readycheck.errors import RefusedInput
from readycheck.model.vocabulary import DEPARTMENTS
from readycheck.syntax.yaml import parse
from tests.cli import test_bad_input
from tests.documents import test_plan, test_validation
from tests.schema.reading import validator_of
from tests.schema.test_agreement import accepts

pytestmark = pytest.mark.usefixtures("untraced")

ORDER = "which of two days or numbers comes first, a schema cannot compare"
SAME = "that two values are the same, or that one is a part of another, a schema cannot compare"
TWICE = "that an id stands twice among entries, a schema cannot see: it compares whole entries only"

#: What the program says where only it can refuse a value, and why a schema cannot.
BEYOND = {
    "ends before it begins": ORDER,
    "no value meets this target": ORDER,
    "a lower severity weighs more than a higher one": ORDER,
    "is both owner and sponsor": SAME,
    "hands over to itself": SAME,
    "is neither end of this handoff": SAME,
    "stands twice here": TWICE,
}


class Refusal(Enum):
    """By what a document is refused first."""

    TEXT = auto()
    """It cannot be read as values: the editor says so without a schema."""
    MODEL = auto()
    """A value, or how values go together in one mapping."""
    NAMES = auto()
    """A name that does not exist, or two parts that contradict each other."""
    NOTHING = auto()


def broken() -> Iterator[tuple[str, str, str]]:
    """Yield every broken document: its name, its format, and its text."""
    for name, (text, *_) in test_validation.WRONG.items():
        yield f"validation: {name}", "plan", text
    for name, text, *_ in test_validation.MISTAKES:
        yield f"validation: {name}", "plan", test_validation.START + text
    for name, old, new, *_ in test_plan.WRONG:
        yield f"plan: {name}", "plan", test_plan.HEAD.replace(old, new, 1)
    for name, case in test_bad_input.CASES.items():
        yield f"bad input: {name}", "plan", test_bad_input.PLAN.replace(case.old, case.new, 1)
    for group in groups():
        for number, example in enumerate(group.examples, 1):
            texts: dict[str, object] = {"plan.yaml": completed(example.plan or ""), **example.files}
            for file, written in texts.items():
                kind = _kind_of(Path(file))
                if kind and isinstance(written, str):
                    yield f"messages: {group.title} {number}, {file}", kind, written


def _kind_of(file: Path) -> str:
    """The format of a file of an example; none where it is no plan, policy or checklist."""
    if file.suffix != ".yaml":
        return ""
    if "checklists" in file.parts or "own" in file.stem or file.stem == "works":
        return "checklist"
    return "policy" if file.name == "readycheck.yaml" else "department" if file.stem in DEPARTMENTS else "plan"


BROKEN = {name: (kind, text) for name, kind, text in broken()}


def refusal_of(kind: str, text: str) -> tuple[Refusal, Any]:
    """By what a document is refused first, and its values."""
    try:
        value = parse(text.encode("utf-8", "surrogateescape"), "p.yaml").value
    except RefusedInput:
        return Refusal.TEXT, None
    if not accepts(MODELS[kind][0], value):
        return Refusal.MODEL, value
    if kind == "plan":
        rules = load_shipped()
        try:
            load_plan(PlanFiles(PlanFile("p.yaml", text.encode()), {}), rules.catalogue, rules.milestones)
        except RefusedInput:
            return Refusal.NAMES, value
    return Refusal.NOTHING, value


def beyond(kind: str, value: Any) -> set[str]:
    """What of the program's words on a value says that a schema cannot refuse it; empty where other words are said."""
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(MODELS[kind][0]).validate_python(value)
    said = [error["msg"] for error in caught.value.errors()]
    found = {words for words in BEYOND for message in said if words in message}
    return found if all(any(words in message for words in found) for message in said) else set()


@pytest.mark.parametrize("name", BROKEN)
def test_what_a_model_refuses_the_schema_refuses(name: str) -> None:
    """All but what is listed above, each with its reason; and what is right, it takes."""
    kind, text = BROKEN[name]
    refusal, value = refusal_of(kind, text)
    if refusal is Refusal.MODEL and validator_of(kind).is_valid(value):
        assert beyond(kind, value)
    elif refusal is Refusal.NOTHING:
        assert [error.message for error in validator_of(kind).iter_errors(value)] == []


def test_the_broken_documents_are_broken_in_every_way() -> None:
    """The schema refuses nearly all that a model does, and each reason why it cannot is met among them."""
    every = [(kind, *refusal_of(kind, text)) for kind, text in BROKEN.values()]
    found = Counter(refusal for _, refusal, _ in every)
    assert min(found[refusal] for refusal in Refusal) > 20
    taken = [
        (kind, value)
        for kind, refusal, value in every
        if refusal is Refusal.MODEL and validator_of(kind).is_valid(value)
    ]
    assert set().union(*(beyond(kind, value) for kind, value in taken)) == set(BEYOND)
    assert found[Refusal.MODEL] > 5 * len(taken)
