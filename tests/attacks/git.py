"""Repositories whose configuration runs programs, and revisions that are something else. `hacked` is what is left of success."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.attacks.attack import COMPANY, PLAN, POLICY, UNDECIDED, Attack, Attacks, Files
from tests.attacks.threat import Threat
from tests.history.building import Clone

Change = Callable[[Clone], object]

#: A program, and every setting by which git is known to run one while it reads.
PROGRAM = "#!/bin/sh\ntouch {desk}/hacked\ncat\n"
SETTINGS = (
    "core.fsmonitor core.sshCommand core.pager core.editor core.gitProxy core.alternateRefsCommand diff.external "
    "diff.evil.textconv diff.evil.command filter.evil.clean filter.evil.smudge filter.evil.process gpg.program "
    "gpg.ssh.program gpg.ssh.defaultKeyCommand log.showSignature pager.rev-list pager.cat-file credential.helper "
    "sequence.editor uploadpack.packObjectsHook"
).split()
ATTRIBUTES = "* diff=evil filter=evil merge=evil\n"


def history(*changes: Change, of: Files | None = None) -> Callable[[Path], object]:
    """Return what makes `.git`: the small company and its plan committed on 20 November, then what is done to it."""

    def make(path: Path) -> None:
        path.rmdir()
        clone = Clone(path.parent)
        clone.seconds -= 2 * 86400
        for name, content in {**COMPANY, "plan.yaml": PLAN, **(of or {})}.items():
            assert isinstance(content, str)
            clone.write(name, content)
        clone.commit()
        for change in changes:
            change(clone)

    return make


def hostile(clone: Clone) -> None:
    """Have every setting that runs something run a program, and every hook as well."""
    program = clone.write(".git/evil", PROGRAM.format(desk=clone.path))
    program.chmod(0o755)
    for setting in SETTINGS:
        clone.git("config", setting, "true" if setting == "log.showSignature" else str(program))
    for hook in ("post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"):
        program = clone.write(f".git/hooks/{hook}", PROGRAM.format(desk=clone.path))
        program.chmod(0o755)
    clone.write(".git/info/attributes", ATTRIBUTES)


def at(command: str, says: str, *changes: Change, code: int = 2) -> Attack:
    """Return a command in a repository to which something was done."""
    return Attack({".git": history(*changes)}, says, command, code)


def no_revision(name: str) -> Attack:
    return at(f"audit plan.yaml '--policy-ref={name}'", f"error: there is no revision `{name}`")


def run(*arguments: str) -> Change:
    return lambda clone: clone.git(*arguments)


def write(name: str, text: str | bytes) -> Change:
    return lambda clone: clone.write(name, text)


def damage(clone: Clone) -> None:
    """Cut the object of the plan in half."""
    identity = clone.git("rev-parse", "HEAD:plan.yaml")
    path = clone.path / ".git" / "objects" / identity[:2] / identity[2:]
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:10])


def lose(clone: Clone) -> None:
    """Take the object of the plan away."""
    identity = clone.git("rev-parse", "HEAD:plan.yaml")
    (clone.path / ".git" / "objects" / identity[:2] / identity[2:]).unlink()


def replace(clone: Clone) -> None:
    """Have another policy stand in for the agreed one, as git's replacements do."""
    easier = clone.write("easier", "readycheck: policy/1\nlimits: []\n")
    identity = clone.git("hash-object", "-w", str(easier))
    clone.git("replace", clone.git("rev-parse", "HEAD:readycheck.yaml"), identity)
    easier.unlink()


def lead_out(clone: Clone) -> None:
    """Commit a link out of the repository in place of the policy."""
    policy = clone.path / "readycheck.yaml"
    policy.unlink()
    policy.symlink_to("../outside.md")
    clone.commit()


def embed(clone: Clone) -> None:
    """Put a bare repository with a hostile configuration into the tree, where git looks for one."""
    program = clone.write("evil", PROGRAM.format(desk=clone.path))
    program.chmod(0o755)
    clone.write("HEAD", "ref: refs/heads/main\n")
    clone.write(
        "config", f"[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = {program}\n[diff]\n\texternal = {program}\n"
    )
    for name in ("objects/info", "refs/heads"):
        (clone.path / name).mkdir(parents=True)


UNDECIDED_LINE = "verdict: undecided (if GA were today)"
LOST = "error: a part of that revision is not in this clone"

