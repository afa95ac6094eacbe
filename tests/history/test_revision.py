"""A revision of a repository reads like the disk on which it was checked out, and nothing in it is run."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from time import monotonic

import pytest

from readycheck.errors import UsageError
from readycheck.files import Disk, Tree, Unreadable
from readycheck.history.revision import Repository, Revision
from tests.history.building import DAY, START, Clone


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path / "clone")


def at(clone: Clone, name: str = "HEAD") -> Revision:
    return Repository(clone.path).revision(name)


def answer(tree: Tree, name: str, base: Path) -> tuple[Path, bytes] | str:
    """Return where a name leads and what is there, or why it cannot be read."""
    try:
        found = tree.inside(name, base)
        return found, tree.read(found, 100)
    except Unreadable as error:
        return str(error)


NAMES = (
    "a.md",
    "./a.md",
    "deep/../a.md",
    "deep/b.md",
    "deep",
    "missing.md",
    "a.md/x",
    "up.md",
    "deep/away.md",
    "circle",
    "dangling",
    "folder/b.md",
    "folder/../a.md",
    "../x",
    "deep/../../x",
    "outside",
    "absolute",
    "big.md",
    "ä ö.md",
    "run.sh",
    "",
    "/etc/hostname",
    ".git/config",
)


@pytest.mark.parametrize("name", NAMES)
def test_a_revision_answers_as_the_disk_does(clone: Clone, name: str) -> None:
    """Whatever is asked for: the same file, the same bytes, or the same reason."""
    clone.write("a.md", "A")
    clone.write("deep/b.md", "B")
    clone.write("big.md", "x" * 101)
    clone.write("ä ö.md", "umlauts")
    clone.write("run.sh", "#!/bin/sh").chmod(0o755)
    for link, target in {
        "up.md": "deep/b.md",
        "deep/away.md": "../a.md",
        "circle": "circle",
        "dangling": "nowhere",
        "folder": "deep",
        "outside": "../../x",
        "absolute": "/etc/hostname",
    }.items():
        (clone.path / link).symlink_to(target)
    for outside in (clone.path.parent, clone.path.parent.parent):
        (outside / "x").write_text("not ours")
    clone.commit()
    expected = answer(Disk(clone.path), name, clone.path)
    assert answer(at(clone), name, clone.path) == expected


def test_what_is_not_committed_is_not_there(clone: Clone) -> None:
    """The work tree and the index are not looked at."""
    first = clone.commit(a_md="committed")
    clone.write("a.md", "changed")
    clone.write("b.md", "added")
    clone.git("add", "b.md")
    revision = at(clone)
    assert revision.commit == first
    assert revision.read(clone.path / "a.md", 100) == b"committed"
    assert revision.names(clone.path) == ("a.md",)
    assert not revision.is_file(clone.path / "b.md")


def test_names_of_revisions_and_labels(clone: Clone) -> None:
    """A branch, a tag, an id and a way back all name commits; what is printed says which name was used."""
    first = clone.commit(a__plan_yaml="1")
    clone.git("tag", "-a", "v1", "-m", "annotated")
    clone.git("branch", "agreed")
    clone.commit(a__plan_yaml="2")
    for name in ("v1", "agreed", "HEAD~1", first, first[:8]):
        assert at(clone, name).commit == first
        assert at(clone, name).label(clone.path / "a" / "plan.yaml") == f"{name}:a/plan.yaml"


@pytest.mark.parametrize(
    "name", ["nowhere", "", "--output=stolen", "-n", "HEAD:a.md", "a\nb", "a\0b", "HEAD^{tree}", "🦆"]
)
def test_what_names_no_commit_is_refused(clone: Clone, name: str) -> None:
    """An option is not taken for one, and nothing is written."""
    clone.commit(a_md="A")
    before = sorted(clone.path.iterdir())
    with pytest.raises(UsageError, match="there is no revision"):
        at(clone, name)
    assert sorted(clone.path.iterdir()) == before


def test_a_name_that_stands_for_several_commits_is_refused(clone: Clone) -> None:
    """Git would take the tag: whoever may push one would choose what `origin/main` is. In full, a name is one."""
    first = clone.commit(a_md="A")
    clone.git("update-ref", "refs/remotes/origin/main", first)
    second = clone.commit(a_md="B")
    clone.git("tag", "origin/main", second)
    with pytest.raises(UsageError, match="`origin/main` stands for several revisions") as refused:
        at(clone, "origin/main")
    assert refused.value.hint == "write it out: refs/remotes/…, refs/heads/… or refs/tags/…"
    assert at(clone, "refs/remotes/origin/main").commit == first


def test_outside_of_a_repository(tmp_path: Path) -> None:
    """There is no history where there is no git directory; a directory that merely looks like one gives no revision."""
    with pytest.raises(UsageError, match="is in no git repository"):
        Repository(tmp_path)
    (tmp_path / ".git").mkdir()
    with pytest.raises(UsageError, match="there is no revision"):
        Repository(tmp_path).revision("HEAD")


def test_a_work_tree_of_another_repository(clone: Clone, tmp_path: Path) -> None:
    """`.git` may be a file that says where the git directory is."""
    first = clone.commit(a_md="A")
    clone.git("worktree", "add", "-q", str(tmp_path / "second"), "-b", "side")
    revision = Repository(tmp_path / "second").revision("HEAD")
    assert (revision.commit, revision.read(tmp_path / "second" / "a.md", 9)) == (first, b"A")


def test_ids_may_be_of_the_longer_kind(tmp_path: Path) -> None:
    """Repositories with SHA-256 ids are read alike."""
    clone = Clone(tmp_path, "--object-format=sha256")
    first = clone.commit(deep__a_md="A")
    assert len(first) == 64
    assert at(clone).read(tmp_path / "deep" / "a.md", 9) == b"A"


def test_a_submodule_is_not_looked_into(clone: Clone, tmp_path: Path) -> None:
    """What it holds belongs to another repository."""
    other = Clone(tmp_path / "other")
    other.commit(inner_md="S")
    clone.git("submodule", "add", "-q", str(other.path), "part")
    clone.commit()
    revision = at(clone)
    assert not revision.is_file(clone.path / "part")
    assert not revision.is_directory(clone.path / "part")
    assert answer(revision, "part/inner.md", clone.path) == "cannot be followed"
    assert answer(revision, "part", clone.path) == "is not an ordinary file"


def test_reading_goes_on_after_what_is_too_large(clone: Clone) -> None:
    """A large object is not read to its end, and the next answer is its own."""
    clone.commit(big_md="x" * 3_000_000, small_md="small")
    revision = at(clone)
    for _ in range(2):
        with pytest.raises(Unreadable, match="is larger than 1 KiB"):
            revision.read(clone.path / "big.md", 1024)
        assert revision.read(clone.path / "small.md", 1024) == b"small"


def test_an_object_that_is_not_in_the_clone_is_said_so(clone: Clone) -> None:
    """In a clone that was made without some contents, nothing is fetched, and nothing is taken for absent."""
    clone.commit(a_md="A", b_md="B")
    identity = clone.git("rev-parse", "HEAD:a.md")
    (clone.path / ".git" / "objects" / identity[:2] / identity[2:]).unlink()
    revision = at(clone)
    with pytest.raises(UsageError, match="is not in this clone"):
        revision.read(clone.path / "a.md", 9)
    assert revision.read(clone.path / "b.md", 9) == b"B"


def test_nothing_that_a_repository_configures_is_run(
    clone: Clone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hooks, monitors, filters, drivers of diffs, pagers, signatures: each would leave a file."""
    trap = tmp_path / "trap.sh"
    sprung = tmp_path / "sprung"
    trap.write_text(f"#!/bin/sh\ntouch {sprung}\ncat\n")
    trap.chmod(0o755)
    clone.write(".gitattributes", "*.md diff=evil filter=evil\n")
    first = clone.commit(a_md="A")
    for key in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.alternateRefsCommand",
        "diff.external",
        "diff.evil.command",
        "diff.evil.textconv",
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "gpg.program",
        "uploadpack.packObjectsHook",
    ):
        clone.git("config", key, str(trap))
    clone.git("config", "log.showSignature", "true")
    clone.git("config", "core.hooksPath", str(tmp_path))
    for hook in ("post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (tmp_path / hook).symlink_to(trap)
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", str(trap))
    monkeypatch.setenv("GIT_PAGER", str(trap))
    monkeypatch.setenv("GIT_DIR", str(tmp_path))
    repository = Repository(clone.path)
    revision = repository.revision("HEAD")
    assert revision.read(clone.path / "a.md", 9) == b"A"
    assert [commit.identity for commit in repository.git.commits(first, ["a.md"])] == [first]
    assert repository.git.last_before(first, START + DAY) == first
    assert not sprung.exists()


def test_a_git_that_lies_in_the_repository_is_not_run(clone: Clone, monkeypatch: pytest.MonkeyPatch) -> None:
    """A PATH with a folder of the checkout in front does not make a pull request's program our git."""
    fake = clone.write("bin/git", "#!/bin/sh\ntouch sprung\n")
    fake.chmod(0o755)
    clone.commit()

    monkeypatch.setenv("PATH", os.pathsep.join([str(fake.parent), ".", os.environ["PATH"]]))
    assert at(clone).is_file(fake)
    assert not [*clone.path.rglob("sprung")]
    monkeypatch.setenv("PATH", str(fake.parent))
    with pytest.raises(UsageError, match="git is not installed"):
        at(clone)


@pytest.mark.parametrize("by_link", ["path", "root", "program"])
def test_nor_is_one_to_which_a_link_leads(clone: Clone, monkeypatch: pytest.MonkeyPatch, by_link: str) -> None:
    """The repository is the same by whatever path it is reached."""
    clone.commit(a_txt="text")
    fake = clone.write("bin/git", "#!/bin/sh\nexit 1\n")
    fake.chmod(0o755)
    link = clone.path.parent / "link"
    link.symlink_to(clone.path)
    folder, root = (link / "bin", clone.path) if by_link == "path" else (fake.parent, link)
    if by_link == "program":
        folder = clone.path.parent / "elsewhere"
        folder.mkdir()
        (folder / "git").symlink_to(fake)
    monkeypatch.setenv("PATH", str(folder))
    with pytest.raises(UsageError, match="git is not installed"):
        Repository(root)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among the files of this system")
@pytest.mark.parametrize("place", ["config", "HEAD:", "HEAD"])
def test_git_is_not_waited_for_longer_than_its_time_and_once(
    clone: Clone, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """A pipe in the place of a file of the repository, of a tree, of a commit: opening it would never end."""
    clone.commit(a_txt="text")
    identity = clone.git("rev-parse", "HEAD")
    own = clone.path / ".git"
    file = own / "config"
    if place != "config":
        named = clone.git("rev-parse", place)
        file = own / "objects" / named[:2] / named[2:]
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr("readycheck.git._PATIENCE", 1)
    began = monotonic()
    for _ in range(30):
        with pytest.raises(UsageError, match="git gave no answer in 1 s"):
            Repository(clone.path).at(identity).read(clone.path / "a.txt", 100)
    assert monotonic() - began < 15


def test_an_object_that_is_not_what_its_id_says_is_refused(clone: Clone) -> None:
    """Git takes the name of a file in its folder for what is in it; what somebody signed is known by its id."""
    clone.commit(a_txt="text")
    identity = clone.git("rev-parse", "HEAD:a.txt")
    file = clone.path / ".git" / "objects" / identity[:2] / identity[2:]
    file.chmod(0o644)
    file.write_bytes(zlib.compress(b"blob 4\0lies"))
    assert clone.git("cat-file", "blob", identity) == "lies"
    with pytest.raises(UsageError, match="is not what its id says"):
        at(clone).read(clone.path / "a.txt", 100)


def test_the_commits_that_changed_a_file(clone: Clone) -> None:
    """Oldest first, with their moments; others are left out; a merge is one step, dated when it was merged."""
    first = clone.commit(a_md="1", b_md="1")
    clone.commit(b_md="2")
    clone.git("checkout", "-q", "-b", "side")
    clone.commit(a_md="on the side")
    clone.commit(a_md="on the side, again")
    clone.git("checkout", "-q", "main")
    clone.commit(b_md="3")
    clone.git("merge", "-q", "--no-ff", "-m", "merged", "side")
    merged = clone.git("rev-parse", "HEAD")
    clone.seconds += DAY
    last = clone.commit(a_md="[*]")
    commits = Repository(clone.path).git.commits(last, ["a.md"])
    assert commits == ((first, START), (merged, START + 5 * DAY), (last, START + 6 * DAY))


def test_paths_are_taken_literally(clone: Clone) -> None:
    """A name with a pattern in it means that file only."""
    first = clone.commit(message="one")
    clone.write("[ab].md", "1")
    second = clone.commit(a_md="1")
    clone.commit(a_md="2")
    assert [commit.identity for commit in Repository(clone.path).git.commits("HEAD", ["[ab].md"])] == [second]
    assert first != second


def test_the_last_commit_before_a_moment(clone: Clone) -> None:
    """What was committed at that moment itself came after it."""
    first, second = clone.commit(a_md="1"), clone.commit(a_md="2")
    git = Repository(clone.path).git
    assert git.last_before(second, START) is None
    assert git.last_before(second, START + 1) == first
    assert git.last_before(second, START + DAY) == first
    assert git.last_before(second, START + DAY + 1) == second
