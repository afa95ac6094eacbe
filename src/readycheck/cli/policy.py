"""`readycheck policy show`: what a milestone demands, and where each value comes from."""

from __future__ import annotations

from collections.abc import Iterator

from readycheck.cli.rules import rules_here
from readycheck.cli.streams import write_stdout
from readycheck.documents.policy import Rules
from readycheck.errors import ExitCode
from readycheck.model.number import plain
from readycheck.model.policy import KEYS, Limit, in_force
from readycheck.model.vocabulary import LaunchClass


def show(*, policy: str | None, launch_class: str | None) -> int:
    """Print the policy of a launch class, one key a block, each with its origin."""
    rules = rules_here(policy)
    write_stdout("\n".join(_lines(rules, LaunchClass(launch_class or "standard"))) + "\n")
    return ExitCode.PASSED


def _lines(rules: Rules, launch_class: LaunchClass) -> Iterator[str]:
    name = rules.document.name if rules.document else "built-in"
    yield f"Policy for a {launch_class} launch ({name})"
    yield ""
    policy = in_force(rules.builtin, rules.own, launch_class)
    for key in KEYS:
        origin = name if key in policy.overridden else "built-in"
        value = getattr(policy, key)
        if isinstance(value, tuple) and value and isinstance(value[0], Limit):
            yield f"{key}:  # {origin}"
            yield from (f"  - {_limit(limit)}" for limit in value)
        else:
            yield f"{key}: {_shown(value)}  # {origin}"
    if rules.own is None:
        return
    for item, tailoring in rules.own.tailoring.items():
        changes = tailoring.model_dump(exclude_none=True, exclude={"reason"})
        words = ", ".join(f"{key} {value}" for key, value in changes.items())
        yield f"tailoring {item}: {words}  # {tailoring.reason}"
    for file in rules.own.checklists:
        yield f"checklist: {file}"


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
