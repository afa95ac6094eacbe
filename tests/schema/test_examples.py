"""Every plan, policy and checklist that we show is accepted and described; what is broken is refused as far as can be.

Files are read as the program reads them, as values of YAML 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from readycheck.cli.schema import MODELS
from readycheck.syntax.yaml import parse
from tests.schema.reading import below, schema_of, speaking_of, validator_of
from tests.schema.test_agreement import accepts

pytestmark = pytest.mark.usefixtures("untraced")

ROOT = Path(__file__).resolve().parent.parent.parent

#: What stands beside them: lists of messages, a plan that is wrong on purpose, and what only the program reads.
OTHERS = re.compile(r"mistakes|messages/\d|checklists/(kinds|policy|practices|profile)\.yaml")


def kind_of(file: Path) -> str:
    """The format of a file of ours; one that names none is a department's."""
    named = value_of(file).get("readycheck", "department")
    return "plan" if named == 1 else str(named).partition("/")[0]


def value_of(file: Path) -> Any:
    """What a file says."""
    return parse(file.read_bytes(), file.name).value


def shown() -> Iterator[Path]:
    """Yield every file that we show."""
    for folder in ("examples", "docs/examples", "checklists", "tests/items"):
        yield from (file for file in sorted((ROOT / folder).rglob("*.yaml")) if not OTHERS.search(file.as_posix()))


FILES = {file.relative_to(ROOT).as_posix(): file for file in shown()}


def test_the_examples_are_of_every_kind() -> None:
    """The tests below hold of plans in one file and in many, of policies and of checklists."""
    kinds = [kind_of(file) for file in FILES.values()]
    assert set(kinds) == {"plan", "department", "checklist", "policy"}
    assert min(kinds.count("plan"), kinds.count("department")) > 20


@pytest.mark.parametrize("name", FILES)
def test_what_we_show_is_accepted_and_every_key_is_described(name: str) -> None:
    """An editor underlines nothing in it, and says of each key in it what it is and how else it may be written."""
    kind, value = kind_of(FILES[name]), value_of(FILES[name])
    assert [error.message for error in validator_of(kind).iter_errors(value)] == []
    assert [path for path, missing in undescribed(kind, value) if missing] == []


def undescribed(kind: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield every key of a valid document, with what is not said of it."""
    todo = [("", value, list(speaking_of(kind, schema_of(kind), value)))]
    while todo:
        path, here, schemas = todo.pop()
        for key, inner, said in below(kind, schemas, here):
            todo.append((f"{path}/{key}", inner, said))
            if isinstance(key, str):
                words = ["description"] if any("const" in part for part in said) else ["description", "examples"]
                yield f"{path}/{key}", [word for word in words if not any(part.get(word) for part in said)]


def test_the_walk_finds_what_is_not_described() -> None:
    """Of a key of which nothing is said, the walk above says so."""
    plan = value_of(FILES["examples/first-plan/plan.yaml"])
    assert len(list(undescribed("plan", plan))) > 50
    assert ("/nonsense", ["description", "examples"]) in undescribed("plan", {**plan, "nonsense": 1})


# ---------------------------------------------------------------- one thing wrong in what is right
#: A mapping, a list and a blank text that stand nowhere.
WRONG: list[Any] = [{"Un known": 1}, [["a list"]], "\t"]


def changed(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield a document with one thing wrong, and where: an unknown key in each mapping, a wrong type for each value."""
    todo: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while todo:
        path, here = todo.pop()
        if isinstance(here, dict):
            todo += [((*path, key), inner) for key, inner in here.items()]
            yield f"{path}, a key", _with(value, path, {**here, "Un known": "a"})
        elif isinstance(here, list):
            todo += [((*path, index), inner) for index, inner in enumerate(here)]
        for wrong in WRONG:
            yield f"{path}, {wrong}", _with(value, path, wrong)


def _with(document: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """A copy of a document with another value in one place."""
    if not path:
        return value
    copied = document.copy()
    copied[path[0]] = _with(document[path[0]], path[1:], value)
    return copied


#: Documents that between them use most keys, and are small enough to be changed everywhere.
CHANGED = (
    "examples/price-change/launch.yaml",
    "examples/price-change/legal.yaml",
    "examples/first-plan/plan.yaml",
    "docs/examples/kettle/launch.yaml",
    "docs/examples/kettle/readycheck.yaml",
    "docs/examples/kettle/checklists/legal.yaml",
    "docs/examples/messages/plan.yaml",
    "tests/items/product.handoffs-accepted/passes.yaml",
    "tests/items/product.promises-kept/passes.yaml",
    "tests/items/project-management.launch-week-cover/passes.yaml",
)


@pytest.mark.parametrize("name", CHANGED)
def test_one_thing_wrong_is_refused_by_both(name: str) -> None:
    """An unknown key in any mapping, and what cannot be meant in place of any value, by the schema and the program."""
    kind, value = kind_of(FILES[name]), value_of(FILES[name])
    validator, model = validator_of(kind), MODELS[kind][0]
    assert validator.is_valid(value)
    assert accepts(model, value)
    taken = []
    for where, document in changed(value):
        by = validator.is_valid(document), accepts(model, document)
        if any(by):
            taken.append((where, by))
    assert taken == []
    assert sum(1 for _ in changed(value)) > 30
