"""What is derived from the code is current: schemas, packaged values, references, and every output in README and docs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft7Validator
from scripts.console import BLOCK
from scripts.generate import PAGES, SCHEMAS, derived

from readycheck.documents.yaml import parse

ALWAYS = ("packaged.json", "plan-v1.schema.json", "README.md")


def test_every_derived_file_is_current() -> None:
    """`python -m scripts.generate` would change nothing; README and docs show what commands really print."""
    names = []
    for path, text in derived():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python -m scripts.generate"
        names.append(path.name)
    assert set(ALWAYS) <= set(names)


def test_every_page_with_commands_is_run(root: Path) -> None:
    """A page that shows a command of ours is among those that the generator runs."""
    pages = [root / "README.md", *(root / "docs").glob("*.md")]
    shown = {str(page.relative_to(root)) for page in pages if BLOCK.search(page.read_text(encoding="utf-8"))}
    assert shown <= set(PAGES)


@pytest.mark.parametrize("kind", SCHEMAS)
def test_schemas_are_valid_draft_7(kind: str, root: Path) -> None:
    """Each published schema is one, and names every key with a description."""
    schema = json.loads((root / "schemas" / f"{SCHEMAS[kind]}.schema.json").read_text(encoding="utf-8"))
    Draft7Validator.check_schema(schema)
    for name, definition in {"top": schema, **schema["definitions"]}.items():
        for key, value in definition.get("properties", {}).items():
            assert "description" in value or "$ref" in value, f"{name}.{key}"


@pytest.mark.parametrize("example", ["first-plan/plan.yaml", "aurora-backup/launch.yaml", "kestrel-sensor/launch.yaml"])
def test_the_plan_schema_accepts_the_examples(example: str, root: Path) -> None:
    """An editor shows no error in an example."""
    plan = parse((root / "examples" / example).read_bytes(), example).value
    schema = json.loads((root / "schemas" / "plan-v1.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft7Validator(schema).iter_errors(plan)] == []
