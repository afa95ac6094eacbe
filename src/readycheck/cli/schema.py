"""`readycheck schema`: the JSON Schema of each file format, in draft 7, which editors' language servers read."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from readycheck.cli.streams import write_stdout
from readycheck.errors import ExitCode
from readycheck.model.checklist import Checklist
from readycheck.model.plan import LaunchPlan
from readycheck.model.policy import PolicyFile
from readycheck.reports.change_transfer import DiffOut
from readycheck.reports.path_transfer import PathOut
from readycheck.reports.transfer import AuditOut
from readycheck.reports.trend_json import TrendOut

_MODELS: dict[str, tuple[type[BaseModel], str]] = {
    "plan": (LaunchPlan, "readycheck launch plan"),
    "checklist": (Checklist, "readycheck checklist"),
    "policy": (PolicyFile, "readycheck policy"),
    "report": (AuditOut, "readycheck audit report"),
    "path": (PathOut, "readycheck path to green"),
    "diff": (DiffOut, "readycheck changes"),
    "trend": (TrendOut, "readycheck trend"),
}


def schema(*, kind: str) -> int:
    """Print a schema."""
    write_stdout(render(kind), encoding="utf-8")
    return ExitCode.PASSED


def render(kind: str) -> str:
    """Return the schema of a format as JSON text; keys in a fixed order, the same bytes each time."""
    model, title = _MODELS[kind]
    document = model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    definitions = document.pop("$defs", {})
    draft = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        **document,
        "title": title,
        "definitions": definitions,
    }
    return json.dumps(_without_titles(draft, top=True), indent=2, ensure_ascii=False) + "\n"


def _without_titles(value: Any, *, top: bool = False, names: bool = False) -> Any:  # noqa: ANN401 - JSON
    """Drop the titles that pydantic makes of field names; `names` is true where keys are names of properties."""
    if isinstance(value, list):
        return [_without_titles(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    return {
        key: _without_titles(entry, names=key in {"properties", "definitions"} and not names)
        for key, entry in value.items()
        if top or names or key != "title"
    }
