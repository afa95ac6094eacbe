"""Files as code hosts name them."""

from __future__ import annotations

import pytest

from readycheck.reports import Options
from readycheck.reports.location import in_repository

INSIDE = Options(directory="/builds/repo/launches", root="/builds/repo")


@pytest.mark.parametrize(
    ("printed", "named"),
    [
        ("launch.yaml", "launches/launch.yaml"),
        ("./launch.yaml", "launches/launch.yaml"),
        ("aurora/../launch.yaml", "launches/launch.yaml"),
        ("../plans/launch.yaml", "plans/launch.yaml"),
        ("/builds/repo/plans/launch.yaml", "plans/launch.yaml"),
        ("/builds/repository/launch.yaml", "/builds/repository/launch.yaml"),
        ("../../other/launch.yaml", "../../other/launch.yaml"),
        ("./a b/é.yaml", "launches/a b/é.yaml"),
    ],
)
def test_a_file_is_named_from_the_root_of_the_repository(printed: str, named: str) -> None:
    """From a folder below the root; what lies outside keeps its name."""
    assert in_repository(printed, INSIDE) == named


@pytest.mark.parametrize(
    ("printed", "named"), [("./launch.yaml", "launch.yaml"), ("../a.yaml", "../a.yaml"), ("/x/./a.yaml", "/x/a.yaml")]
)
def test_where_no_root_is_known_a_name_is_only_made_short(printed: str, named: str) -> None:
    """Nothing is guessed of where a repository might begin."""
    assert in_repository(printed, Options()) == named
