"""The plans below a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from readycheck.documents.folder import DEEPEST, MOST_PLANS, find_plans
from readycheck.errors import RefusedInput
from readycheck.files import Disk


def write(folder: Path, *names: str, text: str = "readycheck: 1\n") -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_plans_are_files_that_say_so_and_folders_with_launch_yaml(tmp_path: Path) -> None:
    """In the order of the alphabet; a department's file, other YAML and hidden folders are none."""
    write(tmp_path, "b.yaml", "a/launch.yaml", "a/later/c.yaml", ".git/d.yaml", "e.yml")
    write(tmp_path, "a/legal.yaml", "policy.yaml", text="lead: dana.cho\n  readycheck: 1\n")
    write(tmp_path, "json.yaml", text='{"readycheck": 1, "launch": {}}')
    write(tmp_path, "eleven.yaml", text="readycheck: 11\n")
    assert find_plans(tmp_path, "launches", Disk(tmp_path)) == ("a", "a/later/c.yaml", "b.yaml", "json.yaml")


def test_links_lead_nowhere(tmp_path: Path) -> None:
    """A link to a folder is not followed, so that no circle is endless; one out of the folder is no plan."""
    write(tmp_path / "outside", "x.yaml")
    write(tmp_path / "in", "a.yaml")
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in", target_is_directory=True)
    (tmp_path / "in" / "x.yaml").symlink_to(tmp_path / "outside" / "x.yaml")
    assert find_plans(tmp_path / "in", "in", Disk(tmp_path / "in")) == ("a.yaml",)


def test_the_search_ends(tmp_path: Path) -> None:
    """At so many plans with a refusal, and at so many folders deep in silence."""
    write(tmp_path / "deep", "/".join(["d"] * DEEPEST) + "/x.yaml", "/".join(["d"] * (DEEPEST + 1)) + "/y.yaml")
    assert find_plans(tmp_path / "deep", "deep", Disk(tmp_path / "deep")) == ("/".join(["d"] * DEEPEST) + "/x.yaml",)
    write(tmp_path / "many", *(f"{number}.yaml" for number in range(MOST_PLANS + 1)))
    with pytest.raises(RefusedInput, match="more than 1000 plans"):
        find_plans(tmp_path / "many", "many", Disk(tmp_path / "many"))
