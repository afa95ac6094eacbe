"""What commands without a plan are about: the rules in force where the user stands, or under a policy given."""

from __future__ import annotations

from pathlib import Path

from readycheck.app import load_rules_for
from readycheck.documents.policy import Rules
from readycheck.files import disk


def rules_here(policy: str | None) -> Rules:
    """Return the rules of the policy given, else of the nearest one upward from the working directory."""
    return rules_at(Path.cwd(), policy)


def rules_at(directory: Path, policy: str | None) -> Rules:
    """Return the rules of the policy given, else of the nearest one upward from a directory."""
    return load_rules_for(directory, disk(directory), Path(policy) if policy else None)