ATTACKS: Attacks = {
    Threat.EXECUTION: {
        f"every setting, {name}": at(command, says, hostile, code=code)
        for name, (command, says, code) in {
            "policy of a revision": ("audit plan.yaml --policy-ref HEAD", UNDECIDED_LINE, UNDECIDED),
            "changes since": ("audit plan.yaml --since 2026-11-21", UNDECIDED_LINE, UNDECIDED),
            "a baseline": ("audit plan.yaml --gate verdict --baseline HEAD:plan.yaml", UNDECIDED_LINE, UNDECIDED),
            "a trend of nothing": ("trend gone.yaml", "error: gone.yaml has no revisions", 2),
        }.items()
    }
    | {
        "a bare repository in the tree": at("audit plan.yaml --policy-ref main", UNDECIDED_LINE, embed, code=UNDECIDED),
        "a git in the working directory": Attack(
            {".git": history(lambda clone: clone.write("git", PROGRAM.format(desk=clone.path)).chmod(0o755))},
            UNDECIDED_LINE,
            "audit plan.yaml --policy-ref HEAD",
            UNDECIDED,
            environment={"PATH": ".:/usr/bin:/bin:/usr/local/bin"},
        ),
        "a configuration from elsewhere": Attack(
            {
                ".git": history(
                    write("evil.cfg", "[core]\n\tfsmonitor = touch hacked\n"),
                    run("config", "include.path", "../evil.cfg"),
                )
            },
            UNDECIDED_LINE,
            "audit plan.yaml --policy-ref HEAD",
            UNDECIDED,
            environment={
                "GIT_CONFIG_COUNT": "1",
                "GIT_CONFIG_KEY_0": "core.fsmonitor",
                "GIT_CONFIG_VALUE_0": "touch hacked",
                "GIT_EXTERNAL_DIFF": "touch hacked",
                "GIT_TRACE": "/dev/stdout",
            },
        ),
    },
    Threat.REVISIONS: {
        name: no_revision(name)
        for name in (
            "--output=F",
            "-x",
            "--upload-pack=touch hacked",
            "HEAD:plan.yaml",
            "HEAD..HEAD",
            "HEAD^{tree}",
            "@{-1}",
            ":/a",
            "main@{upstream}",
            "",
            "0" * 40,
            "../../HEAD",
            "ext::sh -c touch% hacked",
        )
    }
    | {
        "a line in it": at("audit plan.yaml '--policy-ref=a\nb'", r"error: there is no revision `a\u{000a}b`"),
        "a tag and a branch": at(
            "audit plan.yaml --policy-ref agreed",
            "error: `agreed` stands for several revisions",
            run("branch", "agreed"),
            run("tag", "agreed"),
        ),
        "a tag that is called like a remote's branch": at(
            "audit plan.yaml --policy-ref origin/main",
            "error: `origin/main` stands for several revisions",
            run("update-ref", "refs/remotes/origin/main", "HEAD"),
            run("tag", "origin/main"),
        ),
        "a folder that is called like one": at(
            "diff HEAD plan.yaml", "error: HEAD is a path, and HEAD is a revision", write("HEAD/launch.yaml", PLAN)
        ),
        "a path out of the repository": at(
            "diff HEAD:../outside.md plan.yaml", "error: HEAD:../outside.md leads outside the repository"
        ),
        "a side that is an option": at("diff -- --output=F plan.yaml", "--output=F: error: does not exist"),
        "a day before all": at("trend plan.yaml --since 1969-01-01", "error: --since: `1969-01-01` is out of range"),
    },
    Threat.BENDING: {
        "no repository": Attack(
            {"plan.yaml": PLAN}, "error: there is no revision `HEAD`", "audit plan.yaml --policy-ref HEAD"
        ),
        "an agreed policy that is broken": Attack(
            {
                ".git": history(
                    write("readycheck.yaml", POLICY),
                    of={"readycheck.yaml": "readycheck: policy/1\nlimts: []\n"},
                )
            },
            "HEAD:readycheck.yaml:2:1: error: unknown key `limts`",
            "audit plan.yaml --policy-ref HEAD",
        ),
        "a replacement of the agreed policy": at(
            "audit plan.yaml --policy-ref HEAD", UNDECIDED_LINE, replace, code=UNDECIDED
        ),
        "a policy that is a link out": Attack(
            {".git": history(lead_out)},
            "readycheck.yaml: error: leads outside the repository",
            "audit plan.yaml --policy-ref HEAD",
        ),
    },
    Threat.OBJECTS: {
        "an object cut in half": at("diff HEAD:plan.yaml plan.yaml", LOST, damage),
        "an object that is not there": at("diff HEAD:plan.yaml plan.yaml", LOST, lose),
        "a commit that is not there": at(
            "audit plan.yaml --policy-ref main",
            "error: there is no revision `main`",
            write(".git/refs/heads/main", "1" * 40 + "\n"),
        ),
        "a head that leads out": at(
            "audit plan.yaml --policy-ref HEAD",
            "error: there is no revision `HEAD`",
            write(".git/HEAD", "ref: ../../outside.md\n"),
        ),
        "objects from elsewhere": at(
            "audit plan.yaml --policy-ref HEAD",
            UNDECIDED_LINE,
            write(".git/objects/info/alternates", "/proc/self/fd\n"),
            code=UNDECIDED,
        ),
        "a configuration that is none": at(
            "audit plan.yaml --policy-ref HEAD",
            "error: there is no revision `HEAD`",
            write(".git/config", b"\0[[[\xff"),
        ),
        "a format of the future": at(
            "audit plan.yaml --policy-ref HEAD",
            "error: there is no revision `HEAD`",
            write(".git/config", "[core]\n\trepositoryformatversion = 99\n"),
        ),
    },
}
