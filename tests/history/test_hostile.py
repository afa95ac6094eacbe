"""A hostile repository, with every git feature on: nothing that it names is run, and no file is written.

Each program that it would have run leaves a file. That the traps are set is shown by git itself, without our
precautions.
"""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import environment_with
from tests.history.building import Clone

AS_OF = ("--as-of", "2026-11-30")
HERE = "launches/aurora"
PLAN = """\
readycheck: 1
launch: {name: Aurora, owner: mara.lind, sponsor: tom.oduya, milestones: {ga: 2026-12-15}}
people:
  mara.lind: {department: product, email: ann@example.com}
  tom.oduya: {department: management, email: ann@example.com}
departments:
  legal:
    lead: mara.lind
    signoffs: [{for: ga, by: mara.lind, date: 2026-11-20, decision: go}]
    items: {terms: {status: done, evidence: terms.md}}
waivers:
"""
WAIVER = "  - {item: legal.terms, reason: Says NAME, approved_by: tom.oduya, date: 2026-11-19, until: 2027-01-31}\n"
CHECKLIST = """\
readycheck: checklist/1
version: "1.0"
department: legal
title: Legal
items:
  - {id: terms, title: The terms are ready, ask: Are they?, why: Customers ask., fix: [Do it], stage: buy, severity: major, evidence: document}
"""
POLICY = "readycheck: policy/1\nshipped_checklists: false\nchecklists: [legal.yaml]\n"
HOOKS = (
    "post-checkout post-commit post-index-change post-merge pre-auto-gc pre-commit pre-push reference-transaction "
    "fsmonitor-watchman sendemail-validate update post-rewrite"
).split()
#: Keys whose value git runs, or may run, some day.
PROGRAMS = (
    "core.fsmonitor core.pager core.editor core.sshCommand core.askPass core.gitProxy core.alternateRefsCommand "
    "sequence.editor pager.log pager.diff pager.rev-list diff.external diff.evil.command diff.evil.textconv "
    "filter.evil.clean filter.evil.smudge filter.evil.process merge.evil.driver gpg.program gpg.openpgp.program "
    "gpg.x509.program gpg.ssh.program gpg.ssh.defaultKeyCommand uploadpack.packObjectsHook credential.helper "
    "remote.origin.uploadpack remote.origin.vcs trailer.evil.command difftool.evil.cmd interactive.diffFilter"
).split()
#: Whose signature would be held against which program.
SIGNATURES = {"PGP SIGNATURE": "openpgp", "SIGNED MESSAGE": "x509", "SSH SIGNATURE": "ssh"}


