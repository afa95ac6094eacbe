"""Makes what is derived from the code and the checklists; with --check says what is not current, and exits 1.

    python -m scripts.generate [--check]

- src/readycheck/documents/packaged.json: values of the shipped files
- schemas/*.schema.json: the file formats
- docs/items.md: every item of the shipped checklists
- docs/rules.md: every kind of rule, with its options and an example
- docs/commands.md: every command and option
- docs/messages.md: every message, with an example that gives it
- docs/hostile-input.md: the table of benchmarks/results/bombs.json
- docs/testing.md: the counts of the recorded fuzz runs, and the scores of mutation testing
- README.md and docs/*.md: the output below every command they show
"""

from __future__ import annotations

import argparse
import inspect
import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pydantic.fields import FieldInfo
from tests.fuzz.record import recorded, table

from readycheck.cli.command import Command
from readycheck.cli.glossary import WORDS
from readycheck.cli.schema import MODELS
from readycheck.cli.schema import render as render_schema
from readycheck.cli.table import COMMANDS
from readycheck.documents import packaged
from readycheck.documents.policy import load_shipped
from readycheck.model.checklist import Item
from readycheck.model.format import schema_address
from readycheck.reports.markup import escape
from readycheck.rules import KINDS
from scripts.console import ROOT, refresh
from scripts.messages import tables
from scripts.score import score_table

MADE = "<!-- Made by `python -m scripts.generate`; do not edit. -->"
PAGES = (
    "README.md",
    "docs/plan.md",
    "docs/evidence.md",
    "docs/policy.md",
    "docs/checklists.md",
    "docs/verdict.md",
    "docs/first-launch.md",
    "docs/between.md",
    "docs/dates.md",
    "docs/answers.md",
    "docs/changes.md",
    "docs/editors.md",
    "docs/ci.md",
)


def derived() -> Iterator[tuple[Path, str]]:
    """Yield every derived file and what it must hold. The packaged values come first: all else reads them."""
    compact = json.dumps(packaged.compact(), ensure_ascii=False, separators=(",", ":"))
    yield packaged.COMPACT, f"{compact}\n"
    for kind in MODELS:
        yield ROOT / "schemas" / schema_address(kind).rpartition("/")[2], render_schema(kind)
    yield ROOT / "docs" / "items.md", "\n".join(_items()) + "\n"
    yield ROOT / "docs" / "rules.md", "\n".join(_rules()) + "\n"
    yield ROOT / "docs" / "commands.md", "\n".join(_commands()) + "\n"
    yield ROOT / "docs" / "messages.md", "\n".join(_messages()) + "\n"
    yield _with_figures("hostile-input.md", {"bombs": _bombs()})
    yield _with_figures("testing.md", {"fuzz": table(recorded()), "mutation": score_table()})
    for name in PAGES:
        page = ROOT / name
        yield page, refresh(page.read_text(encoding="utf-8"), ROOT)


def _with_figures(name: str, tables: Mapping[str, Iterable[str]]) -> tuple[Path, str]:
    """Return a page with tables of recorded figures between the marks that name them."""
    page = ROOT / "docs" / name
    made = {kind: "\n".join(rows) for kind, rows in tables.items()}
    marked = re.compile(r"(?P<head><!-- figures of (?P<kind>\w+): .*? -->\n).*?(?=<!-- end -->)", re.DOTALL)
    return page, marked.sub(lambda at: f"{at['head']}\n{made[at['kind']]}\n\n", page.read_text(encoding="utf-8"))


def _items() -> Iterator[str]:
    catalogue = load_shipped().catalogue
    yield "# The shipped checklists"
    yield ""
    yield MADE
    yield ""
    yield f"Version {catalogue.version}: {len(catalogue.items)} items. `readycheck explain ITEM` says more of each."
    for department, title in catalogue.titles.items():
        items = [item for item in catalogue.items if item.department == department]
        yield ""
        yield f"## {title}"
        yield ""
        yield "| item | what is true once it is done | severity | milestone | stage | proof | days |"
        yield "|---|---|---|---|---|---|---:|"
        yield from map(_row, items)


def _row(item: Item) -> str:
    spec = item.spec
    proof = f"rule `{spec.rule.kind}`" if spec.rule else spec.evidence.value
    second = ", second person" if spec.second_person else ""
    cells = (f"`{item.id}`", escape(spec.title), spec.severity, spec.milestone, spec.stage, proof + second)
    return f"| {' | '.join(cells)} | {spec.lead_days} |"


