"""`readycheck policy`: what a milestone demands and where each value comes from; and whether that makes sense."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from readycheck.cli.rules import rules_here
from readycheck.cli.streams import write_stdout
from readycheck.documents.catalogue import Source
from readycheck.documents.origin import Origin, origin_of_key, origins_of_facts, origins_of_tailoring
from readycheck.documents.policy import Rules
from readycheck.errors import ExitCode
from readycheck.model.number import plain
from readycheck.model.place import Place
from readycheck.model.policy import KEYS, Limit
from readycheck.model.vocabulary import LaunchClass


def show(*, policy: str | None, launch_class: str | None, as_json: bool) -> int:
    """Print the policy of a launch class, one key a block, each with its origin."""
    rules, chosen = rules_here(policy), LaunchClass(launch_class or "standard")
    if as_json:
        write_stdout(json.dumps(_document(rules, chosen), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    else:
        write_stdout("\n".join(_lines(rules, chosen)) + "\n")
    return ExitCode.PASSED


def _lines(rules: Rules, launch_class: LaunchClass) -> Iterator[str]:
    yield f"Policy for a {launch_class} launch: {rules.name}"
    yield f"sha256 {rules.digest}"
    yield ""
    policy = rules.in_force(launch_class)
    for key in KEYS:
        origin = _said(origin_of_key(rules, key, launch_class))
        value = getattr(policy, key)
        if isinstance(value, tuple) and value and isinstance(value[0], Limit):
            yield f"{key}:  # {origin}"
            yield from (f"  - {_limit(limit)}" for limit in value)
        else:
            yield f"{key}: {_shown(value)}  # {origin}"
    yield "checklists:"
    yield from (f"  - {line}" for line in _checklists(rules.sources))
    facts = [f"  {fact}: {question}  # {_line(place)}" for fact, question, place in origins_of_facts(rules)]
    yield from ("facts:", *facts) if facts else ()
    tailored = [
        f"  {item.id}: {item.tailored.change} ({item.tailored.reason})  # {_said(origin)}"
        for item, origin in origins_of_tailoring(rules)
        if item.tailored is not None
    ]
    yield from ("tailoring:", *tailored) if tailored else ()


def _said(origin: Origin) -> str:
    instead = f", instead of {' and '.join(map(_line, origin.instead))}" if origin.instead else ""
    return f"{_line(origin.place)}{instead}" if origin.place else "built-in"


def _line(place: Place) -> str:
    return f"{place.file}:{place.line}"


def _checklists(sources: tuple[Source, ...]) -> Iterator[str]:
    """Yield a line for the shipped checklists together, and one for each of the company's own."""
    shipped = [source for source in sources if not source.own]
    if shipped:
        versions = ", ".join(sorted({source.checklist.version for source in shipped}))
        items = sum(len(source.checklist.items) for source in shipped)
        yield f"{len(shipped)} departments, {items} items, version {versions}  # built-in"
    for source in sources:
        if source.own:
            checklist = source.checklist
            yield f"{checklist.title}: {_count(source)}, version {checklist.version}  # {source.name}"


def _count(source: Source) -> str:
    many = len(source.checklist.items)
    return f"{many} item{'s' if many != 1 else ''}"


def _limit(limit: Limit) -> str:
    of = f", of: {limit.of}" if limit.of else ""
    bound = "at_most" if limit.measure.has_ceiling else "at_least"
    return f"{{measure: {limit.measure}{of}, {bound}: {plain(limit.bound)}}}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(map(str, value))}]"
    if isinstance(value, bool):
        return str(value).lower()
    if hasattr(value, "model_dump"):
        return f"{{{', '.join(f'{key}: {_plain(word)}' for key, word in value.model_dump().items())}}}"
    return str(value)


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


# ---------------------------------------------------------------- as JSON
def _document(rules: Rules, launch_class: LaunchClass) -> dict[str, Any]:
    policy = rules.in_force(launch_class)
    return {
        "class": launch_class.value,
        "policy": rules.name,
        "sha256": rules.digest,
        "files": [{"file": digest.file, "sha256": digest.sha256} for digest in rules.files],
        "keys": {
            key: {"value": _value(getattr(policy, key)), **_origin(origin_of_key(rules, key, launch_class))}
            for key in KEYS
        },
        "checklists": [
            {
                "file": source.name,
                "department": source.checklist.department,
                "title": source.checklist.title,
                "version": source.checklist.version,
                "items": len(source.checklist.items),
                "own": source.own,
            }
            for source in rules.sources
        ],
        "facts": [
            {"fact": fact, "question": question, **_origin(Origin(place))}
            for fact, question, place in origins_of_facts(rules)
        ],
        "tailoring": [
            {"item": item.id, **item.tailored._asdict(), **_origin(origin)}
            for item, origin in origins_of_tailoring(rules)
            if item.tailored is not None
        ],
    }


def _value(value: Any) -> Any:  # noqa: ANN401 - what a key holds
    if isinstance(value, tuple):
        return [_value(entry) for entry in value]
    return value.model_dump(mode="json", exclude_none=True) if hasattr(value, "model_dump") else value


def _origin(origin: Origin) -> dict[str, Any]:
    """Return where something comes from; `from` is null for the built-in policy."""
    return {
        "from": origin.place._asdict() if origin.place else None,
        "instead_of": [place._asdict() for place in origin.instead],
    }
