"""When a file was last changed is what git says of it, as it was committed; where git cannot say, nobody can."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from readycheck.files import Disk, Unreadable
from readycheck.history.last_change import History
from readycheck.history.revision import Repository
from tests.history.building import DAY, START, Clone

FIRST, SECOND, THIRD = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    """A repository in which a file was written on the first day, and another on the second."""
    clone = Clone(tmp_path / "clone")
    clone.commit(dr__test_md="Restored in 14 minutes")
    clone.commit(dr__plan_md="Restore from the second region")
    return clone


def why(history: History, path: Path) -> str:
    """Return why no day is known."""
    with pytest.raises(Unreadable) as caught:
        history(path)
    return str(caught.value)


def test_a_file_is_as_old_as_its_last_commit(clone: Clone) -> None:
    """Commits that leave it alone do not make it younger, nor does touching it on the disk."""
    history = History(Disk(clone.path))
    (clone.path / "dr/test.md").touch()
    assert (history(clone.path / "dr/test.md"), history(clone.path / "dr/plan.md")) == (FIRST, SECOND)


def test_a_revision_knows_only_what_came_before_it(clone: Clone) -> None:
    """A file that was changed later was older then."""
    repository = Repository(clone.path)
    before = repository.revision("HEAD")
    clone.commit(dr__test_md="Restored in 9 minutes")
    assert History(before)(clone.path / "dr/test.md") == FIRST
    assert History(repository.revision("HEAD"))(clone.path / "dr/test.md") == THIRD
    assert History(Disk(clone.path))(clone.path / "dr/test.md") == THIRD


def test_what_was_changed_and_changed_back_is_as_old_as_the_last_of_it(clone: Clone) -> None:
    """The commit counts, not the content."""
    clone.commit(dr__test_md="TBD")
    clone.commit(dr__test_md="Restored in 14 minutes")
    assert History(Disk(clone.path))(clone.path / "dr/test.md") == date(2026, 11, 25)


def test_a_file_that_came_with_a_merge_is_as_old_as_on_its_branch(clone: Clone) -> None:
    """A merge makes nothing younger."""
    clone.git("checkout", "-q", "-b", "side", "HEAD~1")
    clone.commit(legal__terms_md="In force")
    clone.git("checkout", "-q", "main")
    clone.seconds += 9 * DAY
    clone.git("merge", "-q", "--no-ff", "-m", "merge", "side")
    assert History(Disk(clone.path))(clone.path / "legal/terms.md") == THIRD


def test_a_link_is_as_old_as_what_it_leads_to(clone: Clone) -> None:
    """What is read is what has an age."""
    (clone.path / "latest.md").symlink_to("dr/test.md")
    clone.commit()
    assert History(Disk(clone.path))((clone.path / "latest.md").resolve()) == FIRST


def test_the_day_is_counted_in_utc(clone: Clone) -> None:
    """An hour before midnight somewhere is the next day elsewhere."""
    clone.seconds = START + 3 * DAY - 1
    clone.commit(late_md="Written late")
    clone.seconds = START + 3 * DAY
    clone.commit(early_md="Written early")
    history = History(Disk(clone.path))
    assert history(clone.path / "late.md") == date(2026, 11, 24)
    assert history(clone.path / "early.md") == date(2026, 11, 25)


def test_what_is_not_committed_as_it_lies_there_has_no_day(clone: Clone) -> None:
    """A new file and a changed one have no history yet; other ends of lines are no change."""
    history = History(Disk(clone.path))
    assert why(history, clone.write("new.md", "Restored in 3 minutes")) == "is not committed"
    assert why(history, clone.write("dr/test.md", "Restored in 3 minutes")) == "has changes that are not committed"
    clone.commit(two_md="Two\nlines\n")
    assert History(Disk(clone.path))(clone.write("two.md", "Two\r\nlines\r\n")) == THIRD


def test_without_a_repository_nothing_has_a_day(tmp_path: Path) -> None:
    """A folder has no history, and a repository without a commit has none either."""
    path = tmp_path / "a.md"
    path.write_text("Restored")
    assert why(History(Disk(tmp_path)), path) == f"has no history: {tmp_path} is in no git repository"
    Clone(tmp_path)
    assert why(History(Disk(tmp_path)), path) == "has no history: there is no revision `HEAD`"


def test_where_the_clone_begins_nothing_is_known(clone: Clone, tmp_path: Path) -> None:
    """A shallow clone shows every file as if its first commit had written it."""
    cut = "was last changed before the history of this clone begins; fetch all of it"
    shallow = tmp_path / "shallow"
    clone.git("clone", "-q", "--depth", "1", f"file://{clone.path}", str(shallow))
    history = History(Disk(shallow))
    assert why(history, shallow / "dr/test.md") == cut
    assert why(history, shallow / "dr/plan.md") == cut
    deeper = tmp_path / "deeper"
    clone.commit(dr__test_md="Restored in 9 minutes")
    clone.git("clone", "-q", "--depth", "2", f"file://{clone.path}", str(deeper))
    assert History(Disk(deeper))(deeper / "dr/test.md") == THIRD
    assert why(History(Disk(deeper)), deeper / "dr/plan.md") == cut


def test_a_repository_of_long_ids_is_read_as_well(tmp_path: Path) -> None:
    """Ids of SHA-256 are compared as those of SHA-1 are."""
    clone = Clone(tmp_path, "--object-format=sha256")
    clone.commit(a_md="Restored in 14 minutes")
    assert History(Disk(clone.path))(clone.path / "a.md") == FIRST
