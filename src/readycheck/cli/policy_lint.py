"""`readycheck policy lint`: whether what a policy demands can fail, can hold, and changes something."""

from __future__ import annotations

from readycheck.cli.diagnostic import tell, warn
from readycheck.cli.rules import rules_here
from readycheck.cli.streams import say, write_stdout
from readycheck.documents.policy_lint import lint_policy
from readycheck.errors import ExitCode


def lint(*, file: str | None) -> int:
    """Check a policy with all that it extends; exit 2 where no audit by it means anything."""
    rules = rules_here(file)
    found = lint_policy(rules)
    if found.errors:
        say(tell(found.errors))
    if found.warnings:
        say(warn(found.warnings))
    write_stdout(f"{rules.name}: {len(found.errors)} errors, {len(found.warnings)} warnings\n")
    return ExitCode.REFUSED if found.errors else ExitCode.PASSED