def _rules() -> Iterator[str]:
    yield "# Rules: what the plan's own sections answer"
    yield ""
    yield MADE
    yield ""
    yield "An item with a `rule:` is answered by the plan itself, not by a status. A checklist names the kind and its"
    yield "options; a section that the plan does not have is unknown, never a pass. `readycheck explain ITEM` says what"
    yield "an item wants, its options in it."
    items = load_shipped().catalogue.items
    calls = [(item.id, item.spec.rule.kind) for item in items if item.spec.rule is not None]
    for name, kind in sorted(KINDS.items()):
        used = [f"`{item}`" for item, called in calls if called == name]
        yield ""
        yield f"## {name}"
        yield ""
        text = inspect.getdoc(sys.modules[kind.__module__]) or ""
        yield re.sub(r"^Rule `\w+`: (.)", lambda found: found[1].upper(), " ".join(text.split()))
        yield ""
        if kind.model_fields:
            yield "| option | what it is | default | example |"
            yield "|---|---|---|---|"
            yield from (_option(field.alias or key, field) for key, field in kind.model_fields.items())
            yield ""
        yield "```yaml"
        yield kind.example.rstrip()
        yield "```"
        yield ""
        yield f"Used by {', '.join(used)}."


def _option(name: str, field: FieldInfo) -> str:
    given = [] if field.is_required() else [json.dumps(field.default)] if field.default not in {None, ()} else ["none"]
    default = given[0].replace('"', "") if given else "to be given"
    example = json.dumps((field.examples or [None])[0])
    return f"| `{name}` | {escape(field.description or '')} | {escape(default)} | `{example}` |"


def _commands() -> Iterator[str]:
    yield "# Commands"
    yield ""
    yield MADE
    for command in COMMANDS:
        yield from _command(command)


def _command(command: Command) -> Iterator[str]:
    arguments = " ".join(f"[{a.metavar}]" if not a.required else a.metavar for a in command.arguments)
    name = " ".join(command.path)
    yield ""
    yield f"## readycheck {name}"
    yield ""
    yield command.summary
    yield ""
    yield "```sh"
    yield from command.examples
    yield "```"
    yield ""
    yield f"Usage: `readycheck {' '.join(filter(None, [name, '[OPTIONS]' if command.options else '', arguments]))}`"
    if command.arguments or command.options:
        yield ""
        yield "| argument or option | what it does | variable |"
        yield "|---|---|---|"
    for argument in command.arguments:
        choices = f" One of {', '.join(argument.choices)}." if argument.choices else ""
        yield f"| `{argument.metavar}` | {escape(argument.help + choices)} | |"
    for option in command.options:
        value = "" if option.flag else f" {option.metavar}"
        flags = ", ".join(f"`{flag}{value}`" for flag in option.flags)
        notes = f" One of {', '.join(option.choices)}." if option.choices else ""
        notes += " May be repeated." if option.many else ""
        yield f"| {flags} | {escape(option.help + notes)} | `{option.variable}` |"


def _messages() -> Iterator[str]:
    yield "# What the messages mean"
    yield ""
    yield MADE
    yield ""
    yield "Search this page for a few words of the message that you were given. Beside each stands an example that"
    yield "gives it, and what to do. The examples are run whenever this page is made; what they do not say is as in"
    yield "[a sound plan](examples/messages/plan.yaml), on 23 November 2026. Names, days and numbers are those of the"
    yield "examples; all other words are as you see them."
    yield from tables()
    yield ""
    yield "## The words of plans and reports"
    yield ""
    yield "`readycheck explain WORD` says the same."
    yield ""
    yield "| word | what it means |"
    yield "|---|---|"
    yield from (f"| `{word}` | {meaning} |" for word, meaning in WORDS.items())


def _bombs() -> Iterator[str]:
    found = json.loads((ROOT / "benchmarks" / "results" / "bombs.json").read_text(encoding="utf-8"))
    tools = [f"{name} {found['versions'].get(name, '')}".strip() for name in next(iter(found["bombs"].values()))]
    yield f"| file | {' | '.join(tools)} |"
    yield "|---|" + "---|" * len(tools)
    for bomb, outcomes in found["bombs"].items():
        cells = [f"{each['how']}; {each['seconds']} s, {each['peak_mb']:,} MB" for each in outcomes.values()]
        yield f"| {bomb} | {' | '.join(cells)} |"


def main() -> int:
    """Write what is derived, or check it; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    stale = []
    for path, text in derived():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(path.relative_to(ROOT))
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'not current' if check else 'wrote'}: {path}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
