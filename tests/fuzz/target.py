"""What is fuzzed: a name for each function that takes bytes, runs the program on them and asserts what must hold then.

To add one, write `check(data)` beside those of its kind, let refusals pass through `refusal.accepted`, and add a line
to TARGETS. Both engines, the gate and the page with the figures take it from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from tests.fuzz import editing, escaping, importing, loading, modelling, proving, seed, showing


class Target(NamedTuple):
    """A function to run on any bytes, and where to begin."""

    check: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    share: int = 1
    """Its part of the time of a run of all."""
    longest: int = 2048
    """The longest input that is made, in bytes; seeds may be longer."""

    def begin(self, name: str) -> tuple[bytes, ...]:
        """Return what to begin with: sound inputs, and under the target's name those that once went wrong."""
        return (*self.seeds(), *seed.cases(name))


TARGETS = {
    "loader": Target(loading.load, seed.yaml_texts, share=8),
    "parts": Target(loading.read_parts, seed.yaml_texts, share=4),
    "xml": Target(loading.walk, seed.xml_texts, share=7),
    "plan": Target(modelling.plan, seed.plans, share=4),
    "audit": Target(modelling.audit, seed.small_plans, share=17),
    "checklist": Target(modelling.check_list, seed.checklists, share=2),
    "policy": Target(modelling.policy, seed.policies, share=2),
    "past-report": Target(modelling.past_report, seed.past_reports, share=5, longest=8192),
    "printed": Target(escaping.printed, seed.texts, share=11, longest=256),
    "markdown-text": Target(escaping.markdown, seed.texts, share=5, longest=256),
    "cells": Target(escaping.cells, seed.texts, share=6, longest=256),
    "sarif-message": Target(escaping.messages, seed.texts, share=4, longest=256),
    "formats": Target(showing.show, seed.texts, share=8, longest=128),
    "edit": Target(editing.edit_text, seed.edits, share=6, longest=512),
    "scalar": Target(editing.write_text, seed.values, share=2, longest=128),
    "pin": Target(editing.pin, seed.plans, share=3),
    "csv": Target(importing.read_csv, seed.tables, share=2, longest=512),
    "xlsx": Target(importing.read_xlsx, seed.workbooks, share=4),
    "markdown-list": Target(importing.read_markdown, seed.lists, share=2, longest=512),
    "json-list": Target(importing.read_json, seed.json_lists, share=3, longest=512),
    "number": Target(proving.number, seed.measured, share=4, longest=512),
    "claim": Target(proving.claim, seed.claims, share=4, longest=256),
}
