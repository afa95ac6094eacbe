"""`readycheck schema`: the JSON Schema of each file format, in draft 7, which editors' language servers read."""

from __future__ import annotations

import json
import re
import sys
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from readycheck.cli.draft_7 import convert
from readycheck.cli.streams import write_stdout
from readycheck.errors import ExitCode
from readycheck.model.checklist import Checklist
from readycheck.model.format import schema_address
from readycheck.model.plan import LaunchPlan
from readycheck.model.plan.department import Department
from readycheck.model.policy import PolicyFile
from readycheck.reports.change_transfer import DiffOut
from readycheck.reports.path_transfer import PathOut
from readycheck.reports.transfer import AuditOut
from readycheck.reports.trend_json import TrendOut
from readycheck.reports.upgrade_transfer import UpgradeOut
from readycheck.rules import KINDS, Rule

#: What can be asked for: the model of each format that is read, the type of each that is written, and its title.
MODELS: dict[str, tuple[type, str]] = {
    "plan": (LaunchPlan, "readycheck launch plan"),
    "department": (Department, "readycheck department of a launch plan, in a file of its own"),
    "checklist": (Checklist, "readycheck checklist"),
    "policy": (PolicyFile, "readycheck policy"),
    "report": (AuditOut, "readycheck audit report"),
    "path": (PathOut, "readycheck path to green"),
    "diff": (DiffOut, "readycheck changes"),
    "trend": (TrendOut, "readycheck trend"),
    "upgrade": (UpgradeOut, "readycheck checklist upgrade"),
}


def schema(*, kind: str) -> int:
    """Print a schema."""
    write_stdout(render(kind), encoding="utf-8")
    return ExitCode.PASSED


def render(kind: str) -> str:
    """Return the schema of a format as JSON text; keys in a fixed order, the same bytes each time."""
    form, title = MODELS[kind]
    document = _generated(form)
    if kind == "checklist":
        _describe_rules(document["$defs"])
    return json.dumps(convert(document, title, schema_address(kind)), indent=2, ensure_ascii=False) + "\n"


def _generated(form: type) -> dict[str, Any]:
    adapter = TypeAdapter[Any](form)
    return adapter.json_schema(ref_template="#/definitions/{model}", schema_generator=_AsDeclared)


class _AsDeclared(GenerateJsonSchema):
    """Leaves keys, and those of examples, in the order in which they are declared."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        del parent_key
        return value


def _describe_rules(definitions: dict[str, Any]) -> None:
    """Say which options each kind of rule has; the model of a call leaves that to the rules."""
    call = definitions["RuleCall"]
    call["properties"]["kind"]["enum"] = list(KINDS)
    call["allOf"] = []
    for name, kind in KINDS.items():
        options = _generated(kind)
        definitions |= options.pop("$defs", {})
        options["properties"] = {"kind": {"const": name, "description": _about(kind)}, **options.get("properties", {})}
        del options["title"], options["description"]
        call["allOf"].append({"if": {"properties": {"kind": {"const": name}}}, "then": options})


def _about(kind: type[Rule]) -> str:
    """Return what a kind of rule tests, as its module says it."""
    text = " ".join((sys.modules[kind.__module__].__doc__ or "").split())
    return re.sub(r"^Rule `\w+`: (.)", lambda found: found[1].upper(), text)