class Hostile:
    """The repository, and where its traps say that they sprang."""

    def __init__(self, path: Path) -> None:
        self.traps, self.sprung, self.allowed = path / "traps", path / "sprung", path / "allowed"
        for directory in (self.traps, self.sprung, path / "tmp"):
            directory.mkdir()
        self.allowed.write_text(f"ann@example.com ssh-ed25519 {base64.b64encode(b'x' * 51).decode()}\n")
        self.clone = Clone(path / "hostile")
        self._honest()
        self._embedded()
        self._signed()
        self._names()
        self._configured()

    def trap(self, name: str) -> str:
        """Return a program that leaves a file of its name when it is run, and passes on what it is given."""
        program = self.traps / name
        program.write_text(f"#!/bin/sh\ntouch '{self.sprung / name}'\ncat 2>/dev/null\n")
        program.chmod(0o755)
        return str(program)

    def _honest(self) -> None:
        clone = self.clone
        clone.seconds -= 5 * 86400
        clone.write("readycheck.yaml", POLICY)
        clone.write("legal.yaml", CHECKLIST)
        clone.write(f"{HERE}/terms.md", "The board approved the terms of 3 November.\n")
        clone.write(f"{HERE}/launch.yaml", PLAN.partition("waivers:")[0])
        clone.commit("agreed")
        for name in (f"{HERE}/launch.yaml", "--output=x.yaml", "-n.yaml"):
            clone.write(name, PLAN + WAIVER)
        clone.commit("waived")

    def _embedded(self) -> None:
        """Make the folder of the plan a bare repository, as a pull request can bring one."""
        clone = self.clone
        monitor = self.trap("embedded-fsmonitor")
        clone.write(f"{HERE}/HEAD", "ref: refs/heads/main\n")
        settings = f'repositoryformatversion = 0\n\tbare = false\n\tworktree = "."\n\tfsmonitor = "{monitor}"'
        clone.write(f"{HERE}/config", f"[core]\n\t{settings}\n")
        clone.write(f"{HERE}/objects/kept", "")
        clone.write(f"{HERE}/refs/heads/main", f"{clone.git('rev-parse', 'HEAD')}\n")
        clone.write(f"{HERE}/index", (clone.path / ".git" / "index").read_bytes())
        clone.write(".gitattributes", "* diff=evil merge=evil ident export-subst\n*.md filter=evil\n")
        clone.commit("embedded")

    def _signed(self) -> None:
        """Have the plan written by commits with a signature of each kind, which git may be asked to verify."""
        text = PLAN
        for kind, name in SIGNATURES.items():
            armour = f"-----BEGIN {kind}-----\n \n {base64.b64encode(name.encode()).decode()}\n -----END {kind}-----"
            text += WAIVER.replace("NAME", name)
            self.clone.write(f"{HERE}/launch.yaml", text)
            head, _, message = self.clone.git("cat-file", "commit", self.clone.commit(name)).partition("\n\n")
            body = f"{head}\ngpgsig {armour}\n\n{message}\n"
            done = subprocess.run(
                ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
                cwd=self.clone.path,
                input=body.encode(),
                capture_output=True,
                check=True,
            )
            commit = done.stdout.decode().strip()
            self.clone.git("reset", "-q", "--soft", commit)
            self.clone.git("tag", f"signed-{name}", commit)

    def _names(self) -> None:
        """Give revisions names that read like options, and history second thoughts about itself."""
        clone = self.clone
        head = clone.git("rev-parse", "HEAD")
        clone.git("update-ref", "refs/remotes/origin/main", "HEAD~4")
        for name in ("refs/heads/--output=x", "refs/tags/--upload-pack=y", "refs/heads/-n", "refs/tags/--exec=z"):
            clone.git("update-ref", name, head)
        clone.git("replace", "--graft", "HEAD~3")
        (clone.path / ".git" / "info" / "grafts").write_text(f"{head}\n")
        other = Clone(clone.path.parent / "other")
        other.commit(inner_md="S")
        clone.git("submodule", "add", "-q", str(other.path), "part")
        clone.commit("submodule")
        (clone.path / ".git" / "objects" / "info" / "alternates").write_text(f"{other.path}/.git/objects\n")

    def _configured(self) -> None:
        """Have the repository's own configuration name a trap wherever git takes a program."""
        clone = self.clone
        hooks = clone.path.parent / "hooks"
        hooks.mkdir()
        for hook in HOOKS:
            (hooks / hook).symlink_to(self.trap(f"hook-{hook}"))
        settings = {key: self.trap(key) for key in PROGRAMS}
        settings |= {f"alias.{name}": f"!{self.trap(f'alias-{name}')}" for name in ("log", "rev-list", "cat-file")}
        settings |= {
            "core.hooksPath": str(hooks),
            "gpg.format": "openpgp",
            "log.showSignature": "true",
            "filter.evil.required": "true",
            "extensions.partialClone": "origin",
            "remote.origin.url": f"ext::{self.trap('remote')}",
            "remote.origin.promisor": "true",
            "protocol.allow": "always",
            "protocol.ext.allow": "always",
            "safe.bareRepository": "all",
            "submodule.part.update": f"!{self.trap('submodule')}",
        }
        for key, value in settings.items():
            with (clone.path / ".git" / "config").open("a") as file:
                section, _, name = key.rpartition(".")
                first, _, sub = section.partition(".")
                file.write(f'[{first}{f" {chr(34)}{sub}{chr(34)}" if sub else ""}]\n\t{name} = "{value}"\n')

    def run(self, *arguments: str, cwd: str = ".") -> subprocess.CompletedProcess[str]:
        """Run the program in the repository."""
        return subprocess.run(
            [sys.executable, "-m", "readycheck", *arguments],
            cwd=self.clone.path / cwd,
            env=environment_with({"TMPDIR": str(self.clone.path.parent / "tmp"), "COVERAGE_PROCESS_CONFIG": None}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def state(self) -> dict[str, bytes]:
        """Return every file there is, the repository's own and those of the traps included."""
        root = self.clone.path.parent
        return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    return Hostile(tmp_path_factory.mktemp("hostile"))


SIGNED = ("--verify-authors", "--allowed-signers", "../allowed")
#: Command lines, each with the directory in which it is run and the exit code that it must have.
RUNS: dict[str, tuple[str, tuple[str, ...], int]] = {
    "everything at once": (
        ".",
        ("audit", HERE, *AS_OF, "--policy-ref", "refs/remotes/origin/main", "--baseline", "origin/main", *SIGNED),
        1,
    ),
    "since": (".", ("audit", HERE, *AS_OF, "--since", "2026-11-19", *SIGNED), 0),
    "verified by address": (".", ("audit", HERE, *AS_OF, "--verify-authors"), 0),
    "in the embedded repository": (
        HERE,
        ("audit", "launch.yaml", *AS_OF, "--since", "2026-11-19", "--verify-authors"),
        0,
    ),
    "a trend in the embedded repository": (HERE, ("trend", ".", "--all"), 0),
    "a revision in the embedded repository": (HERE, ("diff", "HEAD~3:./launch.yaml", "launch.yaml", *AS_OF), 0),
    "trend": (".", ("trend", HERE), 0),
    "diff": (".", ("diff", f"origin/main:{HERE}", HERE, *AS_OF), 0),
    "diff of revisions": (".", ("diff", f"HEAD~4:{HERE}", f"signed-x509:{HERE}", *AS_OF), 0),
    "a revision called like an option": (
        ".",
        ("audit", HERE, *AS_OF, "--policy-ref=refs/heads/--output=x", "--baseline=refs/tags/--upload-pack=y"),
        0,
    ),
    "a branch by its short name": (".", ("audit", HERE, *AS_OF, "--policy-ref=--output=x"), 0),
    "an option for a revision": (".", ("audit", HERE, *AS_OF, "--policy-ref=--output=y"), 2),
    "another": (".", ("audit", HERE, *AS_OF, "--baseline=--upload-pack=touch x"), 2),
    "a branch for a side": (".", ("diff", *AS_OF, "--", f"--output=x:{HERE}", HERE), 0),
    "an option for a side": (".", ("diff", *AS_OF, "--", f"--output=y:{HERE}", HERE), 2),
    "a plan called like an option": (".", ("audit", *AS_OF, *SIGNED, "--", "--output=x.yaml", "-n.yaml"), 1),
    "its trend": (".", ("trend", "--", "--output=x.yaml"), 0),
    "its diff": (".", ("diff", *AS_OF, "--", "HEAD~4:--output=x.yaml", "--output=x.yaml"), 0),
    "signers called like an option": (".", ("audit", HERE, *AS_OF, "--allowed-signers=--output=x"), 2),
    "an object that is not there": (".", ("audit", HERE, *AS_OF, "--policy-ref", "0" * 39 + "1"), 2),
}


@pytest.mark.parametrize(("cwd", "arguments", "code"), RUNS.values(), ids=RUNS)
def test_nothing_is_run_and_nothing_is_written(
    hostile: Hostile, cwd: str, arguments: tuple[str, ...], code: int
) -> None:
    """Whatever is asked of its history, on whichever way."""
    if "--allowed-signers" in arguments and shutil.which("ssh-keygen") is None:
        pytest.skip("signatures are verified with ssh-keygen, which is not installed")
    before = hostile.state()
    done = hostile.run(*arguments, cwd=cwd)
    assert done.returncode == code, (done.stdout, done.stderr)
    assert hostile.state() == before


#: So that a checkout comes to its hook: the program of the filter gives no answer.
WITHOUT_FILTERS = ("-c", "filter.evil.process=", "-c", "filter.evil.smudge=cat", "-c", "filter.evil.required=false")
#: Commands that a tool might run, each with its directory and the trap that it springs.
CARELESS = (
    (HERE, ("status",), "embedded-fsmonitor"),
    (".", ("status",), "core.fsmonitor"),
    (".", ("diff", "signed-openpgp", "signed-ssh"), "diff.evil.command"),
    (".", ("show", "--textconv", "--no-ext-diff", "signed-ssh"), "diff.evil.textconv"),
    (".", ("log", "-1", "signed-openpgp"), "gpg.openpgp.program"),
    (".", ("log", "-1", "--format=%G?", "signed-x509"), "gpg.x509.program"),
    (".", ("-c", "gpg.ssh.allowedSignersFile=../allowed", "log", "-1", "signed-ssh"), "gpg.ssh.program"),
    (".", ("cat-file", "--filters", f"signed-ssh:{HERE}/terms.md"), "filter.evil.process"),
    (".", (*WITHOUT_FILTERS, "checkout", "-f", "signed-ssh"), "hook-post-checkout"),
    (".", ("cat-file", "-p", "0" * 39 + "1"), "remote"),
)


def test_the_traps_are_set(tmp_path: Path) -> None:
    """Git, as it is usually called, runs them."""
    hostile = Hostile(tmp_path)
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1"}
    for cwd, arguments, trap in CARELESS:
        assert not (hostile.sprung / trap).exists()
        with subprocess.Popen(
            ["git", *arguments],
            cwd=hostile.clone.path / cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            until = time.monotonic() + 60
            while not (hostile.sprung / trap).exists() and process.poll() is None and time.monotonic() < until:
                time.sleep(0.01)
            try:
                process.wait(2)  # else it would leave a lock behind
            except subprocess.TimeoutExpired:
                process.kill()  # it waits for an answer of its trap
        assert (hostile.sprung / trap).exists(), (arguments, [path.name for path in hostile.sprung.iterdir()])
        for path in hostile.sprung.iterdir():
            path.unlink()
