"""A git repository made for a test, with the dates of its commits as the test gives them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

#: 22 November 2026, 00:00 UTC.
START = 1795305600
DAY = 86400


class Clone:
    """A repository at a path. Commits are made a day apart."""

    def __init__(self, path: Path, *options: str) -> None:
        self.path = path
        self.seconds = START
        self.author = ("Ann Otter", "ann@example.com")
        path.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main", *options)

    def git(self, *arguments: str) -> str:
        people = {"AUTHOR": self.author, "COMMITTER": ("Ann Otter", "ann@example.com")}
        who = {
            f"GIT_{role}_{key}": value
            for role, identity in people.items()
            for key, value in zip(("NAME", "EMAIL", "DATE"), (*identity, f"{self.seconds} +0000"), strict=True)
        }
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.path), "GIT_CONFIG_NOSYSTEM": "1", **who}
        command = ["git", "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(command, cwd=self.path, env=environment, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def write(self, name: str, text: str | bytes) -> Path:
        target = self.path / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
        return target

    def commit(self, message: str = "a change", **files: str) -> str:
        """Commit what lies there and what is given, by name with `__` for a slash and `_` for a dot; return its id."""
        for name, text in files.items():
            self.write(name.replace("__", "/").replace("_", "."), text)
        self.git("add", "-A")
        return self.record(message)

    def commit_as(self, name: str, email: str, message: str = "a change") -> str:
        """Commit what lies there as somebody; return its id."""
        before, self.author = self.author, (name, email)
        try:
            return self.commit(message)
        finally:
            self.author = before

    def record(self, message: str) -> str:
        """Commit what was added; return its id."""
        self.git("commit", "-q", "--allow-empty", "-m", message)
        self.seconds += DAY
        return self.git("rev-parse", "HEAD")
