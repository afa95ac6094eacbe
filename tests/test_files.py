"""Reads that cannot leave a root, hang or swell; writes that are whole or leave everything as it was."""

from __future__ import annotations

import os
import resource
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from readycheck.files import Disk, Unreadable, check_name, disk, read_bytes, real, repository_root, write_whole

DEVICES = Path("/dev")
PROCESSES = Path("/proc/self")


# ---------------------------------------------------------------- the root
def test_the_root_is_the_nearest_directory_with_git_in_it(tmp_path: Path) -> None:
    """A repository inside a repository is a root of its own; `.git` may be a file, as in a work tree."""
    inner = tmp_path / "outer" / "inner"
    (inner / "plan").mkdir(parents=True)
    (tmp_path / "outer" / ".git").mkdir()
    assert repository_root(inner / "plan") == tmp_path / "outer"
    (inner / ".git").write_text("gitdir: elsewhere\n")
    assert repository_root(inner / "plan") == inner
    assert repository_root(inner) == inner


def test_without_a_repository_a_directory_is_its_own_root(tmp_path: Path) -> None:
    """Where there is no `.git` above, nothing above is read either."""
    (tmp_path / "plan").mkdir()
    assert repository_root(tmp_path / "plan") == tmp_path / "plan"


def test_the_root_of_a_relative_directory_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan may be named from inside its repository."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "plan").mkdir()
    monkeypatch.chdir(tmp_path)
    assert repository_root(Path("plan")) == tmp_path
    assert repository_root(Path()) == tmp_path


def test_the_root_is_not_the_repository_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plan beside the repository, reached by `..`, does not belong to the repository."""
    (tmp_path / "repository" / ".git").mkdir(parents=True)
    (tmp_path / "plan").mkdir()
    monkeypatch.chdir(tmp_path / "repository")
    assert repository_root(Path("../plan")).resolve() == tmp_path / "plan"


def test_the_disk_below_a_root_reads_files_up_to_a_limit(tmp_path: Path) -> None:
    """The root of a plan's repository is found from the plan's directory."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "plan").mkdir()
    (tmp_path / "a").write_bytes(b"1234")
    found = disk(tmp_path / "plan")
    assert found.root == tmp_path
    assert found.read(tmp_path / "a", 4) == b"1234"
    with pytest.raises(Unreadable, match=r"^is larger than 0 KiB$"):
        found.read(tmp_path / "a", 3)


def test_where_a_path_really_leads_is_known_as_far_as_it_exists(tmp_path: Path) -> None:
    """Links are followed, and what is behind them need not be there."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder")
    assert real(tmp_path / "link" / "a") == tmp_path.resolve() / "folder" / "a"


# ---------------------------------------------------------------- paths of documents
def test_a_path_is_at_most_1024_characters_long() -> None:
    """Longer than that, no system is asked."""
    check_name("a" * 1024)
    with pytest.raises(Unreadable, match=r"^is too long for a path$"):
        check_name("a" * 1025)


@pytest.mark.parametrize("name", ["con\u00a0", "conX", "Xcon", "con\u2003.txt"])
def test_only_spaces_are_passed_over_behind_the_name_of_a_device(name: str) -> None:
    """Windows passes over spaces, and nothing else."""
    check_name(name)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A root with a plan's directory, files in both, links of every kind, and a file outside."""
    root = tmp_path / "root"
    (root / "plan").mkdir(parents=True)
    (root / "top.md").touch()
    (root / "plan" / "a b.md").touch()
    (root / "plan" / "link.md").symlink_to("../top.md")
    (root / "plan" / "out.md").symlink_to("../../outside.md")
    (root / "plan" / "absolute.md").symlink_to("/etc/hostname")
    (root / "plan" / "loop.md").symlink_to("loop.md")
    (root / "plan" / "dangling.md").symlink_to("nowhere.md")
    (tmp_path / "outside.md").touch()
    (tmp_path / "root-of-another").mkdir()
    (tmp_path / "root-of-another" / "a.md").touch()
    return root


