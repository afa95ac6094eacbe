"""`readycheck version`: the program and what it runs on."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version as version_of

import yaml

from readycheck import __version__
from readycheck.cli.streams import write_stdout
from readycheck.errors import ExitCode


def version(*, as_json: bool) -> int:
    """Print versions, as lines or as JSON."""
    facts = {
        "readycheck": __version__,
        "python": platform.python_version(),
        "pydantic": version_of("pydantic"),
        "pyyaml": f"{yaml.__version__} (libyaml events)",
        "rich": version_of("rich"),
        "typer": version_of("typer"),
    }
    lines = "\n".join(f"{name} {value}" for name, value in facts.items())
    write_stdout((json.dumps(facts, indent=2) if as_json else lines) + "\n")
    return ExitCode.PASSED