@pytest.mark.parametrize(
    ("name", "leads_to"),
    [
        ("a b.md", "plan/a b.md"),
        ("./a b.md", "plan/a b.md"),
        ("../top.md", "top.md"),
        ("link.md", "top.md"),
        ("../../root/top.md", "top.md"),
        ("..", "."),
    ],
)
def test_a_path_inside_the_root_is_followed(root: Path, name: str, leads_to: str) -> None:
    """Links and dots are resolved, and what is inside the root is inside however it is written."""
    assert Disk(root).inside(name, root / "plan") == (root / leads_to).resolve()


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.md", "does not exist"),
        ("dangling.md", "does not exist"),
        ("../top.md/x", "cannot be followed"),
        ("loop.md", "cannot be followed"),
        ("x" * 256, "cannot be followed"),
        ("../../outside.md", "leads outside the repository"),
        ("../../root-of-another/a.md", "leads outside the repository"),
        ("out.md", "leads outside the repository"),
        ("absolute.md", "leads outside the repository"),
        ("", "is not a path within the repository, with / between folders"),
        (" ", "is not a path within the repository, with / between folders"),
        ("/etc/hostname", "is not a path within the repository, with / between folders"),
        ("~/x", "is not a path within the repository, with / between folders"),
        ("a\\b", "is not a path within the repository, with / between folders"),
        ("C:", "is not a path within the repository, with / between folders"),
        ("a:stream", "is not a path within the repository, with / between folders"),
        ("a\0b", "is not a path within the repository, with / between folders"),
        ("x/" * 512 + "y", "is too long for a path"),
        ("con", "has a name that Windows cannot open"),
        ("plan/PRN.txt", "has a name that Windows cannot open"),
        ("aux.tar.gz", "has a name that Windows cannot open"),
        ("nul .md", "has a name that Windows cannot open"),
        ("com9", "has a name that Windows cannot open"),
        ("lpt1/a.md", "has a name that Windows cannot open"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_path_that_is_special_or_leads_elsewhere_is_refused(root: Path, name: str, why: str) -> None:
    """What is absolute, climbs out, is too long, or means something special on any system is refused on every one."""
    with pytest.raises(Unreadable, match=f"^{why}$"):
        Disk(root).inside(name, root / "plan")


@pytest.mark.parametrize("name", ["console.md", "com0", "com10", "lpt", "auxiliary/a.md", "a~b.md", "a/~b.md"])
def test_a_path_that_only_resembles_something_special_is_looked_for(root: Path, name: str) -> None:
    """A name that merely begins like that of a device, or has a tilde inside, is a name."""
    with pytest.raises(Unreadable, match=r"^does not exist$"):
        Disk(root).inside(name, root / "plan")


def test_the_root_may_be_reached_by_a_link(root: Path, tmp_path: Path) -> None:
    """A checkout behind a link is the checkout."""
    (tmp_path / "checkout").symlink_to("root")
    found = Disk(tmp_path / "checkout").inside("../top.md", tmp_path / "checkout" / "plan")
    assert found == (root / "top.md").resolve()


# ---------------------------------------------------------------- reading
def test_a_file_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """A file of exactly the limit is read whole; one byte more is refused."""
    (tmp_path / "a").write_bytes(b"x" * 2048)
    assert read_bytes(tmp_path / "a", 2048) == b"x" * 2048
    with pytest.raises(Unreadable, match=r"^is larger than 1 KiB$"):
        read_bytes(tmp_path / "a", 2047)


def test_an_empty_file_is_read(tmp_path: Path) -> None:
    """Nothing is something that can be read."""
    (tmp_path / "a").touch()
    assert read_bytes(tmp_path / "a", 1024) == b""


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    """A directory, a missing file, a path below a file, a loop, and names no system takes are told in a few words."""
    (tmp_path / "a").touch()
    (tmp_path / "loop").symlink_to("loop")
    for name, why in [
        ("", "is a directory"),
        ("missing", "does not exist"),
        ("a/b", "does not exist"),
        ("loop", "cannot be read"),
        ("x" * 256, "cannot be read"),
        ("a\0b", "cannot be read"),
    ]:
        with pytest.raises(Unreadable, match=f"^{why}$"):
            read_bytes(tmp_path / name, 1024)


def test_a_pipe_does_not_block(tmp_path: Path) -> None:
    """A pipe that nobody writes to is refused at once."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Unreadable, match=r"^is not an ordinary file$"):
        read_bytes(tmp_path / "pipe", 1024)


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A socket cannot be opened as a file."""
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        with pytest.raises(Unreadable, match=r"^is not an ordinary file$"):
            read_bytes(tmp_path / "socket", 1024)


@pytest.mark.skipif(not DEVICES.is_dir(), reason="there are no device files here")
@pytest.mark.parametrize("name", ["zero", "null", "tty"])
def test_a_device_is_refused(name: str) -> None:
    """A device that never ends is never read."""
    with pytest.raises(Unreadable, match=r"^(is not an ordinary file|cannot be read|does not exist)$"):
        read_bytes(DEVICES / name, 1024)


@pytest.mark.skipif(not PROCESSES.is_dir(), reason="there is no /proc here")
def test_a_file_that_is_larger_than_it_says_is_refused() -> None:
    """A file that grows while it is read, or hides its size, is refused rather than cut."""
    assert (PROCESSES / "status").stat().st_size == 0
    with pytest.raises(Unreadable, match=r"^is larger than"):
        read_bytes(PROCESSES / "status", 10)


@pytest.mark.skipif(not (PROCESSES / "mem").exists(), reason="there is no /proc here")
def test_a_file_that_fails_while_it_is_read_is_unreadable() -> None:
    """An error of the disk is told like any other reason."""
    with pytest.raises(Unreadable, match=r"^cannot be read$"):
        read_bytes(PROCESSES / "mem", 1024)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    """What may not be read says so."""
    (tmp_path / "a").touch(mode=0)
    with pytest.raises(Unreadable, match=r"^may not be read$"):
        read_bytes(tmp_path / "a", 1024)


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    """Reading many files, also such as are refused, holds none of them open."""
    (tmp_path / "a").write_bytes(b"x" * 100)
    os.mkfifo(tmp_path / "pipe")
    before = os.dup(0)
    os.close(before)
    for _ in range(20):
        assert read_bytes(tmp_path / "a", 100) == b"x" * 100
        for name, limit in (("a", 10), ("pipe", 10), ("", 10)):
            with pytest.raises(Unreadable):
                read_bytes(tmp_path / name, limit)
    after = os.dup(0)
    os.close(after)
    assert before == after


# ---------------------------------------------------------------- writing
@pytest.fixture
def umask() -> Iterator[int]:
    """A umask under which nobody else may read or write."""
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def test_a_file_is_written_whole_and_nothing_else(tmp_path: Path) -> None:
    """A new file holds the text as UTF-8 with its line ends as they are, and no other file is left."""
    write_whole(tmp_path / "report.md", "über\r\nzwei\n")
    assert (tmp_path / "report.md").read_bytes() == b"\xc3\xbcber\r\nzwei\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.md"]


def test_a_file_that_is_there_is_replaced_in_one_step(tmp_path: Path) -> None:
    """Who has the old file open still reads it whole; who opens it anew reads the new one."""
    target = tmp_path / "report.md"
    target.write_text("the old report, which is longer than the new one")
    with target.open() as reader:
        write_whole(target, "new")
        assert reader.read() == "the old report, which is longer than the new one"
    assert target.read_text() == "new"


def test_a_file_is_written_where_the_user_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name alone is a file in the working directory."""
    monkeypatch.chdir(tmp_path)
    write_whole(Path("report.md"), "new")
    assert (tmp_path / "report.md").read_text() == "new"


def test_a_file_is_written_with_the_mode_that_the_umask_gives(tmp_path: Path, umask: int) -> None:
    """A report is as private as every other file that this user makes, and is no program."""
    write_whole(tmp_path / "report.md", "new")
    assert stat.S_IMODE((tmp_path / "report.md").stat().st_mode) == 0o666 & ~umask == 0o640


def test_a_link_is_written_through(tmp_path: Path) -> None:
    """Where the target is a link, the file behind it is replaced, and the link stays."""
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "real.md").write_text("old")
    (tmp_path / "report.md").symlink_to("elsewhere/real.md")
    write_whole(tmp_path / "report.md", "new")
    assert (tmp_path / "report.md").is_symlink()
    assert (tmp_path / "elsewhere" / "real.md").read_text() == "new"
    assert [entry.name for entry in (tmp_path / "elsewhere").iterdir()] == ["real.md"]


@pytest.mark.skipif(not (DEVICES / "null").exists(), reason="there are no device files here")
def test_a_device_is_written_to_and_not_replaced() -> None:
    """A report that goes to /dev/null is thrown away, and /dev/null is still a device."""
    write_whole(DEVICES / "null", "new")
    assert stat.S_ISCHR((DEVICES / "null").stat().st_mode)


@pytest.mark.skipif(not (DEVICES / "full").exists(), reason="there is no full device here")
def test_a_full_device_is_an_error() -> None:
    """What could not be written is never taken for written."""
    with pytest.raises(OSError, match="No space left"):
        write_whole(DEVICES / "full", "new")


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    """A pipe that somebody reads gets the text."""
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        write_whole(tmp_path / "pipe", "new")
        assert os.read(reader, 100) == b"new"
    finally:
        os.close(reader)


@pytest.mark.parametrize("name", ["missing/report.md", "directory", "file/report.md", "loop"])
def test_a_file_that_cannot_be_written_is_an_os_error_and_leaves_nothing(tmp_path: Path, name: str) -> None:
    """A directory that is missing or in the way, and a link in a circle, are errors that the command line can tell."""
    (tmp_path / "directory").mkdir()
    (tmp_path / "file").write_text("old")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match=r".+"):
        write_whole(tmp_path / name, "new")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["directory", "file", "loop"]
    assert (tmp_path / "file").read_text() == "old"
    assert not list((tmp_path / "directory").iterdir())


def test_a_disk_that_runs_full_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    """Where writing fails half-way, the target is as it was, and what was written is gone."""
    target = tmp_path / "report.md"
    target.write_text("old")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        with pytest.raises(OSError, match="File too large"):
            write_whole(target, "x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert target.read_text() == "old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.md"]


def test_what_lies_in_git_proves_nothing(tmp_path: Path) -> None:
    """The repository's own bookkeeping is no document of anybody's."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("[core]", encoding="utf-8")
    with pytest.raises(Unreadable, match=r"^is inside \.git$"):
        Disk(tmp_path).inside(".git/config", tmp_path)
